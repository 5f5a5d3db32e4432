"""Blocks of words by keyboard: the bar, and folded parts; `tests/views/test_contract.py` has the rest."""

import pytest
from playwright.sync_api import expect

from enclair.lessons.judge_for_a_day import judging
from enclair.lessons.judge_for_a_day.figures import abreast
from enclair.lessons.what_happened.figures import procedure
from tests.browser.pages import opened_page
from tests.helpers import CASE

pytestmark = pytest.mark.browser

STEPS = CASE.judgments.set_index("id")


def test_the_bar_lifts_with_a_key_and_both_decisions_stand_in_the_columns_of_their_cases(chromium, tmp_path):
    with opened_page(chromium, tmp_path, abreast(CASE.judgments)._repr_html_()) as opened:
        page = opened.page
        decided, complaints = (
            [page.get_by_text(STEPS.loc[name, "words_en"]) for name in judging.ABREAST[row]]
            for row in ("decided", "complaint")
        )
        for words in decided:
            expect(words).to_be_hidden()
        page.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".enclair-redacted")).to_be_hidden()
        left = "(one) => one.closest('td').getBoundingClientRect().left"
        for words, complaint in zip(decided, complaints, strict=True):
            expect(words).to_be_visible()
            assert abs(words.evaluate(left) - complaint.evaluate(left)) < 1


def test_the_ladder_is_read_from_the_first_step_on(chromium, tmp_path):
    with opened_page(chromium, tmp_path, procedure(CASE.procedure)._repr_html_()) as opened:
        opened.page.keyboard.press("Tab")
        assert opened.focused().startswith("presumption of innocence")
        opened.page.keyboard.press("Tab")
        opened.page.keyboard.press("Enter")
        first = CASE.procedure.set_index("order").loc[1]
        expect(opened.page.get_by_text(first["meaning_en"])).to_be_visible()
