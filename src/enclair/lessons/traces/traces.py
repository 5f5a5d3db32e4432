"""What metadata tell: centrality, linkage attacks, k-anonymity by generalisation."""

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from enclair.case import invented
from enclair.case.invented import CARRIER, DELEGATE, NURSE, ORGANISER, PATIENT, TALKER, chat, town
from enclair.text.locale import check_choice, check_whole, text

# What lesson 8 uses too is offered here under the same names.
__all__ = ["CARRIER", "DELEGATE", "NURSE", "ORGANISER", "PATIENT", "TALKER", "chat", "town"]


def survey() -> pd.DataFrame:
    """Return the school's survey on sleep, its names deleted: date of birth, postcode, what keeps awake."""
    pupils = town().query("pupil").sort_values(["birth", "home"], kind="stable", ignore_index=True)
    labels = {code: text(words) for code, words in invented.ANSWERS.items()}
    return pupils[["birth", "home"]].assign(answer=pupils["answer"].map(labels))


def counts(people: int = 120) -> "pd.Series[int]":
    """Return how many of 24 (the class), 120 (the school) or 12,000 (a hundred schools) give each answer."""
    answers = town()["answer"].head(min(people, 120))
    return answers.value_counts().reindex([*invented.ANSWERS], fill_value=0) * (people // len(answers))


def runners() -> pd.DataFrame:
    """Return the results of the town's fun run, which are public: name, birth, postcode, training ground."""
    listed = town().query("listed").sort_values("name", ignore_index=True)
    return listed[["name", "birth", "home", "training"]]


# Who is in the middle? --------------------------------------------------------------------------------------


def centrality(log: pd.DataFrame, both_ways: bool = True) -> pd.DataFrame:
    """Return the centrality of each account by three measures, a column for each.

    ``between`` counts, over all pairs of others, the share of shortest paths between them that pass through
    an account. It says who connects, not why: it is a reason to ask, and no proof.
    """
    import networkx as nx

    graph = invented.network(log, both_ways)
    sent = log.loc[log["receiver"] != NURSE, "sender"].value_counts()
    return pd.DataFrame(
        {
            "messages": sent.reindex(list(graph), fill_value=0),
            "contacts": pd.Series(dict(graph.degree()), dtype=int),
            "between": pd.Series(nx.betweenness_centrality(graph, normalized=False), dtype=float),
        }
    ).rename_axis("account")


def most_central(table: pd.DataFrame, measure: str = "between") -> list[str]:
    """Return the accounts with the highest ``measure`` in a table of `centrality`; [] if all are 0."""
    values = table[measure]
    highest = values.max() if len(values) else 0
    # Sums of shares that are equal can differ in their last digit.
    return sorted(values.index[values > highest - 1e-9]) if highest > 0 else []


def concerning(log: pd.DataFrame, account: str, start: str, end: str) -> pd.DataFrame:
    """Return the messages to or from ``account`` between two moments: a question that is narrow."""
    during = log["time"].between(pd.Timestamp(start), pd.Timestamp(end))
    return log[during & ((log["sender"] == account) | (log["receiver"] == account))].reset_index(drop=True)


def count_exposed(log: pd.DataFrame) -> tuple[int, int]:
    """Return how many messages and how many accounts one looks at who is handed ``log``."""
    return len(log), len({*log["sender"], *log["receiver"]})


def partners(log: pd.DataFrame, account: str) -> "pd.Series[int]":
    """Return with whom ``account`` exchanged how many messages, most first."""
    sent, received = log["sender"] == account, log["receiver"] == account
    others = pd.concat([log.loc[sent, "receiver"], log.loc[received, "sender"]])
    return others.value_counts().sort_index().sort_values(ascending=False, kind="stable")


# Who is that number? ----------------------------------------------------------------------------------------


def habits(log: pd.DataFrame) -> pd.DataFrame:
    """Return where each account usually is in the evening (``home``) and on Wednesday, if it sent."""
    sent = log["time"].dt
    evening, wednesday = sent.hour >= 20, (sent.day_of_week == 2) & sent.hour.between(14, 16)

    def usual(rows: pd.DataFrame) -> "pd.Series[str]":
        return rows.groupby("sender")["antenna"].agg(lambda antennas: antennas.mode().iloc[0])

    table = pd.DataFrame(index=sorted(log["sender"].unique()), columns=["home", "training"])
    table = table.assign(home=usual(log[evening]), training=usual(log[wednesday]))
    return table.fillna("").rename_axis("account").reset_index()


def linkage_attack(anonymous: pd.DataFrame, public: pd.DataFrame, on: Sequence[str]) -> pd.DataFrame:
    """Return the join of two tables ``on`` columns whose values are unique in both: a linkage attack.

    These are the rows without a name to which a list gives one, rightly or not: who is not on the list may
    have the same values. `false_matches` tells.
    """
    columns = list(on)
    both = [name for name in anonymous.columns if name in public.columns]
    for name in columns or [""]:
        check_choice("on", name, both)
    unique_rows, named = (table[~table.duplicated(columns, keep=False)] for table in (anonymous, public))
    return unique_rows.merge(named, on=columns)


def false_matches(matches: pd.DataFrame) -> pd.DataFrame:
    """Return the false matches of a `linkage_attack`, which only the author of the data can know."""
    owners = town().set_index("name")
    if "account" in matches:
        return matches[matches["account"] != matches["name"].map(owners["account"])]
    return matches[~matches["name"].map(owners["pupil"])]


# Hidden among k ---------------------------------------------------------------------------------------------

#: How coarse a date of birth and a postcode can be made: steps from as it is to hidden.
STEPS = {"birth": range(5), "home": range(3)}


def generalise(table: pd.DataFrame, birth: int = 0, home: int = 0) -> pd.DataFrame:
    """Return a table with ``birth`` ("2014-05-12") and ``home`` ("00421") generalised by some `STEPS`."""
    for (name, steps), step in zip(STEPS.items(), (birth, home), strict=True):
        check_whole(name, step, 0, steps[-1])

    def born(day: str) -> str:
        first = (int(day[5:7]) - 1) // 3 * 3 + 1
        months = f"{day[:5]}{first:02}…{first + 2:02}"
        return (day, day[:7], months, day[:4], "*")[birth]

    def lives(code: str) -> str:
        return (code, code[:-1] + "*", "*")[home]

    return table.assign(birth=table["birth"].map(born), home=table["home"].map(lives))


class Anonymity(NamedTuple):
    """How anonymous the people of a table are: k-anonymity, and what it does not protect.

    ``unique`` people are alone in their equivalence class; of the ``revealed`` the answer is known all the
    same, since their whole class gave it.
    """

    people: int
    groups: int
    k: int
    unique: int
    revealed: int


def class_sizes(table: pd.DataFrame, by: Sequence[str] = ("birth", "home")) -> "pd.Series[int]":
    """Return for each row the size of its equivalence class: the rows that agree in the columns ``by``."""
    return table.groupby(list(by))[by[0]].transform("size").astype(int)


def anonymity(table: pd.DataFrame, by: Sequence[str] = ("birth", "home")) -> Anonymity:
    """Return the `Anonymity` of ``table``, which has a column ``answer``; see `class_sizes` for ``by``."""
    alike = class_sizes(table, by)
    return Anonymity(
        people=len(table),
        groups=len(table.drop_duplicates(list(by))),
        k=int(alike.min()) if len(table) else 0,
        unique=int((alike == 1).sum()),
        revealed=int(homogeneous_rows(table, by).sum()),
    )


def homogeneous_rows(table: pd.DataFrame, by: Sequence[str] = ("birth", "home")) -> "pd.Series[bool]":
    """Return for each row whether its equivalence class is homogeneous: all gave the same answer."""
    return table.groupby(list(by))["answer"].transform("nunique").eq(1)
