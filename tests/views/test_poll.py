import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair import Poll
from enclair.text.errors import ChoiceError
from enclair.text.toml import tables
from enclair.views import polling as rules
from enclair.views.polling import Estimate
from enclair.views.view import state
from tests.helpers import assert_in, forms, in_language, refused

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


@pytest.mark.parametrize("people", [15, 30, 300])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 1])
def test_the_interval_holds_the_true_share_in_at_least_93_of_100_polls(people, share):
    held = sum(
        chance
        for yes, chance in enumerate(rules.chances(people, share))
        if abs(rules.unclipped_estimate(yes, people) - share) <= rules.margin(people)
    )
    assert 0.93 < held <= 1 + 1e-9


@given(SHARES, st.integers(1, 400), st.floats(0.01, 1))
def test_all_tallies_together_are_certain_and_right_on_average(share, people, truth):
    odds = rules.chances(people, share, truth)
    assert len(odds) == people + 1
    assert sum(odds) == pytest.approx(1)
    mean = sum(chance * rules.unclipped_estimate(yes, people, truth) for yes, chance in enumerate(odds))
    assert mean == pytest.approx(share, abs=1e-6)


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


def test_what_is_no_share_and_no_people_is_refused():
    refused(ChoiceError, "people: found 0", rules.margin, 0)
    for share in (-0.1, 1.1):
        refused(ChoiceError, "share: found", rules.margin, 30, share)
    for truth in (0, 1.1):
        refused(ChoiceError, "truth: found", rules.margin, 30, 0.5, truth)
    assert rules.margin(1, share=0, truth=1) == rules.margin(1, share=1, truth=1) == 0


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


def test_text_and_html_tell_the_same():
    view = Poll("fr", question="A & B?", yes=18, no=12)
    plain, page = view.table(), view._html()
    assert plain.startswith("A & B?")
    assert "A &amp; B?" in page
    told = tables("enclair.views", "poll", "fr")["page"]
    words = in_language("fr", lambda: [rules.hint(), rules.widths()])
    for form in (plain, page):
        assert_in(form, *told["steps"], told["die"], told["kept"], told["by_hand"], *words)
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
