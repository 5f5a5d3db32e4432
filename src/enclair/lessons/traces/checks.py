"""The checks of exercise 5, "Traces": sentences in ``[checks]`` of ``*.toml``.

Functions that take numbers or tables are tried on several, so that a copied number does not pass. What the
tables cannot know stands below: what each explanation forbids, and what keeps the report from answering a
question.
"""

import numbers
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from enclair.checks.answers import expect_each, expect_parts, expect_words
from enclair.checks.change import expect_change
from enclair.checks.drawing import expect_drawing
from enclair.checks.feedback import Feedback
from enclair.checks.puzzle import judge_words, need_words, puzzle
from enclair.checks.values import Answer, are_whole, is_number, is_number_or_pair, is_real, is_whole
from enclair.checks.voice import NotYet, Voice, refuse, slip
from enclair.lessons.traces import traces
from enclair.lessons.traces.disclosures import LastQuarter
from enclair.lessons.traces.disclosures import last_quarter as by_subtraction

if TYPE_CHECKING:
    from enclair.case.model import Case

#: The country of the exercise, and those on which an answer is tried again.
COUNTRY, OTHERS = "USA", ("GBR", "ITA")
#: No right answer is anywhere near.
MANY = 10**12

# ---------------------------------------------------------------- 1. what is left for the last quarter


def last_quarter(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check what a year has left without its first nine months: a function of two pairs."""
    known = [by_subtraction(case.disclosures, country) for country in (COUNTRY, *OTHERS)]
    tries = [{"nine_months": tuple(quarter.nine_months), "year": tuple(quarter.year)} for quarter in known]
    return expect_each(answer, say, tries, is_number_or_pair, _judge_quarter, ["wrong-numbers"])


def _judge_quarter(value: Answer, nine_months: tuple[int, int], year: tuple[int, int]) -> None:
    """Raise `NotYet` for what is said to be left of a year."""
    if isinstance(value, numbers.Number):
        raise NotYet("one-number")
    right = year[0] - nine_months[0], year[1] - nine_months[1]
    if tuple(value) == right:
        return
    rules = {
        "swapped": (right[1], right[0]),
        "other-way-round": (-right[0], -right[1]),
        "added": (year[0] + nine_months[0], year[1] + nine_months[1]),
        "year-not-quarter": year,
        "nine-months-not-quarter": nine_months,
        "users-of-the-year": (right[0], year[1]),
        "year-cut-in-four": (year[0] / 4, year[1] / 4),
        "rest-cut-in-three": (right[0] / 3, right[1] / 3),
    }
    for misconception, result in rules.items():
        if all(abs(one - other) < 1 for one, other in zip(value, result, strict=True)):
            raise NotYet(misconception)
    raise NotYet("wrong-numbers")


def users_per_request(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check how many users one request concerns: a function of requests and users."""
    known = by_subtraction(case.disclosures, COUNTRY)
    pairs = [tuple(known.nine_months), (known.requests, known.users), (5, 5), (8, 2)]
    tries = [{"requests": requests, "users": users} for requests, users in pairs]
    return expect_each(answer, say, tries, is_real, _judge_ratio, vague=["wrong-number"])


def _judge_ratio(ratio: Answer, requests: int, users: int) -> None:
    """Raise `NotYet` for a number of users per request; one decimal is enough."""
    right = users / requests
    if not -MANY < ratio < MANY:  # no number at all, or one too large to reckon with
        raise NotYet("wrong-number")
    rules = {
        "": right,
        "other-way-round": requests / users,
        "difference-not-ratio": users - requests,
        "multiplied": users * requests,
        "per-cent": 100 * right,
        "decimals-cut-off": float(int(right)),
        "rounded-too-far": float(round(right)),
    }
    refuse(slip(ratio, rules, "wrong-number", lambda one, other: abs(one - other) <= 0.05 + 1e-9))


#: What a learner may say of an explanation.
POSSIBLE, RULED_OUT = "possible", "ruled out"

#: The explanations of the exercise, and the idea behind a wrong word for each.
IDEAS: Mapping[str, str] = {
    "A": "no-proof-is-disproof",
    "B": "one-cause-is-enough",
    "C": "ratio-not-read",
    "D": "met-taken-for-sent",
    "E": "row-taken-for-the-day",
    "F": "border-not-looked-at",
}


def forbidden(known: LastQuarter, inside: bool) -> set[str]:
    """Return the explanations that the figures of a country rule out.

    C says that no more requests were met in a month, each with more users; F that only the European Union
    was concerned. The four others forbid nothing that these figures show.

    Parameters
    ----------
    known
        The figures.
    inside
        Whether the country is in the European Union.
    """
    first = known.nine_months
    more_often = known.requests / 3 > first.requests / 9
    more_each = known.users * first.requests > first.users * known.requests
    out = {"C": more_often or not more_each, "F": more_often and not inside}
    return {letter for letter, so in out.items() if so}


def ruled_out(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check which explanations the figures rule out: a function that gives a dictionary."""
    given = expect_words(answer, say)
    rows = case.disclosures
    inside = bool(rows.loc[rows["country_iso3"] == COUNTRY, "eu_member"].iloc[0])
    out = forbidden(by_subtraction(rows, COUNTRY), inside)
    right = {letter: (RULED_OUT if letter in out else POSSIBLE, idea) for letter, idea in IDEAS.items()}
    need_words(given, right, (POSSIBLE, RULED_OUT))
    if [letter for letter, word in given.items() if word == POSSIBLE] == ["A"]:
        raise NotYet("after-means-because")
    ends = {"everywhere": "everything-fits", "nowhere": "nothing-fits"}
    judge_words(given, right, (POSSIBLE, RULED_OUT), POSSIBLE, **ends)
    return say.passed()


# ---------------------------------------------------------------- 2. among how many one hides

#: The steps of birth and home that the exercise looks at, and those on which an answer is tried again.
COARSE, OTHER_STEPS = (3, 1), ((2, 2), (0, 0), (4, 1))


def _school(pupils: int = 1000, steps: tuple[int, int] = COARSE) -> pd.DataFrame:
    """Return the survey, or its first rows, as coarse as some steps."""
    return traces.generalise(traces.survey(), *steps).head(pupils)


def _other_schools() -> list[pd.DataFrame]:
    """Return tables that differ from the first in the number of pupils, too: no column alone is as it was."""
    return [_school(pupils, steps) for pupils, steps in zip((91, 118, 67), OTHER_STEPS, strict=True)]


def smallest_year(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check the changed cell: how many pupils the smallest group of one year of birth has."""

    def sizes(column: str) -> Callable[[pd.DataFrame], "pd.Series[int]"]:
        return lambda rows: rows.groupby(column).size()

    years, homes = sizes("birth"), sizes("home")
    return expect_change(
        answer,
        say,
        [{"rows": rows} for rows in (_school(), *_other_schools()[:1])],
        start=lambda rows: homes(rows).max(),
        right=lambda rows: years(rows).min(),
        slips={
            "only-the-column": lambda rows: years(rows).max(),
            "only-the-end": lambda rows: homes(rows).min(),
            "number-of-groups": lambda rows: len(years(rows)),
            "wrong-column": [
                lambda rows: rows.groupby("answer").size().min(),
                lambda rows: rows.groupby("answer").size().max(),
                lambda rows: rows.groupby(["birth", "home"]).size().min(),
            ],
            "year-not-size": lambda rows: int(str(years(rows).idxmin())[:4]),
            "earliest-year": lambda rows: int(rows["birth"].min()[:4]),
        },
    )


def smallest_group(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check k of a table: a function of its rows."""
    tries = [{"rows": rows} for rows in (_school(), *_other_schools())]
    return expect_each(answer, say, tries, _is_size, _judge_group, vague=["wrong-number"])


def _is_size(value: object) -> bool:
    return isinstance(value, pd.Series | pd.DataFrame) or (is_whole(value) and is_number(value))


def _judge_group(size: Answer, rows: pd.DataFrame) -> None:
    """Raise `NotYet` for a size of the smallest group."""
    right, sizes = traces.anonymity(rows), rows.groupby(["birth", "home"]).size()
    if isinstance(size, pd.Series) and len(size) == 1 and is_number(size.iloc[0]):
        size = size.iloc[0]
    if isinstance(size, pd.Series | pd.DataFrame):
        counted = sorted(map(str, size.to_numpy().ravel())) == sorted(map(str, sizes))
        raise NotYet("not-one-number" if counted else "rows-not-counted")
    rules = {
        "": right.k,
        "groups-counted": right.groups,
        "largest-group": sizes.max(),
        "mean-group": sizes.mean(),
        "answer-is-no-hint": rows.groupby(["birth", "home", "answer"]).size().min(),
        "birth-alone": rows.groupby("birth").size().min(),
        "home-alone": rows.groupby("home").size().min(),
        "rows-counted": len(rows),
        "empty-groups": pd.crosstab(rows["birth"], rows["home"]).min().min(),
        "doubles-not-people": right.k - 1,
        "people-without-a-double": right.unique,
        "answer-alone": rows.groupby("answer").size().min(),
    }
    refuse(slip(size, rules, "wrong-number"))


#: The lines of the puzzle. Two of them do not belong: the exercise shows the same lines (tested).
LINES: Mapping[str, str] = {
    "A": 'groups = rows.groupby(["birth", "home", "answer"])',
    "B": "smallest = sizes.min()",
    "C": "rows = traces.generalise(survey, birth=3, home=1)",
    "D": "sizes = groups.size()",
    "E": "result = int(smallest)",
    "F": "smallest = len(sizes)",
    "G": 'groups = rows.groupby(["birth", "home"])',
}
DECOYS: Mapping[str, str] = {"A": "answer-is-no-hint", "F": "groups-counted"}

lines_of_the_groups = puzzle(__name__, "lines_of_the_groups", LINES, DECOYS)


def hidden_among(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check k and how many answers are known all the same: a function that gives a pair."""
    k, known = expect_parts(answer, say, 2, are_whole)
    refuse(_why_hidden(int(k), int(known)))
    return say.passed()


def _why_hidden(k: int, known: int) -> str:
    """Return the misconception behind k and the number of answers that are known, "" if both are right."""
    rows = traces.generalise(traces.survey(), *COARSE)
    right = traces.anonymity(rows)
    sure = rows[traces.homogeneous_rows(rows)]
    if (k, known) == (right.k, right.revealed):
        return ""
    if (k, known) == (right.revealed, right.k):
        return "swapped"
    if k != right.k:
        ideas = {1: "cell-not-row", right.groups: "groups-counted"}
        return ideas.get(k, "doubles-not-people" if k == right.k - 1 else "wrong-k")
    rules = {
        "k-hides-answers": 0,
        "groups-not-pupils": len(sure.drop_duplicates(["birth", "home"])),
        "smallest-taken-for-known": right.k,
        "everybody-known": len(rows),
    }
    return slip(known, rules, "wrong-known")


# ---------------------------------------------------------------- 3. what the report tells

TOLD, REFUSED, COUNTRIES, CONTENT, UNCHECKED = (
    "told",
    "refusals missing",
    "countries missing",
    "content missing",
    "nobody checked",
)
WORDS = (TOLD, REFUSED, COUNTRIES, CONTENT, UNCHECKED)

#: What each question of the exercise gets from the table, and the idea behind any other answer.
QUESTIONS: Mapping[str, tuple[str, str]] = {
    "A": (TOLD, "a-doubt-about-everything"),
    "B": (REFUSED, "met-taken-for-share"),
    "C": (COUNTRIES, "list-taken-for-the-world"),
    "D": (CONTENT, "count-taken-for-content"),
    "E": (TOLD, "same-country-not-seen"),
    "F": (UNCHECKED, "own-count-is-proof"),
}


def what_the_report_tells(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check which questions the report answers, and what keeps it from the others: a dictionary."""
    ends = {"everywhere": "the-report-tells-all", "nowhere": "the-report-tells-nothing"}
    judge_words(expect_words(answer, say), QUESTIONS, WORDS, TOLD, **ends)
    return say.passed()


def draw_quarters(answer: Answer, case: "Case", say: Voice) -> Feedback:
    """Check the figure of the requests met in France, by quarter, and its text twin: a function of both."""
    rows = case.disclosures
    chosen = (rows["country"] == "France") & (rows["period_type"] == "quarter")
    chosen &= rows["data_kind"] == "bot_crowdsourced"
    quarters = rows[chosen].sort_values("period_start")[["period_label", "requests_fulfilled"]]

    def give(numbers: Mapping[str, float]) -> dict[str, pd.DataFrame]:
        return {"quarters": quarters.assign(requests_fulfilled=[*map(int, numbers.values())])}

    right = {str(quarter): float(count) for quarter, count in quarters.itertuples(index=False)}
    return expect_drawing(answer, say, give, right, kinds=["bars"], in_order=True)


#: The checks of this exercise, in the order of its tasks.
CHECKS = (
    last_quarter,
    users_per_request,
    ruled_out,
    smallest_year,
    smallest_group,
    lines_of_the_groups,
    hidden_among,
    what_the_report_tells,
    draw_quarters,
)
