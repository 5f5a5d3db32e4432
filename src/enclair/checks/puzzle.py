"""Answers in letters: steps, or lines of code, to put in order, and letters that each get a word."""

import ast
import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from enclair.checks import notes
from enclair.checks.answers import expect
from enclair.checks.feedback import Feedback
from enclair.checks.values import are_texts
from enclair.checks.voice import NO_SLIP, Slip, Voice, is_form
from enclair.text.locale import text


def letters_of(answer: Any, say: Voice) -> list[str] | Feedback:
    """Return the letters that a learner's function gives, as capitals, or why there are none."""
    found = expect(answer, say, are_texts)
    return found if isinstance(found, Feedback) else [each.strip().upper() for each in found]


def check_order(
    answer: Any, say: Voice, lines: Mapping[str, str], decoys: Mapping[str, str], given: Collection[str]
) -> tuple[list[str], Feedback]:
    """Check an order of lines of code; return the letters with the feedback: see `why_order`."""
    letters = letters_of(answer, say)
    if isinstance(letters, Feedback):
        return [], letters
    feedback = say.judge(why_order(letters, lines, decoys, given))
    if feedback.passed or is_form(feedback.misconception):
        return letters, feedback
    rule = notes.section(notes.SHARED, "lines").word("rule")
    return letters, replace(feedback, rule=text(rule, say.lang))


def odd_letter(letters: list[str], known: Collection[str], repeated: str) -> Slip:
    """Return the first letter that is not ``known`` or that stands twice (misconception ``repeated``).

    Several known letters in one text, such as ``"A, B"``, are letters without quotation marks of their own.
    """
    for letter in letters:
        if letter not in known:
            together = len(letter) > 1 and set(re.findall(r"\w", letter)) <= set(known)
            return "letters-together" if together else "unknown-letter", letter
        if letters.count(letter) > 1:
            return repeated, letter
    return NO_SLIP


def odd_words(given: Mapping[str, str], letters: Collection[str], words: Collection[str]) -> Slip | None:
    """Return what is odd about a dictionary from ``letters`` to one of the ``words``, if anything."""
    for letter, word in given.items():
        if letter not in letters:
            return "unknown-letter", letter
        if word not in words:
            return "unknown-word", word
    missing = [letter for letter in letters if letter not in given]
    return ("missing-letter", missing[0]) if missing else None


def why_order(
    letters: list[str], lines: Mapping[str, str], decoys: Mapping[str, str], given: Collection[str]
) -> Slip:
    """Return what is wrong with an order of lines of code, if anything.

    Parameters
    ----------
    letters
        The learner's order.
    lines
        The line that each letter stands for, of the form ``name = …``; one of them makes ``result``.
    decoys
        The letters that do not belong, with the misconception behind each.
    given
        The names that have a value before the first line.
    """
    odd = odd_letter(letters, lines, "repeated-line")
    if odd != NO_SLIP:
        return odd
    if set(letters) == set(lines):
        return "every-line-used", ""
    for letter, misconception in decoys.items():
        if letter in letters:
            return misconception, letter
    made, to_come = {*given}, {_makes(lines[letter]) for letter in letters}
    for letter in letters:
        for name in [name for name in _uses(lines[letter]) if name not in made]:
            return ("used-before-made", letter) if name in to_come else ("missing-line", name)
        made.add(_makes(lines[letter]))
    return NO_SLIP if "result" in made else ("missing-line", "result")


def _makes(line: str) -> str:
    """Return the name to which a line gives a value."""
    return line.split(" = ")[0]


def _uses(line: str) -> list[str]:
    """Return the names that a line needs."""
    names = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)]
    return sorted({name.id for name in names if isinstance(name.ctx, ast.Load)})
