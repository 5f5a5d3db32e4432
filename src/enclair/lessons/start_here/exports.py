"""The small file that a student may hand on: the answers to the six questions, under an invented code.

It holds a form, its version, the code, and for each question a letter and how sure. It has no place for a
name, an opinion, a text or a time, and a file with more in it is not read.
"""

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enclair import stopping
from enclair.lessons.start_here import instrument
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT, LETTERS
from enclair.text.errors import ChoiceError, PlainError
from enclair.text.locale import refusal_reason
from enclair.text.toml import sentences

say = sentences(__package__)

#: How many characters a code has.
SHORTEST, LONGEST = 4, 30
#: No file of ours is larger, in bytes.
LARGEST = 10_000
#: What says that a file is one of ours.
KIND = "enclair survey"
FIELDS = ("kind", "version", "form", "code", "answers")


class ExportError(PlainError):
    """An export could not be written."""


class NotAnExportError(Exception):
    """A file is not an export that can be counted; the text is the reason."""


@dataclass(frozen=True)
class Export:
    """What one file holds: its form, its code, and the answers with how sure."""

    form: str
    code: str
    answers: Mapping[str, str]
    sure: Mapping[str, int]


def check_code(code: object) -> str:
    """Return an invented code as it is stored: small letters, with a hyphen for each blank.

    Raises
    ------
    ChoiceError
        If it is too short or too long, has other signs than letters, digits and hyphens, or digits alone.

    Examples
    --------
    >>> check_code("  Blue Fox_7 ")
    'blue-fox-7'
    """
    if not isinstance(code, str):
        raise ChoiceError(say("exports.no_code"))
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", code).casefold())
    plain = "-".join(plain.replace("_", " ").replace("-", " ").split())
    if not SHORTEST <= len(plain) <= LONGEST:
        raise ChoiceError(say("exports.length", count=len(plain), low=SHORTEST, high=LONGEST))
    if not all(_fits(sign) for sign in plain):
        raise ChoiceError(say("exports.signs"))
    if not any(sign.isalpha() for sign in plain):
        raise ChoiceError(say("exports.digits"))
    return plain


def _fits(sign: str) -> bool:
    # Letters of any script, with their marks, and digits.
    return sign == "-" or unicodedata.category(sign)[0] in "LMN"


def file_name(form: str, code: str) -> str:
    """Return the name of the file for a form and a code.

    >>> file_name("A", "blue fox 7")
    'enclair-A-blue-fox-7.json'
    """
    return f"enclair-{form}-{check_code(code)}.json"


def content(form: str, code: str, answers: Mapping[str, str], sure: Mapping[str, int]) -> str:
    """Return what the file holds: the questions that were answered in both parts, and nothing else."""
    asked = instrument.form(form)
    done = instrument.answered(asked, answers, sure)
    lines = [f'    "{item}": {json.dumps({"answer": answers[item], "sure": sure[item]})}' for item in done]
    head = {"kind": KIND, "version": INSTRUMENT.version, "form": form, "code": check_code(code)}
    heads = [f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in head.items()]
    listed = ",\n".join(lines)
    return "{\n" + ",\n".join([*heads, f'  "answers": {{\n{listed}\n  }}']) + "\n}\n"


def write(path: Path, words: str) -> None:
    """Write ``words`` to a new file.

    Raises
    ------
    ExportError
        If there is such a file already, or none can be written there.
    """
    try:
        stopping.create_atomically(path, words.encode())
    except FileExistsError:
        raise ExportError(say("exports.exists", name=printable_name(path.name))) from None
    except (OSError, ValueError) as error:  # ValueError: a name that no system takes
        why = refusal_reason(error) if isinstance(error, OSError) else error
        raise ExportError(
            say("exports.no_file", folder=printable_name(str(path.parent)), reason=why)
        ) from None


def read(data: bytes) -> Export:
    """Return what a file holds.

    Raises
    ------
    NotAnExportError
        If it is not an export of this version, complete and with nothing more in it.
    """
    if len(data) > LARGEST:
        raise NotAnExportError(say("exports.reasons.large"))
    try:
        stored = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotAnExportError(say("exports.reasons.damaged")) from None
    if not isinstance(stored, dict) or stored.get("kind") != KIND:
        raise NotAnExportError(say("exports.reasons.other"))
    if set(stored) != set(FIELDS):
        raise NotAnExportError(say("exports.reasons.fields"))
    version, form = stored["version"], stored["form"]
    if type(version) is not int or version != INSTRUMENT.version:
        raise NotAnExportError(say("exports.reasons.version"))
    if form not in FORMS:
        raise NotAnExportError(say("exports.reasons.form"))
    try:
        code = check_code(stored["code"])
    except ChoiceError:
        raise NotAnExportError(say("exports.reasons.code")) from None
    return Export(form, code, *_answers(form, stored["answers"]))


def _answers(form: str, stored: object) -> tuple[dict[str, str], dict[str, int]]:
    """Return the letters and how sure, as a file has them."""
    wrong = NotAnExportError(say("exports.reasons.answers"))
    if not isinstance(stored, dict) or not stored:
        raise wrong
    asked = instrument.form(form)
    answers, sure = {}, {}
    for item, one in stored.items():
        if item not in asked.items or not isinstance(one, dict) or set(one) != {"answer", "sure"}:
            raise wrong
        letter, share = one["answer"], one["sure"]
        if not isinstance(letter, str) or letter not in LETTERS:
            raise wrong
        if type(share) is not int or share not in INSTRUMENT.sure:
            raise wrong
        answers[item], sure[item] = letter, share
    return answers, sure


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a file that says one thing twice: nobody knows which is meant."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError
    return fields


def _no_constant(name: str) -> None:
    raise ValueError(name)


def collect(folder: Path) -> tuple[list[Export], list[tuple[str, str]]]:
    """Return the exports in ``folder``, and the name of each file that is skipped, with the reason.

    Hidden files are not looked at. Of two files with the same content one is counted; where two files of
    one form have the same code and other answers, nobody knows whose they are: neither is.

    Raises
    ------
    PlainError
        If there is no such folder.
    """
    if not folder.is_dir():
        raise PlainError(say("exports.no_folder", folder=printable_name(str(folder))))
    kept: dict[tuple[str, str], list[tuple[str, Export]]] = {}
    skipped = []
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    for path in paths:
        try:
            export = read(_bytes(path))
        except NotAnExportError as error:
            skipped.append((path.name, str(error)))
            continue
        kept.setdefault((export.form, export.code), []).append((path.name, export))
    exports = []
    for (_, first), *others in kept.values():
        if all(other == first for _, other in others):
            exports.append(first)
            skipped += [(name, say("exports.reasons.copy")) for name, _ in others]
        else:
            names = kept[first.form, first.code]
            skipped += [(name, say("exports.reasons.same_code")) for name, _ in names]
    return exports, sorted(skipped)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise NotAnExportError(say("exports.reasons.folder"))
    if path.suffix.lower() != ".json":
        raise NotAnExportError(say("exports.reasons.name"))
    if not path.is_file():  # a pipe would never end
        raise NotAnExportError(say("exports.reasons.closed"))
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise NotAnExportError(say("exports.reasons.closed")) from None


def printable_name(name: str, most: int = 80) -> str:
    """Return the name of a file as it can be printed anywhere: on one line, not too long."""
    plain = "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def codes(exports: Iterable[Export], form: str) -> dict[str, Export]:
    """Return the exports of one form by their code."""
    return {export.code: export for export in exports if export.form == form}
