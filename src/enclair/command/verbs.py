"""What each verb of the command ``enclair`` does: a function each, whose docstring is its help."""

import argparse
import shlex
import sys
import tomllib
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from enclair.command import stopping
from enclair.command.arguments import Verb
from enclair.text.errors import PlainError
from enclair.text.locale import number, text


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
    said = text(
        "This command works in a copy of the En clair repository, and {folder} is not in one. "
        "Go to its folder (cd) and run the command again."
    )
    raise NoCheckoutError(said.format(folder=start))


def room(options: argparse.Namespace) -> int:
    """Say whether this computer can run the kit, line by line, and what to do where it cannot."""
    from enclair.lessons.start_here.doctor import check

    found = check(options.lang)
    print(found)
    return 0 if found.ready else 1


def gain(options: argparse.Namespace) -> int:
    """Read what the students of a class exported, all files in one folder, and say what the class gained."""
    from enclair.lessons.start_here.gain import report

    found = report(options.folder, options.lang)
    print(found)
    return 0 if found.gain else 1


def reset(options: argparse.Namespace) -> int:
    """Put a fresh copy of an exercise in its place; the old one is kept beside it under another name."""
    from enclair.command.reset_exercise import reset as renewed

    root = checkout(Path.cwd())
    done = renewed(root, options.number, options.lang, datetime.now())
    name = _short(done.path, root)
    if not done.written:
        print(text("{name} is fresh: nobody has changed it. Nothing was done.").format(name=name))
        return 0
    print(text("Fresh: {name}").format(name=name))
    if done.kept:
        print(text("Kept: {name}").format(name=_short(done.kept, root)))
        print(text("Is the exercise open in JupyterLab? Close its tab without saving, and open it again."))
    return 0


def plan(options: argparse.Namespace) -> int:
    """Print a plan for a session; with --html, write it as a page to print."""
    from enclair_tools.teach.planner import lines, offered, planned, write

    root = checkout(Path.cwd())
    if options.audience is None or options.minutes is None:
        print(offered(root, options.lang), file=sys.stderr)
        return 2
    made = planned(root, options.audience, options.minutes, options.lang)
    if options.html is None:
        print(lines(made))
        return 0
    write(made, root, options.html, options.lang)
    print(text("Written: {name}. Open it in a browser and print it.").format(name=options.html))
    return 0


def slides(options: argparse.Namespace) -> int:
    """Make the slides of every lesson, or of one: pages for any browser, which need no network."""
    from enclair_tools.publish.slides import write

    root = checkout(Path.cwd())
    made = write(root, options.to or root / "slides", options.lang, options.lesson)
    return _made(made, root)


def bundle(options: argparse.Namespace) -> int:
    """Write the zip for a class: lessons and exercises, no solutions, no keys, no tests."""
    from enclair_tools.folders import replace
    from enclair_tools.publish.bundle import bundle as packed
    from enclair_tools.publish.bundle import destination

    root = checkout(Path.cwd())
    path = destination(root, options.file)
    content = packed(root)
    replace(path, content)
    said = text("{name}: {size} MB. README.md inside tells the class how to start.")
    print(said.format(name=_short(path, root), size=number(len(content) / 1e6, digits=1)))
    return 0


def standards(options: argparse.Namespace) -> int:
    """Make the page of programmes from its table; with --check, only say whether it differs."""
    from enclair_tools.teach.planner import standards_drift, write_standards

    root = checkout(Path.cwd())
    if not options.check:
        return _made(write_standards(root), root)
    found = standards_drift(root)
    return _differs(found, "standards")


def exercises(options: argparse.Namespace) -> int:
    """Make the exercises from the solutions; with --check, only say which differ."""
    from enclair_tools.notebooks.exercises import drift, write

    root = checkout(Path.cwd())
    if not options.check:
        return _made(write(root), root)
    found = drift(root)
    return _differs(found, "exercises")


def translations(options: argparse.Namespace) -> int:
    """List what is to do in translated notebooks, with both texts.

    With --done, record that cells render the English text of today, after somebody has compared the two.
    """
    from enclair_tools.notebooks.translations import done, report

    if options.done:
        file, *cells = options.done
        if not cells or not file:
            options.parser.error(text("after --done: expected FILE and at least one CELL."))
        for cell in done(Path(file), cells):
            print(text("recorded: {file}, cell {cell}").format(file=file, cell=cell))
        return 0
    found = report(checkout(Path.cwd()))
    for fault in found:
        print(f"{fault}\n", file=sys.stderr if options.check else sys.stdout)
    if not found:
        print(text("Every translation is in step with its English notebook."))
    return 1 if found and options.check else 0


def cards(options: argparse.Namespace) -> int:
    """Make the cards to print; with --check, only say which differ."""
    from enclair.case.model import load_case
    from enclair_tools.publish.cards import drift, write

    root = checkout(Path.cwd())
    if not options.check:
        return _made(write(root, load_case()), root)
    found = drift(root, load_case())
    return _differs(found, "cards")


def canonical(options: argparse.Namespace) -> int:
    """Store notebooks in their one form, without outputs; with --check, only say which differ."""
    from enclair.command.reset_exercise import is_kept
    from enclair_tools.notebooks.canonical import check, write

    paths: list[Path] = options.files
    root = Path.cwd()
    if not paths:
        root = checkout(root)
        folders = ("notebooks", "solutions", "exercises")
        paths = [path for folder in folders for path in sorted((root / folder).glob("*/*.ipynb"))]
        paths = [path for path in paths if not is_kept(path)]
    if not options.check:
        return _made(write(paths), root)
    said = text("{name} is not in the canonical form.")
    found = [_short(path, root) for path in check(paths)]
    for name in found:
        _differs([said.format(name=name)], f"canonical {name}")
    return 1 if found else 0


def balance(_: argparse.Namespace) -> int:
    """Report what each lesson, exercise and view shows of both sides, what is open, and which words we use.

    It begins with what a side is and what the rule asks for, then has a line for each count. Rules that are
    broken, if any, are told once more at the end.
    """
    from enclair.case.model import load_case
    from enclair_tools.teach.sides import report

    lines = report(checkout(Path.cwd()), load_case())
    broken = [line.said for line in lines if line.holds is False]
    print("\n".join(line.said for line in lines))
    if broken:
        print("\n".join([text("The rule is broken:"), *broken]), file=sys.stderr)
    return 1 if broken else 0


def site(options: argparse.Namespace) -> int:
    """Make the site on which lessons and exercises run in the browser itself."""
    from enclair_tools.publish.site.build import build

    root = checkout(Path.cwd())
    stopping.say(text("Stopped. No site was changed; files that arrived whole are kept."))
    made = build(root, (options.output or root / "site").absolute(), options.files)
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file()) / 1e6
    said = text("{name}: {size} MB. Put the folder on any web server, or: uv run enclair serve")
    print(said.format(name=_short(made, root), size=number(size, digits=1)))
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the built site on this computer, with --lan on its network, until Ctrl+C."""
    from enclair_tools.publish.site.board import announcement
    from enclair_tools.publish.site.serve import open_server

    folder = options.folder or checkout(Path.cwd()) / "site"
    stopping.say(text("Stopped."))
    with open_server(folder, options.port, options.lan) as server:
        print(announcement(server.server_address[1], options.port, options.lan), flush=True)
        server.serve_forever()
    return 0


def course(options: argparse.Namespace) -> int:
    """Make a folder in which a class is marked, from the solutions; what was handed in goes into inbox/."""
    from enclair_tools.marking import say
    from enclair_tools.marking.course import make

    made = make(checkout(Path.cwd()), options.folder, options.lang, options.roster, options.exercises)
    print(say("put", made.lang, folder=made.folder / "inbox"))
    print(say("then", made.lang, course=shlex.quote(str(options.folder))))
    return 0


def mark(options: argparse.Namespace) -> int:
    """Mark what lies in inbox/ and is not marked yet, and write results/; --screen is for the free text.

    It can be stopped at any point: the next run goes on. Student code runs in a sandbox, or not at all.
    """
    from enclair_tools.marking.course import open_course
    from enclair_tools.marking.mark import run

    return run(open_course(options.folder), options)


def pages(options: argparse.Namespace) -> int:
    """Make each lesson a page that needs no Python, and say how large it is."""
    from enclair_tools.publish.pages import MOST, write

    root = checkout(Path.cwd())
    folder = _folder(options, root)
    sizes = write(root, folder)
    for name, size in sizes.items():
        said = text("made: {name}, {size} MB of at most {most}").format(
            name=_short(folder / name, root),
            size=number(size / 1e6, digits=2),
            most=number(MOST / 1e6, digits=2),
        )
        print(said)
    print(text("Open {name} in a browser.").format(name=_short(folder / "index.html", root)))
    return 0 if max(sizes.values()) <= MOST else 1


def handouts(options: argparse.Namespace) -> int:
    """Print every exercise, its answer key and every deck of cards as A4 for a black-and-white printer."""
    from enclair_tools.publish.handouts import write

    root = checkout(Path.cwd())
    return _made(write(root, _folder(options, root)), root)


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _folder(options: argparse.Namespace, root: Path) -> Path:
    """Return where a verb makes its folder; the number of a lesson is no folder."""
    chosen: Path | None = options.folder
    if chosen is not None and str(chosen).isdigit():
        said = text(
            "{folder} looks like the number of a lesson. This command makes all of them: leave it out, or "
            "give the name of a folder that is no number."
        )
        raise NoFolderError(said.format(folder=chosen))
    return chosen or root / options.verb


def _made(paths: Sequence[Path], root: Path) -> int:
    """Print which files were made."""
    for path in paths:
        print(text("made: {name}").format(name=_short(path, root)))
    if not paths:
        print(text("Nothing to do: every file is as it should be."))
    return 0


def _differs(found: Iterable[str], verb: str) -> int:
    """Print what differs and which command mends it; 1 if anything does."""
    told = [
        f"{sentence} {text('Run: {command}').format(command=f'uv run enclair {verb}')}" for sentence in found
    ]
    print(*told, sep="\n", end="\n" * bool(told), file=sys.stderr)
    return 1 if told else 0


#: All of them, by the word that is typed.
VERBS: dict[str, Verb] = {"check": room} | {
    function.__name__: function
    for function in (
        *(gain, reset, plan, slides, bundle, exercises, cards, standards, translations),
        *(balance, pages, handouts, site, serve, course, mark, canonical),
    )
}
