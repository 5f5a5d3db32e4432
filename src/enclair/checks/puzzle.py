"""Answers in letters: steps, or lines of code, to put in order, and letters that each get a word."""

import ast
import re
from collections.abc import Collection, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from enclair.checks import notes
from enclair.checks.answers import expect
from enclair.checks.feedback import Feedback
from enclair.checks.values import Answer, are_texts, is_whole
from enclair.checks.voice import NotYet, Pure, Voice

if TYPE_CHECKING:
    from enclair.case.model import Case


def letters_of(answer: Answer, say: Voice, known: Collection[str], repeated: str) -> list[str]:
    """Return the letters that a learner's function gives, as capitals: ``known`` ones, each once.

    Several known letters in one text, such as ``"A, B"``, are letters without quotation marks of their own.
    One that stands twice is the misconception ``repeated``.
    """

    def together(value: object) -> bool:
        several = isinstance(value, str) and len(value.strip()) > 1
        return several and set(re.findall(r"\w", str(value).upper())) <= set(known)

    def fits(value: Answer) -> bool:
        return are_texts(value) or together(value) or _are_numbers(value)

    given = expect(answer, say, fits)
    if _are_numbers(given):
        raise NotYet("numbers-not-letters")
    letters = [each.strip().upper() for each in ([given] if isinstance(given, str) else given)]
    for letter in letters:
        if letter not in known:
            raise NotYet("letters-together" if together(letter) else "unknown-letter", letter)
        if letters.count(letter) > 1:
            raise NotYet(repeated, letter)
    return letters


def _are_numbers(value: Answer) -> bool:
    return isinstance(value, list | tuple) and len(value) > 0 and all(map(is_whole, value))


def need_words(given: Mapping[str, str], letters: Collection[str], words: Collection[str]) -> None:
    """Raise `NotYet` unless ``given`` goes from each of the ``letters`` to one of the ``words``."""
    need_known(given, letters, words, "unknown-letter", "unknown-word")
    need_all(given, letters, "missing-letter")


def need_known(
    given: Mapping[str, str], keys: Collection[str], words: Collection[str], strange: str, odd: str
) -> None:
    """Raise `NotYet` for a key that is none of ``keys`` (``strange``) or a word that is none (``odd``)."""
    for key, word in given.items():
        if key not in keys:
            raise NotYet(strange, key)
        if word not in words:
            raise NotYet(odd, word)


def need_all(given: Collection[str], keys: Collection[str], missing: str) -> None:
    """Raise `NotYet` with the note ``missing`` for the first of ``keys`` that is not ``given``."""
    for key in keys:
        if key not in given:
            raise NotYet(missing, key)


def judge_words(
    given: Mapping[str, str],
    right: Mapping[str, tuple[str, str]],
    words: Collection[str],
    one: str,
    everywhere: str,
    nowhere: str,
) -> None:
    """Raise `NotYet` for the first misunderstanding in words for letters.

    Parameters
    ----------
    given
        The learner's word for each letter.
    right
        The word that holds for each letter, and the idea behind any other.
    words
        The words to choose from.
    one, everywhere, nowhere
        One of them, and the ideas behind giving it to every letter and to none.
    """
    need_words(given, right, words)
    wrong = [letter for letter, (word, _) in right.items() if given[letter] != word]
    if not wrong:
        return
    if {*given.values()} == {one}:
        raise NotYet(everywhere)
    if one not in given.values():
        raise NotYet(nowhere)
    raise NotYet(right[wrong[0]][1], wrong[0])


def puzzle(module: str, name: str, lines: Mapping[str, str], decoys: Mapping[str, str]) -> Pure:
    """Return the check of a puzzle of a module: the order of its lines, a function that gives letters."""

    def check(answer: Answer, case: "Case", say: Voice) -> Feedback:
        """Check the order of the puzzle's lines: a function that gives a list of letters."""
        in_order(answer, say, lines, decoys)
        return say.passed()

    check.__module__, check.__name__ = module, name
    return check


def in_order(answer: Answer, say: Voice, lines: Mapping[str, str], decoys: Mapping[str, str]) -> list[str]:
    """Return the letters of lines of code in an order in which they run.

    Parameters
    ----------
    answer, say
        The learner's function, and the words of the check.
    lines
        The line that each letter stands for, of the form ``name = …``; one of them makes ``result``. Names
        that none of them makes have a value before the first.
    decoys
        The letters that do not belong, with the misconception behind each.
    """
    say.rule = notes.section(notes.SHARED, "lines").word("rule")
    letters = letters_of(answer, say, lines, "repeated-line")
    if set(letters) == set(lines):
        raise NotYet("every-line-used")
    for letter, misconception in decoys.items():
        if letter in letters:
            raise NotYet(misconception, letter)
    makes = {letter: line.split(" = ")[0] for letter, line in lines.items()}
    uses = {letter: _uses(line) for letter, line in lines.items()}
    known, to_come = {*chain(*uses.values())} - {*makes.values()}, {makes[letter] for letter in letters}
    for letter in letters:
        for name in [name for name in uses[letter] if name not in known]:
            raise NotYet("used-before-made", letter) if name in to_come else NotYet("missing-line", name)
        known.add(makes[letter])
    if "result" not in known:
        raise NotYet("missing-line", "result")
    return letters


def _uses(line: str) -> list[str]:
    """Return the names that a line needs."""
    names = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)]
    return sorted({name.id for name in names if isinstance(name.ctx, ast.Load)})
