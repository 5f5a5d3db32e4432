"""The poll: the page estimates as Python does, tells the same, and throws fair coins for practice."""

import random
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from enclair import Poll
from enclair.views import polling as rules
from tests.browser.pages import Opened, opened_page
from tests.helpers import cases, tally_told

pytestmark = pytest.mark.browser

VIEW = Poll


def tallies() -> list[tuple[int, int]]:
    """All tallies of up to 24 people, and large and uneven ones."""
    draw = random.Random(5)
    small = [(yes, people - yes) for people in range(1, 25) for yes in range(people + 1)]
    large = [(draw.randint(0, rules.MOST), draw.randint(0, rules.MOST)) for _ in range(200)]
    return [*small, *large, (rules.MOST, 0), (0, rules.MOST), (300, 0), (0, 300), (1_234, 5_678)]


def test_page_and_python_estimate_the_same(opened: Opened) -> None:
    found = opened.page.evaluate(
        """tallies => tallies.map(([yes, no]) =>
             enclair.view.estimate(yes, no, enclair.model.get("constants")))""",
        tallies(),
    )
    for (yes, no), numbers in zip(tallies(), found, strict=True):
        expected = rules.Estimate(yes, no)
        for name in ("people", "margin", "uncut", "share", "low", "high"):
            assert numbers[name] == getattr(expected, name), (yes, no, name)


@pytest.mark.parametrize("opened", [{}, {"lang": "fr"}], indirect=True)
def test_a_tally_is_told_in_both_languages(opened: Opened) -> None:
    lang = opened.trait("lang")
    for case in cases("poll"):
        opened.set("yes", case["yes"])
        opened.set("no", case["no"])
        said = opened.page.locator(".enclair-poll div[role=status] p")
        if lang in case:
            assert [one.text_content() for one in said.all()] == case[lang]


def test_a_tally_is_typed_with_the_keyboard_and_told(opened: Opened) -> None:
    page = opened.page
    told = page.locator(".enclair-poll [role=status]", has_text="No answers yet")
    expect(told).to_be_visible()
    opened.tab_to("textarea")
    page.keyboard.type("Is it\n raining?")
    opened.tab_to("input[type=number]")
    page.keyboard.type("18")
    page.keyboard.press("Tab")
    page.keyboard.type("12")
    page.keyboard.press("Tab")
    assert [opened.trait(name) for name in ("question", "yes", "no")] == ["Is it raining?", 18, 12]
    for words in tally_told(18, 12):
        expect(page.get_by_text(words)).to_be_visible()
    bar = page.get_by_role("img", name="estimate 70%, from 34% to 100%")
    assert bar.locator("b").all_inner_texts() == ["▸"]  # cut on the right alone
    box, interval, mark = (
        bar.bounding_box(),
        bar.locator(".enclair-poll-interval").bounding_box(),
        bar.locator(".enclair-poll-share").bounding_box(),
    )
    assert box
    assert interval
    assert mark
    estimate = rules.Estimate(18, 12)
    assert (interval["x"] - box["x"]) / box["width"] == pytest.approx(estimate.low, abs=0.01)
    assert interval["width"] / box["width"] == pytest.approx(estimate.high - estimate.low, abs=0.01)
    middle = mark["x"] + mark["width"] / 2
    assert (middle - box["x"]) / box["width"] == pytest.approx(estimate.share, abs=0.01)
    assert page.evaluate("document.activeElement.textContent") == "Empty the tally"
    page.keyboard.press("Enter")
    assert (opened.trait("yes"), opened.trait("no")) == (0, 0)
    expect(told).to_be_visible()
    bare = page.locator("button, input, textarea, summary").evaluate_all(
        "nodes => nodes.filter((node) => !node.hasAttribute('data-lm-suppress-shortcuts')).length"
    )
    assert bare == 0


def test_what_is_no_count_is_not_taken_and_the_range_is_told(opened: Opened) -> None:
    field = opened.page.get_by_label("Said yes")
    field.fill("7")
    field.blur()
    for wrong in ("-1", "2.5", "", "100001"):
        field.fill(wrong)
        field.blur()
        found = f"found {wrong}; " if wrong else ""
        said = opened.page.get_by_text(f"Said yes: {found}write a whole number from 0 to 100,000.")
        expect(said).to_be_visible()
        assert field.input_value() == "7"
        assert opened.trait("yes") == 7
    field.fill("8")
    field.blur()
    expect(said).to_have_count(0)


def test_one_answer_is_one_answer(opened: Opened) -> None:
    opened.set("yes", 1)
    expect(opened.page.get_by_text("Your tally: 1 answer", exact=True)).to_be_visible()
    opened.set("no", 1)
    expect(opened.page.get_by_text("Your tally: 2 answers")).to_be_visible()


def test_how_wide_such_polls_are_is_told_and_drawn(opened: Opened) -> None:
    page = opened.page
    expect(page.get_by_text(rules.widths())).to_be_visible()
    expect(page.get_by_text(rules.hint())).to_be_visible()
    names = page.locator(".enclair-poll-plain .enclair-poll-name").all_inner_texts()
    assert names == ["15 people: ±51 points", "30 people: ±36 points", "300 people: ±11 points"]
    bars = page.locator(".enclair-poll-plain [role=img]")
    assert [bar.get_attribute("aria-label") for bar in bars.all()] == [
        "from 0% to 100%",
        "from 14% to 86%",
        "from 39% to 61%",
    ]
    assert bars.nth(0).locator("b").all_inner_texts() == ["◂", "▸"]
    assert bars.nth(1).locator("b").count() == 0


def test_coins_for_an_invented_class(opened: Opened) -> None:
    page = opened.page
    assert page.evaluate(
        """() => {
          const flips = (...row) => () => row.shift();
          const { simulatedYes } = enclair.view;
          return [
            simulatedYes(3, 2, flips(true, true, true)), // all true: the two who mean yes
            simulatedYes(3, 2, flips(false, true, false, false, false, true)), // the second throw answers
            simulatedYes(2, 0, flips(false, true, true)), // one by chance, one truly no
            simulatedYes(0, 0, flips()),
          ];
        }"""
    ) == [2, 2, 1, 0]
    page.get_by_text("Practise with an invented class").click()
    throw = page.get_by_role("button", name="Throw the coins")
    for turn in range(1, 13):
        throw.click()
        told = page.get_by_text(f"Round {turn}: of 30 invented people 12 mean yes (40%)")
        expect(told).to_be_visible()
        expect(told).to_contain_text(f"of {turn} rounds.")
    rows = page.locator("details .enclair-poll-name")
    assert rows.count() == 10  # the last ones
    assert rows.first.inner_text().startswith("Round 12: ")
    assert page.locator("details .enclair-poll-truth").first.get_attribute("style") == "left: 40%;"
    # What is practised is nobody's tally, and is kept nowhere.
    assert [opened.trait(name) for name in ("yes", "no")] == [0, 0]
    page.get_by_label("Percent who mean yes").fill("0")
    page.get_by_label("Percent who mean yes").blur()
    assert rows.count() == 0
    page.get_by_label("People", exact=True).fill("1000")
    throw.click()
    expect(page.get_by_text("Round 1: of 1,000 invented people 0 mean yes (0%)")).to_be_visible()
    said = rows.first.inner_text()
    yes = int(said.removeprefix("Round 1: ").removesuffix(" yes"))
    assert abs(yes - 250) < 90  # a quarter by chance; six standard errors


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 700, 390])
@pytest.mark.parametrize("opened", [{"lang": "fr", "question": "Q" * 300}], indirect=True)
def test_axe_finds_nothing_and_nothing_overflows(opened: Opened, width: int, scheme: str) -> None:
    opened.check_access(width, scheme)
    for details in opened.page.locator("summary").all():
        details.click()
    opened.page.get_by_role("button", name="Lancer les pièces").click()
    for yes, no in ((0, 15), (rules.MOST, 1), (18, 12)):
        opened.set("yes", yes)
        opened.set("no", no)
        opened.check_access(width, scheme)


def test_the_language_changes_and_the_tally_stays(opened: Opened) -> None:
    opened.set("yes", 18)
    opened.set("no", 12)
    opened.page.get_by_role("button", name="FR").click()
    for words in tally_told(18, 12, "fr"):
        expect(opened.page.get_by_text(words)).to_be_visible()
    assert opened.page.get_by_label("Ont dit oui").input_value() == "18"
    assert opened.page.evaluate("document.activeElement.textContent") == "FR"


def test_without_scripts_it_is_a_sheet_to_fill_in(chromium: Browser, tmp_path: Path) -> None:
    view = Poll(question="Is it raining?")
    with opened_page(chromium, tmp_path, view.to_html(), java_script_enabled=False) as opened:
        said = opened.page.locator("body").inner_text()
        told = view.page_sentences
        for words in ("Is it raining?", *told["steps"], told["die"], rules.widths(), told["kept"]):
            assert words in said
        cells = opened.page.locator(".enclair-tally td")
        assert [cell.inner_text() for cell in cells.all()] == ["", ""]
        box = cells.first.bounding_box()
        assert box
        assert box["height"] > 30  # room for strokes
