"""What ``frictionless``, the standard's own validator, says of the folder of a case: a second opinion."""

from pathlib import Path

from frictionless import Checklist, Detector, FrictionlessException, Package

from enclair.case.tables import DESCRIPTOR


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
