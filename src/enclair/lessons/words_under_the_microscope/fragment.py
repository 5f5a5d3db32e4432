"""The case as somebody sees it who is to find what a fragment leaves out."""

from typing import TYPE_CHECKING

from enclair.case.model import covered
from enclair.lessons.words_under_the_microscope.checks import FRAGMENT

if TYPE_CHECKING:
    from enclair.case.model import Case


def without_notes(case: "Case") -> "Case":
    """Return the case without our notes on the fragment's sentence, which say what exercise 2 asks."""
    quotes = case.quotes
    sentence = str(quotes.set_index("id").loc[FRAGMENT, "primary_text"])
    holds = [
        quotes[column].str.contains(sentence, regex=False) for column in ("primary_text", "quote_original")
    ]
    columns = ("notes", "notes_fr", "stance_note", "stance_note_fr")
    return covered(case, "quotes", [*quotes["id"][holds[0] | holds[1]]], **dict.fromkeys(columns, ""))
