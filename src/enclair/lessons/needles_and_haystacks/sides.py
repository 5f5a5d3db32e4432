"""What of lesson 4 speaks for a side of the debate."""

from enclair.case.model import Case
from enclair.lessons.needles_and_haystacks import scanning
from enclair.text.locale import current_locale


def two_sided(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    misuse = scanning.texts(current_locale())["misuse"].values()
    return {
        "misuses of figures": [(row["side"], row["said"]) for row in misuse],
        "answers to the misuses of figures": [(row["side"], row["but"]) for row in misuse],
    }
