"""A lesson is its folder, its notebooks and what is said of them: a copy of one needs no edit elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.helpers import REPO

#: A lesson without JavaScript of its own: the modules of views have one name each in the whole kit.
OLD, NEW = "05_traces", "09_footprints"
FOLDERS = ("datasets", "exercises", "jupyter", "notebooks", "solutions", "src", "teaching", "tests")
WHERE = (
    "src/enclair/lessons/traces",
    "tests/lessons/traces",
    "*/*/05_traces.*",
    "teaching/*/guide/05_traces.*",
)
RENAMED = {OLD: NEW, "lessons.traces": "lessons.footprints", "lessons/traces": "lessons/footprints"}
#: Where its files call the lesson by its number.
NUMBER = re.compile(r"(\b(?:lesson|leçon|exerci[sc]e)(?:\": |[ \u00a0]))5\b", re.IGNORECASE)

LISTED = """
import json
from pathlib import Path
from enclair import lessons
from enclair_tools.marking.course import folder as course
from enclair_tools.notebooks.canonical import NotebookError
from enclair_tools.publish import bundle, pages, slides
from enclair_tools.publish.site import front
from enclair_tools.teach import planner, planning

root = Path.cwd()
try:
    slides.write(root, root / "slides", 99)
except NotebookError as error:
    known = str(error)
print(json.dumps({
    "lessons": lessons.names(),
    "pages": [f"{each.lang}/{each.name}" for each in pages.lessons(root)],
    "slides": known,
    "front": [[each["number"], each["exercise"]] for each in front.lessons(root, "fr")],
    "bundle": list(bundle.contents(root)),
    "plan": list(planning.parts(planner.notebooks(root))),
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
    for found in [each for pattern in WHERE for each in root.glob(pattern)]:
        for path in [found, *found.rglob("*")]:
            if path.is_file():
                name, content = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
                for old, new in RENAMED.items():
                    name, content = name.replace(old, new), content.replace(old, new)
                content = NUMBER.sub(r"\g<1>9", content)
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(content, encoding="utf-8")
    # As its author would: a cell that imports from the lesson is English that changed.
    told = run(root, "-m", "enclair", "translations", "--check").stderr
    for done in re.findall(r"uv run enclair (translations --done .+)", told):
        assert run(root, "-m", "enclair", *done.split()).returncode == 0
    for made in ("exercises", "guide"):
        assert run(root, "-m", "enclair", made).returncode == 0
    return root


def run(root, *arguments):
    """What Python says in ``root`` with the kit that lies there."""
    more = {"PYTHONPATH": str(root / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=root, env=os.environ | more, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        *("exercises --check", "guide --check", "standards --check", "canonical --check"),
        *("translations --check", "balance"),
    ],
)
def test_commands_take_the_lesson(tree, command):
    done = run(tree, "-m", "enclair", *command.split())
    assert done.returncode == 0, done
    if command == "balance":
        lesson = done.stdout.split("Lesson 9. ")[1].split("\n\n")[0]
        assert "rival explanations of answers to France: privacy 1" in lesson


def test_what_is_listed_lists_it(tree):
    done = run(tree, "-c", LISTED)
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout.splitlines()[-1])
    assert "footprints" in listed["lessons"]
    assert {f"en/{NEW}.html", f"fr/{NEW}.html"} <= {*listed["pages"]}
    assert listed["slides"].endswith("8, 9.")
    assert listed["front"][-1] == [9, f"exercises/fr/{NEW}.ipynb"]
    assert {"src/enclair/lessons/footprints/sides.py", f"exercises/fr/{NEW}.ipynb"} <= {*listed["bundle"]}
    assert "9/noise" in listed["plan"]
    assert listed["course"] == [NEW]


def under_pytest(tree, chosen, *paths):
    return run(tree, *("-m", "pytest", "-v", "-n", "0", "-p", "no:cacheprovider", "-k", chosen), *paths)


def test_the_gates_of_exercises_and_the_bank_of_answers_take_it(tree):
    both = [f"{folder}/en/{NEW}.ipynb" for folder in ("exercises", "solutions")]
    done = under_pytest(tree, "TestBank or ipynb", "tests/lessons/footprints", *both)
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > 100
    assert done.stdout.count("::gate PASSED") == 2


def test_the_gate_sees_a_solution_that_its_check_does_not_pass(tree):
    """nbval alone does not: a cell with a check may stop."""
    path = tree / "solutions" / "en" / f"{NEW}.ipynb"
    before = path.read_text(encoding="utf-8")
    right = "return year[0] - nine_months[0], year[1] - nine_months[1]"
    assert before.count(right) == 1
    path.write_text(before.replace(right, "return year"), encoding="utf-8")
    try:
        done = under_pytest(tree, "ipynb", str(path))
    finally:
        path.write_text(before, encoding="utf-8")
    assert "::gate FAILED" in done.stdout
    assert "1 failed" in done.stdout
    assert "quarter-check: CheckFailed" in done.stdout
    assert "year-not-quarter" in done.stdout


def test_what_holds_for_every_notebook_and_page_holds_for_it(tree):
    """With it the tests of all pages at once; what is about another file of them is left out."""
    files = [f"tests/test_{name}.py" for name in ("teaching", "links", "notebook_rules")]
    chosen = ("-k", f"{NEW} or not (ipynb or md)")
    done = run(tree, *("-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"), *chosen, *files)
    assert done.returncode == 0, done.stdout[-3000:]
    assert int(re.search(r"(\d+) passed", done.stdout)[1]) > 80
