"""Answers in letters: steps, or lines of code, to put in order, and letters that each get a word."""

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from enclair.case.model import Case
from enclair.checks.answers import are_texts, expect, is_number
from enclair.checks.feedback import (
    Answer,
    FeedbackBuilder,
    IncorrectAnswer,
    Pure,
    fold_text,
    shared_table,
    short,
)
from enclair.checks.hints import is_empty, number_in
from enclair.text.locale import tables

# ---------------------------------------------------------------- A row for each letter


@dataclass(frozen=True)
class Part:
    """What one value of a row may be: one of some words or, without any, a number."""

    #: The note on what is none of the words, or no number.
    unknown: str
    words: Collection[Any] = ()
    #: The note on a value that is left blank.
    blank: str = "missing-value"

    def read(self, value: Answer) -> Answer:
        """Return the word that a value is, or the number; None for what does not belong here."""
        if self.words:
            return _among(self.words, value)
        return float(value) if is_number(value) else None

    def refusal(self, name: str, value: Answer) -> IncorrectAnswer:
        """Return what to say of a value that does not belong in the row ``name``."""
        if not self.words and number_in(value) is not None:
            return IncorrectAnswer("text-not-number", value)
        if is_empty(value):
            return IncorrectAnswer(self.blank, name)
        return IncorrectAnswer(self.unknown, short(value) if self.words else name)


def _among(words: Collection[Any], value: Answer) -> Answer:
    """Return which of some words a value is, whatever its capitals and blanks; None if it is none."""
    return {fold_text(short(word)): word for word in words}.get(fold_text(short(value)))


def expect_rows(
    answer: Answer,
    feedback: FeedbackBuilder,
    keys: Collection[str],
    key: str,
    *parts: Part,
    needed: Collection[str] | None = None,
    shape: str = "not-a-pair",
) -> dict[str, Any]:
    """Return what the dictionary that a learner's function gives has for each of the keys.

    It is the value of the one part, or a list of those of several; ``shape`` is the note on one that has not
    as many. ``key`` is what the names of the notes call a key. Of those that are not ``needed`` (by default
    all are) any may be left out, or blank.
    """
    entries = expect(answer, feedback, lambda value: isinstance(value, dict))
    rows: dict[str, Any] = {}
    for given, row in entries.items():
        if needed is not None and is_empty(row):
            continue
        name = _among(keys, given)
        if name is None:
            raise IncorrectAnswer(f"unknown-{key}", short(given))
        values = [row] if len(parts) == 1 else row
        if not isinstance(values, list | tuple) or len(values) != len(parts):
            raise IncorrectAnswer(shape, name)
        read = _read_row(name, values, parts)
        rows[name] = read if len(parts) > 1 else read[0]
    for name in keys if needed is None else needed:
        if name not in rows:
            raise IncorrectAnswer(f"missing-{key}", name)
    return rows


def _read_row(name: str, values: Sequence[Answer], parts: Sequence[Part]) -> list[Answer]:
    """Return the values of a row as they are judged; raise `IncorrectAnswer` for one that does not belong."""
    read = [part.read(value) for part, value in zip(parts, values, strict=True)]
    if None not in read:
        return read
    if None not in [part.read(value) for part, value in zip(parts, reversed(values), strict=True)]:
        raise IncorrectAnswer("parts-swapped", name, "swapped")
    place = read.index(None)
    raise parts[place].refusal(name, values[place])


def judge_words(
    answers: Mapping[str, str], right: Mapping[str, Sequence[str]], one: str, everywhere: str, nowhere: str
) -> None:
    """Raise `IncorrectAnswer` for the first misunderstanding in words for letters.

    For each letter ``right`` has the word that holds, and the idea behind any other; ``everywhere`` and
    ``nowhere`` are the ideas behind giving the word ``one`` to every letter and to none.
    """
    wrong = [letter for letter, (word, _) in right.items() if answers[letter] != word]
    if not wrong:
        return
    if {*answers.values()} == {one}:
        raise IncorrectAnswer(everywhere)
    if one not in answers.values():
        raise IncorrectAnswer(nowhere)
    raise IncorrectAnswer(right[wrong[0]][1], wrong[0])


def judge_sayings(
    answers: Mapping[str, str], sayings: Mapping[str, Sequence[Any]], every: str, overlooked: str
) -> None:
    """Raise `IncorrectAnswer` for the first misunderstanding in words for some letters.

    A saying has its row, the word in question, the words that hold for it (none if it is left out), and the
    idea behind any other; ``every`` and ``overlooked`` are the ideas behind answering all, and too few.
    """
    if {*answers} == {*sayings}:
        raise IncorrectAnswer(every)
    for letter, word in answers.items():
        *_, right, misconception = sayings[letter]
        if word not in right:
            raise IncorrectAnswer(misconception, letter)
    if any(right and letter not in answers for letter, (*_, right, _) in sayings.items()):
        raise IncorrectAnswer(overlooked)


# ---------------------------------------------------------------- Letters in order


def letters_of(
    answer: Answer, feedback: FeedbackBuilder, offered: Collection[str], repeated: str
) -> list[str]:
    """Return the letters that a learner's function gives, as capitals: ``offered`` ones, each once.

    One that stands twice is the misconception ``repeated``.
    """
    letters = [letter.strip().upper() for letter in expect(answer, feedback, are_texts)]
    for letter in letters:
        if letter not in offered:
            raise IncorrectAnswer("unknown-letter", letter)
        if letters.count(letter) > 1:
            raise IncorrectAnswer(repeated, letter)
    return letters


def rows_of(package: str, check: str, key: str) -> dict[str, list[Any]]:
    """Return the rows ``key`` in the table of a check, each by the letter or name with which it begins."""
    return {name: row for name, *row in tables(package, "checks", "en")[check][key]}


def puzzle(package: str, name: str) -> tuple[Pure, dict[str, str]]:
    """Return the check of a puzzle, whether lines of code stand in an order in which they run; and its lines.

    They are rows in the table of the check: a letter, a line of the form ``name = …``, and the misconception
    of one that does not belong. One makes ``result``; names that none makes have a value before the first.
    """
    rows = rows_of(package, name, "lines")
    lines = {letter: line for letter, (line, *_) in rows.items()}

    def check(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
        """Check the order of the puzzle's lines: a function that gives a list of letters."""
        feedback.rule = shared_table("lines")["rule"]
        letters = letters_of(answer, feedback, lines, "repeated-line")
        if set(letters) == set(lines):
            raise IncorrectAnswer("every-line-used")
        for letter, (_, *misconception) in rows.items():
            if misconception and letter in letters:
                raise IncorrectAnswer(misconception[0], letter)
        _judge_order(letters, lines)

    check.__module__, check.__name__ = f"{package}.checks", name
    return check, lines


def _judge_order(letters: Sequence[str], lines: Mapping[str, str]) -> None:
    """Raise `IncorrectAnswer` for the first line that uses what no line above it has made."""
    makes = {letter: line.split(" = ")[0] for letter, line in lines.items()}
    uses = {letter: _uses(line) for letter, line in lines.items()}
    made = {*chain(*uses.values())} - {*makes.values()}  # what has a value before the first line
    to_come = {makes[letter] for letter in letters}
    for letter in letters:
        lacking = [name for name in uses[letter] if name not in made]
        if lacking and lacking[0] in to_come:
            raise IncorrectAnswer("used-before-made", letter)
        if lacking:
            raise IncorrectAnswer("missing-line", lacking[0])
        made.add(makes[letter])
    if "result" not in made:
        raise IncorrectAnswer("missing-line", "result")


def _uses(line: str) -> list[str]:
    """Return the names that a line needs."""
    names = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)]
    return sorted({name.id for name in names if isinstance(name.ctx, ast.Load)})
