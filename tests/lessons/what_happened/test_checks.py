"""The bank of answers to exercise 1, and what its checks alone say."""

import numpy as np
import pandas as pd

from enclair import Timeline
from enclair.case.events import filter_events
from enclair.lessons.what_happened import checks, forms, ungraded
from enclair.lessons.what_happened.checks import END, START, STEPS, TO_GRADE
from tests.banks import CASE, BankRules, cells, of_cell, take, with_tables
from tests.helpers import assert_in, const, in_language

EXERCISE = "01_what_happened"
CELLS = cells(EXERCISE)
EVENTS = CASE.timeline
DATES = EVENTS.set_index("id")["date"]
INSIDE = (EVENTS["date"] >= START) & (EVENTS["date"] <= END)
IS_PRESS = EVENTS["source_type"] == "press"
SHOWN = filter_events(EVENTS, start=START, end=END)  # what the timeline shows
COUNTS = EVENTS[INSIDE]["source_type"].value_counts()
PRESS = int(COUNTS.iloc[0])
GRADES = EVENTS.set_index("id")["confidence"].loc[list(checks.TO_GRADE)].to_dict()
ANSWERS, ROMANIA, FORMAL = checks.TO_GRADE


#: Two comparisons that are joined by ``|``.
BY_OR = """def by_source(events, start, end):
    chosen = events[(events["date"] >= start) | (events["date"] <= end)]
    return chosen["source_type"].value_counts()
"""


def days_between(first, last, plus=0):
    def days(events):
        dates = events.set_index("id")["date"]
        return int((dates[last] - dates[first]).days) + plus

    return days


right_days = days_between("arrest", "formal-investigation")


def since(keep, column="source_type"):
    """A learner's changed cell: it keeps events by ``keep(date)`` and counts a column."""
    return lambda events: events[keep(events["date"])][column].value_counts()


def inside(date, start, end):
    return (date >= start) & (date <= end)


def rows(keep=inside, finish=lambda rows: rows["source_type"].value_counts()):
    """A learner's function that keeps events by ``keep(date, start, end)`` and finishes with their rows."""
    return lambda events, start, end: finish(events[keep(events["date"], start, end)])


def most(count, name="press"):
    return const((name, count))


def grades(*pairs):
    return const(GRADES | dict(pairs))


RIGHT = {
    "days_to_formal_investigation": [
        right_days,
        lambda events: float(right_days(events)),
        lambda events: np.int64(right_days(events)),
    ],
    "types_since_arrest": [
        since(lambda date: date >= START),
        lambda events: since(lambda date: date >= START)(events).to_dict(),
        since(lambda date: ~(date < START)),
        lambda events: events[events["date"] >= START][["source_type"]].value_counts(),
        lambda events: pd.crosstab(events["source_type"], events["date"] >= START)[True],
    ],
    "events_by_source": [
        rows(),
        rows(finish=lambda rows: dict(rows["source_type"].value_counts())),
        rows(finish=lambda rows: rows.groupby("source_type").size().sort_values(ascending=False)),
        rows(finish=lambda rows: rows["source_type"].value_counts().to_frame()),
        rows(finish=lambda rows: rows["source_type"].value_counts().reset_index()),
    ],
    "parsons_order": [const(list("EFCAB")), const(list("FECAB")), const(("e", "f", "c", "a", "b"))],
    "most_common_source": [most(PRESS), const([" Press", COUNTS.iloc[0]])],
    "firmness": [grades(), grades((FORMAL, "reported"))],
    "steps_so_far": [const(list("CFDGA")), const(("c", "f", "d", "g", "a"))],
}

WRONG = {
    "days_to_formal_investigation": [
        ("counted-both-ends", days_between("arrest", FORMAL, 1)),
        ("only-days-between", days_between("arrest", FORMAL, -1)),
        ("wrong-order", days_between(FORMAL, "arrest"), days_between(FORMAL, "judicial-investigation")),
        ("counted-from-judicial-investigation", days_between("judicial-investigation", FORMAL)),
        ("counted-from-preliminary-inquiry", days_between("preliminary-inquiry", FORMAL)),
        ("list-means-charged", days_between("arrest", "prosecutor-list")),
        ("counted-the-counts", lambda events: len(CASE.charges)),
        ("hard-coded", lambda events: 1000, lambda events: 4, lambda events: np.int64(4)),
        ("hard-coded", lambda events: right_days(EVENTS)),
        ("timedelta", lambda events: pd.Timedelta(days=4)),
        ("wrong-number", days_between("judicial-investigation", "arrest")),
    ],
    "types_since_arrest": [
        ("unchanged", since(lambda date: date < START, "track")),
        ("only-the-days", since(lambda date: date >= START, "track")),
        ("only-the-column", since(lambda date: date < START)),
        ("day-left-out", since(lambda date: date > START)),
        ("up-to-the-day", since(lambda date: date <= START)),
        ("that-day-alone", since(lambda date: date == START)),
        ("whole-timeline", since(lambda date: date.notna())),
        ("shares-not-counts", lambda events: (n := since(lambda date: date >= START)(events)) / n.sum()),
        ("wrong-column", since(lambda date: date >= START, "source_name")),
        ("other-result", since(lambda date: date >= "2024-09-01")),
        ("hard-coded", lambda events: since(lambda date: date >= START)(EVENTS)),
    ],
    "events_by_source": [
        ("whole-timeline", rows(lambda date, start, end: date.notna())),
        ("or-not-and", of_cell(BY_OR)),
        ("no-end", rows(lambda date, start, end: date >= start)),
        ("no-start", rows(lambda date, start, end: date <= end)),
        ("end-left-out", rows(lambda date, start, end: (date >= start) & (date < end))),
        ("start-left-out", rows(lambda date, start, end: (date > start) & (date <= end))),
        ("ends-left-out", rows(lambda date, start, end: (date > start) & (date < end))),
        ("outside-range", rows(lambda date, start, end: ~inside(date, start, end))),
        ("empty-answer", rows(lambda date, start, end: (date < start) & (date > end))),
        ("wrong-column", rows(finish=lambda rows: rows["source_name"].value_counts())),
        ("unknown-keys", rows(finish=lambda rows: {"newspapers": len(rows)})),
        ("hard-coded", lambda events, start, end: {"newspapers": 3}, lambda events, start, end: dict(COUNTS)),
        ("hard-coded", rows(lambda date, start, end: inside(date, START, END))),
        ("shares-not-counts", rows(finish=lambda rows: rows["source_type"].value_counts(normalize=True))),
        (
            "shares-not-counts",
            rows(finish=lambda rows: (100 * rows["source_type"].value_counts(normalize=True)).round(1)),
        ),
        ("every-column-counted", rows(finish=lambda rows: rows.groupby("source_type").count())),
        ("wrong-counts", rows(finish=lambda rows: rows["source_type"].value_counts() + 1)),
        ("not-sorted", rows(finish=lambda rows: rows["source_type"].value_counts().sort_values())),
        ("rows-not-counted", rows(finish=lambda rows: rows), rows(finish=lambda rows: rows["source_type"])),
        ("one-number", rows(finish=len)),
    ],
    "parsons_order": [("end-left-out", const(list("EDCAB"))), ("wrong-column", const(list("EFCGB")))],
    "most_common_source": [
        ("swapped", const((PRESS, "press"))),
        ("firmest-not-most", most(2, "primary")),
        ("not-the-most", most(1, "blog")),
        ("not-in-these-weeks", most(PRESS, "agency")),
        ("source-not-type", most(3, "Franceinfo")),
        ("unknown-type", most(PRESS, "journalists"), most(PRESS, "the press")),
        ("whole-timeline", most(int(IS_PRESS.sum()))),
        ("counted-all-types", most(int(INSIDE.sum())), most(len(SHOWN))),
        ("start-left-out", most(int((IS_PRESS & INSIDE & (EVENTS["date"] > START)).sum()))),
        ("wrong-count", most(1000)),
        ("event-without-a-day", most(PRESS + 1)),
        ("text-not-number", most(str(PRESS))),
        ("wrong-type", most(PRESS + 0.5), const((3, PRESS))),
    ],
    "firmness": [
        ("two-copies-are-two-sources", grades((ANSWERS, "confirmed"))),
        ("doubt-means-dispute", grades((ANSWERS, "disputed"))),
        ("denial-left-out", grades((ROMANIA, "reported"))),
        ("many-papers-confirm", grades((ROMANIA, "confirmed"))),
        ("denied-means-false", grades((ROMANIA, "false"))),
        ("dispute-about-guilt", grades((FORMAL, "disputed"))),
        ("swapped-labels", grades((ANSWERS, "disputed"), (ROMANIA, "reported"))),
        ("published-means-confirmed", const(dict.fromkeys(GRADES, "confirmed"))),
        ("one-grade-for-all", const(dict.fromkeys(GRADES, "reported"))),
        ("unknown-grade", grades((ROMANIA, "maybe")), grades((ANSWERS, "false"))),
        ("unknown-event", grades(("arrest", "confirmed"))),
        ("missing-event", const({ROMANIA: GRADES[ROMANIA]})),
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
        ("repeated-step", const(list("CFDDGA"))),
    ],
}

#: What feedback calls the events that are graded.
CALLED = ("Answers to prosecutors", "Romania", "Formal investigation")

SECRETS = {
    "days_to_formal_investigation": (f"It is {right_days(EVENTS)}.", rf"\b{right_days(EVENTS)}\b"),
    "types_since_arrest": ("There are 44.", r"\b44\b", r">="),
    "events_by_source": (f"There are {COUNTS.max()}.", *[rf"\b{count}\b" for count in COUNTS if count > 1]),
    "parsons_order": ("E, F, C, A, B", r"[<>]|source_|groupby", r"\b[A-CEF]\b"),
    "most_common_source": (f"It is {PRESS}.", rf"\b{PRESS}\b"),
    "firmness": (
        "Answers to prosecutors is reported.",
        *(rf"{event}\b[^.]*\b{grade}\b" for event, grade in zip(CALLED, GRADES.values(), strict=True)),
    ),
    "steps_so_far": ("C, F, D, G, A", r"C\W+F\W+D\W+G\W+A"),
}


OWN = {
    ("days_to_formal_investigation", "a length of time"): "timedelta",
    ("events_by_source", "a whole table"): "rows-not-counted",
}

WRONG_LINES = {
    "days-answer": ('return (dates["arrest"] - dates["formal-investigation"]).days', "wrong-order"),
    "sources-answer": ('return events["source_type"].value_counts()', "whole-timeline"),
    "types-answer": (
        'return events[events["date"] >= "2024-08-24"]["track"].value_counts()',
        "only-the-days",
    ),
}
WAYS = ("types-check", "sources-check", "lines-check", "most-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets, own = EXERCISE, RIGHT, WRONG, SECRETS, OWN
    unsaid = ("most_common_source.end-left-out", "firmness.wrong-grade")


def test_the_lines_of_the_puzzle_count_what_way_a_counts():
    def run(events, start, end):
        space = {"events": events, "start": start, "end": end}
        exec("\n".join(checks.LINES[letter] for letter in "EFCAB"), space)
        return space["result"]

    assert take("events_by_source", run).passed


def test_the_click_path_ends_on_the_same_number_and_says_which_event_it_shows_beside():
    clicked = SHOWN["source_type"].value_counts()
    assert (clicked.index[0], clicked.iloc[0]) == (COUNTS.index[0], PRESS)
    [event] = SHOWN[~SHOWN["id"].isin(EVENTS[INSIDE]["id"])].to_dict("records")
    assert (f"{event['date']:%B %Y}", event["date_precision"]) == ("August 2024", "month")
    assert 'one event more than ways A and B count, dated "August 2024"' in CELLS["task-2-look"]
    assert event["source_type"] not in CELLS["task-2-look"]


def test_the_reference_follows_the_case():
    """In another case, other answers are right: nothing is written into the checks."""
    changed = CASE.timeline
    changed.loc[changed["id"] == FORMAL, "date"] += pd.Timedelta(days=2)
    changed.loc[changed["date_precision"] == "month", "date_precision"] = "day"
    total = take("most_common_source", most(len(SHOWN)), case=with_tables(timeline=changed))
    assert total.misconception == "wrong-count"
    changed["source_type"] = "agency"
    changed.loc[changed["id"] == ROMANIA, "confidence"] = "reported"
    changed.loc[changed["id"] == "travel-ban-lifted", "id"] = "trial"
    other = with_tables(timeline=changed)
    days = take("days_to_formal_investigation", right_days, case=other)
    assert days.passed
    assert str(right_days(EVENTS) + 2) in days.message
    assert take("most_common_source", most(int(INSIDE.sum()), "agency"), case=other).passed
    assert take("firmness", grades(), case=other).misconception == "wrong-grade"
    assert take("steps_so_far", const(list("CFDGAE")), case=other).passed


def test_the_events_of_the_exercise_are_those_of_the_checks_and_no_two_steps_have_one_day():
    assert_in("\n".join(CELLS.values()), *checks.TO_GRADE)
    assert set(forms.SOURCES) == set(CASE.timeline["source_type"])
    days = [DATES[step] for step in STEPS.values() if step in DATES.index]
    assert len(set(days)) == len(days) == 5


def test_the_exercise_shows_none_of_the_grades_that_it_asks_for(lang):
    case = ungraded(CASE)
    assert "ungraded(load_case" in cells(EXERCISE)["setup"]
    assert {*case.timeline.set_index("id").loc[[*TO_GRADE], "confidence"]} == {"to-grade"}
    shown = in_language(lang, lambda: Timeline(case, start=START, end="2024-09-23")._html())
    words = {"en": "to be graded (task 3)", "fr": "à évaluer (tâche 3)"}[lang]
    assert shown.count(words) == 2  # the third lies after these weeks
    others = CASE.timeline["id"][~CASE.timeline["id"].isin(TO_GRADE)]
    kept = [table.set_index("id").loc[others, "confidence"] for table in (case.timeline, CASE.timeline)]
    pd.testing.assert_series_equal(*kept)
