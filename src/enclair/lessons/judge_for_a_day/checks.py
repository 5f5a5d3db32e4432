"""The checks of exercise 6, "Judge for a day": sentences in ``[checks]`` of ``*.toml``.

Functions that take votes or a tree are tried on others, too. What the tables cannot know stands below: which
passage tells whether what the press said is so. No check judges a ruling: those are for people.
"""

from collections.abc import Mapping, Sequence
from math import isclose, isnan, nan
from typing import Any

import numpy as np
import pandas as pd

from enclair.case.model import Case
from enclair.checks.answers import Task, expect, expect_parts, is_number, judge
from enclair.checks.change import expect_change
from enclair.checks.drawing import expect_drawing
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer, fold_text, short
from enclair.checks.puzzle import Part, expect_rows, letters_of, puzzle, rows_of
from enclair.lessons.judge_for_a_day import judging
from enclair.text.locale import current_locale, tables

# ---------------------------------------------------------------- 1. what the press said

#: The passages by their numbers on the page.
PASSAGES = dict(enumerate(tables(__package__, "checks", "en")["press_claims"]["passages"], 1))
VERDICTS = ("in the text", "goes further", "contradicted")
#: What the press said, by its letter: the verdict, the passages that settle it, and those that come near.
CLAIMS = rows_of(__package__, "press_claims", "claims")


def press_claims(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check verdict and passage of six claims: a function that gives a dictionary of pairs."""
    parts = Part("unknown-verdict", VERDICTS), Part("unknown-passage", PASSAGES)
    verdicts = expect_rows(answer, feedback, CLAIMS, "claim", *parts)
    if len({verdict for verdict, _ in verdicts.values()}) == 1:
        raise IncorrectAnswer("one-verdict-for-all")
    for claim, (right, passages, near) in CLAIMS.items():
        verdict, passage = verdicts[claim]
        if passage in near:
            raise IncorrectAnswer("passage-only-near", claim)
        if passage not in passages:
            settles = any(passage in others for _, others, _ in CLAIMS.values())
            note = "passage-for-another-claim" if settles else "passage-settles-nothing"
            raise IncorrectAnswer(note, claim)
        if verdict != right:
            raise IncorrectAnswer(feedback.behind(claim, verdict), claim)


# ---------------------------------------------------------------- 2. the votes of a class


def other_votes() -> pd.DataFrame:
    """Return the votes of another class, with a gate at which nobody says no and one with few votes."""
    counts = {"interference": (30, 0), "law": (21, 9), "aim": (20, 1), "proportionate": (1, 2)}
    rows = [
        (f"pupil {place}", gate, vote)
        for gate, (yes, no) in counts.items()
        for vote, many in (("no", no), ("yes", yes))
        for place in range(many)
    ]
    return pd.DataFrame(rows, columns=["pupil", "gate", "vote"])


CLASSES = [{"votes": judging.votes()}, {"votes": other_votes()}]


def _shares(votes: pd.DataFrame) -> dict[str, float]:
    """Return the share of no among the votes of each gate."""
    said_no = votes["vote"] == "no"
    return {str(gate): float(share) for gate, share in said_no.groupby(votes["gate"]).mean().items()}


def share_refused(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: which share of all votes was a no."""

    def share(votes: pd.DataFrame) -> float:
        return float((votes["vote"] == "no").mean())

    return expect_change(
        answer,
        feedback,
        CLASSES,
        start=lambda votes: (votes["vote"] == "no").sum(),
        right=share,
        slips=lambda votes: {
            "in-100": 100 * share(votes),
            "share-of-yes": 1 - share(votes),
            "no-against-yes": share(votes) / (1 - share(votes)),
            "of-the-pupils": (votes["vote"] == "no").sum() / votes["pupil"].nunique(),
            "all-votes": len(votes),
        },
    )


def share_of_no(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the share of no at each gate: a function of votes."""

    def slips(votes: pd.DataFrame) -> dict[str, object]:
        right, pupils = _shares(votes), votes["pupil"].nunique()
        votes_of = votes.groupby("gate").size().to_dict()
        noes = {gate: round(share * votes_of[gate]) for gate, share in right.items()}

        def missing(shares: Answer, some: bool) -> str:
            gates = _by_gate(shares)
            lacking = [gate for gate in right if isnan(gates.get(gate, nan))]
            return lacking[0] if lacking and some == any(map(noes.get, lacking)) else ""

        return {
            "unknown-gate": lambda shares: next((gate for gate in _by_gate(shares) if gate not in right), ""),
            "missing-gate": lambda shares: missing(shares, some=True),
            "gate-without-a-no": lambda shares: missing(shares, some=False),
            "count-not-share": noes,
            "votes-not-noes": votes_of,
            "share-of-yes": {gate: 1 - share for gate, share in right.items()},
            "share-of-the-whole-class": {gate: no / pupils for gate, no in noes.items()},
            "share-of-all-noes": {gate: no / max(1, sum(noes.values())) for gate, no in noes.items()},
            "no-against-yes": {gate: no / max(1, votes_of[gate] - no) for gate, no in noes.items()},
            "percent-not-share": {gate: 100 * share for gate, share in right.items()},
        }

    def same(shares: Answer, result: Mapping[str, float]) -> bool:
        gates = _by_gate(shares)
        return gates.keys() == result.keys() and all(
            isclose(gates[gate], share, abs_tol=0.006, rel_tol=0.006) for gate, share in result.items()
        )

    return Task(_shares, ["wrong-shares"], CLASSES, _are_shares, same, slips).feedback(answer, feedback)


def _by_gate(shares: Answer) -> dict[str, float]:
    return {short(gate).lower(): float(share) for gate, share in shares.items()}


def _are_shares(value: Answer) -> bool:
    def is_share(share: object) -> bool:
        return is_number(share) or (isinstance(share, float) and isnan(share))  # one that is missing

    return isinstance(value, dict | pd.Series) and all(is_share(share) for _, share in value.items())


def draw_shares(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check the figure of these shares and its text twin: a function that gives both."""

    def give(numbers: Mapping[str, float]) -> dict[str, "pd.Series[float]"]:
        return {"shares": pd.Series(numbers, name="vote").rename_axis("gate")}

    # Gates have an order of their own, and any other is as good.
    if expect_drawing(answer, feedback, give, _shares(judging.votes())).kind != "bars":
        raise IncorrectAnswer("bars-asked-for")


def hardest_gate(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check where those who voted said no most readily: a function that gives a gate and a number in 100."""
    pair = expect_parts(answer, feedback, 2, lambda pair: isinstance(pair[0], str) and is_number(pair[1]))
    # The picture and the form call gates by their names, the picture with their numbers.
    called = {
        fold_text(name): gate
        for lang in ("en", current_locale())
        for gate, words in judging.gates(lang).items()
        for name in (words["name"], f"{words['number']}. {words['name']}")
    }
    gate = fold_text(pair[0])
    gate, votes = called.get(gate, gate), judging.votes()
    shares, counts = _shares(votes), pd.crosstab(votes["gate"], votes["vote"])["no"]
    if gate not in shares:
        raise IncorrectAnswer("unknown-gate", pair[0])
    highest = max(shares, key=shares.__getitem__)
    slips = {
        "count-not-share": (counts.idxmax(), ...),
        "first-no-is-not-a-refusal": (judging.GATES[0], ...),
        "share-not-in-100": (highest, shares[highest]),
        "count-not-in-100": (highest, counts[highest]),
    }
    right, other = (highest, 100 * shares[highest]), ["not-the-highest-share", "wrong-number"]
    judge((gate, float(pair[1])), right, slips, other, _same_gate_or_share, gate)


def _same_gate_or_share(value: str | float, result: str | float) -> bool:
    """Return whether a gate, a share or one in 100 is as close as its rounding allows."""
    if isinstance(value, str) or isinstance(result, str):
        return value == result
    return isclose(value, result, abs_tol=0.6 if result > 1 else 0.006)


# ---------------------------------------------------------------- 3. a tree, and one answer changed

#: The answers of an invented judge: one no, at a late gate.
ANSWERS: Mapping[str, str] = {gate: "no" if gate == "milder" else "yes" for gate in judging.GATES}

#: Another tree on which a function is tried: other gates, other outcomes.
OTHER_TREE: Mapping[str, Mapping[str, str]] = {
    "hungry": {"yes": "fridge", "no": "wait"},
    "fridge": {"full": "cook", "empty": "shop"},
    "shop": {"open": "cook", "closed": "wait"},
}
OTHER_ANSWERS: Mapping[str, str] = {"hungry": "yes", "fridge": "empty", "shop": "closed"}

#: Changes that a function is tried with: the tree, the answers, the gate with its other answer.
TRIES = (
    *((judging.TREE, ANSWERS, {gate: "yes" if ANSWERS[gate] == "no" else "no"}) for gate in judging.GATES),
    (OTHER_TREE, OTHER_ANSWERS, {"hungry": "no"}),
    (OTHER_TREE, OTHER_ANSWERS, {"fridge": "full"}),
    (OTHER_TREE, OTHER_ANSWERS, {"shop": "open"}),
)


def _tips(tree: Answer, answers: Answer, change: Mapping[str, str]) -> bool:
    return judging.follow(tree, {**answers, **change}) != judging.follow(tree, answers)


def outcome_tips(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check whether one changed answer tips the outcome: a function of tree, answers and change."""
    truths: list[bool] = []
    for tree, answers, change in TRIES:
        arguments = {"tree": dict(tree), "answers": dict(answers), "change": dict(change)}
        ends = [judging.follow(tree, now) for now in (answers, {**answers, **change})]

        def is_outcome(outcome: object, ends: Sequence[str] = ends) -> bool:
            return isinstance(outcome, bool | np.bool_) or (isinstance(outcome, str) and outcome in ends)

        try:
            outcome = expect(answer, feedback, is_outcome, arguments)
        except IncorrectAnswer as stopped:
            raise _why_stopped(answer, arguments, stopped) from None
        if isinstance(outcome, str):
            raise IncorrectAnswer("outcome-not-whether", outcome)
        truths.append(bool(outcome))
    right, own = [_tips(*arguments) for arguments in TRIES], len(judging.GATES)
    never = "original-changed" if feedback.remark else "change-not-followed"
    slips = {
        "same-not-different": [not truth for truth in right],
        never: lambda truths: not any(truths),
        "answers-compared": all,
        "hard-coded": lambda truths: truths[:own] == right[:own],
    }
    judge(truths, right, slips, ["wrong-outcomes"])


def _why_stopped(answer: Answer, arguments: Mapping[str, Any], why: IncorrectAnswer) -> IncorrectAnswer:
    """Return what to say of a function that stopped: it may have followed the one change alone."""
    if why.misconception != "answer-raised":
        return why
    if "|: 'str' and 'dict'" in str(why.fields["says"]):
        return IncorrectAnswer("change-joined-to-outcome")
    whole = {**arguments["answers"], **arguments["change"]}
    try:
        answer(arguments["tree"], dict(arguments["answers"]), whole)
    except Exception:
        names = getattr(getattr(answer, "__code__", None), "co_names", ())
        return IncorrectAnswer("tree-of-the-exercise") if "TREE" in names else why
    return IncorrectAnswer("change-followed-alone")


#: The exercise shows the same lines (tested).
lines_of_the_change, LINES = puzzle(__package__, "lines_of_the_change")


#: The changes of the question at the end: the gate, what its answer becomes, the idea behind a wrong answer.
CHANGES = rows_of(__package__, "which_changes_tip", "changes")


def which_changes_tip(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check which changes of one answer tip the outcome: a function that gives a list of letters."""
    letters = letters_of(answer, feedback, CHANGES, "repeated-letter")
    if set(letters) == set(CHANGES):
        raise IncorrectAnswer("every-change")
    for letter in (*letters, *CHANGES):  # first what is too much
        gate, other, idea = CHANGES[letter]
        if (letter in letters) != _tips(judging.TREE, ANSWERS, {gate: other}):
            raise IncorrectAnswer(idea, letter if letter in letters else "")
