"""The checks of exercise 8, "If everyone leaves?": sentences in ``[checks]`` of ``*.toml``.

What the tables hold about the firm's income, and from whom, stands below.
"""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from enclair.case.model import Case
from enclair.checks.answers import OneOf, are_whole, expect_parts, expect_truth, is_whole, judge
from enclair.checks.change import expect_change
from enclair.checks.drawing import expect_drawing
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer, short
from enclair.checks.puzzle import Part, expect_rows, judge_words, puzzle, rows_of
from enclair.lessons.if_everyone_leaves import leaving

if TYPE_CHECKING:
    import networkx as nx

# ---------------------------------------------------------------- 1. the centre of a graph

#: The graph of the exercise: each pair of letters is a contact.
CONTACTS = ("CA", "CB", "CD", "CE", "CF", "FG", "GH")


def small_graph() -> "nx.Graph[str]":
    """Return the graph of the exercise."""
    import networkx as nx

    return nx.Graph([(pair[0], pair[1]) for pair in CONTACTS])


def radius_and_centre(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check radius, diameter and centre of the graph: a function that gives the three."""
    radius, diameter, letter = expect_parts(answer, feedback, 3, _are_two_and_letter)
    graph, centre = small_graph(), short(letter).upper()
    right, most = leaving.shape(graph), max(dict(graph.degree).values())
    near, far = right.radius, right.diameter
    slips = {
        "unknown-letter": lambda _: centre not in graph,
        "swapped": (far, near, ...),
        "people-not-steps": (near + 1, far + 1, ...),
        "contacts-not-steps": (..., most, ...),
        "wrong-diameter": lambda _: diameter != far,
        "nearest-not-farthest": (1, ..., ...),
        "wrong-radius": lambda _: radius != near,
        "most-contacts-not-centre": lambda _: graph.degree[centre] == most,
        "edge-taken-for-centre": lambda _: centre in right.edge,
    }
    holds = OneOf((near, far, name) for name in right.centre)
    judge((radius, diameter, centre), holds, slips, ["not-the-centre"], place=centre)


def _are_two_and_letter(three: Answer) -> bool:
    return is_whole(three[0]) and is_whole(three[1]) and isinstance(three[2], str)


# ---------------------------------------------------------------- 2. a threshold

#: How many contacts have left, how many there are, and the threshold: the function is tried on these.
TRIED = (
    (1, 4, 50),
    (2, 4, 50),
    (3, 4, 50),
    (3, 12, 30),
    (4, 12, 30),
    (5, 5, 100),
    (1, 2, 51),
    (0, 0, 10),
    (0, 6, 10),
    (12, 40, 10),
    (3, 40, 2),
    (2, 3, 67),
)


#: Four people, and others on whom the changed cell is tried: contacts who left, and all.
LOST = [
    {"gone": {"P": 3, "Q": 2, "R": 1, "S": 0}, "contacts": {"P": 9, "Q": 2, "R": 2, "S": 3}},
    {"gone": {"V": 1, "W": 4, "X": 2}, "contacts": {"V": 1, "W": 9, "X": 4}},
]


def lost_half(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: who has lost at least half of the contacts."""

    def keep(people: pd.DataFrame, rule: str) -> list[str]:
        return [*people.query(rule).index]

    def is_mask(value: Answer) -> bool:
        return isinstance(value, list | pd.Series) and {*map(type, value)} <= {bool, np.bool_}

    try:
        return expect_change(
            answer,
            feedback,
            [{"people": pd.DataFrame(table).eval("share = gone / contacts")} for table in LOST],
            start=lambda people: keep(people, "gone >= 2"),
            right=lambda people: keep(people, "gone / contacts >= 0.5"),
            slips=lambda people: {
                "more-than-half": keep(people, "gone / contacts > 0.5"),
                "less-than-half": keep(people, "gone / contacts < 0.5"),
                "columns-not-people": [*people.columns],
                "mask-not-people": is_mask,
                "half-a-contact": keep(people, "gone >= 0.5"),
                "other-way-round": keep(people, "contacts / gone >= 0.5"),
                "at-most-half": keep(people, "gone / contacts <= 0.5"),
            },
        )
    except IncorrectAnswer as why:  # to keep nobody has one likely reason here
        nobody = IncorrectAnswer("nobody-kept", misconception="empty-answer")
        raise nobody if why.note == "empty-answer" else why from None


def follows(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check the rule by which somebody follows: a function of two counts and a threshold."""
    truths: list[bool] = []
    for gone, contacts, threshold in TRIED:
        values = {"gone": gone, "contacts": contacts, "threshold": threshold}
        try:
            truths.append(expect_truth(answer, feedback, values))
        except IncorrectAnswer:
            if truths and not contacts:
                raise _nobody(answer, values) from None
            raise
    right = [k > 0 and 100 * g >= t * k for g, k, t in TRIED]
    slips = {
        "count-against-share": [g >= t for g, _, t in TRIED],
        "more-than-not-at-least": [k > 0 and 100 * g > t * k for g, k, t in TRIED],
        "nobody-to-follow": [100 * g >= t * k for g, k, t in TRIED],
        "stayed-not-left": [k > 0 and 100 * (k - g) >= t * k for g, k, t in TRIED],
        "other-way-round": [not truth for truth in right],
        "below-not-at-least": [k > 0 and 100 * g <= t * k for g, k, t in TRIED],
        "share-rounded": [k > 0 and round(100 * g / k) >= t for g, k, t in TRIED],
        "always-the-same": lambda truths: len({*truths}) == 1,
    }
    judge(truths, right, slips, ["wrong-rule"])


def _nobody(answer: Answer, values: Mapping[str, int]) -> IncorrectAnswer:
    """Return what to say of an answer for somebody without contacts that is neither True nor False."""
    try:
        value = answer(*values.values())
    except Exception:  # a division by no contacts, most likely
        return IncorrectAnswer("nobody-to-follow")
    return IncorrectAnswer("false-by-another-name", repr(value) if isinstance(value, str) else short(value))


#: The exercise shows the same lines (tested).
lines_of_the_followers, LINES = puzzle(__package__, "lines_of_the_followers")

#: How many start from the centre, the threshold of the question, and the steps of the explorer.
START, THRESHOLD, STEPS = 4, 30, (10, 20, 25, 30, 40, 50)
#: The thresholds of the figure, in 100.
DRAWN = range(10, 101, 10)


def draw_followers(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check the figure of who follows at each threshold, and its text twin: a function that gives both."""
    graph = leaving.classroom()
    first = leaving.starters(graph, "centre", START)
    counts = {step: sum(map(len, leaving.leaving(graph, first, step)[1:])) for step in DRAWN}
    right = {str(step): float(count) for step, count in counts.items()}

    def give(numbers: Mapping[str, float]) -> dict[str, "pd.Series[int]"]:
        return {"counts": pd.Series({int(step): int(count) for step, count in numbers.items()})}

    seen = expect_drawing(answer, feedback, give, right, kind="line")
    lengthwise, across = (re.search("threshold|seuil", label.lower()) for label in (seen.named, seen.what))
    if across and not lengthwise:
        raise IncorrectAnswer("labels-swapped")


def followers(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check how many follow, and up to which threshold all leave: a function that gives a pair."""
    graph = leaving.classroom()
    first = leaving.starters(graph, "centre", START)
    rounds = {step: leaving.leaving(graph, first, step) for step in STEPS}
    gone = {step: sum(map(len, rounds[step])) for step in STEPS}
    whole = [step for step in STEPS if gone[step] == len(graph)]
    right = gone[THRESHOLD] - START, max(whole)
    slips = {
        "swapped": right[::-1],
        "starters-counted": (gone[THRESHOLD], ...),
        "stayed-not-followed": (len(graph) - gone[THRESHOLD], ...),
        "rounds-not-people": (len(rounds[THRESHOLD]) - 1, ...),
        "first-round-only": (len(rounds[THRESHOLD][1]), ...),
        "lower-than-need-be": OneOf((right[0], step) for step in whole),
        "not-all-gone": OneOf((right[0], step) for step in STEPS),
    }
    pair = expect_parts(answer, feedback, 2, are_whole)
    judge(pair, right, slips, ["wrong-followers", "no-such-step"])


# ---------------------------------------------------------------- 3. what is known of the income

OWN, RECORDED, BLANK = "own word", "recorded", "blank"
WORDS = (OWN, RECORDED, BLANK)

#: What our tables hold on each statement of the exercise, and the idea behind any other answer.
STATEMENTS = rows_of(__package__, "who_says_so", "statements")


def who_says_so(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check what is sourced of the firm's income, and by whom: a function that gives a dictionary."""
    word = Part("unknown-word", WORDS, blank="word-left-empty")
    answers = expect_rows(answer, feedback, STATEMENTS, "letter", word)
    ends = {"everywhere": "nothing-is-known", "nowhere": "everything-is-known"}
    judge_words(answers, STATEMENTS, BLANK, **ends)
