"""The quote explorer in a page of its own: no kernel, no server, no network."""

import itertools
import random
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser

from enclair import Case, Quotes, load_case
from enclair.case import filters, naming, wording
from enclair.case import quotes as rules
from enclair.case.balance import count_sides
from enclair.text import locale
from enclair.text.locale import date, text
from tests.browser.pages import Opened, opened_page
from tests.helpers import in_language

pytestmark = pytest.mark.browser

VIEW = partial(Quotes, load_case("telegram"))

#: Originals that no table of ours holds: right to left, Cyrillic, and sixty words long.
ODD = {
    "ar": "نحن مستعدون لمغادرة ذلك البلد إذا لم نتفق مع سلطاته",
    "he": "אנחנו מוכנים לעזוב את המדינה הזאת",
    "uk": "Ми готові залишити цю країну, якщо не дійдемо згоди",
    "de": " ".join(["Datenschutzgrundverordnungskonformitätsprüfung"] * 60),
}


def cite(row: "pd.Series", lang: str = "en") -> str:
    """A quotation as the page cites it: who said what, and where it was read."""
    ours = row[f"quote_{lang}"] if row["language"] != lang else ""
    said = locale.quoted(row["quote_original"], lang) + (f" [{locale.quoted(ours, lang)}]" if ours else "")
    name, role = in_language(lang, rules.speaker, row)
    who = f"{name} ({role})" if role else name
    words = text("{name}: {words}", lang).format(name=f"{who}, {date(row['date'], lang)}", words=said)
    read = f"{naming.display_name(row['source_name'], lang)}, {date(row['source_date'], lang)}"
    return f"{words}. {read}, {row['source_url']}"


def show_all(opened: Opened) -> None:
    more = opened.page.locator(".enclair-more button")
    while more.is_visible():
        more.click()


def shown(opened: Opened) -> list[str]:
    return opened.page.locator(".enclair-saying").evaluate_all("cards => cards.map((one) => one.dataset.id)")


def test_page_and_python_filter_by_the_same_rule(case: Case, opened: Opened) -> None:
    table, draw, kept = rules.with_filter_columns(case.quotes), random.Random(7), 0
    words = ["", "", "DUROV", "sécurité", "SECURITE privee", "l’argent", "l'argent", "очень", "Straße", "zzz"]
    days = ["", "", "", "2015-06-01", "2024-08-20", "2024-08-31", "2024-09-05", "2025-12-31"]
    for _ in range(300):
        choices: dict = {name: [] for name in rules.FILTERS}
        for name in draw.sample(list(rules.FILTERS), k=draw.choice([0, 1, 1, 2])):
            offered = filters.options(table, rules.FILTERS, name)
            choices[name] = draw.sample(offered, k=min(len(offered), draw.choice([1, 2])))
        start, end = sorted([draw.choice(days), draw.choice(days)])
        one = {"query": draw.choice(words), "start": start, "end": end}
        expected = rules.filter_quotes(case.quotes, **one, **choices)["id"].tolist()
        found = opened.page.evaluate(
            """(choices) => enclair.model.get("quotes")
                 .filter((quote) => enclair.view.fits(quote, choices)).map((quote) => quote.id)""",
            one | choices,
        )
        assert found == expected, (one, choices)
        kept += bool(expected)
    assert kept > 40  # the rule was tried on rows, not on emptiness alone


def test_page_and_python_find_the_same_differences(case: Case, opened: Opened) -> None:
    rows = case.quotes
    texts = [*rows["quote_en"], *rows["quote_original"], *ODD.values(), "", "  ", "« oui » : non —", "( a"]
    pairs = random.Random(3).sample(list(itertools.product(texts, texts)), k=1500)
    found = opened.page.evaluate("pairs => pairs.map(([a, b]) => enclair.view.difference(a, b))", pairs)
    for pair, parts in zip(pairs, found, strict=True):
        assert [tuple(part) for part in parts] == wording.difference(*pair), pair


def test_page_and_python_cite_alike(case: Case, opened: Opened, lang: str) -> None:
    opened.set("lang", lang)
    cited = opened.page.evaluate(
        """() => enclair.model.get("quotes")
             .map((quote) => enclair.view.citation(quote, enclair.model))"""
    )
    assert cited == [cite(row, lang) for _, row in case.quotes.iterrows()]


def test_a_quotation_is_cited_with_its_speaker_and_its_original_words(case: Case, opened: Opened) -> None:
    cited = """() => enclair.view.citation(
        enclair.model.get("quotes").find((quote) => quote.id == "Q04"), enclair.model)"""
    assert opened.page.evaluate(cited).startswith(
        "Pavel Durov (Co-founder and CEO of Telegram), 5 September 2024: "
        "“Nous sommes prêts à quitter ce pays” [“We are ready to leave this country”]. "
    )
    opened.set("lang", "fr")
    french = opened.page.evaluate(cited)
    assert "5 septembre 2024\u00a0: «\u00a0Nous sommes prêts à quitter ce pays\u00a0»" in french
    assert "[" not in french


@pytest.mark.parametrize("opened", [{}, {"lang": "fr"}], indirect=True)
def test_every_quotation_on_screen_equals_its_row_to_the_letter(case: Case, opened: Opened) -> None:
    lang = opened.trait("lang")
    more = opened.page.locator(".enclair-cards + p button")
    while more.is_visible():
        more.click()
    assert shown(opened) == case.quotes["id"].tolist()
    seen = opened.page.locator(".enclair-saying").evaluate_all(
        """cards => cards.map((card) => [...card.querySelectorAll(".enclair-words blockquote")]
             .map((quote) => [quote.lang, quote.textContent]))"""
    )
    for (_, row), quoted in zip(case.quotes.iterrows(), seen, strict=True):
        expected = [[row["language"], row["quote_original"]]]
        if row["language"] != lang:
            expected.append([lang, row[f"quote_{lang}"]])
        assert quoted == expected


def test_a_search_marks_what_it_found_in_whichever_language(opened: Opened) -> None:
    box = opened.page.get_by_role("searchbox", name="Search")
    box.fill("securite EQUILIBRE")
    cards = opened.page.locator(".enclair-saying")
    assert "Q03" in shown(opened)
    for card in cards.all():
        marks = {filters.fold(one) for one in card.locator("mark").all_inner_texts()}
        assert marks == {"securite", "equilibre"}
    box.fill("zzz")
    assert "No quotation fits" in opened.page.locator(".enclair-count").inner_text()
    opened.page.get_by_role("button", name="Show everything again").click()
    assert opened.page.locator(".enclair-count").inner_text().startswith(f"{len(opened.trait('quotes'))} of")


def test_marks_stand_where_the_words_are(opened: Opened) -> None:
    for said, word in [("un Œuvre d’Été", "oeuvre"), ("Straße", "strasse"), ("déjà vu", "deja"), ("Й", "и")]:
        hit = opened.page.evaluate(
            "([text, word]) => enclair.view.marked(text, [word]).map((one) => one.outerHTML || one)",
            [said, word],
        )
        assert "".join(hit).count("<mark>") == 1
        assert "".join(hit).replace("<mark>", "").replace("</mark>", "") == said


@pytest.mark.parametrize("opened", [{"query": "to"}], indirect=True)
def test_the_sentence_under_study_is_marked_at_the_beginning_of_its_words(opened: Opened) -> None:
    card = opened.page.locator(".enclair-saying[data-id='Q06']")
    assert card.locator("mark").all_inner_texts() == ["to"]


def test_a_filter_counts_the_sides(case: Case, opened: Opened) -> None:
    opened.page.locator(".enclair-filters > summary").click()
    opened.page.get_by_label("Courts").check()
    rows = case.quotes[case.quotes["stakeholder_group"] == "court"]
    assert shown(opened) == rows["id"].tolist()
    sides = count_sides(rows)
    legend = opened.page.locator(".enclair-legend").inner_text()
    for name, side in [("Privacy side", "privacy"), ("Neither", "neither"), ("Security side", "security")]:
        assert f"{name}: {sides[side]}" in legend


def test_comparing_by_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    opened.set("query", "ready to leave country")
    picks = page.locator(".enclair-saying button[aria-pressed]")
    opened.tab_to(".enclair-saying button[aria-pressed]")
    page.keyboard.press("Enter")
    assert "Press Compare on it" in page.locator(".enclair-compared").inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Chosen: now press Compare on a second one"
    opened.tab_to(".enclair-saying button[aria-pressed='false']")
    page.keyboard.press("Enter")
    assert len(opened.trait("compared")) == 2
    assert picks.evaluate_all("all => all.filter((one) => one.ariaPressed === 'true').length") == 2
    assert page.locator(".enclair-compared blockquote").count() == 2
    assert page.evaluate("document.activeElement.textContent") == "Two wordings compared"


@pytest.mark.parametrize("opened", [{"compared": ["Q06", "Q04"]}], indirect=True)
def test_the_fragment_stands_beside_the_words_of_the_post(case: Case, opened: Opened) -> None:
    panel = opened.page.locator(".enclair-compared")
    quotes = case.quotes.set_index("id")
    assert panel.locator("blockquote").all_inner_texts() == [
        quotes.loc["Q06", "quote_en"],
        quotes.loc["Q04", "quote_en"],
    ]
    # The source stands first: what the article dropped is marked as cut, never as added.
    assert panel.locator("ins").all_inner_texts() == ["this"]
    assert "In those cases" in " ".join(panel.locator("del").all_inner_texts())
    panel.get_by_label("Words compared").select_option("original")
    assert "in two languages" in panel.inner_text()
    card = opened.page.locator("[data-id=Q04]")
    card.get_by_text("Who repeated it, and how").click()
    trail = card.locator(".enclair-trail blockquote")
    assert trail.all_inner_texts() == [quotes.loc["Q04", "primary_text"], quotes.loc["Q04", "quote_en"]]
    assert trail.first.locator("del").all_inner_texts() == ["In those cases,", "that"]
    assert trail.last.locator("ins").all_inner_texts() == ["this"]
    fuller = opened.page.locator("[data-id=Q06]")
    fuller.get_by_text("Who repeated it, and how").click()
    fuller.get_by_role("button", name="Compare with Q03").click()
    assert opened.trait("compared") == ["Q06", "Q03"]


def test_each_card_says_how_the_words_reached_us_and_in_which_language(
    case: Case, opened: Opened, lang: str
) -> None:
    opened.set("lang", lang)
    show_all(opened)
    for _, row in case.quotes.iterrows():
        said = opened.page.locator(f"[data-id={row['id']}]").text_content()
        assert text(rules.LABELS[row["attribution"]], lang) in said
        original = text("Original: {language}", lang).format(language=rules.language(row["language"]))
        assert original in said


def test_a_headline_is_said_by_its_outlet_not_by_whom_it_is_about(opened: Opened) -> None:
    said = opened.page.locator("[data-id=Q05] .enclair-who").inner_text()
    assert said.startswith("BSEAN Media TV, News site")
    assert "Durov" not in said


def test_the_menu_of_languages_has_names_and_tells_several(case: Case, opened: Opened) -> None:
    opened.page.locator(".enclair-filters > summary").click()
    menu = opened.page.get_by_label("Language of the original")
    counts = case.quotes["language"].value_counts()
    assert f"French ({counts['fr']})" in menu.inner_text()
    opened.set("languages", ["en", "fr"])
    assert menu.input_value() == "several"


@pytest.mark.parametrize("opened", [{"lang": "fr", "query": "securite"}], indirect=True)
def test_a_hit_in_the_translation_of_the_view_is_marked(opened: Opened) -> None:
    marks = opened.page.locator(".enclair-words blockquote[lang=fr] mark")
    assert marks.count() > 0


@pytest.mark.parametrize("opened", [{"lang": "fr"}], indirect=True)
def test_french_has_a_blank_before_each_colon(opened: Opened) -> None:
    said = opened.page.locator(".enclair-quotes").text_content()
    own = [each for each in ("Pourquoi ce code", "Ce qu’il faut savoir", "Côté vie privée") if each in said]
    assert len(own) == 3
    for words in own:
        assert f"{words}:" not in said


def test_without_scripts_a_phone_shows_it_whole(case: Case, chromium: Browser, tmp_path: Path) -> None:
    page = Quotes(case, compared=["Q06", "Q04"]).to_html()
    with opened_page(chromium, tmp_path, page, java_script_enabled=False) as opened:
        opened.page.set_viewport_size({"width": 390, "height": 900})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
        assert "Only in Q06" in opened.page.locator("main").inner_text()


def test_where_there_is_no_clipboard_the_citation_appears(case: Case, opened: Opened) -> None:
    opened.page.evaluate("() => Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    card = opened.page.locator("[data-id=Q03]")
    card.get_by_role("button", name="Copy the citation").click()
    assert cite(case.quotes.set_index("id", drop=False).loc["Q03"]) in card.inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("opened", [{"compared": ["Q04", "Q06"], "query": "leave"}], indirect=True)
def test_axe_finds_nothing_and_nothing_overflows(opened: Opened, width: int, scheme: str) -> None:
    for summary in opened.page.locator("summary").all():
        summary.click()
    opened.check_access(width, scheme)


def test_odd_originals_are_shown_whole_in_their_own_direction(
    case: Case, chromium: Browser, tmp_path: Path
) -> None:
    quotes = Quotes(case)
    rows = pd.concat([case.quotes.head(1)] * len(ODD), ignore_index=True)
    rows = rows.assign(
        id=["Q901", "Q902", "Q903", "Q904"], language=list(ODD), quote_original=list(ODD.values())
    )
    rows = rows.assign(quote_en="", quote_fr="", primary_text="")
    quotes.quotes = rules.records(rows)
    with opened_page(chromium, tmp_path, quotes.to_html()) as opened:
        assert opened.page.get_by_text("No translation recorded").count() == len(ODD)
        for code, words in ODD.items():
            block = opened.page.locator(f".enclair-words blockquote[lang={code}]")
            assert block.inner_text() == words
            direction = block.evaluate("(one) => getComputedStyle(one).direction")
            assert direction == ("rtl" if code in ("ar", "he") else "ltr")
        opened.set("compared", ["Q901", "Q904"])
        opened.check_access(390, "light")


def test_two_thousand_quotations_are_all_reached(case: Case, chromium: Browser, tmp_path: Path) -> None:
    quotes = Quotes(case)
    many = pd.concat([case.quotes] * 27, ignore_index=True).head(2000)
    many["id"] = [f"Q{number}" for number in range(1000, 3000)]
    quotes.quotes = rules.records(many.assign(primary_text=""))
    with opened_page(chromium, tmp_path, quotes.to_html()) as opened:
        assert "2000 of 2000" in opened.page.locator(".enclair-count").inner_text()
        opened.page.get_by_role("searchbox", name="Search").fill("hackers")
        expected = rules.filter_quotes(many, query="hackers")["id"].tolist()
        assert shown(opened)[:3] == expected[:3]
        show_all(opened)
        assert shown(opened) == expected
