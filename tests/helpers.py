"""What several tests use: running a notebook in a copy of its own, and reading what its checks said."""

import json
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import nbformat
import pytest

from enclair import lessons, load_case
from enclair.checks import results
from enclair.text.locale import use_locale
from enclair_tools.notebooks.running import execute_file

REPO = Path(__file__).parents[1]
#: Where Python stands: of the kit, and of its packages.
SOURCES = [REPO / "src", *sorted(REPO.glob("packages/*/src"))]

#: The case, read once for all tests of a worker; what a test changes is a copy.
CASE = load_case("telegram")

#: Every check of every lesson by its name.
CHECKS = lessons.checks()

#: The exercises of the kit. The checks of each stand in the lesson with its name.
EXERCISES = sorted(path.stem for path in (REPO / "solutions" / "en").glob("*.ipynb"))

#: What may escape in an exercise that nobody has answered.
ALLOWED = {"NotImplementedError", "CheckFailed"}


def solution_path(name, lang="en"):
    return REPO / "solutions" / lang / f"{name}.ipynb"


def exercise_path(name, lang="en"):
    return REPO / "exercises" / lang / f"{name}.ipynb"


def stub_line(name, identity):
    """The line of an exercise in the place of which an answer goes: a stub, or code that works."""
    notes = {cell["id"]: cell["metadata"] for cell in read(solution_path(name))["cells"]}
    return f"    {notes[identity].get('enclair', {}).get('start', 'raise NotImplementedError')}"


def each_shown(kind):
    """What the kit and each lesson say as ``kind`` in ``shown`` beside their tests: package, name, value."""
    for package in ["enclair.views", *(f"enclair.lessons.{lesson}" for lesson in lessons.names())]:
        shown = import_module(f"{package.replace('enclair', 'tests', 1)}.shown")
        for name, value in getattr(shown, kind, {}).items():
            yield package, name, value


def cell(package, line, *_):
    """A line of a notebook after the import of what it names."""
    offers = "enclair" if package == "enclair.views" else package
    names = sorted({*re.findall(r"\w+", line)} & {*dir(import_module(offers)), "figures"})
    return f"from {offers} import {', '.join(names)}\n{line}" if names else line


def lines_of(name):
    """What students write in an exercise: the module with its bank of answers."""
    return import_module(f"tests.lessons.{name[3:]}.test_checks")


def blank(lesson):
    """The notebook of a lesson, which has not run."""
    return nbformat.v4.reads(json.dumps(lesson.notebook))


def in_language(lang, call, *given, **named):
    with use_locale(lang):
        return call(*given, **named)


def const(value):
    """A learner's function without parameters that gives ``value``."""
    return lambda: value


def checks_of(name):
    """The names of the checks of an exercise, in the order of its tasks."""
    return [*lessons.checks_of(import_module(f"enclair.lessons.{name[3:]}.checks"))]


@dataclass
class Ran:
    cell: str
    check: str  # the check that it calls, "" if none
    feedback: list[dict]
    errors: list[str]


def ran(executed):
    tasks = results.tasks(executed)
    return [
        Ran(
            cell["id"],
            tasks.get(cell["id"], ""),
            results.feedback(cell["outputs"]),
            [output["ename"] for output in cell["outputs"] if output["output_type"] == "error"],
        )
        for cell in executed["cells"]
        if cell["cell_type"] == "code"
    ]


def faults(executed, passed):
    """Why an executed notebook does not hold: in a solution each check passes, in an exercise each fails."""
    cells, wanted = ran(executed), "passed" if passed else "failed"
    faults = [] if any(cell.check for cell in cells) else ["no cell calls a check"]
    for cell in cells:
        faults += [f"{cell.cell}: {error}" for error in cell.errors if passed or error not in ALLOWED]
        heard = [(each["passed"], each["check"]) for each in cell.feedback]
        if cell.check and heard != [(passed, cell.check)]:
            faults.append(f"{cell.cell}: no {wanted} feedback of {cell.check}, found {cell.feedback}")
        if cell.check and not passed and cell.errors != ["CheckFailed"]:
            faults.append(f"{cell.cell}: the check did not stop its cell")
    return faults


def sampled(name, values, chosen, ids=None):
    """Run a test with the chosen values each time, with all of them in the job of the site."""
    marked = [value if value in chosen else pytest.param(value, marks=pytest.mark.site) for value in values]
    return pytest.mark.parametrize(name, marked, ids=ids)


def put(folder, files):
    for name, words in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(words, encoding="utf-8")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def execute(notebook, folder):
    """Run a notebook in a folder; errors are among its outputs."""
    return execute_file(folder / "own.ipynb", notebook, may_fail=True)


def notebook(*cells, metadata=None):
    return {"cells": list(cells), "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}


def markdown(source, identity="words", **metadata):
    return {"cell_type": "markdown", "id": identity, "metadata": metadata, "source": source}


def code(source, identity="one", outputs=(), **metadata):
    cell = markdown(source, identity, **metadata)
    return cell | {"cell_type": "code", "outputs": list(outputs), "execution_count": 7}


def nbgrader(identity, solution=True, grade=False, **more):
    cell = {"schema_version": 3, "grade_id": identity, "grade": grade, "solution": solution}
    return {"nbgrader": cell | {"locked": not solution, "task": False} | more}


def assert_in(text: Any, *pieces: Any) -> None:
    missing = [piece for piece in pieces if piece not in text]
    assert not missing, f"{missing} not in {text!r}"


def assert_not_in(text: Any, *pieces: Any) -> None:
    found = [piece for piece in pieces if piece in text]
    assert not found, f"{found} in {text!r}"


def refused(error: type[BaseException], said: str, call: Any, *given: Any, **named: Any) -> Any:
    """Fail unless ``call`` raises ``error`` with words that fit ``said``, a pattern; return the error."""
    with pytest.raises(error, match=said or None) as caught:
        call(*given, **named)
    return caught.value


def process(*command: Any, timeout: float = 120, **settings: Any) -> tuple[int, str, str]:
    """Run a program to its end: its exit code, what it prints, and what it says of errors."""
    settings |= {"capture_output": True, "encoding": "utf-8", "errors": "replace", "timeout": timeout}
    done = subprocess.run(command, check=False, **settings)
    return done.returncode, done.stdout, done.stderr


def until(holds: Any, seconds: float = 10) -> bool:
    """Wait until ``holds()``; whether it did in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return bool(holds())


def forms(view: Any) -> dict[str, str]:
    """What a view gives to whoever shows it, by the name of the form."""
    bundle = view._repr_mimebundle_()
    return bundle[0] if isinstance(bundle, tuple) else bundle


def cases(name):
    """The table of cases of that name, which tests of Python and of JavaScript read."""
    return read(REPO / "tests" / "cases" / f"{name}.json")


def missing(reason: str) -> None:
    """Skip a test that cannot run here, with the reason; with CI=true that is a failure on Linux."""
    fails = sys.platform == "linux" and os.environ.get("CI", "").lower() == "true"
    (pytest.fail if fails else pytest.skip)(reason)
