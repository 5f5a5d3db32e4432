"""The minutes of an exercise, estimated from its notebook: one rule for all.

What students read, click, write and try again is counted in the cells. Of the ways through a task the longer
one without code counts; how much more code takes is told beside it. No class has timed an exercise yet.
"""

import ast
import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from math import ceil
from typing import Any

from enclair.views.fields import Choice, Field, Gaps, Parts, Rows, Several
from enclair_tools.teach.parts import LOOK, PACE, headings, words

#: Minutes to open the notebook, run its first cell and see how it works.
SET_UP = 2
#: Minutes to choose a word or place a line; to find a number; to write a line of code, or to change one.
CLICK, NUMBER, LINE = 0.5, 1, 2
#: Minutes to find an answer in a view that one sets oneself.
SEARCH = 3
#: Minutes for what a task sends to paper: a sketch, a sum, rows to look up.
PAPER = 3
#: Minutes to read what a check says and try again, once for each check.
SECOND_TRY = 1
#: Words of their own that students write in a minute, thinking included; of a sentence; at least.
WRITING, SENTENCE, SOME = 15, 20, 40

#: What a task has for whoever likes to do more.
EXTRA = "extra"

COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}


def opening(cells: Sequence[Mapping[str, Any]]) -> int:
    """Return the minutes before the first task: introduction and set-up."""
    return ceil(
        SET_UP + sum(words(_source(cell)) for cell in cells if cell["cell_type"] == "markdown") / PACE
    )


def tasks(
    notebook: Mapping[str, Any], solution: Mapping[str, Any], lesson: str
) -> dict[str, tuple[int, int]]:
    """Return the minutes of each task of an exercise by its number, and how many more its code takes."""
    forms = import_module(f"enclair.lessons.{lesson}.forms").FORMS
    answers = {cell["id"]: _source(cell) for cell in solution["cells"]}
    starts = [*headings(notebook), (_end(notebook), 0)]
    estimates = {}
    for (first, number), (end, _) in pairwise(starts):
        ways: dict[str, list[Mapping[str, Any]]] = {}
        way = ""
        for cell in notebook["cells"][first:end]:
            if way == EXTRA and cell["cell_type"] == "markdown":
                way = ""
            if cell["cell_type"] == "markdown" and re.search(
                r"\(optional, about \d+ minutes\)", _source(cell)
            ):
                way = EXTRA
            elif cell["cell_type"] == "markdown" and (
                head := re.search(r"^### (.+)$", _source(cell), re.MULTILINE)
            ):
                match = re.match(r"Way ([A-C])\b", head[1])
                way = match[1] if match else ""
            ways.setdefault(way, []).append(cell)
        minutes = {
            name: _minutes(part, answers, forms, searching=name in ("B", "C")) for name, part in ways.items()
        }
        common, code = minutes.pop("", 0.0), minutes.pop("A", 0.0)
        extra = minutes.pop(EXTRA, 0.0)
        other = max(minutes.values(), default=0.0)
        more = ceil(extra) or (max(0, ceil(code - other)) if code else 0)
        estimates[str(number)] = (ceil(common + other), more)
    return estimates


def _end(notebook: Mapping[str, Any]) -> int:
    """Return where the tasks end: at the first heading without a number after them."""
    last, _ = headings(notebook)[-1]
    later = enumerate(notebook["cells"][last + 1 :], last + 1)
    return next(
        place
        for place, cell in later
        if re.match(r"## (?!\d)", _source(cell)) and cell["cell_type"] == "markdown"
    )


def _minutes(
    cells: Sequence[Mapping[str, Any]],
    answers: Mapping[str, str],
    forms: Mapping[str, Field],
    searching: bool,
) -> float:
    """Return the minutes that some cells take."""
    prose = " ".join(_source(cell) for cell in cells if cell["cell_type"] == "markdown")
    total: float = PAPER * bool(re.search(r"\b[Oo]n paper\b", prose))
    for cell in cells:
        source, graded = _source(cell), cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "markdown":
            total += _written(prose) / WRITING if graded.get("solution") else words(source) / PACE
        elif form := re.match(r"form\.(\w+)\(\)", source):
            total += clicks(forms[form[1]])
        elif graded.get("solution"):
            name = re.search(r"^def (\w+)", source, re.MULTILINE)
            if name and name[1] not in forms:
                total += LINE * _statements(answers[cell["id"]])
        elif graded.get("grade"):
            total += SECOND_TRY
        else:
            total += SEARCH if searching else LOOK
    return total


def _statements(source: str) -> int:
    """Return how many lines of Python a solution has; a text on many lines is one, and pasted."""
    body = ast.parse(source).body[0]
    return sum(isinstance(node, ast.stmt) and not _is_text(node) for node in ast.walk(body)) - 1


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def clicks(field: Field) -> float:
    """Return the minutes that it takes to answer by clicking."""
    if isinstance(field, Rows):
        return len(field.rows) * clicks(field.field)
    if isinstance(field, Parts):
        return sum(map(clicks, field.fields.values()))
    if isinstance(field, Several):
        return CLICK * len(tuple(field.options))
    if isinstance(field, Gaps):
        return CLICK * field.line.count("{}")
    return CLICK if isinstance(field, Choice) else NUMBER


def _written(prose: str) -> int:
    """Return how many words a task asks for; where a part of it is for class, those of that part."""
    in_class = re.search(r"In class:[^.]*?\b(\d+) words", prose)
    if in_class:
        return int(in_class[1])
    counts = [int(more or few) for few, more in re.findall(r"\b(\d+)(?: to (\d+))?(?:\*\*)? words", prose)]
    sentences = re.findall(r"\b(\w+)(?: or (\w+))? sentences", prose)
    counts += [SENTENCE * COUNTS.get(more or few, COUNTS.get(few, 0)) for few, more in sentences]
    return max(sum(counts), SOME)


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])
