"""Lesson 8: the sentence with a condition, and blanks that stay blank."""

import re

import pytest

from tests.helpers import REPO, assert_in, read

pytestmark = pytest.mark.facts

LESSON = read(REPO / "notebooks" / "en" / "08_if_everyone_leaves.ipynb")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in LESSON["cells"]}


def test_the_sentence_has_a_condition_and_names_no_country(case):
    said = case.quotes.set_index("id").loc["Q06", "quote_en"]
    assert_in(said, "In those cases", "a country’s regulator")
    assert not re.search("France|threat|principle", said)
    assert said.endswith("We’ve done it many times.")


def test_two_of_seven_rows_on_money_are_blank():
    rows = [line for line in CELLS["07-money"].splitlines() if line.startswith("|")][2:]
    assert [line.endswith("| | |") for line in rows] == [False] * 5 + [True] * 2
    assert "Two blanks out of seven" in CELLS["07-money"]
