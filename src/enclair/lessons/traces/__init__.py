"""Lesson 5, traces: who are you when nobody reads your words."""

from enclair.lessons import offering
from enclair.text.toml import sentences

say = sentences(__package__)
__getattr__, __dir__ = offering(__name__, {"rivals": "rivals_table"})
