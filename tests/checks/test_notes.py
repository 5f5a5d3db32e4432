"""The sentences of checks: each misconception has one, and a fault in a file is named with its place."""

import builtins
import inspect
import re
import subprocess
import sys

import pytest

from enclair.checks import notes, raised, syntax, values, voice
from enclair.lessons.what_happened import checks as what_happened
from enclair.text import toml
from enclair.text.errors import NotesError
from tests.banks import CASE, words_of
from tests.helpers import CHECKS, refused

MODULES = {function.__module__ for function in CHECKS.values()}
#: What has the shape of a misconception and is none: events, and a verdict.
OTHER_NAMES = {*CASE.timeline["id"], *CASE.judgments["id"], "cannot-check"}
SHARED = {key for name in voice.SHARED_TABLES for key in notes.section(notes.SHARED, name).notes}


def code(*modules):
    return "".join(inspect.getsource(sys.modules[module]) for module in modules)


def test_each_misconception_has_its_sentence_and_each_shared_sentence_is_said():
    """That each sentence of a lesson is said by its check is what the banks show."""
    for module in MODULES:
        sentences = {key for section in notes.sections(module).values() for key in section.notes}
        named = {*re.findall(r'"([a-z]+(?:-[a-z]+)+)"', code(module))} - OTHER_NAMES
        assert named - sentences - SHARED == set(), module
    said = code(
        *MODULES, *(f"enclair.checks.{name}" for name in ("answers", "puzzle", "change", "drawing", "voice"))
    )
    assert {key for key in SHARED if f'"{key}"' not in said} == set()
    assert {name for module in MODULES for name in notes.sections(module)} == set(CHECKS)


def test_each_kind_and_hint_is_one_that_is_looked_up():
    kinds, hints = (notes.section(notes.SHARED, name).words for name in ("kinds", "hints"))
    assert set(kinds) == {*(word for _, word in values.KINDS), "numbers", "blanks", "other"}
    names = {name for name in hints if name[0].islower()}
    assert names == {*raised.HINTS, "other"}
    assert all(issubclass(getattr(builtins, name), Exception) for name in set(hints) - names)
    told = {key for _, key in syntax.SAYS} | {
        "signs-swapped",
        "date-unquoted",
        "number",
        "leading-zero",
        "other",
    }
    assert set(notes.section(notes.SHARED, "syntax").words) == told


def test_each_closed_list_has_its_rule():
    """A letter, a word or a row that is wrong is named, and not for ever, in each check that names one.

    Two numbers beside a letter are none: they cannot be found by trying.
    """
    for name, function in CHECKS.items():
        words = notes.section(function.__module__, name).words
        closed = words["expected"].startswith(("a dictionary from", "a list of letters"))
        closed &= not words["expected"].endswith("two numbers")
        shared = name.startswith(("lines_", "parsons"))  # one rule for all puzzles
        assert closed == (shared or "rule" in words), name


def test_each_answer_has_its_french_and_no_two_are_alike():
    for name in CHECKS:
        words = words_of(name)
        package, _, module = CHECKS[name].__module__.rpartition(".")
        english, french = (toml.read(package, f"{lang}.toml")[module][name] for lang in ("en", "fr"))
        assert len(english.get("answers", ())) == len(french.get("answers", ())) == len(words)
        assert all(word.strip() for word in words.values())
        # An English word that is the French of another one would be read as that other one.
        meant = {voice.normalized(french): word for word, french in words.items()}
        assert len(meant) == len(words)
        assert all(meant.get(voice.normalized(word), word) == word for word in words)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[days.late]\nmessage = "one"\nnext_step = "two\n', r", in or before \[days\.late\]: .*line 3"),
        ("[days.late", r", in or before \[days\.late: "),
        ("message", r", in or before the first line: "),
        ('[days.late]\nnext_step = "two"', r": \[days\.late\] .*message, next_step, each.*found next_step"),
        ('[days.late]\nmessage = "one"', r": \[days\.late\] .*message, next_step, each.*found message"),
        ('[days.passed]\nnext_step = "two"', r": \[days\.passed\] should have message, .*next_step"),
        ("[days.late]", r".*\[days\.late\] .*found nothing"),
        ('[days.late]\nmessage = " "\nnext_step = "two"', r".*\[days\.late\] .*without a sentence: message"),
        ('[days.late]\nmessage = "one"\nnext_step = 2', r".*\[days\.late\] .*without a sentence: next_step"),
        ('[days.late]\nmessage = "one"\nnextstep = "two"', r".*\[days\.late\] .*found message, nextstep"),
        ("[days]\nexpected = 3", r": expected in \[days\]"),
        ('[days]\nexpected = " "', r": expected in \[days\]"),
        ('expected = "a"', r": expected stands outside every table"),
        ('[days]\nanswers = ["one", 2]', r": answers in \[days\] should be a list of words"),
        ('[days]\nanswers = ["one", " "]', r": answers in \[days\] should be a list of words"),
    ],
)
def test_a_fault_in_a_file_of_sentences_names_the_file_and_the_key(content, told):
    refused(NotesError, rf"days\.toml{told}", notes.parse, content, "days.toml")


def test_a_sentence_that_is_not_there_is_named_with_its_file():
    own, file = notes.section(what_happened.__name__, "firmness"), r"what_happened/en\.toml"
    assert notes.parse('[days.passed]\nmessage = "one"', "days.toml")["days"].note("passed").message == "one"
    refused(NotesError, rf"{file} has no \[checks\.firmness\.too-late\]", own.note, "too-late")
    refused(NotesError, rf"{file}: \[checks\.firmness\] has no hint", own.word, "hint")
    refused(NotesError, rf"{file} has no table \[checks\.no\]", notes.section, what_happened.__name__, "no")
    say = voice.Voice(what_happened.firmness)
    refused(NotesError, rf"{file} has no \[checks\.firmness\.too-late\]", say.not_yet, "too-late")
    unknown = rf"{file}: \[checks\.firmness\.unknown-grade\].*'found'.*grade"
    refused(NotesError, unknown, say.not_yet, "unknown-grade", grade="weak")


def test_no_sentence_is_read_before_one_is_needed():
    script = (
        "from enclair.lessons.traces import check; from enclair.checks import notes\n"
        "assert notes.sections.cache_info().misses == 0"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def of_syntax(cell):
    """What is told of a cell that is no Python."""
    try:
        compile(cell, "cell", "exec")
    except SyntaxError as error:
        return syntax.hint(error)
    raise AssertionError(cell)


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("return 3", "set it in by four blanks"),
        ("def f():\nreturn 3", "set each of them in"),
        ("def f():\n    a = 1\n  return 3", "begin one below the other"),
        ("x = 0,0009", "write 0.0009"),
        ("x = 1,045 / 3", "write 1045"),
        ("x = 9 990", "write 9990"),
        ('x = {"B": 0,9}', "write 0.9"),
        ("x = 007", "take the zero away"),
        ("x = y[y >= 2024-08-24]", 'write "2024-08-24"'),
        ("f(x) = 3", "=="),
        ("x = y[y => 3]", "comes last"),
        ("x = y[y = 3]", "=="),
        ("f((1, 2)", "come in pairs"),
        ("f(1))", "come in pairs"),
        ('x = "one', "Quotation marks"),
        ("if x\n    y", "ends with a colon"),
        ("x = “one”", "as a straight one"),
        ("x = 1 2 3 y", "look at the line"),
    ],
)
def test_a_cell_that_is_no_python_is_told_why(cell, part):
    assert part in of_syntax(cell)
    assert syntax.hint(ValueError("0,0009")) == ""
