"""Judge for a day in a page of its own: no kernel, no server, no network."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from enclair import load_case
from enclair.lessons.judge_for_a_day import Gates, judging
from enclair.text import toml
from tests.browser.pages import Opened, opened_page

pytestmark = pytest.mark.browser

CASE = load_case("telegram")
RULED = {f"account/{gate}": ["yes", f"Why {gate}"] for gate in judging.GATES}
ODD = "<img src=x onerror=\"document.title='run'\"> & 🧑‍⚖️ نعم\nsecond line " + "à" * 20_000


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    choices = getattr(request, "param", {"measure": "account"})
    with opened_page(chromium, tmp_path, Gates(CASE, **choices).to_html()) as one:
        yield one


def form(opened: Opened) -> Locator:
    return opened.page.locator(".enclair-now form")


def test_page_and_python_rule_alike(opened: Opened) -> None:
    answers = [
        dict(zip(judging.GATES, each, strict=True))
        for each in itertools.product(["", *judging.ANSWERS], repeat=len(judging.GATES))
    ]
    found = opened.page.evaluate(
        "([gates, answers]) => answers.map((each) => enclair.view.rule(gates, each))",
        [list(judging.GATES), answers],
    )
    assert [tuple(one) for one in found] == [judging.rule(each) for each in answers]


def in_law(words, lang):
    """What is said of the law, in English, as the page says it."""
    return toml.translations_of(judging.texts).get(lang, {}).get(words, words)


@pytest.mark.parametrize(
    "opened", [{"measure": "pictures"}, {"measure": "pictures", "lang": "fr"}], indirect=True
)
def test_a_gate_opens_with_an_answer_and_a_reason_by_keyboard_alone(opened: Opened) -> None:
    page, lang = opened.page, opened.trait("lang")
    said = page.locator(".enclair-gates")
    for number, gate in enumerate(judging.GATES):
        expect(page.locator(".enclair-closed")).to_have_count(len(judging.GATES) - number - 1)
        for note in judging.law(gate, judging.facts("pictures")):  # the law comes after one's own answer
            assert in_law(note["says"], lang) not in said.inner_text()
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
        for note in judging.law(gate, judging.facts("pictures")):
            assert in_law(note["says"], lang) in said.inner_text()
    for asked in judging.measures()["pictures"]["privacy"]:  # the measure passed: the other side asks
        assert in_law(asked, lang) in said.inner_text()
    for asked in judging.measures()["pictures"]["security"]:
        assert in_law(asked, lang) not in said.inner_text()
    bare = page.locator("a, button, input, select, textarea, [tabindex]").evaluate_all(
        "nodes => nodes.filter((node) => !node.hasAttribute('data-lm-suppress-shortcuts')).length"
    )
    assert bare == 0


@pytest.mark.parametrize("opened", [{"measure": "account", "rulings": RULED}], indirect=True)
def test_a_changed_fact_shows_where_to_look_again_and_what_tipped(opened: Opened) -> None:
    page = opened.page
    change = page.locator(".enclair-change")
    expect(change.locator("table")).to_have_count(0)
    change.get_by_label("Whose data").select_option(label="all users")
    assert opened.trait("changed") == {"account/whom": "all"}
    bears = judging.relevant_gates()["whom"]
    marked = change.locator("tbody tr").filter(has_text="look again")
    expect(marked).to_have_count(len(bears))
    change.get_by_role("combobox", name="Proportionate").select_option(label="no")
    expect(change.locator(".enclair-tipped")).to_have_count(1)
    assert opened.trait("again") == {"account/proportionate": "no"}
    expect(change.get_by_role("status")).to_contain_text("A court would stop at: Proportionate.")
    fresh = [
        note["says"]
        for note in judging.law("proportionate", judging.facts("account", {"whom": "all"}))
        if note not in judging.law("proportionate", judging.facts("account"))
    ]
    assert fresh
    assert all(one in change.inner_text() for one in fresh)
    change.get_by_role("combobox", name="Proportionate").select_option(label="yes")
    assert opened.trait("again") == {}
    change.get_by_role("button", name="The facts as they were").click()
    assert (opened.trait("changed"), opened.trait("again")) == ({}, {})
    page.get_by_role("button", name="Rule on this measure again").click()
    assert opened.trait("rulings") == {}
    expect(form(opened)).to_be_visible()


def test_a_draft_waits_while_one_looks_at_another_measure_or_language(opened: Opened) -> None:
    page = opened.page
    form(opened).get_by_label("My reason").fill("half a thought")
    form(opened).get_by_label("no", exact=True).check()
    page.get_by_role("button", name="A key to everything").click()
    expect(form(opened).get_by_label("My reason")).to_have_value("")
    page.get_by_role("button", name="One account").click()
    expect(form(opened).get_by_label("My reason")).to_have_value("half a thought")
    page.get_by_role("button", name="FR").click()
    expect(form(opened).get_by_label("Mon motif")).to_have_value("half a thought")
    expect(form(opened).get_by_label("non", exact=True)).to_be_checked()
    assert opened.trait("rulings") == {}


def test_odd_input_is_shown_as_text_and_never_run(opened: Opened) -> None:
    page = opened.page
    form(opened).get_by_label("My reason").fill(ODD)
    form(opened).get_by_label("I cannot say yet").check()
    form(opened).get_by_role("button").click()
    mine = page.locator(".enclair-mine span")
    expect(mine).to_have_text(ODD, use_inner_text=True)
    assert mine.locator("*").count() == 0
    assert page.title() != "run"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    opened.set("rulings", RULED)  # as the kernel would
    expect(page.locator(".enclair-passed")).to_have_count(len(judging.GATES))


@pytest.mark.parametrize(
    "opened",
    [
        {"measure": "everything"},
        {"measure": "account", "rulings": RULED, "changed": {"account/check": "police"}, "lang": "fr"},
    ],
    indirect=True,
)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (390, "light")])
def test_axe_finds_nothing_on_wide_and_narrow_screens(opened: Opened, width: int, scheme: str) -> None:
    opened.check_access(width, scheme)


def test_without_scripts_the_sheets_stand_there_and_the_law_is_folded(
    chromium: Browser, tmp_path: Path
) -> None:
    notes = {note["says"] for note in judging.texts()["law"] if not note.get("when")}
    with opened_page(chromium, tmp_path, Gates(CASE).to_html(), java_script_enabled=False) as one:
        seen = one.page.locator("body").inner_text()
        assert all(measure["story"] in seen for measure in judging.measures().values())
        assert all(gate["question"] in seen for gate in judging.gates().values())
        assert not [note for note in notes if note in seen]
        one.page.locator("summary").first.click()
        seen = one.page.locator("body").inner_text()
        assert all(note in seen for note in notes)


def test_on_paper_the_notes_are_open(chromium: Browser, tmp_path: Path) -> None:
    with opened_page(chromium, tmp_path, Gates(CASE).to_html(), java_script_enabled=False) as one:
        seen = "nodes => nodes.filter((node) => node.checkVisibility()).length"
        items = one.page.locator(".enclair-answers li")
        assert items.evaluate_all(seen) == 0
        one.page.emulate_media(media="print")
        assert items.evaluate_all(seen) == items.count() > 20
