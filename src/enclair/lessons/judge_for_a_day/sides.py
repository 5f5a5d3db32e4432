"""What of lesson 6 speaks for a side of the debate."""

from enclair.case.model import Case
from enclair.lessons.judge_for_a_day import judging
from enclair.text.locale import current_locale

#: The measures, and who asks about them.
ASKED = {
    "account": "questions of a judge who disagrees on one account",
    "everything": "questions of a judge who disagrees on a key to everything",
    "pictures": "questions of a judge who disagrees on a list of pictures",
}


def two_sided(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    return {
        ASKED[name]: [(side, reason) for side in ("privacy", "security") for reason in measure[side]]
        for name, measure in judging.measures(current_locale()).items()
    }
