import dataclasses
import re

import pytest

from enclair.case.balance import SIDES
from enclair.case.needs import OtherCaseError
from enclair.lessons.traces import explanations as rules
from enclair.lessons.traces import rivals
from enclair.text.errors import ChoiceError
from tests.helpers import refused
from tests.numbers import answers

#: French requests met, in the first and in the last quarter of 2024.
FIRST, LAST = (answers("FRA", f"2024Q{quarter}") for quarter in (1, 4))

TOPICS = ("france", "everywhere", "moderation", "growth")


def test_each_topic_has_three_explanations_on_different_sides():
    assert rules.TOPICS == TOPICS
    for topic in TOPICS:
        rows = rules.explanations(topic)
        assert len(rows) == 3
        assert sorted(rows["side"]) == sorted(SIDES)
        lengths = rows["said"].str.split().str.len()
        assert lengths.max() <= 3 * lengths.min()


@pytest.mark.parametrize(
    ("topic", "numbers"),
    [
        ("france", [f"{FIRST} in the first", f"{LAST} in the last", f"(×{LAST / FIRST:.0f})"]),
        ("everywhere", ["EU ×18.1 (16 countries)", "India ×21.1 (12 countries)", "India ×3.3."]),
        ("moderation", ["all ×1.58", "terrorism ×2.9", "children ×0.90"]),
        ("growth", ["+56% a year", "+18% a year", "about 119 million"]),
    ],
)
def test_the_numbers_are_those_of_the_tables(case, topic, numbers):
    shown = rivals(case, topic)
    assert all(number in shown.before for number in numbers)


@pytest.mark.parametrize("topic", TOPICS)
def test_text_and_page_say_the_same_and_give_no_verdict(case, topic):
    shown = rivals(case, topic)
    page, plain = shown._repr_html_(), repr(shown)
    for words in (shown.title, shown.before, shown.after, *shown.table.to_numpy().ravel()):
        assert words in plain
        assert words.replace("'", "&#x27;") in page
        assert "{" not in words
    assert shown.table.shape == (3, 3)
    for side in SIDES:
        assert side not in [*shown.table.columns, *shown.table.to_numpy().ravel()]
    for head in shown.table.columns:  # on a phone the heads stand before their cells
        assert page.count(f'data-head="{head}"') == 3
    assert shown._repr_mimebundle_() == {"text/plain": plain, "text/html": page}
    numbers = re.findall(r"\d[\d.,]*", " ".join(rules.explanations(topic)["said"]))
    assert set(numbers) <= {"23"}  # a day; every other number is computed


def test_the_order_is_random(case):
    orders = {tuple(rivals(case, "france").table.iloc[:, 0]) for _ in range(60)}
    assert len(orders) == 6


def test_what_is_not_on_offer_is_told(case):
    refused(ChoiceError, "topic: found 'weather'; choose among france, everywhere", rivals, case, "weather")
    refused(ChoiceError, "instead of a case", rivals, case.users, "france")
    refused(ChoiceError, "topic", rules.fact, case, "weather")


def test_another_case_is_told_that_they_explain_figures_of_this_one(case):
    refused(OtherCaseError, "rivals", rivals, dataclasses.replace(case, name="example-corp"), "france")
