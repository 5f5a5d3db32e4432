"""A quotation under bars: its words are in no element until somebody lifts them."""

from enclair import under_bars
from tests.helpers import CASE, assert_in, refused

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
