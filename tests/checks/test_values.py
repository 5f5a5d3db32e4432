"""What the values that learners give are."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from enclair.checks import values
from tests.helpers import in_language


def test_what_is_a_number():
    whole, huge = [4, np.int64(4), 5.0, -3], [10**400]
    parts, odd = [0.5, Fraction(1, 2), np.float64(0.5)], [math.inf, math.nan]
    none = [True, np.bool_(True), "4", np.timedelta64(4, "D"), Decimal("1"), None]
    everything = [*whole, *huge, *parts, *odd, *none]
    assert [value for value in everything if values.is_whole(value)] == [*whole, *huge]
    assert [value for value in everything if values.is_number(value)] == [*whole, *parts]
    assert [value for value in everything if values.is_real(value)] == [*whole, *huge, *parts, *odd]


def test_which_texts_say_a_number():
    said = {"49.6 %": 49.6, "4 days": 4, "+3": 3, " -2,5": -2.5, "7%": 7}
    assert {written: values.number_in(written) for written in said} == said
    assert isinstance(values.number_in("4.0"), int)
    assert in_language("fr", values.number_in, "9,990 demandes") == ("9990", "9,9900")
    others = ("7€", "four", "1 2", "4 days ago", "", "²", 4, None, "5k", "3 million", "2 Md", "4 mille")
    assert [other for other in others if values.number_in(other) is not None] == []


def test_texts_that_say_numbers_are_read_wherever_they_stand():
    answer = {"A": ("press", "15"), "B": ["4 days", "five"], "C": 3}
    assert values.unquoted_numbers(answer) == ({"A": ("press", 15), "B": [4, "five"], "C": 3}, "15")
    assert values.unquoted_numbers([[["4"]]]) == ([[[4]]], "4")
    assert values.unquoted_numbers([[[["4"]]]]) == ([[[["4"]]]], "")  # too deep for an answer


def test_what_is_empty():
    empty = (None, ..., " ", [], (), set(), {}, pd.Series(dtype=int), pd.DataFrame())
    assert [value for value in empty if not values.is_empty(value)] == []
    assert [value for value in (0, False, "a", [None], {1}) if values.is_empty(value)] == []


def test_a_value_is_told_by_its_first_line_and_not_too_long():
    assert values.short(" one\ntwo ") == "one"
    assert values.short(" ") == "str"
    assert (values.short("a" * 120), values.short("a" * 121)) == ("a" * 120, "a" * 119 + "…")
    assert values.normalized(" In  THE\ttext") == "in the text"
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


def test_what_pandas_and_numpy_give_is_taken_as_a_list_where_only_that_fits():
    pair = pd.Series([1, 2])
    for several in (pair, pair.to_frame(), np.array([1, 2]), pd.Index([1, 2]), pd.array([1, 2])):
        assert values.retyped(several, values.is_number_or_pair) == [1, 2]
    assert values.retyped(np.array(3), values.is_whole) == 3
    assert values.retyped(pair, lambda value: isinstance(value, pd.Series)) is pair
    assert isinstance(values.retyped(pair.to_frame(), lambda value: isinstance(value, pd.Series)), pd.Series)
    assert values.retyped("ab", values.is_whole) == "ab"
    assert values.retyped(pair, lambda value: isinstance(value, dict)) == {0: 1, 1: 2}


def test_of_a_short_list_it_is_told_what_is_in_it():
    assert values.kind([]) == "a list"
    assert values.kind(pd.Series([1, None])) == "a column (Series) with blanks in it (NaN)"
    assert values.kind(pd.Series([1, 2])) == "a column of numbers (Series)"
    assert values.kind(pd.Series(["a"])) == "a column (Series)"
    assert values.kind((True, 1.5)) == "a tuple: a truth value (bool), then a number (float)"
