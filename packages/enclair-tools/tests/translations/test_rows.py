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


def test_each_changed_value_is_noticed_and_the_command_told(case):
    for (table, key), column in SLIPS.items():
        path = case / f"{table}.csv"
        place = [*rows.table_rows(path)].index(key)
        cells = pd.read_csv(path, dtype=str, keep_default_na=False)
        cells.loc[place, column] = cells.loc[place, column][:-1]  # its last letter or digit
        cells.to_csv(path, index=False)
    path = case / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["proceedings"]["status_fr"] += " "
    package["verified"][0]["found_on"] = "2026-01-01"
    package["description"] += "!"  # no fact
    path.write_text(json.dumps(package), encoding="utf-8")
    names = {((CASE / f"{table}.csv").as_posix(), key) for table, key in SLIPS}
    described = (CASE / path.name).as_posix()
    names |= {(described, "proceedings"), (described, package["verified"][0]["topic"])}
    faults = [*rows.report(case.parents[1])]
    assert {(fault.path, fault.key) for fault in faults} == names
    for path in {fault.path for fault in faults}:
        *others, last = [fault for fault in faults if fault.path == path]
        keys = " ".join(fault.key for fault in (*others, last))
        assert last.todo.endswith(f"translations --done {path} {keys}")
        assert not any("--done" in fault.todo for fault in others)


def test_a_case_of_somebody_else_keeps_records_once_a_row_of_it_is_recorded(case):
    (case / RECORDS).unlink()
    assert [*rows.report(case.parents[1])] == []
    post = case / "post.csv"
    done(post, ["P01"], rows.readings(post))
    assert {fault.problem for fault in rows.report(case.parents[1])} == {"nobody has read this as it is now."}
