"""What programs that mark exercises need of the kit: tasks, feedback as data, what it may say, values."""

import ast
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from enclair.checks import hints
from enclair.checks.feedback import Answer, Pure, sentences, with_shared
from enclair.checks.hints import attempt
from enclair.text.plain import MIME

__all__ = ["FIELDS", "MIME", "Answer", "attempt", "feedback", "get_values_by", "messages", "tasks"]

#: What feedback as data consists of, with the types.
FIELDS = {"passed": bool, "check": str, "misconception": str, "note": str}


def tasks(notebook: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of the check that each cell of an exercise calls, by the id of the cell."""
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    return {cell["id"]: name for cell in cells if (name := _called("".join(cell["source"])))}


def _called(source: str) -> str:
    """Return the name of the check that code calls, "" for none and for what is no Python."""
    with suppress(SyntaxError, ValueError):
        for node in ast.walk(ast.parse(source)):
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
    notes = with_shared(sentences(check))
    without_answer = partial(re.sub, r"\{(\w+)[^}]*\}", lambda field: notes.get(field[1], "…"))
    return {key: without_answer(note["message"]) for key, note in notes.items() if isinstance(note, dict)}


def get_values_by(other: Callable[..., Answer]) -> None:
    """Have every check get the value of an answer by ``other``, which takes what `attempt` takes."""
    hints.attempt = other
