"""A figure as PNG, drawn once: `Figure.savefig` goes through it twice, and once more to crop it."""

import io
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from numpy.typing import NDArray


def png(figure: "Figure", dpi: float = 0, pad: float | None = None, level: int = 6) -> bytes:
    """Return a figure as PNG; the same figure gives the same bytes.

    Parameters
    ----------
    dpi
        Dots an inch, by default those of the figure.
    pad
        Inches to leave around what is drawn; None keeps the whole figure.
    level
        How hard to compress, from 0 to 9; little is quick.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from PIL import Image

    before = figure.dpi
    figure.set_dpi(dpi or before)
    try:
        canvas: Any = FigureCanvasAgg(figure)
        canvas.draw()
        pixels = np.asarray(canvas.buffer_rgba())
        if pad is not None:
            pixels = pixels[_drawn(pixels, round(pad * figure.dpi))]
    finally:
        figure.set_dpi(before)
    buffer = io.BytesIO()
    Image.fromarray(pixels[..., :3].copy()).save(buffer, "png", compress_level=level)
    return buffer.getvalue()


def _drawn(pixels: "NDArray[np.uint8]", pad: int) -> tuple[slice, ...]:
    """Return the rows and columns of a picture that are not white, and ``pad`` more on each side."""
    inked = pixels.view(np.uint32)[..., 0] != 0xFFFFFFFF  # four bytes, all white, at once
    spans = [np.flatnonzero(np.logical_or.reduce(inked, axis=across)) for across in (1, 0)]
    return tuple(slice(max(0, span[0] - pad), span[-1] + 1 + pad) for span in spans if len(span))
