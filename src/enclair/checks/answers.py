"""Getting an answer out of a learner's code (``expect…``), judging it (`Task`), showing feedback: `Check`."""

import copy
import io
import math
import numbers
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, replace
from functools import cache
from operator import eq
from typing import Any

import numpy as np
import pandas as pd

from enclair.case.model import Case, load_case
from enclair.checks import hints
from enclair.checks.feedback import (
    Answer,
    CheckFailed,
    Feedback,
    FeedbackBuilder,
    IncorrectAnswer,
    Pure,
    kind,
    short,
)
from enclair.checks.hints import Arguments, is_empty, need
from enclair.text.errors import UnknownNameError
from enclair.text.locale import current_locale, set_notebook_language, text

Fits = Callable[[Any], bool]


def are_texts(value: object) -> bool:
    """Return whether ``value`` is a list or tuple of texts."""
    return isinstance(value, list | tuple) and all(isinstance(element, str) for element in value)


def is_whole(value: Answer) -> bool:
    """Return whether ``value`` is a whole number; 5.0 is one, True is not."""
    return is_real(value) and value % 1 == 0


def are_whole(several: Answer) -> bool:
    """Return whether all values of a list or pair are whole numbers."""
    return all(map(is_whole, several))


def is_real(value: object) -> bool:
    """Return whether ``value`` is a number, however large; a truth value is none."""
    # NumPy counts lengths of time among the numbers.
    return isinstance(value, numbers.Real) and not isinstance(value, bool | np.timedelta64)


def is_number(value: object) -> bool:
    """Return whether ``value`` is a number to reckon with: no truth value, not beyond a float."""
    with suppress(OverflowError):
        return is_real(value) and math.isfinite(float(value))  # type: ignore[arg-type]
    return False


def is_number_or_pair(value: Answer) -> bool:
    """Return whether ``value`` is a pair of numbers, or one number alone."""
    pair = isinstance(value, list | tuple) and len(value) == 2 and all(map(is_number, value))
    return pair or is_number(value)


def retyped(value: Answer, fits: Fits) -> Answer:
    """Return ``value``, or the same as a list, a dictionary or a column if only that fits."""
    column = value.iloc[:, 0] if isinstance(value, pd.DataFrame) and value.shape[1] == 1 else value
    forms = [value, column]
    if hasattr(column, "tolist"):  # as what pandas and NumPy have in the place of a list
        forms.append(column.tolist())
    if isinstance(column, pd.Series):
        forms.append(column.to_dict())
    return next(filter(fits, forms), value)


# ---------------------------------------------------------------- A value of one type


def expect(
    answer: object, feedback: FeedbackBuilder, fits: Fits, arguments: Arguments | None = None
) -> Answer:
    """Return what a learner's function gives, if it is neither empty nor of another type: `attempt`."""
    value = hints.attempt(answer, feedback, arguments or {})
    if all(map(is_empty, value.values() if isinstance(value, dict) else [value])):
        raise IncorrectAnswer("empty-answer", kind(value))
    return need(retyped(value, fits), fits)


def expect_truth(answer: object, feedback: FeedbackBuilder, arguments: Arguments) -> bool:
    """Return the truth value that a learner's function gives for some arguments."""
    return bool(expect(answer, feedback, lambda value: isinstance(value, bool | np.bool_), arguments))


def expect_parts(
    answer: object, feedback: FeedbackBuilder, many: int, fits: Fits = lambda parts: True
) -> Answer:
    """Return the ``many`` values that a learner's function gives at once, of which none is blank."""
    values = expect(answer, feedback, lambda parts: isinstance(parts, list | tuple) and len(parts) == many)
    for place, part in enumerate(values, 1):
        if is_empty(part):
            raise IncorrectAnswer("blank-part", place)
    return need(values, fits)


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

    def feedback(self, answer: object, feedback: FeedbackBuilder, **fields: object) -> Feedback:
        """Return the feedback on a learner's function; raise `IncorrectAnswer` for one that does not hold.

        A function that gives the same value whatever it receives is called that, right or wrong: otherwise
        typing one number after the other would find the one that is right. ``fields`` are for `passed`.
        """
        for place, arguments in enumerate(self.tries):
            value = expect(answer, feedback, self.fits, arguments)
            given = arguments.values()
            try:
                judge(value, self.right(*given), self.slips(*given), self.other, self.same)
            except IncorrectAnswer as wrong:
                unknown = wrong.note in self.other
                if (unknown or place) and len(self.tries) > 1 and self._is_constant(answer):
                    raise IncorrectAnswer("same-for-all", misconception="hard-coded") from None
                raise IncorrectAnswer("hard-coded") if unknown and place else wrong from None
        return feedback.passed(**fields)

    def _is_constant(self, answer: Answer) -> bool:
        """Return whether a function gives the same whatever it receives."""
        # What it prints was shown already.
        with redirect_stdout(io.StringIO()), suppress(Exception, SystemExit):
            given = (copy.deepcopy([*arguments.values()]) for arguments in self.tries)
            return len({repr(answer(*values)) for values in given}) == 1
        return False


def judge(
    value: Answer,
    right: Answer,
    slips: Mapping[str, object],
    other: Sequence[str],
    same: Callable[[Any, Any], bool] = eq,
    place: object = "",
) -> None:
    """Raise `IncorrectAnswer` unless a value is the right one: see `Task` for results and misconceptions."""
    if agrees(value, right, same):
        return
    for misconception, result in slips.items():
        part = agrees(value, result, same)
        is_open = isinstance(result, tuple) and ... in result
        if part and not (is_open and agrees(right, result, same)):
            raise IncorrectAnswer(misconception, place or (part if isinstance(part, str) else short(value)))
    second = len(other) > 1 and agrees(value, (right[0], ...), same)
    raise IncorrectAnswer(other[bool(second)], place or short(value))


def agrees(value: Answer, result: Answer, same: Callable[[Any, Any], bool]) -> bool | str:
    """Return whether a value is the one that is meant by a result of a `Task`."""
    if isinstance(result, OneOf):
        return any(agrees(value, one, same) for one in result)
    if callable(result):
        return result(value)  # type: ignore[no-any-return]
    if isinstance(result, tuple):
        pair = isinstance(value, list | tuple) and len(value) == len(result)
        return pair and all(b is ... or same(a, b) for a, b in zip(value, result, strict=True))
    return bool(same(value, result))


# ---------------------------------------------------------------- What an exercise calls

#: After so many answers to a closed list that are wrong at one place, the rule stands in place of where.
TRIES = 2


def ask(check: Pure, answer: Answer, case: Case) -> Feedback:
    """Return the feedback of a check on an answer."""
    feedback = FeedbackBuilder(check)
    try:
        return check(answer, case, feedback) or feedback.passed()
    except IncorrectAnswer as error:
        return feedback.not_yet(hints.behind(answer, error))


_case = cache(load_case)


class Check:
    """The object that exercises call: ``check.NAME(answer)``.

    An exercise sets its language in its first cell, ``check.lang = "fr"``. Answers are checked against the
    case Telegram, of which the questions speak.
    """

    def __init__(self, checks: Mapping[str, Pure]) -> None:
        self._checks = checks
        self._earlier: dict[str, dict[str, set[str]]] = {}

    @property
    def lang(self) -> str:
        """The language of the notebook, "en" or "fr"."""
        return current_locale()

    @lang.setter
    def lang(self, value: str) -> None:
        set_notebook_language(value)

    def __getattr__(self, name: str) -> Callable[[Any], None]:
        """Return the check ``name``, ready to be called with an answer."""
        if name.startswith("_") or name not in self._checks:
            message = text("There is no check {name}. The checks are: {known}.")
            raise UnknownNameError(message.format(name=repr(name), known=", ".join(sorted(self._checks))))
        pure = self._checks[name]

        def run(answer: Answer) -> None:
            from IPython.display import display

            feedback = self._or_rule(name, replace(ask(pure, answer, _case("telegram")), check=name))
            display(feedback)  # type: ignore[no-untyped-call]
            if not feedback.passed:
                raise CheckFailed(feedback)

        run.__name__, run.__doc__ = name, pure.__doc__
        return run

    def _or_rule(self, name: str, feedback: Feedback) -> Feedback:
        """Return the feedback, or its rule to whoever does not move on in a closed list.

        After `TRIES` answers that are wrong at one place the rule stands there, until another place is wrong;
        after as many at a second place until an answer passes. Running a cell twice is not a try.
        """
        earlier = self._earlier.setdefault(name, {})
        if feedback.passed:
            earlier.clear()
        if feedback.passed or not feedback.rule:
            return feedback
        earlier.setdefault(feedback.place, set()).add(feedback.given)
        stuck = [place for place, answers in earlier.items() if len(answers) > TRIES]
        if feedback.place not in stuck and len(stuck) < 2:
            return feedback
        step = text("Go through your whole answer again with this rule, one line after the other.")
        return replace(feedback, message=feedback.rule, next_step=step)

    def __dir__(self) -> list[str]:
        return sorted([*self._checks, "lang"])
