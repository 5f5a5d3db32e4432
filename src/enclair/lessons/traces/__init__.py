"""Lesson 5, traces: who are you when nobody reads your words."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {"rivals": "rivals_table"})
