"""Processes of our own that handle what students wrote, so that an end can be put to them."""

import ctypes
import multiprocessing
import os
import resource
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

from enclair import stopping

#: Seconds of processor time, and seconds on a busy computer, that it may take to make a text.
SECONDS, LATE = 10, 60
#: Bytes that such a process may take.
MEMORY = 1 << 30
#: A process, and our end of its pipe.
Child = tuple[BaseProcess, Connection]
Sent = Any  #: What it sends.
T = TypeVar("T")
_PR_SET_PDEATHSIG = 1


def fork_process(make: Callable[[], Any], seconds: int = 0) -> Child:
    """Start a process that sends us what ``make`` returns; ``seconds`` limits its processor time."""
    # Not "spawn": what this process has imported costs as much as marking a submission.
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_send, args=(theirs, make, os.getpid(), seconds))
    # To stop is for the command, which ends its children: `_send` first gives them their own signals.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, stopping.SIGNALS)
    process.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    theirs.close()
    return process, ours


def _send(pipe: Connection, make: Callable[[], Any], parent: int, seconds: int) -> None:
    """Send through ``pipe`` what ``make`` returns, with what this process has of the old one put in order."""
    # Should the command be killed, this process and its kernel go with it.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        return
    for number in stopping.SIGNALS:
        signal.signal(number, signal.SIG_IGN if number == signal.SIGINT else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, stopping.SIGNALS)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what goes wrong is told in a sentence
    if seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # So much more than it has; kernels that it starts have limits of their own.
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    most = int(pages) * resource.getpagesize() + MEMORY
    with suppress(ValueError):  # a lower limit is set already
        resource.setrlimit(resource.RLIMIT_DATA, (most, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    pipe.send(make())


def end(child: Child, seconds: float = 0) -> Sent | None:
    """End a process, and with it what it started; return what it sent within ``seconds``, or None."""
    process, pipe = child
    result = None
    with suppress(EOFError, OSError):
        result = pipe.recv() if pipe.poll(seconds) else None
    process.kill()
    process.join()
    pipe.close()
    return result


def with_limits(make: Callable[[], T], seconds: int = SECONDS) -> T | None:
    """Return what ``make`` returns, or None if that takes too much time or memory: it is a process apart.

    For what students wrote: there are texts with which every converter is busy for hours.
    """
    return end(fork_process(make, seconds), LATE)
