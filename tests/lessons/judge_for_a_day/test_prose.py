"""Lesson 6: headings that tell no answer, and what the comparison of two States says of the tables."""

import re

import pytest

from enclair.lessons.judge_for_a_day import judging
from tests.helpers import REPO, assert_in, assert_not_in, read

pytestmark = pytest.mark.facts

LESSON = read(REPO / "notebooks" / "en" / "06_judge_for_a_day.ipynb")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in LESSON["cells"]}


def test_numbers_in_the_comparison_of_two_states_are_those_of_the_tables(case):
    said = " ".join(line["france"] + line["russia"] for line in judging.texts()["compared"])
    charges, days = case.charges, case.timeline.set_index("id")["date"]
    counts = [
        len(charges),
        *charges[["concerns_cryptology_declaration", "concerns_refusal_to_cooperate"]].sum(),
    ]
    assert counts == [12, 3, 1]
    assert said.count("of the twelve alleged offences") == 2
    assert_in(
        said,
        "three of the twelve alleged offences concern a missing declaration",
        "One of the twelve alleged offences is refusing",
        f"lifted in {days['russia-lifts-ban']:%Y}",
        f"{days['privacy-policy-2024']:%Y}: it widened its policy in September, and answers rose",
        f"ended in {days['travel-ban-lifted']:%B %Y}",
        f"{days['russia-charges-durov']:%Y}: its head, presumed innocent; the FSB announces a charge.",
    )
    assert "announces a charge. A full block is reported" in said
    assert days["russia-charges-durov"].year == days["russia-full-block"].year


def test_no_heading_tells_how_the_court_decided():
    """A heading stands before its prediction, and in the contents beside it."""
    titles = [section["title"] for section in LESSON["metadata"]["enclair"]["sections"]]
    headings = re.findall(r"^## .*", "\n".join(CELLS.values()), re.MULTILINE)
    told = re.compile(r"too (much|little|far|weak)|violat|protect|France may", re.IGNORECASE)
    assert [each for each in [*headings, *titles] if told.search(each)] == []
    assert_not_in(CELLS["04-limits"], "decide", "no other")


def test_both_answers_on_russia_have_as_many_choices():
    assert sorted(re.findall(r'"(Yes|No): ', CELLS["04-rule"])) == ["No", "No", "Yes", "Yes"]


def test_both_judgments_are_read_in_instalments(case):
    steps = case.judgments.set_index("id")
    assert (steps.loc[["podchasov-user", "ku-courts"], "instalment"] == "facts").all()
    assert {"facts", "reasoning", "decided"} <= {*steps.loc[steps["judgment"] == "ku-finland", "instalment"]}
