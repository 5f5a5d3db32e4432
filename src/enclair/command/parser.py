"""The arguments of the command, read by `argparse`, whose own words are in the current locale."""

import argparse
from collections.abc import Sequence

from enclair.text.locale import LANGUAGES, N_, of_computer, text

#: What `argparse` says in help and errors; Python brings no translation of it.
ARGPARSE_WORDS = N_(
    (
        "usage: ",
        "positional arguments",
        "options",
        "show this help message and exit",
        "argument %(argument_name)s: %(message)s",
        "the following arguments are required: %s",
        "expected one argument",
        "expected at least one argument",
        "ignored explicit argument %r",
        "unrecognized arguments: %s",
        "invalid %(type)s value: %(value)r",
        "invalid choice: %(value)r (choose from %(choices)s)",
        "%(prog)s: error: %(message)s\n",
    )
)
# The hook of argparse: it looks each of its words up under this name.
argparse._ = text  # type: ignore[attr-defined]


def wanted_language(arguments: Sequence[str]) -> str:
    """Return the language that ``arguments`` ask for, wherever in them; else that of this computer."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang", nargs="?")
    lang = parser.parse_known_args(arguments)[0].lang
    return lang if lang in LANGUAGES else of_computer()
