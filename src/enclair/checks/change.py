"""Cells that work, and that a learner changes: the step between running code and writing it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from enclair.checks.answers import expect_each
from enclair.checks.feedback import Feedback
from enclair.checks.values import Answer, is_number, short
from enclair.checks.voice import NotYet, Voice, slip

#: How far two numbers may lie from each other that a learner rounded, or added up in another order.
NEAR = 1e-6
#: How far rounding to two digits can lead.
ROUNDED = 0.006


#: What a learner's function gives, as a function of the same arguments.
Gives = Callable[..., Any]


def expect_change(
    answer: Answer,
    say: Voice,
    tries: Sequence[Mapping[str, object]],
    start: Gives,
    right: Gives,
    slips: Mapping[str, Gives | Sequence[Gives]],
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
        What the function gives before it is changed, and once it is.
    slips
        What it gives with only a part of the change, or with another one, by misconception; of one that may
        give several things, each.
    ordered
        Whether the order counts.

    Raises
    ------
    NotYet
        "unchanged" counts as not answered; "rounded" where the right numbers are; "other-result" where no
        misconception is known.
    """
    known: dict[str, Gives] = {"": right, "unchanged": start}
    for name, gives in slips.items():
        several = [gives] if callable(gives) else gives
        known |= {f"{name}{'+' * place}": each for place, each in enumerate(several)}
    first = {name: _plain(gives(*tries[0].values())) for name, gives in known.items()}

    def judge(value: Answer, *arguments: Any) -> None:
        def same(found: Answer, gives: Gives) -> bool:
            return _same(found, _plain(gives(*arguments)), ordered)

        found = _plain(value)
        why = slip(found, known, "other-result", same).rstrip("+")
        if why == "other-result" and _same(found, _plain(right(*arguments)), ordered, ROUNDED):
            raise NotYet("rounded")
        if why == "unchanged":
            raise NotYet(why, misconception="not-answered")
        if why:
            raise NotYet(why, short(value))

    def fits(value: Answer) -> bool:
        found = _plain(value)
        return _kind(found) == _kind(first[""]) or any(_same(found, each, ordered) for each in first.values())

    return expect_each(answer, say, tries, fits, judge, ["other-result"])


def _plain(value: Answer) -> Answer:
    """Return a column as a dictionary; pairs, arrays and names of rows as a list; anything else as it is."""
    if isinstance(value, pd.Series):
        value = value.to_dict()
    if isinstance(value, pd.Index | pd.api.extensions.ExtensionArray | np.ndarray | tuple):
        return list(value)
    if isinstance(value, dict):  # what counts rows of one column calls each ("press",)
        return {key[0] if isinstance(key, tuple) and len(key) == 1 else key: n for key, n in value.items()}
    return value


def _kind(value: Answer) -> str:
    """Return of which kind a plain value is; a column of words is also a list of them."""
    if isinstance(value, dict):
        return "list" if value and not all(map(is_number, value.values())) else "table"
    return "number" if is_number(value) else type(value).__name__


def _same(one: Answer, other: Answer, ordered: bool, near: float = NEAR) -> bool:
    """Return whether two plain values agree, numbers nearly."""
    if isinstance(one, dict) and isinstance(other, list):
        one = [*one.values()]
    if isinstance(one, dict) and isinstance(other, dict):
        if not ordered:  # a count of nothing need not be told
            one, other = (
                {key: n for key, n in table.items() if not is_number(n) or n} for table in (one, other)
            )
        keys = list(one) == list(other) if ordered else one.keys() == other.keys()
        return keys and all(_same(one[key], other[key], ordered, near) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        pairs = (one, other) if ordered else (sorted(map(str, one)), sorted(map(str, other)))
        return len(one) == len(other) and all(
            _same(mine, right, ordered, near) for mine, right in zip(*pairs, strict=True)
        )
    if is_number(one) and is_number(other):
        return abs(float(one) - float(other)) <= near * max(1.0, abs(float(other)))
    return bool(type(one) is type(other) and one == other)
