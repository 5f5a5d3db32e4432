"""Slips that stand in the lines of a learner's function, whatever they lead to."""

import ast
import inspect
import io
import os
import re
import textwrap
import tokenize
from collections.abc import Collection
from decimal import Decimal

from enclair.checks.values import Answer, number_in
from enclair.text.locale import text

BRACKETS = {"(", ")", "[", "]"}
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def source_of(answer: Answer) -> str:
    """Return the text of a function that stands in a cell, "" for any other."""
    cell = getattr(getattr(answer, "__code__", None), "co_filename", "")
    if not cell or os.path.exists(cell):
        return ""
    try:
        return textwrap.dedent(inspect.getsource(answer))
    except (OSError, TypeError, IndentationError, tokenize.TokenError):
        return ""


def tree_of(answer: object) -> ast.FunctionDef | None:
    """Return the function as Python reads it, None if its text is not at hand."""
    try:
        body = ast.parse(source_of(answer)).body
    except (SyntaxError, ValueError):
        return None
    return body[0] if body and isinstance(body[0], ast.FunctionDef) else None


def comma_number(source: str) -> str:
    """Return the first number of some lines that is written with commas and no blanks, "" if there is none.

    Two short numbers that are alone between brackets are a pair, or what a function is called with.

    >>> comma_number('return ("reports",11,2)'), comma_number("return 999,000 * price")
    ('11,2', '999,000')
    >>> comma_number("return (16,18)"), comma_number("return round(145,2)")
    ('', '')
    """
    tokens, at = [*tokenize.generate_tokens(io.StringIO(source).readline)], 0
    while at < len(tokens):
        run = _run(tokens[at:])
        around = {
            tokens[at - 1].string,
            *(token.string for token in tokens[at + len(run) : at + len(run) + 1]),
        }
        written = "".join(token.string for token in run)
        alone = len(around & BRACKETS) == 2 and not THOUSANDS.fullmatch(written)
        if len(run) > 1 and not alone and ways_to_write(written):
            return written
        at += max(len(run), 1)
    return ""


def _run(tokens: list[tokenize.TokenInfo]) -> list[tokenize.TokenInfo]:
    """Return the numbers at the beginning of some tokens, and the commas between them, without blanks."""
    run: list[tokenize.TokenInfo] = []
    for token in tokens:
        wanted = token.string == "," if len(run) % 2 else token.type == tokenize.NUMBER
        if not wanted or (run and token.start != run[-1].end):
            break
        run.append(token)
    return run[: len(run) - 1 + len(run) % 2]


def ways_to_write(words: str) -> str:
    """Return how Python writes the number that some words say, or both that they may say; "" for none.

    >>> ways_to_write("999,000"), ways_to_write("0,0009")
    ('999_000', '0.0009')
    """
    number = number_in(words)
    if number is None:
        return ""
    if isinstance(number, tuple):
        one, other = (python_number(float(each.replace(",", "."))) for each in number)
        return text("{one} or {other}").format(one=one, other=other)
    return python_number(number)


def python_number(number: float) -> str:
    """Return a number as one writes it in Python, the thousands of a long one set apart."""
    if float(number).is_integer():
        return f"{int(number):_}" if abs(number) >= 10_000 else f"{int(number)}"
    return f"{Decimal(repr(number)):f}"


def has_caret(tree: ast.AST) -> bool:
    """Return whether ``^`` stands between two values that are not comparisons."""
    return any(
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.BitXor)
        and not any(isinstance(side, ast.Compare) for side in (node.left, node.right))
        for node in ast.walk(tree)
    )


def joins_by_or(tree: ast.AST) -> bool:
    """Return whether ``|`` stands between two comparisons."""
    return any(
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.BitOr)
        and isinstance(node.left, ast.Compare)
        and isinstance(node.right, ast.Compare)
        for node in ast.walk(tree)
    )


def returns_in_loop(tree: ast.AST) -> bool:
    """Return whether a loop gives its result in its first round."""
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While))
    return any(isinstance(line, ast.Return) and line.value for loop in loops for line in loop.body)


#: Methods that every class meets, which do nothing until they are called.
METHODS = frozenset(
    (
        *("lower", "upper", "strip", "split", "count", "min", "max", "sum", "mean", "median"),
        *("idxmin", "idxmax", "unique", "nunique", "value_counts", "items", "keys", "sort_values"),
        *("sort_index", "head", "tail", "tolist", "to_list", "to_dict", "groupby", "isin"),
    )
)


def method_not_called(tree: ast.AST) -> str:
    """Return the first method that is named without brackets, as if that called it, "" if there is none.

    One that another function is to call, as in ``map(str.lower, words)``, is given to it.
    """
    called = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
    names = (
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in METHODS
        and id(node) not in called
        and not (isinstance(node.value, ast.Name) and node.value.id in ("str", "dict", "pd", "np"))
    )
    return next(names, "")


def result_uses_arguments(tree: ast.FunctionDef) -> bool:
    """Return whether what a function gives back comes from what it receives, as far as its lines tell."""
    known = {argument.arg for argument in tree.args.args}
    lines = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AugAssign | ast.For)]
    for _ in lines:  # a name may be made of one that a later line makes, in a loop
        for line in lines:
            if _reads(line.iter if isinstance(line, ast.For) else line.value, known):
                targets = line.targets if isinstance(line, ast.Assign) else [line.target]
                known |= {
                    node.id for each in targets for node in ast.walk(each) if isinstance(node, ast.Name)
                }
    return any(
        node.value and _reads(node.value, known) for node in ast.walk(tree) if isinstance(node, ast.Return)
    )


def _reads(tree: ast.AST, names: Collection[str]) -> bool:
    return any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(tree))
