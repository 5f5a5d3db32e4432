"""The files that the students of a class handed on, as `enclair.lessons.start_here.exports` writes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enclair.lessons.start_here import instrument
from enclair.lessons.start_here.exports import FIELDS, KIND, check_code, printable_name
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT, LETTERS
from enclair.text.errors import ChoiceError, PlainError
from enclair.text.toml import sentences

say = sentences(__package__)

#: No file of ours is larger, in bytes.
LARGEST = 10_000


class NotAnExportError(Exception):
    """A file is not an export that can be counted; the text is the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(say(f"class_exports.reasons.{reason}"))


@dataclass(frozen=True)
class Export:
    """What one file holds: its form, its code, and the answers with how sure."""

    form: str
    code: str
    answers: Mapping[str, str]
    sure: Mapping[str, int]


def read(data: bytes) -> Export:
    """Return what a file holds, if it is an export of this version, complete and with nothing more in it."""
    if len(data) > LARGEST:
        raise NotAnExportError("large")
    try:
        stored = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise NotAnExportError("damaged") from None
    if not isinstance(stored, dict) or stored.get("kind") != KIND:
        raise NotAnExportError("other")
    if set(stored) != set(FIELDS):
        raise NotAnExportError("fields")
    if type(stored["version"]) is not int or stored["version"] != INSTRUMENT.version:
        raise NotAnExportError("version")
    if stored["form"] not in FORMS:
        raise NotAnExportError("form")
    try:
        code = check_code(stored["code"])
    except ChoiceError:
        raise NotAnExportError("code") from None
    answers, items = stored["answers"], instrument.form(stored["form"]).items
    if not isinstance(answers, dict) or not answers or not answers.keys() <= items.keys():
        raise NotAnExportError("answers")
    if not all(map(_is_answer, answers.values())):
        raise NotAnExportError("answers")
    letters, sure = ({name: one[part] for name, one in answers.items()} for part in ("answer", "sure"))
    return Export(stored["form"], code, letters, sure)


def _is_answer(one: object) -> bool:
    """Return whether a value is a letter and how sure, as the questions offer them."""
    if not isinstance(one, dict) or set(one) != {"answer", "sure"} or type(one["sure"]) is not int:
        return False
    return one["answer"] in LETTERS and one["sure"] in INSTRUMENT.sure


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
    """
    if not folder.is_dir():
        raise PlainError(say("class_exports.no_folder", folder=printable_name(str(folder))))
    kept: dict[tuple[str, str], list[tuple[str, Export]]] = {}
    skipped = []
    for path in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        try:
            export = read(_bytes(path))
        except NotAnExportError as error:
            skipped.append((path.name, str(error)))
        else:
            kept.setdefault((export.form, export.code), []).append((path.name, export))
    exports = []
    for (name, first), *others in kept.values():
        if all(other == first for _, other in others):
            exports.append(first)
            refused, reason = [other for other, _ in others], "copy"
        else:
            refused, reason = [name, *(other for other, _ in others)], "same_code"
        skipped += [(other, str(NotAnExportError(reason))) for other in refused]
    return exports, sorted(skipped)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise NotAnExportError("folder")
    if path.suffix.lower() != ".json":
        raise NotAnExportError("name")
    if not path.is_file():  # a pipe would never end
        raise NotAnExportError("closed")
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError:
        raise NotAnExportError("closed") from None
