"""The invented class of lessons 5 and 8: its town, the log of its chat, and who is in contact with whom.

All data here are invented, and meant to look it: no such town, names or numbers exist. A class of 24 prepares
a surprise in its chat: music and a cake for a teacher who leaves. The words of the chat are encrypted, and
nothing here reads them. `town.csv` and `chat.csv` were drawn by lot once: four circles of six friends, whom
one pupil brings together for the surprise. What only the author of the data can know stands in `town` and in
the accounts below.
"""

from datetime import date
from functools import cache
from importlib.resources import files
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


@cache
def _table(name: str) -> pd.DataFrame:
    with files(__package__).joinpath(name).open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str, keep_default_na=False)


def town() -> pd.DataFrame:
    """Return everybody with everything: what no student gets, and what every conclusion can be checked by.

    The first 24 are the class, the first 120 the pupils of the school, and those ``listed`` ran in the
    town's fun run.
    """
    table = _table("town.csv")
    return table.assign(**{name: table[name] == "True" for name in ("pupil", "listed")})


def chat(days: int = DAYS) -> pd.DataFrame:
    """Return the log of the class's chat: time, sender, receiver, antenna of the sender; never a word.

    It is kept for so many ``days``, counted back from its last one, 14 June 2030.
    """
    check_whole("days", days, 1, DAYS)
    log = _table("chat.csv").astype({"time": "datetime64[us]"})
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

    placed = nx.spring_layout(graph, seed=5, k=0.55, iterations=200)
    return {name: placed[name] for name in sorted(placed)}
