"""Figures of lesson 1: events by track, the steps of the procedure, who can ask what of whom."""

import html
import re
import textwrap
from collections.abc import Hashable, Mapping
from itertools import cycle, islice
from typing import Any

import pandas as pd

from enclair.case import events as rules
from enclair.case import filters
from enclair.case.model import display_name, requires, source_with_confidence
from enclair.figures import style
from enclair.figures.block import Block, element, folded
from enclair.figures.described import DescribedFigure, bars, columns_of
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
def procedure(steps: pd.DataFrame) -> Block:
    """Return the steps of French criminal procedure as a ladder, from the bottom up; each opens.

    ``steps`` is the ``procedure`` table of a case. Its row of order 0 is no step: it holds along all others
    but the last, the conviction.
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


def _short(words: str, width: int = 36) -> str:
    """Return what fits into one line; what explains a long name stands in the table."""
    plain = re.sub(r" \(.*", "", words) if len(words) > 34 else words
    return textwrap.shorten(plain, width, placeholder=" …")


@requires()
def actor_map(powers: pd.DataFrame) -> DescribedFigure:
    """Return who can ask what of whom: askers on the left, asked on the right, one numbered arrow a power.

    ``powers`` is the table of that name of a case. Solid lines bind, dashed ones do not or are not recorded.
    """
    lang = current_locale()
    askers, asked = f"from_{lang}", f"to_{lang}"
    first = {name: place for place, name in enumerate(dict.fromkeys(powers[askers]))}
    rows = powers.sort_values(askers, key=lambda names: names.map(first), kind="stable").reset_index(
        drop=True
    )
    asks = rows[f"asks_{lang}"].str.split(r"[:;,.(]").str[0]  # the whole sentence stands in the table
    with style.figure(8.4, 0.26 * len(rows) + 0.26, (0, 0, 1, 1)) as (figure, axes):
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(len(rows) + 0.3, -1.3))
        for x, align, head in ((3.05, "right", "Who asks"), (6.9, "left", "Who is asked")):
            axes.text(x, -1, text(head), ha=align, color=style.HUES["soft"])
        for name, own in rows.index.to_series().groupby(rows[askers]):
            axes.text(3.05, own.mean(), _short(name), ha="right", va="center")
            axes.vlines(3.15, own.min() - 0.3, own.max() + 0.3, color=style.HUES["ink"], linewidth=2.5)
        for x, line, words in ((2.3, "-", N_("binding")), (4.5, "--", N_("not binding, or not recorded"))):
            axes.hlines(len(rows), x, x + 0.5, color=style.HUES["soft"], linestyle=line)
            axes.text(x + 0.6, len(rows), text(words), va="center", color=style.HUES["soft"])
        is_asked = rows["id"].isin(ASKED)
        for place, (_, row) in enumerate(rows.iterrows()):
            line = "-" if row["binding"] == "yes" else "--"
            look = {"color": style.HUES["soft" if is_asked.any() and not is_asked[place] else "justice"]}
            axes.plot([3.2, 6.75], [place + 0.3] * 2, line, linewidth=4 if is_asked[place] else 1.5, **look)
            axes.scatter(6.75, place + 0.3, marker=">", **look)
            axes.text(3.25, place + 0.22, _short(f"{place + 1} {asks[place]}", 39), va="bottom", **look)
            axes.text(6.9, place + 0.3, _short(row[asked]), va="center")
    columns = N_({"number": "Number", askers: "Who asks", asked: "Who is asked", f"asks_{lang}": "What"})
    columns |= N_({"binding": "Binding", "source_name": "Source"})
    binding = rows["binding"].map({"yes": text("yes"), "no": text("no")}).fillna(text("not recorded"))
    named = [display_name(name) for name in rows["source_name"]]
    rows = rows.assign(number=rows.index + 1, binding=binding, source_name=named)
    lines = map(labelled, rows["number"], rows[askers] + " → " + rows[asked])
    return DescribedFigure(figure, say("figures.powers", lines=listed(lines)), columns_of(rows, columns))
