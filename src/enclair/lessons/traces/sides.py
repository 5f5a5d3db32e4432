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
    found = {
        "examples of hiding in a crowd": [(each.side, each.name) for each in figures.Hidden().presets],
        "examples of who writes to whom": [(each.side, each.name) for each in figures.Network().presets],
        "examples of noise on a count": [(each.side, each.name) for each in figures.Noise().presets],
        "examples of a number of users that grows": [
            (each.side, each.name) for each in figures.Growth(case.users).presets
        ],
    }
    for topic, (explained, decided) in TOPICS.items():
        rows = [
            each for each in explanations.texts(current_locale())[topic].values() if isinstance(each, dict)
        ]
        found[explained] = [(each["side"], each["said"]) for each in rows]
        found[decided] = [(each["side"], f"{each['predicts']} {each['decides']}") for each in rows]
    return found
