"""Answers in letters: steps, or lines of code, to put in order, and letters that each get a word."""

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from enclair.case.model import Case
from enclair.checks.answers import are_texts, expect, expect_dictionary, is_number, normalized
from enclair.checks.feedback import Answer, FeedbackBuilder, IncorrectAnswer, Pure, shared_table, short
from enclair.checks.hints import number_in
from enclair.text.locale import tables

# ---------------------------------------------------------------- A word for each letter


def need_words(
    answers: Mapping[str, str],
    keys: Collection[str],
    words: Collection[str],
    key: str = "letter",
    word: str = "word",
    some: bool = False,
) -> None:
    """Raise `IncorrectAnswer` unless answers go from all keys, or from ``some``, to one of the words each.

    ``key`` and ``word`` are what the names of the notes call them.
    """
    for one, other in answers.items():
        if one not in keys:
            raise IncorrectAnswer(f"unknown-{key}", one)
        if other not in words:
            raise IncorrectAnswer(f"unknown-{word}", other)
    if not some:
        need_all(answers, keys, f"missing-{key}")


def need_all(answers: Collection[str], keys: Collection[str], missing: str) -> None:
    """Raise `IncorrectAnswer` with the note ``missing`` for the first key that is not answered."""
    for key in keys:
        if key not in answers:
            raise IncorrectAnswer(missing, key)


def judge_words(
    answers: Mapping[str, str],
    right: Mapping[str, Sequence[str]],
    words: Collection[str],
    one: str,
    everywhere: str,
    nowhere: str,
) -> None:
    """Raise `IncorrectAnswer` for the first misunderstanding in words for letters.

    For each letter ``right`` has the word that holds, and the idea behind any other; ``everywhere`` and
    ``nowhere`` are the ideas behind giving the word ``one`` to every letter and to none.
    """
    need_words(answers, right, words)
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


# ---------------------------------------------------------------- A pair for each letter


@dataclass(frozen=True)
class Part:
    """What one value of a pair may be: one of some words or, without any, a number."""

    words: Collection[str] = ()
    #: The note on a text that is none of the words, and on a value of another kind.
    unknown: str = ""
    other: str = "not-a-pair"

    def read(self, value: Answer) -> Answer:
        """Return a word as it is judged, or a number; None for what does not belong here."""
        if self.words:
            return word if (word := normalized(value)) in self.words else None
        return float(value) if is_number(value) else None


def expect_pairs(
    answer: Answer, feedback: FeedbackBuilder, keys: Collection[str], key: str, *parts: Part
) -> dict[str, list[Any]]:
    """Return the pairs of the dictionary that a learner's function gives, in capitals, as `Part.read` has it.

    They are those of some ``keys``; ``key`` is what the names of the notes call one.
    """
    pairs = {}
    for given, pair in expect_dictionary(answer, feedback).items():
        if not isinstance(pair, list | tuple) or len(pair) != len(parts):
            raise IncorrectAnswer("not-a-pair", given)
        name = short(given).upper()
        if name not in keys:
            raise IncorrectAnswer(f"unknown-{key}", given)
        pairs[name] = [part.read(value) for part, value in zip(parts, pair, strict=True)]
        if None in pairs[name]:
            raise _why_unread(name, pair, parts)
    return pairs


def _why_unread(name: str, pair: Sequence[Answer], parts: Sequence[Part]) -> IncorrectAnswer:
    """Return what to say of a pair in which something does not belong where it stands."""
    if all(part.read(value) is not None for part, value in zip(parts, reversed(pair), strict=True)):
        return IncorrectAnswer("parts-swapped", name, "swapped")
    part, value = next(both for both in zip(parts, pair, strict=True) if both[0].read(both[1]) is None)
    if not part.words and number_in(value) is not None:
        return IncorrectAnswer("text-not-number", value)
    note = part.unknown if part.words and isinstance(value, str) else part.other
    return IncorrectAnswer(note, short(value) if note == part.unknown else name)


# ---------------------------------------------------------------- Letters in order


def letters_of(
    answer: Answer, feedback: FeedbackBuilder, offered: Collection[str], repeated: str
) -> list[str]:
    """Return the letters that a learner's function gives, as capitals: ``offered`` ones, each once.

    One that stands twice is the misconception ``repeated``.
    """

    def together(value: object) -> bool:
        return isinstance(value, str) and len(value) > 1 and {*value.upper()} <= {*offered, *" ,;.-"}

    value = expect(answer, feedback, lambda value: are_texts(value) or together(value))
    letters = [letter.strip().upper() for letter in ([value] if isinstance(value, str) else value)]
    for letter in letters:
        if letter not in offered:
            raise IncorrectAnswer("letters-together" if together(letter) else "unknown-letter", letter)
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
    made, to_come = {*chain(*uses.values())} - {*makes.values()}, {makes[letter] for letter in letters}
    for letter in letters:
        for name in (name for name in uses[letter] if name not in made):
            if name in to_come:
                raise IncorrectAnswer("used-before-made", letter)
            raise IncorrectAnswer("missing-line", name)
        made.add(makes[letter])
    if "result" not in made:
        raise IncorrectAnswer("missing-line", "result")


def _uses(line: str) -> list[str]:
    """Return the names that a line needs."""
    names = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)]
    return sorted({name.id for name in names if isinstance(name.ctx, ast.Load)})
