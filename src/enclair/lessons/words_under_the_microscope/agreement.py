"""How far two people who coded the same things agree, and how much of that chance alone would give."""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import isnan, nan

from enclair.text.errors import ChoiceError
from enclair.text.locale import LANG, text


@dataclass(frozen=True)
class Agreement:
    """How far two codings of the same things agree.

    Attributes
    ----------
    n, same
        How many things were coded, and how many of them alike.
    expected
        How many would be alike by chance, had each dealt the same codes out at random.
    kappa
        Cohen's kappa: the part of what chance leaves open in which the two agree; nan if chance leaves
        nothing open, because both used one and the same code throughout.
    lowest, highest
        How far kappa can go if one code of the first coding were another of those in use.
    """

    n: int
    same: int
    expected: float
    kappa: float
    lowest: float
    highest: float

    def sentence(self, lang: str = LANG) -> str:
        """Return all of this in words, in ``lang`` ("en" or "fr")."""

        def number(value: float, digits: int = 2) -> str:
            written = f"{round(value, digits) + 0:.{digits}f}".replace("-", "−")
            return written.replace(".", "," if lang == "fr" else ".")

        agree = text("The two codings agree on {same} of {n}.", lang).format(same=self.same, n=self.n)
        if isnan(self.kappa):
            one_code = text(
                "Both use one single code throughout, so chance alone would give full agreement: kappa, "
                "which counts what goes beyond chance, cannot be computed.",
                lang,
            )
            return f"{agree} {one_code}"
        chance = text(
            "Had both dealt their codes out at random, like shuffled cards, they would still agree on about "
            "{expected}. Kappa counts only what goes beyond chance: 0 is no better than chance, 1 is full "
            "agreement, below 0 is worse than chance. Here kappa is {kappa}.",
            lang,
        ).format(expected=number(self.expected, 1), kappa=number(self.kappa))
        moves = text(
            "One changed code among the {n} can take it down to {lowest} or up to {highest}: the fewer the "
            "quotations, the more it moves.",
            lang,
        ).format(n=self.n, lowest=number(self.lowest), highest=number(self.highest))
        return f"{agree} {chance} {moves}"


def kappa(first: Iterable[Hashable], second: Iterable[Hashable]) -> float:
    """Return Cohen's kappa, unweighted: two neighbouring codes differ as much as two distant ones.

    It is nan where chance alone gives full agreement.

    Raises
    ------
    ChoiceError
        If there are no codes, or not as many in both.

    Examples
    --------
    >>> kappa([1, 1, 2, 2], [1, 1, 2, 1])
    0.5
    """
    one, two = _paired(first, second)
    return _kappa(one, two)


def agreement(first: Iterable[Hashable], second: Iterable[Hashable]) -> Agreement:
    """Return how far two codings agree (see `kappa`), and how much one single code matters.

    >>> agreement([1, 1, 2, 2], [1, 1, 2, 1]).same
    3
    """
    one, two = _paired(first, second)
    codes = {*one, *two}
    # To "change" a code to itself is among these, and gives the kappa as it is.
    changed = (
        _kappa([*one[:place], code, *one[place + 1 :]], two) for place in range(len(one)) for code in codes
    )
    near = [value for value in changed if not isnan(value)] or [nan]
    return Agreement(len(one), _same(one, two), _expected(one, two), _kappa(one, two), min(near), max(near))


def _paired(first: Iterable[Hashable], second: Iterable[Hashable]) -> tuple[list[Hashable], list[Hashable]]:
    one, two = list(first), list(second)
    if not one or len(one) != len(two):
        raise ChoiceError(
            text(
                "Expected two codings of the same things, found {count} codes in the first and "
                "{second} in the second: give one code for each thing in both, in the same order."
            ).format(count=len(one), second=len(two))
        )
    return one, two


def _same(one: list[Hashable], two: list[Hashable]) -> int:
    return sum(code == other for code, other in zip(one, two, strict=True))


def _expected(one: list[Hashable], two: list[Hashable]) -> float:
    other = Counter(two)
    return sum(times * other[code] for code, times in Counter(one).items()) / len(one)


def _kappa(one: list[Hashable], two: list[Hashable]) -> float:
    beyond = len(one) - _expected(one, two)
    return 1 - (len(one) - _same(one, two)) / beyond if beyond else nan
