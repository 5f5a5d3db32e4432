"""What the values that learners give are."""

import math
import numbers

import numpy as np
import pandas as pd

from enclair.checks import notes
from enclair.locale import text

#: The types that ``answers.toml`` has plain words for; a truth value is also a whole number: it stands first.
KINDS = (
    *(bool, int, float, str, pd.Timedelta, pd.Timestamp),
    *(list, tuple, set, dict, pd.DataFrame, pd.Series),
)


#: The longest list or pair of which `kind` says what is inside.
SHORT = 4


def kind(value: object, lang: str) -> str:
    """Return what ``value`` is, in plain words with Python's own in brackets, and what is in a short list.

    >>> kind(("press", "11"), "en")
    'a tuple: a text (str), then a text (str)'
    """
    if isinstance(value, list | tuple) and 0 < len(value) <= SHORT:
        inside = text(", then ", lang).join(_kind(each, lang) for each in value)
        return text("{kind}: {inside}", lang).format(kind=_kind(value, lang), inside=inside)
    return _kind(value, lang)


def _kind(value: object, lang: str) -> str:
    known = next((each.__name__ for each in KINDS if isinstance(value, each)), "other")
    name = notes.section("answers", "kinds").word(known)
    return text(name, lang).format(type=type(value).__name__)


def short(value: object, limit: int = 120) -> str:
    """Return the first line of a value as text, at most ``limit`` signs, or its type if it has no text."""
    try:
        said = (str(value).strip() or type(value).__name__).splitlines()[0]
    except Exception:  # a class of the learner's own that fails to say what it is, or a number without end
        said = type(value).__name__
    return said if len(said) <= limit else said[: limit - 1] + "…"


def plain(value: object) -> str:
    """Return a value as `short` does, in small letters and with single blanks.

    >>> plain(" In  the text")
    'in the text'
    """
    return " ".join(short(value).lower().split())


def is_empty(value: object) -> bool:
    """Return whether ``value`` looks like an unwritten answer: None, ``...``, blank or of length 0."""
    if value is None or value is ...:
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, list | tuple | set | dict | pd.Series | pd.DataFrame) and len(value) == 0


def are_texts(value: object) -> bool:
    """Return whether ``value`` is a list or tuple of texts."""
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


def is_whole(value: object) -> bool:
    """Return whether ``value`` is a whole number; 5.0 is one, True is not."""
    if isinstance(value, bool | np.bool_ | np.timedelta64):  # Python counts them among the numbers
        return False
    return isinstance(value, numbers.Integral) or (isinstance(value, float) and value.is_integer())


def is_number(value: object) -> bool:
    """Return whether ``value`` is a number to reckon with: no truth value, not beyond a float."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False
