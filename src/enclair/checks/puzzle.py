"""Answers in letters: steps, or lines of code, to put in order, and letters that each get a word."""

import ast
import re
from collections.abc import Collection, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from enclair.checks.answers import expect
from enclair.checks.feedback import Feedback, FeedbackBuilder, IncorrectAnswer, Pure
from enclair.checks.values import Answer, are_texts, is_whole, shared

if TYPE_CHECKING:
    from enclair.case.model import Case


def letters_of(answer: Answer, say: FeedbackBuilder, known: Collection[str], repeated: str) -> list[str]:
    """Return the letters that a learner's function gives, as capitals: ``known`` ones, each once.

    Several known letters in one text, such as ``"A, B"``, are letters without quotation marks of their own.
    One that stands twice is the misconception ``repeated``.
    """

    def together(value: object) -> bool:
        several = isinstance(value, str) and len(value.strip()) > 1
        return several and set(re.findall(r"\w", str(value).upper())) <= set(known)

    def are_numbers(value: Answer) -> bool:
        return isinstance(value, list | tuple) and len(value) > 0 and all(map(is_whole, value))

    given = expect(answer, say, lambda value: are_texts(value) or together(value) or are_numbers(value))
    if are_numbers(given):
        raise IncorrectAnswer("numbers-not-letters")
    letters = [letter.strip().upper() for letter in ([given] if isinstance(given, str) else given)]
    for letter in letters:
        if letter not in known:
            raise IncorrectAnswer("letters-together" if together(letter) else "unknown-letter", letter)
        if letters.count(letter) > 1:
            raise IncorrectAnswer(repeated, letter)
    return letters


def need_words(given: Mapping[str, str], letters: Collection[str], words: Collection[str]) -> None:
    """Raise `IncorrectAnswer` unless ``given`` goes from each of the ``letters`` to one of the ``words``."""
    need_known(given, letters, words, "unknown-letter", "unknown-word")
    need_all(given, letters, "missing-letter")


def need_known(
    given: Mapping[str, str], keys: Collection[str], words: Collection[str], strange: str, odd: str
) -> None:
    """Raise `IncorrectAnswer` for keys not in ``keys`` (``strange``), words not in ``words`` (``odd``)."""
    for key, word in given.items():
        if key not in keys:
            raise IncorrectAnswer(strange, key)
        if word not in words:
            raise IncorrectAnswer(odd, word)


def need_all(given: Collection[str], keys: Collection[str], missing: str) -> None:
    """Raise `IncorrectAnswer` with the note ``missing`` for the first of ``keys`` that is not ``given``."""
    for key in keys:
        if key not in given:
            raise IncorrectAnswer(missing, key)


def judge_words(
    given: Mapping[str, str],
    right: Mapping[str, tuple[str, str]],
    words: Collection[str],
    one: str,
    everywhere: str,
    nowhere: str,
) -> None:
    """Raise `IncorrectAnswer` for the first misunderstanding in words for letters.

    For each letter ``right`` has the word that holds, and the idea behind any other; ``everywhere`` and
    ``nowhere`` are the ideas behind giving the word ``one`` to every letter and to none.
    """
    need_words(given, right, words)
    wrong = [letter for letter, (word, _) in right.items() if given[letter] != word]
    if not wrong:
        return
    if {*given.values()} == {one}:
        raise IncorrectAnswer(everywhere)
    if one not in given.values():
        raise IncorrectAnswer(nowhere)
    raise IncorrectAnswer(right[wrong[0]][1], wrong[0])


def puzzle(module: str, name: str, lines: Mapping[str, str], decoys: Mapping[str, str]) -> Pure:
    """Return the check of a puzzle of a module: see `in_order`."""

    def check(answer: Answer, case: "Case", say: FeedbackBuilder) -> Feedback:
        """Check the order of the puzzle's lines: a function that gives a list of letters."""
        in_order(answer, say, lines, decoys)
        return say.passed()

    check.__module__, check.__name__ = module, name
    return check


def in_order(
    answer: Answer, say: FeedbackBuilder, lines: Mapping[str, str], decoys: Mapping[str, str]
) -> list[str]:
    """Return the letters of lines of code in an order in which they run.

    Each line has the form ``name = …``; one of them makes ``result``. Names that none of them makes have a
    value before the first. ``decoys`` are the letters that do not belong, with the misconception of each.
    """
    say.rule = shared("answers.lines.rule")
    letters = letters_of(answer, say, lines, "repeated-line")
    if set(letters) == set(lines):
        raise IncorrectAnswer("every-line-used")
    for letter, misconception in decoys.items():
        if letter in letters:
            raise IncorrectAnswer(misconception, letter)
    makes = {letter: line.split(" = ")[0] for letter, line in lines.items()}
    uses = {letter: _uses(line) for letter, line in lines.items()}
    made, to_come = {*chain(*uses.values())} - {*makes.values()}, {makes[letter] for letter in letters}
    for letter in letters:
        for name in [name for name in uses[letter] if name not in made]:
            raise (
                IncorrectAnswer("used-before-made", letter)
                if name in to_come
                else IncorrectAnswer("missing-line", name)
            )
        made.add(makes[letter])
    if "result" not in made:
        raise IncorrectAnswer("missing-line", "result")
    return letters


def _uses(line: str) -> list[str]:
    """Return the names that a line needs."""
    names = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)]
    return sorted({name.id for name in names if isinstance(name.ctx, ast.Load)})
