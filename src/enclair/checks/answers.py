"""Getting an answer out of a learner's code, and naming what went wrong on the way.

`ask` returns the feedback of a check. A check calls `expect` with the learner's function: it returns the
value, or raises `IncorrectAnswer` where there is none that can be judged. A `Task` tries the function on
several arguments and names the misconception behind a wrong result. A function that never ends is out of
scope: the learner interrupts the kernel, and tests and marking have a time limit per cell.
"""

import copy
import inspect
import io
import math
import numbers
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from operator import eq
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from enclair import unfinished
from enclair.checks import hints
from enclair.checks.feedback import (
    Answer,
    Feedback,
    FeedbackBuilder,
    IncorrectAnswer,
    Pure,
    shared,
    short,
)
from enclair.checks.hints import ARRAYS, kind, need

if TYPE_CHECKING:
    from enclair.case.model import Case

#: The arguments of one call, by the names of the stub, in order.
Arguments = Mapping[str, object]
Fits = Callable[[Any], bool]

# ---------------------------------------------------------------- What values are


def normalized(value: object) -> str:
    """Return a value as `short` does, in small letters and with single blanks.

    >>> normalized(" In  the text")
    'in the text'
    """
    return " ".join(short(value).lower().split())


def is_empty(value: object) -> bool:
    """Return whether ``value`` looks like an unwritten answer: None, ``...``, blank or of length 0."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list | tuple | set | dict | pd.Series | pd.DataFrame):
        return len(value) == 0
    return value is None or value is ...


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
    try:
        return is_real(value) and math.isfinite(float(value))  # type: ignore[arg-type]
    except OverflowError:
        return False


def is_number_or_pair(value: Answer) -> bool:
    """Return whether ``value`` is a pair of numbers, or one number alone."""
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value))
    return pair or is_number(value)


def retyped(value: Answer, fits: Fits) -> Answer:
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


# ---------------------------------------------------------------- One call


def ask(check: Pure, answer: Answer, case: "Case") -> Feedback:
    """Return the feedback of a check on an answer."""
    feedback = FeedbackBuilder(check)
    try:
        return check(answer, case, feedback) or feedback.passed()
    except IncorrectAnswer as error:
        fields = hints.behind(answer, error.note)
        wrong = IncorrectAnswer(**fields) if fields else error
        if wrong.note == "text-not-number":
            wrong.fields["written"] = hints.ways_to_write(str(wrong.fields["found"]))
        return feedback.not_yet(wrong.note, wrong.misconception, **wrong.fields)


def attempt(answer: object, feedback: FeedbackBuilder, arguments: Arguments, again: bool = False) -> Answer:
    """Call a learner's function and return its value; raise `IncorrectAnswer` if there is none.

    The learner's code gets copies of the arguments; that it changes them is remarked. ``again`` is for a call
    with other values than those of the exercise: another sentence then tells of an error.
    """
    if not callable(answer):
        if is_empty(answer):
            raise IncorrectAnswer("not-answered")
        raise IncorrectAnswer("not-a-function", kind(answer), "wrong-type")
    for late in unfinished.outdated.values():
        if late.function is answer:
            hint = hints.of_syntax(late.error)
            note = "cell-is-no-python" if hint else late.note
            raise IncorrectAnswer(note, misconception="cell-did-not-run", hint=hint)
    try:
        inspect.signature(answer).bind(*arguments)
    except TypeError:
        first_line = f"def {getattr(answer, '__name__', 'answer')}({', '.join(arguments)}):"
        raise IncorrectAnswer("wrong-parameters", misconception="wrong-type", first_line=first_line) from None
    except ValueError:  # a function written in C has no signature to look at: calling it will tell
        pass
    mine, screen = copy.deepcopy(dict(arguments)), _Screen()
    try:
        with redirect_stdout(screen):
            value = answer(*mine.values())
    except NotImplementedError:
        raise IncorrectAnswer("not-answered") from None
    except (Exception, SystemExit) as error:
        note = "raised-on-other-table" if again else "answer-raised"
        fields = hints.error_fields(answer, error)
        raise IncorrectAnswer(note, misconception="answer-raised", **fields) from None
    if not all(map(_is_unchanged, mine.values(), arguments.values())):
        feedback.remark = shared("answers.remarks.input-changed")
    if value is None and screen.getvalue().strip():
        raise IncorrectAnswer("print-is-not-return")
    if value is None:
        raise IncorrectAnswer("nothing-returned", misconception="not-answered")
    if value is ...:
        raise IncorrectAnswer("not-answered")
    value = feedback.in_english(value)
    feedback.given = short(value, limit=1000)
    return value


class _Screen(io.StringIO):
    """A standard output that keeps what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = sys.stdout

    def write(self, printed: str) -> int:
        self._shown.write(printed)
        return super().write(printed)


def _is_unchanged(mine: Answer, given: Answer) -> bool:
    """Return whether an argument is still what it was; what cannot be compared with it is not."""
    try:
        return bool(given.equals(mine) if isinstance(given, pd.DataFrame | pd.Series) else mine == given)
    except Exception:  # an array or an object of the learner's own in its place
        return False


# ---------------------------------------------------------------- A value of one type


def expect(
    answer: object,
    feedback: FeedbackBuilder,
    fits: Fits,
    arguments: Arguments | None = None,
    again: bool = False,
) -> Answer:
    """Return what a learner's function gives, if it is neither empty nor of another type: see `attempt`."""
    value = attempt(answer, feedback, arguments or {}, again)
    if is_empty(value):
        raise IncorrectAnswer("empty-answer", kind(value))
    value = retyped(value, fits)
    need(value, fits)
    return value


def expect_truth(
    answer: object, feedback: FeedbackBuilder, arguments: Arguments, again: bool = False
) -> bool:
    """Return the truth value that a learner's function gives for some arguments."""
    return bool(expect(answer, feedback, lambda value: isinstance(value, bool | np.bool_), arguments, again))


def expect_dictionary(answer: object, feedback: FeedbackBuilder) -> dict[Any, Any]:
    """Return the dictionary that a learner's function gives, unless nothing is filled in."""
    entries: dict[Any, Any] = expect(answer, feedback, lambda value: isinstance(value, dict))
    if all(map(is_empty, entries.values())):
        raise IncorrectAnswer("empty-answer", kind(entries))
    return entries


def expect_pairs(answer: object, feedback: FeedbackBuilder) -> Iterator[tuple[Any, Any, Any]]:
    """Yield each key of the dictionary that a learner's function gives, with its pair of values.

    A check judges one key before the pair of the next is looked at.
    """
    for key, pair in expect_dictionary(answer, feedback).items():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            raise IncorrectAnswer("not-a-pair", key)
        yield key, *pair


def expect_words(answer: object, feedback: FeedbackBuilder, blanks: bool = True) -> dict[str, str]:
    """Return the dictionary from letters to words, without capitals and, if not asked for, ``blanks``."""
    items = expect_dictionary(answer, feedback).items()
    return {short(key).upper(): normalized(word) for key, word in items if blanks or not is_empty(word)}


def expect_parts(
    answer: object,
    feedback: FeedbackBuilder,
    many: int,
    fits: Fits = lambda parts: True,
    blanks: bool = False,
) -> Answer:
    """Return the ``many`` values that a learner's function gives at once, none blank unless ``blanks``."""
    values = expect(answer, feedback, lambda parts: isinstance(parts, list | tuple) and len(parts) == many)
    if not blanks:
        need_filled(values)
    need(values, fits)
    return values


def need_filled(parts: Sequence[object]) -> None:
    """Raise `IncorrectAnswer` if one of several values is blank."""
    for place, part in enumerate(parts, 1):
        if is_empty(part):
            raise IncorrectAnswer("blank-part", place)


# ---------------------------------------------------------------- Several calls


class OneOf(tuple[Any, ...]):
    """Results of a misconception that may have several."""


@dataclass(frozen=True)
class Task:
    """A question to a learner's function, with what is right and the misconception behind a wrong result.

    A result is a value, a pair of values (where ``...`` stands for any), `OneOf` several, or a function that
    says of a value whether it is meant, or with which words of it, or itself raises `IncorrectAnswer`.
    """

    #: What holds, as a function of the arguments.
    right: Callable[..., Any]
    #: The misconception of any other result; of a pair, that of a wrong first value, then of the second. On a
    #: later try these names mean "hard-coded".
    other: Sequence[str]
    #: The arguments of each call. The first are those of the exercise.
    tries: Sequence[Arguments] = ({},)
    #: Whether a value is of the expected type.
    fits: Fits = is_number
    #: Whether a value agrees with a result, or a part of a pair with that of the other.
    same: Callable[[Any, Any], bool] = eq
    #: The results of misconceptions by their names, as a function of the arguments; the first that fits is
    #: named. A pair with ``...`` whose other value holds is none.
    slips: Callable[..., Mapping[str, object]] = lambda *_: {}
    #: Whether a misconception is named on a later try. False where other values meet one by accident.
    later: bool = True

    def feedback(self, answer: object, feedback: FeedbackBuilder, **fields: object) -> Feedback:
        """Return the feedback on a learner's function; raise `IncorrectAnswer` for one that does not hold.

        A function that gives the same value whatever it receives is called that, right or wrong: otherwise
        typing one number after the other would find the one that is right. ``fields`` are for `passed`.
        """
        for place, arguments in enumerate(self.tries):
            value = expect(answer, feedback, self.fits, arguments, again=place > 0)
            try:
                self.judge(value, *arguments.values(), named=self.later or not place)
            except IncorrectAnswer as wrong:
                unknown = wrong.note in self.other or (place > 0 and not self.later)
                if (unknown or place) and len(self.tries) > 1 and self._is_constant(answer):
                    tree = hints.tree_of(answer)
                    uses = tree is not None and hints.result_uses_arguments(tree)
                    note = "same-all-the-same" if uses else "same-for-all"
                    raise IncorrectAnswer(note, misconception="hard-coded") from None
                raise IncorrectAnswer("hard-coded") if unknown and place else wrong from None
        return feedback.passed(**fields)

    def judge(self, value: Answer, *arguments: Any, place: object = "", named: bool = True) -> None:
        """Raise `IncorrectAnswer` unless a value is the right one: for a misconception if it is ``named``."""
        right = self.right(*arguments)
        if self.agrees(value, right):
            return
        for misconception, result in self.slips(*arguments).items() if named else ():
            part = self.agrees(value, result)
            open_pair = isinstance(result, tuple) and ... in result
            if part and not (open_pair and self.agrees(right, result)):
                raise IncorrectAnswer(
                    misconception, place or (part if isinstance(part, str) else short(value))
                )
        second = len(self.other) > 1 and bool(self.agrees(value, (right[0], ...)))
        raise IncorrectAnswer(self.other[second], place or short(value))

    def agrees(self, value: Answer, result: object) -> bool | str:
        """Return whether a value is the one that is meant by a result."""
        if isinstance(result, OneOf):
            return any(self.agrees(value, one) for one in result)
        if callable(result):
            return result(value)  # type: ignore[no-any-return]
        if isinstance(result, tuple):
            pair = isinstance(value, list | tuple) and len(value) == len(result)
            return pair and all(b is ... or self.same(a, b) for a, b in zip(value, result, strict=True))
        return bool(self.same(value, result))

    def _is_constant(self, answer: Answer) -> bool:
        """Return whether a function gives the same whatever it receives."""
        values = set()
        with redirect_stdout(io.StringIO()):  # what it prints was shown already
            for arguments in self.tries:
                try:
                    values.add(repr(answer(*copy.deepcopy(dict(arguments)).values())))
                except (Exception, SystemExit):
                    return False
        return len(values) == 1


def judge(
    value: Answer,
    right: object,
    slips: Mapping[str, object],
    other: Sequence[str],
    same: Callable[[Any, Any], bool] = eq,
    place: object = "",
) -> None:
    """Raise `IncorrectAnswer` unless a value is the right one, as the `Task` of one question does."""
    Task(lambda: right, other, same=same, slips=lambda: slips).judge(value, place=place)
