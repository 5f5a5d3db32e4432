"""Arguments in plain words and in the language that is spoken: `argparse` asks for its words here."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from math import inf
from pathlib import Path
from typing import Any, NoReturn

from enclair.text.locale import LANGUAGES, N_, of_computer, quoted, text

#: What argparse says, and how we say it; what it quotes stands where it does in its own words.
ARGPARSE_WORDS = N_(
    {
        "usage: ": "usage: ",
        "positional arguments": "to give",
        "options": "options",
        "show this help message and exit": "show this help",
        "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
        "the following arguments are required: %s": "Something is missing: %s.",
        "expected one argument": "nothing stands after it.",
        "expected at least one argument": "nothing stands after it.",
        "ignored explicit argument %r": "it stands alone, without “%s”: leave that out.",
    }
)
# The hook of argparse: it looks each of its words up under this name.
argparse._ = lambda message: text(ARGPARSE_WORDS[message]) if message in ARGPARSE_WORDS else message  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """An argument parser that says what was expected where something is missing, and what may be meant."""

    #: What an unknown command is told besides.
    more = ""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and where help is, and exit with 2."""
        if quoted("")[0] not in message:  # nothing was given that could be quoted: what belongs there?
            for action in self._actions:
                name = "/".join(action.option_strings) or str(action.metavar)
                argument = f"{name} ({(action.help or '').partition(' (')[0]})"
                message = re.sub(rf"(?<!\S){re.escape(name)}(?![\w-])", argument, message, count=1)
        more = text("All that is possible: {command}").format(command=f"uv run {self.prog} --help")
        self.exit(2, f"{self.prog}: {message}\n{self.format_usage()}{more}\n")

    def refuse(self, unknown: Sequence[str]) -> None:
        """Stop with an error if there are ``unknown`` arguments."""
        if not unknown:
            return
        options = [option for action in self._actions for option in action.option_strings]
        advice = [did_you_mean(re.split("[ =]", unknown[0])[0], options) or text("Leave it out.")]
        if not unknown[0].startswith("-"):
            more = text("If it belongs to a name with spaces, put quotation marks around the whole name.")
            advice.append(more)
        message = text("This command takes no {found}.").format(found=quoted(" ".join(unknown)))
        self.error(" ".join([message, *advice]))

    def _check_value(self, action: argparse.Action, value: str) -> None:
        if action.choices is not None and value not in action.choices:
            message = text("There is no command {found}.").format(found=quoted(value))
            self.error(
                " ".join(filter(None, [message, self.more or did_you_mean(value, list(action.choices))]))
            )


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Return the question whether the nearest of the ``known`` words is meant; "" if none is near."""
    close = get_close_matches(word, known, n=1)
    return text("Did you mean {word}?").format(word=quoted(close[0])) if close else ""


@dataclass(frozen=True)
class WholeNumber:
    """What reads a whole number, and says what was ``expected`` if it is none or out of bounds."""

    expected: str
    low: float = -inf
    high: float = inf

    def __call__(self, word: str) -> int:
        """Return the number that was ``found``."""
        try:
            number = int(word)
        except ValueError:
            raise unexpected(self.expected, word) from None
        if not self.low <= number <= self.high:
            raise unexpected(self.expected, word)
        return number


@dataclass(frozen=True)
class NameArgument:
    """What reads a name, by default of a file, and says what was ``expected`` if it can be none."""

    expected: str
    kind: Callable[[str], Any] = Path

    def __call__(self, word: str) -> object:
        """Return what was ``found``, as its kind."""
        if not word.strip() or "\0" in word:
            raise unexpected(self.expected, word.replace("\0", "\\0"))
        try:
            Path(word).resolve()
        except OSError:
            pass  # whoever opens it says so
        except RuntimeError:
            message = text("{found} is a link that leads back to itself. Remove it, or name another place.")
            raise argparse.ArgumentTypeError(message.format(found=word)) from None
        return self.kind(word)


def language(word: str) -> str:
    """Return ``found`` if the kit speaks it."""
    if word not in LANGUAGES:
        raise unexpected(N_("en for English or fr for French"), word)
    return word


def unexpected(expected: str, found: str) -> argparse.ArgumentTypeError:
    """Return the error that says what was expected of an argument, and what was found."""
    message = text("expected {expected}; found {found}.")
    return argparse.ArgumentTypeError(message.format(expected=text(expected), found=quoted(found)))


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that ``arguments`` ask for, wherever in them; else that of this computer."""
    asked = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    asked.add_argument("--lang", nargs="?")
    lang = asked.parse_known_args(arguments)[0].lang
    return lang if lang in LANGUAGES else of_computer()
