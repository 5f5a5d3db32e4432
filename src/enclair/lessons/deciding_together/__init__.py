"""Lesson 7, deciding together: a debate with cards, a map of reasons, a memo."""

from enclair.lessons import offering

__getattr__, __dir__ = offering(__name__, {"Deck": "deck", "Timer": "timer"})
