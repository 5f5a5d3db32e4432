"""The questions by which a European court judges an intrusion, and measures to try them on.

The questions stand in ``[judging]`` of ``*.toml``, three fictional measures and what is settled in law or
open in ``judging.*.toml`` of the case, where teachers edit them. An answer is a learner's own; nothing here
calls one right or wrong.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from enclair.case.model import Case, teaching
from enclair.text import locale
from enclair.text.locale import check_choice

#: The gates in order, and what can be answered at each.
GATES = ("interference", "law", "aim", "suitable", "milder", "proportionate")
ANSWERS = ("yes", "no", "unsure")

#: The gates as a decision tree: each gate, where each answer leads to. What is no gate is an outcome.
TREE = {
    gate: {
        "yes": following,
        "no": "free" if gate == "interference" else "refused",
    }
    for gate, following in zip(GATES, (*GATES[1:], "allowed"), strict=True)
}

#: A decision table, which the page reads as well: the first line whose answer was given at its gate says what
#: follows. Without an interference there is nothing to justify; "no" at any later gate refuses the measure.
DECISIONS = [
    (gate, answer, outcome)
    for gate in GATES
    for answer, outcome in (("", "unfinished"), ("no", TREE[gate]["no"]))
] + [(gate, "unsure", "open") for gate in GATES]

#: How an invented class voted on the measure of the pictures: yes and no, gate by gate.
CLASS = {
    "interference": (18, 4),
    "law": (17, 1),
    "aim": (16, 1),
    "suitable": (11, 5),
    "milder": (8, 3),
    "proportionate": (4, 4),
}

#: The parts of the story of a judgment in order.
INSTALMENTS = ("facts", "arguments", "reasoning", "decided", "not-decided", "after")

#: What two judgments are compared by: the step of each that says it; the last three wait for a ruling.
ABREAST = {
    "complaint": ("podchasov-user", "ku-claim"),
    "law": ("podchasov-law", "ku-courts"),
    "interest": ("podchasov-state", "ku-provider"),
    "decided": ("podchasov-violation", "ku-decided"),
    "why": ("podchasov-decided", "ku-framework"),
    "limits": ("podchasov-not-targeted", "ku-not-everyone"),
}


def texts(lang: str = "en") -> dict[str, Any]:
    """Return what the files of sentences say, of this lesson and of the case."""
    return locale.tables(__package__, "judging", lang) | teaching("judging", lang)


def gates(lang: str = "en") -> dict[str, dict[str, str]]:
    """Return the gates in order: ``number``, ``name``, ``question`` and ``help``."""
    return dict(texts(lang)["gates"])


def measures(lang: str = "en") -> dict[str, dict[str, Any]]:
    """Return the fictional measures: ``name``, ``story``, their facts, and the questions of both sides."""
    return dict(texts(lang)["measures"])


def options() -> dict[str, dict[str, str]]:
    """Return, for each fact of a measure, what it may be: code and words."""
    other = ("name", "bears")
    return {
        fact: {code: words for code, words in entry.items() if code not in other}
        for fact, entry in texts()["facts"].items()
    }


def facts(measure: str) -> dict[str, str]:
    """Return the facts of a measure: the code of each.

    >>> facts("account")["whom"]
    'one'
    """
    return {fact: measures()[measure][fact] for fact in options()}


def rule(answers: Mapping[str, str]) -> tuple[str, str]:
    """Return what follows from answers to the gates, and the gate that decides ("" if none does).

    >>> rule({gate: "yes" for gate in GATES} | {"milder": "no"})
    ('refused', 'milder')
    """
    decisive = ((outcome, gate) for gate, answer, outcome in DECISIONS if answers.get(gate, "") == answer)
    return next(decisive, ("allowed", ""))


def follow(tree: Mapping[str, Mapping[str, str]], answers: Mapping[str, str]) -> str:
    """Return where answers lead to in a decision tree: begin at its first gate, go on until it is none.

    >>> follow(TREE, dict.fromkeys(GATES, "yes") | {"milder": "no"})
    'refused'
    """
    place = next(iter(tree))
    while place in tree:
        place = tree[place][answers[place]]
    return place


def votes() -> pd.DataFrame:
    """Return the votes of an invented class on one measure: one row a vote, ``pupil``, ``gate``, ``vote``.

    Who says no at a gate stops there.
    """
    there = [f"pupil {number:02}" for number in range(1, sum(CLASS["interference"]) + 1)]
    rows = []
    for place, gate in enumerate(GATES):
        no = CLASS[gate][1]
        # Who stops is not always the last in the list: each gate begins with another pupil.
        turned = there[place:] + there[:place]
        rows += [(pupil, gate, "no") for pupil in turned[:no]]
        rows += [(pupil, gate, "yes") for pupil in turned[no:]]
        there = [pupil for pupil in there if pupil not in turned[:no]]
    return pd.DataFrame(rows, columns=["pupil", "gate", "vote"])


def law(gate: str, now: Mapping[str, str], lang: str = "en") -> list[dict[str, Any]]:
    """Return what is settled in law, or open, at a gate for a measure with the facts ``now``."""

    def fits(note: Mapping[str, Any]) -> bool:
        return all(now[fact] in codes for fact, codes in note.get("when", {}).items())

    return [dict(note) for note in texts(lang)["law"] if note["gate"] == gate and fits(note)]


def sources(case: Case, rows: Iterable[str]) -> dict[Hashable, dict[Hashable, Any]]:
    """Return where some rows of the tables ``judgments`` and ``quotes`` were read: name, date and address."""
    columns = ["id", "source_name", "source_date", "source_url"]
    tables = pd.concat([case.judgments[columns], case.quotes[columns]]).astype(str)
    return tables[tables["id"].isin(set(rows))].set_index("id").to_dict("index")


def steps(judgments: pd.DataFrame, judgment: str, instalment: str) -> pd.DataFrame:
    """Return the steps of one instalment of a judgment (rows of the table ``judgments``), in order."""
    names = sorted(set(judgments["judgment"]))
    check_choice("judgment", judgment, names)
    check_choice("instalment", instalment, INSTALMENTS)
    rows = judgments[(judgments["judgment"] == judgment) & (judgments["instalment"] == instalment)]
    return rows.sort_values("step", ignore_index=True)
