"""Lesson 1 as a class meets it: a real JupyterLab in a real Chromium."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from enclair import load_case
from enclair.case import events
from tests.browser import lab

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/01_what_happened.ipynb"


@pytest.fixture
def lesson(lab_page: lab.LabPage) -> lab.LabPage:
    lab.open_notebook(lab_page, LESSON)
    lab.run_all(lab_page)
    return lab_page


def second_timeline(lab_page: lab.LabPage):
    """The first timeline of the lesson that waits for no prediction."""
    found = lab_page.page.locator(".enclair-timeline:visible").first
    found.scroll_into_view_if_needed()
    return found


def test_lesson_runs_predicts_and_explores_and_asks_nobody(lesson: lab.LabPage) -> None:
    page = lesson.page
    before = lab.cell_sources(lesson)
    assert lab.errors(lesson) == []

    # Predict, then see.
    question = page.locator(".enclair-predict").first
    question.scroll_into_view_if_needed()
    waiting = page.locator(".enclair-timeline").first
    assert not waiting.is_visible()
    question.get_by_label("Years before").check()
    question.get_by_role("button", name="Show it").click()
    waiting.wait_for()
    assert "Years before" in question.inner_text()

    # Filter, with the mouse.
    timeline = page.locator(".enclair-timeline").nth(1)
    timeline.scroll_into_view_if_needed()
    count = timeline.locator(".enclair-count")
    all_of_it = count.inner_text()
    timeline.locator(".enclair-filters summary").click()
    timeline.get_by_label("Reactions").check()
    marks = timeline.locator(".enclair-mark")
    table = load_case("telegram").timeline
    rows = events.filter_events(table, start="2024-08-20", end="2024-08-27", tracks=["reactions"])
    assert marks.count() == len(rows) > 0
    assert count.inner_text() != all_of_it
    timeline.get_by_role("button", name="Show everything again").click()

    # Drag the scrubber.
    timeline.locator("button[value='2024-08-24']").click()
    slider = timeline.locator(".enclair-scrub input")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] - 8, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, middle, steps=12)
    page.mouse.up()
    assert "not yet public on" in count.inner_text()
    assert timeline.locator(".enclair-veil").is_visible()

    # Open an event with the mouse, another with the keyboard alone.
    timeline.locator("[data-id=arrest] .enclair-hit").click()
    head = timeline.locator(".enclair-head")
    assert head.inner_text() == table.set_index("id").loc["arrest", "title_en"]
    timeline.locator("[role=searchbox], input[type=search]").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('enclair-mark')"):
            break
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert head.inner_text() != table.set_index("id").loc["arrest", "title_en"]

    # Single letters are JupyterLab's commands: on a focused part of the view they must do nothing.
    for key in ["x", "c", "v", "a", "b", "m", "y", "d", "d", "Shift+M", "Escape", "z"]:
        page.keyboard.press(key)
    timeline.get_by_label("Reactions").focus()
    for key in ["x", "a", "b", "m", "d", "d"]:
        page.keyboard.press(key)
    slider.focus()
    page.keyboard.press("x")
    page.keyboard.press("ArrowLeft")
    assert lab.cell_sources(lesson) == before
    assert lesson.requests_elsewhere == []


def test_axe_finds_nothing_in_the_outputs_of_both_lessons(lesson: lab.LabPage) -> None:
    page = lesson.page
    page.locator(".enclair-predict").first.get_by_label("Years before").check()
    page.locator(".enclair-predict").first.get_by_role("button", name="Show it").click()
    timeline = second_timeline(lesson)
    timeline.locator(".enclair-filters summary").click()
    timeline.locator(".enclair-hit").first.click()
    found = Axe().run(page, context=lab.OUTPUT)
    assert found.violations_count == 0, found.generate_report()
    lab.open_notebook(lesson, "notebooks/en/00_start_here.ipynb")
    lab.run_all(lesson)
    assert lab.errors(lesson) == []
    found = Axe().run(page, context=lab.OUTPUT)
    assert found.violations_count == 0, found.generate_report()
    assert lesson.requests_elsewhere == []


def test_explorer_works_while_the_kernel_is_busy_and_when_it_is_gone(lesson: lab.LabPage) -> None:
    timeline = second_timeline(lesson)
    every = timeline.locator(".enclair-mark").count()
    search = timeline.get_by_role("searchbox")
    with lab.busy_kernel(lesson):
        search.fill("Macron")
        assert 0 < timeline.locator(".enclair-mark").count() < every
    search.fill("")
    assert timeline.locator(".enclair-mark").count() == every


def test_deciding_needs_a_reason_and_reveals_the_source(lesson: lab.LabPage) -> None:
    page = lesson.page
    stop = page.locator(".enclair-decision")
    stop.scroll_into_view_if_needed()
    button = stop.get_by_role("button")
    stop.locator("input[value=supervised]").check()
    assert button.is_disabled()
    stop.get_by_label("No leaving France").check()
    stop.get_by_label("My reason").fill("He could leave, and he is presumed innocent.")
    button.click()
    row = load_case("telegram").timeline.set_index("id").loc["formal-investigation"]
    told = stop.locator("[role=status]")
    assert row["description_en"] in told.inner_text()
    assert "He could leave" in told.inner_text()
    assert told.get_by_role("link").get_attribute("href") == row["source_url"]


def test_picture_of_the_readme(lesson: lab.LabPage, tmp_path: Path) -> None:
    """With ENCLAIR_PICTURES=1 the picture of the README is made anew; else it is only made."""
    folder = lab.REPO / "notebooks" / "img" if os.environ.get("ENCLAIR_PICTURES") else tmp_path
    folder.mkdir(exist_ok=True)
    lesson.page.set_viewport_size({"width": 1480, "height": 1500})
    timeline = second_timeline(lesson)
    timeline.locator("button[value='2024-08-24']").click()
    timeline.locator("[data-id=formal-investigation] .enclair-hit").click()
    lesson.page.mouse.move(0, 0)
    path = folder / "timeline.png"
    timeline.screenshot(path=path)
    assert 20_000 < path.stat().st_size < 300_000


def test_exported_page_shows_each_view_as_text_and_asks_nobody(chromium, tmp_path: Path) -> None:
    """What "Save and Export Notebook As… HTML" and printing it give: nbconvert with the kit's settings."""
    command = [sys.executable, "-m", "nbconvert", "--to", "html", "--execute", str(lab.REPO / LESSON)]
    subprocess.run([*command, "--output-dir", str(tmp_path)], check=True, capture_output=True, timeout=120)
    page = chromium.new_page()
    elsewhere: list[str] = []
    page.on(
        "request", lambda one: elsewhere.append(one.url) if one.url[:5] not in ("file:", "data:") else None
    )
    page.goto((tmp_path / "01_what_happened.html").as_uri())
    book = json.loads((lab.REPO / LESSON).read_text("utf-8"))["cells"]
    views = [cell for cell in book if cell["cell_type"] == "code" and "predict(" in "".join(cell["source"])]
    waiting = page.locator("details.enclair-twin")
    assert waiting.count() == len(views) > 3
    assert not waiting.first.locator("table").is_visible()
    page.emulate_media(media="print")
    assert waiting.first.locator("table").is_visible()
    title = load_case("telegram").timeline.set_index("id").loc["arrest", "title_en"]
    assert title in page.locator("body").inner_text()
    assert elsewhere == []
    page.close()


def test_the_export_of_jupyterlab_asks_nobody_either(lesson: lab.LabPage) -> None:
    """File > Save and Export Notebook As... > HTML leads to this address of the server."""
    lesson.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lab.wait_until_ready(lesson)
    lesson.page.goto(lesson.lab.address(f"nbconvert/html/{LESSON}"))
    lesson.page.locator("details.enclair-twin img").first.wait_for(state="attached")
    lesson.page.wait_for_load_state("networkidle")
    assert lesson.requests_elsewhere == []
    assert "HTML(value" not in lesson.page.locator("body").inner_text()
    lesson.page.emulate_media(media="print")
    lesson.page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
    too_wide = "(table) => table.getBoundingClientRect().right > document.documentElement.clientWidth"
    assert not any(table.evaluate(too_wide) for table in lesson.page.locator(".enclair-table").all())
