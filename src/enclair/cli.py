"""The command ``enclair``: each verb is one function of the package."""

import argparse
import sys
import tomllib
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from pathlib import Path

from enclair.errors import PlainError

DESCRIPTION = """\
En clair: a teaching kit on privacy and security, through one real case.

for students and teachers
  check        can this computer run the kit? The same lines as in lesson 0
  gain         what did a class gain between the questions before and after the course?

for authors (in a copy of the repository)
  exercises    make exercises/ from solutions/ (--check: only compare)
  canonical    store notebooks in their canonical form (--check: only compare)
  balance      do the quotations that notebooks and decks select keep both sides in balance?
"""


class NoCheckoutError(PlainError):
    """The command needs a copy of the repository around the current folder."""


def checkout(start: Path) -> Path:
    """Return the root of the repository around ``start``.

    Raises
    ------
    NoCheckoutError
        If ``start`` does not lie in a copy of the repository.
    """
    for folder in (start, *start.parents):
        project = folder / "pyproject.toml"
        if project.is_file():
            found = tomllib.loads(project.read_text(encoding="utf-8")).get("project", {}).get("name")
            if found == "enclair":
                return folder
    raise NoCheckoutError(
        f"This command works in a copy of the En clair repository, and {start} is not in one. "
        "Go to its folder (cd) and run the command again."
    )


def room(options: argparse.Namespace) -> int:
    """Print the room check; 1 if a line fails."""
    from enclair.room import check

    found = check(options.lang)
    print(found)
    return 0 if found.ready else 1


def gain(options: argparse.Namespace) -> int:
    """Read the exports of a class in a folder, and print what it gained; 1 if there are too few."""
    from enclair.analysis.gain import report

    found = report(options.folder, options.lang)
    print(found)
    return 0 if found.gain else 1


def exercises(options: argparse.Namespace) -> int:
    """Make the exercises, or with --check compare them; 1 if they differ."""
    from enclair.authoring.exercises import drift, write

    root = checkout(Path.cwd())
    if not options.check:
        return _told(write(root), root, "made")
    found = drift(root)
    for sentence in found:
        print(f"{sentence} Run: uv run enclair exercises", file=sys.stderr)
    return 1 if found else 0


def canonical(options: argparse.Namespace) -> int:
    """Put notebooks into the canonical form, or with --check compare them; 1 if they differ."""
    from enclair.authoring.canonical import check, write

    paths: list[Path] = options.files
    root = Path.cwd()
    if not paths:
        root = checkout(root)
        folders = ("notebooks", "solutions", "exercises")
        paths = [path for folder in folders for path in sorted((root / folder).glob("*/*.ipynb"))]
    if not options.check:
        return _told(write(paths), root, "rewritten")
    found = check(paths)
    for path in found:
        name = _short(path, root)
        print(f"{name} is not in the canonical form. Run: uv run enclair canonical {name}", file=sys.stderr)
    return 1 if found else 0


def balance(_: argparse.Namespace) -> int:
    """Print the sides of what notebooks and decks select, and of the views' examples; 1 if a rule breaks."""
    from enclair.analysis.balance import count_sides, decks, report, report_sides, selected
    from enclair.authoring.canonical import read
    from enclair.authoring.sides import coded
    from enclair.case import load_case

    root = checkout(Path.cwd())
    # Solutions and exercises both: an answer may quote, and must not hide what the rest leans to.
    folders = ("notebooks", "solutions", "exercises")
    paths = [each for folder in folders for each in sorted((root / folder).glob("*/*.ipynb"))]
    chosen = {}
    for path in paths:
        sources = ("".join(cell["source"]) for cell in read(path)["cells"])
        chosen[_short(path, root)] = selected("\n".join(sources))
    chosen |= {f"deck {name}": list(ids) for name, ids in decks().items()}
    case = load_case()
    quotes = case.quotes
    counts = ", ".join(f"{side} {count}" for side, count in count_sides(quotes).items())
    print(f"all quotations, as explorers show them: {counts}.")
    lines = report(chosen, quotes) + report_sides(coded(case))
    for line, holds in lines:
        print(line, file=sys.stdout if holds else sys.stderr)
    return 0 if all(holds for _, holds in lines) else 1


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _told(paths: Sequence[Path], root: Path, done: str) -> int:
    """Print what changed."""
    for path in paths:
        print(f"{done}: {_short(path, root)}")
    if not paths:
        print("Nothing to do: every file is as it should be.")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        "enclair", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True, title="one of the above")

    def verb(name: str, function: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, description=function.__doc__)
        sub.set_defaults(function=function)
        return sub

    of_class = verb("gain", gain)
    of_class.add_argument("folder", type=Path, metavar="FOLDER", help="where the files of the class stand")
    for sub in (verb("check", room), of_class):
        sub.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the lines")
    only = "write nothing; exit with 1 if a file differs"
    verb("exercises", exercises).add_argument("--check", action="store_true", help=only)
    verb("balance", balance)
    form = verb("canonical", canonical)
    form.add_argument("--check", action="store_true", help=only)
    form.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="notebooks (default: all of the repository)"
    )
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 well, 1 something differs or fails, 2 it could not run."""
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a sign prints "?" for it; else it would stop in the middle of a line.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = parser().parse_args(arguments)
    try:
        result: int = options.function(options)
    except (PlainError, OSError) as error:
        print(f"enclair {options.verb}: {error}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "enclair":
            raise
        print(
            f"enclair {options.verb}: the package {error.name} is missing. It comes with the tools for "
            "authors: run the command in the repository with `uv run`.",
            file=sys.stderr,
        )
        return 2
    return result


if __name__ == "__main__":
    sys.exit(main())
