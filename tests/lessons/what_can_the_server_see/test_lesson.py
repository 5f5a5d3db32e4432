"""Lesson 3 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import Locator, expect

from enclair import load_case
from enclair.lessons.what_can_the_server_see import figures, visibility
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from tests.browser import lab

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/03_what_can_the_server_see.ipynb"


def view(lesson: lab.LabPage, name: str, label: str = "") -> Locator:
    """A view of the lesson, by the name that it is read out with, brought onto the screen."""
    found = lesson.page.locator(
        f".enclair-{name}[aria-label='{label}']" if label else f".enclair-{name}"
    ).first
    found.scroll_into_view_if_needed()
    return found


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    case = load_case("telegram")
    before = lab.cell_sources(lesson)
    assert lab.errors(lesson) == []

    # 2. One column of the grid, with the keyboard alone; nothing is told before.
    assert not page.locator(".enclair-grid").first.is_visible()
    lab.predict(lesson, "of seven kinds of data", "All seven")
    grid = view(lesson, "grid", "Who sees what?")
    reasons = {kind: visibility.answer("e2ee", "server", kind) for kind in visibility.KINDS}
    assert not any(reason in grid.text_content() for _, reason in reasons.values())
    for cell in grid.locator("fieldset.enclair-cell").all():
        cell.locator("input").first.focus()
        page.keyboard.press("Space")
    lab.press_command_keys(lesson, grid.locator("fieldset input").first, grid.locator("thead button").last)
    grid.get_by_role("button", name="Show what I predicted").press("Enter")
    assert page.evaluate("document.activeElement.textContent").startswith("Predicted here: 7 of 7.")
    for level, reason in reasons.values():
        assert reason in grid.text_content()
        assert visibility.LEVELS[level][1] in grid.text_content()
    signs = [visibility.LEVELS[level][0] for level, _ in reasons.values()]
    column = grid.locator("td.enclair-open").all_inner_texts()
    assert [cell.split("\n")[0] for cell in column] == signs
    assert lab.kernel_says(lesson, "len(grid.predictions)") == "7"
    grid.get_by_role("button", name="Does end-to-end encryption leave an inquiry blind?").click()
    grid.locator("fieldset.enclair-cell input[value=no]").first.check()
    grid.get_by_role("button", name="Show what I predicted").click()
    assert "leaves an inquiry blind" in grid.text_content()

    # 3. A real service: its settings, its source, and what nobody read.
    services = view(lesson, "grid", "Real services, as of September 2024")
    services.get_by_label("Service").select_option("WhatsApp")
    assert "Cyber Kendra" not in services.text_content()
    services.get_by_label("End-to-end", exact=True).check()
    services.get_by_role("button", name="Show what was read").click()
    card = services.get_by_role("group", name="WhatsApp")
    expect(card.locator("em")).to_have_text("no source read")
    assert card.get_by_role("link").first.is_visible()
    lab.press_command_keys(lesson, services.get_by_label("Service"), card.get_by_role("link").first)

    # 4. The walk, somebody in the middle, and a prime that is broken.
    lab.predict(lesson, "The prime grows from 5 bits to 24", "About 100 times")
    toy = view(lesson, "exchange")
    toy.get_by_role("button", name="Next step").click()
    toy.get_by_role("button", name="All steps").click()
    expect(toy.locator(".enclair-exchange-walk tbody tr")).to_have_count(len(exchange.STEPS))
    assert "nobody changed it" in toy.text_content()
    toy.get_by_role("switch").press("Space")
    assert "somebody changed it" in toy.text_content()
    toy.get_by_label("My guess").fill("7")
    toy.get_by_label("My guess").press("Enter")
    expect(toy.get_by_text("Alice drew a new secret")).to_be_visible()
    lab.press_command_keys(lesson, toy.get_by_role("button", name="Back"), toy.get_by_role("switch"))

    # 5. The server holds ciphertext and metadata.
    held = page.locator(lab.OUTPUT).filter(has_text="What the server holds").first
    held.scroll_into_view_if_needed()
    assert "it does not open" in held.inner_text()
    lab.press_command_keys(lesson, held.locator("summary"))

    # 6. A request to open what is encrypted: the answer, and two cards.
    request = view(lesson, "grid", "The request desk")
    request.get_by_role("button", name="Open what is encrypted").click()
    assert request.locator(".enclair-losses").count() == 0
    request.locator("fieldset").filter(has_text="Only the phones have the keys").locator(
        "input[value=yes]"
    ).check()
    request.get_by_role("button", name="Show what I predicted").click()
    assert visibility.texts()["page"]["settled"] in request.text_content()
    assert visibility.idea("e2ee", "key", "text", "yes")["says"] in request.text_content()
    expect(request.locator(".enclair-losses p")).to_have_count(2)
    lab.press_command_keys(lesson, request.locator("summary"), request.get_by_label("Kind of data"))

    # 7. The alleged offences, sorted.
    lab.predict(lesson, "How many of the twelve alleged offences", "All twelve")
    expect(page.get_by_alt_text(figures.alleged_offences(case.charges).alt)).to_be_visible()

    # 8. Two versions of a policy.
    policy = page.locator(lab.OUTPUT).filter(has_text="The policy since 23 September 2024").first
    policy.scroll_into_view_if_needed()
    assert "terror" in policy.locator("del").all_text_contents()

    assert lab.cell_sources(lesson) == before
    assert lab.errors(lesson) == []
    assert lesson.requests_elsewhere == []


def test_axe_finds_nothing_in_the_outputs(lesson: lab.LabPage) -> None:
    page = lesson.page
    lab.predict_all(lesson)
    for name, label in [
        ("grid", "Who sees what?"),
        ("grid", "Real services, as of September 2024"),
        ("exchange", ""),
        ("grid", "The request desk"),
    ]:
        view(lesson, name, label)
        lab.no_barriers(lesson)
    page.locator(lab.OUTPUT).filter(has_text="What the server holds").first.scroll_into_view_if_needed()
    lab.no_barriers(lesson)


@pytest.mark.site
def test_the_grid_answers_while_the_kernel_is_busy_and_when_it_is_gone(lesson: lab.LabPage) -> None:
    request = view(lesson, "grid", "The request desk")
    with lab.busy_kernel(lesson):
        request.locator("fieldset input[value=no]").first.check()
        request.get_by_role("button", name="Show what I predicted").click()
        assert "Predicted here: 1 of 4." in request.text_content()
    request.get_by_role("button", name="Record from now on").click()
    request.locator("fieldset input[value=no]").first.check()
    request.get_by_role("button", name="Show what I predicted").click()
    assert visibility.answer("plain", "coming", "text")[1] in request.text_content()


def test_the_cards_open_from_the_lesson(lesson: lab.LabPage) -> None:
    link = lesson.page.get_by_role("link", name="the cards with their rules")
    link.scroll_into_view_if_needed()
    assert "teaching/cards/colour_exchange.html" in link.get_attribute("href")
