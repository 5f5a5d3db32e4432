"""Reads a folder of CSV tables and checks it against its description, ``datapackage.json``.

The description is a Frictionless Data Package (https://specs.frictionlessdata.io). This is the part of that
standard which a case needs, small enough to run in a browser. The tests run the ``frictionless`` library on
the same folders, and both must refuse the same. Nothing is repaired in silence.
"""

import csv
import io
import json
import keyword
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

import pandas as pd

from enclair.locale import reason, text

DESCRIPTOR = "datapackage.json"
#: Names that a `Case` has already, and that no table can take.
RESERVED = frozenset(
    {"as_of", "cite", "keys", "name", "package", "proceedings", "tables", "title", "verified"}
)

#: What ``verified`` says of each topic: what was found last and on which day that was, the days on which
#: somebody looked and on which the last change entered the tables, and what was looked for in vain.
VERIFIED = (
    *("topic", "title_en", "title_fr", "looked_on", "entered_on", "found_on", "found_en", "found_fr"),
    *("not_found_en", "not_found_fr"),
)

_LONGEST = 80  # a longer cell is cut in a message
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum"}
_TRUTH = {"true": True, "True": True, "TRUE": True, "1": True}
_TRUTH |= {"false": False, "False": False, "FALSE": False, "0": False}


class Problem(NamedTuple):
    """One thing that is wrong in the folder of a case.

    ``row`` counts as a spreadsheet does (the header is row 1); it is 0, and ``column`` is empty, where the
    problem is not about one row or one column.
    """

    file: str
    row: int
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        place = self.file
        if self.row:
            place = text("{place}, row {row}").format(place=place, row=self.row)
        if self.column:
            place = text("{place}, column {column}").format(place=place, column=self.column)
        said = text("{place}: found {found}, expected {expected}")
        return said.format(place=place, found=self.found, expected=self.expected)


def read(folder: Path) -> tuple[dict[str, Any], dict[str, pd.DataFrame], list[Problem]]:
    """Return the description of ``folder``, its tables by name, and all that is wrong.

    If anything is wrong there are no tables. Texts keep "" for an empty cell; dates are ``datetime64``,
    integers ``Int64``, numbers ``float64``, with a missing value for an empty cell.
    """
    package, problems = _describe(folder)
    if problems:
        return package, {}, problems
    tables = {resource["name"]: _Table(folder, resource) for resource in package["resources"]}
    for table in tables.values():
        table.check_keys(tables)
        problems += sorted(table.problems, key=lambda problem: problem.row)
    return package, {} if problems else {name: table.frame() for name, table in tables.items()}, problems


def _read_text(folder: Path, file: str) -> tuple[str, list[Problem]]:
    """Return the text of a file, or why it cannot be read."""
    try:
        data = (folder / file).read_bytes()
    except FileNotFoundError:
        return "", [
            Problem(
                file,
                0,
                "",
                text("no such file"),
                text("this file in the folder {name}").format(name=repr(folder.name)),
            )
        ]
    except OSError as error:
        return "", [
            Problem(
                file,
                0,
                "",
                text("a file that does not open ({reason})").format(reason=reason(error)),
                text("a readable file"),
            )
        ]
    if data.startswith(b"\xef\xbb\xbf"):
        return "", [
            Problem(
                file, 1, "", text("a byte-order mark (some spreadsheets add one)"), text("UTF-8 without it")
            )
        ]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        row, byte = data[: error.start].count(b"\n") + 1, data[error.start]
        return "", [
            Problem(
                file,
                row,
                "",
                text("a byte that is not UTF-8 (0x{byte})").format(byte=f"{byte:02x}"),
                text("a file saved as UTF-8"),
            )
        ]


def _describe(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return ``datapackage.json`` and what is wrong with it."""
    content, problems = _read_text(folder, DESCRIPTOR)
    if problems:
        return {}, problems
    try:
        package = json.loads(content)
    except json.JSONDecodeError as error:
        return {}, [
            Problem(
                DESCRIPTOR,
                error.lineno,
                "",
                text("broken JSON ({msg})").format(msg=error.msg),
                text("valid JSON"),
            )
        ]
    except RecursionError:
        return {}, [Problem(DESCRIPTOR, 0, "", text("lists within lists without end"), text("valid JSON"))]
    if not isinstance(package, dict):
        return {}, [Problem(DESCRIPTOR, 0, "", _show(package), text("a description between { and }"))]
    try:
        faults = list(_faults(package))
    except TypeError as error:  # a list or an object where the standard wants a word
        faults = [
            (
                text("a value of the wrong kind ({error})").format(error=error),
                text("a Data Package: `frictionless validate` tells more"),
            )
        ]
    return package, [Problem(DESCRIPTOR, 0, "", found, expected) for found, expected in faults]


def _faults(package: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the kit needs and the description does not say (found, expected)."""
    status = package.get("proceedings")
    needed = {key: package.get(key) for key in ("name", "title", "as_of")}
    needed |= {f"proceedings.{key}": _get(status, key) for key in ("status_en", "status_fr", "as_of")}
    for key, value in needed.items():
        if not isinstance(value, str) or not value:
            yield f"{key} = {_show(value)}", text("a text")
        elif key.endswith("as_of") and not _exists(value):
            yield f"{key} = {_show(value)}", text("a date like 2024-08-24 or 2024-08")
    yield from _verified_faults(package.get("verified", []))
    focus = package.get("focus", {"start": "2024-08-24", "end": "2024-09-23"})
    days = [_get(focus, end) for end in ("start", "end")]
    if not all(isinstance(day, str) and _DAY.fullmatch(day) and _exists(day) for day in days):
        yield (
            f"focus = {_show(focus)}",
            text("a start and an end, each a date like 2024-08-24"),
        )
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        yield (
            f"resources = {_show(resources)}",
            text("a list of at least one table"),
        )
        return
    columns: dict[str, set[str]] = {}
    for resource in resources:
        name, path, fields = (_get(resource, key) for key in ("name", "path", "schema"))
        fields = _get(fields, "fields")
        if (
            not isinstance(name, str)
            or not name.isidentifier()
            or keyword.iskeyword(name)
            or name in RESERVED
        ):
            yield (
                text("a table called {name}").format(name=_show(name)),
                text("a name of letters, digits and _ that the kit does not use"),
            )
        elif name in columns:
            yield text("two tables called {name}").format(name=name), text("one name for each table")
        elif not isinstance(fields, list) or not fields:
            yield (
                text("the table {name} without schema.fields").format(name=name),
                text("a description of each column"),
            )
        elif not _stays_inside(path):
            yield (
                text("the path {path} of the table {name}").format(path=_show(path), name=name),
                text("the name of a file in the folder of the case"),
            )
        else:
            columns[name] = {str(_get(field, "name")) for field in fields}
            if len(columns[name]) < len(fields):
                yield (
                    text("the table {name} with a column described twice").format(name=name),
                    text("one description for each column"),
                )
            if (_get(_get(resource, "dialect"), "delimiter") or ",") != ",":
                yield (
                    text("the table {name} with another delimiter").format(name=name),
                    text("commas between the columns"),
                )
            for field in fields:
                yield from (
                    (text("in the table {name}, {found}").format(name=name, found=found), wanted)
                    for found, wanted in _field_faults(field)
                )
    for resource in resources:
        if _get(resource, "name") in columns:
            yield from _key_faults(resource, columns)


def _verified_faults(topics: Any) -> Iterator[tuple[str, str]]:
    """Yield what is missing in the list that says what was looked for, and when."""
    if not isinstance(topics, list):
        yield f"verified = {_show(topics)}", text("a list of topics")
        return
    names = [_get(topic, "topic") for topic in topics]
    for number, topic in enumerate(topics):
        place = f"verified, {number + 1}: {_show(names[number])}"
        for key in VERIFIED:
            value, day = _get(topic, key), key.endswith("_on")
            if not isinstance(value, str) or not value.strip() or (day and not _exists(value)):
                expected = text("a date like 2024-08-24 or 2024-08") if day else text("a text")
                yield f"{place}, {key} = {_show(value)}", expected
        days = [str(_get(topic, key)) for key in ("found_on", "entered_on", "looked_on")]
        if days != sorted(days):
            yield (
                f"{place}, {' / '.join(days)}",
                text("found_on, entered_on and looked_on, each not before the last"),
            )
        if names[number] in names[:number]:
            yield place, text("one entry for each topic")


def _exists(value: str) -> bool:
    """Whether ``value`` is a year, a month or a day that the calendar has."""
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return bool(_PARTIAL_DATE.fullmatch(value))


def _stays_inside(path: Any) -> bool:
    """Return whether a path names a file in the folder of the case: no way out, no address, no drive."""
    if not isinstance(path, str) or not path or "\\" in path or ":" in path:
        return False
    return not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts


def _field_faults(field: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in the description of one column."""
    name, kind, rules = _get(field, "name"), _get(field, "type"), _get(field, "constraints") or {}
    if not isinstance(name, str) or not name:
        yield text("a column called {name}").format(name=_show(name)), text("a text")
    elif kind not in KINDS:
        yield (
            text("type {kind} of the column {name}").format(kind=_show(kind), name=name),
            text("one of {known}").format(known=", ".join(KINDS)),
        )
    elif not isinstance(rules, dict) or not set(rules) <= _CONSTRAINTS:
        yield (
            text("constraints {rules} of the column {name}").format(rules=_show(rules), name=name),
            text("among {known}").format(known=", ".join(sorted(_CONSTRAINTS))),
        )
    else:
        try:
            re.compile(rules.get("pattern", ""))
            list(rules.get("enum", []))
            for bound in rules.keys() & {"minimum", "maximum"}:
                KINDS[kind].parse(str(rules[bound]))
        except (re.error, TypeError, ValueError):
            yield (
                text("constraints {rules} of the column {name}").format(rules=_show(rules), name=name),
                text("a valid pattern, list and bounds"),
            )


def _key_faults(resource: dict[str, Any], columns: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the keys of a table that speak of columns or tables that do not exist."""
    name, schema = resource["name"], resource["schema"]
    for column in set(_listed(schema.get("primaryKey"))) - columns[name]:
        yield (
            text("the key {column} of the table {name}").format(column=_show(column), name=name),
            text("one of its columns"),
        )
    for key in _listed(schema.get("foreignKeys")):
        here, there = _listed(_get(key, "fields")), _listed(_get(_get(key, "reference"), "fields"))
        target = columns.get(_get(_get(key, "reference"), "resource") or name, set())
        if not here or len(here) != len(there) or not set(here) <= columns[name] or not set(there) <= target:
            yield (
                text("the foreign key {key} of the table {name}").format(key=_show(key), name=name),
                text("columns that exist, in pairs"),
            )


class _Kind(NamedTuple):
    """A type of column: what a cell becomes, how a sentence calls it, its type in pandas."""

    parse: Callable[[str], Any]
    expected: str
    dtype: str


def _parser(pattern: str, convert: Callable[[str], Any]) -> Callable[[str], Any]:
    match = re.compile(pattern, re.ASCII).fullmatch

    def parse(cell: str) -> Any:
        if not match(cell):
            raise ValueError(cell)
        return convert(cell)

    return parse


KINDS = {
    "string": _Kind(str, "a text", "str"),
    "date": _Kind(
        _parser(r"\d{4}-\d\d-\d\d", date.fromisoformat), "a date like 2024-08-24", "datetime64[us]"
    ),
    # 18 digits fit into the 64 bits of pandas, whichever they are
    "integer": _Kind(_parser(r"[+-]?\d{1,18}", int), "a whole number like 673", "Int64"),
    "number": _Kind(_parser(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", float), "a number like 0.5", "float64"),
    "boolean": _Kind(_parser("|".join(_TRUTH), _TRUTH.__getitem__), "true or false", "bool"),
}


class _Table:
    """One CSV file: its cells by column, and all that is wrong with them."""

    def __init__(self, folder: Path, resource: Mapping[str, Any]) -> None:
        self.file: str = resource["path"]
        self.schema: Mapping[str, Any] = resource["schema"]
        self.fields: dict[str, Mapping[str, Any]] = {field["name"]: field for field in self.schema["fields"]}
        self.rows: list[int] = []  # as a spreadsheet numbers them
        self.cells: dict[str, Sequence[str]] = {}
        self.values: dict[str, list[Any]] = {}
        content, self.problems = _read_text(folder, self.file)
        if not self.problems:
            self._split(content)
        for column in self.cells:
            self._check(column)

    def _add(self, row: int, column: str, found: str, expected: str) -> None:
        self.problems.append(Problem(self.file, row, column, found, expected))

    def _split(self, content: str) -> None:
        """Cut the text into columns and note where it does not have the columns that it should have."""
        records: list[list[str]] = []
        try:
            for record in csv.reader(io.StringIO(content, newline=""), strict=True):
                records.append(record)  # one by one: their number tells where the text breaks
        except csv.Error as error:
            self._add(
                len(records) + 1,
                "",
                text("a row that cannot be read ({error})").format(error=error),
                text("cells with paired quotes"),
            )
            return
        header, names = (records[0] if records else []), list(self.fields)
        if not any(header):
            self._add(
                1,
                "",
                text("no header") if records else text("an empty file"),
                text("the columns {known}").format(known=", ".join(names)),
            )
            return
        if len(header) == 1 < len(names) and ";" in header[0]:
            self._add(1, "", text("semicolons between the columns"), text("commas between the columns"))
            return
        for column in (name for name in names if name not in header):
            self._add(1, column, text("no such column"), text("this column in the header"))
        for column in dict.fromkeys(header):
            if column not in self.fields:
                self._add(
                    1,
                    column,
                    text("a column that is not described"),
                    text("only what {descriptor} describes").format(descriptor=DESCRIPTOR),
                )
            elif header.count(column) > 1:
                self._add(1, column, text("this column more than once"), text("each column once"))
        if sorted(header) == sorted(names) and header != names:
            self._add(
                1,
                "",
                text("the order {known}").format(known=", ".join(header)),
                text("the order {known}").format(known=", ".join(names)),
            )
        if len(records) == 1:
            self._add(0, "", text("no row below the header"), text("at least one row"))
        good: list[list[str]] = []
        for row, cells in enumerate(records[1:], start=2):
            if len(cells) == len(header) and any(cells):
                self.rows.append(row)
                good.append(cells)
            else:
                found = text("{count} cells").format(count=len(cells)) if any(cells) else text("an empty row")
                self._add(row, "", found, text("{count} cells, as in the header").format(count=len(header)))
        columns = dict(zip(header, zip(*good, strict=True), strict=True)) if good else {}
        self.cells = {name: columns[name] for name in names if name in columns}

    def _check(self, column: str) -> None:
        """Check and convert the cells of one column."""
        field = self.fields[column]
        kind, rules = KINDS[field["type"]], field.get("constraints") or {}
        allowed, pattern = [str(value) for value in rules.get("enum", ())], rules.get("pattern", "")
        match = re.compile(pattern).fullmatch
        like = (
            text("a text like {found}").format(found=field["example"])
            if "example" in field
            else text("a text of the form {pattern}").format(pattern=pattern)
        )
        low, high = (kind.parse(str(rules[key])) if key in rules else None for key in ("minimum", "maximum"))
        needed = rules.get("required") or column in _listed(self.schema.get("primaryKey"))
        values = self.values[column] = []
        for row, cell in zip(self.rows, self.cells[column], strict=True):
            value, expected = None, ""
            try:
                value = kind.parse(cell) if cell.strip() else None
            except ValueError:
                expected = text(kind.expected)
            if value is None:
                if needed and not expected:
                    expected = text("{expected}: this column has no empty cell").format(
                        expected=text(kind.expected)
                    )
                elif cell and not expected:
                    expected = text("{expected}, or nothing at all").format(expected=text(kind.expected))
            elif allowed and cell not in allowed:
                expected = text("one of {known}").format(known=", ".join(allowed))
            elif pattern and not match(cell):
                expected = like
            elif low is not None and value < low:
                expected = text("at least {low}").format(low=low)
            elif high is not None and value > high:
                expected = text("at most {high}").format(high=high)
            if expected:
                self._add(row, column, _show(cell) if cell else text("an empty cell"), expected)
            values.append(value)

    def _keys(self, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        cells = zip(*(self.cells[column] for column in columns), strict=True)
        return ((row, key) for row, key in zip(self.rows, cells, strict=True) if any(key))

    def check_keys(self, tables: Mapping[str, "_Table"]) -> None:
        """Note the keys that repeat and those that lead nowhere."""
        alone = [
            [name] for name, field in self.fields.items() if (field.get("constraints") or {}).get("unique")
        ]
        primary = _listed(self.schema.get("primaryKey"))
        for columns in [*alone, *([primary] if primary and primary not in alone else [])]:
            first: dict[tuple[str, ...], int] = {}
            for row, key in self._keys(columns) if set(columns) <= set(self.cells) else ():
                if first.setdefault(key, row) != row:
                    expected = text("a value used once (row {found} has the same)").format(found=first[key])
                    self._add(row, " + ".join(columns), _show(" + ".join(key)), expected)
        for link in _listed(self.schema.get("foreignKeys")):
            here, there = _listed(link["fields"]), _listed(link["reference"]["fields"])
            target = tables[link["reference"]["resource"]] if link["reference"].get("resource") else self
            if set(here) <= set(self.cells) and set(there) <= set(target.cells):  # else it was noted already
                known = {key for _, key in target._keys(there)}
                for row, key in self._keys(here):
                    if key not in known:
                        expected = text("a value of {file}, column {known}").format(
                            file=target.file, known=" + ".join(there)
                        )
                        self._add(row, " + ".join(here), _show(" + ".join(key)), expected)

    def frame(self) -> pd.DataFrame:
        """Return the table in the types of pandas."""
        series = {}
        for column, values in self.values.items():
            kind = self.fields[column]["type"]
            if kind == "string":
                series[column] = pd.Series(self.cells[column], dtype=str)
            else:
                blank = kind == "boolean" and None in values
                series[column] = pd.Series(values, dtype="boolean" if blank else KINDS[kind].dtype)
        return pd.DataFrame(series)


def _get(mapping: Any, key: str) -> Any:
    return mapping.get(key) if isinstance(mapping, Mapping) else None


def _listed(value: Any) -> list[Any]:
    """Return a list as it is, nothing as an empty list, one value as a list of one."""
    return list(value) if isinstance(value, list) else [] if value in (None, "") else [value]


def _show(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
