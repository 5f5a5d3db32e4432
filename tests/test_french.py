"""What holds in all French of the kit: its spaces and apostrophes, the one word for what a detector gives."""

import csv
import json
import re
import tomllib
from functools import cache
from pathlib import Path

import polib

REPO = Path(__file__).parents[1]
CATALOGUE = REPO / "src/enclair/text/fr/LC_MESSAGES/enclair.po"
TABLES = sorted((REPO / "datasets/telegram").glob("*.csv"))
WRITTEN = [REPO / name for name in ("src", "packages", "datasets")]
SENTENCES = [path for folder in WRITTEN for path in sorted(folder.rglob("*fr.toml"))]
#: Files of sentences that have both languages, French in tables called `fr`.
BOTH = [REPO / "datasets/telegram/teaching/names.toml", *sorted((REPO / "teaching/sessions").glob("*.toml"))]
OTHERS = [CATALOGUE, *SENTENCES, *BOTH, REPO / "datasets/telegram/datapackage.json"]
PAGES = [
    *sorted((REPO / "teaching/fr").rglob("*.md")),
    *(REPO / "teaching").glob("class*_readme.md"),
    *sorted((REPO / "deploy/hub/templates").glob("*.html")),
]
NOTEBOOKS = sorted(REPO.glob("[ns]o*/fr/*.ipynb"))
FILES = [*OTHERS, *TABLES, *PAGES, *NOTEBOOKS]

ALARM = re.compile(r"\balarmes?\b", re.IGNORECASE)
STRAIGHT = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
#: What is no French of ours: code, comments of templates, quotations.
NOT_OURS = re.compile(r'`[^`]*`|\{#.*?#\}|<span lang="en">.*?</span>|«[^»]*»|“[^”]*”', re.DOTALL)


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
    elif path in BOTH:
        pieces = list(texts(tomllib.loads(words)["fr"]))
    elif path.name.endswith("fr.toml"):
        pieces = list(texts(tomllib.loads(words)))
    elif path.suffix == ".json":
        pieces = list(every(json.loads(words)))
    else:
        pieces = [re.sub(r"\{[%{].*?[%}]\}", "", words) if path.suffix == ".html" else words]
    for piece in pieces:
        for theirs in letters():
            piece = piece.replace(theirs, "")
        yield piece


def test_french_has_round_apostrophes_and_one_word_for_what_a_detector_gives():
    alarms, straight = [], []
    for path in FILES:
        for piece in said(path):
            ours = NOT_OURS.sub("", piece)
            alarms += [(path.name, piece) for _ in ALARM.findall(ours)]
            if path.stem != "charges":  # the prosecutor's own words
                found = STRAIGHT.finditer(ours)
                straight += [(path.name, ours[max(0, m.start() - 30) :][:60]) for m in found]
    assert alarms == []
    assert straight == []


def test_no_command_on_a_page_has_a_no_break_space():
    """A shell reads one as a part of a word: `awk` refused the program that erases a class."""
    for page in [*(REPO / "teaching").rglob("*.md"), *(REPO / "deploy").rglob("*.md")]:
        for code in re.findall(r"^```.*?^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE):
            assert not re.search("[\u00a0\u202f]", code), page
