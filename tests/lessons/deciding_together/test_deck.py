"""The deck of lesson 7, its timer and its argument map: sides, minutes, odd input, French."""

import html
import random
import re
from collections import Counter

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


def test_chance_gives_each_role_a_place_with_each_side_and_a_seed_its_draw_again():
    met, firsts = set(), Counter()
    for seed in range(400):
        lots = rules.draw(random.Random(seed))
        first, second = rules.pairs(lots, reverse=False)
        assert rules.pairs(lots, reverse=True) == (second, first)
        firsts[first] += 1
        met |= {*zip(lots["roles"], range(rules.GROUP), [first, first, second, second], strict=True)}
    assert len(met) == len(rules.texts()["roles"]) * rules.GROUP * len(rules.SIDES)
    assert min(firsts.values()) > 160  # half is 200; 40 fewer are 4 standard deviations
    assert len({str(rules.draw()) for _ in range(20)}) > 1
    view = Deck(CASE)
    view.draw(random.Random(7))
    assert view.lots == rules.draw(random.Random(7))


def test_the_cards_lie_in_another_order_each_time():
    orders = [Deck(CASE).order for _ in range(3)]
    assert all(sorted(order) == sorted(rules.cards()) for order in orders)
    assert len({*map(tuple, orders)}) == 3


def test_odd_lines_are_text():
    view = Deck(CASE, part=2)
    for words in ("", "x" * rules.LONGEST, HTML):
        view.rule = {"who": words}
        assert "<script>alert" not in view._html()
        assert words.strip() in view.table()


def test_each_part_holds_what_it_is_for_in_the_words_of_the_reader(lang):
    """Part 1 has sides, roles and a hand, which comes first and is kept in order; part 2 a rule."""
    first, second = (Deck(CASE, part, lang) for part in (1, 2))
    assert (first.shown, second.shown) == ("all", "neither")
    assert first.sheet() == in_language(lang, say, "deck.nothing")
    told = rules.texts(lang)
    asked, role = [*told["rule"].values()], next(iter(told["roles"].values()))["says"]
    first.hand = ["warrant", "leave"]
    held = [f"{told['cards'][name]['says']} ({told['cards'][name]['row']})" for name in first.hand]
    lines = first.sheet().split("\n")
    assert [(line[:4], line.endswith(words)) for line, words in zip(lines, held, strict=True)] == [
        ("1. ▶", True),
        ("2. ◀", True),
    ]
    for form in (first.table(), html.unescape(first._html())):
        assert -1 < form.index(held[0]) < form.index(held[1]) < form.index(told["ground"]["straw"])
        assert asked[0] not in form
        assert role in form
    for form in (second.table(), html.unescape(second._html())):
        assert all(line in form for line in asked)
        assert role not in form
    second.rule = {"who": "A judge."}
    assert second.sheet().split("\n")[0] == f"{asked[0]} A judge."


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
