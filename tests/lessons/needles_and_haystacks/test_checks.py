"""The answers to exercise 4: right ones pass, and each plausible wrong one is told what it mixes up."""

import math
import re
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair import explore, load_case
from enclair.checks import ask
from enclair.lessons.needles_and_haystacks import checks, scanning
from enclair.lessons.needles_and_haystacks import checks as needles
from enclair.lessons.needles_and_haystacks.checks import BASE, ITEMS
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.text.locale import number, text
from tests.banks import BankRules, triples, with_tables
from tests.helpers import CHECKS, const, in_language, read, solution_path

EXERCISE = "04_needles_and_haystacks"
CASE = load_case("telegram")
TABLE = CASE.base_rate.set_index("id")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in read(solution_path(EXERCISE))["cells"]}


PARTS = {"A": ("reports", 11.2), "B": ("removed items", 9.4), "C": ("not clear", 90), "D": ("reports", 49.6)}
CHOSEN = {"A1": 5, "A2": 3, "A3": 8, "B1": 1, "B2": 7, "B3": 4}


def parts(**changed):
    return const(PARTS | changed)


def whole(letter, words):
    return const(PARTS | {letter: (words, PARTS[letter][1])})


def percent(letter, value):
    return const(PARTS | {letter: (PARTS[letter][0], value)})


def cards(**changed):
    return const(CHOSEN | changed)


def two(found, wrong):
    """A learner's function that gives two numbers, each by its own rule of n, base, hit and false."""
    return lambda n, base, hit, false: (found(n, base, hit, false), wrong(n, base, hit, false))


def right_ones(n, base, hit, false):
    return n * base * hit


def false_ones(n, base, hit, false):
    return n * (1 - base) * false


def counted(n, base, hit, false):
    outcome = scanning.alarms(n, base, hit, false)
    return [outcome.found, outcome.wrong]


def by_numpy(n, base, hit, false):
    return tuple(np.array([n * base, n - n * base]) * [hit, false])


RIGHT = {
    "part_of_what": [
        parts(),
        const(
            {
                "d": ["Reports ", 50],
                "c": ("not  clear", 90.0),
                "b": ("removed items", 9),
                "a": ("reports", 11),
            }
        ),
        percent("B", 1_517_500 / 16_200_000 * 100),
    ],
    "alarms": [
        two(right_ones, false_ones),
        counted,
        by_numpy,
        two(lambda *all_: round(right_ones(*all_)), lambda *all_: round(false_ones(*all_))),
    ],
    "lines_of_the_alarms": [const(list("FDBGC")), const(list("FBDGC")), const(("f", "d", "g", "b", "c"))],
    "share_of_right_alarms": [
        const(900 / 1_000_899),
        const(0.0009),
        const(0.000899),
        lambda: Fraction(900, 1_000_899),
    ],
    "threshold_for_my_price": [
        const((100, "B", 100, 9990)),
        const([0, "d", 500, 99.9]),
        const((2.5, "D", 500, 100)),
        const((20, "C", 300, 999)),
        const((10_000, "A", 1000 * (1 - 0.99), 49_950)),
    ],
    "what_is_left_out": [
        cards(),
        const({name.lower(): str(card) for name, card in reversed(CHOSEN.items())}),
    ],
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
        ("accuracy-taken-at-its-word", whole("C", "reports")),
        ("rest-taken", percent("A", 88.8), percent("D", 50.4)),
        ("rest-of-an-accuracy", percent("C", 10)),
        ("divided-the-other-way", percent("A", 890)),
        ("part-not-percent", percent("A", 0.1124), percent("C", 0.9)),
        ("wrong-percent", percent("B", 15)),
        ("one-whole-for-all", const({letter: ("reports", n) for letter, (_, n) in PARTS.items()})),
        ("swapped", parts(A=(11.2, "reports"))),
        ("not-a-pair", parts(A="reports")),
        ("text-not-number", parts(A=("reports", "11.2%"))),
        ("unknown-whole", whole("A", "alarms")),
        ("unknown-letter", parts(E=("reports", 1))),
        ("missing-letter", const({"A": PARTS["A"]})),
    ],
    "alarms": [
        ("false-alarms-among-all-items", two(right_ones, lambda n, base, hit, false: n * false)),
        ("hit-of-all-items", two(lambda n, base, hit, false: n * hit, false_ones)),
        ("all-forbidden-found", two(lambda n, base, hit, false: n * base, false_ones)),
        ("missed-not-found", two(lambda n, base, hit, false: n * base * (1 - hit), false_ones)),
        ("all-alarms-not-right", two(lambda *all_: right_ones(*all_) + false_ones(*all_), false_ones)),
        ("all-alarms-not-false", two(right_ones, lambda *all_: right_ones(*all_) + false_ones(*all_))),
        ("false-alarms-among-forbidden", two(right_ones, lambda n, base, hit, false: n * base * false)),
        ("left-alone-not-false", two(right_ones, lambda n, base, hit, false: n * (1 - base) * (1 - false))),
        ("all-allowed-suspected", two(right_ones, lambda n, base, hit, false: n * (1 - base))),
        ("swapped", two(false_ones, right_ones)),
        ("one-number", lambda n, base, hit, false: n * base * hit),
        ("parts-not-numbers", lambda n, base, hit, false: (base * hit, (1 - base) * false)),
        ("hard-coded", lambda n, base, hit, false: (0, 0), lambda n, base, hit, false: (900, 999_999)),
        ("hard-coded", lambda n, base, hit, false: (1000 * hit, 999_999_000 * false)),
        ("wrong-found", lambda n, base, hit, false: (n * base / 2, 0)),
        ("wrong-false-alarms", two(right_ones, lambda n, base, hit, false: n * false * hit)),
        ("wrong-type", lambda n, base, hit, false: "900 and 999,999"),
        ("wrong-parameters", lambda n, base: (900, 999_999)),
        ("answer-raised", lambda n, base, hit, false: 1 / (n - n)),
        ("answer-raised", lambda n, base, hit, false: (n * base * hit, n * (1 - base) / (1 / false))),
    ],
    "lines_of_the_alarms": [
        ("false-alarms-among-all-items", const(list("FDBAC"))),
        ("hit-of-all-items", const(list("FDEGC"))),
        ("every-line-used", const(list("ABCDEFG"))),
        ("used-before-made", const(list("DFBGC")), const(list("CFDBG"))),
        ("missing-line", const(list("FBGC")), const(list("FDBG"))),
        ("unknown-letter", const(list("FDBGX"))),
        ("repeated-line", const(list("FDBGCC"))),
        ("letters-together", const(["F, D, B, G, C"])),
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
        ("wrong-share", const(0.5)),
        ("text-not-number", const("0.0009"), const("0,09 %")),
        ("wrong-type", const((900, 999_999))),
    ],
    "threshold_for_my_price": [
        ("only-misses-counted", const((1, "A", 10, 49_950)), const((100, "A", 10, 49_950))),
        ("only-false-alarms-counted", const((1000, "D", 500, 100))),
        ("another-one-costs-less", const((1, "B", 100, 9990)), const((1000, "C", 300, 999))),
        ("swapped", const((100, "B", 9990, 100))),
        ("numbers-of-another-threshold", const((100, "B", 300, 999))),
        ("found-not-missed", const((100, "B", 900, 9990))),
        ("wrong-missed", const((100, "B", 10_000, 9990))),
        ("false-alarms-among-all-items", const((100, "B", 100, 10_000))),
        ("wrong-false-alarms", const((100, "B", 100, 10_890))),
        ("not-a-price", const((-1, "B", 100, 9990)), const(("high", "B", 100, 9990))),
        ("not-a-price", const((math.inf, "B", 100, 9990))),
        ("unknown-threshold", const((100, "E", 100, 9990))),
        ("wrong-type", const((100, "B")), const((100, 9990, 100, "B"))),
        ("blank-part", const((100, "", 100, 9990))),
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
        ("wrong-rate", lambda base, hit: 1 - hit),
        ("hard-coded", lambda base, hit: 0.000001 * 0.9 / 0.999999),
        ("wrong-type", lambda base, hit: "1 in a million"),
        ("answer-raised", lambda base, hit: [9e-7 / (1 - 1e-6)][0 if base < 1e-5 else 1]),
    ],
}
#: What every check may say goes by another name than the misconception.
SHARED = {"wrong-parameters": "wrong-type"}

SECRETS = {
    "part_of_what": (
        "Figure B is a part of the removed items.",
        *(
            [rf"(?i)figure {letter}\b[^.]*\b{words}\b" for letter, (words, _) in PARTS.items()]
            + [r"\b11[.,]\d", r"\b9[.,]\d", r"\b49[.,]\d"]
        ),
    ),
    "alarms": ("There are 900 of them.", r"\b900\b", r"999.999", r"\b1.800\b", r"n \* base", r"n - "),
    "lines_of_the_alarms": ("F, D, B, G, C", r"\b[BCDFG](\W+[BCDFG]\b){4}"),
    "share_of_right_alarms": ("It is 0.0009.", r"0[.,]000\d", r"\b900\b", r"999.999"),
    "threshold_for_my_price": ("B misses 100.", r"\b(10|100|300|500|999|9.990|49.950)\b"),
    "what_is_left_out": (
        "A2 needs card 3.",
        *[rf"{sentence}\b[^.]*\b{card}\b" for sentence, card in CHOSEN.items()],
    ),
    "rate_for_one_half": ("It is base * hit / (1 - base).", r"base \* hit", r"/ ?\(", r"\b9e-0?7\b"),
}


OWN = {
    ("alarms", "a text of a number"): "text-not-number",
    ("alarms", "a text of a number and a unit"): "text-not-number",
    ("alarms", "numpy's whole number"): "one-number",
}


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    of_telegram = ("part_of_what",)
    own = OWN
    unsaid = ("what_is_left_out.suspects-taken-for-all",)
    repeats = ("answer-raised",)
    shared = SHARED


def test_the_figures_follow_the_case():
    """In another case another percentage is right: it is not written into the check."""

    table = CASE.base_rate
    table.loc[table["id"] == "bka_2023", "value"] = 0.25
    other = with_tables(base_rate=table)
    assert ask(CHECKS["part_of_what"], percent("D", 25), other).passed
    assert ask(CHECKS["part_of_what"], parts(), other).misconception == "wrong-percent"


def test_each_other_whole_has_its_idea():
    right = {words for _, words in checks.FIGURES.values()}
    assert set(checks.BEHIND) == {(one, other) for one in right for other in checks.WHOLES if one != other}
    assert {letter: words for letter, (_, words) in checks.FIGURES.items()} == {
        letter: words for letter, (words, _) in PARTS.items()
    }


def test_the_figures_of_the_exercise_are_those_of_the_table():
    first = CELLS["task-1"]
    for letter, (row, _) in checks.FIGURES.items():
        line = next(line for line in first.splitlines() if line.startswith(f"| {letter} |"))
        numerator, denominator = TABLE.loc[row, ["numerator", "denominator"]]
        if pd.isna(numerator):
            assert f'"{TABLE.loc[row, "value"]:.0%}"' in line
        else:
            assert number(int(numerator)) in line
            assert number(int(denominator)) in line
            assert numerator / denominator == pytest.approx(TABLE.loc[row, "value"], abs=1e-3)
        assert TABLE.loc[row, "period"][:4] in line
        assert TABLE.loc[row, "confidence"] != "unverified"
    for words in checks.WHOLES:
        assert f"| `{words}` | " in first


@pytest.mark.parametrize("values", checks.TRIES)
def test_the_counts_of_the_function_are_whole(values):
    """Nobody fails for rounding, and nobody has to round."""
    outcome = scanning.alarms(*values)
    assert outcome.found == pytest.approx(right_ones(*values), abs=1e-6)
    assert outcome.wrong == pytest.approx(false_ones(*values), abs=1e-6)


def test_the_lines_are_those_of_the_exercise_and_all_ways_agree():
    for letter, line in checks.LINES.items():
        assert f"| {letter} | `{line}` |" in CELLS["task-2-lines"]
    space = {}
    exec(CELLS["alarms-answer"], space)
    for letter, rates in checks.THRESHOLDS.items():
        given = dict(zip(("n", "base", "hit", "false"), (ITEMS, BASE, *rates), strict=True))
        exec("\n".join(checks.LINES[each] for each in "FDBGC"), space | given, result := {})
        assert result["result"] == pytest.approx(space["alarms"](**given))
        clicked = explore(Alarms, items=ITEMS, base=BASE, hit=rates[0], false=rates[1])
        outcome = scanning.alarms(ITEMS, BASE, *rates)
        for count in (outcome.missed, outcome.wrong):
            assert number(count) in clicked._sentence.value, letter
        assert result["result"] == pytest.approx((outcome.found, outcome.wrong), abs=0.5)


def test_the_thresholds_are_those_of_the_exercise():
    steps = {name: control.steps for name, control in Alarms().controls.items() if hasattr(control, "steps")}
    shown = CELLS["task-2-question"]
    for letter, (hit, false) in checks.THRESHOLDS.items():
        assert re.search(rf"\| {letter}\b[^|]*\| {steps['hit'][hit]} \| {steps['false'][false]} \|", shown), (
            letter
        )
    assert f"looks at {number(ITEMS)} items, of which {steps['base'][BASE]} is forbidden" in shown


def test_every_threshold_is_the_best_at_some_price_and_no_price_has_none():
    check = CHECKS["threshold_for_my_price"]
    best = {}
    for price in [0, 1, 4, 4.4, 4.6, 5, 44, 46, 100, 440, 450, 1000, 10**9]:
        outcomes = {
            letter: scanning.alarms(ITEMS, BASE, *rates) for letter, rates in checks.THRESHOLDS.items()
        }
        passing = [
            letter
            for letter, outcome in outcomes.items()
            if ask(check, const((price, letter, outcome.missed, outcome.wrong)), CASE).passed
        ]
        assert len(passing) == 1
        best[price] = passing[0]
    assert "".join(dict.fromkeys(best.values())) == "DCBA"


def test_the_texts_are_invented_equally_long_and_have_their_cards():
    shown = CELLS["task-3"]
    assert "**We invented both**" in shown
    said = dict(re.findall(r"^\| ([AB]\d) \| (.+) \|$", shown, re.MULTILINE))
    assert list(said) == list(checks.ANSWERS)
    lengths = {side: sum(len(said[name].split()) for name in said if name[0] == side) for side in "AB"}
    assert abs(lengths["A"] - lengths["B"]) <= 0.1 * lengths["A"]
    numbered = re.findall(r"^\| (\d) \| .+ \|$", shown, re.MULTILINE)
    assert [int(card) for card in numbered] == list(checks.CARDS)
    right = [card for card, _ in checks.ANSWERS.values()]
    assert len(set(right)) == len(checks.ANSWERS) == len(checks.CARDS) - 2


def test_the_places_of_the_last_task_tell_the_rules_apart():
    for base, hit in checks.PLACES:
        rate = base * hit / (1 - base)
        assert base * hit == pytest.approx((1 - base) * rate)
    assert {hit for _, hit in checks.PLACES} == {0.9, 0.5}


def test_french_feedback_is_french():
    for name, misconception, answer in triples(WRONG):
        english, french = (in_language(lang, ask, CHECKS[name], answer, CASE) for lang in ("en", "fr"))
        assert english.message != french.message, (name, misconception)
        assert french.word == text("Not yet", "fr")


@pytest.mark.parametrize(
    "odd", [10**400, Decimal("1"), 1e308, float("nan"), float("inf"), -(10**400)], ids=range(6)
)
def test_no_number_however_odd_stops_a_check(odd):
    given = {
        "part_of_what": percent("A", odd),
        "alarms": lambda n, base, hit, false: (odd, odd),
        "threshold_for_my_price": const((odd, "A", odd, odd)),
        "rate_for_one_half": lambda base, hit: odd,
    }
    for name, answer in given.items():
        found = ask(CHECKS[name], answer, CASE)
        assert not found.passed
        assert found.message


def test_the_rest_of_an_accuracy_and_a_price_as_text_have_words_of_their_own():
    assert ask(needles.part_of_what, percent("C", 10), CASE).misconception == "rest-of-an-accuracy"
    found = ask(needles.threshold_for_my_price, const(("100", "A", 10, 49_950)), CASE)
    assert found.misconception == "text-not-number"
    assert "Take away the quotation marks" in found.next_step


@given(st.floats(0, 1e6))
def test_the_threshold_follows_from_the_price(price):
    """Against sums of our own; around the prices at which two are equal, each side has its own choice."""
    check = needles.threshold_for_my_price
    bad, good = round(ITEMS * BASE), ITEMS - round(ITEMS * BASE)
    harm = {
        letter: (round(bad * (1 - hit)), round(good * false))
        for letter, (hit, false) in checks.THRESHOLDS.items()
    }
    sums = {letter: price * missed + wrong for letter, (missed, wrong) in harm.items()}
    for letter, numbers in harm.items():
        best = sums[letter] <= min(sums.values())
        assert ask(check, const((price, letter, *numbers)), CASE).passed == best
