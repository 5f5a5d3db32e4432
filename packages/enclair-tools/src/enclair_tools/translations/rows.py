"""Which rows of a case nobody has read since they changed: words, codes, figures and their French."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from enclair.case.datapackage import DESCRIPTOR
from enclair.text.errors import PlainError
from enclair_tools.translations.records import RECORDS, Fault, Readings, unread
from enclair_tools.translations.spaces import NARROW, WIDE


def report(root: Path) -> Iterator[Fault]:
    """Yield, for each case in ``root`` that keeps records, which rows are not as somebody read them."""
    for records in sorted(root.glob(f"datasets/*/{RECORDS}")):
        for file in [*_keys(records.parent), DESCRIPTOR]:
            advice = "Read it beside its source, and its French beside its English."
            yield from unread(records.with_name(file), root, readings(records.with_name(file)), advice)


def readings(path: Path) -> Readings:
    """Return the rows of a table of a case that somebody has to read, by their keys.

    An empty column more, another order of columns or another kind of space changes none of them.
    """
    texts = dict[str, tuple[str, str]]()
    for key, row in table_rows(path).items():
        words = "\n".join(f"{column}={row[column]}" for column in sorted(row) if row[column])
        texts[key] = words.replace(NARROW, " ").replace(WIDE, " "), ""
    return texts


def _keys(folder: Path) -> dict[str, str | list[str]]:
    """Return the column, or columns, that are the key of each table, by its file."""
    package = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return {resource["path"]: resource["schema"]["primaryKey"] for resource in package["resources"]}


def table_rows(path: Path) -> dict[str, Mapping[str, str]]:
    """Return the rows of a file of a case by their keys; of the description, what it says of facts."""
    if path.name == DESCRIPTOR:
        package = json.loads(path.read_text(encoding="utf-8"))
        rows = {"proceedings": package.get("proceedings", {})}
        rows |= {topic["topic"]: topic for topic in package.get("verified", ())}
        return {key: {column: str(value) for column, value in row.items()} for key, row in rows.items()}
    keys = _keys(path.parent)
    if path.name not in keys:
        raise PlainError(f"{path} is no table of a case.")
    columns = [keys[path.name]] if isinstance(keys[path.name], str) else keys[path.name]
    with path.open(encoding="utf-8", newline="") as file:
        return {"/".join(row[column] for column in columns): row for row in csv.DictReader(file)}
