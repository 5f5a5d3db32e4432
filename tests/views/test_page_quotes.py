"""The quote explorer in a page of its own: no kernel, no server, no network."""

from functools import partial

import pandas as pd
import pytest

from enclair import Quotes
from enclair.case import quotes as rules
from enclair.case.balance import count_sides
from enclair.case.model import display_name
from enclair.text.locale import text
from tests.browser.pages import opened_page
from tests.helpers import CASE, assert_in, in_language

pytestmark = pytest.mark.browser

VIEW = partial(Quotes, CASE)

#: Originals that no table of ours holds: right to left, and sixty words long.
ODD = {"ar": "نحن مستعدون", "de": " ".join(["Datenschutzgrundverordnungskonformitätsprüfung"] * 60)}


def show_all(opened):
    more = opened.page.locator(".enclair-more button")
    while more.is_visible():
        more.click()


def shown(opened):
    return opened.page.locator(".enclair-saying").evaluate_all("cards => cards.map((one) => one.dataset.id)")


def test_every_quotation_on_screen_equals_its_row_to_the_letter(case, opened):
    opened.set("lang", lang := "fr")
    show_all(opened)
    assert shown(opened) == case.quotes["id"].tolist()
    cards = opened.page.locator(".enclair-saying")
    seen = cards.evaluate_all(
        """cards => cards.map((card) => [...card.querySelectorAll(".enclair-words blockquote")]
             .map((quote) => [quote.lang, quote.textContent]))"""
    )
    for (_, row), quoted, card in zip(case.quotes.iterrows(), seen, cards.all_text_contents(), strict=True):
        expected = [[row["language"], row["quote_original"]]]
        if row["language"] != lang:
            expected.append([lang, row[f"quote_{lang}"]])
        assert quoted == expected
        # How the words reached us, and in which language they were said.
        original = in_language(lang, rules.language, row["language"])
        assert_in(card, text(rules.LABELS[row["attribution"]], lang), original)
    # A headline is said by its outlet, not by whom it is about.
    who = opened.page.locator("[data-id=Q05] .enclair-who").inner_text()
    assert who.startswith("BSEAN Media TV, ")
    assert "Durov" not in who


def test_a_filter_counts_the_sides(case, opened):
    opened.page.locator(".enclair-filters > summary").click()
    opened.page.get_by_label("Courts").check()
    rows = case.quotes[case.quotes["stakeholder_group"] == "court"]
    assert shown(opened) == rows["id"].tolist()
    sides = count_sides(rows)
    legend = opened.page.locator(".enclair-legend").inner_text()
    for name, side in [("Privacy side", "privacy"), ("Neither", "neither"), ("Security side", "security")]:
        assert f"{name}: {sides[side]}" in legend
    menu = opened.page.get_by_label("Language of the original")
    assert f"French ({case.quotes['language'].value_counts()['fr']})" in menu.inner_text()
    opened.set("languages", ["en", "fr"])
    assert menu.input_value() == "several"
    opened.page.get_by_role("searchbox", name="Search").fill("zzz")
    assert "No quotation fits" in opened.page.locator(".enclair-count").inner_text()
    opened.page.get_by_role("button", name="Show everything again").click()
    assert opened.page.locator(".enclair-count").inner_text().startswith(f"{len(case.quotes)} of")


def test_comparing_by_keyboard_alone(opened):
    page = opened.page
    opened.set("query", "ready to leave country")
    opened.tab_to(".enclair-saying button[aria-pressed]")
    page.keyboard.press("Enter")
    assert "Press Compare on it" in page.locator(".enclair-compared").inner_text()
    assert opened.focused() == "Chosen: now press Compare on a second one"
    opened.tab_to(".enclair-saying button[aria-pressed='false']")
    page.keyboard.press("Enter")
    assert len(opened.trait("compared")) == 2
    assert page.locator(".enclair-compared blockquote").count() == 2
    assert opened.focused() == "Two wordings compared"


def test_where_there_is_no_clipboard_the_citation_appears(case, opened):
    row = case.quotes.set_index("id").loc["Q04"]
    opened.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    card = opened.page.locator("[data-id=Q04]")
    for lang, copy, cited in (
        ("en", "Copy", f"CEO of Telegram), 5 September 2024: “{row.quote_original}” [“{row.quote_en}”]. "),
        ("fr", "Copier", f"Telegram), 5 septembre 2024\u00a0: «\u00a0{row.quote_original}\u00a0». "),
    ):
        opened.set("lang", lang)
        card.get_by_role("button", name=copy).click()
        source = f"{in_language(lang, display_name, row.source_name)}, "
        assert_in(card.inner_text(), "Pavel Durov (", cited + source, row.source_url)


def test_odd_originals_are_shown_whole_in_their_own_direction(case, chromium, tmp_path):
    quotes = Quotes(case)
    rows = pd.concat([case.quotes.head(1)] * len(ODD), ignore_index=True)
    rows = rows.assign(id=["Q901", "Q902"], language=[*ODD], quote_original=[*ODD.values()])
    quotes.quotes = rules.records(rows.assign(quote_en="", quote_fr="", primary_text=""))
    with opened_page(chromium, tmp_path, quotes) as opened:
        assert opened.page.get_by_text("No translation recorded").count() == len(ODD)
        for code, words in ODD.items():
            block = opened.page.locator(f".enclair-words blockquote[lang={code}]")
            assert block.inner_text() == words
            direction = block.evaluate("(one) => getComputedStyle(one).direction")
            assert direction == {"ar": "rtl", "de": "ltr"}[code]
        opened.set("compared", ["Q901", "Q902"])
        opened.check_access(390, "light")
