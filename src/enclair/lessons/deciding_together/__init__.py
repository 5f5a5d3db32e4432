"""Lesson 7, deciding together: a debate with cards, a map of reasons, a memo."""

from enclair.lessons import lazy_exports
from enclair.text.locale import sentences

say = sentences(__package__)
__getattr__, __dir__ = lazy_exports(__name__, {"Deck": "deck", "Timer": "timer", "reasons": "cards"})
