"""Pictures for the back row: the kernel that runs a lesson for slides draws them so.

A lesson draws for somebody who sits before the screen. On a slide no letter may be too small for the back
row, and a picture has the shape of the slide, not of a page.
"""

from itertools import combinations
from textwrap import fill
from typing import TYPE_CHECKING, Any

from enclair.figures import picture

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: Points of the smallest letters, and dots per inch: how large they are in the picture's own dots.
POINTS, DPI = 11, 144
LETTERS = POINTS * DPI / 72
#: Inches that a slide has beside what is said of a picture; a higher one is drawn anew in this shape.
WIDE, HIGH = 6.2, 4.1
#: Letters in a line of the words below and beside an axis, where they would collide or be cut.
TICK, ROW = 9, 16
#: What a notebook runs first.
FIRST = "from enclair_tools.publish import slide_figures; slide_figures.draw()"


def drawn_for_slides(figure: "Figure") -> None:
    """Give a figure the letters and the shape of a slide; it stays higher where its words would collide."""
    from matplotlib.text import Text

    for words in figure.findobj(Text):  # those, too, that come later
        words.set_fontsize(max(POINTS, words.get_fontsize()))
    own = figure.get_figheight()
    if own < HIGH - 0.2:
        return
    width, height = max(WIDE, figure.get_figwidth()), min(own, HIGH)
    figure.set_size_inches(width, height)
    # With fixed margins a figure was made to be drawn in any shape.
    while figure.get_layout_engine() and height < own and crowded(figure):
        height = min(own, height + 0.3)
        figure.set_size_inches(width, height)
    for axes in figure.axes:
        ticks = axes.get_xticklabels()
        if crowded(figure, ticks):
            axes.set_xticks(axes.get_xticks(), narrow(ticks, TICK))
        rows = axes.get_yticklabels()
        if any(one.get_window_extent().x0 < 0 for one in rows):
            axes.set_yticks(axes.get_yticks(), narrow(rows, ROW))
    upright = [words for words in visible_words(figure) if words.get_rotation() == 90]
    if crowded(figure, upright):
        for words in upright:
            words.set(text=words.get_text().replace(" ", "\n"), ha="right")


def narrow(words: list[Any], letters: int) -> list[str]:
    """Return words of a figure in lines of so many letters."""
    return [fill(one.get_text().replace("\n", " "), letters, break_long_words=False) for one in words]


def visible_words(figure: "Figure") -> list[Any]:
    """Return the words that are seen in a figure."""
    from matplotlib.text import Text

    return [one for one in figure.findobj(Text) if one.get_visible() and one.get_text().strip()]


def crowded(figure: "Figure", some: list[Any] | None = None) -> bool:
    """Return whether words of a figure overlap, or ``some`` of them."""
    figure.draw_without_rendering()
    boxes = [
        words.get_window_extent().padded(-2) for words in (visible_words(figure) if some is None else some)
    ]
    return any(one.overlaps(other) for one, other in combinations(boxes, 2))


def draw() -> None:
    """From now on draw each figure as `drawn_for_slides` makes it."""
    plain = picture.png

    def png(figure: "Figure", dpi: float = 0, pad: float | None = None, level: int = 6) -> bytes:
        drawn_for_slides(figure)
        return plain(figure, DPI, None if pad is None else 0.03, level)

    picture.png = png
