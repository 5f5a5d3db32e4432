"""Which codes of school programmes and university frameworks the lessons serve."""

import re
from collections.abc import Iterable, Mapping, Sequence

from enclair.locale import text

#: What ``teaching/standards.csv`` holds, in this order.
COLUMNS = (
    "framework",
    "code",
    "version",
    "in_force_from",
    "in_force_to",
    "paraphrase",
    "paraphrase_fr",
    "lessons",
    "source_name",
    "source_url",
    "seen_on",
    "transcription",
)
#: Who wrote the text in which the code was read.
TRANSCRIPTIONS = ("official", "third-party")
#: The sign of a code that was read in a third party's transcription.
DAGGER = "†"

Row = Mapping[str, str]


def lessons(row: Row) -> tuple[int, ...]:
    """Return the lessons that a row names."""
    return tuple(int(each) for each in row["lessons"].split(";") if each)


def faults(rows: Sequence[Row]) -> list[str]:
    """Return what is wrong with a table of standards, a sentence for each mistake."""
    found = []
    for line, row in enumerate(rows, start=2):
        where = f"line {line} ({row.get('framework')}, {row.get('code')})"
        if tuple(row) != COLUMNS:
            found.append(f"{where}: expected the columns {', '.join(COLUMNS)}.")
            continue
        needed = ("framework", "code", "paraphrase", "paraphrase_fr", "lessons", "source_name")
        found += [f"{where}: {column} is blank." for column in needed if not row[column]]
        if row["transcription"] not in TRANSCRIPTIONS:
            found.append(f"{where}: transcription must be one of {', '.join(TRANSCRIPTIONS)}.")
        dates = ("in_force_from", "in_force_to", "seen_on")
        found += [
            f"{where}: {column} is {row[column]!r}; expected a date such as 2024, 2024-09 or 2024-09-01."
            for column in dates
            if not re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?", row[column])
        ]
        if row["source_url"] and not row["source_url"].startswith("https://"):
            found.append(f"{where}: source_url must begin with https://.")
        if not re.fullmatch(r"\d+(;\d+)*", row["lessons"]):
            found.append(f"{where}: lessons must be numbers with ; between them.")
    keys = [(row.get("framework"), row.get("code")) for row in rows]
    return found + [f"{key} stands in the table twice." for key in sorted(set(keys)) if keys.count(key) > 1]


def in_force(row: Row, on: str) -> bool:
    """Return whether a row holds on the day ``on`` (ISO); a blank date sets no limit.

    >>> in_force({"in_force_from": "2027", "in_force_to": ""}, "2026-11-25")
    False
    """
    until = row["in_force_to"]
    return row["in_force_from"] <= on and (not until or on[: len(until)] <= until)


def served(
    rows: Iterable[Row], frameworks: Sequence[str], taught: Iterable[int], on: str, lang: str = "en"
) -> list[str]:
    """Return a line for each code of ``frameworks`` in force that day that the lessons ``taught`` serve."""
    chosen = set(taught)
    lesson = text("lesson {number}", lang)
    said = text("{code}: {paraphrase} ({lessons}){mark}", lang)
    found = [
        said.format(
            code=f"{row['framework']} {row['code']}",
            paraphrase=row["paraphrase" if lang == "en" else "paraphrase_fr"],
            lessons=", ".join(lesson.format(number=each) for each in lessons(row) if each in chosen),
            mark=DAGGER if row["transcription"] == "third-party" else "",
        )
        for row in rows
        if row["framework"] in frameworks and chosen & set(lessons(row)) and in_force(row, on)
    ]
    if any(line.endswith(DAGGER) for line in found):
        found.append(
            text("† read in a third party's transcription: compare it with the official text.", lang)
        )
    return found
