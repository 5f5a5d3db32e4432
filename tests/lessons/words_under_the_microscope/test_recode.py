"""Blind coding: its ten quotations, its view, and its page."""

import html
import random
from functools import partial

import numpy as np
import pandas as pd
import pytest

from enclair.case.balance import count_sides, side
from enclair.case.quotes import label
from enclair.lessons.words_under_the_microscope import coding, recode
from enclair.lessons.words_under_the_microscope.coding import say
from tests.helpers import CASE, assert_in, assert_not_in, forms


@pytest.fixture
def ten(case):
    quotes = case.quotes
    return quotes[quotes["id"].isin(coding.RECODE)].reset_index(drop=True)


def test_the_ten_are_in_balance_and_can_be_coded_blind(ten):
    assert len(ten) == len(coding.RECODE) == 10
    assert count_sides(ten) == {"privacy": 4, "neither": 3, "security": 3}
    assert not ten["in_seed_article"].any()
    assert ten["stakeholder_group"].nunique() >= 6
    assert (ten["speaker"] == "Pavel Durov").sum() <= 1
    # Their own order must not tell the sides.
    assert list(coding.RECODE) == sorted(coding.RECODE)
    for column in ("quote_en", "quote_fr", "quote_original"):
        assert ten[column].str.split().str.len().between(1, 45).all()  # none lacks its translation
        pairs = zip(ten["speaker"].str.split().str[-1], ten[column], strict=True)
        assert not any(name in words for name, words in pairs)


def test_rows_are_missing_until_coded(case):
    view = recode(case)
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
    view = recode(case, lang)
    view.codes = view.neighbour = dict(zip(ten["id"], ten["stance"], strict=True)) | {"Q42": 2}
    speakers, notes = (ten.get(f"{name}_{lang}", ten[name]) for name in ("speaker", "stance_note"))
    for words in pages(view):
        assert_in(words, say("coding.page.caution"), *speakers.where(speakers != "", ten["speaker"]), *notes)
        assert words.count("☒") == 10
    mine = "▶▶ +2 strongly security."
    codes = f"My code: {mine} The dataset's code: ◀ −1 rather privacy. My neighbour's code: {mine}"
    assert lang == "fr" or codes in view.table()


def test_text_in_another_language_says_so(case):
    assert 'Lu en portugais\u00a0: <span lang="pt"' in pages(recode(case, "fr"))[1]


VIEW = partial(recode, CASE)


def drawn(seed):
    draw = random.Random(seed)
    return {name: draw.randint(-2, 2) for name in coding.RECODE}


def in_one_line(codes):
    """The line that neighbours exchange."""
    return ", ".join(f"{name} {code}" for name, code in codes.items())


def cells(page, column):
    return page.locator(f"tbody tr > :nth-child({column})").all_inner_texts()


@pytest.mark.parametrize("opened", [{"lang": "fr"}], indirect=True)
def test_words_alone_are_seen_before_all_are_coded(opened, page):
    rows = CASE.quotes.set_index("id").loc[opened.trait("order")]
    assert page.locator("q").all_inner_texts() == rows["quote_fr"].tolist()
    foreign = rows[rows["language"] != "fr"]
    originals = page.locator("q + small > span")
    assert originals.all_inner_texts() == foreign["quote_original"].tolist()
    languages = originals.evaluate_all("spans => spans.map((span) => span.lang)")
    assert languages == foreign["language"].tolist()
    seen = page.locator("body").inner_text()
    for column in ("speaker", "stance_note", "source_name"):
        assert not [cell for cell in rows[column] if cell in seen]
    assert page.get_by_role("button").is_disabled()


def test_coding_and_comparing_with_the_keyboard_alone_and_changing_ones_mind(opened):
    page, expected = opened.page, {}
    for place, name in enumerate(opened.trait("order")):
        opened.tab_to("[type=radio]", most=1)
        for _ in range(place % 5):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expected[name] = place % 5 - 2
        if place == 5:
            assert page.get_by_role("status").first.inner_text() == "6 of 10 coded; still open: 7, 8, 9, 10"
    assert opened.trait("codes") == expected
    opened.tab_to("button", most=1)
    page.keyboard.press("Enter")
    assert opened.focused() == "Where do we agree?"
    assert opened.trait("revealed") is True
    assert not page.get_by_role("radio").first.is_visible()
    line = page.locator(".enclair-lines code")
    before = line.inner_text()
    page.get_by_role("button", name="Change my codes").click()
    assert page.evaluate("document.activeElement.type") == "radio"
    page.locator(".enclair-scale").first.locator("input:not(:checked)").first.check()
    page.get_by_role("button", name="Compare with the dataset").click()
    assert line.inner_text() != before
    page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    copy = page.get_by_role("button", name="Copy the line")
    copy.click()  # where there is no clipboard the words themselves appear
    assert_in(page.locator(".enclair-lines").inner_text(), "The browser refused", f"\n{line.inner_text()}")
    assert copy.count() == 0


def test_the_comparison_says_what_python_says_and_a_bad_line_loses_nothing(opened):
    page, view = opened.page, recode(CASE)
    view.codes = drawn(8)
    opened.set("codes", view.codes)
    ticked = page.locator(":checked").evaluate_all("radios => radios.map((radio) => +radio.value)")
    assert ticked == [view.codes[name] for name in opened.trait("order")]
    page.get_by_role("button", name="Compare with the dataset").click()
    field = page.get_by_label("Your neighbour's line")
    line, codes = in_one_line(drawn(9)), drawn(9)
    # What each bad line is told, coding.test.js asks.
    for written, kept in (("Q42", {}), (line.lower().replace(", ", " ; "), codes), ("Q42", codes)):
        field.fill(written)
        page.get_by_role("button", name="my neighbour").click()
        assert (page.get_by_text("Not in the line").count() == 1) == (written == "Q42")
        assert (field.input_value(), opened.trait("neighbour")) == (written, kept)
    view.neighbour = codes
    # The furthest apart first.
    ids = page.locator(".enclair-picture small").all_text_contents()
    rows, quotes = view.rows.set_index("id").loc[ids], CASE.quotes.set_index("id").loc[ids]
    assert page.locator("tbody q").all_inner_texts() == quotes["quote_en"].tolist()
    for place, column in ((2, "mine"), (3, "dataset"), (4, "neighbour")):
        for cell, code in zip(cells(page, place), rows[column], strict=True):
            assert_in(cell, label(code))
    for who, dataset, (_, row) in zip(cells(page, 1), cells(page, 3), quotes.iterrows(), strict=True):
        assert_in(who, f"{row['speaker']}, {row['speaker_role']}")
        assert_in(dataset, row["stance_note"])
    links = page.locator("tbody a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert links == quotes["source_url"].tolist()
    for other, figures in zip(("dataset", "neighbour"), page.locator(".enclair-with").all(), strict=True):
        exact, sides = ((rows["mine"].map(by) == rows[other].map(by)).sum() for by in (int, side))
        told = f"{sides} of 10 on the same side", f"{exact} of 10 on the exact code"
        assert_in(figures.text_content(), *told)
        for same in (exact, sides):
            start = f"The two codings agree on {same} of 10. Had both dealt their codes"
            assert_in(figures.text_content(), start)
    assert_in(opened.text(), view.page_sentences["caution"], *view.page_sentences["questions"])
    assert page.locator(".enclair-lines code").inner_text() == in_one_line(view.codes)
