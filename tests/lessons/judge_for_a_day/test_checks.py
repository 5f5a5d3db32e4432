"""The answers to exercise 6: right ones pass, and each plausible wrong one is told what it mixes up."""

import itertools
import re

import pandas as pd

from enclair.lessons.judge_for_a_day import checks, judging
from enclair.lessons.judge_for_a_day.judging import TREE, follow
from tests.banks import CASE, BankRules, asked, cells, changing, changing_parts
from tests.helpers import assert_in, const

EXERCISE = "06_judge_for_a_day"
CELLS = cells(EXERCISE)
PAIRS = {claim: (verdict, passages[0]) for claim, (verdict, passages, _) in checks.CLAIMS.items()}
pairs = changing(PAIRS)
verdict, passage = changing_parts(PAIRS)


def share(rule):
    """A learner's function that gives each gate ``rule(votes that say no, all votes)`` of that gate."""

    def by_gate(votes):
        gates = votes.groupby("gate")["vote"]
        return {gate: rule((said == "no").sum(), len(said)) for gate, said in gates}

    return by_gate


def noes(votes):
    return votes[votes["vote"] == "no"].groupby("gate").size()


def mean(votes):
    return (votes["vote"] == "no").groupby(votes["gate"]).mean()


def changes_the_original(tree, answers, change):
    before = follow(tree, answers)
    answers.update(change)
    return follow(tree, answers) != before


def loses_the_original(tree, answers, change):
    answers.update(change)
    return follow(tree, answers) != follow(tree, answers)


SHARES = checks._shares(judging.votes())


def in_words(shares):
    return ", ".join(f"{name} {share:.2f}" for name, share in shares.items())


RIGHT = {
    "press_claims": [
        pairs(),
        const({claim.lower(): [verdict.upper(), f"{number}"] for claim, (verdict, number) in PAIRS.items()}),
        passage("C", 6),
        pairs(B=("  in the  text", 4)),
    ],
    "share_refused": [lambda v: (v["vote"] == "no").mean(), lambda v: sum(v["vote"] == "no") / len(v)],
    "share_of_no": [
        mean,
        share(lambda no, voted: no / voted),
        share(lambda no, voted: round(no / voted, 2)),
        lambda votes: {f" {gate.upper()} ": no for gate, no in mean(votes).items()},
    ],
    "draw_shares": [
        lambda shares: (shares.plot.barh(title="No", xlabel="share"), in_words(shares)),
        lambda shares: [shares.sort_values().plot.bar(title="No", ylabel="share"), in_words(shares)],
    ],
    "hardest_gate": [const(("proportionate", 50)), const([" Proportionate ", 50.4])],
    "outcome_tips": [changes_the_original, lambda t, a, change: follow(t, a | change) != follow(t, a)],
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
        ("passage-settles-nothing", passage("D", 7)),
        ("passage-only-near", passage("B", 5), pairs(B=("goes further", 5))),
        ("passage-for-another-claim", passage("F", 5), pairs(A=("in the text", 3))),
        ("one-verdict-for-all", const({claim: ("goes further", n) for claim, (_, n) in PAIRS.items()})),
        ("swapped", pairs(B=(4, "in the text"))),
        ("not-a-pair", pairs(B="in the text")),
        ("unknown-claim", pairs(G=("in the text", 1))),
        ("unknown-verdict", verdict("C", "exaggerated"), verdict("C", 7)),
        ("unknown-passage", passage("C", 80), passage("C", "§ 80")),
        ("missing-claim", const({"A": PAIRS["A"], "B": PAIRS["B"]})),
    ],
    "share_refused": [
        ("unchanged", lambda votes: (votes["vote"] == "no").sum()),
        ("in-100", lambda votes: 100 * (votes["vote"] == "no").mean()),
        ("share-of-yes", lambda votes: (votes["vote"] == "yes").mean()),
        ("all-votes", len),
        ("no-against-yes", lambda votes: (votes["vote"] == "no").sum() / (votes["vote"] == "yes").sum()),
        ("other-result", lambda votes: 1 / len(votes)),
        ("hard-coded", lambda votes: 18 / 92),
        ("of-the-pupils", lambda votes: (votes["vote"] == "no").sum() / 22),
        ("rounded", lambda votes: round((votes["vote"] == "no").mean(), 2)),
    ],
    "share_of_no": [
        ("count-not-share", share(lambda no, voted: no)),
        ("votes-not-noes", lambda votes: votes.groupby("gate").size()),
        ("share-of-yes", share(lambda no, voted: (voted - no) / voted)),
        ("share-of-the-whole-class", lambda votes: share(lambda no, _: no / votes["pupil"].nunique())(votes)),
        ("share-of-all-noes", lambda votes: noes(votes) / noes(votes).sum()),
        ("no-against-yes", share(lambda no, voted: no / (voted - no))),
        ("percent-not-share", share(lambda no, voted: 100 * no / voted)),
        ("gate-without-a-no", lambda votes: noes(votes) / votes.groupby("gate").size()),
        ("missing-gate", lambda votes: {"law": 1 / 18}),
        ("unknown-gate", lambda votes: votes.groupby("vote").size()),
        ("wrong-shares", share(lambda no, voted: 0.5)),
        ("hard-coded", lambda votes: {gate: SHARES[gate] for gate in votes["gate"]}),
        ("wrong-type", lambda votes: 0.5, share(lambda no, voted: f"{no} of {voted}")),
    ],
    "draw_shares": [
        ("no-title", lambda shares: (shares.plot.barh(xlabel="share"), in_words(shares))),
        ("no-twin", lambda shares: shares.plot.barh(title="No", xlabel="share")),
        ("bars-asked-for", lambda shares: (shares.plot(title="No", ylabel="share"), in_words(shares))),
        ("other-count", lambda shares: (shares.head(2).plot.barh(title="Two"), in_words(shares))),
        ("hard-coded", lambda _: (pd.Series(SHARES).plot.barh(title="No", xlabel="share"), in_words(SHARES))),
    ],
    "hardest_gate": [
        ("count-not-share", const(("suitable", 5)), const(("4a. Necessary: does it help?", 31))),
        ("first-no-is-not-a-refusal", const(("interference", 18))),
        ("not-the-highest-share", const(("Basis in law", 6)), const(("milder", 27))),
        ("share-not-in-100", const(("proportionate", 0.5))),
        ("count-not-in-100", const(("proportionate", 4))),
        ("wrong-number", const(("proportionate", 18))),
        ("unknown-gate", const(("5", 50))),
        ("wrong-type", const("proportionate"), const(("proportionate", "half"))),
    ],
    "outcome_tips": [
        ("change-followed-alone", lambda t, a, change: follow(t, a) != follow(t, change)),
        ("tree-of-the-exercise", lambda t, a, change: follow(TREE, a) != follow(TREE, a | change)),
        ("outcome-not-whether", lambda t, a, change: follow(t, a | change)),
        ("same-not-different", lambda t, a, change: follow(t, a | change) == follow(t, a)),
        ("change-not-followed", lambda t, a, change: follow(t, a) != follow(t, change | a)),
        ("change-joined-to-outcome", lambda t, a, change: follow(t, a) | change != follow(t, a)),
        ("answers-compared", lambda t, a, change: a | change != a),
        ("answers-compared", lambda t, a, change: any(t[g][o] != t[g][a[g]] for g, o in change.items())),
        ("original-changed", loses_the_original),
        ("hard-coded", lambda t, a, change: bool({"interference", "milder"} & set(change))),
        ("wrong-outcomes", lambda t, a, change: "milder" in change),
        ("wrong-type", lambda t, a, change: 1, lambda t, a: True),
    ],
    "lines_of_the_change": [
        ("change-not-followed", const(list("CDBA"))),
        ("answers-compared", const(list("CDEF"))),
        ("every-line-used", const(list("ABCDEF"))),
        ("used-before-made", const(list("DECA"))),
        ("missing-line", const(list("CEA")), const(list("CDE"))),
        ("unknown-letter", const(list("CDEZ"))),
    ],
    "which_changes_tip": [
        ("gate-that-is-never-reached", const(["A", "D", "E"])),
        ("other-gate-same-outcome", const(["A", "B", "D"]), const(["C"])),
        ("no-interference-taken-for-refusal", const(["D"])),
        ("deciding-gate-left-out", const(["A"])),
        ("every-change", const(list("ABCDE"))),
        ("repeated-letter", const(["A", "D", "A"])),
        ("set-not-list", const({"A", "D"})),
        ("unknown-letter", const(["milder"])),
        ("wrong-type", const({"A": True})),
    ],
}

SECRETS = {
    "press_claims": (
        "A is contradicted.",
        r"\b[A-F] is (in the text|contradicted)",
        r"\b[A-F] goes further",
        r"passage [1-7]\b",
    ),
    "share_refused": ("It is 0.2.", r"0[.,]\d", r"mean\("),
    "share_of_no": ("It is 0.5.", r"0\.\d", r"\b\d+ of \d+", "4 of 8"),
    "draw_shares": ("It is 0.5.", r"0[.,]\d"),
    "hardest_gate": ("It is proportionate.", "proportionate", r"\b50\b"),
    "outcome_tips": ("milder tips it.", "milder", "interference"),
    "lines_of_the_change": ("C, D, E, A", r"\bC, D, E, A\b", r"\bD, C, E, A\b", "C, E"),
    "which_changes_tip": ("A and D", r"\bA and D\b", r"\bA, D\b", "milder becomes"),
}

WRONG_LINES = {
    "chart-answer": ('return shares.plot.barh(title="No", xlabel="share")', "no-twin"),
    "share-answer": ('return votes[votes["vote"] == "no"].groupby("gate").size()', "count-not-share"),
    "tips-answer": ("return follow(tree, answers | change)", "outcome-not-whether"),
    "refused-answer": ('return 100 * (votes["vote"] == "no").mean()', "in-100"),
}
WAYS = ("refused-check", "chart-check", "tips-check", "lines-check", "changes-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    repeats = ("wrong-type", "answer-raised", "unknown-gate")
    sides = ("Refused", "Allowed")


def test_the_claims_are_settled_by_rows_of_the_table_and_one_passage_settles_none():
    steps = CASE.judgments.set_index("id")
    used = {number for _, passages, _ in checks.CLAIMS.values() for number in passages}
    assert len(set(checks.PASSAGES) - used) == 1
    # The words on which the verdicts rest.
    for row, words in {
        "podchasov-court": "not a court of the European Union",
        "podchasov-user": "he turned to Strasbourg",
        "podchasov-everyone": "criminals could use the weakness",
        "podchasov-aim": "finds it not proportionate",
        "podchasov-decided": "Three things together",
        "podchasov-not-scanning": "the Court did not have them before it",
    }.items():
        assert words in steps.loc[row, "words_en"]
    assert steps.loc["podchasov-not-scanning", "instalment"] == "not-decided"
    # Claim B has the word of its passage, in both languages.
    assert_in(asked(EXERCISE, "press_claims")["B"], "not proportionate")
    assert "disproportionnée" in steps.loc["podchasov-aim", "words_fr"]


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    read_there = re.findall(r"^- ([A-Z]): \[[^]]+\]\(https://[^)]+\)", CELLS["task-1-rule"], re.MULTILINE)
    assert [*asked(EXERCISE, "press_claims")] == read_there == [*checks.CLAIMS]
    names = ", ".join(f'"{identity.removeprefix("podchasov-")}"' for identity in checks.PASSAGES.values())
    assert f"names = [{names}]" in CELLS["passages"]
    assert_in(CELLS["task-1-rule"], *(f"| {verdict} | " for verdict in checks.VERDICTS))
    names = {gate: entry["name"].lower() for gate, entry in judging.gates("en").items()}
    changes = {letter: f"{names[gate]} → {other}" for letter, (gate, other, _) in checks.CHANGES.items()}
    assert asked(EXERCISE, "which_changes_tip") == changes


def test_the_invented_judge_and_class_of_the_exercise_are_those_of_the_checks():
    space = {"TREE": TREE, "follow": follow}
    exec(CELLS["tree-show"], space)
    assert space["answers"] == checks.ANSWERS
    assert f"the outcome was `{follow(TREE, checks.ANSWERS)}`" in CELLS["task-3"]
    votes = judging.votes()
    assert f"An **invented** class of {votes['pupil'].nunique()} voted" in CELLS["task-2"]
    counts = pd.crosstab(votes["gate"], votes["vote"])
    assert {gate: tuple(counts.loc[gate, ["yes", "no"]]) for gate in judging.GATES} == judging.CLASS
    # Who says no stops there.
    assert (votes.groupby("pupil")["vote"].apply(list).map(lambda row: "no" in row[:-1])).sum() == 0


def test_the_tree_and_the_rule_of_the_lesson_agree():
    for yes_or_no in itertools.product(["yes", "no"], repeat=len(judging.GATES)):
        answers = dict(zip(judging.GATES, yes_or_no, strict=True))
        assert follow(TREE, answers) == judging.rule(answers)[0]


def test_the_lines_and_the_gates_end_on_the_same_changes():
    for letter, (gate, other, _) in checks.CHANGES.items():
        space = {"follow": follow, "tree": TREE, "answers": dict(checks.ANSWERS), "change": {gate: other}}
        exec("\n".join(checks.LINES[line] for line in "CDEA"), space)
        clicked = judging.rule(checks.ANSWERS | {gate: other})[0] != judging.rule(checks.ANSWERS)[0]
        assert space["result"] == clicked == (letter in "AD")
