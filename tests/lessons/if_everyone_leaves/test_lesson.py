"""Lesson 8 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser import lab

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/08_if_everyone_leaves.ipynb"


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    lab.predict(lesson, "farthest from each other", "4")
    expect(page.locator("svg[aria-label*='Radius: 2. Diameter: 4. Centre: u16.']")).to_be_visible()

    # Four leave: by keyboard, from nobody who follows to all.
    lab.draw(lesson, "how many are gone in the end, for each threshold")
    spread = lab.explorer(lesson, "Who starts")
    status = spread.get_by_role("status")
    threshold = spread.get_by_role("slider", name="Follows when so many contacts have left")
    expect(status).to_contain_text("In the end 4 of 24 have left")
    lab.press(lesson, threshold, "ArrowLeft")
    expect(status).to_contain_text("In the end 13 of 24 have left")
    lab.press(lesson, threshold, "ArrowLeft", times=2)
    expect(status).to_contain_text("In the end 24 of 24 have left")
    lab.press_command_keys(lesson, threshold)
    lab.press(lesson, spread.get_by_role("slider", name="How many start"), "ArrowLeft")
    spread.get_by_role("radiogroup", name="Who starts").get_by_label("those at the edge").check()
    expect(status).to_contain_text("In the end 6 of 24 have left")
    spread.get_by_label("Nearly everyone follows").check()
    expect(status).to_contain_text("In the end 24 of 24 have left")

    lab.predict(lesson, "Who gave way?", "Sometimes one, sometimes the other")
    expect(page.get_by_text("6 of our 21 cases, chosen, not sampled")).to_be_visible()
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
