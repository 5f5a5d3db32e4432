"""The sides of quotations, and the rule for what is selected by id."""

import re
from pathlib import Path

import pandas as pd
import pytest

from enclair import lessons, load_case
from enclair.case import balance
from enclair.text.locale import by_language
from enclair_tools.teach.balance_report import (
    SIDES,
    decks,
    quotation_ids,
    report,
    report_lengths,
    report_selections,
    report_sides,
    two_sided,
)
from tests.helpers import read

REPO = Path(__file__).parents[3]
QUOTES = pd.DataFrame(
    {"id": [f"Q{n:02d}" for n in range(1, 12)], "stance": [-2, -2, -1, -1, -1, 0, 1, 1, 1, 2, 2]}
)


def test_sides_are_counted_all_three_always():
    assert balance.count_sides(QUOTES) == {"privacy": 5, "neither": 1, "security": 5}
    assert balance.count_sides(QUOTES[:0]) == {"privacy": 0, "neither": 0, "security": 0}


def test_ids_are_found_in_a_text_each_once_in_order():
    text = "compared=['Q06', 'Q04'], see Q06 and Q101; not FAQ01, Q5, Q12b or q07"
    assert quotation_ids(text) == ["Q06", "Q04", "Q101"]
    assert quotation_ids("") == []


@pytest.mark.parametrize(
    ("ids", "share", "holds"),
    [
        (["Q01", "Q07"], 50, True),
        (["Q01", "Q02", "Q07", "Q08", "Q09"], 40, True),
        (["Q01", "Q02", "Q03", "Q07", "Q08"], 60, True),
        (["Q01", "Q02", "Q03", "Q06", "Q07", "Q08"], 60, True),  # neither side is not counted
        (["Q01", "Q07", "Q08"], 33, False),
        (["Q01"], 100, False),
        (["Q07"], 0, False),
    ],
)
def test_the_rule_for_what_is_selected(ids, share, holds):
    [(line, found)] = report_selections({"a deck": ids}, QUOTES)
    assert found is holds
    assert line.startswith("a deck: privacy ")
    assert f"; {share}% of what has a side is on the privacy side." in line
    assert ("never change a code" in line) is not holds


def test_nothing_or_no_side_selected_holds():
    lines = report_selections({"a": [], "b": ["Q06"]}, QUOTES)
    # What selects nothing has no line.
    assert lines == [("b: privacy 0, neither 1, security 0. The rule holds: none has a side.", True)]


def test_an_unknown_id_breaks_the_rule_and_is_named():
    assert report_selections({"a": ["Q01", "Q99"]}, QUOTES) == [
        ("a: No quotation has the id Q99: look it up in the table `quotes`.", False)
    ]


@pytest.mark.parametrize(
    ("sides", "holds"),
    [
        (["privacy", "security"], True),
        (["privacy", "privacy", "privacy", "security", "security", "neither"], True),
        (["neither"], True),
        ([], True),
        (["privacy"], False),
        (["privacy", "security", "security"], False),
        (["left", "right"], False),
    ],
)
def test_the_rule_for_what_is_coded_with_a_side(sides, holds):
    assert [found for _, found in report_sides({"a view": sides})] == [holds]


@pytest.mark.parametrize(
    ("privacy", "security", "holds"),
    [
        ([100], [100], True),
        ([100], [75], True),
        ([100], [74], False),
        ([74], [100], False),
        ([200, 20], [110], True),  # on average
        ([20], [28], True),  # a label: a few letters do not matter
        ([20], [29], False),
        ([100], [], False),
        ([], [100], False),
    ],
)
def test_the_rule_for_lengths_holds_in_every_language(privacy, security, holds):
    texts = [("privacy", "x" * size) for size in privacy] + [("security", "x" * size) for size in security]
    even = [(side, "xxxx") for side in SIDES]
    told = [("neither", "x" * 999), *texts]
    [(line, found)] = report_lengths({"en": {"a view": told}, "fr": {"a view": even}})
    assert found is holds
    assert report_lengths({"en": {"a view": even}, "fr": {"a view": told}})[0][1] is holds
    assert line.startswith("a view, letters on average: in English privacy ")


@pytest.fixture(scope="module")
def told():
    """What has a side, by language and lesson."""
    return by_language(lambda: two_sided(load_case()))


def test_both_languages_have_texts_on_the_same_sides(told):
    sides = [
        {
            (lesson, name): [side for side, _ in texts]
            for lesson in views
            for name, texts in views[lesson].items()
        }
        for views in told.values()
    ]
    assert sides[0] == sides[1]
    assert all({"privacy", "security"} <= {*each} for each in sides[0].values())
    assert all(
        words.strip()
        for views in told.values()
        for view in views.values()
        for texts in view.values()
        for _, words in texts
    )


def test_each_view_belongs_to_one_lesson_and_every_kind_is_measured(told):
    views = told["en"]
    names = [name for each in (*views.values(), *decks().values()) for name in each]
    assert len(names) == len(set(names))
    assert {*views[""]} == {"notes on words of one side", "answers to open questions"}
    assert {*views, *decks()} <= {"", *lessons.names()}
    kinds = {
        *(
            "examples of right and false alarms",
            "losses at the request desk",
            "situations at",
            "who sees what",
        ),
        *(
            "of a judge who disagrees on a list of pictures",
            "cards of the debate",
            "roles of",
            "positions of",
        ),
        *("misuses of figures", "explanations of answers to France", "map of reasons in the lesson"),
        "map of reasons in the exercise",
    }
    assert {kind for kind in kinds if not any(kind in name for name in names)} == set()


def test_the_whole_report_holds_in_every_lesson():
    """Of all that views, notebooks, exercises and answers select by id, and of each word on screen."""
    lines = report(REPO, load_case())
    assert [line.text for line in lines if line.holds is False] == []
    said = "\n".join(line.text for line in lines)
    for path in (REPO / "notebooks" / "en").glob("*.ipynb"):
        number = int(path.name[:2])
        assert re.search(rf"^Lesson {number}\. |^  (?:.*; )?{number} \(", said, re.MULTILINE), number
        # Each lesson that selects quotations has a line for it.
        sources = "\n".join("".join(cell["source"]) for cell in read(path)["cells"])
        selects = bool(quotation_ids(sources))
        assert (f"quotations in the lesson (notebooks/en/{path.name})" in said) is selects
