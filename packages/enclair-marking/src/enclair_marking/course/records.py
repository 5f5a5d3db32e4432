"""What came of each submission, in a file of its own: what has a record is marked."""

from dataclasses import dataclass, field
from typing import Any

from enclair.text.locale import use_locale
from enclair_marking import say
from enclair_marking.course.files import read
from enclair_marking.course.folder import BROKEN, Course
from enclair_marking.course.health import submitted


@dataclass
class Record:
    """What came of one submission: if it is not ``marked``, the ``notes`` say why.

    ``checks`` has what each check said, by the id of its cell, as `enclair.checks.results.feedback` gives it;
    ``first`` has the same of the first time that this student's exercise was marked.
    """

    student: str
    exercise: str
    digest: str
    marked: bool
    notes: list[str] = field(default_factory=list)
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)
    first: dict[str, dict[str, Any]] = field(default_factory=dict)


def records(course: Course) -> list[Record]:
    """Return every record of ``course``; one that is of no use says that its submission is to be marked anew.

    It cannot be read, or the gradebook, which was put back from a copy, has no marks of it.
    """
    with use_locale(course.lang):
        lost = [say("record-lost")]
    in_gradebook = submitted(course)
    kept = []
    for path in sorted(course.folder.glob("records/*/*.json")):
        try:
            record = Record(**read(path))
        except BROKEN:
            record = Record(path.stem, path.parent.name, "", False, lost)
        if record.marked and (record.student, record.exercise) not in in_gradebook:
            record.marked, record.notes = False, lost
        kept.append(record)
    return kept
