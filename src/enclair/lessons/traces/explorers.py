"""What one explores in lesson 5: who is in the middle, who hides, what noise does, how numbers grow."""

from itertools import chain, pairwise
from typing import Any

import numpy as np
import pandas as pd

from enclair.case import invented
from enclair.case.model import requires
from enclair.figures import style
from enclair.figures.described import as_text, columns_of, in_words
from enclair.figures.explorable import Explorable
from enclair.figures.style import PALE, STRONG
from enclair.lessons.traces import growth, labels, noise, say, traces
from enclair.text import locale
from enclair.text.locale import N_, number, percent, plural, text


def _short(value: float) -> str:
    """Return ``value`` with one digit after the point, if that says anything."""
    return number(value, digits=0 if round(value, 1).is_integer() else 1)


class Network(Explorable):
    """Who is in the middle of the class's chat: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        from matplotlib.collections import LineCollection

        kept = (1, 2, 4, 8, invented.DAYS)
        super().__init__(
            __package__,
            days={many: plural("{days} day", "{days} days", many).format(days=many) for many in kept},
        )
        self._places = invented.places()
        with style.figure(5.2, 4.4, (0, 0, 1, 1)) as (self.figure, axes):
            axes.axis("off")
            self._lines = LineCollection([], **style.THREADS)
            axes.add_collection(self._lines, autolim=False)
            spots = zip(*self._places.values(), strict=True)
            self._dots = axes.scatter(*spots, edgecolors=PALE["edgecolor"], zorder=2)
            look: dict[str, Any] = {"ha": "center", "va": "center", "zorder": 3, "size": 10.5}
            self._names = {name: axes.text(*place, name, **look) for name, place in self._places.items()}
            axes.margins(0.06)
            axes.autoscale_view()

    def update(self, measure: str, days: int, both: bool) -> tuple[str, pd.DataFrame]:
        """Draw the network of these days; the account in the middle by ``measure`` stands out."""
        log = traces.chat(days)
        graph = invented.network(log, both)
        table = traces.centrality(log, both).reindex(list(self._places), fill_value=0)
        first = traces.most_central(table, measure)
        share = table[measure] / max(1, table[measure].max())
        self._lines.set_segments([[self._places[one], self._places[two]] for one, two in graph.edges])
        self._dots.set_sizes(480 + 520 * share.to_numpy())
        self._dots.set_facecolor([(STRONG if name in first else PALE)["color"] for name in self._places])
        for account, name in self._names.items():
            color, weight = ("white", "bold") if account in first else (style.INK[0], "normal")
            name.set(color=color, weight=weight)
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


#: Where the sizes of groups end that `Hidden` tells apart.
SIZES = (0, 1, 3, 9, 120)


class Hidden(Explorable):
    """Among how many each pupil of the survey hides: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        super().__init__(__package__)
        self._survey, self._runners = traces.survey(), traces.runners()
        some = text("{lowest} to {highest}")
        between = [some.format(lowest=low + 1, highest=high) for low, high in pairwise(SIZES[1:-1])]
        self._heads = [text("no double"), *between, text("10 or more")]
        with style.figure(5.2, 3.8, (0.13, 0.15, 0.85, 0.74)) as (self.figure, axes):
            self._known = axes.bar(self._heads, 0, **STRONG, hatch="//", edgecolor="white", width=0.7)
            self._open = axes.bar(self._heads, 0, **PALE, width=0.7)
            self._counts = [axes.text(at, 0, "", ha="center", va="bottom") for at in range(len(self._heads))]
            axes.set(ylim=(0, 132), ylabel=text("pupils"), xlabel=text("who look alike"))
            axes.tick_params(axis="x", length=0)
            kinds = [text("answer known"), text("answer hidden")]
            self.figure.legend(
                [self._known, self._open], kinds, loc="upper left", ncols=2, frameon=False, borderaxespad=0.2
            )
            self._k = self.figure.text(0.98, 0.955, "", ha="right", va="center", size=13, weight="bold")

    def update(self, birth: int, home: int) -> tuple[str, pd.DataFrame]:
        """Draw the survey with dates of birth and postcodes as coarse as `traces.generalise` makes them."""
        rows = traces.generalise(self._survey, birth, home)
        sizes = pd.cut(traces.class_sizes(rows), SIZES, labels=self._heads)
        counts = sizes.value_counts(sort=False).rename("pupils").rename_axis("alike").reset_index()
        counts["sure"] = sizes[traces.homogeneous_rows(rows)].value_counts(sort=False).to_numpy()
        for place, (pupils, sure) in enumerate(counts[["pupils", "sure"]].to_numpy().tolist()):
            self._known[place].set_height(sure)
            self._open[place].set(y=sure, height=pupils - sure)
            self._counts[place].set(y=pupils + 1, text=f"{pupils}")
        anonymity = traces.anonymity(rows)
        self._k.set_text(f"k = {anonymity.k}")
        named = traces.linkage_attack(
            rows, traces.generalise(self._runners, birth, home), on=["birth", "home"]
        )
        sentence = say(
            "figures.hidden",
            row=" | ".join(rows.iloc[len(rows) // 2]),
            named=len(named),
            **anonymity._asdict(),
        )
        heads = N_({"alike": "who look alike", "pupils": "pupils", "sure": "answer known"})
        return sentence, columns_of(counts, heads)


class Noise(Explorable):
    """Counts with noise beside the true ones: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        super().__init__(
            __package__,
            scale={0: text("no noise")} | {scale: number(scale) for scale in (1, 2, 5, 10, 20)},
            throw={one: f"{one}" for one in range(1, 11)},
        )
        self._heads = [text(label) for label in invented.ANSWERS.values()]
        with style.figure(5.2, 3.8, (0.25, 0.03, 0.62, 0.85)) as (self.figure, self._axes):
            rows = range(len(self._heads))
            self._true = self._axes.barh([row - 0.2 for row in rows], 0, **PALE, height=0.36)
            self._published = self._axes.barh([row + 0.2 for row in rows], 0, **STRONG, height=0.36)
            beside = {"va": "center", "ha": "left"}
            self._numbers = [
                [self._axes.text(0, row + aside, "", **beside) for row in rows] for aside in (-0.2, 0.2)
            ]
            self._axes.axvline(0, color=style.SOFT_INK[0], lw=1)
            self._axes.set_yticks(rows, self._heads)
            self._axes.set(xticks=[], ylim=(len(self._heads) - 0.5, -0.5))
            self._axes.tick_params(axis="y", length=0, pad=8)
            self._axes.spines[["left", "bottom"]].set_visible(False)
            kinds = [text("true count"), text("published count")]
            self.figure.legend([self._true, self._published], kinds, loc="upper left", ncols=2, frameon=False)

    def update(self, scale: int, people: int, throw: int) -> tuple[str, pd.DataFrame]:
        """Draw the answers of so many ``people`` with noise of this ``scale``, a new one each ``throw``."""
        true = traces.counts(people).tolist()
        published = noise.noisy(true, scale, throw)
        far = max(*true, *published)
        self._axes.set_xlim(min(0, *published) * 1.3, far * 1.01)
        bars, numbers = [*self._true, *self._published], [*chain(*self._numbers)]
        for bar, label, value in zip(bars, numbers, [*true, *published], strict=True):
            bar.set_width(value)
            label.set(x=max(0, value) + far / 60, text=number(value))
        rows = pd.DataFrame({"answer": self._heads, "true": true, "published": published})
        error = noise.expected_error(scale)
        sentence = say(
            "figures.noise",
            counts=", ".join(in_words(rows, text("{answer} {published} (true: {true})"))),
            error=_short(error),
            share=percent(100 * error / min(true)),
        )
        heads = N_({"answer": "Answer", "true": "true count", "published": "published count"})
        return _with_guess(sentence, noise.inference_success(scale)), as_text(columns_of(rows, heads))


def _with_guess(sentence: str, right: float) -> str:
    """Return a sentence, then how often one guesses right what noise should hide."""
    return f"{sentence}\n{say('figures.guess', right=number(100 * right))}"


class CoinAndDie(Explorable):
    """How often coin and die give which noise: a drawing for `enclair.explore`."""

    def __init__(self) -> None:
        super().__init__(__package__)
        self._noise = range(-10, 11)
        with style.figure(5.2, 3.2, (0.13, 0.17, 0.85, 0.78)) as (self.figure, axes):
            self._bars = axes.bar(self._noise, 0, **STRONG, width=0.8)
            axes.set(ylim=(0, 55), xticks=[-10, -5, 0, 5, 10], xlabel=text("noise"))
            axes.set_xticklabels([number(tick) for tick in (-10, -5, 0, 5, 10)])
            axes.set_ylabel(text("times in 100"))

    def update(self, stop: int) -> tuple[str, pd.DataFrame]:
        """Draw the noise of a die that is thrown until it shows ``stop`` or less."""
        odds = [noise.probability_by_hand(value, stop) for value in self._noise]
        for bar, height in zip(self._bars, odds, strict=True):
            bar.set_height(100 * height)
        times = [number(100 * share, digits=1) for share in odds]
        rows = as_text(pd.DataFrame({"noise": self._noise, "times": times}))
        sentence = say(
            "figures.die",
            faces=self.controls["stop"].steps[stop],
            zero=number(100 * noise.probability_by_hand(0, stop)),
            far=number(100 - 100 * sum(odds)),
            error=_short(noise.error_by_hand(stop)),
        )
        heads = N_({"noise": "noise", "times": "times in 100"})
        return _with_guess(sentence, noise.inference_success_by_hand(stop)), columns_of(rows, heads)


#: Years that can be looked at, and the top of the picture, in millions: a curve that goes higher leaves it.
FIRST, LAST, TOP = 2014, 2025, 1400


class Growth(Explorable):
    """A line and a curve through the announced numbers of users: a drawing for `enclair.explore`."""

    @requires(only=True)
    def __init__(self, users: pd.DataFrame) -> None:
        years = {year: f"{year}" for year in range(FIRST, LAST + 1)}
        super().__init__(__package__, since=years, until=years)
        self._numbers = growth.announced(users)
        with style.figure(5.2, 3.9, (0.165, 0.09, 0.82, 0.76)) as (self.figure, axes):
            self._out = axes.plot([], [], "o", ms=6, mfc="white", mec=style.SOFT_INK[0])[0]
            line, curve = style.PALETTE["justice"][0], style.PALETTE["telegram"][0]
            self._line = axes.plot([], [], "-", color=line, lw=2.2)[0]
            self._curve = axes.plot([], [], ls=(0, (5, 2)), color=curve, lw=2.2)[0]
            self._in = axes.plot([], [], "o", ms=7, color=style.INK[0], zorder=4)[0]
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
