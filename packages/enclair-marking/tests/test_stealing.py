"""Nobody's mark is taken by a name in a zip: whatever Eve packs, wherever it lies, Ali keeps his own work."""

import os
import time
import zipfile

import pytest

from batch import kept
from enclair.command.verbs import CLASS
from enclair_marking import say
from enclair_marking.course.collect import collect
from enclair_marking.course.people import Person
from kinds import SLUG, days, packed, solved, stored

HERE, HONEST, EVIL = f"{SLUG}.ipynb", stored(solved()), stored(days("return -4")())
LISTED = [
    Person("s-ali", "Ali Ben", "32"),
    Person("s-eve", "Eve Mal", "66"),
    Person("s-zoe", "Zoé Martin", "31"),
]

#: What Eve packs, in the name of Ali and later than he.
PACKED = {
    "a folder": packed((f"Ali Ben/{HERE}", EVIL)),
    "a file": packed(("Ali Ben.ipynb", EVIL)),
    "a folder of Moodle": packed((f"Ali Ben_12_assignsubmission_file_/{HERE}", EVIL)),
    "a file of Canvas": packed((f"benali_123_456_{HERE}", EVIL)),
    "a time of nbgrader": packed(
        (f"Ali Ben/week 1/{HERE}", EVIL), ("Ali Ben/week 1/timestamp.txt", b"2027-01-01 10:00:00 UTC")
    ),
    "a home of a hub": packed(
        (f"Ali Ben/class/exercises/en/{HERE}", EVIL), ("Ali Ben/class/.enclair", CLASS.encode())
    ),
    "a class": packed((f"Ali Ben/{HERE}", EVIL), (f"Eve Mal/{HERE}", HONEST)),
}
#: Where Ali's own work lies, and where hers.
PLACES = {
    "folders": (f"Ali Ben/{HERE}", "Eve Mal/hand.zip"),
    "files": ("Ali Ben.ipynb", "Eve Mal.zip"),
    "files of no name": ("Ali Ben.ipynb", "evie's work.zip"),
    "folders of Moodle": (
        f"Ali Ben_11_assignsubmission_file_/{HERE}",
        "Eve Mal_13_assignsubmission_file_/h.zip",
    ),
    "a zip of folders": (f"class.zip/Ali Ben/{HERE}", "class.zip/Eve Mal/hand.zip"),
    "a zip of Moodle": (
        f"class.zip/Ali Ben_11_assignsubmission_file_/{HERE}",
        "class.zip/Eve Mal_13_assignsubmission_file_/hand.zip",
    ),
    "a zip of Canvas": (f"class.zip/benali_11_21_{HERE}", "class.zip/maleve_13_23_hand.zip"),
}


def put(course, path, content, day):
    """Put a file into the inbox, or into a zip there."""
    name, _, inside = path.partition(".zip/")
    where = course.folder / "inbox" / (f"{name}.zip" if inside else path)
    where.parent.mkdir(parents=True, exist_ok=True)
    if not inside:
        where.write_bytes(content)
        os.utime(where, (time.mktime((2026, 11, day, 9, 0, 0, 0, 0, -1)),) * 2)
        return
    with zipfile.ZipFile(where, "a") as archive:
        archive.writestr(zipfile.ZipInfo(inside, (2026, 11, day, 9, 0, 0)), content)


@pytest.mark.parametrize("roster", [True, False], ids=["roster", "no roster"])
@pytest.mark.parametrize("inner", PACKED)
@pytest.mark.parametrize("place", PLACES)
def test_a_name_in_a_zip_takes_nothing_from_anybody(course, place, inner, roster):
    own, hers = PLACES[place]
    course.people, course.roster = [*LISTED] if roster else [], roster
    put(course, own, HONEST, 20)
    put(course, own.replace("Ali Ben", "Zoé Martin").replace("benali_11_21", "martinzoe_12_22"), HONEST, 20)
    put(course, hers, PACKED[inner], 21)
    submissions, refused = collect(course)
    work = kept(course, submissions)
    ali = "benali" if place == "a zip of Canvas" and not roster else "Ali Ben"
    assert "return -4" not in work[ali]
    # What is hers by the outermost name is marked, and what names Ali is told; nothing else is refused.
    assert {one.fault for one in refused} <= {say("names-another")}
    assert all("hand.zip" in one.label or "Eve" in one.label or "evie" in one.label for one in refused)
    if roster and hers.startswith(("Eve", "class")):
        assert refused


def test_an_own_zip_with_an_own_name_in_it_is_marked(course):
    course.people, course.roster = [*LISTED], True
    put(course, "Eve Mal.zip", packed((f"Eve Mal/{HERE}", HONEST)), 20)
    put(course, "tp1.zip", packed((f"Ali Ben/{HERE}", EVIL)), 20)  # a zip that names nobody
    submissions, refused = collect(course)
    assert (sorted(kept(course, submissions)), refused) == (["Ali Ben", "Eve Mal"], [])


@pytest.mark.parametrize("eves", [{"Ali Ben": EVIL}, {"Ali Ben": EVIL, "Eve Mal": HONEST}], ids=" and ".join)
@pytest.mark.parametrize("day", [18, 22])
def test_two_zips_of_nobody_s_that_contradict_each_other_are_left_to_a_human(course, eves, day):
    course.people, course.roster = [*LISTED], True
    put(course, f"hand.zip/Ali Ben/{HERE}", HONEST, 20)
    for name, content in eves.items():
        put(course, f"tp.zip/{name}/{HERE}", content, day)
    submissions, refused = collect(course)
    assert sorted(kept(course, submissions)) == sorted({*eves} - {"Ali Ben"})
    assert {(one.label, one.fault) for one in refused} == {
        (f"{name}.zip/Ali Ben/{HERE}", say("in-two-zips")) for name in ("hand", "tp")
    }
    put(course, f"Ali Ben/{HERE}", HONEST, 20)  # as it says
    submissions, refused = collect(course)
    assert ("return -4" in kept(course, submissions)["Ali Ben"], refused) == (False, [])


def test_a_class_that_an_lms_packed_twice_is_marked_as_it_is_now(course):
    course.people, course.roster = [*LISTED], True
    for name, day, content in (("monday", 20, EVIL), ("friday", 22, HONEST)):
        put(course, f"{name}.zip/Ali Ben_11_assignsubmission_file_/{HERE}", content, day)
        put(course, f"{name}.zip/Zoé Martin_12_assignsubmission_file_/{HERE}", HONEST, day)
    submissions, refused = collect(course)
    assert ("return -4" in kept(course, submissions)["Ali Ben"], refused) == (False, [])


def test_what_lies_in_the_inbox_counts_before_what_a_zip_says_to_be_theirs(course):
    put(course, f"class.zip/Ali Ben/{HERE}", EVIL, 22)
    put(course, f"class.zip/Zoé Martin/{HERE}", HONEST, 22)
    put(course, f"Ali Ben/{HERE}", HONEST, 20)
    submissions, refused = collect(course)
    assert "return -4" not in kept(course, submissions)["Ali Ben"]
    assert [one.notes for one in submissions if say("twice") in one.notes]
    assert refused == []


def test_pair_work_in_the_name_of_ali_does_not_take_the_place_of_his_own(course):
    course.people, course.roster = [*LISTED], True
    put(course, "Ali Ben.ipynb", HONEST, 20)
    put(course, "Eve Mal & Ali Ben.ipynb", EVIL, 22)
    submissions, refused = collect(course)
    work = kept(course, submissions)
    assert ("return -4" in work["Eve Mal"], "return -4" in work["Ali Ben"], refused) == (True, False, [])
    assert {one.student for one in submissions if say("twice") in one.notes} == {"s-ali"}


def test_a_zip_of_one_student_s_that_takes_long_ends_and_is_named(course, monkeypatch):
    monkeypatch.setattr("enclair_marking.course.inbox.MOST_NESTED_SECONDS", -1)
    put(course, f"class.zip/Ali Ben/{HERE}", HONEST, 20)
    put(course, "class.zip/Eve Mal/hand.zip", packed((f"a/{HERE}", EVIL), (f"b/{HERE}", EVIL)), 20)
    submissions, [refused] = collect(course)
    assert sorted(kept(course, submissions)) == ["Ali Ben", "Eve Mal"]
    assert (refused.label, refused.fault) == ("class.zip/Eve Mal/hand.zip", say("too-slow"))


def test_a_notebook_of_a_million_empty_cells_takes_a_moment(course):
    """It once took 33 seconds of processor time."""
    cells = b'{"cells": [' + b"{}," * 2_700_000 + b"{}]}"
    put(course, "a.zip", packed(("Eve Mal.ipynb", cells)), 20)
    assert (course.folder / "inbox" / "a.zip").stat().st_size < 20_000
    began = sum(os.times()[:4])
    submissions, [refused] = collect(course)
    assert sum(os.times()[:4]) - began < 5
    assert (submissions, refused.label, refused.fault) == ([], "a.zip/Eve Mal.ipynb", say("no-exercise"))


def test_a_file_that_was_given_to_nobody_is_forgotten_once_it_is_marked(course):
    course.people, course.roster = [Person("s-one", "Kim Lee", "35"), Person("s-two", "Kim Lee", "36")], True
    put(course, f"class.zip/Kim Lee/{HERE}", HONEST, 20)
    submissions, [refused] = collect(course)
    assert (submissions, refused.label, refused.fault) == ([], f"class.zip/Kim Lee/{HERE}", say("ambiguous"))
    put(course, f"36/{HERE}", HONEST, 20)  # as it says
    [submission], refused = collect(course)
    assert (submission.student, refused) == ("s-two", [])
    put(course, f"class.zip/a/Kim Lee/{HERE}", EVIL, 20)  # other work is told
    assert [one.fault for one in collect(course)[1]] == [say("ambiguous")]
