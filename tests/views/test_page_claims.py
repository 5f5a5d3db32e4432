"""The article taken apart, in a page of its own: no kernel, no server, no network."""

from functools import partial
from itertools import cycle
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from enclair import Case, Claims, load_case
from enclair.case import claims as rules
from enclair.text.locale import LANGUAGES, date
from tests.browser.pages import Opened, opened_page
from tests.helpers import in_language
from tests.views.test_claims import answers

pytestmark = pytest.mark.browser

VIEW = partial(Claims, load_case("telegram"))

SOME = {"C01": "supported", "C14": "partly", "C20": "cannot-check"}


def shown(opened: Opened) -> str:
    """All that the page says, whether one sees it or not; a browser with scripts leaves the twin out."""
    return opened.page.locator("#view").evaluate("view => view.textContent")


def judge(opened: Opened, verdict: str) -> None:
    opened.page.locator(f".enclair-claim input[value='{verdict}']").check()
    opened.page.locator(".enclair-claim form button").click()


def answer(opened: Opened) -> list[str]:
    return opened.page.locator(".enclair-claim-answer p").evaluate_all(
        "parts => parts.map((part) => [...part.childNodes].map((node) => node.textContent).join('|'))"
    )


def test_our_verdict_is_nowhere_before_the_students(case: Case, opened: Opened) -> None:
    before = shown(opened)
    assert opened.page.locator(".enclair-claim-answer, .enclair-claim-summary > *").count() == 0
    for row in case.claims.to_dict("records"):
        opened.set("selected", row["id"])
        before += shown(opened)
        assert opened.page.get_by_role("button", name="Give my verdict").is_disabled()
    for words in [*answers(case), "Our verdict", "Next step"]:
        assert words not in before
    judge(opened, "partly")
    assert case.claims["holds_en"].iloc[-1] in shown(opened)
    assert opened.trait("verdicts") == {case.claims["id"].iloc[-1]: "partly"}


@pytest.mark.parametrize("chosen", rules.CHOICES)
def test_the_answer_answers_the_verdict_that_was_given(case: Case, opened: Opened, chosen: str) -> None:
    row = case.claims.set_index("id", drop=False).loc["C14"].to_dict()
    opened.set("selected", "C14")
    judge(opened, chosen)
    parts = rules.explanation(row, chosen)
    assert answer(opened) == [f"{heading}||{words}" for heading, words in parts]
    assert opened.page.evaluate("document.activeElement.className") == "enclair-claim-answer"
    judge(opened, "framing/inference" if chosen != "framing/inference" else "supported")  # it may change
    assert answer(opened)[0].split("||")[0] != parts[0][0]


def test_all_claims_are_reached_and_judged_by_keyboard_alone(case: Case, opened: Opened) -> None:
    page = opened.page
    opened.tab_to(".enclair-claim-list button")
    reached = []
    for _ in case.claims["id"]:
        page.keyboard.press("Enter")
        reached.append(opened.trait("selected"))
        page.keyboard.press("ArrowDown")
    assert reached == case.claims["id"].tolist()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    assert opened.trait("selected") == "C01"
    opened.tab_to("input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    opened.tab_to("button[type=submit]")
    page.keyboard.press("Enter")
    assert opened.trait("verdicts") == {"C01": "partly"}
    opened.tab_to(".enclair-claim > p button:enabled")
    page.keyboard.press("Enter")
    assert opened.trait("selected") == "C02"
    assert page.evaluate("document.activeElement.textContent") == f"Claim 2 of {len(case.claims)} · C02"
    bare = "button, input, a, summary, select, textarea, [tabindex]"
    assert page.locator(f":is({bare}):not([data-lm-suppress-shortcuts])").count() == 0


@pytest.mark.parametrize("opened", [{"lang": each} for each in LANGUAGES], indirect=True)
def test_each_quotation_on_screen_equals_its_row(case: Case, opened: Opened) -> None:
    lang = opened.trait("lang")
    assert (
        opened.page.locator(".enclair-claim-cut").all_text_contents() == case.claims[f"text_{lang}"].tolist()
    )
    headline = case.quotes.set_index("id").loc["Q01", "quote_original"]
    assert opened.page.locator("q").text_content() == headline
    for row in case.claims.to_dict("records"):
        opened.set("selected", row["id"])
        for language in LANGUAGES:
            quoted = opened.page.locator(f".enclair-claim blockquote[lang={language}]")
            assert quoted.text_content() == row[f"text_{language}"]
        evidence = opened.page.locator(".enclair-claim-evidence")
        assert evidence.locator("p").nth(1).text_content() == row[f"evidence_{lang}"]
        links = evidence.locator("a").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
        assert links == [each for each in (row["source_url"], row["second_source_url"]) if each]
        assert date(row["source_date"], lang) in evidence.text_content()


@pytest.mark.parametrize("opened", [{"verdicts": SOME}], indirect=True)
def test_counts_are_those_of_the_analysis_for_the_judged_claims(case: Case, opened: Opened) -> None:
    def counts() -> list[list[int]]:
        rows = opened.page.locator(".enclair-claim-summary tbody tr")
        return rows.evaluate_all(
            "rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => +cell.textContent))"
        )

    ours = case.claims.set_index("id")["verdict"]

    def expected(mine: dict[str, str]) -> list[list[int]]:
        judged = list(ours[list(mine)])
        return [[list(mine.values()).count(one), judged.count(one)] for one in rules.CHOICES]

    assert counts() == expected(SOME)
    assert opened.page.locator(".enclair-claim-summary .enclair-note").count() == 0
    assert "13" not in opened.page.locator(".enclair-claim-summary").inner_text()
    every = dict(zip(case.claims["id"], cycle(rules.CHOICES), strict=False))
    opened.set("verdicts", every)
    assert counts() == expected(every)
    opened.set("verdicts", ours.to_dict())
    assert counts()[list(rules.CHOICES).index("supported")] == [12, 12]
    assert opened.page.locator(".enclair-claim-summary .enclair-note").inner_text() == rules.finding(
        case.claims
    )


@pytest.mark.parametrize("opened", [{"verdicts": SOME}], indirect=True)
def test_the_list_tells_the_students_verdicts_and_no_others(case: Case, opened: Opened) -> None:
    states = opened.page.locator(".enclair-claim-list small").all_text_contents()
    told = {claim: state for claim, state in zip(case.claims["id"], states, strict=True) if "you" in state}
    assert told == {claim: f"you: {rules.LABELS[verdict]}" for claim, verdict in SOME.items()}


@pytest.mark.parametrize("opened", [{"verdicts": SOME}], indirect=True)
def test_no_word_stays_english(case: Case, opened: Opened) -> None:
    opened.page.locator("button[value=fr]").click()
    assert opened.page.evaluate("document.activeElement.textContent") == "FR"
    said = shown(opened)
    for _, word in in_language("fr", rules.explanation, case.claims.iloc[0].to_dict(), "supported"):
        assert word in said
    keys = opened.page.evaluate("Object.entries(enclair.model.get('words').fr)")
    english = [key for key, said in keys if len(key) > 12 and "{" not in key and said != key]
    assert len(english) > 20
    assert not [key for key in english if key in said]


def test_without_scripts_our_verdicts_wait_in_closed_parts(
    case: Case, chromium: Browser, tmp_path: Path
) -> None:
    with opened_page(chromium, tmp_path, Claims(case).to_html(), java_script_enabled=False) as opened:
        seen = opened.page.locator("body").inner_text()
        assert all(words in seen for words in case.claims["evidence_en"])
        assert not any(words in seen for words in answers(case))
        opened.page.locator("summary").nth(13).click()
        assert case.claims["beyond_en"].iloc[13] in opened.page.locator("body").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("opened", [{"verdicts": SOME, "selected": "C14"}], indirect=True)
def test_axe_finds_nothing_and_nothing_overflows(opened: Opened, width: int, scheme: str) -> None:
    opened.check_access(width, scheme)


@pytest.mark.parametrize("opened", [{"verdicts": SOME, "selected": "C14"}], indirect=True)
def test_paper_shows_the_card_without_controls(case: Case, opened: Opened) -> None:
    opened.page.emulate_media(media="print")
    assert not opened.page.locator("button:visible").count()
    words = case.claims.set_index("id").loc["C14", "beyond_en"]
    assert words in opened.page.locator(".enclair-claim").inner_text()
