"""What of lesson 6 speaks for a side of the debate."""

from enclair.case.model import Case
from enclair.lessons.judge_for_a_day import judging
from enclair.text.locale import current_locale


def two_sided(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    names = [measure["name"].lower() for measure in judging.measures().values()]
    return {
        f"questions of a judge who disagrees on {name}": [
            (side, reason) for side in ("privacy", "security") for reason in measure[side]
        ]
        for name, measure in zip(names, judging.measures(current_locale()).values(), strict=True)
    }
