"""Lesson 8, if everyone leaves: the shape of a network, and who follows."""

from enclair.lessons import lazy_exports

__getattr__, __dir__ = lazy_exports(__name__, {})
