"""What stands in Python and in JavaScript alike: one table of cases for both (tests/js/cases.test.js).

What belongs to one lesson is tested with it.
"""

import pandas as pd
import pytest

from enclair import compare
from enclair.case import events, filters, model, quotes, wording
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
        assert filters.search_mask(text, case["query"]).tolist() == [bool(case["marked"])]


def test_two_wordings_differ_and_the_difference_is_told() -> None:
    for case in cases("difference"):
        assert wording.difference(case["before"], case["after"]) == [tuple(part) for part in case["parts"]]
        assert repr(compare(case["before"], case["after"])).rpartition("\n")[2] == case["sentence"]


def test_a_tally_is_estimated() -> None:
    for case in cases("poll"):
        estimate = polling.estimate(case["yes"], case["no"])
        assert estimate._asdict() == pytest.approx({name: case[name] for name in estimate._fields}, rel=1e-9)


def test_dates_and_numbers_are_written(lang: str) -> None:
    found = cases("written")
    for case in found["dates"]:
        assert locale.date(case["iso"], lang, case["precision"]) == case[lang]
    for case in found["loose"]:
        assert locale.date(case["iso"], lang) == case[lang]
    for case in found["worded"]:
        assert model.localized_field(case["row"], "note") == tuple(case[lang])
    for case in found["numbers"]:
        assert locale.number(case["value"], case["digits"]) == case[lang]
