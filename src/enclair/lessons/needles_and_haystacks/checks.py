"""The checks of exercise 4, "Needles and haystacks": sentences in ``[checks]`` of ``*.toml``.

What a figure is a part of, and which card answers which sentence, stands in the tables below.
"""

import math
from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd

from enclair.case.model import Case
from enclair.checks.answers import (
    OneOf,
    Task,
    expect_parts,
    is_number,
    is_number_or_pair,
    judge,
)
from enclair.checks.change import expect_change
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer, short
from enclair.checks.hints import need, number_in
from enclair.checks.puzzle import Part, expect_rows, puzzle, rows_of
from enclair.lessons.needles_and_haystacks import scanning


def _same(one: float, other: float) -> bool:
    """Return whether two counts agree, up to what computing with binary numbers may cost."""
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-6)


# ---------------------------------------------------------------- 1. published figures

#: For each figure, its row of the table `base_rate`, and of what it is a part.
FIGURES: Mapping[str, tuple[str, str]] = {
    "A": ("ie_2020_not", "reports"),
    "B": ("fb_restored_2023Q4", "removed items"),
    "C": ("ec_hit_rate", "not clear"),
    "D": ("bka_2023", "reports"),
}

#: Of what a figure may be a part.
WHOLES = ("forbidden items", "all items", "reports", "removed items", "not clear")


#: How far a percentage may be from the right one: one may round it to a whole number.
ROUNDED = 0.5


def part_of_what(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check what published figures are a part of: a function that gives a dictionary of pairs."""
    whole, percent = Part("unknown-whole", WHOLES), Part("not-a-pair")
    parts = expect_rows(answer, feedback, FIGURES, "letter", whole, percent)
    if len({whole for whole, _ in parts.values()}) == 1:
        raise IncorrectAnswer("one-whole-for-all")
    for letter, (row, right) in FIGURES.items():
        whole, percent = parts[letter]
        if whole != right:
            raise IncorrectAnswer(feedback.behind(right, whole) or "accuracy-taken-at-its-word", letter)
        share = float(case.base_rate.set_index("id")["value"][row])
        rest = "rest-of-an-accuracy" if right == "not clear" else "rest-taken"
        rounded = (round(100 * share, -1), 5 * round(20 * share))
        slips = {
            rest: 100 * (1 - share),
            "divided-the-other-way": 100 / share,
            "rounded-too-far": rounded.__contains__,
            "part-not-percent": lambda percent, share=share: abs(percent - share) < ROUNDED / 100,
        }
        judge(percent, 100 * share, slips, ["wrong-percent"], partial(math.isclose, abs_tol=ROUNDED), letter)


# ---------------------------------------------------------------- 2. what a detector does

#: What the changed cell is tried on.
DETECTORS = [
    {"hit": {"X": 0.6, "Y": 0.8, "Z": 0.7}, "false": {"X": 0.001, "Y": 0.05, "Z": 0.01}},
    {"hit": {"K": 0.9, "L": 0.5, "M": 0.7}, "false": {"K": 0.002, "L": 0.004, "M": 0.001}},
]
#: How many of 1,000,000 items are forbidden in it.
RARE, COMMON = 1_000, 999_000


def false_alarms(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: the false alarms of each detector, most first."""

    def sort(counts: "pd.Series[float]") -> "pd.Series[float]":
        return counts.sort_values(ascending=False)

    return expect_change(
        answer,
        feedback,
        [{"detectors": pd.DataFrame(table)} for table in DETECTORS],
        start=lambda detectors: (RARE * (1 - detectors["hit"])).sort_values(),
        right=lambda detectors: sort(COMMON * detectors["false"]),
        slips=lambda detectors: {
            "smallest-first": (COMMON * detectors["false"]).sort_values(),
            "not-sorted": COMMON * detectors["false"],
            "still-missed": sort(RARE * (1 - detectors["hit"])),
            "of-all-items": sort((RARE + COMMON) * detectors["false"]),
            "of-the-forbidden": sort(RARE * detectors["false"]),
            "no-alarm-not-false": sort(COMMON * (1 - detectors["false"])),
            "shares-not-counts": sort(detectors["false"]),
            "hit-not-false": sort(COMMON * detectors["hit"]),
        },
        ordered=True,
    )


#: What functions are tried on: everybody's messages, suspects, and two more. All counts are whole numbers.
TRIES: tuple[dict[str, Any], ...] = (
    {"n": 1_000_000_000, "base": 1 / 1_000_000, "hit": 0.9, "false": 0.001},
    {"n": 10_000, "base": 0.2, "hit": 0.9, "false": 0.001},
    {"n": 1_000_000, "base": 0.001, "hit": 0.99, "false": 0.05},
    {"n": 1_000, "base": 0.5, "hit": 1, "false": 0},
)


def alarms(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check how many alarms are right and how many false: a function of n, base, hit and false."""

    def right(n: int, base: float, hit: float, false: float) -> tuple[float, float]:
        counts = scanning.alarms(n, base, hit, false)
        return counts.found, counts.wrong

    def slips(n: int, base: float, hit: float, false: float) -> dict[str, object]:
        counts = scanning.alarms(n, base, hit, false)
        hits = counts.found
        return {
            "one-number": is_number,
            "swapped": (counts.wrong, hits),
            "parts-not-numbers": lambda pair: sum(pair) > 0 and all(0 <= part <= 1 for part in pair),
            "hit-of-all-items": (n * hit, ...),
            "all-forbidden-found": (counts.forbidden, ...),
            "missed-not-found": (counts.missed, ...),
            "all-alarms-not-right": (counts.alarms, ...),
            "false-alarms-among-all-items": (hits, n * false),
            "false-alarms-among-forbidden": (hits, counts.forbidden * false),
            "left-alone-not-false": (hits, counts.left),
            "all-alarms-not-false": (hits, counts.alarms),
            "all-allowed-suspected": (hits, counts.allowed),
        }

    other = ["wrong-found", "wrong-false-alarms"]
    return Task(right, other, TRIES, is_number_or_pair, _same, slips).feedback(answer, feedback)


#: The exercise shows the same lines (tested).
lines_of_the_alarms, LINES = puzzle(__package__, "lines_of_the_alarms")


# ---------------------------------------------------------------- 2. the share of alarms that are right


def share_of_right_alarms(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check which part of the alarms of the first example is right: a function that gives a number."""
    counts = scanning.alarms(*TRIES[0].values())
    right, odds = counts.found / counts.alarms, counts.found / counts.wrong

    def same(share: float, result: float) -> bool:
        # The odds are so near to the share that rounding hides them; else two digits are enough.
        digits = 1e-7 if math.isclose(share, odds, rel_tol=1e-7) else 0.02
        return math.isclose(share, result, rel_tol=digits)

    return Task(
        right=lambda: right,
        slips=lambda: {
            "right-against-false": odds,
            "brackets-missing": lambda share: math.isclose(share, 1 + counts.wrong, rel_tol=1e-9),
            "percent-not-share": 100 * right,
            "hit-rate-taken": TRIES[0]["hit"],
            "share-of-false-alarms": counts.wrong / counts.alarms,
            "false-alarm-rate-taken": TRIES[0]["false"],
            "base-rate-taken": TRIES[0]["base"],
            "one-in-how-many": 1 / right,
            "right-not-share": counts.found,
            "right-against-all-items": counts.found / TRIES[0]["n"],
        },
        other=["wrong-share"],
        same=same,
    ).feedback(answer, feedback)


#: How many items the detector of the question looks at, and which part of them is forbidden.
ITEMS, BASE = 1_000_000, 0.001
#: Its four thresholds, from low to high: which part of the forbidden and of the allowed items sets it off.
THRESHOLDS: Mapping[str, tuple[float, float]] = {
    "A": (0.99, 0.05),
    "B": (0.9, 0.01),
    "C": (0.7, 0.001),
    "D": (0.5, 0.0001),
}
#: The threshold that the exercise works out: all others are asked for.
WORKED = "A"
ASKED = tuple(letter for letter in THRESHOLDS if letter != WORKED)
#: What each threshold does.
OUTCOMES = {letter: scanning.alarms(ITEMS, BASE, *rates) for letter, rates in THRESHOLDS.items()}


def outcomes_of_thresholds(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check what thresholds miss and how many false alarms they raise: a dictionary of pairs."""
    number = Part("not-a-pair")
    outcomes = expect_rows(answer, feedback, THRESHOLDS, "threshold", number, number, needed=ASKED)
    for letter, (missed, wrong) in outcomes.items():
        _judge_outcome(letter, missed, wrong)


def _agree(one: float, other: float) -> bool:
    """Return whether a number agrees with another one: a count, rounded or not, or a share."""
    return abs(one - other) < 0.5 if other > 1 else math.isclose(one, other, rel_tol=1e-6)


def _judge_outcome(letter: str, missed: float, wrong: float) -> None:
    """Raise `IncorrectAnswer` for the two numbers of a threshold."""
    mine, (hit, false) = OUTCOMES[letter], THRESHOLDS[letter]
    others = [other for name, other in OUTCOMES.items() if name != letter]
    slips = {
        "swapped": (mine.wrong, mine.missed),
        "numbers-of-another-threshold": OneOf((other.missed, other.wrong) for other in others),
        "found-not-missed": (mine.found, ...),
        "shares-not-counts": OneOf([(1 - hit, ...), (mine.missed, false)]),
        "of-100-not-of-1000": (100 * (1 - hit), ...),
        "missed-of-all-items": (ITEMS * (1 - hit), ...),
        "false-alarms-among-all-items": (mine.missed, ITEMS * false),
        "false-alarms-among-forbidden": (mine.missed, mine.forbidden * false),
        "one-in-how-many": (mine.missed, 1 / false),
        "left-alone-not-false": (mine.missed, mine.left),
        "rounded-down": (mine.missed, math.floor(mine.allowed * false + 1e-9)),
    }
    other = ["wrong-missed", "wrong-false-alarms"]
    judge((missed, wrong), (mine.missed, mine.wrong), slips, other, _agree, letter)


def threshold_for_my_price(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check whether a threshold follows from the price that the learner put on a miss, whichever it is."""
    price, letter = expect_parts(answer, feedback, 2)
    if number_in(price) is not None:
        raise IncorrectAnswer("text-not-number", price)
    if is_number(letter) and isinstance(price, str):
        raise IncorrectAnswer("swapped")
    if not is_number(price) or price < 0:
        raise IncorrectAnswer("not-a-price", short(price))
    need((price, letter), lambda pair: isinstance(pair[1], str))
    if (name := letter.strip().upper()) not in THRESHOLDS:
        raise IncorrectAnswer("unknown-threshold", letter)
    mine = OUTCOMES[name]

    def is_cheapest(pair: tuple[float, str]) -> bool:
        # One at a time: the sums themselves may be beyond a float.
        return all(
            pair[0] * (mine.missed - one.missed) <= one.wrong - mine.wrong for one in OUTCOMES.values()
        )

    lowest, *_, highest = THRESHOLDS
    slips = {"only-misses-counted": (..., lowest), "only-false-alarms-counted": (..., highest)}
    judge((float(price), name), is_cheapest, slips, ["another-one-costs-less"], place=name)


# ---------------------------------------------------------------- 3. what two texts leave out

#: For each sentence of the two texts, the card that says what it leaves out, and the idea behind any other.
ANSWERS = rows_of(__package__, "what_is_left_out", "cards")
#: All cards: two of them answer no sentence.
CARDS = tuple(range(1, 9))


def what_is_left_out(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check which card says what a sentence leaves out: a function that gives a dictionary to numbers."""
    cards_of = expect_rows(answer, feedback, ANSWERS, "sentence", Part("unknown-card", CARDS))
    cards = list(cards_of.values())
    if twice := [card for card in cards if cards.count(card) > 1]:
        raise IncorrectAnswer("card-used-twice", twice[0])
    right = {card for card, _ in ANSWERS.values()}
    for sentence, (answers, misconception) in ANSWERS.items():
        if cards_of[sentence] not in right:
            raise IncorrectAnswer("card-answers-none", sentence)
        if cards_of[sentence] != answers:
            raise IncorrectAnswer(misconception, sentence)


# ---------------------------------------------------------------- 5. how rare false alarms must be

#: Suspects first, where rounding hides nothing; then places where fewer and fewer items are forbidden.
PLACES = ((0.2, 0.9), (0.001, 0.9), (1 / 1_000_000, 0.9), (0.2, 0.5))


def rate_for_one_half(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check at which false alarm rate half of the alarms are right: a function of base and hit."""

    def right(base: float, hit: float) -> float:
        return base * hit / (1 - base)

    return Task(
        right,
        slips=lambda base, hit: {
            "one-half-itself": 0.5,
            "share-not-rate": base * hit / (base * hit + (1 - base) * 0.001),
            "one-in-how-many": 1 / right(base, hit),
            "hit-left-out": base / (1 - base),
            "base-rate-itself": base,
            "rounded": lambda rate: rate in [round(right(base, hit), digits) for digits in range(2, 10)],
            "allowed-taken-for-all": base * hit,
            "brackets-missing": base * hit / 1 - base,
            "percent-not-share": 100 * right(base, hit),
            "half-of-the-right": base * hit / 2,
        },
        other=["wrong-rate"],
        tries=[{"base": base, "hit": hit} for base, hit in PLACES],
        same=partial(math.isclose, rel_tol=1e-9),
    ).feedback(answer, feedback)
