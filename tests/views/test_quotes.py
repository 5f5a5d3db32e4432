from html import unescape

import pandas as pd
import pytest

from enclair import Quotes
from enclair.case import quotes as rules
from enclair.text.locale import text
from tests.helpers import assert_in, in_language


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("EQUILIBRE vie", {"Q03"}),  # the French words; capitals and accents do not matter
        ("Wray", {"Q64"}),  # the speaker
        ("очень", {"Q39"}),  # the original
        ("porte-parole de la commission", {"Q40"}),  # the French name of the speaker
    ],
)
def test_a_search_looks_in_every_language(case, query, found):
    assert found <= set(Quotes(case, query=query).rows["id"])


def test_the_fragments_of_the_article_lead_to_the_words_of_the_post(case):
    assert rules.repeats(case.quotes) == dict.fromkeys(("Q01", "Q03", "Q04", "Q05"), "Q06") | {"Q02": "Q07"}


def test_a_quotation_without_translation_says_so(case):
    rows = case.quotes.query("id == 'Q39'").assign(quote_fr="", quote_en="")
    cell = in_language("fr", rules.print_table, rows).iloc[0, 2]
    assert cell.endswith(f"\n{text('no translation recorded', 'fr')}")


def test_forms_without_a_kernel_say_all_that_a_card_says(case):
    quotes = Quotes(case, compared=["Q06", "Q04"], query="ready to leave")
    for form in (quotes.table(), unescape(quotes._html())):
        for _, row in quotes.rows.iterrows():
            assert_in(form, row["stance_note"], row["notes"], row["quote_original"], row["source_url"])
        assert_in(form, "Repeats words of Q06", "Repeated in Q01, Q03, Q04, Q05")
        assert form.index("Only in ") < form.index(quotes._count())
    assert "Only in " not in Quotes(case).table()


def test_wordings_are_compared_in_a_language_that_both_have(case):
    rows = case.quotes.set_index("id")
    own, translated = rules.wordings(case.quotes, ["Q06", "Q04"], "")
    assert (own[0], own[2]) == (rows.loc["Q06", "quote_en"], "en")
    assert (translated[0], translated[2]) == (rows.loc["Q04", "quote_en"], "en")
    both = in_language("fr", rules.wordings, case.quotes, ["Q06", "Q07"], "")
    assert [words for words, _, _ in both] == rows.loc[["Q06", "Q07"], "quote_original"].tolist()
    assert [spoken for _, _, spoken in both] == rows.loc[["Q06", "Q07"], "language"].tolist()
    bare = case.quotes.assign(quote_fr="")
    kept = rows.loc["Q06", ["quote_original", "language"]]
    assert in_language("fr", rules.wordings, bare, ["Q06", "Q04"], "fr")[0][::2] == tuple(kept)


def test_a_body_has_its_french_name_on_a_french_page(case):
    row = case.quotes.set_index("id").loc["Q40"]
    assert rules.speaker(row)[0] == "European Commission spokesperson"
    assert in_language("fr", rules.speaker, row)[0] == "Porte-parole de la Commission européenne"
    assert in_language("fr", rules.speaker, row.drop("speaker_fr"))[0] == "European Commission spokesperson"
    words = Quotes(case).words["fr"]
    assert words["European Commission spokesperson"] == "Porte-parole de la Commission européenne"


def test_every_language_has_a_name_and_an_unknown_one_keeps_its_code(case):
    assert set(case.quotes["language"]) <= set(rules.LANGUAGES)
    assert rules.language("xx") == "xx"
    assert in_language("fr", rules.language, "ru") == "russe"


def test_an_empty_selection_has_an_empty_twin(case):
    quotes = Quotes(case, query="zzz")
    assert isinstance(quotes.rows, pd.DataFrame)
    assert len(quotes.table().splitlines()) == 2
    assert quotes.table().startswith("0 of")
