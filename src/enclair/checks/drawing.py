"""Figures of a learner's own: judged by their data, their labels and their text twin, never by their look."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from enclair.case.filters import fold
from enclair.checks.answers import expect
from enclair.checks.feedback import Feedback, FeedbackBuilder, IncorrectAnswer
from enclair.checks.values import Answer
from enclair.figures.own import AxesData, axes_data, cannot_draw, is_axes

#: Names beside bars or points, and their numbers.
Table = Mapping[str, float]
#: How far a number that is drawn may lie from the right one: it may be rounded.
NEAR = 0.006


def expect_drawing(
    answer: Answer,
    say: FeedbackBuilder,
    give: Callable[[Table], Mapping[str, object]],
    right: Table,
    kinds: Collection[str] = (),
    in_order: bool = False,
) -> Feedback:
    """Return the feedback of a learner's function that gives the axes of a figure and its text twin.

    Parameters
    ----------
    give
        Returns the arguments of the function to draw some numbers: it is tried on others as well.
    right
        The numbers that should be drawn, by what should stand beside each, or in 100. Other words may stand
        there, as long as they differ from each other.
    kinds
        What the task asks for, of "bars", "line" and "points"; any of them if there is none.
    in_order
        Whether the order of what is drawn says something, such as what came first.
    """
    seen, twin = _figure(answer, say, give(right))
    if seen.numbers and kinds and seen.kind not in kinds:
        raise IncorrectAnswer("bars-asked-for" if "bars" in kinds else "line-asked-for")
    _judge_numbers(seen, right)
    order = [name for name, _ in seen.numbers if name in right]
    if in_order and order not in ([*right], [*right][::-1])[: 2 if seen.lying else 1] and order:
        raise IncorrectAnswer("order-lost-in-figure")
    if not seen.whole:
        raise IncorrectAnswer("cut-axis")
    for words, missing in ((seen.title, "no-title"), (seen.what, "no-label"), (twin, "no-twin")):
        if not any(sign.isalnum() for sign in words):
            raise IncorrectAnswer(missing)
    _judge_twin(twin, seen)
    other = dict(zip(right, [2 * number for number in right.values()][::-1], strict=True))
    again, other_twin = _figure(answer, say, give(other), again=True)
    try:
        _judge_numbers(again, other)
        _judge_twin(other_twin, again)
    except IncorrectAnswer:
        raise IncorrectAnswer("hard-coded") from None
    return say.passed()


def _figure(
    answer: Answer, say: FeedbackBuilder, arguments: Mapping[str, object], again: bool = False
) -> tuple[AxesData, str]:
    """Return the data of a learner's figure, and its text twin; close the figures that it made."""
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    plt.figure()  # pandas draws a column into the figure that is open
    try:
        given = expect(answer, say, lambda value: is_axes(value) or _is_pair(value), arguments, again)
        axes, twin = (given, "") if is_axes(given) else given
        try:
            return axes_data(axes), twin
        except Exception as error:
            raise IncorrectAnswer("cannot-draw", cannot_draw(error)) from None
    finally:
        for number in {*plt.get_fignums()} - {*before}:
            plt.close(number)  # else Jupyter shows it below what the check says


def _is_pair(value: Answer) -> bool:
    pair = isinstance(value, list | tuple) and len(value) == 2
    return pair and is_axes(value[0]) and isinstance(value[1], str)


def _judge_numbers(seen: AxesData, right: Table) -> None:
    """Raise `IncorrectAnswer` unless a figure shows the ``right`` numbers, and says which is which."""
    if not seen.numbers:
        raise IncorrectAnswer("not-drawn")
    if len(seen.numbers) != len(right):
        raise IncorrectAnswer("other-count", len(seen.numbers), wanted=len(right))
    names = [name for name, _ in seen.numbers]
    mine, wanted = np.sort([number for _, number in seen.numbers]), np.sort([*right.values()])
    scale = next((times for times in (1, 100) if np.allclose(mine, times * wanted, atol=times * NEAR)), 0)
    if not scale:
        raise IncorrectAnswer("other-numbers")
    for name, number in seen.numbers:
        if name in right and not np.isclose(number, scale * right[name], atol=scale * NEAR):
            raise IncorrectAnswer("names-mixed-up", name)
    if len({*names}) < len(names) or (not {*names} & {*right} and all(map(_is_number, names))):
        raise IncorrectAnswer("no-names")


# ---------------------------------------------------------------- The text twin

#: A number that is a unit, and belongs to the one beside it.
OUT_OF = r"\b(in|of|out of|sur|pour) (100|cent)\b|\bper ?cent\b|\bpourcent\b"
_NUMBER = r"-?\d+(?:\.\d+)?"


def _is_number(name: str) -> bool:
    return re.fullmatch(_NUMBER, name.strip(" %")) is not None


def _judge_twin(twin: str, seen: AxesData) -> None:
    """Raise `IncorrectAnswer` unless a text says each name of a figure beside its number."""
    lacking = [_lacks(form, seen.numbers) for form in _forms(twin)]
    if all(lacking):
        raise IncorrectAnswer("twin-lacks", lacking[0])


def _forms(twin: str) -> Iterator[str]:
    """Yield the readings of a text: blanks and commas within numbers, or between them."""
    plain = re.sub(OUT_OF, "%", _bare(twin))
    for form in (plain, re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain)):
        yield re.sub(r"(?<=\d),(?=\d)", ".", form)
        yield re.sub(r"(?<=\d),(?=\d)", ", ", form)
        yield re.sub(r"(?<=\d),(?=\d{3}\b)", "", form)


def _lacks(twin: str, numbers: Sequence[tuple[str, float]]) -> str:
    """Return the first name of a figure that a text does not say beside its number, or ""."""
    if all(_is_number(name) for name, _ in numbers):
        near = [*pairwise(re.findall(_NUMBER, twin))]
        return _first_of_fewest(
            [name for name, number in numbers if not any(_tells(name, number, *pair[::way]) for pair in near)]
            for way in (1, -1)
        )
    written = {_bare(name): name for name, _ in numbers}
    names = {_bare(name): number for name, number in numbers}
    pattern = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    parts, order = re.split(pattern, twin), re.findall(pattern, twin)
    # The number of each name stands behind it, or before it.
    sides = (_text_segments(names, order, parts[1:]), _text_segments(names, order, parts))
    lacking = _first_of_fewest(
        [name for name, number in names.items() if not _has(number, side[name])] for side in sides
    )
    return written.get(lacking, lacking)


def _tells(name: str, number: float, one: str, other: str) -> bool:
    """Return whether of two numbers in a text the first is a name, and the second its number."""
    return float(one) == float(name.strip(" %")) and _is(number, other)


def _text_segments(names: Table, order: Sequence[str], parts: Sequence[str]) -> dict[str, str]:
    """Return the parts of a text that belong to each name, which stand in it in this ``order``."""
    return {
        name: " ".join(part for one, part in zip(order, parts, strict=False) if one == name) for name in names
    }


def _first_of_fewest(ways: Iterable[list[str]]) -> str:
    """Return the first name of the shortest of several lists, "" if that is empty."""
    fewest: list[str] = min(ways, key=len)
    return next(iter(fewest), "")


def _bare(name: str) -> str:
    return re.sub(r"\s+", " ", fold(name)).strip()


def _has(number: float, words: str) -> bool:
    return any(_is(number, digits) for digits in re.findall(_NUMBER, words))


def _is(number: float, digits: str) -> bool:
    """Return whether digits say a number: to the letter, rounded, or in 100; a dash before it is no sign."""
    places = len(digits.partition(".")[2])
    for times in (1, 100):
        exact: Any = times * number
        if times == 1 and not places and abs(number) < 1 and number != round(number):
            continue  # "0" says nothing of a share
        if abs(abs(float(digits)) - abs(exact)) <= 0.5 * 10**-places + 1e-9 * abs(exact):
            return True
    return False
