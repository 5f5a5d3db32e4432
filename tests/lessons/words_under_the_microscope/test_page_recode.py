"""Blind coding in a page of its own: no kernel, no server, no network."""

import random
import warnings
from collections.abc import Callable, Iterator
from math import isnan
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Browser, expect
from statsmodels.stats.inter_rater import cohens_kappa, to_table

from enclair import Case
from enclair.case.balance import side
from enclair.case.quotes import label, signed
from enclair.lessons.words_under_the_microscope import recode, recoding
from enclair.lessons.words_under_the_microscope.coding import Recode
from enclair.text.locale import text
from tests.browser.pages import Opened, opened_page

pytestmark = pytest.mark.browser

#: `t` of the page: its words in the language asked for, with their values.
SPEAK = """const t = (message, values = {}) =>
  ((enclair.model.get("words")[lang] || {})[message] || message)
    .replace(/\\{(\\w+)\\}/g, (whole, name) => (name in values ? values[name] : whole));
const sentence = (name, values) => t(enclair.model.get("page_sentences")[name], values);"""


@pytest.fixture
def opened(case: Case, chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    with opened_page(chromium, tmp_path, recode(case, getattr(request, "param", "en")).to_html()) as one:
        yield one


@pytest.fixture(scope="module")
def still(case: Case, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """A page of which only the rules are asked."""
    with opened_page(chromium, tmp_path_factory.mktemp("still"), recode(case).to_html()) as one:
        yield one


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


def test_it_has_no_projector(opened: Opened) -> None:
    """Nor language buttons: pairs code alone."""
    assert opened.page.get_by_role("button", name="Projector").count() == 0


def cells(opened: Opened, column: int) -> list[str]:
    return opened.page.locator(f"tbody tr > :nth-child({column})").all_inner_texts()


def kappa(one: list, two: list) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it divides by zero where chance alone gives full agreement
        return float(cohens_kappa(to_table(pd.DataFrame([one, two]).T.to_numpy())[0]).kappa)


def written(value: float, digits: int, lang: str) -> str:
    said = f"{round(value, digits) + 0:.{digits}f}".replace("-", "−")
    return said.replace(".", "," if lang == "fr" else ".")


def test_how_far_two_codings_agree_is_what_statsmodels_says(still: Opened) -> None:
    draw = random.Random(11)
    pairs: list = [[[1, 1], [1, 1]], [[0], [0]], [["privacy", "neither"], ["privacy", "privacy"]]]
    for _ in range(400):
        # Four and eight things give the halves of a last digit that two languages round in two ways.
        codes = draw.choice([[-1, 1], [-2, -1, 0, 1, 2], ["privacy", "neither", "security"]])
        pairs.append([draw.choices(codes, k=k) for k in [draw.choice([2, 4, 8, 10])] * 2])
    for lang in ("en", "fr"):
        found = still.page.evaluate(
            f"""([pairs, lang]) => {{ {SPEAK}
              return pairs.map(([one, two]) => {{
                const found = enclair.view.agreement(one, two);
                const plain = Object.entries(found)
                  .map(([name, value]) => [name, isNaN(value) ? null : value]);
                const view = {{ sentence, lang: () => lang }};
                return [Object.fromEntries(plain), enclair.view.inWords(found, view)];
              }}); }}""",
            [pairs, lang],
        )
        for place, ((one, two), (numbers, sentence)) in enumerate(zip(pairs, found, strict=True)):
            assert numbers["same"] == sum(code == other for code, other in zip(one, two, strict=True))
            assert numbers["expected"] == pytest.approx(sum(map(two.count, one)) / len(one))
            if lang == "fr":
                assert f"{numbers['same']} cas sur {len(one)}" in sentence
            reference = kappa(one, two)
            assert (numbers["kappa"] is None) == isnan(reference)
            if numbers["kappa"] is not None:
                assert numbers["kappa"] == pytest.approx(reference, abs=1e-12)
                for name, digits in (("expected", 1), ("kappa", 2), ("lowest", 2), ("highest", 2)):
                    assert written(numbers[name], digits, lang) in sentence
                if place < 40 and lang == "en":  # what one changed code can do
                    changed = [
                        kappa([*one[:at], code, *one[at + 1 :]], two)
                        for at in range(len(one))
                        for code in {*one, *two}
                    ]
                    near = [value for value in changed if not isnan(value)]
                    assert (numbers["lowest"], numbers["highest"]) == pytest.approx((min(near), max(near)))


def test_a_line_is_read_however_it_is_written_and_in_both_languages(still: Opened) -> None:
    draw = random.Random(4)
    codes = [drawn(draw) for _ in range(20)]
    lines = [recoding.encode_codes(each, recoding.RECODE) for each in codes]
    assert [recoding.decode_codes(line) for line in lines] == codes
    typed = [line.replace(", ", draw.choice([" ", "; ", "\n"])).lower() for line in lines]
    ask = f"""([lines, ids, lang]) => {{ {SPEAK}
      return lines.map((line) => enclair.view.decodeCodes(line, ids, sentence)); }}"""
    found = still.page.evaluate(ask, [lines + typed, list(recoding.RECODE), "en"])
    assert found == [[each, []] for each in codes + codes]
    ((_, problems),) = still.page.evaluate(ask, [["Q42 -2"], list(recoding.RECODE), "fr"])
    assert problems[0].startswith("Il manque\u00a0: Q19, Q39")


def furthest_first(coded: pd.DataFrame) -> pd.DataFrame:
    """The rows in the order in which to discuss them: by how far my code is from the other codes."""
    steps = pd.DataFrame({name: (coded["mine"] - coded[name]).abs() for name in ("dataset", "neighbour")})
    order = steps.fillna(0).sort_values(["dataset", "neighbour"], ascending=False, kind="stable").index
    return coded.loc[order].reset_index(drop=True)


def test_the_quotations_furthest_apart_come_first(case: Case, still: Opened) -> None:
    draw = random.Random(2)
    quotes = case.quotes[case.quotes["id"].isin(recoding.RECODE)]
    for neighbours in (False, True):
        for _ in range(30):
            theirs = drawn(draw) if neighbours else {}
            rows = recoding.rows(quotes, drawn(draw), theirs)
            plain = rows if neighbours else rows.drop(columns="neighbour")
            found = still.page.evaluate(
                "rows => enclair.view.furthestFirst(rows).map((row) => row.id)", plain.to_dict("records")
            )
            assert found == furthest_first(rows)["id"].tolist()


@pytest.mark.parametrize("opened", ["en", "fr"], indirect=True)
def test_words_alone_are_seen_before_all_are_coded(case: Case, opened: Opened) -> None:
    page, lang = opened.page, opened.trait("lang")
    rows = case.quotes.set_index("id").loc[opened.trait("order")]
    assert page.locator("q").all_inner_texts() == rows[f"quote_{lang}"].tolist()
    foreign = rows[rows["language"] != lang]
    originals = page.locator("q + small > span")
    assert originals.all_inner_texts() == foreign["quote_original"].tolist()
    languages = originals.evaluate_all("spans => spans.map((span) => span.lang)")
    assert languages == foreign["language"].tolist()
    seen = page.locator("body").inner_text()
    for column in ("speaker", "stance_note", "source_name"):
        assert not [each for each in rows[column] if each in seen]
    assert page.get_by_role("button").first.is_disabled()


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
    assert page.evaluate("document.activeElement.textContent") == "Where do we agree?"
    assert opened.trait("revealed") is True
    assert not page.get_by_role("radio").first.is_visible()
    opened.tab_to("summary", 1)
    page.keyboard.press("Enter")
    assert "Kappa counts only" in page.locator("details p").inner_text()
    bare = page.locator("a, button, input, textarea, summary").evaluate_all(
        "nodes => nodes.filter((node) => !node.hasAttribute('data-lm-suppress-shortcuts')).length"
    )
    assert bare == 0


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


def test_codes_and_language_that_python_sets_are_shown(opened: Opened) -> None:
    codes = drawn(random.Random(3))
    opened.set("codes", codes)
    opened.set("lang", "fr")
    assert opened.page.get_by_text("10 sur 10 codées").is_visible()
    ticked = opened.page.locator(":checked").evaluate_all("radios => radios.map((radio) => +radio.value)")
    assert ticked == [codes[each] for each in opened.trait("order")]
    opened.set("revealed", True)
    heads = opened.page.locator("thead th").all_inner_texts()
    assert heads == [text(head, "fr") for head in ("Quotation", "My code", "The dataset's code")]
    opened.set("codes", codes | {"Q42": 2})
    assert "Q42 2" in opened.page.locator(".enclair-lines code").inner_text()


def test_codes_can_be_changed_after_the_comparison(opened: Opened) -> None:
    opened.set("codes", drawn(random.Random(8)))
    opened.set("revealed", True)
    before = opened.page.locator(".enclair-lines code").inner_text()
    opened.page.get_by_role("button", name="Change my codes").click()
    assert opened.page.evaluate("document.activeElement.type") == "radio"
    item = opened.page.locator(".enclair-scale").first
    item.locator("input:not(:checked)").first.check()
    opened.page.get_by_role("button", name="Compare with the dataset").click()
    assert opened.page.locator(".enclair-lines code").inner_text() != before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("opened", ["fr"], indirect=True)
def test_axe_finds_nothing_and_nothing_overflows(opened: Opened, width: int, scheme: str) -> None:
    opened.page.get_by_role("radio").nth(3).check()
    opened.check_access(width, scheme)
    cut = opened.page.locator(".enclair-scale label").evaluate_all(
        "labels => labels.filter((label) => label.scrollWidth > label.clientWidth).length"
    )
    assert cut == 0
    opened.set("codes", drawn(random.Random(6)))
    opened.set("neighbour", recoding.encode_codes(drawn(random.Random(7)), recoding.RECODE))
    opened.set("revealed", True)
    opened.page.get_by_role("button", name=text("Compare with my neighbour", "fr")).click()
    opened.page.locator("summary").first.click()
    opened.check_access(width, scheme)


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


def test_without_scripts_the_page_is_the_sheet_to_fill_in(
    case: Case, chromium: Browser, tmp_path: Path
) -> None:
    with opened_page(chromium, tmp_path, recode(case).to_html(), java_script_enabled=False) as opened:
        said = opened.page.locator("body").inner_text()
        rows = case.quotes[case.quotes["id"].isin(recoding.RECODE)]
        assert all(words in said for words in rows["quote_en"])
        assert not [who for who in rows["speaker"] if who in said]
        opened.page.locator("summary").click()
        said = opened.page.locator("body").inner_text()
        assert all(who in said for who in rows["speaker"])
