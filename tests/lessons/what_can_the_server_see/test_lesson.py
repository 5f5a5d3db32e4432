"""Lesson 3 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import expect

from enclair.lessons.what_can_the_server_see import figures
from tests.browser import lab
from tests.helpers import CASE

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/03_what_can_the_server_see.ipynb"
SHOW = "Show what I predicted"


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    # 2. The bars of one party, with the keyboard alone; what is typed reaches no kernel.
    assert not page.locator(".enclair-grid").first.is_visible()
    lab.predict(lesson, "of seven kinds of data", "All seven")
    grid = lab.view(lesson, "grid[aria-label='Who sees what?']")
    mine = grid.get_by_label("Your sentence")
    lab.press_command_keys(lesson, mine, grid.locator("button.enclair-row").first)
    mine.fill("the zebra paid")
    server = grid.get_by_role("group", name="Server", exact=True)
    compare = server.get_by_role("button", name="Compare")
    expect(compare).to_be_disabled()  # nobody has guessed yet
    for row in server.locator("button.enclair-row").all():
        row.focus()
        page.keyboard.press("Space")
    compare.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Server"
    assert lab.kernel_says(lesson, "len(grid.predictions)") == "7"
    expect(server.locator("details").first.get_by_role("img", name="does not see it")).to_be_visible()
    assert lab.kernel_says(lesson, "'zebra' in str(grid.get_state())") == "False"

    # 3. A real service: its settings, and what nobody read.
    services = lab.view(lesson, "grid[aria-label='Real services, as of September 2024']")
    services.get_by_label("Service").select_option("iMessage")
    services.get_by_label("End-to-end", exact=True).check()
    services.get_by_role("button", name="Show what was read").click()
    card = services.get_by_role("group", name="iMessage")
    expect(card.locator("em")).to_have_text("no source read")
    lab.press_command_keys(lesson, services.get_by_label("Service"), card.get_by_role("link").first)

    # 4. The walk, and a prime that is broken.
    lab.predict(lesson, "The prime grows from 5 bits to 24", "About 100 times")
    toy = lab.view(lesson, "exchange")
    toy.get_by_role("button", name="All steps").click()
    toy.get_by_role("switch").press("Space")
    expect(toy).to_contain_text("somebody changed it")
    toy.get_by_label("My guess").fill("7")
    toy.get_by_label("My guess").press("Enter")
    expect(toy.get_by_text("Alice drew a new secret")).to_be_visible()
    lab.press_command_keys(lesson, toy.get_by_role("button", name="Back"), toy.get_by_role("switch"))

    # 5. The server holds ciphertext and metadata.
    held = page.locator(lab.OUTPUT).filter(has_text="What the server holds").first
    held.scroll_into_view_if_needed()
    expect(held).to_contain_text("it does not open")
    lab.press_command_keys(lesson, held.locator("summary"))

    # 6. A request to open what is encrypted: the answer, and two cards.
    request = lab.view(lesson, "grid[aria-label='The request desk']")
    request.get_by_role("button", name="Open what is encrypted").click()
    request.locator("fieldset input[value=yes]").first.check()
    request.get_by_role("button", name=SHOW).click()
    expect(request.locator(".enclair-losses p")).to_have_count(2)
    lab.press_command_keys(lesson, request.locator("summary"), request.get_by_label("Kind of data"))

    # 7. The alleged offences, sorted; 8. two versions of a policy.
    lab.predict(lesson, "How many of the twelve alleged offences", "All twelve")
    alt = figures.alleged_offences(CASE.charges).alt
    expect(page.get_by_role("img", name=alt)).to_be_visible()
    policy = page.locator(lab.OUTPUT).filter(has_text="The policy since 23 September 2024").first
    policy.scroll_into_view_if_needed()
    assert "terror" in policy.locator("del").all_text_contents()

    link = page.get_by_role("link", name="the cards with their rules")
    assert "teaching/cards/colour_exchange.html" in (link.get_attribute("href") or "")
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
