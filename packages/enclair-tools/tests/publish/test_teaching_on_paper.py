"""The teacher's pages on paper: a lesson is one sheet of A4, nothing is cut, nothing needs colour."""

import re

import pytest

from enclair.text.locale import LANGUAGES, use_locale
from enclair_tools.publish.leaflets import leaflet, pages, print_pages
from enclair_tools.teach import session_folder, sessions
from tests.browser.pages import no_barriers, pages_of
from tests.helpers import REPO

pytestmark = pytest.mark.browser

TEACHING = REPO / "teaching"
PAGES = pages(REPO)
#: What the margins leave of a sheet, in pixels of CSS.
WIDTH, HEIGHT = 696, 1039
#: A few may go on overleaf; all others are one sheet.
SHEETS = {"vocabulary": 2, "marking": 2, "marking_sheet": 2, "hub": 2, "terms": 2}


@pytest.fixture
def opened(chromium):
    page = chromium.new_context(offline=True).new_page()
    yield page
    page.context.close()


def test_every_page_is_one_sheet_of_a4_and_nothing_is_cut_or_coloured_or_a_barrier(opened, tmp_path):
    opened.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    opened.emulate_media(media="print")
    long = []
    for page, path in zip(PAGES, print_pages(opened, REPO, tmp_path), strict=True):
        name = page.relative_to(TEACHING)
        assert path == (tmp_path / name).with_suffix(".pdf")
        # A text that is easy to read has room between its lines.
        allowed = 2 if page.parent.name == "easy" else SHEETS.get(page.stem, 1)
        sheets = pages_of(path)
        assert {size for size, _ in sheets} == {(595, 842)}
        if len(sheets) > allowed:
            long.append(f"{name}: {len(sheets)} sheets of A4, {allowed} may be")
        assert opened.evaluate("document.documentElement.scrollWidth") <= WIDTH, name
        colours = opened.locator("body, body *").evaluate_all(
            "all => all.map(getComputedStyle).flatMap((style) => [style.color, style.backgroundColor])"
        )
        for colour in set(colours):
            red, green, blue = re.findall(r"[\d.]+", colour)[:3]
            assert red == green == blue, name
        if page in PAGES[::2]:  # each page in one of its languages
            # All have one style sheet, and contrast takes long to find out.
            contrast = {"color-contrast": {"enabled": page == PAGES[0]}}
            no_barriers(opened, options={"rules": contrast})
    assert long == []


def test_on_a_phone_the_plan_of_a_session_needs_no_scrolling_sideways(opened):
    opened.set_viewport_size({"width": 320, "height": 800})
    for name in sessions.names(REPO):
        for lang in LANGUAGES:
            with use_locale(lang):
                source = session_folder.teachers_page(REPO, sessions.session(REPO, name))
                opened.set_content(leaflet(source))
            assert opened.evaluate("document.documentElement.scrollWidth") <= 320, (name, lang)
