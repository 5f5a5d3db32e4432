"""The answers to exercise 6: right ones pass, and each plausible wrong one is told what it mixes up."""

import dataclasses
import itertools
import re

import pandas as pd
import pytest

from enclair import load_case
from enclair.case.needs import OtherCaseError
from enclair.checks import ask
from enclair.lessons.judge_for_a_day import checks, judging
from enclair.lessons.judge_for_a_day.judging import follow
from tests.banks import BankRules
from tests.helpers import CHECKS, const, read, solution_path

EXERCISE = "06_judge_for_a_day"
CASE = load_case("telegram")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in read(solution_path(EXERCISE))["cells"]}
PAIRS = {claim: (verdict, passages[0]) for claim, (verdict, passages) in checks.CLAIMS.items()}


def pairs(**changed):
    return const(PAIRS | changed)


def verdict(claim, word):
    return const(PAIRS | {claim: (word, PAIRS[claim][1])})


def passage(claim, number):
    return const(PAIRS | {claim: (PAIRS[claim][0], number)})


def share(rule):
    """A learner's function that gives each gate ``rule(votes that say no, all votes)`` of that gate."""

    def given(votes):
        gates = votes.groupby("gate")["vote"]
        return {gate: rule((each == "no").sum(), len(each)) for gate, each in gates}

    return given


def of_noes(votes):
    said_no = votes[votes["vote"] == "no"]
    return said_no["gate"].value_counts() / len(said_no)


def of_class(votes):
    return {
        gate: (each == "no").sum() / votes["pupil"].nunique() for gate, each in votes.groupby("gate")["vote"]
    }


def without_zero(votes):
    return votes[votes["vote"] == "no"].groupby("gate").size() / votes.groupby("gate").size()


def tips_by_hand(tree, answers, change):
    ends = []
    for now in (dict(answers), {**answers, **change}):
        place = next(iter(tree))
        while place in tree:
            place = tree[place][now[place]]
        ends.append(place)
    return len(set(ends)) == 2


def changes_the_original(tree, answers, change):
    before = follow(tree, answers)
    answers.update(change)
    return follow(tree, answers) != before


def loses_the_original(tree, answers, change):
    answers.update(change)
    return follow(tree, answers) != follow(tree, answers)


RIGHT = {
    "press_claims": [
        pairs(),
        const({claim.lower(): [verdict.upper(), f"{number}"] for claim, (verdict, number) in PAIRS.items()}),
        passage("C", 5),
        const(
            {
                f" {claim} ": (f" {'  '.join(verdict.split())} ", number)
                for claim, (verdict, number) in PAIRS.items()
            }
        ),
    ],
    "share_of_no": [
        lambda votes: (votes["vote"] == "no").groupby(votes["gate"]).mean(),
        share(lambda no, voted: no / voted),
        share(lambda no, voted: round(no / voted, 2)),
        lambda votes: {
            f" {g.upper()} ": no for g, no in (votes["vote"] == "no").groupby(votes["gate"]).mean().items()
        },
    ],
    "hardest_gate": [const(("proportionate", 50)), const([" Proportionate ", 50.4])],
    "outcome_tips": [
        changes_the_original,
        lambda tree, answers, change: follow(tree, answers | change) != follow(tree, answers),
        tips_by_hand,
    ],
    "lines_of_the_change": [const(list("CDEA")), const(list("DCEA")), const(("c", "e", "d", "a"))],
    "which_changes_tip": [const(["A", "D"]), const(("d", " a "))],
}

WRONG = {
    "press_claims": [
        ("strasbourg-taken-for-luxembourg", verdict("A", "in the text")),
        ("error-taken-for-exaggeration", verdict("A", "goes further"), verdict("D", "goes further")),
        ("strong-word-taken-for-the-reporters", verdict("B", "goes further"), verdict("B", "contradicted")),
        ("one-law-taken-for-all", verdict("C", "in the text")),
        ("further-taken-for-opposite", verdict("C", "contradicted")),
        ("respondent-taken-for-applicant", verdict("D", "in the text")),
        ("security-on-one-side-only", verdict("E", "goes further"), verdict("E", "contradicted")),
        ("comment-taken-for-judgment", verdict("F", "in the text")),
        ("undecided-taken-for-denied", verdict("F", "contradicted")),
        ("passage-settles-nothing", passage("D", 6)),
        ("passage-for-another-claim", passage("F", 4), pairs(A=("in the text", 3))),
        (
            "one-verdict-for-all",
            const({claim: ("goes further", number) for claim, (_, number) in PAIRS.items()}),
        ),
        ("swapped", pairs(B=(4, "in the text"))),
        ("not-a-pair", pairs(B="in the text")),
        ("unknown-claim", pairs(G=("in the text", 1))),
        ("unknown-verdict", verdict("C", "exaggerated"), verdict("C", 7)),
        ("unknown-passage", passage("C", 80), passage("C", "§ 80")),
        ("missing-claim", const({"A": PAIRS["A"], "B": PAIRS["B"]})),
        ("wrong-type", const(list(PAIRS.values()))),
        ("empty-answer", const({})),
    ],
    "share_of_no": [
        ("count-not-share", share(lambda no, voted: no)),
        ("votes-not-noes", lambda votes: votes.groupby("gate").size()),
        ("share-of-yes", share(lambda no, voted: (voted - no) / voted)),
        ("share-of-the-whole-class", of_class),
        ("share-of-all-noes", of_noes),
        ("no-against-yes", share(lambda no, voted: no / (voted - no))),
        ("percent-not-share", share(lambda no, voted: 100 * no / voted)),
        ("gate-without-a-no", without_zero),
        ("missing-gate", lambda votes: {"law": 1 / 18}),
        ("unknown-gate", lambda votes: votes.groupby("vote").size()),
        ("wrong-shares", share(lambda no, voted: 0.5)),
        ("hard-coded", lambda votes: {gate: SHARES[gate] for gate in votes["gate"]}),
        ("wrong-type", lambda votes: 0.5, share(lambda no, voted: f"{no} of {voted}")),
        ("answer-raised", lambda votes: votes["votes"]),
    ],
    "hardest_gate": [
        ("empty-answer", const(())),
        ("count-not-share", const(("suitable", 5)), const(("suitable", 31))),
        ("first-no-is-not-a-refusal", const(("interference", 18))),
        ("not-the-highest-share", const(("law", 6)), const(("milder", 27))),
        ("share-not-in-100", const(("proportionate", 0.5))),
        ("count-not-in-100", const(("proportionate", 4))),
        ("wrong-number", const(("proportionate", 18))),
        ("unknown-gate", const(("5", 50))),
        ("wrong-type", const("proportionate"), const(("proportionate", "half"))),
    ],
    "outcome_tips": [
        ("outcome-not-whether", lambda t, a, change: follow(t, a | change)),
        ("same-not-different", lambda t, a, change: follow(t, a | change) == follow(t, a)),
        ("change-not-followed", lambda t, a, change: follow(t, a) != follow(t, dict(a))),
        ("answers-compared", lambda t, a, change: a | change != a),
        ("answers-compared", lambda t, a, change: any(t[g][o] != t[g][a[g]] for g, o in change.items())),
        ("original-changed", loses_the_original),
        ("hard-coded", lambda t, a, change: bool({"interference", "milder"} & set(change))),
        ("wrong-outcomes", lambda t, a, change: "milder" in change),
        ("wrong-type", lambda t, a, change: 1, lambda t, a: True),
        ("answer-raised", lambda t, a, change: t["milder"]["maybe"]),
    ],
    "lines_of_the_change": [
        ("change-not-followed", const(list("CDBA"))),
        ("answers-compared", const(list("CDEF"))),
        ("every-line-used", const(list("ABCDEF"))),
        ("used-before-made", const(list("DECA"))),
        ("missing-line", const(list("CEA")), const(list("CDE"))),
        ("repeated-line", const(list("CCDEA"))),
        ("unknown-letter", const(list("CDEZ"))),
        ("letters-together", const(["CDEA"])),
    ],
    "which_changes_tip": [
        ("gate-that-is-never-reached", const(["A", "D", "E"])),
        ("other-gate-same-outcome", const(["A", "B", "D"]), const(["C"])),
        ("no-interference-taken-for-refusal", const(["D"])),
        ("deciding-gate-left-out", const(["A"])),
        ("every-change", const(list("ABCDE"))),
        ("repeated-letter", const(["A", "D", "A"])),
        ("unknown-letter", const(["milder"])),
        ("wrong-type", const({"A": True})),
    ],
}

SHARES = {gate: no / (yes + no) for gate, (yes, no) in judging.CLASS.items()}

SECRETS = {
    "press_claims": (
        "A is contradicted.",
        r"\b[A-F] is (in the text|contradicted)",
        r"\b[A-F] goes further",
        r"passage [1-6]\b",
    ),
    "share_of_no": ("It is 0.5.", r"0\.\d", r"\b\d+ of \d+", "4 of 8"),
    "hardest_gate": ("It is proportionate.", "proportionate", r"\b50\b"),
    "outcome_tips": ("milder tips it.", "milder", "interference"),
    "lines_of_the_change": ("C, D, E, A", r"\bC, D, E, A\b", r"\bD, C, E, A\b", "C, E"),
    "which_changes_tip": ("A and D", r"\bA and D\b", r"\bA, D\b", "milder becomes"),
}


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    of_telegram = ("press_claims",)
    repeats = ("wrong-type", "answer-raised", "unknown-gate")


def test_each_wrong_verdict_has_its_idea():
    everything = {(claim, verdict) for claim in checks.CLAIMS for verdict in checks.VERDICTS}
    assert set(checks.BEHIND) == everything - {(claim, row[0]) for claim, row in checks.CLAIMS.items()}
    assert {row[0] for row in checks.CLAIMS.values()} == set(checks.VERDICTS)


def test_the_claims_are_settled_by_rows_of_the_table_and_one_passage_settles_none():
    steps = CASE.judgments.set_index("id")
    assert set(checks.PASSAGES.values()) <= set(steps.index)
    used = {number for *_, passages in checks.CLAIMS.values() for number in passages}
    assert len(set(checks.PASSAGES) - used) == 1
    # The words on which the verdicts rest.
    assert "not a court of the European Union" in steps.loc["podchasov-court", "words_en"]
    assert "he turned to Strasbourg" in steps.loc["podchasov-user", "words_en"]
    assert "criminals could use the weakness" in steps.loc["podchasov-everyone", "words_en"]
    assert "Three things together" in steps.loc["podchasov-decided", "words_en"]
    assert steps.loc["podchasov-not-scanning", "instalment"] == "not-decided"


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    first = CELLS["task-1"]
    assert re.findall(r"^\| ([A-Z]) \|", first, re.MULTILINE) == list(checks.CLAIMS)
    for letter in checks.CLAIMS:
        assert re.search(rf"^\| {letter} \| [^|]+\. \| \[[^]]+\]\(https://[^)]+\)", first, re.M)
    names = ", ".join(f'"{identity.removeprefix("podchasov-")}"' for identity in checks.PASSAGES.values())
    assert f"names = [{names}]" in CELLS["passages"]
    for verdict in checks.VERDICTS:
        assert f"| {verdict} | " in CELLS["task-1-rule"]
    for letter, line in checks.LINES.items():
        shown = line.replace("|", r"\|")
        assert f"| {letter} | `{shown}` |" in CELLS["task-3-lines"]
    for letter, (gate, other) in checks.CHANGES.items():
        assert f"| {letter} | {gate} | {other} |" in CELLS["task-3-question"]
    for gate in judging.GATES:
        assert f"`{gate}`" in CELLS["task-2-question"]


def test_the_invented_judge_and_class_of_the_exercise_are_those_of_the_checks():
    space = {"TREE": judging.TREE, "follow": follow}
    exec(CELLS["tree-show"], space)
    assert space["answers"] == checks.ANSWERS
    assert set(judging.texts()["outcomes"]) >= {follow(judging.TREE, checks.ANSWERS), "free", "allowed"}
    votes = judging.votes()
    assert f"An **invented** class of {votes['pupil'].nunique()} voted" in CELLS["task-2"]
    assert "invented" in judging.votes.__doc__
    counts = pd.crosstab(votes["gate"], votes["vote"])
    assert {gate: tuple(counts.loc[gate, ["yes", "no"]]) for gate in judging.GATES} == judging.CLASS
    stopped = votes[votes["vote"] == "no"].set_index("pupil")["gate"]
    for pupil, gate in stopped.items():  # who says no stops there
        later = judging.GATES[judging.GATES.index(gate) + 1 :]
        assert not votes[(votes["pupil"] == pupil) & votes["gate"].isin(later)].size
    assert counts["no"].idxmax() != max(SHARES, key=SHARES.get) == "proportionate"
    assert checks.other_votes().groupby("gate")["vote"].nunique().min() == 1


def test_the_tree_and_the_rule_of_the_lesson_agree():
    for each in itertools.product(["yes", "no"], repeat=len(judging.GATES)):
        answers = dict(zip(judging.GATES, each, strict=True))
        assert follow(judging.TREE, answers) == judging.rule(answers)[0]


def test_the_three_ways_end_on_the_same_changes():
    from enclair.lessons.judge_for_a_day import Gates

    space = {"follow": follow}
    exec(CELLS["tips-answer"], space)
    by_code, by_lines, by_click = [], [], []
    for letter, (gate, other) in checks.CHANGES.items():
        if space["outcome_tips"](judging.TREE, dict(checks.ANSWERS), {gate: other}):
            by_code.append(letter)
        line = {
            "follow": follow,
            "tree": judging.TREE,
            "answers": dict(checks.ANSWERS),
            "change": {gate: other},
        }
        exec("\n".join(checks.LINES[each] for each in "CDEA"), line)
        by_lines += [letter] if line["result"] else []
        view = Gates(
            CASE,
            rulings={f"account/{name}": [answer, "invented"] for name, answer in checks.ANSWERS.items()},
            again={f"account/{gate}": other},
        )
        by_click += [letter] if view.outcome("account", after=True)[0] != view.outcome("account")[0] else []
    assert by_code == by_lines == by_click == ["A", "D"]


def test_the_models_of_the_ruling_are_from_both_sides_and_of_two_levels():
    models = re.findall(
        r"\*\*(Refused|Allowed), ([24]) of 4\.\*\*([^\n]*(?:\n(?!\n\*\*)[^\n]*)*)", CELLS["ruling-answer"]
    )
    assert [(side, level) for side, level, _ in models] == [
        ("Refused", "2"),
        ("Refused", "4"),
        ("Allowed", "2"),
        ("Allowed", "4"),
    ]
    lengths = {(side, level): len(words.split()) for side, level, words in models}
    for level in "24":
        pair = [lengths[side, level] for side in ("Refused", "Allowed")]
        assert max(pair) <= 1.2 * min(pair)
    assert all(words.lower().count("dissent") >= 1 for *_, words in models)


def test_the_checks_hold_for_a_case_without_tables():
    """All but the one about passages of a judgment read no table that a case may lack."""

    @dataclasses.dataclass(frozen=True)
    class Bare:
        pass

    for name, answers in RIGHT.items():
        if name != "press_claims":
            assert ask(CHECKS[name], answers[0], Bare()).passed
    bare = dataclasses.replace(CASE, _tables={})
    with pytest.raises(OtherCaseError, match=r"the row judgments\.podchasov-court"):
        ask(CHECKS["press_claims"], RIGHT["press_claims"][0], bare)
