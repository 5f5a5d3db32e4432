"""Judge for a day: the questions, the three measures, and the view of lesson 6."""

import html
from functools import partial
from itertools import product

import pytest
from playwright.sync_api import Locator, Page, expect

from enclair.lessons.judge_for_a_day import Gates, figures, judging
from enclair.lessons.judge_for_a_day.gates import STATUS
from enclair.text import locale
from tests.browser.pages import Opened, opened_page
from tests.helpers import CASE, assert_in, assert_not_in


def ruling(measure, **answers):
    """A complete ruling on a measure, "yes" where nothing else is said."""
    return {f"{measure}/{gate}": [answers.get(gate, "yes"), f"Why {gate}"] for gate in judging.GATES}


@pytest.mark.parametrize(
    ("given", "outcome"),
    {
        "yes yes yes yes yes yes": ("allowed", ""),
        "no": ("free", "interference"),
        "unsure": ("unfinished", "law"),
        "": ("unfinished", "interference"),
        "unsure yes no": ("refused", "aim"),
        "yes unsure yes unsure yes yes": ("open", "law"),
        "yes yes yes yes yes no": ("refused", "proportionate"),
        "yes - no": ("unfinished", "law"),
    }.items(),
)
def test_what_follows_from_answers_to_the_gates(given, outcome):
    pairs = zip(judging.GATES, given.split(), strict=False)
    assert judging.rule({gate: answer for gate, answer in pairs if answer != "-"}) == outcome
    assert outcome[0] in {*judging.texts()["outcomes"], "unfinished"}


def test_at_every_gate_something_is_settled_or_open_for_all_facts():
    options = judging.options()
    for codes, gate in product(product(*options.values()), judging.GATES):
        notes = judging.law(gate, dict(zip(options, codes, strict=True)))
        assert 1 <= len({note["says"] for note in notes}) == len(notes) <= 4, (gate, codes)
        assert {note["gate"] for note in notes} == {gate}


def test_what_is_called_settled_has_a_source_with_a_name_and_an_address(case):
    notes, rows = judging.texts()["law"], case.judgments.set_index("id")
    sources = judging.sources(case, [note["row"] for note in notes if "row" in note])
    assert {note["status"] for note in notes} == set(STATUS)
    for note in notes:
        row = note.get("row", "")
        assert row in sources or (not row and note["status"] == "open"), note["says"]
        assert not row or sources[row]["source_url"].startswith("http")
        # A step of the reasoning is cited at its own gate, or at the last ones, where all meets.
        gate = rows["gate"].get(row, "")
        assert gate in ("", note["gate"], "proportionate", "milder"), note["says"]
        for fact in note.get("when", {}):  # a fact bears on the gates whose notes it changes
            assert note["gate"] in judging.texts()["facts"][fact]["bears"], note["says"]


def test_questions_of_those_who_disagree_are_short_and_two_measures_far_apart():
    for name, measure in judging.measures().items():
        assert len(measure["privacy"]) == len(measure["security"]) == 3, name
        questions = measure["privacy"] + measure["security"]
        assert all(len(question) <= 120 and question.count("?") == 1 for question in questions), name
    account, everything = judging.facts("account"), judging.facts("everything")
    assert list(account) == list(everything) == list(judging.options())
    assert not account.items() & everything.items()


def test_answers_reasons_and_changed_facts_are_on_the_sheet(case):
    view = Gates(case, rulings=ruling("account"), changed={"account/whom": "all"})
    sheet = view.table().split(judging.measures()["account"]["name"])[1]
    assert_in(sheet, "Whose data: all users", "| yes | Why aim")


def test_law_is_told_in_the_text_only_where_one_has_ruled_and_folded_on_a_page(case):
    french = Gates(case, "fr", rulings=ruling("everything", milder="no"))  # it fails at a gate
    plain, page, words = french.table(), html.unescape(french._html()), judging.texts("fr")
    law = dict(locale.parallel_texts(judging.texts()["law"], words["law"]))
    ruled = judging.law("proportionate", judging.facts("everything"))
    assert_in(plain, "Why milder", *(law[note["says"]] for note in ruled))
    assert law[judging.law("proportionate", judging.facts("pictures"))[0]["says"]] not in plain
    assert_in(plain, words["outcomes"]["refused"].format(**judging.gates("fr")["milder"]))
    before, *folded = page.split("<details")
    assert before.count('<table class="enclair-table">') == len(folded) == len(words["measures"])
    assert page.count("<th") == (1 + 3) * len(folded)  # <thead> and three heads
    assert not [note["says"] for note in words["law"] if note["says"] in before]
    for measure in words["measures"].values():
        assert_in(before, measure["story"])
        assert_in(page, *measure["privacy"], *measure["security"])


VIEW = partial(Gates, CASE)
RULED = ruling("account")
ODD = "<img src=x onerror=\"document.title='run'\"> & 🧑‍⚖️ نعم\nsecond line " + "à" * 20_000


def form(opened: Opened) -> Locator:
    return opened.page.locator("form.enclair-now")


@pytest.mark.parametrize("opened", [{"measure": "pictures"}], indirect=True)
def test_a_gate_opens_with_an_answer_and_a_reason_by_keyboard_alone(opened: Opened) -> None:
    page, seen = opened.page, opened.page.locator(".enclair-gates")
    for number, gate in enumerate(judging.GATES):
        expect(page.locator(".enclair-closed")).to_have_count(len(judging.GATES) - number - 1)
        notes = [note["says"] for note in judging.law(gate, judging.facts("pictures"))]
        assert_not_in(seen.inner_text(), *notes)  # the law comes after one's own answer
        button = form(opened).get_by_role("button", name="Give my answer")
        expect(button).to_be_disabled()
        opened.tab_to(".enclair-now input")
        page.keyboard.press("Space")
        expect(button).to_be_disabled()  # an answer alone is not enough
        opened.tab_to(".enclair-now textarea")
        page.keyboard.type("   ")
        expect(button).to_be_disabled()
        page.keyboard.type(f"because {gate}")
        opened.tab_to(".enclair-now [type=submit]")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.className") == "enclair-here"
        assert opened.trait("rulings")[f"pictures/{gate}"] == ["yes", f"   because {gate}"]
        assert_in(seen.inner_text(), *notes)
    told = sum(len(judging.law(gate, judging.facts("pictures"))) for gate in judging.GATES)
    expect(page.locator(".enclair-path .enclair-note")).to_have_count(told)
    # Answered is not passed: the sentence of the outcome says what follows.
    assert_in(seen.inner_text(), f"Gates answered: {len(judging.GATES)} of {len(judging.GATES)}")
    asked = judging.measures()["pictures"]
    assert_in(seen.inner_text(), *asked["privacy"])  # the measure passed: the other side asks
    assert_not_in(seen.inner_text(), *asked["security"])


def test_the_sentence_in_which_one_finds_an_aim_is_that_of_the_convention(case, lang):
    clause, rows = judging.gates(lang)["aim"]["clause"], case.judgments.set_index("id")
    quotation = rows.loc["podchasov-article-8", "quotation" if lang == "en" else "quotation_fr"]
    assert clause.replace("|", "").strip("… ") in quotation
    assert clause.count("|") == 2 * 4


#: What can be picked at each gate as a reason for one measure, in the words of its facts and of the law.
PICKS = {
    "interference": ["all users", "all contents, opened with a key", "the police alone"],
    "law": ["in an order that is not published"],
    "aim": [*judging.gates()["aim"]["clause"].split("|")[1::2], "any offence"],
    "suitable": [
        f"{figures.say(f'gates.page.{scale}')}: {step}/5"
        for scale in ("finds", "errs")
        for step in range(1, 6)
    ],
    "milder": [
        *("one suspect", "who is behind an account", "pictures, compared with a list"),
        *("deleted after six months", "the same, for a shorter time", "another way to investigate"),
    ],
    "proportionate": [
        f"{pan}: {judging.options()[fact][code]}"
        for fact, code in judging.facts("everything").items()
        if fact != "rule"
        for pan in ("against it", "for it")
    ],
}


@pytest.mark.parametrize("opened", [{"measure": "everything"}], indirect=True)
def test_each_gate_has_a_form_of_its_own_that_writes_a_reason(opened: Opened) -> None:
    for gate, words in PICKS.items():
        picks = form(opened).locator(".enclair-pick")
        assert sorted(picks.evaluate_all("all => all.map((one) => one.value)")) == sorted(words)
        for place in range(len(words)):
            picks.nth(place).press("Enter")
            expect(picks.nth(place)).to_have_attribute("aria-pressed", "true")
        # A scale and a fact in a pan say one thing at a time; what is pressed once more is said no longer.
        kept = {"suitable": 2, "proportionate": len(words) // 2}.get(gate, len(words))
        expect(form(opened).locator("[aria-pressed=true]")).to_have_count(kept)
        reason = form(opened).get_by_label("My reason")
        assert len(reason.input_value().split(" · ")) == kept
        if kept > 1:
            picks.nth(len(words) - 1).press("Enter")
            assert len(reason.input_value().split(" · ")) == kept - 1
        form(opened).get_by_label("no", exact=True).check()
        form(opened).get_by_role("button", name="Give my answer").click()
        assert opened.trait("rulings")[f"everything/{gate}"][1]
    assert_in(opened.text(), "Gates answered: 6 of 6", "By your answers there is no interference")


@pytest.mark.parametrize("opened", [{"measure": "everything"}], indirect=True)
def test_a_class_rules_gate_by_gate_on_the_projector_with_keys_alone(opened: Opened, page: Page) -> None:
    page.get_by_role("button", name="Projector").press("Enter")
    facts = judging.facts("everything")
    for gate in judging.GATES:
        notes = [note["says"] for note in judging.law(gate, facts)]
        bears = [one[facts[name]] for name, one in judging.texts()["facts"].items() if gate in one["bears"]]
        assert_in(opened.text(), judging.gates()[gate]["question"], *bears)
        assert_not_in(opened.text(), *notes)
        page.keyboard.type("13")
        assert page.locator(".enclair-hands output").all_inner_texts() == [*"101"]
        for note in notes:  # all of them: one alone would take a side
            page.keyboard.press("Space")
            assert_in(opened.text(), note)
            assert page.locator(".enclair-said .enclair-hand > b").all_inner_texts() == [*"101"]
            expect(page.locator(".enclair-set")).to_be_hidden()  # another begins anew
        page.keyboard.type(" 2 " if gate in ("law", "milder", "proportionate") else " ")  # a rule asks again
    both = ["before: 1", "0", "before: 0", "1", "before: 1", "0"]
    assert page.locator(".enclair-hand small, .enclair-hands output").all_inner_texts() == both
    assert opened.trait("rulings") == {}
    page.keyboard.press("Escape")
    expect(form(opened)).to_be_visible()


@pytest.mark.parametrize("opened", [{"measure": "account", "rulings": RULED}], indirect=True)
def test_a_changed_fact_shows_where_to_look_again_and_what_tipped(opened: Opened, page: Page) -> None:
    change = page.locator(".enclair-change")
    expect(change.locator(".enclair-second")).to_have_count(0)
    change.get_by_label("Whose data").select_option(label="all users")
    assert opened.trait("changed") == {"account/whom": "all"}
    bears = judging.texts()["facts"]["whom"]["bears"]
    marked = change.locator(".enclair-second label").filter(has_text="look again")
    expect(marked).to_have_count(len(bears))
    change.get_by_role("combobox", name="Proportionate").select_option(label="no")
    expect(change.locator(".enclair-tipped")).to_have_count(1)
    assert opened.trait("again") == {"account/proportionate": "no"}
    expect(change.get_by_role("status")).to_contain_text("A court would stop at gate 5 (Proportionate).")
    before, now = (
        {note["says"] for note in judging.law("proportionate", judging.facts("account") | changed)}
        for changed in ({}, {"whom": "all"})
    )
    assert now - before
    assert_in(change.inner_text(), *now - before)
    change.get_by_role("combobox", name="Proportionate").select_option(label="yes")
    assert opened.trait("again") == {"account/proportionate": "yes"}
    change.get_by_role("button", name="The facts as they were").click()
    assert (opened.trait("changed"), opened.trait("again")) == ({}, {})
    page.get_by_role("button", name="Rule on this measure again").click()
    assert opened.trait("rulings") == {}
    expect(form(opened)).to_be_visible()


@pytest.mark.parametrize("opened", [{"measure": "account", "rulings": RULED}], indirect=True)
def test_for_any_facts_the_page_has_the_notes_on_law_that_python_has(opened: Opened) -> None:
    first, options = judging.facts("account"), judging.options()
    every = [dict(zip(options, codes, strict=True)) for codes in product(*options.values())]
    every.remove(first)
    shown = opened.page.evaluate(
        """every => every.map((facts) => {
             const changed = Object.entries(facts).map(([fact, code]) => [`account/${fact}`, code]);
             enclair.model.set("changed", Object.fromEntries(changed));
             const notes = document.querySelectorAll(".enclair-change .enclair-note");
             return [...notes].map((one) => one.innerText);
           })""",
        every,
    )
    for now, notes in zip(every, shown, strict=True):
        told = [note for gate in judging.GATES for note in judging.law(gate, now)]
        fresher = [note["says"] for note in told if note not in judging.law(note["gate"], first)]
        assert len(notes) == len(fresher)
        assert all(says in note for says, note in zip(fresher, notes, strict=True)), now


@pytest.mark.parametrize("opened", [{"measure": "account"}], indirect=True)
def test_a_draft_waits_for_another_measure_and_language_and_odd_input_is_text(opened: Opened) -> None:
    page = opened.page
    form(opened).get_by_label("My reason").fill(ODD)
    form(opened).get_by_label("I cannot say yet").check()
    page.get_by_role("button", name="A key to everything").click()
    expect(form(opened).get_by_label("My reason")).to_have_value("")
    page.get_by_role("button", name="One account").click()
    opened.set("lang", "fr")
    expect(form(opened).get_by_label("Mon motif")).to_have_value(ODD)
    expect(form(opened).locator("[value=unsure]")).to_be_checked()
    assert opened.trait("rulings") == {}
    form(opened).get_by_role("button", name="Donner").click()
    mine = page.locator(".enclair-mine span")
    expect(mine).to_have_text(ODD, use_inner_text=True)
    assert mine.locator("*").count() == 0
    assert page.title() != "run"
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    opened.set("rulings", RULED)  # as the kernel would
    expect(page.locator(".enclair-given")).to_have_count(len(judging.GATES))


def test_without_scripts_the_law_is_folded_but_for_paper(chromium, tmp_path) -> None:
    visible = "nodes => nodes.filter((node) => node.checkVisibility()).length"
    with opened_page(chromium, tmp_path, VIEW(), scripts=False) as opened:
        items = opened.page.locator(".enclair-answers li")
        assert items.evaluate_all(visible) == 0
        opened.page.emulate_media(media="print")
        assert items.evaluate_all(visible) == items.count() > 20
