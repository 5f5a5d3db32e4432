"""Ctrl+C at any moment, full disks, closed streams, faults of the kit: a sentence, and nothing half made."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest

from enclair import stopping
from enclair.command import cli
from enclair.text.locale import text
from enclair_tools import verbs
from enclair_tools.publish.site.front import MARK
from tests.helpers import REPO

pytestmark = pytest.mark.skipif(
    not Path("/proc").is_dir(), reason="children are found in /proc, which is Linux's"
)
PYTHON = [sys.executable, "-m", "enclair"]
ENGLISH = {"LANGUAGE": "", "LC_ALL": "", "LC_MESSAGES": "C"}
STOPPED = ("Stopped.", "Arrêté.")
#: Seconds after the first line of ours, and what is stopped then. T is an empty folder.
MOMENTS = [
    *(
        (0.0, verb)
        for verb in ("check", "plan", "reset 1", "slides 1", "mark T/course", "serve T/site --port 0")
    ),
    *(
        (0.05, verb)
        for verb in ("balance", "gain T", "pages T/p", "handouts T/h", "course T/c", "site --output T/s")
    ),
    *(
        (0.3, verb)
        for verb in ("bundle T/x.zip", "slides 1 --to T/s", "serve T/site --port 0", "mark T/course")
    ),
    *(
        (1.0, verb)
        for verb in ("translations", "exercises --check", "handouts T/h", "course T/c --exercises 1")
    ),
    *((3.0, verb) for verb in ("pages T/p", "handouts T/h", "course T/c")),
    pytest.param(3.0, "site --output T/s", marks=pytest.mark.site),
]


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "T"
    (folder / "site").mkdir(parents=True)
    (folder / "site" / MARK).write_text("v", encoding="utf-8")
    (folder / "course" / "inbox").mkdir(parents=True)
    (folder / "course" / "course.json").write_text('{"lang": "en", "roster": false}', encoding="utf-8")
    (folder / "course" / "names.csv").write_text("pseudonym,name,id,email\n", encoding="utf-8")
    # Short, as a computer's own is.
    with tempfile.TemporaryDirectory(prefix="t-", dir="/tmp", ignore_cleanup_errors=True) as short:
        (tmp_path / "tmp").symlink_to(short)
        yield folder


def start(target, words, **settings):
    """Start a command with a temporary folder of its own, in a session of its own."""
    command = [
        *PYTHON,
        *(word.replace("T/", f"{target}/") if word != "T" else str(target) for word in words.split()),
    ]
    env = os.environ | ENGLISH | {"TMPDIR": os.path.realpath(target.parent / "tmp")}
    return subprocess.Popen(
        command,
        **{"cwd": REPO, "env": env, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **settings},
        encoding="utf-8",
        start_new_session=True,
    )


def wait_until_ours(process):
    """Wait for our first line: until then Python starts, and what it says of Ctrl+C then is its own."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
        caught = int(status.split("SigCgt:")[1].split()[0], 16)
        if caught >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.001)


def children(session):
    """The processes of a session and below it, kernels with sessions of their own among them."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, _, of = stat.read_text(errors="replace").rpartition(")")[2].split()[:4]
        except OSError:
            continue
        if state != "Z":
            found[int(stat.parent.name)] = int(parent), int(of)
    known = {pid for pid, (_, of) in found.items() if of == session} | {session}
    while more := {pid for pid, (parent, _) in found.items() if parent in known} - known:
        known |= more
    return known & set(found)


def tree(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


@pytest.mark.parametrize(("delay", "words"), MOMENTS, ids=lambda value: str(value).replace("/", "-"))
def test_ctrl_c_is_a_sentence_and_leaves_nothing_half_made(target, delay, words):
    before = tree(target)
    process = start(target, words)
    wait_until_ours(process)
    time.sleep(delay)
    family = children(process.pid)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert "Traceback" not in out + err
    assert "KeyboardInterrupt" not in out + err
    if process.returncode == 130:
        assert err.splitlines()[-1].startswith(STOPPED)
        assert len(err.splitlines()) == 1
        left = [name for name in tree(target) if name not in before and not name.startswith("course")]
        assert left == []
        assert not [name for name in tree(target) if name.endswith((".new", ".part"))]
    else:
        assert process.returncode in (0, 1, 2), err
    until = time.monotonic() + 5
    while (alive := [pid for pid in family if Path(f"/proc/{pid}").exists()]) and time.monotonic() < until:
        time.sleep(0.05)
    assert alive == []
    assert tree(target.parent / "tmp") == []


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_being_ended_is_the_same_with_its_own_code(target, number, code):
    process = start(target, "slides 1 --to T/s --lang fr")
    wait_until_ours(process)
    time.sleep(1)
    process.send_signal(number)
    assert process.communicate(timeout=60) == ("", "Arrêté. Aucun fichier ne reste à moitié fait.\n")
    assert process.returncode == code
    assert not (target / "s").exists()
    assert tree(target.parent / "tmp") == []


def test_what_the_caller_ignores_stays_ignored(target):
    process = start(
        target,
        "check",
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # as `nohup` and `&` do
    )
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "Python" in out


def test_two_renames_are_both_done_or_none(target):
    code = (
        "import os, signal, sys; from pathlib import Path; import enclair.stopping as s; s.listen()\n"
        "from enclair_tools.folders import rebuilt_folder\n"
        "rename = Path.rename\n"
        "def slow(self, other):\n"
        "    done = rename(self, other); os.kill(os.getpid(), signal.SIGINT); return done\n"
        "Path.rename = slow\n"
        "with rebuilt_folder(Path(sys.argv[1]), 'pages') as new: (new / 'a').write_text('new')\n"
        "print('not reached')"
    )
    folder = target / "p"
    folder.mkdir()
    (folder / ".enclair").write_text("pages", encoding="utf-8")
    (folder / "a").write_text("old", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert (folder / "a").read_text(encoding="utf-8") == "new"
    assert [path.name for path in target.iterdir() if path.name.startswith(".")] == []


def run(command, **settings):
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", timeout=120, check=False, **settings
    )
    return done.returncode, done.stdout, done.stderr


def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path, monkeypatch):
    def full(self, _):
        raise OSError(28, "full", str(self))

    path = tmp_path / "new" / "a.txt"
    (tmp_path / "new").mkdir()
    path.with_name(".a.txt.new").write_bytes(b"of one that was killed")
    stopping.write_atomically(path, b"first", 0o600)
    assert path.read_bytes() == b"first"
    assert sys.platform == "win32" or path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="full") as refused:
        stopping.write_atomically(path, b"second")
    assert refused.value.filename == str(path)
    assert path.read_bytes() == b"first"
    with pytest.raises(FileExistsError):
        stopping.create_atomically(path, b"second")
    assert [each.name for each in path.parent.iterdir()] == ["a.txt"]
    assert path.read_bytes() == b"first"


FULL = ["bundle T/x.zip", "slides 1 --to T/s", "pages T/p", "handouts T/h"]
FULL += [pytest.param("site --output T/s", marks=pytest.mark.site)]
FULL += ["course T/c --exercises 1", "plan --minutes 45 --for emc --html T/p.html"]


@pytest.mark.parametrize("words", FULL, ids=lambda words: words.split()[0])
def test_a_full_disk_is_a_sentence_and_leaves_nothing(tmp_path, words):
    if not shutil.which("unshare") or run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"])[0]:
        pytest.skip("no small disk can be made here: that takes root, or user namespaces")
    target = tmp_path / "disk"
    target.mkdir()
    script = 'mount -t tmpfs -o size=4k none "$0" || exit 9; "$@"; code=$?'
    script += '; find "$0" -mindepth 1 >"$0.left"; exit $code'
    command = [*PYTHON, *(word.replace("T/", f"{target}/") for word in words.split())]
    code, out, err = run(
        ["unshare", "-rm", "sh", "-c", script, str(target), *command], cwd=REPO, env=os.environ | ENGLISH
    )
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    assert "disk" in err
    assert Path(f"{target}.left").read_text(encoding="utf-8") == ""


@pytest.mark.parametrize("words", ["exercises", "canonical", "cards", "reset 1", "standards", "guide"])
def test_files_of_the_repository_stay_whole_when_nothing_can_be_written(tmp_path, words):
    code = (
        "import resource, runpy, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40, 40))\n"
        "runpy.run_module('enclair', run_name='__main__')"
    )
    root = tmp_path / "kit"
    for name in ("solutions", "teaching", "exercises", "notebooks"):
        shutil.copytree(REPO / name, root / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPO / name, root)
    for path in [
        *root.glob("exercises/*/01*.ipynb"),
        *root.glob("teaching/cards/dec*.html"),
        root / "teaching/standards.md",
    ]:
        path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    models = root / "teaching/en/keys/models.md"
    models.write_text(models.read_text(encoding="utf-8").replace(" · ", ", "), encoding="utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    # Python would keep what it compiles cut off after 40 bytes, too.
    env = os.environ | ENGLISH | {"PYTHONDONTWRITEBYTECODE": "1"}
    code, out, err = run([sys.executable, "-c", code, *words.split()], cwd=root, env=env)
    assert code == 2, out
    assert "Traceback" not in err
    assert "File too large" in err
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("buffered", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["at the end", "at once"])
def test_output_that_cannot_be_written_is_a_sentence(buffered):
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    command = [*PYTHON, "plan", "--minutes", "45", "--for", "emc"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            command,
            cwd=REPO,
            stdout=full,
            stderr=subprocess.PIPE,
            env=env | ENGLISH | buffered,
            encoding="utf-8",
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert "No space left on device. Look" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", ["check", "reset x"])
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(words, closed):
    code, out, err = run(["sh", "-c", f'"$@" {closed}', "sh", *PYTHON, *words.split()], cwd=REPO)
    assert code == (2 if words == "reset x" else 0), err
    assert "Traceback" not in out + err


@pytest.mark.parametrize("words", ["check", "plan", "mark x", "bundle y.zip"])
def test_a_current_folder_that_was_deleted_is_a_sentence(tmp_path, words):
    script = 'mkdir "$0" && cd "$0" && rmdir "$0" && exec "$@"'
    code, out, err = run(
        ["sh", "-c", script, str(tmp_path / "gone"), *PYTHON, *words.split()], env=os.environ | ENGLISH
    )
    assert "Traceback" not in out + err
    assert "fault of the kit" not in err
    assert code == 2, out


@pytest.mark.parametrize(
    "env",
    [
        {"HOME": None},
        {"HOME": "/nowhere"},
        {"LANG": "xx_YY.KOI8-R", "LC_ALL": "tlh"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"TMPDIR": "/nowhere"},
        {"COLUMNS": "3"},
        {"COLUMNS": "many"},
    ],
    ids=str,
)
def test_an_odd_environment_is_no_fault(env, tmp_path):
    given = {name: value for name, value in (os.environ | env).items() if value is not None}
    for words, wanted in (("plan --minutes 45 --for emc", 0), ("reset é", 2)):
        code, out, err = run([*PYTHON, *words.split()], cwd=REPO, env=given)
        assert code == wanted, err
        assert "Traceback" not in out + err


def test_who_may_not_write_is_told(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    lowered = (
        ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.geteuid() == 0 else []
    )
    if lowered and (not shutil.which("setpriv") or not run([*lowered, "sh", "-c", f"touch {closed}/x"])[0]):
        pytest.skip("rights of folders bind nobody here")
    for words in ("bundle X/a.zip", "slides 1 --to X/s", "course X/c --exercises 1"):
        command = [word.replace("X/", f"{closed}/") for word in words.split()]
        code, out, err = run([*lowered, *PYTHON, *command], cwd=REPO, env=os.environ | ENGLISH)
        assert (code, out) == (2, ""), err
        assert "Permission denied" in err
        assert len(err.splitlines()) == 1


def test_a_fault_of_the_kit_is_told_as_one_and_its_traceback_is_kept(monkeypatch, capsys, lang, tmp_path):
    def balance(_):
        raise KeyError("a\nname")

    monkeypatch.setattr(cli, "available_verbs", lambda: ([replace(verbs.balance, function=balance)], ""))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["balance", "--lang", lang]) == 70
    said = capsys.readouterr().err
    (report,) = tmp_path.iterdir()
    sentence = text(
        "This is a fault of the kit: {error}. Please report it, with the text in {file}; running the command "
        "again with --debug shows that text here.",
        lang,
    )
    assert said == "enclair: " + sentence.format(error="KeyError: 'a\\nname'", file=report) + "\n"
    assert "Traceback" in report.read_text(encoding="utf-8")
    assert cli.main(["balance", "--debug"]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_that_arrives_as_an_exception_is_told_as_one(monkeypatch, capsys):
    def balance(_):
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "available_verbs", lambda: ([replace(verbs.balance, function=balance)], ""))
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
