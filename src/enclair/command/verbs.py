"""What a command of ``enclair`` is, and those that learners need."""

from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from enclair.text.errors import PlainError
from enclair.text.locale import text

#: What an argument that names a folder or a file has in common with the others.
FOLDER = {"metavar": "FOLDER", "type": Path}
FILE = {"metavar": "FILE", "type": Path}
#: Says on its first line which command made a folder.
MARK = ".enclair"
#: What it says in a class repository; a student's copy of one has no other sign of the kit.
CLASS = "bundle"
#: An exercise by its number.
EXERCISE = "the number of an exercise, such as 3"

Argument = tuple[str, dict[str, Any]]
Function = Callable[[Namespace], int]


@dataclass(frozen=True)
class Verb:
    """A verb of the command: a function, what it does in one line, its arguments, in English."""

    function: Function
    brief: str
    arguments: tuple[Argument, ...]
    #: Whether it is one of those for authors, whose help is in English alone: no teacher runs it.
    english: bool = False

    @property
    def name(self) -> str:
        """The word that is typed."""
        return self.function.__name__.replace("_", "-")

    @property
    def more(self) -> str:
        """What its help says after what it does: the docstring of its function below the first line."""
        return " ".join((self.function.__doc__ or "").partition("\n\n")[2].split())

    def add_to(self, parser: ArgumentParser) -> None:
        """Let ``parser`` take the arguments, with words in the current locale."""
        parser.set_defaults(function=self.function, parser=parser)
        for name, settings in self.arguments:
            words = {"help": text(settings["help"]).format(name=self.name)}
            if isinstance(metavar := settings.get("metavar"), str):
                words["metavar"] = text(metavar)
            parser.add_argument(name, **settings | words)

    def messages(self) -> set[str]:
        """Return what it says of itself, for the catalogue."""
        if self.english:
            return set()
        parts = (settings.get(key, "") for _, settings in self.arguments for key in ("help", "metavar"))
        return {self.brief, self.more, *parts} - {"", SUPPRESS}


def verb(brief: str, *arguments: Argument, english: bool = False) -> Callable[[Function], Verb]:
    """Make a verb of a function; its help is ``brief`` and the docstring below its first line."""
    return lambda function: Verb(function, brief, arguments, english)


def argument(name: str, **settings: Any) -> Argument:
    """Return an argument of a verb, with the settings of `argparse`; their words are in English."""
    return name, settings


@verb("can this computer run the kit? The same lines as in lesson 0")
def check(options: Namespace) -> int:
    """Say whether this computer can run the kit, line by line, and what to do where it cannot."""
    from enclair.lessons.start_here import doctor as room

    room_check = room.check()
    print(room_check)
    return int(any(level == "fail" for level, *_ in room_check))


@verb(
    "a fresh copy of an exercise; the old one is kept under another name",
    argument("number", type=int, metavar="NUMBER", help=EXERCISE),
)
def reset(options: Namespace) -> int:
    """Put a fresh copy of an exercise in its place; the old one is kept beside it under another name."""
    from enclair.command import reset_exercise

    root = checkout(Path.cwd())
    path, content = reset_exercise.fresh_exercise(root, options.number)
    name = short_path(path, root)
    if path.exists() and path.read_bytes() == content:
        print(text("{name} is fresh: nobody has changed it. Nothing was done.").format(name=name))
        return 0
    backup = reset_exercise.replace(path, content, datetime.now())
    print(text("Fresh: {name}").format(name=name))
    if backup:
        print(text("Kept: {name}").format(name=short_path(backup, root)))
        print(text("Is the exercise open in JupyterLab? Close its tab without saving, and open it again."))
    return 0


VERBS = (check, reset)


def checkout(start: Path) -> Path:
    """Return the root of the repository around ``start``, the whole one or a class repository."""
    for folder in (start, *start.parents):
        project = folder / "pyproject.toml"
        words = project.read_text(encoding="utf-8", errors="replace") if project.is_file() else ""
        if 'name = "enclair"' in words.splitlines() or maker(folder) == CLASS:
            return folder
    message = text(
        "This command works in a copy of the En clair repository, and {folder} is not in one. "
        "Go to its folder (cd) and run the command again."
    )
    raise PlainError(message.format(folder=start))


def maker(folder: Path) -> str:
    """Return which command made ``folder``, by its mark; "" if none did."""
    mark = folder / MARK
    return mark.read_text(encoding="utf-8", errors="replace").split("\n")[0] if mark.is_file() else ""


def short_path(path: Path, root: Path) -> str:
    """Return how to name ``path`` to somebody who works in ``root``."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
