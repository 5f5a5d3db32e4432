"""Which codes of school programmes and university frameworks the lessons serve."""

import re
from collections.abc import Iterable, Mapping, Sequence

from enclair.text.locale import quoted, text

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
        where = text("line {line} ({code})").format(line=line, code=_key(row))
        if tuple(row) != COLUMNS:
            said = text("{where}: expected the columns {columns}.")
            found.append(said.format(where=where, columns=", ".join(COLUMNS)))
            continue
        needed = ("framework", "code", "paraphrase", "paraphrase_fr", "lessons", "source_name")
        blank = text("{where}: {column} is blank.")
        found += [blank.format(where=where, column=column) for column in needed if not row[column]]
        if row["transcription"] not in TRANSCRIPTIONS:
            said = text("{where}: transcription must be one of {known}.")
            found.append(said.format(where=where, known=", ".join(TRANSCRIPTIONS)))
        said = text("{where}: {column} is {found}; expected a date such as 2024, 2024-09 or 2024-09-01.")
        found += [
            said.format(where=where, column=column, found=quoted(row[column]))
            for column in ("in_force_from", "in_force_to", "seen_on")
            if not re.fullmatch(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?", row[column])
        ]
        if row["source_url"] and not row["source_url"].startswith("https://"):
            found.append(text("{where}: source_url must begin with https://.").format(where=where))
        if not re.fullmatch(r"\d+(;\d+)*", row["lessons"]):
            found.append(text("{where}: lessons must be numbers with ; between them.").format(where=where))
    keys = [_key(row) for row in rows]
    twice = text("{code} stands in the table twice.")
    return found + [twice.format(code=key) for key in sorted(set(keys)) if keys.count(key) > 1]


def _key(row: Row) -> str:
    return f"{row.get('framework')}, {row.get('code')}"


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
