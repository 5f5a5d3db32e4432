"""The poll: its estimate and what it keeps; in a page of its own a tally is typed, told and drawn."""

import re
from math import comb

import numpy as np
import pytest
from playwright.sync_api import expect

from enclair import Poll
from enclair.text.locale import tables
from enclair.views import polling as rules
from tests.browser.pages import state
from tests.helpers import assert_in, cases, in_language

VIEW = Poll


def test_a_class_of_30_may_be_off_by_36_points():
    assert [rules.points(rules.margin(people)) for people in rules.PEOPLE.values()] == ["51", "36", "11"]
    assert rules.widths() == (
        "With 15 people such a poll may be off by 51 points, with 30 by 36, with 300 by 11: four times as "
        "many people make it half as wide."
    )
    assert "1, 2 or 3" in Poll().page_sentences["die"]  # a die hides as much as the coins
    assert rules.TRUTH == 3 / 6


@pytest.mark.parametrize("people", [15, 30, 300])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 1])
def test_the_interval_holds_the_true_share_in_at_least_93_of_100_polls(people, share):
    says_yes = share * rules.TRUTH + (1 - rules.TRUTH) / 2
    odds = [comb(people, yes) * says_yes**yes * (1 - says_yes) ** (people - yes) for yes in range(people + 1)]
    estimates = [rules.estimate(yes, people - yes) for yes in range(people + 1)]
    held = [abs(estimate.unclipped - share) <= estimate.margin for estimate in estimates]
    assert 0.93 < np.dot(odds, held) <= 1 + 1e-9
    assert np.dot(odds, [estimate.unclipped for estimate in estimates]) == pytest.approx(share)


def test_only_the_tally_and_the_question_are_kept():
    view = Poll(question="Is it raining?", yes=18, no=12)
    before = state(view)
    view.yes, view.no, view.question = 100, 50, "Is it snowing?"
    view.table()
    changed = {name for name, value in state(view).items() if value != before[name]}
    assert changed == {"yes", "no", "question"}
    assert {*before} - changed == {"constants", "lang", "page_sentences", "told", "words"}


def test_the_text_form_says_all_that_the_page_says():
    view = Poll("fr", question="A & B?", yes=18, no=12)
    plain = view.table()
    assert plain.startswith("A & B?")
    assert "A &amp; B?" in view._html()
    sentences = tables("enclair.views", "poll", "fr")["page"]
    hint, widths = in_language("fr", lambda: [rules.hint(), rules.widths()])
    assert_in(hint, "75", "25")
    assert_in(plain, *sentences["steps"], *map(sentences.get, ("die", "kept", "by_hand")), hint, widths)


def test_an_empty_poll_is_a_sheet_to_fill_in():
    view = Poll()
    assert view.estimate is None
    assert view.table().startswith(view.page_sentences["question"])
    assert re.findall(r"<td[^>]*><div[^>]*>(.*?)<", view._html()) == ["", ""]
    view.yes = 1
    assert view.estimate == rules.estimate(1, 0)


def test_a_tally_is_typed_with_the_keyboard_told_and_drawn(opened, page):
    empty = page.locator(".enclair-poll [role=status]", has_text="No answers yet")
    expect(empty).to_be_visible()
    opened.tab_to("textarea", *"Is it", "Enter", *" raining?")
    opened.tab_to("input[type=number]", *"18", "Tab", *"12", "Tab")
    assert [opened.trait(name) for name in ("question", "yes", "no")] == ["Is it raining?", 18, 12]
    told = next(case["en"] for case in cases("poll") if (case["yes"], case["no"]) == (18, 12))
    for words in (rules.widths(), rules.hint(), *told):
        expect(page.get_by_text(words)).to_be_visible()
    bar = page.get_by_role("img", name="estimate 70%, from 34% to 100%")
    expect(bar).to_have_attribute("data-few", "Too few to tell how many mean yes, from 34% to 100%")
    interval = bar.locator(".enclair-interval").bounding_box()
    share, scale = bar.locator(".enclair-share").bounding_box(), bar.locator(".enclair-half").bounding_box()
    low, estimate = interval["x"] - scale["x"], rules.estimate(18, 12)
    middle = share["x"] + share["width"] / 2 - scale["x"]
    drawn = [length / scale["width"] for length in (low, low + interval["width"], middle)]
    assert drawn == pytest.approx([estimate.low, estimate.high, estimate.share], abs=0.01)
    # The last yes stands above the estimate.
    yes = bar.locator(".enclair-rest").bounding_box()
    assert yes["x"] + yes["width"] == pytest.approx(share["x"] + share["width"] / 2, abs=3)
    assert opened.focused() == "Empty the tally"
    page.keyboard.press("Enter")
    assert (opened.trait("yes"), opened.trait("no")) == (0, 0)
    expect(page.get_by_label("Said yes")).to_have_value("0")
    expect(empty).to_be_visible()


def test_a_class_that_raises_hands_is_estimated_and_is_the_tally(opened, page):
    page.get_by_role("button", name="Projector", exact=True).click()
    opened.press(*18 * ["Digit1"], *12 * ["Digit2"])
    expect(page.get_by_text("the estimate is 70%")).to_have_count(0)
    page.keyboard.press("Space")
    expect(page.get_by_text("the estimate is 70%")).to_be_visible()
    page.keyboard.press("Escape")
    assert [opened.trait(name) for name in ("yes", "no")] == [18, 12]
    expect(page.get_by_label("Said no")).to_have_value("12")
    expect(page.get_by_text("the estimate is 70%")).to_be_visible()
