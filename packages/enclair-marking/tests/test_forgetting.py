"""Forgetting a student, and courses that are damaged; without a kernel."""

import json
import re
import shutil
import sqlite3
from contextlib import closing
from functools import partial

import pytest
from sqlalchemy.exc import OperationalError

from batch import names, rows
from enclair.command.cli import main
from enclair_marking import CourseError, say
from enclair_marking import mark as marking
from enclair_marking.course import health
from enclair_marking.course.files import read, write
from enclair_marking.course.folder import Course, open_course
from enclair_marking.course.people import Person, read_roster, write_names
from enclair_marking.forget import _left
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
        with health.gradebook(course) as book:
            book.update_or_create_student(job.student)
            book.update_or_create_submission(job.exercise, job.student)
            grade = book.find_grade("days-check", job.exercise, job.exercise, job.student)
            grade.auto_score = MARK if who[job.student] == NAME else 1.5
            grade.needs_manual_grade = False
            book.db.commit()
        checks = {"check": "days_to_formal_investigation", "passed": False, "misconception": "wrong-order"}
        result = {"marked": True, "notes": ["unusual"], "checks": {"days-check": checks}, "error": "x"}
        marking._store(course, job, result, None)


@pytest.fixture
def course(course, tmp_path, monkeypatch):
    monkeypatch.setattr(marking, "mark", without_kernel)
    monkeypatch.setattr(report, "feedback", lambda _, record, *more: f"<p>{record.student}</p>")
    (tmp_path / "class.csv").write_text(ROSTER, "utf-8")
    write_names(course.folder / "names.csv", read_roster(tmp_path / "class.csv"))
    write(course.folder / "course.json", {"lang": "en", "roster": True})
    return course.folder


def put(course, name, answer="the same"):
    notebook = blank()
    cell(notebook, "explain-answer")["source"] = answer
    write(course / "inbox" / name / f"{SLUG}.ipynb", notebook)


def hand_in(course):
    """The same answers of both, and a file of each that is told with its name."""
    for name in (NAME, OTHER):
        put(course, name)
        write(course / "inbox" / name / f"{name}.docx", "no notebook")


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


@pytest.fixture
def marked(course):
    hand_in(course)
    assert run(course, "--names") == 1  # the .docx
    return pseudonym(course)


@pytest.mark.parametrize("again", [True, False])
def test_nothing_is_left_and_a_new_run_knows_nobody(course, marked, capsys, again):
    assert holding(course, marked)
    # What a teacher may have kept beside the course.
    shutil.make_archive(str(course / "copy"), "zip", course / "results")
    shutil.copy(course / "gradebook.db", course / "gradebook.db.2026-11-27")
    (course / "mine.txt").write_text(f"call {NAME}", "utf-8")
    (course / "not mine.txt").write_text("call Zoé", "utf-8")
    assert run(course, "--forget", marked) == 1
    shown = capsys.readouterr().out
    assert_in(shown, NAME, "a new run would mark it again, under a new pseudonym")
    assert {say("forgotten-left", files=", ".join(each)) for each in (OWN, OWN[::-1])} & {*shown.splitlines()}
    for own in OWN:
        (course / own).unlink()
    words = ("Quillfeather", "quillfeather", "7741-q", "zq@school", json.dumps(NAME)[1:-1], marked, str(MARK))
    assert holding(course, NAME, *words) == []
    assert [row["student"] for row in rows(course / "results" / "marks.csv")] == [pseudonym(course, OTHER)]
    assert_in(results(course, "needs_a_human.csv"), say("unusual"), say("same", others="…"))
    assert run(course, "--forget", marked) == 2
    assert "Nobody has the pseudonym" in capsys.readouterr().err
    if not again:
        shutil.rmtree(course / "inbox" / NAME)
    run(course)
    assert holding(course, marked) == []
    assert bool(pseudonym(course)) == again
    assert (say("not-on-roster") in results(course, "needs_a_human.csv")) == again


OWN = ["mine.txt", "copy.zip"]


@pytest.mark.parametrize(
    ("file", "content", "is_told"),
    [
        ("notes/b.txt", "Élodie Martin".encode(), True),
        ("notes/a.json", json.dumps({"who": "Élodie Martin"}).encode(), True),
        ("notes/excel.txt", "x;Élodie Martin".encode("utf-16"), True),
        ("results/mine.txt", b"call bcd234", True),
        ("results/pages.zip", b"PK\x05\x06" + bytes(18), True),
        ("records/x/errors.txt", b"bcd234: stopped", True),
        ("notes/bcd234.txt", b"", True),
        ("submitted/other.txt", "I asked Élodie Martin".encode(), False),
        ("notes/c.txt", "Élodie Martinez abcd234".encode(), False),
    ],
)
def test_a_file_that_still_tells_who_it_was_is_named(tmp_path, file, content, is_told):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_bytes(content)
    left = _left(Course(tmp_path, "fr", True, []), Person("bcd234", "Élodie Martin"))
    assert left == [file] * is_told


def test_who_was_never_marked_can_be_forgotten_and_in_work_of_others_a_name_is_theirs(course):
    put(course, OTHER, f"I asked {NAME}")
    run(course)
    assert run(course, "--forget", pseudonym(course)) == 0
    assert holding(course, "7741-q") == []


def test_pair_work_is_forgotten_of_one_and_stays_of_the_other(course):
    put(course, f"{NAME} & {OTHER}")
    assert run(course, "--names") == 0
    old, other = pseudonym(course), pseudonym(course, OTHER)
    notes = {(row["student"], row["why"]) for row in rows(course / "results" / "needs_a_human.csv")}
    assert {(old, say("pair", others=other)), (other, say("pair", others=old))} <= notes
    assert say("same", others=old)[:20] not in str(notes)
    run(course, "--forget", old)
    assert holding(course, old, NAME) == []
    assert holding(course, other)


def test_a_name_in_pair_work_that_no_roster_split_is_told(course, capsys):
    write(course / "course.json", {"lang": "en", "roster": False})
    put(course, NAME, "alone")
    put(course, f"{OTHER} & {NAME}", "together")
    run(course, "--names")
    pair = pseudonym(course, f"{OTHER} & {NAME}")
    assert run(course, "--forget", pseudonym(course)) == 1
    assert say("forgotten-pair", name=NAME, others=pair) in capsys.readouterr().out
    assert run(course, "--forget", pair) == 0


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
    assert run(course) == 1
    assert_in(capsys.readouterr().out, "Nothing to mark", "Marked: 2")


def test_a_course_of_before_marking_was_a_package_of_its_own_is_marked(course):
    config = course / "nbgrader_config.py"
    before = config.read_text("utf-8").replace("enclair_marking", "enclair_tools.marking")
    before = before.replace("ExecuteClosed,\n", "ExecuteClosed,\n    grading.PlainOutputs,\n")
    assert (before.count("enclair_tools.marking"), before.count("PlainOutputs")) == (2, 1)
    config.write_text(before, "utf-8")
    put(course, NAME)
    assert run(course) == 0
    assert "enclair_tools.marking" not in config.read_text("utf-8")
    assert points(course) == [str(MARK)]


LOST, GARBAGE = "is damaged or missing, and nothing was run", b"\xff\xfe\x00garbage"
BROKEN = [
    *(("course.json", content, LOST) for content in (b"", GARBAGE, b"[" * 99_999, b"7", b'{"lang": "en"}')),
    *(("course.json", b'{"lang": %s, "roster": true}' % lang, LOST) for lang in (b"[]", b'"de"')),
    ("course.json", None, "not a course"),
    *(("names.csv", *each) for each in ((b"", "expected a CSV"), (GARBAGE, "letters"), (None, "missing"))),
    *(("gradebook.db", content, "copy gradebook.db.bak") for content in (b"", GARBAGE, None)),
    *(("nbgrader_config.py", content, LOST) for content in (b"", GARBAGE, None)),
    *((f"{at}/{SLUG}/{SLUG}.ipynb", GARBAGE, LOST) for at in ("release", "source", "languages/fr/release")),
    (f"source/{SLUG}/{SLUG}.ipynb", b"[" * 100_000, LOST),
    *((folder, None, LOST) for folder in ("release", "source", f"release/{SLUG}", "languages")),
]


@pytest.mark.parametrize(("file", "content", "said"), BROKEN, ids=lambda value: ascii(value)[:40])
def test_what_is_damaged_is_one_sentence_and_nothing_is_lost(course, capsys, file, content, said):
    def everything():
        paths = (path for path in course.rglob("*") if path.is_file() and path.name != ".lock")
        return {path: path.read_bytes() for path in paths}

    put(course, NAME)
    if content is not None:
        (course / file).write_bytes(content)
    else:
        (course / file).rename(course.parent / "away")
    before = everything()
    assert run(course, *(["--screen"] if content == b"" else [])) == 2
    [shown] = capsys.readouterr().err.splitlines()
    assert re.search(said, shown), shown
    assert everything() == before


def test_a_gradebook_in_use_is_told(course, monkeypatch, capsys):
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, timeout=0))
    put(course, NAME)
    with closing(sqlite3.connect(course / "gradebook.db")) as book:
        book.execute("BEGIN EXCLUSIVE")
        assert run(course) == 2
    assert "in use by another program" in capsys.readouterr().err


def test_work_that_a_gradebook_of_before_the_run_does_not_know_is_marked_anew(course, marked):
    shutil.copy(course / "gradebook.db.bak", course / "gradebook.db")
    assert run(course) == 1
    assert points(course) == POINTS
    run(course)  # the copy is of before each run
    (course / "gradebook.db").write_bytes(b"garbage")
    shutil.copy(course / "gradebook.db.bak", course / "gradebook.db")
    shutil.rmtree(course / "inbox")
    assert run(course) == 1
    assert points(course) == POINTS


def test_work_whose_record_is_damaged_is_marked_anew_or_told(course, marked):
    record = course / "records" / SLUG / f"{marked}.json"
    whole = read(record)
    for content in (b'{"student": 1}', b"\xff", b"[" * 100_000, b""):
        record.write_bytes(content)
        assert [one.student for one in marking.records(open_course(course)) if not one.marked] == [marked]
    assert run(course) == 1
    assert read(record)["checks"] == whole["checks"]
    record.write_bytes(b"")
    shutil.rmtree(course / "inbox" / NAME)
    assert run(course) == 1
    assert say("record-lost") in results(course, "needs_a_human.csv")
    assert run(course, "--forget", marked) == 0


def test_the_command_says_which_protection_there_was_and_no_page_for_the_class(course, monkeypatch, capsys):
    put(course, NAME)
    for kind in ("cgroup", "bounds"):
        monkeypatch.setattr(marking, "protection", lambda kind=kind: kind)
        run(course)
        assert say(f"protected-{kind}") in capsys.readouterr().out
        assert say(f"protected-{kind}") not in results(course, "class.txt") + results(course, "class.html")


def test_pages_with_names_for_folders_are_for_who_asks_and_are_kept_true(course):
    hand_in(course)
    run(course)
    made = course / "results" / "feedback_with_names"
    assert not made.exists()
    run(course, "--names")
    expected = {f"{name} ({pseudonym(course, name)})" for name in (NAME, OTHER)}
    assert {path.name for path in made.iterdir()} == expected
    [page] = made.glob(f"{NAME}*/*.html")
    assert pseudonym(course) in page.read_text("utf-8")
    table = (course / "names.csv").read_text("utf-8")
    (course / "names.csv").write_text(table.replace(NAME, "Zoé/Q: <1>"), "utf-8")
    run(course)
    [again] = made.glob(f"*({pseudonym(course, 'Zoé/Q: <1>')})")
    assert again.name.startswith("Zoé Q   1 (")


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("code", ["FULL", "IOERR_WRITE", "CANTOPEN", "READONLY", "CORRUPT", "NOTADB"])
def test_a_disk_that_is_full_or_closed_is_not_called_damage(course, code, wrapped):
    """Who copied the backup to its place lost what humans had marked since."""
    said = "copy gradebook.db.bak" if code in ("CORRUPT", "NOTADB") else "leave it where it is"
    error = sqlite3.OperationalError("x")
    error.sqlite_errorcode = getattr(sqlite3, f"SQLITE_{code}")
    with pytest.raises(CourseError, match=said), health.explained_sqlite_errors(open_course(course)):
        raise OperationalError("x", {}, error) if wrapped else error
