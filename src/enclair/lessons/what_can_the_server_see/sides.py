"""What of lesson 3 speaks for a side of the debate."""

from typing import TYPE_CHECKING

from enclair.lessons.what_can_the_server_see import visibility
from enclair.text.locale import current_locale

if TYPE_CHECKING:
    from enclair.case.model import Case


def two_sided(case: "Case") -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    sentences = visibility.texts(current_locale())
    return {
        "questions on who sees what": [
            (side, sentences["questions"][name]) for name, (*_, side) in visibility.QUESTIONS.items()
        ],
        "situations at the request desk": [
            (side, sentences["situations"][name]) for name, (*_, side) in visibility.SITUATIONS.items()
        ],
        "losses at the request desk": [
            (side, sentences["losses"][name]) for name, side in visibility.LOSSES.items()
        ],
    }
