"""Whom a path names: the folder of the LMS, an exact entry of the roster, a pair; or nobody."""

import pytest

from enclair_tools.marking.course.people import AmbiguousError, Person, may_mention, students_in_path

SLUG = "01_what_happened"
PEOPLE = [
    Person("zoe", "Zoé Martin", "31", "zoe@school.example"),
    Person("ali", "Ali Ben", "32"),
    Person("salah", "Ali Ben Salah", "33"),
    Person("jean", "Jean-Paul Durand", "34"),
    Person("one", "Kim Lee", "35", "kim1@school.example"),
    Person("two", "LEE Kim", "36", "kim2@school.example"),
    Person("dot", "A. Roux"),
]
HERE = f"{SLUG}.ipynb"


def found(path):
    pseudonyms, other = students_in_path(PEOPLE, tuple(path.split("/")), [SLUG])
    return " ".join(sorted(pseudonyms)) + (" !" if other else "")


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Zoé Martin_12_assignsubmission_file_/01_what_happened Jean Paul Durand.ipynb", "zoe !"),
        (f"c.zip/Zoé Martin_12_assignsubmission_file_/{HERE}", "zoe"),
        (f"Zoé Martin_32_assignsubmission_file_/{HERE}", "zoe"),  # that number is no id
        ("Kim Lee_12_assignsubmission_file_/35.ipynb", "one"),
        ("Nobody Known_12_assignsubmission_file_/Zoé Martin.ipynb", ""),
        (f"martinzoe_LATE_123_456_{HERE}", "zoe"),
        (f"jeanpauldurand_123_456_{HERE}", "jean"),
        ("martin_zoé.ipynb", "zoe"),
        ("MARTIN, Zoe - 01_What_Happened (2).ipynb", "zoe"),
        ("01-what-happened Durand Jean Paul final.ipynb", "jean"),
        ("Zoé Martin 31.ipynb", "zoe"),
        ("Ali Ben Salah.ipynb", "salah"),
        ("ali_ben.ipynb", "ali"),
        (f"33/{HERE}", "salah"),
        ("3B/from zoe@school.example.ipynb", "zoe"),
        ("Kim Lee/36.ipynb", "two"),
        ("Kim Lee/kim1@school.example.ipynb", "one"),
        ("Zoé Martin/exercise_1_2_final.ipynb", "zoe"),
        # nobody: not exact
        ("Zoé.ipynb", ""),
        ("Z. Martin.ipynb", ""),
        ("Adèle Roux.ipynb", ""),
        ("Zoé Martin 3B.ipynb", ""),
        ("zenibila.ipynb", ""),  # the letters of Ali Ben and more
        ("Nela Bi.ipynb", ""),  # an anagram
        (f"inbox/{HERE}", ""),
        # pairs
        ("Ali Ben & Zoé Martin.ipynb", "ali zoe"),
        ("Ali Ben et Zoé Martin - 01_what_happened.ipynb", "ali zoe"),
        ("Ali Ben and Zoé Martin.ipynb", "ali zoe"),
        ("Ali Ben + Zoé Martin + Durand Jean-Paul.ipynb", "ali jean zoe"),
        ("Ali Ben, Zoé Martin.ipynb", "ali zoe"),
        ("Martin, Zoé & Ben, Ali.ipynb", "ali zoe"),
        ("Ali Ben_Zoé Martin.ipynb", "ali zoe"),
        ("31_32.ipynb", "ali zoe"),
        (f"Ali Ben et Zoé Martin_7_assignsubmission_file_/{HERE}", "ali zoe"),
        ("Ali Ben & Somebody.ipynb", ""),
    ],
)
def test_a_path_names_who_is_meant(path, names):
    assert found(path) == names


@pytest.mark.parametrize(
    "path",
    [
        *("Kim Lee.ipynb", f"Kim Lee_12_assignsubmission_file_/{HERE}", "Kim Lee & Ali Ben.ipynb"),
        *("Zoé Martin/Ali Ben.ipynb", "Zoé Martin/Ali Ben & Zoé Martin.ipynb"),
        *(f"Ali Ben/Ali Ben Salah/{HERE}", f"Zoé Martin/benali_123_456_{HERE}", "Zoé Martin/32.ipynb"),
        "from zoe@school.example/Ali Ben.ipynb",
    ],
)
def test_what_fits_several_is_given_to_nobody(path):
    with pytest.raises(AmbiguousError):
        found(path)


def test_a_name_that_two_others_make_is_no_pair_by_chance():
    people = [Person("a", "Ali"), Person("b", "Ben"), Person("c", "Ali Ben")]
    assert students_in_path(people, ("Ali Ben.ipynb",), [])[0] == {"c"}
    with pytest.raises(AmbiguousError):
        students_in_path(people, ("Ali_Ben.ipynb",), [])


def test_what_may_tell_of_somebody_is_found_when_they_are_forgotten():
    for said in (
        *("3B/zoe-martin notes.pdf", "martinzoe_1_2_x.pdf", "31.pdf", "ZOE@school.example.pdf", "zoe"),
    ):
        assert may_mention(PEOPLE[0], said), said
    assert not may_mention(PEOPLE[0], "Ali Ben/x.pdf")
