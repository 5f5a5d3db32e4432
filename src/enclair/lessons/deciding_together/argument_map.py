"""A map of arguments: below each claim what supports or attacks it, and below each reason what is about it.

It is words in lists, and no picture: it fits a phone, letters of any size and a screen reader. The layouts of
networkx place points and not boxes: lines cross, and on a narrow page one box lies on the next.
"""

import html
from collections.abc import Mapping, Sequence
from textwrap import shorten

import pandas as pd

from enclair.figures.block import Block, element
from enclair.lessons.deciding_together import cards, say
from enclair.lessons.deciding_together.deck import SHAPES
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANGUAGES, N_, current_locale, number, text

#: What a link may be, and its arrow.
LINKS = {N_("supports"): "↑", N_("attacks"): "⇡"}
COLUMNS = ("reason", "does", "claim")
#: Characters of a text that an error names.
LONGEST = 80


def arguments(table: pd.DataFrame) -> Block:
    """Return a map of arguments: one arrow for each row of ``table``, from a reason to what it is about.

    It has the columns ``reason``, ``does`` ("supports" or "attacks") and ``claim``; a claim may be a reason.
    """
    rows = _checked(table)
    about: dict[str, list[tuple[str, str]]] = {}
    for reason, does, claim in rows.itertuples(index=False):
        about.setdefault(claim, []).append((reason, does))
    sides = cards.texts(current_locale())["sides"]
    named = {name.casefold(): f"{SHAPES[side]} {name.casefold()}" for side, name in sides.items()}
    told: set[str] = set()
    page = "".join(
        f"<section>{element('p', named.get(claim, claim), 'claim')}{_reasons(claim, about, told)}</section>"
        for claim in about
        if claim not in set(rows["reason"])
    )
    counts = {does: number(int((rows["does"] == does).sum())) for does in LINKS}
    under = say("argument_map.alt", links=number(len(rows)), **counts)
    return Block(text("Map of arguments"), "map", f"<div>{page}</div>", under, home=__package__)


def _reasons(claim: str, about: Mapping[str, Sequence[tuple[str, str]]], told: set[str]) -> str:
    """Return what is about a text, as a list; what is about a reason that stands twice is told once."""
    items = ""
    for reason, does in about.get(claim, ()):
        again = reason in told and reason in about
        told.add(reason)
        below = element("small", say("argument_map.above")) if again else _reasons(reason, about, told)
        words = f"<b>{LINKS[does]} {html.escape(text(does))}</b> {html.escape(reason)}"
        items += f'<li class="enclair-{does}"><p>{words}</p>{below}</li>'
    return f"<ul>{items}</ul>" if items else ""


def _checked(table: object) -> pd.DataFrame:
    """Return the three columns as texts, links by their English names; no reason may lead back to itself."""
    import networkx as nx

    if not isinstance(table, pd.DataFrame) or not all([*table].count(name) == 1 for name in COLUMNS):
        raise ChoiceError(say("argument_map.columns", columns=", ".join(COLUMNS)))
    rows = table[[*COLUMNS]].astype(object).fillna("").map(lambda cell: " ".join(str(cell).split()))
    # In any language: a copy of a French exercise may lie where nothing says that it is French.
    rows["does"] = rows["does"].replace({text(link, lang): link for lang in LANGUAGES for link in LINKS})
    for place, (reason, does, claim) in enumerate(rows.itertuples(index=False), 1):
        if does not in LINKS:
            choices = ", ".join(map(text, LINKS))
            raise ChoiceError(say("argument_map.link", place=place, does=repr(does), choices=choices))
        if not reason or not claim:
            raise ChoiceError(say("argument_map.empty", place=place))
    graph = nx.DiGraph([*zip(rows["reason"], rows["claim"], strict=True)])
    if not nx.is_directed_acyclic_graph(graph):
        circle = [f"“{shorten(reason, LONGEST, placeholder='…')}”" for reason, _ in nx.find_cycle(graph)]
        raise ChoiceError(say("argument_map.circle", reasons=" → ".join([*circle, circle[0]])))
    return rows
