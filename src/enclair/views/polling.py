"""A poll in which coins hide each answer: what the tally of a class tells, and how little.

Who throws heads answers truthfully; for all others a second throw answers (randomised response). The page
estimates without Python, and it alone tells a tally in words (``polling.js``); ``tests/cases/poll.json`` has
tallies for both.
"""

from math import sqrt
from typing import NamedTuple

from enclair.text.locale import number, sentences

say = sentences(__package__)

#: Which part of the answers is true: one coin decides.
TRUTH = 0.5
#: An interval of so many standard errors holds the true share in about 95 of 100 polls.
ERRORS = 1.959964
#: A tally fits no share at all if chance alone gives one as far off more rarely: one end of the 5 in 100.
RARE = 0.025
#: Numbers of people for which a poll says how wide its interval is.
PEOPLE = {"few": 15, "some": 30, "many": 300}
#: The largest count that a tally takes.
MOST = 100_000
#: What the page estimates with.
CONSTANTS = ("TRUTH", "ERRORS", "RARE", "MOST")


class Estimate(NamedTuple):
    """What a tally tells of the share of people who mean yes; every number is a part of 1."""

    margin: float
    #: As it comes out: it may be below 0 or above 1.
    unclipped: float
    share: float
    low: float
    high: float


def margin(people: int) -> float:
    """Return how far off an estimate may be: half of the interval, as a part of 1.

    It holds for people drawn from many, and for the widest case: half of them mean yes, and so half say yes.
    For the share among those who answered themselves only the coins matter, and it is a little less.

    >>> round(margin(30), 2)
    0.36
    """
    return ERRORS * sqrt(0.5 * 0.5 / people) / TRUTH


def uncut(yes: int, people: int) -> float:
    """Return the estimate as it comes out, as exercises of before ask for it: perhaps below 0 or above 1."""
    return (yes / people - (1 - TRUTH) / 2) / TRUTH


def estimate(yes: int, no: int) -> Estimate:
    """Estimate the share that means yes from a tally; the interval lies around the clipped share."""
    off = margin(yes + no)
    unclipped = uncut(yes, yes + no)
    share = _clipped(unclipped)
    return Estimate(off, unclipped, share, _clipped(share - off), _clipped(share + off))


def _clipped(share: float) -> float:
    return min(1.0, max(0.0, share))


def widths() -> str:
    """Return how far off polls of 15, 30 and 300 people may be, in words."""
    counts = {name: number(people) for name, people in PEOPLE.items()}
    wide = {f"{name}_points": points(margin(people)) for name, people in PEOPLE.items()}
    return say("polling.widths", **counts, **wide)


def hint() -> str:
    """Return what an answer tells of the person who gave it, in words: where half mean yes, half say yes."""
    return say("polling.hint", yes=points((1 + TRUTH) / 2), no=points((1 - TRUTH) / 2))


def points(share: float) -> str:
    """Return a part of 1 in whole points of a hundred."""
    return number(100 * share)
