"""What every check does with a learner's function and its errors, and what `check` shows in a notebook."""

import ast
import datetime
import functools
import inspect
import linecache
import re

import numpy as np
import pandas as pd
import pytest

from enclair import unfinished
from enclair.case.wording import count
from enclair.checks import MIME, Check, CheckFailed, Feedback, hints
from enclair.checks.feedback import FeedbackBuilder, sentences
from enclair.lessons.traces import checks as traces
from enclair.lessons.what_happened import checks as what_happened
from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES
from tests.banks import CASE, changing, stub, take
from tests.helpers import CHECKS, assert_in, const, in_language, refused
from tests.lessons.judge_for_a_day.test_checks import changes_the_original
from tests.lessons.what_happened.test_checks import EVENTS, GRADES, right_days

DAYS = "days_to_formal_investigation"
grades = changing(GRADES)


def learner(rule, parameters):
    """A learner's function of one line, in a cell of its own."""
    code, name, space = f"def mine({parameters}):\n    return {rule}\n", f"<cell {rule}>", {}
    linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
    exec(compile(code, name, "exec"), space)
    return space["mine"]


def test_an_empty_answer_is_not_answered_yet():
    for empty in (None, ..., "", [], {}, stub, lambda *_: None, lambda *_: ...):
        feedback = take(DAYS, empty)
        assert (feedback.passed, feedback.misconception) == (False, "not-answered")
        assert "not answered yet" in feedback.message.lower()


def test_an_older_answer_is_not_judged(monkeypatch):
    monkeypatch.setitem(unfinished.outdated, "mine", unfinished.Outdated(right_days))
    assert take(DAYS, right_days).misconception == "cell-did-not-run"
    assert take(DAYS, lambda events: right_days(events)).passed


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("most_common_source", ("press", [11]), "found a tuple: a text (str), then a list."),
        ("parsons_order", [1, "A"], "found a list: a whole number (int), then a text (str)."),
        ("steps_so_far", ["C", ["D"]], "found a list: a text (str), then a list."),
        ("parsons_order", ["A", 1, 2, 3, 4], "found a list."),
        ("firmness", 3 + 4j, "found something of type complex."),
    ],
)
def test_a_wrong_type_is_told_what_was_expected_and_found(name, value, told):
    expected = sentences(CHECKS[name], "en")["expected"]
    assert take(name, const(value)).message == f"The answer should be {expected}; {told}"
    assert "found" not in take(name, const(value), "fr").message


def test_a_function_with_other_parameters_is_told_its_first_line():
    def mine(one, two, three):
        return 1

    assert take(DAYS, mine).next_step == "Write its first line as it was: def mine(events):"
    assert take(DAYS, 4.5).message == "The check expects your function itself, and found a number (float)."
    assert take("firmness", const({"arrest": ""})).misconception == "empty-answer"  # nothing is filled in
    assert take("steps_so_far", dict).misconception == "empty-answer"  # it has no signature to look at


@pytest.mark.parametrize("error", [KeyError, ZeroDivisionError, SystemExit])
def test_an_error_of_the_learners_code_is_named_with_its_line(error):
    def mine(*arguments):
        number = 1
        raise error(f"about {number}")

    line = inspect.getsourcelines(mine)[1] + 2
    feedback = take(DAYS, mine)
    assert feedback.misconception == "answer-raised"
    assert_in(feedback.message, error.__name__, f"line {line} ", "raise error", "about 1")


def test_the_line_is_the_learners_even_if_the_error_lies_deeper():
    def mine(events):
        return events["no such column"]

    feedback = take(DAYS, mine)
    assert 'events["no such column"]' in feedback.message
    assert "The table has no column or row of that name" in feedback.next_step


@pytest.mark.parametrize(
    ("rule", "brackets"),
    [
        ('events[events["date"] >= start & events["date"] <= end]', True),
        ('events[(events["date"] >= start) & events["date"] <= end]', True),
        ('events[events["date"] >= start | (events["date"] <= end)]', True),
        ('events[(events["date"] >= start) and (events["date"] <= end)]', True),
        ('events[start <= events["date"] <= end]', True),
        ('events[(events["date"] >= 5) & (events["date"] <= end)]', False),  # brackets, and another mistake
        ('events if len(events) > 1 and int("x") else None', False),
        ('events["date"] + 1', False),
        ('len(\nevents) + int("x")', False),  # a line that is a piece of Python
        ('events["date"][len(events) > 1 and 1 < 2 < 3 and "none"]', False),
    ],
)
def test_comparisons_that_are_joined_without_brackets_are_told_so(rule, brackets):
    for lang in LANGUAGES:  # the French hint is longer: it is told whole
        feedback = take("events_by_source", learner(rule, "events, start, end"), lang)
        assert feedback.misconception == "answer-raised"
        assert ("(…) & (…)" in feedback.next_step) == brackets


@pytest.mark.parametrize(
    ("name", "rule", "parameters", "part"),
    [
        ("words_cut", "[not pd.Series([1]).isin([2])]", "before, after", "~ turns a whole column"),
        ("words_cut", "[*pd.Series([1, 2])[pd.Series([True])]]", "before, after", "another column"),
        ("last_quarter", "year[2] - nine_months[1]", "nine_months, year", "counts from 0"),
        ("last_quarter", "year - nine_months", "nine_months, year", "one by one"),
        ("smallest_group", 'rows.groupby("home").size.min()', "rows", "brackets are missing"),
        ("smallest_group", 'rows.groupby("birth", "home").size().min()', "rows", "inside the round ones"),
        (DAYS, "events['date'].max() - events['date'].min().days", "events", "belongs to the last value"),
        (DAYS, "events['id'].count()()", "events", "no function"),
        (DAYS, "events[date].min()", "events", "put quotation marks"),
        (DAYS, "events[formal-investigation]", "events", "put quotation marks"),
        (
            "draw_quarters",
            "quarters.plot.bar(x='requests_fulfilled', y='period_label')",
            "quarters",
            "y names",
        ),
        ("follows", "np.divide(gone, contacts) > threshold", "gone, contacts, threshold", "import numpy"),
        ("words_cut", "[1].isin([2])", "before, after", "methods of a column"),
        (DAYS, "[][len(events)]", "events", "shorter than you think"),
    ],
)
def test_an_error_is_told_by_what_stands_on_its_line(name, rule, parameters, part):
    answer = learner(rule, parameters)
    answer.__globals__["pd"] = pd
    feedback = take(name, answer)
    assert feedback.misconception == "answer-raised"
    assert part in feedback.next_step


@pytest.mark.parametrize(
    ("name", "rule", "parameters", "note", "part"),
    [
        ("users_per_request", "11,2", "requests, users", "comma-in-number", "Write 11.2."),
        ("users_per_request", "2,145 / 886", "requests, users", "comma-in-number", "Write 2145."),
        ("users_per_request", "(999,000 * users).sum()", "requests, users", "comma-in-number", "999_000"),
        ("part_of_what", '{"A": ("reports", 11,2)}', "", "comma-in-number", "Write 11.2."),
        ("part_of_what", '{"A": ("reports",11,2)}', "", "comma-in-number", "Write 11.2."),
        ("steps_so_far", "(16,18), [1]", "", "wrong-type", ""),
        ("users_per_request", '"0,0009"', "requests, users", "text-not-number", "Write 0.0009,"),
        ("users_per_request", "(1, 2)", "requests, users", "wrong-type", ""),
        ("seconds_to_try", "2^bits / speed", "bits, speed", "caret-is-not-power", "**"),
        ("seconds_to_try", "2^bits // speed", "bits, speed", "caret-is-not-power", "**"),
        ("seconds_to_try", "bits // bits", "bits, speed", "same-all-the-same", "divided by itself"),
        (DAYS, "(lambda dates: 4)(events)", "events", "same-all-the-same", "divided by itself"),
        ("seconds_to_try", "3", "bits, speed", "same-for-all", "depend on"),
        (
            "word_table",
            "{word: texts.count(word.lower) for word in wanted}",
            "texts, wanted",
            "method-not-called",
            "()",
        ),
        ("word_table", "{word: 7 for word in map(str.lower, wanted)}", "texts, wanted", "wrong-counts", ""),
        (DAYS, "events['date'].dt.day.head(1)", "events", "one-in-a-list", "[0]"),
        (DAYS, "(4,)", "events", "one-in-a-list", "[0]"),
        ("radius_and_centre", '"2, 4, F"', "", "several-in-one-text", "around each word"),
        ("hidden_among", '"(5; 12)"', "", "several-in-one-text", "around each word"),
        ("followers", '("5k", 20)', "", "wrong-type", "after return"),
        ("word_table", "{*wanted}", "texts, wanted", "wrong-type", ""),
        ("steps_so_far", "{'C', 'F'}", "", "set-not-list", "list"),
        ("steps_so_far", "'CFDGA'", "", "letters-together", "each letter"),
        ("steps_so_far", "(3, 6, 4)", "", "numbers-not-letters", "letters"),
    ],
)
def test_a_slip_in_the_line_is_told_whatever_it_leads_to(name, rule, parameters, note, part):
    feedback = take(name, learner(rule, parameters))
    assert note in (feedback.note, feedback.misconception)
    assert part in feedback.next_step


def test_a_number_that_may_be_two_is_told_both_ways_in_french():
    feedback = take("users_per_request", learner("2,145 / users", "requests, users"), "fr")
    assert feedback.next_step == "Écrivez 2145 ou 2.145."
    quoted = learner('"9,990"', "requests, users")
    assert "9990 ou 9.99" in take("users_per_request", quoted, "fr").next_step


def test_what_is_computed_and_not_given_back_is_no_use_of_an_argument():
    for code, uses in {
        "def f(a):\n    b = a\n    return 4\n": False,
        "def f(a):\n    b = a\n    c = b\n    return c\n": True,
        "def f(a):\n    for b in a:\n        c = b\n    return [c]\n": True,
        "def f(a):\n    return a / a\n": True,
    }.items():
        assert hints.result_uses_arguments(ast.parse(code).body[0]) == uses


def test_a_loop_that_ends_in_its_first_round_is_told_so():
    def learner_of(code):
        name, space = f"<cell {code}>", {}
        linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
        exec(compile(code, name, "exec"), space)
        return space["f"]

    loop = "def f(texts, wanted):\n    for word in wanted:\n        {}\n"
    assert take("word_table", learner_of(loop.format("return {word: 1}"))).misconception == "return-in-loop"
    early = loop.format("if word:\n            return {word: 1}")
    assert take("word_table", learner_of(early)).misconception != "return-in-loop"


def test_an_error_with_the_other_table_says_that_it_was_another():
    def mine(events):
        if events["id"].iloc[0] != EVENTS["id"].iloc[0]:
            raise IndexError("row 23")
        return right_days(events)

    feedback = take(DAYS, mine)
    assert (feedback.misconception, feedback.note) == ("answer-raised", "raised-on-other-table")
    assert "another table" in feedback.message


def test_braces_in_a_learners_words_do_no_harm():
    def mine(events):
        raise ValueError("{0} {unknown} <b>")

    feedback = take(DAYS, mine)
    assert "{0} {unknown} <b>" in feedback.message
    assert "<b>" not in feedback._repr_mimebundle_()["text/html"]


def test_an_interruption_goes_through():
    def mine(events):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        take(DAYS, mine)


def test_what_a_learner_prints_is_shown(capsys):
    assert take(DAYS, lambda events: print("half way") or right_days(events)).passed
    assert capsys.readouterr().out == "half way\n" * 2
    assert take(DAYS, lambda events: print(" ")).misconception == "not-answered"


def test_a_learner_cannot_change_the_case_and_is_told_of_trying():
    before = CASE.timeline

    def counts(events):
        days = right_days(events)
        events["date"] = pd.Timestamp("2000-01-01")
        del events["id"]
        return days

    def tables(texts, wanted):
        found = count(texts, wanted)
        texts[0] = np.array([1, 2])  # equal to a text? NumPy says it twice
        return found

    assert take(DAYS, counts).message.count("One remark") == 1
    assert "One remark" not in take(DAYS, right_days).message
    assert "One remark" in take("outcome_tips", changes_the_original).message
    assert "One remark" in take("word_table", tables).message
    pd.testing.assert_frame_equal(CASE.timeline, before)


class _MuteError(Exception):
    def __str__(self):
        raise RuntimeError("not even this")


def _raise_mute(events):
    raise _MuteError


@pytest.mark.parametrize(
    ("answer", "misconception"),
    [
        (lambda events: 10**400 + right_days(events), "wrong-number"),
        (lambda events: np.timedelta64(5, "D"), "timedelta"),
        (lambda events: datetime.timedelta(days=5), "timedelta"),
        (lambda events: np.bool_(True), "wrong-type"),
        (lambda events: float("inf"), "wrong-type"),
        (_raise_mute, "answer-raised"),
    ],
)
def test_odd_values_get_a_feedback_too(answer, misconception):
    assert misconception in (take(DAYS, answer).misconception, take(DAYS, answer).note)


@pytest.fixture
def shown(monkeypatch):
    """What `check` displays."""
    displayed = []
    monkeypatch.setattr("IPython.display.display", displayed.append)
    return displayed


def failed(check, name, answer):
    """The feedback with which `check` stops the cell of an answer."""
    with pytest.raises(CheckFailed) as stopped:
        getattr(check, name)(answer)
    return stopped.value.feedback


def test_check_shows_the_feedback_and_stops_the_cell_of_an_answer_that_does_not_pass(shown):
    assert Check(CHECKS).days_to_formal_investigation(right_days) is None
    with pytest.raises(CheckFailed) as stopped:
        Check(CHECKS).firmness(grades(**{"romania-dispute": "false"}))
    assert [(feedback.passed, feedback.check) for feedback in shown] == [(True, DAYS), (False, "firmness")]
    assert_in(str(stopped.value), shown[1].message, shown[1].next_step)
    assert isinstance(stopped.value, AssertionError)
    assert stopped.value._render_traceback_() == ["Not yet: see above."]


def reasons(**words):
    """An answer to the six questions of a closed list, right but for some ``words``."""
    return const({letter: word for letter, (word, _) in traces.QUESTIONS.items()} | words)


def test_whoever_mends_one_slip_after_the_other_is_told_the_next_each_time(shown):
    fresh, wrong = Check(CHECKS), dict.fromkeys("BCD", "told")
    while wrong:
        feedback = failed(fresh, "what_the_report_tells", reasons(**wrong))
        assert feedback.place == next(iter(wrong))
        assert feedback.message != feedback.rule
        wrong.pop(feedback.place)
    fresh.what_the_report_tells(reasons())


def test_three_slips_in_one_row_are_three_places(shown):
    fresh, mine = Check(CHECKS), ["no", "yes", "part"]
    others = {"iMessage": ("yes", "no source read", "part"), "Signal": ("yes", "yes", "no")}
    for at, right in enumerate(("part", "no", "yes")):
        feedback = failed(fresh, "three_settings", const({"Telegram": tuple(mine), **others}))
        assert feedback.message != feedback.rule
        mine[at] = right
    fresh.three_settings(const({"Telegram": tuple(mine), **others}))


def test_after_two_tries_at_one_place_a_closed_list_is_told_its_rule(shown):
    fresh = Check(CHECKS)
    words = [word for word in traces.WORDS if word != traces.REFUSED]
    told = [failed(fresh, "what_the_report_tells", reasons(B=word, C="told")) for word in words]
    assert [feedback.message == feedback.rule for feedback in told] == [False, False, True, True]
    assert "question" not in told[2].message.lower() or " B " not in told[2].message
    # Running a cell twice is no try; another place is told again, and after two such places none is.
    moved = [failed(fresh, "what_the_report_tells", reasons(C="told")) for _ in range(3)]
    assert [feedback.message == feedback.rule for feedback in moved] == [False] * 3
    others = [
        failed(fresh, "what_the_report_tells", reasons(C=word, D="told"))
        for word in (traces.REFUSED, traces.CONTENT)
    ]
    assert [feedback.message == feedback.rule for feedback in others] == [False, True]
    assert failed(fresh, "what_the_report_tells", reasons(D="told")).message == others[1].rule
    # A teacher's report still has them; a word that is none is told as ever; one that passes starts anew.
    assert others[1].misconception == "list-taken-for-the-world"
    assert failed(fresh, "what_the_report_tells", reasons(A="maybe")).rule == ""
    fresh.what_the_report_tells(reasons())
    assert failed(fresh, "what_the_report_tells", reasons(D="told")).place == "D"
    fresh.case = CASE  # as in a new notebook
    assert failed(fresh, "what_the_report_tells", reasons(D="no")).rule == ""


def test_a_loop_over_a_check_finds_nothing(shown, monkeypatch):
    fresh = Check(CHECKS)

    def first_slip(**words):
        return failed(fresh, "what_the_report_tells", reasons(**words)).misconception

    monkeypatch.setitem(unfinished.runs, "cells", 1)
    tries = [{"D": "told"}, {"C": "told"}, {"B": "told"}]
    assert "one-at-a-time" not in [first_slip(**words) for words in tries]
    assert [first_slip(**words) for words in [*tries, {}]] == ["one-at-a-time"] * 4  # not even one that holds
    monkeypatch.setitem(unfinished.runs, "cells", 2)
    fresh.what_the_report_tells(reasons())


def test_a_number_beside_a_word_is_told_at_any_try(shown):
    fresh, others = (
        Check(CHECKS),
        {"B": ("removed items", 9.4), "C": ("not clear", 90), "D": ("reports", 49.6)},
    )
    wrong = {88.8: "rest-taken", 0.112: "part-not-percent", 890: "divided-the-other-way", 7: "wrong-percent"}
    told = [failed(fresh, "part_of_what", const(others | {"A": ("reports", percent)})) for percent in wrong]
    assert [(feedback.misconception, feedback.rule) for feedback in told] == [
        (name, "") for name in wrong.values()
    ]


def test_check_speaks_french_when_asked(shown):
    spoken = Check(CHECKS)
    spoken.lang = "fr"
    failed(spoken, "firmness", stub)
    assert (spoken.lang, shown[0].lang) == ("fr", "fr")
    assert shown[0].message == take("firmness", stub, "fr").message
    with pytest.raises(PlainError, match="choisissez parmi en, fr"):
        spoken.lang = "de"


def test_an_unknown_check_is_told_the_names():
    check = Check(CHECKS)
    with pytest.raises(AttributeError, match=r"no check 'dyas'.*days_to_formal_inv.*firmness") as error:
        _ = check.dyas
    assert isinstance(error.value, PlainError)
    assert {*dir(check)} == {*CHECKS, "case", "lang"}
    assert repr(check) == f"check: {', '.join(sorted(CHECKS))}"


def test_an_error_of_the_check_itself_is_not_swallowed(shown):
    @functools.wraps(what_happened.firmness)
    def broken(answer, case, say):
        raise LookupError("our own mistake")

    refused(LookupError, "our own mistake", Check({"broken": broken}).broken, 1)
    assert shown == []


def test_a_feedback_has_three_forms():
    feedback = Feedback(False, "a < b", "swapped", "turn", check="firmness")
    bundle = feedback._repr_mimebundle_()
    assert bundle[MIME] == {"passed": False, "check": "firmness", "misconception": "swapped"}
    assert bundle["text/plain"] == "Not yet. a < b\nWhat to do next: turn"
    page = bundle["text/html"]
    assert_in(page, 'role="status"', "Not yet.", "a &lt; b", "dashed", "○", 'class="enclair-not-yet"')
    assert not re.search(r"https?:|url\(|<img|<script|#[0-9a-fA-F]{3}", page)
    passed = Feedback(True, "yes", note="other")._repr_mimebundle_()
    assert_in(passed["text/html"], "Passed.", "solid", "✓")
    assert "enclair-not-yet" not in passed["text/html"]
    assert (passed["text/plain"], passed[MIME]["note"]) == ("Passed. yes", "other")


def test_an_answer_is_read_wherever_it_stands_and_as_it_is_written():
    say = in_language("fr", FeedbackBuilder, CHECKS["press_claims"])
    written = {"A": ("Va  Plus loin", 4), "B": ["dans le texte", "goes further"], "C": "rien"}
    read = {"A": ("goes further", 4), "B": ["in the text", "goes further"], "C": "rien"}
    assert say.in_english(written) == read
    assert say.in_english([[[["dans le texte"]]]]) == [[[["in the text"]]]]
    assert say.in_english([[[[["dans le texte"]]]]]) == [[[[["dans le texte"]]]]]  # too deep for an answer
    assert say._shown(["in the text", "goes further", 4]) == "['dans le texte', 'va plus loin', 4]"
    assert say._shown("In the TEXT") == "dans le texte"
    # In an English notebook, French is not understood: the feedback says that the word is unknown.
    assert FeedbackBuilder(CHECKS["press_claims"]).in_english("dans le texte") == "dans le texte"
