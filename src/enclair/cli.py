"""The command ``enclair``: each verb is one function of the package."""

import argparse
import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

from enclair.commandline import Parser, language, wanted_language, whole
from enclair.errors import PlainError
from enclair.locale import number, reason, speaking, spoken, text

#: What `cat` and others end with when nobody reads on: 128, and the number of the signal SIGPIPE.
NOBODY_READS = 141

#: What each command is for, for those who teach or learn.
FOR_CLASSES = {
    "check": "can this computer run the kit? The same lines as in lesson 0",
    "reset": "a fresh copy of an exercise; the old one is kept under another name",
    "plan": "a plan for a session of 45, 90 or 210 minutes, as text or as a page to print",
    "slides": "slides of the lessons, or of one, for a projector without a network",
    "bundle": "one zip for a class: all that it needs, and no solution",
    "gain": "what did a class gain between the questions before and after the course?",
    "serve": "let browsers use the kit from here: this computer, or with --lan the school's network",
    "course": "a folder to mark a class in, with uv run --group marking",
    "mark": "mark what the class handed in: marks, pages for students, what the class misunderstood",
}
#: The same for authors, in a copy of the repository.
FOR_AUTHORS = {
    "exercises": "make exercises/ from solutions/ (--check: only compare)",
    "standards": "make teaching/standards.md from teaching/standards.csv (--check: only compare)",
    "cards": "make the pages of teaching/cards/ from the deck of lesson 7 (--check: only compare)",
    "canonical": "store notebooks in their canonical form (--check: only compare)",
    "translations": "what is missing, differs or is out of date in French (--check: 1 if anything is)",
    "balance": "a report: does the kit keep both sides in balance, lesson by lesson?",
    "pages": "make pages/: each lesson as one page that needs no Python",
    "site": "make site/: lessons and exercises that run in the browser itself, without installing",
    "handouts": "make handouts/: exercises and cards to print, answer keys apart",
}

ONLY_COMPARE = "write nothing; exit with 1 if a file differs"


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
    from enclair.room import check

    found = check(options.lang)
    print(found)
    return 0 if found.ready else 1


def gain(options: argparse.Namespace) -> int:
    """Read what the students of a class exported, all files in one folder, and say what the class gained."""
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
        print(text("{name} is fresh: nobody has changed it. Nothing was done.").format(name=name))
        return 0
    print(text("Fresh: {name}").format(name=name))
    if done.kept:
        print(text("Kept: {name}").format(name=_short(done.kept, root)))
        print(text("Is the exercise open in JupyterLab? Close its tab without saving, and open it again."))
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
    print(text("Written: {name}. Open it in a browser and print it.").format(name=options.html))
    return 0


def slides(options: argparse.Namespace) -> int:
    """Make the slides of every lesson, or of one: pages for any browser, which need no network."""
    from enclair.authoring.slides import write

    root = checkout(Path.cwd())
    made = write(root, options.to or root / "slides", options.lang, options.lesson)
    return _made(made, root)


def bundle(options: argparse.Namespace) -> int:
    """Write the zip for a class: lessons and exercises, no solutions, no keys, no tests."""
    from enclair.authoring.bundle import bundle as packed
    from enclair.authoring.bundle import destination
    from enclair.authoring.folders import replace

    root = checkout(Path.cwd())
    path = destination(root, options.file)
    content = packed(root)
    replace(path, content)
    said = text("{name}: {size} MB. README.md inside tells the class how to start.")
    print(said.format(name=_short(path, root), size=number(len(content) / 1e6, digits=1)))
    return 0


def standards(options: argparse.Namespace) -> int:
    """Make the page of programmes from its table; with --check, only say whether it differs."""
    from enclair.authoring.planner import standards_drift, write_standards

    root = checkout(Path.cwd())
    if not options.check:
        return _made(write_standards(root), root)
    found = standards_drift(root)
    return _differs(found, "standards")


def exercises(options: argparse.Namespace) -> int:
    """Make the exercises from the solutions; with --check, only say which differ."""
    from enclair.authoring.exercises import drift, write

    root = checkout(Path.cwd())
    if not options.check:
        return _made(write(root), root)
    found = drift(root)
    return _differs(found, "exercises")


def translations(options: argparse.Namespace) -> int:
    """List what is to do in translated notebooks, with both texts.

    With --done, record that cells render the English text of today, after somebody has compared the two.
    """
    from enclair.authoring.translations import done, report

    if options.done:
        file, *cells = options.done
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
    from enclair.authoring.cards import drift, write
    from enclair.case import load_case

    root = checkout(Path.cwd())
    if not options.check:
        return _made(write(root, load_case()), root)
    found = drift(root, load_case())
    return _differs(found, "cards")


def canonical(options: argparse.Namespace) -> int:
    """Store notebooks in their one form, without outputs; with --check, only say which differ."""
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
    from enclair.authoring.sides import report
    from enclair.case import load_case

    lines = report(checkout(Path.cwd()), load_case())
    broken = [line.said for line in lines if line.holds is False]
    print("\n".join(line.said for line in lines))
    if broken:
        print("\n".join([text("The rule is broken:"), *broken]), file=sys.stderr)
    return 1 if broken else 0


def site(options: argparse.Namespace) -> int:
    """Make the site on which lessons and exercises run in the browser itself."""
    from enclair.authoring.site.build import build

    root = checkout(Path.cwd())
    try:
        made = build(root, (options.output or root / "site").absolute(), options.files)
    except KeyboardInterrupt:
        said = text("Stopped. No site was changed; files that arrived whole are kept.")
        print(said, file=sys.stderr)
        return 130
    size = sum(path.stat().st_size for path in made.rglob("*") if path.is_file()) / 1e6
    said = text("{name}: {size} MB. Put the folder on any web server, or: uv run enclair serve")
    print(said.format(name=_short(made, root), size=number(size, digits=1)))
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
            print(text("Stopped."))
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
    """Make each lesson a page that needs no Python, and say how large it is."""
    from enclair.authoring.pages import MOST, write

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
    from enclair.authoring.handouts import write

    root = checkout(Path.cwd())
    return _made(write(root, _folder(options, root)), root)


def _short(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _refused(error: OSError) -> str:
    """Return what the system refused, and what may help."""
    # Files are written beside their place first; nobody asked for that name.
    where = f"{str(error.filename).removesuffix('.new')}: " if error.filename else ""
    advice = text(
        "Look whether the name is right, whether the disk is full and whether you may write there, or name "
        "another place."
    )
    return f"{where}{reason(error)}. {advice}"


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


def described(function: Callable[[argparse.Namespace], int]) -> str:
    """Return what a verb does, in English: its docstring, on one line."""
    return " ".join((function.__doc__ or "").split())


def _overview() -> str:
    """Return what the help shows of all commands."""
    lines = [text("En clair: a teaching kit on privacy and security, through one real case.")]
    told = (
        (text("for students and teachers"), FOR_CLASSES),
        (text("for authors, in the repository"), FOR_AUTHORS),
    )
    for readers, verbs in told:
        lines += ["", readers, *(f"  {name:<12} {text(said)}" for name, said in verbs.items())]
    return "\n".join(lines)


def parser() -> Parser:
    """Return the parser of the command line, in the language that is spoken."""
    top = Parser(
        prog="enclair",
        description=_overview(),
        epilog=text("Exit code: 0 all is well, 1 something differs or fails, 2 it could not run."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = top.add_subparsers(
        dest="verb",
        metavar=text("COMMAND"),
        required=True,
        title=text("the command:").removesuffix(":"),
        help=text("one of those above, such as plan; more on it: enclair plan --help"),
    )
    top.meanings[text("COMMAND")] = text("one of those that the help lists, such as plan")
    lines = text("en or fr, the language of this command (default: this computer's own, else English)")
    result = text(
        "en or fr, the language of this command and of what it makes (default: this computer's own, else "
        "English)"
    )

    def speaks(one: Parser, meaning: str) -> None:
        one.add_argument("--lang", type=language, default=spoken(), metavar="en|fr", help=meaning)

    def verb(function: Callable[[argparse.Namespace], int], name: str = "", meaning: str = lines) -> Parser:
        name = name or function.__name__
        sub: Parser = verbs.add_parser(name, description=text(described(function)))
        sub.set_defaults(function=function, parser=sub)
        top.commands.append(name)
        speaks(sub, meaning)
        return sub

    speaks(top, result)
    folder, file = text("FOLDER"), text("FILE")
    verb(room, "check")
    verb(gain).add_argument(
        "folder", type=Path, metavar=folder, help=text("where the files of the class stand")
    )
    verb(reset, meaning=result).add_argument(
        "number",
        type=whole(text("the number of an exercise, such as 3")),
        metavar=text("NUMBER"),
        help=text("the number of an exercise, such as 3"),
    )
    session = verb(plan, meaning=result)
    session.add_argument("--minutes", metavar="MINUTES", help=text("45, 90 or 210"))
    session.add_argument(
        "--for",
        dest="audience",
        metavar=text("CLASS"),
        help=text("for whom: emc, snt, nsi, hggsp, cs, media, law or dh"),
    )
    session.add_argument(
        "--html", type=Path, metavar=file, help=text("write the plan here, as a page to print")
    )
    shown = verb(slides, meaning=result)
    shown.add_argument(
        "lesson",
        nargs="?",
        type=whole(text("the number of a lesson, such as 2")),
        metavar=text("LESSON"),
        help=text("the number of a lesson, such as 2 (default: all)"),
    )
    shown.add_argument("--to", type=Path, metavar=folder, help=text("where to make them (default: slides/)"))
    verb(bundle).add_argument(
        "file", nargs="?", type=Path, metavar=file, help=text("the zip (default: in dist/)")
    )
    for compared in (exercises, cards, standards):
        verb(compared).add_argument("--check", action="store_true", help=text(ONLY_COMPARE))
    step = verb(translations)
    step.add_argument("--check", action="store_true", help=text("exit with 1 if anything is to do"))
    step.add_argument(
        "--done",
        nargs="+",
        metavar=(file, text("CELL")),
        help=text("these cells render the English text of today"),
    )
    verb(balance)
    for making in (pages, handouts):
        where = text("where to make it (default: {name}/)").format(name=making.__name__)
        verb(making).add_argument("folder", nargs="?", type=Path, metavar=folder, help=where)
    built = verb(site)
    built.add_argument("--output", type=Path, metavar=folder, help=text("where to make it (default: site/)"))
    built.add_argument(
        "--files", type=Path, metavar=folder, help=text("files fetched before, such as a copied cache")
    )
    serving = verb(serve)
    serving.add_argument(
        "folder", nargs="?", type=Path, metavar=folder, help=text("a built site (default: site/)")
    )
    serving.add_argument(
        "--port",
        type=whole(text("a number from 0 to 65535, such as 8000"), 0, 65535),
        default=8000,
        metavar=text("NUMBER"),
        help=text("where to listen (default: 8000)"),
    )
    serving.add_argument(
        "--lan", action="store_true", help=text("let the other computers of this network in")
    )
    marked = verb(course, meaning=result)
    marked.add_argument("folder", type=Path, metavar=folder, help=text("a new folder, outside of the kit"))
    marked.add_argument("--roster", type=Path, metavar=file, help=text("the class: a CSV with a column name"))
    marked.add_argument(
        "--exercises",
        type=whole(text("the number of an exercise, such as 3")),
        nargs="+",
        metavar=text("NUMBER"),
        help=text("numbers of exercises (default: all)"),
    )
    marking = verb(mark)
    marking.add_argument("folder", type=Path, metavar=folder, help=text("a folder made by enclair course"))
    marking.add_argument(
        "--shards",
        type=whole(text("a number of submissions to be marked at a time, such as 4"), 0),
        metavar=text("COUNT"),
        help=text("how many at a time (default: as many as cores)"),
    )
    marking.add_argument("--names", action="store_true", help=text("write marks_with_names.csv as well"))
    marking.add_argument(
        "--screen", action="store_true", help=text("open the screen on which free text is marked")
    )
    marking.add_argument(
        "--forget", metavar=text("PSEUDONYM"), help=text("delete all that is stored of one student")
    )
    form = verb(canonical)
    form.add_argument("--check", action="store_true", help=text(ONLY_COMPARE))
    form.add_argument(
        "files", nargs="*", type=Path, metavar=file, help=text("notebooks (default: all of the repository)")
    )
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 well, 1 something differs or fails, 2 it could not run."""
    for stream in (sys.stdout, sys.stderr):
        # A console that lacks a sign prints "?" for it; else it would stop in the middle of a line.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        with speaking(wanted_language(given)):
            try:
                return _run(given)
            finally:
                print(end="", flush=True)
    except BrokenPipeError:
        # Who reads has enough, as in `enclair balance | head`. What is still to be printed goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOBODY_READS


def _run(arguments: Sequence[str]) -> int:
    options, unknown = parser().parse_known_args(arguments)
    options.parser.refuse(unknown)
    try:
        result: int = options.function(options)
    except PlainError as error:
        said = str(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        said = _refused(error)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] == "enclair":
            raise
        said = text(
            "the package {name} is missing. It comes with the tools for authors, which the copy of a class "
            "leaves out: run the command in the whole repository with `uv run`."
        ).format(name=error.name)
    else:
        return result
    print(f"enclair {options.verb}: {said}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
