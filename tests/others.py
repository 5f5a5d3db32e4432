"""Cases without a fact in them: the form of the case Telegram, filled with placeholders of "Example Corp".

They are fixtures. No row says anything of anybody: what is tried is that the kit neither falls over a case
that is not Telegram, nor judges answers on one by the rows of the other.
"""

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from enclair import Case, load_case
from tests.helpers import CASE

#: Columns of texts that hold a date, an address, a number.
DATES = ("date", "announced_on", "as_of", "period_start", "period_end", "decided_on")


def _cell(field: Mapping[str, Any], row: int, kind: str) -> str:
    name, codes = field["name"], field.get("constraints", {}).get("enum")
    if name == "stance":
        return f"{row - 2}"
    if name == "id":
        return f"example-{row}"
    if field["type"] == "date" or name in DATES or name.endswith("_date"):
        return f"200{row}-01-0{row}"
    if field["type"] in ("integer", "number"):
        return f"{row}"
    if field["type"] == "boolean":
        return "true"
    if codes:
        return f"code-{row}" if kind == "codes of its own" else str(codes[0])
    return f"https://example.org/{row}" if name.endswith("_url") else f"placeholder {row}"


#: One table of another name; all tables with their keys alone; all columns; all columns, with other codes.
KINDS = ("a table of its own", "keys alone", "placeholders", "codes of its own")


def write(folder: Path, kind: str, only: Sequence[str] = (), **changes: Any) -> Path:
    """Write a case of ``kind`` into ``folder``, with all tables or ``only`` some; ``changes`` describe it.

    Of what columns may hold the key alone is described, so that anything goes.
    """
    resources = CASE.package["resources"]
    if kind == "a table of its own":
        fields = [{"name": "id", "type": "string"}, {"name": "what", "type": "string"}]
        schema = {"fields": fields, "primaryKey": "id"}
        resources = [{"name": "things", "path": "things.csv", "schema": schema}]
    described = []
    for resource in resources:
        if only and resource["name"] not in only:
            continue
        key, fields = (resource["schema"][each] for each in ("primaryKey", "fields"))
        fields = [
            field
            for field in fields
            if kind != "keys alone" or field["name"] in ([key] if isinstance(key, str) else key)
        ]
        rows = [[_cell(field, row, kind) for field in fields] for row in (1, 2, 3)]
        with (folder / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([[field["name"] for field in fields], *rows])
        bare = [{"name": field["name"], "type": field["type"]} for field in fields]
        named = {"name": resource["name"], "path": resource["path"]}
        described.append(named | {"schema": {"fields": bare, "primaryKey": key}})
    package = {"name": "example-corp", "title": "Example Corp", "as_of": "2003-01-03", "resources": described}
    (folder / "datapackage.json").write_text(json.dumps(package | changes), encoding="utf-8")
    return folder


@cache
def other(kind: str) -> Case:
    """A case of ``kind``; it tells of no proceedings."""
    return load_case(write(Path(mkdtemp()), kind))
