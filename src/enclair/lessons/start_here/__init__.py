"""Lesson 0, start here: this computer, the test before and after, and what a class gained."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {"Survey": "survey"})
