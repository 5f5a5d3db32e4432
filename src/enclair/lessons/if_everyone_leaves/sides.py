"""What of lesson 8 speaks for a side of the debate."""

from typing import TYPE_CHECKING

from enclair.lessons.if_everyone_leaves import figures

if TYPE_CHECKING:
    from enclair.case.model import Case


def two_sided(case: "Case") -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    return {
        "examples of people who leave": [(preset.side, preset.name) for preset in figures.Leaving().presets],
    }
