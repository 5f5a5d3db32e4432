"""The table of standards: whole, honest about what was read where, and the page made from it is current."""

import csv

import pytest

from enclair.command import cli
from enclair_tools.teach import standards
from tests.helpers import REPO

ROWS = standards.rows(REPO)
TODAY = "2026-11-25"
EMPTY = "found an empty cell, expected a text: this column has no empty cell"


def fault(root, *rows):
    """What is said of a table with these rows, without the name of the file."""
    (root / "teaching").mkdir()
    with (root / standards.TABLE).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    with pytest.raises(standards.StandardsError) as caught:
        standards.rows(root)
    return str(caught.value).removeprefix(f"{standards.TABLE}, ")


def test_what_the_table_names_exists():
    """A lesson that no programme asks for has no row, and needs none."""
    lessons = {int(path.name[:2]) for path in (REPO / "notebooks" / "en").glob("[0-9][0-9]_*.ipynb")}
    assert {lesson for row in ROWS for lesson in standards.lessons(row)} <= lessons


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        *((column, "", EMPTY) for column in ("source_name", "paraphrase_fr", "code", "transcription")),
        ("seen_on", "25.11.2026", "found '25.11.2026', expected a date like 2024-08-24 or 2024-08"),
        ("in_force_from", "2024-13", "found '2024-13', expected a date like"),
        ("in_force_to", "2024-02-32", "found '2024-02-32', expected a date like"),
        ("lessons", "1,2", "found '1,2', expected a text like 1;3"),
        ("source_url", "www.example.org", "found 'www.example.org', expected a text like https://"),
        ("transcription", "somebody", "found 'somebody', expected one of official, third-party"),
    ],
)
def test_a_mistake_is_told_with_its_row(column, value, said, tmp_path):
    told = fault(tmp_path, ROWS[0], {**ROWS[1], column: value})
    assert told.startswith(f"row 3, column {column}: {said}")


def test_a_missing_column_is_told(tmp_path):
    short = {key: value for key, value in ROWS[0].items() if key != "seen_on"}
    assert fault(tmp_path, short).startswith("row 1, column seen_on: found no such column, expected")


def test_a_row_that_stands_twice_is_told(tmp_path):
    told = fault(tmp_path, ROWS[0], ROWS[0])
    assert told.startswith("row 3, column framework + code: found 'SNT + ")
    assert "expected a value used once (row 2 has the same)" in told


@pytest.mark.parametrize(
    ("start", "end", "holds"),
    [
        *(("", "", True), ("2026", "", True), ("2027", "", False), ("2026-11-26", "", False)),
        *(("2026-11-25", "", True), ("", "2026", True), ("", "2026-10", False), ("", "2026-11-25", True)),
    ],
)
def test_what_is_in_force(start, end, holds):
    assert standards.in_force({"in_force_from": start, "in_force_to": end}, TODAY) is holds


def test_a_framework_is_named_where_it_asks_for_something_of_a_lesson_that_day():
    only = [row for row in ROWS if "revision" in row["code"]]
    assert standards.frameworks(only, [3], TODAY) == []  # announced, not in force
    assert standards.frameworks(only, [3], "2027-09-01") == ["SNT"]
    assert "Council of Europe" in standards.frameworks(ROWS, [7], TODAY)
    assert "NSI Tle" not in standards.frameworks(ROWS, [2], TODAY)


def test_the_page_is_what_the_table_makes(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(REPO)
    assert cli.main(["standards", "--check"]) == 0, capsys.readouterr().err
    page = (REPO / standards.PAGE).read_text(encoding="utf-8")
    for row in ROWS:
        assert row["paraphrase"] in page
        assert f"{row['code']}{' †' if row['transcription'] == 'third-party' else ''} |" in page
    (tmp_path / "teaching").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    (tmp_path / standards.TABLE).write_bytes((REPO / standards.TABLE).read_bytes())
    monkeypatch.chdir(tmp_path)
    assert cli.main(["standards", "--check"]) == 1
    assert "Run: uv run enclair standards" in capsys.readouterr().err
    assert cli.main(["standards"]) == 0
    assert cli.main(["standards", "--check"]) == 0
    assert (tmp_path / standards.PAGE).read_text(encoding="utf-8") == page
