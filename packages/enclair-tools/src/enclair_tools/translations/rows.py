"""Which rows of a case nobody has read since they changed: words, codes, figures and their French."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from enclair.case.datapackage import DESCRIPTOR
from enclair_tools.notebooks.canonical import NotebookError
from enclair_tools.translations.records import RECORDS, Fault, Reading, unread
from enclair_tools.translations.spaces import NARROW, WIDE

Row = Mapping[str, str]


def report(root: Path) -> Iterator[Fault]:
    """Yield, for each case in ``root`` that keeps records, which rows are not as somebody read them."""
    for folder in sorted(path.parent for path in root.glob(f"datasets/*/{RECORDS}")):
        for path in table_files(folder).values():
            advice = "Read it beside its source, and its French beside its English."
            yield from unread(path, root, readings(path), advice)


def readings(path: Path) -> dict[str, Reading]:
    """Return the rows of a table of a case that somebody has to read, by their keys.

    An empty column more, another order of columns or another kind of space changes none of them.
    """
    if path not in table_files(path.parent).values():
        raise NotebookError(f"{path} is no table of a case.")
    words = {
        key: "\n".join(f"{column}={row[column]}" for column in sorted(row) if row[column])
        for key, row in table_rows(path, path.parent).items()
    }
    return {key: Reading(row.replace(NARROW, " ").replace(WIDE, " ")) for key, row in words.items()}


def _description(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8")))


def table_files(folder: Path) -> dict[str, Path]:
    """Return the file of each table of a case by its name, and the description itself."""
    resources = {
        resource["name"]: folder / resource["path"] for resource in _description(folder)["resources"]
    }
    return resources | {"datapackage": folder / DESCRIPTOR}


def table_rows(path: Path, folder: Path) -> dict[str, Row]:
    """Return the rows of a file of a case by their keys; of the description, what it says of facts."""
    described = _description(folder)
    if path.name == DESCRIPTOR:
        rows = {"proceedings": described.get("proceedings", {})}
        rows |= {topic["topic"]: topic for topic in described.get("verified", ())}
        return {key: {column: str(value) for column, value in row.items()} for key, row in rows.items()}
    schemas = {resource["path"]: resource["schema"] for resource in described["resources"]}
    key = schemas[path.name]["primaryKey"]
    columns = key if isinstance(key, list) else [key]
    reader = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline=""))
    return {"/".join(row.get(column, "") for column in columns): row for row in reader}
