"""Which codes of school programmes and university frameworks the lessons serve: a table, and its page."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from enclair_tools import templates

TABLE = "teaching/standards.csv"


def in_force(row: Mapping[str, str], on: str) -> bool:
    """Return whether a row holds on the day ``on`` (ISO); a blank date sets no limit.

    >>> in_force({"in_force_from": "2027", "in_force_to": ""}, "2026-11-25")
    False
    """
    until = row["in_force_to"]
    return row["in_force_from"] <= on and (not until or on[: len(until)] <= until)


def frameworks(table: Iterable[Mapping[str, str]], taught: Iterable[int], on: str) -> list[str]:
    """Return the frameworks that ask, that day, for something of the lessons ``taught``."""
    numbers = {str(lesson) for lesson in taught}
    asking = (row for row in table if numbers & {*row["lessons"].split(";")} and in_force(row, on))
    return [*dict.fromkeys(row["framework"] for row in asking)]


def rows(root: Path) -> list[dict[str, str]]:
    """Return the table of programmes."""
    with (root / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the page of programmes, one table for each framework, and what it should hold."""
    yield root / "teaching" / "standards.md", templates.page(__package__, "standards.jinja", rows=rows(root))
