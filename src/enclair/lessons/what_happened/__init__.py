"""Lesson 1, what happened: the case as a timeline, and who can ask what of whom."""

from enclair.lessons import lazy_exports

__getattr__, __dir__ = lazy_exports(
    __name__, {"decide": "decision", "ungraded": "checks", "until": "decision"}
)
