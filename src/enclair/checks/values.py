"""Predicates and descriptions of the values that learners give."""

import math
import numbers
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from enclair.text import toml
from enclair.text.locale import current_locale, text
from enclair.text.numerals import read_number

#: What a learner's code returns: it may be anything.
Answer: TypeAlias = Any

#: The sentences that any check may say.
shared = toml.sentences("enclair.checks")

#: Types with plain words in the table ``kinds`` of the sentences; the first that fits is taken (a truth value
#: is also a whole number).
KINDS: tuple[tuple[type, str], ...] = (
    *((bool, "bool"), (np.bool_, "bool"), (int, "int"), (np.integer, "int"), (float, "float"), (str, "str")),
    *((timedelta, "Timedelta"), (np.timedelta64, "Timedelta"), (datetime, "Timestamp")),
    *((list, "list"), (tuple, "tuple"), (set, "set"), (dict, "dict"), (np.ndarray, "ndarray")),
    (pd.api.extensions.ExtensionArray, "ndarray"),
    *((pd.DataFrame, "DataFrame"), (pd.Series, "Series"), (Iterator, "iterator")),
    *((FunctionType, "function"), (MethodType, "function"), (BuiltinFunctionType, "function")),
)

#: What pandas and NumPy have in the place of a list.
ARRAYS = (pd.Series, pd.Index, pd.api.extensions.ExtensionArray, np.ndarray, np.generic)
#: What multiplies the number before it, so that this is not the number that is said.
MULTIPLES = re.compile(
    r"\d\s*(?:k|m|mn|mio|md|mrd|bn|dozens?|hundreds?|thousands?|(?:m|b|tr)illions?"
    r"|douzaines?|cents?|mille|milliers?|milliards?)\s*$",
    re.IGNORECASE,
)
#: The longest list or pair of which `kind` says what is inside.
SHORT = 4


def kind(value: object) -> str:
    """Return what ``value`` is, in plain words with Python's own in brackets, and what is in a short list.

    >>> kind(("press", "11"))
    'a tuple: a text (str), then a text (str)'
    """
    if isinstance(value, list | tuple) and 0 < len(value) <= SHORT:
        inside = text(", then ").join(_kind(element) for element in value)
        return text("{kind}: {inside}").format(kind=_kind(value), inside=inside)
    return _kind(value)


def _kind(value: object) -> str:
    key = next((word for type_, word in KINDS if isinstance(value, type_)), "other")
    if isinstance(value, pd.Series) and len(value):
        key = "blanks" if value.isna().any() else "numbers" if is_numeric_dtype(value) else key
    return shared(f"answers.kinds.{key}", type=type(value).__name__)


def short(value: object, limit: int = 120) -> str:
    """Return the first line of a value as text, at most ``limit`` signs, or its type if it has no text."""
    try:
        line = (str(value).strip() or type(value).__name__).splitlines()[0]
    except Exception:  # a class of the learner's own that fails to say what it is, or a number without end
        line = type(value).__name__
    if len(line) <= limit:
        return line
    start = line[: limit - 1]
    whole = start.rpartition(" ")[0] if line[limit - 1] != " " else start
    return (whole if len(whole) > limit - 30 else start) + "…"  # not within a word, unless it is a long one


def normalized(value: object) -> str:
    """Return a value as `short` does, in small letters and with single blanks.

    >>> normalized(" In  the text")
    'in the text'
    """
    return " ".join(short(value).lower().split())


def number_in(value: object) -> int | float | tuple[str, str] | None:
    """Return the number that a text says, with or without a unit; two texts where it may say two, else None.

    >>> number_in("49.6 %"), number_in("4 days"), number_in("5k"), number_in("four"), number_in(4)
    (49.6, 4, None, None, None)
    """
    if not isinstance(value, str) or MULTIPLES.search(value):
        return None
    return read_number(re.sub(r"(?<=[\d.,])\s*(?:%|[^\W\d_]+)\s*$", "", value), current_locale())


def unquoted_numbers(value: Answer, deepest: int = 3) -> tuple[Any, str]:
    """Return ``value`` with texts of numbers as numbers, and the first such text ("" for none).

    >>> unquoted_numbers(("press", "15"))
    (('press', 15), '15')
    """
    if type(value) in (list, tuple) and deepest:  # a list may hold itself
        pairs = [unquoted_numbers(element, deepest - 1) for element in value]
        return type(value)(unquoted for unquoted, _ in pairs), next(
            (quoted_number for _, quoted_number in pairs if quoted_number), ""
        )
    if type(value) is dict and deepest:
        unquoted, quoted_number = unquoted_numbers(list(value.values()), deepest - 1)
        return dict(zip(value, unquoted, strict=True)), quoted_number
    number = number_in(value)
    if isinstance(number, tuple):
        number = int(number[0])
    return (value, "") if number is None else (number, str(value))


def retyped(value: Answer, fits: Callable[[Any], bool]) -> Answer:
    """Return ``value``, or the same as a list, a dictionary or a column if only that fits."""
    forms = [value]
    if isinstance(value, pd.DataFrame) and value.shape[1] == 1:
        forms.append(value.iloc[:, 0])
    column = forms[-1]
    if isinstance(column, ARRAYS):
        forms.append(column.tolist())
    if isinstance(column, pd.Series):
        forms.append(column.to_dict())
    return next((form for form in forms if fits(form)), value)


def is_empty(value: object) -> bool:
    """Return whether ``value`` looks like an unwritten answer: None, ``...``, blank or of length 0."""
    if value is None or value is ...:
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, list | tuple | set | dict | pd.Series | pd.DataFrame) and len(value) == 0


def are_texts(value: object) -> bool:
    """Return whether ``value`` is a list or tuple of texts."""
    return isinstance(value, list | tuple) and all(isinstance(element, str) for element in value)


def is_whole(value: object) -> bool:
    """Return whether ``value`` is a whole number; 5.0 is one, True is not."""
    if isinstance(value, bool | np.bool_ | np.timedelta64):  # Python counts them among the numbers
        return False
    return isinstance(value, numbers.Integral) or (isinstance(value, float) and value.is_integer())


def are_whole(several: Answer) -> bool:
    """Return whether all values of a list or pair are whole numbers."""
    return all(map(is_whole, several))


def is_real(value: object) -> bool:
    """Return whether ``value`` is a number, however large; a truth value is none."""
    # NumPy counts lengths of time among the numbers.
    return isinstance(value, numbers.Real) and not isinstance(value, bool | np.timedelta64)


def is_number(value: object) -> bool:
    """Return whether ``value`` is a number to reckon with: no truth value, not beyond a float."""
    if not is_real(value):
        return False
    try:
        return math.isfinite(float(value))  # type: ignore[arg-type]
    except OverflowError:
        return False


def is_number_or_pair(value: Answer) -> bool:
    """Return whether ``value`` is a pair of numbers, or one number alone."""
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value))
    return pair or is_number(value)
