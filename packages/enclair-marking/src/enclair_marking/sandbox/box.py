"""The command of the sandbox: what bubblewrap is told, and the few places that code inside sees."""

import base64
import itertools
import json
import os
import random
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from . import syscalls

HOME = "/scratch"
#: All that can be written inside lies in memory.
FOLDERS = (HOME, "/tmp", "/dev/shm")
#: What programs of the system need to read.
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store")
SETTINGS = ("alternatives", "fonts", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "mime.types")
#: What a kernel gets that is told nothing else: bytes of each process, of all of them with what lies in
#: memory, and of its home; processes and threads; seconds of processor time.
LIMITS = {"memory": 2048 << 20, "total": 2560 << 20, "scratch": 256 << 20, "processes": 64, "cpu": 900}
_SMALL = 64 << 20
_INSIDE = Path(__file__).with_name("inside.py")
# What `inside.py` needs as root to hand the home folder over, and to interrupt a cell; the kernel has none.
_CAPABILITIES = ("CAP_CHOWN", "CAP_DAC_READ_SEARCH", "CAP_KILL", "CAP_SETGID", "CAP_SETUID")


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


def throwaway_user() -> int:
    """Return a user number that nobody has, if we are root; else 0: we stay who we are."""
    return random.SystemRandom().randrange(1_000_000_000, 2_000_000_000) if os.geteuid() == 0 else 0


def command(
    program: Iterable[str], readable: Iterable[str], environment: Mapping[str, str], limits: Mapping[str, int]
) -> list[str]:
    """Return the command that runs ``program`` inside a sandbox; start it with an empty environment.

    The program is a kernel as `inside.py` speaks to, by its full path. It may read system and Python, and
    what is ``readable``, at the same paths; ``environment`` is besides PATH, HOME and the like.
    """
    limits, user = {**LIMITS, **limits}, throwaway_user()
    made = [
        shutil.which("bwrap") or "bwrap",
        *("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"),
        *("--new-session", "--die-with-parent", "--as-pid-1", "--hostname", "sandbox"),
        *("--cap-drop", "ALL", "--clearenv"),
    ]
    if user:
        made += [word for name in _CAPABILITIES for word in ("--cap-add", name)]
    else:
        made += ["--unshare-user", "--disable-userns"]
    made += [*_system(), "--proc", "/proc", "--dev", "/dev"]
    small = min(_SMALL, limits["scratch"])
    sizes = {"/dev/shm": (small, "1777"), "/tmp": (small, "1777"), HOME: (limits["scratch"], "0755")}
    for path, (size, mode) in sizes.items():
        made += ["--perms", mode, "--size", str(size), "--tmpfs", path]
    for path in (*python_folders(), *readable):
        made += _read_only(os.path.abspath(path))
    made += _read_only(str(_INSIDE), "/run/inside.py")
    # One tells what the keys of whoever started us are called, the other holds memory that nobody counts.
    for path in filter(os.path.exists, ("/proc/keys", "/dev/zero")):
        made += ["--ro-bind", "/dev/null", path]
    made += ["--remount-ro", "/proc", "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME]
    wanted = {
        "HOME": HOME,
        "LANG": "C.UTF-8",
        "LOGNAME": "student",
        "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
        # Each thread counts as a process and takes address space.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        **environment,
    }
    made += [word for name, value in wanted.items() for word in ("--setenv", name, value)]
    filtered = base64.b64encode(syscalls.program()).decode()
    settings: dict[str, Any] = {"home": HOME, "user": user, "keyctl": syscalls.number("keyctl")}
    buffer = int(Path("/proc/sys/net/core/wmem_max").read_text(encoding="ascii"))
    settings |= {"filter": filtered, "folders": FOLDERS, "socket": 2 * buffer, **limits}
    return [*made, sys.executable, "-I", "-S", "/run/inside.py", json.dumps(settings), *program]
