"""Marking what was collected, in several processes, whatever one submission does.

A submission is marked when its record stands in ``records/``; the record is written at once, after nbgrader's
own work. So the command can be stopped at any point, and goes on from there.
"""

import errno
import fcntl
import os
import re
import shutil
import subprocess
import time
import traceback
import warnings
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.validator import get_validator
from tqdm import tqdm

from enclair import stopping
from enclair.checks import results
from enclair.text.errors import PlainError
from enclair.text.locale import text, use_locale
from enclair_marking import CourseError, say
from enclair_marking.course import files, health
from enclair_marking.course.collect import Submission, collect
from enclair_marking.course.files import read, write
from enclair_marking.course.folder import NAMES, Course, prepare
from enclair_marking.course.people import read_names
from enclair_marking.course.records import Record, records
from enclair_marking.forget import forget
from enclair_marking.results import report
from enclair_marking.running import judging
from enclair_marking.running.child_process import Child, end, fork_process
from enclair_marking.running.executing import NOTES
from enclair_marking.running.grading import api
from enclair_marking.sandbox.cgroup import protection
from enclair_marking.sandbox.client import refusal

if TYPE_CHECKING:
    from nbgrader.apps.api import NbGraderAPI

#: Seconds after which a submission is given up, whatever nbgrader thinks of it.
GIVEN_UP = 150
# What no task asks for, and what those need who mark themselves or look around.
_UNUSUAL = re.compile(
    r"__eq__|__traceback__|\b(tb|f|gi|cr)_(frame|back|globals)\b|\bimport\s+sys\s+as\b|__class__|__dict__|__getattr|__builtins__|__import__|__main__|input_transformer|get_ipython|"
    r"\bsys\.(modules|set|monitoring|_|\w+hook|meta_path|std\w+\s*=[^=])|\bgc\.|\bos\.|\bopen\(|\bexec\(|"
    r"\beval\(|\b(set|del)attr\(|\b(vars|globals)\(|\b_checks\b|\benclair\.|\bcheck\s*=|\bcheck\.\w+\s*=|/proc/|"
    r"\b(builtins|ctypes|importlib|ipykernel|pathlib|socket|subprocess|urllib|zmq)\b|\bIPython\.core|"
    r"\b(import|from)\s+(faulthandler|http|httpx|inspect|multiprocessing|pickle|requests|resource|signal)\b"
)
_SYNTAX = ("IndentationError", "SyntaxError", "TabError")
_FULL = (errno.ENOSPC, errno.EDQUOT)
# What others say when the disk is full.
_NO_ROOM = re.compile("No space left|disk is full|Disk quota")


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
        raise PlainError(text(why).format(reason=reason))
    prepare(course.folder)
    before = {(one.student, one.exercise): one for one in records(course)}
    done = {(*key, one.digest) for key, one in before.items() if one.marked}
    todo = [one for one in submissions if (one.student, one.exercise, one.digest) not in done]
    _enrol(course, todo)
    # What each submission needs is made once: their processes are forks of this one.
    nbgrader = api(course.folder)
    for relaxed in (False, True):  # compiled once
        get_validator(4, 5, relax_add_props=relaxed)
    judging.prepare()
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
                    result = _nothing("took-too-long" if late else "ended-marking")
                    with suppress(EOFError, OSError):
                        result = pipe.recv() if pipe.poll() else result
                    end(child)
                    del running[pipe]
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
            return _forget(course, options.forget)
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


def _forget(course: Course, pseudonym: str) -> int:
    name, left, pairs = forget(course, pseudonym)
    print(say("forgotten", who=pseudonym, name=name, folder=course.folder / "inbox"))
    if left:
        print(say("forgotten-left", files=", ".join(left)))
    if pairs:
        print(say("forgotten-pair", name=name, others=", ".join(pairs)))
    return 1 if left or pairs else 0


def _store(course: Course, job: Submission, result: dict[str, Any], before: Record | None) -> None:
    """Keep what came of a submission; raise `OSError` if the disk is full."""
    if "full" in result:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    if "error" in result:
        write(course.folder / "records" / "errors" / f"{job.student}.{job.exercise}.txt", result["error"])
    with use_locale(course.lang):
        notes = [*job.notes, *map(say, result["notes"])]
    marked, checks = result["marked"], result["checks"]
    first = before.first if before and before.first else checks
    record = Record(job.student, job.exercise, job.digest, marked, notes, checks, first)
    write(course.folder / "records" / job.exercise / f"{job.student}.json", asdict(record))


def _mark_one(nbgrader: "NbGraderAPI", folder: Path, job: Submission) -> dict[str, Any]:
    """Mark ``job`` and return what came of it."""
    warnings.simplefilter("ignore")  # of SQLAlchemy, about nbgrader
    try:
        return _marked(nbgrader, folder, job.student, job.exercise)
    except Exception as error:
        return _failure(folder, traceback.format_exc(), error)


def _failure(folder: Path, message: str, error: Exception | None = None) -> dict[str, Any]:
    """Return what came of a submission that could not be marked, with what was said of it."""
    full = _NO_ROOM.search(message) and shutil.disk_usage(folder).free < 64 << 20
    if full or (isinstance(error, OSError) and error.errno in _FULL):
        return {"full": True}
    return _nothing("too-much" if "MemoryError" in message else "not-marked") | {"error": message[-100_000:]}


def _nothing(why: str) -> dict[str, Any]:
    return {"marked": False, "checks": {}, "notes": [why]}


def _marked(nbgrader: "NbGraderAPI", folder: Path, student: str, exercise: str) -> dict[str, Any]:
    """Mark one submission and return what came of it."""
    done = nbgrader.autograde(exercise, student, force=True, create=True)
    path = folder / "autograded" / student / exercise / f"{exercise}.ipynb"
    if not done["success"] or not path.is_file():
        return _failure(folder, f"{done.get('error', '')} {done.get('log', '')}")
    notebook = read(path)
    released = files.exercise(folder, "release", exercise, notebook["metadata"]["enclair"]["lang"])
    written_by_us = {"".join(cell["source"]) for cell in released["cells"]}
    tasks = results.tasks(released)
    checks: dict[str, dict[str, Any]] = {}
    notes: dict[str, None] = dict.fromkeys(notebook["metadata"].get(NOTES, []))
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        outputs = cell["outputs"]
        if source not in written_by_us and _UNUSUAL.search(source):
            notes["unusual"] = None
        marked = cell["metadata"].get("nbgrader", {})
        if marked.get("solution") and any(output.get("ename") in _SYNTAX for output in outputs):
            notes["syntax"] = None
        if marked.get("grade"):
            passed = not any(output["output_type"] == "error" for output in outputs)
            if feedback := _feedback(tasks.get(marked["grade_id"]), outputs, passed):
                checks[marked["grade_id"]] = feedback
            elif passed and marked["points"]:
                notes["no-word"] = None
    return {"marked": True, "checks": checks, "notes": list(notes)}


def _feedback(check: str | None, outputs: list[Any], passed: bool) -> dict[str, Any] | None:
    """Return what the check of a cell said, or None if it is not one true sentence of it."""
    said = results.feedback(outputs)
    if len(said) != 1 or (said[0].get("check"), said[0].get("passed")) != (check, passed):
        return None
    return said[0]
