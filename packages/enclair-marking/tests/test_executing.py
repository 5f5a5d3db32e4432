"""What is kept of messages, what is unusual in an answer, and how a worker ends: without a kernel."""

import json
import os
import time
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from enclair.checks import MIME, answers, ask, hints, results
from enclair.lessons.what_happened import checks as what_happened
from enclair_marking import mark, say
from enclair_marking.course import records as kept
from enclair_marking.course.files import write
from enclair_marking.course.folder import Course
from enclair_marking.course.records import Record
from enclair_marking.results import report
from enclair_marking.running import executing, judging, kernel
from enclair_marking.running import outputs as shown
from enclair_marking.running.bounds import OUTPUT_LIMIT, clip_error
from enclair_marking.sandbox.inside import LINE
from tests.helpers import CASE, CHECKS, EXERCISES, REPO, lines_of, read


def test_an_error_is_never_longer_than_a_page():
    made = clip_error({"ename": "E" * 10**7, "evalue": ["x"] * 10**6, "traceback": "y\n" * 10**7})
    assert len(json.dumps(made)) < 40_000


def test_an_output_keeps_what_is_plain_and_of_its_type():
    outputs = shown.Outputs()
    for message in ({"kind": "comm", "data": {"text/plain": "x"}}, {"text": "x"}, {}):
        outputs.hear(message)
    for data in (
        {"text/html": "<b>", "text/plain": ["a"], "image/png": "AA", MIME: 1},
        {"text/plain": "3", MIME: {"check": "x", "passed": "yes", "more": [[[]]]}},
    ):
        outputs.hear({"kind": "display", "data": data})
    assert [set(one.data) for one in outputs] == [{"image/png"}, {"text/plain", MIME}]
    assert {one.output_type for one in outputs} == {"display_data"}
    assert outputs[1].data[MIME] == {"check": "x"}


def test_no_honest_solution_is_unusual():
    for path in [*REPO.glob("solutions/*/*.ipynb"), *REPO.glob("exercises/*/*.ipynb")]:
        for cell in read(path)["cells"]:
            if cell["cell_type"] == "code" and "nbgrader" in cell["metadata"]:
                assert not executing._UNUSUAL.search("".join(cell["source"])), path


UNUSUAL = [
    *("import urllib.request", "from pathlib import Path", "import requests", "import builtins"),
    *("from http import client", "vars(check)", "check.__dict__", 'x["_checks"]', "sys.setprofile(f)"),
    *("importlib.reload(x)", "import inspect", "sys.settrace(f)", "sys.monitoring.use_tool_id(1, 'x')"),
    *("error.__traceback__", "frame.f_back.f_globals", "import sys as s; s.settrace(f)"),
    *("from sys import settrace", "getattr(e, '__trace' + 'back__')", "from enclair import lessons"),
    *("from os import write", "import os as o", "pd.read_csv('https://example.org/x.csv')"),
]
HONEST = [
    "requests = 3  # requests to the platform",
    "signal = 'Signal'",
    "opened = events",
    "# https://a.example",
    "from enclair import load_case",
]


@pytest.mark.parametrize("source", UNUSUAL + HONEST)
def test_what_looks_around_is_unusual(source):
    assert bool(executing._UNUSUAL.search(source)) == (source in UNUSUAL)


def test_what_attacks_reach_for_stands_there():
    """An attack on a name that has moved would prove nothing."""
    assert callable(answers.agrees)
    assert callable(what_happened._days_between)
    assert "_checks" in vars(answers.Check({}))


@pytest.fixture
def values(monkeypatch):
    values = []

    def recorded(*given):
        values.append(results.attempt(*given))
        return values[-1]

    monkeypatch.setattr(hints, "attempt", recorded)
    return values


def passes(check, plain):
    return judging.passed(check, json.loads(json.dumps(plain)), "en")


class Everything(int):
    """What equals everything, as its ``__eq__`` says, or says that it is a number."""

    __hash__ = None

    def __eq__(self, other):
        return True


class Yes:
    __class__, __hash__, __eq__ = int, None, Everything.__eq__


def days(events):
    dates = events.set_index("id")["date"]
    return (dates["formal-investigation"] - dates["arrest"]).days


@pytest.mark.parametrize(
    ("change", "passes_again"),
    [
        *((lambda value: value, True), (np.int64, True), (lambda value: -value, False)),
        *((lambda value: Everything(-value), False), (lambda value: Yes(), False)),
    ],
)
def test_a_value_is_judged_by_what_it_is(values, change, passes_again):
    assert ask(what_happened.days_to_formal_investigation, days, CASE).passed
    plain = [judging.plain(change(value)) for value in values]
    for given, result in ((plain, passes_again), (plain[:-1], False), ([], False)):
        assert passes("days_to_formal_investigation", given) == result


@pytest.mark.parametrize("exercise", EXERCISES)
def test_each_right_answer_of_the_banks_passes_once_more(values, exercise):
    recorded = hints.attempt
    for check, several in lines_of(exercise).TestBank.right.items():
        for answer in several if not check.startswith(judging.FIGURES) else ():
            values.clear()
            results.get_values_by(recorded)  # `passed` has put its own there
            assert ask(CHECKS[check], answer, CASE).passed
            assert passes(check, [kernel._written(value) for value in values]), (check, values)


@pytest.mark.parametrize("value", [[0] * 10**6, 10**5000, object(), "x" * 10**7], ids=type)
def test_a_value_that_fits_into_no_line_is_odd(value):
    assert kernel._written(value) == judging.ODD


def test_a_value_that_takes_for_ever_costs_no_other_task(values):
    def cell(name, *values):
        outputs = shown.Outputs()
        outputs.values += values
        return SimpleNamespace(metadata={"nbgrader": {"grade_id": name, "points": 2}}, outputs=outputs)

    ask(what_happened.days_to_formal_investigation, days, CASE)
    cells = [cell("days", *values), cell("slow", {"written": [3, "1e9999999999"]})]
    step = executing.ExecuteClosed()
    step._notes = {}
    for one in cells:
        step._judge(one, "days_to_formal_investigation", "en")
    assert [one.outputs.failed for one in cells] == [0, 1]


@pytest.mark.parametrize("letter", ["a", "é", "\N{GRINNING FACE}", "\ud800"], ids=ascii)
def test_what_a_cell_may_print_fits_into_a_line_in_each_language(tmp_path, monkeypatch, letter):
    with (tmp_path / "words").open("wb") as file:
        monkeypatch.setattr(kernel, "_WORDS", file.fileno())
        kernel.Said.write(kind="stream", text=letter * OUTPUT_LIMIT)
    line = (tmp_path / "words").read_bytes().strip()
    assert len(line) < LINE
    assert json.loads(line)["text"] == letter * OUTPUT_LIMIT


@pytest.mark.parametrize(
    "value",
    [
        *(None, True, 3, 2.5, "é", [1, [2, (3, {4})]], {"a": {1: None}}, frozenset({"x"}), Fraction(1, 3)),
        *(pd.Timestamp("2024-08-24"), pd.Timedelta(days=4), date(2024, 8, 24)),
        *(pd.Series([1.5], ["a"]), pd.DataFrame({"x": [1.5]}), pd.Index(["a", "b"]).to_numpy()),
    ],
)
def test_what_an_answer_may_be_comes_out_as_it_was(value):
    made = judging.value_of(json.loads(json.dumps(judging.plain(value))))
    assert (repr(made), type(made)) == (repr(value), type(value))


#: By student: what marking one submission does before nbgrader is done, and what the teacher is told of it.
ENDS = {
    "s-right": (list, []),
    "s-slow": (lambda: time.sleep(60), ["took-too-long"]),
    "s-exits": (lambda: os._exit(0), ["ended-marking"]),
    "s-raises": (lambda: 1 / 0, ["not-marked"]),
    "s-last": (lambda: ["syntax"], ["syntax"]),
}


@pytest.fixture
def unmarked(tmp_path, monkeypatch):
    """A course, its jobs, and what nbgrader notes of checks."""
    checks = {}

    def autograde(exercise, student, **_):
        result = {"checks": checks, "notes": ENDS[student][0]()}
        path = tmp_path / "autograded" / student / exercise / f"{exercise}.ipynb"
        write(path, {"metadata": {executing.RESULT: result}})
        return {"success": True}

    monkeypatch.setattr(mark, "refusal", lambda: ("", ""))
    for step in ("kernel_settings", "_enrol"):
        monkeypatch.setattr(mark, step, lambda *_: None)
    monkeypatch.setattr(mark, "api", lambda _: SimpleNamespace(autograde=autograde))
    monkeypatch.setattr(kept, "submitted", lambda _: {(name, "x") for name in ENDS})
    jobs = [SimpleNamespace(student=name, exercise="x", digest="d", notes=[]) for name in ENDS]
    return Course(tmp_path, "en", False, []), jobs, checks


def test_whatever_becomes_of_a_submission_the_next_one_has_its_turn(unmarked):
    course, jobs, _ = unmarked
    mark.mark(course, jobs, 2, given_up=5)
    told = {one.student: (one.marked, one.notes) for one in kept.records(course)}
    marked = ("s-right", "s-last")
    assert told == {name: (name in marked, [say(key) for key in keys]) for name, (_, keys) in ENDS.items()}
    assert "ZeroDivisionError" in (course.folder / "records/errors/s-raises.x.txt").read_text("utf-8")


def test_a_newer_file_is_marked_anew_and_first_sight_stays(unmarked):
    course, [job, *_], checks = unmarked
    for digest in ("old", "new"):
        checks["days-check"] = {"note": digest}
        job.digest = digest
        mark.mark(course, [job], 1)
        checks["days-check"] = {"note": "the same file is not marked again"}
        mark.mark(course, [job], 1)
    [record] = kept.records(course)
    assert [each["days-check"]["note"] for each in (record.first, record.checks)] == ["old", "new"]


def test_the_class_reads_the_sentence_that_was_told():
    """Several sentences may stand for one misconception."""
    check = "days_to_formal_investigation"
    told = ask(what_happened.days_to_formal_investigation, lambda events: 7, CASE)
    told = replace(told, check=check)
    outputs = shown.Outputs()
    outputs.hear({"kind": "display", "data": told._repr_mimebundle_()})
    outputs.error("CheckFailed")
    first = {"days-check": executing._feedback(check, outputs)}
    cell = {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade_id": "days-check"}}}
    course = SimpleNamespace(exercises={"01": {"cells": [cell], "metadata": {"title": "One"}}})
    [task] = report.tasks(course, [Record("s-1", "01", "", True, first=first)])
    [(message, *rest)] = task["ideas"]
    assert message in told.message
    assert rest == ["same-for-all", 1]
