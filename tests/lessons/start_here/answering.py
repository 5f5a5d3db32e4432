"""Answering the questions before and after, as lessons 0 and 7 ask them."""

from playwright.sync_api import Locator

from enclair.lessons.start_here import instrument


def answer(survey: Locator, form: str = "A") -> None:
    """Answer every question rightly, and say how sure one is."""
    for place, item in enumerate(instrument.form(form).items.values()):
        question = survey.locator("ol").first.locator("> li").nth(place)
        question.get_by_role("radio").nth("abcd".index(item.right)).check()
        question.get_by_role("radio").nth(4 + 2).check()
