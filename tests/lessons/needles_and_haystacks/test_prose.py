"""Lesson 4 and exercise 4: examples as the package has them, and both sides equally long."""

import re

import pytest

from enclair.lessons.needles_and_haystacks.scanning import PRESETS
from tests.helpers import REPO, read, solution_path

pytestmark = pytest.mark.facts

LESSON = read(REPO / "notebooks" / "en" / "04_needles_and_haystacks.ipynb")
EXERCISE = read(solution_path("04_needles_and_haystacks"))
CELLS = {cell["id"]: "".join(cell["source"]) for book in (EXERCISE, LESSON) for cell in book["cells"]}


@pytest.mark.parametrize("name", ["everyone", "suspects"])
def test_the_figures_of_section_1_are_the_examples(name):
    call = re.search(r"place = dict\((.+)\)\n", CELLS[f"02-{name}"])[1]
    assert eval(f"dict({call})").items() <= PRESETS[name][1].items()
    assert "numbers=sketches.right_alarms(**place)" in CELLS[f"02-{name}"]


def test_both_cards_and_all_three_notes_are_about_equally_long():
    (cards,) = [
        row.strip("| ").split(" | ") for row in CELLS["04-cost"].splitlines() if row.startswith("| Each")
    ]
    notes = [part for part in CELLS["note-answer"].split("\n") if part.startswith("**")]
    assert (len(cards), len(notes)) == (2, 3)
    for texts in (cards, notes):
        lengths = [len(text.split()) for text in texts]
        assert max(lengths) <= 1.15 * min(lengths), lengths
