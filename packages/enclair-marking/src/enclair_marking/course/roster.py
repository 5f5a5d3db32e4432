"""Lists of a class as schools write them, in UTF-8 or Windows-1252: read, or refused in a sentence."""

import csv
import io
import itertools
import re
import unicodedata
from contextlib import suppress
from pathlib import Path

from enclair.text.locale import quoted, read_toml, refusal_reason, text
from enclair_marking import CourseError
from enclair_marking.course.files import unescaped

#: What the first line may call a column, without accents, capitals and signs.
COLUMNS: dict[str, list[str]] = read_toml(__package__, "columns.toml")
_MEANS = {called: column for column, names in COLUMNS.items() for called in names}
# What Windows-1252 makes of letters that other programs wrote: nobody is called Franþois or ƒlodie.
_NO_LETTERS = set("þÞðÐƒªº")

#: The cells of a line by column, with the whole ``name``.
Cells = dict[str, str]


def plain(words: str) -> str:
    """Return words without accents, capitals and signs.

    >>> plain("Numéro d’identification")
    'numero d identification'
    """
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    letters = (sign if sign.isalnum() else " " for sign in decomposed if not unicodedata.combining(sign))
    return " ".join("".join(letters).split())


def read(path: Path) -> list[tuple[int, Cells]]:
    """Return the lines of a list with their numbers.

    A `CourseError` if letters, columns or quotation marks make no sense.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        reason = refusal_reason(error)
        raise CourseError(text("{path} cannot be read: {reason}."), path=path, reason=reason) from None
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
        raise CourseError(unread, path=path)
    rows = _rows(path, words)
    if not sure and not all(_is_likely(cells["name"]) for _, cells in rows):
        raise CourseError(unread, path=path)
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


def _rows(path: Path, content: str) -> list[tuple[int, Cells]]:
    """Return the lines of a list in letters that are known."""
    number = 1
    if match := re.match(r"sep=(.)\r?\n?", content):  # Excel's own first line
        content, number = content[match.end() :], 2
    first, *others = content.splitlines() or [""]
    tries = [(separator, _columns(path, first, separator)) for separator in ",;\t"]
    separator, columns = max(tries, key=lambda attempt: (bool(attempt[1]), len(attempt[1])))
    if not {"name", "last"} & set(columns) or ("last" in columns and not {"name", "first"} & set(columns)):
        expected = text(
            "{path}: expected a CSV whose first line has a column name (and id, email if you like), with a "
            "line for each student; found the first line {line} and {more} more."
        )
        raise CourseError(expected, path=path, line=quoted(first[:200]), more=len(others))
    rows: list[tuple[int, Cells]] = []
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=separator, strict=True)
    start, before = number, number - 1
    try:
        for cells in lines:
            named = dict(zip(columns, cells, strict=False))
            # A note may have several lines; a separator in one of them is a student who was swallowed.
            broken = [cell for cell in cells if re.search(r"[\r\n]", cell.strip())]
            if any(separator in cell or cell in map(named.get, COLUMNS) for cell in broken):
                raise csv.Error
            if number > start and plain(" ".join(cells)):
                _check_count(path, number, columns, cells)
                person = {column: unescaped(cell.strip()) for column, cell in named.items()}
                parts = person.pop("first", ""), person.pop("last", ""), person.get("name", "")
                rows.append((number, person | {"name": _whole_name(*parts)}))
            number = lines.line_num + before + 1
    except csv.Error:
        opened = text(
            "{path}, line {number}: a quotation mark opens there that does not close on the same line. "
            "Close it, or take it out."
        )
        raise CourseError(opened, path=path, number=number) from None
    return rows


def _check_count(path: Path, number: int, columns: list[str], cells: list[str]) -> None:
    """Raise `CourseError` if a line has more cells than there are columns."""
    # In a list of one column any separator in a line means that there are more.
    parts = max((cells, *(cells[0].split(sep) for sep in ";\t" if len(columns) == 1)), key=len)
    if any(cell.strip() for cell in parts[len(columns) :]):
        many = text("{path}, line {number}: expected {expected} cells, as in the first line; found {count}.")
        raise CourseError(many, path=path, number=number, expected=len(columns), count=len(parts))


def _whole_name(first: str, last: str, name: str) -> str:
    """Return the whole name, also where it stands in two columns."""
    # "Nom", or "name", is the family name beside a first name, and the whole name without one.
    if first and not last and not set(plain(first).split()) <= set(plain(name).split()):
        name, last = "", name
    return " ".join((name or f"{first} {last}").split())


def _columns(path: Path, line: str, separator: str) -> list[str]:
    """Return what the columns of a first line mean, or what they are called; [] if none means anything."""
    try:
        called = [plain(cell) for cell in next(csv.reader([line], delimiter=separator), [])]
    except csv.Error:
        return []
    means = [_MEANS.get(name, f"({name})") for name in called]
    for column in COLUMNS:
        if means.count(column) > 1:
            message = text("{path}: more than one column may be the {column}: {columns}. Keep one of them.")
            twice = ", ".join(name for name, mean in zip(called, means, strict=True) if mean == column)
            raise CourseError(message, path=path, column=column, columns=twice)
    return means if {*COLUMNS} & {*means} else []
