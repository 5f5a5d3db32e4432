"""One CSV file of a case: read with care, checked against its description, given in the types of pandas.

A file is looked at before it is opened: a link that leads out of the folder, a pipe or a device is refused,
and so is what is too large. Nothing is repaired in silence.
"""

import csv
import io
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from enclair.text.locale import number, reason, text

DESCRIPTOR = "datapackage.json"
#: The rows of a table and the megabytes of a whole package that are read at most, unless somebody asks.
MOST_ROWS, MOST_MB = 20_000, 50
#: Other years are slips of the finger.
YEARS = (1000, 2100)
#: What no text of a case needs: a page or a terminal would obey it, and a file in UTF-16 is full of it.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_LONGEST = 80  # a longer cell is cut in a message
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
#: Columns of texts that the kit reads as dates.
_DATED = re.compile(r"(.*_)?(date|on)|as_of|period_(start|end)")
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


def measure(folder: Path, file: str) -> tuple[int, list[Problem]]:
    """Return how many bytes a file of ``folder`` has, or why it is not opened."""
    path = folder / file
    try:
        found = path.stat()
        inside = path.resolve().is_relative_to(folder)
    except FileNotFoundError:
        wanted = text("this file in the folder {name}").format(name=repr(folder.name))
        return 0, [Problem(file, 0, "", text("no such file"), wanted)]
    except (
        OSError,
        RuntimeError,
    ) as error:  # a circle of links is one or the other, by the version of Python
        return 0, [_closed(file, error)]
    if not inside:
        wanted = text("a file in the folder of the case")
        return 0, [Problem(file, 0, "", text("a link that leads out of the folder"), wanted)]
    if not stat.S_ISREG(found.st_mode):
        odd = text("a folder, a pipe or a device in place of a file")
        return 0, [Problem(file, 0, "", odd, text("a readable file"))]
    return found.st_size, []


def _closed(file: str, error: Exception) -> Problem:
    why = reason(error) if isinstance(error, OSError) else str(error)
    found = text("a file that does not open ({reason})").format(reason=why)
    return Problem(file, 0, "", found, text("a readable file"))


def read_text(folder: Path, file: str) -> tuple[str, list[Problem]]:
    """Return the text of a file that `measure` knows, or why it cannot be read."""
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        return "", [_closed(file, error)]
    if data.startswith(b"\xef\xbb\xbf"):
        found = text("a byte-order mark (some spreadsheets add one)")
        return "", [Problem(file, 1, "", found, text("UTF-8 without it"))]
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        row, byte = data[: error.start].count(b"\n") + 1, data[error.start]
        found = text("a byte that is not UTF-8 (0x{byte})").format(byte=f"{byte:02x}")
        return "", [Problem(file, row, "", found, text("a file saved as UTF-8"))]


def exists(value: str) -> bool:
    """Whether ``value`` is a year, a month or a day that the calendar has, in `YEARS`."""
    try:
        day = date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return bool(_PARTIAL_DATE.fullmatch(value)) and YEARS[0] <= day.year <= YEARS[1]


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


class Table:
    """One CSV file: its cells by column, and all that is wrong with them."""

    def __init__(self, folder: Path, resource: Mapping[str, Any], most_rows: int = MOST_ROWS) -> None:
        self.file: str = resource["path"]
        self.schema: Mapping[str, Any] = resource["schema"]
        self.fields: dict[str, Mapping[str, Any]] = {field["name"]: field for field in self.schema["fields"]}
        self.rows: list[int] = []  # as a spreadsheet numbers them
        self.cells: dict[str, Sequence[str]] = {}
        self.values: dict[str, list[Any]] = {}
        content, self.problems = read_text(folder, self.file)
        if not self.problems:
            self._fill(self._records(content, most_rows))
        for column in self.cells:
            self._check(column)

    def _add(self, row: int, column: str, found: str, expected: str) -> None:
        self.problems.append(Problem(self.file, row, column, found, expected))

    def _records(self, content: str, most_rows: int) -> list[list[str]]:
        """Return the header and the rows of a text, or nothing if it cannot be a table of this kit."""
        records: list[list[str]] = []
        try:
            for record in csv.reader(io.StringIO(content, newline=""), strict=True):
                records.append(record)  # one by one: their number tells where the text breaks
                if len(records) > most_rows + 1:
                    found = text("more than {count} rows").format(count=number(most_rows))
                    self._add(0, "", found, text("no more; load_case(…, most_rows=…) reads more"))
                    return []
        except csv.Error as error:
            found = text("a row that cannot be read ({error})").format(error=error)
            self._add(len(records) + 1, "", found, text("cells with paired quotes"))
            return []
        header = records[0] if records else []
        if not any(header):
            found = text("no header") if records else text("an empty file")
            self._add(1, "", found, text("the columns {known}").format(known=", ".join(self.fields)))
            return []
        for sign, found in (
            (";", text("semicolons between the columns")),
            ("\t", text("tabs between the columns")),
        ):
            if len(header) == 1 < len(self.fields) and sign in header[0]:
                self._add(1, "", found, text("commas between the columns"))
                return []
        if odd := CONTROL.search("".join(header)):
            self._add(1, "", _named(odd[0]), text("a file saved as UTF-8"))
            return []
        return records

    def _fill(self, records: list[list[str]]) -> None:
        """Sort the cells into columns and note where they are not those that there should be."""
        if not records:
            return
        header, names = records[0], list(self.fields)
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
            for column, cell in zip(header, cells, strict=False):
                if odd := CONTROL.search(cell):
                    self._add(row, column, _named(odd[0]), text("a text without it"))
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
        needed = rules.get("required") or column in listed(self.schema.get("primaryKey"))
        dated = field["type"] == "date" or (field["type"] == "string" and _DATED.fullmatch(column))
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
            elif dated and not exists(cell):
                expected = text("a date like 2024-08-24 or 2024-08, of a year from {first} to {last}").format(
                    first=YEARS[0], last=YEARS[1]
                )
            elif low is not None and value < low:
                expected = text("at least {low}").format(low=low)
            elif high is not None and value > high:
                expected = text("at most {high}").format(high=high)
            if expected:
                self._add(row, column, show(cell) if cell else text("an empty cell"), expected)
            values.append(value)

    def _keys(self, columns: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
        cells = zip(*(self.cells[column] for column in columns), strict=True)
        return ((row, key) for row, key in zip(self.rows, cells, strict=True) if any(key))

    def check_keys(self, tables: Mapping[str, "Table"]) -> None:
        """Note the keys that repeat and those that lead nowhere."""
        alone = [
            [name] for name, field in self.fields.items() if (field.get("constraints") or {}).get("unique")
        ]
        primary = listed(self.schema.get("primaryKey"))
        for columns in [*alone, *([primary] if primary and primary not in alone else [])]:
            first: dict[tuple[str, ...], int] = {}
            for row, key in self._keys(columns) if set(columns) <= set(self.cells) else ():
                if first.setdefault(key, row) != row:
                    expected = text("a value used once (row {found} has the same)").format(found=first[key])
                    self._add(row, " + ".join(columns), show(" + ".join(key)), expected)
        for link in listed(self.schema.get("foreignKeys")):
            here, there = listed(link["fields"]), listed(link["reference"]["fields"])
            target = tables[link["reference"]["resource"]] if link["reference"].get("resource") else self
            if set(here) <= set(self.cells) and set(there) <= set(target.cells):  # else it was noted already
                known = {key for _, key in target._keys(there)}
                for row, key in self._keys(here):
                    if key not in known:
                        expected = text("a value of {file}, column {known}").format(
                            file=target.file, known=" + ".join(there)
                        )
                        self._add(row, " + ".join(here), show(" + ".join(key)), expected)

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


def _named(sign: str) -> str:
    return text("a control character (U+{code})").format(code=f"{ord(sign):04X}")


def listed(value: Any) -> list[Any]:
    """Return a list as it is, nothing as an empty list, one value as a list of one."""
    return list(value) if isinstance(value, list) else [] if value in (None, "") else [value]


def show(value: Any) -> str:
    """Return a value as Python writes it, cut where it is long."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
