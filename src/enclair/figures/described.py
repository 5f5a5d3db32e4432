"""Figures: a picture, a sentence on what it shows, the same numbers as a table, and bars."""

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import pandas as pd

from enclair.figures import style
from enclair.figures.block import Words, folded, scrolling
from enclair.text.locale import bind_locale, capitalized, current_locale, number, text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

#: Inches: a figure up to this width is drawn so that it can be read on a phone.
NARROW = 5.2
_THEME = style.style_sheet(__package__, "picture.css").replace(
    "/* colours */", style.css_variables(".enclair-drawn")
)
#: Its own paper: some pages have another colour than their theme says.
_LOOK = (
    f"background:{style.PAINTS[style.PAPER[0]]};white-space:pre;"
    "font-family:var(--jp-ui-font-family,system-ui,sans-serif)"
)


class Picture(NamedTuple):
    """What a figure looks like: left, top, width and height of what is seen, in pixels, and SVG elements."""

    box: tuple[float, float, float, float]
    content: str

    def svg(self, alt: str = "", least: int = 0) -> str:
        """Return an element of a page, at least so many pixels wide; ``alt`` is "" if text describes it."""
        left, top, width, height = (f"{edge:.0f}" for edge in self.box)
        role = f'role="img" aria-label="{html.escape(alt)}"' if alt else 'aria-hidden="true"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="enclair-picture" {role} '
            f'width="{width}" height="{height}" viewBox="{left} {top} {width} {height}" '
            'preserveAspectRatio="xMinYMid" '
            f'style="{f"min-width:{least}px;" if least else ""}{_LOOK}">{self.content}</svg>'
        )

    def html(self, alt: str, least: int = 0) -> str:
        """Return it for the output of a cell, with a still picture for where SVG and styles are taken out.

        So does a notebook that is not trusted. What is left of the SVG there, its words, stays hidden, since
        only our own style sheet shows it.
        """
        small = f"min-width: {least}px; " if least else ""
        data = quote(self.svg(), safe=" !$'()*+,/:;=?@")  # base64 would be a third longer
        return (
            f'{_THEME}<img class="enclair-picture enclair-still" alt="{html.escape(alt)}" '
            f'style="{small}max-width: 100%" src="data:image/svg+xml,{data}">'
            f'<div class="enclair-drawn" style="display: none">{self.svg(alt, least)}</div>'
        )


def drawn_by_page(page: str) -> str:
    """Return HTML without still pictures, for a page that nobody takes SVG out of."""
    return re.sub(r'<img class="enclair-picture enclair-still"[^>]*>', "", page)


def picture(figure: "Figure", pad: float | None = None) -> Picture:
    """Draw a figure, with ``pad`` inches around what is drawn; None keeps the whole figure.

    matplotlib writes SVG, too, two to seven times as much: with an id for each mark, clip and hatch, and
    colours that no theme reaches. Ids of two figures of one page would meet, and what is defined in a hidden
    part of a page is lost in the others.
    """
    from matplotlib.artist import Artist
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from enclair.figures.svg import Writer

    FigureCanvasAgg(figure)  # which measures letters
    writer = Writer(*figure.bbox.size, figure.dpi)
    figure.draw(writer)
    for guess in figure.findobj(Artist.get_animated):  # which are not drawn with the rest
        writer.elements.append(f'<g data-guess="{guess.get_gid()}" display="none">')
        guess.draw(writer)
        writer.elements.append("</g>")
    seen: Any = figure.bbox
    if pad is not None:
        seen = figure.get_tightbbox().padded(pad).transformed(figure.dpi_scale_trans)
    box = (seen.x0, figure.bbox.height - seen.y1, seen.width, seen.height)
    return Picture(box, "".join(writer.elements))


@dataclass(frozen=True, repr=False)
@bind_locale
class DescribedFigure(Words):
    """A figure, what it shows in a sentence, the same numbers as a table, and HTML that stands below."""

    figure: "Figure"
    alt: str
    table: pd.DataFrame
    lang: str = field(default_factory=current_locale)
    below: str = ""
    #: Where the row stands that lessons ask about.
    row: float = 0
    #: Whether rows are so near that a guess stands beside its place, not above.
    dense: bool = False
    #: What happened where along the axis, in words: who draws the same numbers sees it, too.
    moments: Mapping[str, float] = field(default_factory=dict)

    def stamp(self, at: Sequence[float | None]) -> None:
        """Draw where each guess stands along the row that is asked about: a page shows the one that was made.

        ``at`` has the number of each choice, None for one without; what lies beyond the axes has no place.
        """
        axes = self.figure.axes[0]
        low, high = axes.get_xlim()
        top = max(self.row - 0.5, min(axes.get_ylim()))  # the title stays free
        ink = style.HUES["ink"]
        look: Any = {"color": "white", "size": 11, "weight": "bold", "animated": True}
        look["va"] = "center" if top == self.row - 0.5 else "top"
        look["bbox"] = {"facecolor": ink, "edgecolor": "none", "pad": 2}
        tail: Any = {"arrowstyle": "-", "linestyle": "--", "linewidth": 2, "color": ink}
        for choice, value in enumerate(at, 1):
            if value is not None and low <= value <= high:
                ends = (value, self.row + 0.35), (value, top)
                # Near the right edge, where the picture may end, it stands left of its line.
                look["ha"], middle = ("right", 1) if value > low + 0.93 * (high - low) else ("center", 0.5)
                if self.dense:
                    side = -0.05 if value > 0.2 * high else 0.05
                    look["ha"], middle = ("right", 1) if side < 0 else ("left", 0)
                    ends = (value, self.row), (value + side * (high - low), self.row)
                    look["va"], look["size"] = "center", 10
                look["arrowprops"] = {**tail, "relpos": (middle, 0.5)}
                axes.annotate(text("you"), *ends, gid=f"{choice}", in_layout=False, **look)

    def told(self, name: str = "") -> str:
        """Return what stands below the picture, as HTML: words, and the numbers as a table that is folded."""
        summary = f"<span data-no-text>{html.escape(name or text('The same as a table'))}</span>"
        return self.below + folded(summary, style.html_table(self.table))

    def _repr_html_(self) -> str:
        least = 600 if self.figure.get_figwidth() > NARROW else 0
        # On a phone a wide picture scrolls: shrunk to the screen, its letters could not be read.
        drawn = picture(self.figure, pad=0.1).html(self.alt, least)
        return scrolling("scrolls", text("Picture"), drawn) + self.told()


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
) -> DescribedFigure:
    """Draw a row of horizontal bars for each row of a table; ``size`` is in inches.

    ``heads`` has the columns of the table that is shown, the first names the rows (those of the picture:
    ``names``); ``looks`` has the columns that are drawn, each with what matplotlib's ``barh`` takes. At their
    ends bars have their numbers, or the ``words`` of another column; so there is no axis but with ``xlabel``.
    """
    cells, thickness = as_text(rows), min(0.62, 0.76 / len(looks))
    with style.figure(*size) as (figure, axes):
        for place, (column, look) in enumerate(looks.items()):
            aside = (place - (len(looks) - 1) / 2) * (thickness + 0.02)
            drawn = axes.barh([row + aside for row in range(len(rows))], rows[column], thickness, **look)
            axes.bar_label(drawn, [*cells[(words or {}).get(column, column)]], padding=4)
        name_rows(axes, rows[names or next(iter(heads))], *([] if xlabel else ["bottom"]))
        axes.set(title=title, xlabel=xlabel, xlim=(0, max(1, rows[[*looks]].to_numpy().max(initial=0))))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_visible(bool(xlabel))
        if legend:
            columns = 2 if len(legend) == 2 and size[0] > NARROW else 1
            figure.legend(axes.containers, legend, loc="outside lower left", ncols=columns, frameon=False)
    return DescribedFigure(figure, alt, columns_of(cells, heads))
