"""The poll in a page of its own: what is typed is told and drawn, and invented classes throw fair coins."""

import pytest
from playwright.sync_api import expect

from enclair import Poll
from enclair.views import polling as rules
from tests.helpers import tally_told

pytestmark = pytest.mark.browser

VIEW = Poll


def test_a_tally_is_typed_with_the_keyboard_and_told(opened):
    page = opened.page
    empty = page.locator(".enclair-poll [role=status]", has_text="No answers yet")
    expect(empty).to_be_visible()
    opened.tab_to("textarea")
    page.keyboard.type("Is it\n raining?")
    opened.tab_to("input[type=number]")
    page.keyboard.type("18")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    assert [opened.trait(name) for name in ("question", "yes", "no")] == ["Is it raining?", 18, 12]
    for words in (rules.widths(), rules.hint(), *tally_told(18, 12)):
        expect(page.get_by_text(words)).to_be_visible()
    bar = page.get_by_role("img", name="estimate 70%, from 34% to 100%")
    assert bar.locator("b").all_inner_texts() == ["▸"]  # cut on the right alone
    width = "one => one.getBoundingClientRect().width"
    left = "one => one.getBoundingClientRect().left - one.parentElement.getBoundingClientRect().left"
    interval, share = bar.locator(".enclair-poll-interval"), bar.locator(".enclair-poll-share")
    estimate, full = rules.estimate(18, 12), bar.evaluate(width)
    middle = share.evaluate(left) + share.evaluate(width) / 2
    drawn = [interval.evaluate(left) / full, interval.evaluate(width) / full, middle / full]
    told = [estimate.low, estimate.high - estimate.low, estimate.share]
    assert drawn == pytest.approx(told, abs=0.01)
    assert opened.focused() == "Empty the tally"
    page.keyboard.press("Enter")
    assert (opened.trait("yes"), opened.trait("no")) == (0, 0)
    expect(empty).to_be_visible()


def test_coins_for_an_invented_class(opened):
    page = opened.page
    page.get_by_text("Practise with an invented class").click()
    throw = page.get_by_role("button", name="Throw the coins")
    for turn in range(1, 12):
        throw.click()
        told = page.get_by_text(f"Round {turn}: of 30 invented people 12 mean yes (40%)")
        expect(told).to_contain_text(f"of {turn} rounds.")
    assert page.locator("details .enclair-poll-name").count() == 10  # the last ones
    # What is practised is nobody's tally, and is kept nowhere.
    assert [opened.trait(name) for name in ("yes", "no")] == [0, 0]
