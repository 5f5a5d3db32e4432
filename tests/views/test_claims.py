"""The article taken apart: what is said of a claim, what Python keeps, and the view in a page of its own."""

import dataclasses
import itertools
import re
from functools import partial

import pandas as pd
import pytest
from playwright.sync_api import expect

from enclair import Claims
from enclair.case import claims as rules
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANGUAGES
from enclair.views import view
from tests.banks import with_tables
from tests.helpers import CASE, assert_in, assert_not_in, forms, in_language, refused

VIEW = partial(Claims, CASE)
PAIRS = list(itertools.product(rules.CHOICES, rules.VERDICTS))


def of_verdict(case, verdict):
    return case.claims[case.claims["verdict"] == verdict].iloc[0].to_dict()


def answers(case, lang="en"):
    """What our answers say of single claims, and their evidence does not say in the same words."""
    evidence = " ".join(case.claims[f"evidence_{lang}"])
    answered = [*case.claims[f"holds_{lang}"], *case.claims[f"beyond_{lang}"]]
    return [words for words in answered if words not in evidence]


def test_what_holds_and_what_does_not_brings_no_number_and_a_question_no_verdict(case):
    for _, row in case.claims.iterrows():
        known = f"{row['text_en']} {row['evidence_en']} {row['teaching_note']}"
        for column in ("holds_en", "beyond_en", "question_en"):
            assert set(re.findall(r"\d+", row[column])) <= set(re.findall(r"\d+", known)), row["id"]
        assert not re.search(r"\b(supported|contradicted|erroneous|wrong|2011 is)\b", row["question_en"])


def test_sentences_are_of_one_weight_and_judge_nobody(case):
    blame = r"wrong|right\b|correct|mistake|error|fail|missed|should|obvious|of course|faute|tort\b|erreur"
    for lang, begins in (("en", "You "), ("fr", "Vous ")):
        sentences = {
            (chosen, ours): in_language(lang, rules.explanation, of_verdict(case, ours), chosen)[0][1]
            for chosen, ours in PAIRS
        }
        assert len({*sentences.values()}) == len(PAIRS) == 20
        for sentence in sentences.values():
            assert sentence.startswith(begins)
            assert not re.search(blame, sentence), sentence
            assert 80 < len(sentence) < 200
        means = pd.Series(sentences).str.len().groupby(level=0).mean()
        assert means.max() / means.min() < 1.3


@pytest.mark.parametrize(("chosen", "ours"), PAIRS)
def test_an_answer_has_all_its_parts_in_an_order_that_fits_the_choice(case, chosen, ours):
    row = of_verdict(case, ours)
    headings, words = zip(*rules.explanation(row, chosen), strict=True)
    assert headings[0] == f"Your verdict: {rules.labels()[chosen]}"
    assert headings[3] == f"Our verdict: {rules.labels()[ours]}, and why it can be argued"
    assert headings[4].startswith("Next step" if chosen == ours else "You may still disagree")
    assert words[5] == row["question_en"]
    granted = ("contradicted", "cannot-check framing/inference", "partly", "supported")  # ever more
    more = [next(place for place, names in enumerate(granted) if name in names) for name in (chosen, ours)]
    first = "beyond_en" if more[0] > more[1] or ours == "contradicted" else "holds_en"
    assert words[1] == row[first]
    assert {words[1], words[2]} == {row["holds_en"], row["beyond_en"]}
    assert len(rules.explanation(row)) == 4  # without a verdict it answers nobody


def test_the_finding_is_a_question_with_the_number_of_the_table(case):
    assert rules.finding(case.claims).endswith("?")
    assert re.findall(r"\d+", rules.finding(case.claims)) == ["12", "29"]
    assert re.findall(r"\d+", rules.finding(case.claims.head(2))) == ["1", "2"]


def test_forms_without_scripts_have_our_verdict_only_where_it_is_opened(case, lang):
    shown = forms(Claims(case, lang=lang))
    plain = shown["text/plain"]  # what is folded and waits is left out
    assert shown["text/html"].count("<details data-no-text>") == len(case.claims)
    labels = [rules.labels(lang)[verdict] for verdict in rules.VERDICTS if verdict != "supported"]
    later = answers(case, lang)
    assert len(later) > 40
    assert not [words for words in later if words in plain]
    assert not re.search(rf"\b({'|'.join(labels)})\b", plain)
    for column in ("text_fr", "text_en", f"evidence_{lang}", "source_url"):
        assert_in(plain, *case.claims[column])
    assert case.proceedings[f"status_{lang}"] in plain


def test_the_text_form_answers_a_verdict_and_says_where_a_translation_is_blank(case):
    shown = Claims(case, verdicts={"C03": "supported"}).table()
    for heading, words in rules.explanation(case.claims.iloc[2].to_dict(), "supported"):
        assert f"{heading}\n{words}" in shown
    assert shown.count("Our verdict:") == 1
    bare = with_tables(claims=case.claims.assign(evidence_fr="", holds_fr=""))
    shown = Claims(bare, lang="fr", verdicts={"C01": "partly"}).table()
    assert shown.count("pas de traduction enregistrée") == len(case.claims) + 1


def test_the_article_is_cited_with_its_headline_and_never_called_seed(case):
    claims = Claims(case)
    assert claims.article["headline"] == case.quotes.set_index("id").loc["Q01", "quote_original"]
    assert claims.article["date"] == "2024-09-06"
    assert "seed" not in claims.table() + "".join(view.code(Claims.HOME))
    tables = case._tables | {"timeline": case.timeline.head(3)}  # of a case that names no article
    claims = Claims(dataclasses.replace(case, _tables=tables))
    assert claims.article == {}
    assert "The article:" not in claims.table()


def test_the_page_speaks_in_the_sentences_of_the_analysis(case):
    claims = Claims(case)
    words = claims.words["fr"]
    assert {choice: words[meaning] for choice, meaning in claims.meanings.items()} == rules.meanings("fr")
    for row in case.claims.to_dict("records"):
        for lang, choice in itertools.product(LANGUAGES, rules.CHOICES):
            places = claims.answers[row["id"]][lang][choice]
            parts = [(claims.phrases[heading], claims.phrases[words]) for heading, words in places]
            assert parts == in_language(lang, rules.explanation, row, choice)


def test_a_verdict_of_a_case_that_the_kit_does_not_know_is_named(case):
    claims = case.claims.assign(verdict="true")
    refused(ChoiceError, "Claims, verdict: found 'true'", Claims, with_tables(claims=claims))


#: What the page says with each card open, and whether each has a button that waits.
EACH_CARD = """ids => ids.map((id) => {
  enclair.model.set("selected", id);
  const view = document.getElementById("view");
  return [view.textContent, view.querySelector(".enclair-claim form button").disabled];
})"""


def test_our_verdict_is_nowhere_before_the_students(case, opened, page):
    assert page.locator(".enclair-claim-answer, .enclair-claim-summary > *").count() == 0
    before, waits = zip(*page.evaluate(EACH_CARD, [*case.claims["id"]]), strict=True)
    assert all(waits)
    assert_not_in("".join(before), *answers(case), "Our verdict", "Next step")
    row = case.claims.iloc[-1].to_dict()
    for chosen in ("supported", "partly"):  # it may change
        page.locator(f".enclair-claim input[value='{chosen}']").check()
        page.locator(".enclair-claim form button").click()
        answer = page.locator(".enclair-claim-answer:focus p").all_text_contents()
        assert answer == ["".join(parts) for parts in rules.explanation(row, chosen)]
        assert opened.trait("verdicts") == {row["id"]: chosen}


def test_all_claims_are_reached_and_judged_by_keyboard_alone(case, opened):
    opened.tab_to(".enclair-claim-list button")
    reached = []
    for key in ("End", "ArrowUp", "ArrowDown", "Home", "ArrowUp"):  # the first has none above it
        opened.press(key, "Enter")
        reached.append(opened.trait("selected"))
    last, before = case.claims["id"].iloc[[-1, -2]]
    assert reached == [last, before, last, "C01", "C01"]
    opened.tab_to("input[type=radio]", "Space", "ArrowDown")
    opened.tab_to("button[type=submit]", "Enter")
    assert opened.trait("verdicts") == {"C01": "partly"}
    opened.tab_to(".enclair-claim > p button:enabled", "Enter")
    assert opened.trait("selected") == "C02"
    assert opened.focused() == f"Claim 2 of {len(case.claims)} · C02"


def test_counts_are_those_of_the_judged_claims(case, opened, page):
    summary, ours = page.locator(".enclair-claim-summary"), case.claims.set_index("id")["verdict"]
    some = {"C01": "supported", "C14": "partly", "C20": "cannot-check"}
    for mine, findings in ((some, []), (ours.to_dict(), [rules.finding(case.claims)])):
        opened.set("verdicts", mine)
        both = (list(mine.values()), list(ours[list(mine)]))
        counts = [str(verdicts.count(choice)) for choice in rules.CHOICES for verdicts in both]
        expect(summary.locator("tbody td")).to_have_text(counts)
        assert summary.locator(".enclair-note").all_text_contents() == findings
        states = page.locator(".enclair-claim-list small").all_text_contents()
        listed = zip(case.claims["id"], states, strict=True)
        named = {claim: state for claim, state in listed if "you" in state}
        assert named == {claim: f"you: {rules.labels()[verdict]}" for claim, verdict in mine.items()}
    page.emulate_media(media="print")
    words = case.claims.set_index("id").loc["C01", "holds_en"]
    assert words in page.locator(".enclair-claim").inner_text()


def test_on_the_projector_a_class_raises_hands_and_then_sees_our_verdict(case, opened, page):
    page.locator(".enclair-enlarge").press("Enter")
    card = page.locator(".enclair-claim")
    row = case.claims.iloc[0].to_dict()
    ours = rules.explanation(row, row["verdict"])[1:4]
    assert_not_in(card.inner_text(), "Our verdict", *(words for _, words in ours))
    opened.press("2", "2")
    for _ in range(3):  # one press, held
        page.keyboard.down("Space")
    page.keyboard.up("Space")
    assert all(words in card.inner_text() for part in ours for words in part)
    expect(card.locator(".enclair-said")).to_contain_text(re.compile("partly supported2.+inference answer0"))
    page.keyboard.press("Space")
    assert (opened.trait("selected"), opened.trait("verdicts")) == (case.claims["id"].iloc[1], {})
    assert card.locator(".enclair-veil").count() == 1
    page.keyboard.press("Escape")
    assert card.locator("form").count() == 1
