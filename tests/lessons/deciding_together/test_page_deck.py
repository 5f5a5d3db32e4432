"""The deck of lesson 7 in a page of its own."""

from functools import partial

import pytest
from playwright.sync_api import expect

from enclair.lessons.deciding_together import Deck, paper
from enclair.lessons.deciding_together import cards as deck
from enclair_tools.publish import cards
from tests.helpers import CASE

pytestmark = pytest.mark.browser

VIEW = partial(Deck, CASE)


def test_a_hand_of_four_is_taken_ordered_and_put_back_by_keyboard(opened):
    page, order = opened.page, opened.trait("order")
    hand = page.get_by_role("group", name="Your hand")
    told, held = hand.get_by_role("status"), hand.locator(".enclair-held")
    for place in range(4):
        take = page.locator(".enclair-evidence").nth(place).get_by_role("button")
        take.scroll_into_view_if_needed()
        stood = take.bounding_box()
        take.press("Enter")
        # The hand above grows, and what was pressed stays under the finger.
        assert abs(take.bounding_box()["y"] - stood["y"]) <= 1
        expect(told).to_have_text(f"Taken, {place + 1} of 4.")
    assert opened.trait("hand") == order[:4]
    # A fifth one is not there to be taken, and the deck shows which place each card has.
    expect(page.get_by_role("button", name="Hand full", disabled=True)).to_have_count(len(order) - 4)
    badges = page.locator(".enclair-evidence .enclair-place:not(:empty)")
    assert badges.all_inner_texts() == ["1", "2", "3", "4"]

    # The last one becomes the strongest; the button that was pressed keeps the focus, at the end, too.
    for place in (3, 2, 1, 1):
        held.filter(has_text=opened.page.locator(".enclair-evidence p").nth(7).inner_text()).get_by_role(
            "button", name="Stronger"
        ).press("Enter")
        expect(told).to_have_text(f"Moved, now {place} of 4.")
        assert opened.focused() == "Stronger"
    assert opened.trait("hand") == [order[3], *order[:3]]
    expect(badges.last).to_have_text("1")

    # What is put back leaves the focus on the next card, and the last one on the hand itself.
    for left in (3, 2, 1, 0):
        held.first.get_by_role("button", name="Put back").press("Enter")
        expect(told).to_have_text(f"Put back, {left} of 4.")
        assert opened.focused().startswith("Put back" if left else "Your hand")
    assert opened.trait("hand") == []
    expect(page.get_by_role("button", name="Take", exact=True)).to_have_count(len(order))


def test_each_card_has_the_colour_and_the_sign_of_its_side(opened):
    colours = {}
    for name, card in zip(opened.trait("order"), opened.page.locator(".enclair-evidence").all(), strict=True):
        side = deck.cards()[name]["side"]
        head = card.locator("b").first
        assert head.inner_text().startswith(opened.trait("shapes")[side])
        colours.setdefault(side, set()).add(head.evaluate("one => getComputedStyle(one).color"))
        assert card.evaluate("one => getComputedStyle(one).borderTopColor") in colours[side]
    assert len(set.union(*colours.values())) == len(colours) == 3


def test_the_hand_comes_first_on_paper_and_is_not_printed_without_a_card(opened):
    page = opened.page
    hand = page.get_by_role("group", name="Your hand")
    page.emulate_media(media="print")
    assert not hand.is_visible()
    opened.set("hand", opened.trait("order")[:2])
    assert (
        hand.locator("li").evaluate_all("all => all.map((one) => one.checkVisibility())")
        == [True] * 2 + [False] * 2
    )
    # Black on white, since most printers leave backgrounds out.
    place = hand.locator(".enclair-place").first
    assert place.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
    assert hand.bounding_box()["y"] < page.get_by_text("No straw men").bounding_box()["y"]


def test_each_card_opens_its_row(opened):
    rows, shown = deck.rows(CASE), opened.page.locator(".enclair-evidence").all()
    for name, card in zip(opened.trait("order"), shown, strict=True):
        assert not card.locator("dl").is_visible()
        card.locator("summary").press("Enter")
        assert card.locator("dd").all_inner_texts() == [piece["words"] for piece in rows[name]["en"]]
        assert card.locator("dl").is_visible()


def test_no_row_on_paper_is_cut_by_a_column_or_a_page(chromium, tmp_path):
    """Each row of the printed deck stands whole, within its sheet, and there is one for each card."""
    path = tmp_path / "paper.html"
    path.write_text(cards.page(paper, CASE), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 794, "height": 1123})
    page.goto(path.as_uri())
    page.emulate_media(media="print")
    rows = page.locator(".entry")
    assert rows.count() == len(deck.cards())
    cut = rows.evaluate_all(
        """rows => rows.filter((row) => {
          const sheet = row.closest(".sheet").getBoundingClientRect();
          const parts = [...row.getClientRects()];
          return parts.length !== 1 || parts.some((one) => one.bottom > sheet.bottom - 20
            || one.right > sheet.right || one.left < sheet.left);
        }).map((row) => row.innerText.slice(0, 40))"""
    )
    page.close()
    assert cut == []
