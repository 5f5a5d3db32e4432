"""Forgetting a student: no file but those in the inbox then holds name, pseudonym or mark."""

import json
import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from enclair.stopping import write_atomically
from enclair.text.locale import quoted
from enclair_marking import CourseError, say
from enclair_marking.course import health
from enclair_marking.course.folder import Course
from enclair_marking.course.naming import is_among
from enclair_marking.course.people import Person
from enclair_marking.results import report

# What a course consists of: a name that is left there is that of somebody else, in work of others; a
# pseudonym is nobody else's, and is looked for there as well.
_OURS = {"submitted", "autograded", "results", "records", "names.csv", health.GRADEBOOK, health.BACKUP}
_OURS |= {"source", "release", "languages", "jupyter", "README.md", "nbgrader_config.py", "course.json"}


def forget(course: Course, pseudonym: str) -> int:
    """Delete all that is stored of one student but what lies in the inbox, and say so.

    Says as well, and returns 1, if files of others' making still hold the name or the pseudonym, or pair work
    that no roster has split.
    """
    token = re.compile(rf"(?<![\w-]){re.escape(pseudonym)}(?![\w-])")
    person = next((one for one in course.people if one.pseudonym == pseudonym), Person(pseudonym, ""))
    if person not in course.people and not any(token.search(path.name) for path in _paths(course.folder)):
        raise CourseError("no-such-pseudonym", pseudonym=quoted(pseudonym))
    _from_gradebook(course, pseudonym)
    for path in _paths(course.folder):
        if token.search(path.name):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    for path in course.folder.glob("records/*/*.json*"):  # what is told of others: "the same answers as …"
        before = path.read_bytes()
        if (after := re.sub(token.pattern.encode(), "…".encode(), before)) != before:
            write_atomically(path, after)
    course.people = [one for one in course.people if one is not person]
    course.save()
    if (course.folder / "results").is_dir():
        report.write_all(course, [])  # a refused file tells its name: the next run tells of the others again
    name, left = person.name or pseudonym, _left(course, person)
    pairs = [one.pseudonym for one in course.people if is_among(person, one.name)]
    print(say("forgotten", who=pseudonym, name=name, folder=course.folder / "inbox"))
    if left:
        print(say("forgotten-left", files=", ".join(left)))
    if pairs:
        print(say("forgotten-pair", name=name, others=", ".join(pairs)))
    return 1 if left or pairs else 0


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


def _left(course: Course, person: Person) -> list[str]:
    """Return the files that still tell who it was, and zips, of which nobody knows.

    A name may be written as JSON does, and any word as spreadsheets do, in UTF-16.
    """
    left = []
    for path in _paths(course.folder):
        inside = path.relative_to(course.folder)
        name = "" if inside.parts[0] in _OURS else person.name
        words = {person.pseudonym, name, json.dumps(name)[1:-1]} - {""}
        spelt = {word.encode(code) for word in words for code in ("utf-8", "utf-16-le", "utf-16-be")}
        token = re.compile(rb"(?<![\w-])(?:" + b"|".join(map(re.escape, spelt)) + rb")(?![\w-])")
        if path.is_file() and not path.is_symlink():
            content = str(inside).encode() + b"\n" + path.read_bytes()
            if token.search(content) or zipfile.is_zipfile(path):
                left.append(str(inside))
    return left
