"""Processes of our own that handle what students wrote, so that an end can be put to them."""

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from enclair import stopping

#: Seconds of processor time, and seconds on a busy computer, that it may take to make a text.
SECONDS, LATE = 10, 60
#: Bytes that such a process may take.
MEMORY = 1 << 30


def fork_process(run: Callable[..., None], *given: object) -> tuple[BaseProcess, Connection]:
    """Start a process that calls ``run`` with an end of a pipe and what is ``given``.

    Return it, and our end of the pipe.
    """
    # Not "spawn": what this process has imported costs as much as marking a submission.
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=run, args=(theirs, *given))
    # To stop is for the command, which ends its children: `reset_signals` first gives them their own signals.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, stopping.SIGNALS)
    process.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return process, ours


def reset_signals() -> None:
    """Put in order, in the new process, what it has of the old one: signals, and where errors are said."""
    for number in stopping.SIGNALS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, stopping.SIGNALS)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def with_limits(make: Callable[[], str], seconds: int = SECONDS) -> str | None:
    """Return what ``make`` returns, or None if that takes too much time or memory: it is a process apart.

    For what students wrote: there are texts with which every converter is busy for hours.
    """
    process, ours = fork_process(_run_limited, make, seconds)
    made: str | None = None
    with ours, suppress(EOFError, OSError):
        if ours.poll(LATE):
            made = ours.recv_bytes().decode()
    process.kill()
    process.join()
    return made


def _run_limited(pipe: Connection, make: Callable[[], str], seconds: int) -> None:
    """Send through ``pipe`` what ``make`` returns."""
    reset_signals()
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    limit_memory()
    pipe.send_bytes(make().encode("utf-8", "replace"))


def limit_memory() -> None:
    """Let this process take `MEMORY` more than it has; kernels that it starts have limits of their own."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    used = int(pages) * os.sysconf("SC_PAGE_SIZE")
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    most = used + MEMORY if hard == resource.RLIM_INFINITY else min(used + MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
