import re
from math import sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from enclair import Poll
from enclair.text.errors import ChoiceError
from enclair.text.locale import speaking, text
from enclair.views import polling as rules
from enclair.views.polling import Estimate
from enclair.views.view import state
from tests.helpers import forms, in_language, refused

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
    yes, no = rules.meant(share, truth), rules.meant(share, truth, yes=False)
    assert 0 <= no <= share + 1e-9
    assert share - 1e-9 <= yes <= 1 + 1e-9
    if 0.01 < share < 0.99 and truth <= 0.99:
        assert 0 < no < share < yes < 1
    together = rules.said_yes(share, truth) * yes + (1 - rules.said_yes(share, truth)) * no
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
    assert found.is_cut == (low < 0 or high > 1)
    # Few answers never look exact: the interval is as wide as the margin, unless it holds everything.
    assert found.high - found.low >= min(found.margin, 1) - 1e-12
    if not found.is_cut:
        assert (found.low, found.high) == (low, high)


@UNHURRIED
@given(st.integers(0, 400), st.integers(1, 400))
def test_a_tally_fits_no_share_if_the_exact_chance_is_below_25_in_1000(yes, no):
    found = Estimate(yes, no)
    odds = rules.chances(found.people, 0 if yes < no else 1)
    if 0 <= found.uncut <= 1:
        assert found.chance == 1
    else:
        tail = sum(odds[: yes + 1] if yes < no else odds[yes:])
        assert found.chance == pytest.approx(tail, rel=1e-6)
    assert found.fits == (found.chance >= 0.025)


def test_a_tally_outside_0_to_100_shows_its_whole_margin_and_its_chance():
    found = Estimate(3, 27)
    assert (rules.percent(found.low), rules.percent(found.high)) == ("0%", "36%")
    assert found.sentences()[1].endswith(
        "may be anywhere from 0% to 36%. (The estimate came out as −30%, and was cut. If nobody meant yes, "
        "about 4 of 100 such polls would have so few.)"
    )
    assert "If everybody meant yes, about 4 of 100" in Estimate(27, 3).sentences()[1]
    assert not Estimate(2, 28).fits
    assert "came out" not in Estimate(2, 28).sentences()[1]


def test_less_than_a_point_and_more_than_100_are_told():
    huge = Estimate(rules.MOST, rules.MOST).sentences()[1]
    assert "off by 0.4 points" in huge
    assert "anywhere from 49.6% to 50.4%" in huge
    assert "0,4 points" in in_language("fr", Estimate(rules.MOST, rules.MOST).sentences)[1]
    assert "off by more than 100 points, so this tally tells nothing" in Estimate(1, 0).sentences()[1]
    assert "plus de 100 points" in in_language("fr", Estimate(1, 0).sentences)[1]


@UNHURRIED
@given(TALLIES, st.sampled_from(["en", "fr"]))
def test_every_tally_is_told_with_its_interval_and_a_cut_is_said(tally, lang):
    with speaking(lang):
        found = Estimate(*tally)
        made, off = found.sentences()
        digits = 1 if found.margin < 0.01 else 0
        assert "{" not in made + off
        if 0 <= found.uncut <= 1:
            assert rules.percent(found.share, digits) in made
        cut = text("(Reckoned from {below} to {above}, and cut: no share lies outside {none} to {all}.)")
        came = text(
            "(The estimate came out as {raw}, and was cut. If nobody meant yes, about {chance} of 100 such "
            "polls would have so few.)"
        )
        told = [
            cut.split("{above}")[1].split("{")[0] in off,
            came.split("{raw}")[1].split(".")[0] + "." in off,
        ]
        assert sum(told) == (found.is_cut and found.fits)
        if found.fits and found.margin <= 1:
            assert rules.points(found.margin, digits) in off
            assert rules.percent(found.low, digits) in off
            assert rules.percent(found.high, digits) in off


def test_a_class_in_words():
    assert Estimate(18, 12).sentences() == [
        "Answers in all: 30. About half of them, 15, come from the second throw, and about half of those, "
        "7.5, are a yes by chance. Take them from the 18 yes, and 10.5 are left, among about 15 true "
        "answers: the estimate is 70%.",
        "Such a poll may be off by 36 points (in about 95 of 100 cases it is off by less): the true share "
        "may be anywhere from 34% to 100%. (Reckoned from 34% to 106%, and cut: no share lies outside 0% to "
        "100%.)",
    ]
    assert "more than all who said yes (3): the estimate is 0%" in Estimate(3, 27).sentences()[0]
    assert "more than the 15 true answers, so the estimate is 100%" in Estimate(27, 3).sentences()[0]
    assert "this tally tells nothing: every share from 0% to 100%" in Estimate(7, 7).sentences()[1]
    assert "Count again, or ask whether everyone followed the coin." in Estimate(300, 0).sentences()[1]
    assert "Reckoned" not in Estimate(150, 150).sentences()[1]


@pytest.mark.parametrize("tally", [(1, 0), (0, 1), (rules.MOST, rules.MOST), (rules.MOST, 0)])
def test_the_smallest_and_the_largest_tallies(tally):
    found = Estimate(*tally)
    assert 0 <= found.low <= found.high <= 1
    assert all(found.sentences())


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
        *("constants", "lang", "said", "told", "words")
    }
    assert repr(view) == "Poll(100 yes, 50 no)"


def test_text_and_html_tell_the_same(lang):
    view = Poll(lang, question="A & B?", yes=18, no=12)
    plain, page = view.table(), view._html()
    assert plain.startswith("A & B?")
    assert "A &amp; B?" in page
    for words in (*view.sentences(), *(text(step, lang) for step in rules.STEPS), text(rules.DIE, lang)):
        assert words in plain
        assert words in page
    for words in (rules.hint(), rules.widths(), text(rules.KEPT, lang), text(rules.BY_HAND, lang)):
        assert words in plain
        assert words in page
    bundle = forms(view)
    assert (bundle["text/plain"], bundle["text/html"]) == (plain, page)


def test_an_empty_poll_is_a_sheet_to_fill_in():
    view = Poll()
    assert view.estimate is None
    assert view.sentences() == ["No answers yet: write how many said yes and how many said no."]
    assert view.table().startswith(rules.QUESTION)
    cells = re.findall(r"<td.*?</td>", view._html())
    assert [re.sub("<.*?>", "", cell) for cell in cells] == ["", ""]
    view.yes = 1
    assert view.estimate == Estimate(1, 0)


def test_the_die_hides_as_much_as_the_coins():
    # 1, 2 or 3 of six faces: the answer is true in half of the throws, and the rest are even or odd.
    assert rules.TRUTH == 3 / 6
    assert "1, 2 or 3" in rules.DIE
    assert rules.said_yes(0) == 1 / 4  # "take a quarter of all answers"
