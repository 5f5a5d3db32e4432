"""The article taken apart, in a page of its own: no kernel, no server, no network."""

from functools import partial
from itertools import cycle

import pytest

from enclair import Case, Claims
from enclair.case import claims as rules
from enclair.text.locale import LANGUAGES, date
from tests.browser.pages import Opened
from tests.helpers import CASE, assert_not_in
from tests.views.test_claims import answers

pytestmark = pytest.mark.browser

VIEW = partial(Claims, CASE)
SOME = {"C01": "supported", "C14": "partly", "C20": "cannot-check"}


def judge(opened: Opened, verdict: str) -> None:
    opened.page.locator(f".enclair-claim input[value='{verdict}']").check()
    opened.page.locator(".enclair-claim form button").click()


def answer(opened: Opened) -> list[str]:
    return opened.page.locator(".enclair-claim-answer p").evaluate_all(
        "parts => parts.map((part) => [...part.childNodes].map((node) => node.textContent).join('|'))"
    )


def test_our_verdict_is_nowhere_before_the_students(case: Case, opened: Opened) -> None:
    before = opened.text()
    assert opened.page.locator(".enclair-claim-answer, .enclair-claim-summary > *").count() == 0
    for row in case.claims.to_dict("records"):
        opened.set("selected", row["id"])
        before += opened.text()
        assert opened.page.get_by_role("button", name="Give my verdict").is_disabled()
    assert_not_in(before, *answers(case), "Our verdict", "Next step")
    judge(opened, "partly")
    assert case.claims["holds_en"].iloc[-1] in opened.text()
    assert opened.trait("verdicts") == {case.claims["id"].iloc[-1]: "partly"}


def test_the_answer_answers_the_verdict_that_was_given(case: Case, opened: Opened) -> None:
    row = case.claims.set_index("id", drop=False).loc["C14"].to_dict()
    opened.set("selected", "C14")
    for chosen in rules.CHOICES:  # it may change
        judge(opened, chosen)
        assert answer(opened) == [f"{head}||{words}" for head, words in rules.explanation(row, chosen)]
        assert opened.page.evaluate("document.activeElement.matches('.enclair-claim-answer')")


def test_all_claims_are_reached_and_judged_by_keyboard_alone(case: Case, opened: Opened) -> None:
    page = opened.page
    opened.tab_to(".enclair-claim-list button")
    reached = []
    for _ in case.claims["id"]:
        page.keyboard.press("Enter")
        reached.append(opened.trait("selected"))
        page.keyboard.press("ArrowDown")
    assert reached == case.claims["id"].tolist()
    for key in ("Home", "ArrowUp", "Enter"):
        page.keyboard.press(key)
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
    assert opened.focused() == f"Claim 2 of {len(case.claims)} · C02"


def test_each_quotation_on_screen_equals_its_row(case: Case, opened: Opened, lang: str) -> None:
    opened.set("lang", lang)
    cut = opened.page.locator(".enclair-claim-cut").all_text_contents()
    assert cut == case.claims[f"text_{lang}"].tolist()
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
        assert date(row["source_date"], lang) in (evidence.text_content() or "")


@pytest.mark.parametrize("opened", [{"verdicts": SOME}], indirect=True)
def test_counts_are_those_of_the_judged_claims(case: Case, opened: Opened) -> None:
    summary, ours = opened.page.locator(".enclair-claim-summary"), case.claims.set_index("id")["verdict"]

    def check_counts(mine: dict[str, str]) -> None:
        counts = summary.locator("tbody tr").evaluate_all(
            "rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => +cell.textContent))"
        )
        judged = list(ours[list(mine)])
        assert counts == [[list(mine.values()).count(one), judged.count(one)] for one in rules.CHOICES]

    check_counts(SOME)
    assert summary.locator(".enclair-note").count() == 0
    assert "13" not in summary.inner_text()
    states = opened.page.locator(".enclair-claim-list small").all_text_contents()
    told = {claim: state for claim, state in zip(case.claims["id"], states, strict=True) if "you" in state}
    assert told == {claim: f"you: {rules.LABELS[verdict]}" for claim, verdict in SOME.items()}
    every = dict(zip(case.claims["id"], cycle(rules.CHOICES), strict=False))
    opened.set("verdicts", every)
    check_counts(every)
    opened.set("verdicts", ours.to_dict())
    check_counts(ours.to_dict())
    assert summary.locator(".enclair-note").inner_text() == rules.finding(case.claims)
    opened.page.emulate_media(media="print")
    words = case.claims.set_index("id").loc["C01", "holds_en"]
    assert words in opened.page.locator(".enclair-claim").inner_text()
