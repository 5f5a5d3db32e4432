"""Who is in a course: the roster of a class, and names.csv."""

import functools
import random
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from pathlib import Path

from enclair.text.locale import quoted, text
from enclair_marking import CourseError
from enclair_marking.course import roster
from enclair_marking.course.files import write_table

# Without vowels, which make words, and without what looks alike on paper.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
#: The columns of names.csv: the fields of `Person`.
KEPT = ("pseudonym", "name", "id", "email")


@dataclass
class Person:
    """Somebody who hands in: a pseudonym, and what the roster says."""

    pseudonym: str
    name: str
    id: str = ""
    email: str = ""


@functools.lru_cache(4096)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, sorted, without accents, capitals and signs: how people are recognised.

    >>> name_words("MARTIN, Élodie") == name_words("elodie martin")
    True
    """
    return tuple(sorted(roster.plain(name).split())) or (name.strip(),)


def pseudonym(people: list[Person]) -> str:
    """Return a new pseudonym, by chance: a number would tell the alphabet."""
    taken = {person.pseudonym for person in people}
    while (made := "s-" + "".join(random.SystemRandom().choices(_LETTERS, k=4))) in taken:
        pass
    return made


def read_roster(path: Path) -> list[Person]:
    """Return the class that a CSV lists; two of one name need an id or an email that tells them apart."""
    people: list[Person] = []
    for number, cells in roster.read(path):
        new = Person(pseudonym(people), *(cells.get(column, "") for column in KEPT[1:]))
        if not new.name or any(_alike(one, new) for one in people):
            message = text(
                "{path}, line {number}: expected a name that is not there yet, or an id of its own; "
                "found {given}."
            )
            given = quoted(new.name or ", ".join(filter(None, cells.values())))
            raise CourseError(message, path=path, number=number, given=given)
        people.append(new)
    if not people:
        raise CourseError(text("{path}: expected a line for each student; found none."), path=path)
    return people


def _alike(one: Person, other: Person) -> bool:
    """Return whether two have one id, or one name and neither an id nor an email that tells them apart."""
    ids, emails = {one.id.casefold(), other.id.casefold()}, {one.email.casefold(), other.email.casefold()}
    if len(ids) == 1 and "" not in ids:
        return True
    return name_words(one.name) == name_words(other.name) and not any(
        len(values) == 2 and "" not in values for values in (ids, emails)
    )


def read_names(path: Path) -> list[Person]:
    """Return who is who, also from a file that a spreadsheet saved.

    A `CourseError` if it is not as `write_names` wrote it: nothing of it may be lost.
    """
    people: list[Person] = []
    if not path.is_file():
        raise CourseError(text("{path} is missing: it says who is who. Put it back from a copy."), path=path)
    for number, cells in roster.read(path):
        person = Person(*(cells.get(column, "") for column in KEPT))
        taken = person.pseudonym in {one.pseudonym for one in people}
        more = any(cell for column, cell in cells.items() if column not in KEPT)
        if taken or more or not person.name or not re.fullmatch(r"[\w-]+", person.pseudonym):
            message = text(
                "{path}, line {number}: expected a pseudonym that stands there once, a name, and nothing "
                "else but id and email; found {given}."
            )
            given = quoted(", ".join(filter(None, cells.values())))
            raise CourseError(message, path=path, number=number, given=given)
        people.append(person)
    return people


def write_names(path: Path, people: Iterable[Person]) -> None:
    """Write who is who, for the eyes of this account alone."""
    write_table(path, [KEPT, *map(astuple, people)], secret=True)
