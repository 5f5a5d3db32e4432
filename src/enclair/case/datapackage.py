"""Reads a folder of CSV tables as its description, ``datapackage.json``, says.

The description is a Frictionless Data Package (https://specs.frictionlessdata.io). Read here is what nothing
works without: files that open, columns and rows that are whole, values of the type of their column. For all
else that a description promises (keys, patterns, codes), `enclair check-case` asks the library frictionless.
"""

import csv
import io
import json
import stat
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from enclair.text.errors import PlainError
from enclair.text.locale import N_, number, plural, refusal_reason, text

DESCRIPTOR = "datapackage.json"
#: The rows of a table and the megabytes of a file that are read at most, unless somebody asks.
MOST_ROWS, MOST_MB = 20_000, 50
#: How many problems the message of a `CaseError` spells out.
SHOWN = 20

_LONGEST = 80  # a longer cell is cut in a message
_TRUTH = {"true": True, "1": True, "false": False, "0": False}

#: By type of a column: what reads a cell, its dtype, what is expected of a cell.
_TYPES: dict[str, tuple[Callable[[str], Any], str, str]] = {
    "string": (str, "str", N_("a text")),
    "date": (date.fromisoformat, "datetime64[us]", N_("a date like 2024-08-24")),
    "integer": (int, "Int64", N_("a whole number like 673")),
    "number": (float, "float64", N_("a number like 0.5")),
    "boolean": (lambda cell: _TRUTH[cell.lower()], "boolean", N_("true or false")),
}

#: What gives a table when it is first used.
Reader = Callable[[], pd.DataFrame]


class CaseError(PlainError, ValueError):
    """A case that does not exist or cannot be read; ``problems`` has a sentence for each fault."""

    def __init__(self, heading: str, problems: tuple[str, ...] = ()) -> None:
        self.problems = problems
        lines = [heading, *(f"- {problem}" for problem in problems[:SHOWN])]
        if len(problems) > SHOWN:
            message = text("- and {count} more: they are all in .problems")
            lines.append(message.format(count=number(len(problems) - SHOWN)))
        super().__init__("\n".join(lines))


class _BrokenFileError(Exception):
    """A file that cannot be read; ``args`` has a sentence for each fault."""


def read(folder: Path, most_rows: float, most_mb: float) -> tuple[dict[str, Any], dict[str, Reader]]:
    """Return the description of a folder and what gives each of its tables, or raise a `CaseError`."""
    folder, tables, problems = folder.resolve(), dict[str, Reader](), list[str]()
    try:
        package = _description(folder, most_mb)
    except _BrokenFileError as error:
        package, problems = {"resources": []}, [*error.args]
    for resource in package["resources"]:
        try:
            tables[resource["name"]] = _table(folder, resource, most_rows, most_mb)
        except _BrokenFileError as error:
            problems += error.args
    if problems:
        message = plural(
            "The case {name} was not loaded: {count} problem.",
            "The case {name} was not loaded: {count} problems.",
            len(problems),
        )
        heading = message.format(name=repr(folder.name), count=number(len(problems)))
        raise CaseError(heading, tuple(problems))
    return package, tables


def _broken(*fault: Any) -> _BrokenFileError:
    return _BrokenFileError(_problem(*fault))


def _problem(file: str, found: str, expected: str, row: int = 0, column: str = "") -> str:
    """Return one sentence on one fault; rows count as in a spreadsheet, where the header is row 1."""
    place = text("{place}, row {row}").format(place=file, row=row) if row else file
    if column:
        place = text("{place}, column {column}").format(place=place, column=column)
    message = text("{place}: found {found}, expected {expected}")
    return message.format(place=place, found=found, expected=expected)


def _open(folder: Path, file: str, most_mb: float) -> str:
    """Return the text of a file of ``folder``; refuse what lies outside it, is no file, or is too large."""
    path, wanted, row = folder / file, text("a readable file"), 0
    try:
        status = path.stat()
        if not path.resolve().is_relative_to(folder):
            found = text("a path that leads out of the folder")
            wanted = text("a file in the folder of the case")
        elif not stat.S_ISREG(status.st_mode):
            found = text("a folder, a pipe or a device in place of a file")
        elif status.st_size > most_mb * 1_000_000:
            found = text("a file of {count} MB").format(count=number(status.st_size / 1_000_000, digits=1))
            wanted = text("at most {count} MB; load_case(…, most_mb=…) reads more").format(
                count=f"{most_mb:g}"
            )
        else:
            data = path.read_bytes()
            return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found, wanted = text("a byte that is not UTF-8 (0x{byte})"), text("a file saved as UTF-8")
        found, row = found.format(byte=f"{data[error.start]:02x}"), data[: error.start].count(b"\n") + 1
    except FileNotFoundError:
        found = text("no such file")
        wanted = text("this file in the folder {name}").format(name=repr(folder.name))
    except (OSError, RuntimeError, ValueError) as error:  # a circle of links, a sign that no path can have
        why = refusal_reason(error) if isinstance(error, OSError) else error
        found = text("a file that does not open ({reason})").format(reason=why)
    raise _broken(file, found, wanted, row) from None


def _description(folder: Path, most_mb: float) -> dict[str, Any]:
    """Return ``datapackage.json``, with all that is read of it below."""
    try:
        package: dict[str, Any] = json.loads(_open(folder, DESCRIPTOR, most_mb))
        for key in ("name", "title", "as_of"):
            if not isinstance(package.get(key), str):
                raise _broken(DESCRIPTOR, f"{key} = {_short(package.get(key))}", text("a text"))
        for resource in package["resources"]:
            "".join((resource["name"], resource["path"]))  # both are texts
            for field in resource["schema"]["fields"]:
                if field["type"] not in _TYPES:
                    found = text("type {kind} of the column {name}")
                    found = found.format(name=field["name"], kind=_short(field["type"]))
                    raise _broken(DESCRIPTOR, found, text("one of {known}").format(known=", ".join(_TYPES)))
        return package
    except json.JSONDecodeError as error:
        found = text("broken JSON ({msg})").format(msg=error.msg)
        raise _broken(DESCRIPTOR, found, text("valid JSON"), error.lineno) from None
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        found = text("a value of the wrong kind ({error})").format(error=_short(error))
        raise _broken(DESCRIPTOR, found, text("a Data Package: `frictionless validate` tells more")) from None


def _table(folder: Path, resource: dict[str, Any], most_rows: float, most_mb: float) -> Reader:
    """Return what gives a table in the types of its schema, with a missing value or "" for an empty cell."""
    file, types = resource["path"], {each["name"]: each["type"] for each in resource["schema"]["fields"]}
    header, *rows = _records(file, _open(folder, file, most_mb), [*types])
    problems, whole = [], text("{count} cells, as in the header").format(count=len(header))
    if not rows:
        problems.append(_problem(file, text("no row below the header"), text("at least one row")))
    if len(rows) > most_rows:
        found = text("more than {count} rows").format(count=number(most_rows))
        problems.append(_problem(file, found, text("no more; load_case(…, most_rows=…) reads more")))
    for row, cells in enumerate(rows, 2):
        if not any(cells) or len(cells) != len(header):
            found = text("{count} cells").format(count=len(cells)) if any(cells) else text("an empty row")
            problems.append(_problem(file, found, whole, row))
    if problems:
        raise _BrokenFileError(*problems)
    columns: dict[str, Sequence[Any]] = dict(zip(header, zip(*rows, strict=True), strict=True))
    dtypes = dict.fromkeys(columns, "str")
    for column, kind in ((column, kind) for column, kind in types.items() if kind != "string"):
        parse, dtypes[column], expected = _TYPES[kind]
        values: dict[str, Any] = {}
        for row, cell in enumerate(columns[column], 2):
            try:
                values[cell] = values[cell] if cell in values else parse(cell) if cell else None
            except (KeyError, ValueError):
                problems.append(_problem(file, _short(cell), text(expected), row, column))
        if kind == "boolean" and "" not in values:
            dtypes[column] = "bool"
        columns[column] = [values.get(cell) for cell in columns[column]]
    if problems:
        raise _BrokenFileError(*problems)
    return cache(
        lambda: pd.DataFrame({name: pd.Series(columns[name], dtype=dtypes[name]) for name in dtypes})
    )


def _records(file: str, content: str, columns: list[str]) -> list[list[str]]:
    """Return the header of a table, which has all ``columns``, and its rows."""
    records: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(content, newline=""), strict=True):
            records.append(record)  # one by one: their number tells where the text breaks
    except csv.Error as error:
        found = text("a row that cannot be read ({error})").format(error=error)
        raise _broken(file, found, text("cells with paired quotes"), len(records) + 1) from None
    header = records[0] if records else []
    if len(header) == 1 < len(columns) and ";" in header[0]:
        found = text("semicolons between the columns")
        raise _broken(file, found, text("commas between the columns"), 1)
    if missing := ", ".join(column for column in columns if column not in header):
        raise _broken(file, text("no such column"), text("this column in the header"), 1, missing)
    return records


def _short(value: object) -> str:
    """Return the ``repr`` of a value, cut where it is long."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
