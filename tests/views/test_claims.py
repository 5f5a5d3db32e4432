import dataclasses
import itertools
import re

import pandas as pd
import pytest

from enclair import Claims
from enclair.case import claims as rules
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANGUAGES, text
from enclair.views import view
from tests.banks import with_tables
from tests.helpers import forms, in_language, refused

PAIRS = list(itertools.product(rules.CHOICES, rules.VERDICTS))


def of_verdict(case, verdict):
    return case.claims[case.claims["verdict"] == verdict].iloc[0].to_dict()


def answers(case, lang="en"):
    """What our answers say of single claims, and their evidence does not say in the same words."""
    evidence = " ".join(case.claims[f"evidence_{lang}"])
    told = [*case.claims[f"holds_{lang}"], *case.claims[f"beyond_{lang}"]]
    return [words for words in told if words not in evidence]


def test_what_holds_and_what_does_not_brings_no_number_and_a_question_no_verdict(case):
    for _, row in case.claims.iterrows():
        known = f"{row['text_en']} {row['evidence_en']} {row['teaching_note']}"
        for column in ("holds_en", "beyond_en", "question_en"):
            assert set(re.findall(r"\d+", row[column])) <= set(re.findall(r"\d+", known)), row["id"]
        assert not re.search(r"\b(supported|contradicted|erroneous|wrong|2011 is)\b", row["question_en"])


def test_sentences_are_of_one_weight_and_judge_nobody(case):
    blame = r"wrong|right\b|correct|mistake|error|fail|missed|should|obvious|of course|faute|tort\b|erreur"
    for lang, begins in (("en", "You "), ("fr", "Vous ")):
        told = {
            (chosen, ours): in_language(lang, rules.explanation, of_verdict(case, ours), chosen)[0][1]
            for chosen, ours in PAIRS
        }
        assert len({*told.values()}) == len(PAIRS) == 20
        for sentence in told.values():
            assert sentence.startswith(begins)
            assert not re.search(blame, sentence), sentence
            assert 80 < len(sentence) < 200
        means = pd.Series(told).str.len().groupby(level=0).mean()
        assert means.max() / means.min() < 1.3


@pytest.mark.parametrize(("chosen", "ours"), PAIRS)
def test_an_answer_has_all_its_parts_in_an_order_that_fits_the_choice(case, chosen, ours):
    row = of_verdict(case, ours)
    headings, words = zip(*rules.explanation(row, chosen), strict=True)
    assert headings[0] == f"You chose: {rules.LABELS[chosen]}"
    assert headings[3] == f"Our verdict: {rules.LABELS[ours]}, and why it can be argued"
    assert headings[4].startswith("Next step" if chosen == ours else "You may still disagree")
    assert words[5] == row["question_en"]
    granted = ("contradicted", "cannot-check framing/inference", "partly", "supported")  # ever more
    more = [next(place for place, names in enumerate(granted) if name in names) for name in (chosen, ours)]
    first = "beyond_en" if more[0] > more[1] or ours == "contradicted" else "holds_en"
    assert words[1] == row[first]
    assert {words[1], words[2]} == {row["holds_en"], row["beyond_en"]}
    assert len(rules.explanation(row)) == 4  # without a verdict it answers nobody


def test_the_finding_is_a_question_with_the_number_of_the_table(case):
    said = rules.finding(case.claims)
    assert said.endswith("?")
    assert re.findall(r"\d+", said) == ["12", "29"]
    assert re.findall(r"\d+", rules.finding(case.claims.head(2))) == ["1", "2"]


def test_rows_hold_back_our_verdict_until_the_student_has_one(case):
    claims = Claims(case)
    assert claims.rows.columns.tolist() == ["id", "text_en", "text_fr", "mine", "ours", "sources"]
    assert claims.rows["id"].tolist() == case.claims["id"].tolist()
    assert (claims.rows[["mine", "ours"]] == "").all(axis=None)
    claims.set_state({"verdicts": {"C14": "cannot-check"}})  # as the page sends it
    rows = claims.rows.set_index("id")
    assert rows.loc["C14", ["mine", "ours"]].tolist() == ["cannot-check", "contradicted"]
    assert (rows.drop("C14")["ours"] == "").all()
    assert rows["sources"].str.startswith(tuple(case.claims["source_name"])).all()


def test_forms_without_scripts_tell_our_verdict_only_where_it_is_opened(case, lang):
    claims = Claims(case, lang=lang)
    told = forms(claims)
    assert "application/vnd.jupyter.widget-view+json" in told
    outside = re.sub("<details data-waits>.*?</details>", "", told["text/html"])
    assert told["text/html"].count("<details") == len(case.claims)
    labels = [text(rules.LABELS[verdict], lang) for verdict in rules.VERDICTS if verdict != "supported"]
    later = answers(case, lang)
    assert len(later) > 40
    for form in (told["text/plain"], outside):
        assert not [words for words in later if words in form]
        assert not re.search(rf"\b({'|'.join(labels)})\b", form)
    for _, row in case.claims.iterrows():
        for words in (row["text_fr"], row["text_en"], row[f"evidence_{lang}"], row["source_url"]):
            assert words in told["text/plain"]
    assert case.proceedings[f"status_{lang}"] in told["text/plain"]


def test_the_text_form_answers_a_verdict(case):
    told = Claims(case, verdicts={"C03": "supported"}).table()
    for heading, words in rules.explanation(case.claims.iloc[2].to_dict(), "supported"):
        assert f"{heading}\n{words}" in told
    assert told.count("Our verdict:") == 1


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
            told = [(claims.phrases[heading], claims.phrases[words]) for heading, words in places]
            assert told == in_language(lang, rules.explanation, row, choice)


def test_a_verdict_of_a_case_that_the_kit_does_not_know_is_named(case):
    claims = case.claims.assign(verdict="true")
    refused(ChoiceError, "Claims, verdict: found 'true'", Claims, with_tables(claims=claims))


def test_a_blank_translation_is_said(case):
    bare = with_tables(claims=case.claims.assign(evidence_fr="", holds_fr=""))
    claims = Claims(bare, lang="fr", verdicts={"C01": "partly"})
    assert claims.table().count("pas de traduction enregistrée") == len(case.claims) + 1
