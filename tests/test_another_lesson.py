"""A lesson is its folder, its notebooks and what is said of them: a copy of one needs no edit elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.helpers import REPO, SOURCES

#: A lesson without JavaScript of its own: the modules of views have one name each in the whole kit.
OLD, NEW = "05_traces", "09_footprints"
FOLDERS = ("benchmarks", "datasets", "exercises", "notebooks", "packages", "solutions")
FOLDERS += ("src", "teaching", "tests")
WHERE = (
    "src/enclair/lessons/traces",
    "tests/lessons/traces",
    "*/*/05_traces.*",
    "teaching/*/guide/05_traces.*",
)
RENAMED = {OLD: NEW, "lessons.traces": "lessons.footprints", "lessons/traces": "lessons/footprints"}
#: Where its files call the lesson by its number.
NUMBER = re.compile(r"(\b(?:lesson|leçon|exerci[sc]e)(?:\": |[ \u00a0]))5\b", re.IGNORECASE)

#: As its author would: a cell that imports from the lesson is English that changed.
MAKE = """
import contextlib, io, re
from enclair.command import cli

told = io.StringIO()
with contextlib.redirect_stderr(told):
    cli.main(["translations", "--check"])
for done in re.findall(r"uv run enclair (translations --done .+)", told.getvalue()):
    assert cli.main(done.split()) == 0
assert cli.main(["exercises"]) == cli.main(["guide"]) == 0
"""
ASK = """
import contextlib, io, json
from pathlib import Path
from enclair import lessons
from enclair.command import cli
from enclair_marking.course import folder as course
from enclair_tools.publish import bundle, lesson
from enclair_site import front
from enclair_tools.teach import parts

root = Path.cwd()
commands = [f"{name} --check" for name in ("exercises", "guide", "standards")]
said = io.StringIO()
with contextlib.redirect_stdout(said):
    codes = {command: cli.main(command.split()) for command in [*commands, "balance"]}
print(json.dumps({
    "commands": codes,
    "balance": said.getvalue(),
    "lessons": lessons.names(),
    "pages": [f"{each.lang}/{each.name}" for each in lesson.lessons(root)],
    "front": [[each["number"], each["exercise"]] for each in front.lessons(root, "fr")],
    "bundle": list(bundle.contents(root)),
    "parts": list(parts.parts(parts.notebooks(root))),
    "course": list(course.make(root, root.with_name("course"), None, [9]).exercises),
}))
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The repository with one lesson more: files of its own, and nothing else is edited."""
    root = tmp_path_factory.mktemp("house") / "enclair"
    for folder in FOLDERS:
        shutil.copytree(REPO / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in REPO.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, root)
    for place in [place for pattern in WHERE for place in root.glob(pattern)]:
        for path in [place, *place.rglob("*")]:
            if path.is_file():
                name, content = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
                for old, new in RENAMED.items():
                    name, content = name.replace(old, new), content.replace(old, new)
                content = NUMBER.sub(r"\g<1>9", content)
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(content, encoding="utf-8")
    done = run(root, "-c", MAKE)
    assert done.returncode == 0, done.stderr
    return root


def run(root, *arguments):
    """What Python says in ``root`` with the kit that lies there."""
    more = {"PYTHONPATH": os.pathsep.join(str(root / source.relative_to(REPO)) for source in SOURCES)}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=root, env=os.environ | more, capture_output=True, text=True, check=False
    )


def test_commands_take_the_lesson_and_what_is_listed_lists_it(tree):
    done = run(tree, "-c", ASK)
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout.splitlines()[-1])
    assert set(listed["commands"].values()) == {0}, listed["commands"]
    assert re.search(
        r"^footprints +\S(?s:.*?)rival explanations of answers to France", listed["balance"], re.MULTILINE
    )
    assert "footprints" in listed["lessons"]
    assert {f"en/{NEW}.html", f"fr/{NEW}.html"} <= {*listed["pages"]}
    assert listed["front"][-1] == [9, f"exercises/fr/{NEW}.ipynb"]
    assert {"src/enclair/lessons/footprints/sides.py", f"exercises/fr/{NEW}.ipynb"} <= {*listed["bundle"]}
    assert "9/noise" in listed["parts"]
    assert listed["course"] == [NEW]


def test_the_gates_take_it_and_see_a_solution_that_its_check_does_not_pass(tree):
    """One solution is wrong. nbval alone would not see it: a cell with a check may stop."""
    wrong = tree / "solutions" / "fr" / f"{NEW}.ipynb"
    before = wrong.read_text(encoding="utf-8")
    right = "return year[0] - nine_months[0], year[1] - nine_months[1]"
    assert before.count(right) == 1
    files = [*(f"{folder}/en/{NEW}.ipynb" for folder in ("exercises", "solutions")), str(wrong)]
    wrong.write_text(before.replace(right, "return year"), encoding="utf-8")
    try:
        done = run(tree, "-m", "pytest", "-v", "-n", "0", "-p", "no:cacheprovider", *files)
    finally:
        wrong.write_text(before, encoding="utf-8")
    assert done.stdout.count("::gate PASSED") == 2, done.stdout[-3000:]
    assert done.stdout.count("::gate FAILED") == 1
    assert re.search(r"\b1 failed, \d+ passed", done.stdout), done.stdout[-3000:]
    assert "quarter-check: CheckFailed" in done.stdout
    assert "year-not-quarter" in done.stdout
