"""A Jupyter kernel that can reach nothing: a kernel provisioner around bubblewrap, for code you do not trust.

It stands on its own (with `inside.py` beside it) and knows nothing of this kit. Name it in a kernel's
``kernel.json`` and every tool that starts kernels through ``jupyter_client`` uses it::

    {"argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
     "display_name": "Python (sandbox)", "language": "python",
     "metadata": {"kernel_provisioner": {
         "provisioner_name": "bubblewrap",
         "config": {"memory_mib": 2048, "readable": ["/opt/course/package"]}}}}

What the kernel gets: the system's programs and Python, read-only; a scratch home with a copy of the working
folder; a network that has only its own, empty, loopback; process numbers of its own, so that whatever it
started ends with it; no capabilities and none of your environment. What this does not do: filter system
calls, or limit the memory of several processes together (put the whole run into a cgroup for that).

Where it cannot run it refuses with a sentence (`SandboxRefusedError`); it starts no open kernel instead.
"""

import functools
import itertools
import json
import os
import random
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Dict, Int, List, Unicode

#: Where the copy of the working folder stands inside: the path outside says who teaches and where.
HOME = "/scratch"
#: What programs of the system need to read.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
SETTINGS = ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types")
_INSIDE = Path(__file__).with_name("inside.py")
# What `inside.py` needs as root to hand the home folder over, and gives up with it.
_CAPABILITIES = ("CAP_CHOWN", "CAP_DAC_READ_SEARCH", "CAP_SETGID", "CAP_SETUID")


class SandboxRefusedError(RuntimeError):
    """No kernel can be closed in on this computer; the text says why, and what to do."""


def _read_only(path: str, at: str = "") -> list[str]:
    """Return the arguments that show ``path`` inside, read-only, with parents that can be entered."""
    at = at or path
    parents = [str(parent) for parent in reversed(Path(at).parents)][1:]
    made = itertools.chain.from_iterable(("--perms", "0755", "--dir", parent) for parent in parents)
    return [*made, "--ro-bind", path, at]


def _system() -> Iterator[str]:
    """Yield the arguments for the programs of the system, with links as links."""
    for path in SYSTEM:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.isdir(path):
            yield from _read_only(path)
    for name in SETTINGS:
        if os.path.exists(f"/etc/{name}"):
            yield from _read_only(os.path.realpath(f"/etc/{name}"), f"/etc/{name}")


def python_folders() -> list[str]:
    """Return the folders of the running Python, by every name that its own files use."""
    hops, link = [], Path(sys.executable)
    while link.is_symlink():
        link = link.parent / os.readlink(link)
        hops.append(str(Path(os.path.normpath(link)).parent.parent))
    folders = [sys.prefix, sys.base_prefix, os.path.realpath(sys.base_prefix), *hops]
    return [folder for folder in dict.fromkeys(folders) if not folder.startswith("/usr") and folder != "/"]


def command(
    program: Iterable[str],
    *,
    folder: str = "",
    skeleton: str = "",
    sockets: str = "",
    readable: Iterable[str] = (),
    environment: dict[str, str] | None = None,
    limits: dict[str, int] | None = None,
    user: int = 0,
) -> list[str]:
    """Return the command that runs ``program`` inside a sandbox.

    Parameters
    ----------
    program
        The program and its arguments; the program by its full path.
    folder, skeleton
        Folders whose content is copied into the home folder inside.
    sockets
        The one folder outside that the program may write into.
    readable
        What else it may read, at the same paths.
    environment
        Its environment, besides PATH, HOME and the like.
    limits
        "memory" and "scratch" in bytes, "processes", "cpu" in seconds.
    user
        If we are root: whom the program runs as.
    """
    limits = {"memory": 3 << 30, "scratch": 256 << 20, "processes": 64, "cpu": 900, **(limits or {})}
    scratch = str(limits["scratch"])
    made = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts"]
    made += ["--unshare-cgroup-try", "--new-session", "--die-with-parent", "--hostname", "sandbox"]
    made += ["--cap-drop", "ALL", "--clearenv"]
    if user:
        made += [word for name in _CAPABILITIES for word in ("--cap-add", name)]
    else:
        made += ["--unshare-user", "--disable-userns"]
    made += [*_system(), "--proc", "/proc", "--dev", "/dev"]
    for path in ("/dev/shm", "/tmp"):
        made += ["--perms", "1777", "--size", scratch, "--tmpfs", path]
    made += ["--size", scratch, "--tmpfs", HOME]
    for path in (*python_folders(), *readable):
        made += _read_only(os.path.abspath(path))
    for path, at in ((folder, "/run/given"), (skeleton, "/run/skeleton"), (str(_INSIDE), "/run/inside.py")):
        made += _read_only(os.path.abspath(path), at) if path else []
    if sockets:
        made += [*_read_only(sockets), "--bind", sockets, sockets]
    made += ["--remount-ro", "/dev", "--remount-ro", "/"]
    wanted = {
        "HOME": HOME,
        "LANG": "C.UTF-8",
        "LOGNAME": "student",
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        # Each thread counts as a process and takes address space.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **(environment or {}),
    }
    made += [word for name, value in wanted.items() for word in ("--setenv", name, value)]
    settings = json.dumps({"home": HOME, "user": user, **limits})
    return [*made, sys.executable, "-I", "-S", "/run/inside.py", settings, *program]


def throwaway_user() -> int:
    """Return a user number that nobody has, if we are root; else 0: we stay who we are."""
    return random.SystemRandom().randrange(1_000_000_000, 2_000_000_000) if os.geteuid() == 0 else 0


#: Why there is no sandbox, and what to do; {found} is what this computer said.
REFUSALS = (
    "A sandbox needs Linux, and this is {found}. Mark in a virtual machine, in WSL 2 or on a Linux hub.",
    "A sandbox needs bubblewrap, and the command bwrap is not there. Install it: sudo apt install bubblewrap "
    "(Debian, Ubuntu), sudo dnf install bubblewrap (Fedora).",
    "A sandbox could not be started: {found}. Mark on a Linux where bubblewrap runs.",
    "bubblewrap is there, but cannot make a sandbox: {found}. It takes bubblewrap 0.8 or newer, and "
    "a system that allows user namespaces. On Ubuntu allow them for bwrap with an AppArmor profile "
    "(bwrap-userns-restrict, in the package apparmor-profiles); in a container, mark outside of it.",
)


@functools.cache
def refusal() -> tuple[str, str]:
    """Return which of `REFUSALS` holds on this computer and what it found; both "" if a sandbox can run.

    It is tried, not guessed: a small program runs in a sandbox, and must find itself without a network.
    """
    if sys.platform != "linux":
        return REFUSALS[0], sys.platform
    if not shutil.which("bwrap"):
        return REFUSALS[1], ""
    trying = "import socket; print([name for _, name in socket.if_nameindex()])"
    program = command([sys.executable, "-I", "-S", "-c", trying], user=throwaway_user())
    try:
        done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return REFUSALS[2], str(error)
    if done.returncode == 0 and done.stdout.strip() == "['lo']":
        return "", ""
    said = (done.stderr or done.stdout).strip().splitlines() or [f"exit {done.returncode}"]
    return REFUSALS[3], said[-1]


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel inside bubblewrap; everything else is as for a local kernel."""

    readable = List(Unicode(), help="What the kernel may read besides system and Python.").tag(config=True)
    skeleton = Unicode("", help="A folder whose content is copied into the kernel's home.").tag(config=True)
    environment = Dict(help="The kernel's environment, besides PATH, HOME and LANG.").tag(config=True)
    scratch_mib = Int(256, help="Size of its home, of /tmp and of each file, MiB.").tag(config=True)
    memory_mib = Int(3072, help="Address space of each of its processes, MiB.").tag(config=True)
    processes = Int(64, help="How many processes and threads it may have.").tag(config=True)
    cpu_seconds = Int(900, help="Seconds of processor time of each process.").tag(config=True)

    _private: Path | None = None
    _user = 0

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Refuse, or choose the kernel's sockets and wrap its command."""
        why, found = refusal()
        if why:
            raise SandboxRefusedError(why.format(found=found))
        self._forget()
        self._user = throwaway_user()
        # Not in TMPDIR: the name of a Unix socket has at most 107 bytes.
        self._private = Path(tempfile.mkdtemp(prefix=f"kernel-{os.getpid()}-", dir="/tmp"))
        manager: Any = self.parent
        # An absolute path, since a relative one would mean another folder inside.
        manager.transport, manager.ip = "ipc", str(self._private / "k")
        # A signal would end the wrapper instead of interrupting the kernel.
        self.kernel_spec.interrupt_mode = "message"
        kwargs = await super().pre_launch(**kwargs)
        if self._user:
            os.chown(self._private, self._user, self._user)
            os.chown(manager.connection_file, self._user, self._user)
        program = kwargs["cmd"]
        kwargs["cmd"] = command(
            [shutil.which(program[0]) or program[0], *program[1:]],
            folder=os.path.abspath(kwargs.get("cwd") or tempfile.mkdtemp(dir=self._private)),
            skeleton=self.skeleton,
            sockets=str(self._private),
            readable=[*self.readable, manager.connection_file],
            environment=dict(self.environment),
            limits={
                "memory": self.memory_mib << 20,
                "scratch": self.scratch_mib << 20,
                "processes": self.processes,
                "cpu": self.cpu_seconds,
            },
            user=self._user,
        )
        # Past its own channels it could write into the terminal of whoever started it.
        return {**kwargs, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

    async def poll(self) -> int | None:
        """Return None while the kernel runs; end it if it wrote where only its sockets may be."""
        ended: int | None = await super().poll()
        if ended is None and self._private and not _only_sockets(self._private):
            self.log.warning("The kernel put files among its sockets, and was ended.")
            await self.kill()
        return ended

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder of the sockets."""
        await super().cleanup(restart=restart)
        self._forget()

    def _forget(self) -> None:
        if self._private:
            shutil.rmtree(self._private, ignore_errors=True)
            self._private = None


def sweep() -> None:
    """Remove the folders of kernels whose program was killed before it could."""
    for folder in Path("/tmp").glob("kernel-*-*"):
        owner = folder.name.split("-")[1]
        if owner.isdecimal() and not Path("/proc", owner).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _only_sockets(folder: Path) -> bool:
    """Return whether ``folder``, which lies outside, holds sockets alone: files there could fill the disk."""
    try:
        with os.scandir(folder) as entries:
            return all(stat.S_ISSOCK(entry.stat(follow_symlinks=False).st_mode) for entry in entries)
    except FileNotFoundError:  # a socket that has just gone
        return True
