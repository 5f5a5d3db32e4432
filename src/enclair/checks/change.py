"""Cells that work, and that a learner changes: the step between running code and writing it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from enclair.checks.answers import expect_each
from enclair.checks.feedback import Feedback
from enclair.checks.values import Answer, is_number, short
from enclair.checks.voice import NotYet, Voice, slip

#: How far two numbers may lie from each other that a learner rounded, or added up in another order.
NEAR = 1e-6


def expect_change(
    answer: Answer,
    say: Voice,
    tries: Sequence[Mapping[str, object]],
    start: Callable[..., Any],
    right: Callable[..., Any],
    slips: Mapping[str, Callable[..., Any]],
    ordered: bool = False,
) -> Feedback:
    """Return the feedback of a learner's function that was to be changed.

    Parameters
    ----------
    answer, say
        The learner's function, and the words of the check.
    tries
        The arguments of each call, by the names of the stub.
    start, right
        What the function gives before it is changed, and once it is: functions of the same arguments.
    slips
        What it gives with only a part of the change, or with another one, by misconception.
    ordered
        Whether the order of rows counts.

    Raises
    ------
    NotYet
        "unchanged" counts as not answered; "other-result" where no misconception is known.
    """
    known = {
        "": right,
        "unchanged": start,
        **{name.replace("_", "-"): gives for name, gives in slips.items()},
    }
    expected = _plain(right(*tries[0].values()))

    def fits(value: Answer) -> bool:
        if isinstance(expected, Mapping):
            return isinstance(value, pd.Series | dict)
        if isinstance(expected, list):
            return isinstance(value, list | tuple | pd.Series)
        return is_number(value)

    def judge(value: Answer, *arguments: Any) -> None:
        def same(found: Answer, gives: Callable[..., Any]) -> bool:
            return _same(found, _plain(gives(*arguments)), ordered)

        why = slip(_plain(value, isinstance(expected, list)), known, "other-result", same)
        if why == "unchanged":
            raise NotYet(why, misconception="not-answered")
        if why:
            raise NotYet(why, short(value))

    # With one try each function is a constant, and nothing would follow from that.
    return expect_each(answer, say, tries, fits, judge, ["other-result"] if len(tries) > 1 else [])


def _plain(value: Answer, as_list: bool = False) -> Answer:
    """Return a column as a dictionary, or as a list; a pair as a list; anything else as it is."""
    if isinstance(value, pd.Series):
        return value.tolist() if as_list else value.to_dict()
    return list(value) if isinstance(value, tuple) else value


def _same(one: Answer, other: Answer, ordered: bool) -> bool:
    """Return whether two plain values agree, numbers nearly."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        keys = list(one) == list(other) if ordered else one.keys() == other.keys()
        return keys and all(_same(one[key], other[key], ordered) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(_same(*pair, ordered) for pair in zip(one, other, strict=True))
    if is_number(one) and is_number(other):
        return abs(float(one) - float(other)) <= NEAR * max(1.0, abs(float(other)))
    return bool(type(one) is type(other) and one == other)
