"""Figures of lesson 1: events by track, the steps of the procedure, who can ask what of whom."""

import html
import re
from collections.abc import Hashable, Mapping
from itertools import count, cycle, islice
from typing import Any

import pandas as pd

from enclair.case import events as rules
from enclair.case import filters
from enclair.case.model import display_name, requires, source_with_confidence
from enclair.figures import style
from enclair.figures.block import Block, element, folded
from enclair.figures.described import DescribedFigure, bars
from enclair.text.locale import N_, current_locale, labelled, listed, sentences, text

say = sentences(__package__)


@requires()
def events_by_track(timeline: pd.DataFrame) -> DescribedFigure:
    """Return bars: how many rows of a ``timeline`` each track holds."""
    counts = timeline["track"].value_counts().reindex(rules.tracks(timeline))
    called = filters.code_labels(timeline, "timeline")
    labels = [called.get(track, track) for track in counts.index]
    hues = [style.HUES.get(track, style.HUES["none"]) for track in counts.index]
    hatches = [*islice(cycle(("", "//", "||", "xx", "--")), len(counts))]
    title = text("Events by track")
    return bars(
        pd.DataFrame({"track": labels, "events": counts.to_numpy()}),
        N_({"track": "Track", "events": "Events"}),
        {"events": {"color": hues, "hatch": hatches, "edgecolor": "white"}},
        title=title,
        alt=f"{title}. {listed(map(labelled, labels, counts))}.",
        size=(7, 0.6 * len(counts) + 0.9),
        xlabel=text("number of events"),
    )


#: Pairs of steps of which a person meets one or the other: in the picture they share a rung.
EITHER_OR = (
    ("temoin-assiste", "mise-en-examen"),
    ("controle-judiciaire", "detention-provisoire"),
    ("non-lieu", "ordonnance-de-renvoi"),
)


#: The step and the power that the lesson asks about: they stand out once they are seen.
ASKED = ("detention-provisoire", "commission-platforms")


@requires(only=True)
def procedure(steps: pd.DataFrame, _: object = None) -> Block:
    """Return the steps of French criminal procedure as a ladder, from the bottom up; each opens.

    ``steps`` is the ``procedure`` table of a case. Its row of order 0 is no step: it holds along all others
    but the last, the conviction. Notebooks of before also hand over where the proceedings stand.
    """
    rows = steps.sort_values("order").to_dict("records")
    second = {another: one for one, another in EITHER_OR}
    ground, rungs = "", list[str]()
    for row in rows:
        box = _rung(row, "marked" if row["id"] in ASKED else "")
        if row["order"] == 0:
            ground += box
        elif second.get(row["id"]) in {step["id"] for step in rows}:
            rungs[-1] += f"{element('p', text('or'))}{box}"
        else:
            rungs.append(box)
    ladder = "".join(f"<li>{rung}</li>" for rung in rungs)
    page = f"<div>{ground}<ol>{ladder}</ol></div>"
    title = text("Steps that are not the same")
    return Block(title, "ladder", page, say("figures.ladder"), home=__package__)


def _rung(row: Mapping[Hashable, Any], look: str = "") -> str:
    """Return one step as HTML: its name in both languages and who decides; opened, what it is and is not."""
    lang = current_locale()
    other = "fr" if lang == "en" else "en"
    number = element("b", str(row["order"]), look) if row["order"] else ""
    foreign = f'<i lang="{other}">{html.escape(row[f"term_{other}"])}</i>'
    name = f"<span>{element('strong', row[f'term_{lang}'])} {foreign}</span>"
    who = element("small", row[f"who_decides_{lang}"])
    terms = element("p", row[f"meaning_{lang}"]) + element("p", f"≠ {row[f'not_the_same_as_{lang}']}")
    source = style.links_html(source_with_confidence(row), row["source_url"])
    summary = f"{number}<span>{name} {who}</span>"
    return folded(summary, f"{terms}<small>{source}</small>")


@requires()
def actor_map(powers: pd.DataFrame) -> Block:
    """Return who can ask what of whom: beside each asker an arrow to whom it asks; each opens.

    ``powers`` is the table of that name of a case. Solid lines bind, dashed ones do not or are not recorded.
    """
    numbers, page = count(1), ""
    for asker, own in powers.groupby(f"from_{current_locale()}", sort=False):
        rows = "".join(f"<li>{_power(row, next(numbers))}</li>" for row in own.to_dict("records"))
        page += f"<section>{element('p', str(asker), 'asker')}<ul>{rows}</ul></section>"
    return Block("", "powers", page, say("figures.powers"), home=__package__)


def _power(row: Mapping[Hashable, Any], place: int) -> str:
    """Return one arrow as HTML: what is asked, in short, and of whom; opened, the whole sentence."""
    lang = current_locale()
    binding = {"yes": text("yes"), "no": text("no")}.get(row["binding"], text("not recorded"))
    asks = row[f"asks_{lang}"]
    number = element("b", str(place), "marked" if row["id"] in ASKED else "")
    short = element("span", re.split("[:;.(]", asks)[0])
    whom = element("strong", row[f"to_{lang}"], "binds" if row["binding"] == "yes" else "dashed")
    source = style.links_html(display_name(row["source_name"]), row["source_url"])
    whole = element("p", asks) + element("p", labelled(text("Binding"), binding))
    return folded(f"{number}{short} {whom}", f"{whole}<small>{source}</small>")
