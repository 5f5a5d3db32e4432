"""A French lesson as a class meets it: every view in the language of its folder, other words marked."""

import re

import pytest

from enclair import load_case
from enclair.text.locale import text
from tests.browser.lab import LabPage, cell_sources, errors, kernel_says, no_barriers, predict_all

pytestmark = pytest.mark.browser

LESSON = "notebooks/fr/02_words_under_the_microscope.ipynb"
QUOTES = load_case("telegram").quotes.set_index("id")

#: Language in which each quotation of the explorer stands: its own words, then what says who speaks.
SPOKEN = """(card) => ({
  id: card.dataset.id,
  words: [...card.querySelectorAll(".enclair-words [lang]")].map((one) => [one.lang, one.textContent]),
  role: card.querySelector(".enclair-who [lang]")?.lang ?? "",
  notes: [...card.querySelectorAll(":scope > details:not(.enclair-trail) > p > [lang]")]
    .map((one) => one.lang),
})"""


def test_everything_speaks_french_and_says_what_does_not(lesson: LabPage) -> None:
    page = lesson.page
    before = cell_sources(lesson)
    assert errors(lesson) == []
    assert kernel_says(lesson, "__import__('enclair.text.locale', fromlist=['LANG']).LANG") == "'fr'"
    predict_all(lesson, "fr", then=lambda: no_barriers(lesson))

    # Each quotation stands in its own language; our words around it are French.
    cards = page.locator(".enclair-quotes .enclair-saying")
    cards.first.scroll_into_view_if_needed()
    shown = [card.evaluate(SPOKEN) for card in cards.all()]
    assert len(shown) >= 10
    for card in shown:
        row = QUOTES.loc[card["id"]]
        assert [row["language"], row["quote_original"]] in card["words"]
        assert card["role"] in ("fr", "")
        assert set(card["notes"]) == {"fr"}
    assert any(row["language"] != "fr" for row in (QUOTES.loc[card["id"]] for card in shown))

    # No button, label or heading of a view is left in English.
    said = page.locator(".jp-OutputArea-output button:visible, .jp-OutputArea-output label:visible")
    names = {re.sub(r"\s+", " ", each).strip() for each in said.all_inner_texts()}
    assert text("Compare", "fr") in names
    assert not names & {"Compare", "Show it", "Search", "Show everything again", "Copy the citation"}
    assert cell_sources(lesson) == before
    assert lesson.requests_elsewhere == []
    no_barriers(lesson)
