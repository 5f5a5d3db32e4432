"""Lists of a class as schools write them, in UTF-8 or Windows-1252: read, or refused in a sentence."""

import csv
import io
import itertools
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from enclair.text.locale import quoted, read_toml, refusal_reason, text
from enclair_marking import CourseError
from enclair_marking.course.files import unescaped

#: What the first line may call a column, without accents, capitals and signs.
COLUMNS: dict[str, list[str]] = read_toml(__package__, "columns.toml")
_MEANS = {called: column for column, names in COLUMNS.items() for called in names}
# What Windows-1252 makes of letters that other programs wrote: nobody is called Franþois or ƒlodie.
_NO_LETTERS = set("þÞðÐƒªº")


@dataclass
class Row:
    """A line of a list: its number, and its cells by column."""

    number: int
    cells: dict[str, str]

    @property
    def name(self) -> str:
        """The whole name, also where it stands in two columns."""
        name, first, last = (self.cells.get(column, "") for column in ("name", "first", "last"))
        # "Nom", or "name", is the family name beside a first name, and the whole name without one.
        if first and not last and not set(plain(first).split()) <= set(plain(name).split()):
            name, last = "", name
        return " ".join((name or f"{first} {last}").split())


def plain(words: str) -> str:
    """Return words without accents, capitals and signs.

    >>> plain("Numéro d’identification")
    'numero d identification'
    """
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    letters = (sign if sign.isalnum() else " " for sign in decomposed if not unicodedata.combining(sign))
    return " ".join("".join(letters).split())


def read(path: Path) -> list[Row]:
    """Return the lines of a list; a `CourseError` if letters, columns or quotation marks make no sense."""
    try:
        content = path.read_bytes()
    except OSError as error:
        message = text("{path} cannot be read: {reason}.")
        raise CourseError(message.format(path=path, reason=refusal_reason(error))) from None
    sure = True
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words, sure = content.decode("cp1252", "replace"), False
    unread = text(
        "{path}: its letters cannot be read. Open it in your spreadsheet and save it as “CSV UTF-8”, "
        "then run the command again."
    )
    if "\0" in words or "\ufffd" in words or _is_encoded_twice(words):
        raise CourseError(unread.format(path=path))
    rows = _rows(path, words)
    if not sure and not all(_is_likely(row.name) for row in rows):
        raise CourseError(unread.format(path=path))
    return rows


def _is_encoded_twice(words: str) -> bool:
    """Return whether a program took UTF-8 for Windows-1252 and wrote "Ã‰lodie"."""
    with suppress(UnicodeError):
        return words.encode("cp1252").decode("utf-8") != words
    return False


def _is_likely(name: str) -> bool:
    """Return whether the letters of ``name`` may stand beside each other: no capital after an accent.

    >>> [_is_likely(name) for name in ("Zoé d’Arc", "ZoÈ", "L…A")]
    [True, False, False]
    """
    mixed = any(
        one.islower() and two.isupper() and not (one + two).isascii() for one, two in itertools.pairwise(name)
    )
    letters = all(sign.isascii() or sign == "’" or unicodedata.category(sign)[0] in "LM" for sign in name)
    return letters and not mixed and not _NO_LETTERS & set(name)


def _rows(path: Path, content: str) -> list[Row]:
    """Return the lines of a list in letters that are known."""
    before = 0
    if match := re.match(r"sep=(.)\r?\n?", content):  # Excel's own first line
        content, before = content[match.end() :], 1
    first = next(iter(content.splitlines()), "")
    tries = [(separator, _columns(path, first, separator)) for separator in ",;\t"]
    separator, columns = max(tries, key=lambda attempt: (bool(attempt[1]), len(attempt[1])))
    if not {"name", "last"} & set(columns) or ("last" in columns and not {"name", "first"} & set(columns)):
        expected = text(
            "{path}: expected a CSV whose first line has a column name (and id, email if you like), with a "
            "line for each student; found the first line {line} and {more} more."
        )
        line = quoted(first[:200])
        raise CourseError(expected.format(path=path, line=line, more=max(0, len(content.splitlines()) - 1)))
    rows = []
    for number, cells in _lines(path, content, separator, before):
        if number == 1 + before or not plain(" ".join(cells)):
            continue
        if any(column in COLUMNS and _broken(cell) for column, cell in zip(columns, cells, strict=False)):
            raise _opened(path, number)
        # In a list of one column any separator in a line means that there are more.
        parts = max((cells, *(cells[0].split(sep) for sep in ";\t" if len(columns) == 1)), key=len)
        if any(cell.strip() for cell in parts[len(columns) :]):
            many = text(
                "{path}, line {number}: expected {expected} cells, as in the first line; found {count}."
            )
            raise CourseError(many.format(path=path, number=number, expected=len(columns), count=len(parts)))
        named = zip(columns, (unescaped(cell.strip()) for cell in cells), strict=False)
        rows.append(Row(number, dict(named)))
    return rows


def _columns(path: Path, line: str, separator: str) -> list[str]:
    """Return what the columns of a first line mean, or what they are called; [] if none means anything."""
    with suppress(csv.Error):
        called = [plain(cell) for cell in next(csv.reader([line], delimiter=separator), [])]
        means = [_MEANS.get(name, f"({name})") for name in called]
        recognised = [meaning for meaning in means if meaning in COLUMNS]
        for column in recognised:
            if recognised.count(column) > 1:
                message = text(
                    "{path}: more than one column may be the {column}: {columns}. Keep one of them."
                )
                twice = ", ".join(name for name, mean in zip(called, means, strict=True) if mean == column)
                raise CourseError(message.format(path=path, column=column, columns=twice))
        return means if recognised else []
    return []


def _lines(path: Path, content: str, separator: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """Yield each line of a CSV with its number; one that a quotation mark joins to the next is refused."""
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    while True:
        number = reader.line_num + 1 + before
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise _opened(path, number) from None
        # A note may have several lines; a separator in one of them is a student who was swallowed.
        if any(_broken(cell) and separator in cell for cell in cells):
            raise _opened(path, number)
        yield number, cells


def _broken(cell: str) -> bool:
    return bool(re.search(r"[\r\n]", cell.strip()))


def _opened(path: Path, number: int) -> CourseError:
    message = text(
        "{path}, line {number}: a quotation mark opens there that does not close on the same line. "
        "Close it, or take it out."
    )
    return CourseError(message.format(path=path, number=number))
