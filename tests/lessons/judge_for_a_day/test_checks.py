"""The answers to exercise 6: right ones pass, and each plausible wrong one is told what it mixes up."""

import dataclasses
import itertools
import re

import pandas as pd
import pytest

from enclair import load_case
from enclair.case.needs import OtherCaseError
from enclair.checks import ask
from enclair.lessons.judge_for_a_day import judging
from enclair.lessons.judge_for_a_day.checks import (
    ANSWERS,
    BEHIND,
    CHANGES,
    CLAIMS,
    LINES,
    PASSAGES,
    VERDICTS,
    other_votes,
)
from enclair.lessons.judge_for_a_day.judging import follow
from enclair.text import toml
from tests.banks import BankRules
from tests.helpers import CHECKS, read, solution_path

EXERCISE = "06_judge_for_a_day"
CASE = load_case("telegram")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in read(solution_path(EXERCISE))["cells"]}
PAIRS = {claim: (verdict, passages[0]) for claim, (_, _, verdict, passages) in CLAIMS.items()}


def const(value):
    """A learner's function without parameters that gives ``value``."""
    return lambda: value


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

# (check, misconception, answer): what learners really write.
WRONG = [
    ("press_claims", "strasbourg-taken-for-luxembourg", verdict("A", "in the text")),
    ("press_claims", "error-taken-for-exaggeration", verdict("A", "goes further")),
    ("press_claims", "strong-word-taken-for-the-reporters", verdict("B", "goes further")),
    ("press_claims", "strong-word-taken-for-the-reporters", verdict("B", "contradicted")),
    ("press_claims", "one-law-taken-for-all", verdict("C", "in the text")),
    ("press_claims", "further-taken-for-opposite", verdict("C", "contradicted")),
    ("press_claims", "respondent-taken-for-applicant", verdict("D", "in the text")),
    ("press_claims", "error-taken-for-exaggeration", verdict("D", "goes further")),
    ("press_claims", "security-on-one-side-only", verdict("E", "goes further")),
    ("press_claims", "security-on-one-side-only", verdict("E", "contradicted")),
    ("press_claims", "comment-taken-for-judgment", verdict("F", "in the text")),
    ("press_claims", "undecided-taken-for-denied", verdict("F", "contradicted")),
    ("press_claims", "passage-settles-nothing", passage("D", 6)),
    ("press_claims", "passage-for-another-claim", passage("F", 4)),
    ("press_claims", "passage-for-another-claim", pairs(A=("in the text", 3))),
    (
        "press_claims",
        "one-verdict-for-all",
        const({claim: ("goes further", number) for claim, (_, number) in PAIRS.items()}),
    ),
    ("press_claims", "swapped", pairs(B=(4, "in the text"))),
    ("press_claims", "not-a-pair", pairs(B="in the text")),
    ("press_claims", "unknown-claim", pairs(G=("in the text", 1))),
    ("press_claims", "unknown-verdict", verdict("C", "exaggerated")),
    ("press_claims", "unknown-verdict", verdict("C", 7)),
    ("press_claims", "unknown-passage", passage("C", 80)),
    ("press_claims", "unknown-passage", passage("C", "§ 80")),
    ("press_claims", "missing-claim", const({"A": PAIRS["A"], "B": PAIRS["B"]})),
    ("press_claims", "wrong-type", const(list(PAIRS.values()))),
    ("press_claims", "empty-answer", const({})),
    ("share_of_no", "count-not-share", share(lambda no, voted: no)),
    ("share_of_no", "votes-not-noes", lambda votes: votes.groupby("gate").size()),
    ("share_of_no", "share-of-yes", share(lambda no, voted: (voted - no) / voted)),
    ("share_of_no", "share-of-the-whole-class", of_class),
    ("share_of_no", "share-of-all-noes", of_noes),
    ("share_of_no", "no-against-yes", share(lambda no, voted: no / (voted - no))),
    ("share_of_no", "percent-not-share", share(lambda no, voted: 100 * no / voted)),
    ("share_of_no", "gate-without-a-no", without_zero),
    ("share_of_no", "missing-gate", lambda votes: {"law": 1 / 18}),
    ("share_of_no", "unknown-gate", lambda votes: votes.groupby("vote").size()),
    ("share_of_no", "wrong-shares", share(lambda no, voted: 0.5)),
    ("share_of_no", "hard-coded", lambda votes: {gate: SHARES[gate] for gate in votes["gate"]}),
    ("share_of_no", "wrong-type", lambda votes: 0.5),
    ("share_of_no", "wrong-type", share(lambda no, voted: f"{no} of {voted}")),
    ("share_of_no", "answer-raised", lambda votes: votes["votes"]),
    ("hardest_gate", "empty-answer", const(())),
    ("hardest_gate", "count-not-share", const(("suitable", 5))),
    ("hardest_gate", "count-not-share", const(("suitable", 31))),
    ("hardest_gate", "first-no-is-not-a-refusal", const(("interference", 18))),
    ("hardest_gate", "not-the-highest-share", const(("law", 6))),
    ("hardest_gate", "not-the-highest-share", const(("milder", 27))),
    ("hardest_gate", "share-not-in-100", const(("proportionate", 0.5))),
    ("hardest_gate", "count-not-in-100", const(("proportionate", 4))),
    ("hardest_gate", "wrong-number", const(("proportionate", 18))),
    ("hardest_gate", "unknown-gate", const(("5", 50))),
    ("hardest_gate", "wrong-type", const("proportionate")),
    ("hardest_gate", "wrong-type", const(("proportionate", "half"))),
    ("outcome_tips", "outcome-not-whether", lambda t, a, change: follow(t, a | change)),
    ("outcome_tips", "same-not-different", lambda t, a, change: follow(t, a | change) == follow(t, a)),
    ("outcome_tips", "change-not-followed", lambda t, a, change: follow(t, a) != follow(t, dict(a))),
    ("outcome_tips", "answers-compared", lambda t, a, change: a | change != a),
    (
        "outcome_tips",
        "answers-compared",
        lambda t, a, change: any(t[g][o] != t[g][a[g]] for g, o in change.items()),
    ),
    ("outcome_tips", "original-changed", loses_the_original),
    ("outcome_tips", "hard-coded", lambda t, a, change: bool({"interference", "milder"} & set(change))),
    ("outcome_tips", "wrong-outcomes", lambda t, a, change: "milder" in change),
    ("outcome_tips", "wrong-type", lambda t, a, change: 1),
    ("outcome_tips", "wrong-type", lambda t, a: True),
    ("outcome_tips", "answer-raised", lambda t, a, change: t["milder"]["maybe"]),
    ("lines_of_the_change", "change-not-followed", const(list("CDBA"))),
    ("lines_of_the_change", "answers-compared", const(list("CDEF"))),
    ("lines_of_the_change", "every-line-used", const(list("ABCDEF"))),
    ("lines_of_the_change", "used-before-made", const(list("DECA"))),
    ("lines_of_the_change", "missing-line", const(list("CEA"))),
    ("lines_of_the_change", "missing-line", const(list("CDE"))),
    ("lines_of_the_change", "repeated-line", const(list("CCDEA"))),
    ("lines_of_the_change", "unknown-letter", const(list("CDEZ"))),
    ("lines_of_the_change", "letters-together", const(["CDEA"])),
    ("which_changes_tip", "gate-that-is-never-reached", const(["A", "D", "E"])),
    ("which_changes_tip", "other-gate-same-outcome", const(["A", "B", "D"])),
    ("which_changes_tip", "other-gate-same-outcome", const(["C"])),
    ("which_changes_tip", "no-interference-taken-for-refusal", const(["D"])),
    ("which_changes_tip", "deciding-gate-left-out", const(["A"])),
    ("which_changes_tip", "every-change", const(list("ABCDE"))),
    ("which_changes_tip", "repeated-letter", const(["A", "D", "A"])),
    ("which_changes_tip", "unknown-letter", const(["milder"])),
    ("which_changes_tip", "wrong-type", const({"A": True})),
]

SHARES = {gate: no / (yes + no) for gate, (yes, no) in judging.CLASS.items()}

# What a check must not say: the answer.
SECRETS = {
    "press_claims": [r"\b[A-F] is (in the text|contradicted)", r"\b[A-F] goes further", r"passage [1-6]\b"],
    "share_of_no": [r"0\.\d", r"\b\d+ of \d+", "4 of 8"],
    "hardest_gate": ["proportionate", r"\b50\b"],
    "outcome_tips": ["milder", "interference"],
    "lines_of_the_change": [r"\bC, D, E, A\b", r"\bD, C, E, A\b", "C, E"],
    "which_changes_tip": [r"\bA and D\b", r"\bA, D\b", "milder becomes"],
}
# And a sentence for each check that gives it away.
TOLD = {
    "press_claims": "A is contradicted.",
    "share_of_no": "It is 0.5.",
    "hardest_gate": "It is proportionate.",
    "outcome_tips": "milder tips it.",
    "lines_of_the_change": "C, D, E, A",
    "which_changes_tip": "A and D",
}


class TestBank(BankRules):
    exercise, right, wrong, secrets, told = EXERCISE, RIGHT, WRONG, SECRETS, TOLD
    of_telegram = ("press_claims",)
    repeats = ("wrong-type", "answer-raised", "unknown-gate")


def test_every_sentence_of_the_file_is_said_by_some_answer():
    told = toml.tables("enclair.lessons.judge_for_a_day", "checks")
    said = {(name, misconception) for name, misconception, _ in WRONG}
    for name, table in told.items():
        for key in table:
            assert key in ("expected", "answers", "passed", "rule") or (name, key) in said, f"{name}.{key}"


def test_each_wrong_verdict_has_its_idea():
    everything = {(claim, verdict) for claim in CLAIMS for verdict in VERDICTS}
    assert set(BEHIND) == everything - {(claim, row[2]) for claim, row in CLAIMS.items()}
    assert {row[2] for row in CLAIMS.values()} == set(VERDICTS)


def test_the_claims_are_settled_by_rows_of_the_table_and_one_passage_settles_none():
    steps = CASE.judgments.set_index("id")
    assert set(PASSAGES.values()) <= set(steps.index)
    used = {number for *_, passages in CLAIMS.values() for number in passages}
    assert len(set(PASSAGES) - used) == 1
    # The words on which the verdicts rest.
    assert "not a court of the European Union" in steps.loc["podchasov-court", "words_en"]
    assert "he turned to Strasbourg" in steps.loc["podchasov-user", "words_en"]
    assert "criminals could use the weakness" in steps.loc["podchasov-everyone", "words_en"]
    assert "Three things together" in steps.loc["podchasov-decided", "words_en"]
    assert steps.loc["podchasov-not-scanning", "instalment"] == "not-decided"


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    first = CELLS["task-1"]
    assert re.findall(r"^\| ([A-Z]) \|", first, re.MULTILINE) == list(CLAIMS)
    for letter, (claim, url, _, _) in CLAIMS.items():
        assert re.search(rf"^\| {letter} \| {re.escape(claim)} \| \[[^]]+\]\({re.escape(url)}\)", first, re.M)
    names = ", ".join(f'"{identity.removeprefix("podchasov-")}"' for identity in PASSAGES.values())
    assert f"names = [{names}]" in CELLS["passages"]
    for verdict in VERDICTS:
        assert f"| {verdict} | " in CELLS["task-1-rule"]
    for letter, line in LINES.items():
        shown = line.replace("|", r"\|")
        assert f"| {letter} | `{shown}` |" in CELLS["task-3-lines"]
    for letter, (gate, other) in CHANGES.items():
        assert f"| {letter} | {gate} | {other} |" in CELLS["task-3-question"]
    for gate in judging.GATES:
        assert f"`{gate}`" in CELLS["task-2-question"]


def test_the_invented_judge_and_class_of_the_exercise_are_those_of_the_checks():
    space = {"TREE": judging.TREE, "follow": follow}
    exec(CELLS["tree-show"], space)
    assert space["answers"] == ANSWERS
    assert set(judging.told()["outcomes"]) >= {follow(judging.TREE, ANSWERS), "free", "allowed"}
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
    assert other_votes().groupby("gate")["vote"].nunique().min() == 1


def test_the_tree_and_the_rule_of_the_lesson_agree():
    for each in itertools.product(["yes", "no"], repeat=len(judging.GATES)):
        answers = dict(zip(judging.GATES, each, strict=True))
        assert follow(judging.TREE, answers) == judging.rule(answers)[0]


def test_the_three_ways_end_on_the_same_changes():
    from enclair.lessons.judge_for_a_day import Gates

    space = {"follow": follow}
    exec(CELLS["tips-answer"], space)
    by_code, by_lines, by_click = [], [], []
    for letter, (gate, other) in CHANGES.items():
        if space["outcome_tips"](judging.TREE, dict(ANSWERS), {gate: other}):
            by_code.append(letter)
        line = {"follow": follow, "tree": judging.TREE, "answers": dict(ANSWERS), "change": {gate: other}}
        exec("\n".join(LINES[each] for each in "CDEA"), line)
        by_lines += [letter] if line["result"] else []
        view = Gates(
            CASE,
            rulings={f"account/{name}": [answer, "invented"] for name, answer in ANSWERS.items()},
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
