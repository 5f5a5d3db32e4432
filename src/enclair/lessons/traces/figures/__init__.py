"""Figures of lesson 5."""

from enclair.lessons.traces.figures.crowds import CoinAndDie, Hidden, Network, Noise, looked_at, names_back
from enclair.lessons.traces.figures.disclosures import (
    never_happened,
    printed_and_same,
    quarters,
    where_it_rose,
)
from enclair.lessons.traces.figures.moderation import moderation
from enclair.lessons.traces.figures.users import Growth

__all__ = [
    "CoinAndDie",
    "Growth",
    "Hidden",
    "Network",
    "Noise",
    "looked_at",
    "moderation",
    "names_back",
    "never_happened",
    "printed_and_same",
    "quarters",
    "where_it_rose",
]
