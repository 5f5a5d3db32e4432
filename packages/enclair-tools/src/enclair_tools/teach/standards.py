"""Which codes of school programmes and university frameworks the lessons serve: a table, and its page."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

TABLE = "teaching/standards.csv"
HEAD = """# Which programmes the lessons serve

Made from `standards.csv` by `uv run enclair make standards`: change the table, not this page.
The words are our paraphrase, never the official text. † marks what we read in a third party's \
transcription: compare it with the official text before you rely on it. A blank means that we read no date.
"""

Row = Mapping[str, str]


def lessons(row: Row) -> tuple[int, ...]:
    """Return the lessons that a row names."""
    return tuple(int(number) for number in row["lessons"].split(";") if number)


def in_force(row: Row, on: str) -> bool:
    """Return whether a row holds on the day ``on`` (ISO); a blank date sets no limit.

    >>> in_force({"in_force_from": "2027", "in_force_to": ""}, "2026-11-25")
    False
    """
    until = row["in_force_to"]
    return row["in_force_from"] <= on and (not until or on[: len(until)] <= until)


def frameworks(table: Iterable[Row], taught: Iterable[int], on: str) -> list[str]:
    """Return the frameworks that ask, that day, for something of the lessons ``taught``."""
    asking = (row for row in table if {*taught} & {*lessons(row)} and in_force(row, on))
    return [*dict.fromkeys(row["framework"] for row in asking)]


def rows(root: Path) -> list[dict[str, str]]:
    """Return the table of programmes."""
    with (root / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the page of programmes, one table for each framework, and what it should hold."""
    table, lines = rows(root), [HEAD.rstrip()]
    for framework in dict.fromkeys(row["framework"] for row in table):
        head = "| code | what it asks | lessons | in force | version | read in |"
        lines += ["", f"## {framework}", "", head, "|---|---|---|---|---|---|"]
        lines += [_line(row) for row in table if row["framework"] == framework]
    yield root / "teaching" / "standards.md", "\n".join(lines) + "\n"


def _line(row: Row) -> str:
    source = f"[{row['source_name']}]({row['source_url']})" if row["source_url"] else row["source_name"]
    seen = f", seen on {row['seen_on']}" if row["seen_on"] else ""
    start, end = row["in_force_from"], row["in_force_to"]
    cells = (
        row["code"] + (" †" if row["transcription"] == "third-party" else ""),
        row["paraphrase"],
        ", ".join(map(str, lessons(row))),
        " ".join(filter(None, [start and f"from {start}", end and f"to {end}"])),
        row["version"],
        source + seen,
    )
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"
