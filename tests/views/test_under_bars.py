"""A quotation under bars: its words are in no element until somebody lifts them."""

import pytest

from enclair import compare, predict, under_bars
from tests.browser.pages import opened_page
from tests.helpers import CASE, assert_in, assert_not_in, refused

POST = CASE.quotes.set_index("id").loc["Q06"]
SHOWN = ["we are ready to leave", "country."]
WIDTHS = "all => all.map((one) => one.getBoundingClientRect().width)"


def test_bars_are_as_long_as_what_they_hide_and_a_twin_without_scripts_has_both():
    made = under_bars(POST["quote_original"], POST, SHOWN)
    assert repr(made).endswith("we are ready to leave ████ country. █████ ████ ██ ████ ██████")
    assert repr(made).startswith("Lift the bars █████████ ██ █████ █████ ████ █ ")
    page = made._repr_mimebundle_()["text/html"]
    assert_in(page, "<details data-no-text><summary ", "We’ve done it many times.", "████")


def test_words_that_are_not_there_are_refused():
    refused(ValueError, "does not have the words “to stay”", under_bars, POST["quote_en"], POST, ["to stay"])


def test_a_guess_lifts_the_bars_of_its_question_where_they_lie_and_what_matters_last(chromium, tmp_path):
    bars = under_bars(POST["quote_original"], POST, SHOWN, last=["In those cases,", "that"])
    assert [words for words, kind in bars.quoted["pieces"] if kind == "last"] == ["In those cases,", "that"]
    shown = compare(POST["quote_en"], "We are ready to leave this country")
    asked = predict(shown, "Of which country?", ["Of France", "Of any"], under=bars).children[0]
    with opened_page(chromium, tmp_path, asked) as opened:
        page, quotation = opened.page, opened.page.locator("#view blockquote")
        assert_not_in(quotation.inner_text(), "those cases", "that")
        quotation.locator("i[style]").first.wait_for()  # bars are measured with the first frame
        widths = quotation.locator("i").evaluate_all(WIDTHS)
        page.get_by_label("Of any").check()
        page.get_by_role("button", name="Show it").click()
        assert " ".join(quotation.inner_text().split()) == POST["quote_original"]
        words = quotation.locator(".enclair-lifted")
        assert words.evaluate_all(WIDTHS) == pytest.approx(widths, abs=1)  # nothing moves
        delays = words.evaluate_all(
            "words => words.map((one) => [parseInt(one.style.animationDelay), one.localName])"
        )
        assert [name for _, name in sorted(delays)][-4:] == ["mark"] * 4
        assert_in(page.locator(".enclair-answer").inner_text(), "Crypto Times")
