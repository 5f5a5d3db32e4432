"""The sides of quotations, and the rule for what is selected or written for a side."""

import pytest

from enclair import lessons
from enclair.case import balance
from enclair_tools.teach.balance_report import counts, lengths, report, texts
from tests.helpers import CASE, REPO, assert_in, in_language

#: Sides by their first letters; who is on neither is not counted.
HOLDING, BROKEN = ("ps", "ppsss", "pppss", "pppnss", "n"), ("pss", "p", "s")


@pytest.mark.parametrize("sides", [*HOLDING, *BROKEN])
def test_the_rule_for_the_share_of_both_sides(sides):
    names = {side[0]: side for side in balance.SIDES}
    table = counts([("lesson", "a deck", names[side]) for side in sides])
    assert [*table["holds"]] == [sides in HOLDING]
    assert [*table.loc[("lesson", "a deck"), [*balance.SIDES]]] == [sides.count(sign) for sign in "pns"]


@pytest.mark.parametrize(
    ("privacy", "security", "holds"),
    [
        ([100], [75], True),
        ([100], [74], False),
        ([74], [100], False),
        ([200, 20], [110], True),  # on average
        ([20], [28], True),  # a label: a few letters do not matter
        ([20], [29], False),
        ([], [100], False),
    ],
)
def test_the_rule_for_lengths(privacy, security, holds):
    sizes = [("privacy", size) for size in privacy] + [("security", size) for size in security]
    rows = [("", "a view", side, "x" * size) for side, size in [("neither", 999), *sizes]]
    assert [*lengths(rows)["holds"]] == [holds]


def test_both_languages_have_texts_on_the_same_sides():
    english, french = (in_language(lang, texts, CASE) for lang in ("en", "fr"))
    assert [row[:3] for row in english] == [row[:3] for row in french]
    assert all(words.strip() for *_, words in english + french)
    assert {lesson for lesson, *_ in english} <= {"", *lessons.names()}


#: What has a side in lessons, and what selects by id there: some of each kind.
KINDS = (
    *("examples of Alarms", "losses at the request desk", "cards of the debate", "misuses of figures"),
    *("map of reasons in the lesson", "notebooks/en/08_if_everyone_leaves.ipynb", "sentences to code again"),
)


def test_the_whole_report_holds_in_every_lesson():
    tables, broken = report(REPO, CASE)
    assert broken == []
    assert_in(tables, *KINDS)
