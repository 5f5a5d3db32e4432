"""What of lesson 5 speaks for a side of the debate."""

from typing import TYPE_CHECKING

from enclair.lessons.traces import explanations, figures
from enclair.text.locale import current_locale

if TYPE_CHECKING:
    from enclair.case.model import Case

#: What rival explanations explain, and what would tell them apart.
TOPICS = {
    "france": (
        "rival explanations of answers to France",
        "what would tell rival explanations of answers to France apart",
    ),
    "everywhere": (
        "rival explanations of answers to other States",
        "what would tell rival explanations of answers to other States apart",
    ),
    "moderation": (
        "rival explanations of what Telegram takes down",
        "what would tell rival explanations of what Telegram takes down apart",
    ),
    "growth": (
        "rival explanations of more users",
        "what would tell rival explanations of more users apart",
    ),
}


def two_sided(case: "Case") -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    sides = {
        "examples of hiding in a crowd": [(preset.side, preset.name) for preset in figures.Hidden().presets],
        "examples of who writes to whom": [
            (preset.side, preset.name) for preset in figures.Network().presets
        ],
        "examples of noise on a count": [(preset.side, preset.name) for preset in figures.Noise().presets],
        "examples of a number of users that grows": [
            (preset.side, preset.name) for preset in figures.Growth(case.users).presets
        ],
    }
    for topic, (explained, decided) in TOPICS.items():
        rows = [row for row in explanations.texts(current_locale())[topic].values() if isinstance(row, dict)]
        sides[explained] = [(row["side"], row["said"]) for row in rows]
        sides[decided] = [(row["side"], f"{row['predicts']} {row['decides']}") for row in rows]
    return sides
