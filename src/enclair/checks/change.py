"""Cells that work, and that a learner changes: the step between running code and writing it."""

from collections.abc import Callable, Mapping, Sequence
from math import isclose
from typing import Any

import pandas as pd

from enclair.checks.answers import Task, agrees, is_number
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer
from enclair.checks.hints import Arguments

#: How far two numbers may lie from each other that a learner added up in another order, and that are rounded.
NEAR, ROUNDED = 1e-6, 0.006


def expect_change(
    answer: Answer,
    feedback: FeedbackBuilder,
    tries: Sequence[Arguments],
    start: Callable[..., Any],
    right: Callable[..., Any],
    slips: Callable[..., Mapping[str, object]],
    ordered: bool = False,
) -> Feedback:
    """Return the feedback of a learner's function that was to be changed, as that of a `Task`.

    ``start`` is what it does before. Only where the result is ``ordered`` does the order of its parts count.
    """

    def same(value: Answer, result: Answer, near: float = NEAR) -> bool:
        return _same(_plain(value), _plain(result), ordered, near)

    def all_slips(*arguments: Any) -> Mapping[str, object]:
        exact = right(*arguments)
        rounded = {"rounded": lambda value: same(value, exact, ROUNDED)}
        return {"unchanged": start(*arguments), **slips(*arguments), **rounded}

    def fits(value: Answer) -> bool:
        arguments = tries[0].values()
        if type(_plain(value)) is type(_plain(right(*arguments))):
            return True
        *results, _ = all_slips(*arguments).values()
        return any(agrees(value, result, same) for result in results)

    try:
        return Task(right, ["other-result"], tries, fits, same, all_slips).feedback(answer, feedback)
    except IncorrectAnswer as wrong:
        if wrong.note == "unchanged":
            wrong.misconception = "not-answered"
        raise


def _plain(value: Answer) -> Answer:
    """Return a number as a float, a column of numbers as a dictionary, one of words or a pair as a list."""
    if is_number(value):
        return float(value)
    if isinstance(value, pd.Series):
        value = value.to_dict()
    if isinstance(value, tuple):
        return list(value)
    if not isinstance(value, dict):
        return value
    if value and not all(map(is_number, value.values())):
        return list(value.values())
    # What counts rows of one column calls each ("press",).
    return {key[0] if isinstance(key, tuple) and len(key) == 1 else key: n for key, n in value.items()}


def _same(one: Answer, other: Answer, ordered: bool, near: float) -> bool:
    """Return whether two plain values agree, numbers nearly."""
    if isinstance(one, dict) and isinstance(other, dict):
        if ordered and list(one) != list(other):
            return False
        # A count of nothing need not stand there.
        return all(_agree(one.get(key, 0), other.get(key, 0), near) for key in one | other)
    if isinstance(one, list) and isinstance(other, list):
        if not ordered:
            one, other = sorted(map(str, one)), sorted(map(str, other))
        return len(one) == len(other) and all(_agree(*pair, near) for pair in zip(one, other, strict=True))
    return _agree(one, other, near)


def _agree(one: Answer, other: Answer, near: float) -> bool:
    if is_number(one) and is_number(other):
        return isclose(one, other, rel_tol=near, abs_tol=near)
    return bool(type(one) is type(other) and one == other)
