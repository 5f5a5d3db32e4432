"""A poll in which coins hide each answer: what the tally of a class tells, and how little.

Who throws heads answers truthfully; for all others a second throw answers. The page estimates by the same
numbers without Python (``polling.js``), and it alone tells a tally in words; ``tests/cases/poll.json`` has
tallies for both.
"""

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from numbers import Integral
from typing import Any

from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, number, text

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

#: What is asked if the class has no question of its own.
QUESTION = N_("Have you ever read a message that was not meant for you?")
#: How the poll goes, step by step.
STEPS = N_(
    (
        "Everyone thinks of the true answer to the question, yes or no, and keeps it.",
        "Everyone throws a coin so that nobody else sees it. Heads: your answer is the true one.",
        "Tails: throw once more, and the coin answers for you. Heads is yes, tails is no, whatever is true.",
        "All answers are counted. Nobody tells what the coin showed.",
    )
)
DIE = N_(
    "With a die instead of coins: 1, 2 or 3, and your answer is the true one. With 4, 5 or 6 throw once "
    "more: an even number is yes, an odd one is no. It is reckoned in the same way."
)
CARE = N_("Ask nothing that could harm anyone, and let everyone who wants to sit out.")
BY_HAND = N_(
    "By hand: take a quarter of all answers from the number of yes, and divide what is left by half of all "
    "answers."
)
KEPT = N_(
    "Only the two numbers and the question are kept, in this notebook. Who said what is written nowhere."
)


def said() -> list[str]:
    """Return every English sentence of this module that is shown as it stands."""
    return [QUESTION, *STEPS, DIE, CARE, BY_HAND, KEPT]


def said_yes(share: float, truth: float = TRUTH) -> float:
    """Return which part of the answers is yes if ``share`` of the people mean yes.

    >>> said_yes(0.5), said_yes(0), said_yes(1)
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

    Raises
    ------
    ChoiceError
        If nobody answers, or a part is not between 0 and 1 (``truth``: above 0).

    Examples
    --------
    >>> round(margin(30), 2)
    0.36
    """
    if people < 1:
        raise ChoiceError(
            text("people: found {people}; at least one person has to answer.").format(people=repr(people))
        )
    if not 0 <= share <= 1:
        raise ChoiceError(
            text("share: found {share}; write a part between 0 and 1, such as 0.5.").format(share=repr(share))
        )
    if not 0 < truth <= 1:
        raise ChoiceError(
            text("truth: found {truth}; write a part above 0 and up to 1, such as 0.5.").format(
                truth=repr(truth)
            )
        )
    yes = said_yes(share, truth)
    return ERRORS * sqrt(yes * (1 - yes) / people) / truth


def meant(share: float = 0.5, truth: float = TRUTH, *, yes: bool = True) -> float:
    """Return which part of those who answer yes means yes; with ``yes=False``, of those who answer no.

    This is all that anybody learns about one person: a hint, and no proof.

    >>> meant(), meant(yes=False)
    (0.75, 0.25)
    """
    answer = (1 + truth) / 2 if yes else (1 - truth) / 2
    all_alike = said_yes(share, truth) if yes else 1 - said_yes(share, truth)
    return share * answer / all_alike if all_alike else 0.0


def chances(people: int, share: float, truth: float = TRUTH) -> list[float]:
    """Return how likely each tally is: no yes, one yes, … as many as ``people``."""
    yes = said_yes(share, truth)
    if yes in (0, 1):
        return [float(count == yes * people) for count in range(people + 1)]
    ways = lgamma(people + 1)
    return [
        exp(ways - lgamma(k + 1) - lgamma(people - k + 1) + k * log(yes) + (people - k) * log(1 - yes))
        for k in range(people + 1)
    ]


def uncut(yes: int, people: int, truth: float = TRUTH) -> float:
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
        return uncut(self.yes, self.people)

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
    said = text(
        "With {few} people such a poll may be off by {few_points} points, with {some} by {some_points}, with "
        "{many} by {many_points}: four times as many people make it half as wide."
    )
    names = ("few", "some", "many")
    counts = {name: number(people) for name, people in zip(names, PEOPLE, strict=True)}
    wide = {f"{name}_points": points(margin(one)) for name, one in zip(names, PEOPLE, strict=True)}
    return said.format(**counts, **wide)


def hint() -> str:
    """Return what an answer tells of the person who gave it, in words."""
    said = text(
        "So neither a yes nor a no proves anything about anyone. It is a hint: if half of a class means yes, "
        "{yes} of 100 who say yes mean it, and {no} of 100 who say no mean yes, too."
    )
    return said.format(yes=points(meant()), no=points(meant(yes=False)))


def check_count(name: str, value: Any) -> int:
    """Return ``value`` as a count of answers.

    Raises
    ------
    ChoiceError
        If it is not a whole number from 0 to 100,000.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or not 0 <= int(value) <= MOST:
        raise ChoiceError(
            text("{name}: found {found}; write a whole number from {low} to {high}.").format(
                name=name, found=repr(value), low=0, high=number(MOST)
            )
        )
    return int(value)


def check_question(value: Any) -> str:
    """Return ``value`` as a question.

    Raises
    ------
    ChoiceError
        If it is no text, or longer than 300 characters.
    """
    if not isinstance(value, str) or len(value) > LONGEST:
        raise ChoiceError(
            text("question: found {value}; write a text of at most {longest} characters.").format(
                value=repr(value), longest=LONGEST
            )
        )
    return value


def points(share: float, digits: int = 0) -> str:
    """Return a part of 1 in points of a hundred, whole ones unless ``digits`` says more."""
    return number(100 * share, digits=digits)


def _cut(share: float) -> float:
    return min(1.0, max(0.0, share))
