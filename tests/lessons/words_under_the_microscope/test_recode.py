import random
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from enclair.case.balance import count_sides, privacy_share
from enclair.lessons.words_under_the_microscope import recode, recoding
from enclair.lessons.words_under_the_microscope.coding import Recode, say
from enclair.text.errors import ChoiceError
from tests.helpers import refused


@pytest.fixture
def ten(case):
    quotes = case.quotes
    return quotes[quotes["id"].isin(recoding.RECODE)].reset_index(drop=True)


def coded(case, lang="en", **changes):
    """A coding that follows the dataset, but for the changes."""
    view = recode(case, lang)
    view.codes = dict(zip(view.rows["id"], view.rows["dataset"], strict=True)) | changes
    return view


def test_the_ten_are_in_balance_and_can_be_coded_blind(case, ten):
    assert len(ten) == len(recoding.RECODE) == 10
    assert count_sides(ten) == {"privacy": 4, "neither": 3, "security": 3}
    assert privacy_share(recoding.RECODE, case.quotes) == 4 / 7
    assert not ten["in_seed_article"].any()
    assert ten["stakeholder_group"].nunique() >= 6
    assert (ten["speaker"] == "Pavel Durov").sum() <= 1
    # Their own order must not tell the sides.
    assert list(recoding.RECODE) == sorted(recoding.RECODE)
    for column in ("quote_en", "quote_fr", "quote_original"):
        assert ten[column].map(lambda words: len(words.split())).max() <= 45
        for _, row in ten.iterrows():
            assert row["speaker"].split()[-1] not in row[column]


def test_the_order_is_drawn_and_kept(case):
    orders = [tuple(recode(case).order) for _ in range(5)]
    assert len(set(orders)) > 1
    assert all(sorted(order) == list(recoding.RECODE) for order in orders)


def test_rows_are_missing_until_coded(case):
    view = recode(case)
    assert view.rows.columns.tolist() == ["id", "mine", "dataset", "neighbour"]
    assert view.rows["mine"].isna().all()
    view.codes = {"Q42": np.int64(-1), "Q62": 2}
    rows = view.rows.set_index("id")
    assert rows["mine"].dtype == rows["neighbour"].dtype == pd.Int64Dtype()
    assert [rows.loc["Q42", "mine"], rows.loc["Q42", "dataset"]] == [-1, -1]
    assert rows["mine"].isna().sum() == 8
    assert view.line == "Q42 -1, Q62 2"
    assert repr(view) == "Recode(2 of 10 coded)"


def test_a_line_written_by_one_is_read_by_the_other(case):
    view, other = coded(case, Q42=0), recode(case)
    other.neighbour = view.line
    assert other.rows["neighbour"].tolist() == view.rows["mine"].tolist()


def test_a_bad_line_changes_nothing(case):
    view = coded(case, "fr")
    view.neighbour = view.line
    with pytest.raises(ChoiceError, match="write a line such as 'Q42 -2, Q62 2'"):
        view.neighbour = "Q42 -2"
    assert view.neighbour == view.line


@pytest.mark.parametrize(
    ("trait", "value", "said"),
    [
        ("codes", "Q42 -2", "write a dictionary"),
        ("codes", None, "write a dictionary"),
        ("codes", ["Q42"], "write a dictionary"),
        ("codes", {"Q42": True}, "whole numbers from -2 to 2"),
        ("neighbour", 5, "write a line"),
        ("codes", {"Q42": 3}, "Q42 has 3; codes are whole numbers from -2 to 2"),
        ("codes", {"Q42": 1.5}, "whole numbers"),
        ("codes", {"Q42": "2"}, "whole numbers"),
        ("codes", {"Q42": pd.NA}, "whole numbers"),
        ("codes", {"Q01": 1}, "'Q01' is none of these quotations: Q19"),
    ],
)
def test_codes_of_another_kind_are_refused_in_words_and_lose_nothing(case, trait, value, said):
    view = recode(case)
    view.codes = {"Q42": 0}
    refused(ChoiceError, said, setattr, view, trait, value)
    assert view.codes == {"Q42": 0}
    assert view.neighbour == ""


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ("Q42", "write a list"),
        (None, "write a list"),
        (["Q42", "Q999"], "no quotation 'Q999'"),
        (["Q42"], "two quotations at least"),
        ([], "two quotations at least"),
        (["Q42", "Q62", "Q42"], "Q42 stands there twice"),
    ],
)
def test_which_quotations_must_make_sense(case, ids, said):
    refused(ChoiceError, said, recode, case, ids=ids)


def test_no_case_and_no_language_are_told(case):
    refused(ChoiceError, r'write recode\(load_case\("telegram"\)\)', recode, None)
    refused(ChoiceError, "choose among en, fr", recode, case, "de")


def blind(view):
    """The text form, and the HTML form before what one opens."""
    return view.table(), view._repr_mimebundle_()[0]["text/html"].split("<details>")[0]


def test_text_forms_tell_nothing_before_all_are_coded(case, ten, lang):
    for words in blind(recode(case, lang)):
        for _, row in ten.iterrows():
            assert row[f"quote_{lang}"].replace("'", "&#x27;") in words.replace("'", "&#x27;")
            assert row["quote_original"].replace("'", "&#x27;") in words.replace("'", "&#x27;")
            assert row["speaker"] not in words
            assert row["stance_note"] not in words
        assert words.count("☐") == 50


def test_text_forms_compare_once_all_are_coded(case, ten):
    view = coded(case, Q42=2)
    view.neighbour = view.line
    words, page = view.table(), view._repr_mimebundle_()[0]["text/html"]
    for said in (say("coding.page.caution"), *ten["speaker"], *ten["stance_note"]):
        assert said in words
        assert said.replace("'", "&#x27;") in page
    assert words.count("☒") == page.count("☒") == 10
    assert "My code: ▶▶ +2 strongly security. The dataset's code: ◀ −1 rather privacy." in words


def test_text_in_another_language_says_so(case):
    page = recode(case, "fr")._repr_mimebundle_()[0]["text/html"]
    assert 'Lu en portugais\u00a0: <span lang="pt"' in page
    assert page.count('<span lang="en">') == 0
    bare = case.quotes.drop(columns=["speaker_role_fr", "stance_note_fr"])
    bare = bare[bare["id"].isin(recode(case, "fr").rows["id"])].reset_index(drop=True)
    assert Recode(bare, "fr")._repr_mimebundle_()[0]["text/html"].count('<span lang="en">') == 20
    assert not re.search(r"(?<!\u00a0):(?= [◀■▶])", page)


def test_without_translation_the_original_stands_alone(case):
    quotes = case.quotes
    quotes = quotes[quotes["id"].isin(["Q44", "Q39"])].assign(quote_en="").reset_index(drop=True)
    view = Recode(quotes, "en")
    assert view.table().count("No translation recorded: the original stands alone.") == 2
    page = view._repr_mimebundle_()[0]["text/html"]
    assert '<span lang="ru" dir="auto">Ну, очень жаль' in page
    assert page.count("Ну, очень жаль") == 1


def test_any_coding_of_any_two_quotations_can_be_compared(case):
    draw = random.Random(5)
    everything = case.quotes["id"].tolist()
    for _ in range(20):
        ids = draw.sample(everything, k=draw.choice([2, 3, 10]))
        view = recode(case, draw.choice(["en", "fr"]), ids)
        view.codes = {each: draw.randint(-2, 2) for each in ids}
        view.neighbour = ", ".join(f"{each} {draw.randint(-2, 2)}" for each in ids)
        assert not re.search(r"\b(nan|NA)\b", view.table())


def test_the_kit_itself_needs_neither_statsmodels_nor_scipy():
    code = (
        "import sys, enclair.lessons.words_under_the_microscope.coding\n"
        "import enclair.case.balance, enclair.views.compare\n"
        "print(sorted({'scipy', 'statsmodels', 'matplotlib'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
