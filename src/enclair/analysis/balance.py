"""Balance, defined once: a quotation's side is the sign of its stance, and 0 is neither side.

An explorer shows every quotation. Of what a lesson, an exercise, a deck or a preset *selects by id*, between
40 and 60 % are on the privacy side; those on neither side are not counted in that share. The same holds for
examples, questions and rival explanations that are coded with the side whose argument they serve.
"""

import re
from collections.abc import Iterable, Mapping
from math import isnan, nan

import pandas as pd

from enclair.errors import ChoiceError

SIDES = ("privacy", "neither", "security")
LOWEST, HIGHEST = 0.4, 0.6


def side(stance: float) -> str:
    """Return the side of a stance: "privacy" (below 0), "neither" (0) or "security" (above 0)."""
    return "neither" if stance == 0 else "privacy" if stance < 0 else "security"


def count_sides(quotes: pd.DataFrame) -> dict[str, int]:
    """Return how many of ``quotes`` (rows of that table of a case) are on each side."""
    sides = quotes["stance"].map(side).tolist()
    return {name: sides.count(name) for name in SIDES}


def decks() -> dict[str, tuple[str, ...]]:
    """Return what the kit's views select by id: the name of each deck or preset, and its ids."""
    from enclair.analysis.deck import quotations
    from enclair.analysis.framing import SENTENCES  # not above: these use `side`
    from enclair.analysis.recoding import RECODE

    framed = tuple(sentence["quote"] for sentence in SENTENCES.values())
    return {
        "sentences to code again": RECODE,
        "sentences to frame": framed,
        "quotations behind the cards of the debate": quotations(),
    }


def selected(text: str) -> list[str]:
    """Return the ids of quotations in ``text``, each once, in the order in which they first occur.

    >>> selected("Compare Q06 with Q04, then read Q06 again.")
    ['Q06', 'Q04']
    """
    return list(dict.fromkeys(re.findall(r"\bQ\d\d+\b", text)))


def rows(ids: Iterable[str], quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``quotes`` with these ``ids``.

    Raises
    ------
    ChoiceError
        If an id is not in the table.
    """
    wanted = list(ids)
    unknown = [each for each in wanted if each not in set(quotes["id"])]
    if unknown:
        raise ChoiceError(f"No quotation has the id {', '.join(unknown)}: look it up in the table `quotes`.")
    return quotes[quotes["id"].isin(wanted)]


def share(ids: Iterable[str], quotes: pd.DataFrame) -> float:
    """Return which part of the quotations ``ids`` that have a side is on the privacy side; nan if none has.

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
    return [_line(name, ids, quotes) for name, each in chosen.items() if (ids := list(each))]


def report_sides(coded: Mapping[str, Iterable[str]]) -> list[tuple[str, bool]]:
    """Return one line for each name in ``coded`` (with the sides of its examples), and if the rule holds."""
    found = []
    for name, sides in coded.items():
        listed = list(sides)
        counts = {side: listed.count(side) for side in SIDES}
        with_side = counts["privacy"] + counts["security"]
        told = f"{name}: {', '.join(f'{side} {count}' for side, count in counts.items())}."
        if unknown := set(listed) - {*SIDES}:
            found.append((f"{told} Unknown side: {', '.join(sorted(unknown))}.", False))
        elif not with_side or LOWEST <= counts["privacy"] / with_side <= HIGHEST:
            found.append((f"{told} The rule holds.", True))
        else:
            found.append((f"{told} The rule asks for {LOWEST:.0%} to {HIGHEST:.0%}: add to one side.", False))
    return found


def _line(name: str, ids: list[str], quotes: pd.DataFrame) -> tuple[str, bool]:
    try:
        part = share(ids, quotes)
    except ChoiceError as error:
        return f"{name}: {error}", False
    counts = ", ".join(f"{side} {count}" for side, count in count_sides(rows(ids, quotes)).items())
    if isnan(part):
        return f"{name}: {counts}. The rule holds: none has a side.", True
    found = f"{name}: {counts}; {part:.0%} of what has a side is on the privacy side."
    if LOWEST <= part <= HIGHEST:
        return f"{found} The rule holds.", True
    return (
        f"{found} The rule asks for {LOWEST:.0%} to {HIGHEST:.0%}: choose other quotations here (now "
        f"{', '.join(ids)}); never change a code in the table to pass.",
        False,
    )
