"""What every check does with a learner's function and its errors, and what `check` shows in a notebook."""

import functools
import inspect
import re
import signal

import numpy as np
import pandas as pd
import pytest

from enclair.checks import MIME, Check, CheckFailed, Feedback
from enclair.checks.feedback import FeedbackBuilder, sentences
from enclair.lessons.traces import checks as traces
from enclair.lessons.words_under_the_microscope.counting import count
from enclair.text.errors import PlainError, UnknownNameError
from tests.banks import CASE, cells, changing, of_cell, stub, take
from tests.helpers import CHECKS, EXERCISES, assert_in, assert_not_in, const, in_language, refused
from tests.lessons.judge_for_a_day.test_checks import changes_the_original
from tests.lessons.needles_and_haystacks.test_checks import WRONG
from tests.lessons.what_happened.test_checks import GRADES, right_days

DAYS = "days_to_formal_investigation"
grades = changing(GRADES)


@functools.cache
def first_lines():
    """The first line of each function that a learner writes, as in the exercises."""
    code = "\n".join(line for exercise in EXERCISES for line in cells(exercise).values())
    return {name: line for line, name in re.findall(r"^(def (\w+)\(.*\):)$", code, re.MULTILINE)}


def learner(name, rule):
    """A learner's function of one line, or of several, in a cell of its own."""
    lines = rule if rule.startswith("    ") else f"    return {rule}\n"
    return of_cell(f"{first_lines()[name]}\n{lines}")


def test_another_form_of_answer_is_described_beside_what_was_expected():
    feedback = take("most_common_source", const(("press", [11])))
    expected = sentences(CHECKS["most_common_source"], "en")["expected"]
    assert feedback.message == f"The answer should be {expected}; found a tuple: a text (str), then a list."
    assert take(DAYS, lambda one, two, three: 1).next_step.endswith("as it was: def <lambda>(events):")
    assert take(DAYS, 4.5).message == "The check expects your function itself, and found a number (float)."
    assert take("firmness", const({"arrest": ""})).misconception == "empty-answer"  # nothing is filled in
    assert take("lost_half", lambda *_: np.array(3)).misconception == "wrong-type"  # NumPy's number
    assert take("steps_so_far", dict).misconception == "wrong-type"  # it has no signature to look at


@pytest.mark.parametrize("error", [KeyError, SystemExit])
def test_an_error_of_the_learners_code_is_named_with_its_line(error):
    def mine(*arguments):
        number = "{0} {unknown} <b>"
        raise error(f"about {number}")

    line = inspect.getsourcelines(mine)[1] + 2
    feedback = take(DAYS, mine)
    assert feedback.misconception == "answer-raised"
    assert_in(feedback.message, error.__name__, f"line {line} ", "raise error")
    assert "about {0} {unknown} <b>" in feedback.message
    assert "<b>" not in feedback._repr_mimebundle_()["text/html"]


BRACKETS = "(…) & (…)"


@pytest.mark.parametrize(
    ("name", "rule", "part"),
    [
        ("events_by_source", 'events[events["date"] >= start & events["date"] <= end]', BRACKETS),
        ("events_by_source", 'events[events["date"] >= start | (events["date"] <= end)]', BRACKETS),
        ("events_by_source", 'events[(events["date"] >= start) and (events["date"] <= end)]', BRACKETS),
        ("events_by_source", 'events[start <= events["date"] <= end]', BRACKETS),
        # Brackets, and another mistake; a line that is a piece of Python.
        ("events_by_source", 'events[(events["date"] >= 5) & (events["date"] <= end)]', "what type each"),
        ("events_by_source", 'events if len(events) > 1 and int("x") else None', "print it"),
        ("events_by_source", 'events["date"][len(events) > 1 and 1 < 2 < 3 and "none"]', "of that name"),
        ("words_cut", "[not pd.Series([1]).isin([2])]", "~ turns a whole column"),
        ("words_cut", "[*pd.Series([1, 2])[pd.Series([True])]]", "another column"),
        ("words_cut", "[1].isin([2])", "methods of a column"),
        ("last_quarter", "year[2] - nine_months[1]", "counts from 0"),
        ("last_quarter", "year - nine_months", "one by one"),
        ("smallest_group", 'rows.groupby("home").size.min()', "brackets are missing"),
        ("smallest_group", 'rows.groupby("birth", "home").size().min()', "inside the round ones"),
        (DAYS, "events['date'].max() - events['date'].min().days", "belongs to the last value"),
        (DAYS, "(events['date'].max() - events['date'][0]).day", "of that name"),
        (DAYS, "events['id'].count()()", "no function"),
        (DAYS, "events[date].min()", "needs quotation marks"),
        (DAYS, "events['no such column']", "no column or row of that name"),
        (DAYS, "events[None]", "still empty"),
        ("draw_quarters", "quarters.plot.bar(x='requests_fulfilled', y='period_label')", "y names"),
        ("follows", "np.divide(gone, contacts) > threshold", "import numpy"),
        (DAYS, "[][len(events)]", "shorter than you think"),
    ],
)
def test_an_error_gets_the_hint_of_what_stands_on_its_line(name, rule, part):
    feedback = take(name, learner(name, rule))
    assert feedback.misconception == "answer-raised"
    assert part in feedback.next_step
    # The French hint is longer, and stands there whole.
    assert (part != BRACKETS) or part in take(name, learner(name, rule), "fr").next_step


@pytest.mark.parametrize(
    ("name", "rule", "note", "part"),
    [
        ("users_per_request", "11,2", "comma-in-number", "a point"),
        ("users_per_request", "(999,000 * users).sum()", "comma-in-number", "a point"),
        ("part_of_what", '{"A": ("reports", 11,2)}', "comma-in-number", "a point"),
        ("steps_so_far", "(16,18), [1]", "wrong-type", ""),
        ("users_per_request", '"0,0009"', "text-not-number", "a point"),
        ("seconds_to_try", "bits * 0", "same-for-all", "depend on"),
        ("word_table", "{w: texts.count(w.lower) for w in wanted}", "method-not-called", " .lower()"),
        ("word_table", "{word: 7 for word in map(str.lower, wanted)}", "wrong-counts", ""),
        (DAYS, "events['date'].dt.day.head(1)", "wrong-type", "after return"),
        ("radius_and_centre", '"2, 4, F"', "wrong-type", "after return"),
        ("users_per_request", "(1,000, 'B')", "comma-in-number", "a point"),
        ("seconds_to_try", "2 ^ 0.5", "caret-is-not-power", "**"),
        ("seconds_to_try", "2^bits", "caret-is-not-power", "**"),
        ("events_by_source", "events[(events['date'] > start) ^ (end > start)]", "rows-not-counted", ""),
        ("most_common_source", "('Primary text', 2)", "firmest-not-most", ""),
        ("steps_so_far", "['CFDGA']", "unknown-letter", "between quotation marks"),
        ("steps_so_far", "'D; F; G'", "wrong-type", "after return"),
        ("word_table", "    for word in wanted:\n        return {word: 1}\n", "return-in-loop", ""),
        ("word_table", "    if texts == '':\n        return {}\n", "return-not-reached", "does not hold"),
        ("threshold_for_my_price", "(0,5, 'D')", "comma-in-number", "a point"),
        ("steps_so_far", "range(10,101,10)", "wrong-type", "after return"),
    ],
)
def test_a_slip_in_the_line_is_named_whatever_it_leads_to(name, rule, note, part):
    feedback = take(name, learner(name, rule))
    assert note in (feedback.note, feedback.misconception)
    assert part in feedback.next_step


def test_an_interruption_goes_through():
    refused(KeyboardInterrupt, "^$", take, DAYS, lambda events: signal.raise_signal(signal.SIGINT))


def test_a_learner_cannot_change_the_case_and_gets_a_remark_on_trying():
    before = CASE.timeline

    def counts(events):
        days = right_days(events)
        events["date"] = pd.Timestamp("2000-01-01")
        del events["id"]
        return days

    def tables(texts, wanted):
        table = count(texts, wanted)
        texts[0] = np.array([1, 2])  # equal to a text? NumPy says it twice
        return table

    assert take(DAYS, counts).message.count("One remark") == 1
    assert "One remark" not in take(DAYS, right_days).message
    assert "One remark" in take("outcome_tips", changes_the_original).message
    assert "One remark" in take("word_table", tables).message
    pd.testing.assert_frame_equal(CASE.timeline, before)


@pytest.fixture
def shown(monkeypatch):
    displayed = []
    monkeypatch.setattr("IPython.display.display", displayed.append)
    return displayed


def failed(check, name, answer):
    """The feedback with which `check` stops the cell of an answer."""
    return refused(CheckFailed, "", getattr(check, name), answer).feedback


def test_check_shows_the_feedback_and_stops_the_cell_of_an_answer_that_does_not_pass(shown):
    assert Check(CHECKS).days_to_formal_investigation(right_days) is None
    stopped = refused(CheckFailed, "", Check(CHECKS).firmness, grades(**{"romania-dispute": "false"}))
    assert [(feedback.passed, feedback.check) for feedback in shown] == [(True, DAYS), (False, "firmness")]
    assert_in(str(stopped), shown[1].message, shown[1].next_step)
    assert isinstance(stopped, AssertionError)
    assert stopped._render_traceback_() == ["Not yet: see above."]


def reasons(**words):
    """An answer to the six questions of a closed list, right but for some ``words``."""
    return const({letter: word for letter, (word, _) in traces.QUESTIONS.items()} | words)


def test_after_two_tries_at_one_place_a_closed_list_gets_its_rule(shown):
    fresh = Check(CHECKS)
    words = [word for word in traces.WORDS if word != traces.REFUSED]
    # Running a cell twice is no try; another place is named again, and after two such places none is.
    tries = [({"B": word, "C": "told"}, place > 1) for place, word in enumerate(words)]
    tries += [({"C": "told"}, False)] * 3
    tries += [({"C": traces.REFUSED, "D": "told"}, False), ({"C": traces.CONTENT, "D": "told"}, True)]
    tries += [({"D": "told"}, True)]
    for changed, is_rule in tries:
        feedback = failed(fresh, "what_the_report_tells", reasons(**changed))
        assert (feedback.message == feedback.rule) == is_rule
    # A teacher's report still has them; a word that is none is named as ever; one that passes starts anew.
    assert feedback.misconception == "count-taken-for-content"
    assert failed(fresh, "what_the_report_tells", reasons(A="maybe")).rule == ""
    fresh.what_the_report_tells(reasons())
    feedback = failed(fresh, "what_the_report_tells", reasons(D="told"))
    assert feedback.message != feedback.rule


def test_a_number_beside_a_word_is_named_at_any_try():
    wrong = {name: take("part_of_what", answer) for name, answer, *_ in WRONG["part_of_what"]}
    assert {wrong[name].rule for name in sentences(CHECKS["part_of_what"], "en")["always"]} == {""}


def test_check_speaks_french_when_asked(shown):
    spoken = Check(CHECKS)
    spoken.lang = "fr"
    assert failed(spoken, "firmness", stub).message == take("firmness", stub, "fr").message
    refused(PlainError, "choisissez parmi en, fr", setattr, spoken, "lang", "de")


def test_an_unknown_check_is_told_the_names():
    check = Check(CHECKS)
    refused(UnknownNameError, "no check 'dyas'.*days_to_formal_inv.*firmness", getattr, check, "dyas")
    assert {*dir(check)} == {*CHECKS, "lang"}


def test_a_feedback_has_three_forms():
    feedback = Feedback(False, "a < b", "swapped", "turn", check="firmness")
    bundle = feedback._repr_mimebundle_()
    assert bundle[MIME] == {"passed": False, "check": "firmness", "misconception": "swapped"}
    assert bundle["text/plain"] == "Not yet. a < b\nWhat to do next: turn"
    page = bundle["text/html"]
    assert_in(page, 'role="status"', "Not yet.", "a &lt; b", "dashed", "○", 'class="enclair-not-yet"')
    assert not re.search(r"https?:|url\(|<img|<script|#[0-9a-fA-F]{3}", page)
    begun = Feedback(False, "Answer", "not-answered")._repr_mimebundle_()
    assert begun["text/plain"] == "Not yet. Answer"
    assert_not_in(begun["text/html"], "Not yet", "dashed", "○")  # nobody has done anything yet
    passed = Feedback(True, "yes", note="other")._repr_mimebundle_()
    assert_in(passed["text/html"], "Passed.", "solid", "✓")
    assert "enclair-not-yet" not in passed["text/html"]
    assert (passed["text/plain"], passed[MIME]["note"]) == ("Passed. yes", "other")


def test_an_answer_is_read_wherever_it_stands_and_as_it_is_written():
    french = in_language("fr", FeedbackBuilder, CHECKS["press_claims"])
    written = {"A": ("Va \u202fPlus\u00a0loin", 4), "B": ["dans le texte", "goes further"], "C": "rien"}
    read = {"A": ("goes further", 4), "B": ["in the text", "goes further"], "C": "rien"}
    assert french.in_english(written) == read
    assert french.in_english([[[["dans le texte"]]]]) == [[[["in the text"]]]]
    assert french.in_english([[[[["dans le texte"]]]]]) == [[[[["dans le texte"]]]]]  # too deep for an answer
    assert french._shown(["in the text", "goes further", 4]) == "['dans le texte', 'va plus loin', 4]"
    assert french._shown("In the TEXT") == "dans le texte"
    # In an English notebook, French is not understood: the feedback says that the word is unknown.
    assert FeedbackBuilder(CHECKS["press_claims"]).in_english("dans le texte") == "dans le texte"
