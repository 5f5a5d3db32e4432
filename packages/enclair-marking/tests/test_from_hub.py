"""Work of a class as a hub has it: what nbgrader's exchange collects, and the homes of students."""

import os
import shutil
import time
import zipfile

import pytest

from batch import collected
from enclair_marking import say
from enclair_marking.course.files import write
from enclair_marking.course.people import read_roster
from enclair_tools.publish import class_repository
from kinds import SLUG, days, solved
from tests.helpers import REPO

FEW = days("return -4")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    folder = tmp_path_factory.mktemp("given") / "class"
    class_repository.write(REPO, folder)
    return folder


@pytest.fixture
def homes(course, given):
    """Two homes of a hub in the inbox, in which nobody has written anything."""
    for name in ("otter", "jupyter-wren"):
        shutil.copytree(given, course.folder / "inbox" / "homes" / name / "class")
    return course.folder / "inbox" / "homes"


def exercise(home, slug=SLUG):
    return home / "class" / "exercises" / "en" / f"{slug}.ipynb"


def roster(course, tmp_path):
    """Real names, and the invented ones that students log in by."""
    (tmp_path / "class.csv").write_text("name;id\nÉlodie Martin;otter\nAli Ben;wren\n", "utf-8")
    course.people, course.roster = read_roster(tmp_path / "class.csv"), True


@pytest.mark.parametrize("form", ["folders", "a zip", "with a roster"])
def test_of_homes_what_students_wrote_is_marked_and_nothing_else_is_told(course, homes, tmp_path, form):
    """The copy in the other language, newer after a correction of the teacher, does not count."""
    write(exercise(homes / "otter"), solved())
    os.utime(exercise(homes / "otter"), (1e9, 1e9))
    write(exercise(homes / "jupyter-wren"), FEW())
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
        write(homes / "otter" / name, "of a system")
    other = "02_words_under_the_microscope"  # not in this course
    write(exercise(homes / "otter", slug=other), solved(other))
    if form == "with a roster":
        roster(course, tmp_path)
    if form == "a zip":
        with zipfile.ZipFile(course.folder / "inbox" / "homes.zip", "w") as packed:
            for path in sorted(homes.rglob("*"), reverse=True):  # what tells of others comes last
                packed.write(path, path.relative_to(homes.parent))
        shutil.rmtree(homes)
    work, refused, notes = collected(course)
    names = ["Ali Ben", "Élodie Martin"] if form == "with a roster" else ["otter", "wren"]
    assert (sorted(work), refused, notes) == (names, {}, set())


def test_nothing_of_a_home_is_lost(course, homes):
    home = homes / "otter"
    write(home / "class" / "exercises" / "en" / f"{SLUG}_kept-2026-11-28-1000.ipynb", solved())
    write(home / "diary.txt", "mine")
    exercise(home).write_text('{"cells": [', "utf-8")
    work, refused, _ = collected(course)
    assert [*work] == ["otter"]
    assert refused == {
        "homes/otter/diary.txt": say("no-notebook"),
        f"homes/otter/class/exercises/en/{SLUG}.ipynb": say("unreadable"),
    }


def test_work_in_the_name_of_somebody_else_is_given_to_nobody(course, homes, tmp_path):
    roster(course, tmp_path)
    shutil.move(homes / "otter" / "class", homes / "otter" / "wren" / "class")
    write(exercise(homes / "otter" / "wren"), solved())
    work, refused, _ = collected(course)
    assert (work, [*refused.values()]) == ({}, [say("names-another")])


def test_a_folder_that_cannot_be_opened_is_told(course):
    if os.geteuid() == 0:
        pytest.skip("root opens every folder; test_ordinary_user.py runs this as somebody else")
    (course.folder / "inbox" / "otter").mkdir(mode=0)
    assert collected(course) == ({}, {"otter": say("closed")}, set())


@pytest.fixture
def in_paris(monkeypatch):
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(("student", "name"), [("otter", "Élodie Martin"), ("wren", "Ali Ben")])
@pytest.mark.parametrize("form", ["inbound/{0}+week 1+2026-11-28 {1}+c2VhbA", "submitted/{0}/week 1"])
def test_what_nbgrader_has_counts_by_the_time_that_it_was_submitted(
    course, tmp_path, in_paris, student, name, form
):
    attempts = [("10:00:00.200000 UTC", solved()), ("11:30:00.100000 CET", FEW())]  # this one is later
    for when, notebook in attempts if "inbound" in form else attempts[1:]:
        folder = course.folder / "inbox" / form.format(student, when)
        write(folder / f"{SLUG}.ipynb", notebook)
        write(folder / "timestamp.txt", f"2026-11-28 {when}")
        write(folder / "submission_secret.txt", "x")
        moment = 4e9 if when.startswith("10") else 1  # when it was copied says nothing
        os.utime(folder / f"{SLUG}.ipynb", (moment, moment))
    for names in ([student], [name]):
        work, refused, notes = collected(course)
        assert ([*work], refused) == (names, {})
        assert "return -4" in work[names[0]]
        assert notes == ({say("twice")} if "inbound" in form else set())
        roster(course, tmp_path)


def test_a_time_that_nbgrader_did_not_write_is_told(course):
    write(course.folder / "inbox" / "otter" / SLUG / f"{SLUG}.ipynb", solved())
    write(course.folder / "inbox" / "otter" / SLUG / "timestamp.txt", "soon")
    work, refused, _ = collected(course)
    assert ([*work], refused) == (["otter"], {f"otter/{SLUG}/timestamp.txt": say("no-notebook")})
