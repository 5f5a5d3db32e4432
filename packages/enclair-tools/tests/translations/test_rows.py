"""Rows of a case that have changed since somebody read them: each changed value is noticed, and named."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from enclair_tools.translations import rows
from enclair_tools.translations.records import RECORDS, done
from tests.helpers import REPO

CASE = Path("datasets") / "telegram"

#: A value that a slip changes: a number, a stance, a French title.
SLIPS = {
    ("disclosures", "France/2024Q4/bot_crowdsourced"): "requests_fulfilled",
    ("quotes", "Q36"): "stance",
    ("timeline", "arrest"): "title_fr",
}


@pytest.fixture
def case(tmp_path):
    """A case in a checkout, of which somebody has read every row."""
    folder = tmp_path / CASE
    shutil.copytree(REPO / CASE, folder)
    (folder / RECORDS).unlink()
    for path in [*folder.glob("*.csv"), folder / "datapackage.json"]:
        done(path, [*rows.table_rows(path)], rows.readings(path))
    return folder


def told(case):
    return [(fault.key, fault.problem) for fault in rows.report(case.parents[1])]


def test_each_changed_value_is_noticed_and_the_command_told(case):
    for (table, key), column in SLIPS.items():
        path = case / f"{table}.csv"
        place = [*rows.table_rows(path)].index(key)
        cells = pd.read_csv(path, dtype=str, keep_default_na=False)
        cells.loc[place, column] = cells.loc[place, column][:-1]  # its last letter or digit
        cells.to_csv(path, index=False)
    names = {((CASE / f"{table}.csv").as_posix(), key) for table, key in SLIPS}
    faults = [*rows.report(case.parents[1])]
    assert {(fault.path, fault.key) for fault in faults} == names
    assert all(fault.todo.endswith(f"translations --done {fault.path} {fault.key}") for fault in faults)


def test_of_two_branches_that_read_a_row_either_digest_counts(case):
    assert "reviewed.tsv merge=union" in (REPO / ".gitattributes").read_text(encoding="utf-8")
    records = case / RECORDS
    records.write_text("post\tP18\t11111111\n" + records.read_text(encoding="utf-8"), encoding="utf-8")
    assert told(case) == []


def test_the_words_of_the_description_are_rows_as_well(case):
    path = case / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["proceedings"]["status_fr"] += " "
    package["verified"][0]["found_on"] = "2026-01-01"
    package["description"] += "!"  # no fact
    path.write_text(json.dumps(package), encoding="utf-8")
    assert [key for key, _ in told(case)] == ["proceedings", package["verified"][0]["topic"]]


def test_a_case_of_somebody_else_keeps_records_once_a_row_of_it_is_recorded(case):
    (case / RECORDS).unlink()
    assert told(case) == []
    post = case / "post.csv"
    done(post, ["P01"], rows.readings(post))
    assert {problem for _, problem in told(case)} == {"nobody has read this."}
