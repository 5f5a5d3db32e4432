"""What stands in Python and in JavaScript alike: one table of cases for both (tests/js/cases.test.js)."""

import pandas as pd
import pytest

from enclair import compare
from enclair.case import events, filters, quotes, wording
from enclair.lessons.judge_for_a_day import judging
from enclair.lessons.what_can_the_server_see import key_exchange
from enclair.lessons.words_under_the_microscope import frames
from enclair.text import locale
from enclair.views import polling
from tests.helpers import cases, in_language


def test_events_fit_their_filters() -> None:
    found = cases("filters")["events"]
    table = pd.DataFrame(found["table"])
    table["date"] = pd.to_datetime(table["date"])
    table["known_on"] = pd.to_datetime(table["known_on"].replace("", None))
    assert events.records(table) == found["records"]
    for case in found["cases"]:
        fitting = in_language(case["lang"], events.filter_events, table, **case["choices"])
        assert fitting["id"].tolist() == case["ids"]


def test_quotations_fit_their_filters() -> None:
    found = cases("filters")["quotes"]
    table = pd.DataFrame(found["table"])
    assert quotes.records(table) == found["records"]
    for case in found["cases"]:
        assert quotes.filter_quotes(table, **case["choices"])["id"].tolist() == case["ids"]


def test_words_are_folded_and_searched() -> None:
    found = cases("filters")
    for case in found["folds"]:
        assert filters.fold(case["words"]) == case["folded"]
    for case in found["searches"]:
        text = pd.Series([filters.fold(case["text"])])
        assert filters.containing(text, case["query"]).tolist() == [bool(case["marked"])]


def test_two_wordings_differ_and_the_difference_is_told() -> None:
    for case in cases("difference"):
        assert wording.difference(case["before"], case["after"]) == [tuple(part) for part in case["parts"]]
        assert compare(case["before"], case["after"], lang="en").sentence == case["sentence"]


def test_a_tally_is_estimated() -> None:
    for case in cases("poll"):
        found = polling.Estimate(case["yes"], case["no"])
        for name in ("margin", "uncut", "share", "low", "high"):
            assert getattr(found, name) == pytest.approx(case[name], rel=1e-9)
        # How often chance alone gives a tally as far off or more: here each tally is counted.
        if found.people < 1000 and not 0 <= found.uncut <= 1:
            odds = polling.chances(found.people, 0 if found.uncut < 0 else 1)
            tail = odds[: case["yes"] + 1] if found.uncut < 0 else odds[case["yes"] :]
            assert sum(tail) == pytest.approx(case["chance"], rel=1e-6)
        assert case["fits"] == (case["chance"] >= polling.RARE)


def test_a_key_is_agreed_listened_to_and_found_by_trying() -> None:
    for case in cases("exchange"):
        prime, alice, bob = case["prime"], case["alice"], case["bob"]
        numbers = key_exchange.walk(prime, alice, bob, case["message"], case["mallory"])
        assert numbers == case["numbers"]
        assert key_exchange.base_of(prime) == case["base"]
        if prime < 100_000:
            assert key_exchange.brute_force(numbers["A"], prime, case["base"]) == alice


def test_what_follows_from_answers_to_the_gates() -> None:
    found = cases("gates")
    assert tuple(found["gates"]) == judging.GATES
    for case in found["cases"]:
        answers = dict(zip(judging.GATES, case["answers"], strict=False))
        assert judging.rule(answers) == tuple(case["rule"])


def test_a_headline_is_put_together() -> None:
    for case in cases("headlines"):
        slots = {str(at): {"ways": {"way": {"words": words}}} for at, words in enumerate(case["words"])}
        sentence = {"opening": case["opening"], "slots": slots}
        assert frames.headline(sentence, dict.fromkeys(slots, "way")) == case["headline"]


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_dates_and_numbers_are_written(lang: str) -> None:
    found = cases("written")
    for case in found["dates"]:
        assert locale.date(case["iso"], lang, case["precision"]) == case[lang]
    for case in found["loose"]:
        assert locale.date(case["iso"], lang) == case[lang]
    for case in found["worded"]:
        assert locale.ours(case["row"], "note", lang) == tuple(case[lang])
    for case in found["numbers"]:
        assert locale.number(case["value"], lang, case["digits"]) == case[lang]
