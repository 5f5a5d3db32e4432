"""The answers to exercise 4: right ones pass, and each plausible wrong one is told what it mixes up."""

import math
import re
from fractions import Fraction

import numpy as np
import pytest

from enclair import explore
from enclair.lessons.needles_and_haystacks import checks, scanning
from enclair.lessons.needles_and_haystacks.checks import BASE, ITEMS
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.text.locale import number
from tests.banks import CASE, BankRules, asked, cells, changing, changing_parts
from tests.helpers import assert_in, const

EXERCISE = "04_needles_and_haystacks"
TABLE = CASE.base_rate.set_index("id")
CELLS = cells(EXERCISE)
PARTS = {"A": ("reports", 11.2), "B": ("removed items", 9.4), "C": ("not clear", 90), "D": ("reports", 49.6)}
CHOSEN = {"A1": 5, "A2": 3, "A3": 8, "B1": 1, "B2": 7, "B3": 4}
TABLE_OF_THRESHOLDS = {"B": (100, 9_990), "C": (300, 999), "D": (500, 99.9)}
#: What no count and no price can be.
ODD = (10**400, math.nan, math.inf, -(10**400))
parts, cards, outcomes = changing(PARTS), changing(CHOSEN), changing(TABLE_OF_THRESHOLDS)
whole, percent = changing_parts(PARTS)


def two(found, wrong):
    """A learner's function that gives two numbers, each by its own rule of n, base, hit and false."""
    return lambda *given: (found(*given), wrong(*given))


def right_ones(n, base, hit, false):
    return n * base * hit


def false_ones(n, base, hit, false):
    return n * (1 - base) * false


def both(*given):
    return right_ones(*given) + false_ones(*given)


RIGHT = {
    "part_of_what": [
        parts(),
        const({"d": ["Reports ", 50], "c": ("not  clear", 90.0), "b": PARTS["B"], "a": ("reports", 11)}),
        percent("B", 1_517_500 / 16_200_000 * 100),
    ],
    "false_alarms": [
        lambda detectors: (999_000 * detectors["false"]).sort_values(ascending=False),
        lambda detectors: (999_000 * detectors["false"]).round().sort_values()[::-1].to_dict(),
    ],
    "alarms": [
        two(right_ones, false_ones),
        lambda n, base, hit, false: tuple(np.array([n * base, n - n * base]) * [hit, false]),
        two(lambda *all_: round(right_ones(*all_)), lambda *all_: round(false_ones(*all_))),
    ],
    "lines_of_the_alarms": [const(list("FDBGC")), const(list("FBDGC")), const(("f", "d", "g", "b", "c"))],
    "share_of_right_alarms": [*map(const, (900 / 1_000_899, 0.0009, 0.000899, Fraction(900, 1_000_899)))],
    "outcomes_of_thresholds": [
        outcomes(),
        outcomes(D=(500, 100)),
        outcomes(A=(1000 * (1 - 0.99), 49_950), D=[500.0, 99.9]),
        const({"b": (100, 9990), " c": (300, 999), "d ": (500, 99.9)}),
    ],
    "threshold_for_my_price": [*map(const, ((100, "B"), [0, "d"], (2.5, "D"), (20, "C"), (10_000, "A")))],
    "what_is_left_out": [cards(), const({name.lower(): f"{n}" for name, n in reversed(CHOSEN.items())})],
    "rate_for_one_half": [
        lambda base, hit: base * hit / (1 - base),
        lambda base, hit: hit / (1 / base - 1),
        lambda base, hit: np.float64(base) * hit / (1 - base),
    ],
}

WRONG = {
    "part_of_what": [
        ("report-taken-for-hit", whole("A", "forbidden items"), whole("D", "forbidden items")),
        ("report-taken-for-message", whole("A", "all items"), whole("D", "all items")),
        ("report-taken-for-removal", whole("A", "removed items")),
        ("doubt-where-the-text-is-clear", whole("D", "not clear"), whole("B", "not clear")),
        ("removal-taken-for-hit", whole("B", "forbidden items")),
        ("removal-taken-for-message", whole("B", "all items")),
        ("removal-taken-for-report", whole("B", "reports")),
        ("accuracy-taken-at-its-word", whole("C", "all items"), whole("C", "forbidden items")),
        ("accuracy-taken-at-its-word", whole("C", "reports"), whole("C", "removed items")),
        ("rest-taken", percent("A", 88.8), percent("D", 50.4)),
        ("rest-of-an-accuracy", percent("C", 10)),
        ("divided-the-other-way", percent("A", 890)),
        ("part-not-percent", percent("A", 0.1124), percent("C", 0.9)),
        ("wrong-percent", percent("B", 15), percent("A", 1e308)),
        ("rounded-too-far", percent("A", 10), percent("B", 10)),
        ("one-whole-for-all", const({letter: ("reports", n) for letter, (_, n) in PARTS.items()})),
        ("swapped", parts(A=(11.2, "reports"))),
        ("not-a-pair", parts(A="reports"), parts(A=("reports", 11.2, 0))),
        ("not-a-pair", *(percent("A", odd) for odd in ODD)),
        ("text-not-number", parts(A=("reports", "11.2%"))),
        ("unknown-whole", whole("A", "alarms")),
        ("unknown-letter", parts(E=("reports", 1))),
        ("missing-letter", const({"A": PARTS["A"]})),
    ],
    "false_alarms": [
        ("unchanged", lambda detectors: (1000 * (1 - detectors["hit"])).sort_values()),
        ("smallest-first", lambda detectors: (999_000 * detectors["false"]).sort_values()),
        ("not-sorted", lambda detectors: 999_000 * detectors["false"]),
        ("still-missed", lambda detectors: (1000 * (1 - detectors["hit"])).sort_values(ascending=False)),
        ("of-the-forbidden", lambda detectors: (1000 * detectors["false"]).sort_values(ascending=False)),
        ("other-result", lambda detectors: detectors["false"]),
        ("no-alarm-not-false", lambda d: (999_000 * (1 - d["false"])).sort_values(ascending=False)),
        ("shares-not-counts", lambda detectors: detectors["false"].sort_values(ascending=False)),
        ("hit-not-false", lambda detectors: (999_000 * detectors["hit"]).sort_values(ascending=False)),
        ("of-all-items", lambda detectors: (10**6 * detectors["false"]).sort_values(ascending=False)),
    ],
    "alarms": [
        ("false-alarms-among-all-items", two(right_ones, lambda n, base, hit, false: n * false)),
        ("hit-of-all-items", two(lambda n, base, hit, false: n * hit, false_ones)),
        ("all-forbidden-found", two(lambda n, base, hit, false: n * base, false_ones)),
        ("missed-not-found", two(lambda n, base, hit, false: n * base * (1 - hit), false_ones)),
        ("all-alarms-not-right", two(both, false_ones)),
        ("all-alarms-not-false", two(right_ones, both)),
        ("false-alarms-among-forbidden", two(right_ones, lambda n, base, hit, false: n * base * false)),
        ("left-alone-not-false", two(right_ones, lambda n, base, hit, false: n * (1 - base) * (1 - false))),
        ("all-allowed-suspected", two(right_ones, lambda n, base, hit, false: n * (1 - base))),
        ("swapped", two(false_ones, right_ones)),
        ("one-number", lambda n, base, hit, false: n * base * hit),
        ("parts-not-numbers", lambda n, base, hit, false: (base * hit, (1 - base) * false)),
        ("hard-coded", lambda n, base, hit, false: (0, 0), lambda n, base, hit, false: (900, 999_999)),
        ("hard-coded", lambda n, base, hit, false: (1000 * hit, 999_999_000 * false)),
        ("hard-coded", lambda *_: (1e308, 1e308)),
        ("wrong-found", lambda n, base, hit, false: (n * base / 2, 0)),
        ("wrong-false-alarms", two(right_ones, lambda n, base, hit, false: n * false * hit)),
        ("wrong-type", *(lambda *_, odd=odd: (odd, odd) for odd in ODD)),
        ("wrong-parameters", lambda n, base: (900, 999_999)),
        ("answer-raised", lambda n, base, hit, false: (n * base * hit, n * (1 - base) / (1 / false))),
    ],
    "lines_of_the_alarms": [
        ("false-alarms-among-all-items", const(list("FDBAC"))),
        ("hit-of-all-items", const(list("FDEGC"))),
    ],
    "share_of_right_alarms": [
        ("percent-not-share", const(0.09)),
        ("hit-rate-taken", const(0.9)),
        ("share-of-false-alarms", const(0.999)),
        ("false-alarm-rate-taken", const(0.001)),
        ("base-rate-taken", const(1 / 1_000_000)),
        ("one-in-how-many", const(1112)),
        ("right-not-share", const(900)),
        ("right-against-all-items", const(900 / 1_000_000_000)),
        ("right-against-false", const(900 / 999_999)),
        ("brackets-missing", const(900 / 900 + 999_999)),
        ("wrong-share", const(0.5)),
        ("text-not-number", const("0.0009"), const("0,09 %")),
        ("wrong-type", const((900, 999_999))),
    ],
    "outcomes_of_thresholds": [
        ("swapped", outcomes(B=(9990, 100))),
        ("numbers-of-another-threshold", outcomes(B=(300, 999))),
        ("found-not-missed", outcomes(B=(900, 9990)), outcomes(C=(700, 999))),
        ("shares-not-counts", outcomes(B=(0.1, 0.01)), outcomes(C=(300, 0.001))),
        ("of-100-not-of-1000", outcomes(B=(10, 9990))),
        ("missed-of-all-items", outcomes(B=(100_000, 9990))),
        ("wrong-missed", outcomes(B=(12_345, 9990)), outcomes(B=(1e308, 1e308))),
        ("false-alarms-among-all-items", outcomes(B=(100, 10_000)), outcomes(C=(300, 1000))),
        ("false-alarms-among-forbidden", outcomes(B=(100, 10)), outcomes(C=(300, 1))),
        ("one-in-how-many", outcomes(D=(500, 10_000))),
        ("left-alone-not-false", outcomes(B=(100, 989_010))),
        ("rounded-down", outcomes(D=(500, 99))),
        ("wrong-false-alarms", outcomes(B=(100, 10_890))),
        ("not-a-pair", outcomes(B=(100, 9, 990)), outcomes(B=100), outcomes(B=(100, "many"))),
        ("not-a-pair", outcomes(B=(100, math.nan)), *(outcomes(B=(odd, odd)) for odd in ODD)),
        ("text-not-number", outcomes(B=("100", 9990))),
        ("missing-threshold", const({"B": (100, 9990)})),
        ("unknown-threshold", outcomes(E=(100, 9990))),
    ],
    "threshold_for_my_price": [
        ("only-misses-counted", const((1, "A")), const((100, "A"))),
        ("only-false-alarms-counted", const((1000, "D")), const((1e308, "D"))),
        ("another-one-costs-less", const((1, "B")), const((1000, "C"))),
        ("not-a-price", const((-1, "B")), const(("high", "B"))),
        ("not-a-price", *(const((odd, "D")) for odd in ODD)),
        ("swapped", const(("B", 100))),
        ("text-not-number", const(("100", "A"))),
        ("unknown-threshold", const((100, "E"))),
        ("wrong-type", const((100, "B", 100, 9990)), const((100, 9990))),
        ("blank-part", const((100, ""))),
    ],
    "what_is_left_out": [
        ("found-part-taken-for-right-part", cards(A1=7, B2=5), cards(A1=4, A2=5, B3=3)),
        ("second-look-taken-for-free", cards(A2=4, B3=3)),
        ("more-taken-for-better", cards(A3=7, B2=8)),
        ("assumed-taken-for-measured", cards(B1=7, B2=1)),
        ("false-alarms-taken-for-no-finds", cards(B2=4, B3=7)),
        ("card-answers-none", cards(B3=2), cards(A1=6)),
        ("card-used-twice", cards(A3=5)),
        ("unknown-sentence", cards(C1=2)),
        ("unknown-card", cards(A1=9), cards(A1="five")),
        ("missing-sentence", const({"A1": 5})),
    ],
    "rate_for_one_half": [
        ("one-half-itself", lambda base, hit: 0.5),
        ("base-rate-itself", lambda base, hit: base),
        ("hit-left-out", lambda base, hit: base / (1 - base)),
        ("allowed-taken-for-all", lambda base, hit: base * hit),
        ("one-in-how-many", lambda base, hit: (1 - base) / base / hit),
        ("share-not-rate", lambda base, hit: base * hit / (base * hit + (1 - base) * 0.001)),
        ("rounded", *(lambda base, hit, to=to: round(base * hit / (1 - base), to) for to in (4, 6))),
        ("brackets-missing", lambda base, hit: base * hit / 1 - base),
        ("percent-not-share", lambda base, hit: 100 * base * hit / (1 - base)),
        ("half-of-the-right", lambda base, hit: base * hit / 2),
        ("wrong-rate", lambda base, hit: 1 - hit),
        ("hard-coded", lambda base, hit: 9e-7 / 0.999999, lambda base, hit: base * 0.9 / (1 - base)),
    ],
}

SECRETS = {
    "part_of_what": (
        "Figure B is a part of the removed items.",
        *(rf"(?i)figure {letter}\b[^.]*\b{words}\b" for letter, (words, _) in PARTS.items()),
        *(r"\b11[.,]\d", r"\b9[.,]\d", r"\b49[.,]\d"),
    ),
    "false_alarms": ("Y has 49950.", r"\b49.?950", r"\b999\b"),
    "alarms": ("There are 900 of them.", r"\b900\b", r"999.999", r"\b1.800\b", r"n \* base", r"n - "),
    "lines_of_the_alarms": ("F, D, B, G, C", r"\b[BCDFG](\W+[BCDFG]\b){4}"),
    "share_of_right_alarms": ("It is 0.0009.", r"0[.,]000\d", r"\b900\b", r"999.999"),
    "outcomes_of_thresholds": ("B misses 100.", r"\b(100|300|500|999|9.990)\b"),
    "threshold_for_my_price": ("B misses 100.", r"\b(10|100|300|500|999|9.990|49.950)\b"),
    "what_is_left_out": ("A2 needs card 3.", *(rf"{name}\b[^.]*\b{card}\b" for name, card in CHOSEN.items())),
    "rate_for_one_half": ("It is base * hit / (1 - base).", r"base \* hit", r"/ ?\(", r"\b9e-0?7\b"),
}


WRONG_LINES = {
    "alarms-answer": ("return n * base * hit, n * false", "false-alarms-among-all-items"),
    "half-answer": ("return base", "base-rate-itself"),
    "false-answer": ('return (999_000 * detectors["false"]).sort_values()', "smallest-first"),
}
WAYS = ("false-check", "alarms-check", "lines-check", "threshold-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    unsaid = ("what_is_left_out.suspects-taken-for-all",)
    repeats = ("answer-raised",)


def test_no_figure_of_the_exercise_is_unverified_and_each_whole_is_explained():
    assert "unverified" not in {*TABLE.loc[[row for row, _ in checks.FIGURES.values()], "confidence"]}
    assert_in(CELLS["part-rule"], *(f"| `{words}` | " for words in checks.WHOLES))


def test_the_lines_and_the_explorer_end_on_the_counts_of_the_model():
    clicked = explore(Alarms)
    for rates in checks.THRESHOLDS.values():
        space = dict(zip(("n", "base", "hit", "false"), (ITEMS, BASE, *rates), strict=True))
        outcome = scanning.alarms(*space.values())
        exec("\n".join(checks.LINES[line] for line in "FDBGC"), space)
        assert space["result"] == pytest.approx((outcome.found, outcome.wrong), abs=0.5)
        clicked.settings = {"items": ITEMS, "base": BASE, "hit": rates[0], "false": rates[1], "second": False}
        assert_in(clicked._sentence.value, number(outcome.missed), number(outcome.wrong))


def test_the_table_of_the_exercise_works_out_one_threshold_and_leaves_the_others():
    missed, wrong = re.findall(r"\*\*([\d,]+)\*\*", CELLS["task-2-question"])
    worked = checks.OUTCOMES[checks.WORKED]
    assert (missed, wrong) == (number(round(worked.missed)), number(round(worked.wrong)))
    assert [*checks.ASKED] == [*checks.THRESHOLDS][1:]
    assert checks.WORKED in CELLS["sums"]  # of a learner's own table, and of the worked row


def test_the_texts_are_invented_equally_long_and_have_their_cards():
    shown = CELLS["task-3"]
    assert "**We invented both**" in shown
    said = asked(EXERCISE, "what_is_left_out")
    for_a, for_b = (sum(len(said[name].split()) for name in said if name[0] == side) for side in "AB")
    assert abs(for_a - for_b) <= 0.1 * for_a
    numbered = re.findall(r"^\| (\d) \| .+ \|$", shown, re.MULTILINE)
    assert [int(card) for card in numbered] == list(checks.CARDS)
    right = {card for card, _ in checks.ANSWERS.values()}
    assert len(right) == len(checks.ANSWERS) == len(checks.CARDS) - 2


def test_forbidden_items_are_rare_and_rarer_where_a_rate_is_asked_for():
    first, *rarer, last = (base for base, hit in checks.PLACES if 0 < base < hit < 1)
    assert first == last > rarer[0] == 1000 * rarer[1]
