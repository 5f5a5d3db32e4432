"""The sandboxed kernel on its own: what code inside can reach, and what it leaves behind."""

import asyncio
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from enclair_tools.marking.sandbox import provisioner, syscalls
from enclair_tools.marking.sandbox.provisioner import (
    SandboxProvisioner,
    SandboxRefusedError,
    python_folders,
    refusal,
)
from tests.tools.marking.conftest import Kernel, processes

pytestmark = pytest.mark.marking


def test_it_works_like_any_kernel_on_a_copy_of_the_working_folder(kernel):
    assert kernel.says("print(6 * 7)") == "42"
    assert kernel.says("print(open('given.txt').read())") == "given"
    kernel.says("open('given.txt', 'w').write('changed'); open('new.txt', 'w').write('new')")
    assert (kernel.work / "given.txt").read_text(encoding="utf-8") == "given"
    assert [path.name for path in kernel.work.iterdir()] == ["given.txt"]


def test_nothing_of_the_teacher_is_there(kernel, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("key", encoding="utf-8")
    assert kernel.says(f"open({str(secret)!r})") == "FileNotFoundError"
    assert kernel.says(f"open({str(Path(__file__))!r})") == "FileNotFoundError"
    assert kernel.says("import os; print(os.path.exists('/home'))") == "False"
    assert kernel.says("import os; print(os.listdir('/tmp'))").count("kernel-") == 1
    os.environ["A_KEY_OF_THE_TEACHER"] = "key"
    assert "A_KEY" not in kernel.says("import os; print(dict(os.environ))")
    real = int(Path("/proc/self/stat").read_text(encoding="utf-8").split()[0])
    assert kernel.says(f"import os; print(os.path.exists('/proc/{real}/environ'))") == "False"


def test_there_is_no_network_but_its_own(kernel):
    names = "print([line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in line])"
    assert kernel.says(names) == "['lo']"
    assert kernel.says("import socket; socket.create_connection(('192.0.2.1', 80), 2)") == "OSError"


def test_the_system_is_read_only_and_capabilities_are_gone(kernel):
    for path in ("/usr/x", "/x", "/dev/x", "/run/x", "/proc/self/oom_score_adj", f"{sys.prefix}/x"):
        assert kernel.says(f"open({path!r}, 'w')") in ("OSError", "PermissionError"), path
    status = kernel.says("print([s for s in open('/proc/self/status') if 'CapEff' in s or 'NoNew' in s])")
    assert "CapEff:\\t0000000000000000" in status
    assert "NoNewPrivs:\\t1" in status
    assert kernel.says("import os; os.setuid(0)") in ("PermissionError", "OSError")


def test_scratch_memory_and_processes_have_limits(kernel):
    fill = "f = open('big', 'wb')\nfor _ in range(400): f.write(bytes(1 << 20))\nf.flush()"
    assert kernel.says(fill) == "OSError"
    assert kernel.says("bytearray(4 << 30)") == "MemoryError"
    forks = (
        "import os, signal, time\nmade = []\ntry:\n  for _ in range(500):\n    pid = os.fork()\n"
        "    if not pid: time.sleep(60); os._exit(0)\n    made.append(pid)\n"
        "except BlockingIOError: print(len(made) < 64)\nfor pid in made: os.kill(pid, signal.SIGKILL)"
    )
    assert kernel.says(forks) == "True"
    assert kernel.says("print('still here')") == "still here"


def test_an_endless_loop_can_be_interrupted(kernel):
    kernel.client.execute("while True: pass", stop_on_error=False)
    time.sleep(1)
    kernel.manager.interrupt_kernel()
    assert kernel.says("print('awake')") == "awake"


def test_nothing_is_left_when_it_ends(kernel):
    kernel.says("import subprocess as s; s.Popen(['sleep', '7531'], start_new_session=True)")
    assert processes("sleep 7531")
    private = kernel.manager.provisioner._sockets
    assert private.is_dir()
    kernel.stop()
    deadline = time.monotonic() + 10
    while processes("sleep 7531") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not processes("sleep 7531")
    assert not os.path.lexists(private)


def test_limits_can_be_configured(sandbox, tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "word.txt").write_text("hello", encoding="utf-8")
    skeleton = tmp_path / "skeleton"
    skeleton.mkdir()
    (skeleton / ".profile").write_text("home", encoding="utf-8")
    one = Kernel(
        tmp_path,
        memory_mib=1024,
        scratch_mib=8,
        readable=[str(package)],
        skeleton=str(skeleton),
        environment={"WORD": "yes"},
    ).start()
    try:
        assert one.says("bytearray(1 << 30)") == "MemoryError"
        assert one.says("open('big', 'wb').write(bytes(9 << 20))") == "OSError"
        assert one.says(f"print(open({str(package / 'word.txt')!r}).read())") == "hello"
        assert one.says("import os; print(open('.profile').read(), os.environ['WORD'])") == "home yes"
    finally:
        one.stop()


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
    one = Kernel(tmp_path)
    with pytest.raises(SandboxRefusedError, match="no sandbox here"):
        one.manager.start_kernel(cwd=str(one.work))
    assert not one.manager.has_kernel


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
from enclair_tools.marking.sandbox import box
from tests.tools.marking.test_attacks import CALLS, TOOLS, kernel_call
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


def test_keys_and_process_1_are_closed_without_the_filter_too(sandbox):
    done = subprocess.run([sys.executable, "-c", UNFILTERED], capture_output=True, text=True, check=False)
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
    assert asyncio.run(SandboxProvisioner(kernel_id="x", kernel_spec=None).poll()) == 0
