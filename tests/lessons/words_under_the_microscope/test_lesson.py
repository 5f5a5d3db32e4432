"""Lesson 2 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import expect

from enclair.lessons.words_under_the_microscope import figures
from tests.browser import lab
from tests.helpers import CASE

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/02_words_under_the_microscope.ipynb"
#: How many labels there are, and those that belong to a control of another view.
STRAYS = """() => {
  const labels = [...document.querySelectorAll(".enclair label[for]")];
  const own = (label) => label.closest(".enclair").contains(document.getElementById(label.htmlFor));
  return [labels.length, labels.filter((label) => !own(label)).map((label) => label.textContent)];
}"""


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    # Guess, then see the words that were under bars; the kernel hears what is chosen.
    assert not page.locator(".enclair-quotes").first.is_visible()
    lab.predict(lesson, "the words under the bars", "Of France")
    barred, pair = lab.view(lesson, "under_bars"), lab.view(lesson, "quotes")
    assert "many times" not in barred.inner_html()
    barred.get_by_role("button", name="Lift the bars").press("Enter")
    expect(barred).to_contain_text("In those cases, we are ready to leave that country.")
    pair.locator("[data-id=Q06]").get_by_text("Who repeated it, and how").click()
    pair.get_by_role("button", name="Compare with Q03").click()
    assert lab.kernel_says(lesson, "pair.compared") == "['Q06', 'Q03']"

    lab.predict(lesson, "From how many of the ten parts", "Five")
    expect(page.get_by_role("img", name=figures.kept_and_cut(CASE.post).alt)).to_be_visible()
    lab.predict_all(lesson)

    # Ours is not on the page before the student's own verdict, nor who speaks before one has coded.
    claims = lab.view(lesson, "claims")
    assert "Our verdict" not in claims.inner_html()
    claims.get_by_label("partly supported").check()
    lab.press_command_keys(lesson, claims.get_by_label("partly supported"))
    claims.get_by_role("button", name="Give my verdict").click()
    expect(claims).to_contain_text("Our verdict: ")
    coding = lab.view(lesson, "coding")
    assert "De Bolle" not in coding.inner_html()
    for item in coding.locator(".enclair-scale").all():
        item.locator("input").first.press("Space")
    coding.get_by_role("button", name="Compare with the dataset").press("Enter")
    expect(coding).to_contain_text("De Bolle")
    lab.press_command_keys(lesson, coding.locator("button").last)

    labels, strays = page.evaluate(STRAYS)
    assert labels > 10
    assert strays == []
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
