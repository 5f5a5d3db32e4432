"""Lesson 4, needles and haystacks: looking for what is rare, and how figures are misused."""

from enclair.lessons import lazy_exports

__getattr__, __dir__ = lazy_exports(__name__, {"misuses": "figures"})
