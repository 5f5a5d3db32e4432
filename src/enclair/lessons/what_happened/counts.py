"""How many rows rest on each type of source: whether a table says so, and the slip behind another one."""

import math
import numbers
from collections.abc import Mapping
from typing import Any

import pandas as pd

from enclair.checks.answers import is_number, is_whole
from enclair.checks.feedback import Answer, IncorrectAnswer, short


def is_table(value: object) -> bool:
    """Return whether a value is a table of counts, or what stands in its place: rows, or one number."""
    return isinstance(value, dict | pd.Series | pd.DataFrame | numbers.Number)


def inside(events: pd.DataFrame, start: str, end: str) -> "pd.Series[bool]":
    """Return which events lie in a range of days, both included."""
    return (events["date"] >= start) & (events["date"] <= end)


def tally(events: pd.DataFrame, column: str = "source_type") -> dict[str, int]:
    """Return how many rows have each value of ``column``, most frequent first."""
    return {str(key): int(count) for key, count in events[column].value_counts().items()}


def judge_table(events: pd.DataFrame, start: str, end: str, table: Answer) -> bool:
    """Raise `IncorrectAnswer` for a table of counts that is not right: for its form, then for its numbers."""
    if isinstance(table, numbers.Number):
        raise IncorrectAnswer("one-number")
    table = _one_column(table)
    if isinstance(table, pd.DataFrame):
        types = {*events["source_type"]}
        raise IncorrectAnswer("every-column-counted" if {*table.index} <= types else "rows-not-counted")
    counts = {short(key): count for key, count in table.items()}
    chosen = events[inside(events, start, end)]
    right = tally(chosen)
    if not all(map(is_whole, counts.values())):
        shares = {key: count / len(chosen) for key, count in right.items()}
        raise IncorrectAnswer("shares-not-counts" if _close(counts, shares) else "rows-not-counted")
    mine = {key: int(count) for key, count in counts.items() if count}
    if mine != right:
        raise _why_counts(mine, right, events, start, end)
    if [*mine.values()] != sorted(mine.values(), reverse=True):
        raise IncorrectAnswer("not-sorted")
    return True


def _one_column(table: Answer) -> Answer:
    """Return a table of names and their numbers as a column, and any other value as it is."""
    if not isinstance(table, pd.DataFrame) or not 1 <= table.shape[1] <= 2:
        return table
    named = table if table.shape[1] == 1 else table.set_index(table.columns[0])
    return named.iloc[:, 0] if pd.api.types.is_numeric_dtype(named.iloc[:, 0]) else table


def _close(table: Mapping[str, Any], right: Mapping[str, float]) -> bool:
    """Return whether all values of two dictionaries agree, as parts of 1 or in 100."""
    if table.keys() != right.keys() or not all(map(is_number, table.values())):
        return False
    return any(
        all(math.isclose(table[key], times * right[key], abs_tol=0.006 * times) for key in right)
        for times in (1, 100)
    )


def _why_counts(
    counts: dict[str, int], right: dict[str, int], events: pd.DataFrame, start: str, end: str
) -> IncorrectAnswer:
    """Return the slip behind wrong counts: the one that gives exactly these numbers."""
    dates = events["date"]
    slips = {
        "whole-timeline": dates.notna(),
        "no-end": dates >= start,
        "no-start": dates <= end,
        "end-left-out": (dates >= start) & (dates < end),
        "start-left-out": (dates > start) & (dates <= end),
        "ends-left-out": (dates > start) & (dates < end),
        "outside-range": ~inside(events, start, end),
    }
    for misconception, rows in slips.items():
        if counts == tally(events[rows]):
            return IncorrectAnswer(misconception)
    if foreign := [key for key in counts if key not in {*events["source_type"]}]:
        others = ("source_name", "category", "track", "confidence", "status", "country", "dimension")
        for column in others:
            if {*counts} <= {*events[column]}:
                return IncorrectAnswer("wrong-column", column)
        return IncorrectAnswer("unknown-keys", foreign[0])
    differs = (key for key in [*counts, *right] if counts.get(key) != right.get(key))
    return IncorrectAnswer("wrong-counts", next(differs))
