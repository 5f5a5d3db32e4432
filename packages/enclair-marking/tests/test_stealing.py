"""Nobody's mark is taken by a name in a zip: whatever Eve packs, wherever it lies, Ali keeps his own work."""

import pytest

from batch import LISTED, collected
from enclair.command.verbs import CLASS
from enclair_marking import say
from enclair_marking.course import inbox
from enclair_marking.course.people import Person
from kinds import SLUG, days, packed, solved, stored

HERE, HONEST, EVIL = f"{SLUG}.ipynb", stored(solved()), stored(days("return -4")())
#: What Eve packs, in the name of Ali and later than he.
PACKED = {
    "a folder": packed((f"Ali Ben/{HERE}", EVIL)),
    "a file": packed(("Ali Ben.ipynb", EVIL)),
    "a folder of Moodle": packed((f"Ali Ben_12_assignsubmission_file_/{HERE}", EVIL)),
    "a file of Canvas": packed((f"benali_123_456_{HERE}", EVIL)),
    "a time of nbgrader": packed(
        (f"Ali Ben/week 1/{HERE}", EVIL), ("Ali Ben/week 1/timestamp.txt", b"2027-01-01 10:00:00 UTC")
    ),
    "a hub": packed((f"Ali Ben/class/exercises/en/{HERE}", EVIL), ("Ali Ben/class/.enclair", CLASS.encode())),
    "a class": packed((f"Ali Ben/{HERE}", EVIL), (f"Eve Mal/{HERE}", HONEST)),
}
#: Where Ali's own work lies, and where hers.
PLACES = {
    "folders": (f"Ali Ben/{HERE}", "Eve Mal/hand.zip"),
    "files": ("Ali Ben.ipynb", "Eve Mal.zip"),
    "files of no name": ("Ali Ben.ipynb", "evie's work.zip"),
    "Moodle": (f"Ali Ben_11_assignsubmission_file_/{HERE}", "Eve Mal_13_assignsubmission_file_/h.zip"),
    "a zip of folders": (f"class.zip/Ali Ben/{HERE}", "class.zip/Eve Mal/hand.zip"),
    "a zip of Moodle": (
        f"class.zip/Ali Ben_11_assignsubmission_file_/{HERE}",
        "class.zip/Eve Mal_13_assignsubmission_file_/hand.zip",
    ),
    "a zip of Canvas": (f"class.zip/benali_11_21_{HERE}", "class.zip/maleve_13_23_hand.zip"),
}


@pytest.mark.parametrize("people", [LISTED, []], ids=["roster", "no roster"])
@pytest.mark.parametrize("inner", PACKED)
@pytest.mark.parametrize("place", PLACES)
def test_a_name_in_a_zip_takes_nothing_from_anybody(course, place, inner, people):
    course.people, course.roster = [*people], bool(people)
    own, hers = PLACES[place]
    another = own.replace("Ali Ben", "Zoé Martin").replace("benali_11_21", "martinzoe_12_22")
    work, refused, _ = collected(course, (own, HONEST), (another, HONEST), (hers, PACKED[inner], 21))
    ali = "benali" if place == "a zip of Canvas" and not people else "Ali Ben"
    assert "return -4" not in work[ali]
    # What is hers by the outermost name is marked, and what names Ali is told; nothing else is refused.
    assert set(refused.values()) <= {say("names-another")}
    assert all("hand.zip" in label or "Eve" in label or "evie" in label for label in refused)
    if people and hers.startswith(("Eve", "class")):
        assert refused


def test_an_own_zip_with_an_own_name_in_it_is_marked(listed):
    work, refused, _ = collected(
        listed,
        ("Eve Mal.zip", packed((f"Eve Mal/{HERE}", HONEST))),
        ("tp1.zip", packed((f"Ali Ben/{HERE}", EVIL))),  # a zip that names nobody
    )
    assert (sorted(work), refused) == (["Ali Ben", "Eve Mal"], {})


@pytest.mark.parametrize("eves", [{"Ali Ben": EVIL}, {"Ali Ben": EVIL, "Eve Mal": HONEST}], ids=" and ".join)
@pytest.mark.parametrize("day", [18, 22])
def test_two_zips_of_nobody_s_that_contradict_each_other_are_left_to_a_human(listed, eves, day):
    hers = [(f"tp.zip/{name}/{HERE}", content, day) for name, content in eves.items()]
    work, refused, _ = collected(listed, (f"hand.zip/Ali Ben/{HERE}", HONEST), *hers)
    assert sorted(work) == sorted({*eves} - {"Ali Ben"})
    assert refused == {f"{name}.zip/Ali Ben/{HERE}": say("in-two-zips") for name in ("hand", "tp")}
    work, refused, _ = collected(listed, (f"Ali Ben/{HERE}", HONEST))  # as it says
    assert ("return -4" in work["Ali Ben"], refused) == (False, {})


#: By what somebody else may have put there: where that lies, its day, and where his own lies.
MOODLE = "Ali Ben_11_assignsubmission_file_"
TWICE = {
    "an LMS packed a class twice": (f"monday.zip/{MOODLE}/{HERE}", 20, f"friday.zip/{MOODLE}/{HERE}"),
    "a zip says that it is his": (f"class.zip/Ali Ben/{HERE}", 23, f"Ali Ben/{HERE}"),
    "somebody names him as a partner": ("Eve Mal & Ali Ben.ipynb", 23, "Ali Ben.ipynb"),
}


@pytest.mark.parametrize("case", TWICE)
def test_of_two_files_in_the_name_of_ali_his_own_counts(listed, case):
    other, day, own = TWICE[case]
    another = other.replace("Ali Ben", "Zoé Martin").replace("_11_", "_12_")
    work, refused, notes = collected(listed, (other, EVIL, day), (another, HONEST, day), (own, HONEST, 22))
    assert ("return -4" in work["Ali Ben"], refused) == (False, {})
    assert say("twice") in notes


def test_a_zip_of_one_student_s_that_takes_long_ends_and_is_named(listed, monkeypatch):
    monkeypatch.setattr(inbox, "NESTED_ZIP", (1 << 20, 10, -1))
    hers = packed((f"a/{HERE}", EVIL), (f"b/{HERE}", EVIL))
    slow = "class.zip/Eve Mal/hand.zip"
    work, refused, _ = collected(listed, (f"class.zip/Ali Ben/{HERE}", HONEST), (slow, hers))
    assert (sorted(work), refused) == (["Ali Ben", "Eve Mal"], {slow: say("too-slow")})


def test_a_file_that_was_given_to_nobody_is_forgotten_once_it_is_marked(listed):
    listed.people = [Person("s-one", "Kim Lee", "35"), Person("s-two", "Kim Lee", "36")]
    first = f"class.zip/Kim Lee/{HERE}"
    assert collected(listed, (first, HONEST))[:2] == ({}, {first: say("ambiguous")})
    work, refused, _ = collected(listed, (f"36/{HERE}", HONEST))  # as it says
    assert ([*work], refused) == (["Kim Lee"], {})
    _, refused, _ = collected(listed, (f"class.zip/a/Kim Lee/{HERE}", EVIL))  # other work is told
    assert [*refused.values()] == [say("ambiguous")]
