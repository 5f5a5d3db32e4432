"""The sandboxed kernel on its own: what code inside can reach, and what it leaves behind."""

import asyncio
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from enclair_marking.sandbox import provisioner, syscalls
from enclair_marking.sandbox.provisioner import (
    SandboxProvisioner,
    SandboxRefusedError,
    python_folders,
    refusal,
)
from hostile import FORKS
from kernels import Kernel, processes, running, until

slow = pytest.mark.marking
REFUSED = ("OSError", "PermissionError")


@slow
def test_it_works_like_any_kernel_on_a_copy_of_the_working_folder(shared):
    assert shared.says("print(6 * 7, open('given.txt').read())") == "42 given"
    shared.says("open('given.txt', 'w').write('changed'); open('new.txt', 'w').write('new')")
    assert (shared.work / "given.txt").read_text(encoding="utf-8") == "given"
    assert [path.name for path in shared.work.iterdir()] == ["given.txt"]


ENVIRONMENTS = """
import glob, os
seen = [dict(os.environ)]
for path in [*glob.glob('/proc/[0-9]*/environ'), *glob.glob('/proc/[0-9]*/task/*/environ')]:
    try: seen.append(open(path, 'rb').read())
    except OSError: pass
print(len(seen) > 1, 'TEACHER' in str(seen), SECRET in str(seen))
"""


@slow
def test_nothing_of_the_teacher_is_there(shared):
    secret = shared.work / "secret.txt"
    secret.write_text("key", encoding="utf-8")
    for path in (secret, Path(__file__)):
        assert shared.says(f"open({str(path)!r})") == "FileNotFoundError"
    secret.unlink()
    real = int(Path("/proc/self/stat").read_text(encoding="utf-8").split()[0])
    there = f"print([os.path.exists(p) for p in ('/home', '/proc/{real}/environ')], os.listdir('/tmp'))"
    seen = shared.says(f"import os; {there}")
    assert (seen[:14], seen.count("kernel-")) == ("[False, False]", 1)
    assert shared.says(ENVIRONMENTS.replace("SECRET", repr(str(shared.work)))) == "True False False"
    assert shared.says("open('/proc/1/environ')") == "PermissionError"


@slow
def test_there_is_no_network_but_its_own(shared):
    names = "print([line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in line])"
    assert shared.says(names) == "['lo']"
    assert shared.says("import socket; socket.create_connection(('192.0.2.1', 80), 2)") == "OSError"


@slow
def test_the_system_is_read_only_and_capabilities_are_gone(shared):
    for path in ("/usr/x", "/x", "/dev/x", "/run/x", "/proc/self/oom_score_adj", f"{sys.prefix}/x"):
        assert shared.says(f"open({path!r}, 'w')") in REFUSED, path
    status = shared.says("print([s for s in open('/proc/self/status') if 'CapEff' in s or 'NoNew' in s])")
    assert "CapEff:\\t0000000000000000" in status
    assert "NoNewPrivs:\\t1" in status
    assert shared.says("import os; os.setuid(0)") in REFUSED


@slow
def test_scratch_memory_and_processes_have_limits(shared):
    fill = "f = open('big', 'wb')\nfor _ in range(400): f.write(bytes(1 << 20))\nf.flush()"
    assert shared.says(fill) == "OSError"
    assert shared.says("bytearray(4 << 30)") == "MemoryError"
    assert shared.says(FORKS) == "forked few: True"
    assert shared.says("import os; os.remove('big'); print('still here')") == "still here"


@slow
def test_an_endless_loop_can_be_interrupted(shared):
    shared.client.execute("while True: pass", stop_on_error=False)
    time.sleep(1)
    shared.manager.interrupt_kernel()
    assert shared.says("print('awake')") == "awake"


@slow
def test_nothing_is_left_when_it_ends(kernel):
    kernel.says("import subprocess as s; s.Popen(['sleep', '7531'], start_new_session=True)")
    assert processes("sleep 7531")
    private = kernel.manager.provisioner._sockets
    assert private.is_dir()
    kernel.stop()
    assert until(lambda: not processes("sleep 7531"))
    assert not os.path.lexists(private)


@slow
def test_limits_can_be_configured(sandbox, tmp_path):
    for name, file in (("package", "word.txt"), ("skeleton", ".profile")):
        (tmp_path / name).mkdir()
        (tmp_path / name / file).write_text(name, encoding="utf-8")
    given = {"readable": [str(tmp_path / "package")], "skeleton": str(tmp_path / "skeleton")}
    with running(tmp_path, memory_mib=1024, scratch_mib=8, environment={"WORD": "yes"}, **given) as kernel:
        assert kernel.says("bytearray(1 << 30)") == "MemoryError"
        assert kernel.says("open('big', 'wb').write(bytes(9 << 20))") == "OSError"
        word = f"open({str(tmp_path / 'package' / 'word.txt')!r}).read()"
        home = "open('.profile').read(), os.environ['WORD']"
        assert kernel.says(f"import os; print({word}, {home})") == "package skeleton yes"


def test_a_computer_without_a_sandbox_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(provisioner.shutil, "which", lambda _: None)
    assert "sudo apt install bubblewrap" in refusal.__wrapped__()[0]
    monkeypatch.setattr(provisioner.sys, "platform", "darwin")
    assert "WSL 2" in refusal.__wrapped__()[0]


def test_a_bubblewrap_that_may_not_is_refused_with_its_own_words(monkeypatch, tmp_path):
    broken = tmp_path / "bwrap"
    broken.write_text("#!/bin/sh\necho 'bwrap: No permissions to create new namespace' >&2; exit 1\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert "No permissions to create new namespace" in refusal.__wrapped__()[1]


def test_no_open_kernel_stands_in_for_a_refused_one(monkeypatch, tmp_path):
    monkeypatch.setattr(provisioner, "refusal", lambda: ("There is no sandbox here.", ""))
    kernel = Kernel(tmp_path)
    with pytest.raises(SandboxRefusedError, match="no sandbox here"):
        kernel.start()
    assert not kernel.manager.has_kernel


def test_without_libseccomp_it_is_refused_with_what_to_do(sandbox, monkeypatch):
    monkeypatch.setattr(syscalls, "program", syscalls.program.__wrapped__)
    monkeypatch.setattr(syscalls, "library", syscalls.library.__wrapped__)
    for name in ("pyseccomp", "seccomp"):
        monkeypatch.setitem(sys.modules, name, None)
    why, found = refusal.__wrapped__()
    assert "libseccomp2" in why
    assert "pyseccomp" in found


def test_either_module_of_libseccomp_will_do(monkeypatch):
    ours = syscalls.library()
    monkeypatch.setitem(sys.modules, "pyseccomp", None)
    monkeypatch.setitem(sys.modules, "seccomp", ours)
    assert syscalls.library.__wrapped__() is ours


UNFILTERED = """
import base64, json, struct, subprocess, sys
from enclair_marking.sandbox import box
from test_attacks import CALLS, TOOLS, kernel_call
kernel_call("keyctl", 1, None)
kernel_call("add_key", b"user", b"planted", b"secret", 6, -3)
tries = {"keyctl": "10, -3, b'user', b'planted', 0", "ptrace": "0x4206, 1, 0, 0"}
code = TOOLS + "".join(f"\\nprint(call({CALLS[name]}, {words}))" for name, words in tries.items())
made = box.command([sys.executable, "-I", "-c", code], user=box.throwaway_user())
place = next(number for number, word in enumerate(made) if word.startswith('{"home"'))
all_allowed = base64.b64encode(struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)).decode()
made[place] = json.dumps({**json.loads(made[place]), "filter": all_allowed})
subprocess.run(made, env={}, check=True)
"""


@slow
def test_keys_and_process_1_are_closed_without_the_filter_too(sandbox):
    command = [sys.executable, "-c", UNFILTERED]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["ENOKEY", "EPERM"], done.stderr


def test_it_can_be_published_alone():
    files = {Path(provisioner.__file__)}
    for name in ("inside.py", "box.py", "cgroup.py", "syscalls.py", "watch.py"):
        files.add(Path(provisioner.__file__).with_name(name))
    for file in files:
        assert "enclair" not in file.read_text(encoding="utf-8"), file.name


def test_the_folders_of_python_are_few_and_real():
    assert python_folders()
    assert all(Path(folder).is_dir() for folder in python_folders())
    assert not {str(Path.home()), "/", "/home", "/root"} & set(python_folders())


def test_a_provisioner_says_that_it_has_no_process_before_it_starts():
    unstarted = SandboxProvisioner(kernel_id="x", kernel_spec=None)
    with ThreadPoolExecutor(1) as thread:  # a browser of the same worker has the loop of this one
        assert thread.submit(asyncio.run, unstarted.poll()).result() == 0
