"""The bank of answers to exercise 1, and what its checks alone say."""

import re

import numpy as np
import pandas as pd

from enclair import load_case
from enclair.case.events import filter_events
from enclair.checks import ask
from enclair.lessons.what_happened import checks as what_happened
from enclair.lessons.what_happened.checks import END, LINES, START, STEPS
from tests.banks import BankRules, take, with_tables
from tests.helpers import const, read, solution_path

EXERCISE = "01_what_happened"
CASE = load_case("telegram")
EVENTS = CASE.timeline
DATES = EVENTS.set_index("id")["date"]
INSIDE = (EVENTS["date"] >= START) & (EVENTS["date"] <= END)
SHOWN = filter_events(EVENTS, start=START, end=END)  # what the timeline shows
COUNTS = EVENTS[INSIDE]["source_type"].value_counts()
GRADES = EVENTS.set_index("id")["confidence"].loc[list(what_happened.TO_GRADE)].to_dict()


def days_between(first, last, plus=0):
    def days(events):
        dates = events.set_index("id")["date"]
        return int((dates[last] - dates[first]).days) + plus

    return days


def right_days(events):
    return days_between("arrest", "formal-investigation")(events)


def source_counts(keep, column="source_type", finish=lambda counts: counts):
    """A learner's function that keeps rows by ``keep(date, start, end)`` and counts a column."""

    def count(events, start, end):
        rows = events[keep(events["date"], start, end)]
        return finish(rows[column].value_counts())

    return count


def inside(date, start, end):
    return (date >= start) & (date <= end)


def grades(**changed):
    return const(GRADES | {key.replace("_", "-"): value for key, value in changed.items()})


RIGHT = {
    "days_to_formal_investigation": [
        right_days,
        lambda events: float(right_days(events)),
        lambda events: (
            (
                events.loc[events["id"] == "formal-investigation", "date"].iloc[0]
                - events.loc[events["id"] == "arrest", "date"].iloc[0]
            ).days
        ),
    ],
    "events_by_source": [
        source_counts(inside),
        source_counts(inside, finish=dict),
        lambda events, start, end: (
            events[events["date"].between(start, end)]
            .groupby("source_type")
            .size()
            .sort_values(ascending=False)
        ),
    ],
    "parsons_order": [const(list("EFCAB")), const(list("FECAB")), const(("e", "f", "c", "a", "b"))],
    "most_common_source": [
        const((COUNTS.index[0], int(COUNTS.iloc[0]))),
        const([COUNTS.index[0], COUNTS.iloc[0]]),
    ],
    "firmness": [grades(), grades(formal_investigation="reported")],
    "steps_so_far": [const(list("CFDGA")), const(("c", "f", "d", "g", "a"))],
}

PRESS = int(COUNTS.iloc[0])

WRONG = {
    "days_to_formal_investigation": [
        ("counted-both-ends", days_between("arrest", "formal-investigation", 1)),
        ("only-days-between", days_between("arrest", "formal-investigation", -1)),
        ("wrong-order", days_between("formal-investigation", "arrest")),
        ("wrong-order", days_between("formal-investigation", "judicial-investigation")),
        (
            "counted-from-judicial-investigation",
            days_between("judicial-investigation", "formal-investigation"),
        ),
        ("counted-from-preliminary-inquiry", days_between("preliminary-inquiry", "formal-investigation")),
        ("list-means-charged", days_between("arrest", "prosecutor-list")),
        ("counted-the-counts", lambda events: len(CASE.charges)),
        ("hard-coded", lambda events: 1000, lambda events: 4, lambda events: np.int64(4)),
        ("hard-coded", lambda events: right_days(EVENTS)),
        ("text-not-number", lambda events: "4", lambda events: "4 days"),
        ("timedelta", lambda events: pd.Timedelta(days=4)),
        ("wrong-number", lambda events: 40 + right_days(events)),
    ],
    "events_by_source": [
        ("whole-timeline", source_counts(lambda date, start, end: date.notna())),
        ("no-end", source_counts(lambda date, start, end: date >= start)),
        ("no-start", source_counts(lambda date, start, end: date <= end)),
        ("end-left-out", source_counts(lambda date, start, end: (date >= start) & (date < end))),
        ("start-left-out", source_counts(lambda date, start, end: (date > start) & (date <= end))),
        ("ends-left-out", source_counts(lambda date, start, end: (date > start) & (date < end))),
        ("outside-range", source_counts(lambda date, start, end: ~inside(date, start, end))),
        ("empty-answer", source_counts(lambda date, start, end: (date < start) & (date > end))),
        ("wrong-column", source_counts(inside, column="source_name")),
        ("wrong-column", source_counts(inside, column="category")),
        (
            "unknown-keys",
            lambda events, start, end: {"newspapers": len(events[inside(events["date"], start, end)])},
        ),
        ("hard-coded", lambda events, start, end: {"newspapers": 3}, lambda events, start, end: dict(COUNTS)),
        ("hard-coded", source_counts(lambda date, start, end: inside(date, START, END))),
        (
            "shares-not-counts",
            lambda events, start, end: events[inside(events["date"], start, end)]["source_type"].value_counts(
                normalize=True
            ),
        ),
        (
            "every-column-counted",
            lambda events, start, end: (
                events[inside(events["date"], start, end)].groupby("source_type").count()
            ),
        ),
        ("wrong-counts", source_counts(inside, finish=lambda counts: counts + 1)),
        ("not-sorted", source_counts(inside, finish=lambda counts: counts.sort_values())),
        ("rows-not-counted", lambda events, start, end: events[inside(events["date"], start, end)]),
        (
            "rows-not-counted",
            lambda events, start, end: events[inside(events["date"], start, end)]["source_type"],
        ),
        ("one-number", lambda events, start, end: int(inside(events["date"], start, end).sum())),
    ],
    "parsons_order": [
        ("end-left-out", const(list("EDCAB"))),
        ("wrong-column", const(list("EFCGB"))),
        ("every-line-used", const(list("ABCDEFG"))),
        ("used-before-made", const(list("CEFAB")), const(list("EFCBA"))),
        ("missing-line", const(list("EFCB")), const(list("EFCA")), const(list("ECAB"))),
        ("unknown-letter", const(list("EFCAX")), const(["E, F, C, A, X"])),
        ("letters-together", const(["E, F, C, A, B"]), const(["EF", "C", "A", "B"])),
        ("repeated-line", const(list("EFCAAB"))),
    ],
    "most_common_source": [
        ("swapped", const((PRESS, "press"))),
        ("firmest-not-most", const(("primary", 2))),
        ("not-the-most", const(("blog", 1))),
        ("not-in-these-weeks", const(("agency", PRESS))),
        ("source-not-type", const(("Franceinfo", 3))),
        ("unknown-type", const(("journalists", PRESS))),
        ("whole-timeline", const(("press", int((EVENTS["source_type"] == "press").sum())))),
        ("counted-all-types", const(("press", int(INSIDE.sum()))), const(("press", len(SHOWN)))),
        (
            "start-left-out",
            const(
                ("press", int((EVENTS[INSIDE & (EVENTS["date"] > START)]["source_type"] == "press").sum()))
            ),
        ),
        ("wrong-count", const(("press", 1000))),
        ("event-without-a-day", const(("press", PRESS + 1))),
        ("text-not-number", const(("press", str(PRESS)))),
    ],
    "firmness": [
        ("two-copies-are-two-sources", grades(prosecutors_see_answers="confirmed")),
        ("doubt-means-dispute", grades(prosecutors_see_answers="disputed")),
        ("denial-left-out", grades(romania_dispute="reported")),
        ("many-papers-confirm", grades(romania_dispute="confirmed")),
        ("denied-means-false", grades(romania_dispute="false")),
        ("dispute-about-guilt", grades(formal_investigation="disputed")),
        ("swapped-labels", grades(prosecutors_see_answers="disputed", romania_dispute="reported")),
        ("published-means-confirmed", const(dict.fromkeys(GRADES, "confirmed"))),
        ("one-grade-for-all", const(dict.fromkeys(GRADES, "reported"))),
        ("unknown-grade", grades(romania_dispute="maybe")),
        ("unknown-event", grades(arrest="confirmed")),
        ("missing-event", const({"romania-dispute": GRADES["romania-dispute"]})),
    ],
    "steps_so_far": [
        ("charged-means-convicted", const(list("CFDGAB")), const(list("CFDGAEB"))),
        ("investigated-means-tried", const(list("CFDGAE"))),
        ("arrest-starts-everything", const(list("DCFGA")), const(list("CDFGA"))),
        ("judges-before-prosecutor", const(list("FCDGA"))),
        ("arrest-means-charged", const(list("CFADG"))),
        ("list-means-charged", const(list("CFDAG")), const(list("CFGDA"))),
        ("missing-step", const(list("CFDA"))),
        ("unknown-letter", const(list("CFDX"))),
        ("letters-together", const(["c f d g a"])),
        ("repeated-step", const(list("CFDDGA"))),
    ],
}

SECRETS = {
    "days_to_formal_investigation": (f"It is {right_days(EVENTS)}.", rf"\b{right_days(EVENTS)}\b"),
    "events_by_source": (f"There are {COUNTS.max()}.", *[rf"\b{count}\b" for count in COUNTS if count > 1]),
    "parsons_order": ("E, F, C, A, B", r"E\W+F\W+C\W+A\W+B", r"F\W+E\W+C\W+A\W+B"),
    "most_common_source": (f"It is {PRESS}.", rf"\b{PRESS}\b"),
    "firmness": (
        "prosecutors-see-answers is reported.",
        *[rf"{event}\b[^.]*\b{grade}\b" for event, grade in GRADES.items()],
    ),
    "steps_so_far": ("C, F, D, G, A", r"C\W+F\W+D\W+G\W+A"),
}


OWN = {
    ("days_to_formal_investigation", "a length of time"): "timedelta",
    ("events_by_source", "a whole table"): "rows-not-counted",
    ("events_by_source", "a text of a number"): "text-not-number",
    ("events_by_source", "a text of a number and a unit"): "text-not-number",
    ("events_by_source", "numpy's whole number"): "one-number",
}


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    of_telegram = (
        "days_to_formal_investigation",
        "events_by_source",
        "parsons_order",
        "most_common_source",
        "firmness",
        "steps_so_far",
    )
    own = OWN
    unsaid = (
        "most_common_source.end-left-out",
        "firmness.confirmed",
        "firmness.reported",
        "firmness.wrong-grade",
    )


def test_no_sentence_about_two_grades_says_that_they_are_exchanged():
    swapped = grades(prosecutors_see_answers="disputed", romania_dispute="reported")
    for lang in ("en", "fr"):
        feedback = take("firmness", swapped, lang)
        said = f"{feedback.message} {feedback.next_step}".lower()
        assert not re.search(r"exchang|swap|échang|invers|reported|disputed|prosecutors-|romania", said)


def test_the_puzzle_does_not_point_at_its_lines():
    for wrong in ("EDCAB", "EFCGB"):
        feedback = take("parsons_order", const(list(wrong)))
        assert not re.search(r"[<>]|source_|groupby|\b[A-CEF]\b", f"{feedback.message} {feedback.next_step}")


def test_a_length_of_time_is_not_a_number_of_days():
    feedback = take(
        "days_to_formal_investigation", lambda events: events["date"].max() - events["date"].min()
    )
    assert feedback.misconception == "timedelta"
    assert ".days" in feedback.next_step


def test_the_code_and_the_click_path_end_on_the_same_number():
    clicked = SHOWN["source_type"].value_counts()
    assert (clicked.index[0], clicked.iloc[0]) == (COUNTS.index[0], COUNTS.iloc[0])


def test_the_click_path_says_which_event_it_shows_and_the_code_leaves_out():
    more = SHOWN[~SHOWN["id"].isin(EVENTS[INSIDE]["id"])]
    assert list(more["date_precision"]) == ["month"]
    assert f"{more['date'].iloc[0]:%B %Y}" == "August 2024"
    assert more["source_type"].iloc[0] != COUNTS.index[0]
    cells = read(solution_path(EXERCISE))["cells"]
    task = next("".join(cell["source"]) for cell in cells if cell["id"] == "task-2-click")
    assert 'one event more than ways A and B count: it is dated "August 2024"' in task
    assert more["source_type"].iloc[0] not in task


def test_the_second_total_follows_the_case():
    changed = CASE.timeline
    changed.loc[changed["date_precision"] == "month", "date_precision"] = "day"
    other = with_tables(timeline=changed)
    assert len(filter_events(changed, start=START, end=END)) < len(SHOWN)
    told = ask(what_happened.most_common_source, const(("press", len(SHOWN))), other)
    assert told.misconception == "wrong-count"


def test_the_reference_follows_the_case():
    """In another case, other answers are right: nothing is written into the checks."""

    changed = CASE.timeline
    changed.loc[changed["id"] == "formal-investigation", "date"] += pd.Timedelta(days=2)
    changed["source_type"] = "agency"
    changed.loc[changed["id"] == "romania-dispute", "confidence"] = "reported"
    changed.loc[changed["id"] == "travel-ban-lifted", "id"] = "trial"
    other = with_tables(timeline=changed)
    days = ask(what_happened.days_to_formal_investigation, right_days, other)
    assert days.passed
    assert str(right_days(EVENTS) + 2) in days.message
    counts = ask(what_happened.most_common_source, const(("agency", int(INSIDE.sum()))), other)
    assert counts.passed
    assert not ask(what_happened.most_common_source, RIGHT["most_common_source"][0], other).passed
    assert not ask(what_happened.firmness, grades(), other).passed
    assert ask(what_happened.steps_so_far, const(list("CFDGAE")), other).passed


def test_the_lines_of_the_puzzle_and_the_steps_are_those_of_the_exercise():
    shown = "\n".join("".join(cell["source"]) for cell in read(solution_path(EXERCISE))["cells"])
    for letter, line in LINES.items():
        assert f"| {letter} | `{line}` |" in shown
    for letter in STEPS:
        assert f"| {letter} | " in shown
    for event in what_happened.TO_GRADE:
        assert f"`{event}`" in shown


def test_the_order_of_steps_has_no_ties():
    days = [DATES[step] for step in STEPS.values() if step in DATES.index]
    assert len(set(days)) == len(days) == 5
