"""The command ``enclair``: it reads its arguments, runs the verb, and says in a sentence what went wrong."""

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib.metadata import entry_points
from io import TextIOWrapper
from pathlib import Path
from textwrap import fill

from enclair.command.verbs import VERBS, Verb
from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, current_locale, of_computer, refusal_reason, text, use_locale

# Python brings no translation of what argparse says.
argparse._ = text  # type: ignore[attr-defined]

#: What a teacher sees in the help, in the order of their week; behind it stand the verbs of authors. What is
#: named elsewhere, as `course` by `mark` and the guide, is not there: a teacher types it once a year.
ORDER = ["check", "session", "handouts", "pages", "site", "serve", "bundle", "link", "reset", "mark", "gain"]
#: The packages that bring more verbs; a class does not get them.
PACKAGES = {
    "tools": "session handouts pages bundle link gain make translations balance check-case",
    "site": "site serve",
    "marking": "mark course",
}


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that ``arguments`` ask for, wherever in them; else that of this computer."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", nargs="?")
    lang = parser.parse_known_args(arguments)[0].lang
    return lang if lang in LANGUAGES else of_computer()


def available_verbs(asked: Sequence[str] = ()) -> list[Verb]:
    """Return the verbs of the kit and of those `PACKAGES` that are installed: those ``asked`` for must be."""
    verbs = [*VERBS]
    for package, names in PACKAGES.items():
        installed = entry_points(group="enclair.verbs", name=package)
        if not installed and not set(names.split()).isdisjoint(asked):
            raise ModuleNotFoundError(name=f"enclair-{package}")
        for entry_point in installed:
            verbs += entry_point.load()
    return sorted(verbs, key=lambda verb: [*ORDER, verb.name].index(verb.name))


def parser(asked: Sequence[str] = ()) -> argparse.ArgumentParser:
    """Return the parser of a command line, such as ``asked``, in the current locale."""
    verbs = available_verbs(asked)
    lang = argparse.ArgumentParser(add_help=False)
    words = text(
        "en or fr, the language of this command and of what it makes in one language alone (default: this "
        "computer's own, else English)"
    )
    lang.add_argument("--lang", choices=LANGUAGES, default=current_locale(), metavar="en|fr", help=words)
    top = argparse.ArgumentParser(
        parents=[lang],
        prog="enclair",
        description=_overview(verbs),
        epilog=text("Exit code: 0 all is well, 1 something differs or fails, 2 it could not run."),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    subparsers = top.add_subparsers(
        dest="verb",
        metavar=text("COMMAND"),
        required=True,
        help=text("one of those that the help lists, such as reset; more on it: enclair reset --help"),
    )
    for verb in verbs:
        added = subparsers.add_parser(verb.name, parents=[lang], allow_abbrev=False)
        added.description, added.epilog = text(verb.brief), text(verb.more)
        verb.add_to(added)
    return top


def _overview(verbs: Sequence[Verb]) -> str:
    """Return what the help shows of all commands."""
    about = "An open teaching kit on privacy and security, through one real case: Telegram and France, 2024."
    lines = fill(text(about), 80).splitlines()
    headings = {False: text("for students and teachers"), True: text("for authors, in the repository")}
    for for_authors, heading in headings.items():
        rows = [verb for verb in verbs if verb.english == for_authors and (for_authors or verb.name in ORDER)]
        lines += ["", heading, *(f"  {verb.name:<12} {text(verb.brief)}" for verb in rows)] if rows else []
    if len(verbs) == len(VERBS):
        note = text(
            "The commands of teachers and authors are not all here: `uv run enclair` in the whole repository "
            "has them."
        )
        lines += ["", *fill(note, 80).splitlines()]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    0 all is well, 1 something differs or fails, 2 it could not run.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a file of Windows lacks some signs
    given = sys.argv[1:] if arguments is None else list(arguments)
    name = "enclair"
    with use_locale(wanted_language(given)):
        try:
            try:
                options = parser(given).parse_args(given)
                name = f"enclair {options.verb}"
                return int(options.function(options))
            finally:
                sys.stdout.flush()
        except PlainError as error:
            message = str(error)
        except OSError as error:
            # Else Python tries to write what is left once more at its end.
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            if isinstance(error, BrokenPipeError):  # nobody reads on, as in `enclair balance | head`
                return 128 + 13  # as `cat` does: the number of the signal SIGPIPE
            where = f"{error.filename}: " if error.filename else ""
            advice = text(
                "Look whether the name is right, whether the disk is full and whether you may write there, "
                "or name another place."
            )
            message = f"{where}{refusal_reason(error)}. {advice}"
        except ModuleNotFoundError as error:
            message = text(
                "the package {name} is missing: install it, or run the command in the whole repository, with "
                "`uv run`."
            ).format(name=error.name)
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            message = text("This is a fault of the kit: {error}. Please report it, with what you typed.")
            words = f"{type(error).__name__}: {error} ({Path(place.filename).name}, {place.lineno})"
            message = message.format(error=words)
        print(f"{name}: {message}", file=sys.stderr)
        return 2
