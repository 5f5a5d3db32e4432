"""The deck of lesson 7: sides, lots, hand and rule, rows of its cards, its page to print."""

import html
import re

from enclair.lessons.deciding_together import Deck, deck, paper, say
from enclair.lessons.deciding_together import cards as rules
from enclair_tools.publish import cards
from tests.helpers import CASE, assert_in, assert_not_in, in_language

#: Characters on a card or in a role at most: the room on paper.
LONGEST_CARD = 125


def test_cards_and_roles_are_short_and_as_many_on_each_side():
    for group in (rules.cards(), rules.texts()["roles"]):
        sides = [card["side"] for card in group.values()]
        assert sides.count("privacy") == sides.count("security") > 0
        assert max(len(card["says"]) for card in group.values()) <= LONGEST_CARD


def test_the_cards_lie_in_another_order_each_time():
    orders = [Deck(CASE).order for _ in range(3)]
    assert all(sorted(order) == sorted(rules.cards()) for order in orders)
    assert len({*map(tuple, orders)}) == 3


def test_each_part_holds_what_it_is_for_in_the_words_of_the_reader(lang):
    """Part 1 has sides, roles and a hand, which comes first and is kept in order; part 2 a rule."""
    first, second = (Deck(CASE, part, lang) for part in (1, 2))
    assert (first.shown, second.shown) == ("all", "neither")
    assert first.sheet() == in_language(lang, say, "deck.nothing")
    texts = rules.texts(lang)
    asked, role = [*texts["rule"].values()], next(iter(texts["roles"].values()))["says"]
    first.hand = ["warrant", "leave"]
    held = [f"{texts['cards'][name]['says']} ({texts['cards'][name]['row']})" for name in first.hand]
    lines = [f"{1 + at}. {'▶◀'[at]} .*{re.escape(words)}" for at, words in enumerate(held)]
    assert re.fullmatch("\n".join(lines), first.sheet())
    for form in (first.table(), html.unescape(first._html())):
        assert -1 < form.index(held[0]) < form.index(held[1]) < form.index(texts["ground"]["straw"])
        assert_in(form, role)
        assert_not_in(form, asked[0])
    second.rule = {"who": "<script>alert(1)</script> 🦊"}
    assert second.sheet().split("\n")[0] == f"{asked[0]} <script>alert(1)</script> 🦊"
    assert "<script>" not in second._html()
    for form in (second.table(), html.unescape(second._html())):
        assert_in(form, *asked, second.rule["who"])
        assert_not_in(form, role)


def printed(lang):
    return html.unescape(in_language(lang, cards.page, paper, CASE))


def test_every_card_tells_its_row_and_a_date_in_every_form(lang):
    view, rows = Deck(CASE, lang=lang), rules.rows(CASE)
    page, plain, paper = html.unescape(view._html()), view.table(), printed(lang)
    opened = in_language(lang, say, "deck.page.row")
    assert page.count("<details>") == plain.count(f"\n{opened}\n") == len(rules.cards())
    for name, card in rules.cards().items():
        assert rows[name][lang]
        for piece in rows[name][lang]:
            assert all(piece["words"] in form for form in (page, paper, plain))
        read = rules.source_label(rules.source_of(CASE, card["row"]))
        assert re.search(r"\b20\d\d$", read), read
        assert all(read in form for form in (page, paper))


def test_a_page_to_print_holds_the_deck_and_no_script(lang):
    page, texts = printed(lang), rules.texts(lang)
    for one in (*texts["cards"].values(), *texts["roles"].values()):
        assert page.count(f"<p>{one['says']}</p>") == 1
    assert_in(page, *texts["ground"].values(), *texts["rule"].values(), *texts["positions"].values())
    assert_in(page, *(f"<td>{one['name']}</td><td>{one['minutes']}</td>" for one in rules.steps(lang)))
    assert [page.count(f'<li class="card"><b>{deck.SHAPES[side]}') for side in rules.SIDES] == [8, 8]
    assert not re.search(r"<script|=.?http|url\(", page)


def test_a_reason_is_on_the_side_that_it_serves():
    links = [
        ("answer", "attacks", "attack"),
        ("attack", "attacks", "reason"),
        ("reason", "supports", "narrow conditions"),
        ("back", "supports", "attack"),
        ("lost", "supports", "nothing"),
    ]
    sides = rules.sides_of(dict(zip(("reason", "does", "claim"), link, strict=True)) for link in links)
    right = {"reason": "privacy", "attack": "security", "answer": "privacy", "back": "security", "lost": ""}
    assert sides == right
