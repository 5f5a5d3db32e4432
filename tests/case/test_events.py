"""The timeline of the case; its filters are tried with those of the page (`tests/test_cases.py`)."""

import pandas as pd
import pytest

from enclair import Timeline
from enclair.case import events
from tests.helpers import assert_in

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


def test_the_text_twin_says_all_that_the_card_says(case):
    row = case.timeline.set_index("id", drop=False).loc["judicial-investigation"]
    said = " ".join(events.print_table(case.timeline).loc["judicial-investigation"])
    names = ("title_en", "description_en", "source_name", "source_url", "second_source_url")
    assert_in(said, *row[[*names]], "public from 26 August 2024")
