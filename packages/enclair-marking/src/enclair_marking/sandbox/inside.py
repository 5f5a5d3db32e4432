"""Process 1 of the sandbox: starts the kernel with limits in its home folder, and hands its words on.

Whatever the kernel started ends with it. No code of a student can look into it or change it: it cannot be
traced, and if we are root it belongs to somebody else. It needs nothing but the standard library.

It reads lines from its standard input: first what goes into the home folder, by path, then cells, each with
its ``source`` and its ``seconds``. The kernel reads each cell from file 3, and writes lines to file 4: the
last one begins as `DONE` with the number of the cell, or with 0 once the kernel is there. They go to the
standard output behind a ``<``, while there is room; after the last line of a cell stands our own behind a
``>``, which says how it went: "", "endless" if it was stopped, or why the kernel was ended.
"""

import base64
import ctypes
import fcntl
import json
import os
import resource
import select
import signal
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

DONE = b'{"done": %d,'
#: Seconds from one look at the kernel to the next, for it to start, and for a cell to end that is stopped.
BEAT, START, GRACE = 0.2, 60, 5
#: Bytes of one line, and bytes and lines of one cell that are handed on: more than an honest kernel writes.
LINE, ROOM, LINES = 6 << 20, 6 << 20, 4000
#: Bytes after which a kernel is ended that has undone its own bounds.
FLOOD = 64 << 20
#: Bytes that an inode and its name take, at most, and sockets that may hold a full buffer for nothing.
_INODE, _FREE_SOCKETS = 1024, 64

_libc = ctypes.CDLL(None, use_errno=True)
_DUMPABLE, _SECCOMP, _FILTER, _JOIN_SESSION_KEYRING = 4, 22, 2, 1


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def prctl(option: int, first: int, second: int = 0) -> None:
    """Change a setting of this process, or stop: there is no kernel with half a sandbox."""
    numbers = [ctypes.c_ulong(number) for number in (option, first, second, 0, 0)]
    if _libc.prctl(*numbers):
        raise OSError(ctypes.get_errno(), f"prctl {option} was refused")


def refuse_calls(program: bytes) -> None:
    """Have the system refuse what ``program`` (BPF) refuses, to this process and to all that it starts."""
    filtered = _Program(len(program) // 8, program)
    prctl(_SECCOMP, _FILTER, ctypes.addressof(filtered))


def shield(keyctl: int) -> None:
    """Shield this process, and leave the keys of whoever started us behind."""
    prctl(_DUMPABLE, 0)
    # Python's own answer to Ctrl+C would end process 1; without one, no signal from inside reaches it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # A new, empty keyring of the session. Where it fails there are no keys, and the filter refuses the calls.
    _libc.syscall(ctypes.c_long(keyctl), ctypes.c_long(_JOIN_SESSION_KEYRING), None)


def fill(home: str, files: Mapping[str, str]) -> None:
    """Write ``files`` into the home folder."""
    for name, content in files.items():
        path = os.path.join(home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(content)


def confine(settings: Mapping[str, Any]) -> None:
    """Set the limits of this process and, if we are root, become nobody in particular."""
    for limit, value in (
        (resource.RLIMIT_AS, settings["memory"]),
        (resource.RLIMIT_DATA, settings["memory"]),  # whoever started us may have a lower one, for itself
        (resource.RLIMIT_FSIZE, settings["scratch"]),
        (resource.RLIMIT_CPU, settings["cpu"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
        # Here and not outside: a user namespace counts its own processes.
        (resource.RLIMIT_NPROC, settings["processes"]),
    ):
        resource.setrlimit(limit, (value, value))
    if user := settings["user"]:  # root is exempt from the limit on processes
        os.chown(settings["home"], user, user)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    refuse_calls(base64.b64decode(settings["filter"]))


def _held(process: str) -> int:
    """Return the bytes that a process may write into: a bound, whether or not they are filled.

    Only what was filled and closed to writing since is in no such mapping: the larger figure has it. Its
    first thread shows nothing once it has ended; then another does.
    """
    for thread in os.listdir(f"/proc/{process}/task"):
        with suppress(OSError), open(f"/proc/{process}/task/{thread}/status", encoding="utf-8") as file:
            lines = (line.split() for line in file if line.startswith(("Vm", "RssAnon")))
            sizes = {name: int(size) << 10 for name, size, _ in lines}
            if sizes:
                return max(sizes["VmData:"] + sizes["VmStk:"], sizes["RssAnon:"] + sizes["VmSwap:"])
    return 0


def memory(folders: list[str], socket: int) -> int:
    """Return how much memory the sandbox may hold at most, in bytes.

    That is what all processes have mapped to write into, whether or not it is filled or shared with another,
    what lies in the folders in memory, deleted or not, and the buffers of many sockets. What none of these
    shows, as memory that is shared and of no file, the filter of system calls refuses. A ``socket`` is what
    one can hold.
    """
    total = 0
    for name in filter(str.isdecimal, os.listdir("/proc")):
        with suppress(OSError):
            total += _held(name)
    for folder in folders:
        now = os.statvfs(folder)
        total += (now.f_blocks - now.f_bfree) * now.f_frsize + (now.f_files - now.f_ffree) * _INODE
    with suppress(OSError), open("/proc/net/sockstat", encoding="ascii") as file:
        total += max(0, int(file.read().split()[2]) - _FREE_SOCKETS) * socket
    return total


class EndedError(Exception):
    """The kernel is gone, or of no use any longer; the text says why."""


class Kernel:
    """The kernel, from process 1: when we end it ends with everything that it started."""

    def __init__(self, program: list[str], settings: dict[str, Any], files: Mapping[str, str]) -> None:
        (theirs, self._cells), (self._words, written) = os.pipe(), os.pipe()
        self._number = os.fork()
        if not self._number:
            nothing = os.open(os.devnull, os.O_RDWR)
            # First out of the way of the numbers that they are to have.
            copies = [fcntl.fcntl(file, fcntl.F_DUPFD, 16) for file in (*[nothing] * 3, theirs, written)]
            for number, copy in enumerate(copies):
                os.dup2(copy, number)
            os.closerange(len(copies), 64)
            confine(settings)
            fill(settings["home"], files)
            os.execv(program[0], program)
        os.close(theirs)
        os.close(written)
        # Whatever becomes of the other ends, we go on looking at the kernel.
        os.set_blocking(self._words, False)
        os.set_blocking(self._cells, False)
        self._settings, self._seen, self._rest, self._done = settings, 0, b"", 0

    def run(self, cell: bytes, seconds: float) -> dict[str, Any]:
        """Run a cell and hand its words on; return how it went."""
        last, self._done = DONE % self._done, self._done + 1
        end, stopped, room, lines, looked = time.monotonic() + seconds, "", ROOM, LINES, 0.0
        while True:
            _, free, _ = select.select([self._words], [self._cells] if cell else [], [], BEAT)
            gone = self._is_gone()
            if free:
                try:
                    cell = cell[os.write(self._cells, cell) :]
                except BrokenPipeError:
                    raise EndedError("ended-kernel") from None
            *whole, self._rest = (self._rest + self._heard()).split(b"\n")
            for place, line in enumerate(whole):
                if not line:
                    continue
                done = line.startswith(last)
                room, lines = room - len(line), lines - 1
                if done or (room >= 0 and lines >= 0):
                    sys.stdout.buffer.write(b"<" + line + b"\n")
                if done:
                    self._rest = b"\n".join([*whole[place + 1 :], self._rest])
                    return {"end": stopped, "cut": room < 0 or lines < 0}
            now = time.monotonic()
            if gone:
                raise EndedError("ended-kernel")
            if self._seen > FLOOD or len(self._rest) > LINE:
                raise EndedError("huge-output")
            if now > looked + BEAT:
                looked = now
                if memory(self._settings["folders"], self._settings["socket"]) > self._settings["total"]:
                    raise EndedError("memory")
            if now > end and stopped:
                raise EndedError("endless")
            if now > end:
                os.kill(self._number, signal.SIGINT)
                stopped, end = "endless", now + GRACE

    def _heard(self) -> bytes:
        """Return what the kernel wrote since, or a part of it."""
        try:
            heard = os.read(self._words, 1 << 20)
        except BlockingIOError:
            return b""
        self._seen += len(heard)
        return heard

    def _is_gone(self) -> bool:
        """Return whether the kernel ended, and let go of everything that ended."""
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG)[0]) and ended != self._number:
                pass
            return ended == self._number
        return True


def main(settings: dict[str, Any], program: list[str]) -> None:
    """Start ``program`` in the sandbox, and run the cells that come."""
    shield(settings["keyctl"])
    os.chdir(settings["home"])
    kernel = Kernel(program, settings, json.loads(sys.stdin.buffer.readline()))
    cell, seconds = b"", START
    while True:
        try:
            how = kernel.run(cell, seconds)
        except EndedError as error:
            how = {"end": str(error), "gone": True}
        sys.stdout.buffer.write(b">" + json.dumps(how).encode() + b"\n")
        sys.stdout.buffer.flush()
        if "gone" in how or not (cell := sys.stdin.buffer.readline()):
            return
        seconds = json.loads(cell)["seconds"]


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
