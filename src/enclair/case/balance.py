"""The sides of quotations, defined once: a side is the sign of a stance, and 0 is neither side."""

import pandas as pd

SIDES = ("privacy", "neither", "security")


def side(stance: float) -> str:
    """Return the side of a stance: "privacy" (below 0), "neither" (0) or "security" (above 0)."""
    return "neither" if stance == 0 else "privacy" if stance < 0 else "security"


def count_sides(quotes: pd.DataFrame) -> dict[str, int]:
    """Return how many of ``quotes`` (rows of that table of a case) are on each side."""
    sides = quotes["stance"].map(side).tolist()
    return {name: sides.count(name) for name in SIDES}
