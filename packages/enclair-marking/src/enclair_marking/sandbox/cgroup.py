"""What a whole sandbox may hold together: a control group (cgroup v2) if we may make one, else a watcher.

Whatever caps it is asked two things: with which command to start the sandbox (`started`), and whether too
much memory was wanted (`reached`).
"""

import functools
import os
import secrets
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from .box import FOLDERS
from .watch import memory_held

#: Besides what the program starts: bubblewrap and the first process inside.
_OURS = 4
#: Should the whole machine run out of memory, the sandbox goes first. Inside it cannot be put back.
_FIRST = "echo 1000 >/proc/self/oom_score_adj"


class Watcher:
    """Adds up several times a second what the sandbox holds; who asks must end it."""

    def __init__(self, memory: int, processes: int) -> None:
        self.memory, self.processes = memory, processes
        #: What the command itself needs of our environment: nothing.
        self.environment: dict[str, str] = {}

    def started(self, command: list[str]) -> list[str]:
        """Return the command that starts ``command`` with this cap."""
        return ["/bin/sh", "-c", f'{_FIRST}; exec "$@"', "sh", *command]

    def began(self, inner: int) -> None:
        """Hear that the sandbox runs; ``inner`` is the number of its first process, as seen from here."""
        self.first = Path(f"/proc/{inner}")

    def reached(self) -> bool:
        """Return whether it holds, or wanted, more than it may."""
        return memory_held(self.first, FOLDERS, self.memory) > self.memory

    def remove(self) -> None:
        """Leave nothing behind."""


class Delegated(Watcher):
    """A control group below a folder of the tree that was handed to us."""

    def __init__(self, memory: int, processes: int, parent: Path) -> None:
        super().__init__(memory, processes)
        self.group = parent / f"kernel-{os.getpid()}-{secrets.token_hex(4)}"
        self.group.mkdir()
        for name, value in (("memory.max", memory), ("pids.max", processes + _OURS)):
            (self.group / name).write_text(str(value), encoding="ascii")
        with suppress(OSError):  # where there is no swap to limit
            (self.group / "memory.swap.max").write_text("0", encoding="ascii")

    def started(self, command: list[str]) -> list[str]:
        """Return the command; it enters the group before it becomes ``command``."""
        script = f'{_FIRST}; echo 0 >"$1/cgroup.procs" && shift && exec "$@"'
        return ["/bin/sh", "-c", script, "sh", str(self.group), *command]

    def began(self, inner: int) -> None:
        """Hear that the sandbox runs."""

    def reached(self) -> bool:
        """Return whether the system ended a process for memory."""
        return _ended_for_memory(self.group)

    def remove(self) -> None:
        """End what is left in the group, and remove it."""
        with suppress(OSError):
            (self.group / "cgroup.kill").write_text("1", encoding="ascii")
        for _ in range(100):
            with suppress(OSError):
                self.group.rmdir()
            if not self.group.exists():
                return
            time.sleep(0.02)


class Scope(Watcher):
    """A scope of systemd: of the user's own manager, or of the system's if we are root."""

    def __init__(self, memory: int, processes: int) -> None:
        super().__init__(memory, processes)
        self.group: Path | None = None
        self.environment = {name: os.environ[name] for name in _BUS if name in os.environ}

    def started(self, command: list[str]) -> list[str]:
        """Return the command; systemd-run becomes ``command``, without the environment that it needed."""
        tasks = self.processes + _OURS
        asked = [f"MemoryMax={self.memory}", "MemorySwapMax=0", f"TasksMax={tasks}"]
        made = [shutil.which("systemd-run") or "systemd-run", "--scope", "--quiet", "--collect"]
        made += ["--user"] if os.geteuid() else []
        made += [word for setting in asked for word in ("-p", setting)]
        return super().started([*made, "--", shutil.which("env") or "env", "-i", *command])

    def began(self, inner: int) -> None:
        """Hear that the sandbox runs, and find its group."""
        tree = mounted()
        if tree and inner:
            self.group = own_group(tree, str(inner))

    def reached(self) -> bool:
        """Return whether the system ended a process for memory."""
        return bool(self.group) and _ended_for_memory(self.group)


_BUS = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")


def _ended_for_memory(group: Path | None) -> bool:
    with suppress(OSError):
        words = Path(str(group), "memory.events").read_text(encoding="ascii").split()
        return int(dict(zip(words[::2], words[1::2], strict=True)).get("oom_kill", "0")) > 0
    return False


def mounted(mounts: Path = Path("/proc/self/mounts")) -> Path | None:
    """Return where the tree of control groups (v2) is mounted, if it is."""
    for line in mounts.read_text(encoding="utf-8").splitlines():
        _, where, kind, *_ = line.split()
        if kind == "cgroup2":
            return Path(where)
    return None


def own_group(tree: Path, process: str = "self", processes: Path = Path("/proc")) -> Path:
    """Return the folder of the group that ``process`` is in."""
    lines = (processes / process / "cgroup").read_text(encoding="utf-8").splitlines()
    path = next((line.removeprefix("0::") for line in lines if line.startswith("0::")), "/")
    return tree / path.lstrip("/")


def delegated(tree: Path, start: Path) -> Path | None:
    """Return the nearest folder from ``start`` up where we may make groups with a limit on memory."""
    for folder in (start, *start.parents):
        with suppress(OSError):
            given = (folder / "cgroup.subtree_control").read_text(encoding="ascii").split()
            ours = os.access(folder, os.W_OK) and os.access(folder / "cgroup.procs", os.W_OK)
            if ours and {"memory", "pids"} <= set(given):
                return folder
        if folder == tree:
            break
    return None


def _scope_works() -> bool:
    """Return whether systemd gives us a scope whose limit on memory stands; it is tried, not guessed."""
    tree = mounted()
    if not tree or not shutil.which("systemd-run") or not Path("/run/systemd/system").is_dir():
        return False
    trial = Scope(256 << 20, 8)
    # Through a pipe of its own, as bubblewrap says which process it started.
    read, write = os.pipe()
    command = trial.started(["/bin/sh", "-c", f"cat /proc/self/cgroup >/dev/fd/{write}; cat"])
    quiet = subprocess.DEVNULL
    with open(read, encoding="utf-8") as pipe, suppress(OSError, subprocess.TimeoutExpired):
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=quiet,
            stderr=quiet,
            env=trial.environment,
            pass_fds=[write],
        )
        os.close(write)
        try:
            line = next((line for line in pipe if line.startswith("0::")), "0::/").strip()
            limit = tree / line.removeprefix("0::").lstrip("/") / "memory.max"
            return limit.read_text(encoding="ascii").strip() == str(trial.memory)
        finally:
            process.communicate(timeout=10)
    return False


@functools.cache
def _means() -> tuple[str, Path | None]:
    if _scope_works():
        return "scope", None
    tree = mounted()
    folder = delegated(tree, own_group(tree)) if tree else None
    if folder:
        try:
            trial = Delegated(256 << 20, 8, folder)
        except OSError:
            return "watcher", None
        done = subprocess.run(trial.started(["/bin/true"]), stderr=subprocess.DEVNULL, env={}, check=False)
        trial.remove()
        if done.returncode == 0:
            return "delegated", folder
    return "watcher", None


def protection() -> str:
    """Return what caps the memory of a whole sandbox on this computer: "cgroup" or "watcher"."""
    return "watcher" if _means()[0] == "watcher" else "cgroup"


def cap(memory: int, processes: int) -> Watcher:
    """Return what caps one sandbox at ``memory`` bytes and a number of ``processes``."""
    means, folder = _means()
    if folder:
        return Delegated(memory, processes, folder)
    return (Scope if means == "scope" else Watcher)(memory, processes)


def groups() -> list[Path]:
    """Return the groups that were made here, by this program or another."""
    folder = _means()[1]
    return list(folder.glob("kernel-*-*")) if folder else []
