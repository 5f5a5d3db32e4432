"""Forgetting a student, and courses that are damaged; without a kernel."""

import csv
import itertools
import json
import os
import shutil
import sqlite3
import zipfile
from contextlib import closing
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook

from enclair.command.cli import main
from enclair_tools.marking import CourseError, say
from enclair_tools.marking import mark as marking
from enclair_tools.marking.course.files import read, write
from enclair_tools.marking.course.folder import make, open_course
from enclair_tools.marking.running import grading
from tests.helpers import REPO, assert_in

SLUG = "01_what_happened"
NAME, OTHER = "Zoé Quillfeather", "Ali Ben"
# The digits of a time in the gradebook hardly ever are this.
MARK = 987654
ROSTER = f"name;id;email\n{NAME};7741-q;zq@school.example\n{OTHER};7742;\n"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    home = tmp_path_factory.mktemp("forget")
    (home / "class.csv").write_text(ROSTER, "utf-8")
    return make(REPO, home / "course", home / "class.csv", [1]).folder


def without_kernel(course, submissions, shards):
    """Marks as the real one does but for running: each gets its points in the gradebook, and a record."""
    names = {one.pseudonym: one.name for one in course.people}
    done = {(one.student, one.digest) for one in marking.records(course) if one.marked}
    for job in submissions:
        if (job.student, job.digest) in done:
            continue
        inside = f"{job.student}/{job.exercise}/{job.exercise}.ipynb"
        write(course.folder / "autograded" / inside, read(course.folder / "submitted" / inside))
        with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "enclair") as book:
            book.update_or_create_student(job.student)
            book.update_or_create_submission(job.exercise, job.student)
            grade = book.find_grade("days-check", job.exercise, job.exercise, job.student)
            grade.auto_score = MARK if names[job.student] == NAME else 1.5
            grade.needs_manual_grade = False
            book.db.commit()
        checks = {"check": "days_to_formal_investigation", "passed": False, "misconception": "wrong-order"}
        result = {"marked": True, "notes": ["unusual"], "checks": {"days-check": checks}}
        marking._store(course, job, result)
        write(course.folder / "records" / "errors" / f"{job.student}.{job.exercise}.txt", "x")


@pytest.fixture
def course(template, tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "mark", without_kernel)
    return shutil.copytree(template, tmp_path / "course")


def answered(answer):
    notebook = read(REPO / "exercises" / "en" / f"{SLUG}.ipynb")
    [one] = [cell for cell in notebook["cells"] if cell["id"] == "explain-answer"]
    one["source"] = answer
    return notebook


def hand_in(course):
    """The same answers of both, pair work, and a file of each kind that is told with its name."""
    write(course / "inbox" / NAME / f"{SLUG}.ipynb", answered("the same"))
    write(course / "inbox" / OTHER / f"{SLUG}.ipynb", answered("the same"))
    write(course / "inbox" / NAME / "quillfeather zoé.docx", "no notebook")
    write(course / "inbox" / OTHER / "mine.docx", "no notebook")


def run(course, *more):
    return main(["mark", str(course), *more])


def pseudonym(course, name=NAME):
    return next((one.pseudonym for one in open_course(course).people if one.name == name), "")


def holding(course, *words):
    """Each file outside the inbox with one of ``words`` in it or in its name, also within zips."""
    found = []
    for folder, folders, names in os.walk(course):
        folders[:] = [each for each in folders if (folder, each) != (str(course), "inbox")]
        for path in (os.path.join(folder, each) for each in (*names, *folders)):
            content = [os.path.relpath(path, course).encode()]
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    content.append(file.read())
                if zipfile.is_zipfile(path):
                    with zipfile.ZipFile(path) as archive:
                        content += [each.encode() for each in archive.namelist()]
                        content += [archive.read(each) for each in archive.namelist()]
            if any(word.encode() in each for word in words if word for each in content):
                found.append(path)
    return found


STEPS = {
    "mark": lambda course: run(course),
    "names": lambda course: run(course, "--names"),
    "empty": lambda course: (shutil.rmtree(course / "inbox" / NAME, ignore_errors=True), run(course))[1],
    "again": lambda course: (hand_in(course), run(course))[1],
}


@pytest.mark.parametrize("before", [(), *itertools.permutations(["mark", "names"], 1), ("mark", "names")])
@pytest.mark.parametrize("after", ["mark", "names", "empty", "again", "forget"])
def test_nothing_is_left_whatever_the_order(course, capsys, before, after):
    hand_in(course)
    for step in before:
        assert STEPS[step](course) == 1  # the .docx
    old = pseudonym(course)
    if before:
        assert holding(course, old)
        with zipfile.ZipFile(course / "copy.zip", "w", zipfile.ZIP_DEFLATED) as copy:
            for path in (course / "results").rglob("*.*"):
                copy.write(path, path.relative_to(course))
            copy.write(course / "course.json", "course.json")
        shutil.copy(course / "gradebook.db", course / "gradebook.db.2026-11-27")
    assert run(course, "--forget", old) == 0
    said = capsys.readouterr().out
    assert_in(said, NAME, "a new run would mark it again, under a new pseudonym")
    words = (
        *(NAME, "Quillfeather", "quillfeather", "7741-q", "zq@school", json.dumps(NAME)[1:-1], old),
        str(MARK),
    )
    assert holding(course, *words) == []
    if before:
        with zipfile.ZipFile(course / "copy.zip") as copy:
            assert "course.json" in copy.namelist()
            assert "results/marks.csv" not in copy.namelist()
        with (course / "results" / "marks.csv").open() as file:
            assert [row["student"] for row in csv.DictReader(file)] == [pseudonym(course, OTHER)]
        table = (course / "results" / "needs_a_human.csv").read_text("utf-8")
        assert_in(table, say("unusual"), "mine.docx")
        assert "The same answers" not in table
    if after == "forget":
        assert run(course, "--forget", old) == 2
        assert "Nobody has the pseudonym" in capsys.readouterr().err
        return
    STEPS[after](course)
    assert holding(course, old) == []
    new = pseudonym(course)
    assert new != old
    assert bool(new) == (after != "empty")
    if new:
        assert say("not-on-roster") in (course / "results" / "needs_a_human.csv").read_text("utf-8")


def test_pair_work_is_forgotten_of_one_and_stays_of_the_other(course, capsys):
    write(course / "inbox" / f"{NAME} & {OTHER}.ipynb", answered("together"))
    assert run(course, "--names") == 0
    old, other = pseudonym(course), pseudonym(course, OTHER)
    with (course / "results" / "needs_a_human.csv").open(encoding="utf-8-sig") as file:
        notes = {(row["student"], row["why"]) for row in csv.DictReader(file)}
    assert {(old, say("pair", others=other)), (other, say("pair", others=old))} <= notes
    assert say("same", others=old)[:20] not in str(notes)
    run(course, "--forget", old)
    assert holding(course, old, NAME) == []
    assert holding(course, other)


def test_a_file_that_marking_did_not_make_is_told_and_not_touched(course, capsys):
    hand_in(course)
    run(course)
    old = pseudonym(course)
    (course / "mine.txt").write_text(f"call {NAME}", "utf-8")
    (course / "b.txt").write_text(f"{old}x and Zoé", "utf-8")
    assert run(course, "--forget", old) == 1
    assert "mine.txt" in capsys.readouterr().out
    assert (course / "mine.txt").is_file()


def test_who_was_deleted_from_names_by_hand_is_not_marked_twice(course, capsys):
    hand_in(course)
    run(course)
    old = pseudonym(course)
    lines = (course / "names.csv").read_text("utf-8").splitlines()
    (course / "names.csv").write_text("\n".join(line for line in lines if old not in line), "utf-8")
    assert run(course) == 2
    assert f"--forget {old}" in capsys.readouterr().err
    assert run(course, "--forget", old) == 0
    assert holding(course, old, str(MARK)) == []
    assert run(course) == 1


def test_an_empty_inbox_is_told(course, capsys):
    assert run(course) == 1
    assert "Nothing to mark" in capsys.readouterr().out
    assert not (course / "results").exists()
    hand_in(course)
    run(course)
    shutil.rmtree(course / "inbox")
    capsys.readouterr()
    assert run(course) == 1
    said = capsys.readouterr().out
    assert_in(said, "Nothing to mark", "Marked: 2")


def everything(course):
    return {
        str(path.relative_to(course)): path.read_bytes()
        for path in course.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


DAMAGED = {
    "course.json": "Write into it",
    "names.csv": "expected a CSV",
    "gradebook.db": "marks of humans stand in it",
    "nbgrader_config.py": "Nothing was run",
    f"release/{SLUG}/{SLUG}.ipynb": "Make a new course",
    f"source/{SLUG}/{SLUG}.ipynb": "Make a new course",
    f"languages/fr/release/{SLUG}/{SLUG}.ipynb": "Make a new course",
}


@pytest.mark.parametrize(
    ("content", "more"),
    [
        *((content, ()) for content in (b"", b"{", b"\xff\xfe\x00garbage", b"[" * 100_000, None)),
        (b"[1, 2]", ("--screen",)),
    ],
)
@pytest.mark.parametrize("file", DAMAGED)
def test_what_is_damaged_is_one_sentence_and_nothing_is_lost(course, capsys, file, content, more):
    hand_in(course)
    if content is None:
        (course / file).unlink()
    else:
        (course / file).write_bytes(content)
    before = everything(course)
    assert run(course, *more) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1
    if not more and not (file == "course.json" and content is None):
        assert DAMAGED[file].casefold() in said.casefold() or "is missing" in said or "letters" in said
    assert everything(course) == before


@pytest.mark.parametrize("folder", ["release", "source", f"release/{SLUG}", "languages/fr/release"])
def test_a_folder_that_is_missing_is_told(course, capsys, folder):
    hand_in(course)
    shutil.rmtree(course / folder)
    assert run(course) == 2
    assert "Make a new course" in capsys.readouterr().err


@pytest.mark.parametrize("about", ['{"lang": "de", "roster": true}', '{"lang": "en"}', "7", '{"lang": []}'])
def test_a_course_of_another_kind_is_told(course, capsys, about):
    (course / "course.json").write_text(about, "utf-8")
    assert run(course) == 2
    assert "is damaged" in capsys.readouterr().err


def test_a_course_of_a_newer_kit_is_told(course, capsys):
    (course / "course.json").write_text('{"lang": "en", "roster": true, "form": 99, "more": 1}', "utf-8")
    assert run(course) == 2
    assert "newer version" in capsys.readouterr().err


def test_a_course_of_an_older_kit_opens_and_says_what_it_lacks(course):
    (course / "course.json").write_text('{"lang": "en", "roster": true}', "utf-8")
    shutil.rmtree(course / "languages")
    hand_in(course)
    write(course / "inbox" / OTHER / f"{SLUG}.ipynb", read(REPO / "exercises" / "fr" / f"{SLUG}.ipynb"))
    assert run(course) == 1
    table = (course / "results" / "needs_a_human.csv").read_text("utf-8")
    assert say("language-missing") in table


def test_a_gradebook_in_use_is_told(course, capsys):
    hand_in(course)
    with closing(sqlite3.connect(course / "gradebook.db")) as book:
        book.execute("BEGIN EXCLUSIVE")
        assert run(course) == 2
    assert "in use by another program" in capsys.readouterr().err


def test_a_damaged_gradebook_can_be_put_back_from_its_copy(course, capsys):
    hand_in(course)
    run(course)
    run(course)  # the copy is of before each run
    (course / "gradebook.db").write_bytes(b"garbage")
    assert run(course) == 2
    assert "copy gradebook.db.bak" in capsys.readouterr().err
    shutil.copy(course / "gradebook.db.bak", course / "gradebook.db")
    assert run(course) == 1
    with (course / "results" / "marks.csv").open() as file:
        assert sorted(row["points"] for row in csv.DictReader(file)) == ["1.5", str(MARK)]


def test_work_that_an_older_gradebook_does_not_know_is_marked_anew(course, capsys):
    shutil.copy(course / "gradebook.db", course.parent / "old.db")
    hand_in(course)
    run(course)
    shutil.copy(course.parent / "old.db", course / "gradebook.db")
    assert run(course) == 1
    with (course / "results" / "marks.csv").open() as file:
        assert sorted(row["points"] for row in csv.DictReader(file)) == ["1.5", str(MARK)]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"student": 1}', b"\xff", b"[" * 100_000])
def test_a_damaged_record_is_set_aside_and_its_work_marked_anew(course, content):
    hand_in(course)
    run(course)
    record = course / "records" / SLUG / f"{pseudonym(course)}.json"
    whole = read(record)
    record.write_bytes(content)
    assert run(course) == 1
    assert read(record)["checks"] == whole["checks"]
    record.write_bytes(content)
    shutil.rmtree(course / "inbox" / NAME)
    assert run(course) == 1
    assert say("record-damaged") in (course / "results" / "needs_a_human.csv").read_text("utf-8")
    assert run(course, "--forget", pseudonym(course)) == 0


def test_a_notebook_has_at_most_20_mb(course, capsys):
    big = json.dumps(answered("x")).encode()
    for name, content in {
        "a": big + b" " * (21 << 20),
        "b": big + b" " * (19 << 20),
        "c": b'{"cells": [' + b"[]," * 6_500_000 + b"[]]}",
        "d": b'{"cells": ' + b"[" * 19_000_000,
    }.items():
        (course / "inbox" / name).mkdir(parents=True)
        (course / "inbox" / name / "x.ipynb").write_bytes(content)
    assert run(course) == 1
    with (course / "results" / "needs_a_human.csv").open(encoding="utf-8-sig") as file:
        told = {row["what"][0]: row["why"] for row in csv.DictReader(file) if not row["student"]}
    assert told == {"a": say("too-large"), "c": say("no-exercise"), "d": say("unreadable")}
    assert "b" in [one.name for one in open_course(course).people]


def test_the_results_say_which_protection_there_was(course, monkeypatch):
    hand_in(course)
    for kind in ("cgroup", "watcher"):
        monkeypatch.setattr(
            "enclair_tools.marking.sandbox.provisioner.protection", lambda kind=kind: kind, raising=False
        )
        run(course)
        for page in ("class.txt", "class.html"):
            assert say(f"protected-{kind}") in (course / "results" / page).read_text("utf-8")


def test_what_nbgrader_refuses_is_one_line(tmp_path, monkeypatch):
    log = "Traceback (most recent call last):\n  File x\nValueError: two cells have one id\n"
    refusing = SimpleNamespace(generate_assignment=lambda _: {"success": False, "log": log})
    monkeypatch.setattr(grading, "api", lambda _: refusing)
    with pytest.raises(CourseError, match=r"refused 01_what_happened[.]ipynb: ValueError") as refused:
        make(REPO, tmp_path / "course", None, [1])
    assert "Traceback" not in str(refused.value)
    assert list(tmp_path.iterdir()) == []
