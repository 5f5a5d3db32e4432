"""Handouts and the teacher's pages as PDF: A4, no empty page, answers apart, nothing that needs colour."""

import re

import pytest

from enclair_tools.notebooks.exercises import pairs
from enclair_tools.publish.handouts import leaflet, print_deck, print_exercise, print_guide
from enclair_tools.teach import session_folder, sessions
from tests.browser.pages import no_barriers, pages_of
from tests.helpers import REPO, sampled
from tests.prose import PAGES, TEACHING

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points
DECKS = sorted((REPO / "teaching" / "cards").glob("*.html"))
PRINTED = [*((print_exercise, *pair) for pair in pairs(REPO)), *((print_deck, deck) for deck in DECKS)]
CHOSEN = [PRINTED[0], (print_deck, DECKS[0])]


@pytest.fixture
def page(chromium):
    page = chromium.new_context(offline=True).new_page()
    yield page
    page.context.close()


@sampled("printed", PRINTED, CHOSEN, lambda one: f"{one[1].parent.name}/{one[1].stem}")
def test_every_page_is_a4_none_is_empty_and_answers_stand_apart(page, tmp_path, printed):
    make, *paths = printed
    made = {path.relative_to(tmp_path).parts[0]: path for path in make(page, *paths, tmp_path)}
    assert {"students"} | ({"keys"} if make is print_exercise else set()) <= {*made} <= {"students", "keys"}
    for name, path in made.items():
        sheets = pages_of(path)
        assert 0 < len(sheets) <= 16
        for size, shown in sheets:
            assert all(abs(one - other) <= 1 for one, other in zip(size, A4, strict=True))
            assert shown > 8, f"{name} has a page without text"


#: One page of each kind.
KINDS = {page.parent.name: page for page in PAGES}.values()
#: What the margins leave of a sheet, in pixels of CSS.
WIDTH, HEIGHT = 696, 1039
#: A few may go on overleaf; all others are one sheet.
SHEETS = {"vocabulary": 2, "marking": 2, "marking_sheet": 2, "hub": 2, "terms": 2}


def test_every_page_is_one_sheet_of_a4_and_nothing_is_cut_or_coloured_or_a_barrier(page, tmp_path):
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    page.emulate_media(media="print")
    long = []
    for source, path in zip(PAGES, print_guide(page, REPO, tmp_path), strict=True):
        name = source.relative_to(TEACHING)
        assert path == (tmp_path / name).with_suffix(".pdf")
        # A text that is easy to read has room between its lines.
        allowed = 2 if source.parent.name == "easy" else SHEETS.get(source.stem, 1)
        sheets = pages_of(path)
        assert {size for size, _ in sheets} == {A4}
        if len(sheets) > allowed:
            long.append(f"{name}: {len(sheets)} sheets of A4, {allowed} may be: cut words of it")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDTH, name
        used = "all => all.map(getComputedStyle).flatMap((style) => [style.color, style.backgroundColor])"
        for colour in {*page.locator("body, body *").evaluate_all(used)}:
            red, green, blue = re.findall(r"[\d.]+", colour)[:3]
            assert red == green == blue, name
        if source in KINDS:
            no_barriers(page)
    assert long == []


def test_on_a_phone_the_plan_of_a_session_needs_no_scrolling_sideways(page, lang):
    page.set_viewport_size({"width": 320, "height": 800})
    for name in sessions.names(REPO):
        page.set_content(leaflet(session_folder.teachers_page(REPO, sessions.session(REPO, name))))
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, name
