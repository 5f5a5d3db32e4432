"""Hints on a learner's code: what is behind an error, a cell that is no Python, or an odd value."""

import ast
import inspect
import linecache
import os
import re
import textwrap
import tokenize
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from enclair.checks.values import Answer, number_in, shared, short
from enclair.text import toml
from enclair.text.locale import quoted, text

#: The parts of a line of code.
Nodes: TypeAlias = Sequence[ast.AST]

# ---------------------------------------------------------------- Slips in the lines of a function

#: Notes that hold whatever stands in the lines of the function: there is no value that they returned.
NO_VALUE = (
    *("not-answered", "nothing-returned", "print-is-not-return", "wrong-parameters", "not-a-function"),
    *("cell-did-not-run", "cell-is-no-python", "def-is-gone", "empty-answer"),
)
#: Notes of a value of another form, or of none, where commas within a number may be behind it.
OF_FORM = ("wrong-type", "not-a-pair", "answer-raised", "raised-on-other-table")
#: Methods that every class meets, which do nothing until they are called.
METHODS = frozenset(
    (
        *("lower", "upper", "strip", "split", "count", "min", "max", "sum", "mean", "median"),
        *("idxmin", "idxmax", "unique", "nunique", "value_counts", "items", "keys", "sort_values"),
        *("sort_index", "head", "tail", "tolist", "to_list", "to_dict", "groupby", "isin"),
    )
)
BRACKETS = {"(", ")", "[", "]"}
#: Comments and texts in lines of code, and numbers with commas and no blanks in them.
STRINGS = re.compile(r"#.*|\"[^\"]*\"|'[^']*'")
COMMA_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?)+(?![\w.])")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def behind(answer: Answer, note: str) -> dict[str, str]:
    """Return the note and the fields of a slip in a function that explains a ``note``; {} for none."""
    if note in NO_VALUE or not (tree := tree_of(answer)):
        return {}
    if note in OF_FORM and (number := comma_number(source_of(answer))):
        return {"note": "comma-in-number", "found": number, "written": ways_to_write(number)}
    if joins(tree, ast.BitXor, lambda side: not isinstance(side, ast.Compare)):
        return {"note": "caret-is-not-power"}
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While))
    if any(isinstance(line, ast.Return) and line.value for loop in loops for line in loop.body):
        return {"note": "return-in-loop"}
    name = _method_not_called(tree)
    return {"note": "method-not-called", "found": name} if name else {}


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
    """Return the syntax tree of a function, None if its text is not at hand."""
    try:
        body = ast.parse(source_of(answer)).body
    except (SyntaxError, ValueError):
        return None
    return body[0] if body and isinstance(body[0], ast.FunctionDef) else None


def comma_number(source: str) -> str:
    """Return the first number of some lines that is written with commas and no blanks, "" for none.

    Two short numbers that are alone between brackets are a pair, or what a function is called with.

    >>> comma_number('return ("reports",11,2)'), comma_number("return 999,000 * price")
    ('11,2', '999,000')
    >>> comma_number("return (16,18)"), comma_number("return round(145,2)")
    ('', '')
    """
    bare = STRINGS.sub(" ", source)
    for match in COMMA_NUMBER.finditer(bare):
        before, after = bare[: match.start()].rstrip()[-1:], bare[match.end() :].lstrip()[:1]
        alone = {before, after} <= BRACKETS and not THOUSANDS.fullmatch(match[0])
        if not alone and ways_to_write(match[0]):
            return match[0]
    return ""


def ways_to_write(words: str) -> str:
    """Return how Python writes the number that some words say, or both that they may say; "" for none.

    >>> ways_to_write("999,000"), ways_to_write("0,0009")
    ('999_000', '0.0009')
    """
    number = number_in(words)
    if isinstance(number, tuple):
        one, other = (_python_number(float(digits.replace(",", "."))) for digits in number)
        return text("{one} or {other}").format(one=one, other=other)
    return "" if number is None else _python_number(number)


def _python_number(number: float) -> str:
    """Return a number as Python writes it, the thousands of a long one set apart."""
    if float(number).is_integer():
        return f"{int(number):_}" if abs(number) >= 10_000 else f"{int(number)}"
    return f"{Decimal(repr(number)):f}"


def joins(tree: ast.AST, sign: type[ast.operator], fits: Callable[[ast.expr], bool]) -> bool:
    """Return whether a sign stands between two values that both fit."""
    operations = (node for node in ast.walk(tree) if isinstance(node, ast.BinOp))
    return any(isinstance(one.op, sign) and fits(one.left) and fits(one.right) for one in operations)


def _method_not_called(tree: ast.AST) -> str:
    """Return the first method that is named without brackets, as if that called it, "" for none.

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
    """Return whether what a function returns comes from its arguments, as far as its lines show."""
    names = {argument.arg for argument in tree.args.args}
    lines = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AugAssign | ast.For)]
    for _ in lines:  # a name may be made of one that a later line makes, in a loop
        for line in lines:
            if _reads(line.iter if isinstance(line, ast.For) else line.value, names):
                targets = line.targets if isinstance(line, ast.Assign) else [line.target]
                names |= {node.id for one in targets for node in ast.walk(one) if isinstance(node, ast.Name)}
    returns = (node for node in ast.walk(tree) if isinstance(node, ast.Return))
    return any(line.value and _reads(line.value, names) for line in returns)


def _reads(tree: ast.AST, names: Collection[str]) -> bool:
    return any(isinstance(node, ast.Name) and node.id in names for node in ast.walk(tree))


# ---------------------------------------------------------------- Errors


def error_fields(answer: Callable[..., Any], error: BaseException) -> dict[str, object]:
    """Return the name of an error of a learner's code, the line in its cell, and what it means."""
    cell = getattr(getattr(answer, "__code__", None), "co_filename", None)
    source, number, trace = "", 1, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == cell:  # the innermost line counts
            number = trace.tb_lineno
            source = linecache.getline(cell, number).strip()
        trace = trace.tb_next
    says, nodes, name = short(error, limit=1000), _nodes(source), type(error).__name__
    sentences = toml.tables("enclair.checks", "answers")["hints"]
    hint = next((key for key, fits in HINTS.items() if fits(says, nodes, error)), name)
    shown = f"{quoted(short(source, limit=100))}." if source else ""
    hint = sentences.get(hint, sentences["other"])
    return {"error": name, "line": number, "source": shown, "says": short(error), "hint": hint}


def _nodes(line: str) -> Nodes:
    try:
        return [*ast.walk(ast.parse(line))]
    except SyntaxError:  # a piece of what stands on several lines
        return []


def _has(nodes: Nodes, kind: type[ast.AST], fits: Callable[[Any], bool]) -> bool:
    return any(isinstance(node, kind) and fits(node) for node in nodes)


def _asks_last(node: ast.BinOp, error: BaseException) -> bool:
    """Return whether the last part of a sum is asked for what only the whole has."""
    missing = error.name if isinstance(error, AttributeError) else None
    return missing is not None and isinstance(node.right, ast.Attribute) and node.right.attr == missing


def _stands_in_brackets(nodes: Nodes, name: object) -> bool:
    """Return whether a name stands between square brackets, or is a part of one written with a hyphen."""
    slices = [node.slice for node in nodes if isinstance(node, ast.Subscript)]
    plain = [part for part in slices if isinstance(part, ast.Name | ast.BinOp)]
    return any(isinstance(node, ast.Name) and node.id == name for part in plain for node in ast.walk(part))


def _groups_by_several(node: ast.Call) -> bool:
    named = isinstance(node.func, ast.Attribute) and node.func.attr == "groupby"
    texts = [part for part in node.args if isinstance(part, ast.Constant) and isinstance(part.value, str)]
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
#: first that fits is shown.
HINTS: Mapping[str, Callable[[str, Nodes, BaseException], bool]] = {
    "brackets": _lacks_brackets,
    "not": lambda says, nodes, _: (
        "truth value" in says and _has(nodes, ast.UnaryOp, lambda node: isinstance(node.op, ast.Not))
    ),
    "from-zero": lambda says, nodes, _: (
        "out of range" in says
        and _has(nodes, ast.Subscript, lambda node: type(getattr(node.slice, "value", None)) is int)
    ),
    "dot-binds-first": lambda _, nodes, error: _has(nodes, ast.BinOp, lambda node: _asks_last(node, error)),
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

# ---------------------------------------------------------------- Cells that are no Python

#: Parts of what Python says of a cell that it cannot read, and the hint for each: the first that fits.
SAYS = (
    ("'return' outside function", "return-outside"),
    ("expected an indented block", "not-set-in"),
    ("unexpected indent", "set-in-unevenly"),
    ("unindent does not match", "set-in-unevenly"),
    ("inconsistent use of tabs", "set-in-unevenly"),
    ("'==' or ':='", "two-equals"),
    ("cannot assign to", "two-equals"),
    ("was never closed", "bracket-open"),
    ("unmatched", "bracket-open"),
    ("does not match opening", "bracket-open"),
    ("unterminated", "quotation-open"),
    ("expected ':'", "colon-missing"),
    ("invalid character", "sign-not-of-python"),
    ("invalid non-printable character", "sign-not-of-python"),
)
#: A day, and numbers with commas or blanks in them, where Python reads several.
DATE = re.compile(r"\d{4}-\d\d-\d\d")
COMMAS = re.compile(r"(?<![\w.,])\d+(?:,\d+)+(?:\.\d+)?(?![\w.,])")
BLANKS = re.compile(r"(?<![\w.])[1-9]\d{0,2}(?: \d{3})+(?![\w])")


def of_syntax(error: BaseException | None) -> str:
    """Return what to do about a cell that is no Python; "" for any other error."""
    if not isinstance(error, SyntaxError):
        return ""
    says, line = error.msg or "", error.text or ""
    bare = STRINGS.sub(" ", line)
    if date := DATE.search(bare):
        return shared("answers.syntax.date-unquoted", found=date[0])
    if re.search(r"=[<>]", bare):
        return shared("answers.syntax.signs-swapped")
    if key := next((key for part, key in SAYS if part in says), ""):
        return shared(f"answers.syntax.{key}")
    for number in [*COMMAS.findall(bare), *BLANKS.findall(bare)]:
        if written := ways_to_write(number):
            return shared("answers.syntax.number", found=number, written=written)
    return shared(f"answers.syntax.{'leading-zero' if 'zeros' in says else 'other'}")
