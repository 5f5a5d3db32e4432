"""The checks of exercise 1, "What happened?": sentences in ``[checks]`` of ``*.toml``.

What is right is computed from the case each time, and functions that take a table are tried on a second,
changed one, so that a copied number does not pass. One feedback names one misconception.
"""

import numbers
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from enclair.case.events import filter_events
from enclair.case.model import Case, covered
from enclair.checks import hints
from enclair.checks.answers import OneOf, Task, expect_parts, is_number, is_whole, judge
from enclair.checks.change import expect_change
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer, short
from enclair.checks.puzzle import Part, expect_rows, letters_of, puzzle, rows_of
from enclair.text.locale import by_language, date, sentences

say = sentences(__package__)

#: The range of task 2, both days included.
START, END = "2024-08-24", "2024-09-23"

#: The steps that exercises ask about.
HAPPENED = (
    *("preliminary-inquiry", "judicial-investigation", "arrest", "prosecutor-list"),
    "formal-investigation",
)

#: A length of time, as pandas, Python and NumPy have it.
LENGTHS = (timedelta, np.timedelta64)

# ---------------------------------------------------------------- 1. days between two steps


def days_to_formal_investigation(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the days from the arrest to the formal investigation: a function of the events."""

    def slips(events: pd.DataFrame) -> dict[str, object]:
        return {
            "timedelta": lambda days: isinstance(days, LENGTHS),
            "counted-both-ends": _days_between(events) + 1,
            "only-days-between": _days_between(events) - 1,
            "counted-from-judicial-investigation": _days_between(events, "judicial-investigation"),
            "counted-from-preliminary-inquiry": _days_between(events, "preliminary-inquiry"),
            "list-means-charged": _days_between(events, last="prosecutor-list"),
            "counted-the-counts": len(case.charges),
            "wrong-order": lambda days: days < 0,
        }

    task = Task(
        _days_between,
        ["wrong-number"],
        slips=slips,
        tries=[{"events": case.timeline}, {"events": _other_dates(case.timeline)}],
        fits=lambda days: isinstance(days, LENGTHS) or is_whole(days),
        same=lambda days, right: not isinstance(days, LENGTHS) and days == right,
    )
    return task.feedback(answer, feedback, days=_days_between(case.timeline))


def _days_between(events: pd.DataFrame, first: str = "arrest", last: str = "formal-investigation") -> int:
    """Return the days from the event ``first`` to the event ``last``."""
    dates = events.set_index("id")["date"]
    return int((dates[last] - dates[first]).days)


def _other_dates(events: pd.DataFrame) -> pd.DataFrame:
    """Return a changed copy: any two of the steps other days apart, the rows the other way round."""
    changed = events.iloc[::-1].reset_index(drop=True)
    later = changed["id"].map(dict(zip(HAPPENED, (0, 1, 4, 9, 11), strict=True))).fillna(0)
    return changed.assign(date=changed["date"] + pd.to_timedelta(later, unit="D"))


# ---------------------------------------------------------------- 2. types of source


def _inside(events: pd.DataFrame, start: str, end: str) -> "pd.Series[bool]":
    """Return which events lie in a range of days, both included."""
    return (events["date"] >= start) & (events["date"] <= end)


def _tally(events: pd.DataFrame, column: str = "source_type") -> dict[str, int]:
    """Return how many rows have each value of ``column``, most frequent first."""
    return {str(key): int(count) for key, count in events[column].value_counts().items()}


def types_since_arrest(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: how many events since the arrest rest on each type of source."""

    def since(events: pd.DataFrame) -> "pd.Series[bool]":
        return events["date"] >= START

    return expect_change(
        answer,
        feedback,
        [{"events": case.timeline}, {"events": _other_sources(case.timeline)}],
        start=lambda events: _tally(events[~since(events)], "track"),
        right=lambda events: _tally(events[since(events)]),
        slips=lambda events: {
            "only-the-days": _tally(events[since(events)], "track"),
            "only-the-column": _tally(events[~since(events)]),
            "day-left-out": _tally(events[events["date"] > START]),
            "up-to-the-day": _tally(events[events["date"] <= START]),
            "that-day-alone": _tally(events[events["date"] == START]),
            "whole-timeline": _tally(events),
            "shares-not-counts": events[since(events)]["source_type"].value_counts(normalize=True),
            "wrong-column": _tally(events[since(events)], "source_name"),
        },
    )


def events_by_source(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check how many events of a range rest on each type of source: a function of events, start, end."""
    changed = _other_sources(case.timeline)
    tries = [
        {"events": events, "start": start, "end": end}
        for events, start, end in [
            (case.timeline, START, END),
            (changed, "2024-08-25", "2024-12-06"),
            (changed, START, END),
        ]
    ]
    task = Task(
        lambda *arguments: partial(_judge_counts, *arguments),
        ["wrong-counts", "unknown-keys"],
        tries,
        lambda value: isinstance(value, dict | pd.Series | pd.DataFrame | numbers.Number),
    )
    try:
        return task.feedback(answer, feedback)
    except IncorrectAnswer as why:
        if why.note == "whole-timeline" and "|" in hints.source_of(answer):
            raise IncorrectAnswer("or-not-and") from None
        raise


def _other_sources(events: pd.DataFrame) -> pd.DataFrame:
    """Return a changed copy: every second row resting on an NGO, the rows the other way round."""
    changed = events.iloc[::-1].reset_index(drop=True)
    changed.loc[changed.index % 2 == 0, "source_type"] = "ngo"
    return changed


def _judge_counts(events: pd.DataFrame, start: str, end: str, table: Answer) -> bool:
    """Raise `IncorrectAnswer` for a table of counts that is not right: for its form, then for its numbers."""
    if isinstance(table, numbers.Number):
        raise IncorrectAnswer("one-number")
    table = _one_column(table)
    if isinstance(table, pd.DataFrame):
        types = {*events["source_type"]}
        raise IncorrectAnswer("every-column-counted" if {*table.index} <= types else "rows-not-counted")
    counts = {short(key): count for key, count in table.items()}
    chosen = events[_inside(events, start, end)]
    right = _tally(chosen)
    if not all(map(is_whole, counts.values())):
        shares = {key: count / len(chosen) for key, count in right.items()}
        raise IncorrectAnswer("shares-not-counts" if _close(counts, shares) else "rows-not-counted")
    mine, dates = {key: int(count) for key, count in counts.items() if count}, events["date"]
    if mine == right:
        if [*mine.values()] == sorted(mine.values(), reverse=True):
            return True
        raise IncorrectAnswer("not-sorted")
    slips = {
        "whole-timeline": dates.notna(),
        "no-end": dates >= start,
        "no-start": dates <= end,
        "end-left-out": (dates >= start) & (dates < end),
        "start-left-out": (dates > start) & (dates <= end),
        "ends-left-out": (dates > start) & (dates < end),
        "outside-range": ~_inside(events, start, end),
    }
    for misconception, rows in slips.items():
        if mine == _tally(events[rows]):
            raise IncorrectAnswer(misconception)
    if foreign := [key for key in mine if key not in {*events["source_type"]}]:
        for column in ("source_name", "category", "track", "confidence", "status", "country", "dimension"):
            if {*mine} <= {*events[column]}:
                raise IncorrectAnswer("wrong-column", column)
        raise IncorrectAnswer("unknown-keys", foreign[0])
    differs = (key for key in [*mine, *right] if mine.get(key) != right.get(key))
    raise IncorrectAnswer("wrong-counts", next(differs))


def _one_column(table: Answer) -> Answer:
    """Return a table of names and their numbers as a column, and any other value as it is."""
    if not isinstance(table, pd.DataFrame) or not 1 <= table.shape[1] <= 2:
        return table
    named = table if table.shape[1] == 1 else table.set_index(table.columns[0])
    return named.iloc[:, 0] if pd.api.types.is_numeric_dtype(named.iloc[:, 0]) else table


def _close(table: Mapping[str, Any], right: Mapping[str, float]) -> bool:
    """Return whether all values of two dictionaries agree, as parts of 1 or in 100."""
    if table.keys() != right.keys() or not all(map(is_number, table.values())):
        return False
    parts = pd.Series(right)
    return any((pd.Series(table) / times - parts).abs().max() < 0.006 for times in (1, 100))


#: The exercise shows the same lines (tested).
parsons_order, LINES = puzzle(__package__, "parsons_order")


# ---------------------------------------------------------------- 2. the question at the end


def most_common_source(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check which type of source carries most events, and how many: a function that gives the pair."""
    name, count = values = expect_parts(answer, feedback, 2)
    if is_whole(name) and isinstance(count, str):
        raise IncorrectAnswer("swapped")
    hints.need(values, lambda pair: isinstance(pair[0], str) and is_whole(pair[1]))
    events = case.timeline
    name, chosen = name.strip().lower(), events[_inside(events, START, END)]
    counts, dates = _tally(chosen), chosen["date"]
    if counts.get(name) != max(counts.values()):
        raise IncorrectAnswer(_why_name(name, counts, events), name)
    # The timeline also shows an event that is dated by its month alone: its total is another one.
    shown = filter_events(events, start=START, end=END)
    slips = {
        "whole-timeline": _tally(events)[name],
        "counted-all-types": OneOf((len(chosen), len(shown))),
        "end-left-out": _tally(chosen[dates < END]).get(name, 0),
        "start-left-out": _tally(chosen[dates > START]).get(name, 0),
        "event-without-a-day": OneOf((counts[name] - 1, counts[name] + 1)),
    }
    judge(int(count), counts[name], slips, ["wrong-count"])
    return feedback.passed(name=name, count=counts[name], total=len(chosen))


def _why_name(name: str, counts: Mapping[str, int], events: pd.DataFrame) -> str:
    """Return the misconception behind the wrong type of source."""
    if name not in {*events["source_type"]}:
        return "source-not-type" if name in {*events["source_name"].str.lower()} else "unknown-type"
    if name == "primary":
        return "firmest-not-most"
    return "not-the-most" if name in counts else "not-in-these-weeks"


# ---------------------------------------------------------------- 3. how firm is it?

#: The three events to grade. Their grade is the column ``confidence`` of the case.
TO_GRADE = ("prosecutors-see-answers", "romania-dispute", "formal-investigation")
GRADES = ("confirmed", "reported", "disputed")
#: The event on which two readers may part: newsrooms of their own, or one statement that all of them repeat?
ONE_STATEMENT = "formal-investigation"


def firmness(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the grades of three events: a function that gives a dictionary."""
    # "false" is no grade, and what some take a denial for.
    grade_of = Part("unknown-grade", (*GRADES, "false"))
    grades = expect_rows(answer, feedback, TO_GRADE, "event", grade_of)
    graded = case.timeline.set_index("id")["confidence"]
    right = {event: str(graded[event]) for event in TO_GRADE}
    one, other, _ = TO_GRADE
    if "false" in grades.values():
        raise IncorrectAnswer("denied-means-false" if grades[other] == "false" else "unknown-grade", "false")
    if len({*grades.values()}) == 1:
        alike = "published-means-confirmed" if "confirmed" in grades.values() else "one-grade-for-all"
        raise IncorrectAnswer(alike)
    holds = {event: {grade} for event, grade in right.items()} | {ONE_STATEMENT: {"confirmed", "reported"}}
    wrong = {event: grade for event, grade in grades.items() if grade not in holds[event]}
    if wrong == {one: right[other], other: right[one]}:
        raise IncorrectAnswer("swapped-labels")
    for event, grade in wrong.items():
        raise IncorrectAnswer(feedback.behind(event, grade) or "wrong-grade", event)
    return feedback.passed(feedback.own[grades[ONE_STATEMENT]])


def ungraded(case: Case) -> Case:
    """Return the case without the grades that exercise 1 asks for."""
    package = case.package
    package.setdefault("labels", {})["to-grade"] = by_language(lambda: say("grading.to_grade"))
    return replace(covered(case, "timeline", TO_GRADE, confidence="to-grade"), _package=package)


# ---------------------------------------------------------------- 4. the steps, in order

#: The steps to put in order. A step that the case has no event for has not happened.
STEPS = {letter: step for letter, (step,) in rows_of(__package__, "steps_so_far", "steps").items()}

#: The idea behind a step that has not happened; ``behind`` has those behind one step before another.
TOO_FAR: Mapping[str, str] = {"conviction": "charged-means-convicted", "trial": "investigated-means-tried"}


def steps_so_far(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the order of the steps that have happened: a function that gives a list of letters."""
    letters = letters_of(answer, feedback, STEPS, "repeated-step")
    dates = case.timeline.set_index("id")["date"]
    happened = {letter: dates[step] for letter, step in STEPS.items() if step in dates.index}
    place = {STEPS[letter]: index for index, letter in enumerate(letters)}
    for step, misconception in TOO_FAR.items():
        if step in place and letters[place[step]] not in happened:
            raise IncorrectAnswer(misconception, letters[place[step]])
    if {*letters} != {*happened}:
        raise IncorrectAnswer("missing-step", ", ".join(letters))
    if letters != sorted(happened, key=lambda letter: happened[letter]):
        swapped = feedback.english["behind"]
        earlier = (idea for first, then, idea in swapped if place[first] < place[then])
        raise IncorrectAnswer(next(earlier, "list-means-charged"))
    return feedback.passed(as_of=date(case.proceedings.get("as_of", case.as_of)))
