"""The quote explorer: search, wordings and forms, and the view in a page of its own."""

from functools import partial

import pandas as pd
import pytest
from playwright.sync_api import expect

from enclair import Quotes
from enclair.case import quotes as rules
from enclair.case.balance import count_sides
from enclair.case.filters import labels
from enclair.text.locale import text
from tests.browser.pages import opened_page
from tests.helpers import CASE, assert_in, assert_not_in, in_language

VIEW = partial(Quotes, CASE)


def test_a_quotation_without_translation_says_so(case):
    rows = case.quotes.query("id == 'Q39'").assign(quote_fr="", quote_en="")
    cell = in_language("fr", rules.print_table, rows, rules.repeats(rows)).iloc[0, 2]
    assert cell.endswith(f"\n{text('no translation recorded', 'fr')}")


def test_forms_without_a_kernel_say_all_that_a_card_says(case):
    quotes = Quotes(case, compared=["Q06", "Q04"])
    form = quotes.table()
    for _, row in quotes.rows.iterrows():
        assert_in(form, row["stance_note"], row["notes"], row["quote_original"], row["source_url"])
    # The fragments of the article lead to the words of the post.
    assert_in(form, "Repeats words of Q06 |", "Repeats words of Q07 |")
    assert_in(form, "Repeated in Q01, Q03, Q04, Q05 |", "Repeated in Q02 |")
    assert form.index("Only in ") < form.index(quotes._count())
    assert ".." not in quotes._count()


def test_a_body_has_its_french_name_on_a_french_page(case):
    row = case.quotes.set_index("id").loc["Q40"]
    assert rules.speaker(row)[0] == "European Commission spokesperson"
    assert in_language("fr", rules.speaker, row)[0] == "Porte-parole de la Commission européenne"
    words = Quotes(case).words["fr"]
    assert words["European Commission spokesperson"] == "Porte-parole de la Commission européenne"


#: Originals that no table of ours holds: right to left, and sixty words long.
ODD = {"ar": "نحن مستعدون", "de": " ".join(["Datenschutzgrundverordnungskonformitätsprüfung"] * 60)}


def shown(page):
    return page.locator(".enclair-saying").evaluate_all("cards => cards.map((one) => one.dataset.id)")


def test_every_quotation_on_screen_equals_its_row_to_the_letter(case, opened, page):
    opened.set("lang", lang := "fr")
    more = page.locator(".enclair-more button")
    while more.is_visible():
        more.click()
    assert shown(page) == case.quotes["id"].tolist()
    cards = page.locator(".enclair-saying")
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
        original = text(rules.LANGUAGES[row["language"]], lang)
        assert_in(card, labels("quotes", lang)[row["attribution"]], original)
    # A headline is said by its outlet, not by whom it is about.
    who = page.locator("[data-id=Q05] .enclair-who").inner_text()
    assert who.startswith("BSEAN Media TV, ")
    assert "Durov" not in who


def test_a_filter_counts_the_sides_unless_a_class_is_to_guess_them(case, opened, page):
    page.locator(".enclair-filters > summary").click()
    page.get_by_label("Courts").check()
    rows = case.quotes[case.quotes["stakeholder_group"] == "court"]
    assert shown(page) == rows["id"].tolist()
    sides = count_sides(rows)
    legend = page.locator(".enclair-legend").inner_text()
    for name, side in [("Privacy side", "privacy"), ("Neither", "neither"), ("Security side", "security")]:
        assert f"{name}: {sides[side]}" in legend
    menu = page.get_by_label("Language of the original")
    assert f"French ({case.quotes['language'].value_counts()['fr']})" in menu.inner_text()
    page.get_by_role("searchbox", name="Search").fill("zzz")
    assert "Nothing fits" in page.locator(".enclair-count").inner_text()
    page.get_by_role("button", name="Show everything again").click()
    assert page.locator(".enclair-count").inner_text().startswith(f"{len(case.quotes)} of")
    assert_in(opened.text(), *(uncoded := ("Security side", "Stance, in", "Our reading", "The side is")))
    opened.set("coded", False)
    opened.set("lang", "fr")
    opened.set("lang", "en")
    assert_not_in(opened.text().replace("Our reading, and", ""), *uncoded)
    assert_not_in(Quotes(case, coded=False).table(), "By side", "Our reading", "Why this code")


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_who_repeated_words_and_what_was_changed_in_them_is_read_by_keyboard_alone(case, opened, page, lang):
    opened.set("lang", lang)
    opened.set("query", "Q06")
    opened.tab_to(".enclair-trail summary", "Enter")
    repeats = page.locator(".enclair-trail li")
    assert [one[:3] for one in repeats.all_inner_texts()] == ["Q01", "Q03", "Q04", "Q05"]
    words = case.quotes.set_index("id").loc["Q04", f"quote_{lang}" if lang == "en" else "quote_original"]
    assert repeats.locator(f"[lang={lang}]").all_inner_texts()[2] == words
    assert repeats.locator("ins").count() > 0


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
            expect(block).to_have_css("direction", {"ar": "rtl", "de": "ltr"}[code])
        opened.check_access(390, "light")


def test_on_the_projector_a_class_reads_one_card_at_a_time(case, page):
    page.locator(".enclair-enlarge").focus()
    seen = page.locator(".enclair-saying:visible")
    for key, place in (("Enter", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        assert [seen.count(), seen.get_attribute("data-id")] == [1, case.quotes["id"].iloc[place]]
    page.keyboard.press("Escape")
    assert seen.count() == 6
