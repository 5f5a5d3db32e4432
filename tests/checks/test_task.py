"""A `Task`: which misconception is named for which result, on the first try and on a later one."""

import pytest

from enclair.checks.answers import OneOf, Task
from enclair.checks.feedback import FeedbackBuilder, IncorrectAnswer
from enclair.checks.values import is_number_or_pair
from tests.helpers import CHECKS

#: Of numbers, the sum and the product. For 2 and 2 they are the same.
TASK = Task(
    right=lambda one, other: (one + other, one * other),
    slips=lambda one, other: {
        "one-number": lambda value: value == 7,
        "swapped": (one * other, one + other),
        "other-way-round": (one * other, ...),
        "added": OneOf((one + other, one), (one + other, other)),
    },
    vague=("wrong-numbers", "wrong-number"),
    tries=[{"one": 5, "other": 3}, {"one": 2, "other": 2}],
    fits=is_number_or_pair,
)


def note(judge):
    """The note that is raised."""
    with pytest.raises(IncorrectAnswer) as raised:
        judge()
    return raised.value.note


@pytest.mark.parametrize(
    ("value", "arguments", "expected"),
    [
        (7, (5, 3), "one-number"),
        ((15, 8), (5, 3), "swapped"),
        ([15, 9], (5, 3), "other-way-round"),
        ((8, 5), (5, 3), "added"),
        ((8, 3), (5, 3), "added"),
        ((9, 15), (5, 3), "wrong-numbers"),
        ((8, 16), (5, 3), "wrong-number"),
        (8, (5, 3), "wrong-numbers"),
        ((4, 9), (2, 2), "wrong-number"),  # the first number holds, though a slip gives it, too
    ],
)
def test_the_first_slip_that_gives_a_result_is_named(value, arguments, expected):
    assert note(lambda: TASK.judge(value, *arguments)) == expected


def test_the_place_is_told_or_else_the_value():
    for place, fields in (("", {"found": "7"}), ("B", {"found": "B"})):
        with pytest.raises(IncorrectAnswer) as raised:
            TASK.judge(7, 5, 3, place=place)
        assert raised.value.fields == fields


def test_what_holds_for_the_first_arguments_alone_is_hard_coded():
    say = FeedbackBuilder(CHECKS["last_quarter"])
    assert TASK.feedback(lambda one, other: (one + other, one * other), say).passed
    assert note(lambda: TASK.feedback(lambda one, other: (8, 15), say)) == "same-for-all"
    assert note(lambda: TASK.feedback(lambda one, other: (8, one * 3), say)) == "hard-coded"
    assert note(lambda: TASK.feedback(lambda one, other: (one + other, one), say)) == "added"


def test_a_value_that_comes_of_nothing_is_no_constant():
    number = Task(right=lambda: 4, slips=lambda: {"added": 5}, vague="wrong-number")
    say = FeedbackBuilder(CHECKS["users_per_request"])
    assert note(lambda: number.feedback(lambda: 5, say)) == "added"
    assert note(lambda: number.feedback(lambda: 6, say)) == "wrong-number"
