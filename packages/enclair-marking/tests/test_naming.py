"""Whom a path names: the folder of the LMS, an exact entry of the roster, a pair; or nobody."""

import pytest

from enclair_marking.course.naming import owners
from enclair_marking.course.people import Person

SLUG = "01_what_happened"
PEOPLE = [
    Person("zoe", "Zoé Martin", "31", "zoe@school.example"),
    Person("ali", "Ali Ben", "32"),
    Person("salah", "Ali Ben Salah", "33"),
    Person("jean", "Jean-Paul Durand", "34"),
    Person("one", "Kim Lee", "35", "kim1@school.example"),
    Person("two", "KIM Lee", "36", "kim2@school.example"),
    Person("dot", "A. Roux"),
]
HERE = f"{SLUG}.ipynb"


def owner(path, people=PEOPLE):
    return owners(people, [SLUG], [(tuple(path.split("/")), SLUG, -1)])[0]


def found(path, people=PEOPLE):
    one = owner(path, people)
    return one.fault or " ".join(sorted(one.students))


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (f"c.zip/Zoé Martin_12_assignsubmission_file_/{HERE}", "zoe"),
        (f"Zoé Martin_32_assignsubmission_file_/{HERE}", "zoe"),  # that number is no id
        ("Kim Lee_12_assignsubmission_file_/35.ipynb", "one"),
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
        (f"c.zip/Ali Ben.zip/x/{HERE}", "ali"),
        (f"Ali Ben et Zoé Martin_7_assignsubmission_file_/{HERE}", "ali zoe"),
        ("Ali Ben & Somebody.ipynb", ""),
        # somebody else is named further in
        ("Zoé Martin/Ali Ben.ipynb", "names-another"),
        ("Zoé Martin/Ali Ben & Durand Jean Paul.ipynb", "names-another"),
        (f"Zoé Martin/benali_123_456_{HERE}", "names-another"),
        (f"Zoé Martin/x.zip/benali_123_456_{HERE}", "names-another"),
        (f"Ali Ben/Ali Ben Salah/{HERE}", "names-another"),
        (f"3B.zip/Zoé Martin/x/benali/{HERE}", "names-another"),
        ("Zoé Martin/32.ipynb", "names-another"),
        ("from zoe@school.example/Ali Ben.ipynb", "names-another"),
        ("Zoé Martin_12_assignsubmission_file_/01_what_happened Jean Paul Durand.ipynb", "names-another"),
        ("Nobody Known_12_assignsubmission_file_/Zoé Martin.ipynb", "names-another"),
        (f"Zoé Martin.zip/Ali Ben/{HERE}", "names-another"),
        (f"Zoé Martin.zip/x.zip/Ali Ben_2_assignsubmission_file_/{HERE}", "names-another"),
        (f"c.zip/nickname/x.zip/Ali Ben/{HERE}", "names-another"),  # what is packed says nothing of others
        # several of one name
        ("Kim Lee.ipynb", "ambiguous"),
        (f"Kim Lee_12_assignsubmission_file_/{HERE}", "ambiguous"),
        ("Kim Lee & Ali Ben.ipynb", "ambiguous"),
    ],
)
def test_a_path_names_who_is_meant(path, names):
    assert found(path) == names


@pytest.mark.parametrize("inside", ["Ali Ben & Zoé Martin.ipynb", "x.zip/31_32/x.ipynb"])
def test_a_pair_in_the_folder_of_one_counts_for_one_and_is_told(inside):
    one = owner(f"Zoé Martin_12_assignsubmission_file_/{inside}")
    assert (one.students, one.fault, one.note) == ({"zoe"}, "", "names-partner")


ALIKE = [
    *(Person("hyphen", "Jean-Paul Durand", "41"), Person("space", "Jean Paul Durand", "42")),
    *(Person("mohamed", "Mohamed Ben Ali", "43"), Person("ali", "Ali Ben Mohamed", "44")),
    *(Person("accent", "Zoé Martin", "45"), Person("none", "Zoe Martin", "46")),
]


@pytest.mark.parametrize("form", ["{}.ipynb", "{}_812_assignsubmission_file_/x.ipynb", "{}.zip/{}/x.ipynb"])
@pytest.mark.parametrize("person", ALIKE, ids=lambda person: person.pseudonym)
def test_names_that_differ_by_a_sign_are_told_apart_by_their_spelling(person, form):
    for name in (person.name, person.name.upper()):
        assert found(form.format(name, name), ALIKE) == person.pseudonym


@pytest.mark.parametrize(
    ("path", "name"),
    [
        # As it is spelled, before the number; where no spelling fits, the number does.
        (f"jean paul DURAND_41_assignsubmission_file_/{HERE}", "space"),
        (f"Durand--Jean Paul_41_assignsubmission_file_/{HERE}", "hyphen"),
        (f"zoë martin_46_assignsubmission_file_/{HERE}", "none"),
        (f"zoë martin_99_assignsubmission_file_/{HERE}", "ambiguous"),
        ("martinzoe_LATE_46_456_x.ipynb", "none"),
        ("Zoé Martin/zoe martin.ipynb", "accent"),  # their own name in a hurry
        ("DURAND Jean-Paul.ipynb", "hyphen"),
        ("Durand, Jean Paul.ipynb", "space"),
        ("43.ipynb", "mohamed"),
        ("Zoe Martin 46.ipynb", "none"),
        ("Mohamed Ben Ali & Zoe Martin.ipynb", "mohamed none"),
        ("Zoe Martin/2.ipynb", "none"),
    ],
)
def test_the_spelling_is_asked_first_then_a_number_then_words(path, name):
    assert found(path, [*ALIKE, Person("two", "Somebody", "2")]) == name


def test_a_name_that_two_others_make_is_no_pair_by_chance():
    people = [Person("a", "Ali"), Person("b", "Ben"), Person("c", "Ali Ben")]
    assert found("Ali Ben.ipynb", people) == "c"
    assert found("Ali_Ben.ipynb", people) == "ambiguous"
