"""Running a learner's code, and what is behind an error, a cell that is no Python, or an odd value.

A function that never ends is out of scope: the learner interrupts it, tests and marking have a time limit.
"""

import ast
import copy
import inspect
import os
import re
import textwrap
import tokenize
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import pandas as pd

from enclair import unfinished
from enclair.checks.feedback import (
    Answer,
    FeedbackBuilder,
    IncorrectAnswer,
    kind,
    map_parts,
    shared_table,
    short,
)
from enclair.text.locale import quoted, read_toml

#: The arguments of one call, by the names of the stub, in order.
Arguments = Mapping[str, object]


def attempt(answer: object, feedback: FeedbackBuilder, arguments: Arguments) -> Answer:
    """Call a learner's function and return its value; raise `IncorrectAnswer` if there is none.

    The learner's code gets copies of the arguments; that it changes them is remarked. After a first value the
    arguments are others than those of the exercise, and another sentence tells of an error.
    """
    if is_empty(answer):
        raise IncorrectAnswer("not-answered")
    if not callable(answer):
        raise IncorrectAnswer("not-a-function", kind(answer), "wrong-type")
    for late in unfinished.outdated.values():
        if late.function is answer:
            raise IncorrectAnswer(late.note, misconception="cell-did-not-run")
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
        note = "raised-on-other-table" if feedback.given else "answer-raised"
        fields = error_fields(answer, error)
        raise IncorrectAnswer(note, misconception="answer-raised", **fields) from None
    if not all(map(_is_unchanged, mine.values(), arguments.values())):
        feedback.remark = shared_table("remarks")["input-changed"]
    if value is None and "print" in getattr(getattr(answer, "__code__", None), "co_names", ()):
        raise IncorrectAnswer("print-is-not-return")
    if value is None and re.search(r"\n {8,}return \S.*\s*\Z", source_of(answer)):
        raise IncorrectAnswer("return-not-reached")
    if value is None:
        raise IncorrectAnswer("nothing-returned", misconception="not-answered")
    if value is ...:
        raise IncorrectAnswer("not-answered")
    value = feedback.in_english(value)
    feedback.given = short(value, limit=1000)
    return value


def _is_unchanged(mine: Answer, given: Answer) -> bool:
    """Return whether an argument is still what it was; what cannot be compared with it is not."""
    with suppress(Exception):  # an array or an object of the learner's own in its place
        return bool(given.equals(mine) if isinstance(given, pd.DataFrame | pd.Series) else mine == given)
    return False


# ---------------------------------------------------------------- Odd values


def is_empty(value: object) -> bool:
    """Return whether ``value`` looks like an unwritten answer: None, ``...``, blank or of length 0."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, list | tuple | set | dict | pd.Series | pd.DataFrame):
        return len(value) == 0
    return value is None or value is ...


#: A number as people write it, perhaps with a unit.
NUMBER = re.compile(r"\s*([-+−]?(?:\d+[.,]?\d*|[.,]\d+))\s*(?:%|[^\W\d_]+)?\s*")


def number_in(value: object) -> float | None:
    """Return the number that a text says, with or without a unit; None for any other value."""
    words = re.sub(r"(?<=\d)[\s_'’.,](?=\d{3}(?!\d))", "", value) if isinstance(value, str) else ""
    match = NUMBER.fullmatch(words)
    return float(match[1].replace("−", "-").replace(",", ".")) if match else None


def need(value: Answer, fits: Callable[[Any], bool]) -> Answer:
    """Return a value for which ``fits`` holds; raise `IncorrectAnswer` for any other, which says why."""
    if fits(value):
        return value
    texts = []

    def unquote(part: Answer) -> Answer:
        """Return the number that a text says, and any other part as it is."""
        number = number_in(part)
        if number is None:
            return part
        texts.append(part)
        return number

    bare = map_parts(value, unquote)
    if texts and fits(bare):
        raise IncorrectAnswer("text-not-number", texts[0])
    if isinstance(value, set | frozenset) and fits([*value]):
        raise IncorrectAnswer("set-not-list")
    raise IncorrectAnswer("iterator-not-values" if isinstance(value, Iterator) else "wrong-type", kind(value))


# ---------------------------------------------------------------- Slips in the lines of a function

#: Notes of a value of another form, or of none, where commas within a number may be behind it.
OF_FORM = ("wrong-type", "not-a-pair", "answer-raised", "raised-on-other-table")
#: Numbers with commas in them; short ones between brackets are a pair, or what a function is called with.
_COMMAS = r"\d+(?:\.\d+)?(?:,\d+(?:\.\d+)?)+(?!\w|[.,]\d)"
COMMA_NUMBER = re.compile(
    rf"(?<![\w.,(\[]){_COMMAS}|(?<![\w.,]){_COMMAS}(?!\s*[)\]])|(?<!\w\()\b[1-9]\d{{0,2}}(?:,\d{{3}})+\b"
)
#: Methods that do nothing until they are called; one that stands behind a class is given to another function.
NOT_CALLED = re.compile(
    r"(?<!\bstr)\.(lower|upper|strip|split|count|min|max|sum|mean|idxmin|idxmax|nunique|value_counts|items"
    r"|tolist|to_list|sort_values|isin)\b(?!\s*\()"
)
#: Comments and texts in lines of code.
STRINGS = re.compile(r"#.*|\"[^\"]*\"|'[^']*'")


def behind(answer: Answer, wrong: IncorrectAnswer) -> IncorrectAnswer:
    """Return the slip in the lines of a function that explains what is ``wrong``, if there is one."""
    code = source_of(answer)
    if not code or wrong.misconception in ("not-answered", "cell-did-not-run"):
        return wrong
    source = STRINGS.sub(" ", code)
    if wrong.note in OF_FORM and (number := COMMA_NUMBER.search(source)):
        return IncorrectAnswer("comma-in-number", number[0])
    tree = [*ast.walk(ast.parse(code))]
    powers = (node for node in tree if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor))
    if any(not isinstance(power.left, ast.Compare | ast.Set | ast.Call) for power in powers):
        return IncorrectAnswer("caret-is-not-power")
    loops = (node for node in tree if isinstance(node, ast.For | ast.While))
    if any(isinstance(line, ast.Return) and line.value for loop in loops for line in loop.body):
        return IncorrectAnswer("return-in-loop")
    method = NOT_CALLED.search(source)
    return IncorrectAnswer("method-not-called", method[1]) if method else wrong


def source_of(answer: Answer) -> str:
    """Return the text of a function that stands in a cell, "" for any other."""
    cell = getattr(getattr(answer, "__code__", None), "co_filename", "")
    if not cell or os.path.exists(cell):
        return ""
    with suppress(OSError, TypeError, SyntaxError, tokenize.TokenError):  # such as a lambda within a line
        source = textwrap.dedent(inspect.getsource(answer))
        ast.parse(source)
        return source
    return ""


# ---------------------------------------------------------------- Errors

#: Hints: a name, a pattern in what Python says, one in the line. The first of which both fit is shown.
PATTERNS = read_toml(__package__, "hints.toml")


def error_fields(answer: Callable[..., Any], error: BaseException) -> dict[str, object]:
    """Return the name of an error of a learner's code, the line in its cell, and what it means."""
    cell = getattr(getattr(answer, "__code__", None), "co_filename", None)
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == cell]
    source, number = (frames[-1].line or "", frames[-1].lineno or 1) if frames else ("", 1)
    name, says = type(error).__name__, short(error, limit=1000)
    key = _first_hint("hints", says, STRINGS.sub('""', source), getattr(error, "name", None) or "\0")
    hints = shared_table("hints")
    hint = hints.get(key or name, hints["other"])
    shown = f"{quoted(short(source, limit=100))}." if source else ""
    return {"error": name, "line": number, "source": shown, "says": short(error), "hint": hint}


def _first_hint(table: str, says: str, line: str, about: str = "") -> str:
    """Return the name of the first hint that fits, "" for none."""
    for key, in_says, in_line in PATTERNS[table]:
        if re.search(in_says, says) and re.search(in_line.replace("{name}", re.escape(about)), line):
            return str(key)
    return ""


# ---------------------------------------------------------------- Cells that are no Python


def of_syntax(error: BaseException) -> str:
    """Return what to do about a cell that is no Python; "" for any other error."""
    if not isinstance(error, SyntaxError):
        return ""
    key = _first_hint("syntax", error.msg or "", STRINGS.sub(" ", error.text or ""))
    return str(shared_table("syntax")[key])
