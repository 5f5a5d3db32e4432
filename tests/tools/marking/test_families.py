"""One submission of each hostile family, marked in one run: none costs a solved task, and all are told."""

import csv
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest

from enclair_tools.marking import say
from enclair_tools.marking.course.folder import make, open_course
from enclair_tools.marking.running import bounds
from tests.helpers import REPO
from tests.tools.marking.hostile import HOSTILE
from tests.tools.marking.kinds import FULL, KINDS, SLUG, Kind, hand_in, solved

FAMILIES = {name: kind for name, kind in (KINDS | HOSTILE).items() if kind.quick}
# Handed in with the others, to be marked among them.
FAMILIES["zz honest"] = Kind(solved)


@pytest.fixture(scope="module")
def batch(sandbox, tmp_path_factory):
    course = make(REPO, tmp_path_factory.mktemp("families") / "course", None, [1])
    config = course.folder / "nbgrader_config.py"
    short = "c.ExecuteClosed.timeout = 5\n"
    config.write_text(config.read_text(encoding="utf-8") + short, encoding="utf-8")
    hand_in(course.folder / "inbox", FAMILIES, port=9)
    began = time.monotonic()
    command = [sys.executable, "-m", "enclair", "mark", str(course.folder)]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    names = {one.pseudonym: one.name for one in open_course(course.folder).people}
    points, told = {}, {name: set() for name in FAMILIES}
    for file in ("marks", "needs_a_human"):
        with (course.folder / "results" / f"{file}.csv").open(encoding="utf-8-sig", newline="") as table:
            for row in csv.DictReader(table):
                name = names[row["student"]]
                if file == "marks":
                    points[name] = row["points"]
                elif not row["why"].startswith(say("same", others="")[:30]):
                    told[name].add(row["why"])
    return SimpleNamespace(done=done, course=course, points=points, told=told, took=time.monotonic() - began)


@pytest.mark.parametrize("name", list(FAMILIES))
def test_no_family_loses_a_task_that_it_solved(batch, name):
    assert batch.points[name] == str(FAMILIES[name].points), batch.told[name]


@pytest.mark.parametrize("name", list(FAMILIES))
def test_the_teacher_is_told_of_each_family(batch, name):
    kind = FAMILIES[name]
    must, may = ({say(key) for key in keys} for keys in (kind.told, kind.told + kind.may))
    assert must <= batch.told[name] <= may


def test_nothing_else_is_said_and_no_file_is_huge(batch):
    assert batch.done.returncode == 0, batch.done.stdout
    assert "Traceback" not in batch.done.stderr
    sizes = [path.stat().st_size for path in batch.course.folder.rglob("*") if path.is_file()]
    assert max(sizes) < 20 << 20
    assert int(batch.points["zz honest"]) == FULL
    assert not list(batch.course.folder.glob("records/errors/*"))
    assert SLUG in {path.parent.name for path in batch.course.folder.glob("records/*/*.json")}
    assert bounds.PART <= 4 << 20
