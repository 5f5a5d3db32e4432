"""A control group (cgroup v2) for a whole sandbox, where systemd gives us one.

It caps what `inside.py` cannot see as well: what the system itself holds for the processes of a sandbox.
"""

import functools
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

#: Where systemd has the tree of control groups.
TREE = Path("/sys/fs/cgroup")
#: Besides what the program starts: bubblewrap and the first process inside.
_OURS = 4
#: Bytes by which the bounds inside are reached before: they can tell why a kernel was ended.
_LATER = 256 << 20
#: Should the whole machine run out of memory, the sandbox goes first. Inside it cannot be put back.
_FIRST = 'echo 1000 >/proc/self/oom_score_adj; exec "$@"'
_BUS = ("XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS")


def started(command: list[str], memory: int, processes: int) -> tuple[list[str], dict[str, str]]:
    """Return the command that starts a sandbox, in a group of its own if it can, and its environment.

    ``command`` itself gets an empty environment.
    """
    if protection() == "cgroup":
        return _scope(command, memory + _LATER, processes)
    return ["/bin/sh", "-c", _FIRST, "sh", *command], {}


def _scope(command: list[str], memory: int, processes: int) -> tuple[list[str], dict[str, str]]:
    """Return the command in a scope of systemd: of the user's own manager, or the system's if we are root."""
    made = [shutil.which("systemd-run") or "systemd-run", "--scope", "--quiet", "--collect"]
    made += ["--user"] if os.geteuid() else []
    for setting in (f"MemoryMax={memory}", "MemorySwapMax=0", f"TasksMax={processes + _OURS}"):
        made += ["-p", setting]
    environment = {name: os.environ[name] for name in _BUS if name in os.environ}
    inner = ["/bin/sh", "-c", _FIRST, "sh", shutil.which("env") or "env", "-i", *command]
    return [*made, "--", *inner], environment


@functools.cache
def protection() -> str:
    """Return what caps the memory of a whole sandbox here: "cgroup", or "bounds", which hold everywhere.

    It is tried, not guessed: a scope is asked for, and its limit read.
    """
    booted = (TREE / "cgroup.controllers").is_file() and Path("/run/systemd/system").is_dir()
    if not booted or not shutil.which("systemd-run"):
        return "bounds"
    limit = 256 << 20
    asked = f"cat {TREE}$(cut -d : -f 3 /proc/self/cgroup)/memory.max"
    command, environment = _scope(["/bin/sh", "-c", asked], limit, 8)
    with suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run(
            command, env=environment, timeout=60, capture_output=True, text=True, check=False
        )
        return "cgroup" if done.stdout.strip() == str(limit) else "bounds"
    return "bounds"
