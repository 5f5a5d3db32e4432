"""What an answer gave is judged once more outside the sandbox, where no code of a student changes a check.

The kernel writes each value that a check got as plain data, by its type and not by what it says of itself.
Here the check runs again on these values, in a process with an end to its time: they may be hostile.
"""

import datetime
from collections.abc import Callable, Iterable
from contextlib import suppress
from fractions import Fraction
from functools import cache

import numpy as np
import pandas as pd

from enclair import lessons
from enclair.case.model import Case, load_case
from enclair.checks import ask, results
from enclair.checks.results import Answer
from enclair.text.locale import use_locale

#: What has no plain form.
ODD = {"odd": 1}
#: How the names of checks of a figure begin, which has none: what they say in the sandbox stands.
FIGURES = "draw_"
_ONE = (int, float, str)
_SEVERAL = {kind.__name__: kind for kind in (list, tuple, set, frozenset)}
#: What is written as text, and what reads it; the first that fits.
_WRITTEN: tuple[tuple[type, Callable[[str], object]], ...] = (
    (datetime.datetime, pd.Timestamp),
    (datetime.date, datetime.date.fromisoformat),
    (datetime.timedelta, pd.Timedelta),
    (Fraction, Fraction),
)


def plain(value: Answer) -> object:
    """Return a value as JSON can hold it.

    >>> plain({"a": (1, 2.5), True: None})
    {'dict': [['a', {'tuple': [1, 2.5]}], [True, None]]}
    >>> class Everything(int):
    ...     __eq__ = lambda self, other: True
    >>> plain(Everything(3)), plain(object())
    (3, {'odd': 1})
    """
    kind = type(value)
    if value is None or kind is bool:
        return value
    for base in _ONE:
        if issubclass(kind, base):
            return base.__getnewargs__(value)[0]
    for name, several in _SEVERAL.items():
        if issubclass(kind, several):
            return {name: [plain(one) for one in several.__iter__(value)]}
    if issubclass(kind, dict):
        return {"dict": [[plain(one) for one in pair] for pair in dict.items(value)]}
    if issubclass(kind, np.generic):
        return plain(np.generic.item(value))
    for place, (written, _) in enumerate(_WRITTEN):
        if issubclass(kind, written):
            return {"written": [place, str(value)]}
    if issubclass(kind, pd.DataFrame):
        return {"frame": [[plain(name), plain(value[name])] for name in value.columns]}
    if issubclass(kind, pd.Series):
        return {"series": [plain(value.tolist()), plain(value.index.tolist())]}
    if issubclass(kind, pd.Index | np.ndarray):
        return {"array": plain(value.tolist())}
    return ODD


def value_of(made: Answer) -> Answer:
    """Return the value that `plain` made into ``made``; an object without any properties if it is odd.

    >>> value_of(plain({"a": (1, {2.5})}))
    {'a': (1, {2.5})}
    >>> value_of(plain(pd.Series([1, 2], ["a", "b"]))).to_dict()
    {'a': 1, 'b': 2}
    """
    if not isinstance(made, dict):
        return made
    [(kind, content)] = made.items()
    if kind in _SEVERAL:
        return _SEVERAL[kind](map(value_of, content))
    if kind == "dict":
        return {value_of(key): value_of(value) for key, value in content}
    if kind == "written":
        return _WRITTEN[content[0]][1](content[1])
    if kind == "frame":
        return pd.DataFrame({value_of(name): value_of(column) for name, column in content})
    if kind == "series":
        return pd.Series(value_of(content[0]), index=value_of(content[1]))
    if kind == "array":
        values = value_of(content)
        array = np.array(values)
        return array if array.dtype.kind != "U" else np.array(values, object)  # texts as pandas has them
    return object()


@cache
def prepare() -> Case:
    """Return the case that answers are judged against: loaded once, before processes are made."""
    return load_case("telegram")


def passed(check: str, values: Iterable[object], lang: str) -> bool:
    """Return whether an answer that gave ``values`` passes its check."""
    left = iter(values)
    results.get_values_by(lambda *_: value_of(next(left)))
    with use_locale(lang), suppress(Exception):  # whatever a check trips over did not pass
        return bool(ask(lessons.checks()[check], lambda *_: None, prepare()).passed)
    return False
