"""Lesson 3 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import expect

from enclair.lessons.what_can_the_server_see import figures
from tests.browser import lab
from tests.helpers import CASE

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/03_what_can_the_server_see.ipynb"


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    assert not page.locator(".enclair-grid").first.is_visible()
    lab.predict(lesson, "of seven kinds of data", "All seven")
    # What is typed reaches no kernel; what is predicted does.
    grid = lab.view(lesson, "grid[aria-label='Who sees what?']")
    mine, server = grid.get_by_label("Your sentence"), grid.get_by_role("group", name="Server", exact=True)
    lab.press_command_keys(lesson, mine, grid.locator("button.enclair-row").first)
    mine.fill("the zebra paid")
    server.locator("button.enclair-row").first.press("Space")
    server.get_by_role("button", name="Compare").press("Enter")
    expect(server.locator("details").first).to_be_visible()
    assert lab.kernel_says(lesson, "len(grid.predictions)") == "7"
    assert lab.kernel_says(lesson, "'zebra' in str(grid.get_state())") == "False"
    # The offences are sorted; the server holds ciphertext and metadata; a policy changed.
    lab.predict_all(lesson)
    alt = figures.alleged_offences(CASE.charges).alt
    expect(page.get_by_role("img", name=alt)).to_be_visible()
    held = page.locator(lab.OUTPUT).filter(has_text="What the server holds").first
    held.scroll_into_view_if_needed()
    expect(held).to_contain_text("it does not open")
    lab.press_command_keys(lesson, held.locator("summary"))
    policy = page.locator(lab.OUTPUT).filter(has_text="The policy since 23 September 2024").first
    policy.scroll_into_view_if_needed()
    assert "terror" in policy.locator("del").all_text_contents()
    link = page.get_by_role("link", name="the cards with their rules")
    assert "teaching/cards/colour_exchange.html" in (link.get_attribute("href") or "")
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
