"""Blind coding in a page of its own: no kernel, no server, no network."""

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, expect

from enclair import Case
from enclair.case.balance import side
from enclair.case.quotes import label, signed
from enclair.lessons.words_under_the_microscope import recode, recoding
from enclair.lessons.words_under_the_microscope.coding import Recode
from enclair.text.locale import text
from tests.browser.pages import Opened, opened_page
from tests.helpers import CASE

pytestmark = pytest.mark.browser

VIEW = partial(recode, CASE)


def drawn(draw: random.Random) -> dict[str, int]:
    return {each: draw.randint(-2, 2) for each in recoding.RECODE}


def alike(rows: pd.DataFrame, other: str, by: Callable[[int], Any]) -> int:
    """How many of my codes are those of the other coding, by side or exactly."""
    return int((rows["mine"].map(by) == rows[other].map(by)).sum())


def code_all(opened: Opened, codes: dict[str, int]) -> None:
    for place, name in enumerate(opened.trait("order")):
        item = opened.page.get_by_role("radiogroup").nth(place)
        item.get_by_role("radio").nth(codes[name] + 2).check()


def reveal(opened: Opened) -> None:
    opened.page.get_by_role("button", name="Compare with the dataset").click()


def cells(opened: Opened, column: int) -> list[str]:
    return opened.page.locator(f"tbody tr > :nth-child({column})").all_inner_texts()


def furthest_first(coded: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order in which to discuss them: by how far my code is from the other codes."""
    steps = pd.DataFrame({name: (coded["mine"] - coded[name]).abs() for name in ("dataset", "neighbour")})
    order = steps.fillna(0).sort_values(["dataset", "neighbour"], ascending=False, kind="stable").index
    return coded.loc[order].reset_index(drop=True)


@pytest.mark.parametrize("opened", [{"lang": "fr"}], indirect=True)
def test_words_alone_are_seen_before_all_are_coded(case: Case, opened: Opened) -> None:
    page = opened.page
    rows = case.quotes.set_index("id").loc[opened.trait("order")]
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
    page = opened.page
    order, expected = opened.trait("order"), {}
    for place, name in enumerate(order):
        opened.tab_to("[type=radio]", 1)
        for _ in range(place % 5):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        expected[name] = place % 5 - 2
        if place == 5:
            said = page.get_by_role("status").first
            assert said.inner_text() == "6 of 10 coded; still open: 7, 8, 9, 10"
    assert opened.trait("codes") == expected
    opened.tab_to("button", 1)
    page.keyboard.press("Enter")
    assert opened.focused() == "Where do we agree?"
    assert opened.trait("revealed") is True
    assert not page.get_by_role("radio").first.is_visible()
    opened.tab_to("summary", 1)
    page.keyboard.press("Enter")
    assert "Kappa counts only" in page.locator("details p").inner_text()


def test_the_comparison_says_what_python_says(case: Case, opened: Opened) -> None:
    view = recode(case)
    view.codes = drawn(random.Random(8))
    code_all(opened, view.codes)
    reveal(opened)
    rows = furthest_first(view.rows)
    quotes = case.quotes.set_index("id").loc[rows["id"]]
    page = opened.page
    shown = page.locator("tbody q").all_inner_texts()
    assert shown == quotes["quote_en"].tolist()
    for place, column in ((2, "mine"), (3, "dataset")):
        for cell, code in zip(cells(opened, place), rows[column], strict=True):
            assert cell.startswith(label(code))
    for place, (_, row) in enumerate(quotes.iterrows()):
        who, _, dataset = page.locator("tbody tr").nth(place).locator("> *").all_inner_texts()
        assert f"{row['speaker']}, {row['speaker_role']}" in who
        assert row["stance_note"] in dataset
    links = page.locator("tbody a").evaluate_all("links => links.map((link) => link.getAttribute('href'))")
    assert links == quotes["source_url"].tolist()
    sides, exact = (alike(rows, "dataset", by) for by in (side, int))
    told = page.locator(".enclair-with > p").nth(2).inner_text()
    assert told.startswith(f"The two codings agree on {sides} of 10. Had both dealt their codes")
    assert page.locator(".enclair-main").inner_text().startswith(f"{sides} of 10 on the same side")
    assert page.locator("summary").inner_text() == f"{exact} of 10 on the exact code"
    told = page.locator("details p").text_content()
    assert told.startswith(f"The two codings agree on {exact} of 10. Had both dealt their codes")
    for said in (view.page_sentences["caution"], *view.page_sentences["questions"]):
        assert page.get_by_text(said).is_visible()
    assert page.locator(".enclair-lines code").inner_text() == view.line
    assert page.locator(".enclair-picture g text").all_text_contents() == rows["id"].tolist()


def test_a_bad_line_is_answered_and_loses_nothing(case: Case, opened: Opened) -> None:
    page = opened.page
    code_all(opened, drawn(random.Random(1)))
    reveal(opened)
    field = page.get_by_label("Your neighbour's line")
    button = page.get_by_role("button", name="Compare with my neighbour")
    theirs = drawn(random.Random(9))
    line = recoding.encode_codes(theirs, recoding.RECODE)
    others = ", ".join(each for each in recoding.RECODE if each != "Q42")
    bad_lines = {
        "Q42 3": [
            "Q42 has 3: codes are whole numbers from -2 to 2.",
            f"Missing: {others}. Ask your neighbour for them.",
        ],
        "2 Q42": ["The line begins with a code. First comes the quotation, such as: Q19 2"],
        f"{line}, Q99 1": ["Not among these quotations: Q99."],
        line.replace("Q76", ""): [
            f"{theirs['Q76']} follows no quotation: each quotation has one code.",
            "Missing: Q76. Ask your neighbour for them.",
        ],
        "": ["The line is empty. It gives each quotation and its code, such as: Q19 2"],
    }
    for bad, said in bad_lines.items():
        field.fill(bad)
        button.click()
        answers = page.locator(".enclair-lines li").all_inner_texts()
        assert answers == said
        assert field.input_value() == bad
        assert field.get_attribute("aria-invalid") == "true"
        assert opened.trait("neighbour") == ""
    field.fill(line.lower().replace(", ", " ; "))
    button.click()
    assert opened.trait("neighbour") == line  # as Python reads it
    expect(page.locator(".enclair-lines [role=status]")).to_contain_text("now stand above")
    view = recode(case)
    view.codes, view.neighbour = opened.trait("codes"), line
    rows = furthest_first(view.rows)
    shown = [cell.split()[1] for cell in cells(opened, 4)]
    assert shown == [signed(code) for code in rows["neighbour"]]
    told = page.locator(".enclair-with > p").last.inner_text()
    assert told.startswith(f"The two codings agree on {alike(rows, 'neighbour', side)} of 10. Had both")
    field.fill("Q42")
    button.click()
    assert opened.trait("neighbour") == line  # the good line stays
    assert len(cells(opened, 4)) == 10


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


def test_odd_originals_and_missing_translations(case: Case, chromium: Browser, tmp_path: Path) -> None:
    rows = case.quotes[case.quotes["id"].isin(["Q39", "Q44", "Q49"])].reset_index(drop=True)
    rows["quote_original"] = pd.Series(["نحن مستعدون لمغادرة ذلك البلد", "Ми готові", "W" * 300])
    rows["language"], rows["quote_en"] = ["ar", "uk", "de"], ["We are ready", "", ""]
    with opened_page(chromium, tmp_path, Recode(rows, "en").to_html()) as opened:
        page = opened.page
        assert page.get_by_text("no translation recorded: the original stands alone").count() == 2
        assert page.locator("q[lang=uk]").inner_text() == "Ми готові"
        assert page.locator("span[lang=ar]").evaluate("one => getComputedStyle(one).direction") == "rtl"
        opened.check_access(390, "light")
