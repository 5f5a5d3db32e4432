"""The sandboxed kernel on its own: what code inside can reach, and what it leaves behind."""

import os
import signal
import sys
from pathlib import Path

import pytest

from enclair_marking.sandbox import cgroup, client, syscalls
from enclair_marking.sandbox.box import python_folders
from enclair_marking.sandbox.client import refusal
from enclair_marking.sandbox.inside import EndedError
from hostile import FORKS
from kernels import Kernel, processes
from tests.helpers import process, refused, until

slow = pytest.mark.marking

ENVIRONMENTS = """
import glob, os
seen = [dict(os.environ)]
for path in [*glob.glob('/proc/[0-9]*/environ'), *glob.glob('/proc/[0-9]*/task/*/environ')]:
    try: seen.append(open(path, 'rb').read())
    except OSError: pass
print(len(seen) > 1, 'TEACHER' in str(seen), SECRET in str(seen))
"""


@slow
def test_nothing_of_the_teacher_is_there(shared, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("key", encoding="utf-8")
    for path in (secret, Path(__file__)):
        assert shared.says(f"open({str(path)!r})") == "FileNotFoundError"
    real = int(Path("/proc/self/stat").read_text(encoding="utf-8").split()[0])
    assert shared.says(f"import os; print(os.path.exists('/proc/{real}/environ'))") == "False"
    python = [Path(folder) for folder in python_folders()]
    for above in (Path("/home"), Path("/tmp"), Path.home()):  # Python may stand below, and nothing else does
        ways = sorted({one.relative_to(above).parts[0] for one in python if above in one.parents})
        look = f"print(sorted(os.listdir({str(above)!r})) if os.path.exists({str(above)!r}) else [])"
        assert shared.says(look) == str(ways)
    assert shared.says(ENVIRONMENTS.replace("SECRET", repr(str(tmp_path)))) == "True False False"


@slow
def test_scratch_memory_and_processes_have_limits(shared):
    fill = "f = open('big', 'wb')\nfor _ in range(400): f.write(bytes(1 << 20))\nf.flush()"
    assert shared.says(fill) == "OSError"
    assert shared.says("bytearray(4 << 30)") == "MemoryError"
    assert shared.says(FORKS) == "forked few: True"
    assert shared.says("import os; os.remove('big'); print('still here')") == "still here"


@slow
def test_an_endless_loop_is_interrupted_and_a_deaf_one_is_the_end(sandbox):
    with Kernel() as kernel:
        assert kernel.run("while True: pass", 1, print) == "endless"
        assert kernel.says("print('awake')") == "awake"
        kernel.says(f"import signal; signal.signal({signal.SIGINT}, signal.SIG_IGN)")
        refused(EndedError, "endless", kernel.run, "while True: pass", 1, print)


@slow
@pytest.mark.parametrize("ending", ["end", "die"])
def test_nothing_is_left_when_it_ends(sandbox, ending):
    with Kernel() as kernel:
        kernel.says("import subprocess as s; s.Popen(['sleep', '7531'], start_new_session=True)")
        assert processes("sleep 7531")
        if ending == "end":
            kernel.end()
        else:
            kernel.assert_ends("import os; os._exit(0)", "ended-kernel")
        assert until(lambda: not processes("sleep 7531"))


@slow
def test_what_is_given_is_there_and_limits_can_be_set(sandbox, tmp_path):
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "word.txt").write_text("package", encoding="utf-8")
    given = {"readable": [str(tmp_path / "package")], "files": {".config/word": "file"}}
    limits = {"memory": 1 << 30, "scratch": 8 << 20}
    with Kernel(**given, environment={"WORD": "yes"}, **limits) as kernel:
        assert kernel.says("bytearray(1 << 30)") == "MemoryError"
        assert kernel.says("open('big', 'wb').write(bytes(9 << 20))") == "OSError"
        word = f"open({str(tmp_path / 'package' / 'word.txt')!r}).read()"
        home = "open('.config/word').read(), os.environ['WORD']"
        assert kernel.says(f"import os; print({word}, {home})") == "package file yes"
        assert kernel.says("open('.config/word', 'w').write('mine')") == ""


#: By what a kernel writes past its own bounds: why it is ended, or how many lines of it are handed on.
FLOODS = {
    "lines without end": ("import os\nwhile True: os.write(4, b'x' * 100_000)", "huge-output"),
    "lines that go on": ("import os\nwhile True: os.write(4, b'x' * 1000 + b'\\n')", "huge-output"),
    "many lines": ("import os\nfor _ in range(9000): os.write(4, b'{}\\n')", 4000),
    "forged ends": ('import os\nfor _ in range(9): os.write(4, b\'{"done": 0, "ok": 1}\\n\')', 9),
    "no lines of ours": ("import os\nos.write(4, b'[1]\\n\\xff\\n>{}\\n[[[\\n')", 0),
}


@slow
@pytest.mark.parametrize("flood", FLOODS)
def test_however_much_a_kernel_writes_there_is_one_bound(sandbox, flood):
    code, expected = FLOODS[flood]
    with Kernel() as kernel:
        if isinstance(expected, str):
            kernel.assert_ends(code, expected)
            return
        heard = []
        assert kernel.run(code, 20, lambda message: heard.append(message.keys())) == ""
        # The last line, which is always heard, says that the cell has ended.
        assert len(heard) in (expected, expected + 1)
        assert kernel.cut == (expected == 4000)
        assert kernel.says("print('in step')") == "in step"


def test_a_computer_without_a_sandbox_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(client.shutil, "which", lambda _: None)
    assert refusal.__wrapped__() == ("no-bubblewrap", "")
    monkeypatch.setattr(client.sys, "platform", "darwin")
    assert refusal.__wrapped__() == ("no-linux", "darwin")


def test_a_bubblewrap_that_may_not_is_refused_with_its_own_words(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2; exit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert "No permissions to create new namespace" in refusal.__wrapped__()[1]


def test_without_libseccomp_it_is_refused(sandbox, monkeypatch):
    monkeypatch.setattr(syscalls, "program", syscalls.program.__wrapped__)
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    why, reason = refusal.__wrapped__()
    assert ("pyseccomp" in reason, why) == (True, "no-libseccomp")


UNFILTERED = """
import base64, json, struct, subprocess, sys
from enclair_marking.sandbox import box
from kernels import tools
exec(tools())
call("keyctl", 1, None)
call("add_key", b"user", b"planted", b"secret", 6, -3)
code = tools() + "print(call('keyctl', 10, -3, b'user', b'planted', 0), call('ptrace', 0x4206, 1, 0, 0))"
made = box.command([sys.executable, "-I", "-c", "import os\\nos.dup2(4, 1)\\n" + code], (), {}, {})
place = next(number for number, word in enumerate(made) if word.startswith('{"home"'))
all_allowed = base64.b64encode(struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)).decode()
made[place] = json.dumps({**json.loads(made[place]), "filter": all_allowed})
subprocess.run(made, input=b"{}\\n", env={}, check=True)
"""


@slow
def test_keys_and_process_1_are_closed_without_the_filter_too(sandbox):
    _, out, err = process(sys.executable, "-c", UNFILTERED, cwd=Path(__file__).parent)
    assert out.split()[:2] == ["<ENOKEY", "EPERM"], err


def test_it_can_be_published_alone():
    for file in Path(client.__file__).parent.glob("*.py"):
        assert "enclair" not in file.read_text(encoding="utf-8"), file.name


def test_a_scope_is_limited_and_passes_nothing_of_our_environment_on(monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    monkeypatch.setenv("A_KEY_OF_THE_TEACHER", "key")
    monkeypatch.setattr(cgroup, "protection", lambda: "cgroup")
    command, environment = cgroup.started(["bwrap", "a b"], 700 << 20, 64)
    assert set(environment) <= {"XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"}
    # Process 1 notices before, and can say why.
    assert f"MemoryMax={(700 + 256) << 20}" in command
    assert {"MemorySwapMax=0", "TasksMax=68"} <= {*command}
    assert command[-3:] == ["-i", "bwrap", "a b"]
    assert command[-4].endswith("env")
    assert ("--user" in command) == (os.geteuid() != 0)


def test_without_systemd_there_are_bounds_and_an_empty_environment(monkeypatch):
    monkeypatch.setattr(cgroup, "TREE", Path("/nowhere"))
    monkeypatch.setattr(cgroup, "protection", cgroup.protection.__wrapped__)
    command, environment = cgroup.started(["bwrap", "a b"], 700 << 20, 64)
    assert (command[0], command[-2:], environment) == ("/bin/sh", ["bwrap", "a b"], {})


def test_a_kernel_that_asks_for_too_much_in_small_pieces_is_ended(sandbox):
    code = "held = []\nimport time\nfor _ in range(20): held.append(b'x' * (30 << 20))\ntime.sleep(60)"
    with Kernel(total=300 << 20) as kernel:
        assert kernel.says("import os; print(os.getuid())") != "0"  # root hands over to nobody in particular
        kernel.assert_ends(code, "memory")


@slow
def test_a_real_group_has_its_limits(sandbox):
    if cgroup.protection() != "cgroup":
        pytest.skip("no control group with a limit on memory: systemd gives this account no scope")
    with Kernel(total=500 << 20) as kernel:
        told = Path(f"/proc/{kernel._process.pid}/cgroup").read_text("ascii")
        group = cgroup.TREE / told.split("0::/")[1].split()[0]
        assert int((group / "memory.max").read_text(encoding="ascii")) == (500 + 256) << 20
        assert int((group / "pids.max").read_text(encoding="ascii")) < 100
        assert kernel.says("print('works')") == "works"
