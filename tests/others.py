"""Cases without a fact in them: the form of the case Telegram, filled with placeholders of "Example Corp".

They are fixtures. No row says anything of anybody: what is tried is that the kit neither falls over a case
that is not Telegram, nor judges answers on one by the rows of the other.
"""

import csv
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from enclair import Case, load_case

#: Columns of texts that hold a date, an address, a number.
DATES = ("date", "announced_on", "as_of", "period_start", "period_end", "decided_on")


def _cell(field: Mapping[str, Any], row: int, known_codes: bool) -> str:
    name, kind = field["name"], field["type"]
    codes = field.get("constraints", {}).get("enum")
    if kind == "date" or name in DATES or name.endswith("_date"):
        return f"200{row}-01-0{row}"
    if kind in ("integer", "number"):
        return f"{row}"
    if kind == "boolean":
        return "true"
    if codes:
        return str(codes[0]) if known_codes else f"code-{row}"
    return f"https://example.org/{row}" if name.endswith("_url") else f"placeholder {row}"


def _table(resource: Mapping[str, Any], kind: str) -> tuple[dict[str, Any], list[list[str]]]:
    """The description and the rows of one table: without constraints but the key, so that anything goes."""
    schema = resource["schema"]
    key = schema["primaryKey"]
    keys = [key] if isinstance(key, str) else key
    fields = [each for each in schema["fields"] if kind != "keys alone" or each["name"] in keys]
    rows = [
        [
            f"example-{row}" if each["name"] == "id" else _cell(each, row, kind != "codes of its own")
            for each in fields
        ]
        for row in (1, 2, 3)
    ]
    bare = [{"name": each["name"], "type": each["type"]} for each in fields]
    described = {
        "name": resource["name"],
        "path": resource["path"],
        "schema": {"fields": bare, "primaryKey": key},
    }
    return described, [[each["name"] for each in fields], *rows]


#: One table of another name; all tables with their keys alone; all columns; all columns, with other codes.
KINDS = ("a table of its own", "keys alone", "placeholders", "codes of its own")


def write(folder: Path, kind: str, **changes: Any) -> Path:
    """Write a case of ``kind`` into ``folder``; ``changes`` go into its description."""
    telegram = load_case("telegram").package
    resources = telegram["resources"]
    if kind == "a table of its own":
        fields = [{"name": "id", "type": "string"}, {"name": "what", "type": "string"}]
        resources = [
            {"name": "things", "path": "things.csv", "schema": {"fields": fields, "primaryKey": "id"}}
        ]
    described = []
    for resource in resources:
        table, rows = _table(resource, kind)
        described.append(table)
        with (folder / table["path"]).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    package = {"name": "example-corp", "title": "Example Corp", "as_of": "2003-01-03", "resources": described}
    (folder / "datapackage.json").write_text(json.dumps(package | changes), encoding="utf-8")
    return folder


@cache
def other(kind: str) -> Case:
    """A case of ``kind``; it tells of no proceedings."""
    return load_case(write(Path(mkdtemp()), kind))
