"""What the kit asks of a case, and the sentence where a case does not have it.

A case is served or refused. It is never judged, nor described, by the rows of another one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, NoReturn, ParamSpec, TypeVar

from enclair.text.errors import ChoiceError
from enclair.text.locale import text

if TYPE_CHECKING:
    from enclair.case.model import Case

P = ParamSpec("P")
R = TypeVar("R")

#: The case that the lessons speak of.
FIRST = "telegram"


class OtherCaseError(ChoiceError):
    """A case, or a table of one, does not have what was asked for, or is not the one that is spoken of."""


def require(case: "Case", what: str, rows: Sequence[str] = (), *, only: bool = False, **columns: str) -> None:
    """Raise an `OtherCaseError` if a case lacks something, or is another one.

    Parameters
    ----------
    case
        The case.
    what
        What asks for it, as somebody writes it: the name of a view or a check.
    rows
        Rows that it asks for, each as ``table.key``.
    only
        Whether it speaks of the case `FIRST` alone.
    **columns
        For a table, the names of the columns that it asks for, with blanks or commas between them.
    """
    if missing := _lacking(case, rows, columns):
        refuse(what, case.name, missing)
    if only:
        _same(what, case.name)


def refuse(what: str, name: str, missing: Sequence[str]) -> NoReturn:
    """Raise an `OtherCaseError`: the case ``name`` lacks what ``what`` asks for."""
    message = text(
        '{name} asks for what the case {case} does not have: {missing}. It works with load_case("{first}").'
    )
    raise OtherCaseError(message.format(name=what, case=repr(name), missing=", ".join(missing), first=FIRST))


def _lacking(case: "Case", rows: Sequence[str], columns: dict[str, str]) -> list[str]:
    wanted = {*columns, *(row.partition(".")[0] for row in rows)}
    tables = {name: getattr(case, name) for name in case.tables if name in wanted}
    missing = [text("the table {name}").format(name=name) for name in columns if name not in tables]
    for name in columns.keys() & tables.keys():
        absent = [column for column in columns[name].replace(",", " ").split() if column not in tables[name]]
        missing += [text("the column {name}").format(name=f"{name}.{column}") for column in absent]
    for row in rows:
        name, _, key = row.partition(".")
        column = case.keys.get(name)
        if column not in tables.get(name, ()) or key not in set(tables[name][column].astype(str)):
            missing.append(text("the row {name}").format(name=row))
    return missing


def _same(what: str, name: str) -> None:
    if name != FIRST:
        message = text(
            '{name} speaks of the case {first}, not of the case {case}. It needs load_case("{first}").'
        )
        raise OtherCaseError(message.format(name=what, first=FIRST, case=repr(name)))


@contextmanager
def looking(what: str, *places: Any, only: bool = False) -> Iterator[None]:
    """Name what is looked for in a table and is not there, or refuse a table of another case.

    Parameters
    ----------
    what
        The name of the figure or view.
    *places
        Cases and tables, among anything else. A table that a learner made is of no case.
    only
        Whether it speaks of the case `FIRST` alone.
    """
    if only:
        for place in places:
            attributes = getattr(place, "attrs", {})
            _same(what, place.name if hasattr(place, "tables") else attributes.get("case", FIRST))
    try:
        yield
    except (KeyError, IndexError) as error:
        # Of several rows or columns pandas says what kind of list they stand in, too.
        missing = str(next(iter(error.args), ""))
        names = re.findall(r"'([^']+)'", re.split(r",\s*dtype=", missing)[0]) or [missing]
        message = text('{name} looks for {missing}, and there is none. It works with load_case("{first}").')
        raise OtherCaseError(message.format(name=what, missing=", ".join(names), first=FIRST)) from error


def looks_in(*, only: bool = False) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a function of a case or a table do as `looking` says."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        what = function.__qualname__.partition(".")[0]

        @wraps(function)
        def looked(*arguments: P.args, **named: P.kwargs) -> R:
            with looking(what, *arguments, *named.values(), only=only):
                return function(*arguments, **named)

        return looked

    return decorate
