"""The table of standards: whole, honest about what was read where, and the page made from it is current."""

import csv

import pytest

from enclair.command import cli
from enclair_tools.teach import standards
from tests.helpers import REPO

ROWS = standards.rows(REPO)
TODAY = "2026-11-25"


def fault(root, *rows):
    """What is said of a table with these rows, without the name of the file."""
    (root / "teaching").mkdir()
    with (root / standards.TABLE).open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, rows[0], lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    with pytest.raises(standards.StandardsError) as caught:
        standards.drift(root)
    return str(caught.value)


def test_what_the_table_names_exists():
    """A lesson that no programme asks for has no row, and needs none."""
    lessons = {int(path.name[:2]) for path in (REPO / "notebooks" / "en").glob("[0-9][0-9]_*.ipynb")}
    assert {lesson for row in ROWS for lesson in standards.lessons(row)} <= lessons


def test_mistakes_are_told_with_their_rows(tmp_path):
    wrong = {"seen_on": "25.11.2026", "in_force_from": "2024-13", "lessons": "1,2", "source_name": ""}
    wrong |= {"source_url": "www.example.org", "transcription": "somebody"}
    told = fault(tmp_path, ROWS[0], ROWS[0] | wrong)
    for column in wrong:
        assert f'in row at position "3" and field "{column}"' in told
    assert "the same as in the row at position 2" in told  # the key


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
