"""The answers to exercise 5: right ones pass, and each plausible wrong one is told what it mixes up."""

import numpy as np
import pandas as pd

from enclair.lessons.traces import Pupils, checks, disclosures, traces
from enclair.lessons.traces.checks import COARSE, POSSIBLE, RULED_OUT, WORDS
from tests.banks import CASE, BankRules, careless, cells, changing, take, with_tables
from tests.helpers import assert_in, const
from tests.numbers import answers

#: French requests met in the last quarter of 2024.
LAST = answers("FRA", "2024Q4")

EXERCISE = "05_traces"
CELLS = cells(EXERCISE)


def quarter(rule):
    """A learner's function that applies ``rule`` to the two numbers of a kind, nine months first."""
    return lambda nine_months, year: tuple(rule(*pair) for pair in zip(nine_months, year, strict=True))


def sizes(rows, *by):
    return rows.groupby(list(by) or ["birth", "home"]).size()


def drawing(kind, twin="", **labels):
    """A learner's function that draws the quarters; without a ``twin`` it says all their numbers."""

    def draw(quarters):
        said = ", ".join(f"{name}: {count}" for name, count in quarters.itertuples(index=False))
        drawn = quarters.plot(kind=kind, x="period_label", y="requests_fulfilled", **labels)
        return drawn, twin or said

    return draw


WORD = {"A": POSSIBLE, "B": POSSIBLE, "C": RULED_OUT, "D": POSSIBLE, "E": POSSIBLE, "F": RULED_OUT}
REPORT = {letter: word for letter, (word, _) in checks.QUESTIONS.items()}
words, report = changing(WORD), changing(REPORT)

RIGHT = {
    "last_quarter": [
        quarter(lambda first, year: year - first),
        lambda nine_months, year: [year[0] - nine_months[0], float(year[1] - nine_months[1])],
        lambda nine_months, year: np.array(year) - nine_months,
        lambda nine_months, year: pd.Series(year) - pd.Series(nine_months),
    ],
    "users_per_request": [lambda requests, users: users / requests, lambda n, users: round(users / n, 1)],
    "ruled_out": [words(), careless(WORD)],
    "smallest_year": [lambda rows: sizes(rows, "birth").min(), lambda rows: int(sizes(rows, "birth").min())],
    "smallest_group": [
        lambda rows: int(sizes(rows).min()),
        lambda rows: rows[["birth", "home"]].value_counts().min(),
        lambda rows: sizes(rows).sort_values().iloc[0],
        lambda rows: rows.groupby(["birth", "home"]).count().min(),
    ],
    "lines_of_the_groups": [const(list("CGDBE")), const(("c", "g", "d", "b", "e"))],
    "hidden_among": [const((4, 5)), const([4.0, 5])],
    "what_the_report_tells": [report(), careless(REPORT)],
    "draw_quarters": [
        drawing("bar", title="France", ylabel="requests"),
        drawing("barh", title="France", xlabel="requests"),
    ],
}

WRONG = {
    "last_quarter": [
        ("other-way-round", quarter(lambda first, year: first - year)),
        ("added", quarter(lambda first, year: first + year)),
        ("year-not-quarter", lambda nine_months, year: year),
        ("nine-months-not-quarter", lambda nine_months, year: nine_months),
        ("users-of-the-year", lambda nine_months, year: (year[0] - nine_months[0], year[1])),
        ("year-cut-in-four", quarter(lambda first, year: year / 4), quarter(lambda first, year: year // 4)),
        ("rest-cut-in-three", quarter(lambda first, year: (year - first) / 3)),
        ("swapped", lambda first, year: (year[1] - first[1], year[0] - first[0])),
        ("one-number", lambda nine_months, year: year[0] - nine_months[0]),
        ("wrong-numbers", quarter(lambda first, year: year - first + 1)),
        ("hard-coded", lambda first, year: (886, 2145), lambda first, year: (year[0] - first[0], 2145)),
        ("text-not-number", lambda nine_months, year: ("886", "2145")),
        ("wrong-type", lambda nine_months, year: (*nine_months, *year)),
    ],
    "users_per_request": [
        ("other-way-round", lambda requests, users: requests / users),
        ("difference-not-ratio", lambda requests, users: users - requests),
        ("multiplied", lambda requests, users: users * requests),
        ("per-cent", lambda requests, users: 100 * users / requests),
        ("decimals-cut-off", lambda requests, users: users // requests),
        ("rounded-too-far", lambda requests, users: round(users / requests)),
        ("wrong-number", lambda requests, users: users),
        ("hard-coded", lambda requests, users: float("nan"), lambda requests, users: 10**400),
        ("hard-coded", lambda requests, users: 7.7, lambda requests, users: 108 / requests),
        ("text-not-number", lambda requests, users: "7.7"),
        ("wrong-type", lambda requests, users: True),
    ],
    "ruled_out": [
        ("after-means-because", const(dict.fromkeys(WORD, RULED_OUT) | {"A": POSSIBLE})),
        ("everything-fits", const(dict.fromkeys(WORD, POSSIBLE))),
        ("nothing-fits", const(dict.fromkeys(WORD, RULED_OUT))),
        ("no-proof-is-disproof", words(A=RULED_OUT)),
        ("one-cause-is-enough", words(B=RULED_OUT)),
        ("ratio-not-read", words(C=POSSIBLE)),
        ("met-taken-for-sent", words(D=RULED_OUT)),
        ("row-taken-for-the-day", words(E=RULED_OUT)),
        ("border-not-looked-at", words(F=POSSIBLE)),
        ("unknown-letter", words(G=POSSIBLE)),
        ("unknown-word", words(A="true")),
        ("missing-letter", const({"A": POSSIBLE, "C": RULED_OUT})),
    ],
    "smallest_year": [
        ("unchanged", lambda rows: sizes(rows, "home").max()),
        ("only-the-column", lambda rows: sizes(rows, "birth").max()),
        ("only-the-end", lambda rows: sizes(rows, "home").min()),
        ("number-of-groups", lambda rows: len(sizes(rows, "birth"))),
        ("other-result", lambda rows: sizes(rows, "birth").min() + rows["home"].nunique()),
        ("year-not-size", lambda rows: int(sizes(rows, "birth").idxmin()[:4])),
        ("wrong-column", lambda rows: sizes(rows, "answer").min(), lambda rows: sizes(rows).min()),
        ("earliest-year", lambda rows: int(rows["birth"].min()[:4])),
        ("hard-coded", lambda rows: 29),
    ],
    "smallest_group": [
        ("not-one-number", sizes, lambda rows: int(sizes(rows))),
        ("rows-not-counted", lambda rows: rows.groupby(["birth", "home"]).max()),
        ("rows-not-counted", lambda rows: rows.groupby(["birth", "home"]).min().min()),
        ("answer-alone", lambda rows: sizes(rows, "answer").min()),
        ("groups-counted", lambda rows: len(sizes(rows))),
        ("largest-group", lambda rows: sizes(rows).max()),
        ("mean-group", lambda rows: sizes(rows).mean()),
        ("answer-is-no-hint", lambda rows: sizes(rows, "birth", "home", "answer").min()),
        ("birth-alone", lambda rows: sizes(rows, "birth").min()),
        ("home-alone", lambda rows: sizes(rows, "home").min()),
        ("rows-counted", len),
        ("doubles-not-people", lambda rows: sizes(rows).min() - 1),
        ("people-without-a-double", lambda rows: (sizes(rows) == 1).sum()),
        ("wrong-number", lambda rows: sizes(rows).max() + 1),
        ("hard-coded", lambda rows: 7, lambda rows: 4, lambda rows: sizes(traces.survey()).min()),
        ("empty-groups", lambda rows: pd.crosstab(rows["birth"], rows["home"]).min().min()),
    ],
    "lines_of_the_groups": [("answer-is-no-hint", const([*"CADBE"])), ("groups-counted", const([*"CGDFE"]))],
    "hidden_among": [
        ("k-hides-answers", const((4, 0))),
        ("groups-not-pupils", const((4, 1))),
        ("smallest-taken-for-known", const((4, 4))),
        ("everybody-known", const((4, 120))),
        ("wrong-known", const((4, 10))),
        ("groups-counted", const((12, 5))),
        ("cell-not-row", const((1, 120)), const((1, 5))),
        ("doubles-not-people", const((3, 5))),
        ("wrong-k", const((10, 5))),
        ("swapped", const((5, 4))),
        ("blank-part", const((4, None))),
        ("wrong-type", const((4, "five")), const(4)),
    ],
    "what_the_report_tells": [
        ("met-taken-for-share", report(B="told")),
        ("list-taken-for-the-world", report(C="told")),
        ("count-taken-for-content", report(D="told")),
        ("own-count-is-proof", report(F="told")),
        ("a-doubt-about-everything", report(A="nobody checked")),
        ("same-country-not-seen", report(E="countries missing")),
        ("the-report-tells-all", const(dict.fromkeys(REPORT, "told"))),
        ("the-report-tells-nothing", report(A="nobody checked", E="nobody checked")),
        ("unknown-letter", report(G="told")),
        ("unknown-word", report(A="yes")),
        ("missing-letter", const({"A": "told"})),
    ],
    "draw_quarters": [
        ("no-label", drawing("bar", title="France")),
        ("twin-lacks", drawing("bar", "It rose.", title="France", ylabel="met")),
    ],
}

SECRETS = {
    "last_quarter": ("It is 2,145 users.", r"\b886\b", r"\b2[,.\s]?145\b"),
    "users_per_request": ("They are 7.7.", r"\b7[.,]7", r"\b2[.,]4\b"),
    "ruled_out": ("C is ruled out.", rf"\b[A-F]\b[^.]*\b({POSSIBLE}|{RULED_OUT}|écartée)\b", r"\bC\b.*\bF\b"),
    "smallest_year": ("It is 29.", r"\b29\b", r"min\("),
    "smallest_group": ("k is 4.", r"\b4\b", r"\bfour\b", r"\bquatre\b"),
    "lines_of_the_groups": ("C, G, D, B, E", r"\b[BCDEG](\W+[BCDEG]\b){4}"),
    "hidden_among": ("It is five pupils.", r"\b[45]\b", r"\b(four|five|quatre|cinq)\b"),
    "what_the_report_tells": ("B has its refusals missing.", rf"\b({'|'.join(WORDS)})\b"),
    "draw_quarters": (f"It is {LAST}.", rf"\b{LAST}\b"),
}

OWN = {("smallest_group", "a whole table"): "rows-not-counted"}

WRONG_LINES = {
    "quarter-answer": ("return year[0] - nine_months[0], year[1]", "users-of-the-year"),
    "ratio-answer": ("return requests / users", "other-way-round"),
    "k-answer": ('return rows.groupby(["birth", "home", "answer"]).size().min()', "answer-is-no-hint"),
    "year-answer": ('return int(rows.groupby("birth").size().max())', "only-the-column"),
    "chart-answer": (
        'return quarters.plot.bar(x="period_label", ylabel="requests"), quarters.to_string()',
        "no-title",
    ),
}
WAYS = ("year-check", "chart-check", "k-check", "lines-check", "hidden-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets, own = EXERCISE, RIGHT, WRONG, SECRETS, OWN
    repeats = ("wrong-type",)


def test_a_function_that_stops_on_other_numbers_is_told_so():
    once = iter([True])
    feedback = take("users_per_request", lambda requests, users: next(once) and users / requests)
    assert feedback.note == "raised-on-other-table"


def test_the_reference_follows_the_case():
    """In another case, other numbers are right: none is written into the check."""
    rows = CASE.disclosures
    here = rows["country_iso3"] == checks.COUNTRY
    nine, year = (here & (rows["period_label"] == period) for period in ("2024Q1-Q3", "2024"))
    rows.loc[nine, ["requests_fulfilled", "users_affected"]] = [90, 90]
    rows.loc[year, ["requests_fulfilled", "users_affected"]] = [100, 400]
    assert take("last_quarter", RIGHT["last_quarter"][0], case=with_tables(disclosures=rows)).passed


def test_the_numbers_of_the_united_states_are_those_of_the_exercise():
    usa = disclosures.last_quarter(CASE.disclosures, checks.COUNTRY)
    assert f"last_quarter({usa.nine_months}, {usa.year})" in CELLS["ratio-show"]
    assert f"such as {usa.nine_months}" in CELLS["quarter-answer"]
    assert (usa.requests, usa.users) == (886, 2145)
    inside = CASE.disclosures.set_index("country_iso3").loc[[checks.COUNTRY], "eu_member"]
    # So C is ruled out (no more requests a month, each with more users), and F (only in the Union).
    requests, users = usa.nine_months
    assert usa.requests / 3 > requests / 9
    assert usa.users / usa.requests < users / requests
    assert not inside.any()


def test_what_the_exercise_says_of_the_report_is_so():
    told = disclosures.answers(CASE.disclosures)
    assert told["requests_made"].isna().all()  # refusals missing
    assert told["period_label"].value_counts()["2024Q1-Q3"] > told["period_label"].value_counts()["2025"]
    assert not [name for name in told.columns if "kind_of_data" in name or "offence" in name]
    quarters = disclosures.quarters(CASE.disclosures).set_index("quarter")["requests"]
    before, after = (quarters[quarters.index.str.startswith(year)].sum() for year in ("2024", "2025"))
    assert after > before
    police = CASE.disclosures.query("country_iso3 == 'DEU' and data_kind == 'authority'").iloc[0]
    said = f"sent {police['requests_made']} requests and got data in {police['requests_fulfilled']} cases"
    assert said in CELLS["needed-answer"]


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    assert_in(CELLS["task-3-question"], *(f"- `{word}`: " for word in WORDS))
    assert_in(CELLS["task-1-question"], f"**{POSSIBLE}**", "**rule out**")
    assert f"birth={COARSE[0]}, home={COARSE[1]}" in CELLS["survey"]
    births, homes = (Pupils().page_sentences[name] for name in ("births", "homes"))
    assert (births[COARSE[0]], homes[COARSE[1]]) == ("year", "district")
    assert [len(births), len(homes)] == [len(steps) for steps in traces.STEPS.values()]


def test_the_lines_and_the_bars_end_on_the_same_k():
    space = {"traces": traces, "survey": traces.survey()}
    exec("\n".join(checks.LINES[letter] for letter in "CGDBE"), space)
    shown = Pupils().states["{} {}".format(*COARSE)]["told"]
    assert space["result"] == shown["k"] == 4
    assert shown["revealed"] == 5
