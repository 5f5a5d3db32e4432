"""The checks of exercise 5, "Traces": sentences in ``[checks]`` of ``*.toml``.

What no table knows stands below: what each explanation forbids, and what the report cannot answer.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from enclair.case.model import Case
from enclair.checks.answers import (
    OneOf,
    Task,
    are_whole,
    expect,
    expect_parts,
    is_number,
    is_number_or_pair,
    is_real,
    is_whole,
    judge,
)
from enclair.checks.change import expect_change
from enclair.checks.drawing import expect_drawing
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer
from enclair.checks.puzzle import Part, expect_rows, judge_words, puzzle, rows_of
from enclair.lessons.traces import traces
from enclair.lessons.traces.disclosures import last_quarter as by_subtraction
from enclair.lessons.traces.disclosures import quarters as quarters_of

#: The country of the exercise, and those on which an answer is tried again.
COUNTRY, OTHERS = "USA", ("GBR", "ITA")
# ---------------------------------------------------------------- 1. what is left for the last quarter


def last_quarter(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check what a year has left without its first nine months: a function of two pairs."""
    countries = [by_subtraction(case.disclosures, country) for country in (COUNTRY, *OTHERS)]

    def same(number: float, result: float) -> bool:
        return number == result or (result % 1 > 0 and abs(number - result) < 1)

    return Task(
        right=lambda nine_months, year: (year[0] - nine_months[0], year[1] - nine_months[1]),
        slips=lambda nine_months, year: {
            "one-number": is_number,
            "swapped": (year[1] - nine_months[1], year[0] - nine_months[0]),
            "other-way-round": (nine_months[0] - year[0], nine_months[1] - year[1]),
            "added": (year[0] + nine_months[0], year[1] + nine_months[1]),
            "year-not-quarter": year,
            "nine-months-not-quarter": nine_months,
            "users-of-the-year": (year[0] - nine_months[0], year[1]),
            "year-cut-in-four": (year[0] / 4, year[1] / 4),
            "rest-cut-in-three": ((year[0] - nine_months[0]) / 3, (year[1] - nine_months[1]) / 3),
        },
        other=["wrong-numbers"],
        tries=[{"nine_months": tuple(rows.nine_months), "year": tuple(rows.year)} for rows in countries],
        fits=is_number_or_pair,
        same=same,
    ).feedback(answer, feedback)


def users_per_request(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check how many users one request concerns, to one decimal: a function of requests and users."""
    rest = by_subtraction(case.disclosures, COUNTRY)
    pairs = [tuple(rest.nine_months), (rest.requests, rest.users), (5, 5), (8, 2)]
    return Task(
        right=lambda requests, users: users / requests,
        slips=lambda requests, users: {
            "other-way-round": requests / users,
            "difference-not-ratio": users - requests,
            "multiplied": users * requests,
            "per-cent": 100 * users / requests,
            "decimals-cut-off": users // requests,
            "rounded-too-far": round(users / requests),
        },
        other=["wrong-number"],
        tries=[{"requests": requests, "users": users} for requests, users in pairs],
        fits=is_real,
        same=lambda ratio, result: is_number(ratio) and abs(ratio - result) <= 0.05 + 1e-9,
    ).feedback(answer, feedback)


#: What a learner may say of an explanation.
POSSIBLE, RULED_OUT = "possible", "ruled out"

#: The explanations of the exercise, what the figures say of each (a test asks the table), and the idea behind
#: the other word.
EXPLANATIONS = rows_of(__package__, "ruled_out", "explanations")


def ruled_out(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check which explanations the figures rule out: a function that gives a dictionary."""
    word = Part("unknown-word", (POSSIBLE, RULED_OUT))
    answers = expect_rows(answer, feedback, EXPLANATIONS, "letter", word)
    if [letter for letter, word in answers.items() if word == POSSIBLE] == ["A"]:
        raise IncorrectAnswer("after-means-because")
    ends = {"everywhere": "everything-fits", "nowhere": "nothing-fits"}
    judge_words(answers, EXPLANATIONS, POSSIBLE, **ends)


# ---------------------------------------------------------------- 2. among how many one hides

#: The steps of birth and home that the exercise looks at. An answer is tried again on others, and on fewer
#: pupils: no column alone is as it was.
COARSE, OTHERS_TRIED = (3, 1), ((91, (2, 2)), (118, (0, 0)), (67, (4, 1)))


def _schools() -> list[dict[str, pd.DataFrame]]:
    """Return what functions of the survey are tried on."""
    survey = traces.survey()
    tried = ((len(survey), COARSE), *OTHERS_TRIED)
    return [{"rows": traces.generalise(survey, *steps).head(pupils)} for pupils, steps in tried]


def smallest_year(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: how many pupils the smallest group of one year of birth has."""

    def sizes(rows: pd.DataFrame, *columns: str) -> "pd.Series[int]":
        return rows.groupby([*columns]).size()

    return expect_change(
        answer,
        feedback,
        _schools()[:2],
        start=lambda rows: sizes(rows, "home").max(),
        right=lambda rows: sizes(rows, "birth").min(),
        slips=lambda rows: {
            "only-the-column": sizes(rows, "birth").max(),
            "only-the-end": sizes(rows, "home").min(),
            "number-of-groups": len(sizes(rows, "birth")),
            "wrong-column": OneOf(
                [sizes(rows, "answer").min(), sizes(rows, "answer").max(), sizes(rows, "birth", "home").min()]
            ),
            "year-not-size": int(str(rows.groupby("birth").size().idxmin())[:4]),
            "earliest-year": int(rows["birth"].min()[:4]),
        },
    )


def smallest_group(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check k of a table: a function of its rows."""

    def slips(rows: pd.DataFrame) -> dict[str, object]:
        right, sizes = traces.anonymity(rows), rows.groupby(["birth", "home"]).size()
        return {
            "not-one-number": lambda size: sorted(map(str, np.ravel(size))) == sorted(map(str, sizes)),
            "rows-not-counted": lambda size: np.size(size) > 1 or not is_number(np.ravel(size)[0]),
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

    task = Task(
        right=lambda rows: traces.anonymity(rows).k,
        slips=slips,
        other=["wrong-number"],
        tries=_schools(),
        fits=lambda size: isinstance(size, pd.Series | pd.DataFrame) or (is_whole(size) and is_number(size)),
        same=lambda size, result: np.size(size) == 1 and np.ravel(size)[0] == result,
    )
    try:
        return task.feedback(answer, feedback)
    except IncorrectAnswer as wrong:
        # As int(…) of them says.
        if wrong.note == "answer-raised" and "argument must be" in str(wrong.fields["says"]):
            raise IncorrectAnswer("not-one-number") from None
        # One pupil is what groups by the answer, too, give, and so does a 1, or a table looked up elsewhere:
        # where all pupils look alike, only the first finds more.
        alike = {"rows": traces.generalise(traces.survey(), 4, 2)}
        if wrong.note == "answer-is-no-hint" and task.same(expect(answer, feedback, task.fits, alike), 1):
            raise IncorrectAnswer("same-for-all", misconception="hard-coded") from None
        raise


#: The exercise shows the same lines (tested).
lines_of_the_groups, LINES = puzzle(__package__, "lines_of_the_groups")


def hidden_among(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check k and how many answers are known all the same: a function that gives a pair."""
    rows = traces.generalise(traces.survey(), *COARSE)
    right, sure = traces.anonymity(rows), rows[traces.homogeneous_rows(rows)]
    slips = {
        "swapped": (right.revealed, right.k),
        "cell-not-row": (1, ...),
        "groups-counted": (right.groups, ...),
        "doubles-not-people": (right.k - 1, ...),
        "k-hides-answers": (right.k, 0),
        "groups-not-pupils": (right.k, len(sure.drop_duplicates(["birth", "home"]))),
        "smallest-taken-for-known": (right.k, right.k),
        "everybody-known": (right.k, len(rows)),
    }
    pair = expect_parts(answer, feedback, 2, are_whole)
    judge(pair, (right.k, right.revealed), slips, ["wrong-k", "wrong-known"])


# ---------------------------------------------------------------- 3. what the report tells

WORDS = ("told", "refusals missing", "countries missing", "content missing", "nobody checked")
TOLD, REFUSED, COUNTRIES, CONTENT, UNCHECKED = WORDS

#: What each question of the exercise gets from the table, and the idea behind any other answer.
QUESTIONS = rows_of(__package__, "what_the_report_tells", "questions")


def what_the_report_tells(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check which questions the report answers, and what keeps it from the others: a dictionary."""
    ends = {"everywhere": "the-report-tells-all", "nowhere": "the-report-tells-nothing"}
    answers = expect_rows(answer, feedback, QUESTIONS, "letter", Part("unknown-word", WORDS))
    judge_words(answers, QUESTIONS, TOLD, **ends)


def draw_quarters(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check the figure of the requests met in France, by quarter, and its text twin: a function of both."""
    quarters = quarters_of(case.disclosures)[["quarter", "requests"]]
    quarters = quarters.set_axis(["period_label", "requests_fulfilled"], axis=1)

    def give(numbers: Mapping[str, float]) -> dict[str, pd.DataFrame]:
        return {"quarters": quarters.assign(requests_fulfilled=[*map(int, numbers.values())])}

    right = {str(quarter): float(count) for quarter, count in quarters.itertuples(index=False)}
    expect_drawing(answer, feedback, give, right, kind="bars")
