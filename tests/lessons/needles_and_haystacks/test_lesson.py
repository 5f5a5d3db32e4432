"""Lesson 4 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import expect

from enclair.lessons.needles_and_haystacks import figures, scanning
from tests.browser import lab
from tests.helpers import CASE

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/04_needles_and_haystacks.ipynb"
#: Whether the picture of the explorer ends where the explorer does.
INSIDE = """() => {
  const explorer = document.querySelector(".enclair-explore");
  const right = (one) => one.getBoundingClientRect().right;
  return right(explorer.querySelector("svg.enclair-picture")) <= right(explorer) + 1;
}"""


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    # 2. A guess about a detector.
    values = {key: value for key, value in scanning.PRESETS["suspects"][1].items() if key != "second"}
    picture = page.locator(f".enclair-drawn svg[aria-label='{figures.alarms(**values).alt}']")
    assert not picture.is_visible()
    explained = page.get_by_text("This is called the base rate")
    drawn = lab.draw(lesson, "Suspects chosen by a judge")
    expect(drawn.locator(".enclair-told")).to_contain_text("You drew 100, and the result is 996")
    expect(picture).to_be_visible()
    expect(explained).not_to_be_visible()  # the other place waits still
    lab.draw(lesson, "Everybody's messages: of 1,000 alarms")
    expect(explained).to_be_visible()

    # 3. The explorer waits for a guess; then all six examples, with the keyboard alone.
    explorer = page.locator(".enclair-explore").first
    assert not explorer.is_visible()
    lab.predict(lesson, "Which change makes", "Look only for items already on a list")
    explorer.scroll_into_view_if_needed()
    examples = explorer.get_by_role("radiogroup", name="Examples").get_by_role("radio")
    expect(examples).to_have_count(len(scanning.PRESETS))
    status = explorer.get_by_role("status")
    examples.first.focus()
    page.keyboard.press("Space")
    drawing, seen = figures.Alarms(), []
    for place in range(len(scanning.PRESETS)):
        expect(examples.nth(place)).to_be_checked()
        if seen:
            expect(status).not_to_have_text(seen[-1])
        seen.append(status.inner_text().strip())
        page.keyboard.press("ArrowDown")
    assert {*seen} == {drawing.update(**values)[0] for _, values in scanning.PRESETS.values()}

    # Rarer false alarms, from the slider; a person who looks at each alarm; the table.
    explorer.get_by_role("radio", name="Everybody’s messages", exact=True).focus()
    page.keyboard.press("Space")
    expect(status).to_contain_text("Of the 1,000,899 alarms, 900 are right: 0.09%.")
    false = explorer.get_by_role("slider", name="Allowed ones that raise an alarm")
    expect(false).to_have_attribute("aria-valuetext", "1 in 1,000")  # sliders follow the status
    lab.press(lesson, false, "ArrowLeft", times=4)
    expect(false).to_have_attribute("aria-valuetext", "1 in 10,000,000")
    expect(status).to_contain_text("Of the 1,000 alarms, 900 are right: 90%.")
    picture = explorer.locator("svg.enclair-picture")
    expect(picture).to_have_attribute("aria-label", status.inner_text().strip())
    assert explorer.locator("input:checked[type=radio]").count() == 0
    person = explorer.get_by_label("A person looks at each alarm", exact=True)
    lab.press_command_keys(lesson, false, examples.first, person)
    person.check()
    expect(explorer.get_by_role("slider", name="Right alarms that the person keeps")).to_be_visible()
    lab.press(lesson, explorer.get_by_label("The same as a table"), "Space")
    expect(explorer.get_by_role("cell", name="alarm, dropped")).to_be_visible()

    # ipywidgets gives labels a fixed width; ours say more than fits into it.
    cut = """box => [...box.querySelectorAll(".widget-label, .widget-readout, label, span, p")]
      .filter((one) => one.offsetParent && one.clientWidth && one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent)"""
    for width in (800, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(INSIDE)  # JupyterLab lays the notebook out some time after the window
        assert explorer.evaluate(cut) == []

    # 5. Published figures, with their table; 6. four sentences.
    lab.predict(lesson, "Germany, 2023", "About 90")
    expect(page.get_by_role("img", name=figures.published(CASE.base_rate).alt)).to_be_visible()
    twin = page.locator("details", has=page.get_by_text("Switzerland: reports passed on", exact=False)).last
    twin.locator("summary").click()
    lab.press_command_keys(lesson, twin.locator("summary"))
    expect(twin.get_by_role("cell", name="6.7% to 19.5%")).to_be_visible()
    lab.predict(lesson, "wrong with all four", "Their sums are wrong")
    expect(page.get_by_role("columnheader", name="Who might say it")).to_be_visible()
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
