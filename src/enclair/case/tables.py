"""One CSV file of a case: read by pandas, and checked cell by cell against its Table Schema.

A file is looked at before it is opened: a link that leads out of the folder, a pipe or a device is refused,
and so is what is too large. Nothing is repaired in silence: `pandas.read_csv` alone fills a cut row and keeps
a broken date as a text.
"""

import csv
import io
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from enclair.text.locale import N_, number, refusal_reason, text

DESCRIPTOR = "datapackage.json"
#: The rows of a table and the megabytes of a whole package that are read at most, unless somebody asks.
MOST_ROWS, MOST_MB = 20_000, 50
#: Other years are slips of the finger.
YEARS = (1000, 2100)
#: What no text of a case needs: a page or a terminal would obey it, and a file in UTF-16 is full of it.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")

_LONGEST = 80  # a longer cell is cut in a message
_PARTIAL_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?", re.ASCII)
#: Fields of texts that the kit reads as dates.
_DATED = re.compile(r"(.*_)?(date|on)|as_of|period_(start|end)|in_force_(from|to)")


class Problem(NamedTuple):
    """One problem in the folder of a case: where, what was found, what was expected.

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
        message = text("{place}: found {found}, expected {expected}")
        return message.format(place=place, found=self.found, expected=self.expected)


class BrokenFileError(Exception):
    """A file cannot be read any further; ``args`` holds a `Problem` for each fault."""


def refuse(file: str, found: str, expected: str, row: int = 0, column: str = "") -> BrokenFileError:
    """Return the `BrokenFileError` of one `Problem`."""
    return BrokenFileError(Problem(file, row, column, found, expected))


def file_size(folder: Path, file: str) -> int:
    """Return how many bytes a file of ``folder`` has; raise a `BrokenFileError` if it is not to be opened."""
    try:
        status = (folder / file).stat()
        inside = (folder / file).resolve().is_relative_to(folder)
    except FileNotFoundError:
        wanted = text("this file in the folder {name}").format(name=repr(folder.name))
        raise refuse(file, text("no such file"), wanted) from None
    except (OSError, RuntimeError) as error:  # a circle of links is one or the other, by Python's version
        raise _closed(file, error) from None
    if not inside:
        raise refuse(
            file, text("a link that leads out of the folder"), text("a file in the folder of the case")
        )
    if not stat.S_ISREG(status.st_mode):
        raise refuse(file, text("a folder, a pipe or a device in place of a file"), text("a readable file"))
    return status.st_size


def _closed(file: str, error: Exception) -> BrokenFileError:
    why = refusal_reason(error) if isinstance(error, OSError) else str(error)
    found = text("a file that does not open ({reason})").format(reason=why)
    return refuse(file, found, text("a readable file"))


def read_text(folder: Path, file: str) -> str:
    """Return the text of a file; raise a `BrokenFileError` where it cannot be read."""
    try:
        data = (folder / file).read_bytes()
    except OSError as error:
        raise _closed(file, error) from None
    if data.startswith(b"\xef\xbb\xbf"):
        found = text("a byte-order mark (some spreadsheets add one)")
        raise refuse(file, found, text("UTF-8 without it"), row=1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        row, byte = data[: error.start].count(b"\n") + 1, data[error.start]
        found = text("a byte that is not UTF-8 (0x{byte})").format(byte=f"{byte:02x}")
        raise refuse(file, found, text("a file saved as UTF-8"), row) from None


def exists(value: str) -> bool:
    """Whether ``value`` is a year, a month or a day that the calendar has, in `YEARS`."""
    try:
        day = date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        return False
    return bool(_PARTIAL_DATE.fullmatch(value)) and YEARS[0] <= day.year <= YEARS[1]


class _Type(NamedTuple):
    """A type of field: the cells that it takes, what they become, how a sentence calls it, its dtype."""

    matches: Callable[[str], Any]
    read: Callable[[str], Any]
    expected: str
    dtype: str


def _like(pattern: str) -> Callable[[str], Any]:
    return re.compile(pattern, re.ASCII).fullmatch


KINDS = {
    "string": _Type(bool, str, N_("a text"), "str"),
    "date": _Type(
        _like(r"\d{4}-\d\d-\d\d"), date.fromisoformat, N_("a date like 2024-08-24"), "datetime64[us]"
    ),
    # 18 digits fit into the 64 bits of pandas, whichever they are
    "integer": _Type(_like(r"[+-]?\d{1,18}"), int, N_("a whole number like 673"), "Int64"),
    "number": _Type(
        _like(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"), float, N_("a number like 0.5"), "float64"
    ),
    "boolean": _Type(
        _like("[tT]rue|TRUE|1|[fF]alse|FALSE|0"),
        ("true", "True", "TRUE", "1").__contains__,
        N_("true or false"),
        "boolean",
    ),
}


def _rule(field: Mapping[str, Any], key: Sequence[str]) -> Callable[[str], str]:
    """Return what says of a cell of a field what is expected in its place, "" where nothing else is."""
    kind, name, constraints = KINDS[field["type"]], field["name"], field.get("constraints") or {}
    needed, allowed = constraints.get("required") or name in key, [*map(str, constraints.get("enum", ()))]
    pattern, low, high = (constraints.get(bound) for bound in ("pattern", "minimum", "maximum"))
    like = re.compile(pattern or "").fullmatch
    dated = field["type"] == "date" or (field["type"] == "string" and _DATED.fullmatch(name))

    def rule(cell: str) -> str:
        if not cell.strip():
            blank = text("{expected}, or nothing at all") if cell else ""
            blank = text("{expected}: this column has no empty cell") if needed else blank
            return blank.format(expected=text(kind.expected))
        if CONTROL.search(cell):
            return text("a text without it")
        if not kind.matches(cell):
            return text(kind.expected)
        if allowed and cell not in allowed:
            return text("one of {known}").format(known=", ".join(allowed))
        if pattern and not like(cell):
            if "example" in field:
                return text("a text like {found}").format(found=field["example"])
            return text("a text of the form {pattern}").format(pattern=pattern)
        if dated and not exists(cell):
            message = text("a date like 2024-08-24 or 2024-08, of a year from {first} to {last}")
            return message.format(first=YEARS[0], last=YEARS[1])
        if low is not None and kind.read(cell) < kind.read(str(low)):
            return text("at least {low}").format(low=low)
        if high is not None and kind.read(cell) > kind.read(str(high)):
            return text("at most {high}").format(high=high)
        return ""

    return rule


class Table:
    """One CSV file: its cells as texts, and all that is wrong with them."""

    def __init__(self, folder: Path, resource: Mapping[str, Any], most_rows: float = MOST_ROWS) -> None:
        self.file: str = resource["path"]
        self.schema: Mapping[str, Any] = resource["schema"]
        self.fields: dict[str, Mapping[str, Any]] = {field["name"]: field for field in self.schema["fields"]}
        self.key: list[str] = as_list(self.schema.get("primaryKey"))
        self.cells: dict[str, Sequence[str]] = {}  # none unless header and rows are as they should be
        self.problems: list[Problem] = []
        try:
            self.content = read_text(folder, self.file)
            header, *rows = self._records(self.content, most_rows)
        except BrokenFileError as error:
            self.problems += error.args
            return
        self._check_shape(header, rows)
        if not self.problems:
            self.cells = dict(zip(header, zip(*rows, strict=True), strict=True))
            self._check_cells()

    def _add(self, row: int, column: str, found: str, expected: str) -> None:
        self.problems.append(Problem(self.file, row, column, found, expected))

    def _records(self, content: str, most_rows: float) -> list[list[str]]:
        """Return the header and the rows; raise a `BrokenFileError` if this cannot be a table of this kit."""
        records: list[list[str]] = []
        try:
            for record in csv.reader(io.StringIO(content, newline=""), strict=True):
                records.append(record)  # one by one: their number tells where the text breaks
                if len(records) > most_rows + 1:
                    found = text("more than {count} rows").format(count=number(most_rows))
                    raise refuse(self.file, found, text("no more; load_case(…, most_rows=…) reads more"))
        except csv.Error as error:
            found = text("a row that cannot be read ({error})").format(error=error)
            raise refuse(self.file, found, text("cells with paired quotes"), len(records) + 1) from None
        header = records[0] if records else []
        if not any(header):
            found = text("no header") if records else text("an empty file")
            wanted = text("the columns {known}").format(known=", ".join(self.fields))
            raise refuse(self.file, found, wanted, row=1)
        other = {";": text("semicolons between the columns"), "\t": text("tabs between the columns")}
        for sign, found in other.items():
            if len(header) == 1 < len(self.fields) and sign in header[0]:
                raise refuse(self.file, found, text("commas between the columns"), row=1)
        if control := CONTROL.search("".join(header)):
            raise refuse(self.file, _named(control[0]), text("a file saved as UTF-8"), row=1)
        return records

    def _check_shape(self, header: list[str], rows: list[list[str]]) -> None:
        """Note the columns and the rows that are not those that there should be."""
        for column in (name for name in self.fields if name not in header):
            self._add(1, column, text("no such column"), text("this column in the header"))
        for column in dict.fromkeys(header):
            if column not in self.fields:
                wanted = text("only what {descriptor} describes").format(descriptor=DESCRIPTOR)
                self._add(1, column, text("a column that is not described"), wanted)
            elif header.count(column) > 1:
                self._add(1, column, text("this column more than once"), text("each column once"))
        if not self.problems and header != list(self.fields):
            order = text("the order {known}")
            found, wanted = (order.format(known=", ".join(names)) for names in (header, self.fields))
            self._add(1, "", found, wanted)
        if not rows:
            self._add(0, "", text("no row below the header"), text("at least one row"))
        for row, cells in enumerate(rows, start=2):
            if not any(cells) or len(cells) != len(header):
                found = text("{count} cells").format(count=len(cells)) if any(cells) else text("an empty row")
                self._add(row, "", found, text("{count} cells, as in the header").format(count=len(header)))

    def _check_cells(self) -> None:
        for column, cells in self.cells.items():
            rule = _rule(self.fields[column], self.key)
            broken = {cell: expected for cell in set(cells) if (expected := rule(cell))}
            for row, cell in enumerate(cells, start=2) if broken else ():
                if cell in broken:
                    control = CONTROL.search(cell)
                    found = (
                        _named(control[0]) if control else short_repr(cell) if cell else text("an empty cell")
                    )
                    self._add(row, column, found, broken[cell])

    def _keys(self, columns: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
        """Return each row that has a key in these columns, and the key."""
        keys = zip(*(self.cells.get(column, ()) for column in columns), strict=True)
        return [(row, key) for row, key in enumerate(keys, start=2) if any(key)]

    def check_keys(self, tables: Mapping[str, "Table"]) -> None:
        """Note the keys that repeat and those that lead nowhere."""
        fields = self.fields.items()
        unique = [[name] for name, field in fields if (field.get("constraints") or {}).get("unique")]
        for columns in [*unique, *([self.key] if self.key and self.key not in unique else [])]:
            first: dict[tuple[str, ...], int] = {}
            for row, key in self._keys(columns):
                if first.setdefault(key, row) != row:
                    message = text("a value used once (row {found} has the same)").format(found=first[key])
                    self._add(row, " + ".join(columns), short_repr(" + ".join(key)), message)
        for link in as_list(self.schema.get("foreignKeys")):
            here, there = as_list(link["fields"]), as_list(link["reference"]["fields"])
            name = link["reference"].get("resource")
            if (target := tables.get(name) if name else self) is None:  # its file is missing
                continue
            known = {key for _, key in target._keys(there)}
            message = text("a value of {file}, column {known}").format(
                file=target.file, known=" + ".join(there)
            )
            for row, key in self._keys(here) if target.cells else ():  # else it was noted already
                if key not in known:
                    self._add(row, " + ".join(here), short_repr(" + ".join(key)), message)

    def frame(self) -> pd.DataFrame:
        """Return the table as pandas reads it, in the types of its schema; it must be without problems."""
        texts: pd.DataFrame = pd.read_csv(io.StringIO(self.content, newline=""), dtype=str, na_filter=False)
        series = {}
        for column, cells in self.cells.items():
            kind = KINDS[self.fields[column]["type"]]
            if kind.read is not str:
                values = [kind.read(cell) if cell else None for cell in cells]
                whole = kind.dtype == "boolean" and None not in values
                series[column] = pd.Series(values, dtype="bool" if whole else kind.dtype)
        return texts.assign(**series)


def _named(sign: str) -> str:
    return text("a control character (U+{code})").format(code=f"{ord(sign):04X}")


def as_list(value: object) -> list[Any]:
    """Return ``value`` as a list: None as an empty one, a single value as a list of one."""
    return list(value) if isinstance(value, list) else [] if value in (None, "") else [value]


def short_repr(value: object) -> str:
    """Return the ``repr`` of a value, cut where it is long."""
    shown = repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
