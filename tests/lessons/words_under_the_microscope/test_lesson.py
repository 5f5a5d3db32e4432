"""Lesson 2 as a class meets it: a real JupyterLab in a real Chromium."""

import pytest
from playwright.sync_api import Locator, expect

from enclair import load_case
from enclair.lessons.words_under_the_microscope import figures
from enclair.lessons.words_under_the_microscope.recoding import RECODE
from tests.browser import lab

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/02_words_under_the_microscope.ipynb"


def view(lesson: lab.LabPage, name: str, which: int = 0) -> Locator:
    """A view of the lesson, brought onto the screen."""
    found = lesson.page.locator(f".enclair-{name}").nth(which)
    found.scroll_into_view_if_needed()
    return found


def test_a_class_goes_through_the_lesson(lesson: lab.LabPage) -> None:
    page = lesson.page
    case = load_case("telegram")
    before = lab.cell_sources(lesson)
    assert lab.errors(lesson) == []

    # 1. Guess, then see the fragment beside the words of the post.
    assert not page.locator(".enclair-quotes").first.is_visible()
    lab.predict(lesson, "in Durov's own words", "The same words, about France")
    first = view(lesson, "quotes")
    expect(first.locator(".enclair-compared ins")).to_have_text(["this"])
    first.locator("[data-id=Q06]").get_by_text("Who repeated it, and how").click()
    first.get_by_role("button", name="Compare with Q03").click()
    assert lab.kernel_says(lesson, "pair.compared") == "['Q06', 'Q03']"

    # 2. Filter, search, and read a card.
    explorer = view(lesson, "quotes", 1)
    explorer.locator(".enclair-filters > summary").click()
    explorer.get_by_label("Primary text").check()
    primary = case.quotes[case.quotes["attribution"] == "verbatim-primary"]
    count = f"{len(primary)} of {len(case.quotes)} quotations."
    expect(explorer.locator(".enclair-count")).to_have_text(count)
    explorer.get_by_role("button", name="Show everything again").click()
    explorer.get_by_role("searchbox").fill("faeser")
    card = explorer.locator("[data-id=Q66]")
    card.get_by_text("Our reading, and what to know").click()
    assert "ultima ratio" in card.inner_text()
    lab.press_command_keys(lesson, card.get_by_role("button", name="Compare"), card.locator("summary").last)

    # 4. Ten parts of a post.
    lab.predict(lesson, "From how many of the ten parts", "Five")
    picture = page.get_by_alt_text(figures.kept_and_cut(case.post).alt)
    expect(picture).to_be_visible()

    # 5. Ours is not on the page before the student's own verdict.
    lab.predict(lesson, f"How many of the {len(case.claims)} claims", "16 or more")
    claims = view(lesson, "claims")
    assert "Our verdict" not in claims.text_content()
    claims.get_by_role("button", name="C14").click()
    claims.get_by_label("partly supported").check()
    lab.press_command_keys(lesson, claims.get_by_label("partly supported"))
    claims.get_by_role("button", name="Give my verdict").click()
    assert "Our verdict: contradicted" in claims.text_content()
    assert case.claims.set_index("id").loc["C14", "beyond_en"] in claims.text_content()

    # 6. A word swapped.
    framing = view(lesson, "framing")
    framing.get_by_label("Verb").select_option(label="threatens to")
    assert "threatens to" in framing.locator(".enclair-yours").inner_text()
    lab.press_command_keys(lesson, framing.get_by_role("button", name="Closest to the source"))

    # 7. Ten sentences coded blind, with the keyboard alone.
    lab.predict(lesson, "Who speaks most", "Governments")
    coding = view(lesson, "coding")
    assert "De Bolle" not in coding.text_content()
    for item in coding.locator(".enclair-scale").all():
        item.locator("input").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("ArrowRight")
    lab.press_command_keys(lesson, coding.locator("input").first)
    coding.get_by_role("button", name="Compare with the dataset").press("Enter")
    expect(coding.locator("tbody tr")).to_have_count(len(RECODE))
    assert "De Bolle" in coding.text_content()

    assert lab.cell_sources(lesson) == before
    assert lab.errors(lesson) == []
    assert lesson.requests_elsewhere == []


def test_every_label_belongs_to_a_control_of_its_own_view(lesson: lab.LabPage) -> None:
    view(lesson, "framing")
    strays = lesson.page.evaluate(
        """() => {
          const labels = [...document.querySelectorAll(".enclair label[for]")];
          const own = (label) => label.closest(".enclair").contains(document.getElementById(label.htmlFor));
          return [labels.length, labels.filter((label) => !own(label)).map((label) => label.textContent)];
        }"""
    )
    assert strays[0] > 10
    assert strays[1] == []


def test_axe_finds_nothing_in_the_outputs(lesson: lab.LabPage) -> None:
    lab.predict_all(lesson)
    for name, which in [("quotes", 0), ("quotes", 1), ("claims", 0), ("framing", 0), ("coding", 0)]:
        view(lesson, name, which)
        lab.no_barriers(lesson)


@pytest.mark.site
def test_quotes_can_be_searched_while_the_kernel_is_busy_and_when_it_is_gone(lesson: lab.LabPage) -> None:
    explorer = lesson.page.locator(".enclair-quotes:visible").first  # the other one waits for a prediction
    explorer.scroll_into_view_if_needed()
    count = explorer.locator(".enclair-count")
    every = count.text_content()
    with lab.busy_kernel(lesson):
        explorer.get_by_role("searchbox").fill("hackers")
        assert count.text_content() != every
    explorer.get_by_role("searchbox").fill("")
    assert count.text_content() == every
