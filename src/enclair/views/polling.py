"""A poll in which coins hide each answer: what the tally of a class tells, and how little.

Who throws heads answers truthfully; for all others a second throw answers. Paper needs the same numbers as
the page (``poll.js``), which has no Python; ``tests/views/test_page_poll.py`` runs both on the same
tallies. The sentences stand here alone.
"""

from dataclasses import dataclass
from math import exp, lgamma, log, sqrt
from numbers import Integral
from typing import Any

from enclair.text import locale
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

#: What a tally tells: how the estimate is made, how far off it may be, and what was cut.
TOLD = N_(
    {
        "second": "Answers in all: {people}. About half of them, {half}, come from the second throw, and "
        "about half of those, {by_chance}, are a yes by chance.",
        "none": "That is more than all who said yes ({yes}): the estimate is {none}.",
        "all": "Take them from the {yes} yes, and {rest} are left: more than the {half} true answers, so the "
        "estimate is {all}.",
        "some": "Take them from the {yes} yes, and {rest} are left, among about {half} true answers: the "
        "estimate is {share}.",
        "misfit": "But no share from {none} to {all} goes well with this tally: by chance alone it is rare. "
        "Count again, or ask whether everyone followed the coin.",
        "wide": "Such a poll may be off by more than 100 points, so this tally tells nothing: every share "
        "from {none} to {all} goes with it.",
        "nothing": "Such a poll may be off by {margin} points, so this tally tells nothing: every share from "
        "{none} to {all} goes with it.",
        "off": "Such a poll may be off by {margin} points (in about 95 of 100 cases it is off by less): the "
        "true share may be anywhere from {low} to {high}.",
        "few": "(The estimate came out as {raw}, and was cut. If nobody meant yes, about {chance} of 100 "
        "such polls would have so few.)",
        "many": "(The estimate came out as {raw}, and was cut. If everybody meant yes, about {chance} of 100 "
        "such polls would have so many.)",
        "cut": "(Reckoned from {below} to {above}, and cut: no share lies outside {none} to {all}.)",
    }
)


def said() -> list[str]:
    """Return every English sentence of this module that is shown as it stands."""
    return [QUESTION, *STEPS, DIE, CARE, BY_HAND, KEPT, *TOLD.values()]


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

    @property
    def is_cut(self) -> bool:
        """Whether the interval would leave 0-100 %."""
        return self.share - self.margin < 0 or self.share + self.margin > 1

    @property
    def chance(self) -> float:
        """How often a tally is so far off, or more, if nobody means yes (or everybody); 1 if it is not off.

        Exact: the tail of the binomial distribution.
        """
        few, wrong = min(self.yes, self.no), (1 - TRUTH) / 2
        if few >= self.people * wrong:
            return 1.0
        ways = lgamma(self.people + 1) - lgamma(few + 1) - lgamma(self.people - few + 1)
        term = exp(ways + few * log(wrong) + (self.people - few) * log(1 - wrong))
        total = 0.0
        for count in range(few, -1, -1):
            total += term
            term *= count / (self.people - count + 1) * (1 - wrong) / wrong
        return total

    @property
    def fits(self) -> bool:
        """Whether any share between 0 and 100 % goes with the tally."""
        return self.chance >= RARE

    def sentences(self) -> list[str]:
        """Return all of this in words: how the estimate is made, and how far off it may be."""
        half, by_chance = self.people / 2, self.people / 4
        rest = self.yes - by_chance
        # Where it is off by less than a point, whole points would hide that.
        digits = 1 if self.margin < 0.01 else 0
        raw, share = percent(self.uncut, digits), percent(self.share, digits)
        values = {
            "people": number(self.people),
            "yes": number(self.yes),
            "half": _counted(half),
            "by_chance": _counted(by_chance),
            "rest": _counted(rest),
            "raw": raw,
            "share": share,
            "margin": points(self.margin, digits),
            "low": percent(self.low, digits),
            "high": percent(self.high, digits),
            "below": percent(self.share - self.margin, digits),
            "above": percent(self.share + self.margin, digits),
            "chance": points(self.chance),
            "none": percent(0),
            "all": percent(1),
        }
        made = "none" if rest < 0 else "all" if rest > half else "some"
        if not self.fits:
            off = ["misfit"]
        elif self.margin > 1:
            off = ["wide"]
        else:
            off = ["nothing" if (self.low, self.high) == (0, 1) else "off"]
        if self.fits and raw != share:
            off.append("few" if self.uncut < 0 else "many")
        elif self.fits and self.is_cut:
            off.append("cut")
        return [
            " ".join(text(TOLD[name]).format(**values) for name in names) for names in (["second", made], off)
        ]


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


def percent(share: float, digits: int = 0) -> str:
    """Return a part of 1 in percent, whole ones unless ``digits`` says more."""
    return locale.percent(100 * share, digits)


def _counted(value: float) -> str:
    """Return a multiple of a quarter as people write it."""
    return number(value, digits=0 if value % 1 == 0 else 1 if value % 1 == 0.5 else 2)


def _cut(share: float) -> float:
    return min(1.0, max(0.0, share))
