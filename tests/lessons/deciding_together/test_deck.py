"""The deck of lesson 7, its timer and its argument map: sides, minutes, odd input, French."""

import html
import random
import re
from collections import Counter

import pytest

from enclair.lessons.deciding_together import Deck, deck, paper, say
from enclair.lessons.deciding_together import cards as rules
from enclair_tools.publish import cards
from tests.helpers import CASE, in_language

#: Characters on a card or in a role at most: the room on paper.
LONGEST_CARD = 125
HTML = "<script>alert(1)</script> 🦊"


def test_cards_and_roles_are_short_and_as_many_on_each_side():
    for group in (rules.cards(), rules.texts()["roles"]):
        sides = [each["side"] for each in group.values()]
        assert sides.count("privacy") == sides.count("security") > 0
        assert max(len(each["says"]) for each in group.values()) <= LONGEST_CARD


def test_the_minutes_are_those_of_two_parts():
    assert [sum(s["minutes"] for s in rules.steps() if s["part"] == part) for part in (1, 2)] == [44, 53]


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
    met = set()
    for lots in (rules.draw(random.Random(seed)) for seed in range(400)):
        first, second = rules.pairs(lots, reverse=False)
        met |= {*zip(lots["roles"], [first, first, second, second], strict=True)}
    assert len(met) == len(rules.texts()["roles"]) * len(rules.SIDES)


def test_a_seed_gives_its_draw_again_and_no_seed_a_new_one():
    assert rules.draw(random.Random(7)) == rules.draw(random.Random(7))
    assert len({str(rules.draw()) for _ in range(20)}) > 1
    view = Deck(CASE)
    view.draw(random.Random(7))
    assert view.lots == rules.draw(random.Random(7))
    assert len(set(view.lots["roles"])) == 4
    assert rules.pairs(view.lots, reverse=True) == rules.pairs(view.lots, reverse=False)[::-1]


def test_the_cards_lie_in_another_order_each_time_and_no_side_is_first():
    random.seed(19)
    orders = [Deck(CASE).order for _ in range(6)]
    assert all(sorted(order) == sorted(rules.cards()) for order in orders)
    assert len(set(map(tuple, orders))) == 6
    assert set(rules.SIDES) <= {rules.cards()[order[0]]["side"] for order in orders}


@pytest.mark.parametrize("words", ["", "x" * rules.LONGEST, HTML])
def test_odd_lines_are_text(words):
    view = Deck(CASE, part=2)
    view.rule = {"who": words}
    assert "<script>alert" not in view._html()
    assert words.strip() in view.table()


def test_the_hand_comes_first_in_the_twin_and_is_kept_as_text_in_order(lang):
    view = Deck(CASE, lang=lang)
    assert view.sheet() == in_language(lang, say, "deck.nothing")
    view.hand = ["warrant", "leave"]
    told = rules.texts(lang)["cards"]
    held = [f"{told[name]['says']} ({told[name]['row']})" for name in view.hand]
    first, second = view.sheet().split("\n")
    assert (first[:4], second[:4]) == ("1. ▶", "2. ◀")
    assert (first.endswith(held[0]), second.endswith(held[1])) == (True, True)
    for form in (view.table(), html.unescape(view._html())):
        assert (
            -1 < form.index(held[0]) < form.index(held[1]) < form.index(rules.texts(lang)["ground"]["straw"])
        )


def test_each_part_holds_what_it_is_for(lang):
    """Part 1 has sides, roles and a hand; part 2 a rule, kept in the words of the reader."""
    first, second = (Deck(CASE, part, lang) for part in (1, 2))
    asked, roles = ([*rules.texts(lang)[name].values()] for name in ("rule", "roles"))
    for form in (first.table(), html.unescape(first._html())):
        assert asked[0] not in form
        assert roles[0]["says"] in form
    for form in (second.table(), html.unescape(second._html())):
        assert all(each in form for each in asked)
        assert roles[0]["says"] not in form
    assert (first.shown, second.shown) == ("all", "neither")
    second.rule = {"who": "A judge."}
    assert second.sheet().split("\n")[0] == f"{asked[0]} A judge."
    assert repr(second) == f"Deck({len(rules.cards())} cards, 1 of 5 lines of the rule)" or lang == "fr"


def printed(lang):
    """The page of cards, with the apostrophe that `html.escape` writes."""
    return in_language(lang, cards.page, paper, CASE).replace("&#39;", "&#x27;").replace("&#34;", "&quot;")


def test_every_card_tells_its_row_and_a_date_in_every_form(lang):
    view, rows = Deck(CASE, lang=lang), rules.rows(CASE)
    page, plain, paper = view._html(), view.table(), printed(lang)
    opened = in_language(lang, say, "deck.page.row")
    assert page.count("<details>") == plain.count(f"\n{opened}\n") == len(rules.cards())
    for name, card in rules.cards().items():
        assert rows[name][lang]
        for piece in rows[name][lang]:
            assert piece["words"] in html.unescape(page)
            assert piece["words"] in html.unescape(paper)
            assert piece["words"] in plain
        read = rules.source_label(rules.source_of(CASE, card["row"]))
        assert re.search(r"\b20\d\d$", read), read
        for form in (page, paper):
            assert read in html.unescape(form)


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


def test_the_map_has_both_sides():
    sides = list(rules.sides_of(rules.texts()["map"]).values())
    assert sides.count("privacy") == sides.count("security") > 0


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
