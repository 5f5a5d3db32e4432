"""Figures on looking for what is rare: one that can be explored, what was published, and its misuses."""

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case.filters import labels
from enclair.case.model import Case, requires
from enclair.case.quotes import SHAPES
from enclair.figures import style
from enclair.figures.block import SourcedTable, source_columns
from enclair.figures.described import DescribedFigure, as_text, columns_of, in_words, picture
from enclair.lessons.needles_and_haystacks import scanning
from enclair.text.locale import N_, current_locale, labelled, listed, number, sentences, text
from enclair.views.explore import Explorable
from enclair.views.view import check_choices

if TYPE_CHECKING:
    from matplotlib.figure import Figure

say = sentences(__package__)
#: The row of `published` that the lesson asks about.
ASKED = "germany"
#: A right alarm and a false one: told apart by hue, by shape, and by being full or hollow.
RIGHT, FALSE = style.HUES["justice"], style.HUES["telegram"]
#: Icons in a row, and rows.
ROW, ROWS = 50, 20


class Alarms(Explorable):
    """A thousand alarms, and above them, in a line for each kind, what becomes of all items."""

    def __init__(self) -> None:
        from matplotlib.figure import Figure

        super().__init__(__package__, **_steps())
        with style.drawing():
            self.figure = Figure(figsize=(5.2, 3.1))
            axes = self.figure.add_axes((0.01, 0.01, 0.98, 0.98))
            axes.axis("off")
            axes.set(xlim=(-0.8, ROW - 0.2), ylim=(ROWS - 0.3, -7.6))
            (self._right,) = axes.plot([], [], "s", mew=0, color=RIGHT)
            (self._wrong,) = axes.plot([], [], "o", ms=4.4, mew=0.8, mfc="none", color=FALSE)
            look: Any = {"ha": "right", "va": "center", "color": RIGHT, "weight": "bold"}
            self._share = axes.text(ROW - 0.5, -1.9, "", size=19, **look)
            self._lines = [
                axes.text(-0.5, height, "", va="center", color=color, weight=weight)
                for height, color, weight in (
                    (-6.6, RIGHT, "normal"),
                    (-4.5, FALSE, "normal"),
                    (-1.9, style.HUES["ink"], "bold"),
                )
            ]

    def update(
        self,
        items: int,
        base: float,
        hit: float,
        false: float,
        second: bool = False,
        kept: float = 1.0,
        mistaken: float = 1.0,
    ) -> tuple[str, pd.DataFrame]:
        """Draw what becomes of ``items``; see `scanning` for the rates."""
        first = scanning.alarms(items, base, hit, false)
        last = scanning.second_look(first, kept, mistaken) if second else first
        right, wrong = last.marks(ROW * ROWS)
        # Few alarms are larger: they fill the same room.
        across = max(ROW // 2, ceil(((right + wrong) * ROW / ROWS) ** 0.5))
        step = ROW / across
        places = [divmod(place, across) for place in range(right + wrong)]
        for icons, some in ((self._right, places[:right]), (self._wrong, places[right:])):
            icons.set_data([step * column for _, column in some], [step * row for row, _ in some])
        self._right.set_markersize(9 if right < 10 else 4.6 * step)  # a needle is to be found
        self._wrong.set_markersize(4.4 * step)
        alarm, others = (text("kept alarm"), text("all others")) if second else _outcomes(False)
        counts = {name: getattr(last, name) for name in ("forbidden", "found", "missed", "allowed", "wrong")}
        counts |= {"shown": right + wrong, "shown_right": right, "shown_wrong": wrong}
        values = {name: number(many) for name, many in counts.items()} | {"alarm": alarm, "others": others}
        for line, name in zip(self._lines, ("forbidden", "allowed", "shown"), strict=True):
            line.set_text(say(f"figures.drawn.{name}", **values))
        self._share.set_text(_share(last))
        fewer = last.forbidden == 0 < items * base
        return _sentence(first, last, second, fewer), _table(first, last, second)


def alarms(**values: Any) -> DescribedFigure:
    """Return `Alarms` as a plain figure; ``values`` as for `enclair.explore`, or between its steps."""
    drawing = Alarms()
    check_choices("alarms", values, drawing.controls)
    starts = {name: control.start for name, control in drawing.controls.items() if not control.needs}
    return DescribedFigure(drawing.figure, *drawing.update(**starts | values))


@requires(only=True)
def published(base_rate: pd.DataFrame) -> DescribedFigure:
    """Return what was published about alarms and reports: three kinds of number, two pictures.

    ``base_rate`` is the table of that name of a case. The kind that the lesson asks about has the first.
    """
    rows = scanning.published(base_rate, current_locale())
    kinds = sorted(rows["kind"].unique(), key=lambda kind: kind not in [*rows["kind"][rows["key"] == ASKED]])
    rows["shown"] = [_range(*ends) for ends in zip(rows["lowest"], rows["highest"], strict=True)]
    rows["of"] = rows["label"] + ", " + rows["years"]
    title = text("Three kinds of number about alarms")
    figure, asked = _kinds_drawn(rows, kinds[:1])
    others, _ = _kinds_drawn(rows, kinds[1:])
    heads = N_({"kind": "What is counted", "of": "Of what", "shown": "Share", "but": "What it does not say"})
    table = columns_of(rows, heads).assign(**source_columns(row for _, row in rows.iterrows()))
    summary = ". ".join(
        labelled(text(kind), listed(in_words(rows[rows["kind"] == kind], "{of}, {shown}"))) for kind in kinds
    )
    below = picture(others, pad=0.1).html("")
    return DescribedFigure(figure, f"{title}. {summary}.", table, below=below, row=asked, dense=True)


def _kinds_drawn(rows: pd.DataFrame, kinds: Sequence[str]) -> tuple["Figure", float]:
    """Return some kinds of number as a figure, and the height of the row that the lesson asks about.

    Drawn by hand: a number may be a range, and each kind has its own head.
    """
    from matplotlib.transforms import blended_transform_factory

    inches = 0.36 * sum(kind in kinds for kind in rows["kind"]) + 0.21 * len(kinds) + 0.3
    with style.figure(5.2, inches, (0.02, 0.27 / inches, 0.96, 1 - 0.29 / inches)) as (figure, axes):
        place = {"transform": blended_transform_factory(figure.transFigure, axes.transData)}
        left: dict[str, Any] = {**place, "va": "center"}
        height, asked, ticks = 0.0, 0.0, range(0, 101, 20)
        for kind in kinds:
            axes.text(0.0, height, text(kind), weight="bold", **left)
            of_kind: Any = rows[rows["kind"] == kind]
            for row in of_kind.itertuples():
                # Above what is seen of it, so that a phone shows both.
                axes.text(0.02, height + 0.64, row.of, **left)
                height += 1.26
                at = [height] * 2
                asked = height if row.key == ASKED else asked
                axes.plot(ticks, at[:1] * len(ticks), "|-", color=style.HUES["pale"], lw=1, ms=9, zorder=0)
                axes.plot([100 * row.lowest, 100 * row.highest], at, "D-", color=RIGHT, lw=5, ms=7)
                end, side = (row.lowest, -1) if row.highest > 0.8 else (row.highest, 1)
                look: Any = {"weight": "bold", "color": RIGHT, "ha": "left" if side > 0 else "right"}
                look |= {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1}, "zorder": 1}
                axes.text(100 * end + 2.5 * side, at[0], row.shown, va="center", **look)
            height += 0.72
        axes.set(xlim=(-2, 102), ylim=(height - 0.35, -0.4), yticks=[])
        axes.set_xticks(ticks, [scanning.percent(tick / 100, 0) for tick in ticks])
        axes.spines["left"].set_visible(False)
    return figure, asked


@requires(only=True)
def misuses(case: Case) -> SourcedTable:
    """Return four sentences that misuse figures of the table ``base_rate`` of ``case``, two of each side."""
    # In any order, so that no side always comes first.
    table = scanning.misuses(case.base_rate).sample(frac=1, ignore_index=True)
    signs = {"privacy": SHAPES[-1], "security": SHAPES[1]}
    table["side"] = table["side"].map(signs) + "\N{NO-BREAK SPACE}" + table["side"].map(labels("quotes"))
    about = [text("What might be said (our words, no quotation)"), *table["said"]]
    table.columns = [text("By whom"), text("What might be said"), text("What is wrong with it")]
    return SourcedTable("", table, any_order=True, about=about)


def _range(lowest: float, highest: float) -> str:
    low, high = scanning.percent(lowest, 1), scanning.percent(highest, 1)
    return low if lowest == highest else text("{lowest} to {highest}").format(lowest=low, highest=high)


def _steps() -> dict[str, dict[Any, str]]:
    """Return the values that each slider offers, with the words for them."""

    def one_in(many: int) -> str:
        return text("1 in {many}").format(many=number(many))

    none, every = {0: text("none")}, {1: text("all")}
    rare = {10.0**-power: one_in(10**power) for power in range(9, 1, -1)}
    shares = none | rare | {1 / many: one_in(many) for many in (20, 10, 5, 2)} | every
    of_100 = (10, 25, 50, 60, 70, 80, 90, 95, 99)
    most = (
        none | {part / 100: text("{part} of {whole}").format(part=part, whole=100) for part in of_100} | every
    )
    volumes = {10**power: number(10**power) for power in range(3, 13)}
    rates = {"base": shares, "hit": most, "false": shares, "kept": most, "mistaken": shares}
    return {"items": volumes, **rates}


def _outcomes(second: bool) -> list[str]:
    """Return what can become of an item."""
    if second:
        return [text("alarm, kept"), text("alarm, dropped"), text("no alarm")]
    return [text("alarm"), text("no alarm")]


def _counts(first: scanning.Outcome, last: scanning.Outcome, second: bool) -> list[tuple[int, int]]:
    """Return the forbidden and the allowed items of each outcome, in the order of `_outcomes`."""
    dropped = [(first.found - last.found, first.wrong - last.wrong)] if second else []
    return [(last.found, last.wrong), *dropped, (first.missed, first.left)]


def _table(first: scanning.Outcome, last: scanning.Outcome, second: bool) -> pd.DataFrame:
    rows = pd.DataFrame(
        [*_counts(first, last, second), (first.forbidden, first.allowed)], columns=["forbidden", "allowed"]
    )
    rows = rows.assign(outcome=[*_outcomes(second), text("all items")], all=rows.sum(axis=1))
    items = N_({"forbidden": "Forbidden items", "allowed": "Allowed items", "all": "Together"})
    return as_text(columns_of(rows, N_({"outcome": "What becomes of it"}) | items))


def _share(last: scanning.Outcome) -> str:
    """Return the share of the alarms that are right, where there is one."""
    return "" if last.right is None else scanning.percent(last.right)


def _sentence(first: scanning.Outcome, last: scanning.Outcome, second: bool, fewer: bool) -> str:
    """Return the picture in words."""
    values = {
        prefix + name: number(getattr(outcome, name))
        for prefix, outcome in (("first_", first), ("", last))
        for name in ("items", "forbidden", "found", "missed", "wrong", "alarms")
    }
    values["share"] = _share(last)
    parts = ["items", *["fewer"] * fewer, *(["raising", "looked"] if second else ["found"])]
    parts.append("right" if last.alarms else "none")
    return " ".join(say(f"figures.{part}", **values) for part in parts)
