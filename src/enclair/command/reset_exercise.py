"""A fresh copy of an exercise, with the one that a student worked in kept beside it under another name."""

from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path

from enclair import stopping
from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, text

#: Where the copy that a class gets holds its exercises once more; JupyterLab shows no folder with a dot.
SPARE = Path("exercises/.fresh")
#: What the names of backups have in common.
BACKUP_MARK = "_kept-"


def fresh_exercise(root: Path, number: int) -> tuple[Path, bytes]:
    """Return where exercise ``number`` belongs in the current locale, and what it holds when it is fresh.

    In the repository the tools make it from the solution; what a class gets has no solutions, and holds each
    exercise a second time in `SPARE`.
    """
    lang = current_locale()
    spare = (root / SPARE).is_dir()  # first: a teacher may lay solutions beside it, later
    folder = root / (SPARE if spare else "solutions") / lang
    paths = {int(path.name[:2]): path for path in sorted(folder.glob("[0-9][0-9]_*.ipynb"))}
    if number not in paths:
        message = text("There is no exercise {number} in this language (--lang {lang}). There are: {known}.")
        raise PlainError(message.format(number=number, lang=lang, known=", ".join(map(str, paths)) or "-"))
    path = root / "exercises" / lang / paths[number].name
    if spare:
        return path, paths[number].read_bytes()
    for entry_point in entry_points(group="enclair.exercises"):  # of the tools for authors
        return path, entry_point.load()(paths[number])
    raise ModuleNotFoundError(name="enclair-tools")


def replace(path: Path, content: bytes, now: datetime) -> Path | None:
    """Write ``content`` to ``path``; return the backup of what was there, if anything was."""
    with stopping.atomic_replacement(path) as new:
        new.write_bytes(content)
        if not path.exists():
            return None
        stem = f"{path.stem}{BACKUP_MARK}{now:%Y-%m-%d-%H%M}"
        backup, number = path.with_stem(stem), 2
        while backup.exists():
            backup, number = path.with_stem(f"{stem}-{number}"), number + 1
        stopping.write_atomically(backup, path.read_bytes())
        return backup
