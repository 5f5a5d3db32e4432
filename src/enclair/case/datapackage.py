"""Reads a folder of CSV tables as its description, ``datapackage.json``, says.

The description is a Frictionless Data Package (https://specs.frictionlessdata.io). Read here is what nothing
works without: files that open, columns and rows that are whole, values of the type of their column. For all
else that a description promises (keys, patterns, codes), `enclair check-case` asks the library frictionless.
"""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pandas as pd

from enclair.text.errors import PlainError
from enclair.text.locale import N_, number, refusal_reason, text

DESCRIPTOR = "datapackage.json"
SHOWN = 20  #: problems that the message of a `CaseError` spells out
_TRUTH = ("false", "0", "true", "1")
#: By type of a column: what reads a cell, its dtype, what is expected.
_TYPES: dict[str, tuple[Callable[[str], Any], str, str]] = {
    "string": (str, "str", N_("a text")),
    "date": (date.fromisoformat, "datetime64[us]", N_("a date like 2024-08-24")),
    "integer": (int, "Int64", N_("a whole number like 673")),
    "number": (float, "float64", N_("a number like 0.5")),
    "boolean": (lambda cell: _TRUTH.index(cell.lower()) > 1, "boolean", N_("true or false")),
}

Reader = Callable[[], pd.DataFrame]  #: What reads a table when it is first used.


class CaseError(PlainError, ValueError):
    """A case that does not exist or cannot be read; ``problems`` has a sentence for each fault."""

    def __init__(self, heading: str, problems: tuple[str, ...] = ()) -> None:
        self.problems = problems
        lines = [heading, *(f"- {problem}" for problem in problems[:SHOWN])]
        if len(problems) > SHOWN:
            message = text("- and {count} more: they are all in .problems")
            lines.append(message.format(count=number(len(problems) - SHOWN)))
        super().__init__("\n".join(lines))


def read(folder: Path, at_once: bool) -> tuple[dict[str, Any], dict[str, Reader]]:
    """Return the description of a folder and what reads each of its tables; ``at_once`` reads all of them."""
    folder, problems = folder.resolve(), list[str]()
    package = _description(folder)
    tables: dict[str, Reader] = {
        resource["name"]: cache(partial(_table, folder, resource)) for resource in package["resources"]
    }
    for reader in tables.values() if at_once else ():
        try:
            reader()
        except CaseError as error:
            problems += error.problems
    if problems:
        raise _broken(folder, *problems)
    return package, tables


def _broken(folder: Path, *problems: str) -> CaseError:
    return CaseError(text("The case {name} was not loaded:").format(name=repr(folder.name)), problems)


def _problem(file: str, fault: str, expected: str, row: int = 0, column: str = "") -> str:
    """Return one sentence on one fault; rows count as in a spreadsheet, where the header is row 1."""
    place = text("{place}, row {row}").format(place=file, row=row) if row else file
    if column:
        place = text("{place}, column {column}").format(place=place, column=column)
    message = text("{place}: found {fault}, expected {expected}")
    return message.format(place=place, fault=fault, expected=expected)


def _open(folder: Path, file: str) -> str:
    """Return the text of a file of ``folder``; refuse what lies outside it, is no file, or does not open."""
    path, wanted = folder / file, text("a readable file")
    try:
        if not path.is_file():  # a folder, a pipe or a device
            fault = text("no such file")
            wanted = text("this file in the folder {name}").format(name=repr(folder.name))
        elif not path.resolve().is_relative_to(folder):
            fault = text("a path that leads out of the folder")
            wanted = text("a file in the folder of the case")
        else:
            return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        fault, wanted = text("bytes that are not UTF-8"), text("a file saved as UTF-8")
    except OSError as error:
        fault = text("a file that does not open ({reason})").format(reason=refusal_reason(error))
    raise _broken(folder, _problem(file, fault, wanted)) from None


def _description(folder: Path) -> dict[str, Any]:
    """Return ``datapackage.json``, with all that is read of it below; only its author meets its faults."""
    content = _open(folder, DESCRIPTOR)
    try:
        package: dict[str, Any] = json.loads(content)
        "".join(package[key] for key in ("name", "title", "as_of"))
        for resource in package["resources"]:
            fields = resource["schema"]["fields"]
            "".join((resource["name"], resource["path"], *(field["name"] for field in fields)))
            _ = [_TYPES[field["type"]] for field in fields]
        return package
    except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        expected = f"a Data Package whose columns have the types {', '.join(_TYPES)}"
        raise _broken(folder, f"{DESCRIPTOR}: found {error!r:.99}, expected {expected}") from None


def _table(folder: Path, resource: dict[str, Any]) -> pd.DataFrame:
    """Return a table in the types of its schema, with a missing value or "" for an empty cell."""
    file, fields = resource["path"], resource["schema"]["fields"]
    records = _records(folder, file, _open(folder, file), [field["name"] for field in fields])
    problems, whole = [], text("{count} cells, as in the header").format(count=len(records[0]))
    if len(records) == 1:
        problems.append(_problem(file, text("no row below the header"), text("at least one row")))
    for row, record in enumerate(records, 1):
        if not any(record) or len(record) != len(records[0]):
            fault = text("{count} cells").format(count=len(record)) if any(record) else text("an empty row")
            problems.append(_problem(file, fault, whole, row))
    cells: dict[str, list[Any]] = {name: column for name, *column in zip_longest(*records, fillvalue="")}
    dtypes = dict.fromkeys(cells, "str")
    for field in (field for field in fields if field["type"] != "string"):
        name, kind = field["name"], field["type"]
        parse, dtype, expected = _TYPES[kind]
        needed = kind == "date" and field.get("constraints", {}).get("required")  # no view has a place for it
        values: dict[str, Any] = {} if needed else {"": None}
        for row, cell in enumerate(cells[name], 2):
            try:
                values[cell] = values[cell] if cell in values else parse(cell)
            except ValueError:
                if any(records[row - 1]):  # else it was told
                    problems.append(_problem(file, f"{cell!r:.80}", text(expected), row, name))
        dtypes[name] = "bool" if kind == "boolean" and "" not in cells[name] else dtype
        cells[name] = [values.get(cell) for cell in cells[name]]
    if problems:
        raise _broken(folder, *problems)
    return pd.DataFrame({name: pd.Series(cells[name], dtype=dtypes[name]) for name in dtypes})


def _records(folder: Path, file: str, content: str, columns: list[str]) -> list[list[str]]:
    """Return the header of a table, which has all ``columns``, and its rows."""
    records: list[list[str]] = []
    try:
        records.extend(csv.reader(io.StringIO(content, newline=""), strict=True))  # up to where it breaks
    except csv.Error as error:
        fault = text("a row that cannot be read ({error})").format(error=error)
        problem = _problem(file, fault, text("cells with paired quotes"), len(records) + 1)
        raise _broken(folder, problem) from None
    header = records[0] if records else []
    if len(header) == 1 < len(columns) and ";" in header[0]:
        fault, wanted = text("semicolons between the columns"), text("commas between the columns")
        raise _broken(folder, _problem(file, fault, wanted, 1))
    if missing := ", ".join(column for column in columns if column not in header):
        fault, wanted = text("no such column"), text("this column in the header")
        raise _broken(folder, _problem(file, fault, wanted, 1, missing))
    return records
