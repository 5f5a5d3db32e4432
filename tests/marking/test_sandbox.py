"""The sandboxed kernel on its own: what code inside can reach, and what it leaves behind."""

import asyncio
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from enclair.marking import provisioner
from enclair.marking.provisioner import SandboxProvisioner, SandboxRefusedError, python_folders, refusal


class Kernel:
    """A kernel in a sandbox, and what it prints."""

    def __init__(self, folder: Path, **limits):
        spec = folder / "kernels" / "closed"
        spec.mkdir(parents=True)
        described = {
            "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": "closed",
            "language": "python",
            "metadata": {"kernel_provisioner": {"provisioner_name": "bubblewrap", "config": limits}},
        }
        (spec / "kernel.json").write_text(json.dumps(described), encoding="utf-8")
        specs = KernelSpecManager(kernel_dirs=[str(folder / "kernels")])
        self.manager = KernelManager(kernel_name="closed", kernel_spec_manager=specs)
        self.work = folder / "work"
        self.work.mkdir()

    def start(self):
        self.manager.start_kernel(cwd=str(self.work))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        return self

    def says(self, code: str, timeout: float = 30) -> str:
        """Return what ``code`` prints, or the name of its error."""
        printed = []

        def heard(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                printed.append(content["text"])
            elif message["msg_type"] == "error":
                printed.append(content["ename"])

        self.client.execute_interactive(code, timeout=timeout, output_hook=heard, store_history=False)
        return "".join(printed).strip()

    def stop(self):
        if self.manager.has_kernel:
            self.client.stop_channels()
            self.manager.shutdown_kernel(now=True)


@pytest.fixture
def kernel(sandbox, tmp_path):
    one = Kernel(tmp_path)
    (one.work / "given.txt").write_text("given", encoding="utf-8")
    one.start()
    yield one
    one.stop()


def processes(word: str) -> list[str]:
    """Return the command lines on this machine that contain ``word``."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line and path.parent.name != str(os.getpid()):
            found.append(line)
    return found


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
    assert kernel.says("import socket; print([n for _, n in socket.if_nameindex()])") == "['lo']"
    assert kernel.says("import socket; socket.create_connection(('192.0.2.1', 80), 2)") == "OSError"


def test_the_system_is_read_only_and_capabilities_are_gone(kernel):
    for path in ("/usr/x", "/x", "/dev/x", "/run/x", f"{sys.prefix}/x"):
        assert kernel.says(f"open({path!r}, 'w')") in ("OSError", "PermissionError"), path
    status = kernel.says("print([s for s in open('/proc/self/status') if 'CapEff' in s or 'NoNew' in s])")
    assert "CapEff:\\t0000000000000000" in status
    assert "NoNewPrivs:\\t1" in status
    assert kernel.says("import os; os.setuid(0)") == "PermissionError"


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
    private = kernel.manager.provisioner._private
    assert private.is_dir()
    kernel.stop()
    deadline = time.monotonic() + 10
    while processes("sleep 7531") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not processes("sleep 7531")
    assert not private.exists()


def test_files_among_the_sockets_end_the_kernel(kernel):
    private = kernel.manager.provisioner._private
    kernel.client.execute(f"open('{private}/fill', 'w').write('x'); import time; time.sleep(60)")
    deadline = time.monotonic() + 10
    while kernel.manager.is_alive() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not kernel.manager.is_alive()


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


def test_it_can_be_published_alone():
    source = Path(provisioner.__file__).read_text(encoding="utf-8")
    assert "enclair" not in source
    assert "enclair" not in Path(provisioner.__file__).with_name("inside.py").read_text(encoding="utf-8")


def test_the_folders_of_python_are_few_and_real():
    assert python_folders()
    assert all(Path(folder).is_dir() for folder in python_folders())
    assert not {str(Path.home()), "/", "/home", "/root"} & set(python_folders())


def test_a_normal_user_gets_the_same(sandbox, monkeypatch):
    """Root is the exception (containers); teachers are not root."""
    if os.geteuid() != 0:
        pytest.skip("this is a normal user: every other test shows it")
    # The Python of the tests may lie in root's home, which nobody else can enter.
    monkeypatch.setattr(provisioner, "python_folders", list)
    monkeypatch.setattr(provisioner.sys, "executable", "/usr/bin/python3")
    code = "import os, resource; print(os.getuid(), resource.getrlimit(resource.RLIMIT_NPROC)[0])"
    made = provisioner.command(["/usr/bin/python3", "-I", "-c", code])
    done = subprocess.run(
        ["setpriv", "--reuid=12345", "--regid=12345", "--clear-groups", *made],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["12345", "64"], done.stderr


def test_a_provisioner_says_that_it_has_no_process_before_it_starts():
    assert asyncio.run(SandboxProvisioner(kernel_id="x", kernel_spec=None).poll()) == 0
