"""Who is in a course, and whom the path of a file names: exactly, or nobody.

The folder of an LMS decides. Else folders and the file must name one entry of the roster, letter by letter
but for accents, capitals, signs and order, or by its id or email. What fits several is left to a human.
"""

import functools
import itertools
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from enclair.text.locale import quoted, text
from enclair_tools.marking import CourseError
from enclair_tools.marking.course import roster
from enclair_tools.marking.course.files import write_table

# Without vowels, which make words, and without what looks alike on paper.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"
#: The columns of names.csv.
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
    """Return the class that a CSV lists; two of one name need an id or an email that tells them apart.

    Raises
    ------
    CourseError
        If it cannot be read, or a line is not a student who is not there yet.
    """
    people: list[Person] = []
    for row in roster.read(path):
        new = Person(pseudonym(people), row.name, row.cells.get("id", ""), row.cells.get("email", ""))
        if not new.name or any(_alike(one, new) for one in people):
            message = text(
                "{path}, line {number}: expected a name that is not there yet, or an id of its own; "
                "found {found}."
            )
            found = quoted(new.name or ", ".join(row.cells.values()))
            raise CourseError(message.format(path=path, number=row.number, found=found))
        people.append(new)
    if not people:
        message = text("{path}: expected a line for each student; found none.")
        raise CourseError(message.format(path=path))
    return people


def _alike(one: Person, other: Person) -> bool:
    """Whether two have one id, or one name and neither an id nor an email that tells them apart."""
    ids, emails = {one.id.casefold(), other.id.casefold()}, {one.email.casefold(), other.email.casefold()}
    if len(ids) == 1 and "" not in ids:
        return True
    return name_words(one.name) == name_words(other.name) and not any(
        len(each) == 2 and "" not in each for each in (ids, emails)
    )


def read_names(path: Path) -> list[Person]:
    """Return who is who, also from a file that a spreadsheet saved.

    Raises
    ------
    CourseError
        If it is not as `write_names` wrote it: nothing of it may be lost.
    """
    people: list[Person] = []
    if not path.is_file():
        message = text("{path} is missing: it says who is who. Put it back from a copy.")
        raise CourseError(message.format(path=path))
    for row in roster.read(path):
        cells = row.cells
        taken = [one.pseudonym for one in people]
        strange = [column for column, cell in cells.items() if column not in KEPT and cell]
        known = cells.get("pseudonym", "")
        if not re.fullmatch(r"[\w-]+", known) or known in taken or not row.name or strange:
            message = text(
                "{path}, line {number}: expected a pseudonym that stands there once, a name, and nothing "
                "else but id and email; found {found}."
            )
            found = quoted(", ".join(filter(None, cells.values())))
            raise CourseError(message.format(path=path, number=row.number, found=found))
        people.append(Person(known, row.name, cells.get("id", ""), cells.get("email", "")))
    return people


def write_names(path: Path, people: Iterable[Person]) -> None:
    """Write who is who, for the eyes of this account alone."""
    write_table(path, [KEPT, *([getattr(one, column) for column in KEPT] for one in people)], secret=True)


# ---------------------------------------------------------------- Whom a path names

# How the great LMS name what they pack, and what browsers and people add to a name.
_MOODLE = re.compile(r"^(?P<who>.+?)_(?P<number>\d+)_assignsubmission_")
_CANVAS = re.compile(r"^(?P<who>[^_]+)_(?:LATE_)?(?P<number>\d{2,})_\d{2,}_")
# How nbgrader's exchange names a folder, and what The Littlest JupyterHub puts before a name.
_EXCHANGE = re.compile(r"^(.+)\+[^+]+\+\d{4}-\d\d-\d\d [\d:.]+ [^+]+(\+[^+]*)?$")
_ON_TLJH = "jupyter-"
_NOBODY = ("inbox", "submissions", "submitted", "answer", "answers", "notebook", "untitled", "..", ".")
_COPY = re.compile(r"\(\d+\)|\b(copy|copie|final|v\d+)\b", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# What stands between the names of a pair, the plainest first: a comma or "_" may stand in one name as well.
_BETWEEN = (r"[&+/;]", r"(?i:\bet\b|\band\b)", ",", "_")
#: More names than that in one label are no pair work.
_MOST = 6


def _cleaned(part: str, exercises: Iterable[str]) -> str:
    """Return a folder or the name of a file without what says nothing of a person.

    >>> _cleaned("otter+week 1+2026-11-28 10:00:00.123 UTC+c2VhbA-_", []), _cleaned("jupyter-otter", [])
    ('otter', 'otter')
    """
    part = _EXCHANGE.sub(r"\1", part).removeprefix(_ON_TLJH)
    for exercise in exercises:
        part = re.sub(re.escape(exercise).replace("_", "[ _-]"), " ", part, flags=re.IGNORECASE)
    return _COPY.sub(" ", part).strip(" -_.")


def student_label(parts: tuple[str, ...], exercises: Iterable[str], shared: bool = False) -> str:
    """Return what the path of a file says of who handed it in; "" if nothing.

    The folder says it, or if it is ``shared`` by several students, the file.

    >>> names = ["01_what_happened"]
    >>> student_label(("Élodie Martin_812_assignsubmission_file_", "01_what_happened.ipynb"), names)
    'Élodie Martin'
    >>> student_label(("3B", "01_what_happened - Zoé (1).ipynb"), names, shared=True)
    'Zoé'
    """
    if found := lms_student(parts):
        return found["who"].strip()
    stem, folders = _stem(parts), [*reversed(parts[:-1])]
    for part in (stem, *folders) if shared else (*folders, stem):
        part = _cleaned(part, exercises)
        if part and part.casefold() not in _NOBODY:
            return part
    return ""


def _stem(parts: tuple[str, ...]) -> str:
    return re.sub(r"\.(ipynb|json)$", "", parts[-1], flags=re.IGNORECASE)


def lms_student(parts: tuple[str, ...]) -> re.Match[str] | None:
    """Return what an LMS wrote into a path: ``who``, and a ``number`` that no two people share."""
    found = (_MOODLE.match(part) for part in parts)
    return next(filter(None, found), None) or _CANVAS.match(parts[-1])


@functools.lru_cache(4096)
def _joined(name: str) -> frozenset[str]:
    """Return the words of a name without spaces, in each order: Canvas writes "martinelodie"."""
    return frozenset(map("".join, itertools.permutations(name_words(name)[:5])))


def _is(person: Person, said: str) -> bool:
    """Whether ``said`` names ``person`` and nothing else."""
    found, name = name_words(said), name_words(person.name)
    number = name_words(person.id) if person.id else ()
    emails = [each.casefold() for each in _EMAIL.findall(said)]
    return (
        found in (name, number, tuple(sorted(name + number)))
        or (len(found) == 1 and found[0] in _joined(person.name))
        or (bool(person.email) and emails == [person.email.casefold()])
    )


def matching_students(people: list[Person], said: str) -> set[frozenset[str]]:
    """Return whom ``said`` may name: each one or, for pair work, all of them, by pseudonym.

    >>> ali, zoe = Person("s-1", "Ali Ben"), Person("s-2", "Zoé Martin")
    >>> matching_students([ali, zoe], "ben_ali"), matching_students([ali, zoe], "Ali")
    ({frozenset({'s-1'})}, set())
    >>> len(matching_students([ali, zoe], "Ali Ben & Zoé Martin"))
    1
    """
    found = {frozenset({one.pseudonym}) for one in people if said and _is(one, said)}
    for between in _BETWEEN:
        pieces = [piece for piece in re.split(between, said) if piece.strip()]
        if 1 < len(pieces) <= _MOST and all(each := [matching_students(people, piece) for piece in pieces]):
            return found | {frozenset().union(*choice) for choice in itertools.product(*each)}
    return found


class AmbiguousError(Exception):
    """A path names more than one student of the roster, and not as a pair."""


def students_in_path(
    people: list[Person], parts: tuple[str, ...], exercises: Iterable[str]
) -> tuple[frozenset[str], bool]:
    """Return the pseudonyms of whom a path names exactly, and whether another part names somebody else.

    Raises
    ------
    AmbiguousError
        If it fits more than one, or folder and file name different ones and no LMS decides.
    """
    decides = next(filter(None, map(_MOODLE.match, parts)), None)
    canvas = _CANVAS.match(parts[-1])
    said = [_cleaned(part, exercises) for part in (*parts[:-1], canvas["who"] if canvas else _stem(parts))]
    others = [each for part in said if (each := matching_students(people, part))]
    if decides:
        first = matching_students(people, decides["who"].strip())
        fit = [each for each in others if first & each]
        if len(first) > 1:  # of two with one name: what else the path says
            first = first.intersection(*fit)
        found, other = first, len(fit) < len(others)
    else:
        found, other = (others[0].intersection(*others) if others else set()), False
        if others and not found:
            raise AmbiguousError
    if len(found) > 1:
        raise AmbiguousError
    return (next(iter(found)) if found else frozenset()), other and bool(found)


def may_mention(person: Person, said: str) -> bool:
    """Whether ``said`` may mean ``person``, more generously than `matching_students`: for `forget`."""
    found = name_words(said)
    have, run = set(found), roster.plain(said).replace(" ", "")
    return (
        person.pseudonym in said
        or (bool(person.name) and set(name_words(person.name)) <= have)
        or (bool(person.name) and any(joined in run for joined in _joined(person.name)))
        or (bool(person.id) and set(name_words(person.id)) <= have)
        or (bool(person.email) and person.email.casefold() in said.casefold())
    )
