"""Marking a class: a course, a sandbox for student code, marks, and what was misunderstood."""

from enclair.text.errors import PlainError
from enclair.text.locale import sentences

say = sentences(__package__)


class CourseError(PlainError):
    """A folder or a roster with which no class can be marked: what to do, by its ``key`` in `en.toml`."""

    def __init__(self, key: str, **words: object) -> None:
        super().__init__(say(key, **words))
