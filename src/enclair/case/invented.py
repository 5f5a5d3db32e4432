"""The invented class of lessons 5 and 8: its town, the log of its chat, and who is in contact with whom.

All data here are invented, and meant to look it: no such town, names or numbers exist. A class of 24 prepares
a surprise in its chat: music and a cake for a teacher who leaves. The words of the chat are encrypted, and
nothing here reads them. What only the author of the data can know stands in `town` and in the accounts below.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pandas as pd

from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, text

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
ANSWERS = N_({"screens": "screens", "worries": "worries", "noise": "noise outside", "nothing": "nothing"})
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
        message = text("Expected a whole number of days, from 1 to {most}; found {found}.")
        raise ChoiceError(message.format(most=DAYS, found=repr(days)))
    log = _chat()
    kept = log["time"] >= pd.Timestamp(FIRST_DAY) + pd.Timedelta(days=DAYS - days)
    return log[kept].reset_index(drop=True)


# Who is in contact with whom? ------------------------------------------------------------------------------


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
