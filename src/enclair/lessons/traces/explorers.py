"""What one explores in lesson 5 with sliders: who is in the middle, how numbers grow."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import numpy as np
import pandas as pd

from enclair.case import invented
from enclair.case.model import requires
from enclair.figures import style
from enclair.figures.described import as_text, columns_of, picture
from enclair.figures.style import PALE, STRONG
from enclair.lessons.traces import growth, labels, say, traces
from enclair.text import locale
from enclair.text.locale import N_, number, percent, text
from enclair.views.explore import Explorable


class Network(Explorable):
    """Who is in the middle of the class's chat: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        from matplotlib.collections import LineCollection

        kept = (1, 2, 4, 8, invented.DAYS)
        super().__init__(
            __package__,
            days={many: say("figures.days", many, days=many) for many in kept},
        )
        graph = invented.network(invented.chat(), both_ways=False)
        self._places = invented.places(graph)
        with style.figure(5.1, 3.6, (0, 0, 1, 1)) as (self.figure, axes):
            axes.axis("off")
            self._lines = LineCollection([], colors=style.HUES["edge"], linewidths=0.9, zorder=1)
            self._join(graph.edges)
            axes.add_collection(self._lines, autolim=False)
            spots = zip(*self._places.values(), strict=True)
            self._dots = axes.scatter(*spots, 480, PALE["color"], edgecolors=PALE["edgecolor"], zorder=2)
            look: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 3, "size": 11}
            self._names = {name: axes.text(*place, name, **look) for name, place in self._places.items()}
            # Words stand beside an account: on its left, where the picture has room for them.
            lowest, *_, highest = sorted(x for x, _ in self._places.values())
            third = lowest + (highest - lowest) / 3
            box = {"facecolor": style.PAPER[0], "edgecolor": "none", "pad": 1}
            beside: dict[str, Any] = {**look, **STRONG, "weight": "bold", "bbox": box}
            self._ways = {}
            for name, (x, y) in self._places.items():
                side, away = ("right", -19) if x > third else ("left", 19)
                words = axes.annotate(
                    "", (x, y), (away, 0), textcoords="offset points", **beside | {"ha": side}
                )
                self._ways[name] = words
            axes.margins(0.06)
            axes.autoscale_view()
            drawn = quote(picture(self.figure).svg())
        self.about = [say("figures.contacts"), f"data:image/svg+xml,{drawn}"]

    def _join(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Draw a line between the accounts of each pair."""
        self._lines.set_segments([[self._places[one], self._places[two]] for one, two in pairs])

    def update(self, measure: str, days: int, both: bool) -> tuple[str, pd.DataFrame]:
        """Draw the network of these days; the account in the middle by ``measure`` stands out."""
        log = traces.chat(days)
        graph = invented.network(log, both)
        table = traces.centrality(log, both).reindex(list(self._places), fill_value=0)
        first = traces.most_central(table, measure)
        share = table[measure] / max(1, table[measure].max())
        self._join(graph.edges)
        self._dots.set_sizes(480 + 520 * share.to_numpy())
        self._dots.set_facecolor([(STRONG if name in first else PALE)["color"] for name in self._places])
        for account, name in self._names.items():
            color, weight = ("white", "bold") if account in first else (style.HUES["ink"], "normal")
            name.set(color=color, weight=weight)
        ways = {one: traces.most_central(table, one) for one in labels("ways")}
        for account, words in self._ways.items():
            words.set_text("\n".join(title for way, title in labels("ways").items() if account in ways[way]))
        rings = [2.4 if words.get_text() else 0.8 for words in self._ways.values()]
        self._dots.set(
            linewidth=rings,
            edgecolor=[(STRONG["color"] if ring > 1 else PALE["edgecolor"]) for ring in rings],
        )
        ranked = table.round().astype(int).sort_values(measure, ascending=False, kind="stable")
        rest = ranked[measure].drop(first)
        sentence = say(
            "figures.network",
            pairs=len(graph.edges),
            measure=labels("measures")[measure],
            first=", ".join(first),
            highest=ranked[measure].max(),
            next=rest.index[0],
            lower=rest.iloc[0],
        )
        heads = N_({"account": "Account"}) | labels("measures")
        return sentence, columns_of(ranked.rename_axis("account").reset_index(), heads)


#: Years that can be looked at, and the top of the picture, in millions: a curve that goes higher leaves it.
FIRST, LAST, TOP = 2014, 2025, 1400


class Growth(Explorable):
    """A line and a curve through the announced numbers of users: a drawing for `enclair.explore`."""

    @requires(only=True)
    def __init__(self, users: pd.DataFrame) -> None:
        years = {year: f"{year}" for year in range(FIRST, LAST + 1)}
        super().__init__(__package__, since=years, until=years)
        self._numbers = growth.announced(users)
        with style.figure(5.1, 3.7, (0.165, 0.09, 0.82, 0.76)) as (self.figure, axes):
            self._out = axes.plot([], [], "o", ms=6, mfc="white", mec=style.HUES["soft"])[0]
            line, curve = style.HUES["justice"], style.HUES["telegram"]
            self._line = axes.plot([], [], "-", color=line, lw=2.2)[0]
            self._curve = axes.plot([], [], ls=(0, (5, 2)), color=curve, lw=2.2)[0]
            self._in = axes.plot([], [], "o", ms=7, color=style.HUES["ink"], zorder=4)[0]
            axes.set(xlim=(FIRST - 0.3, LAST + 1), ylim=(0, TOP), xticks=range(FIRST, LAST + 1, 2))
            ticks = range(0, TOP + 1, 200)
            axes.set_yticks(ticks, [*map(number, ticks)])
            axes.tick_params(axis="x", length=4)
            axes.set_ylabel(text("million users a month"))
            handles = [self._in, self._line, self._out, self._curve]
            called = [text("announced"), text("straight line"), text("not looked at"), text("curve")]
            self.figure.legend(handles, called, loc="upper left", ncols=2, frameon=False, borderaxespad=0.2)

    def update(self, since: int, until: int) -> tuple[str, pd.DataFrame]:
        """Fit both to the numbers announced from the year ``since`` to the year ``until``."""
        looked = self._numbers["date"].dt.year.between(since, until)
        rows, others = self._numbers[looked], self._numbers[~looked]
        self._in.set_data(rows["year"], rows["millions"])
        self._out.set_data(others["year"], others["millions"])
        fit = growth.fitted(self._numbers, since, until)
        years = np.linspace(rows["year"].min(), rows["year"].max(), 101) if fit else np.array([])
        self._line.set_data(years, fit.line(years) if fit else [])
        self._curve.set_data(years, fit.curve(years) if fit else [])
        rows = rows.assign(
            announced=[locale.date(f"{day:%Y-%m}") for day in rows["date"]],
            line=fit.line(rows["year"]) if fit else None,
            curve=fit.curve(rows["year"]) if fit else None,
        )
        few = say("figures.few", there=len(rows), fewest=growth.FEWEST)
        return _sentence(fit) if fit else few, as_text(columns_of(rows, labels("growth_table")))


def _sentence(fit: growth.Growth) -> str:
    """Return how well both fit, and how fast the users of the earlier half and of the later one grew."""
    (line_off, line_part), (curve_off, curve_part) = fit.off("line"), fit.off("curve")
    dates = fit.rows["date"].dt.strftime("%Y-%m")
    first, mid, last = dates.iloc[[0, len(dates) // 2, -1]]
    return say(
        "figures.growth",
        count=len(dates),
        first=locale.date(first),
        mid=locale.date(mid),
        last=locale.date(last),
        slope=number(fit.straight.slope),
        percent=percent(100 * (fit.factor - 1)),
        line_off=number(line_off),
        line_part=percent(100 * line_part),
        curve_off=number(curve_off),
        curve_part=percent(100 * curve_part),
        early=percent(100 * growth.yearly(fit.rows, first, mid)),
        late=percent(100 * growth.yearly(fit.rows, mid, last)),
    )
