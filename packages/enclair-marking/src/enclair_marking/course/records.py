"""What came of each submission, in a file of its own: what has a record is marked."""

from dataclasses import dataclass, field
from typing import Any

from enclair.text.locale import use_locale
from enclair_marking import say
from enclair_marking.course.files import read
from enclair_marking.course.folder import BROKEN, Course


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
    """Return every record of ``course``; of one that cannot be read the submission is to be marked anew."""
    with use_locale(course.lang):
        damaged = say("record-damaged")
    kept = []
    for path in sorted(course.folder.glob("records/*/*.json")):
        try:
            kept.append(Record(**read(path)))
        except BROKEN:
            kept.append(Record(path.stem, path.parent.name, "", False, [damaged]))
    return kept
