"""Lesson 7 as a class meets it: a real JupyterLab in a real Chromium, with an eye on files and network."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import ConsoleMessage, Locator, expect

from enclair.lessons.deciding_together import cards as deck
from tests.browser import lab
from tests.lessons.start_here.test_lesson import (
    WATCH,
    answer,
    execute,
    files,
    holding,
    place_of,
    run_cell,
    view,
)

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/07_deciding_together.ipynb"
#: What is typed into the five lines of the rule.
RULE = {
    "who": "Only a judge: quagga-rule 🧑‍⚖️ Судья. قاضٍ",
    "data": "<script>window.ran = 1</script><b>one name</b>",
    "authority": "é" * deck.LONGEST,
    "check": "   ",
    "publish": "",
}


@pytest.fixture
def lesson(lab_page: lab.LabPage) -> Iterator[lab.LabPage]:
    lab.open_notebook(lab_page, LESSON)
    yield lab_page
    # The next test finds the lesson as it is stored.
    (lab_page.lab.root / LESSON).write_bytes((lab.REPO / LESSON).read_bytes())


def decks(lesson: lab.LabPage) -> tuple[Locator, Locator]:
    """The deck of part 1, and that of part 2, in which the rule is written."""
    found = lesson.page.locator(".enclair-deck")
    expect(found).to_have_count(2)
    return found.first, found.last


def lines(cards: Locator) -> list[Locator]:
    return cards.locator("fieldset").get_by_role("textbox").all()


def is_error(told: ConsoleMessage) -> bool:
    """Whether the page complains; not if it is about a tool for authors, whose part for another JupyterLab
    this one cannot load."""
    return told.type == "error" and "@jupyterlite/" not in told.text


def in_kernel(lesson: lab.LabPage, code: str) -> None:
    """Wait until an expression is true in the kernel: what is typed in a view arrives a little later."""
    for _ in range(50):
        if lab.kernel_says(lesson, code) == "True":
            return
        lesson.page.wait_for_timeout(100)
    raise AssertionError(f"{code[:200]} did not become true in the kernel.")


def printed(lesson: lab.LabPage, place: int) -> str:
    """What a cell printed."""
    return "".join("".join(one["text"]) for one in lab.cell_outputs(lesson)[place])


def test_a_class_goes_through_the_lesson_and_only_the_notebook_changes(lesson: lab.LabPage) -> None:
    page = lesson.page
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda told: broken.append(told.text) if is_error(told) else None)
    before = files(lesson)
    lab.run_all(lesson)
    assert lab.errors(lesson) == []
    execute(lesson, WATCH)  # now: importing a module for the first time may keep its bytecode
    sources = lab.cell_sources(lesson)

    # 1. The timer runs, in a projector that fills the window, whatever else stands in it; Escape closes it.
    timer = page.locator(".enclair-timer").first
    timer.scroll_into_view_if_needed()
    first, second = deck.steps()[:2]
    expect(timer.get_by_role("timer")).to_have_text(f"{first['minutes']}:00")
    timer.get_by_role("button", name="Projector").click()
    timer.get_by_role("button", name="Start").click()
    expect(timer.get_by_role("timer")).to_have_text(f"{first['minutes'] - 1}:58")
    timer.get_by_role("button", name="Next").click()
    expect(timer).to_contain_text(second["says"])
    assert timer.bounding_box() == {"x": 0, "y": 0, **page.viewport_size}
    page.keyboard.press("Escape")
    expect(timer.get_by_role("button", name="Projector", exact=True)).to_be_visible()

    # The cards wait for a prediction; then sides and roles are drawn, and the kernel knows them.
    cards, common = decks(lesson)
    assert not cards.is_visible()
    lab.predict(lesson, "Whose case do most of the 21 cards help?", "Both the same")
    cards.get_by_role("button", name="Draw sides and roles").click()
    in_kernel(lesson, "deck.lots != {}")
    lots = ast.literal_eval(lab.kernel_says(lesson, "deck.lots"))
    for pair, side in zip(cards.locator(".enclair-pair").all(), deck.pairs(lots, reverse=False), strict=True):
        expect(pair).to_contain_text(deck.texts()["positions"][side])
    lab.predict(lesson, "How many are attacked by another one?", "Two")
    expect(page.locator("img[alt^='A map of arguments']:visible")).to_have_count(2)

    # 5. The rule, in a deck of its own: any text is text, and single letters cut no cell.
    common.scroll_into_view_if_needed()
    for box, words in zip(lines(common), RULE.values(), strict=True):
        box.fill(words)
    lab.press_command_keys(
        lesson, lines(common)[-1], common.get_by_role("button", name="Draw sides and roles")
    )
    lines(common)[-1].fill(RULE["publish"])
    assert lab.cell_sources(lesson) == sources
    in_kernel(lesson, f"common.rule == {RULE!r}")
    kept = place_of(lesson, "for line, said in common.rule.items():")
    run_cell(lesson, kept)
    asked = deck.texts()["rule"]
    written = "".join(f"{asked[line]} {words}\n" for line, words in RULE.items())
    assert printed(lesson, kept) == written

    # 8. and 9. What happened next stands behind a prediction; form B.
    lab.predict(lesson, "forbidden to leave France. For how long", "More than a year")
    expect(page.locator(".enclair-timeline .enclair-count")).to_contain_text("46 of 94")
    survey = view(lesson, "survey")
    answer(survey, "B")
    survey.get_by_role("textbox").last.fill("quagga-argument")
    expect(survey.get_by_role("status")).to_have_text("All 6 questions are answered, with how sure.")
    in_kernel(lesson, "'quagga-argument' in survey.written.values()")
    run_cell(lesson, place_of(lesson, "survey.sheet()"))
    cards.get_by_text("What the row says").first.click()
    lab.no_barriers(lesson)

    # All this time: no file and no request, in the kernel or in the page.
    assert lab.cell_sources(lesson) == sources
    assert lab.kernel_says(lesson, "watched") == "[]"
    assert files(lesson) == before
    assert holding(lesson, "quagga-rule") == holding(lesson, "quagga-argument") == set()

    # Saving changes the notebook file and nothing else; a new page finds what was written.
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lab.wait_until_ready(lesson)
    after = files(lesson)
    assert {name for name in after if after[name] != before.get(name)} == {LESSON}
    own = Path(LESSON)
    for words in ("quagga-rule", "quagga-argument"):
        assert {own.name} <= holding(lesson, words) <= {own.name, f"{own.stem}-checkpoint{own.suffix}"}, words
    page.reload(timeout=lab.PATIENCE_MS)
    lab.wait_until_ready(lesson)
    assert printed(lesson, kept) == written
    common = lesson.page.locator(".enclair-deck").last
    common.scroll_into_view_if_needed(timeout=lab.PATIENCE_MS)
    for box, words in zip(lines(common), RULE.values(), strict=True):
        expect(box).to_have_value(words)
    assert not page.evaluate("window.ran")
    assert broken == []
    assert lesson.requests_elsewhere == []


@pytest.mark.site
def test_axe_finds_nothing_in_the_dark(lesson: lab.LabPage) -> None:
    lesson.page.emulate_media(color_scheme="dark")
    lab.run_all(lesson)
    lab.predict_all(lesson)
    lesson.page.locator(".enclair-deck").first.get_by_role("button", name="Draw sides and roles").click()
    lesson.page.locator(".enclair-deck").first.get_by_text("What the row says").first.click()
    lesson.page.locator(".enclair-timer").first.get_by_role("button", name="Projector").click()
    lab.no_barriers(lesson)


@pytest.mark.site
def test_the_rule_can_be_written_while_the_kernel_is_busy(lesson: lab.LabPage) -> None:
    lab.run_all(lesson)
    _, common = decks(lesson)
    common.scroll_into_view_if_needed()
    with lab.busy_kernel(lesson):
        common.get_by_role("button", name="Draw sides and roles").click()
        expect(common.locator(".enclair-pair")).to_have_count(2)
        lines(common)[0].fill("A judge.")
        expect(lines(common)[0]).to_have_value("A judge.")
