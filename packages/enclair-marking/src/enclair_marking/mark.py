"""Marking what was collected, in several processes, whatever one submission does.

A submission is marked when its record stands in ``records/``; the record is written at once, after nbgrader's
own work. So the command can be stopped at any point, and goes on from there.
"""

import fcntl
import os
import subprocess
import time
import traceback
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from nbformat.validator import get_validator
from nbgrader.apps.api import NbGraderAPI
from tqdm import tqdm

from enclair import stopping
from enclair.text.locale import text, use_locale
from enclair_marking import CourseError, say
from enclair_marking.course import health
from enclair_marking.course.collect import Submission, collect
from enclair_marking.course.files import read, write
from enclair_marking.course.folder import NAMES, Course
from enclair_marking.course.people import read_names
from enclair_marking.course.records import Record, records
from enclair_marking.forget import forget
from enclair_marking.results import report
from enclair_marking.running import judging
from enclair_marking.running.child_process import Child, end, fork_process
from enclair_marking.running.executing import RESULT, kernel_settings
from enclair_marking.running.grading import api
from enclair_marking.sandbox.cgroup import protection
from enclair_marking.sandbox.client import refusal

#: Seconds after which a submission is given up, whatever nbgrader thinks of it.
GIVEN_UP = 150


@contextmanager
def course_lock(course: Course) -> Iterator[None]:
    """Hold an exclusive lock on the course while marking; a second command gets a `CourseError`."""
    with (course.folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CourseError("being-marked", folder=course.folder) from None
        yield


def mark(course: Course, submissions: list[Submission], shards: int, given_up: float = GIVEN_UP) -> None:
    """Mark what is not marked yet, ``shards`` at a time, with a process for each."""
    why, reason = refusal()
    if why:
        raise CourseError(why, reason=reason)
    before = {(one.student, one.exercise): one for one in records(course)}
    done = {(*key, one.digest) for key, one in before.items() if one.marked}
    todo = [one for one in submissions if (one.student, one.exercise, one.digest) not in done]
    _enrol(course, todo)
    # What each submission needs is made once: their processes are forks of this one.
    nbgrader = api(course.folder)
    for relaxed in (False, True):  # compiled once
        get_validator(4, 5, relax_add_props=relaxed)
    judging.prepare()
    kernel_settings()
    protection()
    tqdm.monitor_interval = 0  # no thread of its own
    bar = tqdm(total=len(submissions), initial=len(submissions) - len(todo), desc=text("mark"), disable=None)
    running: dict[Connection, tuple[Child, Submission, float]] = {}
    try:
        while todo or running:
            while todo and len(running) < shards:
                job = todo.pop(0)
                child = fork_process(partial(_mark_one, nbgrader, course.folder, job))
                running[child[1]] = child, job, time.monotonic() + given_up
            ended = wait(running, timeout=1)
            for pipe, (child, job, deadline) in [*running.items()]:
                late = time.monotonic() > deadline
                if late or pipe in ended:
                    del running[pipe]
                    result = end(child) or _nothing("took-too-long" if late else "ended-marking")
                    _store(course, job, result, before.get((job.student, job.exercise)))
                    bar.update()
    finally:
        bar.close()
        for child, _, _ in running.values():
            end(child)


def _enrol(course: Course, todo: Sequence[Submission]) -> None:
    """Enter students in the gradebook: of two processes that enter the same one at once, the second fails."""
    with health.gradebook(course) as gradebook:
        for student in sorted({one.student for one in todo}):
            gradebook.update_or_create_student(student)


def run(course: Course, options: Namespace) -> int:
    """Do what the command ``mark`` was asked for, and say where the results are; 1 if a human is needed."""
    with course_lock(course):
        course.people = read_names(course.folder / NAMES)  # another command may have added somebody
        if options.forget is not None:
            return forget(course, options.forget)
        health.check(course)
        if options.screen:
            print(say("screen"))
            stopping.set_stop_message(text("Stopped."))
            # In a session of its own: Ctrl+C is for us, who end it, and it need not ask back.
            command = report.screen(course)
            return subprocess.run(command, cwd=course.folder, start_new_session=True, check=False).returncode
        _check_names(course)
        submissions, refused = collect(course)
        nothing = not submissions and not refused
        if nothing:
            print(say("inbox-empty", folder=course.folder / "inbox"))
            if not records(course):
                return 1
        stopping.set_stop_message(say("stopped"))
        with health.explained_sqlite_errors(course):
            if submissions:
                mark(course, submissions, max(options.shards or os.cpu_count() or 1, 1))
            made = report.write_all(course, refused, options.names)
    marked = [one.marked for one in records(course)]
    left = len(refused) + marked.count(False)
    print(
        *made,
        say(f"protected-{protection()}"),
        say("marked", count=sum(marked), left=left, file=made[1].name),
        sep="\n",
    )
    return 1 if left or nothing else 0


def _check_names(course: Course) -> None:
    """Raise `CourseError` if names.csv has lost somebody: the same work would be marked under two names."""
    people = {person.pseudonym for person in course.people}
    for one in records(course):
        if one.student not in people:
            raise CourseError("not-in-names", pseudonym=one.student)


def _store(course: Course, job: Submission, result: dict[str, Any], before: Record | None) -> None:
    """Keep what came of a submission."""
    if "error" in result:
        write(course.folder / "records" / "errors" / f"{job.student}.{job.exercise}.txt", result["error"])
    with use_locale(course.lang):
        notes = [*job.notes, *map(say, result["notes"])]
    marked, checks = result["marked"], result["checks"]
    first = before.first if before and before.first else checks
    record = Record(job.student, job.exercise, job.digest, marked, notes, checks, first)
    write(course.folder / "records" / job.exercise / f"{job.student}.json", asdict(record))


def _mark_one(nbgrader: NbGraderAPI, folder: Path, job: Submission) -> dict[str, Any]:
    """Mark ``job`` and return what came of it."""
    try:
        done = nbgrader.autograde(job.exercise, job.student, force=True, create=True)
        if done["success"]:
            path = folder / "autograded" / job.student / job.exercise / f"{job.exercise}.ipynb"
            return {"marked": True, **read(path)["metadata"][RESULT]}
        why = f"{done.get('error', '')} {done.get('log', '')}"
    except Exception:
        why = traceback.format_exc()
    return _nothing("not-marked") | {"error": why[-100_000:]}


def _nothing(why: str) -> dict[str, Any]:
    return {"marked": False, "checks": {}, "notes": [why]}
