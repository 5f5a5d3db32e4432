"""A network of people: one lets them leave and sees who follows, or counts the steps between them."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pandas as pd
import traitlets

from enclair.case import invented
from enclair.figures.described import columns_of
from enclair.figures.style import html_table
from enclair.lessons.if_everyone_leaves import leaving
from enclair.text.locale import N_, by_language, labelled, sentences
from enclair.views.view import OneOf, View, paragraph

if TYPE_CHECKING:
    import networkx as nx

say = sentences(__package__)

#: The thresholds on offer, in 100.
THRESHOLDS = (10, 20, 25, 30, 40, 50)
ROUNDS = N_({"round": "Round", "who": "Who leaves", "many": "How many", "gone": "Gone in all"})
STEPS = N_({"name": "Account", "contacts": "Contacts", "far": "Steps to the farthest"})


class Network(View):
    """People who leave first where they are pressed; where nobody ``moves``, steps are counted from them."""

    VIEW = "network"
    SENTENCES = "network"

    people: Any = traitlets.List(
        help="Each: name, place, contacts, steps to the farthest, who follows on the way that is drawn."
    ).tag(shared=True)
    shape: Any = traitlets.Dict(help="What shape the network has, in each language.").tag(shared=True)
    starts: Any = traitlets.Dict(help="Who may start, in order, by how they are chosen.").tag(shared=True)
    thresholds: Any = traitlets.List([*THRESHOLDS], help="The thresholds on offer.").tag(shared=True)
    moves = traitlets.Bool(help="Whether people leave.")
    first: Any = traitlets.List(
        OneOf(lambda view: [one["name"] for one in view.people]), help="Who leaves first, or is counted from."
    )
    threshold: Any = OneOf(THRESHOLDS, 50, help="How many of 100 contacts must be gone before one follows.")
    round = traitlets.Int(0, min=0, help="The round that is shown.")

    def __init__(self, graph: "nx.Graph[str]", lang: str = "", **state: Any) -> None:
        self.graph = graph
        # The class is placed by all its contacts: so the names keep clear of each other.
        everyone = invented.network(invented.chat(), both_ways=False)
        placed = invented.places(everyone if {*graph} <= {*everyone} else graph)
        shape, places = leaving.shape(graph), pd.DataFrame(placed, ["x", "y"])[sorted(graph)]
        spread = places.sub(places.min(axis=1), axis=0).div(places.max(axis=1) - places.min(axis=1), axis=0)
        way = leaving.longest(graph) if not state.get("moves") else []
        leads = dict(pairwise(way))
        people = [
            {"name": name, **at, "contacts": sorted(graph[name]), "far": shape.farthest.get(f"{name}")}
            | ({"way": leads[name]} if name in leads else {})
            for name, at in spread.fillna(0.5).round(3).to_dict().items()
        ]
        drawn = {"steps": len(leads), "people": ", ".join(way)}
        in_words = by_language(
            lambda: (f"{say('leaving.way', **drawn)}\n" if way else "") + leaving.in_words(shape)
        )
        super().__init__(lang, [], people=people, shape=in_words, **state)

    def _html(self) -> str:
        if not self.moves:
            rows = pd.DataFrame(self.people, columns=["name", "contacts", "far"], dtype=object)
            rows = rows.assign(contacts=rows["contacts"].map(len), far=rows["far"].fillna(""))
            return f"{paragraph(self.shape[self.lang])}{html_table(columns_of(rows, STEPS))}"
        rounds = leaving.leaving(self.graph, self.first, self.threshold)
        rows = pd.DataFrame({"who": map(", ".join, rounds), "many": map(len, rounds)})
        rows = rows.assign(round=rows.index, gone=rows["many"].cumsum())
        people, gone = len(self.graph), int(rows["many"].sum())
        counts = {"people": people, "gone": gone, "stay": people - gone, "followed": gone - len(rounds[0])}
        summary = say("network.told", first=rows["who"][0], rounds=len(rounds) - 1, **counts)
        rule = paragraph(labelled(say("network.page.threshold"), f"{self.threshold}"))
        return f"{rule}{paragraph(summary)}{html_table(columns_of(rows, ROUNDS))}"


class Leaving(Network):
    """Who follows when some leave the class's chat: ``who`` and ``count`` start (`leaving.starters`)."""

    def __init__(self, threshold: int = 40, who: str = "centre", count: int = 4, lang: str = "") -> None:
        room = leaving.classroom()
        first = leaving.starters(room, who, count)
        starts = {way: leaving.starters(room, way, 6) for way in leaving.WHO}
        super().__init__(room, lang, moves=True, first=first, threshold=threshold, starts=starts)
