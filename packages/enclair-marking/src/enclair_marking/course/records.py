"""What came of each submission, in a file of its own: what has a record is marked."""

from dataclasses import dataclass, field
from typing import Any

from enclair_marking.course.files import read
from enclair_marking.course.folder import Course


@dataclass
class Record:
    """What came of one submission.

    Attributes
    ----------
    marked
        Whether there are marks; if not, ``notes`` says why.
    checks
        What each check said, by the id of its cell: "check", "passed", "misconception"
        and "note", the name of the sentence that was told.
    first
        The same of the first time that this student's exercise was marked.
    """

    student: str
    exercise: str
    digest: str
    marked: bool
    notes: list[str] = field(default_factory=list)
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)
    first: dict[str, dict[str, Any]] = field(default_factory=dict)


#: What is put behind the name of a record that cannot be read: its submission is marked anew.
SET_ASIDE = ".damaged"


def records(course: Course) -> list[Record]:
    """Return every record of ``course``; one that is damaged is set aside."""
    kept = []
    for path in sorted(course.folder.glob("records/*/*.json")):
        try:
            one = Record(**read(path))
            named = (one.student, one.exercise) == (path.stem, path.parent.name)
            if not named or not all(isinstance(note, str) for note in one.notes):
                raise ValueError
            for feedback in (*one.checks.values(), *one.first.values()):
                str(feedback["check"]), str(feedback["misconception"]), bool(feedback["passed"])
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
            path.rename(path.with_name(path.name + SET_ASIDE))
        else:
            kept.append(one)
    return kept
