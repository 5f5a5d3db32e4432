"""Blind coding in a page of its own: no kernel, no server, no network."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, expect

from enclair.case.balance import side
from enclair.case.quotes import label, signed
from enclair.lessons.words_under_the_microscope import recode, recoding
from enclair.lessons.words_under_the_microscope.coding import Recode
from enclair.text.locale import text
from tests.browser.pages import Opened, opened_page
from tests.helpers import CASE, assert_in

pytestmark = pytest.mark.browser

VIEW = partial(recode, CASE)


def drawn(draw: random.Random) -> dict[str, int]:
    return {each: draw.randint(-2, 2) for each in recoding.RECODE}


def alike(rows: pd.DataFrame, other: str, by: Callable[[int], Any]) -> int:
    """How many of my codes are those of the other coding, by side or exactly."""
    return int((rows["mine"].map(by) == rows[other].map(by)).sum())


def reveal(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Compare with the dataset").click()


def cells(opened: Opened, column: int) -> list[str]:
    return opened.page.locator(f"tbody tr > :nth-child({column})").all_inner_texts()


def shown(opened: Opened, view: Recode) -> pd.DataFrame:
    """The rows of the codings in the order in which the page shows them: the furthest apart first."""
    ids = opened.page.locator(".enclair-picture g text").all_text_contents()
    return view.rows.set_index("id").loc[ids].reset_index()


@pytest.mark.parametrize("opened", [{"lang": "fr"}], indirect=True)
def test_words_alone_are_seen_before_all_are_coded(opened: Opened) -> None:
    page = opened.page
    rows = CASE.quotes.set_index("id").loc[opened.trait("order")]
    assert page.locator("q").all_inner_texts() == rows["quote_fr"].tolist()
    foreign = rows[rows["language"] != "fr"]
    originals = page.locator("q + small > span")
    assert originals.all_inner_texts() == foreign["quote_original"].tolist()
    languages = originals.evaluate_all("spans => spans.map((span) => span.lang)")
    assert languages == foreign["language"].tolist()
    seen = page.locator("body").inner_text()
    for column in ("speaker", "stance_note", "source_name"):
        assert not [each for each in rows[column] if each in seen]
    button = page.get_by_role("button")  # one alone: no projector, since pairs code by themselves
    assert button.all_inner_texts() == [text("Compare with the dataset", "fr")]
    assert button.is_disabled()


def test_coding_and_comparing_with_the_keyboard_alone(opened: Opened) -> None:
    page, expected = opened.page, {}
    for place, name in enumerate(opened.trait("order")):
        opened.tab_to("[type=radio]", 1)
        for _ in range(place % 5):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expected[name] = place % 5 - 2
        if place == 5:
            assert page.get_by_role("status").first.inner_text() == "6 of 10 coded; still open: 7, 8, 9, 10"
    assert opened.trait("codes") == expected
    opened.tab_to("button", 1)
    page.keyboard.press("Enter")
    assert opened.focused() == "Where do we agree?"
    assert opened.trait("revealed") is True
    assert not page.get_by_role("radio").first.is_visible()


def test_the_comparison_says_what_python_says(opened: Opened) -> None:
    page, view = opened.page, recode(CASE)
    view.codes = drawn(random.Random(8))
    opened.set("codes", view.codes)
    reveal(opened)
    rows = shown(opened, view)
    quotes = CASE.quotes.set_index("id").loc[rows["id"]]
    assert page.locator("tbody q").all_inner_texts() == quotes["quote_en"].tolist()
    for place, column in ((2, "mine"), (3, "dataset")):
        for cell, code in zip(cells(opened, place), rows[column], strict=True):
            assert cell.startswith(label(code))
    for who, dataset, (_, row) in zip(cells(opened, 1), cells(opened, 3), quotes.iterrows(), strict=True):
        assert f"{row['speaker']}, {row['speaker_role']}" in who
        assert row["stance_note"] in dataset
    links = page.locator("tbody a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert links == quotes["source_url"].tolist()
    sides, exact = (alike(rows, "dataset", by) for by in (side, int))
    for agree, words in (
        (sides, page.locator(".enclair-with > p").nth(2)),
        (exact, page.locator("details p")),
    ):
        start = f"The two codings agree on {agree} of 10. Had both dealt their codes"
        assert words.text_content().startswith(start)
    assert page.locator(".enclair-main").inner_text().startswith(f"{sides} of 10 on the same side")
    assert page.locator("summary").inner_text() == f"{exact} of 10 on the exact code"
    assert_in(opened.text(), view.page_sentences["caution"], *view.page_sentences["questions"])
    assert page.locator(".enclair-lines code").inner_text() == view.line


def test_a_bad_line_is_answered_and_loses_nothing(opened: Opened) -> None:
    page = opened.page
    opened.set("codes", drawn(random.Random(1)))
    reveal(opened)
    field, button = (
        page.get_by_label("Your neighbour's line"),
        page.get_by_role("button", name="my neighbour"),
    )
    theirs = drawn(random.Random(9))
    line = recoding.encode_codes(theirs, recoding.RECODE)
    # What each bad line is told, tests/js/coding.test.js asks.
    for bad in (f"{line}, Q99 1", line.replace("Q76", ""), ""):
        field.fill(bad)
        button.click()
        assert page.locator(".enclair-lines li").count()
        assert field.input_value() == bad
        assert field.get_attribute("aria-invalid") == "true"
        assert opened.trait("neighbour") == ""
    field.fill(line.lower().replace(", ", " ; "))
    button.click()
    assert opened.trait("neighbour") == line  # as Python reads it
    expect(page.locator(".enclair-lines [role=status]")).to_contain_text("now stand above")
    view = recode(CASE)
    view.codes, view.neighbour = opened.trait("codes"), line
    rows = shown(opened, view)
    assert [cell.split()[1] for cell in cells(opened, 4)] == [*map(signed, rows["neighbour"])]
    words = page.locator(".enclair-with > p").last.inner_text()
    assert words.startswith(f"The two codings agree on {alike(rows, 'neighbour', side)} of 10. Had both")
    field.fill("Q42")
    button.click()
    assert opened.trait("neighbour") == line  # the good line stays


def test_codes_that_python_sets_are_shown_and_can_be_changed(opened: Opened) -> None:
    page, codes = opened.page, drawn(random.Random(3))
    opened.set("codes", codes)
    opened.set("lang", "fr")
    assert page.get_by_text("10 sur 10 codées").is_visible()
    ticked = page.locator(":checked").evaluate_all("radios => radios.map((radio) => +radio.value)")
    assert ticked == [codes[each] for each in opened.trait("order")]
    opened.set("revealed", True)
    line = page.locator(".enclair-lines code")
    before = line.inner_text()
    page.get_by_role("button", name=text("Change my codes", "fr")).click()
    assert page.evaluate("document.activeElement.type") == "radio"
    page.locator(".enclair-scale").first.locator("input:not(:checked)").first.check()
    page.get_by_role("button", name=text("Compare with the dataset", "fr")).click()
    assert line.inner_text() != before


def test_odd_originals_and_missing_translations(chromium: Browser, tmp_path: Path) -> None:
    rows = CASE.quotes[CASE.quotes["id"].isin(["Q39", "Q44", "Q49"])].reset_index(drop=True)
    rows["quote_original"] = pd.Series(["نحن مستعدون لمغادرة ذلك البلد", "Ми готові", "W" * 300])
    rows["language"], rows["quote_en"] = ["ar", "uk", "de"], ["We are ready", "", ""]
    with opened_page(chromium, tmp_path, Recode(rows, "en").to_html()) as opened:
        page = opened.page
        assert page.get_by_text("no translation recorded: the original stands alone").count() == 2
        assert page.locator("q[lang=uk]").inner_text() == "Ми готові"
        assert page.locator("span[lang=ar]").evaluate("one => getComputedStyle(one).direction") == "rtl"
        opened.check_access(390, "light")
