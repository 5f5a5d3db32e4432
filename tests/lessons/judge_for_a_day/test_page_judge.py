"""Judge for a day in a page of its own: no kernel, no server, no network."""

from functools import partial

import pytest
from playwright.sync_api import Locator, expect

from enclair.lessons.judge_for_a_day import Gates, judging
from tests.browser.pages import Opened, opened_page
from tests.helpers import CASE, assert_in, assert_not_in

pytestmark = pytest.mark.browser

VIEW = partial(Gates, CASE)
RULED = {f"account/{gate}": ["yes", f"Why {gate}"] for gate in judging.GATES}
ODD = "<img src=x onerror=\"document.title='run'\"> & 🧑‍⚖️ نعم\nsecond line " + "à" * 20_000


def form(opened: Opened) -> Locator:
    return opened.page.locator(".enclair-now form")


@pytest.mark.parametrize("opened", [{"measure": "pictures"}], indirect=True)
def test_a_gate_opens_with_an_answer_and_a_reason_by_keyboard_alone(opened: Opened) -> None:
    page, seen = opened.page, opened.page.locator(".enclair-gates")
    for number, gate in enumerate(judging.GATES):
        expect(page.locator(".enclair-closed")).to_have_count(len(judging.GATES) - number - 1)
        notes = [note["says"] for note in judging.law(gate, judging.facts("pictures"))]
        assert_not_in(seen.inner_text(), *notes)  # the law comes after one's own answer
        button = form(opened).get_by_role("button")
        expect(button).to_be_disabled()
        opened.tab_to(".enclair-now input")
        page.keyboard.press("Space")
        expect(button).to_be_disabled()  # an answer alone is not enough
        opened.tab_to(".enclair-now textarea")
        page.keyboard.type("   ")
        expect(button).to_be_disabled()
        page.keyboard.type(f"because {gate}")
        opened.tab_to(".enclair-now button")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "enclair-here"
        assert opened.trait("rulings")[f"pictures/{gate}"] == ["yes", f"   because {gate}"]
        assert_in(seen.inner_text(), *notes)
    # Answered is not passed: the sentence of the outcome says what follows.
    assert_in(seen.inner_text(), f"Gates answered: {len(judging.GATES)} of {len(judging.GATES)}")
    asked = judging.measures()["pictures"]
    assert_in(seen.inner_text(), *asked["privacy"])  # the measure passed: the other side asks
    assert_not_in(seen.inner_text(), *asked["security"])


@pytest.mark.parametrize("opened", [{"measure": "account", "rulings": RULED}], indirect=True)
def test_a_changed_fact_shows_where_to_look_again_and_what_tipped(opened: Opened) -> None:
    page = opened.page
    change = page.locator(".enclair-change")
    expect(change.locator("table")).to_have_count(0)
    change.get_by_label("Whose data").select_option(label="all users")
    assert opened.trait("changed") == {"account/whom": "all"}
    bears = judging.texts()["facts"]["whom"]["bears"]
    marked = change.locator("tbody tr").filter(has_text="look again")
    expect(marked).to_have_count(len(bears))
    change.get_by_role("combobox", name="Proportionate").select_option(label="no")
    expect(change.locator(".enclair-tipped")).to_have_count(1)
    assert opened.trait("again") == {"account/proportionate": "no"}
    expect(change.get_by_role("status")).to_contain_text("A court would stop at: Proportionate.")
    before, now = (
        {note["says"] for note in judging.law("proportionate", judging.facts("account") | changed)}
        for changed in ({}, {"whom": "all"})
    )
    assert now - before
    assert_in(change.inner_text(), *now - before)
    change.get_by_role("combobox", name="Proportionate").select_option(label="yes")
    assert opened.trait("again") == {}
    change.get_by_role("button", name="The facts as they were").click()
    assert (opened.trait("changed"), opened.trait("again")) == ({}, {})
    page.get_by_role("button", name="Rule on this measure again").click()
    assert opened.trait("rulings") == {}
    expect(form(opened)).to_be_visible()


@pytest.mark.parametrize("opened", [{"measure": "account"}], indirect=True)
def test_a_draft_waits_for_another_measure_and_language_and_odd_input_is_text(opened: Opened) -> None:
    page = opened.page
    form(opened).get_by_label("My reason").fill(ODD)
    form(opened).get_by_label("I cannot say yet").check()
    page.get_by_role("button", name="A key to everything").click()
    expect(form(opened).get_by_label("My reason")).to_have_value("")
    page.get_by_role("button", name="One account").click()
    page.get_by_role("button", name="FR").click()
    expect(form(opened).get_by_label("Mon motif")).to_have_value(ODD)
    expect(form(opened).locator("[value=unsure]")).to_be_checked()
    assert opened.trait("rulings") == {}
    form(opened).get_by_role("button").click()
    mine = page.locator(".enclair-mine span")
    expect(mine).to_have_text(ODD, use_inner_text=True)
    assert mine.locator("*").count() == 0
    assert page.title() != "run"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    opened.set("rulings", RULED)  # as the kernel would
    expect(page.locator(".enclair-passed")).to_have_count(len(judging.GATES))


def test_without_scripts_the_law_is_folded_but_for_paper(chromium, tmp_path) -> None:
    notes = {note["says"] for note in judging.texts()["law"] if not note.get("when")}
    visible = "nodes => nodes.filter((node) => node.checkVisibility()).length"
    with opened_page(chromium, tmp_path, VIEW(), scripts=False) as opened:
        assert_not_in(opened.page.locator("body").inner_text(), *notes)
        items = opened.page.locator(".enclair-answers li")
        assert items.evaluate_all(visible) == 0
        opened.page.emulate_media(media="print")
        assert items.evaluate_all(visible) == items.count() > 20
