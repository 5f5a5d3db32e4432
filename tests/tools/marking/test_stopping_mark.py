"""Ctrl+C in the middle of marking: what is marked stays, nothing runs on, and the next run goes on."""

import os
import shutil
import signal
import subprocess
import sys
import time

import pytest

from enclair_tools.marking.course.folder import make
from tests.helpers import REPO, exercise_path, solution_path

pytestmark = pytest.mark.marking

NAME = "01_what_happened"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_marking_keeps_what_is_marked_and_goes_on(sandbox, tmp_path, number, code):
    folder = make(REPO, tmp_path / "course", None, [1]).folder
    for student in range(4):
        (folder / "inbox" / f"student {student}").mkdir()
        source = solution_path(NAME) if student % 2 else exercise_path(NAME)
        shutil.copy(source, folder / "inbox" / f"student {student}" / f"{NAME}.ipynb")
    command = [sys.executable, "-m", "enclair", "mark", str(folder), "--shards", "2"]
    process = subprocess.Popen(
        command,
        cwd=REPO,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    until = time.monotonic() + 120
    while not list(folder.glob("records/*/*.json")) and time.monotonic() < until:
        time.sleep(0.1)
    kept = {path: path.stat().st_mtime_ns for path in folder.glob("records/*/*.json")}
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (code, "")
    assert err == "Stopped. What is marked stays marked: run the command again, and it goes on.\n"
    running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    assert str(folder) not in running
    assert [path for path in folder.rglob("*") if path.name.endswith(".new")] == []
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    assert "Marked: 4" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in kept} == kept
