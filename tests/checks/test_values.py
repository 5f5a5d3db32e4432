"""What the values that learners give are."""

import doctest
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from enclair.checks import values


def test_the_examples_are_right():
    assert doctest.testmod(values).failed == 0


@pytest.mark.parametrize(
    ("value", "whole", "number", "real"),
    [
        *((4, True, True, True), (np.int64(4), True, True, True), (5.0, True, True, True)),
        *(
            (0.5, False, True, True),
            (Fraction(1, 2), False, True, True),
            (np.float64(0.5), False, True, True),
        ),
        *((10**400, True, False, True), (math.inf, False, False, True), (math.nan, False, False, True)),
        *((True, False, False, False), (np.bool_(True), False, False, False), ("4", False, False, False)),
        *((np.timedelta64(4, "D"), False, False, False), (Decimal("1"), False, False, False)),
    ],
    ids=repr,
)
def test_what_is_a_number(value, whole, number, real):
    found = values.is_whole(value), values.is_number(value), values.is_real(value)
    assert found == (whole, number, real)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("49.6 %", 49.6), ("4 days", 4), ("+3", 3), (" -2,5", -2.5), ("7€", None), ("four", None)),
        *(("1 2", None), ("4 days ago", None), ("", None), (4, None), ("²", None)),
    ],
)
def test_which_texts_say_a_number(written, number):
    assert values.number_in(written) == number
    assert isinstance(values.number_in("4.0"), int)


def test_texts_that_say_numbers_are_read_wherever_they_stand():
    answer = {"A": ("press", "15"), "B": ["4 days", "five"], "C": 3}
    assert values.without_quotation_marks(answer) == ({"A": ("press", 15), "B": [4, "five"], "C": 3}, "15")
    assert values.without_quotation_marks([[["4"]]]) == ([[[4]]], "4")
    assert values.without_quotation_marks([[[["4"]]]]) == ([[[["4"]]]], "")  # too deep for an answer


def test_what_is_empty():
    empty = (None, ..., " ", [], (), set(), {}, pd.Series(dtype=int), pd.DataFrame())
    assert [value for value in empty if not values.is_empty(value)] == []
    assert [value for value in (0, False, "a", [None], {1}) if values.is_empty(value)] == []


def test_a_value_is_told_by_its_first_line_and_not_too_long():
    assert values.short(" one\ntwo ") == "one"
    assert values.short(" ") == "str"
    assert (values.short("a" * 120), values.short("a" * 121)) == ("a" * 120, "a" * 119 + "…")
    assert values.plain(" In  THE\ttext") == "in the text"
    assert values.short(10**5000) == "int"


def test_lists_of_texts_and_pairs_of_numbers():
    assert [values.are_texts(value) for value in (["a"], ("a", "b"), "ab", ["a", 1])] == [
        True,
        True,
        False,
        False,
    ]
    pairs = ((1, 2.5), [1, 2], 3, (1, "2"), (1, 2, 3), "12")
    assert [values.is_number_or_pair(value) for value in pairs] == [True, True, True, False, False, False]
    assert (values.are_whole((4, 5.0)), values.are_whole((4, 5.5))) == (True, False)
