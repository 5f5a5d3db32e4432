"""A folder that a command makes anew: the old one stays until the new one is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from enclair import stopping
from enclair.command.verbs import MARK, maker
from enclair.text.errors import PlainError
from enclair_tools import say


@contextmanager
def rebuilt_folder(folder: Path, command: str) -> Iterator[Path]:
    """Give an empty folder to build in, which takes the place of ``folder`` once nothing went wrong.

    Only what ``command`` made is ever replaced.
    """
    folder = folder.resolve()
    check_maker(folder, command)
    with work_beside(folder) as work:
        new = work / "new"
        new.mkdir()
        yield new
        (new / MARK).write_text(command, encoding="utf-8")
        exchange(folder, new, work / "old")


def check_maker(folder: Path, command: str) -> None:
    """Raise `PlainError` if ``folder`` holds something that ``command`` did not make."""
    if folder.exists() and maker(folder) != command and (not folder.is_dir() or any(folder.iterdir())):
        raise PlainError(say("publish.not_ours", path=folder, command=command))


@contextmanager
def work_beside(folder: Path) -> Iterator[Path]:
    """Give a temporary folder beside ``folder``, on the same disk."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with stopping.temporary_folder(f".{folder.name}-", folder.parent) as work:
        yield work


def exchange(folder: Path, new: Path, old: Path) -> None:
    """Put ``new`` in the place of ``folder``, which becomes ``old``; both or nothing."""
    with stopping.undo_at_exit(lambda: old.exists() and not folder.exists() and old.rename(folder)):
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
