"""Work of a class as a hub has it: what nbgrader's exchange collects, and the homes of students."""

import os
import shutil
import time
import zipfile

import pytest

from batch import kept
from enclair_marking import say
from enclair_marking.course.collect import collect
from enclair_marking.course.files import write
from enclair_marking.course.people import read_roster
from enclair_tools.publish import class_repository
from kinds import SLUG, days, solved
from tests.helpers import REPO

FEW, LATE = days("return -4"), days("return -5")


@pytest.fixture(scope="module")
def given(tmp_path_factory):
    """The class repository, as `enclair bundle --git` makes it."""
    folder = tmp_path_factory.mktemp("given") / "class"
    class_repository.write(REPO, folder)
    return folder


@pytest.fixture
def homes(course, given):
    """Two homes of a hub in the inbox, in which nobody has written anything."""
    for name in ("otter", "jupyter-wren"):
        shutil.copytree(given, course.folder / "inbox" / "homes" / name / "class")
    return course.folder / "inbox" / "homes"


def exercise(home, lang="en", slug=SLUG):
    return home / "class" / "exercises" / lang / f"{slug}.ipynb"


def roster(course, tmp_path):
    """Real names, and the invented ones that students log in by."""
    (tmp_path / "class.csv").write_text("name;id\nÉlodie Martin;otter\nAli Ben;wren\n", "utf-8")
    course.people, course.roster = read_roster(tmp_path / "class.csv"), True


def test_of_homes_on_a_hub_what_students_wrote_is_marked_and_nothing_else_is_told(course, homes):
    write(exercise(homes / "otter"), solved())
    write(exercise(homes / "jupyter-wren", "fr"), solved(lang="fr"))
    other = "02_words_under_the_microscope"  # not in this course
    write(exercise(homes / "otter", slug=other), solved(other))
    submissions, refused = collect(course)
    assert sorted(kept(course, submissions)) == ["otter", "wren"]
    assert [one.label for one in refused] == []


def test_who_wrote_nothing_on_a_hub_handed_nothing_in(course, homes):
    """Else the copy in the other language, newer after a correction of the teacher, would count."""
    mine = exercise(homes / "otter")
    write(mine, solved())
    os.utime(mine, (1, 1))
    [submission], _ = collect(course)
    assert (submission.file.when, submission.notes) == (1, [])


def test_nothing_of_a_home_is_lost(course, homes):
    """A file of the student's own, an earlier try, one that is damaged."""
    home = homes / "otter"
    write(home / "class" / "exercises" / "en" / f"{SLUG}_kept-2026-11-28-1000.ipynb", solved())
    write(home / "diary.txt", "mine")
    exercise(home).write_text('{"cells": [', "utf-8")
    submissions, refused = collect(course)
    assert [*kept(course, submissions)] == ["otter"]
    assert {one.label: one.fault for one in refused} == {
        "homes/otter/diary.txt": say("no-notebook"),
        f"homes/otter/class/exercises/en/{SLUG}.ipynb": say("unreadable"),
    }


def test_homes_in_a_zip_are_as_good(course, homes):
    write(exercise(homes / "otter"), solved())
    write(exercise(homes / "jupyter-wren"), FEW())
    with zipfile.ZipFile(course.folder / "inbox" / "homes.zip", "w") as packed:
        for path in sorted(homes.rglob("*"), reverse=True):  # what tells of others comes last
            packed.write(path, path.relative_to(homes.parent))
    shutil.rmtree(homes)
    submissions, refused = collect(course)
    assert (sorted(kept(course, submissions)), refused) == (["otter", "wren"], [])


def test_on_a_hub_a_roster_knows_people_by_the_name_they_log_in_with(course, homes, tmp_path):
    roster(course, tmp_path)
    write(exercise(homes / "otter"), solved())
    write(exercise(homes / "jupyter-wren"), FEW())
    submissions, _ = collect(course)
    assert sorted(kept(course, submissions)) == ["Ali Ben", "Élodie Martin"]


def test_work_in_the_name_of_somebody_else_is_given_to_nobody(course, homes, tmp_path):
    roster(course, tmp_path)
    shutil.move(homes / "otter" / "class", homes / "otter" / "wren" / "class")
    write(exercise(homes / "otter" / "wren"), solved())
    submissions, refused = collect(course)
    assert (submissions, [one.fault for one in refused]) == ([], [say("names-another")])


def test_a_folder_that_cannot_be_opened_is_told(course):
    if os.geteuid() == 0:
        pytest.skip("root opens every folder; test_ordinary_user.py runs this as somebody else")
    (course.folder / "inbox" / "otter").mkdir(mode=0)
    submissions, [refused] = collect(course)
    assert (submissions, refused.label, refused.fault) == ([], "otter", say("closed"))


@pytest.mark.parametrize("student", ["otter", "wren"])
@pytest.mark.parametrize("form", ["inbound/{0}+week 1+2026-11-28 {1}+c2VhbA", "submitted/{0}/week 1"])
def test_what_nbgrader_collects_or_collected_counts_by_the_time_that_it_was_submitted(
    course, tmp_path, monkeypatch, student, form
):
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    attempts = {"10:00:00.200000 UTC": LATE(), "11:30:00.100000 CET": FEW()}  # the second is the later one
    for when, notebook in [*attempts.items()] if "inbound" in form else [*attempts.items()][1:]:
        folder = course.folder / "inbox" / form.format(student, when)
        write(folder / f"{SLUG}.ipynb", notebook)
        write(folder / "timestamp.txt", f"2026-11-28 {when}")
        write(folder / "submission_secret.txt", "x")
        moment = 4e9 if when.startswith("10") else 1  # when it was copied says nothing
        os.utime(folder / f"{SLUG}.ipynb", (moment, moment))
    submissions, refused = collect(course)
    assert ([*kept(course, submissions)], refused) == ([student], [])
    assert "return -4" in kept(course, submissions)[student]
    assert [one.notes for one in submissions] == [[say("twice")] if "inbound" in form else []]
    roster(course, tmp_path)
    assert [*kept(course, collect(course)[0])] == [{"otter": "Élodie Martin", "wren": "Ali Ben"}[student]]
    monkeypatch.undo()
    time.tzset()


def test_a_time_that_nbgrader_did_not_write_is_told(course):
    write(course.folder / "inbox" / "otter" / SLUG / f"{SLUG}.ipynb", solved())
    write(course.folder / "inbox" / "otter" / SLUG / "timestamp.txt", "soon")
    submissions, [refused] = collect(course)
    assert [*kept(course, submissions)] == ["otter"]
    assert (refused.label, refused.fault) == (f"otter/{SLUG}/timestamp.txt", say("no-notebook"))
