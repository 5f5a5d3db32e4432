"""Arguments of a command in plain words and in the language that is spoken: their help, and what went wrong.

`argparse` reads them; its own words for people, in English alone, are replaced here.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path
from shutil import get_terminal_size
from textwrap import wrap
from typing import Any, NoReturn

from enclair.text.locale import LANGUAGES, of_computer, quoted, text

#: What argparse says, without "argument NAME: ", and which of our sentences in `_sentence` says it.
SAID = {
    r"the following arguments are required: (?P<found>.+)": "missing",
    r"unrecognized arguments: (?P<found>.*)": "unknown",
    r"invalid choice: (['\"])(?P<found>.*?)\1": "command",
    r"expected .*argument.*": "empty",
    r"ignored explicit argument (?P<found>.+)": "switch",
}


class Parser(argparse.ArgumentParser):
    """An argument parser whose help and errors are ours."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **settings)
        #: What each argument is for, by its name in errors.
        self.meanings: dict[str, str] = {}
        self.commands: list[str] = []
        # argparse adds the colon; the French blank before it stays.
        self._given = self.add_argument_group(text("to give:").removesuffix(":"))
        self._options = self.add_argument_group(text("options:").removesuffix(":"))
        self.add_argument("-h", "--help", action="help", help=text("show this help"))

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Add an argument to the group that the help shows it in."""
        group = self._options if names[0].startswith("-") else self._given
        action = group.add_argument(*names, **settings)
        name = "/".join(action.option_strings) or settings.get("metavar") or action.dest
        self.meanings[name] = settings.get("help", "")
        return action

    def format_usage(self) -> str:
        """Return how the command is written, on lines that end between two arguments."""
        usage = " ".join(super().format_usage().partition("usage: ")[2].split())
        arguments = re.findall(r"\[(?:[^\[\]]|\[[^\]]*\])*\]|\S+", usage)
        before = text("usage:") + " "
        lines = wrap(
            " ".join(each.replace(" ", "\xa0") for each in arguments),
            get_terminal_size().columns - 2,
            initial_indent=before,
            subsequent_indent=" " * len(before),
            break_on_hyphens=False,
        )
        # The no-break space before a French colon stays.
        return before + "\n".join(lines).removeprefix(before).replace("\xa0", " ") + "\n"

    def format_help(self) -> str:
        """Return the help, with our line on how the command is written."""
        return self.format_usage() + super().format_help().removeprefix(super().format_usage())

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and where help is, and exit with 2."""
        more = text("All that is possible: {command}").format(command=f"uv run {self.prog} --help")
        self.exit(2, f"{self.prog}: {self.plain(message)}\n{self.format_usage()}{more}\n")

    def refuse(self, unknown: Sequence[str]) -> None:
        """Stop with an error if there are ``unknown`` arguments."""
        if unknown:
            self.error(f"unrecognized arguments: {' '.join(unknown)}")

    def plain(self, message: str) -> str:
        """Return what argparse says as a sentence of ours; what our own types say is one already."""
        about = re.match(r"argument (?P<name>\S+): ", message)
        name = about["name"] if about else ""
        said = message.removeprefix(about[0]) if about else message
        for pattern, kind in SAID.items():
            if found := re.match(pattern, said):
                return self._sentence(kind, name, found.groupdict())
        return text("{name}: {words}").format(name=name, words=said) if name else said

    def _sentence(self, kind: str, name: str, found: dict[str, str]) -> str:
        word = found.get("found", "").strip("'\"")
        if kind == "missing":
            names = word.split(", ")
            told = [f"{each} ({self.meanings[each]})" if self.meanings.get(each) else each for each in names]
            return text("Something is missing: {found}.").format(found=", ".join(told))
        if kind == "empty":
            said = text("Nothing stands after {name}. Expected: {meaning}.")
            return said.format(name=name, meaning=self.meanings.get(name, name).partition(" (")[0])
        if kind == "switch":
            said = text("{name} stands alone, without {found}: leave that out.")
            return said.format(name=name, found=quoted(word))
        if kind == "command":
            said = text("There is no command {found}.").format(found=quoted(word))
            return f"{said} {meant(word, self.commands)}".rstrip()
        options = [each for names in self.meanings for each in names.split("/") if each.startswith("-")]
        said = text("This command takes no {found}.").format(found=quoted(word))
        advice = meant(re.split("[ =]", word)[0], options) or text("Leave it out.")
        if not word.startswith("-"):
            spaces = "If it belongs to a name with spaces, put quotation marks around the whole name."
            advice = f"{advice} {text(spaces)}"
        return f"{said} {advice}"


def meant(found: str, known: Sequence[str]) -> str:
    """Return the question whether the nearest of the ``known`` words is meant; "" if none is near."""
    close = get_close_matches(found, known, n=1)
    return text("Did you mean {word}?").format(word=quoted(close[0])) if close else ""


def whole(expected: str, low: int | None = None, high: int | None = None) -> Callable[[str], int]:
    """Return what reads a whole number, and says what was ``expected`` if it is none or out of bounds."""

    def read(found: str) -> int:
        try:
            number = int(found)
        except ValueError:
            number = None
        if number is None or (low is not None and number < low) or (high is not None and number > high):
            raise unexpected(expected, found)
        return number

    return read


def named(expected: str, kind: Callable[[str], Any] = Path) -> Callable[[str], Any]:
    """Return what reads a name, by default of a file, and says what was ``expected`` if it can be none."""

    def read(found: str) -> Any:
        if not found.strip() or "\0" in found:
            raise unexpected(expected, found.replace("\0", "\\0"))
        try:
            Path(found).resolve()
        except OSError:
            pass  # whoever opens it says so
        except RuntimeError:
            said = text("{found} is a link that leads back to itself. Remove it, or name another place.")
            raise argparse.ArgumentTypeError(said.format(found=found)) from None
        return kind(found)

    return read


def language(found: str) -> str:
    """Return ``found`` if the kit speaks it."""
    if found not in LANGUAGES:
        raise unexpected(text("en for English or fr for French"), found)
    return found


def unexpected(expected: str, found: str) -> argparse.ArgumentTypeError:
    """Return the error that says what was expected of an argument, and what was found."""
    said = text("expected {expected}; found {found}.")
    return argparse.ArgumentTypeError(said.format(expected=expected, found=quoted(found)))


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that ``arguments`` ask for, wherever in them; else that of this computer."""
    asked = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    asked.add_argument("--lang", nargs="?")
    lang = asked.parse_known_args(arguments)[0].lang
    return lang if lang in LANGUAGES else of_computer()
