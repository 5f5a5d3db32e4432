"""Figures that learners draw themselves: what stands in them, and how everybody is shown them."""

import html
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from enclair.figures.described import NARROW, DescribedFigure, picture
from enclair.text.errors import ChoiceError
from enclair.text.locale import text

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class AxesData(NamedTuple):
    """What stands in a figure."""

    numbers: list[tuple[str, float]]  # in order: what stands beside a bar or a point, its length or height
    title: str
    what: str  # label of the axis along which the numbers are read
    named: str  # label of the other
    whole: bool  # all of it is seen on a linear scale, and bars from zero on
    kind: str  # "bars", "line" or "points"
    lying: bool  # its bars lie: the first one stands at the bottom


def is_axes(value: object) -> bool:
    """Return whether a value is axes of a figure."""
    from matplotlib.axes import Axes

    return isinstance(value, Axes)


def axes_data(axes: "Axes") -> AxesData:
    """Read the axes of a figure: its bars, or else its lines or its points.

    What matplotlib raises for a figure that it cannot draw is not caught.
    """
    from matplotlib.container import BarContainer

    figure: Any = axes.figure
    figure.draw_without_rendering()
    boxes = [box for box in axes.containers if isinstance(box, BarContainer) and box.patches]
    lines = [line for line in axes.get_lines() if line.get_transform() == axes.transData]
    lying = bool(boxes) and boxes[0].orientation == "horizontal"
    clouds: Any = [line.get_xydata() for line in lines] or [dots.get_offsets() for dots in axes.collections]
    # Where a bar or a point begins and ends beside the others, and how long it is.
    spans: list[Any] = [(x, x, y) for cloud in clouds for x, y in cloud]
    if boxes:
        bars = [bar.get_bbox() for box in boxes for bar in box]
        spans = [(bar.y0, bar.y1, bar.width) if lying else (bar.x0, bar.x1, bar.height) for bar in bars]
    along, beside = (axes.xaxis, axes.yaxis) if lying else (axes.yaxis, axes.xaxis)
    places: Any = beside.get_majorticklocs()
    ticks = list(zip(places, beside.get_major_formatter().format_ticks(places), strict=True))

    def name(start: float, end: float) -> str:
        words = [word for place, word in ticks if start - 1e-6 <= place <= end + 1e-6 and word.strip()]
        return words[0] if len(words) == 1 else f"{(start + end) / 2:g}"

    numbers = [(name(start, end), float(length)) for start, end, length in spans]
    low, high = sorted(along.get_view_interval())
    ends = [length for _, length in numbers] + [0.0] * bool(boxes)
    titles = [*(axes.get_title(loc) for loc in ("center", "left", "right")), figure.get_suptitle()]
    return AxesData(
        numbers,
        next((title.strip() for title in titles if title.strip()), ""),
        along.get_label_text().strip(),
        beside.get_label_text().strip(),
        along.get_scale() == "linear" and all(low <= end <= high for end in ends),
        "bars" if boxes else "line" if any(line.get_linestyle() != "None" for line in lines) else "points",
        lying,
    )


def with_twin(figure: object) -> DescribedFigure:
    """Show a figure of one's own with its text twin, and the same numbers as a table.

    ``figure`` is a pair: the axes, as pandas or matplotlib gives them back when it has drawn, and the same in
    words for whoever does not see them.
    """
    import matplotlib.pyplot as plt

    pair: Any = figure if isinstance(figure, tuple | list) and len(figure) == 2 else (figure, "")
    axes, twin = pair
    if not is_axes(axes):
        message = text("Expected the axes of a figure, as table.plot.bar() gives them; found {value}.")
        raise ChoiceError(message.format(value=type(axes).__name__))
    if not isinstance(twin, str) or not twin.strip():
        raise ChoiceError(text("The text twin is missing: give back two things, axes and a text."))
    whole = axes.figure
    try:
        seen = axes_data(axes)
        whole.set_size_inches(NARROW, 0.65 * NARROW)
        whole.set_layout_engine("constrained")
        axes.title.set_wrap(True)
        picture(whole)
    except Exception as error:
        raise ChoiceError(cannot_draw(error)) from None
    finally:
        plt.close(whole)  # else Jupyter shows it once more
    heads = [seen.named or text("Name"), seen.what or text("Number")]
    table = pd.DataFrame([(name, f"{number:.10g}") for name, number in seen.numbers], columns=heads)
    below = f'<p style="max-width: 60ch; white-space: pre-line">{html.escape(twin)}</p>'
    return DescribedFigure(whole, seen.title or twin, table, below=below)


def cannot_draw(error: Exception) -> str:
    """Return that matplotlib cannot draw a figure, and why."""
    reason = f"{error}".strip().partition("\n")[0]
    message = text("matplotlib cannot draw this figure: {error}: {message}")
    return message.format(error=type(error).__name__, message=reason)
