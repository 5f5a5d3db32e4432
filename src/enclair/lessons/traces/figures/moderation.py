"""How much Telegram says it blocked, month by month: its own counts, before and after the arrest.

Drawn by hand: three panels, each with its own scale, share the months.
"""

from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case.needs import requires
from enclair.figures import style
from enclair.figures.bars import as_text, in_words
from enclair.figures.described import DescribedFigure, annotate_point
from enclair.figures.style import PALE
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import labels, say
from enclair.lessons.traces.figures.disclosures import DAY, LOOKS, named_day
from enclair.text import locale
from enclair.text.locale import listed, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@requires(only=True)
def moderation(moderation_daily: pd.DataFrame) -> DescribedFigure:
    """Return how many groups and channels Telegram says it blocked a day, month by month, three kinds.

    ``moderation_daily`` is the table of that name of a case.
    """
    from matplotlib.figure import Figure

    means, months = rules.moderation(moderation_daily), rules.by_month(moderation_daily)
    names = [locale.date(f"{month:%Y-%m}") for month in months.index]
    cells = as_text(means.assign(factor=means["factor"].map(rules.factor)))
    cells["kind"] = cells.index.map(labels("kinds"))
    spans = {"before": text("May to July 2024"), "after": text("September to November 2024")}
    title = text("Groups and channels blocked, mean of a day")
    headings = in_words(cells, text("{kind}: {before} → {after} a day, {factor}"))
    with style.drawing():
        figure = Figure(figsize=(8.6, 6), layout="constrained")
        panels = figure.subplots(len(rules.KINDS), 1, sharex=True)
        figure.suptitle(title, x=0.005, ha="left", size=13, weight="bold")
        arrest = pd.Timestamp(rules.ARREST)
        at = months.index.searchsorted(arrest) - 1.5 + (arrest.day - 1) / arrest.days_in_month
        for axes, kind, heading in zip(panels, rules.KINDS, headings, strict=True):
            keys = _draw_months(axes, months[kind], means.T[kind])
            axes.axvline(at, **DAY)
            axes.set_title(heading, size=11)
            axes.set(ylim=(0, max(1, months[kind].max()) * 1.12), yticks=[])
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="x", length=0)
        words = named_day(rules.ARREST, text("arrest"))
        place = (at, panels[0].get_ylim()[1])
        annotate_point(panels[0], words, place, (-4, -2), ha="right", va="top", size=10)
        # Each month by its letter, with the year below the first and each January.
        ticks = [
            name[0].upper() + (f"\n{month.year}" if month == months.index[0] or month.month == 1 else "")
            for name, month in zip(names, months.index, strict=True)
        ]
        panels[-1].set_xticks(range(len(months)), ticks)
        entries = spans | {"": text("other months"), "mean": text("mean of three months")}
        handles = [keys[name] for name in entries]
        figure.legend(handles, [*entries.values()], loc="outside lower left", ncols=2, frameon=False)
    facts = listed(in_words(cells, "{kind}, {before} → {after}, {factor}"))
    last = cells[["before", "after", "factor"]].T.set_axis([*spans.values(), text("Factor")])
    table = pd.concat([as_text(months).set_axis(names), last]).rename(columns=dict(cells["kind"]))
    table = table.rename_axis(text("Mean of a day")).reset_index()
    return DescribedFigure(figure, say("figures.moderation", title=title, **spans, facts=facts), table)


def _draw_months(axes: "Axes", counts: "pd.Series[float]", means: "pd.Series[float]") -> dict[str, Any]:
    """Draw a bar for each month, and the means of two periods; return what the legend shows, by name."""
    looks = dict.fromkeys(counts.index, ("", PALE))
    keys: dict[str, Any] = {}
    for name, (first, last) in rules.PERIODS.items():
        looks |= dict.fromkeys(counts[first:last].index, (name, LOOKS[name]))
    for place, (height, (name, look)) in enumerate(zip(counts, looks.values(), strict=True)):
        keys[name] = axes.bar(place, height, width=0.78, **look)
    for name in rules.PERIODS:
        here = [place for place, (period, _) in enumerate(looks.values()) if period == name]
        ends = (min(here) - 0.45, max(here) + 0.45)
        for color, width in (("white", 3.6), (style.INK[0], 2.2)):
            (keys["mean"],) = axes.plot(
                ends, [means[name]] * 2, color=color, lw=width, zorder=4, solid_capstyle="butt"
            )
    return keys
