"""A quotation under bars: its words are in no element until somebody lifts them."""

import pytest
from playwright.sync_api import Browser

from enclair import under_bars
from tests.browser.pages import opened_page
from tests.helpers import CASE, assert_in, assert_not_in, refused

POST = CASE.quotes.set_index("id").loc["Q06"]
SHOWN = ["we are ready to leave", "country."]


def test_bars_are_as_long_as_what_they_hide_and_a_twin_without_scripts_has_both():
    made = under_bars(POST["quote_original"], POST, SHOWN)
    assert made.table().endswith("we are ready to leave ████ country. █████ ████ ██ ████ ██████")
    assert len(made.table()) == len(POST["quote_original"])
    page = made._repr_mimebundle_()[0]["text/html"]
    assert_in(page, "<details data-waits><summary>", "We’ve done it many times.", "████")
    made.lifted = True
    assert_in(made.table(), "We’ve done it many times.", "Crypto Times")


def test_words_that_are_not_there_are_refused():
    refused(ValueError, "does not have the words “to stay”", under_bars, POST["quote_en"], POST, ["to stay"])


@pytest.mark.browser
def test_lifting_the_bars_brings_the_words_and_the_source(chromium: Browser, tmp_path):
    page_of = under_bars(POST["quote_original"], POST, SHOWN).to_html()
    with opened_page(chromium, tmp_path, page_of) as opened:
        quotation = opened.page.locator("blockquote")
        assert_not_in(opened.page.locator("#view").inner_html(), "many times", "Crypto Times")
        assert quotation.get_by_role("img", name="Words under a bar").count() == 3
        opened.page.locator("button").press("Enter")
        assert quotation.inner_text() == POST["quote_original"]
        assert_in(opened.focused(), "Pavel Durov", "Crypto Times")
