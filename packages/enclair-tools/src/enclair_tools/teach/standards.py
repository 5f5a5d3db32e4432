"""Which codes of school programmes and university frameworks the lessons serve: a table, and its page."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from enclair.text.errors import PlainError
from enclair_tools.notebooks.canonical import is_current, write_if_changed

TABLE = "teaching/standards.csv"
PAGE = "teaching/standards.md"

_NEEDED = {"constraints": {"required": True}}
_DAY = {"constraints": {"pattern": r"\d{4}(-(0\d|1[0-2])(-[0-3]\d)?)?"}}
_FIELDS: dict[str, dict[str, Any]] = {
    "framework": {},
    "code": {},
    "version": {},
    "in_force_from": _DAY,
    "in_force_to": _DAY,
    "paraphrase": _NEEDED,
    "paraphrase_fr": _NEEDED,
    "lessons": {"constraints": {"required": True, "pattern": r"\d+(;\d+)*"}},
    "source_name": _NEEDED,
    "source_url": {"constraints": {"pattern": "https://.*"}},
    "seen_on": _DAY,
    # Who wrote the text in which the code was read.
    "transcription": {"constraints": {"required": True, "enum": ["official", "third-party"]}},
}
#: The Table Schema of ``teaching/standards.csv``.
SCHEMA = {
    "primaryKey": ["framework", "code"],
    "fields": [{"name": name, "type": "string", **rules} for name, rules in _FIELDS.items()],
}
#: The sign of a code that was read in a third party's transcription.
DAGGER = "†"

Row = Mapping[str, str]


class StandardsError(PlainError, ValueError):
    """The table of programmes has a row that is not as it should be."""


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
    chosen = set(taught)
    return [
        *dict.fromkeys(row["framework"] for row in table if chosen & {*lessons(row)} and in_force(row, on))
    ]


def rows(root: Path) -> list[dict[str, str]]:
    """Return the table of programmes."""
    with (root / TABLE).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _page(root: Path) -> str:
    """Return the page; raise a `StandardsError` with what the validator finds in the table."""
    from enclair_tools.validation import table_errors

    if faults := table_errors(root, TABLE, SCHEMA):
        raise StandardsError("\n".join(faults))
    return markdown(rows(root))


def markdown(table: Sequence[Row]) -> str:
    """Return the table of standards as a page of Markdown, one table for each framework."""
    lines = [
        "# Which programmes the lessons serve",
        "",
        f"Made from `{Path(TABLE).name}` by `uv run enclair standards`: change the table, not this page.",
        "The words are our paraphrase, never the official text. "
        f"{DAGGER} marks what we read in a third party's transcription: compare it with the "
        "official text before you rely on it. A blank means that we read no date.",
    ]
    for framework in dict.fromkeys(row["framework"] for row in table):
        chosen = [row for row in table if row["framework"] == framework]
        lines += [
            "",
            f"## {framework}",
            "",
            "| code | what it asks | lessons | in force | version | read in |",
        ]
        lines.append("|---|---|---|---|---|---|")
        for row in chosen:
            mark = f" {DAGGER}" if row["transcription"] == "third-party" else ""
            source = (
                f"[{row['source_name']}]({row['source_url']})" if row["source_url"] else row["source_name"]
            )
            seen = f", seen on {row['seen_on']}" if row["seen_on"] else ""
            force = " ".join(
                f"{word} {row[column]}"
                for word, column in (("from", "in_force_from"), ("to", "in_force_to"))
                if row[column]
            )
            taught = ", ".join(map(str, lessons(row)))
            cells = (row["code"] + mark, row["paraphrase"], taught, force, row["version"], source + seen)
            lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join(lines) + "\n"


def write(root: Path) -> list[Path]:
    """Make ``teaching/standards.md`` and return it if it changed."""
    path = root / PAGE
    return [path] if write_if_changed(path, _page(root)) else []


def drift(root: Path) -> list[str]:
    """Return a sentence if ``teaching/standards.md`` is not what its table makes."""
    if is_current(root / PAGE, _page(root)):
        return []
    return [f"{PAGE} is not what {TABLE} makes."]
