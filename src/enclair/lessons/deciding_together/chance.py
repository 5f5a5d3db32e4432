"""How much two polls with coins may differ by chance alone."""

from math import sqrt

from enclair.views import polling


def by_chance(people: int) -> float:
    """Return the points by which two estimates may differ although nobody changed their mind.

    In about 95 of 100 pairs of polls they differ by less. Both polls may be off, but seldom both by a whole
    margin and in opposite directions: the margin of a difference is that of one poll times the root of 2.

    >>> round(by_chance(50))
    39
    """
    return 100 * sqrt(2) * polling.margin(people)


def opinions(before: int, after: int, people: int) -> float:
    """Return the points by which opinions changed: half of the answers come from coins.

    >>> opinions(20, 25, 50)
    20.0
    """
    return 2 * 100 * (after - before) / people


def more_than_chance(before: int, after: int, people: int) -> bool:
    """Return whether the change between two polls of as many people is more than chance explains."""
    return abs(opinions(before, after, people)) > by_chance(people)
