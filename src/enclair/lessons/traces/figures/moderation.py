"""How much Telegram says it blocked, month by month: its own counts, before and after the arrest."""

from typing import Any

import pandas as pd

from enclair.case.needs import requires
from enclair.figures import style
from enclair.figures.described import DescribedFigure, annotate_point
from enclair.figures.style import PALE
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import say
from enclair.lessons.traces.figures.disclosures import DAY, LOOKS, named_day, number_texts
from enclair.text import locale
from enclair.text.locale import N_, listed, number, text

KINDS = N_(
    {
        "total_blocked": "all groups and channels",
        "terror_blocked": "terrorism",
        "csam_blocked": "offences against children",
    }
)


@requires(only=True)
def moderation(moderation_daily: pd.DataFrame) -> DescribedFigure:
    """Return how many groups and channels Telegram says it blocked a day, month by month, three kinds.

    ``moderation_daily`` is the table of that name of a case.

    Raises
    ------
    ChoiceError
        If it has no day in the three months before the arrest or in the three after.
    """
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    means, months = rules.moderation(moderation_daily), rules.by_month(moderation_daily)
    title = text("Groups and channels blocked, mean of a day")
    heads = {kind: text(label) for kind, label in KINDS.items()}
    factors = {kind: rules.factor(value) for kind, value in means["factor"].items()}
    periods = _periods(months.index)
    spans = {"before": text("May to July 2024"), "after": text("September to November 2024")}
    looks = LOOKS | {"": PALE}
    with style.drawing():
        figure = Figure(figsize=(8.6, 6), layout="constrained")
        panels = figure.subplots(len(KINDS), 1, sharex=True)
        figure.suptitle(title, x=0.005, ha="left", size=13, weight="bold")
        arrest = pd.Timestamp(rules.ARREST)
        at = _place(months.index, arrest)
        for axes, kind in zip(panels, KINDS, strict=True):
            for place, (height, period) in enumerate(zip(months[kind], periods, strict=True)):
                axes.bar(place, height, width=0.78, **looks[period])
            top = max(1, months[kind].max())
            for period in ("before", "after"):
                here = [place for place, one in enumerate(periods) if one == period]
                mean = means.loc[kind, period]
                ends = [min(here) - 0.45, max(here) + 0.45]
                for color, width in (("white", 3.6), (style.INK[0], 2.2)):
                    axes.plot(ends, [mean, mean], color=color, lw=width, zorder=4, solid_capstyle="butt")
            axes.axvline(at, **DAY)
            before, after = (number(means[period][kind]) for period in spans)
            heading = text("{kind}: {before} → {after} a day, {factor}")
            axes.set_title(
                heading.format(kind=heads[kind], before=before, after=after, factor=factors[kind]), size=11
            )
            axes.set(ylim=(0, top * 1.12), yticks=[])
            axes.spines["left"].set_visible(False)
            axes.tick_params(axis="x", length=0)
        top = panels[0].get_ylim()[1]
        words = named_day(rules.ARREST, text("arrest"))
        annotate_point(panels[0], words, (at, top), (-4, -2), ha="right", va="top", size=10)
        panels[-1].set_xticks(
            range(len(months)), [_month(day, place) for place, day in enumerate(months.index)]
        )
        named = spans | {"": text("other months")}
        keys: list[Any] = [
            # A patch gives its edge the color too, and then its hatch cannot be seen.
            Patch(**{"facecolor" if key == "color" else key: value for key, value in looks[period].items()})
            for period in named
        ]
        keys.append(Line2D([], [], color=style.INK[0], lw=2.2))
        labels = [*named.values(), text("mean of three months")]
        figure.legend(keys, labels, loc="outside lower left", ncols=2, frameon=False)
    days = [locale.date(f"{month:%Y-%m}") for month in months.index]
    columns = {
        head: [
            *number_texts(months[kind].round()),
            *number_texts(means.T[kind][[*spans]].round()),
            factors[kind],
        ]
        for kind, head in heads.items()
    }
    lines = [*days, *spans.values(), text("Factor")]
    table = pd.DataFrame({text("Mean of a day"): lines, **columns})
    facts = listed([f"{head}, {values[-3]} → {values[-2]}, {values[-1]}" for head, values in columns.items()])
    return DescribedFigure(figure, say("figures.moderation", title=title, **spans, facts=facts), table)


def _periods(months: pd.Index) -> list[str]:
    """Return for each month the period of the comparison in which it lies, "" for none."""
    ends = {"before": rules.BEFORE, "after": rules.AFTER}
    return [
        next((name for name, (first, last) in ends.items() if first <= f"{day:%Y-%m-%d}" <= last), "")
        for day in months
    ]


def _place(months: pd.Index, day: pd.Timestamp) -> float:
    """Return where a day lies on an axis on which the first of ``months`` is 0 and each is 1 wide."""
    month = day.to_period("M")
    whole = month.ordinal - months[0].to_period("M").ordinal
    return float(whole - 0.5 + (day.day - 1) / month.days_in_month)


def _month(day: pd.Timestamp, place: int) -> str:
    letter = locale.date(f"{day:%Y-%m}")[0].upper()
    return f"{letter}\n{day.year}" if place == 0 or day.month == 1 else letter
