"""The files that the students of a class handed on, as `enclair.lessons.start_here.exports` writes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from enclair.lessons.start_here import instrument
from enclair.lessons.start_here.exports import FIELDS, KIND, check_code, printable_name
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT, LETTERS
from enclair.text.errors import ChoiceError, PlainError
from enclair.text.toml import sentences

say = sentences(__package__)

#: No file of ours is larger, in bytes.
LARGEST = 10_000


def _table(**properties: object) -> dict[str, Any]:
    names = {"properties": properties, "required": [*properties], "additionalProperties": False}
    return {"type": "object", **names}


_ANSWER = _table(answer={"enum": [*LETTERS]}, sure={"type": "integer", "enum": [*INSTRUMENT.sure]})
_FIELDS = {
    "version": {"const": INSTRUMENT.version},
    "form": {"enum": [*FORMS]},
    "answers": {"type": "object", "minProperties": 1, "additionalProperties": _ANSWER},
}
#: The JSON Schema of an export.
SCHEMA = Draft202012Validator(_table(**{name: _FIELDS.get(name, {}) for name in FIELDS}))


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
        stored = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotAnExportError("damaged") from None
    if not isinstance(stored, dict) or stored.get("kind") != KIND:
        raise NotAnExportError("other")
    faults = {str(error.path[0]) if error.path else "fields" for error in SCHEMA.iter_errors(stored)}
    for reason in [reason for reason in ("fields", *FIELDS) if reason in faults]:
        raise NotAnExportError(reason)
    if not stored["answers"].keys() <= instrument.form(stored["form"]).items.keys():
        raise NotAnExportError("answers")
    try:
        code = check_code(stored["code"])
    except ChoiceError:
        raise NotAnExportError("code") from None
    letters, sure = (
        {name: one[part] for name, one in stored["answers"].items()} for part in ("answer", "sure")
    )
    return Export(stored["form"], code, letters, sure)


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
    for same in kept.values():
        is_copy = all(export == same[0][1] for _, export in same)
        exports += [same[0][1]] if is_copy else []
        reason = str(NotAnExportError("copy" if is_copy else "same_code"))
        skipped += [(name, reason) for name, _ in (same[1:] if is_copy else same)]
    return exports, sorted(skipped)


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise NotAnExportError("folder")
    if path.suffix.lower() != ".json":
        raise NotAnExportError("name")
    try:
        if path.is_file():  # a pipe would never end
            with path.open("rb") as file:
                return file.read(LARGEST + 1)
    except OSError:
        pass
    raise NotAnExportError("closed")
