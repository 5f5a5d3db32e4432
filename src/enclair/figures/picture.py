"""A figure as SVG in the colours of its page: few elements, no ids, the same text for the same figure.

matplotlib writes SVG, too, two to seven times as much: with an id for each mark, clip and hatch, and colours
that no theme reaches. Ids of two figures of one page would meet, and what is defined in a hidden part of a
page is lost in the others.
"""

import html
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from enclair.figures import style

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: A picture for where no page may draw: a notebook that is not trusted, a place that takes SVG out of HTML.
_STILL = re.compile(r'<img class="enclair-picture enclair-still"[^>]*>')
#: What an address within quotation marks may hold as it is: base64 would be a third longer.
_AS_IS = " !$'()*+,/:;=?@"
#: Its own paper: some pages have another colour than their theme says.
_LOOK = (
    f"background:{style.paint(style.PAPER[0])};white-space:pre;"
    "font-family:var(--jp-ui-font-family,system-ui,sans-serif)"
)


class Picture(NamedTuple):
    """What a figure looks like: left, top, width and height of what is seen, in pixels, and SVG elements."""

    box: tuple[float, float, float, float]
    content: str

    def svg(self, alt: str = "", least: int = 0) -> str:
        """Return an element of a page, at least so many pixels wide; ``alt`` says what it shows."""
        left, top, width, height = (f"{edge:.0f}" for edge in self.box)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="enclair-picture" role="img" '
            f'aria-label="{html.escape(alt)}" width="{width}" height="{height}" '
            f'viewBox="{left} {top} {width} {height}" preserveAspectRatio="xMinYMid" '
            f'style="{f"min-width:{least}px;" if least else ""}{_LOOK}">{self.content}</svg>'
        )

    def html(self, alt: str, least: int = 0) -> str:
        """Return it for the output of a cell, with a still picture for where SVG and styles are taken out.

        What is left of the SVG there, its words, stays hidden, since only our own style sheet shows it.
        """
        small = f"min-width: {least}px; " if least else ""
        return (
            f'{style.figure_theme()}<img class="enclair-picture enclair-still" alt="{html.escape(alt)}" '
            f'style="{small}max-width: 100%" src="data:image/svg+xml,{quote(self.svg(), safe=_AS_IS)}">'
            f'<div class="enclair-drawn" style="display: none">{self.svg(alt, least)}</div>'
        )


def drawn_by_page(page: str) -> str:
    """Return HTML without still pictures, for a page that nobody takes SVG out of."""
    return _STILL.sub("", page)


def draw(figure: "Figure", pad: float | None = None) -> Picture:
    """Draw a figure, with ``pad`` inches around what is drawn; None keeps the whole figure."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from enclair.figures.svg import Writer

    FigureCanvasAgg(figure)  # which measures letters
    width, height = figure.bbox.size
    writer = Writer(width, height, figure.dpi)
    figure.draw(writer)
    if pad is None:
        return Picture((0, 0, width, height), writer.content())
    inches = figure.get_tightbbox().padded(pad)
    left, right, above, below = (figure.dpi * edge for edge in (inches.x0, inches.x1, inches.y1, inches.y0))
    return Picture((left, height - above, right - left, above - below), writer.content())
