"""What a check takes for an answer, and which misconception a `Task` names for which result."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from enclair.checks import answers, hints
from enclair.checks.answers import OneOf, Task
from enclair.checks.feedback import IncorrectAnswer, kind, short
from tests.banks import take
from tests.helpers import const, refused

WHOLE, HUGE, PARTS = [4, np.int64(4), 5.0, -3], [10**400], [0.5, Fraction(1, 2), np.float64(0.5)]
ODD, NONE = [math.inf, math.nan], [True, np.bool_(True), "4", np.timedelta64(4, "D"), Decimal("1"), None]
BLANK = [None, ..., " ", [], (), set(), {}, pd.Series(dtype=int), pd.DataFrame()]


@pytest.mark.parametrize(
    ("predicate", "fitting", "others"),
    [
        (answers.is_whole, [*WHOLE, *HUGE], [*PARTS, *ODD, *NONE]),
        (answers.is_number, [*WHOLE, *PARTS], [*HUGE, *ODD, *NONE]),
        (answers.is_real, [*WHOLE, *HUGE, *PARTS, *ODD], NONE),
        (answers.is_empty, BLANK, [0, False, "a", [None], {1}]),
        (answers.are_texts, [["a"], ("a", "b")], ["ab", ["a", 1]]),
        (answers.are_whole, [(4, 5.0)], [(4, 5.5)]),
        (answers.is_number_or_pair, [(1, 2.5), [1, 2], 3], [(1, "2"), (1, 2, 3), "12"]),
    ],
)
def test_what_a_value_is(predicate, fitting, others):
    assert [value for value in fitting if not predicate(value)] == []
    assert [value for value in others if predicate(value)] == []


def test_which_texts_have_a_number():
    numbers = {"49.6 %": 49.6, "4 days": 4, "+3": 3, " −2,5": -2.5, "7%": 7, "0,0009": 0.0009, ".5": 0.5}
    numbers |= {
        "9 990 days": 9990,
        "9,990": 9990,
        "1,234.5": 1234.5,
        "1,000,899": 1000899,
        "9\u202f990,5": 9990.5,
    }
    assert {written: hints.number_in(written) for written in numbers} == numbers
    others = ("7€", "four", "1 2", "1 2345", "2, 4", "nan", "4 days ago", "", "²", 4, None)
    assert [other for other in others if hints.number_in(other) is not None] == []


def test_a_value_is_shown_by_its_first_line_and_not_too_long():
    assert (short(" one\ntwo "), short(" "), short(10**5000)) == ("one", "' '", "int")
    assert (short("a" * 120), short("a" * 121)) == ("a" * 120, "a" * 119 + "…")


def test_what_pandas_and_numpy_give_is_taken_as_a_list_where_only_that_fits():
    pair = pd.Series([1, 2])
    for several in (pair, pair.to_frame(), np.array([1, 2]), pd.Index([1, 2]), pd.array([1, 2])):
        assert answers.retyped(several, answers.is_number_or_pair) == [1, 2]
    assert answers.retyped(np.array(3), answers.is_whole) == 3
    assert answers.retyped(pair, lambda value: isinstance(value, pd.Series)) is pair
    assert answers.retyped(pair.to_frame(), lambda value: isinstance(value, pd.Series)).equals(pair)
    assert answers.retyped("ab", answers.is_whole) == "ab"
    assert answers.retyped(pair, lambda value: isinstance(value, dict)) == {0: 1, 1: 2}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([], "a list"),
        (pd.Series([1, None]), "a column (Series) with blanks in it (NaN)"),
        (pd.Series([1, 2]), "a column of numbers (Series)"),
        (pd.Series(["a"]), "a column (Series)"),
        ((True, 1.5), "a tuple: a truth value (bool), then a number (float)"),
        (["A", 1, 2, 3, 4], "a list"),
        (3 + 4j, "something of type complex"),
        (np.timedelta64(4, "D"), "a length of time (Timedelta)"),
        (np.array([1]), "an array of numbers (ndarray)"),
        (len, "a function, which was not called: its brackets are missing"),
        (map(len, []), "a generator, which makes values only when it is asked (type map)"),
    ],
)
def test_a_value_is_described_and_what_is_in_a_short_list(value, words):
    assert kind(value) == words


#: Of numbers, the sum and the product. For 2 and 2 they are the same.
TASK = Task(
    right=lambda one, other: (one + other, one * other),
    slips=lambda one, other: {
        "one-number": lambda value: value == 7,
        "swapped": (one * other, one + other),
        "other-way-round": (one * other, ...),
        "added": OneOf([(one + other, one), (one + other, other)]),
        "too-many": lambda value: "three" if value == (3, 3) else "",
    },
    other=["wrong-numbers", "wrong-number"],
    tries=[{"one": 5, "other": 3}, {"one": 2, "other": 2}],
    fits=answers.is_number_or_pair,
)


def judged(value, *arguments, **place):
    answers.judge(value, TASK.right(*arguments), TASK.slips(*arguments), TASK.other, **place)


def raised(judge):
    """The note that is raised, and what was found."""
    wrong = refused(IncorrectAnswer, "", judge)
    return wrong.note, wrong.fields["found"]


@pytest.mark.parametrize(
    ("value", "arguments", "note"),
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
def test_the_first_slip_that_gives_a_result_is_named(value, arguments, note):
    assert raised(lambda: judged(value, *arguments)) == (note, str(value))


def test_the_place_is_named_or_else_the_words_or_the_value():
    assert raised(lambda: judged(7, 5, 3, place="B")) == ("one-number", "B")
    assert raised(lambda: judged((3, 3), 5, 3)) == ("too-many", "three")


def test_what_a_check_says_of_the_order_of_lines():
    told = {
        "DFGACC": ("repeated-line", "C stands twice"),
        "GDFAC": ("used-before-made", "Line G uses a name"),
        "DGAC": ("missing-line", "the name from_bob is never"),
        "DFGA": ("missing-line", "the name result is never"),
    }
    for letters, (misconception, part) in told.items():
        feedback = take("lines_of_the_key", const([*letters]))
        assert feedback.misconception == misconception
        assert part in feedback.message
