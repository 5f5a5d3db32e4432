"""The checks of exercise 4, "Needles and haystacks": sentences in ``checks.toml``.

Each is a pure function ``(answer, case, lang) -> Feedback``. Published figures are read from the case, what
detectors do is computed by `scanning`, and functions of numbers are tried on other numbers,
too. What neither holds stands in the tables below: what a figure is a part of, and which card answers which
sentence.
"""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from enclair.case.needs import asks
from enclair.checks.answers import expect, expect_dictionary, expect_each
from enclair.checks.feedback import Feedback
from enclair.checks.puzzle import check_order
from enclair.checks.values import is_empty, is_number, is_number_or_pair, number_in, short
from enclair.checks.voice import NO_SLIP, Slip, Voice
from enclair.lessons.needles_and_haystacks import scanning

if TYPE_CHECKING:
    import pandas as pd

    from enclair.case.model import Case


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

#: The idea behind another whole than the right one, which stands first.
BEHIND: Mapping[tuple[str, str], str] = {
    ("reports", "forbidden items"): "report-taken-for-hit",
    ("reports", "all items"): "report-taken-for-message",
    ("reports", "removed items"): "report-taken-for-removal",
    ("reports", "not clear"): "doubt-where-the-text-is-clear",
    ("removed items", "forbidden items"): "removal-taken-for-hit",
    ("removed items", "all items"): "removal-taken-for-message",
    ("removed items", "reports"): "removal-taken-for-report",
    ("removed items", "not clear"): "doubt-where-the-text-is-clear",
    ("not clear", "forbidden items"): "accuracy-taken-at-its-word",
    ("not clear", "all items"): "accuracy-taken-at-its-word",
    ("not clear", "reports"): "accuracy-taken-at-its-word",
    ("not clear", "removed items"): "accuracy-taken-at-its-word",
}

#: How far a percentage may be from the right one: one may round it to a whole number.
ROUNDED = 0.5


@asks(*(f"base_rate.{row}" for row, _ in FIGURES.values()), base_rate="id value")
def part_of_what(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check what published figures are a part of: a function that gives a dictionary of pairs."""
    say = Voice(part_of_what, lang)
    found = expect_dictionary(answer, say)
    if isinstance(found, Feedback):
        return found
    given: dict[str, tuple[str, float]] = {}
    for letter, pair in found.items():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return say.not_yet("not-a-pair", found=letter)
        whole, percent = pair
        if number_in(percent) is not None and isinstance(whole, str):
            return say.text_not_number(percent)
        if is_number(whole) and isinstance(percent, str):
            return say.not_yet("swapped", found=letter)
        if not isinstance(whole, str) or not is_number(percent):
            return say.not_yet("not-a-pair", found=letter)
        given[short(letter).strip().upper()] = (" ".join(whole.lower().split()), float(percent))
    return say.judge(_why_part(given, case.base_rate.set_index("id")["value"]))


def _why_part(given: Mapping[str, tuple[str, float]], shares: "pd.Series[float]") -> Slip:
    """Return what is wrong with the wholes and percentages, if anything: their form, then a figure."""
    for letter, (whole, _) in given.items():
        if letter not in FIGURES:
            return "unknown-letter", letter
        if whole not in WHOLES:
            return "unknown-whole", whole
    if missing := [letter for letter in FIGURES if letter not in given]:
        return "missing-letter", missing[0]
    if len({whole for whole, _ in given.values()}) == 1:
        return "one-whole-for-all", ""
    for letter, (row, right) in FIGURES.items():
        whole, percent = given[letter]
        if whole != right:
            return BEHIND[right, whole], letter
        why = _why_percent(percent, float(shares[row]))
        if why == "rest-taken" and right == "not clear":
            return "rest-of-an-accuracy", letter
        if why:
            return why, letter
    return NO_SLIP


def _why_percent(percent: float, share: float) -> str:
    """Return what is wrong with a percentage, "" if nothing."""
    rules = {
        "": 100 * share,
        "rest-taken": 100 * (1 - share),
        "divided-the-other-way": 100 / share,
    }
    for misconception, value in rules.items():
        if abs(percent - value) <= ROUNDED:
            return misconception
    return "part-not-percent" if abs(percent - share) < ROUNDED / 100 else "wrong-percent"


# ---------------------------------------------------------------- 2. what a detector does

#: What the function is tried on: everybody's messages, suspects, and two more. All counts are whole numbers.
TRIES = (
    (1_000_000_000, 1 / 1_000_000, 0.9, 0.001),
    (10_000, 0.2, 0.9, 0.001),
    (1_000_000, 0.001, 0.99, 0.05),
    (1_000, 0.5, 1, 0),
)


def alarms(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check how many alarms are right and how many false: a function of n, base, hit and false."""
    say = Voice(alarms, lang)
    vague = ["wrong-found", "wrong-false-alarms"]
    return expect_each(answer, say, ARGUMENTS, is_number_or_pair, _why_alarms, vague) or say.passed()


#: The same by the names of the stub.
ARGUMENTS = [dict(zip(("n", "base", "hit", "false"), values, strict=True)) for values in TRIES]


def _why_alarms(given: Any, n: int, base: float, hit: float, false: float) -> Slip:
    """Return what is wrong with the right and the false alarms, if anything."""
    if is_number(given):
        return "one-number", ""
    found, wrong = map(float, given)
    right = scanning.alarms(n, base, hit, false)
    if _same(found, right.found) and _same(wrong, right.wrong):
        return NO_SLIP
    if _same(found, right.wrong) and _same(wrong, right.found):
        return "swapped", ""
    if found + wrong > 0 and 0 <= found <= 1 and 0 <= wrong <= 1:
        return "parts-not-numbers", ""
    first = {
        "": right.found,
        "hit-of-all-items": n * hit,
        "all-forbidden-found": right.forbidden,
        "missed-not-found": right.missed,
        "all-alarms-not-right": right.alarms,
    }
    second = {
        "": right.wrong,
        "false-alarms-among-all-items": n * false,
        "false-alarms-among-forbidden": right.forbidden * false,
        "left-alone-not-false": right.left,
        "all-alarms-not-false": right.alarms,
        "all-allowed-suspected": right.allowed,
    }
    for number, rules, other in ((found, first, "wrong-found"), (wrong, second, "wrong-false-alarms")):
        # What holds comes first: for some numbers two rules agree.
        why = next((name for name, value in rules.items() if _same(number, value)), other)
        if why:
            return why, ""
    raise AssertionError("One of the two numbers is wrong, so a rule must have said so.")


#: The lines of the puzzle. Two of them do not belong: the exercise shows the same lines (tested).
LINES: Mapping[str, str] = {
    "A": "wrong = n * false",
    "B": "found = forbidden * hit",
    "C": "result = (found, wrong)",
    "D": "allowed = n - forbidden",
    "E": "found = n * hit",
    "F": "forbidden = n * base",
    "G": "wrong = allowed * false",
}
DECOYS: Mapping[str, str] = {"A": "false-alarms-among-all-items", "E": "hit-of-all-items"}


def lines_of_the_alarms(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check the order of the puzzle's lines: a function that gives a list of letters."""
    say = Voice(lines_of_the_alarms, lang)
    return check_order(answer, say, LINES, DECOYS, given={"n", "base", "hit", "false"})[1]


# ---------------------------------------------------------------- 2. the share of alarms that are right


def share_of_right_alarms(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check which part of the alarms of the first example is right: a function that gives a number."""
    say = Voice(share_of_right_alarms, lang)
    found = expect(answer, say, is_number)
    return found if isinstance(found, Feedback) else say.judge((_why_share(float(found)), ""))


def _why_share(share: float) -> str:
    """Return the misconception behind a share of right alarms, "" if it is right: two digits are enough."""
    n, base, hit, false = TRIES[0]
    counts = scanning.alarms(n, base, hit, false)
    right = counts.found / counts.alarms
    rules = {
        "": right,
        "percent-not-share": 100 * right,
        "hit-rate-taken": hit,
        "share-of-false-alarms": counts.wrong / counts.alarms,
        "false-alarm-rate-taken": false,
        "base-rate-taken": base,
        "one-in-how-many": 1 / right,
        "right-not-share": counts.found,
        "right-against-all-items": counts.found / n,
    }
    return next(
        (why for why, value in rules.items() if math.isclose(share, value, rel_tol=0.02)), "wrong-share"
    )


#: How many items the detector of the question looks at, and which part of them is forbidden.
ITEMS, BASE = 1_000_000, 0.001

#: Its four thresholds, from low to high: which part of the forbidden and of the allowed items sets it off.
THRESHOLDS: Mapping[str, tuple[float, float]] = {
    "A": (0.99, 0.05),
    "B": (0.9, 0.01),
    "C": (0.7, 0.001),
    "D": (0.5, 0.0001),
}


def threshold_for_my_price(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check whether a threshold fits the price that the learner put on a miss: a function that gives four.

    Any price will do. What is checked is whether the choice follows from it.
    """
    say = Voice(threshold_for_my_price, lang)
    found = expect(answer, say, lambda parts: isinstance(parts, list | tuple) and len(parts) == 4)
    if isinstance(found, Feedback):
        return found
    if any(is_empty(part) for part in found):
        return say.blank_part(found)
    price, letter, missed, wrong = found
    if number_in(price) is not None:
        return say.text_not_number(price)
    if not _has_counts(found):
        return say.unfit(found, _has_counts)
    if not is_number(price) or price < 0:
        return say.not_yet("not-a-price", found=price)
    return say.judge(_why_threshold(float(price), letter.strip().upper(), float(missed), float(wrong)))


def _has_counts(parts: Any) -> bool:
    return isinstance(parts[1], str) and is_number(parts[2]) and is_number(parts[3])


def _why_threshold(price: float, letter: str, missed: float, wrong: float) -> Slip:
    """Return what is wrong with a threshold and its numbers, if anything: the numbers come first."""
    if letter not in THRESHOLDS:
        return "unknown-threshold", letter
    outcomes = {name: scanning.alarms(ITEMS, BASE, *rates) for name, rates in THRESHOLDS.items()}
    mine = outcomes[letter]
    if _near(missed, mine.wrong) and _near(wrong, mine.missed):
        return "swapped", letter
    for name, other in outcomes.items():
        if name != letter and _near(missed, other.missed) and _near(wrong, other.wrong):
            return "numbers-of-another-threshold", letter
    if not _near(missed, mine.missed):
        return "found-not-missed" if _near(missed, mine.found) else "wrong-missed", letter
    if not _near(wrong, mine.wrong):
        among_all = _near(wrong, ITEMS * THRESHOLDS[letter][1])
        return "false-alarms-among-all-items" if among_all else "wrong-false-alarms", letter
    prices = {name: price * other.missed + other.wrong for name, other in outcomes.items()}
    if prices[letter] <= min(prices.values()):
        return NO_SLIP
    if mine.missed == min(other.missed for other in outcomes.values()):
        return "only-misses-counted", letter
    if mine.wrong == min(other.wrong for other in outcomes.values()):
        return "only-false-alarms-counted", letter
    return "another-one-costs-less", letter


def _near(one: float, other: float) -> bool:
    """Return whether a count agrees, rounded or not."""
    return abs(one - other) < 0.5


# ---------------------------------------------------------------- 3. what two texts leave out

#: For each sentence of the two texts, the card that says what it leaves out, and the idea behind any other.
ANSWERS: Mapping[str, tuple[int, str]] = {
    "A1": (5, "found-part-taken-for-right-part"),
    "A2": (3, "second-look-taken-for-free"),
    "A3": (8, "more-taken-for-better"),
    "B1": (1, "assumed-taken-for-measured"),
    "B2": (7, "false-alarms-taken-for-no-finds"),
    "B3": (4, "suspects-taken-for-all"),
}
#: All cards: two of them answer no sentence.
CARDS = tuple(range(1, 9))


def what_is_left_out(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check which card says what a sentence leaves out: a function that gives a dictionary to numbers."""
    say = Voice(what_is_left_out, lang)
    found = expect_dictionary(answer, say)
    if isinstance(found, Feedback):
        return found
    given = {short(name).strip().upper(): short(card).strip() for name, card in found.items()}
    return say.judge(_why_left_out(given))


def _why_left_out(given: Mapping[str, str]) -> Slip:
    """Return the first misunderstanding in sentences and cards, if any: their form, then a sentence."""
    known = [str(card) for card in CARDS]
    for sentence, card in given.items():
        if sentence not in ANSWERS:
            return "unknown-sentence", sentence
        if card not in known:
            return "unknown-card", card
    if missing := [sentence for sentence in ANSWERS if sentence not in given]:
        return "missing-sentence", missing[0]
    cards = list(given.values())
    if twice := [card for card in cards if cards.count(card) > 1]:
        return "card-used-twice", twice[0]
    right = {str(card) for card, _ in ANSWERS.values()}
    for sentence, (answer, misconception) in ANSWERS.items():
        if given[sentence] not in right:
            return "card-answers-none", sentence
        if given[sentence] != str(answer):
            return misconception, sentence
    return NO_SLIP


# ---------------------------------------------------------------- 5. how rare false alarms must be

#: Everybody's messages, a place where one in a thousand is forbidden, and suspects.
PLACES = ((1 / 1_000_000, 0.9), (0.001, 0.9), (0.2, 0.5))


def rate_for_one_half(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check at which false alarm rate half of the alarms are right: a function of base and hit."""
    say = Voice(rate_for_one_half, lang)
    tries = [{"base": base, "hit": hit} for base, hit in PLACES]
    return expect_each(answer, say, tries, is_number, _why_rate, vague=["wrong-rate"]) or say.passed()


def _why_rate(rate: Any, base: float, hit: float) -> Slip:
    """Return what is wrong with a false alarm rate, if anything."""
    right = base * hit / (1 - base)
    rules = {
        "": right,
        "one-half-itself": 0.5,
        "share-not-rate": base * hit / (base * hit + (1 - base) * 0.001),
        "one-in-how-many": 1 / right,
        "hit-left-out": base / (1 - base),
        "base-rate-itself": base,
        "allowed-taken-for-all": base * hit,
    }
    close = (why for why, value in rules.items() if math.isclose(rate, value, rel_tol=1e-9))
    return next(close, "wrong-rate"), ""


#: The checks of this exercise, in the order of its tasks.
CHECKS = (
    part_of_what,
    alarms,
    lines_of_the_alarms,
    share_of_right_alarms,
    threshold_for_my_price,
    what_is_left_out,
    rate_for_one_half,
)
