"""The invented class of lessons 5 and 8: its town, the log of its chat, and who is in contact with whom.

All data here are invented, and meant to look it: no such town, names or numbers exist. A class of 24 prepares
a surprise in its chat: music and a cake for a teacher who leaves. The words of the chat are encrypted, and
nothing here reads them. Both are drawn by lot, always the same: four circles of six friends, whom one pupil
brings together for the surprise. What only the author of the data can know stands in `town` and in the
accounts below.
"""

from bisect import bisect
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING

import pandas as pd

from enclair.text.locale import N_, check_whole

if TYPE_CHECKING:
    import networkx as nx

FIRST_DAY, DAYS = date(2030, 6, 3), 12
#: The number of the school nurse, which hangs in the corridor; nobody knows whose the 24 others are.
NURSE = "u00"

#: What the log does not say: who prepares the surprise, who writes most, who passes on homework to all, who
#: fetches the cake, who writes to the school nurse.
ORGANISER, TALKER, DELEGATE, CARRIER, PATIENT = "u16", "u03", "u15", "u20", "u11"

#: What keeps the pupils of the survey awake: code, and how it reads.
ANSWERS = N_({"screens": "screens", "worries": "worries", "noise": "noise outside", "nothing": "nothing"})


#: What the town's names are made of.
STARTS = "Bli Bru Cro Dru Fla Glo Gra Hup Jik Kra Lum Miz Nop Oza Plo Qui Rub Ska Tru Ubi Vro Wib Xil Yop Zim"
ENDS = "lou mok nax vup zap"
COLUMNS = "name account birth home training answer pupil listed"


def _shuffled(items: Iterable[str], chance: Random) -> list[str]:
    # Of all its functions, Random.random() alone promises the same numbers in every version of Python.
    return sorted(items, key=lambda _: chance.random())


@cache
def _town() -> pd.DataFrame:
    chance = Random(4240)
    rows: list[list[object]] = []
    for place, name in enumerate(_shuffled((a + b for a in STARTS.split() for b in ENDS.split()), chance)):
        year = 2014 if place < 24 else 2012 + int(3 * chance.random())
        born = date(year, 1, 1) + timedelta(days=int(365 * chance.random()))
        # Some streets are fuller than others.
        district, street = (1 + int(many * chance.random() ** 1.4) for many in (4, 3))
        training, drawn = 1 + int(4 * chance.random()), chance.random()
        answer = [*ANSWERS][bisect([0.4, 0.65, 0.8], drawn)]
        lives = [f"004{district}{street}", f"0045{training}", answer, place < 120, chance.random() < 0.7]
        rows.append([name, "", born.isoformat(), *lives])
    table = pd.DataFrame(rows, columns=COLUMNS.split())
    table.loc[:23, "account"] = _shuffled((f"u{number:02}" for number in range(1, 25)), chance)
    return table


class _Chat(Random):
    """The class's chat: its ``log`` is drawn message after message."""

    def __init__(self) -> None:
        super().__init__(603)
        antennas = _town()[:24].assign(school="00400")  # the one beside it
        self.lives = {pupil["account"]: pupil for pupil in antennas.to_dict("records")}
        self.log: list[tuple[object, ...]] = []
        accounts, some = sorted(self.lives), self.some
        # Four circles of six friends; 5 and 24 share no factor, so that no circle has neighbouring numbers.
        seats = {account: int(account[1:]) * 5 % 24 for account in accounts}
        circles = sorted(accounts, key=seats.__getitem__)
        for one in accounts:
            for other in accounts:
                friends = seats[one] // 6 == seats[other] // 6
                if friends and one < other:
                    for _ in range((8 if TALKER in (one, other) else 1) + some(3)):
                        self.talk(one, other, self.moment(some(DAYS)), 2 + some(5))
                # The surprise: two in each other circle, now and then.
                if one == ORGANISER and not friends and seats[other] % 6 in (1, 4):
                    for _ in range(3):
                        self.talk(one, other, self.moment(some(DAYS)), 2 + some(3))
            # Everybody writes from the training ground at least once.
            friend = circles[seats[one] // 6 * 6 + (seats[one] + 1) % 6]
            self.talk(one, friend, datetime(2030, 6, 5 + 7 * some(2), 14 + some(3), some(60)), 1 + some(2))
        for day in range(DAYS):
            one, other, *_ = _shuffled(accounts, self)
            self.talk(one, other, self.moment(day), 1 + some(2))
        for day in (4, 11):
            homework = datetime(2030, 6, day, 18, 30)
            for other in filter(DELEGATE.__ne__, accounts):
                self.write(homework, DELEGATE, other)
                homework += timedelta(minutes=some(2))
        for day, hour in ((5, 21), (7, 22), (12, 21)):
            self.write(datetime(2030, 6, day, hour, some(60)), PATIENT, NURSE)
        self.talk(ORGANISER, CARRIER, datetime(2030, 6, 12, 19, 12), 6)

    def some(self, most: int) -> int:
        return int(most * self.random())

    def moment(self, day: int) -> datetime:
        on = datetime.combine(FIRST_DAY + timedelta(days=day), time())
        hours = [*range(10, 23)] if on.weekday() > 4 else [7, 12, 12, *range(17, 23), 20, 21]
        hours += [14, 15, 16] * 3 if on.weekday() == 2 else []
        return on + timedelta(hours=hours[self.some(len(hours))], minutes=self.some(60))

    def write(self, when: datetime, sender: str, receiver: str) -> None:
        place, day, hour = "home", when.weekday(), when.hour
        if day == 2 and 14 <= hour < 17:
            place = "training"
        elif day < 5 and (8 <= hour < 16 or (16 <= hour < 19 and self.random() < 0.5)):
            place = "school"
        self.log.append((when, sender, receiver, self.lives[sender][place]))

    def talk(self, one: str, other: str, when: datetime, length: int) -> None:
        for turn in range(length):
            self.write(when, *((other, one) if turn % 2 else (one, other)))
            when += timedelta(minutes=1 + self.some(4))


@cache
def _chat() -> pd.DataFrame:
    log = pd.DataFrame(_Chat().log, columns=["time", "sender", "receiver", "antenna"])
    return log.sort_values("time", kind="stable", ignore_index=True)


def town() -> pd.DataFrame:
    """Return everybody with everything: what no student gets, and what every conclusion can be checked by.

    The first 24 are the class, the first 120 the pupils of the school, and those ``listed`` ran in the
    town's fun run.
    """
    return _town().copy()


def chat(days: int = DAYS) -> pd.DataFrame:
    """Return the log of the class's chat: time, sender, receiver, antenna of the sender; never a word.

    It is kept for so many ``days``, counted back from its last one, 14 June 2030.
    """
    check_whole("days", days, 1, DAYS)
    log = _chat()
    first = pd.Timestamp(FIRST_DAY) + pd.Timedelta(days=DAYS - days)
    return log[log["time"] >= first].reset_index(drop=True)


def network(log: pd.DataFrame, both_ways: bool = True) -> "nx.Graph[str]":
    """Return who is in contact with whom in a log of `chat`, the nurse left out.

    If it takes ``both_ways``, who passes on homework to all is no longer in contact with all.
    """
    import networkx as nx

    among = log[(log["receiver"] != NURSE) & (log["sender"] != NURSE)]
    pairs = set(zip(among["sender"], among["receiver"], strict=True))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({name for pair in pairs for name in pair}))
    graph.add_edges_from(sorted(pair for pair in pairs if not both_ways or pair[::-1] in pairs))
    return graph


def places(graph: "nx.Graph[str]") -> dict[str, tuple[float, float]]:
    """Return where to draw each person of a network."""
    import networkx as nx

    return dict(sorted(nx.spring_layout(graph, seed=5, k=0.55, iterations=200).items()))
