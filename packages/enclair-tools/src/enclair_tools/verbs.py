"""What the tools of authors add to the command ``enclair``; each verb imports its tool when it runs."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from enclair.command.verbs import EXERCISE, FOLDER, argument, checkout, short_path, verb
from enclair.stopping import write_atomically
from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, number, text
from enclair_tools import say

#: What `enclair make` makes, in this order, and the module whose ``generated`` yields files and contents.
MADE = {
    "spaces": "translations.spaces",
    "catalogue": "translations.catalogue",
    "notebooks": "notebooks.canonical",
    "exercises": "notebooks.exercises",
    "cards": "publish.cards",
    "standards": "teach.standards",
    "guide": "teach.guide",
}
TO = argument("--to", **FOLDER, help="where to make it (default: {name}/)")


@verb(
    "a session as a folder: notebook, slides, student sheet, exit ticket, page for the teacher",
    argument(
        "name", nargs="?", metavar="SESSION", help="its name, or a file of your own (default: list all)"
    ),
    argument("--to", **FOLDER, help="where to make it (default: sessions/ and its name)"),
    argument("--sections", action="store_true", help="list the sections that a session of your own can name"),
)
def session(options: Namespace) -> int:
    """Make the folder of a session, or list what there is."""
    from enclair_tools.publish.lesson import lessons
    from enclair_tools.teach import parts, session_folder, sessions, standards

    root = checkout(Path.cwd())
    if options.sections:
        for name, part in parts.parts(lessons(root, current_locale())).items():
            title = part.title if part.core else text("{title} (optional)").format(title=part.title)
            print(f"{name:<16} {part.minutes:>3} min  {title}")
    elif options.name is None:
        rows, today = standards.rows(root), date.today().isoformat()
        for name in sessions.names(root):
            made = sessions.session(root, name)
            served = standards.frameworks(rows, {part.lesson for part in made.sections}, today)
            print(f"{made.name:<24} {made.length:>14}  {made.question}\n{'':41}{', '.join(served)}")
    else:
        made = sessions.session(root, options.name)
        folder = options.to or root / "sessions" / current_locale() / made.name
        _print_made(session_folder.write(root, made, folder), root)
    return 0


@verb("exercises and cards to print on A4, answer keys apart", TO)
def handouts(options: Namespace) -> int:
    """Print every exercise, its answer key and every deck of cards as A4 for a black-and-white printer."""
    from enclair_tools.publish.handouts import write

    root = checkout(Path.cwd())
    _print_made(write(root, options.to or root / "handouts"), root)
    return 0


@verb("sessions and lessons as pages that need no Python", TO)
def pages(options: Namespace) -> int:
    """Make each session and each lesson a page that needs no Python."""
    from enclair_tools.publish.edition import write

    root = checkout(Path.cwd())
    folder = options.to or root / "pages"
    write(root, folder)
    print(text("Open {name} in a browser.").format(name=short_path(folder / "index.html", root)))
    return 0


@verb(
    "one zip for a class: all that it needs, and no solution",
    argument("--to", **FOLDER, help="the zip or its folder (default: dist/); with --git, the repository"),
    argument(
        "--git", action="store_true", help="no zip: a Git repository for a hub, new or with a new commit"
    ),
)
def bundle(options: Namespace) -> int:
    """Write the zip for a class: lessons and exercises, no solutions, no keys, no tests."""
    from enclair_tools.publish import bundle, class_repository

    root, place = checkout(Path.cwd()), options.to
    if not options.git:
        path = bundle.destination(root, place)
        bundle.write(root, path)
        size = number(path.stat().st_size / 1e6, digits=1)
        print(say("publish.packed", name=short_path(path, root), size=size))
        return 0
    if not place:
        options.parser.error(text("Give the folder of the repository: --git --to FOLDER."))
    changed = class_repository.write(root, place)
    done = "publish.committed" if changed else "publish.nothing_new"
    print(say(done, name=short_path(place, root), count=changed))
    return 0


@verb(
    "links for a JupyterHub, with QR codes: one click fetches the repository and opens a notebook",
    argument("hub", metavar="HUB", help="the address of the hub, such as https://hub.school.example"),
    argument(
        "repository", metavar="REPOSITORY", help="where the repository lies that enclair bundle --git made"
    ),
    argument("--lesson", type=int, metavar="NUMBER", help="the number of a lesson, such as 3"),
    argument("--session", metavar="SESSION", help="the name of a session"),
    argument("--exercise", type=int, metavar="NUMBER", help=EXERCISE),
)
def link(options: Namespace) -> int:
    """Print the link to a lesson, a session or an exercise with its QR code, or the links to all of them."""
    import segno

    from enclair_tools.publish import link

    root = checkout(Path.cwd())
    hub, repository = link.address(options.hub, link.HUB), link.address(options.repository, link.REPOSITORY)
    asked = {kind: str(name) for kind in link.KINDS if (name := getattr(options, kind)) is not None}
    for kind in asked or link.KINDS:
        targets = link.targets(root, kind)
        if asked and asked[kind] not in targets:
            raise PlainError(say("publish.no_link", kind=kind, name=asked[kind], names=", ".join(targets)))
        for name in [asked[kind]] if asked else targets:
            title, path = targets[name]
            address = link.link(hub, repository, path)
            print(f"--{kind} {name}: {title}\n{address}\n")
            if asked:
                segno.make(address, error="m").terminal(border=2, compact=True)
    return 0


@verb(
    "what did a class gain between the questions before and after the course?",
    argument("folder", **FOLDER, help="where the files of the class stand"),
)
def gain(options: Namespace) -> int:
    """Read what the students of a class exported, all files in one folder, and say what the class gained."""
    from enclair_tools.teach.gain import report

    words, enough = report(options.folder)
    print(words)
    return 0 if enough else 1


@verb(
    "make what is made from other files (--check: only compare)",
    argument("--check", action="store_true", help="write nothing; exit with 1 if a file differs"),
    argument("what", nargs="*", metavar="NAME", help=f"of {', '.join(MADE)} (default: all)"),
    english=True,
)
def make(options: Namespace) -> int:
    """Make all that is made from something else; with --check, only say what differs."""
    for unknown in {*options.what} - {*MADE}:
        options.parser.error(f"{unknown} is nothing that is made; expected some of {', '.join(MADE)}.")
    root, made = checkout(Path.cwd()), list[Path]()
    for name in options.what or MADE:
        for path, content in import_module(f"enclair_tools.{MADE[name]}").generated(root):
            if path.is_file() and path.read_bytes() == content.encode():
                continue
            made.append(path)
            if options.check:
                fault = f"{short_path(path, root)} is missing or differs."
                print(f"{fault} Run: uv run enclair make {name}", file=sys.stderr)
            else:
                write_atomically(path, content.encode())
    if not options.check:
        _print_made(made, root)
    return 1 if made and options.check else 0


@verb(
    "what is missing, differs or is out of date in French (--check: 1 if anything is)",
    argument("--check", action="store_true", help="exit with 1 if anything is to do"),
    argument(
        "--done",
        nargs="+",
        metavar=("FILE", "CELL"),
        help="these cells or sentences render the English text of today; these rows of a table were read",
    ),
    english=True,
)
def translations(options: Namespace) -> int:
    """List what is to do in translated notebooks and sentences, with both texts, and in rows of tables."""
    from enclair_tools.translations import catalogue, notebooks, records, rows, sentences

    if options.done:
        file, *cells = options.done
        if not cells or not file:
            options.parser.error("after --done: expected FILE and at least one CELL.")
        readers = {".toml": sentences, ".csv": rows, ".json": rows}
        readings = readers.get(Path(file).suffix, notebooks).readings(Path(file))
        for cell in records.done(Path(file), cells, readings):
            print(f"recorded: {file}, {cell}")
        return 0
    root = checkout(Path.cwd())
    faults = [fault for module in (notebooks, sentences, catalogue, rows) for fault in module.report(root)]
    for fault in faults:
        print(f"{fault}\n", file=sys.stderr if options.check else sys.stdout)
    if not faults:
        print("Every translation is in step with the English text, and every row as somebody read it.")
    return 1 if faults and options.check else 0


@verb("a report: does the kit keep both sides in balance, lesson by lesson?", english=True)
def balance(_: Namespace) -> int:
    """Count both sides in what lessons pick out and say, as teaching/en/stance.md tells them apart."""
    from enclair.case.model import load_case
    from enclair_tools.teach.balance_report import report

    tables, broken = report(checkout(Path.cwd()), load_case())
    print(tables)
    if broken:
        print("The rule is broken:", *broken, sep="\n", file=sys.stderr)
    return 1 if broken else 0


@verb(
    "is a folder a sound case? By the kit's rules, then by frictionless",
    argument("folder", **FOLDER, help="a folder that holds a datapackage.json"),
    english=True,
)
def check_case(options: Namespace) -> int:
    """Check the folder of a case by the kit's own rules, then by frictionless, the standard's validator."""
    from enclair.case.model import load_case
    from enclair_tools.validation import text_errors, validator_errors

    load_case(options.folder)
    errors = validator_errors(options.folder) + text_errors(options.folder)
    print(*errors, sep="\n", end="\n" * bool(errors), file=sys.stderr)
    if not errors:
        print(f"Nothing is wrong in {options.folder}.")
    return 1 if errors else 0


VERBS = (session, handouts, pages, bundle, link, gain, make, translations, balance, check_case)


def _print_made(paths: Sequence[Path], root: Path) -> None:
    """Print which files were made."""
    for path in paths:
        print(text("made: {name}").format(name=short_path(path, root)))
    if not paths:
        print(text("Nothing to do: every file is as it should be."))
