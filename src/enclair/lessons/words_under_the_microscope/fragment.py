"""The case as somebody sees it who is to find what a fragment leaves out."""

from typing import TYPE_CHECKING

from enclair.case.veil import covered
from enclair.lessons.words_under_the_microscope.checks import FRAGMENT

if TYPE_CHECKING:
    from enclair.case.model import Case


def without_notes(case: "Case") -> "Case":
    """Return the case without our notes on the fragment, which say what exercise 2 asks."""
    columns = ("notes", "notes_fr", "stance_note", "stance_note_fr")
    return covered(case, "quotes", [FRAGMENT], **dict.fromkeys(columns, ""))
