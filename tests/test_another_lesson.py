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
FOLDERS = ("datasets", "exercises", "notebooks", "packages", "solutions", "src", "teaching")
WHERE = ("src/enclair/lessons/traces/**/*", "*/*/05_traces.*", "teaching/*/guide/05_traces.*")
RENAMED = {OLD: NEW, "lessons.traces": "lessons.footprints", "lessons/traces": "lessons/footprints"}
#: Where its files call the lesson by its number.
NUMBER = re.compile(r"(\b(?:lesson|leçon|exerci[sc]e)(?:\": |[ \u00a0]))5\b", re.IGNORECASE)

#: What lists lessons.
ASK = """
import json
from pathlib import Path
from enclair import lessons
from enclair_site import front
from enclair_tools.publish import bundle, lesson
from enclair_tools.teach import parts
from enclair_tools.verbs import wanted

root = Path.cwd()
print(json.dumps({
    "lessons": lessons.names(),
    "sides": [module.__name__ for module in lessons.modules("sides")],
    "exercises": [path.name for path, _ in wanted("exercises", root)],
    "pages": [f"{each.lang}/{each.name}" for each in lesson.lessons(root)],
    "front": [[each["number"], each["exercise"]] for each in front.lessons(root, "fr")],
    "bundle": list(bundle.contents(root)),
    "parts": list(parts.parts(lesson.lessons(root, "en"))),
}))
"""


def test_what_lists_lessons_lists_it(tmp_path):
    root = tmp_path / "enclair"
    for folder in FOLDERS:
        shutil.copytree(REPO / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for path in REPO.iterdir():
        if path.is_file() and path.name != ".git":
            shutil.copy(path, root)
    for path in [path for pattern in WHERE for path in root.glob(pattern) if path.is_file()]:
        name, content = path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
        for old, new in RENAMED.items():
            name, content = name.replace(old, new), content.replace(old, new)
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(NUMBER.sub(r"\g<1>9", content), encoding="utf-8")
    paths = os.pathsep.join(str(root / source.relative_to(REPO)) for source in SOURCES)
    command, env = [sys.executable, "-c", ASK], os.environ | {"PYTHONPATH": paths}
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    listed = json.loads(done.stdout.splitlines()[-1])
    assert "footprints" in listed["lessons"]
    assert "enclair.lessons.footprints.sides" in listed["sides"]
    assert listed["exercises"].count(f"{NEW}.ipynb") >= 2
    assert {f"en/{NEW}.html", f"fr/{NEW}.html"} <= {*listed["pages"]}
    assert listed["front"][-1] == [9, f"exercises/fr/{NEW}.ipynb"]
    assert {"src/enclair/lessons/footprints/sides.py", f"exercises/fr/{NEW}.ipynb"} <= {*listed["bundle"]}
    assert "9/noise" in listed["parts"]
