"""Lesson 6 as a class meets it: a real JupyterLab in a real Chromium, with an eye on files and network."""

import pytest
from playwright.sync_api import Locator, expect

from enclair import load_case
from enclair.lessons.judge_for_a_day import judging
from tests.browser import lab
from tests.browser.lab import OUTPUT
from tests.lessons.start_here.test_lesson import WATCH, execute, files, holding

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/06_judge_for_a_day.ipynb"
REASON = "zebra-reason <b>not bold</b> 🧑‍⚖️ Основание."


def predict(lesson: lab.LabPage, question: str, choice: str) -> Locator:
    asked = lesson.page.locator(".enclair-predict").filter(has_text=question)
    asked.scroll_into_view_if_needed()
    asked.get_by_label(choice).check()
    asked.get_by_role("button", name="Show it").click()
    assert choice in asked.inner_text()
    return asked


def output(lesson: lab.LabPage, words: str) -> Locator:
    """The visible cells of tables that hold ``words``."""
    return lesson.page.locator(f"{OUTPUT} td:visible").filter(has_text=words)


def test_a_class_goes_through_the_lesson_and_nothing_is_written_or_sent(lesson: lab.LabPage) -> None:
    page = lesson.page
    case = load_case("telegram")
    steps = case.judgments.set_index("id")
    before, stored = lab.cell_sources(lesson), files(lesson)
    assert lab.errors(lesson) == []
    execute(lesson, WATCH)

    # 2. Gates: a reason opens the next one; single letters are typed, and cut no cell.
    assert not page.locator(".enclair-gates").is_visible()
    predict(lesson, "Which will split your class most?", "One account")
    court = page.locator(".enclair-gates")
    court.get_by_role("button", name="A list of pictures").click()
    for gate in judging.GATES:
        form = court.locator(".enclair-now form")
        form.scroll_into_view_if_needed()
        form.get_by_label("no" if gate == "milder" else "yes", exact=True).check()
        form.get_by_label("My reason").focus()
        page.keyboard.insert_text(REASON)
        page.keyboard.type(f" {gate} xdd")
        form.get_by_role("button", name="Give my answer").click()
    expect(court.locator(".enclair-end-of-path")).to_contain_text("does not pass")
    expect(court.locator(".enclair-end-of-path")).to_contain_text(
        judging.measures()["pictures"]["security"][0]
    )
    assert court.locator(".enclair-mine b b").count() == 0
    change = court.locator(".enclair-change")
    change.get_by_label("Whose data").select_option(label="one suspect")
    change.get_by_role("combobox", name="Necessary: is it needed?").select_option(label="yes")
    expect(change.get_by_role("status")).to_contain_text("passes every gate")
    lab.press_command_keys(
        lesson, court.get_by_role("button", name="One account"), change.locator("select").first
    )
    assert lab.kernel_says(lesson, "court.outcome('pictures')") == "('refused', 'milder')"
    assert lab.kernel_says(lesson, "court.rulings['pictures/aim'][1]") == repr(f"{REASON} aim xdd")

    # 3. and 4. Facts stand there; reasoning and result wait for the student's own ruling.
    assert output(lesson, steps.loc["podchasov-order", "words_en"]).count() == 1
    everyone = steps.loc["podchasov-everyone", "words_en"]
    assert output(lesson, everyone).count() == 0
    predict(lesson, "Did Russia violate the right", "Yes: it touched everybody")
    expect(output(lesson, everyone)).to_have_count(1)
    assert output(lesson, steps.loc["podchasov-not-france", "words_en"]).count() == 0
    predict(lesson, "Which of these did the Court decide, too?", "Neither of these")
    expect(output(lesson, steps.loc["podchasov-not-france", "words_en"])).to_have_count(1)
    predict(lesson, "Did it violate a right of the boy?", "Yes: it left him without protection")
    expect(output(lesson, steps.loc["ku-decided", "words_en"])).to_have_count(1)

    # 5. and 8. Two States side by side; demands and answers.
    predict(lesson, "In how many of the six lines", "One or two")
    expect(output(lesson, judging.texts()["compared"][0]["russia"])).to_have_count(1)
    predict(lesson, "In which row do you expect", "Who is behind an account")
    demands = page.locator(".enclair-explore")
    demands.scroll_into_view_if_needed()
    expect(demands).to_contain_text("chosen, not sampled")

    assert lab.cell_sources(lesson) == before
    assert lab.errors(lesson) == []
    assert lesson.requests_elsewhere == []
    assert lab.kernel_says(lesson, "watched") == "[]"
    assert files(lesson) == stored
    assert holding(lesson, "zebra-reason") == set()


def test_axe_finds_nothing_in_the_outputs(lesson: lab.LabPage) -> None:
    page = lesson.page
    lab.predict_all(lesson)
    court = page.locator(".enclair-gates")
    court.scroll_into_view_if_needed()
    court.locator(".enclair-now").get_by_label("yes", exact=True).check()
    court.locator(".enclair-now").get_by_label("My reason").fill("Because.")
    court.get_by_role("button", name="Give my answer").click()
    for place in (court, page.locator(".enclair-explore"), page.locator(".enclair-table:visible").first):
        place.scroll_into_view_if_needed()
        lab.no_barriers(lesson)


@pytest.mark.site
def test_one_can_rule_while_the_kernel_is_busy(lesson: lab.LabPage) -> None:
    page = lesson.page
    predict(lesson, "Which will split your class most?", "A key to everything")
    court = page.locator(".enclair-gates")
    court.get_by_role("button", name="One account").click()
    # Answering the view, the kernel calls itself idle for a moment: what counts is that the cell runs.
    page.evaluate(
        """() => {
          const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          window.slept = false;
          const asked = kernel.requestExecute({ code: "import time; time.sleep(30)" });
          asked.done.then(() => (window.slept = true), () => {});
          return new Promise((begun) => {
            asked.onIOPub = (message) => message.header.msg_type === "execute_input" && begun();
          });
        }"""
    )
    form = court.locator(".enclair-now form")
    form.get_by_label("I cannot say yet").check()
    form.get_by_label("My reason").fill("A name is not a message.")
    form.get_by_role("button", name="Give my answer").click()
    expect(court.locator(".enclair-passed")).to_have_count(1)
    expect(court.locator(".enclair-passed")).to_contain_text("A name is not a message.")
    assert page.evaluate("window.slept") is False
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
