import re
from math import sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from enclair import Poll
from enclair.text.errors import ChoiceError
from enclair.text.toml import tables
from enclair.views import polling as rules
from enclair.views.polling import Estimate
from enclair.views.view import state
from tests.helpers import forms, refused

#: A computer may be busy with other tests.
UNHURRIED = settings(deadline=None)
COUNTS = st.integers(0, rules.MOST)
TALLIES = st.tuples(COUNTS, COUNTS).filter(any)
SHARES = st.one_of(st.sampled_from([0, 0.5, 1]), st.floats(0, 1))


def test_a_class_of_30_may_be_off_by_36_points():
    assert [rules.points(rules.margin(people)) for people in rules.PEOPLE] == ["51", "36", "11"]
    # With "heads" three times in four it would be 24 (one half means yes): the price of more secrecy.
    assert rules.points(rules.margin(30, truth=0.75)) == "24"
    assert rules.widths() == (
        "With 15 people such a poll may be off by 51 points, with 30 by 36, with 300 by 11: four times as "
        "many people make it half as wide."
    )
    assert rules.margin(120) == pytest.approx(rules.margin(30) / 2)


def test_the_margin_is_the_one_of_statsmodels_stretched_by_the_part_that_is_true():
    for people in (10, 30, 300):
        low, high = proportion_confint(people // 2, people, alpha=0.05, method="normal")
        assert rules.margin(people) == pytest.approx((high - low) / 2 / rules.TRUTH, rel=1e-6)


@pytest.mark.parametrize("people", [15, 30, 300])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 1])
def test_the_interval_holds_the_true_share_in_at_least_93_of_100_polls(people, share):
    held = sum(
        chance
        for yes, chance in enumerate(rules.chances(people, share))
        if abs(rules.uncut(yes, people) - share) <= rules.margin(people)
    )
    assert 0.93 < held <= 1 + 1e-9


def test_thrown_coins_give_what_the_formulas_say():
    chance, people, meant = Random(4), 300, 120
    estimates = []
    for _ in range(400):
        yes = sum(
            (person < meant) if chance.random() < 0.5 else chance.random() < 0.5 for person in range(people)
        )
        estimates.append(Estimate(yes, people - yes))
    mean = sum(one.uncut for one in estimates) / len(estimates)
    assert mean == pytest.approx(meant / people, abs=0.01)
    held = [one.low <= meant / people <= one.high for one in estimates]
    assert sum(held) > 0.93 * len(held)


@UNHURRIED
@given(SHARES, st.integers(1, 400), st.floats(0.01, 1))
def test_all_tallies_together_are_certain_and_right_on_average(share, people, truth):
    odds = rules.chances(people, share, truth)
    assert len(odds) == people + 1
    assert sum(odds) == pytest.approx(1)
    mean = sum(chance * rules.uncut(yes, people, truth) for yes, chance in enumerate(odds))
    assert mean == pytest.approx(share, abs=1e-6)


@UNHURRIED
@given(SHARES, st.floats(0.01, 1))
def test_an_answer_is_a_hint_and_with_coins_never_a_proof(share, truth):
    yes, no = rules.truth_probability(share, truth), rules.truth_probability(share, truth, yes=False)
    assert 0 <= no <= share + 1e-9
    assert share - 1e-9 <= yes <= 1 + 1e-9
    if 0.01 < share < 0.99 and truth <= 0.99:
        assert 0 < no < share < yes < 1
    together = rules.yes_probability(share, truth) * yes + (1 - rules.yes_probability(share, truth)) * no
    assert together == pytest.approx(share)
    assert "75 of 100" in rules.hint()
    assert "25 of 100" in rules.hint()


@UNHURRIED
@given(TALLIES)
def test_every_tally_has_an_estimate_within_0_and_100_percent(tally):
    found = Estimate(*tally)
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert found.margin == pytest.approx(2 * 1.96 * sqrt(0.25 / sum(tally)), rel=1e-4)
    low, high = found.share - found.margin, found.share + found.margin
    # Few answers never look exact: the interval is as wide as the margin, unless it holds everything.
    assert found.high - found.low >= min(found.margin, 1) - 1e-12
    if low >= 0 and high <= 1:
        assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("tally", [(1, 0), (0, 1), (rules.MOST, rules.MOST), (rules.MOST, 0)])
def test_the_smallest_and_the_largest_tallies(tally):
    found = Estimate(*tally)
    assert 0 <= found.low <= found.high <= 1


@pytest.mark.parametrize("value", [-1, 1.5, "12", None, True, rules.MOST + 1, float("nan")])
def test_what_is_no_count_is_refused(value):
    refused(ChoiceError, r"yes: found .*; write a whole number from 0 to 100,000", Poll, yes=value)
    view = Poll(yes=3, no=4)
    with pytest.raises(ChoiceError, match="no: found"):
        view.no = value
    assert (view.yes, view.no) == (3, 4)


def test_what_is_no_question_no_share_and_no_people_is_refused():
    for question in (3, None, "x" * 301):
        refused(ChoiceError, "question: found", Poll, question=question)
    refused(ChoiceError, "people: found 0", rules.margin, 0)
    refused(ChoiceError, "share: found", rules.margin, 30, 1.1)
    refused(ChoiceError, "truth: found 0", rules.margin, 30, 0.5, 0)
    refused(ChoiceError, "lang", Poll, "de")


def test_only_the_tally_and_the_question_are_kept():
    view = Poll(question="Is it raining?", yes=18, no=12)
    before = state(view)
    view.yes, view.no, view.question = 100, 50, "Is it snowing?"
    view.table()
    changed = {name for name, value in state(view).items() if value != before[name]}
    assert changed == {"yes", "no", "question"}
    assert {name for name in before if name[0] != "_"} - changed == {
        *("constants", "lang", "page_sentences", "told", "words")
    }
    assert repr(view) == "Poll(100 yes, 50 no)"


def test_text_and_html_tell_the_same(lang):
    view = Poll(lang, question="A & B?", yes=18, no=12)
    plain, page = view.table(), view._html()
    assert plain.startswith("A & B?")
    assert "A &amp; B?" in page
    told = tables("enclair.views", "poll")["page"]
    for words in (*told["steps"], told["die"]):
        assert words in plain
        assert words in page
    for words in (rules.hint(), rules.widths(), told["kept"], told["by_hand"]):
        assert words in plain
        assert words in page
    bundle = forms(view)
    assert (bundle["text/plain"], bundle["text/html"]) == (plain, page)


def test_an_empty_poll_is_a_sheet_to_fill_in():
    view = Poll()
    assert view.estimate is None
    assert view.table().startswith(view.page_sentences["question"])
    cells = re.findall(r"<td.*?</td>", view._html())
    assert [re.sub("<.*?>", "", cell) for cell in cells] == ["", ""]
    view.yes = 1
    assert view.estimate == Estimate(1, 0)


def test_the_die_hides_as_much_as_the_coins():
    # 1, 2 or 3 of six faces: the answer is true in half of the throws, and the rest are even or odd.
    assert rules.TRUTH == 3 / 6
    assert "1, 2 or 3" in Poll().page_sentences["die"]
    assert rules.yes_probability(0) == 1 / 4  # "take a quarter of all answers"
