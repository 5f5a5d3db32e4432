"""A fresh copy of an exercise, with the one that a student worked in kept beside it under another name."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from itertools import count
from pathlib import Path

from enclair import stopping
from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, refusal_reason, text

#: Where the copy that a class gets holds its exercises once more; JupyterLab shows no folder with a dot.
SPARE = Path("exercises/.fresh")
#: What the names of backups have in common.
BACKUP_MARK = "_kept-"


class ResetError(PlainError, ValueError):
    """An exercise that does not exist or cannot be written; the text says what to do."""


@dataclass(frozen=True)
class ResetResult:
    """What was done: the exercise, whether it was written, and where the backup of the old one is."""

    path: Path
    written: bool
    backup: Path | None


def reset(root: Path, number: int, now: datetime) -> ResetResult:
    """Put a fresh copy of exercise ``number`` in its place and keep the old one; nothing is ever lost.

    It is the one of the current locale. In the repository the tools make the fresh copy from the
    solution; what a class gets has no solutions, and holds each exercise a second time in `SPARE`.
    """
    lang = current_locale()
    source = root / SPARE  # first: a teacher may lay solutions beside it, later
    if not source.is_dir():
        source = root / "solutions"
    paths = {int(path.name[:2]): path for path in sorted((source / lang).glob("[0-9][0-9]_*.ipynb"))}
    if number not in paths:
        message = text("There is no exercise in this language (--lang {lang}) here.")
        if paths:
            message = text(
                "There is no exercise {number} in this language (--lang {lang}). There are: {known}."
            )
        raise ResetError(message.format(number=number, lang=lang, known=", ".join(map(str, paths))))
    content = _content(paths[number])
    path = root / "exercises" / lang / paths[number].name
    old = path.read_bytes() if path.exists() else None
    if old == content:
        return ResetResult(path, False, None)
    backup = None
    try:
        if old is not None:
            backup = _keep(path, old, now)
        stopping.write_atomically(path, content)
    except OSError as error:
        with suppress(OSError):
            if backup:
                backup.unlink(missing_ok=True)
        message = text(
            "{folder} cannot be written ({reason}), and nothing has changed there. Ask for the right to "
            "write in this folder, or copy the whole kit to one of yours and run the command there."
        )
        raise ResetError(message.format(folder=path.parent, reason=refusal_reason(error))) from error
    return ResetResult(path, True, backup)


def _content(path: Path) -> bytes:
    """Return the exercise in ``path``, without the answers that a solution holds."""
    if SPARE.name in path.parts:
        return path.read_bytes()
    for entry_point in entry_points(group="enclair.exercises"):  # of the tools for authors
        content: bytes = entry_point.load()(path)
        return content
    message = text(
        "Fresh exercises are made by the tools for authors, which are missing: run the command in the whole "
        "repository, with `uv run`."
    )
    raise ResetError(message)


def _keep(path: Path, content: bytes, now: datetime) -> Path:
    """Write ``content`` beside ``path`` under a name that is free, and return it."""
    name = f"{path.stem}{BACKUP_MARK}{now:%Y-%m-%d-%H%M}"
    for number in count(1):
        backup = path.with_name(f"{name}{'' if number == 1 else f'-{number}'}{path.suffix}")
        with suppress(FileExistsError):
            stopping.create_atomically(backup, content)
            break
    return backup


def is_backup(path: Path) -> bool:
    """Return whether ``path`` is a backup that `reset` made.

    >>> is_backup(Path("03_x_kept-2026-11-25-1430-2.ipynb")), is_backup(Path("03_x.ipynb"))
    (True, False)
    """
    return re.search(rf"{BACKUP_MARK}\d{{4}}-\d\d-\d\d-\d{{4}}(-\d+)?\.ipynb$", path.name) is not None
