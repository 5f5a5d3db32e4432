"""A folder that a command makes anew: the old one stays until the new one is whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from enclair.errors import PlainError
from enclair.locale import text

#: Says which command made a folder: only what it made is ever replaced.
MARK = ".enclair"


class FolderError(PlainError):
    """A folder holds something else, and is left as it is."""


def replace(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``: whole, or the file there stays as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.new")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


@contextmanager
def made_anew(folder: Path, command: str) -> Iterator[Path]:
    """Give an empty folder to build in, which takes the place of ``folder`` once nothing went wrong.

    Raises
    ------
    FolderError
        If ``folder`` is no folder, or holds what ``command`` did not make.
    """
    folder = folder.resolve()
    mark = folder / MARK
    ours = mark.is_file() and mark.read_text(encoding="utf-8") == command
    if folder.exists() and not ours and (not folder.is_dir() or any(folder.iterdir())):
        said = text(
            "{folder} holds something that `enclair {command}` did not make, and would be replaced. "
            "Give the name of a new folder."
        )
        raise FolderError(said.format(folder=folder, command=command))
    folder.parent.mkdir(parents=True, exist_ok=True)
    # Beside it, since only there a folder takes its place at once.
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as work:
        new, old = Path(work, "new"), Path(work, "old")
        new.mkdir()
        yield new
        (new / MARK).write_text(command, encoding="utf-8")
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
