"""What is wrong with the folder of a case beyond what the kit refuses: by the standard, and in its texts."""

import json
from pathlib import Path
from typing import Any

from frictionless import Checklist, Detector, FrictionlessException, Package
from jsonschema import Draft202012Validator

from enclair.case.datapackage import DESCRIPTOR
from enclair.case.model import NAMES_FILE, Case
from enclair.text.errors import NotesError
from enclair.text.locale import LANGUAGES, read_toml

#: A table's name becomes an attribute of the case, beside those that it has already.
NAMES = {name for name in (*dir(Case), *Case.__dataclass_fields__) if not name.startswith("_")}
_TEXT = {"type": "string", "pattern": r"\S"}
_DAY = {"type": "string", "pattern": r"^\d{4}-\d\d(-\d\d)?$"}


def _all_of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "properties": properties}


def _in_each(*stems: str) -> dict[str, Any]:
    return {f"{stem}_{lang}": _TEXT for stem in stems for lang in LANGUAGES}


_DAYS = dict.fromkeys(("looked_on", "entered_on", "found_on"), _DAY)
_VERIFIED = _all_of(topic=_TEXT, **_DAYS, **_in_each("title", "found", "not_found"))
_TABLE = _all_of(name={"pattern": "^[A-Za-z][A-Za-z0-9_]*$", "not": {"enum": sorted(NAMES)}})
#: What the kit reads of a description beyond the standard; `datasets/README.md` says what it means.
KIT = _all_of(name=_TEXT, title=_TEXT, as_of=_DAY, resources={"type": "array", "items": _TABLE})
KIT["properties"] |= {
    "proceedings": _all_of(as_of=_DAY, **_in_each("status")),
    "focus": _all_of(start=_DAY, end=_DAY),
    "labels": {"type": "object", "additionalProperties": _all_of(**dict.fromkeys(LANGUAGES, _TEXT))},
    "verified": {"type": "array", "items": _VERIFIED},
}
#: In ``names.toml`` each language has a table: a name, and how it says that name.
_NAMES = {
    "additionalProperties": False,
    "properties": {lang: {"type": "object", "additionalProperties": _TEXT} for lang in LANGUAGES},
}


CHECKLIST = Checklist.from_descriptor({"checks": [{"type": "table-dimensions", "minRows": 1}]})
#: It must not guess the encoding: it would skip a byte-order mark in silence.
UTF8 = Detector(encoding_function=lambda _: "utf-8")


def validator_errors(folder: Path) -> list[str]:
    """Return what the validator finds in a folder, in its own words, each with its place."""
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    faults = [
        f"{DESCRIPTOR}, {error.json_path}: {error.message}"
        for error in Draft202012Validator(KIT).iter_errors(descriptor)
    ]
    try:
        report = Package(str(folder / DESCRIPTOR), detector=UTF8).validate(CHECKLIST)
    except FrictionlessException as error:
        return faults + [f"{DESCRIPTOR}: {reason.message}" for reason in error.reasons or [error.error]]
    faults += [f"{DESCRIPTOR}: {error.message}" for error in report.errors]
    return faults + [f"{task.place}: {error.message}" for task in report.tasks for error in task.errors]


#: Control characters, and dates of a year that must be a slip.
_STRANGE = r"[\x00-\x08\x0b-\x1f\x7f]|^(?!1\d|20)\d{4}-\d\d-"


def cell_errors(case: Case) -> list[str]:
    """Return cells with a sign that nobody sees or a year that is a slip, and days that are in disorder."""
    faults = []
    for name in case.tables:
        for column, values in getattr(case, name).items():
            cells = values.astype(str)
            for row, cell in cells[cells.str.contains(_STRANGE)].items():
                place = f"{name}, row {row + 2}, column {column}"
                faults.append(f"{place}: {cell!r:.80} has a control character or an odd year.")
    for topic in case.verified:
        days = [topic[day] for day in ("found_on", "entered_on", "looked_on")]
        if days != sorted(days):
            faults.append(f"verified, {topic['topic']}: found_on, entered_on, looked_on are not in order.")
    return faults


def text_errors(folder: Path) -> list[str]:
    """Return which texts on the case (``teaching/NAME.en.toml``) cannot be read, or lack a language."""
    errors = []
    for path in sorted((folder / "teaching").glob("*.toml")):
        try:
            tables = read_toml(path.parent, path.name)
        except NotesError as error:
            errors.append(str(error))
            continue
        if path.name == NAMES_FILE:
            faults = Draft202012Validator(_NAMES).iter_errors(tables)
            errors += [f"teaching/{path.name}, {fault.json_path}: {fault.message}" for fault in faults]
            continue
        for twin in (f"{path.name.split('.')[0]}.{lang}.toml" for lang in LANGUAGES):
            if not (path.parent / twin).exists():
                errors.append(f"teaching/{path.name}: there is no {twin} beside it.")
    return errors
