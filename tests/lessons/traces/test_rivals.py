import dataclasses
import re

import pytest

from enclair.case.balance import SIDES
from enclair.case.model import OtherCaseError
from enclair.lessons.traces import rivals
from enclair.lessons.traces.rivals_table import TOPICS, explanations
from enclair.text.errors import ChoiceError
from tests.helpers import refused


def test_each_topic_has_three_explanations_on_different_sides():
    for topic in TOPICS:
        rows = explanations(topic).values()
        assert sorted(row["side"] for row in rows) == sorted(SIDES)
        lengths = [len(row["said"].split()) for row in rows]
        assert max(lengths) <= 3 * min(lengths)


@pytest.mark.parametrize("topic", TOPICS)
def test_text_and_page_say_the_same_and_give_no_verdict(case, topic):
    shown = rivals(case, topic)
    page, plain = shown._repr_html_(), repr(shown)
    for words in (shown.title, shown.after, *shown.table.to_numpy().ravel()):
        assert words in plain
        assert words.replace("'", "&#x27;") in page
    assert shown.table.shape == (3, 3)
    for side in SIDES:
        assert side not in [*shown.table.columns, *shown.table.to_numpy().ravel()]
    for head in shown.table.columns:  # on a phone the heads stand before their cells
        assert page.count(f'data-head="{head}"') == 3
    assert shown._repr_mimebundle_() == {"text/plain": plain, "text/html": page}
    # Students draw the numbers beside this table, which waits for no guess: it says days and years alone.
    assert {*re.findall(r"\d+", plain)} <= {"23", "24", "2014", "2024"}


def test_the_order_is_random(case):
    orders = {tuple(rivals(case, "france").table.iloc[:, 0]) for _ in range(60)}
    assert len(orders) == 6


def test_what_is_not_on_offer_is_told(case):
    refused(ChoiceError, "topic: found 'weather'; choose among france, everywhere", rivals, case, "weather")
    refused(ChoiceError, "instead of a case", rivals, None, "france")


def test_another_case_is_told_that_they_explain_figures_of_this_one(case):
    refused(OtherCaseError, "rivals", rivals, dataclasses.replace(case, name="example-corp"), "france")
