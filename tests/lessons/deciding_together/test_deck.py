"""The deck of lesson 7, its timer and its argument map: sides, minutes, odd input, French."""

import html
import random
import re
from collections import Counter
from functools import partial

import pytest

from enclair import load_case
from enclair.case import balance
from enclair.lessons.deciding_together import Deck, Timer, deck, paper, say, timer
from enclair.lessons.deciding_together import cards as rules
from enclair.text.errors import ChoiceError, PlainError
from enclair.text.locale import catalogue
from enclair_tools.publish import cards
from tests.helpers import REPO, in_language, read

CASE = load_case("telegram")
#: Characters on a card or in a role at most: the room on paper.
LONGEST_CARD = 125
HTML = "<script>alert(1)</script> 🦊"


def test_cards_and_roles_are_short_and_as_many_on_each_side():
    for group in (rules.cards(), rules.texts()["roles"]):
        sides = [each["side"] for each in group.values()]
        assert sides.count("privacy") == sides.count("security") > 0
        assert max(len(each["says"]) for each in group.values()) <= LONGEST_CARD


def test_every_card_rests_on_a_row():
    assert set(rules.sources(CASE)) == set(rules.cards())


def test_the_minutes_are_those_of_two_parts():
    assert [sum(s["minutes"] for s in rules.steps() if s["part"] == part) for part in (1, 2)] == [42, 45]


def test_chance_gives_every_side_and_every_role_to_every_place():
    """Of 400 draws with fixed seeds, about half give each side; a lot that never changes fails here."""
    draws = [rules.draw(random.Random(seed)) for seed in range(400)]
    firsts = Counter(each["first"] for each in draws)
    assert set(firsts) == set(rules.SIDES)
    assert min(firsts.values()) > 160  # half is 200; 40 fewer are 4 standard deviations
    pairs = {(rules.pairs(each, reverse), reverse) for each in draws for reverse in (False, True)}
    assert len(pairs) == 4  # each pair has each side, before and after the sides are reversed
    roles = rules.texts()["roles"]
    for place in range(rules.GROUP):
        drawn = Counter(each["roles"][place] for each in draws)
        assert set(drawn) == set(roles)
        assert 20 < min(drawn.values()) <= max(drawn.values()) < 80  # 50 each; 30 are 4.5 deviations


def test_side_and_roles_are_drawn_apart():
    """No role comes with a side more often than chance lets it: both pairs argue any side with any role."""
    draws = [rules.draw(random.Random(seed)) for seed in range(400)]
    met = {(role, side) for each in draws for role, side in zip(each["roles"], _sides(each), strict=True)}
    assert len(met) == len(rules.texts()["roles"]) * len(rules.SIDES)


def _sides(lots):
    """The side of each of the four people."""
    first, second = rules.pairs(lots, reverse=False)
    return [first, first, second, second]


def test_a_seed_gives_its_draw_again_and_no_seed_a_new_one():
    assert rules.draw(random.Random(7)) == rules.draw(random.Random(7))
    assert len({str(rules.draw()) for _ in range(20)}) > 1


def test_the_cards_lie_in_another_order_each_time_and_no_side_is_first():
    orders = [Deck(CASE).order for _ in range(20)]
    assert all(sorted(order) == sorted(rules.cards()) for order in orders)
    assert len(set(map(tuple, orders))) > 1
    # Where 8 of 19 first cards are of a side, 20 decks without one come by chance in 1 run of 25,000.
    assert set(rules.SIDES) <= {rules.cards()[order[0]]["side"] for order in orders}


def test_a_draw_gives_four_roles_and_reverses():
    view = Deck(CASE)
    view.draw(random.Random(7))
    first = rules.pairs(view.lots, view.reversed)
    assert len(set(view.lots["roles"])) == 4
    assert rules.pairs(view.lots, not view.reversed) == first[::-1]


@pytest.mark.parametrize("words", ["", "x" * rules.LONGEST, HTML])
def test_odd_lines_are_text(words):
    view = Deck(CASE)
    view.rule = {"who": words}
    assert "<script>alert" not in view._html()
    assert words.strip() in view.table()


@pytest.mark.parametrize("rule", [None, {"x": ""}, {"who": 1}, {"who": "x" * (rules.LONGEST + 1)}])
def test_what_is_no_rule_is_refused(rule):
    with pytest.raises(ChoiceError, match=r"^rule: "):
        Deck(CASE).rule = rule


@pytest.mark.parametrize("step", [-1, 99, True, "1"])
def test_a_step_that_is_none_is_refused(step):
    with pytest.raises(ChoiceError, match=r"^step: "):
        Timer(1).step = step


@pytest.mark.parametrize("value", [3, "1", None, [1], {}, HTML, "x" * 20_000])
@pytest.mark.parametrize("name", ["part", "lang", "large"])
def test_odd_choices_for_the_timer_are_refused_in_a_plain_sentence(name, value):
    with pytest.raises(ChoiceError, match=rf"^{name}: found ") as refused:
        Timer(**{name: value})
    assert len(str(refused.value)) < 200
    assert isinstance(refused.value, PlainError)


@pytest.mark.parametrize("value", [3, None, [1], {}, HTML, "x" * 20_000])
@pytest.mark.parametrize("name", ["lang", "lots", "reversed", "shown", "rule"])
def test_odd_choices_for_the_deck_are_refused_in_a_plain_sentence(name, value):
    if value == {} and name in ("lots", "rule"):
        return  # nothing drawn, nothing written
    change = partial(Deck, CASE, value) if name == "lang" else partial(setattr, Deck(CASE), name, value)
    with pytest.raises(ChoiceError, match=rf"^{name}: found ") as refused:
        change()
    assert len(str(refused.value)) < 300


def printed(lang):
    """The page of cards, with the apostrophe that `html.escape` writes."""
    return in_language(lang, cards.page, paper, CASE).replace("&#39;", "&#x27;").replace("&#34;", "&quot;")


def test_every_card_tells_its_row_and_a_date_in_every_form(lang):
    view, rows, sources = Deck(CASE, lang), rules.rows(CASE), rules.sources(CASE)
    page, plain, paper = view._html(), view.table(), printed(lang)
    opened = in_language(lang, say, "deck.page.row")
    assert page.count("<details>") == plain.count(f"{opened}:") == len(rules.cards())
    for name in rules.cards():
        assert rows[name][lang]
        for piece in rows[name][lang]:
            assert piece["words"] in html.unescape(page)
            assert piece["words"] in html.unescape(paper)
            assert piece["words"] in plain
        read = rules.source_label(sources[name])
        assert re.search(r"\b20\d\d$", read), read
        for form in (page, paper):
            assert read in html.unescape(form)


def test_all_is_said_in_french():
    said = {*rules.row_words(), *timer.HEADS}
    assert said | {Deck.TITLE, Timer.TITLE} <= set(catalogue("fr"))
    english, french = ({step["says"] for step in rules.steps(lang)} for lang in ("en", "fr"))
    assert not english & french
    assert Timer(1, "fr").steps[0]["says"] not in Timer(1, "fr").table()


def test_the_pages_to_print_are_what_the_deck_makes(tmp_path):
    case = CASE
    assert cards.drift(REPO, case) == []
    assert len(cards.drift(tmp_path, case)) == len(cards.write(tmp_path, case)) == 2
    assert cards.drift(tmp_path, case) == cards.write(tmp_path, case) == []


def test_a_page_to_print_holds_the_deck_and_no_script(lang):
    page = printed(lang)
    told = rules.texts(lang)
    for one in (*told["cards"].values(), *told["roles"].values()):
        assert page.count(f"<p>{html.escape(one['says'])}</p>") == 1
    for words in (*told["ground"].values(), *told["rule"].values(), *told["positions"].values()):
        assert html.escape(words) in page
    for step in rules.steps(lang):
        assert f"<td>{html.escape(step['name'])}</td><td>{step['minutes']}</td>" in page
    for side in rules.SIDES:
        assert page.count(f'<li class="card"><b>{deck.SHAPES[side]}') == 8
    assert "<script" not in page
    assert not re.search(r"=.?http|url\(", page)


def test_the_map_of_the_lesson_is_the_one_that_is_counted():
    cells = read(REPO / "notebooks" / "en" / "07_deciding_together.ipynb")["cells"]
    [source] = ["".join(cell["source"]) for cell in cells if cell["id"] == "03-map"]
    links = rules.texts()["map"]
    # Either the cell asks for the map of the deck, or it writes the same one down.
    assert "reasons(" in source or all(f'"{link["reason"]}"' in source for link in links)
    sides = list(rules.sides_of(links).values())
    assert {"privacy", "security"} <= set(sides)
    assert balance.report_sides({"map": sides})[0][1]


def test_a_reason_is_on_the_side_that_it_serves():
    links = [
        ("answer", "attacks", "attack"),
        ("attack", "attacks", "reason"),
        ("reason", "supports", "narrow conditions"),
        ("back", "supports", "attack"),
        ("lost", "supports", "nothing"),
    ]
    found = rules.sides_of(dict(zip(("reason", "does", "claim"), link, strict=True)) for link in links)
    sides = {"reason": "privacy", "attack": "security", "answer": "privacy", "back": "security", "lost": ""}
    assert found == sides
