"""Users of Telegram as it announced them, with a straight line and a curve that can be fitted anew."""

from math import exp

import pandas as pd

from enclair.case.needs import requires
from enclair.figures import style
from enclair.figures.described import DescribedFigure
from enclair.figures.explorable import Preset, Slider, Switch
from enclair.figures.style import canvas
from enclair.lessons.traces import growth as rules
from enclair.lessons.traces import say
from enclair.text import locale
from enclair.text.locale import number, percent, text

#: Years that can be looked at.
FIRST, LAST = 2014, 2025
#: The line and the curve: two hues, two ways to be drawn.
LINE = {"color": style.PALETTE["justice"][0], "lw": 2.2, "ls": "-"}
CURVE = {"color": style.PALETTE["telegram"][0], "lw": 2.2, "ls": (0, (5, 2))}
#: Top of the picture, in millions: a curve that goes higher leaves it.
TOP = 1400


class Growth:
    """A line and a curve through the announced numbers of users: a drawing for `enclair.explore`.

    Parameters
    ----------
    users
        The table of that name of a case.
    """

    @requires(only=True)
    def __init__(self, users: pd.DataFrame) -> None:
        self.title = text("Straight line or curve?")
        years = {year: f"{year}" for year in range(FIRST, LAST + 1)}
        self.controls: dict[str, Slider | Switch] = {
            "since": Slider(text("First year"), years, start=FIRST),
            "until": Slider(text("Last year"), years, start=LAST),
        }
        span = text("{since} to {until}")
        self.presets = [
            Preset(span.format(since=since, until=until), {"since": since, "until": until}, side)
            for since, until, side in (
                (2014, 2018, "privacy"),
                (2018, 2025, "security"),
                (2014, 2025, "neither"),
            )
        ]
        self._numbers = rules.announced(users)
        with style.drawing():
            self.figure, axes = canvas(3.9, (0.165, 0.09, 0.82, 0.76))
            self._out = axes.plot([], [], "o", ms=6, mfc="white", mec=style.SOFT_INK[0])[0]
            self._line = axes.plot([], [], **LINE)[0]
            self._curve = axes.plot([], [], **CURVE)[0]
            self._in = axes.plot([], [], "o", ms=7, color=style.INK[0], zorder=4)[0]
            axes.set(xlim=(FIRST - 0.3, LAST + 1), ylim=(0, TOP), xticks=range(FIRST, LAST + 1, 2))
            ticks = range(0, TOP + 1, 200)
            axes.set_yticks(ticks, [number(one) for one in ticks])
            axes.tick_params(axis="x", length=4)
            axes.set_ylabel(text("million users a month"))
            named = (
                (self._in, text("announced")),
                (self._line, text("straight line")),
                (self._out, text("not looked at")),
                (self._curve, text("curve")),
            )
            handles, labels = zip(*named, strict=True)
            self.figure.legend(handles, labels, loc="upper left", ncols=2, frameon=False, borderaxespad=0.2)

    def update(self, since: int, until: int) -> tuple[str, pd.DataFrame]:
        """Fit both to the numbers announced from the year ``since`` to the year ``until``."""
        numbers = self._numbers
        looked = numbers["date"].dt.year.between(since, until)
        for dots, rows in ((self._in, numbers[looked]), (self._out, numbers[~looked])):
            dots.set_data(rows["year"], rows["millions"])
        fit = rules.fitted(numbers, since, until)
        if fit is None:
            for drawn in (self._line, self._curve):
                drawn.set_data([], [])
            return self._too_few(int(looked.sum())), self._table(
                numbers[looked].assign(line=None, curve=None)
            )
        first, last = fit.rows["year"].iloc[[0, -1]]
        places = [first + (last - first) * step / 100 for step in range(101)]
        self._line.set_data(places, [fit.straight.at(one) for one in places])
        self._curve.set_data(places, [exp(fit.bent.at(one)) for one in places])
        return self._sentence(fit), self._table(fit.rows)

    def _too_few(self, there: int) -> str:
        return say("figures.few", there=there, fewest=rules.FEWEST)

    def _sentence(self, fit: rules.Growth) -> str:
        rows = fit.rows
        (line_off, line_part), (curve_off, curve_part) = fit.off("line"), fit.off("curve")
        middle = rows["date"].iloc[len(rows) // 2]
        months = [f"{day:%Y-%m}" for day in (rows["date"].iloc[0], middle, rows["date"].iloc[-1])]
        early, late = (rules.yearly(rows, *pair) for pair in (months[:2], months[1:]))
        first, mid, last = (locale.date(month) for month in months)
        return say(
            "figures.growth",
            count=len(rows),
            first=first,
            mid=mid,
            last=last,
            slope=number(fit.straight.slope),
            percent=_percent(fit.factor - 1),
            line_off=number(line_off),
            line_part=_percent(line_part),
            curve_off=number(curve_off),
            curve_part=_percent(curve_part),
            early=_percent(early, "+"),
            late=_percent(late, "+"),
        )

    def _table(self, rows: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame(
            {
                text("Announced"): [locale.date(f"{day:%Y-%m}") for day in rows["date"]],
                text("Million users"): [number(one) for one in rows["millions"]],
                text("Straight line"): self._fitted(rows["line"]),
                text("Curve"): self._fitted(rows["curve"]),
            }
        )

    def _fitted(self, values: "pd.Series[float]") -> list[str]:
        return ["" if pd.isna(one) else number(one) for one in values]


def growth(users: pd.DataFrame, since: int = FIRST, until: int = LAST) -> DescribedFigure:
    """Return `Growth` as a plain figure.

    Parameters
    ----------
    users
        The table of that name of a case.
    since, until
        The first and the last year to look at.
    """
    drawing = Growth(users)
    sentence, table = drawing.update(since, until)
    return DescribedFigure(drawing.figure, sentence, table)


def _percent(share: float, sign: str = "") -> str:
    """Return a part of 1 in whole percent; with ``sign``, that before what is above 0."""
    before = sign if share > 0 else ""
    return f"{before}{percent(100 * share)}"
