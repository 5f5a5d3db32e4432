"""How much memory a sandbox holds, added up from outside: for computers without control groups.

Through ``/proc/PID`` of its first process everything can be asked: ``root/proc`` lists exactly its processes,
its folders in memory say how full they are (with deleted files that are still open), and ``net/sockstat`` how
many sockets there are. Nobody inside can change or hide any of it. Memory that neither a process nor a folder
shows, such as memfd, cannot be had: the filter of system calls refuses it.
"""

import os
from contextlib import suppress
from pathlib import Path

#: What an inode and its name take in the kernel, at most.
_INODE = 1024
#: Sockets that a kernel may have for nothing; each one more may hold a full buffer.
_FREE_SOCKETS = 64
_QUICK = ("RssAnon:", "RssShmem:", "VmSwap:")
_EXACT = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")


def memory_held(first: Path, folders: tuple[str, ...], enough: int) -> int:
    """Return how many bytes a sandbox holds: exactly only if that may be more than ``enough``.

    ``first`` is the folder of its first process in ``/proc``, ``folders`` those that lie in memory. A quick
    sum, which counts shared memory several times, is the answer as long as it is below ``enough``.
    """
    with suppress(OSError):
        if os.path.samestat(os.stat(first / "root"), os.stat("/")):
            return 0  # bubblewrap has not closed it in yet, and none of its code runs
    besides = sum(_folder(f"{first}/root{folder}") for folder in folders) + _sockets(first)
    processes: list[Path] = []
    with suppress(OSError), os.scandir(first / "root" / "proc") as entries:
        processes = [Path(entry.path) for entry in entries if entry.name.isdecimal()]
    quick = [_lines(process / "status", _QUICK) or 0 for process in processes]
    if besides + sum(quick) <= enough:
        return besides + sum(quick)
    exact = (_lines(process / "smaps_rollup", _EXACT) for process in processes)
    return besides + sum(most if one is None else one for one, most in zip(exact, quick, strict=True))


def _folder(path: str) -> int:
    with suppress(OSError):
        now = os.statvfs(path)
        return (now.f_blocks - now.f_bfree) * now.f_frsize + (now.f_files - now.f_ffree) * _INODE
    return 0


def _lines(path: Path, names: tuple[str, ...]) -> int | None:
    """Return the sum, in bytes, of what some lines of a file in ``/proc`` say; None if it cannot be read."""
    with suppress(OSError):
        lines = (line.split() for line in path.read_text(encoding="ascii", errors="replace").splitlines())
        return 1024 * sum(int(words[1]) for words in lines if words and words[0] in names)
    return None


def _sockets(first: Path) -> int:
    """Return what buffers of sockets can hold; those that no process has open any more are among them."""
    with suppress(OSError, ValueError, IndexError):
        used = int((first / "net" / "sockstat").read_text(encoding="ascii").split()[2])
        buffer = 2 * int(Path("/proc/sys/net/core/wmem_max").read_text(encoding="ascii"))
        return max(0, used - _FREE_SOCKETS) * buffer
    return 0
