"""What of lesson 5 speaks for a side of the debate."""

from enclair.case.model import Case
from enclair.lessons.traces.rivals_table import TOPICS, explanations


def two_sided(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    sides = {}
    for topic in TOPICS:
        rows = explanations(topic).values()
        sides[f"rival explanations: {topic}"] = [(row["side"], row["said"]) for row in rows]
        decided = [(row["side"], f"{row['predicts']} {row['decides']}") for row in rows]
        sides[f"what would tell them apart: {topic}"] = decided
    return sides
