"""The arguments of the command, read by `argparse`, whose own words are in the language that is spoken."""

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from enclair.text.locale import LANGUAGES, N_, of_computer, text

#: What `argparse` says in help and errors; Python brings no translation of it.
ARGPARSE_WORDS = N_(
    (
        "usage: ",
        "options",
        "argument %(argument_name)s: %(message)s",
        "the following arguments are required: %s",
        "expected one argument",
        "expected at least one argument",
        "ignored explicit argument %r",
        "unrecognized arguments: %s",
        "invalid %(type)s value: %(value)r",
        "invalid choice: %(value)r (choose from %(choices)s)",
        "invalid choice: %(value)r, maybe you meant %(maybe)r? (choose from %(choices)s)",
        "%(prog)s: error: %(message)s\n",
    )
)
#: What the help says in other words than `argparse`.
HELP_WORDS = N_({"positional arguments": "to give", "show this help message and exit": "show this help"})


def _translate(message: str) -> str:
    return text(HELP_WORDS.get(message, message))


# The hook of argparse: it looks each of its words up under this name.
argparse._ = _translate  # type: ignore[attr-defined]


class Parser(argparse.ArgumentParser):
    """An argument parser that ends what is wrong with a ``note``, such as that some commands are not here."""

    note = ""

    def __init__(self, **settings: Any) -> None:
        if sys.version_info >= (3, 14):
            settings["suggest_on_error"] = True
        super().__init__(**settings | {"allow_abbrev": False})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments, and exit with 2."""
        super().error(f"{message}\n{self.note}".rstrip())


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that ``arguments`` ask for, wherever in them; else that of this computer."""
    asked = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    asked.add_argument("--lang", nargs="?")
    lang = asked.parse_known_args(arguments)[0].lang
    return lang if lang in LANGUAGES else of_computer()
