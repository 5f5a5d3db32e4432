"""The checks of exercise 1, "What happened?".

Each is a pure function ``(answer, case, lang) -> Feedback``. What is right is computed from the case each
time, and functions that take a table are tried on a second, changed one, so that a copied number does not
pass. One feedback names one misconception.
"""

import ast
import itertools
import numbers
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair import locale
from enclair.checks.answers import Note, attempt, is_empty, not_yet, passed, wrong_type
from enclair.checks.feedback import Feedback
from enclair.locale import text

if TYPE_CHECKING:
    from enclair.case import Case

#: The range of task 2, both days included.
START, END = "2024-08-24", "2024-09-23"

# What a check expects, as it says it.
_WHOLE = "a whole number"
_COUNTS = "a column of numbers (Series) or a dictionary, one number for each type"
_LETTERS = "a list of letters, each between quotation marks"
_PAIR = "a pair: a type between quotation marks, then a whole number"
_GRADED = "a dictionary from the three events to their grades"

# ---------------------------------------------------------------- 1. days between two steps

DAYS: Mapping[str, Note] = {
    "passed": Note(
        "{days} days lie between the arrest and the formal investigation. In these days nobody judged "
        "whether he is guilty: judges decided whether to investigate him by name.",
    ),
    "counted-both-ends": Note(
        "You counted the first day and the last day as well: that is the number of dates on a calendar page, "
        "not the time between them.",
        "Subtract one date from the other: from Monday to Tuesday is one day.",
    ),
    "only-days-between": Note(
        "You counted only the whole days that lie between the two dates.",
        "Subtract one date from the other: from Monday to Tuesday is one day, although no day lies between.",
    ),
    "wrong-order": Note(
        "Your number is negative: you subtracted the later date from the earlier one.",
        "Take the later date first, then subtract the earlier one.",
    ),
    "counted-from-judicial-investigation": Note(
        "You started at the judicial investigation of July. That one was opened against persons unnamed; the "
        "question starts at the arrest.",
        "Look for the row of the arrest and take its date.",
    ),
    "counted-from-preliminary-inquiry": Note(
        "You started at the preliminary inquiry, which the prosecutor led months before; the question "
        "starts at the arrest.",
        "Look for the row of the arrest and take its date.",
    ),
    "list-means-charged": Note(
        "You stopped at the prosecutor's list of 26 August. That list described an investigation against "
        "persons unnamed; placing a person under formal investigation is a decision of judges.",
        "Look for the row of the formal investigation and take its date.",
    ),
    "counted-the-counts": Note(
        "That is the number of offences on the prosecutor's list, not a number of days.",
        "Use the dates of the two rows, not the number in their description.",
    ),
    "wrong-number": Note(
        "{found} is not the number of days between the two dates.",
        "Print the two dates that your function finds and look them up in the timeline.",
    ),
    "timedelta": Note(
        "You have the length of time itself; the answer should be {expected}.",
        "Ask it for its days: put .days behind it.",
    ),
}


def days_to_formal_investigation(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check the days from the arrest to the formal investigation: a function of the events."""
    events = case.timeline
    days = attempt(answer, {"events": case.timeline}, lang)
    if isinstance(days, Feedback):
        return days
    if is_empty(days):
        return not_yet({}, "not-answered", lang)
    if isinstance(days, pd.Timedelta):
        note = {"wrong-type": DAYS["timedelta"]}
        return not_yet(note, "wrong-type", lang, expected=text(_WHOLE, lang))
    if not _is_whole(days):
        return wrong_type(_WHOLE, days, lang)
    right = _days_between(events, "arrest", "formal-investigation")
    if days != right:
        return not_yet(DAYS, _why_days(int(days), right, case), lang, found=int(days))
    changed = _other_dates(case.timeline)
    days = attempt(answer, {"events": changed.copy()}, lang, again=True)
    if isinstance(days, Feedback):
        return days
    if not _is_whole(days) or days != _days_between(changed, "arrest", "formal-investigation"):
        return not_yet({}, "hard-coded", lang)
    return passed(DAYS["passed"], lang, days=right)


def _is_whole(value: object) -> bool:
    """Return whether ``value`` is a whole number; 5.0 is one, True is not."""
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and float(value).is_integer()


def _days_between(events: pd.DataFrame, first: str, last: str) -> int:
    """Return the days from the event ``first`` to the event ``last``."""
    dates = events.set_index("id")["date"]
    return int((dates[last] - dates[first]).days)


def _why_days(found: int, right: int, case: "Case") -> str:
    """Return the misconception behind a wrong number of days."""
    events = case.timeline
    known = {
        right + 1: "counted-both-ends",
        right - 1: "only-days-between",
        -right: "wrong-order",
        _days_between(
            events, "judicial-investigation", "formal-investigation"
        ): "counted-from-judicial-investigation",
        _days_between(
            events, "preliminary-inquiry", "formal-investigation"
        ): "counted-from-preliminary-inquiry",
        _days_between(events, "arrest", "prosecutor-list"): "list-means-charged",
        len(case.charges): "counted-the-counts",
    }
    return known.get(found, "wrong-order" if found < 0 else "wrong-number")


def _other_dates(events: pd.DataFrame) -> pd.DataFrame:
    """Return a changed copy: the formal investigation nine days later, the rows the other way round."""
    changed = events.iloc[::-1].reset_index(drop=True)
    moved = changed["id"] == "formal-investigation"
    changed.loc[moved, "date"] = changed.loc[moved, "date"] + pd.Timedelta(days=9)
    return changed


# ---------------------------------------------------------------- 2. types of source

COUNTS: Mapping[str, Note] = {
    "passed": Note(
        "Your table is right, and it also works for another range of dates. Now answer the question at the"
        " end of this task.",
    ),
    "rows-not-counted": Note(
        "Your function gives the chosen rows; the question asks how many rows there are of each type.",
        "Take the column source_type of your rows and count its values.",
    ),
    "one-number": Note(
        "Your function gives one number; the question asks for one number for each type of source.",
        "Take the column source_type of your rows and count its values.",
    ),
    "wrong-column": Note(
        "You counted the values of the column {column}. Who published is not the same as what kind of "
        "source it is.",
        "Count the values of the column source_type.",
    ),
    "unknown-keys": Note(
        "The first entry of your result, {found}, is not a type of source.",
        "Give one number for each value of the column source_type.",
    ),
    "nothing-left": Note(
        "Your function keeps no event at all.",
        "Check the two comparisons: keep a date that is not before start and not after end.",
    ),
    "whole-timeline": Note(
        "You counted the whole timeline; the question asks for a few weeks only.",
        "Keep only the rows whose date lies between start and end before you count.",
    ),
    "no-end": Note(
        "You kept everything from the first day on, with no last day.",
        "Keep only the rows whose date is not after end, too.",
    ),
    "no-start": Note(
        "You kept everything up to the last day, with no first day.",
        "Keep only the rows whose date is not before start, too.",
    ),
    "end-left-out": Note(
        "The events of the last day are missing; the question includes that day.",
        "Compare with <= rather than <.",
    ),
    "start-left-out": Note(
        "The events of the first day are missing; the question includes that day.",
        "Compare with >= rather than >.",
    ),
    "ends-left-out": Note(
        "The events of the first and of the last day are missing; the question includes both.",
        "Compare with >= and <= rather than > and <.",
    ),
    "outside-range": Note(
        "You counted the events outside the range instead of those inside.",
        "Keep a row when its date is not before start and also not after end: join the two with &.",
    ),
    "wrong-counts": Note(
        "The number for the type {found} is not right.",
        "Look at the rows that you keep: which are too many, which are missing?",
    ),
    "not-sorted": Note(
        "The numbers are right; the order is not: the most frequent type should stand first.",
        "Sort the numbers from the largest to the smallest.",
    ),
}


def events_by_source(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check how many events of a range rest on each type of source: a function of events, start, end."""
    found = attempt(answer, {"events": case.timeline, "start": START, "end": END}, lang)
    if isinstance(found, Feedback):
        return found
    feedback = _judge_counts(found, case.timeline, START, END, lang)
    if feedback is not None:
        return feedback
    changed = _other_sources(case.timeline)
    for start, end in [("2024-08-25", "2024-12-06"), (START, END)]:
        again = attempt(answer, {"events": changed.copy(), "start": start, "end": end}, lang, again=True)
        if isinstance(again, Feedback):
            return again
        if _judge_counts(again, changed, start, end, lang) is not None:
            return not_yet({}, "hard-coded", lang)
    return passed(COUNTS["passed"], lang)


def _other_sources(events: pd.DataFrame) -> pd.DataFrame:
    """Return a changed copy: every second row resting on an NGO, the rows the other way round."""
    changed = events.iloc[::-1].reset_index(drop=True)
    changed.loc[changed.index % 2 == 0, "source_type"] = "ngo"
    return changed


def _inside(events: pd.DataFrame, start: str, end: str) -> "pd.Series[bool]":
    return (events["date"] >= start) & (events["date"] <= end)


def _tally(events: pd.DataFrame, column: str = "source_type") -> dict[str, int]:
    """Return how many rows have each value of ``column``, most frequent first."""
    return {str(key): int(count) for key, count in events[column].value_counts().items()}


def _judge_counts(found: Any, events: pd.DataFrame, start: str, end: str, lang: str) -> Feedback | None:
    """Return what is wrong with the counts ``found``, or None."""
    if isinstance(found, dict | pd.Series | pd.DataFrame) and len(found) == 0:
        return not_yet(COUNTS, "nothing-left", lang)
    if is_empty(found):
        return not_yet({}, "not-answered", lang)
    if isinstance(found, numbers.Number):
        return not_yet(COUNTS, "one-number", lang)
    if not isinstance(found, dict | pd.Series | pd.DataFrame):
        return wrong_type(_COUNTS, found, lang)
    if isinstance(found, pd.DataFrame) or not all(_is_whole(count) for _, count in found.items()):
        return not_yet(COUNTS, "rows-not-counted", lang)
    counts = {str(key): int(count) for key, count in found.items() if count}
    right = _tally(events[_inside(events, start, end)])
    if counts == right:
        return None if _falls(list(counts.values())) else not_yet(COUNTS, "not-sorted", lang)
    return _why_counts(counts, right, events, start, end, lang)


def _falls(values: Sequence[int]) -> bool:
    return all(one >= other for one, other in itertools.pairwise(values))


def _why_counts(
    counts: dict[str, int], right: dict[str, int], events: pd.DataFrame, start: str, end: str, lang: str
) -> Feedback:
    """Return the feedback for wrong counts: that of the slip that gives exactly these numbers."""
    dates = events["date"]
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
        if counts == _tally(events[rows]):
            return not_yet(COUNTS, misconception, lang)
    types = set(events["source_type"])
    foreign = [key for key in counts if key not in types]
    if foreign:
        for column in ("source_name", "category", "track", "confidence", "status", "country", "dimension"):
            if set(counts) <= set(events[column]):
                return not_yet(COUNTS, "wrong-column", lang, column=column)
        return not_yet(COUNTS, "unknown-keys", lang, found=foreign[0])
    wrong = next(key for key in [*counts, *right] if counts.get(key) != right.get(key))
    return not_yet(COUNTS, "wrong-counts", lang, found=wrong)


#: The lines of the puzzle. Two of them do not belong: the exercise shows the same lines (tested).
LINES: Mapping[str, str] = {
    "A": 'counts = chosen.groupby("source_type").size()',
    "B": "result = counts.sort_values(ascending=False)",
    "C": "chosen = events[after_start & before_end]",
    "D": 'before_end = events["date"] < end',
    "E": 'after_start = events["date"] >= start',
    "F": 'before_end = events["date"] <= end',
    "G": 'counts = chosen.groupby("source_name").size()',
}

PARSONS: Mapping[str, Note] = {
    "passed": Note(
        "Your lines run in this order and count the right thing. Now answer the question at the end of "
        "this task.",
    ),
    "unknown-letter": Note(
        "{found} is not the letter of a line.", "Use only the letters that stand before the lines."
    ),
    "repeated-line": Note("Line {found} stands twice in your list.", "Use each line once at most."),
    "end-left-out": Note(
        "Line {found} leaves out the events of the last day; the question includes that day.",
        "Look for the line that compares with <= instead.",
    ),
    "wrong-column": Note(
        "Line {found} counts who published each event. The question asks for the type of source.",
        "Look for the line that counts source_type instead.",
    ),
    "every-line-used": Note(
        "You used every line; two of them do not belong.",
        "Two pairs of lines give the same name to different things: keep one of each pair.",
    ),
    "missing-line": Note(
        "In this list, the name {found} is never given a value, or the result is never made.",
        "Look for the line that starts with that name.",
    ),
    "used-before-made": Note(
        "Line {found} uses a name that no line above it has made yet.",
        "Python reads from top to bottom: a line that makes a name comes before a line that uses it.",
    ),
}


def parsons_order(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check the order of the puzzle's lines: a function that gives a list of letters."""
    found = attempt(answer, {}, lang)
    if isinstance(found, Feedback):
        return found
    if is_empty(found):
        return not_yet({}, "not-answered", lang)
    if not isinstance(found, list | tuple) or not all(isinstance(letter, str) for letter in found):
        return wrong_type(_LETTERS, found, lang)
    letters = [letter.strip().upper() for letter in found]
    misconception, what = _why_order(letters)
    if misconception:
        return not_yet(PARSONS, misconception, lang, found=what)
    names: dict[str, Any] = {"events": case.timeline, "start": START, "end": END}
    exec("\n".join(LINES[letter] for letter in letters), {}, names)  # our own lines, in the learner's order
    feedback = _judge_counts(names["result"], case.timeline, START, END, lang)
    return passed(PARSONS["passed"], lang) if feedback is None else feedback


def _why_order(letters: list[str]) -> tuple[str, str]:
    """Return what is wrong with an order of lines and the letter or name in question, or two empty texts."""
    for letter in letters:
        if letter not in LINES:
            return "unknown-letter", letter
        if letters.count(letter) > 1:
            return "repeated-line", letter
    if set(letters) == set(LINES):
        return "every-line-used", ""
    for letter, misconception in (("D", "end-left-out"), ("G", "wrong-column")):
        if letter in letters:
            return misconception, letter
    made = {"events", "start", "end"}
    to_come = {_makes(letter) for letter in letters}
    for letter in letters:
        for name in [name for name in _uses(letter) if name not in made]:
            return ("used-before-made", letter) if name in to_come else ("missing-line", name)
        made.add(_makes(letter))
    return ("", "") if "result" in made else ("missing-line", "result")


def _makes(letter: str) -> str:
    """Return the name to which a line gives a value."""
    return LINES[letter].split(" = ")[0]


def _uses(letter: str) -> list[str]:
    """Return the names that a line needs."""
    nodes = ast.walk(ast.parse(LINES[letter]))
    return sorted(
        {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    )


# ---------------------------------------------------------------- 2. the question at the end

MOST_COMMON: Mapping[str, Note] = {
    "passed": Note(
        "{count} of the {total} events of these weeks rest on the type {name}. So what we know of them has"
        " mostly passed through other people's words: next, say what that means.",
    ),
    "swapped": Note(
        "Both parts are there, in the other order.",
        "Give the type first, then the number.",
    ),
    "unknown-type": Note(
        "{found} is not one of the types of source in the table.",
        "Use the word that the column source_type uses, between quotation marks.",
    ),
    "source-not-type": Note(
        "{found} is one source. The question asks for the type of source.",
        "Look at the column source_type, or at the menu of source types in the timeline.",
    ),
    "firmest-not-most": Note(
        "A primary text is the firmest type of source. It is not the one that carries most of these events.",
        "Answer with the numbers: which type stands first when you count?",
    ),
    "not-the-most": Note(
        "The type {found} occurs in these weeks, but another one occurs more often.",
        "Count each type, then take the largest number.",
    ),
    "whole-timeline": Note(
        "The type is right; the number is that of the whole timeline.",
        "Count only the events from 24 August to 23 September 2024.",
    ),
    "counted-all-types": Note(
        "The type is right; the number is that of all events of these weeks, whatever their source.",
        "Count only the events that rest on this type.",
    ),
    "end-left-out": Note(
        "The type is right; in the number, the last day is missing.",
        "Include the events of 23 September.",
    ),
    "start-left-out": Note(
        "The type is right; in the number, the first day is missing.",
        "Include the events of 24 August.",
    ),
    "wrong-count": Note(
        "The type is right; {found} is not its number of events.",
        "Count again: choose this type alone and read how many events are left.",
    ),
}


def most_common_source(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check which type of source carries most events, and how many: a function that gives the pair."""
    found = attempt(answer, {}, lang)
    if isinstance(found, Feedback):
        return found
    if is_empty(found):
        return not_yet({}, "not-answered", lang)
    if not isinstance(found, tuple | list) or len(found) != 2:
        return wrong_type(_PAIR, found, lang)
    name, count = found
    if _is_whole(name) and isinstance(count, str):
        return not_yet(MOST_COMMON, "swapped", lang)
    if not isinstance(name, str) or not _is_whole(count):
        return wrong_type(_PAIR, found, lang)
    events = case.timeline
    name, chosen = name.strip().lower(), events[_inside(events, START, END)]
    right = _tally(chosen)
    misconception = _why_name(name, right, events) or _why_count(int(count), name, chosen, events)
    if misconception:
        about_number = misconception == "wrong-count"
        return not_yet(MOST_COMMON, misconception, lang, found=int(count) if about_number else name)
    return passed(MOST_COMMON["passed"], lang, name=name, count=right[name], total=len(chosen))


def _why_name(name: str, right: dict[str, int], events: pd.DataFrame) -> str:
    """Return the misconception behind the wrong type of source, or ""."""
    if right.get(name) == max(right.values()):
        return ""
    if name not in set(events["source_type"]):
        sources = events["source_name"].str.lower()
        return "source-not-type" if name and sources.str.contains(name, regex=False).any() else "unknown-type"
    return "firmest-not-most" if name == "primary" else "not-the-most"


def _why_count(count: int, name: str, chosen: pd.DataFrame, events: pd.DataFrame) -> str:
    """Return the misconception behind the wrong number for the right type, or ""."""
    dates = chosen["date"]
    right = _tally(chosen)[name]
    slips = {
        "whole-timeline": _tally(events)[name],
        "counted-all-types": len(chosen),
        "end-left-out": _tally(chosen[dates < END]).get(name, 0),
        "start-left-out": _tally(chosen[dates > START]).get(name, 0),
    }
    if count == right:
        return ""
    return next((why for why, number in slips.items() if number == count), "wrong-count")


# ---------------------------------------------------------------- 3. how firm is it?

#: The three events to grade. Their grade is the column ``confidence`` of the case.
TO_GRADE = ("prosecutors-see-answers", "romania-dispute", "formal-investigation")
GRADES = ("confirmed", "reported", "disputed")

FIRMNESS: Mapping[str, Note] = {
    "passed": Note(
        "Your three grades follow the rule: count independent sources, look for a primary text, and ask "
        "whether somebody concerned denies it.",
    ),
    "missing-event": Note(
        "The event {found} has no grade yet.",
        "Give each of the three events one grade.",
    ),
    "unknown-event": Note(
        "{found} is not one of the three events.",
        "Copy the three names from the task.",
    ),
    "unknown-grade": Note(
        "{found} is not a grade.",
        "Use confirmed, reported or disputed, between quotation marks.",
    ),
    "wrong-grade": Note(
        "The grade of {found} does not follow the rule.",
        "Count its independent sources, and ask whether somebody concerned denies it.",
    ),
    "denied-means-false": Note(
        "A denial does not make a statement false, nor true: we have not seen proof of either.",
        "Read the rule again: which grade is for parties that contradict each other?",
    ),
    "published-means-confirmed": Note(
        "You gave each event the highest grade. To be published is not yet to be confirmed.",
        "For each event, count the sources that saw for themselves, and look for somebody who denies it.",
    ),
    "one-grade-for-all": Note(
        "You gave each event the same grade; the rule tells them apart.",
        "For each event, count the sources that saw for themselves, and look for somebody who denies it.",
    ),
    "swapped-labels": Note(
        "You tell these two events apart, but their grades are exchanged: one has a single origin and nobody "
        "denies it, about the other the parties contradict each other.",
        "Read the rule again, and ask of each of the two: does somebody concerned deny it?",
    ),
    "two-copies-are-two-sources": Note(
        "prosecutors-see-answers: two addresses, but the second one is the newspaper that the first one "
        "quotes. A text that repeats another adds no source, and that officials are named in it does not "
        "change that.",
        "Count origins, not addresses.",
    ),
    "doubt-means-dispute": Note(
        "prosecutors-see-answers: a thin source is a reason for care. A dispute is more: somebody "
        "concerned says that it is not so, and the case records nobody who does.",
        "Ask how many origins this news has.",
    ),
    "denial-left-out": Note(
        "romania-dispute: you counted where it was published. The rule also asks what the other party "
        "says, and here it speaks.",
        "Read the description to its end.",
    ),
    "many-papers-confirm": Note(
        "romania-dispute: many papers confirm that he said it. They do not confirm what he said.",
        "Ask whether what he says is admitted by the other party.",
    ),
    "press-means-weak": Note(
        "formal-investigation: press is not weak because it is press. Several newsrooms, each on its own, "
        "report the decision of the judges and quote the prosecutor's statement.",
        "Count the independent sources again.",
    ),
    "dispute-about-guilt": Note(
        "formal-investigation: the accusation is contested. Whether it is true is one thing; that judges "
        "placed him under formal investigation is another, and nobody denies that.",
        "Grade the event itself, not the accusation.",
    ),
}


def firmness(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check the grades of three events: a function that gives a dictionary."""
    found = attempt(answer, {}, lang)
    if isinstance(found, Feedback):
        return found
    if is_empty(found):
        return not_yet({}, "not-answered", lang)
    if not isinstance(found, dict):
        return wrong_type(_GRADED, found, lang)
    if all(is_empty(grade) for grade in found.values()):
        return not_yet({}, "not-answered", lang)
    grades = {str(event): str(grade).strip().lower() for event, grade in found.items()}
    graded = case.timeline.set_index("id")["confidence"]
    right = {event: str(graded[event]) for event in TO_GRADE}
    misconception, what = _why_grades(grades, right)
    if misconception:
        return not_yet(FIRMNESS, misconception, lang, found=what)
    return passed(FIRMNESS["passed"], lang)


def _why_grades(grades: dict[str, str], right: dict[str, str]) -> tuple[str, str]:
    """Return the misconception behind wrong grades and the word in question, or two empty texts."""
    for event, grade in grades.items():
        if event not in right:
            return "unknown-event", event
        if grade not in GRADES:
            false = event == "romania-dispute" and grade in ("false", "faux")
            return "denied-means-false" if false else "unknown-grade", grade
    missing = [event for event in right if event not in grades]
    if missing:
        return "missing-event", missing[0]
    if len(set(grades.values())) == 1:
        return "published-means-confirmed" if "confirmed" in grades.values() else "one-grade-for-all", ""
    wrong = {event: grade for event, grade in grades.items() if grade != right[event]}
    if len(wrong) == 2 and set(wrong) == {"prosecutors-see-answers", "romania-dispute"}:
        one, other = (wrong[event] for event in ("prosecutors-see-answers", "romania-dispute"))
        if (one, other) == (right["romania-dispute"], right["prosecutors-see-answers"]):
            return "swapped-labels", ""
    reasons = {
        ("prosecutors-see-answers", "confirmed"): "two-copies-are-two-sources",
        ("prosecutors-see-answers", "disputed"): "doubt-means-dispute",
        ("romania-dispute", "reported"): "denial-left-out",
        ("romania-dispute", "confirmed"): "many-papers-confirm",
        ("formal-investigation", "reported"): "press-means-weak",
        ("formal-investigation", "disputed"): "dispute-about-guilt",
    }
    return next(((reasons.get(pair, "wrong-grade"), pair[0]) for pair in wrong.items()), ("", ""))


# ---------------------------------------------------------------- 4. the steps, in order

#: The steps to put in order. A step that the case has no event for has not happened.
STEPS: Mapping[str, str] = {
    "A": "formal-investigation",
    "B": "conviction",
    "C": "preliminary-inquiry",
    "D": "arrest",
    "E": "trial",
    "F": "judicial-investigation",
    "G": "prosecutor-list",
}

PROCEDURE: Mapping[str, Note] = {
    "passed": Note(
        "That is the order, and you left out what has not happened, as far as the case records (status of "
        "{as_of}). The inquiry is older than the arrest: an arrest is a moment in an investigation.",
    ),
    "unknown-letter": Note(
        "{found} is not the letter of a step.", "Use only the letters that stand before the steps."
    ),
    "repeated-step": Note("Step {found} stands twice in your list.", "Use each step once at most."),
    "charged-means-convicted": Note(
        "Step {found} is in your list. To be under formal investigation is not to be convicted: no court has "
        "judged.",
        "Leave out what has not happened.",
    ),
    "investigated-means-tried": Note(
        "Step {found} is in your list. An investigation can end without a trial: judges may dismiss the "
        "case.",
        "Leave out what has not happened.",
    ),
    "missing-step": Note(
        "A step that has happened is missing: your list has {found}.",
        "Look for each step in the timeline: does it have a date?",
    ),
    "arrest-starts-everything": Note(
        "In your list the arrest comes before an inquiry that was already open. An arrest is a moment in an "
        "investigation, not its beginning.",
        "Look up the dates of the two investigations that came before.",
    ),
    "judges-before-prosecutor": Note(
        "In your list investigating judges come before the prosecutor's own inquiry. The prosecutor began,"
        " and passed the file to them later.",
        "Look up which of the two was opened first.",
    ),
    "arrest-means-charged": Note(
        "In your list he is under formal investigation before he is arrested. Police custody lies between:"
        " judges decide after it.",
        "Look up the dates of the two steps.",
    ),
    "list-means-charged": Note(
        "In your list the prosecutor's list does not stand between the arrest and the decision of the "
        "judges. It described an investigation against persons unnamed; the judges applied it to him "
        "later.",
        "Look up the dates of these three steps.",
    ),
}


def steps_so_far(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check the order of the steps that have happened: a function that gives a list of letters."""
    found = attempt(answer, {}, lang)
    if isinstance(found, Feedback):
        return found
    if is_empty(found):
        return not_yet({}, "not-answered", lang)
    if not isinstance(found, list | tuple) or not all(isinstance(letter, str) for letter in found):
        return wrong_type(_LETTERS, found, lang)
    letters = [letter.strip().upper() for letter in found]
    dates = case.timeline.set_index("id")["date"]
    happened = {letter: dates[step] for letter, step in STEPS.items() if step in dates.index}
    misconception, what = _why_steps(letters, sorted(happened, key=lambda letter: happened[letter]))
    if misconception:
        return not_yet(PROCEDURE, misconception, lang, found=what)
    return passed(PROCEDURE["passed"], lang, as_of=locale.date(case.proceedings["as_of"], lang))


def _why_steps(letters: list[str], right: list[str]) -> tuple[str, str]:
    """Return the misconception behind a wrong order and the letter in question, or two empty texts."""
    for letter in letters:
        if letter not in STEPS:
            return "unknown-letter", letter
        if letters.count(letter) > 1:
            return "repeated-step", letter
    for step, misconception in (
        ("conviction", "charged-means-convicted"),
        ("trial", "investigated-means-tried"),
    ):
        for letter in letters:
            if STEPS[letter] == step and letter not in right:
                return misconception, letter
    if set(letters) != set(right):
        return "missing-step", ", ".join(letters)
    if letters == right:
        return "", ""
    place = {STEPS[letter]: letters.index(letter) for letter in letters}
    if place["arrest"] < max(place["preliminary-inquiry"], place["judicial-investigation"]):
        return "arrest-starts-everything", ""
    if place["judicial-investigation"] < place["preliminary-inquiry"]:
        return "judges-before-prosecutor", ""
    if place["formal-investigation"] < place["arrest"]:
        return "arrest-means-charged", ""
    return "list-means-charged", ""


#: The checks of this exercise, in the order of its tasks.
CHECKS = (
    days_to_formal_investigation,
    events_by_source,
    parsons_order,
    most_common_source,
    firmness,
    steps_so_far,
)

#: All that these checks may say, for translators and tests.
NOTES = (DAYS, COUNTS, PARSONS, MOST_COMMON, FIRMNESS, PROCEDURE)
EXPECTED = (_WHOLE, _COUNTS, _LETTERS, _PAIR, _GRADED)
