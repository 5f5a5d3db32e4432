"""The stop before 28 August 2024: what was decided comes from the case."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from enclair import Case
from enclair.lessons.what_happened import decide
from enclair.lessons.what_happened.decision import say
from tests.browser.pages import no_barriers, opened_page
from tests.helpers import assert_in, assert_not_in, forms


def test_what_the_judges_decided_comes_from_the_case_and_is_folded(case: Case, lang: str) -> None:
    stop, row = decide(case, lang), case.timeline.set_index("id").loc["formal-investigation"]
    assert stop.outcome == f"{row[f'title_{lang}']}. {row[f'description_{lang}']}"
    assert stop.source_url == row["source_url"]
    before, folded = forms(stop)["text/html"].split("<details data-waits>")
    ways = [title for _, title, _ in stop.options] + [title for _, title in stop.terms]
    # On paper what is folded behind a bar is printed after all questions (last_sheet.js).
    assert_in(folded.split("</summary>")[0], "enclair-redacted")
    assert_in(folded.split("</summary>")[1], stop.outcome, stop.explanation)
    for form in (before, forms(stop)["text/plain"]):
        assert_in(form, stop.question, *ways, say("decision.page.sum"))
        assert_not_in(form, stop.explanation, stop.outcome)
    # If only what the judges asked for were offered, the choice would tell what they decided.
    assert len(stop.terms) > 3


@pytest.mark.browser
def test_the_bar_lifts_from_the_ruling_when_somebody_has_decided(
    case: Case, chromium: Browser, tmp_path: Path
) -> None:
    stop = decide(case)
    with opened_page(chromium, tmp_path, stop, waits=".enclair-decision") as opened:
        page, shown = opened.page, opened.page.locator(".enclair-decision")
        assert shown.get_by_role("img", name="Hidden until you have decided").count() == 1
        assert_not_in(opened.text(), stop.outcome, stop.explanation, "5 million")
        no_barriers(page)
        bail = shown.get_by_label("Bail, in millions of euros")
        opened.tab_to("input[type=radio]")
        page.keyboard.press("ArrowDown")  # under supervision
        expect(bail).to_be_hidden()
        shown.get_by_label("A bail (a sum deposited)").press("Space")
        bail.fill("2.5")
        button = shown.get_by_role("button")
        expect(button).to_be_disabled()
        shown.get_by_label("My reason").fill("He could leave.")
        button.press("Enter")
        mine = ("Free, under judicial supervision", "Bail, in millions of euros: 2.5", "He could leave.")
        assert_in(opened.focused(), *mine, stop.outcome, stop.explanation)
        expect(shown.locator(".enclair-redacted")).to_have_count(0)
        assert opened.trait("lifted")
        no_barriers(page)
