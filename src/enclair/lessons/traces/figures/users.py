"""Users of Telegram as it announced them, with a straight line and a curve that can be fitted anew."""

import numpy as np
import pandas as pd

from enclair.case.needs import requires
from enclair.figures import style
from enclair.figures.bars import as_text
from enclair.figures.described import columns_of
from enclair.figures.explorable import Preset, Slider, Switch
from enclair.figures.style import canvas
from enclair.lessons.traces import growth as rules
from enclair.lessons.traces import labels, say
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

    ``users`` is the table of that name of a case.
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
        examples = ((2014, 2018, "privacy"), (2018, 2025, "security"), (2014, 2025, "neither"))
        self.presets = [
            Preset(span.format(since=since, until=until), {"since": since, "until": until}, side)
            for since, until, side in examples
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
            axes.set_yticks(ticks, [*map(number, ticks)])
            axes.tick_params(axis="x", length=4)
            axes.set_ylabel(text("million users a month"))
            handles = [self._in, self._line, self._out, self._curve]
            labels = [text("announced"), text("straight line"), text("not looked at"), text("curve")]
            self.figure.legend(handles, labels, loc="upper left", ncols=2, frameon=False, borderaxespad=0.2)

    def update(self, since: int, until: int) -> tuple[str, pd.DataFrame]:
        """Fit both to the numbers announced from the year ``since`` to the year ``until``."""
        looked = self._numbers["date"].dt.year.between(since, until)
        rows, others = self._numbers[looked], self._numbers[~looked]
        self._in.set_data(rows["year"], rows["millions"])
        self._out.set_data(others["year"], others["millions"])
        fit = rules.fitted(self._numbers, since, until)
        years = np.linspace(rows["year"].min(), rows["year"].max(), 101) if fit else np.array([])
        self._line.set_data(years, fit.line(years) if fit else [])
        self._curve.set_data(years, fit.curve(years) if fit else [])
        rows = rows.assign(
            announced=[locale.date(f"{day:%Y-%m}") for day in rows["date"]],
            line=fit.line(rows["year"]) if fit else None,
            curve=fit.curve(rows["year"]) if fit else None,
        )
        few = say("figures.few", there=len(rows), fewest=rules.FEWEST)
        return _sentence(fit) if fit else few, as_text(columns_of(rows, labels("growth_table")))


def _sentence(fit: rules.Growth) -> str:
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
        percent=_percent(fit.factor - 1),
        line_off=number(line_off),
        line_part=_percent(line_part),
        curve_off=number(curve_off),
        curve_part=_percent(curve_part),
        early=_percent(rules.yearly(fit.rows, first, mid), "+"),
        late=_percent(rules.yearly(fit.rows, mid, last), "+"),
    )


def _percent(share: float, sign: str = "") -> str:
    """Return a part of 1 in whole percent; with ``sign``, that before what is above 0."""
    before = sign if share > 0 else ""
    return f"{before}{percent(100 * share)}"
