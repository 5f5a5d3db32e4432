import html
import random

import numpy as np
import pandas as pd
import pytest

from enclair.case.balance import count_sides
from enclair.lessons.words_under_the_microscope import coding, recode
from enclair.lessons.words_under_the_microscope.coding import Recode, say
from tests.helpers import assert_in, assert_not_in, forms


@pytest.fixture
def ten(case):
    quotes = case.quotes
    return quotes[quotes["id"].isin(coding.RECODE)].reset_index(drop=True)


def coded(case, lang="en", **changes):
    """A coding that follows the dataset, but for the changes."""
    view = recode(case, lang)
    view.codes = dict(zip(view.rows["id"], view.rows["dataset"], strict=True)) | changes
    return view


def test_the_ten_are_in_balance_and_can_be_coded_blind(ten):
    assert len(ten) == len(coding.RECODE) == 10
    assert count_sides(ten) == {"privacy": 4, "neither": 3, "security": 3}
    assert not ten["in_seed_article"].any()
    assert ten["stakeholder_group"].nunique() >= 6
    assert (ten["speaker"] == "Pavel Durov").sum() <= 1
    # Their own order must not tell the sides.
    assert list(coding.RECODE) == sorted(coding.RECODE)
    for column in ("quote_en", "quote_fr", "quote_original"):
        assert ten[column].str.split().str.len().max() <= 45
        assert not any(
            name.split()[-1] in words for name, words in zip(ten["speaker"], ten[column], strict=True)
        )


def test_the_order_is_drawn_and_rows_are_missing_until_coded(case, monkeypatch):
    monkeypatch.setattr(random, "sample", lambda items, k: items[::-1][:k])
    view = recode(case)
    assert view.order == list(coding.RECODE)[::-1]
    assert view.rows["mine"].isna().all()
    view.codes = {"Q42": np.int64(-1), "Q62": 2}
    view.neighbour = {"Q42": 0}
    rows = view.rows.set_index("id")
    assert (rows.dtypes == pd.Int64Dtype()).all()
    assert rows.loc["Q42"].tolist() == [-1, -1, 0]
    assert rows["mine"].isna().sum() == 8


def pages(view):
    """The text form, and the HTML form."""
    return view.table(), html.unescape(forms(view)["text/html"])


def test_text_forms_tell_nothing_before_all_are_coded_and_then_compare(case, ten, lang):
    plain, page = pages(recode(case, lang))
    for words in (plain, page.split("<details")[0]):
        assert_in(words, *ten[f"quote_{lang}"], *ten["quote_original"])
        assert_not_in(words, *ten["speaker"], *ten["stance_note"])
        assert words.count("☐") == 50
    view = coded(case, lang, Q42=2)
    view.neighbour = view.codes
    speakers, notes = (ten.get(f"{name}_{lang}", ten[name]) for name in ("speaker", "stance_note"))
    for words in pages(view):
        assert_in(words, say("coding.page.caution"), *speakers.where(speakers != "", ten["speaker"]), *notes)
        assert words.count("☒") == 10
    mine = "▶▶ +2 strongly security."
    codes = f"My code: {mine} The dataset's code: ◀ −1 rather privacy. My neighbour's code: {mine}"
    assert lang == "fr" or codes in view.table()


def test_text_in_another_language_says_so_and_without_translation_the_original_stands_alone(case):
    _, page = pages(recode(case, "fr"))
    assert 'Lu en portugais\u00a0: <span lang="pt"' in page
    assert page.count('<span lang="en">') == 0
    quotes = case.quotes.drop(columns=["speaker_role_fr", "stance_note_fr"])
    quotes = quotes[quotes["id"].isin(["Q44", "Q39"])].assign(quote_en="").reset_index(drop=True)
    assert pages(Recode(quotes, "fr"))[1].count('<span lang="en">') == 4
    plain, page = pages(Recode(quotes, "en"))
    assert plain.count("No translation recorded: the original stands alone.") == 2
    assert page.count('<span lang="ru" dir="auto">Ну, очень жаль') == page.count("Ну, очень жаль") == 1
