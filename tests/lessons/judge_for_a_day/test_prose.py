"""Lesson 6: headings that tell no answer, and what the comparison of two States says of the tables."""

import re

import pytest

from enclair.lessons.judge_for_a_day import judging
from tests.helpers import REPO, assert_in, read

pytestmark = pytest.mark.facts


def test_numbers_in_the_comparison_of_two_states_are_those_of_the_tables(case):
    words = " ".join(line["france"] + line["russia"] for line in judging.texts()["compared"])
    charges, days = case.charges, case.timeline.set_index("id")["date"]
    counts = charges[["concerns_cryptology_declaration", "concerns_refusal_to_cooperate"]].sum()
    assert [len(charges), *counts] == [12, 3, 1]
    assert words.count("of the twelve alleged offences") == 2
    assert_in(
        words,
        "three of the twelve alleged offences concern a missing declaration",
        "One of the twelve alleged offences is refusing",
        f"lifted in {days['russia-lifts-ban']:%Y}",
        f"{days['privacy-policy-2024']:%Y}: it widened its policy in September, and answers rose",
        f"ended in {days['travel-ban-lifted']:%B %Y}",
        f"{days['russia-charges-durov']:%Y}: its head, presumed innocent; the FSB announces a charge.",
        "announces a charge. A full block is reported",
    )
    assert days["russia-charges-durov"].year == days["russia-full-block"].year


def test_no_heading_tells_how_the_court_decided():
    """A heading stands before its prediction, and in the contents beside it."""
    lesson = read(REPO / "notebooks" / "en" / "06_judge_for_a_day.ipynb")
    words = "\n".join("".join(cell["source"]) for cell in lesson["cells"])
    headings = re.findall(r"^## .*", words, re.MULTILINE)
    headings += [section["title"] for section in lesson["metadata"]["enclair"]["sections"]]
    answers = re.compile(r"too (much|little|far|weak)|violat|protect|France may", re.IGNORECASE)
    assert [heading for heading in headings if answers.search(heading)] == []
