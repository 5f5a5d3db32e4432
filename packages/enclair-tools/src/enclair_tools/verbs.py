"""What the tools of authors add to the command ``enclair``; each verb imports its tool when it runs."""

import sys
from argparse import SUPPRESS, Namespace
from collections.abc import Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from enclair.command.verbs import EXERCISE, FOLDER, argument, checkout, short_path, verb
from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, number, text

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
#: As it was once called: it works, and no help shows it.
FORMERLY_TO = argument("place", nargs="?", type=Path, help=SUPPRESS)


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
    from enclair_tools.teach import parts, session_folder, sessions, standards

    root = checkout(Path.cwd())
    if options.sections:
        print(parts.listing(parts.parts(parts.notebooks(root))))
    elif options.name is None:
        rows, today = standards.rows(root), date.today().isoformat()
        for name in sessions.names(root):
            try:
                made = sessions.session(root, name)
            except sessions.SessionError as error:
                print(error, file=sys.stderr)
                continue
            served = standards.frameworks(rows, {part.lesson for _, part in made.sections}, today)
            print(f"{made.name:<24} {made.length:>14}  {made.question}\n{'':41}{', '.join(served)}")
    else:
        made, mine = sessions.session(root, options.name), Path(options.name).resolve()
        folder = options.to or root / "sessions" / current_locale() / made.name
        is_other = mine.is_file() and mine.parent != root / sessions.SESSIONS
        if is_other and not options.to and made.name in sessions.names(root):
            message = text(
                "{file} has the name of a session of the kit, and is made in its folder, {folder}. Give the "
                "file another name, or another folder with --to."
            )
            print(message.format(file=options.name, folder=short_path(folder, root)), file=sys.stderr)
        _print_made(session_folder.write(root, made, folder), root)
    return 0


@verb("exercises and cards to print, answer keys apart", TO, FORMERLY_TO)
def handouts(options: Namespace) -> int:
    """Print every exercise, its answer key and every deck of cards as A4 for a black-and-white printer."""
    from enclair_tools.publish.handouts import write

    root = checkout(Path.cwd())
    _print_made(write(root, _folder(options, root)), root)
    return 0


@verb("sessions and lessons as pages that need no Python", TO, FORMERLY_TO)
def pages(options: Namespace) -> int:
    """Make each session and each lesson a page that needs no Python, and say how large it is."""
    from enclair_tools.publish.edition import write
    from enclair_tools.publish.pages import MOST

    root = checkout(Path.cwd())
    folder = _folder(options, root)
    sizes = write(root, folder)
    message, most = text("made: {name}, {size} MB of at most {most}"), number(MOST / 1e6, digits=2)
    for name, size in sizes.items():
        if "/sessions/" not in name or name.endswith("/page.html"):
            megabytes = number(size / 1e6, digits=2)
            print(message.format(name=short_path(folder / name, root), size=megabytes, most=most))
    print(text("Open {name} in a browser.").format(name=short_path(folder / "index.html", root)))
    return 0 if max(sizes.values()) <= MOST else 1


@verb(
    "one zip for a class: all that it needs, and no solution",
    argument("--to", **FOLDER, help="the zip or its folder (default: dist/); with --git, the repository"),
    argument(
        "--git", action="store_true", help="no zip: a Git repository for a hub, new or with a new commit"
    ),
    FORMERLY_TO,
)
def bundle(options: Namespace) -> int:
    """Write the zip for a class: lessons and exercises, no solutions, no keys, no tests."""
    from enclair_tools.publish import bundle, class_repository

    root, place = checkout(Path.cwd()), options.to or options.place
    if not options.git:
        path = bundle.destination(root, place)
        bundle.write(root, path)
        message = text("{name}: {size} MB. README.md inside tells the class how to start.")
        print(message.format(name=short_path(path, root), size=number(path.stat().st_size / 1e6, digits=1)))
        return 0
    if not place:
        options.parser.error(text("Give the folder of the repository: --git --to FOLDER."))
    changed = class_repository.write(root, place)
    message = text("{name} holds all of this already: there is no new commit.")
    if changed:
        message = text(
            "{name}: a new commit; files changed: {count}. Once it lies where the hub can read it "
            "(git push), `enclair link` prints what students click."
        )
    print(message.format(name=short_path(place, root), count=changed))
    return 0


@verb(
    "links for a JupyterHub: one click fetches a class repository and opens a notebook",
    argument("hub", metavar="HUB", help="the address of the hub, such as https://hub.school.example"),
    argument(
        "repository", metavar="REPOSITORY", help="where the repository lies that enclair bundle --git made"
    ),
    argument("--lesson", type=int, metavar="NUMBER", help="the number of a lesson, such as 3"),
    argument("--session", metavar="SESSION", help="the name of a session"),
    argument("--exercise", type=int, metavar="NUMBER", help=EXERCISE),
    argument("--branch", metavar="NAME", help="a branch (default: the one that the repository gives out)"),
)
def link(options: Namespace) -> int:
    """Print the link to a lesson, a session or an exercise with its QR code, or the links to all of them."""
    from enclair_tools.publish import link, qr

    root = checkout(Path.cwd())
    hub, repository = link.address(options.hub, link.HUB), link.address(options.repository, link.REPOSITORY)
    asked = {kind: getattr(options, kind) for kind in link.KINDS if getattr(options, kind) is not None}
    if len(asked) > 1:
        options.parser.error(text("Give one of --lesson, --session and --exercise, or none for all links."))
    for kind in asked or link.KINDS:
        targets = link.targets(root, kind)
        if asked and str(asked[kind]) not in targets:
            message = text("There is no --{kind} {name}. There are: {names}.")
            raise PlainError(message.format(kind=kind, name=asked[kind], names=", ".join(targets)))
        for name in [str(asked[kind])] if asked else targets:
            title, path = targets[name]
            address = link.link(hub, repository, path, options.branch)
            print(f"--{kind} {name}: {title}\n{address}\n")
            if asked:
                print(qr.qr_svg(address))
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
    argument(
        "what", nargs="*", metavar="NAME", help=f"of {', '.join(MADE)}, or files of notebooks (default: all)"
    ),
    english=True,
)
def make(options: Namespace) -> int:
    """Make all that is made from something else: no-break spaces of French, the catalogue, the stored form of
    notebooks, exercises, cards, tables. With --check, only say what differs.
    """
    from enclair_tools.notebooks.canonical import is_current, write_if_changed

    files = [name for name in options.what if name.endswith(".ipynb")]
    for unknown in {*options.what} - {*files, *MADE}:
        options.parser.error(f"{unknown} is nothing that is made; expected some of {', '.join(MADE)}.")
    root, made, code = Path.cwd() if files else checkout(Path.cwd()), list[Path](), 0
    for name in options.what or MADE:
        for path, content in wanted(name, root):
            if not options.check:
                made += [path] if write_if_changed(path, content) else []
            elif not is_current(path, content):
                fault = "differs" if path.exists() else "is missing"
                print(f"{short_path(path, root)} {fault}. Run: uv run enclair make {name}", file=sys.stderr)
                code = 1
    if not options.check:
        _print_made(made, root)
    return code


def wanted(name: str, root: Path) -> list[tuple[Path, str]]:
    """Return the files that a name of `make` stands for, with what they should hold."""
    if name.endswith(".ipynb"):
        from enclair_tools.notebooks.canonical import dumps, read

        return [(Path(name), dumps(read(Path(name))))]
    return [*import_module(f"enclair_tools.{MADE[name]}").generated(root)]


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
    """List what is to do in translated notebooks and sentences, with both texts, and in rows of tables.

    With --done, record that cells or sentences render the English text of today, after somebody has compared
    the two, or that rows of a table were read beside their source, their French beside their English.
    """
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
    """Count both sides in what lessons, exercises and views pick out and say, and the letters of their texts.

    A quotation is on the side of privacy if it asks for limits on what the State may see, of security if it
    asks for access, answers or moderation: stance.md in teaching/en says more. Rules that are broken are told
    at the end.
    """
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
    from enclair.case.model import CaseError, load_case

    try:
        case = load_case(options.folder)
    except CaseError as error:
        print(error, file=sys.stderr)
        return 1 if error.problems else 2
    from enclair_tools.validation import cell_errors, text_errors, validator_errors

    errors = validator_errors(options.folder) + text_errors(options.folder) or cell_errors(case)
    print(*errors, sep="\n", end="\n" * bool(errors), file=sys.stderr)
    if not errors:
        print(f"Nothing is wrong in {options.folder}.")
    return 1 if errors else 0


VERBS = (session, handouts, pages, bundle, link, gain, make, translations, balance, check_case)


def _folder(options: Namespace, root: Path) -> Path:
    """Return where a verb makes its folder; the number of a lesson is no folder."""
    chosen: Path | None = options.to or options.place
    if chosen is not None and str(chosen).isdigit():
        message = text(
            "{folder} looks like the number of a lesson. This command makes all of them: leave it out, or "
            "give the name of a folder that is no number."
        )
        raise PlainError(message.format(folder=chosen))
    return chosen or root / options.verb


def _print_made(paths: Sequence[Path], root: Path) -> None:
    """Print which files were made."""
    for path in paths:
        print(text("made: {name}").format(name=short_path(path, root)))
    if not paths:
        print(text("Nothing to do: every file is as it should be."))
