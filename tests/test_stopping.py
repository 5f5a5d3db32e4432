"""Ctrl+C at any moment, full disks, faults of the kit: a sentence, and nothing half made."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from enclair import stopping
from enclair.command import cli
from enclair_site.front import MARK
from enclair_tools import verbs
from tests.helpers import REPO, process, refused, until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the signals are those of POSIX")
PYTHON = [sys.executable, "-m", "enclair"]
ENGLISH = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "C"}


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


#: A program with a child, a deaf one, a scratch folder, a half-written file, and two folders half exchanged.
STOPPED = """
import os, signal, subprocess, sys
from pathlib import Path
import enclair.stopping as s
from enclair_tools.folders import exchange
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # who runs the tests by nohup ignores it, and so would this
s.listen()
s.set_stop_message("Enough.")
here, sleep = Path(sys.argv[1]), sys.argv[2]
for script in (sleep, f"trap '' TERM; echo; while :; do {sleep}; done"):
    child = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
child.stdout.readline()
with s.temporary_folder("half-", here) as work, s.undo_at_exit(lambda: print("a library")):
    with s.atomic_replacement(here / "file") as new:
        new.write_text("half")
        (work / "new").mkdir()
        rename = Path.rename
        Path.rename = lambda self, other: (rename(self, other), os.kill(os.getpid(), signal.SIGHUP))
        exchange(here / "folder", work / "new", work / "old")
    print("not reached")
"""


def test_a_stopped_program_ends_its_children_and_leaves_nothing_half_made(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "kept").write_text("kept", encoding="utf-8")
    (tmp_path / "file").write_text("old", encoding="utf-8")
    sleep = f"sleep 7{os.getpid()}"  # of this run alone
    # Below, SIGINT and SIGTERM end a command.
    done = process(sys.executable, "-c", STOPPED, str(tmp_path), sleep)
    assert done == (128 + signal.SIGHUP, "", "Enough.\n")
    assert tree(tmp_path) == ["file", "folder", "folder/kept"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "old"
    assert until(lambda: sleep not in process("ps", "-eo", "args")[1])  # it may take a moment to go


def test_what_the_caller_ignores_stays_ignored():
    ready = "signal.signal(signal.SIGINT, signal.SIG_IGN); s.listen()"
    code = f"import os, signal; import enclair.stopping as s; {ready}; os.kill(os.getpid(), 2); print(1)"
    assert process(sys.executable, "-c", code) == (0, "1\n", "")


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path, monkeypatch):
    def full(self, _):
        raise OSError(28, "full", str(self))

    path = tmp_path / "new" / "a.txt"
    path.parent.mkdir()
    path.with_name(".a.txt.new").write_bytes(b"of one that was killed")
    stopping.write_atomically(path, b"first", 0o600)
    assert path.read_bytes() == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(Path, "write_bytes", full)
    refused(OSError, "full", stopping.write_atomically, path, b"second")
    assert tree(tmp_path) == ["new", "new/a.txt"]
    assert path.read_bytes() == b"first"


def still_running(folder):
    """The processes whose folder for temporary files this is: children have it from their parents."""
    processes = psutil.process_iter(["environ"])
    return [process for process in processes if (process.info["environ"] or {}).get("TMPDIR") == folder]


@pytest.mark.parametrize(
    ("delay", "words", "number", "said"),
    [
        (0.3, "serve T/site --port 0", signal.SIGINT, "Stopped."),
        (3.0, "pages --to T/p --lang fr", signal.SIGTERM, "Arrêté."),
    ],
)
def test_a_command_that_is_stopped_says_so_and_leaves_nothing_half_made(tmp_path, delay, words, number, said):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MARK).write_text("v", encoding="utf-8")
    # Short, as the folder for temporary files of a computer is.
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp", ignore_cleanup_errors=True) as temporary:
        command = [*PYTHON, *words.replace("T/", f"{tmp_path}/").split()]
        env = os.environ | ENGLISH | {"TMPDIR": temporary}
        process = subprocess.Popen(
            command, cwd=REPO, env=env, stdout=-1, stderr=-1, encoding="utf-8", start_new_session=True
        )
        while not tree(Path(temporary)) and process.poll() is None:  # until then Python starts
            time.sleep(0.01)
        time.sleep(delay)
        os.killpg(process.pid, number)
        out, err = process.communicate(timeout=60)
        assert (process.returncode, err.count("\n"), err[: len(said)]) == (128 + number, 1, said), out
        assert tree(tmp_path) == ["site", f"site/{MARK}"]
        assert until(lambda: not still_running(temporary))
        assert tree(Path(temporary)) == []


def test_output_that_cannot_be_written_is_a_sentence():
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = ("sh", "-c", '"$@" >/dev/full', "sh", *PYTHON, "--help")
    code, _, err = process(*command, cwd=REPO, env=env | ENGLISH)
    assert (code, err.count("\n")) == (2, 1)
    assert "No space left on device. Look" in err


def test_a_fault_of_the_kit_is_told_as_one(monkeypatch, capsys):
    def balance(_):
        raise KeyError("name")

    monkeypatch.setattr(cli, "available_verbs", lambda _: [replace(verbs.balance, function=balance)])
    assert cli.main(["balance", "--lang", "fr"]) == 2
    sentence = r"enclair balance: C’est une erreur du kit.: KeyError: 'name' \(test_stopping.py, \d+\)\. .*\n"
    assert re.fullmatch(sentence, capsys.readouterr().err)
