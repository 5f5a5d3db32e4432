"""A notebook that a student handed in, rebuilt on the exercise that was given out.

Only what students write is taken from their file: answers, changed cells, added cells. Locked cells, points
and the order come from the exercise; outputs and hidden data are left behind. So deleted, copied or changed
cells cannot stop a batch.
"""

import itertools
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell

from enclair.text.locale import LANGUAGES
from enclair_marking import say

#: Characters that one cell may have; more is not an answer.
MOST_CHARACTERS = 100_000
#: Cells that are read at all.
MOST_CELLS = 1000
# The first line that is more than a comment.
_CODE = re.compile(r"^[^\S\n]*[^\s#].*", re.MULTILINE)
# What stands between quotation marks, where an exercise says which words an answer may consist of.
_QUOTED = re.compile(r"""(["'`])([^"'`\n]{2,60})\1""")


class UnreadableError(Exception):
    """No notebook of this course can be found in a file; the text is one sentence for the teacher."""


def parse_notebook(content: bytes) -> dict[str, Any]:
    """Return the notebook in ``content``; raise `UnreadableError` if it is none."""
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        notebook = None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise UnreadableError(say("unreadable"))
    cells = (cell for cell in notebook["cells"] if cell and isinstance(cell, dict))
    return {**notebook, "cells": [*itertools.islice(cells, MOST_CELLS + 1)]}


def source(cell: Mapping[str, Any]) -> str:
    """Return the text of a cell, which files keep whole or in lines; "" if it is neither."""
    written = cell.get("source", "")
    if isinstance(written, list):
        written = "".join(line for line in written if isinstance(line, str))
    return written.encode("utf-8", "replace").decode() if isinstance(written, str) else ""


def _part(cell: Mapping[str, Any], *keys: str) -> object:
    """Return what stands in a cell under ``keys``, or None: a student's file may hold anything."""
    value: Any = cell
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _name(cell: Mapping[str, Any]) -> str:
    name = _part(cell, "metadata", "nbgrader", "grade_id") or cell.get("id")
    return name if isinstance(name, str) else ""


def _first_line(cell: Mapping[str, Any]) -> str:
    match = _CODE.search(source(cell))
    return match[0].strip() if match else ""


def match_cells(cells: list[dict[str, Any]], exercise: Mapping[str, Any]) -> list[str]:
    """Return for each of ``cells`` the name of the cell of ``exercise`` that it is, or "".

    It is known by its name or, if a program threw that away, by its first line of code.
    """
    names = {_name(cell) for cell in exercise["cells"]}
    lines = {_first_line(cell): _name(cell) for cell in exercise["cells"] if cell["cell_type"] == "code"}
    lines[""] = ""
    signs = ((_name(cell), _first_line(cell)) for cell in cells)
    return [name if name in names else lines.get(line, "") for name, line in signs]


def identify_exercise(notebook: Mapping[str, Any], exercises: Mapping[str, Any]) -> str:
    """Return the name of the exercise that ``notebook`` is; raise `UnreadableError` if it is none of them."""
    number = _part(notebook, "metadata", "enclair", "exercise")

    def alike(name: str) -> tuple[int, bool]:
        exercise = exercises[name]
        marked = {_name(cell) for cell in exercise["cells"] if _part(cell, "metadata", "nbgrader")}
        matched = set(match_cells(notebook["cells"], exercise)) & marked
        return len(matched), number == exercise["metadata"]["enclair"]["exercise"]

    best = max(exercises, key=alike)
    if alike(best)[0] < 3:
        raise UnreadableError(say("no-exercise"))
    return best


def language(notebook: Mapping[str, Any], given: Mapping[str, Any], usual: str) -> str:
    """Return the language in which a student works: the notebook's own, or that of its cells.

    ``given`` is the exercise in each language; without a trace it is the ``usual`` one.
    """
    named = _part(notebook, "metadata", "enclair", "lang")
    if named in LANGUAGES:
        return str(named)
    written = {source(cell).strip() for cell in notebook["cells"]}
    cells = {lang: {source(cell).strip() for cell in exercise["cells"]} for lang, exercise in given.items()}
    return max(given, key=lambda lang: (len(written & cells[lang]), lang == usual))


def other_words(notebook: Mapping[str, Any], given: Mapping[str, Any], lang: str) -> set[str]:
    """Return the words in a notebook's code that the exercise has in another language, not in ``lang``."""
    words = {
        key: {word for cell in exercise["cells"] for _, word in _QUOTED.findall(source(cell))}
        for key, exercise in given.items()
    }
    others = set().union(*words.values()) - words[lang]
    code = [source(cell) for cell in notebook["cells"] if cell.get("cell_type") == "code"]
    return {word for block in code for _, word in _QUOTED.findall(block)} & others


def rebuild(notebook: Mapping[str, Any], exercise: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return ``exercise`` with what a student wrote, and what a teacher should know, one sentence each."""
    by_name = {_name(cell): cell for cell in exercise["cells"]}
    answers = {name for name, cell in by_name.items() if _part(cell, "metadata", "nbgrader", "solution")}
    own: dict[str, str] = {}
    added: dict[str, list[dict[str, Any]]] = defaultdict(list)
    noted: dict[str, None] = {}
    before, numbers, cells = "", itertools.count(1), notebook["cells"][:MOST_CELLS]
    if len(notebook["cells"]) > MOST_CELLS:
        noted["too-many"] = None
    for cell, name in zip(cells, match_cells(cells, exercise), strict=True):
        written, template = source(cell), by_name.get(name)
        if len(written) > MOST_CHARACTERS:
            written, noted["too-long"] = "", None
        if cell.get("attachments"):
            noted["picture"] = None
        if template is not None:
            twice = name in own
            locked = _part(template, "metadata", "nbgrader", "locked")
            if cell.get("cell_type") != template["cell_type"]:
                noted["other-kind"] = None
            if twice and not locked:
                noted["copied"] = None
            if not twice or own[name] == source(template):
                before, own[name] = name, written
                if not twice and name in answers:
                    continue
            if locked and written != source(template):
                noted["locked"] = None
            # What was given may have been changed: only the change is the student's.
            if locked or written == source(template):
                continue
        if written.strip():
            new = new_code_cell if cell.get("cell_type") == "code" else new_markdown_cell
            added[before].append(new(written, id=f"added-{next(numbers)}"))
    if any(_part(cell, "metadata", "nbgrader") and name not in own for name, cell in by_name.items()):
        noted["deleted"] = None
    cells = [*added[""]]
    for name, cell in by_name.items():
        kept = own.get(name, source(cell)) if name in answers else source(cell)
        cells += [{**cell, "source": kept}, *added[name]]
    return {**exercise, "cells": cells}, [*map(say, noted)]
