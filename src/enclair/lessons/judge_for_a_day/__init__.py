"""Lesson 6, judge for a day: gates of proportionality, two judgments, demands of States."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {"Gates": "gates"})
