"""A network of people: one lets them leave and sees who follows, or counts the steps between them."""

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pandas as pd
import traitlets

from enclair.case import invented
from enclair.figures.described import columns_of
from enclair.figures.style import html_table
from enclair.lessons.if_everyone_leaves import leaving
from enclair.text.locale import N_, by_language, labelled, sentences
from enclair.views.view import OneOf, View, paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

say = sentences(__package__)

#: How wide and high the network is that a question is about, and how large each of its people.
WIDE, HIGH, DOT = 440, 350, 8

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
        self.about = [] if state.get("moves") else [say("network.about"), _drawn(people)]
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


def _drawn(people: "Sequence[dict[str, Any]]") -> str:
    """Return a picture of who is in contact with whom, without names or steps: what may be counted on it."""
    at = {
        one["name"]: (DOT + (WIDE - 2 * DOT) * one["x"], DOT + (HIGH - 2 * DOT) * one["y"]) for one in people
    }
    pairs = [(one["name"], other) for one in people for other in one["contacts"] if one["name"] < other]
    lines = "".join("M{:.0f} {:.0f}L{:.0f} {:.0f}".format(*at[one], *at[other]) for one, other in pairs)
    dots = "".join(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{DOT}"/>' for x, y in at.values())
    page = f'<rect width="100%" height="100%" fill="#fff"/><path d="{lines}" stroke="#777"/>{dots}'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDE}" viewBox="0 0 {WIDE} {HIGH}">{page}</svg>'
    return f"data:image/svg+xml,{quote(drawn)}"


class Leaving(Network):
    """Who follows when some leave the class's chat: ``who`` and ``count`` start (`leaving.starters`)."""

    def __init__(self, threshold: int = 40, who: str = "centre", count: int = 4, lang: str = "") -> None:
        room = leaving.classroom()
        first = leaving.starters(room, who, count)
        starts = {way: leaving.starters(room, way, 6) for way in leaving.WHO}
        super().__init__(room, lang, moves=True, first=first, threshold=threshold, starts=starts)
