"""Lesson 6, judge for a day: gates of proportionality, two judgments, demands of States."""

from enclair.lessons import lazy_exports

__getattr__, __dir__ = lazy_exports(__name__, {"Gates": "gates"})
