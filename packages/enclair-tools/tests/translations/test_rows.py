"""Rows of a case that have changed since somebody read them: each changed value is noticed, and named."""

import csv
import json
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from enclair_tools.notebooks.canonical import NotebookError
from enclair_tools.translations import rows as reviewed
from enclair_tools.translations.records import RECORDS, done
from tests.helpers import REPO, refused

CASE = Path("datasets") / "telegram"


def swapped(value: str) -> str:
    """A number with its last two digits swapped."""
    return value[:-2] + value[:-3:-1]


def next_day(value: str) -> str:
    """The day after."""
    return f"{date.fromisoformat(value) + timedelta(days=1)}"


#: A value changed by a slip: the table, the key of the row, the column, and what the slip makes of the value.
SLIPS: dict[str, tuple[str, str, str, Callable[[str], str]]] = {
    "digits swapped": ("disclosures", "France/2024Q4/bot_crowdsourced", "requests_fulfilled", swapped),
    "a day": ("timeline", "privacy-policy-2024", "date", next_day),
    "a word of a quotation": ("quotes", "Q40", "quote_original", lambda words: words.split(" ", 1)[1]),
    "a stance": ("quotes", "Q36", "stance", lambda stance: str(-int(stance) or 1)),
    "an allegation that becomes a fact": ("timeline", "romania-dispute", "status", lambda _: "fact"),
    "how firm a row is": ("timeline", "nepal-block", "confidence", lambda code: f"un{code}"),
    "a letter of French": ("timeline", "arrest", "title_fr", lambda words: words[:-1]),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A checkout with the case alone, of which somebody has read every row."""
    shutil.copy(REPO / "pyproject.toml", tmp_path)
    shutil.copytree(REPO / CASE, tmp_path / CASE)
    (tmp_path / CASE / RECORDS).unlink()
    for path in [*(tmp_path / CASE).glob("*.csv"), tmp_path / CASE / "datapackage.json"]:
        done(path, [*reviewed.table_rows(path)], reviewed.readings(path))
    return tmp_path


def set_cell(folder: Path, table: str, key: str, column: str, change: Callable[[str], str]) -> None:
    """Change the value of a cell, by the key of its row."""
    path = folder / CASE / f"{table}.csv"
    rows = {name: dict(row) for name, row in reviewed.table_rows(path).items()}
    before = rows[key][column]
    rows[key][column] = change(before)
    assert rows[key][column] != before
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[key]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())


@pytest.mark.parametrize("slip", SLIPS)
def test_a_changed_value_is_noticed(slip: str, folder: Path) -> None:
    set_cell(folder, *SLIPS[slip])
    table, key, *_ = SLIPS[slip]
    (fault,) = reviewed.report(folder)
    path = (CASE / f"{table}.csv").as_posix()
    assert fault.path == path
    assert fault.todo.endswith(f"uv run enclair translations --done {path} {key}")


def test_of_two_branches_that_read_a_row_either_digest_counts(folder: Path) -> None:
    assert "reviewed.tsv merge=union" in (REPO / ".gitattributes").read_text(encoding="utf-8")
    records = folder / CASE / RECORDS
    records.write_text("post\tP18\t11111111\n" + records.read_text(encoding="utf-8"), encoding="utf-8")
    assert [*reviewed.report(folder)] == []


def test_the_words_of_the_description_are_rows_as_well(folder: Path) -> None:
    path = folder / CASE / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["proceedings"]["status_fr"] += " "
    package["verified"][0]["found_on"] = "2026-01-01"
    package["description"] += "!"  # no fact
    path.write_text(json.dumps(package), encoding="utf-8")
    keys = ["proceedings", package["verified"][0]["topic"]]
    assert [fault.key for fault in reviewed.report(folder)] == keys
    done(path, keys, reviewed.readings(path))
    assert [*reviewed.report(folder)] == []


def test_a_case_of_somebody_else_keeps_records_once_a_row_of_it_is_recorded(folder: Path) -> None:
    records = folder / CASE / RECORDS
    whole = records.read_text(encoding="utf-8").splitlines()
    records.unlink()
    assert [*reviewed.report(folder)] == []
    post = folder / CASE / "post.csv"
    done(post, ["P01"], reviewed.readings(post))
    (line,) = records.read_text(encoding="utf-8").splitlines()
    assert line in whole
    assert len([*reviewed.report(folder)]) > 1


def test_a_row_that_was_taken_away_is_told_and_recorded(folder: Path) -> None:
    set_cell(folder, "timeline", "telegram-launch", "id", lambda _: "telegram-begins")
    told = [(fault.key, fault.problem) for fault in reviewed.report(folder)]
    assert told == [
        ("telegram-begins", "nobody has read this."),
        ("telegram-launch", "this is recorded, and gone."),
    ]
    path, keys = folder / CASE / "timeline.csv", [key for key, _ in told]
    assert done(path, [*keys, "arrest"], reviewed.readings(path)) == keys
    assert [*reviewed.report(folder)] == []


def test_what_is_no_row_or_no_table_is_refused_with_its_name(folder: Path) -> None:
    quotes = folder / CASE / "quotes.csv"
    refused(NotebookError, "not so: nobody", done, quotes, ["nobody"], reviewed.readings(quotes))
    refused(NotebookError, "no table of a case", reviewed.readings, folder / CASE / "quotations.csv")
