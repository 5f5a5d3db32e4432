"""What is wrong with the folder of a case beyond what the kit refuses: by the standard, and in its texts."""

from pathlib import Path

from frictionless import Checklist, Detector, FrictionlessException, Package

from enclair.case import naming
from enclair.case.tables import DESCRIPTOR
from enclair.text import toml
from enclair.text.errors import NotesError
from enclair.text.locale import LANGUAGES


def validator_errors(folder: Path) -> list[str]:
    """Return what the validator finds in a folder, in its own words, each with its place."""
    # It must not guess the encoding: it would skip a byte-order mark in silence.
    detector = Detector(encoding_function=lambda _: "utf-8")
    checklist = Checklist.from_descriptor({"checks": [{"type": "table-dimensions", "minRows": 1}]})
    try:
        report = Package(str(folder / DESCRIPTOR), detector=detector).validate(checklist)
    except FrictionlessException as error:
        return [f"{DESCRIPTOR}: {each.message}" for each in error.reasons or [error.error]]
    found = [f"{task.place}: {each.message}" for task in report.tasks for each in task.errors]
    return [f"{DESCRIPTOR}: {each.message}" for each in report.errors] + found


def text_errors(folder: Path) -> list[str]:
    """Return which texts on the case (``teaching/NAME.en.toml``) cannot be read, or lack a language."""
    found = []
    for path in sorted((folder / "teaching").glob("*.toml")):
        name = path.name.split(".")[0]
        try:
            toml.read(path.parent, path.name)
            if path.name == naming.FILE:
                naming.translated_names(folder)
        except NotesError as error:
            found.append(str(error))
        if path.name == naming.FILE:
            continue
        twins = [f"{name}.{lang}.toml" for lang in LANGUAGES]
        missing = [twin for twin in twins if not (path.parent / twin).exists()]
        found += [f"teaching/{path.name}: there is no {twin} beside it." for twin in missing]
    return found
