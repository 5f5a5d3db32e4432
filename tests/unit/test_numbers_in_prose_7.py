"""Lesson 7 says no number that its deck, the tables or the timer do not give, and keeps to their minutes."""

import json
import re
from collections import Counter

import pytest

from enclair import Timeline, load_case
from enclair.analysis import deck
from enclair.locale import date
from tests.unit.test_notebook_rules import REPO, cells, source

LESSON = REPO / "notebooks" / "en" / "07_deciding_together.ipynb"
CELLS = {cell["id"]: source(cell) for cell in cells(LESSON)}
NOTE = json.loads(LESSON.read_text(encoding="utf-8"))["metadata"]["enclair"]
CASE = load_case("telegram")
EVENTS = CASE.timeline.set_index("id")
WORDS = {2: "two", 3: "three", 4: "four", 8: "eight"}
#: Which steps of the timer each section of the lesson takes.
STEPS = {
    "draw": ["draw"],
    "prepare": ["prepare"],
    "present": ["first", "second", "question"],
    "reversed": ["turnedfirst", "turnedsecond"],
    "rule": ["rule"],
    "gallery": ["gallery"],
    "debrief": ["debrief"],
    "after": ["after"],
    "exit": ["exit"],
}


def says(cell, *pieces):
    for piece in pieces:
        assert piece in CELLS[cell], piece


def test_lesson_and_timer_have_the_same_steps_with_the_same_minutes():
    steps = deck.told()["steps"]
    assert [name for names in STEPS.values() for name in names] == list(steps)
    assert ["recall", *STEPS] == [section["id"] for section in NOTE["sections"]]
    text = "\n".join(CELLS.values())
    for section in NOTE["sections"][1:]:
        taken = [steps[name] for name in STEPS[section["id"]]]
        assert section["minutes"] == sum(step["minutes"] for step in taken)
        for step in taken:
            assert f"**{step['name']}** ({step['minutes']} minutes)" in text


def test_it_splits_in_the_middle():
    steps, recall = deck.steps(), NOTE["sections"][0]["minutes"]
    first, second = (sum(step["minutes"] for step in steps if step["part"] == part) for part in (1, 2))
    assert (recall + first, second) == (45, 45)
    says("00-title", f"In {NOTE['minutes']} minutes, or twice 45", "split into 45 and 45")
    says("02-draw", "it takes 45 minutes; part 2, the common rule, takes 45 more")
    says("06-rule", "part 2 begins: a common rule, 45 minutes")
    # The timer of a part stands in the section of its first step.
    places = list(CELLS)
    for part, timer in ((1, "02-timer"), (2, "06-timer")):
        assert CELLS[timer] == f"Timer(part={part})"
        first = next(step for step in steps if step["part"] == part)
        said = f"**{first['name']}** ({first['minutes']} minutes)"
        (place,) = [place for place, name in enumerate(places) if said in CELLS[name]]
        assert abs(places.index(timer) - place) <= 3


def test_the_deck_is_as_the_lesson_says():
    cards, told = deck.cards(), deck.told()
    sides = Counter(card["side"] for card in cards.values())
    voices = Counter(role["side"] for role in told["roles"].values())
    says("02-cards-text", f"{len(cards)} cards")
    says("02-deck", f"the {len(cards)} cards help", *(f'"{told["sides"][side]}"' for side in deck.SIDES))
    assert sides["privacy"] == sides["security"]
    says("02-explain", f"*Both the same.* {WORDS[sides['privacy']].title()} cards help the case for narrow")
    says(
        "02-explain",
        f"{WORDS[sides['security']]} the case for wide ones",
        f"and {WORDS[sides['neither']]} (◆)",
    )
    assert voices["privacy"] == voices["security"]
    says(
        "02-explain",
        f"Of the {WORDS[len(told['roles'])]} roles, {WORDS[voices['privacy']]} usually lean to each",
    )
    says("02-explain", f"and {WORDS[voices['neither']]} to neither")
    says("02-task", f"the {WORDS[len(told['ground'])]} ground rules")
    says("06-task", f"ask the {WORDS[sides['neither']]} cards with ◆", *told["rule"].values())
    says("03-paths", *(f"*{card['row'].split('.')[0]}*" for card in cards.values()))


def test_the_two_rows_say_what_the_cards_leave_out():
    words = CASE.quotes.set_index("id")["quote_en"]
    dropped = {
        "Q50": "comply with something that would catastrophically",
        "Q62": "you know that the criminal is inside",
    }
    for row, piece in dropped.items():
        (card,) = [card for card in deck.cards().values() if card["row"] == f"quotes.{row}"]
        says("03-rows-explain", f"The card of {row} drops *{piece}*")
        assert piece in words[row]
        assert piece.split()[-1] not in card["says"]


def test_the_map_begins_with_as_much_of_each_side():
    space = {}
    exec(CELLS["03-map"].split("table =")[0], space)
    rows = space["rows"]
    attacked = [claim for _, does, claim in rows if does == "attacks"]
    says("03-map-text", f"{len(rows)} rows".replace("6", "six"), "three for each side")
    says("03-map-explain", f"*{WORDS[len(attacked)].title()}*, one on each side")
    claims = {reason: claim for reason, does, claim in rows if does == "supports"}
    helped = Counter(claims.values())
    # Whoever attacks a reason of one side helps the other one.
    helped.update(
        {"wide conditions": "narrow conditions"}.get(claims[one], "wide conditions") for one in attacked
    )
    assert helped == {"wide conditions": 3, "narrow conditions": 3}
    assert {claims[one] for one in attacked} == set(helped)
    cards = " ".join(card["says"] for card in deck.cards().values())
    for number in ("26", "119", "24"):
        assert number in cards
        says("03-map", number)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("privacy-policy-2024", "On {} it widened"),
        ("infiltration-arrests", "On {} an officer says"),
        (
            "assembly-rejects-access",
            "On {} French deputies refused access to encrypted messages, by 119 to 24",
        ),
        ("access-mission", "On {} a decree"),
        ("scanning-rule-lapses", "On {} the European Parliament let a rule on voluntary scanning lapse"),
        ("travel-ban-lifted", "A decision of {} ended the travel ban"),
    ],
)
def test_dates_after_the_sixth_of_september_are_those_of_the_table(event, said):
    row = EVENTS.loc[event]
    assert row["status"] == "fact"
    assert row["date"].strftime("%Y-%m-%d") > "2024-09-06"
    says("09-explain", said.format(date(row["date"].strftime("%Y-%m-%d"))))


def test_what_is_said_of_what_happened_next_is_in_the_table():
    told = EVENTS["description_en"]
    assert "119 to 24" in EVENTS.loc["assembly-rejects-access", "title_en"]
    assert "on 2 July the Council adopts a position to restore it" in told["scanning-rule-lapses"]
    assert "voluntary" in EVENTS.loc["scanning-rule-lapses", "title_en"]
    assert "barely meets its legal minimum" in told["infiltration-arrests"]
    assert "possible legal routes" in told["access-mission"]
    assert "The investigation continues" in told["travel-ban-lifted"]
    quarters = CASE.disclosures.query("country_iso3 == 'FRA' and period_type == 'quarter'")
    met = quarters.sort_values("period_start")["requests_fulfilled"].tolist()[:4]
    says(
        "09-explain",
        f"reports {met[0]} French requests met in the first quarter of 2024, and {met[3]} in the last",
    )
    as_of = CASE.package["as_of"]
    says("09-explain", f"Our table ends on {date(as_of)}")
    assert EVENTS["date"].max().strftime("%Y-%m-%d") == as_of
    proceedings = CASE.proceedings
    says(
        "09-explain",
        f"As of {date(proceedings['as_of'])} he is under formal investigation and has not been tried",
    )
    assert "has not been tried; he is presumed innocent" in proceedings["status_en"]
    assert f"after {date(proceedings['as_of'])}" in proceedings["status_en"]


def test_the_timeline_begins_the_day_after():
    start = re.search(r'start="([\d-]+)"', CELLS["09-timeline"])[1]
    shown = Timeline(CASE, start=start).rows
    says("09-task", f"the {len(shown)} events")
    assert (shown["date"] > "2024-09-06").all()
    assert len(shown) == (CASE.timeline["date"] > "2024-09-06").sum()


def test_the_right_choice_of_each_prediction_stands_first_in_its_explanation():
    for asked, explained in (
        ("02-deck", "02-explain"),
        ("03-map", "03-map-explain"),
        ("09-timeline", "09-explain"),
    ):
        first = re.search(r"</summary>\n\n\*([^*.]+)\.?\*", CELLS[explained])[1]
        assert f'"{first}"' in CELLS[asked]


def test_poll_and_form_are_those_of_lesson_0():
    first = "\n".join(source(cell) for cell in cells(REPO / "notebooks" / "en" / "00_start_here.ipynb"))
    assert CELLS["10-poll"] in first
    assert 'Survey(form="A")' in first
    assert 'Survey(form="B")' in CELLS["10-survey"]
