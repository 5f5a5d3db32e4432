"""Figures of the lesson on leaving: the centre of a network, and who follows when some leave it."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case import invented
from enclair.case.model import Case, requires, source_with_day
from enclair.figures import style
from enclair.figures.block import SourcedTable, localized_words, source_columns, source_with_confidence
from enclair.figures.described import DescribedFigure, columns_of
from enclair.figures.explorable import Explorable
from enclair.figures.style import PALE, STRONG
from enclair.lessons.if_everyone_leaves import leaving
from enclair.text.locale import N_, current_locale, sentences, text

if TYPE_CHECKING:
    import networkx as nx

say = sentences(__package__)

AMBER, EDGE = style.SURFACES["amber"][0], style.EDGES["amber-edge"][0]
#: Three kinds of people, each with its marker and look: who stays or is neither, who follows, who starts.
KINDS: dict[str, tuple[str, int, dict[str, Any]]] = {
    "rest": ("o", 640, PALE),
    "second": ("D", 560, {"color": AMBER, "edgecolor": EDGE, "linewidth": 1.2}),
    "first": ("s", 700, STRONG),
}


class _Map:
    """People as dots, circles, diamonds and squares, joined by their contacts."""

    def __init__(self, graph: "nx.Graph[str]", names: dict[str, str]) -> None:
        from matplotlib.collections import LineCollection

        self._places = invented.places(graph)
        with style.figure(5.2, 4.6, (0, 0, 1, 0.91)) as (self.figure, axes):
            axes.axis("off")
            lines = [[self._places[one], self._places[two]] for one, two in graph.edges]
            axes.add_collection(LineCollection(lines, **style.THREADS), autolim=False)
            whole = list(zip(*self._places.values(), strict=True)) or [(), ()]
            self._dots = {
                kind: axes.scatter(*whole, s=size, marker=marker, zorder=2, **look)
                for kind, (marker, size, look) in KINDS.items()
            }
            middle = {"ha": "center", "va": "center", "zorder": 3, "size": 9, "linespacing": 0.95}
            self._labels = {name: axes.text(*place, name, **middle) for name, place in self._places.items()}
            axes.margins(0.07)
            axes.autoscale_view()
            keys = [axes.scatter([], [], s=90, marker=KINDS[kind][0], **KINDS[kind][2]) for kind in names]
            self.figure.legend(
                keys, list(names.values()), loc="upper left", ncols=3, frameon=False, handletextpad=0.3
            )

    def show(self, kinds: dict[str, str], numbers: dict[str, int]) -> None:
        """Draw each person as of a kind, with a number below the name if there is one."""
        for kind, dots in self._dots.items():
            here = [place for name, place in self._places.items() if kinds.get(name, "rest") == kind]
            dots.set_offsets(here if here else [(float("nan"), float("nan"))])
        for name, label in self._labels.items():
            dark = kinds.get(name) == "first"
            label.set(
                text=f"{name}\n{numbers[name]}" if name in numbers else name,
                color="white" if dark else style.INK[0],
                weight="bold" if dark else "normal",
            )


def centre(graph: "nx.Graph[str]") -> DescribedFigure:
    """Return how many steps each person of a network is from whoever is farthest away.

    A network in several parts is drawn without a centre, and the sentence says why.
    """
    title = text("How many steps to whoever is farthest away?")
    shape = leaving.shape(graph)
    names = {"first": text("centre"), "rest": text("others"), "second": text("edge")}
    drawn = _Map(graph, names)
    kinds = dict.fromkeys(shape.edge, "second") | dict.fromkeys(shape.centre, "first")
    drawn.show(kinds, shape.farthest)
    lines = [(name, graph.degree[name], shape.farthest.get(name, "")) for name in sorted(graph)]
    heads = [text("Account"), text("Contacts"), text("Steps to the farthest")]
    table = pd.DataFrame(lines, columns=heads)
    return DescribedFigure(drawn.figure, f"{title} {leaving.in_words(shape)}", table)


class Leaving(Explorable):
    """Who follows when some leave the class's chat: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        of_100 = text("{share} in 100")
        super().__init__(
            __package__,
            threshold={share: of_100.format(share=share) for share in (10, 20, 25, 30, 40, 50)},
            count={one: f"{one}" for one in range(1, 7)},
        )
        self._graph = leaving.classroom()
        names = {"first": text("starts"), "second": text("follows (number: round)"), "rest": text("stays")}
        self._map = _Map(self._graph, names)
        self.figure = self._map.figure

    def update(self, threshold: int, who: str, count: int) -> tuple[str, pd.DataFrame]:
        """Draw who has left in the end if ``count`` people start, by the rule of `leaving.leaving`."""
        rounds = leaving.leaving(self._graph, leaving.starters(self._graph, who, count), threshold)
        turn = {name: place for place, names in enumerate(rounds) for name in names}
        kinds = {name: "second" if place else "first" for name, place in turn.items()}
        self._map.show(kinds, {name: place for name, place in turn.items() if place})
        rows = pd.DataFrame({"who": map(", ".join, rounds), "many": map(len, rounds)})
        rows = rows.assign(round=rows.index, gone=rows["many"].cumsum())
        people, gone = len(self._graph), len(turn)
        counts = {"people": people, "gone": gone, "stay": people - gone, "followed": gone - len(rounds[0])}
        sentence = say("figures.leaving", first=rows["who"][0], rounds=len(rounds) - 1, **counts)
        heads = N_({"round": "Round", "who": "Who leaves", "many": "How many", "gone": "Gone in all"})
        return sentence, columns_of(rows, heads)


@requires(only=True)
def departures(cases: pd.DataFrame) -> SourcedTable:
    """Return the ``cases`` in which a service left, withdrew something, or said that it would leave."""
    rows = [row for _, row in cases.set_index("id").loc[list(leaving.MOVES)].iterrows()]
    shown = pd.DataFrame(
        {
            text("Year"): [row["year"] for row in rows],
            text("Service, place"): [localized_words(row, "platform", "country") for row in rows],
            text("What it did"): [localized_words(row, "response_detail") for row in rows],
            text("What came of it"): [localized_words(row, "outcome") for row in rows],
            **source_columns(rows, source_with_confidence),
        },
        dtype=object,
    )
    return SourcedTable(say("figures.departures", some=len(rows), all=len(cases)), shown)


@requires(only=True)
def income(case: Case) -> SourcedTable:
    """Return the rows of a case that say where the firm's income comes from, each with its source."""
    notes = case.users[case.users["definition_note"].str.contains("Premium|profit", na=False)]
    events = case.timeline.set_index("id").loc[["bonds-frozen", "ads-promise-narrowed"]]
    head, note = text("What it says"), "definition_note_fr" if current_locale() == "fr" else "definition_note"
    lines = [(row[note], row) for _, row in notes.iterrows()]
    lines += [(row[f"description_{current_locale()}"], row) for _, row in events.iterrows()]
    sources = tuple({head: [(source_with_day(row), row["source_url"])]} for _, row in lines)
    table = pd.DataFrame({head: [words for words, _ in lines]})
    return SourcedTable(say("figures.income"), table, sources)
