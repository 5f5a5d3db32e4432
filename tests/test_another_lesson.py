"""A lesson is its folder, its notebooks and what is said of them: a copy of one needs no edit elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys

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

#: As its author would: a cell that imports from the lesson is English that changed. Then what lists lessons.
MAKE_AND_ASK = """
import contextlib, io, json, re
from pathlib import Path
from enclair import lessons
from enclair.command import cli
from enclair_marking.course import folder as course
from enclair_tools.publish import bundle, lesson
from enclair_site import front
from enclair_tools.teach import parts

told, root = io.StringIO(), Path.cwd()
with contextlib.redirect_stderr(told):
    cli.main(["translations", "--check"])
for done in re.findall(r"uv run enclair (translations --done .+)", told.getvalue()):
    assert cli.main(done.split()) == 0
assert cli.main(["make", "exercises", "guide"]) == 0
print(json.dumps({
    "lessons": lessons.names(),
    "sides": [module.__name__ for module in lessons.modules("sides")],
    "pages": [f"{each.lang}/{each.name}" for each in lesson.lessons(root)],
    "front": [[each["number"], each["exercise"]] for each in front.lessons(root, "fr")],
    "bundle": list(bundle.contents(root)),
    "parts": list(parts.parts(parts.notebooks(root))),
    "course": list(course.make(root, root.with_name("course"), None, [9]).exercises),
}))
"""


def test_commands_take_the_lesson_and_what_is_listed_lists_it(tmp_path):
    root = tmp_path / "enclair"
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
    paths = os.pathsep.join(str(root / source.relative_to(REPO)) for source in SOURCES)
    command, env = [sys.executable, "-c", MAKE_AND_ASK], os.environ | {"PYTHONPATH": paths}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout.splitlines()[-1])
    assert "footprints" in listed["lessons"]
    assert "enclair.lessons.footprints.sides" in listed["sides"]
    assert {f"en/{NEW}.html", f"fr/{NEW}.html"} <= {*listed["pages"]}
    assert listed["front"][-1] == [9, f"exercises/fr/{NEW}.ipynb"]
    assert {"src/enclair/lessons/footprints/sides.py", f"exercises/fr/{NEW}.ipynb"} <= {*listed["bundle"]}
    assert "9/noise" in listed["parts"]
    assert listed["course"] == [NEW]
