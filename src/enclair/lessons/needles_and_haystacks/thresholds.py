"""The four thresholds of exercise 4: what each does, and which one follows from a price."""

import math
from collections.abc import Mapping

from enclair.checks.answers import OneOf, judge
from enclair.checks.feedback import IncorrectAnswer
from enclair.lessons.needles_and_haystacks import scanning

#: How many items the detector of the question looks at, and which part of them is forbidden.
ITEMS, BASE = 1_000_000, 0.001

#: Its four thresholds, from low to high: which part of the forbidden and of the allowed items sets it off.
THRESHOLDS: Mapping[str, tuple[float, float]] = {
    "A": (0.99, 0.05),
    "B": (0.9, 0.01),
    "C": (0.7, 0.001),
    "D": (0.5, 0.0001),
}


#: The threshold that the exercise works out: all others are asked for.
WORKED = "A"
ASKED = tuple(letter for letter in THRESHOLDS if letter != WORKED)
#: What each threshold does.
OUTCOMES = {letter: scanning.alarms(ITEMS, BASE, *rates) for letter, rates in THRESHOLDS.items()}


def judge_outcome(letter: str, missed: float, wrong: float) -> None:
    """Raise `IncorrectAnswer` for the two numbers of a threshold."""
    mine, (hit, false) = OUTCOMES[letter], THRESHOLDS[letter]
    others = [other for name, other in OUTCOMES.items() if name != letter]
    slips = {
        "swapped": (mine.wrong, mine.missed),
        "numbers-of-another-threshold": OneOf((other.missed, other.wrong) for other in others),
        "found-not-missed": (mine.found, ...),
        "shares-not-counts": OneOf([(1 - hit, ...), (mine.missed, false)]),
        "of-100-not-of-1000": (100 * (1 - hit), ...),
        "missed-of-all-items": (ITEMS * (1 - hit), ...),
        "false-alarms-among-all-items": (mine.missed, ITEMS * false),
        "false-alarms-among-forbidden": (mine.missed, mine.forbidden * false),
        "one-in-how-many": (mine.missed, 1 / false),
        "left-alone-not-false": (mine.missed, mine.left),
        "rounded-down": (mine.missed, math.floor(mine.allowed * false + 1e-9)),
    }
    other = ["wrong-missed", "wrong-false-alarms"]
    judge((missed, wrong), (mine.missed, mine.wrong), slips, other, _agree, letter)


def judge_threshold(price: float, letter: str) -> None:
    """Raise `IncorrectAnswer` for a threshold that does not follow from a price."""
    mine = OUTCOMES[letter]
    # One at a time: the sums themselves may be beyond a float.
    if all(price * (mine.missed - one.missed) <= one.wrong - mine.wrong for one in OUTCOMES.values()):
        return
    if mine.missed == min(other.missed for other in OUTCOMES.values()):
        raise IncorrectAnswer("only-misses-counted", letter)
    if mine.wrong == min(other.wrong for other in OUTCOMES.values()):
        raise IncorrectAnswer("only-false-alarms-counted", letter)
    raise IncorrectAnswer("another-one-costs-less", letter)


def _agree(one: float, other: float) -> bool:
    """Return whether a number agrees with another one: a count, rounded or not, or a share."""
    return abs(one - other) < 0.5 if other > 1 else math.isclose(one, other, rel_tol=1e-6)
