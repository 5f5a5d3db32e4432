"""The table of standards: whole, honest about what was read where, and the page made from it is current."""

import pytest

from enclair.command import cli
from enclair_tools.teach import planner, standards
from tests.helpers import REPO

ROWS = planner.rows(REPO)
TODAY = "2026-11-25"
LESSONS = {int(path.name[:2]) for path in (REPO / "notebooks" / "en").glob("[0-9][0-9]_*.ipynb")}


def test_the_table_has_no_mistake_and_each_lesson_that_it_names_exists():
    assert standards.faults(ROWS) == []
    assert {lesson for row in ROWS for lesson in standards.lessons(row)} == LESSONS


def test_each_framework_of_a_plan_is_in_the_table():
    known = {row["framework"] for row in ROWS}
    named = {name for each in planner.audiences(REPO)["audiences"].values() for name in each["frameworks"]}
    assert named <= known


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("source_name", "", "source_name is blank"),
        ("paraphrase_fr", "", "paraphrase_fr is blank"),
        ("code", "", "code is blank"),
        ("seen_on", "25.11.2026", "seen_on is “25.11.2026”; expected a date such as 2024"),
        ("in_force_from", "2024-13", "in_force_from is “2024-13”"),
        ("in_force_to", "2024-02-32", "in_force_to is “2024-02-32”"),
        ("transcription", "", "transcription must be one of official, third-party"),
        ("lessons", "1,2", "lessons must be numbers with ; between them"),
        ("source_url", "www.example.org", "source_url must begin with https://"),
    ],
)
def test_a_mistake_is_told_with_its_line(column, value, said):
    faults = standards.faults([ROWS[0], {**ROWS[1], column: value}])
    assert faults
    assert all("line 3 (SNT" in fault for fault in faults)
    assert any(said in fault for fault in faults)


def test_a_missing_column_and_a_row_that_stands_twice_are_told():
    short = {key: value for key, value in ROWS[0].items() if key != "seen_on"}
    assert "expected the columns framework, code" in standards.faults([short])[0]
    assert "stands in the table twice" in standards.faults([ROWS[0], ROWS[0]])[0]


def test_a_table_with_mistakes_is_refused(tmp_path):
    (tmp_path / "teaching").mkdir()
    text = (REPO / planner.STANDARDS).read_text(encoding="utf-8").replace("third-party", "somebody", 1)
    (tmp_path / planner.STANDARDS).write_text(text, encoding="utf-8")
    with pytest.raises(planner.PlanError, match=r"standards\.csv, line 2 .*transcription must be"):
        planner.rows(tmp_path)


@pytest.mark.parametrize(
    ("start", "end", "on", "holds"),
    [
        ("", "", TODAY, True),
        ("2026", "", TODAY, True),
        ("2027", "", TODAY, False),
        ("2026-11-26", "", TODAY, False),
        ("", "2026", TODAY, True),
        ("", "2026-10", TODAY, False),
        ("", "2026-11-25", TODAY, True),
    ],
)
def test_what_is_in_force(start, end, on, holds):
    assert standards.in_force({"in_force_from": start, "in_force_to": end}, on) is holds


def test_what_is_announced_is_served_only_when_it_holds():
    now = standards.served(ROWS, ["SNT"], [3], TODAY)
    later = standards.served(ROWS, ["SNT"], [3], "2027-09-01")
    assert not any("revision" in line for line in now)
    assert any("revision" in line for line in later)


def test_codes_are_told_with_the_lessons_of_the_plan_and_the_mark_of_transcriptions():
    line, note = standards.served(ROWS, ["HGGSP Tle"], [1, 2], TODAY)
    assert line.startswith("HGGSP Tle thème 6")
    assert line.endswith("(lesson 1)†")
    assert "third party" in note
    (official,) = standards.served(ROWS, ["Council of Europe"], [7], TODAY, "fr")
    assert "(leçon 7)" in official
    assert "†" not in official
    assert standards.served(ROWS, ["HGGSP Tle"], [2], TODAY) == []


def test_the_page_is_what_the_table_makes(capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(REPO)
    assert cli.main(["standards", "--check"]) == 0, capsys.readouterr().err
    page = (REPO / planner.STANDARDS_PAGE).read_text(encoding="utf-8")
    for row in ROWS:
        assert row["paraphrase"] in page
        assert f"{row['code']}{' †' if row['transcription'] == 'third-party' else ''} |" in page
    (tmp_path / "teaching").mkdir()
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    table = (REPO / planner.STANDARDS).read_bytes()
    (tmp_path / planner.STANDARDS).write_bytes(table)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["standards", "--check"]) == 1
    assert "Run: uv run enclair standards" in capsys.readouterr().err
    assert cli.main(["standards"]) == 0
    assert cli.main(["standards", "--check"]) == 0
    assert (tmp_path / planner.STANDARDS_PAGE).read_text(encoding="utf-8") == page
