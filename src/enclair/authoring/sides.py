"""What is coded with a side in the kit's views, gathered for `enclair balance` and its test."""

from typing import TYPE_CHECKING

from enclair import figures, toml
from enclair.analysis import deck, judging, visibility

if TYPE_CHECKING:
    from enclair.case import Case


#: The table of a case that a figure with sliders takes first; the others need none.
NEEDS = {"Demands": "cases", "Growth": "users"}


def coded(case: "Case") -> dict[str, list[str]]:
    """Return for each view the side of each of its examples: "privacy", "neither" or "security"."""
    found = {}
    for name in figures.__all__:
        figure = getattr(figures, name)
        if isinstance(figure, type) and hasattr(figure, "update"):
            tables = [getattr(case, NEEDS[name])] if name in NEEDS else []
            if presets := figure(*tables, "en").presets:
                found[f"examples of {name}"] = [preset.side for preset in presets]
    found["questions of Grid"] = [side for *_, side in visibility.QUESTIONS.values()]
    found["situations of the request desk"] = [side for *_, side in visibility.SITUATIONS.values()]
    found["losses at the request desk"] = [side for _, side in visibility.LOSSES.values()]
    for name, measure in judging.measures().items():
        sides = [side for side in ("privacy", "security") for _ in measure[side]]
        found[f"questions of a judge who disagrees, {name}"] = sides
    found["cards of Deck"] = [card["side"] for card in deck.cards().values()]
    found["roles of Deck"] = [role["side"] for role in deck.told()["roles"].values()]
    misuse = toml.tables("enclair.analysis", "scanning.toml")["misuse"]
    found["misuses of figures"] = [each["side"] for each in misuse.values()]
    for topic, told in toml.tables("enclair.analysis", "rivals.toml").items():
        sides = [each["side"] for each in told.values() if isinstance(each, dict)]
        found[f"rival explanations, {topic}"] = sides
    return found
