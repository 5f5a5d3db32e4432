"""Lesson 1 as a class meets it: a real JupyterLab in a real Chromium."""

from playwright.sync_api import expect

from tests.browser import lab
from tests.helpers import CASE

LESSON = "notebooks/en/01_what_happened.ipynb"
TITLES = CASE.timeline.set_index("id")["title_en"]


def timeline(lesson):
    """The timeline of the lesson that waits for no prediction and stops before no decision."""
    shown = lesson.page.locator(".enclair-timeline:visible", has_text=f"of {len(TITLES)} events").first
    shown.scroll_into_view_if_needed()
    return shown


def test_a_class_goes_through_the_lesson(lesson):
    page = lesson.page
    mark = timeline(lesson).locator(".enclair-mark[tabindex='0']")
    lab.press_command_keys(mark)  # single letters are no commands of JupyterLab there

    # Deciding reveals the source, and what explains the decision.
    stop = page.locator(".enclair-decision").first
    why = page.locator(".enclair-explained").filter(has_text="The prosecutor's statement gave three terms")
    expect(why).to_have_count(0)  # it tells the decision, and waits with it
    stop.locator("input[value=supervised]").check()
    stop.get_by_label("My reason").fill("He could leave, and he is presumed innocent.")
    stop.get_by_role("button", name="Decide").click()
    expect(why).to_be_visible()
    row = CASE.timeline.set_index("id").loc["formal-investigation"]
    expect(stop.locator("[role=status]")).to_contain_text(row["description_en"])
    lab.check_lesson(lesson, lab.stored_sources(LESSON))


def test_plot_card_and_controls_are_seen_whole_on_a_small_laptop(lesson):
    page = lesson.page
    page.set_viewport_size({"width": 1366, "height": 768})
    lab.guess(page.locator(".enclair-predict").filter(has_text="what could the public"))
    height = page.locator(".jp-WindowedPanel-outer:visible").first.bounding_box()["height"]
    shown = timeline(lesson)
    shown.locator(".enclair-filters").evaluate("one => (one.open = true)")
    shown.get_by_role("button", name="Show everything again").evaluate("one => one.click()")
    shown.locator("details").evaluate_all("all => all.forEach((one) => (one.open = false))")
    # The longest card.
    shown.locator("[data-id='scanning-rule-second-vote'] .enclair-hit").click()
    expect(shown.locator(".enclair-head")).to_have_text(TITLES["scanning-rule-second-vote"])
    whole = """(view) => {
      const parts = [".enclair-controls", ".enclair-plot", ".enclair-scrub", ".enclair-card"];
      const boxes = parts.map((name) => view.querySelector(name).getBoundingClientRect());
      return Math.max(...boxes.map((box) => box.bottom)) - boxes[0].top;
    }"""
    assert shown.evaluate(whole) <= height < 660


def test_the_export_of_jupyterlab_shows_each_view_as_text_and_asks_nobody(lesson):
    """File > Save and Export Notebook As... > HTML leads to this address of the server."""
    lab.save(lesson)
    page = lesson.page.context.new_page()
    page.goto(lesson.lab.address(f"nbconvert/html/{LESSON}"))
    waiting = page.locator("details.enclair-twin")
    waiting.locator("svg.enclair-picture").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    predictions = [one for one in lab.stored_sources(LESSON) if "predict(" in one or "draw(" in one]
    assert waiting.count() == len(predictions) > 3
    assert not waiting.first.locator("table").is_visible()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
    assert waiting.first.locator("table").is_visible()
    said = page.locator("body").inner_text()
    assert TITLES["arrest"] in said
    assert "HTML(value" not in said
    too_wide = "(table) => table.getBoundingClientRect().right > document.documentElement.clientWidth"
    assert not any(table.evaluate(too_wide) for table in page.locator(".enclair-table").all())
    page.close()
    assert lesson.requests_elsewhere == []
