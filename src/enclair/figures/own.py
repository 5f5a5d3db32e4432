"""Figures that learners draw themselves: what stands in them, and how everybody is shown them."""

from collections.abc import Iterator, Sequence
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
        What is drawn, in order: what stands beside a bar or a point, and its length or height.
    title
        The title, wherever it stands.
    what, named
        The label of the axis along which the numbers are read, and that of the other.
    whole
        Whether all of it is seen on a linear scale, and bars from zero on.
    kind
        "bars", "line" or "points".
    lying
        Whether its bars lie: the first one then stands at the bottom.
    """

    numbers: list[tuple[str, float]]
    title: str
    what: str
    named: str
    whole: bool
    kind: str
    lying: bool


def is_axes(value: object) -> bool:
    """Return whether a value is axes of a figure."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    return isinstance(value, Axes) and isinstance(value.figure, Figure)


def drawn(axes: "Axes") -> Drawn:
    """Return what stands in the axes of a figure: its bars, or else its lines or its points.

    Raises
    ------
    Exception
        Of any kind: what matplotlib raises for a figure that it cannot draw.
    """
    figure: Any = axes.figure
    figure.draw_without_rendering()
    lying, spans = False, list(_points(axes))
    if bars := list(_bars(axes)):
        lying, spans = bars[0][0], [span for _, span in bars]
    along, beside = (axes.xaxis, axes.yaxis) if lying else (axes.yaxis, axes.xaxis)
    places: Any = beside.get_majorticklocs()
    ticks = list(zip(places, beside.get_major_formatter().format_ticks(places), strict=True))
    numbers = [(_beside(first, last, ticks), number) for first, last, number in spans]
    kind = "bars" if bars else "line" if any(_lines(axes)) else "points"
    low, high = sorted(along.get_view_interval())
    least = [0.0] if bars else []
    titles = [*(axes.get_title(loc) for loc in ("center", "left", "right")), figure.get_suptitle()]
    return Drawn(
        numbers,
        next((title.strip() for title in titles if title.strip()), ""),
        along.get_label_text().strip(),
        beside.get_label_text().strip(),
        along.get_scale() == "linear"
        and all(low <= end <= high for end in [*least, *(n for _, n in numbers)]),
        kind,
        lying,
    )


def _bars(axes: "Axes") -> Iterator[tuple[bool, tuple[float, float, float]]]:
    """Yield each bar: whether it lies, from where to where it is wide, and how long it is."""
    from matplotlib.container import BarContainer

    boxes: list[Any] = [box for box in axes.containers if isinstance(box, BarContainer)]
    for box in boxes:
        for patch in box.patches:
            lying = box.orientation == "horizontal"
            start, wide = (patch.get_y(), patch.get_height()) if lying else (patch.get_x(), patch.get_width())
            yield lying, (start, start + wide, patch.get_width() if lying else patch.get_height())


def _points(axes: "Axes") -> Iterator[tuple[float, float, float]]:
    """Yield each point of the lines, or else of the clouds of points: its place twice, and its height."""
    dots: list[Any] = [*axes.collections]
    for cloud in [line.get_xydata() for line in _lines(axes)] or [dot.get_offsets() for dot in dots]:
        for x, y in cloud:
            yield float(x), float(x), float(y)


def _lines(axes: "Axes") -> list[Any]:
    """Return the lines that data have drawn."""
    return [line for line in axes.get_lines() if line.get_transform() == axes.transData]


def _beside(first: float, last: float, ticks: Sequence[tuple[float, str]]) -> str:
    """Return what stands beside a bar or a point, or its place."""
    near, middle = 1e-6, (first + last) / 2
    found = [word for place, word in ticks if first - near <= place <= last + near and word.strip()]
    return found[0] if len(found) == 1 else f"{middle:g}"


def with_twin(figure: object) -> Described:
    """Show a figure of one's own with its text twin, and the same numbers as a table.

    Parameters
    ----------
    figure
        A pair: the axes, as pandas or matplotlib gives them back when it has drawn, and the same in words for
        whoever does not see them.

    Raises
    ------
    ChoiceError
        If it is no such pair, or matplotlib cannot draw it.
    """
    import matplotlib.pyplot as plt

    pair: Any = figure if isinstance(figure, tuple | list) and len(figure) == 2 else (figure, "")
    axes, twin = pair
    if not is_axes(axes):
        message = text("Expected the axes of a figure, as table.plot.bar() gives them; found {found}.")
        raise ChoiceError(message.format(found=type(axes).__name__))
    if not isinstance(twin, str) or not twin.strip():
        raise ChoiceError(text("The text twin is missing: give back two things, axes and a text."))
    whole = axes.figure
    try:
        seen = drawn(axes)
        whole.set_size_inches(NARROW, 0.65 * NARROW)
        whole.set_layout_engine("constrained")
        axes.title.set_wrap(True)
        whole.draw_without_rendering()
    except Exception as error:
        raise ChoiceError(cannot_draw(error)) from None
    finally:
        plt.close(whole)  # else Jupyter shows it once more
    heads = [seen.named, seen.what] if seen.named and seen.what not in ("", seen.named) else []
    heads = heads or [text("Name"), seen.what or text("Number")]
    table = pd.DataFrame([(name, f"{number:.10g}") for name, number in seen.numbers], columns=heads)
    return Described(whole, seen.title or twin, table, below=twin)


def cannot_draw(error: Exception) -> str:
    """Return that matplotlib cannot draw a figure, and why."""
    message = text("matplotlib cannot draw this figure: {error}: {said}")
    return message.format(
        error=type(error).__name__, said=str(error).strip().splitlines()[0] if str(error) else ""
    )
