"""Each lesson in a real JupyterLab, as a class goes through it."""

import pytest
from playwright.sync_api import expect

from tests.browser import lab
from tests.browser.watching import files, watch
from tests.helpers import REPO

PATHS = [path.relative_to(REPO).as_posix() for path in sorted((REPO / "notebooks").glob("*/*.ipynb"))]
#: Labels that belong to a control of another view.
STRAYS = """() => [...document.querySelectorAll(".enclair label[for]")]
  .filter((label) => !label.closest(".enclair").contains(document.getElementById(label.htmlFor)))
  .map((label) => label.textContent)"""


def moves(lab_page, explorer):
    """An explorer follows the keys of its first slider, whose letters are no commands of JupyterLab."""
    explorer.scroll_into_view_if_needed()
    slider, status = explorer.get_by_role("slider").first, explorer.get_by_role("status")
    lab.press_command_keys(slider, *explorer.get_by_role("radio").all()[:1])
    least = slider.get_attribute("aria-valuemin")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuenow", least)
    lab.wait_until_ready(lab_page)
    before = status.inner_text()
    slider.press("End")
    expect(status).not_to_have_text(before)


@pytest.mark.site
@pytest.mark.parametrize("path", PATHS)
def test_a_class_goes_through_a_lesson_in_its_language(lab_page, path):
    lab.open_notebook(lab_page, path)
    lab.run_all(lab_page)
    before = files(lab_page)
    watch(lab_page)  # now: importing a module for the first time may keep its bytecode
    asked = lab_page.page.locator(".enclair-asked:has(form.enclair-ask)")
    while asked.count():
        lab.guess(asked.first, path.split("/")[1])
    for explorer in lab_page.page.locator(".enclair-explore:has([role=slider])").all():
        moves(lab_page, explorer)
    lab.check_lesson(lab_page, lab.stored_sources(path))
    assert lab_page.page.evaluate(STRAYS) == []
    assert lab.kernel_says(lab_page, "watched") == "[]"
    assert files(lab_page) == before
