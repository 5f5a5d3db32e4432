"""What of lesson 4 speaks for a side of the debate."""

from typing import TYPE_CHECKING

from enclair.lessons.needles_and_haystacks import figures, scanning
from enclair.text.locale import current_locale

if TYPE_CHECKING:
    from enclair.case.model import Case


def two_sided(case: "Case") -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    misuse = scanning.texts(current_locale())["misuse"].values()
    return {
        "examples of right and false alarms": [(each.side, each.name) for each in figures.Alarms().presets],
        "misuses of figures": [(each["side"], each["said"]) for each in misuse],
        "answers to the misuses of figures": [(each["side"], each["but"]) for each in misuse],
    }
