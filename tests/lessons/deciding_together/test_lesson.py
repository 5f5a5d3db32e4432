"""Lesson 7 as a class meets it: a real JupyterLab in a real Chromium, with an eye on files and network."""

import ast

import pytest
from playwright.sync_api import ConsoleMessage, Locator, expect

from enclair.lessons.deciding_together import cards as deck
from tests.browser import lab
from tests.browser.watching import WATCH, execute, files, holding, saved_alone
from tests.lessons.start_here.answering import answer

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/07_deciding_together.ipynb"
#: What is typed into the five lines of the rule.
RULE = {
    "who": "Only a judge: quagga-rule 🧑‍⚖️ Судья. قاضٍ",
    "data": "<script>window.ran = 1</script><b>one name</b>",
    "authority": "é" * deck.LONGEST,
    "check": "   ",
    "publish": "",
}


def lines(cards: Locator) -> list[Locator]:
    return cards.locator("fieldset").get_by_role("textbox").all()


def is_error(line: ConsoleMessage) -> bool:
    """Whether the page complains; not if it is about a tool for authors, whose part for another JupyterLab
    this one cannot load."""
    return line.type == "error" and "@jupyterlite/" not in line.text


def in_kernel(lesson: lab.LabPage, code: str) -> None:
    """Wait until an expression is true in the kernel: what is typed in a view arrives a little later."""
    for _ in range(100):
        if lab.kernel_says(lesson, code) == "True":
            return
        lesson.page.wait_for_timeout(50)
    raise AssertionError(f"{code[:200]} did not become true in the kernel.")


def test_a_class_goes_through_the_lesson_and_only_the_notebook_changes(lesson: lab.LabPage) -> None:
    page = lesson.page
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on("console", lambda line: broken.append(line.text) if is_error(line) else None)
    before = files(lesson)
    execute(lesson, WATCH)  # now: importing a module for the first time may keep its bytecode
    sources = lab.cell_sources(lesson)

    # 1. The timer starts and pauses; in the projector mode, too, where the contract of all views looks at it.
    timer = lab.view(lesson, "timer")
    clock = timer.get_by_role("timer")
    first, second = deck.steps()[:2]
    timer.get_by_role("button", name="Projector").click()
    timer.get_by_role("button", name="Start").click()
    expect(clock).to_have_text(f"{first['minutes'] - 1}:59")
    timer.get_by_role("button", name="Pause").click()
    left = clock.inner_text()
    page.wait_for_timeout(1100)
    assert clock.inner_text() == left
    timer.get_by_role("button", name="Next").click()
    expect(timer).to_contain_text(second["says"])
    expect(clock).to_have_text(f"{second['minutes']}:00")
    page.keyboard.press("Escape")

    # Sides and roles are drawn, once, and reversed.
    decks = page.locator(".enclair-deck")
    expect(decks).to_have_count(2)
    cards, common = decks.all()
    cards.get_by_role("button", name="Draw sides and roles").click()
    in_kernel(lesson, "deck.lots != {}")
    drawn = ast.literal_eval(lab.kernel_says(lesson, "deck.lots"))
    positions = deck.texts()["positions"]
    for reverse in (False, True):
        pairs = cards.locator(".enclair-pair").all()
        for pair, side in zip(pairs, deck.pairs(drawn, reverse), strict=True):
            expect(pair).to_contain_text(positions[side])
        cards.get_by_role("button", name="Reverse the sides").click()
    in_kernel(lesson, f"deck.lots == {drawn!r} and not deck.reversed")
    cards.get_by_text("What the row says").first.click()

    # 2. Two cards are taken, the second one becomes the strongest, and the notebook keeps them.
    for _ in range(2):
        cards.get_by_role("button", name="Take", exact=True).first.click()
    cards.get_by_role("button", name="Stronger").last.click()
    in_kernel(lesson, "deck.hand == [deck.order[1], deck.order[0]]")
    hand = lab.place_of(lesson, "print(deck.sheet())")
    lab.run_cell(lesson, hand)
    taken = [deck.cards()[name] for name in ast.literal_eval(lab.kernel_says(lesson, "deck.hand"))]
    held = lab.answered(lesson, hand)
    assert [line.split(": ", 1)[1] for line in held.splitlines()] == [
        f"{card['says']} ({card['row']})" for card in taken
    ]

    # 5. The rule, in a deck of its own: any text is text, and single letters cut no cell.
    common.scroll_into_view_if_needed()
    for box, words in zip(lines(common), RULE.values(), strict=True):
        box.fill(words)
    lab.press_command_keys(lesson, lines(common)[-1], common.get_by_role("button", name="All cards"))
    lines(common)[-1].fill(RULE["publish"])
    in_kernel(lesson, f"common.rule == {RULE!r}")
    kept = lab.place_of(lesson, "print(common.sheet())")
    lab.run_cell(lesson, kept)
    asked = deck.texts()["rule"]
    written = "".join(f"{asked[line]} {words}\n" for line, words in RULE.items())
    assert lab.answered(lesson, kept) == written

    # 9. Form B.
    survey = lab.view(lesson, "survey")
    answer(survey, "B")
    survey.get_by_role("textbox").last.fill("quagga-argument")
    in_kernel(lesson, "'quagga-argument' in survey.written.values()")

    # All this time: no file and no request, in the kernel or in the page.
    lab.check_lesson(lesson, sources)
    assert lab.kernel_says(lesson, "watched") == "[]"
    assert files(lesson) == before
    assert holding(lesson, "quagga-rule") == holding(lesson, "quagga-argument") == set()

    # Saving changes the notebook file and nothing else; whoever opens it again finds what was written.
    memo = lab.place_of(lesson, "My rule in one sentence")
    lab.set_cell(lesson, memo, f"{sources[memo]} {RULE['data']} zebra-memo")
    lab.save(lesson)
    saved_alone(lesson, LESSON, before, "quagga-rule", "zebra-memo")
    lab.open_notebook(lesson, LESSON)
    assert lab.cell_sources(lesson)[memo].endswith(f"{RULE['data']} zebra-memo")
    assert lab.answered(lesson, kept) == written
    assert lab.answered(lesson, hand) == held
    expect(page.locator(".enclair-deck")).to_have_count(2, timeout=lab.PATIENCE_MS)
    common = page.locator(".enclair-deck").last
    common.scroll_into_view_if_needed()
    for box, words in zip(lines(common), RULE.values(), strict=True):
        expect(box).to_have_value(words)
    assert not page.evaluate("window.ran")
    assert broken == []
    assert lesson.requests_elsewhere == []
