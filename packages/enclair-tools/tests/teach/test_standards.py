"""The table of standards: whole, honest about what was read where; which frameworks a lesson serves."""

import re

from enclair_tools.teach import standards
from tests.helpers import REPO

ROWS = standards.rows(REPO)
DAYS = ("in_force_from", "in_force_to")
TODAY = "2026-11-25"
DAY = r"(\d{4}(-(0\d|1[0-2])(-[0-3]\d)?)?)?"


def test_each_row_is_whole_and_what_it_names_exists():
    """A lesson that no programme asks for has no row, and needs none."""
    lessons = {path.name[1] for path in (REPO / "notebooks" / "en").glob("[0-9][0-9]_*.ipynb")}
    assert len({(row["framework"], row["code"]) for row in ROWS}) == len(ROWS)
    for row in ROWS:
        assert all(row[column] for column in ("paraphrase", "paraphrase_fr", "source_name")), row
        assert all(re.fullmatch(DAY, row[day]) for day in (*DAYS, "seen_on")), row
        assert row["transcription"] in ("official", "third-party"), row
        assert row["source_url"][:8] in ("", "https://"), row
        assert {*row["lessons"].split(";")} <= lessons, row


def test_what_is_in_force():
    days = {("", ""), ("2027", ""), ("2026-11-25", "2026-11-25"), ("", "2026"), ("", "2026-10")}
    holds = {day for day in days if standards.in_force(dict(zip(DAYS, day, strict=True)), TODAY)}
    assert holds == {("", ""), ("2026-11-25", "2026-11-25"), ("", "2026")}


def test_a_framework_is_named_where_it_asks_for_something_of_a_lesson_that_day():
    only = [row for row in ROWS if "revision" in row["code"]]
    assert standards.frameworks(only, [3], TODAY) == []  # announced, not in force
    assert standards.frameworks(only, [3], "2027-09-01") == ["SNT"]
    assert "Council of Europe" in standards.frameworks(ROWS, [7], TODAY)
    assert "NSI Tle" not in standards.frameworks(ROWS, [2], TODAY)
