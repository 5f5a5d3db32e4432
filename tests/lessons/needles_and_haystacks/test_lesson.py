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

    # 3. The explorer waits for a guess; then all six examples, with the keyboard alone.
    explorer = page.locator(".enclair-explore").first
    assert not explorer.is_visible()
    lab.predict(lesson, "Which change makes", "Look only for items already on a list")
    explorer.scroll_into_view_if_needed()
    examples = explorer.get_by_role("radiogroup", name="Examples").get_by_role("radio")
    status, seen = explorer.get_by_role("status"), [""]
    examples.first.press("Space")
    for place in range(len(scanning.PRESETS)):
        expect(examples.nth(place)).to_be_checked()
        expect(status).not_to_have_text(seen[-1])
        seen.append(status.inner_text().strip())
        page.keyboard.press("ArrowDown")
    drawing = figures.Alarms()
    assert {*seen[1:]} == {drawing.update(**values)[0] for _, values in scanning.PRESETS.values()}

    # Rarer false alarms, from the slider; a person who looks at each alarm; the table.
    explorer.get_by_role("radio", name="Everybody’s messages", exact=True).press("Space")
    false = explorer.get_by_role("slider", name="Allowed ones that raise an alarm")
    expect(false).to_have_attribute("aria-valuetext", "1 in 1,000")  # sliders follow the status
    lab.press(lesson, false, "ArrowLeft", times=4)
    expect(status).to_contain_text("Of the 1,000 alarms, 900 are right: 90%.")
    expect(explorer.locator("svg.enclair-picture")).to_have_attribute(
        "aria-label", status.inner_text().strip()
    )
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

    lab.predict_all(lesson)
    expect(page.get_by_role("img", name=figures.published(CASE.base_rate).alt)).to_be_visible()
    expect(page.get_by_role("columnheader", name="Who might say it")).to_be_visible()
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
