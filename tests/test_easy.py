"""The easy-to-read texts: short, with the numbers of the lesson, and saying what they leave out."""

import re

import pytest

from enclair.text.locale import date
from enclair_tools.teach.parts import words
from tests.numbers import looked
from tests.prose import PAGES, TEACHING, notebook, numbers, prose, said, sections

EASY = sorted(TEACHING.glob("*/easy/*.md"))
#: Half of the lesson's core, the words of a sentence at most and on average.
SHARE, LONGEST, AVERAGE = 2, 15, 10
LEFT_OUT = {"en": "**Left out:**", "fr": "**Laissé de côté\u00a0:**"}
OPTIONAL = {"en": "the optional sections", "fr": "les sections facultatives"}
#: Where the proceedings stand: test_teaching looks at it.
STATUS = re.compile(r"^\*\*(?:As of|En) .*$", re.MULTILINE)
every_text = pytest.mark.parametrize("page", EASY, ids=lambda page: f"{page.parts[-3]}/{page.stem}")
pytestmark = [pytest.mark.facts, every_text]


def words_of(cells):
    return sum(words("".join(cell["source"])) for cell in cells if cell["cell_type"] == "markdown")


def sentences(text):
    """The sentences of a text; a heading, an item and what a colon announces count as one each."""
    plain = re.sub(r"[*#>]|^- |^\d+\. ", "", text, flags=re.MULTILINE)
    return [part for part in re.split(r"(?<=[.!?:;…])[\s”»]+|\n+", plain) if words(part)]


def test_it_has_half_of_the_words_in_short_sentences(page):
    optional = [words_of(part.cells) for part in sections(page) if not part.core]
    whole = words_of(notebook("notebooks", page)["cells"]) - sum(optional)
    text = STATUS.sub("", said(page).partition(LEFT_OUT[PAGES[page]])[0])
    assert words(text) * SHARE <= whole
    assert [sentence for sentence in sentences(text) if words(sentence) > LONGEST] == []
    lengths = [words(sentence) for sentence in sentences(text)]
    assert sum(lengths) / len(lengths) <= AVERAGE


def test_its_numbers_stand_in_the_lesson_whose_numbers_are_tested(page):
    """The numbers in the prose of a lesson are marked, and the marks are computed from the tables."""
    lang = PAGES[page]
    searched = date(looked("french-proceedings"), lang)  # in a lesson, the box shows this day
    text = STATUS.sub("", said(page)).replace(searched, "")
    assert numbers(text, lang) - numbers(prose(notebook("notebooks", page)), lang) == set()


def test_it_says_what_it_leaves_out(page):
    lang = PAGES[page]
    left = said(page).partition(LEFT_OUT[lang])[2]
    assert words(left) > 5
    assert (OPTIONAL[lang] in left) == (not all(part.core for part in sections(page)))
