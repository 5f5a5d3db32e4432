"""Sliders beside a figure: in JupyterLab with its kernel, and the page that needs none."""

import re

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from enclair import explore
from enclair.lessons.needles_and_haystacks import scanning
from enclair.lessons.needles_and_haystacks.figures import Alarms
from tests.browser.lab import cell_sources, errors, open_notebook, run_all
from tests.browser.pages import opened_page

pytestmark = pytest.mark.browser

CELL = """from enclair import explore
from enclair.lessons.needles_and_haystacks.figures import Alarms
explore(Alarms, second=False)"""


@pytest.fixture
def explorer(lab_page):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(book, lab_page.lab.root / "explore.ipynb")
    open_notebook(lab_page, "explore.ipynb")
    run_all(lab_page)
    assert errors(lab_page) == []
    shown = lab_page.page.locator(".enclair-explore")
    expect(shown.locator("img")).to_have_attribute("alt", re.compile("Items looked at: 1,000,000,000"))
    return shown


def test_by_keyboard_alone_and_no_key_reaches_the_cell(lab_page, explorer):
    page, picture = lab_page.page, explorer.locator("img")
    slider = explorer.get_by_role("slider", name="Allowed ones that raise an alarm")
    assert slider.get_attribute("aria-valuetext") == "1 in 1,000"
    before = picture.get_attribute("src")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(explorer.get_by_role("status")).to_contain_text("Of the 100,900 alarms, 900 are right: 0.9%.")
    expect(picture).not_to_have_attribute("src", before)
    assert slider.get_attribute("aria-valuetext") == "1 in 10,000"
    assert picture.get_attribute("alt") == explorer.get_by_role("status").inner_text().strip()
    # From one example to the next with the arrows, as in any group of radio buttons.
    explorer.get_by_role("radio", name="Everybody’s messages", exact=True).focus()
    page.keyboard.press("Space")
    expect(slider).to_have_attribute("aria-valuetext", "1 in 1,000")
    page.keyboard.press("ArrowDown")
    expect(explorer.get_by_role("radio", name="Everybody’s messages", exact=True)).not_to_be_checked()
    # Examples come in any order, and the next one may have the person already: take one that has not.
    explorer.get_by_role("radio", name="Suspects chosen by a judge").focus()
    page.keyboard.press("Space")
    expect(explorer.get_by_role("status")).to_contain_text("Items looked at: 10,000;")
    explorer.get_by_label("A person looks at each alarm").focus()
    page.keyboard.press("Space")
    expect(explorer.get_by_role("slider", name="Right alarms that the person keeps")).to_be_visible()
    explorer.get_by_label("The same as a table").focus()
    page.keyboard.press("Space")
    expect(explorer.get_by_role("cell", name="alarm, dropped")).to_be_visible()
    # Single keys stay with what has the focus: "x" would cut the cell, "a" would add one.
    lost = """box => [...box.querySelectorAll("input, [tabindex], [contenteditable=true]")]
      .filter((one) => !one.hasAttribute("data-lm-suppress-shortcuts")).map((one) => one.outerHTML)"""
    assert explorer.evaluate(lost) == []
    for focusable in explorer.locator("input, .noUi-handle, [role=group][tabindex]").all():
        if focusable.is_visible():
            focusable.focus()
            page.keyboard.press("x")
            page.keyboard.press("a")
    assert cell_sources(lab_page) == [CELL]
    assert Axe().run(page, context=".enclair-explore").violations_count == 0
    assert lab_page.requests_elsewhere == []


@pytest.mark.parametrize(
    ("width", "scheme", "lang"),
    [(1280, "light", "en"), (1280, "dark", "fr"), (390, "dark", "en"), (390, "light", "fr")],
)
def test_the_page_without_a_kernel(chromium, tmp_path, width, scheme, lang):
    explorer = explore(Alarms, lang)
    with opened_page(chromium, tmp_path, explorer.to_html()) as opened:
        opened.tab_to("summary")
        opened.page.keyboard.press("Enter")
        assert opened.page.locator("details[open]").count() == 1
        assert opened.page.locator("img").count() == len(scanning.PRESETS)  # the first one is set
        opened.check_access(width, scheme)
        opened.page.emulate_media(media="print")
        for table in opened.page.locator("details table").all():
            assert table.is_visible()
