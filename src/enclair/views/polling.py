"""A poll in which coins hide each answer: what the tally of a class tells, and how little.

Who throws heads answers truthfully; for all others a second throw answers. The page estimates by the same
numbers without Python (``polling.js``), and it alone tells a tally in words; ``tests/cases/poll.json`` has
tallies for both.
"""

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt

from enclair.text.errors import ChoiceError
from enclair.text.locale import number
from enclair.text.toml import sentences

say = sentences(__package__)

#: Which part of the answers is true: one coin decides.
TRUTH = 0.5
#: An interval of so many standard errors holds the true share in about 95 of 100 polls.
ERRORS = 1.959964
#: A tally fits no share at all if chance alone gives one as far off more rarely: one end of the 5 in 100.
RARE = 0.025
#: Numbers of people for which a poll says how wide its interval is.
PEOPLE = (15, 30, 300)
#: The largest count that a tally takes.
MOST = 100_000
#: The longest question.
LONGEST = 300


def yes_probability(share: float, truth: float = TRUTH) -> float:
    """Return the probability of a yes if ``share`` of the people mean yes (randomised response).

    >>> yes_probability(0.5), yes_probability(0), yes_probability(1)
    (0.5, 0.25, 0.75)
    """
    return share * truth + (1 - truth) / 2


def margin(people: int, share: float = 0.5, truth: float = TRUTH) -> float:
    """Return how far off an estimate may be: half of the interval, as a part of 1.

    It holds for people drawn from many. For the share among those who answered themselves only the coins
    matter, and it is a little less: as much as with a ``share`` of 0.

    Parameters
    ----------
    people
        How many answer.
    share
        Which part of them means yes. It is widest for one half.
    truth
        Which part of the answers is true.

    Examples
    --------
    >>> round(margin(30), 2)
    0.36
    """
    if people < 1:
        raise ChoiceError(say("polling.people", people=repr(people)))
    if not 0 <= share <= 1:
        raise ChoiceError(say("polling.share", share=repr(share)))
    if not 0 < truth <= 1:
        raise ChoiceError(say("polling.truth", truth=repr(truth)))
    yes = yes_probability(share, truth)
    return ERRORS * sqrt(yes * (1 - yes) / people) / truth


def truth_probability(share: float = 0.5, truth: float = TRUTH, *, yes: bool = True) -> float:
    """Return which part of those who answer yes means yes; with ``yes=False``, of those who answer no.

    This is all that anybody learns about one person: a hint, and no proof.

    >>> truth_probability(), truth_probability(yes=False)
    (0.75, 0.25)
    """
    answer = (1 + truth) / 2 if yes else (1 - truth) / 2
    all_alike = yes_probability(share, truth) if yes else 1 - yes_probability(share, truth)
    return share * answer / all_alike if all_alike else 0.0


def chances(people: int, share: float, truth: float = TRUTH) -> list[float]:
    """Return how likely each tally is: no yes, one yes, … as many as ``people``."""
    yes = yes_probability(share, truth)
    if yes in (0, 1):
        return [float(count == yes * people) for count in range(people + 1)]
    ways = lgamma(people + 1)
    return [
        exp(ways - lgamma(k + 1) - lgamma(people - k + 1) + k * log(yes) + (people - k) * log(1 - yes))
        for k in range(people + 1)
    ]


def unclipped_estimate(yes: int, people: int, truth: float = TRUTH) -> float:
    """Return the estimate as it comes out, which may be below 0 or above 1."""
    return (yes / people - (1 - truth) / 2) / truth


@dataclass(frozen=True)
class Estimate:
    """What a tally tells of the share of people who mean yes; every number is a part of 1.

    Attributes
    ----------
    yes, no
        The tally.
    """

    yes: int
    no: int

    @property
    def people(self) -> int:
        """How many answered."""
        return self.yes + self.no

    @property
    def margin(self) -> float:
        """Half of the interval, for the widest case: so that few answers do not look exact."""
        return margin(self.people)

    @property
    def uncut(self) -> float:
        """The estimate as it comes out, which may be below 0 or above 1."""
        return unclipped_estimate(self.yes, self.people)

    @property
    def share(self) -> float:
        """The estimate, cut to 0-1."""
        return _cut(self.uncut)

    @property
    def low(self) -> float:
        """Lower end of the interval around `share`, cut to 0-1."""
        return _cut(self.share - self.margin)

    @property
    def high(self) -> float:
        """Upper end of the interval around `share`, cut to 0-1."""
        return _cut(self.share + self.margin)


def widths() -> str:
    """Return how far off polls of 15, 30 and 300 people may be, in words."""
    names = ("few", "some", "many")
    counts = {name: number(people) for name, people in zip(names, PEOPLE, strict=True)}
    wide = {f"{name}_points": points(margin(one)) for name, one in zip(names, PEOPLE, strict=True)}
    return say("polling.widths", **counts, **wide)


def hint() -> str:
    """Return what an answer tells of the person who gave it, in words."""
    return say("polling.hint", yes=points(truth_probability()), no=points(truth_probability(yes=False)))


def points(share: float, digits: int = 0) -> str:
    """Return a part of 1 in points of a hundred, whole ones unless ``digits`` says more."""
    return number(100 * share, digits=digits)


def _cut(share: float) -> float:
    return min(1.0, max(0.0, share))
