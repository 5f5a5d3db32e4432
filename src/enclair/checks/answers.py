"""Getting an answer out of a learner's code, and naming what went wrong on the way.

A check calls `expect` with the learner's function: it returns the value, or raises `IncorrectAnswer` where
there is none that can be judged. A `Task` tries the function on several arguments and names the misconception
behind a wrong result. A function that never ends is out of scope: the learner interrupts the kernel, and
tests and marking have a time limit per cell.
"""

import copy
import inspect
import io
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from operator import eq
from typing import Any, TextIO

import numpy as np
import pandas as pd

from enclair import unfinished
from enclair.checks import hints
from enclair.checks.feedback import Feedback, FeedbackBuilder, IncorrectAnswer
from enclair.checks.values import Answer, is_empty, is_number, kind, normalized, retyped, short

#: The arguments of one call, by the names of the stub, in order.
Arguments = Mapping[str, object]
Fits = Callable[[Any], bool]

# ---------------------------------------------------------------- One call


def attempt(answer: object, say: FeedbackBuilder, arguments: Arguments, again: bool = False) -> Answer:
    """Call a learner's function and return its value; raise `IncorrectAnswer` if there is none.

    The learner's code gets copies of the arguments; that it changes them is remarked. ``again`` is for a call
    with other values than those of the exercise: an error is then told as such.
    """
    if not callable(answer):
        if is_empty(answer):
            raise IncorrectAnswer("not-answered")
        raise IncorrectAnswer("not-a-function", kind(answer), "wrong-type")
    late = next((late for late in unfinished.outdated.values() if late.function is answer), None)
    if late and (hint := hints.of_syntax(late.error)):
        raise IncorrectAnswer("cell-is-no-python", misconception="cell-did-not-run", hint=hint)
    if late:
        raise IncorrectAnswer(late.note, misconception="cell-did-not-run")
    if not _takes(answer, arguments):
        first_line = f"def {getattr(answer, '__name__', 'answer')}({', '.join(arguments)}):"
        raise IncorrectAnswer("wrong-parameters", misconception="wrong-type", first_line=first_line)
    mine, screen = copy.deepcopy(dict(arguments)), _Screen(sys.stdout)
    try:
        with redirect_stdout(screen):
            value = answer(*mine.values())
    except NotImplementedError:
        raise IncorrectAnswer("not-answered") from None
    except (Exception, SystemExit) as error:
        note = "raised-on-other-table" if again else "answer-raised"
        raise IncorrectAnswer(
            note, misconception="answer-raised", **hints.error_fields(answer, error)
        ) from None
    if not all(_equal(mine[name], given) for name, given in arguments.items()):
        say.remark("input-changed")
    if value is None and screen.printed:
        raise IncorrectAnswer("print-is-not-return")
    if value is None:
        raise IncorrectAnswer("nothing-returned", misconception="not-answered")
    if value is ...:
        raise IncorrectAnswer("not-answered")
    in_english = say.in_english(value)
    say.given = short(in_english, limit=1000)
    return in_english


class _Screen(io.TextIOBase):
    """A standard output that notes whether something was printed."""

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


def _takes(answer: Callable[..., Any], arguments: Arguments) -> bool:
    """Return whether ``answer`` takes as many arguments as it will be given."""
    try:
        inspect.signature(answer).bind(*arguments.values())
    except TypeError:
        return False
    except ValueError:  # a function written in C has no signature to look at: calling it will tell
        return True
    return True


# ---------------------------------------------------------------- A value of one type


def expect(
    answer: object, say: FeedbackBuilder, fits: Fits, arguments: Arguments | None = None, again: bool = False
) -> Answer:
    """Return what a learner's function gives, if it is neither empty nor of another type: see `attempt`."""
    value = attempt(answer, say, arguments or {}, again)
    if is_empty(value):
        raise IncorrectAnswer("empty-answer", kind(value))
    value = retyped(value, fits)
    say.need(value, fits)
    return value


def expect_truth(answer: object, say: FeedbackBuilder, arguments: Arguments, again: bool = False) -> bool:
    """Return the truth value that a learner's function gives for some arguments."""
    return bool(expect(answer, say, lambda value: isinstance(value, bool | np.bool_), arguments, again))


def expect_dictionary(answer: object, say: FeedbackBuilder) -> dict[Any, Any]:
    """Return the dictionary that a learner's function gives, unless nothing is filled in."""
    entries: dict[Any, Any] = expect(answer, say, lambda given: isinstance(given, dict))
    if all(is_empty(value) for value in entries.values()):
        raise IncorrectAnswer("empty-answer", kind(entries))
    return entries


def expect_pairs(answer: object, say: FeedbackBuilder) -> Iterator[tuple[Any, Any, Any]]:
    """Yield each key of the dictionary that a learner's function gives, with its pair of values.

    A check judges one key before the pair of the next is looked at.
    """
    for key, pair in expect_dictionary(answer, say).items():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise IncorrectAnswer("not-a-pair", key)
        yield key, *pair


def expect_words(answer: object, say: FeedbackBuilder, blanks: bool = True) -> dict[str, str]:
    """Return the dictionary from letters to words, without capitals and, if not asked for, ``blanks``."""
    items = expect_dictionary(answer, say).items()
    return {short(key).upper(): normalized(word) for key, word in items if blanks or not is_empty(word)}


def expect_parts(
    answer: object, say: FeedbackBuilder, many: int, fits: Fits = lambda parts: True, blanks: bool = False
) -> Answer:
    """Return the ``many`` values that a learner's function gives at once, none blank unless ``blanks``."""
    values = expect(answer, say, lambda parts: isinstance(parts, list | tuple) and len(parts) == many)
    if not blanks:
        need_filled(values)
    say.need(values, fits)
    return values


def need_filled(parts: Sequence[object]) -> None:
    """Raise `IncorrectAnswer` if one of several values is blank."""
    for place, part in enumerate(parts, 1):
        if is_empty(part):
            raise IncorrectAnswer("blank-part", place)


# ---------------------------------------------------------------- Several calls


def expect_each(
    answer: object,
    say: FeedbackBuilder,
    tries: Sequence[Arguments],
    fits: Fits,
    why: Callable[..., None],
    vague: Collection[str],
    later: bool = True,
    **fields: object,
) -> Feedback:
    """Try a learner's function on several arguments; return the feedback of one that holds for all.

    A function that gives the same value whatever it receives is told so, right or wrong: otherwise typing one
    number after the other would find the one that is right.

    Parameters
    ----------
    tries
        The arguments of each call. The first are those of the exercise.
    why
        Judges what one call gave, and raises `IncorrectAnswer`: called with the value, then the arguments.
    vague
        Names behind which no misconception is known. On a later try they mean "hard-coded".
    later
        Whether a misconception is named on a later try, too. False where other values meet one by accident.
    fields
        What fills the braces of the sentence for an answer that holds.
    """
    for place, arguments in enumerate(tries):
        value = expect(answer, say, fits, arguments, again=place > 0)
        try:
            why(value, *arguments.values())
        except IncorrectAnswer as wrong:
            unknown = wrong.note in vague or (place > 0 and not later)
            if (unknown or place) and len(tries) > 1 and _is_constant(answer, tries):
                tree = hints.tree_of(answer)
                uses = tree is not None and hints.result_uses_arguments(tree)
                note = "same-all-the-same" if uses else "same-for-all"
                raise IncorrectAnswer(note, misconception="hard-coded") from None
            raise IncorrectAnswer("hard-coded") if unknown and place else wrong from None
    return say.passed(**fields)


def _is_constant(answer: Answer, tries: Sequence[Arguments]) -> bool:
    """Return whether a function gives the same whatever it receives."""
    values = set()
    with redirect_stdout(io.StringIO()):  # what it prints was shown already
        for arguments in tries:
            try:
                values.add(repr(answer(*copy.deepcopy(dict(arguments)).values())))
            except (Exception, SystemExit):
                return False
    return len(values) == 1


class OneOf:
    """Results of a misconception that may have several."""

    def __init__(self, *results: object) -> None:
        self.results = results


@dataclass(frozen=True)
class Task:
    """A question to a learner's function, with what is right and the misconception behind a wrong result.

    A result is a value, a pair of values (where ``...`` stands for any), `OneOf` several, or a function that
    says of a value whether it is meant.

    Attributes
    ----------
    right
        What holds, as a function of the arguments.
    slips
        The results of misconceptions by their names, as a function of the arguments; the first that fits
        is told. A pair with ``...`` whose other value holds is none.
    vague
        The misconception of any other result: of a pair, one for a wrong first value, one for the second.
    tries
        The arguments of each call. The first are those of the exercise.
    fits
        Whether a value is of the expected type.
    same
        Whether a value agrees with a result, or a part of a pair with that of the other.
    """

    right: Callable[..., Any]
    slips: Callable[..., Mapping[str, object]]
    vague: str | tuple[str, str]
    tries: Sequence[Arguments] = ({},)
    fits: Fits = is_number
    same: Callable[[Any, Any], bool] = eq

    def feedback(self, answer: object, say: FeedbackBuilder) -> Feedback:
        """Return the feedback on a learner's function; raise `IncorrectAnswer` for one that does not hold."""
        vague = [self.vague] if isinstance(self.vague, str) else self.vague
        return expect_each(answer, say, self.tries, self.fits, self.judge, vague)

    def judge(self, value: Answer, *arguments: Any, place: object = "") -> None:
        """Raise `IncorrectAnswer` unless a value is the right one for some arguments."""
        right = self.right(*arguments)
        if self.agrees(value, right):
            return
        found = place or short(value)
        for misconception, results in self.slips(*arguments).items():
            for result in results.results if isinstance(results, OneOf) else [results]:
                some = isinstance(result, tuple) and any(part is ... for part in result)
                if self.agrees(value, result) and not (some and self.agrees(right, result)):
                    raise IncorrectAnswer(misconception, found)
        if isinstance(self.vague, str):
            raise IncorrectAnswer(self.vague, found)
        first, second = self.vague
        raise IncorrectAnswer(second if self.agrees(value, (right[0], ...)) else first, found)

    def agrees(self, value: Answer, result: object) -> bool:
        """Return whether a value is the one that is meant by a result."""
        if isinstance(result, OneOf):
            return any(self.agrees(value, one) for one in result.results)
        if callable(result):
            return bool(result(value))
        if isinstance(result, tuple):
            pair = isinstance(value, list | tuple) and len(value) == len(result)
            return pair and all(b is ... or self.same(a, b) for a, b in zip(value, result, strict=True))
        return bool(self.same(value, result))
