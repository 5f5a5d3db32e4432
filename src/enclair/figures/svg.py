"""What matplotlib draws, written as SVG: see `described.picture`, which imports this when it draws."""

import html
from math import ceil
from typing import Any

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from enclair.figures import style

_CIRCLE: Any = Path.unit_circle().codes
#: Which part of a line of text stays in its place: most letters of pages are narrower than matplotlib's.
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}


class Writer(RendererBase):
    """A renderer of matplotlib that writes ``elements`` of SVG."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__()
        self._size, self._dpi = (width, height), dpi
        self._flip = Affine2D().scale(1, -1).translate(0, height)
        self.elements: list[str] = []

    def points_to_pixels(self, points: Any) -> Any:
        return points * self._dpi / 72

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def draw_path(self, gc: Any, path: Path, transform: Transform, rgbFace: Any = None) -> None:
        shape = path.transformed(transform)
        frame = gc.get_clip_rectangle()
        if frame and frame.padded(0.5).count_contains(shape.vertices) < len(shape):
            is_line = rgbFace is None
            shape = shape.cleaned(clip=frame.extents) if is_line else shape.clip_to_bbox(frame)
        start, steps = _outline(shape, self._flip)
        self._add(self._look(gc, rgbFace), [start], steps)
        # Only a rectangle has a hatch: any other shape would need an id to cut it out.
        signs = gc.get_hatch()
        if signs and len(path) == 5 and (box := shape.get_extents()).width * box.height:
            inches = ceil(max(box.width, box.height) / self._dpi)
            square = Affine2D().scale(inches * self._dpi).translate(box.x0, box.y0)
            lines = Path.hatch(signs, 6 * inches).transformed(square).cleaned(clip=box.extents)
            start, steps = _outline(lines, self._flip)
            stroke = self._stroke(gc.get_hatch_color(), gc.get_hatch_linewidth())
            self._add(f"fill:none;{stroke}", [start], steps)

    def draw_markers(
        self, gc: Any, marker_path: Path, marker_trans: Any, path: Path, trans: Any, rgbFace: Any = None
    ) -> None:
        """Draw one path with all marks, and not an element for each."""
        first, steps = _outline(marker_path, marker_trans + Affine2D().scale(1, -1))
        frame, places = gc.get_clip_rectangle(), trans.transform(path.vertices)
        inside = [place for place in places if frame is None or frame.padded(1).contains(*place)]
        if inside:
            self._add(self._look(gc, rgbFace), self._flip.transform(inside) + first, steps)

    def draw_text(
        self, gc: Any, x: Any, y: Any, s: str, prop: Any, angle: Any, ismath: Any = False, mtext: Any = None
    ) -> None:
        """Write words as text of the page; formulas become shapes."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        end = mtext.get_horizontalalignment() if mtext else "left"  # which end stays in its place
        if angle and mtext and mtext.get_rotation_mode() != "anchor":
            end = "right" if mtext.get_verticalalignment() == "top" else "center"
        anchor, part = _ANCHORS[end]
        width, _, _ = self.get_text_width_height_descent(s, prop, ismath)
        place = Affine2D().rotate_deg(-angle).translate(x, y).transform((width * part, 0))
        left, top = map(_short, place)
        size = _short(self.points_to_pixels(prop.get_size_in_points()))
        look = f"{_painted('fill', gc.get_rgb())};font-size:{size}px"
        look += f";text-anchor:{anchor}" * (part > 0)
        look += ";font-weight:700" * (prop.get_weight() in ("bold", 700))
        turned = f' transform="rotate({-angle:g} {left} {top})"' if angle else ""
        words = html.escape(s, quote=False)
        self.elements.append(f'<text x="{left}" y="{top}"{turned} style="{look}">{words}</text>')

    def _stroke(self, colour: Any, width: float) -> str:
        return f"{_painted('stroke', colour)};stroke-width:{_short(self.points_to_pixels(width))}"

    def _look(self, gc: Any, face: Any) -> str:
        """Return how a path is filled and drawn, "" if nothing of it is seen."""
        width, line = gc.get_linewidth(), gc.get_rgb()
        look = "fill:none" if face is None else _painted("fill", face)
        if width > 0 and line[-1] > 0:
            look += f";{self._stroke(line, width)}"
            _, dashes = gc.get_dashes()
            if dashes is not None:
                look += f";stroke-dasharray:{_all_short(self.points_to_pixels(np.array(dashes)))}"
        return "" if look == "fill:none" else look

    def _add(self, look: str, starts: Any, steps: str) -> None:
        """Add a path: the same steps from each start."""
        if look and steps:
            data = "".join(f"M{_all_short(start)}{steps}" for start in starts)
            self.elements.append(f'<path style="{look}" d="{data}"/>')


def _short(value: float) -> str:
    """Return a number of pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _all_short(values: Any) -> str:
    return " ".join(map(_short, values))


def _painted(kind: str, rgba: Any) -> str:
    """Return a colour as CSS: that of a page's theme, and how much of what is below is seen through it."""
    colour = to_hex(rgba)
    clear = f";{kind}-opacity:{rgba[3]:.2g}" if len(rgba) > 3 and rgba[3] < 1 else ""
    return f"{kind}:{style.PAINTS.get(colour, colour)}{clear}"


def _outline(path: Path, transform: Transform) -> tuple[Any, str]:
    """Return where a path starts, and its steps from there; a circle is one arc."""
    if path.codes is not None and np.array_equal(path.codes, _CIRCLE):
        corners = transform.transform(path.vertices)
        low, high = corners.min(0), corners.max(0)
        radii = (high - low) / 2
        return low + radii * [1, 0], f"a{_all_short(radii)} 0 10.01 0z"  # nearly closed
    first: Any = None
    at, steps = first, ""
    for polygon in path.to_polygons(transform, closed_only=False):
        corners = np.asarray(polygon).round(1)
        closed = np.array_equal(corners[0], corners[-1])
        steps += "" if at is None else f"m{_all_short(corners[0] - at)}"
        moves = np.diff(corners[:-1] if closed else corners, axis=0)
        steps += "".join(f"l{_all_short(move)}" for move in moves) + ("z" if closed else "")
        first, at = corners[0] if first is None else first, corners[-1]
    return first, steps
