"""Forgetting a student, and courses that are damaged; without a kernel."""

import json
import re
import shutil
import sqlite3
from contextlib import closing

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError

from batch import names, rows
from enclair.command.cli import main
from enclair_marking import CourseError, say
from enclair_marking import mark as marking
from enclair_marking.course import health
from enclair_marking.course.files import read, write
from enclair_marking.course.folder import FORM, open_course
from enclair_marking.course.people import read_roster, write_names
from enclair_marking.results import report
from kinds import SLUG, blank, cell
from tests.helpers import assert_in

NAME, OTHER = "Zoé Quillfeather", "Ali Ben"
# The digits of a time in the gradebook hardly ever are this.
MARK = 987654
ROSTER = f"name;id;email\n{NAME};7741-q;zq@school.example\n{OTHER};7742;\n"
POINTS = ["1.5", str(MARK)]


def without_kernel(course, submissions, shards):
    """Marks as the real one does but for running: each gets its points in the gradebook, and a record."""
    who = names(course)
    done = {(record.student, record.digest) for record in marking.records(course) if record.marked}
    for job in submissions:
        if (job.student, job.digest) in done:
            continue
        inside = f"{job.student}/{job.exercise}/{job.exercise}.ipynb"
        write(course.folder / "autograded" / inside, read(course.folder / "submitted" / inside))
        with Gradebook(f"sqlite:///{course.folder / 'gradebook.db'}", "enclair") as book:
            book.update_or_create_student(job.student)
            book.update_or_create_submission(job.exercise, job.student)
            grade = book.find_grade("days-check", job.exercise, job.exercise, job.student)
            grade.auto_score = MARK if who[job.student] == NAME else 1.5
            grade.needs_manual_grade = False
            book.db.commit()
        checks = {"check": "days_to_formal_investigation", "passed": False, "misconception": "wrong-order"}
        result = {"marked": True, "notes": ["unusual"], "checks": {"days-check": checks}}
        marking._store(course, job, result, None)
        write(course.folder / "records" / "errors" / f"{job.student}.{job.exercise}.txt", "x")


@pytest.fixture
def course(course, tmp_path, monkeypatch):
    """The folder of a course with a roster."""
    monkeypatch.setattr(marking, "mark", without_kernel)
    monkeypatch.setattr(report, "feedback", lambda _, record, *more: f"<p>{record.student}</p>")
    (tmp_path / "class.csv").write_text(ROSTER, "utf-8")
    write_names(course.folder / "names.csv", read_roster(tmp_path / "class.csv"))
    write(course.folder / "course.json", {"lang": "en", "roster": True, "form": FORM})
    return course.folder


def answered(answer):
    notebook = blank()
    cell(notebook, "explain-answer")["source"] = answer
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
    return next((person.pseudonym for person in open_course(course).people if person.name == name), "")


def results(course, name):
    return (course / "results" / name).read_text("utf-8-sig")


def points(course):
    return sorted(row["points"] for row in rows(course / "results" / "marks.csv"))


def holding(course, *words):
    """Each file outside the inbox with one of ``words`` in it or in its name."""
    holders = []
    for path in course.rglob("*"):
        inside = path.relative_to(course)
        content = str(inside).encode() + (path.read_bytes() if path.is_file() else b"")
        if inside.parts[0] != "inbox" and any(word.encode() in content for word in words if word):
            holders.append(path)
    return holders


STEPS = {
    "mark": lambda course: run(course),
    "names": lambda course: run(course, "--names"),
    "empty": lambda course: (shutil.rmtree(course / "inbox" / NAME), run(course)),
    "again": lambda course: (hand_in(course), run(course)),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [("mark", "names"), ("mark names", "empty"), ("names", "again")],
)
def test_nothing_is_left_whatever_the_order(course, capsys, before, after):
    hand_in(course)
    for step in before.split():
        assert STEPS[step](course) == 1  # the .docx
    old = pseudonym(course)
    assert holding(course, old)
    # What a teacher may have kept beside the course.
    shutil.make_archive(str(course / "copy"), "zip", course / "results")
    shutil.copy(course / "gradebook.db", course / "gradebook.db.2026-11-27")
    (course / "mine.txt").write_text(f"call {NAME}", "utf-8")
    (course / "not mine.txt").write_text(f"{old}x and Zoé", "utf-8")
    assert run(course, "--forget", old) == 1
    shown = capsys.readouterr().out
    left = next(line for line in shown.splitlines() if line.startswith(say("forgotten-left", files="")[:40]))
    assert_in(shown, NAME, "a new run would mark it again, under a new pseudonym")
    assert ("copy.zip" in left, "mine.txt" in left, "not mine" in left) == (True, True, False)
    for own in ("copy.zip", "mine.txt", "not mine.txt"):
        (course / own).unlink()
    words = ("Quillfeather", "quillfeather", "7741-q", "zq@school", json.dumps(NAME)[1:-1], old, str(MARK))
    assert holding(course, NAME, *words) == []
    assert [row["student"] for row in rows(course / "results" / "marks.csv")] == [pseudonym(course, OTHER)]
    assert say("unusual") in results(course, "needs_a_human.csv")
    assert say("same", others="…") in results(course, "needs_a_human.csv")
    assert (
        (course / "results" / "needs_a_human.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    )  # for spreadsheets
    assert run(course, "--forget", old) == 2
    assert "Nobody has the pseudonym" in capsys.readouterr().err
    STEPS[after](course)
    assert holding(course, old) == []
    new = pseudonym(course)
    assert new != old
    assert bool(new) == (after != "empty")
    assert (say("not-on-roster") in results(course, "needs_a_human.csv")) == bool(new)


def test_who_was_never_marked_can_be_forgotten(course):
    assert run(course, "--forget", pseudonym(course)) == 0
    assert holding(course, NAME, "7741-q") == []


def test_pair_work_is_forgotten_of_one_and_stays_of_the_other(course, capsys):
    write(course / "inbox" / f"{NAME} & {OTHER}.ipynb", answered("together"))
    assert run(course, "--names") == 0
    old, other = pseudonym(course), pseudonym(course, OTHER)
    notes = {(row["student"], row["why"]) for row in rows(course / "results" / "needs_a_human.csv")}
    assert {(old, say("pair", others=other)), (other, say("pair", others=old))} <= notes
    assert say("same", others=old)[:20] not in str(notes)
    run(course, "--forget", old)
    assert holding(course, old, NAME) == []
    assert holding(course, other)


@pytest.fixture
def marked(course):
    """The pseudonym of somebody who was marked."""
    hand_in(course)
    run(course)
    return pseudonym(course)


def test_who_was_deleted_from_names_by_hand_is_not_marked_twice(course, marked, capsys):
    lines = (course / "names.csv").read_text("utf-8").splitlines()
    (course / "names.csv").write_text("\n".join(line for line in lines if marked not in line), "utf-8")
    assert run(course) == 2
    assert f"--forget {marked}" in capsys.readouterr().err
    assert run(course, "--forget", marked) == 0
    assert holding(course, marked, str(MARK)) == []
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
    assert_in(capsys.readouterr().out, "Nothing to mark", "Marked: 2")


def test_a_course_of_before_marking_was_a_package_of_its_own_is_marked(course):
    config = course / "nbgrader_config.py"
    before = config.read_text("utf-8").replace("enclair_marking", "enclair_tools.marking")
    before = before.replace("ExecuteClosed,\n", "ExecuteClosed,\n    grading.PlainOutputs,\n")
    assert (before.count("enclair_tools.marking"), before.count("PlainOutputs")) == (2, 1)
    config.write_text(before, "utf-8")
    hand_in(course)
    assert run(course) == 1  # a human is needed, for the .docx
    assert "enclair_tools.marking" not in config.read_text("utf-8")
    assert points(course) == POINTS


LOST, GARBAGE = "is damaged or missing, and nothing was run", b"\xff\xfe\x00garbage"
#: By file of a course: what is said when it is empty, garbage or missing.
DAMAGED = {
    "course.json": f"{LOST}|not a course",
    "names.csv": "expected a CSV|letters|is missing",
    "gradebook.db": "marks of humans stand in it",
    "nbgrader_config.py": LOST,
    **dict.fromkeys((f"{part}/{SLUG}/{SLUG}.ipynb" for part in ("release", "source")), LOST),
    f"languages/fr/release/{SLUG}/{SLUG}.ipynb": LOST,
}
BROKEN = [
    *((file, content, said) for file, said in DAMAGED.items() for content in (b"", GARBAGE, None)),
    *(("course.json", content, LOST) for content in (b"[" * 99_999, b"7", b'{"lang": "en"}')),
    *(("course.json", b'{"lang": %s, "roster": true, "form": 2}' % lang, LOST) for lang in (b"[]", b'"de"')),
    ("course.json", b'{"lang": "en", "roster": true, "form": 99, "more": 1}', "another version"),
    (f"source/{SLUG}/{SLUG}.ipynb", b"[" * 100_000, LOST),
    *((folder, None, LOST) for folder in ("release", "source", f"release/{SLUG}", "languages/fr/release")),
]


@pytest.mark.parametrize(("file", "content", "said"), BROKEN, ids=lambda value: ascii(value)[:40])
def test_what_is_damaged_is_one_sentence_and_nothing_is_lost(course, capsys, file, content, said):
    def everything():
        paths = (path for path in course.rglob("*") if path.is_file() and path.name != ".lock")
        return {path: path.read_bytes() for path in paths}

    hand_in(course)
    if content is not None:
        (course / file).write_bytes(content)
    else:
        (course / file).rename(course.parent / "away")
    before = everything()
    assert run(course, *(["--screen"] if content == b"" else [])) == 2
    [shown] = capsys.readouterr().err.splitlines()
    assert re.search(said, shown), shown
    assert everything() == before


def test_a_gradebook_in_use_is_told(course, capsys):
    hand_in(course)
    with closing(sqlite3.connect(course / "gradebook.db")) as book:
        book.execute("BEGIN EXCLUSIVE")
        assert run(course) == 2
    assert "in use by another program" in capsys.readouterr().err


def test_a_damaged_gradebook_can_be_put_back_from_its_copy(course, marked, capsys):
    run(course)  # the copy is of before each run
    (course / "gradebook.db").write_bytes(b"garbage")
    assert run(course) == 2
    assert "copy gradebook.db.bak" in capsys.readouterr().err
    shutil.copy(course / "gradebook.db.bak", course / "gradebook.db")
    assert run(course) == 1
    assert points(course) == POINTS


def test_work_that_an_older_gradebook_does_not_know_is_marked_anew(course, capsys):
    shutil.copy(course / "gradebook.db", course.parent / "old.db")
    hand_in(course)
    run(course)
    shutil.copy(course.parent / "old.db", course / "gradebook.db")
    assert run(course) == 1
    assert points(course) == POINTS


@pytest.mark.parametrize("content", [b"", b"[]", b'{"student": 1}', b"\xff", b"[" * 100_000])
def test_work_whose_record_is_damaged_is_marked_anew(course, marked, content):
    record = course / "records" / SLUG / f"{marked}.json"
    whole = read(record)
    record.write_bytes(content)
    assert run(course) == 1
    assert read(record)["checks"] == whole["checks"]
    if not content:  # and if its file is gone, somebody is told
        record.write_bytes(content)
        shutil.rmtree(course / "inbox" / NAME)
        assert run(course) == 1
        assert say("record-damaged") in results(course, "needs_a_human.csv")
        assert run(course, "--forget", marked) == 0


@pytest.mark.parametrize("kind", ["cgroup", "bounds"])
def test_the_command_says_which_protection_there_was_and_no_page_for_the_class(
    course, monkeypatch, capsys, kind
):
    monkeypatch.setattr(marking, "protection", lambda: kind)
    hand_in(course)
    run(course)
    assert say(f"protected-{kind}") in capsys.readouterr().out
    for name in ("class.txt", "class.html"):
        assert say(f"protected-{kind}") not in results(course, name)


def test_pages_with_names_for_folders_are_for_who_asks(course, marked):
    made = course / "results" / "feedback_with_names"
    assert not made.exists()
    run(course, "--names")
    assert sorted(path.name for path in made.iterdir()) == sorted(
        f"{name} ({pseudonym(course, name)})" for name in (NAME, OTHER)
    )
    [page] = made.glob(f"{NAME}*/*.html")
    assert marked in page.read_text("utf-8")
    assert OTHER not in page.read_text("utf-8")
    table = (course / "names.csv").read_text("utf-8")
    (course / "names.csv").write_text(table.replace(NAME, "Zoé/Q: <1>"), "utf-8")
    run(course)  # once there, they are kept true
    assert [path.name for path in made.glob(f"*{pseudonym(course, 'Zoé/Q: <1>')}*")] == [
        f"Zoé Q   1 ({pseudonym(course, 'Zoé/Q: <1>')})"
    ]


def test_a_name_in_pair_work_that_no_roster_split_is_told(course, capsys):
    write(course / "course.json", {"lang": "en", "roster": False, "form": FORM})
    write(course / "inbox" / NAME / f"{SLUG}.ipynb", answered("alone"))
    write(course / "inbox" / f"{OTHER} & {NAME}" / f"{SLUG}.ipynb", answered("together"))
    run(course, "--names")
    pair = pseudonym(course, f"{OTHER} & {NAME}")
    capsys.readouterr()
    assert run(course, "--forget", pseudonym(course)) == 1
    assert say("forgotten-pair", name=NAME, others=pair) in capsys.readouterr().out
    assert run(course, "--forget", pair) == 0


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize(
    ("code", "said"),
    [
        (sqlite3.SQLITE_FULL, "The disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, "leave it where it is"),
        (sqlite3.SQLITE_CANTOPEN, "leave it where it is"),
        (sqlite3.SQLITE_READONLY, "leave it where it is"),
        (sqlite3.SQLITE_CORRUPT, "marks of humans stand in it"),
        (sqlite3.SQLITE_NOTADB, "marks of humans stand in it"),
    ],
)
def test_a_disk_that_is_full_or_closed_is_not_called_damage(course, code, said, wrapped):
    """Who copied the backup to its place lost what humans had marked since."""
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = code
    with (
        pytest.raises(CourseError, match=said) as told,
        health.explained_sqlite_errors(open_course(course)),
    ):
        raise OperationalError("x", {}, error) if wrapped else error
    assert ("copy gradebook.db.bak" in str(told.value)) == ("marks of humans" in said)
