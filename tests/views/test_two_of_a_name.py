"""Views of two lessons may have one name: a copy of a lesson with JavaScript works on the same page."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests.browser.pages import opened_page
from tests.helpers import REPO

OLD, NEW = "judge_for_a_day", "verdicts"
FOLDER = "src/enclair/lessons"

MAKE = f"""
import json
from pathlib import Path
from enclair import load_case
from enclair.lessons.{OLD} import Gates
from enclair.lessons.{NEW} import Gates as Other
from enclair_tools.publish.pages import Lesson, make
from tests.helpers import code, markdown, notebook

case = load_case("telegram")
views = Gates(case), Other(case)
cells = [code(f"from enclair import load_case\\nfrom enclair.lessons.{{lesson}} import Gates\\n"
              "Gates(load_case('telegram'))", lesson) for lesson in ("{OLD}", "{NEW}")]
page = make(Lesson(Path("en/99_two.ipynb"), notebook(markdown("# Two views"), *cells)))
print(json.dumps({{
    "homes": [view.HOME for view in views],
    "code": ["".join(part.value for part in view._shared["code"]) for view in views],
    "sheets": [view._shared["sheets"][-1].value for view in views],
    "words": [view.words["fr"].get("Judge for a day") for view in views],
    "page": page,
}}))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Both views as JupyterLab gets them, and a page with both, of a kit in which a lesson has a copy."""
    root = tmp_path_factory.mktemp("house")
    for folder in ("src", "datasets"):
        shutil.copytree(REPO / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(root / FOLDER / OLD, root / FOLDER / NEW)
    for path in (root / FOLDER / NEW).iterdir():
        content = path.read_text(encoding="utf-8").replace(f"lessons.{OLD}", f"lessons.{NEW}")
        if path.name == "gates.js":
            content = content.replace('h("p.enclair-foot", caution)', 'h("h3", "A copy")')
        if path.name == "gates.css":
            content += ".enclair-gates .enclair-bar .enclair-soft { letter-spacing: 3px; }\n"
        path.write_text(content, encoding="utf-8")
    (root / "en").mkdir()  # where the notebook would lie
    more = {"PYTHONPATH": os.pathsep.join([str(root / "src"), str(REPO)]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", MAKE],
        cwd=root,
        env=os.environ | more,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_each_brings_its_own_files(made):
    assert made["homes"] == [f"enclair/lessons/{lesson}/gates" for lesson in (OLD, NEW)]
    assert [code.count("A copy") for code in made["code"]] == [0, 1]
    assert ["letter-spacing: 3px" in sheet for sheet in made["sheets"]] == [False, True]
    for home, sheet in zip(made["homes"], made["sheets"], strict=True):
        rules = [line for line in sheet.splitlines() if ".enclair-gates" in line]
        assert all(f'[data-view^="{home.removesuffix("gates")}"]' in rule for rule in rules)
    assert made["words"][0] == made["words"][1] != "Judge for a day"


@pytest.mark.browser
def test_both_work_on_one_page(made, chromium, tmp_path):
    with opened_page(chromium, tmp_path, made["page"]) as opened:
        views = opened.page.locator(".enclair-gates")
        assert views.get_by_role("heading", name="A copy").count() == 1
        bars = views.locator(".enclair-bar .enclair-soft")
        assert bars.evaluate_all("all => all.map((one) => getComputedStyle(one).letterSpacing)") == [
            "normal",
            "3px",
        ]
        # Both have the one style of their lesson.
        shown = views.locator(".enclair-measure")
        looks = shown.evaluate_all("all => all.map((one) => getComputedStyle(one).paddingTop)")
        assert looks[0] == looks[1] != "0px"
