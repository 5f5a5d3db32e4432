"""A Jupyter kernel that can reach nothing: a kernel provisioner around bubblewrap, for code you do not trust.

It stands on its own, with `inside.py` and the modules beside it, and knows nothing of this kit.
Name it in a kernel's ``kernel.json`` and every tool that starts kernels through ``jupyter_client`` uses it::

    {"argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
     "display_name": "Python (sandbox)", "language": "python",
     "metadata": {"kernel_provisioner": {
         "provisioner_name": "bubblewrap",
         "config": {"memory_mib": 2048, "readable": ["/opt/course/package"]}}}}

Threat model
------------
Code inside is hostile, and may be any program. It must not read or change what belongs to whoever started
it, to other sandboxes or to the system, reach a network, outlive its kernel, or take the memory or the disk
of the computer. Whoever started it is an ordinary user or root; their account, the Linux kernel and
bubblewrap are trusted.

================== ===========================================================================================
layer              what it stops
================== ===========================================================================================
namespaces,        other people's files and processes, the network, shared memory; nothing outside can be
read-only folders  written at all: the home folder, /tmp and the sockets lie in memory, inside
empty environment  keys in the environment of bubblewrap itself
`inside.py` is     a program that outlives its kernel: process 1 cannot be traced, read or written, and all
process 1          that is left ends with it; /proc is read-only
no capabilities,   becoming somebody else; if we are root, the code runs as a user whom nobody is
no new privileges
`syscalls.py`,     tracing, keys, new namespaces and mounts, sockets other than unix and internet ones, memory
a filter of calls  that no process shows, io_uring, bpf and other parts of the kernel that lessons do not need
own keyring        the keys of the session, should the filter ever miss a call
limits             address space, processor time, open files and processes
`cgroup.py`,       memory of all together: a control group where there is one; else `watch.py` adds it up five
a cap              times a second, and ends the kernel
first to go        should the whole computer run out of memory, the sandbox ends before anything else
================== ===========================================================================================

What remains: a fault of the Linux kernel in a call that is allowed, and what a processor leaks. Under the
watcher, memory can pass the cap by what the processors fill in a fifth of a second; buffers of pipes and TCP
connections it does not see (the system bounds them, for each user or as a whole). Whoever connects to the
kernel speaks to it over sockets that the code can replace: what comes from them is hostile, and must be
limited there; and a link in their place may lead whoever connects again to another socket outside, which then
hears ZeroMQ's greeting and no more.

Where it cannot run it refuses with a sentence (`SandboxRefusedError`); it starts no open kernel instead.
"""

import functools
import json
import os
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Dict, Int, List, Unicode

from . import cgroup, syscalls
from .box import HOME, LIMITS, command, python_folders, throwaway_user
from .cgroup import protection

if TYPE_CHECKING:
    from subprocess import Popen

    from jupyter_client.connect import KernelConnectionInfo

__all__ = [
    "REFUSALS",
    "SandboxProvisioner",
    "SandboxRefusedError",
    "command",
    "protection",
    "python_folders",
    "refusal",
    "sweep",
]


class SandboxRefusedError(RuntimeError):
    """No kernel can be closed in on this computer; the text says why, and what to do."""


N_ = tuple[str, ...]  # gettext's mark: who shows these sentences translates them
#: Why there is no sandbox, and what to do; {reason} is what this computer said.
REFUSALS = N_(
    (
        "A sandbox needs Linux, and this is {reason}. Mark in a virtual machine, in WSL 2 or on a Linux hub.",
        "A sandbox needs bubblewrap, and the command bwrap is not there. Install it: sudo apt install "
        "bubblewrap (Debian, Ubuntu), sudo dnf install bubblewrap (Fedora).",
        "A sandbox could not be started: {reason}. Mark on a Linux where bubblewrap runs.",
        "bubblewrap is there, but cannot make a sandbox: {reason}. It takes bubblewrap 0.8 or newer, and "
        "a system that allows user namespaces. On Ubuntu allow them for bwrap with an AppArmor profile "
        "(bwrap-userns-restrict, in the package apparmor-profiles); in a container, mark outside of it.",
        "A sandbox needs libseccomp, which refuses dangerous system calls, and it cannot be used: {reason}. "
        "Install it: sudo apt install libseccomp2 (Debian, Ubuntu), sudo dnf install libseccomp (Fedora); "
        "and for Python the package pyseccomp.",
    )
)

# What a sandbox must find: a network that has only its own loopback, and a filter of system calls.
_TRIAL = """
import sys
names = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
filtered = "Seccomp:\\t2\\n" in open("/proc/self/status").read()
print(names, filtered, flush=True)
sys.stdin.read()
"""


def _with_info(program: list[str], pipe: int) -> list[str]:
    """Return the command of `command`, which then tells ``pipe`` the number of its first process."""
    return [program[0], "--info-fd", str(pipe), *program[1:]]


def _first_process(pipe: FileIO) -> int:
    """Return the number, as seen from here, of the first process inside; 0 if there was none."""
    info = b""
    while b"}" not in info and (more := pipe.read(4096)):
        info += more
    with suppress(ValueError, KeyError):
        return int(json.loads(info)["child-pid"])
    return 0


def _tried() -> str:
    """Return what goes wrong in a small sandbox, or "" if it is closed, and its sockets can be reached."""
    program = command([sys.executable, "-I", "-S", "-c", _TRIAL], user=throwaway_user())
    read, write = os.pipe()
    with open(read, "rb", buffering=0) as pipe:
        try:
            started, through = _with_info(program, write), subprocess.PIPE
            process = subprocess.Popen(
                started, stdin=through, stdout=through, stderr=through, text=True, env={}, pass_fds=[write]
            )
        finally:
            os.close(write)
        late = threading.Timer(60, process.kill)
        late.start()
        inner = _first_process(pipe)
        assert process.stdout
        line = process.stdout.readline().strip()
        reached = os.path.isdir(f"/proc/{inner}/root{HOME}")
        errors = process.communicate()[1].strip().splitlines()
        late.cancel()
    if process.returncode or line != "['lo'] True":
        return errors[-1] if errors else line or f"exit {process.returncode}"
    return "" if reached else f"/proc/{inner}/root: not readable"


@functools.cache
def refusal() -> tuple[str, str]:
    """Return which of `REFUSALS` holds on this computer and what it found; both "" if a sandbox can run.

    It is tried, not guessed: a small program runs in a sandbox, and looks around.
    """
    if sys.platform != "linux":
        return REFUSALS[0], sys.platform
    if not shutil.which("bwrap"):
        return REFUSALS[1], ""
    try:
        syscalls.program()
    except (ImportError, AttributeError, OSError, RuntimeError, ValueError) as error:
        return REFUSALS[4], str(error)
    try:
        fault = _tried()
    except OSError as error:
        return REFUSALS[2], str(error)
    return (REFUSALS[3], fault) if fault else ("", "")


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel inside bubblewrap; everything else is as for a local kernel.

    Attributes
    ----------
    ended
        Why we ended the kernel ourselves: "memory" if all its processes together held more than they may;
        else "". A kernel that is started again has a new provisioner.
    """

    readable = List(Unicode(), help="What the kernel may read besides system and Python.").tag(config=True)
    skeleton = Unicode("", help="A folder whose content is copied into the kernel's home.").tag(config=True)
    environment = Dict(help="The kernel's environment, besides PATH, HOME and LANG.").tag(config=True)
    scratch_mib = Int(LIMITS["scratch"] >> 20, help="Size of its home and of each file, MiB.").tag(
        config=True
    )
    memory_mib = Int(LIMITS["memory"] >> 20, help="Address space of each process, MiB.").tag(config=True)
    total_mib = Int(LIMITS["total"] >> 20, help="Memory of all its processes and files together, MiB.").tag(
        config=True
    )
    processes = Int(LIMITS["processes"], help="How many processes and threads it may have.").tag(config=True)
    cpu_seconds = Int(LIMITS["cpu"], help="Seconds of processor time of each process.").tag(config=True)

    ended = ""
    _sockets: Path | None = None
    _cap: cgroup.Watcher | None = None
    _stop: threading.Event | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Refuse, or choose the kernel's sockets and wrap its command."""
        why, reason = refusal()
        if why:
            raise SandboxRefusedError(why.format(reason=reason))
        self._forget()
        user = throwaway_user()
        # Not in TMPDIR: the name of a Unix socket has at most 107 bytes.
        self._sockets = Path(f"/tmp/kernel-{os.getpid()}-{secrets.token_hex(8)}")
        manager: Any = self.parent
        # An absolute path, since a relative one would mean another folder inside.
        manager.transport, manager.ip = "ipc", str(self._sockets / "k")
        # A signal would end the wrapper instead of interrupting the kernel.
        self.kernel_spec.interrupt_mode = "message"
        kwargs = await super().pre_launch(**kwargs)
        if user:
            os.chown(manager.connection_file, user, user)
        program = kwargs["cmd"]
        kwargs["cmd"] = command(
            [shutil.which(program[0]) or program[0], *program[1:]],
            folder=os.path.abspath(kwargs["cwd"]) if kwargs.get("cwd") else "",
            skeleton=self.skeleton,
            sockets=str(self._sockets),
            readable=[*self.readable, manager.connection_file],
            environment=dict(self.environment),
            limits={
                "memory": self.memory_mib << 20,
                "scratch": self.scratch_mib << 20,
                "processes": self.processes,
                "cpu": self.cpu_seconds,
            },
            user=user,
        )
        self._cap = cgroup.cap(self.total_mib << 20, self.processes)
        # Past its own channels it could write into the terminal of whoever started it.
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return {**kwargs, **quiet, "env": dict(self._cap.environment)}

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> "KernelConnectionInfo":
        """Start the kernel, and give its sockets, which exist inside only, a name outside."""
        assert self._cap
        assert self._sockets
        read, write = os.pipe()
        with open(read, "rb", buffering=0) as pipe:
            try:
                started = self._cap.started(_with_info(cmd, write))
                connection = await super().launch_kernel(started, pass_fds=[write], **kwargs)
            finally:
                os.close(write)
            inner = _first_process(pipe)
        self._sockets.symlink_to(f"/proc/{inner}/root{self._sockets}")
        self._cap.began(inner)
        self._stop = threading.Event()
        threading.Thread(target=self._watch, args=(self._cap, self._stop, self.process), daemon=True).start()
        return connection

    def _watch(self, cap: cgroup.Watcher, stop: threading.Event, process: "Popen[bytes]") -> None:
        """End the kernel when all that it started holds too much memory, or when nobody can tell any more."""
        try:
            while not stop.wait(0.2):
                if cap.reached():
                    self.ended = "memory"
                    break
        finally:
            if not stop.is_set():
                process.kill()

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the name of the sockets, and the control group."""
        await super().cleanup(restart=restart)
        self._forget()

    def _forget(self) -> None:
        if self._stop:
            self._stop.set()
        if self._sockets:
            self._sockets.unlink(missing_ok=True)
        if self._cap:
            self._cap.remove()
        self._sockets = self._cap = self._stop = None


def sweep() -> None:
    """Remove what kernels left whose program was killed before it could; what others left is theirs."""
    for link in _left(Path("/tmp").glob("kernel-*-*")):
        with suppress(OSError):
            if link.is_symlink():
                link.unlink()
    for group in _left(cgroup.groups()):
        with suppress(OSError):
            group.rmdir()


def _left(paths: Iterable[Path]) -> list[Path]:
    """Return which of ``paths`` belong to programs that have ended."""
    owners = [(path, path.name.split("-")[1]) for path in paths]
    return [path for path, owner in owners if owner.isdecimal() and not Path("/proc", owner).exists()]
