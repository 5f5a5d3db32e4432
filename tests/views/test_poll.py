import re
from math import comb

import numpy as np
import pytest

from enclair import Poll
from enclair.text.locale import tables
from enclair.views import polling as rules
from tests.browser.pages import state
from tests.helpers import assert_in, in_language


def test_a_class_of_30_may_be_off_by_36_points():
    assert [rules.points(rules.margin(people)) for people in rules.PEOPLE] == ["51", "36", "11"]
    assert rules.widths() == (
        "With 15 people such a poll may be off by 51 points, with 30 by 36, with 300 by 11: four times as "
        "many people make it half as wide."
    )
    assert rules.margin(120) == pytest.approx(rules.margin(30) / 2)


@pytest.mark.parametrize("people", [15, 30, 300])
@pytest.mark.parametrize("share", [0, 0.2, 0.5, 1])
def test_the_interval_holds_the_true_share_in_at_least_93_of_100_polls(people, share):
    says_yes = share * rules.TRUTH + (1 - rules.TRUTH) / 2
    odds = [comb(people, yes) * says_yes**yes * (1 - says_yes) ** (people - yes) for yes in range(people + 1)]
    estimates = [rules.estimate(yes, people - yes) for yes in range(people + 1)]
    held = [abs(estimate.unclipped - share) <= estimate.margin for estimate in estimates]
    assert 0.93 < np.dot(odds, held) <= 1 + 1e-9
    assert np.dot(odds, [estimate.unclipped for estimate in estimates]) == pytest.approx(share)


def test_only_the_tally_and_the_question_are_kept():
    view = Poll(question="Is it raining?", yes=18, no=12)
    before = state(view)
    view.yes, view.no, view.question = 100, 50, "Is it snowing?"
    view.table()
    changed = {name for name, value in state(view).items() if value != before[name]}
    assert changed == {"yes", "no", "question"}
    assert {*before} - changed == {"constants", "lang", "page_sentences", "told", "words"}


def test_text_and_html_tell_the_same():
    view = Poll("fr", question="A & B?", yes=18, no=12)
    plain, page = view.table(), view._html()
    assert plain.startswith("A & B?")
    assert "A &amp; B?" in page
    told = tables("enclair.views", "poll", "fr")["page"]
    words = in_language("fr", lambda: [rules.hint(), rules.widths()])
    assert_in(words[0], "75", "25")
    for form in (plain, page):
        assert_in(form, *told["steps"], told["die"], told["kept"], told["by_hand"], *words)


def test_an_empty_poll_is_a_sheet_to_fill_in():
    view = Poll()
    assert view.estimate is None
    assert view.table().startswith(view.page_sentences["question"])
    cells = re.findall(r"<td.*?</td>", view._html())
    assert [re.sub("<.*?>", "", cell) for cell in cells] == ["", ""]
    view.yes = 1
    assert view.estimate == rules.estimate(1, 0)


def test_the_die_hides_as_much_as_the_coins():
    assert rules.TRUTH == 3 / 6
    assert "1, 2 or 3" in Poll().page_sentences["die"]
