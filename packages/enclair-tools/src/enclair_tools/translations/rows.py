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

#: Under which name the records have what the description says of the facts.
DESCRIBED = "datapackage"

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
    rows = table_rows(path, path.parent)
    return {key: Reading(_words(row)) for key, row in rows.items()}


def _words(row: Row) -> str:
    words = "\n".join(f"{column}={row[column]}" for column in sorted(row) if row[column])
    return words.replace(NARROW, " ").replace(WIDE, " ")


def table_files(folder: Path) -> dict[str, Path]:
    """Return the file of each table of a case by its name, and the description itself."""
    resources = _description(folder)["resources"]
    paths = {resource["name"]: folder / resource["path"] for resource in resources}
    return paths | {DESCRIBED: folder / DESCRIPTOR}


def _description(folder: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return described


def table_rows(path: Path, folder: Path) -> dict[str, Row]:
    """Return the rows of a file of a case by their keys."""
    content = path.read_text(encoding="utf-8")
    if path.name == DESCRIPTOR:
        return _described(json.loads(content))
    resources = _description(folder)["resources"]
    schema = next(resource["schema"] for resource in resources if resource["path"] == path.name)
    columns = schema["primaryKey"] if isinstance(schema["primaryKey"], list) else [schema["primaryKey"]]
    reader = csv.DictReader(io.StringIO(content, newline=""))
    return {"/".join(row.get(column, "") for column in columns): row for row in reader}


def _described(package: Mapping[str, Any]) -> dict[str, Row]:
    """Return what a description says of the facts, as rows: the proceedings, and each topic looked for."""
    rows = {"proceedings": package.get("proceedings", {})}
    rows |= {topic["topic"]: topic for topic in package.get("verified", ())}
    return {key: {column: str(value) for column, value in row.items()} for key, row in rows.items()}
