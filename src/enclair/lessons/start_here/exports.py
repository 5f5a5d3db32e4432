"""The small file that a student may hand on: the answers to the six questions, under an invented code.

It has no place for a name, an opinion, a text or a time, and a file with more in it is not read.
"""

import json
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from enclair.lessons.start_here import instrument
from enclair.lessons.start_here.instrument import INSTRUMENT
from enclair.text.errors import ChoiceError, PlainError
from enclair.text.locale import refusal_reason, sentences

say = sentences(__package__)

#: How many characters a code has.
SHORTEST, LONGEST = 4, 30
#: What says that a file is one of ours.
KIND = "enclair survey"
FIELDS = ("kind", "version", "form", "code", "answers")


class ExportError(PlainError):
    """An export could not be written."""


def check_code(code: object) -> str:
    """Return an invented code as it is stored: small letters, with a hyphen for each blank.

    >>> check_code("  Blue Fox_7 ")
    'blue-fox-7'
    """
    words = code if isinstance(code, str) else ""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", words).casefold())
    plain = "-".join(plain.replace("_", " ").replace("-", " ").split())
    # Letters of any script, with their marks, and digits.
    fits = all(sign == "-" or unicodedata.category(sign)[0] in "LMN" for sign in plain)
    if not (fits and SHORTEST <= len(plain) <= LONGEST):
        raise ChoiceError(say("exports.code", low=SHORTEST, high=LONGEST))
    if not any(sign.isalpha() for sign in plain):
        raise ChoiceError(say("exports.digits"))
    return plain


def file_name(form: str, code: str) -> str:
    """Return the name of the file for a form and a code."""
    return f"enclair-{form}-{check_code(code)}.json"


def content(form: str, code: str, answers: Mapping[str, str], sure: Mapping[str, int]) -> str:
    """Return what the file holds: the questions that were answered in both parts, and nothing else."""
    done = instrument.answered(instrument.form(form), answers, sure)
    lines = [f'    "{item}": {json.dumps({"answer": answers[item], "sure": sure[item]})}' for item in done]
    head = dict(zip(FIELDS, (KIND, INSTRUMENT.version, form, check_code(code), {}), strict=True))
    page, listed = json.dumps(head, indent=2, ensure_ascii=False), ",\n".join(lines)
    return page.replace("{}", f"{{\n{listed}\n  }}") + "\n"


def write(path: Path, words: str) -> None:
    """Write ``words`` to a new file; raise an `ExportError` if there is one, or none can be written."""
    try:
        with path.open("xb") as file:
            file.write(words.encode())
    except FileExistsError:
        raise ExportError(say("exports.exists", name=path.name)) from None
    except OSError as error:
        with suppress(OSError):
            path.unlink(missing_ok=True)  # on a full disk a part of it was written
        folder, reason = printable_name(str(path.parent)), refusal_reason(error)
        raise ExportError(say("exports.no_file", folder=folder, reason=reason)) from None


def printable_name(name: str) -> str:
    """Return the name of a file as it can be printed anywhere: on one line, of 80 signs at most."""
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return plain if len(plain) <= 80 else f"{plain[:79]}…"
