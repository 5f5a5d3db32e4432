"""Ctrl+C at any moment, full disks, closed streams, faults of the kit: a sentence, and nothing half made."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from enclair import stopping
from enclair.command import cli
from enclair.text.locale import text
from enclair_tools import verbs
from enclair_tools.folders import rebuilt_folder
from enclair_tools.publish.site.front import MARK
from tests.helpers import REPO

pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="children are found in /proc, which is Linux's"
)
PYTHON = [sys.executable, "-m", "enclair"]
ENGLISH = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "C"}


def run(command, **settings):
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=120, check=False, **settings
    )
    return done.returncode, done.stdout, done.stderr


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


# ---------------------------------------------------------------- What stops a program, without a command

#: A program with a child, a deaf one, a scratch folder, and a file that must be whole.
STOPPED = """
import os, signal, subprocess, sys
from pathlib import Path
import enclair.stopping as s
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # who runs the tests by nohup ignores it, and so would this
s.listen()
s.set_stop_message("Enough.")
here = Path(sys.argv[1])
for script in ("sleep 7541", "trap '' TERM; echo; while :; do sleep 7541; done"):
    child = subprocess.Popen(["sh", "-c", script], stdout=subprocess.PIPE)
child.stdout.readline()
with s.temporary_folder("half-", here), s.undo_at_exit(lambda: print("a library")), s.silenced_stderr():
    os.write(2, b"silenced")
    with s.atomic_replacement(here / "file") as new, s.uninterrupted():
        new.write_text("half")
        os.kill(os.getpid(), int(sys.argv[2]))
        (here / "whole").write_text("whole")
    print("not reached")
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_program_ends_its_children_and_leaves_nothing_half_made(tmp_path, number):
    code, out, err = run([sys.executable, "-c", STOPPED, str(tmp_path), str(int(number))])
    assert (code, out, err) == (128 + number, "", "Enough.\n")
    assert tree(tmp_path) == ["whole"]
    assert "7541" not in run(["ps", "-eo", "args"])[1]


@pytest.mark.parametrize(
    "ready", ["signal.signal(signal.SIGINT, signal.SIG_IGN); s.listen()", "s.listen(); s.stop_listening()"]
)
def test_what_the_caller_ignores_stays_ignored_and_nobody_stops_the_end(ready):
    code = f"import os, signal; import enclair.stopping as s; {ready}; os.kill(os.getpid(), 2); print(1)"
    assert run([sys.executable, "-c", code]) == (0, "1\n", "")


RENAMES = """
import os, signal, sys
from pathlib import Path
import enclair.stopping as s
from enclair_tools.folders import rebuilt_folder
s.listen()
rename = Path.rename
def slow(self, other):
    done = rename(self, other)
    os.kill(os.getpid(), signal.SIGINT)
    return done
Path.rename = slow
with rebuilt_folder(Path(sys.argv[1]), "pages") as new:
    (new / "a").write_text("new")
print("not reached")
"""


def test_two_renames_are_both_done_or_none(tmp_path):
    folder = tmp_path / "p"
    folder.mkdir()
    (folder / ".enclair").write_text("pages", encoding="utf-8")
    (folder / "a").write_text("old", encoding="utf-8")
    assert run([sys.executable, "-c", RENAMES, str(folder)])[:2] == (130, "")
    assert (folder / "a").read_text(encoding="utf-8") == "new"
    assert tree(tmp_path) == ["p", "p/.enclair", "p/a"]


def test_a_folder_that_the_disk_has_no_room_for_is_told_by_its_name_and_nothing_is_left(tmp_path):
    with pytest.raises(OSError, match="full") as refused, rebuilt_folder(tmp_path / "p", "pages") as new:
        raise OSError(28, "full", str(new / "a"))
    assert refused.value.filename == str(tmp_path / "p")
    assert tree(tmp_path) == []


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path, monkeypatch):
    def full(self, _):
        raise OSError(28, "full", str(self))

    path = tmp_path / "new" / "a.txt"
    (tmp_path / "new").mkdir()
    path.with_name(".a.txt.new").write_bytes(b"of one that was killed")
    stopping.write_atomically(path, b"first", 0o600)
    assert path.read_bytes() == b"first"
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="full") as refused:
        stopping.write_atomically(path, b"second")
    assert refused.value.filename == str(path)
    with pytest.raises(FileExistsError):
        stopping.create_atomically(path, b"second")
    assert tree(tmp_path) == ["new", "new/a.txt"]
    assert path.read_bytes() == b"first"


# ---------------------------------------------------------------- Commands that are stopped


@pytest.fixture
def target(tmp_path):
    """A folder with a built site, and a short one for temporary files, as a computer's own is."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / MARK).write_text("v", encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp", ignore_cleanup_errors=True) as temporary:
        yield tmp_path, Path(temporary)


def stopped(words, target, delay, number):
    """Stop a command so many seconds after the first line of ours; return its exit code and its words."""
    folder, temporary = target
    command = [*PYTHON, *words.replace("T/", f"{folder}/").split()]
    env = os.environ | ENGLISH | {"TMPDIR": str(temporary)}
    process = subprocess.Popen(
        command, cwd=REPO, env=env, stdout=-1, stderr=-1, encoding="utf-8", start_new_session=True
    )
    # Until then Python starts, and what it says of Ctrl+C is its own.
    while not caught(process.pid) >> (signal.SIGTERM - 1) & 1:
        time.sleep(0.001)
    time.sleep(delay)
    os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def caught(pid):
    """The signals that a process handles, one bit each."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.split("SigCgt:")[1].split()[0], 16)


def still_running(word):
    """The processes with ``word`` in their environment, which children have from their parents."""
    running = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if word.encode() in environment.read_bytes():
                running.append(environment.parent.name)
    return running


@pytest.mark.parametrize(
    ("delay", "words"),
    [
        *[(0.0, "check"), (0.3, "serve T/site --port 0"), (0.3, "bundle T/x.zip")],
        *[(1.0, "course T/c --exercises 1"), (3.0, "pages T/p"), (1.5, "bundle --git T/class")],
    ],
)
def test_ctrl_c_is_a_sentence_and_leaves_nothing_half_made(target, delay, words):
    folder, temporary = target
    code, out, err = stopped(words, target, delay, signal.SIGINT)
    assert "Traceback" not in out + err
    assert "KeyboardInterrupt" not in out + err
    if code == 130:
        assert err in ("Stopped.\n", "Stopped. No file is left half made.\n")
        assert tree(folder) == ["site", f"site/{MARK}"]
    else:  # it was done already
        assert code == 0, err
    end = time.monotonic() + 5
    while (running := still_running(str(temporary))) and time.monotonic() < end:
        time.sleep(0.05)
    assert running == []
    assert tree(temporary) == []


def test_being_ended_is_told_in_the_language_of_the_command_with_its_own_code(target):
    ended = stopped("bundle T/x.zip --lang fr", target, 0.5, signal.SIGTERM)
    assert ended == (143, "", "Arrêté. Aucun fichier ne reste à moitié fait.\n")


# ---------------------------------------------------------------- What the system refuses


@pytest.mark.parametrize(
    "words",
    ["bundle T/x.zip", "course T/c --exercises 1", "session who-are-you --to T/s"],
    ids=lambda words: words.split()[0],
)
def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path, words):
    if not shutil.which("unshare") or run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"])[0]:
        pytest.skip("no small disk can be made here: that takes root, or user namespaces")
    target = tmp_path / "small"
    target.mkdir()
    script = 'mount -t tmpfs -o size=4k none "$0" || exit 9; "$@"; code=$?'
    script += '; find "$0" -mindepth 1 >"$0.left"; exit $code'
    command = [*PYTHON, *(word.replace("T/", f"{target}/") for word in words.split())]
    command = ["unshare", "-rm", "sh", "-c", script, str(target), *command]
    code, out, err = run(command, cwd=REPO, env=os.environ | ENGLISH)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "No space left" in err or "disk is full" in err
    assert Path(f"{target}.left").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("words", ["exercises", "cards", "reset 1"])
def test_files_of_the_repository_stay_whole_when_nothing_can_be_written(tmp_path, monkeypatch, capsys, words):
    for name in ("solutions", "teaching", "exercises"):
        shutil.copytree(REPO / name, tmp_path / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPO / name, tmp_path)
    for path in [*tmp_path.glob("exercises/*/01*.ipynb"), *tmp_path.glob("teaching/cards/dec*.html")]:
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    monkeypatch.chdir(tmp_path)
    # Python would keep what it compiles cut off after 40 bytes, too.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, limits[1]))
    try:
        code = cli.main(words.split())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert code == 2
    assert "File too large" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("buffered", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["at the end", "at once"])
def test_output_that_cannot_be_written_is_a_sentence(buffered):
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = ["sh", "-c", '"$@" >/dev/full', "sh", *PYTHON, "session"]
    code, _, err = run(command, cwd=REPO, env=env | ENGLISH | buffered)
    assert (code, err.count("\n")) == (2, 1)
    assert "No space left on device. Look" in err


@pytest.mark.parametrize(
    ("words", "closed", "wanted"), [("check", ">&-", 0), ("check", "2>&-", 0), ("reset x", "<&- >&- 2>&-", 2)]
)
def test_closed_streams_are_no_fault(words, closed, wanted):
    code, out, err = run(["sh", "-c", f'"$@" {closed}', "sh", *PYTHON, *words.split()], cwd=REPO)
    assert code == wanted, err
    assert "Traceback" not in out + err


@pytest.mark.parametrize(
    ("words", "wanted", "env"),
    [
        ("session", 0, {"HOME": None, "LANG": "xx_YY.KOI8-R", "COLUMNS": "many"}),
        ("reset é", 2, {"HOME": "/nowhere", "LC_ALL": "tlh", "COLUMNS": "3", "TMPDIR": "/nowhere"}),
        ("reset é", 2, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ],
)
def test_an_odd_environment_is_no_fault(words, wanted, env):
    given = {name: value for name, value in (os.environ | env).items() if value is not None}
    code, out, err = run([*PYTHON, *words.split()], cwd=REPO, env=given)
    assert code == wanted, err
    assert "Traceback" not in out + err


def test_who_may_not_write_is_told(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    rights = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    lowered = rights if os.geteuid() == 0 else []
    if lowered and (not shutil.which("setpriv") or not run([*lowered, "sh", "-c", f"touch {closed}/x"])[0]):
        pytest.skip("rights of folders bind nobody here")
    for words in (f"session who-are-you --to {closed}/a", f"course {closed}/c --exercises 1"):
        code, out, err = run([*lowered, *PYTHON, *words.split()], cwd=REPO, env=os.environ | ENGLISH)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert "Permission denied" in err


# ---------------------------------------------------------------- Faults of the kit


@pytest.fixture
def failing(monkeypatch):
    """Let the command ``balance`` raise an error."""

    def fail(error):
        def balance(_):
            raise error

        monkeypatch.setattr(cli, "available_verbs", lambda: ([replace(verbs.balance, function=balance)], ""))

    return fail


def test_a_fault_of_the_kit_is_told_as_one_and_its_traceback_is_kept(failing, monkeypatch, capsys, tmp_path):
    failing(KeyError("a\nname"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["balance", "--lang", "fr"]) == 70
    said = capsys.readouterr().err
    (report,) = tmp_path.iterdir()
    sentence = text(
        "This is a fault of the kit: {error}. Please report it, with the text in {file}; running the command "
        "again with --debug shows that text here.",
        "fr",
    )
    assert said == "enclair: " + sentence.format(error="KeyError: 'a\\nname'", file=report) + "\n"
    assert "Traceback" in report.read_text(encoding="utf-8")
    assert cli.main(["balance", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_that_arrives_as_an_exception_is_told_as_one(failing, monkeypatch, capsys):
    failing(KeyboardInterrupt())
    monkeypatch.setattr(stopping, "_said", ["Stopped."])  # another command may have had its own
    assert cli.main(["balance"]) == 130
    assert capsys.readouterr().err == "Stopped.\n"


@pytest.mark.parametrize(
    ("folder", "own"), [("/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T", False), ("/tmp", True)]
)
def test_a_long_temporary_folder_gets_no_other_one(monkeypatch, folder, own):
    """A browser makes a socket there, and its path would be too long: on macOS the folder is long already."""
    monkeypatch.setenv("TMPDIR", folder)
    monkeypatch.setattr(tempfile, "tempdir", folder)
    with cli.own_temporary_folder():
        assert (tempfile.gettempdir() != folder) is own
