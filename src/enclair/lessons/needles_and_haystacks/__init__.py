"""Lesson 4, needles and haystacks: looking for what is rare, and how figures are misused."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {"misuses": "misuses_table"})
