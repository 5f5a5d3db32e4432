"""Lesson 5 as a class meets it: a real JupyterLab in a real Chromium."""

import re

import pytest
from playwright.sync_api import expect

from enclair.lessons.traces import figures, traces
from tests.browser import lab
from tests.helpers import CASE, tally_told

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/05_traces.ipynb"


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    case = CASE

    # 1. Three ways to be in the middle, by keyboard, and three accounts.
    assert not page.locator(".enclair-explore").first.is_visible()
    lab.predict(lesson, "to find the organiser", "The one that sends most messages")
    network = lab.explorer(lesson, "In the middle by")
    status = network.get_by_role("status")
    measure = network.get_by_role("radio", name="messages sent")
    both = network.get_by_label("A contact counts only if both wrote")
    expect(status).to_contain_text(f"“messages sent”: {traces.TALKER} (")
    lab.press(lesson, measure, "ArrowRight", times=2)
    expect(status).to_contain_text(f"pass here”: {traces.DELEGATE} (")
    lab.press_command_keys(lesson, measure, both)
    lab.press(lesson, both, "Space")
    expect(status).to_contain_text(f"pass here”: {traces.ORGANISER} (")
    lab.press(lesson, network.get_by_role("slider", name="How long the log is kept"), "ArrowLeft", times=3)
    expect(status).to_contain_text(f"pass here”: {traces.TALKER} (")
    assert lab.kernel_says(lesson, "network.settings['days']") == "2"

    # 2. and 3. A narrow question; names that come back.
    log = traces.chat()
    evening = traces.concerning(log, traces.CARRIER, "2030-06-12 18:00", "2030-06-12 23:00")
    lab.predict(lesson, "does the narrow question look at", "About 200")
    expect(page.get_by_role("img", name=figures.looked_at(evening, log).alt)).to_be_visible()
    lab.predict(lesson, "does the list of runners give a name", "None")
    expect(page.get_by_role("img", name=re.compile("a wrong name .2."))).to_be_visible()

    # 4. Coarser rows.
    lab.predict(lesson, "can the fun run's results give a name", "Nobody")
    hidden = lab.explorer(lesson, "Birth as")
    status = hidden.get_by_role("status")
    expect(status).to_contain_text("the fun run give a name: 81.")
    # What is read aloud is known by its class, which ipywidgets adds some time after the element.
    status.evaluate("""(one) => {
      one.removeAttribute("role");
      one.classList.remove("enclair-live");
      one.classList.add("enclair-live");
    }""")
    hidden.get_by_label("In between").check()
    expect(status).to_contain_text("the smallest has 4: k = 4.")

    # 5. The estimate of a class.
    lab.predict(lesson, "How far off may the estimate be", "About 3")
    poll = lab.view(lesson, "poll")
    poll.get_by_label("Said yes").fill("18")
    poll.get_by_label("Said no").fill("12")
    poll.get_by_label("Said no").blur()  # a number counts when it is left
    for sentence in tally_told(18, 12):
        expect(poll).to_contain_text(sentence)

    # 7. and 8. Real counts, and explanations beside them.
    explained = page.get_by_text("a step, not a steady rise")
    expect(explained).not_to_be_visible()
    drawn = lab.draw(lesson, "Draw the quarters that followed")
    expect(drawn.locator(".enclair-told")).to_contain_text("On average your guess is")
    expect(drawn.get_by_role("img")).to_be_visible()
    expect(page.get_by_role("img", name=figures.quarters(case.disclosures).alt)).to_be_visible()
    expect(explained).to_be_visible()
    lab.predict(lesson, "Where did the number of requests met each month rise?", "In France alone")
    expect(page.get_by_role("img", name=figures.where_it_rose(case.disclosures).alt)).to_be_visible()
    expect(page.get_by_text("Data that would decide")).to_have_count(4)

    # The optional sections.
    lab.predict_all(lesson)
    for control, preset, told in (
        ("Throw of the dice", "Much noise, one class", "guesses right 52 times in 100"),
        ("First year", "2018 to 2025", "119 million more each year"),
    ):
        explored = lab.explorer(lesson, control)
        explored.get_by_label(preset).check()
        expect(explored.get_by_role("status")).to_contain_text(told)
    die = lab.explorer(lesson, "The die stops at")
    lab.press(lesson, die.get_by_role("slider", name="The die stops at"), "ArrowRight")
    expect(die.get_by_role("status")).to_contain_text("The die stops at 1 to 4.")
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
