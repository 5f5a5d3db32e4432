"""What is wrong with the folder of a case beyond what the kit refuses."""

import json
from pathlib import Path
from typing import Any

from frictionless import Checklist, Detector, FrictionlessException, Package
from jsonschema import Draft202012Validator

from enclair.case.datapackage import DESCRIPTOR
from enclair.case.model import Case
from enclair.text.locale import LANGUAGES

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
