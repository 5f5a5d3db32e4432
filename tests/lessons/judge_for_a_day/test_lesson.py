"""Lesson 6 as a class meets it: a real JupyterLab in a real Chromium, with an eye on files and network."""

import pytest
from playwright.sync_api import Locator, expect

from enclair.lessons.judge_for_a_day import judging
from tests.browser import lab
from tests.browser.watching import WATCH, execute, files, holding
from tests.helpers import CASE

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/06_judge_for_a_day.ipynb"
REASON = "zebra-reason <b>not bold</b> 🧑‍⚖️ Основание."


def cells(lesson: lab.LabPage, words: str) -> Locator:
    """The visible cells of tables and steps of judgments that hold ``words``."""
    return lesson.page.locator(f"{lab.OUTPUT} :is(td, li):visible").filter(has_text=words)


def test_a_class_goes_through_the_lesson_and_nothing_is_written_or_sent(lesson: lab.LabPage) -> None:
    page = lesson.page
    steps = CASE.judgments.set_index("id")["words_en"]
    stored = files(lesson)
    execute(lesson, WATCH)

    # 2. Single letters are typed into a reason, and cut no cell; the kernel hears it.
    court = lab.view(lesson, "gates")
    court.get_by_role("button", name="A list of pictures").click()
    form = court.locator(".enclair-now form")
    form.get_by_label("no", exact=True).check()
    form.get_by_label("My reason").focus()
    page.keyboard.insert_text(REASON)
    page.keyboard.type(" xdd")
    form.get_by_role("button", name="Give my answer").click()
    expect(court.locator(".enclair-mine")).to_contain_text(REASON)
    assert court.locator(".enclair-mine b b").count() == 0
    lab.press_command_keys(lesson, court.get_by_role("button", name="One account"))
    assert lab.kernel_says(lesson, "court.outcome('pictures')") == "('free', 'interference')"
    assert lab.kernel_says(lesson, "court.rulings['pictures/interference'][1]") == repr(f"{REASON} xdd")

    # 3. and 4. Facts stand there; reasoning and result wait for the student's own ruling.
    assert cells(lesson, steps["podchasov-order"]).count() == 1
    for question, choice, step in (
        ("Did Russia violate the right", "Yes: it touched everybody", "podchasov-everyone"),
        ("Which of these did the Court decide, too?", "Neither of these", "podchasov-not-france"),
        ("Did it violate a right of the boy?", "Yes: it left him without protection", "ku-decided"),
    ):
        assert cells(lesson, steps[step]).count() == 0
        asked = page.locator(".enclair-predict").filter(has_text=question)
        asked.get_by_label(choice).check()
        asked.get_by_role("button", name="Show it").click()
        expect(cells(lesson, steps[step])).to_have_count(1)

    # Side by side, what was decided waits once more: a key lifts the bar.
    bar = page.locator(".enclair-abreast summary")
    bar.focus()
    page.keyboard.press("Enter")
    expect(cells(lesson, steps["ku-decided"])).to_have_count(2)
    expect(bar.locator(".enclair-redacted")).to_be_hidden()

    # 5. and 8. Two States side by side; demands and answers.
    lab.predict_all(lesson)
    expect(cells(lesson, judging.texts()["compared"][0]["russia"])).to_have_count(1)
    expect(lab.view(lesson, "explore")).to_contain_text("chosen, not sampled")

    lab.check_lesson(lesson, lab.stored_sources(LESSON))
    assert lab.kernel_says(lesson, "watched") == "[]"
    assert files(lesson) == stored
    assert holding(lesson, "zebra-reason") == set()
