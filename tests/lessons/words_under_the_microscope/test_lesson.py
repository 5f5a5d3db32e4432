"""Lesson 2 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import expect

from enclair.lessons.words_under_the_microscope import figures
from enclair.lessons.words_under_the_microscope.recoding import RECODE
from tests.browser import lab
from tests.helpers import CASE

pytestmark = [pytest.mark.browser, pytest.mark.site]

LESSON = "notebooks/en/02_words_under_the_microscope.ipynb"


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    case = CASE

    # 1. Guess, then see the fragment beside the words of the post; 2. search and read a card.
    assert not page.locator(".enclair-quotes").first.is_visible()
    lab.predict(lesson, "the words under the bars", "Of France")
    barred = lab.view(lesson, "under_bars")
    assert "many times" not in barred.inner_html()
    barred.get_by_role("button", name="Lift the bars").press("Enter")
    expect(barred).to_contain_text("In those cases, we are ready to leave that country.")
    pair = lab.view(lesson, "quotes")
    expect(pair.locator(".enclair-compared ins")).to_have_text(["this"])
    pair.locator("[data-id=Q06]").get_by_text("Who repeated it, and how").click()
    pair.get_by_role("button", name="Compare with Q03").click()
    assert lab.kernel_says(lesson, "pair.compared") == "['Q06', 'Q03']"
    quotes = lab.view(lesson, "quotes", 1)
    quotes.get_by_role("searchbox").fill("faeser")
    card = quotes.locator("[data-id=Q66]")
    card.get_by_text("Our reading, and what to know").click()
    expect(card).to_contain_text("ultima ratio")
    lab.press_command_keys(lesson, card.get_by_role("button", name="Compare"), card.locator("summary").last)

    # 4. Ten parts of a post.
    lab.predict(lesson, "From how many of the ten parts", "Five")
    expect(page.get_by_role("img", name=figures.kept_and_cut(case.post).alt)).to_be_visible()

    # 5. Ours is not on the page before the student's own verdict.
    lab.predict(lesson, f"How many of the {len(case.claims)} claims", "16 or more")
    claims = lab.view(lesson, "claims")
    assert "Our verdict" not in (claims.text_content() or "")
    claims.get_by_label("partly supported").check()
    lab.press_command_keys(lesson, claims.get_by_label("partly supported"))
    claims.get_by_role("button", name="Give my verdict").click()
    expect(claims).to_contain_text("Our verdict: ")

    # 6. A word swapped.
    framing = lab.view(lesson, "framing")
    framing.get_by_label("Verb").select_option(label="threatens to")
    expect(framing.locator(".enclair-yours")).to_contain_text("threatens to")
    lab.press_command_keys(lesson, framing.get_by_role("button", name="Closest to the source"))

    # 7. Ten sentences coded blind, with the keyboard alone.
    lab.draw(lesson, "lean to each side?")
    coding = lab.view(lesson, "coding")
    assert "De Bolle" not in (coding.text_content() or "")
    for item in coding.locator(".enclair-scale").all():
        item.locator("input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    lab.press_command_keys(lesson, coding.locator("input").first)
    coding.get_by_role("button", name="Compare with the dataset").press("Enter")
    expect(coding.locator("tbody tr")).to_have_count(len(RECODE))
    expect(coding).to_contain_text("De Bolle")

    # Each label belongs to a control of its own view.
    strays = page.evaluate(
        """() => {
          const labels = [...document.querySelectorAll(".enclair label[for]")];
          const own = (label) => label.closest(".enclair").contains(document.getElementById(label.htmlFor));
          return [labels.length, labels.filter((label) => !own(label)).map((label) => label.textContent)];
        }"""
    )
    assert strays[0] > 10
    assert strays[1] == []
    lab.check_lesson(lesson, lab.stored_sources(LESSON))
