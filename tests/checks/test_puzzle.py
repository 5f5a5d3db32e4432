"""Answers in letters: what is told of any puzzle, shown by one."""

import pytest

from tests.banks import take
from tests.helpers import const


@pytest.mark.parametrize(
    ("letters", "misconception", "part"),
    [
        ("DFGAX", "unknown-letter", "X is not the letter"),
        (["D, X"], "unknown-letter", "D, X is not the letter"),
        ("DFGACC", "repeated-line", "Line C stands twice"),
        ("DFEAC", "mixed-own-again", ""),
        ("GDFAC", "used-before-made", "Line G uses a name"),
        ("DGAC", "missing-line", "the name from_bob is never"),
        ("DFGA", "missing-line", "the name result is never"),
        ("dfgac", "", ""),
        ((" F ", "D", "A", "G", "C"), "", ""),
    ],
)
def test_what_a_check_says_of_the_order_of_lines(letters, misconception, part):
    feedback = take("lines_of_the_key", const(list(letters) if isinstance(letters, str) else letters))
    assert feedback.misconception == misconception
    assert part in feedback.message
