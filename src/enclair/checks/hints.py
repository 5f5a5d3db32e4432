"""Running a learner's code, and what is behind an error, a cell that is no Python, or an odd value.

A function that never ends is out of scope: the learner interrupts the kernel, and tests and marking have a
time limit per cell.
"""

import ast
import copy
import inspect
import os
import re
import textwrap
import tokenize
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from enclair import unfinished
from enclair.checks.feedback import (
    Answer,
    FeedbackBuilder,
    IncorrectAnswer,
    kind,
    map_parts,
    shared,
    shared_table,
    short,
)
from enclair.text.locale import current_locale, quoted, text

#: The arguments of one call, by the names of the stub, in order.
Arguments = Mapping[str, object]


# ---------------------------------------------------------------- Running it


def attempt(answer: object, feedback: FeedbackBuilder, arguments: Arguments, again: bool = False) -> Answer:
    """Call a learner's function and return its value; raise `IncorrectAnswer` if there is none.

    The learner's code gets copies of the arguments; that it changes them is remarked. ``again`` is for a call
    with other values than those of the exercise: another sentence then tells of an error.
    """
    if not callable(answer):
        if is_empty(answer):
            raise IncorrectAnswer("not-answered")
        raise IncorrectAnswer("not-a-function", kind(answer), "wrong-type")
    for late in unfinished.outdated.values():
        if late.function is answer:
            hint = of_syntax(late.error)
            note = "cell-is-no-python" if hint else late.note
            raise IncorrectAnswer(note, misconception="cell-did-not-run", hint=hint)
    try:
        inspect.signature(answer).bind(*arguments)
    except (TypeError, ValueError):  # a function written in C has no signature to look at
        first_line = f"def {getattr(answer, '__name__', 'answer')}({', '.join(arguments)}):"
        raise IncorrectAnswer("wrong-parameters", misconception="wrong-type", first_line=first_line) from None
    mine = copy.deepcopy(dict(arguments))
    try:
        value = answer(*mine.values())
    except NotImplementedError:
        raise IncorrectAnswer("not-answered") from None
    except (Exception, SystemExit) as error:
        note = "raised-on-other-table" if again else "answer-raised"
        fields = error_fields(answer, error)
        raise IncorrectAnswer(note, misconception="answer-raised", **fields) from None
    if not all(map(_is_unchanged, mine.values(), arguments.values())):
        feedback.remark = shared("answers.remarks.input-changed")
    if value is None and "print" in getattr(getattr(answer, "__code__", None), "co_names", ()):
        raise IncorrectAnswer("print-is-not-return")
    if value is None:
        raise IncorrectAnswer("nothing-returned", misconception="not-answered")
    if value is ...:
        raise IncorrectAnswer("not-answered")
    value = feedback.in_english(value)
    feedback.given = short(value, limit=1000)
    return value


def _is_unchanged(mine: Answer, given: Answer) -> bool:
    """Return whether an argument is still what it was; what cannot be compared with it is not."""
    try:
        return bool(given.equals(mine) if isinstance(given, pd.DataFrame | pd.Series) else mine == given)
    except Exception:  # an array or an object of the learner's own in its place
        return False


# ---------------------------------------------------------------- Odd values


def is_empty(value: object) -> bool:
    """Return whether ``value`` looks like an unwritten answer: None, ``...``, blank or of length 0."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list | tuple | set | dict | pd.Series | pd.DataFrame):
        return len(value) == 0
    return value is None or value is ...


#: What pandas and NumPy have in the place of a list.
ARRAYS = (pd.Series, pd.Index, pd.api.extensions.ExtensionArray, np.ndarray, np.generic)
#: What multiplies the number before it, so that this is not the number that is meant.
MULTIPLES = re.compile(
    r"\d\s*(?:k|m|mn|mio|md|mrd|bn|dozens?|hundreds?|thousands?|(?:m|b|tr)illions?"
    r"|douzaines?|cents?|mille|milliers?|milliards?)\s*$",
    re.IGNORECASE,
)


def number_in(value: object) -> float | tuple[int, float] | None:
    """Return the number that a text says, with or without a unit; two where it may say two, else None."""
    if not isinstance(value, str) or MULTIPLES.search(value):
        return None
    words = re.sub(r"(?<=[\d.,])\s*(?:%|[^\W\d_]+)\s*$", "", value).replace("−", "-").strip()
    words = re.sub(r"(?<=\d)[\s_'’](?=\d{3}(?!\d))", "", words)
    if current_locale() != "en" and re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", words):
        return int(re.sub("[.,]", "", words)), float(words.replace(",", "."))
    if re.fullmatch(r"[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?", words):
        words = words.replace(",", "")
    if not re.fullmatch(r"[-+]?(\d+[.,]?\d*|[.,]\d+)", words):
        return None
    number = float(words.replace(",", "."))
    return int(number) if number.is_integer() else number


def ways_to_write(words: str) -> str:
    """Return how Python writes the number that some words say, or both that they may say; "" for none.

    >>> ways_to_write("999,000"), ways_to_write("0,0009")
    ('999_000', '0.0009')
    """
    number = number_in(words)
    if isinstance(number, tuple):
        one, other = map(_python_number, number)
        return text("{one} or {other}").format(one=one, other=other)
    return "" if number is None else _python_number(number)


def _python_number(number: float) -> str:
    """Return a number as Python writes it, the thousands of a long one set apart."""
    if float(number).is_integer():
        return f"{int(number):_}" if abs(number) >= 10_000 else f"{int(number)}"
    return f"{Decimal(repr(number)):f}"


def need(value: Answer, fits: Callable[[Any], bool]) -> None:
    """Raise `IncorrectAnswer` for a value for which ``fits`` does not hold: what it is, or its oddity."""
    if fits(value):
        return
    if isinstance(value, Iterator):
        raise IncorrectAnswer("iterator-not-values", kind(value))
    texts = []

    def unquote(part: Answer) -> Answer:
        """Return the number that a text says, and any other part as it is."""
        number = number_in(part)
        if number is None:
            return part
        texts.append(part)
        return number[0] if isinstance(number, tuple) else number

    bare = map_parts(value, unquote)
    if texts and fits(bare):
        raise IncorrectAnswer("text-not-number", texts[0])
    parts = re.split("[,;]", value.strip("()[] ")) if isinstance(value, str) else []  # "(2, 4, F)"
    if len(parts) > 1 and fits(tuple(unquote(part.strip(" \"'")) for part in parts)):
        raise IncorrectAnswer("several-in-one-text", value)
    if isinstance(value, set | frozenset) and fits([*value]):
        raise IncorrectAnswer("set-not-list")
    several = value.tolist() if isinstance(value, ARRAYS) else value
    if isinstance(several, list | tuple) and len(several) == 1 and fits(several[0]):
        raise IncorrectAnswer("one-in-a-list")
    raise IncorrectAnswer("wrong-type", kind(value))


# ---------------------------------------------------------------- Slips in the lines of a function

#: Notes that hold whatever stands in the lines of the function: there is no value that they returned.
NO_VALUE = (
    *("not-answered", "nothing-returned", "print-is-not-return", "wrong-parameters", "not-a-function"),
    *("cell-did-not-run", "cell-is-no-python", "def-is-gone", "empty-answer"),
)
#: Notes of a value of another form, or of none, where commas within a number may be behind it.
OF_FORM = ("wrong-type", "not-a-pair", "answer-raised", "raised-on-other-table")
#: Methods that every class meets, which do nothing until they are called, where brackets are missing behind
#: one. One that another function is to call, as in ``map(str.lower, words)``, is given to it.
NOT_CALLED = re.compile(
    r"(?<!\bstr)(?<!\bdict)(?<!\bpd)(?<!\bnp)\.(lower|upper|strip|split|count|min|max|sum|mean|median|idxmin|idxmax"
    r"|unique|nunique|value_counts|items|keys|sort_values|sort_index|head|tail|tolist|to_list|to_dict|groupby"
    r"|isin)\b(?!\s*\()"
)
#: Comments and texts in lines of code, and numbers with commas in them, where Python reads several.
STRINGS = re.compile(r"#.*|\"[^\"]*\"|'[^']*'")
COMMA_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?)+(?![\w.])")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")


def behind(answer: Answer, note: str) -> dict[str, str]:
    """Return the note and the fields of a slip in a function that explains a ``note``; {} for none."""
    if note in NO_VALUE or not (tree := tree_of(answer)):
        return {}
    source = STRINGS.sub(" ", source_of(answer))
    if note in OF_FORM and (number := comma_number(source)):
        return {"note": "comma-in-number", "found": number, "written": ways_to_write(number)}
    carets = (node for node in ast.walk(tree) if isinstance(getattr(node, "op", None), ast.BitXor))
    if any(not isinstance(getattr(node, "left", None), ast.Compare) for node in carets):
        return {"note": "caret-is-not-power"}
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.For | ast.While))
    if any(isinstance(line, ast.Return) and line.value for loop in loops for line in loop.body):
        return {"note": "return-in-loop"}
    method = NOT_CALLED.search(source)
    return {"note": "method-not-called", "found": method[1]} if method else {}


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
    """Return the first number of some lines that is written with commas, "" for none.

    Two short numbers that are alone between brackets are a pair, or what a function is called with.

    >>> comma_number('return (reports,11,2)'), comma_number("return 999,000 * price")
    ('11,2', '999,000')
    >>> comma_number("return (16,18)"), comma_number("return round(145,2)")
    ('', '')
    """
    for match in COMMA_NUMBER.finditer(source):
        before, after = source[: match.start()].rstrip()[-1:], source[match.end() :].lstrip()[:1]
        alone = {before, after} <= {*"()[]"} and not THOUSANDS.fullmatch(match[0])
        if not alone and ways_to_write(match[0]):
            return match[0]
    return ""


def uses_arguments(answer: object) -> bool:
    """Return whether the lines of a function name one of its arguments."""
    tree = tree_of(answer)
    names = {argument.arg for argument in tree.args.args} if tree else set()
    return tree is not None and any(
        isinstance(node, ast.Name) and node.id in names for node in ast.walk(tree)
    )


# ---------------------------------------------------------------- Errors

#: Hints by name: a pattern in what Python says, and one in the line, in which {name} is the name that the
#: error is about and texts are empty. The first that fits both is shown. Comparisons of columns lack brackets
#: where & or | stands beside one of their sides, or where and, or, and a <= b <= c ask whether a whole column
#: is true.
HINTS = (
    (
        "brackets",
        "truth value|operand|operation|Cannot perform",
        r"([<>]|[=!]=)[^()&|]*[&|]|[&|][^()&|]*([<>]|[=!]=)",
    ),
    ("brackets", "truth value", r"\b(and|or)\b|[<>]=?[^<>]+[<>]"),
    ("not", "truth value", r"(?<!is )\bnot\b(?! in\b)"),
    ("from-zero", "out of range", r"[\w)\]]\[\d+\]"),
    ("dot-binds-first", "has no attribute", r"[-+*/]\s*[^\s*/+-]+\.{name}\b(?!\()"),
    ("no-call", r"'\w*(function|method)\w*' object (has no|is not)", ""),
    ("list-not-column", "'(list|tuple|dict)' object has no attribute", ""),
    ("called", "object is not callable", ""),
    ("pairs", r"operand type\(s\) for .*: '(tuple|list)'", ""),
    ("library", "^name '(np|pd|plt|math|numpy|pandas)' is not defined", ""),
    ("quotes", "^name '.*' is not defined", r"[\w)\]]\[[\w\s-]*\b{name}\b[\w\s-]*\]"),
    ("list-of-columns", "", r'groupby\(\s*""\s*,\s*""'),
    ("other-column", "Unalignable boolean", ""),
    ("no-numbers", "no numeric data to plot", ""),
)


def error_fields(answer: Callable[..., Any], error: BaseException) -> dict[str, object]:
    """Return the name of an error of a learner's code, the line in its cell, and what it means."""
    cell = getattr(getattr(answer, "__code__", None), "co_filename", None)
    source, number = "", 1
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == cell:  # the innermost line counts
            source, number = frame.line or "", frame.lineno or 1
    name, says = type(error).__name__, short(error, limit=1000)
    key, _ = _first_hint(HINTS, says, STRINGS.sub('""', source), getattr(error, "name", None) or "\0")
    hints = shared_table("hints")
    hint = hints.get(key or name, hints["other"])
    shown = f"{quoted(short(source, limit=100))}." if source else ""
    return {"error": name, "line": number, "source": shown, "says": short(error), "hint": hint}


def _first_hint(
    hints: Sequence[tuple[str, str, str]], says: str, line: str, about: str = ""
) -> tuple[str, str]:
    """Return the name of the first hint that fits, and what of the line it is about; two "" for none."""
    for key, in_says, in_line in hints:
        match = re.search(in_line.replace("{name}", re.escape(about)), line)
        if match and re.search(in_says, says):
            return key, match[0]
    return "", ""


# ---------------------------------------------------------------- Cells that are no Python

#: One number in a line that is no Python, with a comma or blanks in it.
ONE_NUMBER = (
    rf"(?<![\w.])(?<!\d,)(?:{THOUSANDS.pattern}|\d+,\d+|[1-9]\d{{0,2}}(?: \d{{3}})+(?:[.,]\d+)?)(?!\w|[.,]\d)"
)
#: Hints by name on a cell that Python cannot read, as `HINTS`.
SYNTAX = (
    ("date-unquoted", "", r"\d{4}-\d\d-\d\d"),
    ("signs-swapped", "", "=[<>]"),
    ("return-outside", "'return' outside function", ""),
    ("not-set-in", "expected an indented block", ""),
    ("set-in-unevenly", "unexpected indent|unindent does not match|inconsistent use of tabs", ""),
    ("two-equals", "'==' or ':='|cannot assign to", ""),
    ("bracket-open", "was never closed|unmatched|does not match opening", ""),
    ("quotation-open", "unterminated", ""),
    ("colon-missing", "expected ':'", ""),
    ("sign-not-of-python", "invalid character|invalid non-printable character", ""),
    ("number", "", ONE_NUMBER),
    ("leading-zero", "zeros", ""),
    ("other", "", ""),
)


def of_syntax(error: BaseException | None) -> str:
    """Return what to do about a cell that is no Python; "" for any other error."""
    if not isinstance(error, SyntaxError):
        return ""
    key, part = _first_hint(SYNTAX, error.msg or "", STRINGS.sub(" ", error.text or ""))
    return shared(f"answers.syntax.{key}", found=part, written=ways_to_write(part))
