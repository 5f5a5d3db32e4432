"""What is told of an error that a learner's code raised: its line, and what it means."""

import ast
import linecache
import re
from collections.abc import Callable, Mapping, Sequence
from types import FrameType
from typing import Any, TypeAlias

from enclair.checks import notes
from enclair.checks.values import short
from enclair.text.locale import quoted

#: The parts of a line of code.
Nodes: TypeAlias = Sequence[ast.AST]


def error_fields(answer: Callable[..., Any], error: BaseException) -> dict[str, object]:
    """Return what is to tell about an error of a learner's code: its name, its line, what it means."""
    frame, line = _place(answer, error)
    source = linecache.getline(frame.f_code.co_filename, line).strip() if frame else ""
    name, hints = type(error).__name__, notes.section(notes.SHARED, "hints")
    hint = hints.words.get(_hint(source, error) or name) or hints.word("other")
    shown = f"{quoted(short(source, limit=100))}." if source else ""
    return {"error": name, "line": line, "source": shown, "says": short(error), "hint": hint}


def _hint(line: str, error: BaseException) -> str:
    """Return which hint fits the line on which an error was raised, "" if only that of its kind does."""
    says, nodes = short(error, limit=1000), _nodes(line)
    return next((name for name, fits in HINTS.items() if fits(says, nodes, error)), "")


def _turns_round(node: ast.UnaryOp) -> bool:
    return isinstance(node.op, ast.Not)


def _nodes(line: str) -> Nodes:
    try:
        return [*ast.walk(ast.parse(line))]
    except SyntaxError:  # a piece of what stands on several lines
        return []


def _has(nodes: Nodes, kind: type[ast.AST], fits: Callable[[Any], bool]) -> bool:
    return any(isinstance(node, kind) and fits(node) for node in nodes)


def _asks_last(node: ast.expr, error: BaseException) -> bool:
    """Return whether the last part of a sum is asked for what only the whole has."""
    missing = error.name if isinstance(error, AttributeError) else None
    return missing is not None and isinstance(node, ast.Attribute) and node.attr == missing


def _counts_places(node: ast.Subscript) -> bool:
    return isinstance(node.slice, ast.Constant) and type(node.slice.value) is int


def _stands_in_brackets(nodes: Nodes, name: object) -> bool:
    """Return whether a name stands between square brackets, or is a part of one written with a hyphen."""
    slices = [node.slice for node in nodes if isinstance(node, ast.Subscript)]
    plain = [each for each in slices if isinstance(each, ast.Name | ast.BinOp)]
    return any(isinstance(node, ast.Name) and node.id == name for one in plain for node in ast.walk(one))


def _groups_by_several(node: ast.Call) -> bool:
    named = isinstance(node.func, ast.Attribute) and node.func.attr == "groupby"
    texts = [each for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return named and len(texts) > 1


def _lacks_brackets(says: str, nodes: Nodes, error: BaseException) -> bool:
    """Return whether a line joins comparisons of columns in a way that Python cannot follow.

    That is ``&`` or ``|`` without brackets around each comparison (Python joins first and compares then), or
    ``and``, ``or`` and chains such as ``a <= b <= c``, which ask a whole column whether it is true.
    """
    if not isinstance(error, TypeError | ValueError):
        return False
    compared = [node for node in nodes if isinstance(node, ast.Compare)]
    sides = [side for node in compared for side in (node.left, *node.comparators)]
    if any(isinstance(side, ast.BinOp) and isinstance(side.op, ast.BitAnd | ast.BitOr) for side in sides):
        return True
    asks = any(isinstance(node, ast.BoolOp) for node in nodes) or any(len(node.ops) > 1 for node in compared)
    return asks and "truth value" in says


#: Names by which everybody calls the libraries that a notebook may not have imported.
LIBRARIES = ("np", "pd", "plt", "math", "numpy", "pandas")

#: Hints that look at the line, by name: each asks what Python says, the parts of the line, and the error. The
#: first that fits is told.
HINTS: Mapping[str, Callable[[str, Nodes, BaseException], bool]] = {
    "brackets": _lacks_brackets,
    "not": lambda says, nodes, _: "truth value" in says and _has(nodes, ast.UnaryOp, _turns_round),
    "from-zero": lambda says, nodes, _: "out of range" in says and _has(nodes, ast.Subscript, _counts_places),
    "dot-binds-first": lambda _, nodes, error: _has(
        nodes, ast.BinOp, lambda node: _asks_last(node.right, error)
    ),
    "no-call": lambda says, *_: bool(re.search(r"'\w*(function|method)\w*' object (has no|is not)", says)),
    "list-not-column": lambda says, *_: bool(re.search(r"'(list|tuple|dict)' object has no attribute", says)),
    "called": lambda says, *_: "object is not callable" in says,
    "pairs": lambda says, *_: bool(re.search(r"operand type\(s\) for .*: '(tuple|list)'", says)),
    "library": lambda _, __, error: isinstance(error, NameError) and error.name in LIBRARIES,
    "quotes": lambda _, nodes, error: _stands_in_brackets(nodes, getattr(error, "name", None)),
    "list-of-columns": lambda _, nodes, __: _has(nodes, ast.Call, _groups_by_several),
    "other-column": lambda says, *_: "Unalignable boolean" in says,
    "no-numbers": lambda says, *_: "no numeric data to plot" in says,
}


def _place(answer: Callable[..., Any], error: BaseException) -> tuple[FrameType | None, int]:
    """Return the innermost frame that lies in the learner's own cell, and its line."""
    cell = getattr(getattr(answer, "__code__", None), "co_filename", None)
    frame, line, trace = None, 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == cell:
            frame, line = trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next
    return frame, line
