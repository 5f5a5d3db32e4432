"""Lesson 1, what happened: the case as a timeline, and who can ask what of whom."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {"decide": "decision"})
