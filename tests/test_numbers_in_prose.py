"""Every lesson has the test of the numbers in its prose (`tests.numbers`)."""

import pytest

from enclair import lessons
from tests.helpers import REPO, code, markdown
from tests.numbers import faults

pytestmark = pytest.mark.facts


def test_every_lesson_is_held_to_its_marks():
    for name in lessons.names():
        test = REPO / "tests" / "lessons" / name / "test_numbers.py"
        assert "test_numbers_in_prose = numbers_in_prose(__name__)" in test.read_text(encoding="utf-8")


def test_a_number_that_is_not_marked_or_not_as_marked_is_named():
    known, marks = {"big": 1234}, ["1,234 = big", "twelve = 12"]
    assert [*faults(markdown("Of 1,234, twelve."), marks, known)] == []
    assert [*faults(code("len([1, 2])"), [], known)] == []
    for words, fault in (
        ("Of 12, 1,234.", "twelve does not stand there"),
        ("Of 1,234, twelve, 13.", "13 has no mark"),
        ("Of 1,235, twelve.", "does not stand there"),
    ):
        assert fault in "".join(faults(markdown(words), marks, known))
