"""Lesson 5, traces: who are you when nobody reads your words."""

from enclair.lessons import lazy_exports
from enclair.text.toml import sentences

say = sentences(__package__)
__getattr__, __dir__ = lazy_exports(__name__, {"rivals": "rivals_table"})
