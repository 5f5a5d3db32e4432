"""Is a course whole? Asked before anything is marked: what is damaged is told, and never marked over.

The gradebook holds what humans gave: a sound one is copied to ``gradebook.db.bak``, a damaged one is refused.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from nbgrader.api import Gradebook, InvalidEntry, MissingEntry
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config.loader import PyFileConfigLoader

from enclair.stopping import atomic_replacement
from enclair_marking import CourseError
from enclair_marking.course.files import write
from enclair_marking.course.folder import Course, damaged

GRADEBOOK, BACKUP = "gradebook.db", "gradebook.db.bak"


def check(course: Course) -> None:
    """Raise `CourseError` if what marking needs is damaged; else keep a copy of the marks."""
    exercises = set(course.given[course.lang])  # raises for what was given out
    require_sandbox(course.folder)
    with explained_sqlite_errors(course):
        path = course.folder / GRADEBOOK
        if not path.is_file():
            raise sqlite3.DatabaseError
        # Not read-only: after a run that was stopped while it wrote, SQLite first takes that write back.
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True)) as book:
            if book.execute("PRAGMA quick_check").fetchone() != ("ok",):
                raise sqlite3.DatabaseError
            if not exercises <= {name for (name,) in book.execute("SELECT name FROM assignment")}:
                raise sqlite3.DatabaseError
            back_up(course.folder, book)


def gradebook(course: Course) -> Gradebook:
    """Return the marks of a course, to be opened."""
    return Gradebook(f"sqlite:///{course.folder / GRADEBOOK}", "enclair")


def submitted(course: Course) -> set[tuple[str, str]]:
    """Return each student and exercise that the gradebook has marks of."""
    asked = "SELECT student_id, name FROM submitted_assignment JOIN assignment x ON assignment_id = x.id"
    with explained_sqlite_errors(course), closing(sqlite3.connect(course.folder / GRADEBOOK)) as book:
        return set(book.execute(asked))


def back_up(folder: Path, book: sqlite3.Connection) -> None:
    """Keep a copy of a sound gradebook."""
    with atomic_replacement(folder / BACKUP) as new, closing(sqlite3.connect(new)) as kept:
        book.backup(kept)


# What SQLite says when it has no room, may not write, or the disk does not answer: the marks are whole.
_NO_ACCESS = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)


@contextmanager
def explained_sqlite_errors(course: Course) -> Iterator[None]:
    """Turn what SQLite says of a gradebook into a sentence."""
    path = course.folder / GRADEBOOK
    try:
        yield
    except (sqlite3.Error, SQLAlchemyError, MissingEntry, InvalidEntry) as error:
        code = getattr(getattr(error, "orig", error), "sqlite_errorcode", 0) & 0xFF
        if code in _NO_ACCESS:
            raise CourseError("disk-closed", path=path) from None
        key = "in-use" if "locked" in str(error) else "gradebook-damaged"
        raise CourseError(key, path=path, kept=BACKUP) from None


def require_sandbox(folder: Path) -> None:
    """Raise `CourseError` unless nbgrader is told to run student code in the sandbox, and nowhere else."""
    path = folder / "nbgrader_config.py"
    try:
        before = path.read_text(encoding="utf-8")
        # A course may be older than this package, which was a part of enclair-tools.
        if (now := before.replace("enclair_tools.marking", "enclair_marking")) != before:
            write(path, now)
        config = PyFileConfigLoader(path.name, path=str(folder)).load_config()
        runs = [preprocessor.__name__ for preprocessor in config.Autograde.autograde_preprocessors]
        sound = "ExecuteClosed" in runs and "Execute" not in runs
    except Exception:  # whatever stands in it
        sound = False
    if not sound:
        raise damaged(path)
