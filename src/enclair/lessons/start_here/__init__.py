"""Lesson 0, start here: this computer, the test before and after, and what a class gained."""

from enclair.lessons import lazy_exports

__getattr__, __dir__ = lazy_exports(__name__, {"Survey": "survey", "cover": "survey"})
