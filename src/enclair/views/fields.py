"""What forms ask: the kinds of answers that are given by clicking, and how each is read back from code.

The page writes the code (form.js); here it is read. Both are held by the table ``forms`` of `tests/cases`.
"""

import ast
import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeAlias

#: What a learner answers, of any type.
Answer: TypeAlias = Any
#: What an option or a row is called, by the option itself.
Called = Callable[[str | int], str]


class Field(Protocol):
    """A part of a form, or all of it."""

    def page(self, called: Called) -> dict[str, Any]:
        """Return what the page has to know: the kind, and pairs of each option with what it is called."""

    def read(self, code: ast.expr) -> Answer:
        """Return what an expression answers, as the page keeps it; None where it leaves the answer out.

        It raises an error of `NO_PLACE` if the form has none for it: it is code of the learner's own.
        """
        return self.take(ast.literal_eval(code))

    def take(self, value: Answer) -> Answer:
        """Return what a value of Python answers, as `read` does for an expression."""
        return value

    def lines(self, called: Called) -> Iterator[str]:
        """Yield the lines of the form on paper as HTML, with boxes to tick and room to write."""

    def localized(self, words: Mapping[str, str]) -> "Field":
        """Return the field with the learner's ``words`` for options that are answers in English."""
        return self


#: What reading a cell raises that has no answer of the form, such as a call in place of a literal.
NO_PLACE = (AttributeError, IndexError, MemoryError, RecursionError, SyntaxError, TypeError, ValueError)
#: Where something is to be written.
ROOM = "______"


def _boxes(options: Iterable[str]) -> str:
    # No line ends within an option.
    box = '<span style="display: inline-block">☐\u00a0{}</span>'
    return "  ".join(box.format(html.escape(option)) for option in options)


def _shown(option: str, called: str) -> str:
    """Return what an option or a row says after its letter, without an id: the twin of `line` in form.js."""
    line = " ".join(called.split("\n")[:2])
    return line if called == option or len(option) > 3 else f"{option}. {line}"


def _chosen(value: Answer, options: Iterable[str | int]) -> Answer:
    if value is not None and repr(value) not in map(repr, options):  # True is no number
        raise ValueError("no option")
    return value


@dataclass(frozen=True)
class Choice(Field):
    """One of a few words or numbers; in English the learner may have written another one of ``words``."""

    options: tuple[str | int, ...]
    words: Mapping[str, str] | None = None

    def page(self, called: Called) -> dict[str, Any]:
        return {"kind": "choice", "options": [[option, called(option)] for option in self.options]}

    def take(self, value: Answer) -> Answer:
        return _chosen((self.words or {}).get(value, value), self.options)

    def lines(self, called: Called) -> Iterator[str]:
        yield _boxes(map(called, self.options))

    def localized(self, words: Mapping[str, str]) -> Field:
        return Choice(tuple(words.get(str(option), option) for option in self.options), words)


@dataclass(frozen=True)
class Typed(Field):
    """What is typed: `NUMBER` or `WORDS`."""

    kind: str
    types: tuple[type, ...]

    def page(self, _: Called) -> dict[str, Any]:
        return {"kind": self.kind}

    def take(self, value: Answer) -> Answer:
        if value is not None and type(value) not in self.types:  # True is no number
            raise ValueError("of another type")
        return value

    def lines(self, _: Called) -> Iterator[str]:
        yield ROOM


NUMBER, WORDS = Typed("number", (int, float)), Typed("words", (str,))


@dataclass(frozen=True)
class Several(Field):
    """Any of some options, in no order or (``ordered``) in the learner's; a mapping says what each is."""

    options: Iterable[str] | Mapping[str, str]
    ordered: bool = False

    def _named(self, called: Called) -> list[list[str]]:
        lines = self.options if isinstance(self.options, Mapping) else {}
        return [[option, lines.get(option) or called(option)] for option in self.options]

    def page(self, called: Called) -> dict[str, Any]:
        return {"kind": "order" if self.ordered else "several", "options": self._named(called)}

    def take(self, value: Answer) -> Answer:
        if not isinstance(value, list | tuple) or len({*map(str, value)}) < len(value):
            raise ValueError("no list")
        return [str(_chosen(one, self.options)) for one in value]

    def lines(self, called: Called) -> Iterator[str]:
        for option, line in self._named(called):
            shown = _shown(option, line)
            yield f"{html.escape(shown)} {ROOM}" if self.ordered else _boxes([shown])


@dataclass(frozen=True)
class Parts(Field):
    """Several answers at once, such as a word and a number; each part has a name."""

    fields: Mapping[str, Field]

    def page(self, called: Called) -> dict[str, Any]:
        fields = [[called(name), field.page(called)] for name, field in self.fields.items()]
        return {"kind": "parts", "fields": fields}

    def take(self, value: Answer) -> Answer:
        if not isinstance(value, list | tuple) or len(value) != len(self.fields):
            raise ValueError("not so many parts")
        return [field.take(part) for field, part in zip(self.fields.values(), value, strict=True)]

    def lines(self, called: Called) -> Iterator[str]:
        parts = ((html.escape(called(name)), *part.lines(called)) for name, part in self.fields.items())
        yield " · ".join(map(" ".join, parts))

    def localized(self, words: Mapping[str, str]) -> Field:
        return Parts({name: field.localized(words) for name, field in self.fields.items()})


@dataclass(frozen=True)
class Rows(Field):
    """The same question for each of some rows, or, with ``some``, for those of them that are not left out."""

    rows: tuple[str, ...]
    field: Field
    some: bool = False

    def page(self, called: Called) -> dict[str, Any]:
        rows = [[row, called(row)] for row in self.rows]
        return {"kind": "rows", "rows": rows, "field": self.field.page(called), "some": self.some}

    def take(self, value: Answer) -> Answer:
        return {str(_chosen(row, self.rows)): self.field.take(one) for row, one in value.items()}

    def lines(self, called: Called) -> Iterator[str]:
        for row in self.rows:
            shown = html.escape(_shown(row, called(row)).removesuffix("."))
            yield f"{shown}: {' '.join(self.field.lines(called))}"

    def localized(self, words: Mapping[str, str]) -> Field:
        return replace(self, field=self.field.localized(words))


@dataclass(frozen=True)
class Gaps(Field):
    """A line of code with gaps, ``{}``, each for one of the options: texts or, with ``code``, code.

    It needs the lines ``before`` it, as the cell of the exercise has them. Its name has the same gaps.
    """

    line: str
    options: tuple[str, ...]
    code: bool = False
    before: tuple[str, ...] = ()

    def page(self, called: Called) -> dict[str, Any]:
        options = [[option, called(option)] for option in self.options]
        gaps = {"line": self.line, "said": called(self.line), "before": [*self.before]}
        return {"kind": "gaps", "code": self.code, "options": options} | gaps

    def read(self, code: ast.expr) -> Answer:
        # As Python itself writes it, so that neither blanks nor brackets make another line of it.
        numbered = self.line.format(*(f"gap_{place}" for place in range(self.line.count("{}"))))
        answers = {_unparsed(one if self.code else repr(one)): one for one in self.options} | {"None": None}
        pattern = re.sub(r"gap_\d+", f"({'|'.join(map(re.escape, answers))})", re.escape(_unparsed(numbered)))
        match = re.fullmatch(pattern, ast.unparse(code))
        if not match:
            raise ValueError("another line")
        return [answers[gap] for gap in match.groups()]

    def lines(self, called: Called) -> Iterator[str]:
        yield html.escape(called(self.line)).format(*[ROOM] * self.line.count("{}"))
        yield _boxes(map(called, self.options))


def _unparsed(code: str) -> str:
    return ast.unparse(ast.parse(code, mode="eval"))


def answer_of(field: Field, name: str, source: str) -> tuple[Answer, bool]:
    """Return what the function ``name`` in a cell answers, and whether it is code of the learner's own.

    A function that is not written yet answers None. One whose last line the form could not have written, or
    that does more than give an answer, is the learner's own.
    """
    with suppress(*NO_PLACE):
        tree = ast.parse(source).body
        written = [node for node in tree if isinstance(node, ast.FunctionDef) and node.name == name]
        last = written[-1].body[-1]
        if isinstance(last, ast.Raise):
            return None, False
        if isinstance(last, ast.Return) and last.value:
            return field.read(last.value), False
    return None, True
