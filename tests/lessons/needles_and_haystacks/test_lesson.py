"""Lesson 4 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import expect

from enclair import load_case
from enclair.lessons.needles_and_haystacks import figures, scanning
from tests.browser import lab

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/04_needles_and_haystacks.ipynb"


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    before = lab.cell_sources(lesson)
    assert lab.errors(lesson) == []

    # 2. Two guesses about one detector, in any order.
    for name, question in (
        ("suspects", "Suspects chosen by a judge"),
        ("everyone", "Everybody's messages: of"),
    ):
        values = {key: value for key, value in scanning.PRESETS[name][1].items() if key != "second"}
        picture = page.locator(f"img.enclair-picture[alt='{figures.alarms(**values).alt}']")
        assert not picture.is_visible()
        lab.predict(lesson, question, "About 900")
        expect(picture).to_be_visible()

    # 3. The explorer waits for a guess; then all six examples, with the keyboard alone.
    explorer = page.locator(".enclair-explore")
    assert not explorer.is_visible()
    lab.predict(lesson, "Which change makes", "Look only for items already on a list")
    expect(explorer).to_be_visible()
    explorer.scroll_into_view_if_needed()
    examples = explorer.get_by_role("radiogroup", name="Examples").get_by_role("radio")
    expect(examples).to_have_count(len(scanning.PRESETS))
    told = explorer.get_by_role("status")
    examples.first.focus()
    page.keyboard.press("Space")
    seen, said = set(), ""
    for place in range(len(scanning.PRESETS)):
        expect(examples.nth(place)).to_be_checked()
        if seen:
            expect(told).not_to_have_text(said)
        said = told.inner_text().strip()
        seen.add(said)
        page.keyboard.press("ArrowDown")
    drawing = figures.Alarms()
    assert seen == {drawing.update(**values)[0] for _, values in scanning.PRESETS.values()}

    # More items: the part that is right stays; then rarer false alarms, from the slider.
    explorer.get_by_role("radio", name="Everybody’s messages", exact=True).focus()
    page.keyboard.press("Space")
    expect(told).to_contain_text("Of the 1,000,899 alarms, 900 are right: 0.09%.")
    items = explorer.get_by_role("slider", name="Items looked at")
    items.focus()
    page.keyboard.press("End")
    expect(items).to_have_attribute("aria-valuetext", "1,000,000,000,000")
    expect(told).to_contain_text("900,000 are right: 0.09%.")
    explorer.get_by_role("radio", name="Everybody’s messages", exact=True).focus()
    page.keyboard.press("Space")
    false = explorer.get_by_role("slider", name="Allowed ones that raise an alarm")
    false.focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(false).to_have_attribute("aria-valuetext", "1 in 10,000,000")
    expect(told).to_contain_text("Of the 1,000 alarms, 900 are right: 90%.")
    expect(explorer.locator("img")).to_have_attribute("alt", told.inner_text().strip())
    assert explorer.locator("input:checked[type=radio]").count() == 0
    lab.press_command_keys(
        lesson, false, examples.first, explorer.get_by_label("A person looks at each alarm")
    )
    explorer.get_by_label("The same as a table").check()
    expect(explorer.get_by_role("cell", name="all items")).to_be_visible()
    lab.no_barriers(lesson)

    # 5. Published figures, with their table; 6. four sentences.
    lab.predict(lesson, "Germany, 2023", "About 90")
    published = figures.published(load_case("telegram").base_rate)
    picture = page.get_by_alt_text(published.alt)
    picture.scroll_into_view_if_needed()
    expect(picture).to_be_visible()
    twin = page.locator("details", has=page.get_by_text("Switzerland: reports passed on", exact=False)).last
    twin.locator("summary").click()
    lab.press_command_keys(lesson, twin.locator("summary"))
    expect(twin.get_by_role("cell", name="6.7% to 19.5%")).to_be_visible()
    lab.predict(lesson, "wrong with all four", "Their sums are wrong")
    sentences = page.get_by_role("columnheader", name="Who might say it")
    sentences.scroll_into_view_if_needed()
    expect(sentences).to_be_visible()
    lab.no_barriers(lesson)

    assert lab.cell_sources(lesson) == before
    assert lab.errors(lesson) == []
    assert lesson.requests_elsewhere == []


def test_nothing_of_the_explorer_is_cut_off(lesson: lab.LabPage) -> None:
    """ipywidgets gives labels a fixed width; ours say more than fits into it."""
    lab.predict(lesson, "Which change makes", "A person looks at each alarm")
    explorer = lesson.page.locator(".enclair-explore")
    explorer.get_by_label("A person looks at each alarm", exact=True).check()
    expect(explorer.get_by_role("slider", name="Right alarms that the person keeps")).to_be_visible()
    cut = """box => [...box.querySelectorAll(".widget-label, .widget-readout, label, span, p")]
      .filter((one) => one.offsetParent && one.clientWidth && one.scrollWidth > one.clientWidth + 1)
      .map((one) => one.textContent)"""
    for width in (1280, 800):
        lesson.page.set_viewport_size({"width": width, "height": 900})
        assert explorer.evaluate(cut) == []
        image, box = explorer.locator("img").bounding_box(), explorer.bounding_box()
        assert image["x"] + image["width"] <= box["x"] + box["width"] + 1
