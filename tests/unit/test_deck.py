"""The deck of lesson 7, its timer and its argument map: sides, minutes, odd input, French."""

import html
import random
import re

import pytest

from enclair import Deck, Timer, load_case
from enclair.analysis import deck as rules
from enclair.authoring import cards
from enclair.errors import ChoiceError
from enclair.locale import catalogue, text
from enclair.widgets import deck, timer
from tests.helpers import REPO

HTML = "<script>alert(1)</script> 🦊"


def test_cards_and_roles_are_short_and_as_many_on_each_side():
    for group in (rules.cards(), rules.told()["roles"]):
        sides = [each["side"] for each in group.values()]
        assert sides.count("privacy") == sides.count("security") > 0
        assert max(len(each["says"]) for each in group.values()) <= rules.LONGEST_CARD


def test_every_card_rests_on_a_row():
    assert set(rules.sources(load_case("telegram"))) == set(rules.cards())


def test_the_minutes_are_those_of_two_parts():
    assert [sum(s["minutes"] for s in rules.steps() if s["part"] == part) for part in (1, 2)] == [42, 45]


def test_a_draw_gives_four_roles_and_reverses():
    view = Deck(load_case("telegram"))
    view.draw(random.Random(7))
    first = rules.pairs(view.lots, view.reversed)
    assert len(set(view.lots["roles"])) == 4
    assert rules.pairs(view.lots, not view.reversed) == first[::-1]


@pytest.mark.parametrize("words", ["", "x" * rules.LONGEST, HTML])
def test_odd_lines_are_text(words):
    view = Deck(load_case("telegram"))
    view.rule = {"who": words}
    assert "<script>alert" not in view._html()
    assert words.strip() in view.table()


@pytest.mark.parametrize("rule", [None, {"x": ""}, {"who": 1}, {"who": "x" * (rules.LONGEST + 1)}])
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(ChoiceError, match=r"^rule: "):
        Deck(load_case("telegram")).rule = rule


@pytest.mark.parametrize("step", [-1, 99, True, "1"])
def test_a_step_that_is_none_is_refused(step):
    with pytest.raises(ChoiceError, match=r"^step: "):
        Timer(1).step = step


def test_all_is_said_in_french():
    said = {*rules.said(), deck.QUESTION, deck.INVENTED, deck.KEPT, *timer.HEADS}
    assert said | {Deck.TITLE, Timer.TITLE} <= set(catalogue("fr"))


def test_the_pages_to_print_are_what_the_deck_makes(tmp_path):
    case = load_case("telegram")
    assert cards.drift(REPO, case) == []
    assert len(cards.drift(tmp_path, case)) == len(cards.write(tmp_path, case)) == len(cards.PLACES)
    assert cards.drift(tmp_path, case) == cards.write(tmp_path, case) == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_page_to_print_holds_the_deck_and_no_script(lang):
    page = cards.page(load_case("telegram"), lang)
    told = rules.told()
    for one in (*told["cards"].values(), *told["roles"].values()):
        assert page.count(f"<p>{html.escape(text(one['says'], lang))}</p>") == 1
    for words in (*told["ground"].values(), *told["rule"].values(), *told["positions"].values()):
        assert html.escape(text(words, lang)) in page
    for step in rules.steps():
        assert f"<td>{html.escape(text(step['name'], lang))}</td><td>{step['minutes']}</td>" in page
    for side in rules.SIDES:
        assert page.count(f'<li class="card"><b>{deck.SHAPES[side]}') == 8
    assert "<script" not in page
    assert not re.search(r"=.?http|url\(", page)
