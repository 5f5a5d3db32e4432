"""What of lesson 3 speaks for a side of the debate."""

from enclair.case.model import Case
from enclair.lessons.what_can_the_server_see.visibility import LOSSES, QUESTIONS, SITUATIONS, texts
from enclair.text.locale import current_locale


def two_sided(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    words = texts(current_locale())
    return {
        called: [(codes[-1], words[name][key]) for key, codes in rows.items()]
        for called, name, rows in (
            ("questions on who sees what", "questions", QUESTIONS),
            ("situations at the request desk", "situations", SITUATIONS),
            ("losses at the request desk", "losses", LOSSES),
        )
    }
