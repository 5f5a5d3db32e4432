"""Balance, defined once: a quotation's side is the sign of its stance, and 0 is neither side.

An explorer shows every quotation. Of what a lesson, an exercise, a deck or a preset *selects by id*, between
40 and 60 % are on the privacy side; those on neither side are not counted in that share. The same holds for
examples, questions and rival explanations that are coded with the side whose argument they serve.
"""

import re
from collections.abc import Iterable
from math import nan

import pandas as pd

from enclair.text.errors import ChoiceError
from enclair.text.locale import text

SIDES = ("privacy", "neither", "security")
LOWEST, HIGHEST = 0.4, 0.6


def side(stance: float) -> str:
    """Return the side of a stance: "privacy" (below 0), "neither" (0) or "security" (above 0)."""
    return "neither" if stance == 0 else "privacy" if stance < 0 else "security"


def count_sides(quotes: pd.DataFrame) -> dict[str, int]:
    """Return how many of ``quotes`` (rows of that table of a case) are on each side."""
    sides = quotes["stance"].map(side).tolist()
    return {name: sides.count(name) for name in SIDES}


def quotation_ids(words: str) -> list[str]:
    """Return the ids of quotations in a text, each once, in the order in which they first occur.

    >>> quotation_ids("Compare Q06 with Q04, then read Q06 again.")
    ['Q06', 'Q04']
    """
    return list(dict.fromkeys(re.findall(r"\bQ\d\d+\b", words)))


def rows(ids: Iterable[str], quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``quotes`` with these ``ids``.

    Raises
    ------
    ChoiceError
        If an id is not in the table.
    """
    wanted = list(ids)
    unknown = [id_ for id_ in wanted if id_ not in set(quotes["id"])]
    if unknown:
        message = text("No quotation has the id {ids}: look it up in the table `quotes`.")
        raise ChoiceError(message.format(ids=", ".join(unknown)))
    return quotes[quotes["id"].isin(wanted)]


def privacy_share(ids: Iterable[str], quotes: pd.DataFrame) -> float:
    """Return the share, 0 to 1, of the privacy side among quotations with a side; nan if none has one.

    Raises
    ------
    ChoiceError
        If an id is not in the table.
    """
    counts = count_sides(rows(ids, quotes))
    with_side = counts["privacy"] + counts["security"]
    return counts["privacy"] / with_side if with_side else nan
