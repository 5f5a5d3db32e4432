"""Marking that is stopped or killed: what is marked stays, nothing runs on, and the next run goes on."""

import os
import random
import signal
import subprocess
import sys

import pytest

from batch import names, rows
from enclair_marking.course.files import write
from enclair_marking.course.folder import open_course
from kernels import processes
from kinds import FULL, blank, cell, days, solved
from tests.helpers import REPO, until

pytestmark = pytest.mark.marking


@pytest.fixture
def handed_in(course, tmp_path_factory, monkeypatch):
    """What six students are worth, whose work is right, wrong and blank in turn."""
    monkeypatch.setenv("TMPDIR", str(tmp_path_factory.mktemp("t")))
    expected = {}
    for number in range(6):
        notebook, points = [(solved(), FULL), (days("return -4")(), FULL - 2), (blank(), 0)][number % 3]
        cell(notebook, "explain-answer")["source"] += f" {number}"
        write(course.folder / "inbox" / f"student {number}" / "x.ipynb", notebook)
        expected[f"student {number}"] = str(points)
    return expected


def start(course):
    command = [sys.executable, "-m", "enclair", "mark", str(course.folder), "--shards", "2"]
    return subprocess.Popen(command, cwd=REPO, stdout=-1, stderr=-1, encoding="utf-8", start_new_session=True)


def records(course):
    return {path: path.stat().st_mtime_ns for path in course.folder.glob("records/*/*.json")}


def assert_goes_on(course, expected, kept):
    """Nothing is marked twice, and everybody has their points."""
    process = start(course)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert "Traceback" not in out + err
    assert "Marked: 6" in out
    assert records(course).items() >= kept.items()
    who = names(open_course(course.folder))
    marks = [(who[row["student"]], row["points"]) for row in rows(course.folder / "results" / "marks.csv")]
    assert sorted(marks) == sorted(expected.items())


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_marking_keeps_what_is_marked_and_goes_on(sandbox, course, handed_in, number, code):
    process = start(course)
    assert until(lambda: records(course), 120)
    kept = records(course)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (code, "")
    assert err == "Stopped. What is marked stays marked: run the command again, and it goes on.\n"
    assert processes(str(course.folder)) == []
    assert [path for path in course.folder.rglob("*") if path.name.endswith(".new")] == []
    assert os.listdir(os.environ["TMPDIR"]) == []
    assert_goes_on(course, handed_in, kept)


def test_killed_at_any_point_it_goes_on_and_marks_nothing_twice(sandbox, course, handed_in):
    chance, kept = random.Random(9), {}
    for seconds in [chance.uniform(2, 14) for _ in range(4)]:
        process = start(course)
        try:
            process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        assert until(lambda: not processes(str(course.folder)), 20)
        assert records(course).items() >= kept.items()
        kept = records(course)
    assert not any(files for *_, files in os.walk(os.environ["TMPDIR"]))
    assert_goes_on(course, handed_in, kept)
