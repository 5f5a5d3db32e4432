"""The deck and the timer of lesson 7 in pages of their own."""

from functools import partial

import pytest
from playwright.sync_api import expect

from enclair.lessons.deciding_together import Deck, Timer, paper
from enclair.lessons.deciding_together import cards as deck
from enclair_tools.publish import cards
from tests.browser.pages import opened_page
from tests.helpers import CASE

pytestmark = pytest.mark.browser

VIEW = partial(Deck, CASE)
#: What is typed into the five lines of the rule.
RULE = {
    "who": "Only a judge: 🧑‍⚖️ Судья. قاضٍ",
    "data": "<script>document.title = 'ran'</script><b>one name</b>",
    "authority": "é" * deck.LONGEST,
    "check": "   ",
}


def test_a_hand_of_four_is_taken_ordered_and_put_back_by_keyboard(opened):
    page, order = opened.page, opened.trait("order")
    hand = page.get_by_role("group", name="Your hand")
    status, held = hand.get_by_role("status"), hand.locator(".enclair-held")
    for place in range(4):
        take = page.locator(".enclair-evidence").nth(place).get_by_role("button")
        take.scroll_into_view_if_needed()
        stood = take.bounding_box()
        take.press("Enter")
        # The hand above grows, and what was pressed stays under the finger.
        assert abs(take.bounding_box()["y"] - stood["y"]) <= 1
        expect(status).to_have_text(f"Taken, {place + 1} of 4.")
    # A fifth one is not there to be taken, and the deck shows which place each card has.
    expect(page.get_by_role("button", name="Hand full", disabled=True)).to_have_count(len(order) - 4)
    assert page.locator(".enclair-evidence .enclair-place:not(:empty)").all_inner_texts() == [*"1234"]
    # The last one becomes the strongest; the button that was pressed keeps the focus, at the end, too.
    last = held.filter(has_text=deck.cards()[order[3]]["says"])
    for place in (3, 2, 1, 1):
        last.get_by_role("button", name="Stronger").press("Enter")
        expect(status).to_have_text(f"Moved, now {place} of 4.")
        assert opened.focused() == "Stronger"
    assert opened.trait("hand") == [order[3], *order[:3]]
    # What is put back leaves the focus on the next card, and the last one on the hand itself.
    for left in (3, 2, 1, 0):
        held.first.get_by_role("button", name="Put back").press("Enter")
        expect(status).to_have_text(f"Put back, {left} of 4.")
        assert opened.focused().startswith("Put back" if left else "Your hand")
    expect(page.get_by_role("button", name="Take", exact=True)).to_have_count(len(order))


def test_each_card_has_the_colour_and_the_sign_of_its_side_and_opens_its_row(opened):
    colours, rows = {}, deck.rows(CASE)
    for name, card in zip(opened.trait("order"), opened.page.locator(".enclair-evidence").all(), strict=True):
        side = deck.cards()[name]["side"]
        head = card.locator("b").first
        assert head.inner_text().startswith(opened.trait("shapes")[side])
        colours.setdefault(side, set()).add(head.evaluate("one => getComputedStyle(one).color"))
        card.locator("summary").press("Enter")
        assert card.locator("dd").all_inner_texts() == [piece["words"] for piece in rows[name]["en"]]
    assert len(set.union(*colours.values())) == len(colours) == 3


def test_the_hand_comes_first_on_paper_and_is_not_printed_without_a_card(opened):
    page, hand = opened.page, opened.page.get_by_role("group", name="Your hand")
    page.emulate_media(media="print")
    assert not hand.is_visible()
    opened.set("hand", opened.trait("order")[:2])
    assert hand.locator("li:visible").count() == 2
    assert hand.bounding_box()["y"] < page.get_by_text("No straw men").bounding_box()["y"]


def test_sides_and_roles_are_drawn_and_reversed(opened):
    page, positions = opened.page, deck.texts()["positions"]
    page.get_by_role("button", name="Draw sides and roles").click()
    drawn = opened.trait("lots")
    for turned in (False, True):
        argued = [positions[side] for side in deck.pairs(drawn, turned)]
        expect(page.locator(".enclair-pair")).to_contain_text(argued)
        page.get_by_role("button", name="Reverse the sides").click()
    assert (opened.trait("lots"), opened.trait("reversed")) == (drawn, False)


@pytest.mark.parametrize("opened", [{"part": 2}], indirect=True)
def test_any_text_in_a_line_of_the_rule_is_text(opened):
    lines = opened.page.locator("fieldset").get_by_role("textbox").all()
    for box, words in zip(lines, RULE.values(), strict=False):
        box.fill(words)
    assert opened.trait("rule") == RULE
    assert opened.page.title() != "ran"
    opened.set("rule", {"publish": "as the kernel has it"})
    assert [box.input_value() for box in lines] == ["", "", "", "", "as the kernel has it"]


def test_the_timer_starts_pauses_and_goes_on_to_the_next_step(chromium, tmp_path):
    first, second = deck.steps()[:2]
    with opened_page(chromium, tmp_path, Timer(1)) as opened:
        page, clock = opened.page, opened.page.get_by_role("timer")
        page.get_by_role("button", name="Start").click()
        expect(clock).to_have_text(f"{first['minutes'] - 1}:59")
        page.get_by_role("button", name="Pause").click()
        left = clock.inner_text()
        page.wait_for_timeout(1100)
        assert clock.inner_text() == left
        page.get_by_role("button", name="Next").click()
        expect(page.locator(".enclair-do")).to_have_text(second["says"])
        expect(clock).to_have_text(f"{second['minutes']}:00")


def test_no_row_on_paper_is_cut_by_a_column_or_a_page(chromium, tmp_path):
    """Each row of the printed deck stands whole, within its sheet, and there is one for each card."""
    with opened_page(chromium, tmp_path, cards.page(paper, CASE), waits=".entry") as opened:
        opened.page.set_viewport_size({"width": 794, "height": 1123})
        opened.page.emulate_media(media="print")
        cut = opened.page.locator(".entry").evaluate_all(
            """rows => rows.map((row) => {
              const sheet = row.closest(".sheet").getBoundingClientRect();
              const parts = [...row.getClientRects()];
              return parts.length !== 1 || parts.some((one) => one.bottom > sheet.bottom - 20
                || one.right > sheet.right || one.left < sheet.left);
            })"""
        )
    assert cut == [False] * len(deck.cards())
