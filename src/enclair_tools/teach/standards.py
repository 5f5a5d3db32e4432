"""Which codes of school programmes and university frameworks the lessons serve."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from enclair.text.locale import spoken, text

_NEEDED = {"constraints": {"required": True}}
_FIELDS: dict[str, dict[str, Any]] = {
    "framework": {},
    "code": {},
    "version": {},
    "in_force_from": {},
    "in_force_to": {},
    "paraphrase": _NEEDED,
    "paraphrase_fr": _NEEDED,
    "lessons": {"example": "1;3", "constraints": {"required": True, "pattern": r"\d+(;\d+)*"}},
    "source_name": _NEEDED,
    "source_url": {"example": "https://example.org", "constraints": {"pattern": "https://.*"}},
    "seen_on": {},
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


def lessons(row: Row) -> tuple[int, ...]:
    """Return the lessons that a row names."""
    return tuple(int(each) for each in row["lessons"].split(";") if each)


def in_force(row: Row, on: str) -> bool:
    """Return whether a row holds on the day ``on`` (ISO); a blank date sets no limit.

    >>> in_force({"in_force_from": "2027", "in_force_to": ""}, "2026-11-25")
    False
    """
    until = row["in_force_to"]
    return row["in_force_from"] <= on and (not until or on[: len(until)] <= until)


def served(rows: Iterable[Row], frameworks: Sequence[str], taught: Iterable[int], on: str) -> list[str]:
    """Return a line for each code of ``frameworks`` in force that day that the lessons ``taught`` serve."""
    chosen = set(taught)
    lesson = text("lesson {number}")
    message = text("{code}: {paraphrase} ({lessons}){mark}")
    found = [
        message.format(
            code=f"{row['framework']} {row['code']}",
            paraphrase=row["paraphrase" if spoken() == "en" else "paraphrase_fr"],
            lessons=", ".join(lesson.format(number=each) for each in lessons(row) if each in chosen),
            mark=DAGGER if row["transcription"] == "third-party" else "",
        )
        for row in rows
        if row["framework"] in frameworks and chosen & set(lessons(row)) and in_force(row, on)
    ]
    if any(line.endswith(DAGGER) for line in found):
        found.append(text("† read in a third party's transcription: compare it with the official text."))
    return found
