"""Figures of a learner's own: judged by their data, their labels and their text twin, never by their look."""

import re
from collections.abc import Mapping

import numpy as np

from enclair.checks.answers import expect
from enclair.checks.feedback import Feedback
from enclair.checks.values import Answer
from enclair.checks.voice import NotYet, Voice
from enclair.figures.own import Drawn, drawn

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def expect_drawing(
    answer: Answer, say: Voice, arguments: Mapping[str, object], right: Mapping[str, float]
) -> Feedback:
    """Return the feedback of a learner's function that gives the axes of a figure and its text twin.

    Parameters
    ----------
    answer, say, arguments
        The learner's function, the words of the check, and what the function is called with.
    right
        The numbers that should be drawn, by what should stand beside each. Other words may stand there, as
        long as they differ from each other.

    Raises
    ------
    NotYet
        "not-drawn", "other-numbers", "no-names", "cut-axis", "no-title", "no-label", "no-twin" or
        "twin-lacks", in this order.
    """
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes

    plt.close("all")  # pandas draws a column into whatever figure is open
    try:
        given = expect(answer, say, lambda value: isinstance(value, Axes) or _is_pair(value), arguments)
        axes, twin = (given, "") if isinstance(given, Axes) else given
        seen = drawn(axes)
    finally:
        plt.close("all")  # else Jupyter shows it below what the check says
    _judge_numbers(seen, right)
    if not seen.from_zero:
        raise NotYet("cut-axis")
    if not axes.get_title().strip():
        raise NotYet("no-title")
    if not seen.what:
        raise NotYet("no-label")
    _judge_twin(twin, seen)
    return say.passed()


def _is_pair(value: Answer) -> bool:
    from matplotlib.axes import Axes

    if not isinstance(value, list | tuple) or len(value) != 2:
        return False
    return isinstance(value[0], Axes) and isinstance(value[1], str)


def _judge_numbers(seen: Drawn, right: Mapping[str, float]) -> None:
    """Raise `NotYet` unless a figure shows the ``right`` numbers, and says which is which."""
    if not seen.numbers:
        raise NotYet("not-drawn")
    mine, wanted = (np.sort([*table.values()]) for table in (seen.numbers, right))
    if len(mine) != len(wanted) or not np.allclose(mine, wanted):
        raise NotYet("other-numbers", len(seen.numbers), wanted=len(right))
    for name, number in seen.numbers.items():
        if name in right and not np.isclose(right[name], number):
            raise NotYet("names-mixed-up", name)
    if not {*seen.numbers} & {*right} and all(_NUMBER.fullmatch(name) for name in seen.numbers):
        raise NotYet("no-names")


def _judge_twin(twin: str, seen: Drawn) -> None:
    """Raise `NotYet` unless a text says every name and number of a figure."""
    if not twin.strip():
        raise NotYet("no-twin")
    told = {float(number.replace(",", ".")) for number in _NUMBER.findall(twin)}
    for name, number in seen.numbers.items():
        by_number = _NUMBER.fullmatch(name) and float(name) in told
        if not (name.casefold() in twin.casefold() or by_number) or not _told(number, told):
            raise NotYet("twin-lacks", name)


def _told(number: float, told: set[float]) -> bool:
    """Return whether a number is among those that were told: to the letter, rounded, or in 100."""
    rounded = {round(number, digits) for digits in (1, 2, 3)} | {
        round(100 * number, digits) for digits in (0, 1)
    }
    return bool(told & {number, *rounded})
