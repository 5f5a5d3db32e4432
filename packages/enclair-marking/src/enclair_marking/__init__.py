"""Marking a class: a course, a sandbox for student code, marks, and what was misunderstood."""

from enclair.text.errors import PlainError
from enclair.text.locale import sentences

say = sentences(__package__)


class CourseError(PlainError):
    """A folder, a roster or a computer with which no class can be marked; the text says what to do."""

    def __init__(self, message: str, **words: object) -> None:
        super().__init__(message.format(**words) if words else message)
