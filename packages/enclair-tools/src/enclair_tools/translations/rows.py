"""Which rows of a case nobody has read since they changed: words, codes, figures and their French."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from enclair.case.datapackage import DESCRIPTOR
from enclair_tools.notebooks.canonical import NotebookError
from enclair_tools.translations.records import RECORDS, Fault, Readings, unread
from enclair_tools.translations.spaces import NARROW, WIDE

Row = Mapping[str, str]


def report(root: Path) -> Iterator[Fault]:
    """Yield, for each case in ``root`` that keeps records, which rows are not as somebody read them."""
    for records in sorted(root.glob(f"datasets/*/{RECORDS}")):
        for file in [*_tables(_description(records.parent)), DESCRIPTOR]:
            advice = "Read it beside its source, and its French beside its English."
            yield from unread(records.with_name(file), root, readings(records.with_name(file)), advice)


def readings(path: Path) -> Readings:
    """Return the rows of a table of a case that somebody has to read, by their keys.

    An empty column more, another order of columns or another kind of space changes none of them.
    """
    words = {
        key: "\n".join(f"{column}={row[column]}" for column in sorted(row) if row[column])
        for key, row in table_rows(path).items()
    }
    return {key: (row.replace(NARROW, " ").replace(WIDE, " "), "") for key, row in words.items()}


def _description(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8")))


def _tables(package: dict[str, Any]) -> dict[str, list[str]]:
    """Return the columns that are the key of each table, by its file."""
    keys = {resource["path"]: resource["schema"]["primaryKey"] for resource in package["resources"]}
    return {file: key if isinstance(key, list) else [key] for file, key in keys.items()}


def table_rows(path: Path) -> dict[str, Row]:
    """Return the rows of a file of a case by their keys; of the description, what it says of facts."""
    package = _description(path.parent)
    if path.name == DESCRIPTOR:
        rows = {"proceedings": package.get("proceedings", {})}
        rows |= {topic["topic"]: topic for topic in package.get("verified", ())}
        return {key: {column: str(value) for column, value in row.items()} for key, row in rows.items()}
    key = _tables(package).get(path.name)
    if key is None:
        raise NotebookError(f"{path} is no table of a case.")
    with path.open(encoding="utf-8", newline="") as file:
        return {"/".join(row[column] for column in key): row for row in csv.DictReader(file)}
