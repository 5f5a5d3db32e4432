"""Marking a class: a course, a sandbox for student code, marks, and what was misunderstood."""

from enclair.text import toml
from enclair.text.errors import PlainError


class CourseError(PlainError):
    """A folder, a roster or a computer with which no class can be marked; the text says what to do."""


def say(key: str, lang: str, **words: object) -> str:
    """Return the sentence ``key`` of ``*.toml`` in ``lang``, with ``words`` in its places."""
    return str(toml.tables(__package__, "sentences", lang)[key]).format(**words)
