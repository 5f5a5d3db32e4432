"""The article taken apart, in a page of its own: no kernel, no server, no network."""

from functools import partial

import pytest

from enclair import Claims
from enclair.case import claims as rules
from tests.helpers import CASE, assert_not_in
from tests.views.test_claims import answers

pytestmark = pytest.mark.browser

VIEW = partial(Claims, CASE)
SOME = {"C01": "supported", "C14": "partly", "C20": "cannot-check"}


def judge(opened, verdict):
    opened.page.locator(f".enclair-claim input[value='{verdict}']").check()
    opened.page.locator(".enclair-claim form button").click()


def answer(opened):
    return opened.page.locator(".enclair-claim-answer p").evaluate_all(
        "parts => parts.map((part) => [...part.childNodes].map((node) => node.textContent).join('|'))"
    )


def test_our_verdict_is_nowhere_before_the_students(case, opened):
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


def test_the_answer_answers_the_verdict_that_was_given(case, opened):
    row = case.claims.set_index("id", drop=False).loc["C14"].to_dict()
    opened.set("selected", "C14")
    quoted = opened.page.locator(".enclair-claim blockquote").all_text_contents()
    assert quoted == [row["text_fr"], row["text_en"]]
    for chosen in rules.CHOICES:  # it may change
        judge(opened, chosen)
        assert answer(opened) == [f"{head}||{words}" for head, words in rules.explanation(row, chosen)]
        assert opened.page.evaluate("document.activeElement.matches('.enclair-claim-answer')")


def test_all_claims_are_reached_and_judged_by_keyboard_alone(case, opened):
    page = opened.page
    opened.tab_to(".enclair-claim-list button")
    reached = []
    for key in ("End", "ArrowUp", "ArrowDown", "Home", "ArrowUp"):  # the first has none above it
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        reached.append(opened.trait("selected"))
    last, before = case.claims["id"].iloc[[-1, -2]]
    assert reached == [last, before, last, "C01", "C01"]
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


def test_counts_are_those_of_the_judged_claims(case, opened):
    summary, ours = opened.page.locator(".enclair-claim-summary"), case.claims.set_index("id")["verdict"]

    def check_counts(mine):
        opened.set("verdicts", mine)
        counts = summary.locator("tbody tr").evaluate_all(
            "rows => rows.map((row) => [...row.querySelectorAll('td')].map((cell) => +cell.textContent))"
        )
        judged = list(ours[list(mine)])
        assert counts == [[list(mine.values()).count(one), judged.count(one)] for one in rules.CHOICES]

    check_counts(SOME)
    assert summary.locator(".enclair-note").count() == 0
    states = opened.page.locator(".enclair-claim-list small").all_text_contents()
    told = {claim: state for claim, state in zip(case.claims["id"], states, strict=True) if "you" in state}
    assert told == {claim: f"you: {rules.LABELS[verdict]}" for claim, verdict in SOME.items()}
    check_counts(ours.to_dict())
    assert summary.locator(".enclair-note").inner_text() == rules.finding(case.claims)
    opened.page.emulate_media(media="print")
    words = case.claims.set_index("id").loc["C01", "holds_en"]
    assert words in opened.page.locator(".enclair-claim").inner_text()
