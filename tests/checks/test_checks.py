"""What holds for every check of every lesson."""

import ast
import builtins
import datetime
import functools
import inspect
import linecache
import re
import subprocess
import sys
import textwrap
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from enclair import load_case
from enclair.checks import MIME, Check, CheckFailed, Feedback, answers, ask, notes, values, voice
from enclair.lessons.what_happened import checks as what_happened
from enclair.text import toml
from enclair.text.errors import NotesError, PlainError
from enclair.text.locale import LANGUAGES
from tests.banks import CASE, take, words_of
from tests.helpers import CHECKS, assert_in, const, in_language, refused
from tests.lessons.what_happened.test_checks import EVENTS, GRADES, grades, right_days

check = Check(CHECKS)


def learner(rule, parameters):
    """A learner's function of one line, in a cell of its own."""
    lines = [f"def mine({parameters}):\n", f"    return {rule}\n"]
    name, space = f"<cell {rule}>", {}
    linecache.cache[name] = (len("".join(lines)), None, lines, name)
    exec(compile("".join(lines), name, "exec"), space)
    return space["mine"]


def stub(*arguments):
    raise NotImplementedError


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("empty", [None, ..., "", [], {}, stub, lambda *_: None, lambda *_: ...])
def test_an_empty_answer_is_not_answered_yet(name, empty):
    feedback = take(name, empty)
    assert (feedback.passed, feedback.misconception) == (False, "not-answered")
    assert "not answered yet" in feedback.message.lower()


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("value", [12.5, "words", object(), True, {1, 2}, [1, [2]], 3 + 4j])
def test_a_wrong_type_is_told_what_was_expected_and_found(name, value):
    feedback = take(name, lambda *_: value)
    assert not feedback.passed
    module = CHECKS[name].__module__
    expected = notes.section(module, name).word("expected")
    fits = (
        (expected.startswith("a number") and value == 12.5)
        or (expected == "True or False" and value is True)
        or (expected.startswith("a text") and value == "words")
    )
    if feedback.misconception not in ("one-number", "one-text", "set-has-no-order") and not fits:
        assert feedback.misconception == "wrong-type"
        assert_in(feedback.message, answers.kind(value), "should be")


@pytest.mark.parametrize(
    ("check_name", "value", "found"),
    [
        ("most_common_source", ("press", [11]), "found a tuple: a text (str), then a list."),
        ("parsons_order", [1, 2], "found a list: a whole number (int), then a whole number (int)."),
        ("steps_so_far", ["C", ["D"]], "found a list: a text (str), then a list."),
        ("parsons_order", [1, 2, 3, 4, 5], "found a list."),
    ],
)
def test_what_is_in_a_short_list_is_told(check_name, value, found):
    assert found in take(check_name, const(value)).message
    assert "found" not in take(check_name, const(value), "fr").message


@pytest.mark.parametrize("name", CHECKS)
def test_a_value_in_place_of_a_function_is_told_so(name):
    feedback = take(name, 4.5)
    assert feedback.misconception == "wrong-type"
    assert "function itself" in feedback.message


@pytest.mark.parametrize("name", CHECKS)
def test_other_parameters_are_told_with_the_first_line_to_write(name):
    def mine(one, two, three, four, five):
        return 1

    feedback = take(name, mine)
    assert feedback.misconception == "wrong-type"
    assert "def mine(" in feedback.next_step


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize(
    "error", [KeyError, NameError, TypeError, ZeroDivisionError, RecursionError, SystemExit]
)
def test_an_error_of_the_learners_code_is_named_with_its_line(name, error):
    def mine(*arguments):
        number = 1
        raise error(f"about {number}")

    line = inspect.getsourcelines(mine)[1] + 2
    feedback = take(name, mine)
    assert feedback.misconception == "answer-raised"
    assert_in(feedback.message, error.__name__, f"line {line} ", "raise error")


def test_the_line_is_the_learners_even_if_the_error_lies_deeper():
    def mine(events):
        return events["no such column"]

    feedback = take("days_to_formal_investigation", mine)
    assert feedback.misconception == "answer-raised"
    assert 'events["no such column"]' in feedback.message
    assert "The table has no column or row of that name" in feedback.next_step


@pytest.mark.parametrize(
    "rule",
    [
        'events[events["date"] >= start & events["date"] <= end]',
        'events[(events["date"] >= start) & events["date"] <= end]',
        'events[events["date"] >= start | (events["date"] <= end)]',
        'events[(events["date"] >= start) and (events["date"] <= end)]',
        'events[start <= events["date"] <= end]',
    ],
)
def test_comparisons_that_are_joined_without_brackets_are_told_so(rule):
    for lang in LANGUAGES:  # the French hint is longer: it is told whole
        feedback = take("events_by_source", learner(rule, "events, start, end"), lang)
        assert feedback.misconception == "answer-raised"
        assert "(…) & (…)" in feedback.next_step


@pytest.mark.parametrize(
    "rule",
    [
        'events[(events["date"] >= 5) & (events["date"] <= end)]',  # brackets, and another mistake
        'events if len(events) > 1 and int("x") else None',
        'events["date"] + 1',
    ],
)
def test_other_errors_are_not_told_about_brackets(rule):
    feedback = take("events_by_source", learner(rule, "events, start, end"))
    assert feedback.misconception == "answer-raised"
    assert "(…)" not in feedback.next_step


def test_an_error_with_the_other_table_says_that_it_was_another():
    def mine(events):
        if events["id"].iloc[0] != EVENTS["id"].iloc[0]:
            raise IndexError("row 23")
        return right_days(events)

    feedback = take("days_to_formal_investigation", mine)
    assert feedback.misconception == "answer-raised"
    assert "another table" in feedback.message


def test_braces_in_a_learners_words_do_no_harm():
    def mine(events):
        raise ValueError("{0} {unknown} <b>")

    feedback = take("days_to_formal_investigation", mine)
    assert "{0} {unknown} <b>" in feedback.message
    assert "<b>" not in feedback._repr_mimebundle_()["text/html"]


def test_an_interruption_goes_through():
    def mine(events):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take("days_to_formal_investigation", mine)


def test_a_learner_cannot_change_the_case():
    before = CASE.timeline

    def mine(events):
        events["date"] = pd.Timestamp("2000-01-01")
        events.loc[:, "source_type"] = "blog"
        del events["id"]
        return 0

    take("days_to_formal_investigation", mine)
    pd.testing.assert_frame_equal(CASE.timeline, before)


@pytest.fixture
def shown(monkeypatch):
    """What `check` displays."""
    found = []
    monkeypatch.setattr("IPython.display.display", found.append)
    return found


def test_check_shows_the_feedback_and_returns_nothing(shown):
    assert Check(CHECKS).days_to_formal_investigation(right_days) is None
    assert [(feedback.passed, feedback.check) for feedback in shown] == [
        (True, "days_to_formal_investigation")
    ]


def test_check_stops_the_cell_when_an_answer_does_not_pass(shown):
    with pytest.raises(CheckFailed) as stopped:
        Check(CHECKS).firmness(grades(romania_dispute="false"))
    assert len(shown) == 1
    feedback = shown[0]
    assert_in(str(stopped.value), feedback.message, feedback.next_step)
    assert isinstance(stopped.value, AssertionError)
    assert len(stopped.value._render_traceback_()) == 1
    assert len(stopped.value._render_traceback_()[0]) < 80


TWO_PLACES = [const({**GRADES, "romania-dispute": word}) for word in ("confirmed", "reported")]


def test_after_two_tries_a_closed_list_is_told_its_rule_and_no_place(shown):
    rule = notes.section(what_happened.__name__, "firmness").word("rule")
    wrong = [*TWO_PLACES, grades(prosecutors_see_answers="disputed"), grades(formal_investigation="disputed")]
    fresh = Check(CHECKS)

    def told(answer):
        with pytest.raises(CheckFailed) as caught:
            fresh.firmness(answer)
        return caught.value.feedback

    first, second, third, fourth = map(told, wrong)
    assert "romania-dispute" in first.message
    assert "romania-dispute" in second.message
    assert first.message != second.message
    for later in (third, fourth):
        assert later.message == rule
        assert "prosecutors-see-answers" not in str(later)
        assert later.misconception in ("doubt-means-dispute", "dispute-about-guilt")  # for a teacher's report
    # So is what was told before: it would say that this place is still wrong. No grade at all is told.
    assert told(wrong[0]).message == rule
    assert told(grades(romania_dispute="maybe")).misconception == "unknown-grade"
    # One that passes starts anew.
    fresh.firmness(grades())
    again = [told(wrong[2]) for _ in range(4)]  # running a cell twice is no try
    assert again[0].message != rule
    assert again == [again[0]] * 4


@pytest.mark.parametrize("name", CHECKS)
def test_each_closed_list_has_its_rule(name):
    """A letter, a word or a row that is wrong is named twice, then no more: in each check that names one."""
    section = notes.section(CHECKS[name].__module__, name)
    closed = section.word("expected").startswith(("a dictionary from", "a list of letters"))
    puzzle = name.startswith(("lines_", "parsons"))  # they share one rule
    assert closed == (puzzle or "rule" in section.words)


def test_check_speaks_french_when_asked(shown):
    spoken = Check(CHECKS)
    spoken.lang = "fr"
    with pytest.raises(CheckFailed):
        spoken.firmness(stub)
    assert shown[0].lang == "fr"
    assert shown[0].message != take("firmness", stub).message
    with pytest.raises(PlainError, match="choisissez parmi en, fr"):
        spoken.lang = "de"


def test_an_unknown_check_is_told_the_names():
    with pytest.raises(AttributeError, match=r"no check 'dyas'.*days_to_formal_inv.*firmness") as error:
        _ = check.dyas
    assert isinstance(error.value, PlainError)
    assert set(CHECKS) <= set(dir(check))


def test_an_error_of_the_check_itself_is_not_swallowed(shown):
    @functools.wraps(what_happened.firmness)
    def broken(answer, case, say):
        raise LookupError("our own mistake")

    with pytest.raises(LookupError, match="our own mistake"):
        Check({"broken": broken}).broken(1)
    assert shown == []


def test_a_feedback_has_three_forms():
    feedback = Feedback(False, "a < b", "swapped", "turn", check="firmness")
    bundle = feedback._repr_mimebundle_()
    assert bundle[MIME] == {"passed": False, "check": "firmness", "misconception": "swapped"}
    assert bundle["text/plain"] == "Not yet. a < b\nWhat to do next: turn"
    page = bundle["text/html"]
    assert_in(page, 'role="status"', "Not yet.", "a &lt; b")
    assert not re.search(r"https?:|url\(|<img|<script|#[0-9a-fA-F]{3}", page)
    assert "Passed." in Feedback(True, "yes")._repr_mimebundle_()["text/html"]


@pytest.mark.parametrize(("passed", "misconception"), [(True, "swapped"), (False, "")])
def test_a_feedback_that_contradicts_itself_cannot_be_made(passed, misconception):
    refused(ValueError, "names its misconception", Feedback, passed, "words", misconception)


MISCONCEPTION = re.compile(r"[a-z]+(-[a-z]+)+")
#: What has the shape of a misconception and is none: events, and a verdict.
OTHER_NAMES = {*EVENTS["id"], *CASE.judgments["id"], "cannot-check", "input-changed"}
EVERY_CHECK = notes.section(notes.SHARED, "every_check")
PUZZLES = notes.section(notes.SHARED, "lines")


def used_in(tree, known):
    """What the names and the ``module.names`` of a piece of code stand for, as far as it is known outside."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield known.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield getattr(known.get(node.value.id), node.attr, None)


def code_of(used, seen):
    """The code of a function or class of the checks and of all that it uses there, other checks left out."""
    seen.append(used)
    tree = ast.parse(textwrap.dedent(inspect.getsource(used)))
    yield tree
    known = vars(sys.modules[used.__module__])
    if inspect.isfunction(used):  # a puzzle is one function for all, with the lines of each
        used = inspect.unwrap(used)
        known = used.__globals__ | inspect.getclosurevars(used).nonlocals
    for found in used_in(tree, known):
        if isinstance(found, Mapping):
            yield ast.parse(repr(dict(found)))
        elif inspect.isfunction(found) or inspect.isclass(found):
            ours = found.__module__.startswith("enclair.checks") or found.__module__.endswith(".checks")
            if ours and found not in [*seen, *CHECKS.values()]:
                yield from code_of(found, seen)


def named_in(function):
    """Every string in the code of a check, and those among them that must be the name of a note."""
    nodes = [node for tree in code_of(function, []) for node in ast.walk(tree)]
    strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    calls = [node for node in nodes if isinstance(node, ast.Call) and node.args]
    raised = [one for one in calls if ast.unparse(one.func) in ("NotYet", "voice.NotYet")]
    given = {getattr(one.args[0], "value", "") for one in raised}
    shaped = (
        {string for string in strings if MISCONCEPTION.fullmatch(string)}
        - OTHER_NAMES
        - {*voice.FORM_NAMES, *voice.NUMBERS}
    )
    return strings, {name for name in shaped | given if isinstance(name, str) and name}


def without_sentence(function, own):
    puzzle = own.name.removeprefix("checks.").startswith(("lines_", "parsons"))
    shared = {*EVERY_CHECK.notes, *(PUZZLES.notes if puzzle else ())}
    return named_in(function)[1] - set(own.notes) - shared


def never_said(function, own):
    return set(own.notes) - named_in(function)[0]


@pytest.mark.parametrize("name", CHECKS)
def test_each_misconception_has_its_sentence_and_each_sentence_its_misconception(name):
    function = CHECKS[name]
    own = notes.section(function.__module__, name)
    assert without_sentence(function, own) == set(), (
        f"add them to {own.file}, or to checks/en.toml if every check may say them"
    )
    assert never_said(function, own) == set(), f"no check says these: take them out of {own.file}"
    assert "passed" in own.notes
    # Where more than one answer can be defended, the check says what speaks for the one given.
    remarks = {"claims_and_evidence": {"same", "other"}, "firmness": {"confirmed", "reported"}}
    headings = {key for key in own.words if name == "memo_form" and re.fullmatch(r"heading_[1-6]", key)}
    assert own.words.keys() - {"rule"} == {"expected"} | remarks.get(name, set()) | headings
    assert not set(own.notes) & OTHER_NAMES, "a misconception has the name of something else"


def fake(answer, case, say: voice.Voice):
    if answer == {"a": "one-idea"}:
        return say.passed()
    raise voice.NotYet("another")


def test_a_missing_and_a_dead_sentence_are_seen():
    note = 'message = "m"\nnext_step = "n"'
    own = notes.parse(f"[fake.passed]\n{note}\n[fake.old-idea]\n{note}", "fake.toml")["fake"]
    assert without_sentence(fake, own) == {"one-idea", "another"}
    assert never_said(fake, own) == {"old-idea"}


def test_the_shared_sentences_are_those_that_the_checks_share():
    said = set.union(*(named_in(function)[0] for function in CHECKS.values()))
    assert {*EVERY_CHECK.notes, *PUZZLES.notes} <= said
    assert set(notes.sections(notes.SHARED)) == {
        *("every_check", "hints", "kinds", "lines", "remarks", "shared")
    }
    kinds, hints = (notes.section(notes.SHARED, name).words for name in ("kinds", "hints"))
    assert set(kinds) == {*(word for _, word in values.KINDS), "other"}
    assert {"brackets", "other"} <= set(hints)
    errors = [getattr(builtins, name) for name in hints if name not in ("brackets", "other")]
    assert all(issubclass(error, Exception) for error in errors)


def test_each_file_of_sentences_belongs_to_a_module_and_each_table_to_a_check():
    modules = {function.__module__ for function in CHECKS.values()}
    assert {name for module in modules for name in notes.sections(module)} == set(CHECKS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[days.late]\nmessage = "one"\nnext_step = "two\n', r", in or before \[days\.late\]: .*line 3"),
        ('[days.late]\nmessage = "a "b" c"', r", in or before \[days\.late\]: .*line 2"),
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
        ('expected = "a"', r": expected stands outside every table"),
        ('[days]\nanswers = ["one", 2]', r": answers in \[days\] should be a list of words"),
    ],
)
def test_a_fault_in_a_file_of_sentences_names_the_file_and_the_key(content, said):
    with pytest.raises(NotesError, match=rf"days\.toml{said}"):
        notes.parse(content, "days.toml")


def test_a_sentence_that_is_not_there_is_named_with_its_file():
    own = notes.section(what_happened.__name__, "firmness")
    assert notes.parse('[days.passed]\nmessage = "one"', "days.toml")["days"].note("passed").message == "one"
    refused(NotesError, r"what_happened/en\.toml has no \[checks\.firmness\.too-late\]", own.note, "too-late")
    refused(NotesError, r"what_happened/en\.toml: \[checks\.firmness\] has no hint", own.word, "hint")
    with pytest.raises(NotesError, match=r"what_happened/en\.toml has no table \[checks\.firmnes\]"):
        notes.section(what_happened.__name__, "firmnes")
    say = voice.Voice(what_happened.firmness)
    with pytest.raises(NotesError, match=r"what_happened/en\.toml has no \[checks\.firmness\.too-late\]"):
        say.not_yet("too-late")
    unknown = r"what_happened/en\.toml: \[checks\.firmness\.unknown-grade\].*'found'.*grade"
    refused(NotesError, unknown, say.not_yet, "unknown-grade", grade="weak")


def test_no_sentence_is_read_before_one_is_needed():
    script = (
        "from enclair.lessons.traces import check; from enclair.checks import notes\n"
        "assert notes.sections.cache_info().misses == 0"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


class _MuteError(Exception):
    def __str__(self):
        raise RuntimeError("not even this")


def _raise_mute(events):
    raise _MuteError


@pytest.mark.parametrize(
    ("answer", "misconception"),
    [
        (lambda rows: 10**400 + len(rows.dropna(subset="date").query("date < '2024-08-30'")), "wrong-number"),
        *(
            (lambda events: np.timedelta64(5, "D"), "timedelta"),
            (lambda e: np.timedelta64(4, "D"), "timedelta"),
        ),
        (lambda events: datetime.timedelta(days=5), "timedelta"),
        *((lambda events: np.bool_(True), "wrong-type"), (lambda events: float("inf"), "wrong-type")),
        *((lambda events: complex(5), "wrong-type"), (_raise_mute, "answer-raised")),
    ],
)
def test_odd_values_get_a_feedback_too(answer, misconception):
    assert take("days_to_formal_investigation", answer).misconception == misconception


class _Silent:
    def __repr__(self):
        raise RuntimeError("no words")


@pytest.mark.parametrize("odd", [_Silent(), 10**5000], ids=["silent", "endless"])
def test_odd_values_inside_a_dictionary_get_a_feedback_too(odd):
    case = load_case("telegram")
    for name, answer in [
        ("firmness", lambda: {"arrest": odd}),
        ("firmness", lambda: {odd: "confirmed"}),
        ("events_by_source", lambda events, start, end: {odd: 3}),
        ("events_by_source", lambda events, start, end: {"press": odd}),
    ]:
        assert not ask(CHECKS[name], answer, case).passed


def test_a_number_beside_a_word_is_told_at_any_try(shown):
    fresh, told = Check(CHECKS), []
    for percent in (88.8, 0.112, 890, 7):
        with pytest.raises(CheckFailed) as caught:
            fresh.part_of_what(
                const(
                    {
                        "A": ("reports", percent),
                        "B": ("removed items", 9.4),
                        "C": ("not clear", 90),
                        "D": ("reports", 49.6),
                    }
                )
            )
        told.append(caught.value.feedback.misconception)
        assert caught.value.feedback.rule == ""
    assert told == ["rest-taken", "part-not-percent", "divided-the-other-way", "wrong-percent"]


LOOP: list = []
LOOP.append(LOOP)


@pytest.mark.parametrize("odd", [LOOP, np.timedelta64(4, "D"), pd.NA, "²", [4, 5]], ids=repr)
@pytest.mark.parametrize("name", CHECKS)
def test_odd_values_never_end_in_a_traceback(name, odd):
    for answer in (odd, {"C": odd}, {"C": ("goes further", odd)}, ("proportionate", odd), [odd, 10**400]):
        assert isinstance(take(name, lambda *_, answer=answer: answer), Feedback)


WITH_ANSWERS = [name for name in CHECKS if words_of(name)]


@pytest.mark.parametrize("name", WITH_ANSWERS)
def test_each_answer_has_its_french_and_no_two_are_alike(name):
    words = words_of(name)
    package, _, module = CHECKS[name].__module__.rpartition(".")
    english, french = (toml.read(package, f"{lang}.toml")[module][name] for lang in ("en", "fr"))
    assert len(english["answers"]) == len(french["answers"])
    assert all(word.strip() for word in french["answers"])
    # An English word that is the French of another one would be read as that other one.
    meant = {voice.normalized(french): word for word, french in words.items()}
    assert len(meant) == len(words)
    assert all(meant.get(voice.normalized(word), word) == word for word in words)


def test_an_answer_is_read_wherever_it_stands_and_as_it_is_written():
    say = in_language("fr", voice.Voice, CHECKS["press_claims"])
    written = {"A": ("Va  Plus loin", 4), "B": ["dans le texte", "goes further"], "C": "rien"}
    assert say.in_english(written) == {
        "A": ("goes further", 4),
        "B": ["in the text", "goes further"],
        "C": "rien",
    }
    endless: list = []
    endless.append(endless)
    assert say.in_english(endless)[0] is not None
    # In an English notebook, French is not understood: the feedback says that the word is unknown.
    assert voice.Voice(CHECKS["press_claims"]).in_english("dans le texte") == "dans le texte"
