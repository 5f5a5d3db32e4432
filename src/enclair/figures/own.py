"""Figures that learners draw themselves: what stands in them, and how everybody is shown them."""

from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from enclair.figures.described import NARROW, Described
from enclair.text.errors import ChoiceError
from enclair.text.locale import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Drawn(NamedTuple):
    """What stands in a figure.

    Attributes
    ----------
    numbers
        What is drawn: the length of each bar or the height of each point, by what stands beside it.
    what, named
        The label of the axis along which the numbers are read, and that of the other.
    from_zero
        Whether that axis begins at zero; for a line it need not.
    """

    numbers: dict[str, float]
    what: str
    named: str
    from_zero: bool


def drawn(axes: "Axes") -> Drawn:
    """Return what stands in the axes of a figure: its bars, or else its first line, or nothing."""
    from matplotlib.container import BarContainer

    figure: Any = axes.figure
    figure.draw_without_rendering()  # else tick labels have no words yet
    bars = [box for box in axes.containers if isinstance(box, BarContainer)]
    lying = bool(bars) and bars[0].orientation == "horizontal"
    along, beside = (axes.xaxis, axes.yaxis) if lying else (axes.yaxis, axes.xaxis)
    if bars:
        boxes = [patch for box in bars for patch in box.patches]
        if lying:
            points = [(box.get_y() + box.get_height() / 2, box.get_width()) for box in boxes]
        else:
            points = [(box.get_x() + box.get_width() / 2, box.get_height()) for box in boxes]
    else:
        lines: list[Any] = axes.get_lines()
        points = [(float(x), float(y)) for x, y in lines[0].get_xydata()] if lines else []
    words = {
        round(float(place), 6): label.get_text()
        for place, label in zip(beside.get_ticklocs(), beside.get_ticklabels(), strict=True)
        if label.get_text().strip()
    }
    numbers = {words.get(round(float(place), 6), f"{place:g}"): float(length) for place, length in points}
    low, high = along.get_view_interval()
    return Drawn(
        numbers,
        along.get_label_text().strip(),
        beside.get_label_text().strip(),
        not bars or min(low, high) <= 0 <= max(low, high),
    )


def with_twin(axes: object, twin: object) -> Described:
    """Show a figure of one's own with its text twin, and the same numbers as a table.

    Parameters
    ----------
    axes
        What pandas or matplotlib gives back when it has drawn.
    twin
        The same in words, for whoever does not see the figure.

    Raises
    ------
    ChoiceError
        If the first is no axes, or the second no words.
    """
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes

    if not isinstance(axes, Axes):
        message = text("Expected the axes of a figure, as table.plot.bar() gives them; found {found}.")
        raise ChoiceError(message.format(found=type(axes).__name__))
    if not isinstance(twin, str) or not twin.strip():
        raise ChoiceError(
            text("Expected a text that says what the figure shows; found {found}.").format(found=repr(twin))
        )
    seen = drawn(axes)
    figure: Any = axes.figure
    figure.set_size_inches(NARROW, 0.65 * NARROW)
    figure.set_layout_engine("constrained")
    axes.title.set_wrap(True)
    plt.close(figure)
    heads = [seen.named or text("Name"), seen.what or text("Number")]
    table = pd.DataFrame([(name, f"{number:g}") for name, number in seen.numbers.items()], columns=heads)
    return Described(figure, axes.get_title() or twin, table, below=twin)
