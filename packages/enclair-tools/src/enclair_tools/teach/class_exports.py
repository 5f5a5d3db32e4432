"""The files that the students of a class handed on, as `enclair.lessons.start_here.exports` writes them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from enclair.lessons.start_here.exports import KIND, check_code, printable_name
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT, LETTERS
from enclair.text.errors import ChoiceError, PlainError
from enclair.text.locale import sentences

say = sentences(__package__)

#: No file of ours is larger, in bytes; what is cut off is no JSON.
LARGEST = 10_000


def _table(*required: str, **properties: object) -> dict[str, Any]:
    names = {"properties": properties, "required": required, "additionalProperties": False}
    return {"type": "object", "minProperties": 1, **names}


_SURE = {"type": "integer", "enum": [*INSTRUMENT.sure]}
_ANSWER = _table("answer", "sure", answer={"enum": LETTERS}, sure=_SURE)
_FIELDS = {
    "kind": {"const": KIND},
    "version": {"const": INSTRUMENT.version},
    "form": {"enum": FORMS},
    "code": {"type": "string"},
    "answers": _table(**dict.fromkeys(INSTRUMENT.forms["A"].items, _ANSWER)),
}
#: The JSON Schema of an export.
SCHEMA = Draft202012Validator(_table(*_FIELDS, **_FIELDS))


class NotAnExportError(PlainError):
    """A file is not an export that can be counted; the text is the reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(say(f"class_exports.reasons.{reason}"))


@dataclass(frozen=True)
class Export:
    """What one file holds: its form, its code, and for each question the ``answer`` and how ``sure``."""

    form: str
    code: str
    answers: Mapping[str, Mapping[str, Any]]


def read(path: Path) -> Export:
    """Return what a file holds, if it is an export of this version, complete and with nothing more in it."""
    if path.is_dir():
        raise NotAnExportError("folder")
    if path.suffix.lower() != ".json":
        raise NotAnExportError("name")
    if not path.is_file():  # a pipe would never end
        raise NotAnExportError("closed")
    try:
        with path.open("rb") as file:
            stored = json.loads(file.read(LARGEST).decode("utf-8-sig"))
    except OSError:
        raise NotAnExportError("closed") from None
    except (ValueError, RecursionError):
        raise NotAnExportError("damaged") from None
    faults = {error.json_path for error in SCHEMA.iter_errors(stored)}
    if faults:
        raise NotAnExportError("version" if "$.version" in faults and stored.get("kind") == KIND else "other")
    try:
        return Export(stored["form"], check_code(stored["code"]), stored["answers"])
    except ChoiceError:
        raise NotAnExportError("other") from None


def collect(folder: Path) -> tuple[list[Export], list[tuple[str, str]]]:
    """Return the exports in ``folder``, and the name of each file that is skipped, with the reason.

    Hidden files are not looked at. Of two files with the same content one is counted; where two files of
    one form have the same code and other answers, nobody knows whose they are: neither is.
    """
    if not folder.is_dir():
        raise PlainError(say("class_exports.no_folder", folder=printable_name(str(folder))))
    kept: dict[tuple[str, str], dict[str, Export]] = {}
    skipped = []
    for path in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        try:
            export = read(path)
            kept.setdefault((export.form, export.code), {})[path.name] = export
        except NotAnExportError as error:
            skipped.append((path.name, str(error)))
    exports = []
    for same in kept.values():
        first, *others = same
        is_copy = all(export == same[first] for export in same.values())
        exports += [same[first]] if is_copy else []
        reason = str(NotAnExportError("copy" if is_copy else "same_code"))
        skipped += [(name, reason) for name in (others if is_copy else same)]
    return exports, sorted(skipped)
