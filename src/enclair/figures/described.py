"""What all figures share: the picture, a sentence on what it shows, and the same numbers as a table; bars."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.figures import picture, style
from enclair.text.locale import bind_locale, capitalized, current_locale, number, text
from enclair.text.plain import plain_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Inches: a figure up to this width is drawn so that it can be read on a phone.
NARROW = 5.2
#: Without it on what has the focus, JupyterLab takes single keys for itself: "x" cuts the cell.
KEYS = 'data-lm-suppress-shortcuts="true"'


@dataclass(frozen=True)
@bind_locale
class DescribedFigure:
    """A figure, what it shows in a sentence, the same numbers as a table, and words below it, if any."""

    figure: "Figure"
    alt: str
    table: pd.DataFrame
    lang: str = field(default_factory=current_locale)
    below: str = ""
    #: Where the row stands that lessons ask about.
    row: int = 0
    #: What happened where along the axis, in words: who draws the same numbers sees it, too.
    moments: Mapping[str, float] = field(default_factory=dict)

    def stamp(self, at: Sequence[float | None]) -> None:
        """Draw where each guess stands along the row that is asked about: a page shows the one that was made.

        ``at`` has the number of each choice, None for one without; what lies beyond the axes has no place.
        """
        from matplotlib.lines import Line2D

        axes = self.figure.axes[0]
        low, high = axes.get_xlim()
        above = self.row - 0.5
        top = max(above, min(axes.get_ylim()))  # the title stays free
        line: Any = {"linestyle": "--", "linewidth": 2, "color": style.INK[0]}
        words: Any = {"color": "white", "size": 11, "weight": "bold", "ha": "center"}
        words |= {"va": "center" if top == above else "top"}
        words |= {"bbox": {"facecolor": style.INK[0], "edgecolor": "none", "pad": 2}}
        for choice, value in enumerate(at, 1):
            if value is not None and low <= value <= high:
                part: Any = {"gid": f"{style.GUESS}{choice}", "in_layout": False, "zorder": 9}
                axes.add_line(Line2D((value, value), (top, self.row + 0.45), **line, **part))
                axes.text(value, top, text("you"), **words, **part)

    def drawn(self) -> picture.Picture:
        """Draw the figure."""
        return picture.draw(self.figure, pad=0.1)

    def _below(self) -> str:
        if not self.below:
            return ""
        return f'<p style="max-width: 60ch; white-space: pre-line">{html.escape(self.below)}</p>'

    def told(self, name: str = "") -> str:
        """Return what stands below the picture, as HTML: words, and the numbers as a table that is folded."""
        name = html.escape(name or text("The same as a table"))
        return (
            f"{self._below()}<details><summary {KEYS}>{name}</summary>"
            f"{style.html_table(self.table)}</details>"
        )

    def __repr__(self) -> str:
        return plain_text(f"<p>{html.escape(self.alt)}</p>{self._below()}{style.html_table(self.table)}")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        least = 600 if self.figure.get_figwidth() > NARROW else 0
        # On a phone a wide picture scrolls: shrunk to the screen, its letters could not be read.
        page = scrolling("scrolls", text("Picture"), self.drawn().html(self.alt, least))
        return {"text/plain": repr(self), "text/html": f"{page}{self.told()}"}


def scrolling(name: str, label: str, inside: str) -> str:
    """Return a part of a page, HTML, that scrolls by itself, with keys too."""
    return (
        f'<div class="enclair-{name}" style="overflow-x: auto" tabindex="0" role="group" '
        f'aria-label="{html.escape(label)}" {KEYS}>{inside}</div>'
    )


def name_rows(axes: "Axes", names: Iterable[str], *hidden: str) -> None:
    """Write what each row of a figure is, the first on top; of its edges, hide the lines ``hidden``."""
    labels = [*names]
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    for edge in hidden:
        axes.spines[edge].set_visible(False)


def columns_of(rows: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return some columns of ``rows`` under the heads that ``columns`` has for them, each with a capital."""
    heads = {name: capitalized(text(head)) for name, head in columns.items()}
    return rows[list(columns)].rename(columns=heads)


def as_text(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a table as people write them, "" for one that is not known."""
    cells = rows.astype(object)  # an empty column of numbers may get words, too
    return cells.map(lambda cell: cell if isinstance(cell, str) else "" if pd.isna(cell) else number(cell))


def in_words(rows: pd.DataFrame, template: str) -> list[str]:
    """Return ``template`` for each row, with its cells by the names of their columns."""
    return [template.format_map(row) for row in as_text(rows).to_dict("records")]


def bars(
    rows: pd.DataFrame,
    heads: dict[str, str],
    looks: Mapping[str, Mapping[str, Any]],
    *,
    title: str,
    alt: str,
    size: tuple[float, float],
    names: str = "",
    words: Mapping[str, str] | None = None,
    xlabel: str = "",
    legend: Sequence[str] = (),
    thickness: float = 0.62,
    room: float = 1.05,
    total: str = "",
) -> DescribedFigure:
    """Draw a row of horizontal bars for each row of a table; ``size`` is in inches.

    ``heads`` has the columns of the table that is shown, the first names the rows (those of the picture:
    ``names``); ``looks`` has the columns that are drawn, each with what matplotlib's ``barh`` takes. At their
    ends bars have their numbers, or the ``words`` of another column; so there is no axis but with ``xlabel``.
    It is ``room`` times as long as the longest bar. ``total`` names a last row of the table, their sum.
    """
    named, *_ = heads
    numbers, cells = rows[[*looks]], as_text(rows)
    with style.figure(*size) as (figure, axes):
        for place, (column, look) in enumerate(looks.items()):
            aside = (place - (len(looks) - 1) / 2) * (thickness + 0.02)
            drawn = axes.barh([row + aside for row in range(len(rows))], rows[column], thickness, **look)
            axes.bar_label(drawn, [*cells[(words or {}).get(column, column)]], padding=4)
        name_rows(axes, rows[names or named], *([] if xlabel else ["bottom"]))
        axes.set(title=title, xlabel=xlabel, xlim=(0, max(1, numbers.to_numpy().max(initial=0)) * room))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_visible(bool(xlabel))
        if legend:
            columns = 2 if len(legend) == 2 else 1
            figure.legend(axes.containers, legend, loc="outside lower left", ncols=columns, frameon=False)
    if total:
        cells.loc[total] = {named: total} | {column: number(numbers[column].sum()) for column in looks}
    return DescribedFigure(figure, alt, columns_of(cells, heads))
