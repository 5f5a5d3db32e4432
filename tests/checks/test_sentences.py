"""The sentences of checks: each misconception has one, of the form that `FeedbackBuilder` reads."""

import builtins
import inspect
import json
import re
import sys

import pytest

from enclair.checks import feedback, hints
from enclair.lessons.what_happened import checks as what_happened
from enclair.text import locale
from enclair.text.errors import NotesError
from enclair.text.locale import LANGUAGES
from tests.banks import CASE, words_of
from tests.helpers import CHECKS, refused

MODULES = {function.__module__ for function in CHECKS.values()}
KIT = ("", ".answers", ".puzzle", ".change", ".drawing", ".feedback", ".hints")
#: What has the shape of a misconception and is none: events, a verdict, and a grade that is not given yet.
OTHER_NAMES = {*CASE.timeline["id"], *CASE.judgments["id"], "cannot-check", "to-grade"}
SHARED = {
    key
    for name in feedback.SHARED_TABLES
    for key, note in feedback.shared_table(name).items()
    if isinstance(note, dict)
}


def code(*modules):
    return "".join(inspect.getsource(sys.modules[module]) for module in modules)


def test_each_misconception_has_its_sentence_and_each_shared_sentence_is_said():
    """That each sentence of a lesson is said by its check is what the banks show."""
    for module in MODULES:
        package, _, name = module.rpartition(".")
        tables = locale.tables(package, name)
        notes = {key for table in tables.values() for key in table}
        rows = (rows for table in tables.values() for rows in table.values() if isinstance(rows, list))
        named = re.findall(r'"([a-z]+(?:-[a-z]+)+)"', code(module) + json.dumps([*rows]))
        named = {*named} - OTHER_NAMES - {word for name in tables for word in words_of(name)}
        assert {name for name in named - notes - SHARED if name.split("-")[0] not in SHARED} == set(), module
    everything = code(*MODULES, *(f"enclair.checks{name}" for name in KIT))
    first_words = {"unknown", "missing", "repeated"}
    assert {key for key in SHARED if f'"{key}"' not in everything} <= first_words | {"def-is-gone"}


def test_each_hint_is_one_that_is_looked_up():
    of_errors, of_syntax = map(feedback.shared_table, ("hints", "syntax"))
    names = {name for name in of_errors if name[0].islower()}
    assert names == {*(name for name, *_ in hints.PATTERNS["hints"]), "other"}
    assert all(issubclass(getattr(builtins, name), Exception) for name in set(of_errors) - names)
    assert set(of_syntax) == {name for name, *_ in hints.PATTERNS["syntax"]}


def test_each_closed_list_has_its_rule():
    """A letter, a word or a row that is wrong is named, and not for ever, in each check that names one.

    Two numbers beside a letter are none: they cannot be found by trying.
    """
    for name, function in CHECKS.items():
        words = feedback.sentences(function)
        closed = words["expected"].startswith(("a dictionary from", "a list of letters"))
        closed &= not words["expected"].endswith("two numbers")
        shared = name.startswith(("lines_", "parsons"))  # one rule for all puzzles
        assert closed == (shared or "rule" in words), name


def test_each_answer_has_its_french_and_no_two_are_alike():
    for name, check in CHECKS.items():
        words = words_of(name)
        english, french = (feedback.sentences(check, lang).get("answers", ()) for lang in LANGUAGES)
        assert len(english) == len(french) == len(words)
        # An English word that is the French of another one would be read as that other one.
        meant = {feedback.fold_text(french): word for word, french in words.items()}
        assert len(meant) == len(words)
        assert all(meant.get(feedback.fold_text(word), word) == word for word in words)


def test_a_sentence_that_cannot_be_said_is_named():
    builder = feedback.FeedbackBuilder(what_happened.steps_so_far)
    where = r"enclair\.lessons\.what_happened\.checks\.steps_so_far: the sentence "
    refused(NotesError, where + "too ", builder.not_yet, feedback.IncorrectAnswer("too-late"))
    refused(NotesError, where + "passed.*'as_of'", builder.passed)


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("return 3", "set it in by four blanks"),
        ("def f():\nreturn 3", "set each in by four blanks more"),
        ("def f():\n    a = 1\n  return 3", "begin one below the other"),
        ("x = 0,0009", "a point"),
        ("x = 9 990", "a point"),
        ("x = y[y >= 2024-08-24]", "put quotation marks"),
        ("f(x) = 3", "=="),
        ("x = y[y => 3]", "comes last"),
        ("x = y[y = 3]", "=="),
        ("f((1, 2)", "come in pairs"),
        ('x = "one', "Quotation marks"),
        ("if x\n    y", "ends with a colon"),
        ("x = “one”", "as a straight one"),
        ("Return 14,25", "small letters"),
        ("x = (4,5%)", "per cent"),
        ("x = (2,4 y)", "look at the line"),
        ("x = y z", "look at the line"),
    ],
)
def test_a_cell_that_is_no_python_is_told_why(cell, part):
    assert part in hints.of_syntax(refused(SyntaxError, "", compile, cell, "cell", "exec"))
    assert hints.of_syntax(ValueError("0,0009")) == ""
