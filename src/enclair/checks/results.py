"""What programs that mark exercises read of the kit: tasks, feedback as data, and what it may say."""

import ast
import re
from collections.abc import Iterable, Mapping
from typing import Any

from enclair.checks.feedback import SHARED_TABLES, Pure, find_note, sentences, shared_table
from enclair.text.plain import MIME

__all__ = ["FIELDS", "MIME", "feedback", "messages", "tasks"]

#: What feedback as data consists of, with the types.
FIELDS = {"passed": bool, "check": str, "misconception": str, "note": str}


def tasks(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of the check that each cell of an exercise calls, by the id of the cell."""
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return {cell["id"]: name for cell in cells if (name := _called("".join(cell["source"])))}


def _called(source: str) -> str:
    """Return the name of the check that code calls, "" for none and for what is no Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name("check"), attr=name)):
                return name
    return ""


def feedback(outputs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return what checks say in the outputs of a cell: `FIELDS`, of which ``note`` names the sentence."""
    shown = [output["data"][MIME] for output in outputs if MIME in output.get("data", {})]
    return [dict.fromkeys(FIELDS) | {"note": data.get("misconception")} | data for data in shown]


def messages(check: Pure) -> dict[str, str]:
    """Return what a check may say, by note, with "…" for what depends on an answer."""
    own = sentences(check)
    tables = (own, *map(shared_table, SHARED_TABLES))
    return {
        key: _without_answer(*find_note(own, key))
        for table in tables
        for key, note in table.items()
        if isinstance(note, dict)
    }


def _without_answer(note: Mapping[str, str], words: Mapping[str, str]) -> str:
    names = {name: words.get(name, "…") for name in ("thing", "words")}
    return re.sub(r"\{(\w+)[^}]*\}", lambda field: names.get(field[1], "…"), note["message"])
