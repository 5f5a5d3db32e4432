"""A guess that is drawn: its numbers; in a page of its own mouse, keys and a finger; how far it was."""

import pandas as pd
import pytest
from playwright.sync_api import expect

from enclair import draw
from enclair.lessons.traces import figures, sketches
from enclair.views.draw import Sketch
from tests.helpers import CASE, assert_in, assert_not_in

LINE = pd.Series([4, 6, 210, 673], ["Q1", "Q2", "Q3", "Q4"], name="requests met")


def asked(numbers=LINE, **choices):
    choices = {"top": 1000, "known": 1, "line": True} | choices
    return draw(figures.quarters(CASE.disclosures), "How many?", numbers, **choices)


def sketch(**choices):
    return asked(**choices).children[0]


VIEW = sketch


def test_the_figure_waits_and_no_guess_has_a_trait():
    sketch, shown = asked().children
    assert (sketch.display, shown.layout.display) == ("none", "none")
    own = {name for name in sketch.trait_names(sync=True) if name[0] != "_"}
    inherited = {*Sketch.mro()[1].class_trait_names(), "layout", "lang", "tabbable", "tooltip"}
    told = {"names", "numbers", "places", "known", "top", "line", "unit", "mark", "moments"}
    assert own - inherited == told


def test_without_scripts_the_numbers_and_the_figure_stand_under_the_question():
    bundle = asked()._repr_mimebundle_()
    assert_in(bundle["text/html"], "<summary>How many?</summary>", "requests met", "210", "enclair-picture")
    assert_in(bundle["text/plain"], "How many?", "210", "Q3")


def test_a_figure_of_the_same_numbers_is_the_drawing_and_leaves_its_table(case):
    drawn = figures.quarters(case.disclosures)
    sketch, shown = asked(sketches.quarters(case.disclosures)).children
    assert [words for _, words in sketch.moments] == [*drawn.moments]
    assert len(drawn.moments) == 2
    assert_in(shown.value, "as a table", "1,386", "nobody else has checked the counts")
    assert_not_in(shown.value, "<svg")
    assert "enclair-picture" in asked().children[1].value  # other numbers


def test_years_stand_as_far_apart_as_they_are():
    years = [2014, 2016, 2025]
    assert sketch(numbers=pd.Series([35, 100, 1000], years), top=1500).places == years
    assert sketch().places == [0, 1, 2, 3]


def answer(page):
    """What is said of the distance; it has the focus, so that a screen reader says it."""
    page.get_by_role("button", name="Show it").click()
    expect(page.locator("[role=status]:focus .enclair-told")).to_be_visible()
    return page.locator(".enclair-told").inner_text()


def values(page):
    return [int(one.input_value() or 0) for one in page.locator("input").all()]


def boxes(page, *selectors):
    """Where parts of the picture are, at once and drawn for its width: else it is drawn anew."""
    svg = "document.querySelector('svg')"
    page.wait_for_function(f"Math.abs({svg}?.viewBox.baseVal.width - {svg}?.clientWidth) < 1")
    box = "one => [...document.querySelectorAll(one)].at(-1).getBoundingClientRect().toJSON()"
    return page.evaluate(f"all => all.map({box})", list(selectors))


def test_a_line_is_swept_with_the_mouse_and_compared_also_without_colour(page):
    expect(page.get_by_role("button", name="Show it")).to_be_disabled()
    first, last = boxes(page, ".enclair-handle:first-child", ".enclair-handle")
    page.mouse.move(first["x"] + 16, first["y"] - 40)
    page.mouse.down()
    page.mouse.move(last["x"] + 16, first["y"] - 200)  # in one leap: what lies between is taken, too
    page.mouse.up()
    low, middle, high = values(page)
    assert 0 < low < middle < high <= 1000
    assert middle == pytest.approx((low + high) / 2, abs=10)
    assert f"Farthest: Q3 (you\xa0{middle},\xa0result\xa0210)." in answer(page)
    told, plot = boxes(page, ".enclair-told", "svg")
    assert told["bottom"] < plot["bottom"]  # it lands in the picture
    expect(page.locator(".enclair-stamp")).to_have_text([f"you {high}", "result 673"])
    page.get_by_text("The same as a table").click()
    rows = page.get_by_role("row").all_inner_texts()
    assert [row.split() for row in rows[1:3]] == [["Q1", "–", "4"], ["Q2", str(low), "6"]]
    page.emulate_media(media="print")
    lines = [page.locator(f".enclair-{name} polyline").first for name in ("guess", "result")]
    assert all(one.is_visible() for one in lines)
    assert len({one.evaluate("one => getComputedStyle(one).strokeDasharray") for one in lines}) == 2


def test_keys_write_the_numbers(opened, page):
    opened.tab_to("summary")
    opened.press("Enter")
    opened.tab_to("input")
    for number in LINE[1:]:
        opened.press(*str(number), "Tab")
    assert values(page) == [6, 210, 673]
    assert answer(page) == "What you drew is exactly the result."


def test_what_is_typed_stays_when_the_picture_gets_another_width(page):
    page.get_by_text("Write numbers instead").click()
    page.locator("input").first.press_sequentially("1")
    page.set_viewport_size({"width": 500, "height": 800})
    boxes(page)
    page.keyboard.type("10")
    page.keyboard.press("Tab")
    assert values(page) == [110, 110, 110]  # a line goes on from where one has touched it


def swipe(page, x, y, dx, dy):
    """Move a finger over the page, in steps."""
    touch = page.context.new_cdp_session(page)
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    for step in range(11):
        point = {"x": x + dx * step / 10, "y": y + dy * step / 10}
        kind = "touchMove" if step else "touchStart"
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_a_finger_draws_across_and_at_a_handle_and_scrolls_up_and_down(page):
    page.set_viewport_size({"width": 390, "height": 500})
    page.evaluate("document.body.style.paddingBottom = '900px'")
    page.locator("svg").scroll_into_view_if_needed()
    scrolled = "Math.round(document.scrollingElement.scrollTop)"
    (plot, knob), before = boxes(page, "svg", ".enclair-handle"), page.evaluate(scrolled)
    swipe(page, knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2, 0, -60)
    page.wait_for_function("document.querySelector('input').value > 0")
    at_handle = page.locator(".enclair-guess polyline").get_attribute("points")
    swipe(page, plot["x"] + plot["width"] / 4, plot["y"] + 60, plot["width"] / 2, 10)
    expect(page.locator(".enclair-guess polyline")).not_to_have_attribute("points", at_handle or "")
    assert page.evaluate(scrolled) == before
    drawn = values(page)
    swipe(page, plot["x"] + plot["width"] / 2, plot["y"] + 150, 0, -120)
    page.wait_for_function(f"{scrolled} > {before} + 60")
    assert values(page) == drawn


@pytest.mark.parametrize("opened", [{"numbers": LINE[:1], "known": 0, "line": False}], indirect=True)
def test_a_bar_is_dragged_and_stays_in_the_hand(page):
    box, plot = boxes(page, ".enclair-handle", "svg")
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(plot["x"] + plot["width"] / 2, box["y"] + 300)  # a hand slips off
    page.mouse.up()
    assert (values(page), answer(page)) == ([500], "You drew 500, and the result is 4: you are 496 above it.")


def test_on_the_projector_one_bar_hides_the_result_and_space_lifts_it_without_a_guess(page):
    page.get_by_role("button", name="Projector", exact=True).click()
    page.keyboard.press("4")
    page.keyboard.press("Space")
    expect(page.locator(".enclair-stamp, [aria-current]")).to_have_text(["result 673", "4601–800 answer1"])
    expect(page.locator("svg").get_by_text("class")).to_be_visible()
    expect(page.locator(".enclair-veil, .enclair-told")).to_have_count(0)


@pytest.mark.parametrize("opened", [{"line": False}], indirect=True)
def test_of_several_bars_a_class_says_which_number_is_the_largest(page):
    page.get_by_role("button", name="Projector", exact=True).click()
    expect(page.locator("button.enclair-hand")).to_have_text(["1Q10", "2Q20", "3Q30", "4Q40"])
    page.keyboard.type("332 ")  # and what it said stays
    hands = [f"{name} · hands: {count}" for name, count in zip(LINE.index, (0, 1, 2, 0), strict=True)]
    expect(page.locator("text:has(+ .enclair-zone)")).to_have_text(hands)
    expect(page.locator("text:has(+ .enclair-right)")).to_have_text(hands[3:])


@pytest.mark.parametrize("opened", [{"numbers": LINE.clip(upper=210), "line": False}], indirect=True)
def test_where_several_are_the_largest_it_says_which_is_the_smallest(page):
    page.get_by_role("button", name="Projector", exact=True).click()
    expect(page.get_by_text("which number is the smallest?")).to_be_visible()
    page.keyboard.type("1 ")
    expect(page.locator("text:has(+ .enclair-right)")).to_have_text("Q1 · hands: 1")
