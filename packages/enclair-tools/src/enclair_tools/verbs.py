"""What the tools of authors add to the command ``enclair``; each verb imports its tool when it runs."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from enclair.command.verbs import EXERCISE, FILE, FOLDER, argument, checkout, short_path, verb
from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, number, text

CHECK = argument("--check", action="store_true", help="write nothing; exit with 1 if a file differs")
#: A lesson by its number.
LESSON = "the number of a lesson, such as 3"
MADE = argument("folder", nargs="?", **FOLDER, help="where to make it (default: {name}/)")


class NoFolderError(PlainError):
    """What should name a folder names something else."""


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
    "a session as a folder: notebook, slides, student sheet, exit ticket, page for the teacher",
    argument(
        "name", nargs="?", metavar="SESSION", help="its name, or a file of your own (default: list all)"
    ),
    argument("--to", **FOLDER, help="where to make it (default: sessions/ and its name)"),
    argument("--sections", action="store_true", help="list the sections that a session of your own can name"),
    makes=True,
)
def session(options: Namespace) -> int:
    """Make the folder of a session, or list what there is."""
    from enclair_tools.teach import parts, session_folder, sessions, standards

    root = checkout(Path.cwd())
    if options.sections:
        print(parts.listing(parts.parts(parts.notebooks(root))))
        return 0
    if options.name is None:
        rows, today = standards.rows(root), date.today().isoformat()
        for name in sessions.names(root):
            try:
                made = sessions.session(root, name)
                lessons = {part.lesson for _, part in made.sections}
                served = ", ".join(standards.frameworks(rows, lessons, today))
                print(f"{made.name:<24} {made.length:>14}  {made.question}\n{'':41}{served}")
            except sessions.SessionError as error:
                print(error, file=sys.stderr)
        return 0
    made = sessions.session(root, options.name)
    folder = options.to or root / "sessions" / current_locale() / made.name
    if not options.to and sessions.is_namesake(root, options.name):
        message = text(
            "{file} has the name of a session of the kit, and is made in its folder, {folder}. Give the file "
            "another name, or another folder with --to."
        )
        print(message.format(file=options.name, folder=short_path(folder, root)), file=sys.stderr)
    return _made(session_folder.write(root, made, folder), root)


@verb(
    "one zip for a class: all that it needs, and no solution",
    argument("file", nargs="?", **FILE, help="the zip (default: in dist/)"),
    argument("--git", **FOLDER, help="no zip: a Git repository for a hub, new or with a new commit"),
)
def bundle(options: Namespace) -> int:
    """Write the zip for a class: lessons and exercises, no solutions, no keys, no tests."""
    from enclair_tools.publish import bundle, class_repository

    root = checkout(Path.cwd())
    if options.git:
        if options.file:
            options.parser.error(text("Give the name of a zip, or --git and a folder; not both."))
        changed = class_repository.write(root, options.git)
        message = text("{name} holds all of this already: there is no new commit.")
        if changed:
            message = text(
                "{name}: a new commit; files changed: {count}. Once it lies where the hub can read it "
                "(git push), `enclair link` prints what students click."
            )
        print(message.format(name=short_path(options.git, root), count=changed))
        return 0
    path = bundle.destination(root, options.file)
    bundle.write(root, path)
    message = text("{name}: {size} MB. README.md inside tells the class how to start.")
    print(message.format(name=short_path(path, root), size=number(path.stat().st_size / 1e6, digits=1)))
    return 0


@verb(
    "links for a JupyterHub: one click fetches a class repository and opens a notebook",
    argument("hub", metavar="HUB", help="the address of the hub, such as https://hub.school.example"),
    argument(
        "repository", metavar="REPOSITORY", help="where the repository lies that enclair bundle --git made"
    ),
    argument("--lesson", type=int, metavar="NUMBER", help=LESSON),
    argument("--session", metavar="SESSION", help="the name of a session"),
    argument("--exercise", type=int, metavar="NUMBER", help=EXERCISE),
    argument("--branch", metavar="NAME", help="a branch (default: the one that the repository gives out)"),
    makes=True,
)
def link(options: Namespace) -> int:
    """Print the link to a lesson, a session or an exercise with its QR code, or the links to all of them."""
    from enclair_tools.publish import link, qr

    root = checkout(Path.cwd())
    hub, repository = link.hub_address(options.hub), link.repository_address(options.repository)
    branch = "" if options.branch is None else link.branch_name(options.branch)
    named = {kind: getattr(options, kind) for kind in link.KINDS}
    asked = {kind: str(name) for kind, name in named.items() if name is not None}
    if len(asked) > 1:
        options.parser.error(text("Give one of --lesson, --session and --exercise, or none for all links."))
    for kind in asked or link.KINDS:
        for target in link.targets(root, kind, asked.get(kind)):
            address = link.link(hub, repository, target.path, branch)
            print(f"--{kind} {target.name}: {target.title}\n{address}\n")
            if asked:
                print(qr.qr_svg(address))
    return 0


@verb("make exercises/ from solutions/ (--check: only compare)", CHECK, english=True)
def exercises(options: Namespace) -> int:
    """Make the exercises from the solutions; with --check, only say which differ."""
    from enclair_tools.notebooks.exercises import drift, write

    return _compared(options, write, drift)


@verb("make teaching/standards.md from teaching/standards.csv (--check: only compare)", CHECK, english=True)
def standards(options: Namespace) -> int:
    """Make the page of programmes from its table; with --check, only say whether it differs."""
    from enclair_tools.teach.standards import drift, write

    return _compared(options, write, drift)


@verb("make the tables that list lessons (--check: only compare)", CHECK, english=True)
def guide(options: Namespace) -> int:
    """Make the tables of lessons and of models in README and guide; with --check, only say which differ."""
    from enclair_tools.teach.guide import drift, write

    return _compared(options, write, drift)


@verb(
    "make the pages of teaching/cards/ from the cards of lessons (--check: only compare)",
    CHECK,
    english=True,
)
def cards(options: Namespace) -> int:
    """Make the cards to print; with --check, only say which differ."""
    from enclair.case.model import load_case
    from enclair_tools.publish.cards import drift, write

    return _compared(options, lambda root: write(root, load_case()), lambda root: drift(root, load_case()))


@verb(
    "store notebooks in their canonical form (--check: only compare)",
    CHECK,
    argument("files", nargs="*", **FILE, help="notebooks (default: all of the repository)"),
    english=True,
)
def canonical(options: Namespace) -> int:
    """Store notebooks in their one form, without outputs; with --check, only say which differ."""
    from enclair.command.reset_exercise import is_backup
    from enclair_tools.notebooks.canonical import check, write

    paths: list[Path] = options.files
    root = Path.cwd()
    if not paths:
        root = checkout(root)
        folders = ("notebooks", "solutions", "exercises")
        paths = [path for folder in folders for path in sorted((root / folder).glob("*/*.ipynb"))]
        paths = [path for path in paths if not is_backup(path)]
    if not options.check:
        return _made(write(paths), root)
    differ = [short_path(path, root) for path in check(paths)]
    return max(
        (_differs([f"{name} is not in the canonical form."], f"canonical {name}") for name in differ),
        default=0,
    )


@verb(
    "what is missing, differs or is out of date in French (--check: 1 if anything is)",
    argument("--check", action="store_true", help="exit with 1 if anything is to do"),
    argument(
        "--done",
        nargs="+",
        metavar=("FILE", "CELL"),
        help="these cells or sentences render the English text of today; these rows of a table were read",
    ),
    argument(
        "--extract",
        action="store_true",
        help="bring the catalogue in step with the words that code says, formats with Babel",
    ),
    argument("--spaces", action="store_true", help="set the no-break spaces of French"),
    english=True,
)
def translations(options: Namespace) -> int:
    """List what is to do in translated notebooks and sentences, with both texts, and in rows of tables.

    With --done, record that cells or sentences render the English text of today, after somebody has compared
    the two, or that rows of a table were read beside their source, their French beside their English. With
    --extract, bring the catalogue in step with the words that code says, and the formats of numbers and dates
    with Babel. With --spaces, set the no-break spaces that French has before ; : ! ? and inside « ».
    """
    from enclair_tools.translations import catalogue, formats, notebooks, records, rows, sentences, spaces

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
    if options.extract:
        return _made([*catalogue.extract(root), *formats.extract(root)], root)
    if options.spaces:
        return _made(spaces.write(root), root)
    reports = (module.report(root) for module in (notebooks, sentences, catalogue, formats, rows, spaces))
    faults = [fault for report in reports for fault in report]
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


@verb("make pages/: sessions and lessons as pages that need no Python", MADE, for_authors=True)
def pages(options: Namespace) -> int:
    """Make each session and each lesson a page that needs no Python, and say how large it is."""
    from enclair_tools.publish.edition import write
    from enclair_tools.publish.pages import MOST

    root = checkout(Path.cwd())
    folder = _folder(options, root)
    sizes = write(root, folder)
    message, most = text("made: {name}, {size} MB of at most {most}"), number(MOST / 1e6, digits=2)
    for name, size in sizes.items():
        if "/sessions/" in name and not name.endswith("/page.html"):
            continue
        megabytes = number(size / 1e6, digits=2)
        print(message.format(name=short_path(folder / name, root), size=megabytes, most=most))
    print(text("Open {name} in a browser.").format(name=short_path(folder / "index.html", root)))
    return 0 if max(sizes.values()) <= MOST else 1


@verb("make handouts/: exercises and cards to print, answer keys apart", MADE, for_authors=True)
def handouts(options: Namespace) -> int:
    """Print every exercise, its answer key and every deck of cards as A4 for a black-and-white printer."""
    from enclair_tools.publish.handouts import write

    root = checkout(Path.cwd())
    return _made(write(root, _folder(options, root)), root)


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


VERBS = (
    *(gain, session, bundle, link),
    *(exercises, standards, guide, cards, canonical, translations, balance),
    *(pages, handouts, check_case),
)


def _folder(options: Namespace, root: Path) -> Path:
    """Return where a verb makes its folder; the number of a lesson is no folder."""
    chosen: Path | None = options.folder
    if chosen is not None and str(chosen).isdigit():
        message = text(
            "{folder} looks like the number of a lesson. This command makes all of them: leave it out, or "
            "give the name of a folder that is no number."
        )
        raise NoFolderError(message.format(folder=chosen))
    return chosen or root / options.verb


def _compared(
    options: Namespace,
    write: Callable[[Path], Sequence[Path]],
    drift: Callable[[Path], Iterable[str]],
) -> int:
    """Make files, or with --check only print which differ."""
    root = checkout(Path.cwd())
    return _differs(drift(root), options.verb) if options.check else _made(write(root), root)


def _made(paths: Sequence[Path], root: Path) -> int:
    """Print which files were made."""
    for path in paths:
        print(text("made: {name}").format(name=short_path(path, root)))
    if not paths:
        print(text("Nothing to do: every file is as it should be."))
    return 0


def _differs(differences: Iterable[str], verb: str) -> int:
    """Print what differs and which command mends it; 1 if anything does."""
    lines = [f"{sentence} Run: uv run enclair {verb}" for sentence in differences]
    print(*lines, sep="\n", end="\n" * bool(lines), file=sys.stderr)
    return 1 if lines else 0
