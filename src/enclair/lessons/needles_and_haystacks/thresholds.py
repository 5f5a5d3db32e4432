"""The four thresholds of exercise 4: what each does, and which one follows from a price."""

import math
from collections.abc import Mapping

from enclair.checks.voice import NotYet, refuse, slip
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
    """Raise `NotYet` for the two numbers of a threshold."""
    mine, (hit, false) = OUTCOMES[letter], THRESHOLDS[letter]
    if _near(missed, mine.wrong) and _near(wrong, mine.missed):
        raise NotYet("swapped", letter)
    for name, other in OUTCOMES.items():
        if name != letter and _near(missed, other.missed) and _near(wrong, other.wrong):
            raise NotYet("numbers-of-another-threshold", letter)
    first = {
        "": mine.missed,
        "found-not-missed": mine.found,
        "shares-not-counts": 1 - hit,
        "of-100-not-of-1000": 100 * (1 - hit),
        "missed-of-all-items": ITEMS * (1 - hit),
    }
    second = {
        "": mine.wrong,
        "false-alarms-among-all-items": ITEMS * false,
        "false-alarms-among-forbidden": mine.forbidden * false,
        "shares-not-counts": false,
        "one-in-how-many": 1 / false,
        "left-alone-not-false": mine.left,
        "rounded-down": math.floor(mine.allowed * false + 1e-9),
    }
    refuse(slip(missed, first, "wrong-missed", _agree), letter)
    refuse(slip(wrong, second, "wrong-false-alarms", _agree), letter)


def judge_threshold(price: float, letter: str) -> None:
    """Raise `NotYet` for a threshold that does not follow from a price."""
    mine = OUTCOMES[letter]
    # One at a time: the sums themselves may be beyond a float.
    if all(price * (mine.missed - one.missed) <= one.wrong - mine.wrong for one in OUTCOMES.values()):
        return
    if mine.missed == min(other.missed for other in OUTCOMES.values()):
        raise NotYet("only-misses-counted", letter)
    if mine.wrong == min(other.wrong for other in OUTCOMES.values()):
        raise NotYet("only-false-alarms-counted", letter)
    raise NotYet("another-one-costs-less", letter)


def _agree(one: float, other: float) -> bool:
    """Return whether a number agrees with another one, which may be a share or a count, rounded."""
    return _near(one, other) if other > 1 else math.isclose(one, other, rel_tol=1e-6)


def _near(one: float, other: float) -> bool:
    """Return whether a count agrees, rounded or not."""
    return abs(one - other) < 0.5
