"""A French lesson as a class meets it: every view in the language of its folder, other words marked."""

import pytest

from enclair.text.locale import text
from tests.browser import lab
from tests.helpers import CASE

# What a class sees first in French, test_lab asks; this is for the job of the site.
pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/fr/02_words_under_the_microscope.ipynb"
QUOTES = CASE.quotes.set_index("id")

#: Language in which each quotation of the explorer stands: its own words, then what says who speaks.
SPOKEN = """(card) => ({
  id: card.dataset.id,
  words: [...card.querySelectorAll(".enclair-words [lang]")].map((one) => [one.lang, one.textContent]),
  role: card.querySelector(".enclair-who [lang]")?.lang ?? "fr",
  notes: [...card.querySelectorAll(":scope > details:not(.enclair-trail) > p > [lang]")]
    .map((one) => one.lang),
})"""


def test_everything_speaks_french_and_says_what_does_not(lesson: lab.LabPage) -> None:
    language = "__import__('enclair.text.locale', fromlist=['locale']).current_locale()"
    assert lab.kernel_says(lesson, language) == "'fr'"
    lab.predict_all(lesson, "fr")

    # Each quotation stands in its own language; our words around it are French.
    cards = lab.view(lesson, "quotes", 1).locator(".enclair-saying")
    shown = [card.evaluate(SPOKEN) for card in cards.all()]
    for card in shown:
        row = QUOTES.loc[card["id"]]
        assert [row["language"], row["quote_original"]] in card["words"]
        assert (card["role"], {*card["notes"]}) == ("fr", {"fr"})
    assert {QUOTES.loc[card["id"], "language"] for card in shown} > {"fr"}

    # No button, label or heading of a view is left in English.
    names = lesson.page.locator(f"{lab.OUTPUT} :is(button, label):visible").all_inner_texts()
    assert text("Compare", "fr") in names
    assert not {*names} & {"Compare", "Show it", "Search", "Show everything again", "Copy the citation"}
    lab.check_lesson(lesson, lab.stored_sources(LESSON))


def test_a_text_with_the_wrong_mark_is_found(lesson: lab.LabPage) -> None:
    lesson.page.evaluate(
        "() => document.querySelectorAll('[lang=en]').forEach((one) => { one.lang = 'fr'; })"
    )
    assert lab.in_the_wrong_language(lesson)
