"""What all figures share: the picture, a sentence on what it shows, and the same numbers as a table."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.figures import picture, style
from enclair.text.locale import bind_locale, capitalized, current_locale, text
from enclair.text.plain import plain_text, wants_html

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

    def stamp(self, at: Sequence[float | None]) -> None:
        """Draw where each guess stands along the row that is asked about: a page shows the one that was made.

        ``at`` has the number of each choice, None for one without; what lies beyond the axes has no place.
        """
        from matplotlib.lines import Line2D

        axes = self.figure.axes[0]
        low, high = axes.get_xlim()
        top = max(self.row - 0.5, min(axes.get_ylim()))  # the title stays free
        look: dict[str, Any] = {"in_layout": False, "zorder": 9}
        line: dict[str, Any] = {"linestyle": "--", "linewidth": 2, "color": style.INK[0], **look}
        words: dict[str, Any] = {"color": "white", "size": 10, "weight": "bold", "ha": "center", **look}
        words["va"] = "center" if top == self.row - 0.5 else "top"
        words["bbox"] = {"facecolor": style.INK[0], "edgecolor": "none", "pad": 2}
        for number, value in enumerate(at, 1):
            if value is not None and low <= value <= high:
                name = f"{style.GUESS}{number}"
                axes.add_line(Line2D((value, value), (top, self.row + 0.45), gid=name, **line))
                axes.text(value, top, text("you"), gid=name, **words)

    def drawn(self) -> picture.Picture:
        """Draw the figure."""
        return picture.draw(self.figure, pad=0.1)

    def _below(self) -> str:
        if not self.below:
            return ""
        return f'<p style="max-width: 60ch; white-space: pre-line">{html.escape(self.below)}</p>'

    def __repr__(self) -> str:
        return plain_text(f"<p>{html.escape(self.alt)}</p>{self._below()}{style.html_table(self.table)}")

    def _repr_mimebundle_(self, **options: Any) -> dict[str, str]:
        if not wants_html(options):
            return {"text/plain": repr(self)}
        least = 600 if self.figure.get_figwidth() > NARROW else 0
        page = (
            # On a phone a wide picture scrolls: shrunk to the screen, its letters could not be read.
            f'<div class="enclair-scrolls" style="overflow-x: auto" tabindex="0" role="group" '
            f'aria-label="{html.escape(text("Picture"))}" {KEYS}>'
            f"{self.drawn().html(self.alt, least)}</div>"
            f"{self._below()}"
            f"<details><summary {KEYS}>{html.escape(text('The same as a table'))}</summary>"
            f"{style.html_table(self.table)}</details>"
        )
        return {"text/plain": repr(self), "text/html": page}


def name_rows(axes: "Axes", names: Iterable[str], *hidden: str) -> None:
    """Write what each row of a figure is, the first on top; of its edges, hide the lines ``hidden``."""
    labels = [*names]
    axes.set_yticks(range(len(labels)), labels)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    for edge in hidden:
        axes.spines[edge].set_visible(False)


def annotate_point(
    axes: "Axes", words: str, place: tuple[float, float], points: tuple[float, float], **look: Any
) -> None:
    """Write ``words`` so many ``points`` to the right of a place and above it."""
    axes.annotate(words, place, points, textcoords="offset points", **look)


def columns_of(rows: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return some columns of ``rows`` under the heads that ``columns`` has for them, each with a capital."""
    heads = {name: capitalized(text(head)) for name, head in columns.items()}
    return rows[list(columns)].rename(columns=heads)
