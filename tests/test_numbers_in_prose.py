"""The marks of numbers (`tests.numbers`): what they hold and what they let pass; every lesson has them."""

import datetime

import pytest

from enclair import lessons
from enclair.text.locale import use_locale
from tests.helpers import REPO, code, markdown
from tests.numbers import day, faults

pytestmark = pytest.mark.facts


def test_every_lesson_is_held_to_its_marks():
    for name in lessons.names():
        test = REPO / "tests" / "lessons" / name / "test_numbers.py"
        assert "test_numbers_in_prose = numbers_in_prose(__name__)" in test.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "marks", "fault"),
    [
        ("Of 1,234, twelve.", ["1,234 = big", "twelve = 12"], ""),
        ("Of 1,234, 12 and 1,234.", ["1,234 = big", "12 = 12"], ""),
        ("Of 12, 1,234.", ["1,234 = big", "12 = 12"], "twelve does not stand there"),
        ("Of 1,234, 13.", ["1,234 = big"], "13 has no mark"),
        ("Of 1,235.", ["1,235 = big"], "it is 1,234"),
        ("Of 1,2345.", ["1,234 = big"], "does not stand there"),
        ("About 3018 more.", ["3018 # a line", "more = big > 1234"], "it does not hold"),
        ("On 24 August 2024.", ["24 August 2024 = day('arrest')"], ""),
        ("On 25 August.", ["25 August = day('arrest')"], "it is 24 August 2024"),
        ("See section 4, `5` and [it](7).", [], ""),
        ("Of 1.", ["1 = nobody"], "NameError"),
    ],
)
def test_a_number_that_is_not_marked_or_not_as_marked_is_named(words, marks, fault):
    known = {"big": 1234, "day": day}
    assert fault in "".join(faults(markdown(words), marks, known)) or not fault
    assert bool(fault) == bool([*faults(markdown(words), marks, known)])
    assert [*faults(code("len([1, 2])"), [], known)] == []


def test_a_translation_is_held_to_the_same_values_as_its_language_writes_them():
    marks = ["1,234.5 = big", "two = 2", "9 % = '9\u00a0%'", "5,000 # a choice", "so = True", "1 May = may"]
    known = {"big": 1234.5, "may": datetime.date(2024, 5, 1)}
    with use_locale("fr"):
        right = markdown("De 1\u202f234,5, deux, 9\u00a0% et 5\u202f000, le 1er mai.")
        assert [*faults(right, marks, known, own=False)] == []
        wrong = markdown("De 1\u202f234,6, trois, 8\u00a0% et 6\u202f000, le 3 mai.")
        assert len([*faults(wrong, marks, known, own=False)]) == 9  # each mark but words, and each number
