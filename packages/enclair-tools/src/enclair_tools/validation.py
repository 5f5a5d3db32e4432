"""What is wrong with the folder of a case beyond what the kit refuses: by the standard, and in its texts."""

import json
from pathlib import Path

from frictionless import Detector, FrictionlessException, Package
from jsonschema import Draft202012Validator

from enclair.case.datapackage import DESCRIPTOR
from enclair.case.model import NAMES_FILE
from enclair.text.errors import NotesError
from enclair.text.locale import LANGUAGES, read_toml

#: What the kit reads of a description beyond the standard, as a JSON Schema.
KIT = read_toml(__package__, "case_schema.toml")

#: It must not guess the encoding: it would skip a byte-order mark in silence.
UTF8 = Detector(encoding_function=lambda _: "utf-8")


def validator_errors(folder: Path) -> list[str]:
    """Return what the validator finds in a folder, in its own words, each with its place."""
    descriptor = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8-sig"))
    faults = [
        f"{DESCRIPTOR}, {error.json_path}: {error.message}"
        for error in Draft202012Validator(KIT).iter_errors(descriptor)
    ]
    try:
        report = Package(str(folder / DESCRIPTOR), detector=UTF8).validate()
    except FrictionlessException as error:
        return faults + [f"{DESCRIPTOR}: {reason.message}" for reason in error.reasons or [error.error]]
    faults += [f"{DESCRIPTOR}: {error.message}" for error in report.errors]
    return faults + [f"{task.place}: {error.message}" for task in report.tasks for error in task.errors]


def text_errors(folder: Path) -> list[str]:
    """Return which texts on the case (``teaching/NAME.en.toml``) cannot be read, or lack a language."""
    errors = []
    for path in sorted((folder / "teaching").glob("*.toml")):
        try:
            read_toml(path.parent, path.name)
        except NotesError as error:
            errors.append(str(error))
        for twin in (f"{path.name.split('.')[0]}.{lang}.toml" for lang in LANGUAGES):
            if path.name != NAMES_FILE and not (path.parent / twin).exists():
                errors.append(f"teaching/{path.name}: there is no {twin} beside it.")
    return errors
