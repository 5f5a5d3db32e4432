"""Lesson 8, if everyone leaves: the shape of a network, and who follows."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {})
