"""Traces: what a log without words tells, and what hiding names, coarser rows and noise do about it.

All data here are invented, and meant to look it: no such town, names or numbers exist. A class of 24 prepares
a surprise in its chat: music and a cake for a teacher who leaves. The words of the chat are encrypted, and
nothing here reads them. What only the author of the data can know stands in `town` and in the accounts below.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pandas as pd

from enclair.errors import ChoiceError
from enclair.locale import LANG, number, text

if TYPE_CHECKING:
    import networkx as nx

FIRST_DAY, DAYS = date(2030, 6, 3), 12
#: The antenna beside the school.
SCHOOL = "00400"
#: The number of the school nurse, which hangs in the corridor; nobody knows whose the 24 others are.
NURSE = "u00"

#: What the log does not say: who prepares the surprise, who writes most, who passes on homework to all, who
#: fetches the cake, who writes to the school nurse.
ORGANISER, TALKER, DELEGATE, CARRIER, PATIENT = "u16", "u03", "u15", "u20", "u11"

#: What keeps the pupils of the survey awake: code, and how it reads.
ANSWERS = {"screens": "screens", "worries": "worries", "noise": "noise outside", "nothing": "nothing"}
#: The share of those who give an answer or one before it.
UP_TO = (0.4, 0.65, 0.8, 1)

#: What the town's names are made of.
STARTS = "Bli Bru Cro Dru Fla Glo Gra Hup Jik Kra Lum Miz Nop Oza Plo Qui Rub Ska Tru Ubi Vro Wib Xil Yop Zim"
ENDS = "lou mok nax vup zap"


def _shuffled(items: Iterable[str], chance: Random) -> list[str]:
    # Of all its functions, Random.random() alone promises the same numbers in every version of Python.
    return sorted(items, key=lambda _: chance.random())


@cache
def _town() -> pd.DataFrame:
    chance = Random(4240)
    rows = []
    for place, name in enumerate(_shuffled((a + b for a in STARTS.split() for b in ENDS.split()), chance)):
        year = 2014 if place < 24 else 2012 + int(3 * chance.random())
        born = date(year, 1, 1) + timedelta(days=int(365 * chance.random()))
        # Some streets are fuller than others.
        district, street = (1 + int(many * chance.random() ** 1.4) for many in (4, 3))
        training, answer = 1 + int(4 * chance.random()), chance.random()
        rows.append(
            {
                "name": name,
                "account": "",
                "birth": born.isoformat(),
                "home": f"004{district}{street}",
                "training": f"0045{training}",
                "answer": next(code for code, most in zip(ANSWERS, UP_TO, strict=True) if answer < most),
                "pupil": place < 120,
                "listed": chance.random() < 0.7,
            }
        )
    table = pd.DataFrame(rows)
    table.loc[:23, "account"] = _shuffled((f"u{number:02}" for number in range(1, 25)), chance)
    return table


def town() -> pd.DataFrame:
    """Return everybody with everything: what no student gets, and what every conclusion can be checked by.

    The first 24 are the class, the first 120 the pupils of the school, and those ``listed`` ran in the
    town's fun run.
    """
    return _town().copy()


def survey(lang: str = LANG) -> pd.DataFrame:
    """Return the school's survey on sleep, its names deleted: date of birth, postcode, what keeps awake."""
    pupils = _town().query("pupil").sort_values("birth", kind="stable", ignore_index=True)
    said = {code: text(words, lang) for code, words in ANSWERS.items()}
    return pupils[["birth", "home"]].assign(answer=pupils["answer"].map(said))


def counts(people: int = 120) -> "pd.Series[int]":
    """Return how many of 24 (the class), 120 (the school) or 12,000 people give each of `ANSWERS`.

    The 12,000 are an imagined town in which all answers are a hundred times as many as in the school.

    Raises
    ------
    ChoiceError
        If ``people`` is another number.
    """
    if people not in (24, 120, 12_000):
        raise ChoiceError(
            text("Expected 24, 120 or {most} people; found {found}.").format(
                most=number(12_000), found=repr(people)
            )
        )
    asked = _town()["answer"].head(min(people, 120))
    return asked.value_counts().reindex(list(ANSWERS), fill_value=0) * (people // len(asked))


def runners() -> pd.DataFrame:
    """Return the results of the town's fun run, which are public: name, birth, postcode, training ground."""
    listed = _town().query("listed").sort_values("name", ignore_index=True)
    return listed[["name", "birth", "home", "training"]]


# The chat ---------------------------------------------------------------------------------------------------


@cache
def _chat() -> pd.DataFrame:
    chance = Random(603)
    lives = {str(row["account"]): row for _, row in _town()[:24].iterrows()}
    accounts = sorted(lives)
    # Four circles of six friends; 5 and 24 share no factor, so that no circle has neighbouring numbers.
    place = {account: int(account[1:]) * 5 % 24 for account in accounts}
    names = sorted(accounts, key=lambda account: place[account])
    rows: list[tuple[datetime, str, str, str]] = []

    def antenna(who: str, when: datetime) -> str:
        if when.weekday() == 2 and 14 <= when.hour < 17:
            return str(lives[who]["training"])
        stays = when.weekday() < 5 and 16 <= when.hour < 19 and chance.random() < 0.5
        at_school = when.weekday() < 5 and 8 <= when.hour < 16
        return SCHOOL if at_school or stays else str(lives[who]["home"])

    def write(when: datetime, sender: str, receiver: str) -> None:
        rows.append((when, sender, receiver, antenna(sender, when)))

    def moment(day: int) -> datetime:
        on = FIRST_DAY + timedelta(days=day)
        hours = [*range(10, 23)] if on.weekday() > 4 else [7, 12, 12, *range(17, 23), 20, 21]
        hours += [14, 15, 16] * 3 if on.weekday() == 2 else []
        hour = hours[int(len(hours) * chance.random())]
        return datetime(on.year, on.month, on.day, hour, int(60 * chance.random()))

    def talk(one: str, other: str, when: datetime, length: int) -> None:
        for turn in range(length):
            write(when, *((other, one) if turn % 2 else (one, other)))
            when += timedelta(minutes=1 + int(4 * chance.random()))

    def some(most: int) -> int:
        return int(most * chance.random())

    for one in accounts:
        for other in accounts:
            friends = place[one] // 6 == place[other] // 6
            if friends and one < other:
                for _ in range((8 if TALKER in (one, other) else 1) + some(3)):
                    talk(one, other, moment(some(DAYS)), 2 + some(5))
            # The surprise: two in each other circle, now and then.
            if one == ORGANISER and not friends and place[other] % 6 in (1, 4):
                for _ in range(3):
                    talk(one, other, moment(some(DAYS)), 2 + some(3))
        # Everybody writes from the training ground at least once.
        friend = names[place[one] // 6 * 6 + (place[one] + 1) % 6]
        talk(one, friend, datetime(2030, 6, 5 + 7 * some(2), 14 + some(3), some(60)), 1 + some(2))
    for day in range(DAYS):
        one, other = _shuffled(accounts, chance)[:2]
        talk(one, other, moment(day), 1 + some(2))
    for day in (1, 8):
        homework = datetime(2030, 6, 3 + day, 18, 30)
        for other in accounts:
            if other != DELEGATE:
                write(homework, DELEGATE, other)
                homework += timedelta(minutes=some(2))
    for day, hour in ((2, 21), (4, 22), (9, 21)):
        write(datetime(2030, 6, 3 + day, hour, some(60)), PATIENT, NURSE)
    talk(ORGANISER, CARRIER, datetime(2030, 6, 12, 19, 12), 6)
    table = pd.DataFrame(rows, columns=["time", "sender", "receiver", "antenna"])
    return table.sort_values("time", kind="stable", ignore_index=True)


def chat(days: int = DAYS) -> pd.DataFrame:
    """Return the log of the class's chat: time, sender, receiver, antenna of the sender; never a word.

    Parameters
    ----------
    days
        How many days the log is kept, counted back from its last one, 14 June 2030.

    Raises
    ------
    ChoiceError
        If ``days`` is not a whole number of days of the log.
    """
    if days not in range(1, DAYS + 1):
        raise ChoiceError(
            text("Expected a whole number of days, from 1 to {most}; found {found}.").format(
                most=DAYS, found=repr(days)
            )
        )
    log = _chat()
    kept = log["time"] >= pd.Timestamp(FIRST_DAY) + pd.Timedelta(days=DAYS - days)
    return log[kept].reset_index(drop=True)


# Who is in the middle? --------------------------------------------------------------------------------------

#: Ways to be in the middle: code, and how it reads.
MEASURES = {
    "messages": "messages sent",
    "contacts": "people in contact",
    "between": "shortest paths between others that pass here",
}


def network(log: pd.DataFrame, both_ways: bool = True) -> "nx.Graph[str]":
    """Return who is in contact with whom, the nurse left out.

    Parameters
    ----------
    log
        Rows of `chat`.
    both_ways
        Whether both must have written: then who passes on homework to all is no longer in contact with all.
    """
    import networkx as nx

    among = log[(log["receiver"] != NURSE) & (log["sender"] != NURSE)]
    pairs = set(zip(among["sender"], among["receiver"], strict=True))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({name for pair in pairs for name in pair}))
    graph.add_edges_from(sorted(pair for pair in pairs if not both_ways or pair[::-1] in pairs))
    return graph


def centrality(log: pd.DataFrame, both_ways: bool = True) -> pd.DataFrame:
    """Return how much each account is in the middle, one column for each of `MEASURES`.

    ``between`` counts, over all pairs of others, the share of shortest paths between them that pass through
    an account. It says who connects, not why: it is a reason to ask, and no proof.
    """
    import networkx as nx

    graph = network(log, both_ways)
    sent = log.loc[log["receiver"] != NURSE, "sender"].value_counts()
    return pd.DataFrame(
        {
            "messages": sent.reindex(list(graph), fill_value=0),
            "contacts": pd.Series(dict(graph.degree()), dtype=int),
            "between": pd.Series(nx.betweenness_centrality(graph, normalized=False), dtype=float),
        }
    ).rename_axis("account")


def foremost(table: pd.DataFrame, measure: str = "between") -> list[str]:
    """Return the accounts with the highest ``measure`` in a table of `centrality`; none if all are 0.

    Raises
    ------
    ChoiceError
        If there is no such measure.
    """
    if measure not in MEASURES:
        raise ChoiceError(
            text("Expected one of {known}; found {measure}.").format(
                known=", ".join(MEASURES), measure=repr(measure)
            )
        )
    values = table[measure]
    highest = values.max() if len(values) else 0
    # Sums of shares that are equal can differ in their last digit.
    return sorted(values.index[values > highest - 1e-9]) if highest > 0 else []


def concerning(log: pd.DataFrame, account: str, start: str, end: str) -> pd.DataFrame:
    """Return the messages to or from ``account`` between two moments: a question that is narrow.

    >>> len(concerning(chat(), CARRIER, "2030-06-12 18:00", "2030-06-12 20:00"))
    6
    """
    during = log["time"].between(pd.Timestamp(start), pd.Timestamp(end))
    return log[during & ((log["sender"] == account) | (log["receiver"] == account))].reset_index(drop=True)


def seen(log: pd.DataFrame) -> tuple[int, int]:
    """Return how many messages and how many accounts one looks at who is handed ``log``."""
    return len(log), len({*log["sender"], *log["receiver"]})


def partners(log: pd.DataFrame, account: str) -> "pd.Series[int]":
    """Return with whom ``account`` exchanged how many messages, most first."""
    others = pd.concat(
        [log.loc[log["sender"] == account, "receiver"], log.loc[log["receiver"] == account, "sender"]]
    )
    counts: pd.Series[int] = others.sort_values().value_counts(sort=False)
    return counts.sort_values(ascending=False, kind="stable")


# Who is that number? ----------------------------------------------------------------------------------------


def habits(log: pd.DataFrame) -> pd.DataFrame:
    """Return where each account usually is: in the evening (``home``), on Wednesday afternoon (``training``).

    Blank if it sent nothing at such times.
    """
    sent = log["time"].dt
    evening, wednesday = sent.hour >= 20, (sent.day_of_week == 2) & sent.hour.between(14, 16)

    def usual(rows: pd.DataFrame) -> "pd.Series[str]":
        return rows.groupby("sender")["antenna"].agg(lambda antennas: antennas.mode().iloc[0])

    table = pd.DataFrame(index=sorted(log["sender"].unique()), columns=["home", "training"])
    table = table.assign(home=usual(log[evening]), training=usual(log[wednesday]))
    return table.fillna("").rename_axis("account").reset_index()


def linked(anonymous: pd.DataFrame, public: pd.DataFrame, on: Sequence[str]) -> pd.DataFrame:
    """Return the rows of two tables that have the same values ``on`` some columns, if nobody else has them.

    These are the rows without a name to which a list gives one, rightly or not: who is not on the list may
    have the same values. `mistaken` tells.
    """
    columns = list(on)
    both = [name for name in anonymous.columns if name in public.columns]
    if not columns or any(name not in both for name in columns):
        raise ChoiceError(
            text("on: found {columns}; choose one or more of {known}.").format(
                columns=repr(columns), known=", ".join(both)
            )
        )
    alone, named = (table[~table.duplicated(columns, keep=False)] for table in (anonymous, public))
    return alone.merge(named, on=columns)


def mistaken(found: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `linked` that bear a wrong name, which only the author of the data can know."""
    owners = _town().set_index("name")
    if "account" in found:
        return found[found["account"] != found["name"].map(owners["account"])]
    return found[~found["name"].map(owners["pupil"])]


# Hidden among k ---------------------------------------------------------------------------------------------

#: How coarse a date of birth and a postcode can be made: from as it is to hidden.
BIRTHS = ("day", "month", "three months", "year", "hidden")
HOMES = ("street", "district", "hidden")


def generalise(table: pd.DataFrame, birth: int = 0, home: int = 0) -> pd.DataFrame:
    """Return ``table`` with coarser dates of birth and postcodes.

    Parameters
    ----------
    table
        With columns ``birth`` (as "2014-05-12") and ``home`` (as "00421").
    birth, home
        Places in `BIRTHS` and `HOMES`.

    Raises
    ------
    ChoiceError
        If there is no such place.
    """
    for name, place, names in (("birth", birth, BIRTHS), ("home", home, HOMES)):
        if place not in range(len(names)):
            raise ChoiceError(
                text("Expected a step from 0 to {found} for {name}; found {place}.").format(
                    found=len(names) - 1, name=name, place=repr(place)
                )
            )

    def born(day: str) -> str:
        first = (int(day[5:7]) - 1) // 3 * 3 + 1
        months = f"{day[:5]}{first:02}…{first + 2:02}"
        return (day, day[:7], months, day[:4], "*")[birth]

    def lives(code: str) -> str:
        return (code, code[:-1] + "*", "*")[home]

    return table.assign(birth=table["birth"].map(born), home=table["home"].map(lives))


@dataclass(frozen=True)
class Anonymity:
    """How well the people of a table hide among those who look alike.

    Attributes
    ----------
    people, groups
        How many rows there are, and how many different ones.
    k
        The size of the smallest group: everybody has at least k - 1 doubles. 0 if there is nobody.
    alone
        How many people have no double.
    known
        Of how many people the answer is known all the same, because all who look like them gave it.
    """

    people: int
    groups: int
    k: int
    alone: int
    known: int


def sizes(table: pd.DataFrame, by: Sequence[str] = ("birth", "home")) -> "pd.Series[int]":
    """Return for each row how many rows look like it, itself included.

    A row counts by the columns ``by``: those that others may know of a person.
    """
    return table.groupby(list(by))[by[0]].transform("size").astype(int)


def anonymity(table: pd.DataFrame, by: Sequence[str] = ("birth", "home")) -> Anonymity:
    """Return how well people hide in ``table``, which has a column ``answer``; see `sizes` for ``by``."""
    alike = sizes(table, by)
    return Anonymity(
        people=len(table),
        groups=len(table.drop_duplicates(list(by))),
        k=int(alike.min()) if len(table) else 0,
        alone=int((alike == 1).sum()),
        known=int(known(table, by).sum()),
    )


def known(table: pd.DataFrame, by: Sequence[str] = ("birth", "home")) -> "pd.Series[bool]":
    """Return for each row whether all rows that look like it give one and the same answer."""
    return table.groupby(list(by))["answer"].transform("nunique").eq(1)
