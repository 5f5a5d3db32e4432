"""The timeline of the case; its filters are tried with those of the page (`tests/test_cases.py`)."""

import pandas as pd
import pytest

from enclair import Timeline
from enclair.case import events, filters
from enclair.text.errors import ChoiceError
from tests.helpers import assert_in, refused

pytestmark = pytest.mark.facts


def test_lanes_are_ours_in_our_order_then_those_of_the_case_then_none(case):
    table = pd.DataFrame({"track": ["", "sport", "reactions", "justice"]})
    assert events.tracks(table) == ["justice", "reactions", "sport", ""]
    assert Timeline(case).lanes == events.tracks(case.timeline)


def test_on_the_day_of_the_arrest_nobody_outside_knew_of_the_inquiry(case):
    that_day = set(events.filter_events(case.timeline, day="2024-08-24")["id"])
    assert "arrest" in that_day
    unknown = {"preliminary-inquiry", "wanted-person-warrants", "judicial-investigation"}
    assert not that_day & {*unknown, "formal-investigation"}


def test_nothing_is_shown_before_it_was_known(case):
    for day in ["2013-01-01", "2024-08-25", "2024-09-06", "2026-12-31"]:
        rows = events.filter_events(case.timeline, day=day)
        assert (events.known_from(rows) <= pd.Timestamp(day)).all()
    assert len(rows) == len(case.timeline)


@pytest.mark.parametrize(
    "value", ["24/08/2024", "soon", "2024-13-01", 20240824, float("nan"), pd.NaT, ["2024-08-24"]]
)
def test_a_day_that_is_none_is_refused_with_an_example(value):
    refused(ChoiceError, "2024-08-25", filters.iso_day, value, "day")


def test_a_filter_that_does_not_exist_is_an_error(case):
    with pytest.raises(KeyError, match="nope"):
        events.filter_events(case.timeline, nope="x")


def test_the_text_twin_says_all_that_the_card_says(case):
    row = case.timeline.set_index("id", drop=False).loc["judicial-investigation"]
    said = " ".join(events.print_table(case.timeline).loc["judicial-investigation"])
    names = ("title_en", "description_en", "source_name", "source_url", "second_source_url")
    assert_in(said, *row[[*names]], "public from 26 August 2024")
