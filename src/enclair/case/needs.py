"""What a view or a lesson needs of a case: asked at one door, where it opens one."""

import re
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import pandas as pd

from enclair.case.model import FIRST, Case, OtherCaseError
from enclair.text.errors import ChoiceError
from enclair.text.locale import text

P = ParamSpec("P")
R = TypeVar("R")


def check_case(what: str, case: object, *, only: bool = False) -> None:
    """Refuse what is neither a case nor a table, or is of another case where ``only`` the first will do."""
    if not isinstance(case, Case | pd.DataFrame):
        message = text('{name}: found {value} instead of a case; write load_case("{first}") there.')
        raise ChoiceError(message.format(name=what, value=f"{case!r:.80}", first=FIRST))
    name = case.name if isinstance(case, Case) else case.attrs.get("case", FIRST)  # a learner's own has none
    if only and name != FIRST:
        message = text(
            '{name} speaks of the case {first}, not of the case {case}. It needs load_case("{first}").'
        )
        raise OtherCaseError(message.format(name=what, first=FIRST, case=repr(name)))


def absent(what: str, error: LookupError) -> OtherCaseError:
    """Return the error that ``what`` looks for a column or a row which is not there, as pandas tells."""
    # Of several rows or columns pandas says what kind of list they stand in, too.
    label = str(error.args[0]) if isinstance(error, KeyError) else text("a row")
    missing = ", ".join(re.findall(r"'([^']+)'", label.split("dtype=")[0]) or [label])
    message = text('{name} looks for {missing}, and there is none. It works with load_case("{first}").')
    return OtherCaseError(message.format(name=what, missing=missing, first=FIRST))


def requires(*, only: bool = False, **columns: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view or a figure refuse, in one sentence, a case or a table that lacks what it looks for.

    ``only`` says that it speaks of the case `FIRST` alone; ``columns``, by table, which ones its page needs,
    with blanks between them: what Python looks for need not be listed.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        what, _, method = function.__qualname__.partition(".")

        @wraps(function)
        def opened(*args: P.args, **kwargs: P.kwargs) -> R:
            given = [*args, *kwargs.values()][bool(method) :]
            case = [*(one for one in given if isinstance(one, Case | pd.DataFrame)), *given, None][0]
            check_case(what, case, only=only)
            try:
                for table, names in columns.items():
                    _ = getattr(case, table)[names.split()]
                return function(*args, **kwargs)
            except (KeyError, IndexError) as error:
                raise absent(what, error) from error

        return opened

    return decorate
