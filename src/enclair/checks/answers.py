"""Getting an answer out of a learner's code, and saying plainly what went wrong on the way.

A check calls `expect` with the learner's function. What comes back is the value that the function gave; where
there is none that can be judged, `NotYet` says why. A function that never ends is out of scope: the learner
interrupts the kernel, and tests and marking have a time limit per cell.
"""

import copy
import inspect
import io
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from typing import Any, TextIO

import numpy as np
import pandas as pd

from enclair import unfinished
from enclair.checks import source, syntax
from enclair.checks.feedback import Feedback
from enclair.checks.raised import error_fields
from enclair.checks.values import Answer, is_empty, kind, normalized, retyped, short
from enclair.checks.voice import NotYet, Voice


def expect(
    answer: object,
    say: Voice,
    fits: Callable[[Any], bool],
    arguments: Mapping[str, object] | None = None,
    again: bool = False,
) -> Answer:
    """Return what a learner's function gives: see `attempt`.

    A value for which ``fits`` does not hold is of the wrong type; an empty one is not an answer yet.
    """
    value = attempt(answer, say, arguments or {}, again)
    if is_empty(value):
        raise NotYet("empty-answer", kind(value))
    value = retyped(value, fits)
    say.need(value, fits)
    return value


def expect_each(
    answer: object,
    say: Voice,
    tries: Sequence[Mapping[str, object]],
    fits: Callable[[Any], bool],
    why: Callable[..., None],
    vague: Collection[str],
    later: bool = True,
    **fields: object,
) -> Feedback:
    """Try a learner's function on several arguments; return the feedback of one that holds for all.

    Parameters
    ----------
    answer, say
        The learner's function, and the words of the check.
    tries
        The arguments of each call, by the names of the stub. The first are those of the exercise.
    fits
        Whether a value is of the expected type.
    why
        Judges what one call gave, and raises `NotYet`: called with the value, then the arguments.
    vague
        Names behind which no misconception is known. On a later try they mean "hard-coded".
    later
        Whether a misconception is named on a later try, too. False where other values meet one by accident.
    fields
        What fills the braces of the sentence for an answer that holds.

    A function that gives the same value whatever it receives is told so, right or wrong: otherwise typing one
    number after the other would find the one that is right.
    """
    for place, arguments in enumerate(tries):
        value = expect(answer, say, fits, arguments, again=place > 0)
        try:
            why(value, *arguments.values())
        except NotYet as slip:
            unknown = slip.note in vague or (place > 0 and not later)
            if (unknown or place) and _is_constant(answer, tries):
                tree = source.tree_of(answer)
                looked = tree is not None and source.result_uses_arguments(tree)
                note = "same-all-the-same" if looked else "same-for-all"
                raise NotYet(note, misconception="hard-coded") from None
            raise NotYet("hard-coded") if unknown and place else slip from None
    return say.passed(**fields)


def _is_constant(answer: Answer, tries: Sequence[Mapping[str, object]]) -> bool:
    """Return whether a function gives the same whatever it receives."""
    values = set()
    with redirect_stdout(io.StringIO()):  # what it prints was shown already
        for arguments in tries:
            try:
                values.add(repr(answer(*copy.deepcopy(dict(arguments)).values())))
            except (Exception, SystemExit):
                return False
    return len(values) == 1


def expect_truth(answer: object, say: Voice, arguments: Mapping[str, object], again: bool = False) -> bool:
    """Return the truth value that a learner's function gives for some arguments: see `expect`."""
    return bool(expect(answer, say, lambda value: isinstance(value, bool | np.bool_), arguments, again))


def expect_dictionary(answer: object, say: Voice) -> dict[Any, Any]:
    """Return the dictionary that a learner's function gives: see `expect`.

    One in which nothing is filled in is not an answer yet.
    """
    entries: dict[Any, Any] = expect(answer, say, lambda given: isinstance(given, dict))
    if all(is_empty(value) for value in entries.values()):
        raise NotYet("empty-answer", kind(entries))
    return entries


def expect_pairs(answer: object, say: Voice) -> Iterator[tuple[Any, Any, Any]]:
    """Yield the keys of the dictionary that a learner's function gives, each with its pair of values.

    It is read along the way: what a check says of one key comes before what is wrong with the next.
    """
    for key, pair in expect_dictionary(answer, say).items():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise NotYet("not-a-pair", key)
        yield key, *pair


def expect_words(answer: object, say: Voice, blanks: bool = True) -> dict[str, str]:
    """Return the dictionary from letters to words, without capitals and, if not asked for, ``blanks``."""
    items = expect_dictionary(answer, say).items()
    return {short(key).upper(): normalized(word) for key, word in items if blanks or not is_empty(word)}


def expect_parts(
    answer: object,
    say: Voice,
    many: int,
    fits: Callable[[Any], bool] = lambda parts: True,
    blanks: bool = False,
) -> Answer:
    """Return the ``many`` values that a learner's function gives at once: see `expect`.

    Unless ``blanks`` may stand among them, the first blank one is told by its place, counted from 1.
    """
    values = expect(answer, say, lambda parts: isinstance(parts, list | tuple) and len(parts) == many)
    if not blanks:
        need_filled(values)
    say.need(values, fits)
    return values


def need_filled(parts: Sequence[object]) -> None:
    """Raise `NotYet` if one of several values is blank."""
    for place, part in enumerate(parts, 1):
        if is_empty(part):
            raise NotYet("blank-part", place)


def attempt(answer: object, say: Voice, arguments: Mapping[str, object], again: bool = False) -> Answer:
    """Call a learner's function and return what it gives; raise `NotYet` if there is nothing.

    Parameters
    ----------
    answer
        The learner's function.
    say
        The words of the check.
    arguments
        What it is called with, by the names of the stub, in order. The learner's code gets copies; that it
        changes them is remarked.
    again
        True for the second call, with another table: an error is then told as such.

    Raises
    ------
    NotYet
        "not-answered" (the stub, or nothing returned), "print-is-not-return", "wrong-type" (not a function,
        or one with other parameters), "cell-did-not-run" (an older version of a function whose cell failed
        since) or "answer-raised" (any other error of the learner's code).
    """
    if not callable(answer):
        if is_empty(answer):
            raise NotYet("not-answered")
        raise NotYet("not-a-function", kind(answer), "wrong-type")
    late = next((late for late in unfinished.outdated.values() if late.function is answer), None)
    if late and (hint := syntax.hint(late.error)):
        raise NotYet("cell-is-no-python", misconception="cell-did-not-run", hint=hint)
    if late:
        raise NotYet(late.note, misconception="cell-did-not-run")
    if not _takes(answer, arguments):
        first_line = f"def {getattr(answer, '__name__', 'answer')}({', '.join(arguments)}):"
        raise NotYet("wrong-parameters", misconception="wrong-type", first_line=first_line)
    mine, screen = copy.deepcopy(dict(arguments)), _Screen(sys.stdout)
    try:
        with redirect_stdout(screen):
            value = answer(*mine.values())
    except NotImplementedError:
        raise NotYet("not-answered") from None
    except (Exception, SystemExit) as error:
        note = "raised-on-other-table" if again else "answer-raised"
        raise NotYet(note, misconception="answer-raised", **error_fields(answer, error)) from None
    if not all(_equal(mine[name], given) for name, given in arguments.items()):
        say.remark("input-changed")
    if value is None and screen.printed:
        raise NotYet("print-is-not-return")
    if value is None:
        raise NotYet("nothing-returned", misconception="not-answered")
    if value is ...:
        raise NotYet("not-answered")
    in_english = say.in_english(value)
    say.given = short(in_english, limit=1000)
    return in_english


class _Screen(io.TextIOBase):
    """What a learner prints: it is shown as always, and remembered that there was something."""

    def __init__(self, shown: TextIO) -> None:
        self._shown = shown
        self.printed = False

    def write(self, printed: str) -> int:
        self.printed = self.printed or bool(printed.strip())
        return self._shown.write(printed)

    def flush(self) -> None:
        self._shown.flush()


def _equal(one: object, other: object) -> bool:
    """Return whether an argument is still what it was; what cannot be compared with it is not."""
    if isinstance(other, pd.DataFrame | pd.Series):
        return bool(other.equals(one))  # type: ignore[arg-type]
    try:
        return bool(one == other)
    except Exception:  # an array or an object of the learner's own in its place
        return False


def _takes(answer: Callable[..., Any], arguments: Mapping[str, object]) -> bool:
    """Return whether ``answer`` takes as many arguments as it will be given."""
    try:
        inspect.signature(answer).bind(*arguments.values())
    except TypeError:
        return False
    except ValueError:  # a function written in C has no signature to look at: calling it will tell
        return True
    return True
