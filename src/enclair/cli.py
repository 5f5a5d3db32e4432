"""The command ``enclair``: each verb is one function of the package."""

import argparse
import sys
import tomllib
from collections.abc import Callable, Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from enclair.errors import PlainError
from enclair.locale import text

DESCRIPTION = """\
En clair: a teaching kit on privacy and security, through one real case.

for students and teachers
  check        can this computer run the kit? The same lines as in lesson 0
  reset        a fresh copy of an exercise; the old one is kept under another name
  plan         a plan for a session of 45, 90 or 210 minutes, as text or as a page to print
  slides       slides of the lessons, or of one, for a projector without a network
  bundle       one zip for a class: all that it needs, and no solution
  gain         what did a class gain between the questions before and after the course?
  serve        let browsers use the kit from here: this computer, or with --lan the school's network
  course       a folder to mark a class in, with uv run --group marking
  mark         mark what the class handed in: marks, pages for students, what the class misunderstood

for authors (in a copy of the repository)
  exercises    make exercises/ from solutions/ (--check: only compare)
  standards    make teaching/standards.md from teaching/standards.csv (--check: only compare)
  cards        make the pages of teaching/cards/ from the deck of lesson 7 (--check: only compare)
  canonical    store notebooks in their canonical form (--check: only compare)
  translations what is missing, differs or is out of date in French (--check: 1 if anything is)
  balance      a report: does the kit keep both sides in balance, lesson by lesson?
  pages        make pages/: each lesson as one page that needs no Python
  site         make site/: lessons and exercises that run in the browser itself, without installing
  handouts     make handouts/: exercises and cards to print, answer keys apart
"""


class NoCheckoutError(PlainError):
    """The command needs a copy of the repository around the current folder."""


class NoFolderError(PlainError):
    """What should name a folder names something else."""


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


def reset(options: argparse.Namespace) -> int:
    """Put a fresh copy of an exercise in its place; the old one is kept beside it under another name."""
    from enclair.fresh import reset as renewed

    root = checkout(Path.cwd())
    done = renewed(root, options.number, options.lang, datetime.now())
    name = _short(done.path, root)
    if not done.written:
        print(
            text("{name} is fresh: nobody has changed it. Nothing was done.", options.lang).format(name=name)
        )
        return 0
    print(text("Fresh: {name}", options.lang).format(name=name))
    if done.kept:
        print(text("Kept: {name}", options.lang).format(name=_short(done.kept, root)))
        said = "Is the exercise open in JupyterLab? Close its tab without saving, and open it again."
        print(text(said, options.lang))
    return 0


def plan(options: argparse.Namespace) -> int:
    """Print a plan for a session; with --html, write it as a page to print."""
    from enclair.authoring.planner import lines, offered, planned, write

    root = checkout(Path.cwd())
    if options.audience is None or options.minutes is None:
        print(offered(root, options.lang), file=sys.stderr)
        return 2
    made = planned(root, options.audience, options.minutes, options.lang)
    if options.html is None:
        print(lines(made))
        return 0
    write(made, root, options.html, options.lang)
    print(text("Written: {name}. Open it in a browser and print it.", options.lang).format(name=options.html))
    return 0


def slides(options: argparse.Namespace) -> int:
    """Run every lesson, or one, and make its slides: pages for a browser that ask nothing of a network."""
    from enclair.authoring.slides import write

    root = checkout(Path.cwd())
    made = write(root, options.to or root / "slides", options.lang, options.lesson)
    return _told(made, root, "made")


def bundle(options: argparse.Namespace) -> int:
    """Write the zip for a class: lessons and exercises, no solutions, no keys, no tests."""
    from enclair.authoring.bundle import bundle as packed
    from enclair.authoring.bundle import destination
    from enclair.authoring.folders import replace

    root = checkout(Path.cwd())
    path = destination(root, options.file)
    content = packed(root)
    replace(path, content)
    print(
        f"{_short(path, root)}: {len(content) / 1e6:.1f} MB. README.md inside tells the class how to start."
    )
    return 0


def standards(options: argparse.Namespace) -> int:
    """Make the page of standards, or with --check compare it; 1 if it differs."""
    from enclair.authoring.planner import standards_drift, write_standards

    root = checkout(Path.cwd())
    if not options.check:
        return _told(write_standards(root), root, "made")
    found = standards_drift(root)
    for sentence in found:
        print(f"{sentence} Run: uv run enclair standards", file=sys.stderr)
    return 1 if found else 0


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


def translations(options: argparse.Namespace) -> int:
    """List what is to do in translated notebooks, with both texts; with --check, 1 if there is anything.

    With --done, record that cells render the English text of today, after somebody has compared the two.
    """
    from enclair.authoring.translations import done, report

    if options.done:
        file, *cells = options.done
        for cell in done(Path(file), cells):
            print(f"recorded: {file}, cell {cell}")
        return 0
    found = report(checkout(Path.cwd()))
    for fault in found:
        print(f"{fault}\n", file=sys.stderr if options.check else sys.stdout)
    if not found:
        print("Every translation is in step with its English notebook.")
    return 1 if found and options.check else 0


def cards(options: argparse.Namespace) -> int:
    """Make the cards to print, or with --check compare them; 1 if they differ."""
    from enclair.authoring.cards import drift, write
    from enclair.case import load_case

    root = checkout(Path.cwd())
    if not options.check:
        return _told(write(root, load_case()), root, "made")
    found = drift(root, load_case())
    for sentence in found:
        print(f"{sentence} Run: uv run enclair cards", file=sys.stderr)
    return 1 if found else 0


def canonical(options: argparse.Namespace) -> int:
    """Put notebooks into the canonical form, or with --check compare them; 1 if they differ."""
    from enclair.authoring.canonical import check, write
    from enclair.fresh import is_kept

    paths: list[Path] = options.files
    root = Path.cwd()
    if not paths:
        root = checkout(root)
        folders = ("notebooks", "solutions", "exercises")
        paths = [path for folder in folders for path in sorted((root / folder).glob("*/*.ipynb"))]
        paths = [path for path in paths if not is_kept(path)]
    if not options.check:
        return _told(write(paths), root, "rewritten")
    found = check(paths)
    for path in found:
        name = _short(path, root)
        print(f"{name} is not in the canonical form. Run: uv run enclair canonical {name}", file=sys.stderr)
    return 1 if found else 0


def balance(_: argparse.Namespace) -> int:
    """Report what each lesson, exercise and view shows of both sides, what is open, and which words we use.

    Prints what a side is and what the rule asks for, then one line for each count; exits with 1 if a rule is
    broken, and prints the broken lines once more on the error stream.
    """
    from enclair.authoring.sides import report
    from enclair.case import load_case

    lines = report(checkout(Path.cwd()), load_case())
    broken = [line.said for line in lines if line.holds is False]
    print("\n".join(line.said for line in lines))
    if broken:
        print("\n".join(["The rule is broken:", *broken]), file=sys.stderr)
    return 1 if broken else 0


def site(options: argparse.Namespace) -> int:
    """Make the site on which lessons and exercises run in the browser itself; print where it stands."""
    from enclair.authoring.site.build import build

    root = checkout(Path.cwd())
    try:
        made = build(root, (options.output or root / "site").absolute(), options.files)
    except KeyboardInterrupt:
        print("Stopped. No site was changed; files that arrived whole are kept.", file=sys.stderr)
        return 130
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file()) / 1e6
    print(f"{_short(made, root)}: {size:.1f} MB. Put the folder on any web server, or: uv run enclair serve")
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the built site on this computer, with --lan on its network, until Ctrl+C."""
    from enclair.authoring.site.serve import announcement, open_server

    folder = options.folder or checkout(Path.cwd()) / "site"
    with open_server(folder, options.port, options.lan) as server:
        print(announcement(server, options.port, options.lan), flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.")
    return 0


def course(options: argparse.Namespace) -> int:
    """Make a folder in which a class is marked, from the solutions; what was handed in goes into inbox/."""
    from enclair.marking import say
    from enclair.marking.course import make

    made = make(checkout(Path.cwd()), options.folder, options.lang, options.roster, options.exercises)
    print(say("put", made.lang, folder=made.folder / "inbox"))
    print(say("then", made.lang, course=options.folder))
    return 0


def mark(options: argparse.Namespace) -> int:
    """Mark what lies in inbox/ and is not marked yet, and write results/; --screen is for the free text.

    It can be stopped at any point: the next run goes on. Student code runs in a sandbox, or not at all.
    """
    from enclair.marking.course import open_course
    from enclair.marking.mark import run

    return run(open_course(options.folder), options)


def pages(options: argparse.Namespace) -> int:
    """Run every lesson, make it a page that needs no Python, and print the sizes; 1 if one is too large."""
    from enclair.authoring.pages import MOST, write

    root = checkout(Path.cwd())
    folder = _folder(options, root)
    sizes = write(root, folder)
    for name, size in sizes.items():
        print(f"made: {_short(folder / name, root)}, {size / 1e6:.2f} MB of at most {MOST / 1e6}")
    print(f"Open {_short(folder / 'index.html', root)} in a browser.")
    return 0 if max(sizes.values()) <= MOST else 1


def handouts(options: argparse.Namespace) -> int:
    """Print every exercise, its answer key and every deck of cards as A4 for a black-and-white printer."""
    from enclair.authoring.handouts import write

    root = checkout(Path.cwd())
    return _told(write(root, _folder(options, root)), root, "made")


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _refused(error: OSError) -> str:
    """Return what the system refused, and what may help."""
    where = f"{error.filename}: " if error.filename else ""
    return (
        f"{where}{error.strerror or error}. Look whether the name is right, whether the disk "
        "is full and whether you may write there, or name another place."
    )


def _folder(options: argparse.Namespace, root: Path) -> Path:
    """Return where a verb makes its folder; the number of a lesson is no folder."""
    chosen: Path | None = options.folder
    if chosen is not None and str(chosen).isdigit():
        raise NoFolderError(
            f"{chosen} looks like the number of a lesson. This command makes all of them: leave it out, or "
            "give the name of a folder that is no number."
        )
    return chosen or root / options.verb


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
    again = verb("reset", reset)
    again.add_argument("number", type=int, metavar="NUMBER", help="of the exercise, such as 3")
    session = verb("plan", plan)
    session.add_argument("--minutes", help="45, 90 or 210")
    session.add_argument("--for", dest="audience", help="emc, snt, nsi, hggsp, cs, media, law or dh")
    session.add_argument("--html", type=Path, metavar="FILE", help="write the plan here, as a page to print")
    shown = verb("slides", slides)
    shown.add_argument("lesson", nargs="?", type=int, metavar="LESSON", help="its number (default: all)")
    shown.add_argument("--to", type=Path, metavar="FOLDER", help="where to make them (default: slides/)")
    packed = verb("bundle", bundle)
    packed.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the zip (default: in dist/)")
    for sub in (verb("check", room), of_class, again, session, shown):
        sub.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the lines")
    only = "write nothing; exit with 1 if a file differs"
    verb("exercises", exercises).add_argument("--check", action="store_true", help=only)
    verb("cards", cards).add_argument("--check", action="store_true", help=only)
    verb("standards", standards).add_argument("--check", action="store_true", help=only)
    step = verb("translations", translations)
    step.add_argument("--check", action="store_true", help="exit with 1 if anything is to do")
    step.add_argument(
        "--done", nargs="+", metavar=("FILE", "CELL"), help="these cells render the English text of today"
    )
    verb("balance", balance)
    for name, making in (("pages", pages), ("handouts", handouts)):
        sub = verb(name, making)
        sub.add_argument(
            "folder", nargs="?", type=Path, metavar="FOLDER", help=f"where to make it (default: {name}/)"
        )
    made = verb("site", site)
    made.add_argument("--output", type=Path, metavar="FOLDER", help="where to (default: site/)")
    made.add_argument(
        "--files", type=Path, metavar="FOLDER", help="files fetched before, such as a copied cache"
    )
    serving = verb("serve", serve)
    serving.add_argument(
        "folder", nargs="?", type=Path, metavar="FOLDER", help="a built site (default: site/)"
    )
    serving.add_argument("--port", type=int, default=8000, help="where to listen (default: 8000)")
    serving.add_argument("--lan", action="store_true", help="let the other computers of this network in")
    marked = verb("course", course)
    marked.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder, outside of the kit")
    marked.add_argument("--lang", choices=("en", "fr"), default="en", help="language of the class")
    marked.add_argument("--roster", type=Path, metavar="FILE", help="the class: a CSV with a column name")
    marked.add_argument("--exercises", type=int, nargs="+", metavar="NUMBER", help="which (default: all)")
    marking = verb("mark", mark)
    marking.add_argument("folder", type=Path, metavar="FOLDER", help="made by enclair course")
    marking.add_argument("--shards", type=int, help="how many at a time (default: as many as cores)")
    marking.add_argument("--names", action="store_true", help="write marks_with_names.csv as well")
    marking.add_argument("--screen", action="store_true", help="open the screen on which free text is marked")
    marking.add_argument("--forget", metavar="PSEUDONYM", help="delete all that is stored of one student")
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
    except PlainError as error:
        print(f"enclair {options.verb}: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"enclair {options.verb}: {_refused(error)}", file=sys.stderr)
        return 2
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "enclair":
            raise
        print(
            f"enclair {options.verb}: the package {error.name} is missing. It comes with the tools for "
            "authors, which the copy of a class leaves out: run the command in the whole repository with "
            "`uv run`.",
            file=sys.stderr,
        )
        return 2
    return result


if __name__ == "__main__":
    sys.exit(main())
