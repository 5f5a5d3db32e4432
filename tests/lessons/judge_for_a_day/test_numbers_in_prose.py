"""What lesson 6 and the sentences of its views say of dates and numbers is read from the tables."""

import json
import re

import pytest

from enclair import load_case
from enclair.lessons.judge_for_a_day import judging
from tests.helpers import assert_in, assert_not_in
from tests.test_notebook_rules import REPO, cells, source

LESSON = REPO / "notebooks" / "en" / "06_judge_for_a_day.ipynb"
TEXT = "\n".join(source(cell) for cell in cells(LESSON))
CASE = load_case("telegram")


def ends(kind):
    """How often each last answer occurs among the cases of one kind of demand."""
    rows = CASE.cases[CASE.cases["demand_class"] == kind]
    return rows["platform_response"].value_counts().to_dict() | {"all": len(rows)}


def test_counts_of_cases_and_that_they_are_chosen_stand_in_one_sentence():
    every = len(CASE.cases)
    wide, narrow = ends("general access or weakening"), ends("targeted identification")
    assert f"Our table holds {every} cases, chosen, not sampled, in which" in TEXT
    assert (
        f"In {wide['all']} of our {every} cases, chosen, not sampled, general access or weakening was "
        f"demanded: "
        f"{wide['refused']} platforms refused, {wide['left']} left or closed something, "
        f"{wide['fought-in-court']} went to court, and none complied in full."
    ) in TEXT
    assert "complied" not in wide
    assert (
        f"In {narrow['all']} of the {every}, chosen, not sampled, somebody was to be identified: "
        f"{narrow['complied']} complied, {narrow['partly']} did so in part, {narrow['refused']} refused."
    ) in TEXT
    yes = {
        kind: ends(kind).get("complied", 0) + ends(kind).get("partly", 0)
        for kind in CASE.cases["demand_class"]
    }
    assert max(yes, key=yes.get) == "targeted identification"  # "the row with most full or partial yeses"
    assert sorted(yes.values())[-2] < yes["targeted identification"]
    silent = CASE.cases[CASE.cases["platform_response"] == ""]
    assert silent["demand_class"].tolist() == [
        "hacking (nothing asked)"
    ]  # "One line of the code has no answer"


@pytest.mark.parametrize("number", re.findall(r"\b\d+ of (?:our|the) \d+\b", TEXT))
def test_wherever_cases_are_counted_the_sentence_says_that_they_were_chosen(number):
    sentence = next(each for each in re.split(r"(?<=[.:]) ", TEXT) if number in each)
    assert "chosen, not sampled" in sentence


def test_the_gates_of_the_prose_are_those_of_the_view():
    numbers = {gate["number"][0] for gate in judging.gates().values()}
    assert numbers == set("12345")
    assert all(f"| {number} | " in TEXT for number in numbers)
    assert "One of the five" in TEXT
    assert len(judging.measures()) == 3
    assert_in(TEXT, "three invented measures", "In how many of the six lines")
    assert len(judging.texts()["compared"]) == 6


def test_dates_and_paragraphs_of_the_judgments_are_those_of_the_table():
    steps = CASE.judgments.set_index("id")
    day = steps.loc["podchasov-court", "decided_on"]
    article = steps.loc["podchasov-article-8"]
    assert (
        f"*Podchasov v. Russia* of {day.day} {day:%B %Y} quotes it in its paragraph {article['paragraph']}"
        in TEXT
    )
    for words in (
        "in accordance with the law",
        "necessary in a democratic society",
        "in the interests of national",
    ):
        assert words in article["quotation"]
    user, courts = steps.loc["podchasov-user"], steps.loc["ku-courts"]
    assert user["instalment"] == courts["instalment"] == "facts"
    assert set(CASE.judgments.query("judgment == 'ku-finland'")["instalment"]) >= {
        "facts",
        "reasoning",
        "decided",
    }


def test_numbers_in_the_comparison_of_two_states_are_those_of_the_tables():
    said = " ".join(line["france"] + line["russia"] for line in judging.texts()["compared"])
    charges, events = CASE.charges, CASE.timeline.set_index("id")
    assert len(charges) == 12
    assert said.count("of the twelve alleged offences") == 2
    assert int(charges["concerns_cryptology_declaration"].sum()) == 3
    assert "three of the twelve alleged offences concern a missing declaration" in said
    assert int(charges["concerns_refusal_to_cooperate"].sum()) == 1
    assert "One of the twelve alleged offences is refusing" in said
    for event, words in {
        "russia-lifts-ban": "lifted in {:%Y}",
        "privacy-policy-2024": "{:%Y}: it widened its policy in September, and answers rose",
        "travel-ban-lifted": "ended in {:%B %Y}",
        "russia-charges-durov": "{:%Y}: its head, presumed innocent; the FSB announces a charge",
        "russia-full-block": "{:%Y}: its head, presumed innocent; the FSB",
    }.items():
        assert words.format(events.loc[event, "date"]) in said
    assert "announces a charge. A full block is reported" in said


CELLS = {cell["id"]: source(cell) for cell in cells(LESSON)}


def test_no_heading_tells_how_the_court_decided():
    """A heading stands before its prediction, and in the contents beside it."""
    headings = re.findall(r"^## .*", TEXT, re.MULTILINE)
    told = re.compile(r"too (much|little|far|weak)|violat|protect|France may", re.IGNORECASE)
    assert [heading for heading in headings if told.search(heading)] == []
    titles = json.loads(LESSON.read_text(encoding="utf-8"))["metadata"]["enclair"]["sections"]
    assert [each["title"] for each in titles if told.search(each["title"])] == []
    assert_not_in(CELLS["04-limits"], "decide", "no other")


def test_both_answers_on_russia_have_as_many_choices():
    offered = re.findall(r'"(Yes|No): ', CELLS["04-rule"])
    assert offered.count("Yes") == offered.count("No") == 2
    safeguards = CASE.judgments.set_index("id").loc["podchasov-safeguards", "words_en"]
    assert "A judge must agree on paper, but the services need not show the decision" in safeguards
    assert "a judge had to agree on paper, but the services need not show the decision" in CELLS["04-explain"]


def test_it_says_that_it_is_no_legal_advice():
    assert "Nothing here is legal advice" in CELLS["00-title"]
