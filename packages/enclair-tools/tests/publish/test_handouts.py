"""Handouts as PDF: A4, no empty page, answers apart."""

import pytest

from enclair_tools.notebooks.exercises import pairs
from enclair_tools.publish.handouts import print_deck, print_exercise
from tests.browser.pages import pages_of
from tests.helpers import REPO

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points
DECKS = sorted((REPO / "teaching" / "cards").glob("*.html"))
PRINTED = [*((print_exercise, *pair) for pair in pairs(REPO)), *((print_deck, deck) for deck in DECKS)]
CHOSEN = [PRINTED[0], (print_deck, DECKS[0])]


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param(
            one, id=f"{one[1].parent.name}/{one[1].stem}", marks=[] if one in CHOSEN else pytest.mark.site
        )
        for one in PRINTED
    ],
)
def test_every_page_is_a4_none_is_empty_and_answers_stand_apart(chromium, tmp_path, printed):
    page = chromium.new_context(offline=True).new_page()
    make, *paths = printed
    made = {path.relative_to(tmp_path).parts[0]: path for path in make(page, *paths, tmp_path)}
    page.context.close()
    assert {"students"} | ({"keys"} if make is print_exercise else set()) <= {*made} <= {"students", "keys"}
    for name, path in made.items():
        sheets = pages_of(path)
        assert 0 < len(sheets) <= 16
        for size, shown in sheets:
            assert all(abs(one - other) <= 1 for one, other in zip(size, A4, strict=True))
            assert shown > 8, f"{name} has a page without text"
