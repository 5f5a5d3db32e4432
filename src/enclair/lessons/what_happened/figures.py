"""Figures of lesson 1: events by track, the steps of the procedure, who can ask what of whom."""

import textwrap

import pandas as pd

from enclair.case import events as rules
from enclair.case import filters, naming
from enclair.case.needs import looks_in
from enclair.figures import style
from enclair.figures.described import Described, blank, columns_of, name_rows
from enclair.text.locale import N_, labelled, listed, spoken, text
from enclair.text.toml import sentences

say = sentences(__package__)


@looks_in()
def events_by_track(events: pd.DataFrame) -> Described:
    """Return bars: how many of ``events`` (rows of a timeline) each track holds."""
    counts = events["track"].value_counts().reindex(rules.tracks(events))
    called = filters.code_labels(events, rules.LABELS)
    labels = [called.get(track, track) for track in counts.index]
    with style.drawing():
        figure, axes = blank(7, 0.6 * len(counts) + 0.9)
        hues = [style.PALETTE.get(track, style.PALETTE[""])[0] for track in counts.index]
        bars = axes.barh(range(len(counts)), counts.to_numpy(), color=hues, height=0.62)
        for bar, hatch in zip(bars, ("", "//", "..", "xx", "++"), strict=False):
            bar.set(hatch=hatch, edgecolor="white")
        axes.bar_label(bars, padding=4)
        name_rows(axes, labels)
        axes.set(title=text("Events by track"), xlabel=text("number of events"))
    said = listed(map(labelled, labels, counts))
    table = pd.DataFrame({text("Track"): labels, text("Events"): counts.to_numpy()})
    return Described(figure, f"{text('Events by track')}. {said}.", table)


#: Pairs of steps of which a person meets one or the other.
EITHER_OR = (
    ("temoin-assiste", "mise-en-examen"),
    ("controle-judiciaire", "detention-provisoire"),
    ("non-lieu", "ordonnance-de-renvoi"),
)


@looks_in(only=True)
def procedure(steps: pd.DataFrame) -> Described:
    """Return the steps of French criminal procedure, and how long the presumption of innocence holds.

    ``steps`` is the ``procedure`` table of a case. Its row of order 0 is no step: it holds along all others
    but the last, the conviction.
    """
    lang = spoken()
    rungs = steps.sort_values("order").reset_index(drop=True)
    other = "fr" if lang == "en" else "en"
    columns = N_(
        {
            f"term_{lang}": "Step",
            f"term_{other}": "In the other language",
            f"meaning_{lang}": "What it is",
            f"who_decides_{lang}": "Who decides",
            f"not_the_same_as_{lang}": "Not the same as",
        }
    )
    with style.drawing():
        figure, axes = blank(8.6, 0.4 * len(rungs) + 0.8)
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(len(rungs) - 0.4, -1.5))
        axes.set_title(text("Steps that are not the same"))
        axes.axhspan(-0.5, len(rungs) - 1.5, color=style.SURFACES["band"][0], zorder=0)
        for x, column in ((0.6, f"term_{lang}"), (3.9, f"term_{other}"), (6.6, f"who_decides_{lang}")):
            axes.text(x, -1, text(columns[column]), va="center", color=style.SOFT_INK[0])
        for height, (_, row) in enumerate(rungs.iterrows()):
            number = "" if row["order"] == 0 else f"{row['order']}"
            axes.text(0.4, height, number, va="center", ha="right", weight="bold")
            axes.text(0.6, height, row[f"term_{lang}"], va="center", weight="bold")
            axes.text(3.9, height, row[f"term_{other}"], va="center", style="italic")
            axes.text(6.6, height, textwrap.shorten(row[f"who_decides_{lang}"], 46), va="center", size=9)
        places = dict(zip(rungs["id"], rungs.index, strict=True))
        for one, another in EITHER_OR:
            if one in places and another in places:
                middle = (places[one] + places[another]) / 2
                axes.text(3.7, middle, text("or"), va="center", ha="right", size=9)
    alt = f"{say('figures.steps', steps=listed(rungs[f'term_{lang}']))} {say('figures.innocent')}"
    return Described(figure, alt, columns_of(rungs, columns))


@looks_in()
def actor_map(powers: pd.DataFrame) -> Described:
    """Return who can ask what of whom: askers on the left, asked on the right, one numbered line a power.

    ``powers`` is the table of that name of a case. Solid lines bind, dashed ones do not or are not recorded.
    """
    lang = spoken()
    askers, asked = f"from_{lang}", f"to_{lang}"
    first = {name: place for place, name in enumerate(dict.fromkeys(powers[askers]))}
    rows = powers.sort_values(askers, key=lambda names: names.map(first), kind="stable").reset_index(
        drop=True
    )
    # Each line has an end of its own on both sides; who is asked stands at the mean height of who asks.
    mean = rows.index.to_series().groupby(rows[asked]).mean()
    ends = pd.Series(range(len(rows)), index=rows[asked].map(mean).sort_values(kind="stable").index)
    with style.drawing():
        figure, axes = blank(8.6, 0.38 * len(rows) + 1)
        axes.axis("off")
        axes.set(xlim=(0, 10), ylim=(len(rows) - 0.4, -1.3))
        sides = (
            (askers, rows.index.to_series(), 3.0, "right", "Who asks"),
            (asked, ends, 7.0, "left", "Who is asked"),
        )
        for column, heights, x, align, head in sides:
            axes.text(x, -1, text(head), ha=align, color=style.SOFT_INK[0])
            for name, height in heights.groupby(rows[column]).mean().items():
                axes.text(x, height, textwrap.fill(str(name), 30), ha=align, va="center", weight="bold")
        box = {"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": style.INK[0]}
        for place, (_, row) in enumerate(rows.iterrows()):
            line = "-" if row["binding"] == "yes" else "--"
            heights_of_line = [place, place, ends.loc[place], ends.loc[place]]
            axes.plot([3.1, 3.6, 6.6, 6.9], heights_of_line, line, color=style.PALETTE["justice"][0])
            axes.text(3.35, place, f"{place + 1}", ha="center", va="center", size=9, bbox=box)
    columns = N_(
        {
            "number": "Number",
            askers: "Who asks",
            asked: "Who is asked",
            f"asks_{lang}": "What",
            "binding": "Binding",
            "source_name": "Source",
        }
    )
    binding = rows["binding"].map({"yes": text("yes"), "no": text("no")})
    rows = rows.assign(
        number=rows.index + 1,
        binding=binding.fillna(text("not recorded")),
        source_name=[naming.display_name(name) for name in rows["source_name"]],
    )
    lines = (
        labelled(number, f"{one} → {another}")
        for number, one, another in rows[["number", askers, asked]].itertuples(index=False)
    )
    return Described(figure, say("figures.powers", lines=listed(lines)), columns_of(rows, columns))
