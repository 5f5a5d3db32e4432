"""Getting an answer out of a learner's code, and saying plainly what went wrong on the way.

A check calls `attempt` with the learner's function. What comes back is either the value that the function
gave, or a `Feedback` that says why there is none. A function that never ends is out of scope: the learner
interrupts the kernel, and tests and marking have a time limit per cell.
"""

import inspect
import linecache
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FrameType
from typing import Any

import pandas as pd

from enclair.checks.feedback import Feedback
from enclair.locale import text


@dataclass(frozen=True)
class Note:
    """One thing to say: its English sentences are the keys of the catalogue.

    ``message`` and ``next_step`` may hold ``{fields}``, filled after the translation.
    """

    message: str
    next_step: str = ""


#: Notes that every check shares.
COMMON: Mapping[str, Note] = {
    "not-answered": Note(
        "This task is not answered yet.",
        "Replace the line that says NotImplementedError by your own, run that cell, then run this one again.",
    ),
    "nothing-returned": Note(
        "Not answered yet: your function gives nothing back.",
        "End it with a line that starts with return and names your result.",
    ),
    "answer-raised": Note(
        "Your code stopped with an error, {error}, on line {line} of its cell: {source} Python says: {says}",
        "{hint}",
    ),
    "raised-on-other-table": Note(
        "Your function works on this table, but with another table of the same shape it stopped with an "
        "error, {error}, on line {line} of its cell: {source} Python says: {says}",
        "Look up rows by what is written in them, not by their place, and use only what the function "
        "receives.",
    ),
    "wrong-parameters": Note(
        "Your function cannot be called with what the check gives it.",
        "Write its first line as it was: {first_line}",
    ),
    "not-a-function": Note(
        "The check expects your function itself, and found {found}.",
        "Write the name of the function between the brackets, without brackets of its own.",
    ),
    "wrong-type": Note("The answer should be {expected}; found {found}.", "Change what stands after return."),
    "hard-coded": Note(
        "Your function gives the right answer for this table, and a wrong one for another table.",
        "Compute the answer from what the function receives: it is also tried on a table that differs.",
    ),
}

#: What the commonest errors mean, in plain words.
HINTS: Mapping[str, str] = {
    "NameError": "Python does not know a name on this line: look for a spelling mistake, or run the cells "
    "above first.",
    "KeyError": "The table has no column or row of that name: compare the spelling with the table's own.",
    "IndexError": "The code asks for a place that does not exist: something before it may be empty.",
    "AttributeError": "The value before the dot has nothing of that name: check the spelling and the type.",
    "TypeError": "Two values do not fit together on this line: check what type each of them has.",
    "ValueError": "A value has the right type but cannot be used there: print it and look at it.",
    "ZeroDivisionError": "The code divides by zero: something before it may be empty.",
}
OTHER_HINT = "Read the line again, and print what stands in it just before."

#: What values are called in front of someone who does not program.
KINDS: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (bool, "a truth value (bool)"),
    (int, "a whole number (int)"),
    (float, "a number (float)"),
    (str, "a text (str)"),
    ((pd.Timedelta,), "a length of time (Timedelta)"),
    ((pd.Timestamp,), "a date (Timestamp)"),
    (list, "a list"),
    (tuple, "a tuple"),
    (set, "a set"),
    (dict, "a dictionary (dict)"),
    (pd.DataFrame, "a table (DataFrame)"),
    (pd.Series, "a column (Series)"),
)


def kind(value: object, lang: str) -> str:
    """Return what ``value`` is, in plain words with Python's own in brackets."""
    for types, name in KINDS:
        if isinstance(value, types):
            return text(name, lang)
    return text("something of type {type}", lang).format(type=type(value).__name__)


def passed(note: Note, lang: str, **values: object) -> Feedback:
    """Return the feedback of an answer that holds."""
    return Feedback(
        True,
        text(note.message, lang).format(**values),
        next_step=text(note.next_step, lang).format(**values),
        lang=lang,
    )


def not_yet(notes: Mapping[str, Note], misconception: str, lang: str, **values: object) -> Feedback:
    """Return the feedback that names a misconception, in the words of ``notes`` or else of `COMMON`."""
    note = notes[misconception] if misconception in notes else COMMON[misconception]
    return Feedback(
        False,
        text(note.message, lang).format(**values),
        misconception,
        text(note.next_step, lang).format(**values),
        lang=lang,
    )


def wrong_type(expected: str, found: object, lang: str) -> Feedback:
    """Return the feedback for a value of the wrong type; ``expected`` is English, and in the catalogue."""
    return not_yet({}, "wrong-type", lang, expected=text(expected, lang), found=kind(found, lang))


def is_empty(value: object) -> bool:
    """Return whether ``value`` looks like an unwritten answer: None, ``...``, blank or of length 0."""
    if value is None or value is ...:
        return True
    if isinstance(value, str):
        return not value.strip()
    return isinstance(value, list | tuple | set | dict | pd.Series | pd.DataFrame) and len(value) == 0


def attempt(
    answer: object, arguments: Mapping[str, object], lang: str, again: bool = False
) -> Any | Feedback:
    """Call a learner's function and return what it gives, or the feedback that says why there is nothing.

    Parameters
    ----------
    answer
        The learner's function.
    arguments
        What it is called with, by the names of the stub, in order. Tables must be copies: the learner's code
        may change them.
    lang
        "en" or "fr".
    again
        True for the second call, with another table: an error is then told as such.

    Returns
    -------
    object or Feedback
        A `Feedback` is "not-answered" (the stub, or nothing returned), "wrong-type" (not a function, or one
        with other parameters) or "answer-raised" (any other error of the learner's code).
    """
    if not callable(answer):
        if is_empty(answer):
            return not_yet({}, "not-answered", lang)
        note = {"wrong-type": COMMON["not-a-function"]}
        return not_yet(note, "wrong-type", lang, found=kind(answer, lang))
    if mismatch := _mismatch(answer, arguments, lang):
        return mismatch
    try:
        value = answer(*arguments.values())
    except NotImplementedError:
        return not_yet({}, "not-answered", lang)
    except (Exception, SystemExit) as error:
        return _raised(answer, error, lang, again)
    if value is None:
        return not_yet({"not-answered": COMMON["nothing-returned"]}, "not-answered", lang)
    return not_yet({}, "not-answered", lang) if value is ... else value


def _mismatch(answer: Callable[..., Any], arguments: Mapping[str, object], lang: str) -> Feedback | None:
    """Return a feedback if ``answer`` does not take as many arguments as it will be given."""
    try:
        inspect.signature(answer).bind(*arguments.values())
    except TypeError:
        first_line = f"def {getattr(answer, '__name__', 'answer')}({', '.join(arguments)}):"
        note = {"wrong-type": COMMON["wrong-parameters"]}
        return not_yet(note, "wrong-type", lang, first_line=first_line)
    except ValueError:  # a function written in C has no signature to look at: calling it will tell
        return None
    return None


def _raised(answer: Callable[..., Any], error: BaseException, lang: str, again: bool) -> Feedback:
    """Return the feedback that names the error of a learner's code and the line where it happened."""
    frame, line = _place(answer, error)
    source = linecache.getline(frame.f_code.co_filename, line).strip() if frame else ""
    name = type(error).__name__
    note = {"answer-raised": COMMON["raised-on-other-table" if again else "answer-raised"]}
    return not_yet(
        note,
        "answer-raised",
        lang,
        error=name,
        line=line,
        source=text("“{source}”.", lang).format(source=source) if source else "",
        says=_short(error),
        hint=text(HINTS.get(name, OTHER_HINT), lang),
    )


def _place(answer: Callable[..., Any], error: BaseException) -> tuple[FrameType | None, int]:
    """Return the innermost frame that lies in the learner's own cell, and its line."""
    cell = getattr(getattr(answer, "__code__", None), "co_filename", None)
    frame, line, trace = None, 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == cell:
            frame, line = trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
    return frame, line


def _short(error: BaseException, limit: int = 120) -> str:
    """Return the first line of what Python says of an error, at most ``limit`` signs."""
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    return said if len(said) <= limit else said[: limit - 1] + "…"
