"""The deck and the timer of lesson 7: sides, lots, hand and rule, rows of its cards, its page to print."""

import html
import re
from functools import partial
from itertools import chain

from playwright.sync_api import expect

from enclair.lessons.deciding_together import Deck, Timer, deck, paper, say
from enclair.lessons.deciding_together import cards as rules
from enclair_tools.publish import cards
from tests.browser.pages import opened_page
from tests.helpers import CASE, assert_in, assert_not_in, in_language


def test_cards_and_roles_are_short_and_as_many_on_each_side():
    for group in (rules.cards(), rules.texts()["roles"]):
        sides = [card["side"] for card in group.values()]
        assert sides.count("privacy") == sides.count("security") > 0
        assert max(len(card["says"]) for card in group.values()) <= 125  # the room on paper


def test_each_deal_has_as_many_cards_of_one_side_as_of_the_other_in_another_order_each_time():
    tables = [Deck(CASE).deals for _ in range(3)]
    assert len({*map(str, tables)}) == 3
    sides = {name: card["side"] for name, card in rules.cards().items()}
    for deals in tables:
        assert sorted(chain(*deals)) == sorted(rules.cards())
        for deal in deals:
            held = [sides[name] for name in deal]
            assert (held.count("privacy"), held.count("security")) == (2, 2)
            assert len(held) == 5 or deal is deals[-1]


def test_each_part_holds_what_it_is_for_in_the_words_of_the_reader(lang):
    """Part 1 has sides, roles and a hand, which comes first and is kept in order; part 2 a rule."""
    first, second = (Deck(CASE, part, lang) for part in (1, 2))
    assert (first.shown, second.shown) == ("dealt", "neither")
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
    assert re.search("(whose images circulate|dont les images circulent)[.]", page)  # Q81 has no pointer
    for one in (*texts["cards"].values(), *texts["roles"].values()):
        assert page.count(f"<p>{one['says']}</p>") == 1
    assert_in(page, *texts["ground"].values(), *texts["rule"].values(), *texts["positions"].values())
    assert_in(page, *(f"<td>{one['name']}</td><td>{one['minutes']}</td>" for one in rules.steps(lang)))
    assert [page.count(f'<li class="card"><b>{deck.SHAPES[side]}') for side in rules.SIDES] == [8, 8]
    assert not re.search(r"<script|=.?http|url\(", page)


def test_a_reason_is_on_the_side_that_it_serves():
    links = [
        {"reason": "answer", "does": "attacks", "claim": "attack"},
        {"reason": "attack", "does": "attacks", "claim": "wide conditions"},
        {"reason": "back", "does": "supports", "claim": "attack"},
        {"reason": "lost", "does": "supports", "claim": "nothing"},
    ]
    sides = {"attack": "privacy", "answer": "security", "back": "privacy", "lost": ""}
    assert rules.sides_of(links) == sides


VIEW = partial(Deck, CASE)


def test_five_cards_are_dealt_until_all_have_lain_on_the_table(opened):
    page, deals = opened.page, opened.trait("deals")
    deal = page.get_by_role("button", name="Deal the next five")
    cards = page.locator(".enclair-evidence")
    for here in (*deals, deals[0]):
        assert cards.evaluate_all("all => all.map((one) => one.dataset.card)") == here
        deal.press("Enter")
        assert opened.focused() == "Deal the next five"
    page.get_by_role("button", name="All cards").click()
    expect(cards).to_have_count(sum(map(len, deals)))
    expect(deal).to_have_count(0)


def test_a_hand_of_four_is_taken_ordered_and_put_back_by_keyboard(opened):
    page, order = opened.page, [*chain(*opened.trait("deals"))]
    page.get_by_role("button", name="All cards").click()
    hand = page.get_by_role("group", name="Your hand")
    status, held = hand.get_by_role("status"), hand.locator(".enclair-held")
    for place in range(4):
        take = page.locator(".enclair-evidence").nth(place).get_by_role("button")
        take.scroll_into_view_if_needed()
        stood = take.bounding_box()
        take.press("Enter")
        # The hand above grows, and what was pressed stays under the finger.
        assert abs(take.bounding_box()["y"] - stood["y"]) <= 1
        expect(status).to_have_text(f"Cards taken: {place + 1} of 4.")
    # A fifth one is not there to be taken, and the deck shows which place each card has.
    expect(page.get_by_role("button", name="Hand full", disabled=True)).to_have_count(len(order) - 4)
    assert page.locator(".enclair-evidence .enclair-place:not(:empty)").all_inner_texts() == [*"1234"]
    # The last one becomes the strongest; the button that was pressed keeps the focus, at the end, too.
    last = held.filter(has_text=rules.cards()[order[3]]["says"])
    for place in (3, 2, 1, 1):
        last.get_by_role("button", name="Stronger").press("Enter")
        expect(status).to_have_text(f"Moved, now {place} of 4.")
        assert opened.focused() == "Stronger"
    assert opened.trait("hand") == [order[3], *order[:3]]
    # What is put back leaves the focus on the next card, and the last one on the hand itself.
    for left in (3, 2, 1, 0):
        held.first.get_by_role("button", name="Put back").press("Enter")
        expect(status).to_have_text(f"Cards taken: {left} of 4.")
        assert opened.focused().startswith("Put back" if left else "Your hand")
    expect(page.get_by_role("button", name="Take", exact=True)).to_have_count(len(order))


def test_each_card_has_the_colour_and_the_sign_of_its_side_and_opens_its_row(opened):
    colours, rows = {}, rules.rows(CASE)
    opened.page.get_by_role("button", name="All cards").click()
    shown = opened.page.locator(".enclair-evidence").all()
    for name, card in zip(chain(*opened.trait("deals")), shown, strict=True):
        side = rules.cards()[name]["side"]
        head = card.locator("b").first
        assert head.inner_text().startswith(opened.trait("shapes")[side])
        colours.setdefault(side, set()).add(head.evaluate("one => getComputedStyle(one).color"))
        card.locator("summary").press("Enter")
        assert card.locator("dd").all_inner_texts() == [piece["words"] for piece in rows[name]["en"]]
    assert len(set.union(*colours.values())) == len(colours) == 3


def test_a_class_sees_a_card_then_its_side_and_the_next_one_with_keys_alone(opened):
    page, order, rows = opened.page, [*chain(*opened.trait("deals"))], rules.rows(CASE)
    page.get_by_role("button", name="Projector").press("Enter")
    card, shown = page.locator(".enclair-dealt .enclair-evidence"), page.locator("ol > [aria-current=step]")
    for name in order:
        expect(card).to_have_text(rules.cards()[name]["says"])
        assert (shown.inner_text(), page.locator("dl:visible").count()) == ("?", 0)
        opened.press("1", "Space")
        side = rules.cards()[name]["side"]
        expect(shown).to_have_text(deck.SHAPES[side])
        expect(page.locator(".enclair-said [aria-current]")).to_contain_text(rules.texts()["sides"][side])
        expect(page.locator(".enclair-lifted-box")).to_contain_text(re.compile(r"1\D+12.+Source:", re.DOTALL))
        words = page.locator(".enclair-dealt dd").all_inner_texts()
        both = {one["words"] for one in rows[name]["en"] if re.match("Effect|What (hol|goe)", one["label"])}
        assert set() < both | {*words} == {*words} <= {piece["words"] for piece in rows[name]["en"]}
        page.keyboard.press("ArrowRight")  # as the space bar does
    assert opened.trait("hand") == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Deal the next five")).to_be_visible()
    expect(page.locator(".enclair-dealt")).to_be_empty()


def test_sides_and_roles_are_drawn_and_reversed(opened):
    page, positions = opened.page, rules.texts()["positions"]
    page.get_by_role("button", name="Draw sides and roles").click()
    drawn = opened.trait("lots")
    for turned in (False, True):
        argued = [positions[side] for side in rules.pairs(drawn, turned)]
        expect(page.locator(".enclair-pair")).to_contain_text(argued)
        page.get_by_role("button", name="Reverse the sides").click()
    assert (opened.trait("lots"), opened.trait("reversed")) == (drawn, False)


def test_the_timer_starts_pauses_and_goes_on_to_the_next_step(chromium, tmp_path):
    first, second = rules.steps()[:2]
    with opened_page(chromium, tmp_path, Timer(1)) as opened:
        page, clock = opened.page, opened.page.get_by_role("timer")
        page.get_by_role("button", name="Start").click()
        expect(clock).to_have_text(f"{first['minutes'] - 1}:59")
        page.get_by_role("button", name="Projector").click()
        page.keyboard.press("Space")  # from any button there
        left = clock.inner_text()
        page.wait_for_timeout(1100)
        assert clock.inner_text() == left
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Next").click()
        expect(page.locator(".enclair-do")).to_have_text(second["says"])
        expect(clock).to_have_text(f"{second['minutes']}:00")
        page.evaluate("onkeydown = () => (document.title += '→'); document.title = ''")
        for _ in Timer(1).steps[1:]:
            clock.dispatch_event("keydown", {"key": "ArrowRight"})
        assert page.title() == "→"  # at the last step it turns slides
        page.evaluate("document.documentElement.classList.add('slides')")
        for key in ("ArrowLeft", "ArrowUp", "ArrowDown"):  # there only up and down are the timer's
            clock.dispatch_event("keydown", {"key": key})
        assert page.title() == "→→"
