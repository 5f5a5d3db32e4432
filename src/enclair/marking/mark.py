"""Marking what was collected, in several processes, whatever one submission does.

A submission is marked when its record stands in ``records/``; the record is written at once, after nbgrader's
own work. So the command can be stopped at any point, and goes on from there.
"""

import ctypes
import fcntl
import multiprocessing
import os
import re
import signal
import subprocess
import time
import warnings
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from tqdm import tqdm

from enclair import stopping
from enclair.checks import MIME
from enclair.locale import spoken, text
from enclair.marking import say
from enclair.marking.collect import Submission, collect
from enclair.marking.course import Course, CourseError, prepare
from enclair.marking.files import read, write
from enclair.marking.grading import api
from enclair.marking.provisioner import refusal, sweep

#: Seconds after which a submission is given up, whatever nbgrader thinks of it.
GIVEN_UP = 300
# What no task asks for, and what those need who mark themselves or look around.
_UNUSUAL = re.compile(
    r"__eq__|__class__|__builtins__|input_transformer|get_ipython|\bsys\.modules|\bgc\.|\bctypes\b|\bsubprocess\b|"
    r"\bsocket\b|\bos\.|\bopen\(|\bexec\(|\beval\(|\bsetattr\(|\benclair\.|\bcheck\s*=|\bcheck\.\w+\s*=|/proc/"
)
_CALLS = re.compile(r"\bcheck\.(\w+)\(")


@dataclass
class Record:
    """What came of one submission.

    Attributes
    ----------
    marked
        Whether there are marks; if not, ``notes`` says why.
    checks
        What each check said, by the id of its cell: "check", "passed" and "misconception".
    first
        The same of the first time that this student's exercise was marked.
    """

    student: str
    exercise: str
    digest: str
    marked: bool
    notes: list[str] = field(default_factory=list)
    checks: dict[str, dict[str, Any]] = field(default_factory=dict)
    first: dict[str, dict[str, Any]] = field(default_factory=dict)


def records(course: Course) -> list[Record]:
    """Return every record of ``course``."""
    return [Record(**read(path)) for path in sorted(course.folder.glob("records/*/*.json"))]


@contextmanager
def alone(course: Course) -> Iterator[None]:
    """Hold the course, so that no second command marks it at the same time."""
    with (course.folder / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            said = text("{folder} is being marked by another command. Wait for it, or stop it.")
            raise CourseError(said.format(folder=course.folder)) from None
        yield


def mark(course: Course, submissions: list[Submission], shards: int, given_up: float = GIVEN_UP) -> None:
    """Mark what is not marked yet, in ``shards`` processes.

    Raises
    ------
    CourseError
        If this computer cannot close a kernel in.
    """
    why, found = refusal()
    if why:
        raise CourseError(text(why).format(found=found))
    prepare(course.folder)
    done = {(one.student, one.exercise, one.digest) for one in records(course) if one.marked}
    todo = [one for one in submissions if (one.student, one.exercise, one.digest) not in done]
    bar = tqdm(total=len(submissions), initial=len(submissions) - len(todo), desc=text("mark"), disable=None)
    waiting = iter(todo)
    workers = [_Worker(course.folder) for _ in range(max(1, min(shards, len(todo))))]
    try:
        busy = [worker for worker in workers if worker.take(next(waiting, None))]
        while busy:
            wait([each for worker in busy for each in (worker.pipe, worker.process.sentinel)], timeout=1)
            for worker in list(busy):
                result = worker.result(given_up)
                if result is None or worker.job is None:
                    continue
                _store(course, worker.job, result)
                bar.update()
                if not worker.take(next(waiting, None)):
                    busy.remove(worker)
    finally:
        bar.close()
        for worker in workers:
            worker.end()
        sweep()


def run(course: Course, options: Namespace) -> int:
    """Do what the command ``mark`` was asked for, and say where the results are; 1 if a human is needed."""
    from enclair.marking import report

    with alone(course):
        if options.screen:
            print(say("screen", spoken()))
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the screen, which asks back
            return subprocess.run(report.screen(course), check=False).returncode
        if options.forget:
            name, inbox = report.forget(course, options.forget), course.folder / "inbox"
            print(say("forgotten", spoken(), who=options.forget, name=name, folder=inbox))
            return 0
        submissions, refused = collect(course)
        stopping.say(say("stopped", spoken()))
        with stopping.undone(sweep):
            mark(course, submissions, options.shards or os.cpu_count() or 1)
        made = report.write_all(course, refused, options.names)
    marked = [one.marked for one in records(course)]
    left = len(refused) + marked.count(False)
    print(*made, say("marked", spoken(), count=sum(marked), left=left, file=made[1].name), sep="\n")
    return 1 if left else 0


def _store(course: Course, job: Submission, result: dict[str, Any]) -> None:
    path = course.folder / "records" / job.exercise / f"{job.student}.json"
    first = read(path)["first"] if path.is_file() else {}
    notes = [*job.notes, *(say(note, course.lang) for note in result["notes"])]
    marked, checks = result["marked"], result["checks"]
    record = Record(job.student, job.exercise, job.digest, marked, notes, checks, first or checks)
    write(path, asdict(record))


class _Worker:
    """A process that marks one submission at a time, and is replaced when it ends or takes too long."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.job: Submission | None = None
        self._start()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.pipe, theirs = spawn.Pipe()
        self.process = spawn.Process(target=_shard, args=(str(self.folder), theirs, os.getpid()), daemon=True)
        resource_tracker.ensure_running()  # it would let Ctrl+C through in the next lines
        # While it imports, Ctrl+C would be a traceback there; `_shard` lets it through, and ignores it.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        self.process.start()
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()

    def take(self, job: Submission | None) -> bool:
        """Start with ``job``; whether there is one."""
        self.job, self._since = job, time.monotonic()
        if job:
            with suppress(OSError):  # it ended meanwhile, which `result` finds
                self.pipe.send((job.student, job.exercise))
        return job is not None

    def result(self, given_up: float) -> dict[str, Any] | None:
        """Return what came of the job, or None if it goes on."""
        with suppress(EOFError, OSError):
            if self.pipe.poll():
                found: dict[str, Any] = self.pipe.recv()
                return found
        late = time.monotonic() - self._since > given_up
        if self.process.is_alive() and not late:
            return None
        self.end()
        self._start()
        said = "took-too-long" if late else "ended-marking"
        return {"marked": False, "checks": {}, "notes": [said]}

    def end(self) -> None:
        """End the process; its kernel ends with it."""
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _shard(folder: str, pipe: Connection, parent: int) -> None:
    """Mark what comes through ``pipe``, until it closes."""
    # Should the command be killed, this process and its kernel go with it (1 is PR_SET_PDEATHSIG).
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if os.getppid() != parent:
        return
    warnings.simplefilter("ignore")  # of SQLAlchemy, about nbgrader
    nbgrader = api(Path(folder))
    while True:
        try:
            student, exercise = pipe.recv()
        except EOFError:
            return
        pipe.send(_marked(nbgrader, Path(folder), student, exercise))


def _marked(nbgrader: Any, folder: Path, student: str, exercise: str) -> dict[str, Any]:
    """Mark one submission and return what came of it."""
    done = nbgrader.autograde(exercise, student, force=True, create=True)
    path = folder / "autograded" / student / exercise / f"{exercise}.ipynb"
    if not done["success"] or not path.is_file():
        said = f"{done.get('error', '')} {done.get('log', '')}"
        ended = any(word in said for word in ("DeadKernelError", "Kernel died", "Invalid Signature"))
        write(folder / "records" / "errors" / f"{student}.{exercise}.txt", said)
        return {"marked": False, "checks": {}, "notes": ["ended-kernel" if ended else "not-marked"]}
    notebook = read(path)
    given = read(folder / "release" / exercise / f"{exercise}.ipynb")
    written_by_us = {"".join(cell["source"]) for cell in given["cells"]}
    checks: dict[str, dict[str, Any]] = {}
    notes: dict[str, None] = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        source = "".join(cell["source"])
        outputs = cell["outputs"]
        if any(output.get("ename") == "CellTimeoutError" for output in outputs):
            notes["endless"] = None
        if source not in written_by_us and _UNUSUAL.search(source):
            notes["unusual"] = None
        marked = cell["metadata"].get("nbgrader", {})
        if marked.get("grade"):
            passed = not any(output["output_type"] == "error" for output in outputs)
            if feedback := _feedback(source, outputs, passed):
                checks[marked["grade_id"]] = feedback
            elif passed and marked["points"]:
                notes["no-word"] = None
    return {"marked": True, "checks": checks, "notes": list(notes)}


def _feedback(source: str, outputs: list[Any], passed: bool) -> dict[str, Any] | None:
    """Return what the check of a cell said, or None if it is not one true sentence of it."""
    call = _CALLS.search(source)
    said = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    if len(said) != 1 or not call or not isinstance(said[0], dict) or said[0].get("check") != call[1]:
        return None
    if said[0].get("passed") is not passed:
        return None
    return {"check": call[1], "passed": passed, "misconception": str(said[0].get("misconception"))[:100]}
