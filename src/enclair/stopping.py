"""Ctrl+C, SIGTERM and SIGHUP: a command ends at once, with its children, and leaves nothing half-made.

The handler raises nothing: in the middle of a library an exception would be swallowed or waited for.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
#: Seconds that children have to end by themselves: a browser then removes its temporary files.
PATIENCE = 2.0

_undo: list[Callable[[], object]] = []
_message = ["Stopped."]


def listen() -> None:
    """End the command in this way from now on; what the caller ignores, as nohup does, stays ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def set_stop_message(sentence: str) -> None:
    """Let ``sentence`` be what is said when the command is stopped."""
    _message[0] = sentence


@contextmanager
def undo_at_exit(undo: Callable[[], object]) -> Iterator[None]:
    """Call ``undo`` at exit from the block, also when the command is stopped."""
    _undo.append(undo)
    try:
        yield
    finally:
        _undo.remove(undo)
        undo()


@contextmanager
def temporary_folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield a temporary folder that is removed in the end."""
    folder = tempfile.TemporaryDirectory(prefix=prefix, dir=parent, ignore_cleanup_errors=True)
    with undo_at_exit(folder.cleanup):
        yield Path(folder.name)


@contextmanager
def atomic_replacement(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``, which replaces it atomically if the block succeeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with undo_at_exit(lambda: new.unlink(missing_ok=True)):  # what is complete was renamed before
        new.unlink(missing_ok=True)  # left by a process that was killed
        yield new
        new.replace(path)


def write_atomically(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write ``content`` to ``path`` atomically: on failure the old file stays."""
    with atomic_replacement(path) as new:
        new.touch(mode)
        new.write_bytes(content)


def _end(number: int, _: object = None) -> None:
    for signal_number in SIGNALS:
        signal.signal(signal_number, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        # Not print: this may be in the middle of one. A terminal has a bar or ^C in this line.
        line = ("\n" if os.isatty(2) else "") + _message[0] + "\n"
        os.write(2, line.encode(sys.stderr.encoding or "utf-8", "replace"))
    with suppress(OSError):
        for stream in (1, 2):  # nothing that a library says of its children
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    with suppress(ImportError):
        _end_children()
    for undo in reversed(_undo):
        with suppress(Exception):
            undo()
    os._exit(128 + number)


def _end_children() -> None:
    """Ask all children to end, and kill those that do not."""
    import psutil  # a kernel has brought it along, and a tool that starts children needs it

    left: list[psutil.Process] = []
    for end in (psutil.Process.terminate, psutil.Process.kill):
        # Parents first: who goes on may start others.
        asked = [*left, *psutil.Process().children(recursive=True)]
        for process in asked:
            with suppress(psutil.Error):
                end(process)
        left = psutil.wait_procs(asked, timeout=PATIENCE)[1]
