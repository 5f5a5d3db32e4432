"""Who is in a course: the roster of a class as schools write it, and names.csv.

Both are tables in UTF-8 or Windows-1252: read, or refused in a sentence; nothing is guessed.
"""

import csv
import functools
import io
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from enclair.text.locale import fold, quoted, read_toml
from enclair_marking import CourseError
from enclair_marking.course.files import unescaped, write_table

# Without vowels, which make words, and without what looks alike on paper.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
#: The columns of names.csv: the fields of `Person`.
KEPT = ("pseudonym", "name", "id", "email")
# What the first line may call a column, without accents, capitals and signs.
_COLUMNS: dict[str, list[str]] = read_toml(__package__, "columns.toml")
_MEANS = {called: column for column, names in _COLUMNS.items() for called in names}
# What Windows-1252 makes of letters that another program wrote: nobody is called Franþois, L…A or ZoÈ.
_MISREAD = re.compile(r"[þÞðÐƒªº]|[^\w\x00-\x7f’]|(?![a-z][A-Z])[a-zß-ÿ][A-ZÀ-ÞŠŽŸ]")
# What is no text, or was read in a wrong way before: UTF-8 taken for Windows-1252 becomes "Ã‰lodie".
_UNREADABLE = re.compile(r"[\0\ufffd]|[ÂÃ][^\x00-\x7fÀ-ÿ]")


@dataclass
class Person:
    """Somebody who hands in: a pseudonym, and what the roster says."""

    pseudonym: str
    name: str
    id: str = ""
    email: str = ""


def plain(words: str) -> str:
    """Return words without accents, capitals and signs.

    >>> plain("Numéro d’identification")
    'numero d identification'
    """
    return " ".join(re.findall(r"[^\W_]+", fold(words)))


@functools.lru_cache(4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, sorted, without accents, capitals and signs: how people are recognised.

    >>> name_words("MARTIN, Élodie") == name_words("elodie martin")
    True
    """
    return tuple(sorted(plain(name).split())) or (name.strip(),)


def pseudonym(people: list[Person]) -> str:
    """Return a new pseudonym, by chance: a number would tell the alphabet."""
    taken = {person.pseudonym for person in people}
    while (made := "s-" + "".join(random.SystemRandom().choices(_LETTERS, k=4))) in taken:
        pass
    return made


def read_roster(path: Path) -> list[Person]:
    """Return the class that a CSV lists; two of one name need an id or an email that tells them apart."""
    people: list[Person] = []
    for number, cells in _lines(path):
        new = Person(pseudonym(people), *(cells.get(column, "") for column in KEPT[1:]))
        if not new.name or any(_alike(one, new) for one in people):
            raise CourseError("roster-line", path=path, number=number, given=_given(cells))
        people.append(new)
    if not people:
        raise CourseError("roster-empty", path=path)
    return people


def _alike(one: Person, other: Person) -> bool:
    """Return whether two have one id, or one name and neither an id nor an email that tells them apart."""
    if one.id and one.id.casefold() == other.id.casefold():
        return True
    emails = {one.email.casefold(), other.email.casefold()}
    apart = (one.id and other.id) or (len(emails) == 2 and "" not in emails)
    return name_words(one.name) == name_words(other.name) and not apart


def read_names(path: Path) -> list[Person]:
    """Return who is who, also from a file that a spreadsheet saved.

    A `CourseError` if it is not as `write_names` wrote it: nothing of it may be lost.
    """
    if not path.is_file():
        raise CourseError("names-missing", path=path)
    people: list[Person] = []
    for number, cells in _lines(path):
        person = Person(*(cells.pop(column, "") for column in KEPT))
        taken = person.pseudonym in {one.pseudonym for one in people}
        if taken or any(cells.values()) or not person.name or not re.fullmatch(r"[\w-]+", person.pseudonym):
            given = _given(dict(zip(KEPT, astuple(person), strict=True)) | cells)
            raise CourseError("names-line", path=path, number=number, given=given)
        people.append(person)
    return people


def write_names(path: Path, people: Iterable[Person]) -> None:
    """Write who is who, for the eyes of this account alone."""
    write_table(path, [KEPT, *map(astuple, people)], secret=True)


# ---------------------------------------------------------------- The table


def _given(cells: dict[str, str]) -> str:
    return quoted(", ".join(filter(None, cells.values())))


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the lines of a table: their numbers, and the cells by column, with the whole ``name``."""
    content = path.read_bytes()
    try:
        words, sure = content.decode("utf-8-sig"), True
    except UnicodeDecodeError:
        words, sure = content.decode("cp1252", "replace"), False
    if _UNREADABLE.search(words):
        raise CourseError("letters", path=path)
    for number, cells in _records(path, words):
        parts = cells.pop("first", ""), cells.pop("last", ""), cells.get("name", "")
        cells["name"] = _whole_name(*parts)
        if not sure and _MISREAD.search(cells["name"]):
            raise CourseError("letters", path=path)
        yield number, cells


def _records(path: Path, words: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the records of a table, each on a line of its own, with the numbers of their lines."""
    first, *lines = list(io.StringIO(words, newline=None)) or [""]
    columns, separator = max(
        ((_columns(first[:10_000], separator), separator) for separator in ",;\t"),
        key=lambda tried: (len({*_COLUMNS} & {*tried[0]}), len(tried[0]), words.count(tried[1])),
    )
    ours = [column for column in columns if column in _COLUMNS]
    whole = "name" in ours or {"first", "last"} <= {*ours}
    if not whole or len({*ours}) < len(ours):
        raise CourseError("first-line", path=path, line=quoted(first.rstrip("\n")[:200]), more=len(lines))
    for number, line in enumerate(lines, 2):
        try:
            record = next(csv.reader([line], delimiter=separator, strict=True))
        except csv.Error:
            raise CourseError("quotation-mark", path=path, number=number) from None
        if any(cell.strip() for cell in record[len(columns) :]):
            raise CourseError("cells", path=path, number=number, expected=len(columns), count=len(record))
        if plain(line):
            yield number, dict(zip(columns, (unescaped(cell.strip()) for cell in record), strict=False))


def _columns(line: str, separator: str) -> list[str]:
    """Return what the columns of a first line mean, or what they are called in brackets."""
    called = map(plain, next(csv.reader([line], delimiter=separator), []))
    return [_MEANS.get(name, f"({name})") for name in called]


def _whole_name(first: str, last: str, name: str) -> str:
    """Return the whole name, also where it stands in two columns."""
    # "Nom", or "name", is the family name beside a first name, and the whole name without one.
    if first and not last and not set(plain(first).split()) <= set(plain(name).split()):
        name, last = "", name
    return " ".join((name or f"{first} {last}").split())
