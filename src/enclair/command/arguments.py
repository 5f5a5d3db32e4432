"""What each command takes: its arguments and their help, in the language that is spoken."""

import argparse
from collections.abc import Callable, Mapping

from enclair.command.commandline import Parser, language, named, whole
from enclair.text.locale import spoken, text

Verb = Callable[[argparse.Namespace], int]

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

#: The switch that shows a traceback; the variable ENCLAIR_DEBUG does the same.
DEBUG = "--debug"
ONLY_COMPARE = "write nothing; exit with 1 if a file differs"


def described(function: Verb) -> str:
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


def parser(functions: Mapping[str, Verb]) -> Parser:
    """Return the parser of the command line, in the language that is spoken; each verb has its function."""
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

    def common(one: Parser, meaning: str) -> None:
        one.add_argument("--lang", type=language, default=spoken(), metavar="en|fr", help=meaning)
        one.add_argument(DEBUG, action="store_true", help=argparse.SUPPRESS)

    def verb(name: str, meaning: str = lines) -> Parser:
        sub: Parser = verbs.add_parser(name, description=text(described(functions[name])))
        sub.set_defaults(function=functions[name], parser=sub)
        top.commands.append(name)
        common(sub, meaning)
        return sub

    common(top, result)
    folder, file = text("FOLDER"), text("FILE")
    exercise = text("the number of an exercise, such as 3")
    a_folder, a_file = named(text("the name of a folder")), named(text("the name of a file"))
    verb("check")
    verb("gain").add_argument(
        "folder", type=a_folder, metavar=folder, help=text("where the files of the class stand")
    )
    verb("reset", result).add_argument("number", type=whole(exercise), metavar=text("NUMBER"), help=exercise)
    session = verb("plan", result)
    session.add_argument("--minutes", metavar="MINUTES", help=text("45, 90 or 210"))
    session.add_argument(
        "--for",
        dest="audience",
        metavar=text("CLASS"),
        help=text("for whom: emc, snt, nsi, hggsp, cs, media, law or dh"),
    )
    session.add_argument(
        "--html", type=a_file, metavar=file, help=text("write the plan here, as a page to print")
    )
    shown = verb("slides", result)
    shown.add_argument(
        "lesson",
        nargs="?",
        type=whole(text("the number of a lesson, such as 2")),
        metavar=text("LESSON"),
        help=text("the number of a lesson, such as 2 (default: all)"),
    )
    shown.add_argument(
        "--to", type=a_folder, metavar=folder, help=text("where to make them (default: slides/)")
    )
    verb("bundle").add_argument(
        "file", nargs="?", type=a_file, metavar=file, help=text("the zip (default: in dist/)")
    )
    for compared in ("exercises", "cards", "standards"):
        verb(compared).add_argument("--check", action="store_true", help=text(ONLY_COMPARE))
    step = verb("translations")
    step.add_argument("--check", action="store_true", help=text("exit with 1 if anything is to do"))
    step.add_argument(
        "--done",
        nargs="+",
        metavar=(file, text("CELL")),
        help=text("these cells render the English text of today"),
    )
    verb("balance")
    for making in ("pages", "handouts"):
        where = text("where to make it (default: {name}/)").format(name=making)
        verb(making).add_argument("folder", nargs="?", type=a_folder, metavar=folder, help=where)
    built = verb("site")
    built.add_argument(
        "--output", type=a_folder, metavar=folder, help=text("where to make it (default: site/)")
    )
    built.add_argument(
        "--files", type=a_folder, metavar=folder, help=text("files fetched before, such as a copied cache")
    )
    serving = verb("serve")
    serving.add_argument(
        "folder", nargs="?", type=a_folder, metavar=folder, help=text("a built site (default: site/)")
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
    marked = verb("course", result)
    marked.add_argument(
        "folder", type=a_folder, metavar=folder, help=text("a new folder, outside of the kit")
    )
    marked.add_argument(
        "--roster", type=a_file, metavar=file, help=text("the class: a CSV with a column “name”")
    )
    marked.add_argument(
        "--exercises",
        type=whole(exercise),
        nargs="+",
        metavar=text("NUMBER"),
        help=text("numbers of exercises (default: all)"),
    )
    marking = verb("mark")
    marking.add_argument(
        "folder", type=a_folder, metavar=folder, help=text("a folder made by enclair course")
    )
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
        "--forget",
        type=named(text("a pseudonym"), str),
        metavar=text("PSEUDONYM"),
        help=text("delete all that is stored of one student"),
    )
    form = verb("canonical")
    form.add_argument("--check", action="store_true", help=text(ONLY_COMPARE))
    form.add_argument(
        "files", nargs="*", type=a_file, metavar=file, help=text("notebooks (default: all of the repository)")
    )
    return top
