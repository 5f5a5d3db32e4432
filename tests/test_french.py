"""What holds in all French of the kit: its no-break blanks, and the one word for what a detector gives."""

import csv
import json
import re
import tomllib
from functools import cache
from pathlib import Path

import polib
import pytest

REPO = Path(__file__).parents[1]
CATALOGUE = REPO / "src/enclair/text/fr/LC_MESSAGES/enclair.po"
TABLES = sorted((REPO / "datasets/telegram").glob("*.csv"))
SENTENCES = [path for folder in ("src", "datasets") for path in sorted((REPO / folder).rglob("*fr.toml"))]
OTHERS = [
    CATALOGUE,
    *SENTENCES,
    REPO / "datasets/telegram/datapackage.json",
    *(REPO / "teaching/sessions").glob("*.toml"),
]
PAGES = [*sorted((REPO / "teaching/fr").rglob("*.md")), *(REPO / "teaching").glob("class*_readme.md")]
NOTEBOOKS = sorted(REPO.glob("[ns]o*/fr/*.ipynb"))
FILES = [*OTHERS, *TABLES, *PAGES, *NOTEBOOKS]

#: A plain blank where French has a no-break one. What looks so in code is no French: `!=`, `a % b`.
PLAIN = re.compile(r"(?<![\u00a0\u202f ]) (?:[:;?»]|!(?!=))|« |(?<=\d) (?:%|€|(?:ko|Mo|Go|h)\b)")
ALARM = re.compile(r"\balarmes?\b", re.IGNORECASE)


def rows(name):
    with (REPO / "datasets/telegram" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def letters():
    """Words of others that were said in French, longest first: they keep the blanks of their source."""
    found = {row["quote_original"] for row in rows("quotes") if row["language"] == "fr"}
    found |= {
        row["headline_original"] or row["headline_fr"] for row in rows("headlines") if row["language"] == "fr"
    }
    return sorted(found | {row["text_fr"] for row in rows("claims")} - {""}, key=len, reverse=True)


def every(value):
    """All texts of a parsed file whose key ends in ``_fr``."""
    if isinstance(value, dict):
        for key, one in value.items():
            yield from [one] if key.endswith("_fr") and isinstance(one, str) else every(one)
    elif isinstance(value, list):
        for one in value:
            yield from every(one)


def texts(value):
    """All texts of a file of sentences."""
    if isinstance(value, str):
        yield value
    else:
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def said(path):
    """The French of a file, piece by piece, without the words of others."""
    words = path.read_text(encoding="utf-8")
    if path.suffix == ".po":
        pieces = [one for e in polib.pofile(str(path)) for one in (e.msgstr, *e.msgstr_plural.values())]
    elif path.suffix == ".ipynb":
        pieces = ["".join(cell["source"]) for cell in json.loads(words)["cells"]]
    elif path.suffix == ".csv":
        pieces = [cell for row in rows(path.stem) for column, cell in row.items() if column.endswith("_fr")]
    elif path.name.endswith("fr.toml"):
        pieces = list(texts(tomllib.loads(words)))
    elif path.suffix in (".json", ".toml"):
        pieces = list(every(json.loads(words) if path.suffix == ".json" else tomllib.loads(words)))
    else:
        pieces = [words]
    for piece in pieces:
        for theirs in letters():
            piece = piece.replace(theirs, "")
        yield piece


def test_french_has_no_break_blanks_and_one_word_for_what_a_detector_gives():
    quoted = re.compile(r"«[^»]*»|“[^”]*”")
    plain, alarms = [], []
    for path in FILES:
        for piece in said(path):
            plain += [
                (path.name, piece[max(0, m.start() - 30) : m.end() + 20]) for m in PLAIN.finditer(piece)
            ]
            alarms += [(path.name, piece) for _ in ALARM.findall(quoted.sub("", piece))]
    assert plain == []
    assert alarms == []


@pytest.mark.parametrize(
    ("words", "faults"),
    [
        ("Qui ? « Moi », dit 5 % : 9 h.", 6),
        ("Qui\u00a0? «\u00a0Moi\u00a0», dit 5\u00a0%\u00a0: 9\u00a0h, 1\u202f000.", 0),
        ("after != before, base ** secret % prime", 0),
    ],
)
def test_which_blanks_are_plain(words, faults):
    assert len(PLAIN.findall(words)) == faults
