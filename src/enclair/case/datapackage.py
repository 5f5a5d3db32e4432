"""Reads a folder of CSV tables as its description, ``datapackage.json``, says.

The description is a Frictionless Data Package (https://specs.frictionlessdata.io). Read here is what nothing
works without: files that open, columns and rows that are whole, values of the type of their column. For all
else that a description promises (keys, patterns, codes), `enclair check-case` asks the library frictionless.
"""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from enclair.text.errors import PlainError
from enclair.text.locale import N_, refusal_reason, text

DESCRIPTOR = "datapackage.json"
SHOWN = 20  #: faults of a table that a `CaseError` names
_TRUTH = ("false", "0", "true", "1")
#: By type of a column: how a cell looks (Python reads 1_0, nan and 20240824, too), what reads it, its dtype,
#: what is expected.
_TYPES: dict[str, tuple[str, Callable[[str], Any], str, str]] = {
    "string": ("", str, "str", N_("a text")),
    "date": (r"\d{4}-\d\d-\d\d", date.fromisoformat, "datetime64[us]", N_("a date like 2024-08-24")),
    "integer": (r"[-+]?\d+", np.int64, "Int64", N_("a whole number like 673")),
    "number": (r"[-+.\deE]+", float, "float64", N_("a number like 0.5")),
    "boolean": (r"\w+", lambda cell: _TRUTH.index(cell.lower()) > 1, "boolean", N_("true or false")),
}

Reader = Callable[[], pd.DataFrame]  #: What reads a table when it is first used.


class CaseError(PlainError, ValueError):
    """A case that does not exist or cannot be read."""


def read(folder: Path, at_once: bool) -> tuple[dict[str, Any], dict[str, Reader]]:
    """Return the description of a folder and what reads each of its tables; ``at_once`` reads all of them."""
    folder = folder.resolve()
    package = _description(folder)
    tables: dict[str, Reader] = {
        resource["name"]: cache(partial(_table, folder, resource)) for resource in package["resources"]
    }
    for reader in tables.values() if at_once else ():
        reader()
    return package, tables


def _broken(folder: Path, *problems: str) -> CaseError:
    """Return the error that tells of a file's problems, on a line each."""
    heading = text("The case {name} was not loaded:").format(name=repr(folder.name))
    more = ["…"] if len(problems) > SHOWN else []
    return CaseError("\n- ".join([heading, *problems[:SHOWN], *more]))


def _problem(file: str, fault: str, expected: str, row: int = 0, column: str = "") -> str:
    """Return one sentence on one fault; rows count as in a spreadsheet, where the header is row 1."""
    place = text("{place}, row {row}").format(place=file, row=row) if row else file
    if column:
        place = text("{place}, column {column}").format(place=place, column=column)
    message = text("{place}: found {fault}, expected {expected}")
    return message.format(place=place, fault=fault, expected=expected)


def _open(folder: Path, file: str) -> str:
    """Return the text of a file of ``folder``; refuse one that is outside it, too large, or does not open."""
    path, wanted = folder / file, text("a readable file")
    try:
        # No folder, pipe or device, and nothing to which a link leads out of the folder.
        if path.is_file() and path.resolve().is_relative_to(folder):
            if path.stat().st_size <= 50_000_000:
                return path.read_text(encoding="utf-8-sig")
            fault = text("more than 50 MB")
        else:
            fault = text("no such file")
            wanted = text("this file in the folder {name}").format(name=repr(folder.name))
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
    cells, problems = _records(folder, file, [field["name"] for field in fields]), []
    table = cells.reset_index(drop=True)
    for field in (field for field in fields if field["type"] != "string"):
        name, kind = field["name"], field["type"]
        pattern, parse, dtype, expected = _TYPES[kind]
        needed = kind == "date" and field.get("constraints", {}).get("required")  # no view has a place for it
        values: list[Any] = []
        for row, cell in cells[name].items():
            value = None
            try:
                if cell or needed:
                    value = parse(cell if re.fullmatch(pattern, cell.strip(), re.ASCII) else "")
            except (OverflowError, ValueError):
                problems.append(_problem(file, f"{cell!r:.80}", text(expected), row, name))
            values.append(value)
        whole = kind == "boolean" and None not in values
        table[name] = pd.Series(values, dtype="bool" if whole else dtype)
    if problems:
        raise _broken(folder, *problems)
    return table


def _records(folder: Path, file: str, columns: list[str]) -> pd.DataFrame:
    """Return the cells of a table that has all ``columns``, as texts; its index is the number of each row."""
    content = _open(folder, file)
    width = 1 + max((line.count(",") for line in content.splitlines()), default=0)  # of no row more
    # The engine in C fills a cut row with empty cells, without a word; this one leaves them missing.
    options: dict[str, Any] = {"engine": "python", "dtype": "object", "names": range(width)}
    options |= {"keep_default_na": False, "skip_blank_lines": False}
    try:
        cells: pd.DataFrame = pd.read_csv(io.StringIO(content or "\n"), **options)
    except pd.errors.ParserError as error:
        row = 1
        with suppress(csv.Error, pd.errors.ParserError):  # it raises either when asked row by row
            for _ in pd.read_csv(io.StringIO(content), chunksize=1, **options):
                row += 1
        fault = text("a row that cannot be read ({error})").format(error=error)
        raise _broken(folder, _problem(file, fault, text("cells with paired quotes"), row)) from None
    header = list(cells.iloc[0].dropna())
    if len(header) == 1 < len(columns) and {";", "\t"} & {*header[0]}:
        fault, wanted = text("semicolons or tabs between the columns"), text("commas between the columns")
        raise _broken(folder, _problem(file, fault, wanted, 1))
    if missing := ", ".join(column for column in columns if column not in header):
        fault, wanted = text("no such column"), text("this column in the header")
        raise _broken(folder, _problem(file, fault, wanted, 1, missing))
    if twice := ", ".join(column for column in columns if header.count(column) > 1):
        fault, wanted = text("several columns of this name"), text("only one")
        raise _broken(folder, _problem(file, fault, wanted, 1, twice))
    cells.index += 1
    filled = cells.notna() & (cells != "")
    rows = cells[1:][filled[1:].any(axis=1)]  # spreadsheets add empty ones
    if rows.empty:
        raise _broken(folder, _problem(file, text("no row below the header"), text("at least one row")))
    whole = text("{count} cells").format(count=len(header))
    if problems := [
        _problem(file, text("{count} cells").format(count=count), whole, row)
        for row, count in zip(rows.index, rows.count(axis=1), strict=True)
        if count != len(header)
    ]:
        raise _broken(folder, *problems)
    return rows.iloc[:, : len(header)].set_axis(header, axis=1).astype("str")
