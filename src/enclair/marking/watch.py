"""How much memory a sandbox holds, added up from outside: for computers without control groups.

The path through ``/proc/PID/root`` leads to the sandbox as its first process sees it: its ``/proc`` lists
exactly its processes, and the sizes of its folders in memory are those that it sees. Nobody inside can change
either.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: What an inode and its name take in the kernel, at most.
_INODE = 1024
#: Sockets that a kernel may have for nothing; each one more may hold a full buffer.
_FREE_SOCKETS = 64
_QUICK = ("RssAnon:", "RssShmem:", "VmSwap:")
_EXACT = ("Pss_Anon:", "Pss_Shmem:", "SwapPss:")


def held(root: Path, folders: tuple[str, ...], enough: int) -> int:
    """Return how many bytes the sandbox at ``root`` holds: exactly only if that may be more than ``enough``.

    Parameters
    ----------
    root
        The root of the sandbox, seen from here.
    folders
        Its folders that lie in memory.
    enough
        As long as a quick sum, which counts memory that processes share several times, is below this number
        it is the answer.
    """
    besides = sum(_folder(f"{root}{folder}") for folder in folders)
    found = list(_processes(root))
    besides += _opened(found)
    total = besides + sum(_lines(process / "status", _QUICK) for process in found)
    if total > enough:
        total = besides + sum(_lines(process / "smaps_rollup", _EXACT) for process in found)
    return total


def _processes(root: Path) -> Iterator[Path]:
    with suppress(OSError), os.scandir(root / "proc") as entries:
        yield from (Path(entry.path) for entry in entries if entry.name.isdecimal())


def _folder(path: str) -> int:
    """Return what a folder in memory takes, deleted files that are still open among it."""
    with suppress(OSError):
        now = os.statvfs(path)
        return (now.f_blocks - now.f_bfree) * now.f_frsize + (now.f_files - now.f_ffree) * _INODE
    return 0


def _lines(path: Path, names: tuple[str, ...]) -> int:
    with suppress(OSError):
        lines = (line.split() for line in path.read_text(encoding="ascii", errors="replace").splitlines())
        return 1024 * sum(int(words[1]) for words in lines if words and words[0] in names)
    return 0


def _opened(processes: list[Path]) -> int:
    """Return what open files hold that have no name any more (memfd among them), and buffers of sockets."""
    nameless: dict[tuple[int, int], int] = {}
    sockets = set()
    for process in processes:
        with suppress(OSError), os.scandir(process / "fd") as entries:
            for entry in entries:
                with suppress(OSError):
                    status = entry.stat()
                    if stat.S_ISSOCK(status.st_mode):
                        sockets.add(status.st_ino)
                    elif stat.S_ISREG(status.st_mode) and status.st_nlink == 0:
                        nameless[status.st_dev, status.st_ino] = status.st_blocks * 512
    return sum(nameless.values()) + max(0, len(sockets) - _FREE_SOCKETS) * _buffer()


def _buffer() -> int:
    with suppress(OSError, ValueError):
        return 2 * int(Path("/proc/sys/net/core/wmem_max").read_text(encoding="ascii"))
    return 1 << 19
