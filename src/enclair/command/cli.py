"""The command ``enclair``: it reads its arguments, does what the verb says, and tells what went wrong."""

import argparse
import codecs
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import entry_points
from io import TextIOWrapper
from textwrap import fill

from enclair.command.parser import Parser, wanted_language
from enclair.command.verbs import VERBS, Verb
from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, current_locale, refusal_reason, text, use_locale

#: The switch that shows a traceback; the variable ENCLAIR_DEBUG does the same.
DEBUG = "--debug"
#: What `cat` and others end with when nobody reads on: 128, and the number of the signal SIGPIPE.
NOBODY_READS = 141
#: What the command ends with when the fault is its own: EX_SOFTWARE of sysexits.h.
OUR_FAULT = 70
#: How Python calls `_plainer` in the settings of a stream.
PLAINER = "enclair-plainer"
#: Where reports of our faults go, which outlive the command: not into its own temporary folder.
REPORTS = tempfile.gettempdir()


def available_verbs() -> tuple[list[Verb], str]:
    """Return the verbs of the kit and of its tools, and a sentence if the tools are not here or broken."""
    verbs, broken = list(VERBS), []
    tools = entry_points(group="enclair.verbs")
    for entry_point in tools:
        try:
            verbs += entry_point.load()
        except Exception as error:  # whatever it is, a learner's commands go on
            broken.append(f"{entry_point.name}: {error}")
    if tools and not broken:
        return verbs, ""
    message = text(
        "The commands of teachers and authors are not all here{why}: `uv run enclair` in the whole repository"
        " has them."
    )
    return verbs, message.format(why=f" ({'; '.join(broken)})" if broken else "")


def parser() -> Parser:
    """Return the parser of the command line, in the language that is spoken."""
    verbs, note = available_verbs()
    top = Parser(
        prog="enclair",
        description=_overview(verbs, note),
        epilog=text("Exit code: 0 all is well, 1 something differs or fails, 2 it could not run."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.note = note
    subparsers = top.add_subparsers(
        dest="verb",
        metavar=text("COMMAND"),
        required=True,
        title=text("the command"),
        help=text("one of those that the help lists, such as reset; more on it: enclair reset --help"),
    )
    lines = text("en or fr, the language of this command (default: this computer's own, else English)")
    result = text(
        "en or fr, the language of this command and of what it makes (default: this computer's own, else "
        "English)"
    )
    for verb in verbs:
        sub = subparsers.add_parser(verb.name, description=text(verb.described))
        _add_common(sub, result if verb.makes else lines)
        verb.add_to(sub)
    _add_common(top, result)
    return top


def _add_common(one: Parser, meaning: str) -> None:
    one.add_argument("--lang", choices=LANGUAGES, default=current_locale(), metavar="en|fr", help=meaning)
    one.add_argument(DEBUG, action="store_true", help=argparse.SUPPRESS)


def _overview(verbs: Sequence[Verb], note: str) -> str:
    """Return what the help shows of all commands; ``note`` says why some are not here."""
    lines = [text("En clair: a teaching kit on privacy and security, through one real case.")]
    headings = (text("for students and teachers"), text("for authors, in the repository"))
    for for_authors, readers in enumerate(headings):
        rows = [f"  {verb.name:<12} {text(verb.brief)}" for verb in verbs if verb.for_authors == for_authors]
        lines += ["", readers, *rows] if rows else []
    return "\n".join([*lines, "", *fill(note, 80).splitlines()] if note else lines)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    """Say what a console lacks in another way: a space for a space of French, "?" for any other sign."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(" " if sign.isspace() else "?" for sign in lacking), error.end


codecs.register_error(PLAINER, _plainer)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    0 all is well, 1 something differs or fails, 2 it could not run, 70 a fault of the kit.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=PLAINER)
    given = sys.argv[1:] if arguments is None else list(arguments)
    with use_locale(wanted_language(given)):
        try:
            try:
                return _run(given)
            finally:
                print(end="", flush=True)
        except BrokenPipeError:  # who reads has enough, as in `enclair balance | head`
            _print_nowhere()
            return NOBODY_READS
        except OSError as error:  # the output itself
            _print_nowhere()
            print(f"enclair: {_refused(error)}", file=sys.stderr)
            return 2


def _run(arguments: Sequence[str]) -> int:
    options = parser().parse_args(arguments)
    try:
        result: int = options.function(options)
        return result
    except BrokenPipeError:
        raise
    except PlainError as error:
        message = str(error)
    except OSError as error:
        message = _refused(error)
    except Exception as error:
        missing = error.name or "" if isinstance(error, ModuleNotFoundError) else ""
        if not missing or missing.split(".")[0] == "enclair":
            return _fault(error, options.debug or bool(os.environ.get("ENCLAIR_DEBUG")))
        message = text(
            "the package {name} is missing. It comes with the tools for authors, which the copy of a class "
            "leaves out: run the command in the whole repository with `uv run`."
        ).format(name=missing)
    print(f"enclair {options.verb}: {message}", file=sys.stderr)
    return 2


def _print_nowhere() -> None:
    """Let what is still to be printed go nowhere: else Python tries once more at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fault(error: Exception, shown: bool) -> int:
    """Say that the kit is at fault and where its traceback stands, which is printed as well if ``shown``."""
    if shown:
        traceback.print_exception(error)
    name = ""
    with suppress(OSError):
        file, name = tempfile.mkstemp(".txt", "enclair-fault-", REPORTS)
        with open(file, "w", encoding="utf-8", errors="replace") as report:
            traceback.print_exception(error, file=report)
    message = text(
        "This is a fault of the kit: {error}. Please report it, with the text in {file}; running the command "
        "again with --debug shows that text here."
    )
    what = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    print("enclair: " + message.format(error=what, file=name or DEBUG), file=sys.stderr)
    return OUR_FAULT


def _refused(error: OSError) -> str:
    """Return what the system refused, and what may help."""
    if isinstance(error, FileNotFoundError) and not error.filename:
        return text("The folder in which you are has been deleted. Go to another (cd) and run it again.")
    # Files are written beside their place first; nobody asked for that name.
    where = f"{str(error.filename).removesuffix('.new')}: " if error.filename else ""
    advice = text(
        "Look whether the name is right, whether the disk is full and whether you may write there, or name "
        "another place."
    )
    return f"{where}{refusal_reason(error)}. {advice}"
