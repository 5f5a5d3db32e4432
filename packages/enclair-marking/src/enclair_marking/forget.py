"""Forgetting a student: no file but those in the inbox then holds name, pseudonym or mark."""

import json
import lzma
import os
import re
import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from enclair.stopping import atomic_replacement, write_atomically
from enclair.text.locale import quoted, text
from enclair_marking import CourseError
from enclair_marking.course import health
from enclair_marking.course.files import read, read_table, write
from enclair_marking.course.folder import Course
from enclair_marking.course.inbox import InboxFile
from enclair_marking.course.naming import is_among, may_mention
from enclair_marking.course.people import Person
from enclair_marking.results import report

# Where a name may stand that is not this student's: in work of others, and in tables made anew without them.
_OURS = {"submitted", "autograded", "results", "records", "names.csv", health.GRADEBOOK, health.BACKUP}
_OURS |= {"source", "release", "languages", "jupyter", "README.md", "nbgrader_config.py", "course.json"}


def forget(course: Course, pseudonym: str) -> tuple[str, list[str], list[str]]:
    """Delete all that is stored of one student but what lies in the inbox.

    Returns the name, the files of others' making that still hold it or the pseudonym, and the pseudonyms of
    pair work that no roster has split, which has it as well.
    """
    token = re.compile(rf"(?<![\w-]){re.escape(pseudonym)}(?![\w-])")
    matches = [one for one in course.people if one.pseudonym == pseudonym]
    if not matches and not any(token.search(path.name) for path in _paths(course.folder)):
        message = text("Nobody has the pseudonym {pseudonym}: names.csv has them all.")
        raise CourseError(message.format(pseudonym=quoted(pseudonym)))
    person = matches[0] if matches else Person(pseudonym, "")
    _from_gradebook(course, pseudonym)
    for path in _paths(course.folder):
        if token.search(path.name):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    _from_records(course, pseudonym)
    # A refused file tells its name, in one form or another: the next run tells the others again.
    refused = [
        InboxFile(tuple(row["what"].split("/")), 0, fault=row["why"])
        for row in read_table(course.folder / "results" / "needs_a_human.csv")
        if not row["student"] and not may_mention(person, row["what"])
    ]
    course.people = [one for one in course.people if one is not person]
    course.save()
    if (course.folder / "results").is_dir():
        report.write_all(course, refused)
    pairs = [one.pseudonym for one in course.people if is_among(person, one.name)]
    return person.name or pseudonym, list(_left(course, person)), pairs


def _paths(folder: Path) -> Iterator[Path]:
    """Yield all that stands in a course but its inbox, the innermost first."""
    for where, folders, names in os.walk(folder, topdown=False):
        inside = Path(where).relative_to(folder).parts[:1]
        if inside != ("inbox",):
            yield from (Path(where, name) for name in (*names, *folders))


def _from_gradebook(course: Course, pseudonym: str) -> None:
    """Take a student out of the gradebook, and out of its freed pages and its copies."""
    path = course.folder / health.GRADEBOOK
    health.check(course)
    with health.explained_sqlite_errors(course):
        with health.gradebook(course) as gradebook:
            if pseudonym in [student.id for student in gradebook.students]:
                gradebook.remove_student(pseudonym)
        with closing(sqlite3.connect(path, isolation_level=None)) as book:
            book.execute("PRAGMA secure_delete = ON")
            book.execute("VACUUM")
            for old in course.folder.glob(f"{health.GRADEBOOK}?*"):
                old.unlink()
            health.back_up(course.folder, book)


def _from_records(course: Course, pseudonym: str) -> None:
    """Take a pseudonym out of what is told of others: "the same answers as …"."""
    for path in course.folder.glob("records/*/*.json"):
        record = read(path)
        notes = [_without(note, pseudonym) for note in record["notes"]]
        if notes != record["notes"]:
            write(path, {**record, "notes": list(filter(None, notes))})
    for path in course.folder.glob("records/*/*.damaged"):
        write_atomically(path, path.read_bytes().replace(pseudonym.encode(), b""))


def _without(note: str, pseudonym: str) -> str:
    """Return a note without a pseudonym; "" if it named nobody else.

    >>> _without("The same as s-a, s-b (+2).", "s-a"), _without("The same as s-b.", "s-b")
    ('The same as s-b (+2).', '')
    """
    others = [other for other in re.findall(r"(?<![\w-])s-\w+", note) if other != pseudonym]
    if pseudonym not in note:
        return note
    listed = re.compile(rf"{re.escape(pseudonym)}, |, {re.escape(pseudonym)}(?![\w-])")
    return listed.sub("", note, count=1) if others else ""


def _left(course: Course, person: Person) -> Iterator[str]:
    """Yield the files that still hold the pseudonym or the name; what a zip holds is taken out of it."""
    for path in _paths(course.folder):
        if not path.is_file() or path.is_symlink():
            continue
        inside = path.relative_to(course.folder)
        name = not set(inside.parts) & _OURS
        if zipfile.is_zipfile(path):
            held = _zipped(path, person, name)
        else:
            held = _holds(person, path.read_bytes(), name)
        if held or _holds(person, str(inside).encode(), name):
            yield str(inside)


def _holds(person: Person, content: bytes, name: bool) -> bool:
    keys = [person.pseudonym, *([person.name, json.dumps(person.name)[1:-1]] if name and person.name else [])]
    return any(
        re.search(rb"(?<![\w-])" + re.escape(key.encode(code)) + rb"(?![\w-])", content)
        for key in keys
        for code in ("utf-8", "utf-16-le", "utf-16-be")
    )


def _zipped(path: Path, person: Person, name: bool) -> bool:
    """Write a zip anew without the files that hold a student; whether they are still there."""
    try:
        with zipfile.ZipFile(path) as old:
            held = {
                one for one in old.namelist() if _holds(person, one.encode() + b"\n" + old.read(one), name)
            }
            if not held or path.suffix.casefold() != ".zip":  # a spreadsheet is a zip, but whole or nothing
                return bool(held)
            with atomic_replacement(path) as new, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as made:
                for member in old.infolist():
                    if member.filename not in held:
                        made.writestr(member, old.read(member))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError):
        return True  # nobody knows what it holds
    return False
