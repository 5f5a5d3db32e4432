"""Words of somebody else: to the letter, each in its language, with where they were read."""

import re

import pytest

from enclair import quote
from tests.helpers import CASE, assert_not_in, in_language, refused

HEADLINE = CASE.headlines.iloc[0]
ARTICLE = CASE.judgments.set_index("id").loc["podchasov-article-8"]
POST = CASE.quotes.set_index("id").loc["Q06"]
RUSSIAN = CASE.quotes.set_index("id").loc["Q39"]


@pytest.mark.parametrize(
    ("words", "row", "lang", "spoken"),
    [
        (HEADLINE["headline_original"], HEADLINE, "en", ["fr", "en"]),
        (HEADLINE["headline_original"], HEADLINE, "fr", ["fr"]),
        (ARTICLE["quotation"] + " (…)", ARTICLE, "en", ["en"]),
        (ARTICLE["quotation"] + " (…)", ARTICLE, "fr", ["en", "fr"]),
        (ARTICLE["quotation_fr"], ARTICLE, "fr", ["fr"]),
        (POST["quote_fr"], POST, "fr", ["fr"]),
        (RUSSIAN["quote_original"], RUSSIAN, "fr", ["ru", "fr"]),
    ],
)
def test_words_stand_to_the_letter_in_their_language(words, row, lang, spoken):
    found = quote(words, row, lang)
    page = found._repr_html_()
    assert re.findall(r'<blockquote cite="http[^"]+" lang="(\w\w)"', page) == spoken
    assert [code for _, code in found.words] == spoken
    assert found.words[0][0] == words
    assert all(said.endswith(" (…)") == words.endswith(" (…)") for said, _ in found.words)
    assert repr(found).startswith(words + "\n")
    assert found.source in repr(found)
    # In a serif face, and cut in no word, whatever JupyterLab says of words in an output.
    for look in ("font-family: Charter,", "word-break: normal; overflow-wrap: break-word;"):
        assert page.count(look) == len(spoken)
    assert repr(found).count("\n") == 2 * len(spoken) - 1


def test_who_speaks_and_that_it_was_translated():
    english, french = repr(quote(POST["quote_en"], POST)), repr(quote(POST["quote_fr"], POST, "fr"))
    assert "Pavel Durov (Co-founder and CEO of Telegram), 5 September 2024" in english
    assert "translated" not in english
    assert "traduit, original en anglais" in french


def test_nothing_of_a_row_becomes_html_or_a_script():
    row = {"text_en": "<b>a</b>", "source_name": "<i>b</i>", "source_url": 'http://c.test/"'}
    row["source_date"] = ""
    page = quote("<b>a</b>", row)._repr_html_()
    assert_not_in(page, "<b>", "<i>")
    assert "&quot;" in page
    refused(ValueError, r"^quote: ", quote, POST["quote_en"], {**POST, "source_url": "javascript:alert(1)"})


@pytest.mark.parametrize("words", ["not in the row", "", " (…)", POST["quote_en"][:-1]])
def test_words_that_the_row_does_not_have_are_refused(words):
    refused(ValueError, r"^quote: ", quote, words, POST)


def test_a_quotation_keeps_its_language_wherever_it_is_shown_again():
    found = quote(RUSSIAN["quote_original"], RUSSIAN, "fr")
    for show in (repr, type(found)._repr_html_):
        assert in_language("en", show, found) == in_language("fr", show, found)
