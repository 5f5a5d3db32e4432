"""The teacher's pages on paper: a lesson is one sheet of A4, nothing is cut, nothing needs colour."""

import re

import pytest

from enclair.text.locale import LANGUAGES
from enclair_tools.publish.leaflets import language, leaflet, pages, print_pages
from enclair_tools.teach import session_folder, sessions
from tests.browser.pages import no_barriers
from tests.helpers import REPO, in_language

pytestmark = pytest.mark.browser

TEACHING = REPO / "teaching"
PAGES = pages(REPO)
#: What the margins leave of a sheet, in pixels of CSS.
WIDTH, HEIGHT = 696, 1039
#: A few may go on overleaf; all others are one sheet.
SHEETS = {"vocabulary": 2, "marking": 2, "marking_sheet": 2, "hub": 2, "terms": 2}


def allowed(path):
    """How many sheets a page may take; a text that is easy to read has room between its lines."""
    return 2 if path.parent.name == "easy" else SHEETS.get(path.stem, 1)


@pytest.fixture
def opened(chromium):
    page = chromium.new_context(offline=True).new_page()
    yield page
    page.context.close()


def test_every_page_is_printed_on_one_sheet_of_a4(opened, tmp_path):
    made = list(print_pages(opened, REPO, tmp_path))
    assert [path.relative_to(tmp_path).with_suffix(".md") for path in made] == [
        page.relative_to(TEACHING) for page in PAGES
    ]
    long = []
    for path in made:
        pdf = path.read_bytes()
        sheets = len(re.findall(rb"/Type\s*/Page\b", pdf))
        if sheets > allowed(path):
            long.append(f"{path.relative_to(tmp_path)}: {sheets} sheets of A4, {allowed(path)} may be")
        sizes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", pdf)
        assert {(round(float(width)), round(float(height))) for width, height in sizes} == {(595, 842)}
    assert long == []


def test_nothing_is_cut_nothing_is_coloured_and_axe_finds_nothing(opened):
    opened.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    opened.emulate_media(media="print")
    for page in PAGES:
        opened.set_content(in_language(language(REPO, page), leaflet, page.read_text(encoding="utf-8")))
        assert opened.evaluate("document.documentElement.scrollWidth") <= WIDTH, page
        colours = opened.locator("body, body *").evaluate_all(
            "all => all.map(getComputedStyle).flatMap((style) => [style.color, style.backgroundColor])"
        )
        for colour in set(colours):
            red, green, blue = re.findall(r"[\d.]+", colour)[:3]
            assert red == green == blue, page
        if page in PAGES[::2]:  # each page in one of its languages
            # All have one style sheet, and contrast takes long to find out.
            contrast = {"color-contrast": {"enabled": page == PAGES[0]}}
            no_barriers(opened, options={"rules": contrast})


def test_on_a_phone_the_plan_of_a_session_needs_no_scrolling_sideways(opened):
    opened.set_viewport_size({"width": 320, "height": 800})
    for name in sessions.names(REPO):
        for lang in LANGUAGES:
            session = in_language(lang, sessions.session, REPO, name)
            opened.set_content(
                in_language(lang, leaflet, in_language(lang, session_folder.teachers_page, REPO, session))
            )
            assert opened.evaluate("document.documentElement.scrollWidth") <= 320, (name, lang)
