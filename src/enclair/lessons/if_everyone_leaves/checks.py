"""The checks of exercise 8, "If everyone leaves?": sentences in ``[checks]`` of ``*.toml``.

What a graph or the model gives is computed; what the tables hold about the firm's income, and from whom,
stands below.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.checks.answers import expect_parts, expect_truth, expect_words
from enclair.checks.change import expect_change
from enclair.checks.drawing import expect_drawing
from enclair.checks.feedback import Feedback, FeedbackBuilder, IncorrectAnswer, match_misconception, refuse
from enclair.checks.puzzle import judge_words, puzzle
from enclair.checks.values import Answer, are_whole, is_whole, short
from enclair.lessons.if_everyone_leaves import leaving

if TYPE_CHECKING:
    import networkx as nx

    from enclair.case.model import Case

# ---------------------------------------------------------------- 1. the centre of a graph

#: The graph of the exercise: each pair of letters is a contact.
CONTACTS = ("CA", "CB", "CD", "CE", "CF", "FG", "GH")


def small_graph() -> "nx.Graph[str]":
    """Return the graph of the exercise."""
    import networkx as nx

    return nx.Graph([(pair[0], pair[1]) for pair in CONTACTS])


def radius_and_centre(answer: Answer, case: "Case", say: FeedbackBuilder) -> Feedback:
    """Check radius, diameter and centre of a small graph: a function that gives three values."""
    radius, diameter, centre = expect_parts(answer, say, 3, _are_two_and_letter)
    _judge_centre(int(radius), int(diameter), short(centre).upper())
    return say.passed()


def _are_two_and_letter(three: Answer) -> bool:
    return is_whole(three[0]) and is_whole(three[1]) and isinstance(three[2], str)


def _judge_centre(radius: int, diameter: int, centre: str) -> None:
    """Raise `IncorrectAnswer` for the misconception behind radius, diameter and centre."""
    graph = small_graph()
    right, most = leaving.shape(graph), max(dict(graph.degree).values())
    near, far = right.radius or 0, right.diameter or 0
    if centre not in graph:
        raise IncorrectAnswer("unknown-letter", centre)
    if (radius, diameter) == (far, near):
        raise IncorrectAnswer("swapped")
    if (radius, diameter) == (near + 1, far + 1):
        raise IncorrectAnswer("people-not-steps")
    if diameter != far:
        raise IncorrectAnswer("contacts-not-steps" if diameter == most else "wrong-diameter")
    if radius != near:
        raise IncorrectAnswer("nearest-not-farthest" if radius == 1 else "wrong-radius")
    if centre not in right.centre and graph.degree[centre] == most:
        raise IncorrectAnswer("most-contacts-not-centre", centre)
    if centre not in right.centre:
        raise IncorrectAnswer("edge-taken-for-centre" if centre in right.edge else "not-the-centre", centre)


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


def lost_half(answer: Answer, case: "Case", say: FeedbackBuilder) -> Feedback:
    """Check the changed cell: who has lost at least half of the contacts."""

    def keep(people: pd.DataFrame, rule: str) -> list[str]:
        return [*people.query(rule).index]

    return _expect_kept(
        answer,
        say,
        [{"people": pd.DataFrame(table).eval("share = gone / contacts")} for table in LOST],
        start=lambda people: keep(people, "gone >= 2"),
        right=lambda people: keep(people, "gone / contacts >= 0.5"),
        slips=lambda people: {
            "more-than-half": keep(people, "gone / contacts > 0.5"),
            "less-than-half": keep(people, "gone / contacts < 0.5"),
            "half-a-contact": keep(people, "gone >= 0.5"),
            "other-way-round": keep(people, "contacts / gone >= 0.5"),
            "at-most-half": keep(people, "gone / contacts <= 0.5"),
        },
    )


def _expect_kept(answer: Answer, say: FeedbackBuilder, *tries: Any, **gives: Any) -> Feedback:
    """Return the feedback of a changed cell that keeps rows: to keep none has one likely reason here."""
    try:
        return expect_change(answer, say, *tries, **gives)
    except IncorrectAnswer as why:
        nobody = IncorrectAnswer("nobody-kept", misconception="empty-answer")
        raise nobody if why.note == "empty-answer" else why from None


def follows(answer: Answer, case: "Case", say: FeedbackBuilder) -> Feedback:
    """Check the rule by which somebody follows: a function of two counts and a threshold."""
    given: list[bool] = []
    for gone, contacts, threshold in TRIED:
        values = {"gone": gone, "contacts": contacts, "threshold": threshold}
        try:
            given.append(expect_truth(answer, say, values, again=bool(given)))
        except IncorrectAnswer:
            if given and not contacts:
                raise _nobody(answer, values) from None
            raise
    refuse(_why_follows(given))
    return say.passed()


def _nobody(answer: Answer, values: Mapping[str, int]) -> IncorrectAnswer:
    """Return what to say of an answer for somebody without contacts that is neither True nor False."""
    try:
        value = answer(*values.values())
    except Exception:  # a division by no contacts, most likely
        return IncorrectAnswer("nobody-to-follow")
    return IncorrectAnswer("false-by-another-name", repr(value) if isinstance(value, str) else short(value))


def _why_follows(given: list[bool]) -> str:
    """Return the misconception behind what a rule gives for `TRIED`, "" if it is right."""
    right = [contacts > 0 and 100 * gone >= threshold * contacts for gone, contacts, threshold in TRIED]
    if given == right:
        return ""
    if given == [gone >= threshold for gone, _, threshold in TRIED]:
        return "count-against-share"
    if len(set(given)) == 1:
        return "always-the-same"
    rules = {
        "more-than-not-at-least": [k > 0 and 100 * g > t * k for g, k, t in TRIED],
        "nobody-to-follow": [100 * g >= t * k for g, k, t in TRIED],
        "stayed-not-left": [k > 0 and 100 * (k - g) >= t * k for g, k, t in TRIED],
        "other-way-round": [not verdict for verdict in right],
        "below-not-at-least": [k > 0 and 100 * g <= t * k for g, k, t in TRIED],
        "share-rounded": [k > 0 and round(100 * g / k) >= t for g, k, t in TRIED],
    }
    return match_misconception(given, rules, "wrong-rule")


#: The lines of the puzzle. Two of them do not belong: the exercise shows the same lines (tested).
LINES: Mapping[str, str] = {
    "A": 'first = leaving.starters(graph, "centre", 4)',
    "B": "total = len(rounds)",
    "C": "rounds = leaving.leaving(graph, first, 30)",
    "D": "total = sum(map(len, rounds))",
    "E": "result = len(graph) - total",
    "F": "graph = leaving.classroom()",
    "G": "result = total - len(first)",
}
DECOYS: Mapping[str, str] = {"B": "rounds-not-people", "E": "stayed-not-followed"}

lines_of_the_followers = puzzle(__name__, "lines_of_the_followers", LINES, DECOYS)


#: How many start from the centre, the threshold of the question, and the steps of the explorer.
START, THRESHOLD, STEPS = 4, 30, (10, 20, 25, 30, 40, 50)


#: The thresholds of the figure, in 100.
DRAWN = range(10, 101, 10)


def draw_followers(answer: Answer, case: "Case", say: FeedbackBuilder) -> Feedback:
    """Check the figure of who follows at each threshold, and its text twin: a function that gives both."""
    graph = leaving.classroom()
    first = leaving.starters(graph, "centre", START)
    counts = {step: sum(map(len, leaving.leaving(graph, first, step)[1:])) for step in DRAWN}
    right = {str(step): float(count) for step, count in counts.items()}

    def give(numbers: Mapping[str, float]) -> dict[str, "pd.Series[int]"]:
        return {"counts": pd.Series({int(step): int(count) for step, count in numbers.items()})}

    feedback = expect_drawing(answer, say, give, right, kinds=("line",))
    across, up = _labels(answer, give(right))
    if _names_threshold(up) and not _names_threshold(across):
        raise IncorrectAnswer("labels-swapped")
    return feedback


def _labels(answer: Answer, arguments: Mapping[str, object]) -> tuple[str, str]:
    """Return the names of both axes of a figure that was taken; it does not stay open."""
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    plt.figure()
    try:
        axes, _ = answer(*arguments.values())
        return axes.get_xlabel(), axes.get_ylabel()
    finally:
        for number in {*plt.get_fignums()} - {*before}:
            plt.close(number)


def _names_threshold(label: str) -> bool:
    return "threshold" in label.lower() or "seuil" in label.lower()


def followers(answer: Answer, case: "Case", say: FeedbackBuilder) -> Feedback:
    """Check how many follow, and up to which threshold all leave: a function that gives a pair."""
    follow, threshold = expect_parts(answer, say, 2, are_whole)
    refuse(_why_followers(int(follow), int(threshold)))
    return say.passed()


def _why_followers(follow: int, threshold: int) -> str:
    """Return the misconception behind the number of followers and the threshold, "" if both are right."""
    graph = leaving.classroom()
    first = leaving.starters(graph, "centre", START)
    gone = {step: sum(map(len, leaving.leaving(graph, first, step))) for step in STEPS}
    whole = [step for step in STEPS if gone[step] == len(graph)]
    right = gone[THRESHOLD] - START, max(whole)
    if (follow, threshold) == right:
        return ""
    if (follow, threshold) == right[::-1]:
        return "swapped"
    if follow != right[0]:
        rules = {
            "starters-counted": gone[THRESHOLD],
            "stayed-not-followed": len(graph) - gone[THRESHOLD],
            "rounds-not-people": len(leaving.leaving(graph, first, THRESHOLD)) - 1,
            "first-round-only": len(leaving.leaving(graph, first, THRESHOLD)[1]),
        }
        return match_misconception(follow, rules, "wrong-followers")
    if threshold in whole:
        return "lower-than-need-be"
    return "not-all-gone" if threshold in STEPS else "no-such-step"


# ---------------------------------------------------------------- 3. what is known of the income

OWN, RECORDED, BLANK = "own word", "recorded", "blank"
WORDS = (OWN, RECORDED, BLANK)

#: What our tables hold on each statement of the exercise, and the idea behind any other answer.
STATEMENTS: Mapping[str, tuple[str, str]] = {
    "A": (OWN, "announcement-is-own-word"),
    "B": (BLANK, "existing-is-not-most"),
    "C": (RECORDED, "record-not-seen"),
    "D": (OWN, "post-is-own-word"),
    "E": (BLANK, "country-not-in-the-tables"),
    "F": (BLANK, "plausible-is-not-sourced"),
}


def who_says_so(answer: Answer, case: "Case", say: FeedbackBuilder) -> Feedback:
    """Check what is sourced of the firm's income, and by whom: a function that gives a dictionary."""
    given = expect_words(answer, say)
    for letter, word in given.items():
        if word in ("str", "none"):  # how `normalized` calls what is empty
            raise IncorrectAnswer("word-left-empty", letter)
    judge_words(given, STATEMENTS, WORDS, BLANK, everywhere="nothing-is-known", nowhere="everything-is-known")
    return say.passed()


#: The checks of this exercise, in the order of its tasks.
CHECKS = (
    radius_and_centre,
    lost_half,
    follows,
    draw_followers,
    lines_of_the_followers,
    followers,
    who_says_so,
)
