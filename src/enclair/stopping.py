"""Ctrl+C and the like: a command ends at once and quietly, with its children, and leaves nothing half-made.

The handler raises nothing: in the middle of a library an exception is printed, swallowed or waited for. It
says a sentence, ends the children, removes what is half-made and leaves. This module comes before all others,
and so imports next to nothing.
"""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

SIGNALS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
#: Seconds that children have to end by themselves: a browser then removes its temporary files.
PATIENCE = 2.0

_undo: list[Callable[[], object]] = []
_said = ["Stopped."]
_held = _waiting = 0
#: Where the sentence goes; see `silenced_stderr`.
_err = 2


def listen() -> None:
    """End the command in this way from now on; what the caller ignores, as nohup does, stays ignored."""
    global _err
    with suppress(OSError):
        _err = os.dup(2)
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def stop_listening() -> None:
    """Stop listening: what remains is Python's own end, which takes a moment."""
    for number in SIGNALS:
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_IGN)


def set_stop_message(sentence: str) -> None:
    """Let ``sentence`` be what is said when the command is stopped."""
    _said[0] = sentence


def stop_message() -> str:
    """Return what is said when the command is stopped."""
    return _said[0]


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Defer signals during what must happen as a whole, such as two renames."""
    global _held
    _held += 1
    try:
        yield
    finally:
        _held -= 1
        if _waiting and not _held:
            _end(_waiting)


@contextmanager
def undo_at_exit(undo: Callable[[], object]) -> Iterator[None]:
    """Call ``undo`` at exit from the block, also when the command is stopped."""
    _undo.append(undo)
    try:
        yield
    finally:
        _undo.remove(undo)
        undo()


def remove_at_exit(path: Path) -> AbstractContextManager[None]:
    """Remove ``path``, a file or a folder, at exit from the block: what is complete was renamed before."""
    return undo_at_exit(lambda: _remove(path))


@contextmanager
def atomic_replacement(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside ``path``, which replaces it atomically if the block succeeds."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    with remove_at_exit(new):
        _remove(new)  # of somebody whom nothing could stop in time
        try:
            yield new
            new.replace(path)
        except OSError as error:
            if error.filename == str(new):
                error.filename = str(path)
            raise


def write_atomically(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write ``content`` to ``path`` atomically: on failure the old file stays."""
    with atomic_replacement(path) as new:
        new.touch(mode)
        new.write_bytes(content)


def create_atomically(path: Path, content: bytes) -> None:
    """Create the file ``path`` with ``content``, whole or not at all.

    Raises
    ------
    FileExistsError
        If there is one.
    """
    file = path.open("xb")
    try:
        with file:
            file.write(content)
    except OSError:
        path.unlink(missing_ok=True)
        raise


@contextmanager
def temporary_folder(prefix: str, parent: Path | None = None) -> Iterator[Path]:
    """Yield a temporary folder that is removed in the end, also when the command is stopped."""
    import tempfile

    with ExitStack() as stack:
        with uninterrupted():
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
            stack.enter_context(remove_at_exit(folder))
        yield folder


@contextmanager
def silenced_stderr() -> Iterator[None]:
    """Discard the standard error of child processes, such as their tracebacks at Ctrl+C."""
    sys.stderr.flush()
    kept = os.dup(2)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _end(number: int, _: object = None) -> None:
    global _waiting
    if _held:
        _waiting = number
        return
    for signal_number in SIGNALS:
        signal.signal(signal_number, signal.SIG_IGN)
    with suppress(OSError, AttributeError):
        # Not print: this may be in the middle of one. A terminal has a bar or ^C in this line.
        line = ("\n" if os.isatty(2) else "") + stop_message() + "\n"
        os.write(_err, line.encode(sys.stderr.encoding or "utf-8", "replace"))
    with suppress(OSError):
        for stream in (1, 2):  # nothing that a library says of its children
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    _end_children()
    for undo in reversed(_undo):
        with suppress(Exception):
            undo()
    os._exit(128 + number)


def _end_children() -> None:
    """Ask all children to end, kill those that do not, and wait for our own."""
    until = time.monotonic() + PATIENCE
    asked: set[int] = set()
    while children := _children():
        late = time.monotonic() > until
        for child in children:
            if late or child not in asked:
                with suppress(OSError):
                    os.kill(child, signal.SIGKILL if late else signal.SIGTERM)
                asked.add(child)
        with suppress(OSError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if time.monotonic() > until + 1:
            return
        time.sleep(0.02)


def _children() -> list[int]:
    """Return the processes below this one, none where the system has no /proc: there they notice it."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            parents[int(stat.parent.name)] = int(
                stat.read_text(errors="replace").rpartition(")")[2].split()[1]
            )
    children = [os.getpid()]
    for above in children:
        children += [child for child, parent in parents.items() if parent == above]
    return children[1:]
