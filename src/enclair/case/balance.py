"""Balance, defined once: a quotation's side is the sign of its stance, and 0 is neither side.

An explorer shows every quotation. Of what a lesson, an exercise, a deck or a preset *selects by id*, between
40 and 60 % are on the privacy side; those on neither side are not counted in that share. The same holds for
examples, questions and rival explanations that are coded with the side whose argument they serve.
"""

import re
from collections.abc import Iterable, Mapping
from math import isnan, nan

import pandas as pd

from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, labelled, text

SIDES = N_(("privacy", "neither", "security"))
LOWEST, HIGHEST = 0.4, 0.6
_BOUNDS = {"low": round(100 * LOWEST), "high": round(100 * HIGHEST)}


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


def report(chosen: Mapping[str, Iterable[str]], quotes: pd.DataFrame) -> list[tuple[str, bool]]:
    """Return one line for each name in ``chosen`` that selects something: its counts, and if the rule holds.

    Parameters
    ----------
    chosen
        Name of a notebook or a deck, and the ids that it selects.
    quotes
        The table of that name of a case.
    """
    return [_line(name, ids, quotes) for name, selection in chosen.items() if (ids := list(selection))]


def report_sides(coded: Mapping[str, Iterable[str]]) -> list[tuple[str, bool]]:
    """Return one line for each name in ``coded`` (with the sides of its examples), and if the rule holds."""
    lines = []
    for name, sides in coded.items():
        listed = list(sides)
        counts = {side: listed.count(side) for side in SIDES}
        with_side = counts["privacy"] + counts["security"]
        line = _named(name, f"{counts_in_words(counts)}.")
        if unknown := set(listed) - {*SIDES}:
            message = text("Unknown side: {sides}.").format(sides=", ".join(sorted(unknown)))
            lines.append((f"{line} {message}", False))
        elif not with_side or LOWEST <= counts["privacy"] / with_side <= HIGHEST:
            lines.append((f"{line} {text('The rule holds.')}", True))
        else:
            message = text("The rule asks for {low}% to {high}%: add to one side.")
            lines.append((f"{line} {message.format(**_BOUNDS)}", False))
    return lines


def counts_in_words(counts: Mapping[str, int]) -> str:
    """Return the counts of `count_sides` as one line of text."""
    return ", ".join(f"{text(side)} {count}" for side, count in counts.items())


def _named(name: str, words: str) -> str:
    return labelled(text(name), words)


def _line(name: str, ids: list[str], quotes: pd.DataFrame) -> tuple[str, bool]:
    try:
        part = privacy_share(ids, quotes)
    except ChoiceError as error:
        return _named(name, str(error)), False
    counts = counts_in_words(count_sides(rows(ids, quotes)))
    if isnan(part):
        return _named(name, text("{counts}. The rule holds: none has a side.").format(counts=counts)), True
    message = text("{counts}; {percent}% of what has a side is on the privacy side.")
    line = _named(name, message.format(counts=counts, percent=round(100 * part)))
    if LOWEST <= part <= HIGHEST:
        return f"{line} {text('The rule holds.')}", True
    message = text(
        "The rule asks for {low}% to {high}%: choose other quotations here (now {ids}); never change a code "
        "in the table to pass."
    )
    return f"{line} {message.format(ids=', '.join(ids), **_BOUNDS)}", False
