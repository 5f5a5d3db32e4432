"""Figures of the lesson on leaving: the centre of a network, and who follows when some leave it."""

import html
from typing import TYPE_CHECKING

import pandas as pd

from enclair.case.model import Case, requires, source_with_confidence, source_with_day
from enclair.figures.block import SourcedTable, cited, localized_words, source_columns
from enclair.figures.described import DescribedFigure, bars, in_words
from enclair.figures.style import STRONG, MarkedWords
from enclair.lessons.if_everyone_leaves import leaving, network
from enclair.text.locale import N_, current_locale, labelled, listed, sentences, tables, text

if TYPE_CHECKING:
    import networkx as nx

say = sentences(__package__)

GONE = N_({"threshold": "Threshold, in 100 contacts", "gone": "Gone in all"})

#: Which of the words on how a case ended say that somebody gave way; of others the sources do not say it.
GAVE_WAY = {"blackberry_pakistan": 0, "x_brazil": 2, "apple_uk": 1}

#: Who follows when some leave, for `enclair.explore`.
Leaving = network.Leaving


def centre(graph: "nx.Graph[str]") -> network.Network:
    """Return how many steps each person of a network is from whoever is farthest away."""
    return network.Network(graph)


def gone(numbers: "pd.Series[int]") -> DescribedFigure:
    """Return how many are gone in the end, by threshold, such as `sketches.gone` counts them."""
    rows = pd.DataFrame({"threshold": numbers.index, "gone": numbers.to_numpy()})
    title, counts = text("Gone in all"), listed(in_words(rows, "{threshold}: {gone}"))
    return bars(
        rows, GONE, {"gone": STRONG}, title=title, alt=labelled(f"{numbers.name}", counts), size=(7.2, 4.6)
    )


@requires(only=True)
def departures(cases: pd.DataFrame) -> SourcedTable:
    """Return the ``cases`` in which a service left, withdrew something, or said that it would leave."""
    rows = [row for _, row in cases.set_index("id", drop=False).loc[list(leaving.MOVES)].iterrows()]
    shown = pd.DataFrame(
        {
            text("Year"): [row["year"] for row in rows],
            text("Service, place"): [localized_words(row, "platform", "country") for row in rows],
            text("How it ended, so far; marked by us: who gave way"): [_end(row["id"]) for row in rows],
            text("What it did"): [localized_words(row, "response_detail") for row in rows],
            text("What came of it"): [localized_words(row, "outcome") for row in rows],
            **source_columns(rows, source_with_confidence),
        },
        dtype=object,
    )
    title = say("figures.departures", some=len(rows), all=len(cases))
    return SourcedTable(title, shown, about=[title, *map(str, shown[text("Service, place")])])


def _end(case: str) -> MarkedWords:
    """Return how a case ended, and mark who gave way; a projector shows no column after it."""
    ends = tables(__package__, "figures")["ends"][case]
    words = [html.escape(end) for end in ends]
    if case in GAVE_WAY:
        words[GAVE_WAY[case]] = f"<strong>{words[GAVE_WAY[case]]}</strong>"
    page = f'<div class="enclair-end" lang="{current_locale()}">{text("; ").join(words)}</div>'
    return MarkedWords(text("; ").join(ends), page)


@requires(only=True)
def income(case: Case) -> SourcedTable:
    """Return the rows of a case that say where the firm's income comes from, each with its source."""
    notes = case.users[case.users["definition_note"].str.contains("Premium|profit", na=False)]
    events = case.timeline.set_index("id").loc[["bonds-frozen", "ads-promise-narrowed"]]
    note = "definition_note_fr" if current_locale() == "fr" else "definition_note"
    lines = [(row[note], row) for _, row in notes.iterrows()]
    lines += [(row[f"description_{current_locale()}"], row) for _, row in events.iterrows()]
    cells = [cited(words, source_with_day(row), row["source_url"]) for words, row in lines]
    return SourcedTable(say("figures.income"), pd.DataFrame({text("What it says"): cells}, dtype=object))
