"""What matplotlib draws, written as SVG: see `enclair.figures.picture`, which imports this when it draws."""

import html
from collections.abc import Iterable
from math import ceil
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from numpy.typing import NDArray

from enclair.figures import style

Point = NDArray[np.float64]

_LETTERS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "q", Path.CURVE4: "c"}
_CIRCLE: Any = Path.unit_circle().codes
#: Hatches of hundreds of circles and stars become crosses.
_AS_LINES = str.maketrans(".oO*", "++++")
#: Which part of a line of text stays in its place: most letters of pages are narrower than matplotlib's.
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
_UPRIGHT = {"top": "right", "bottom": "left", "baseline": "left"}


class Writer(RendererBase):
    """A renderer of matplotlib that writes elements of SVG."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__()
        self._size, self._dpi = (width, height), dpi
        self._flip = Affine2D().scale(1, -1).translate(0, height)
        self._elements: list[tuple[str, str]] = []  # the look of a path and its data, or "" and an element
        self._ends: list[str] = []  # of the groups that are open

    def content(self) -> str:
        """Return all elements."""
        paths = ((f'<path style="{look}" d="{data}"/>' if look else data) for look, data in self._elements)
        return "".join(paths)

    def points_to_pixels(self, points: Any) -> Any:
        return points * self._dpi / 72

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self._size

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Begin what a page shows only to whoever made this guess."""
        _, is_guess, number = (gid or "").partition(style.GUESS)
        self._ends.append("</g>" if is_guess else "")
        if is_guess:
            self._elements.append(("", f'<g data-guess="{number}" display="none">'))

    def close_group(self, s: str) -> None:
        if end := self._ends.pop():
            self._elements.append(("", end))

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        shape = path.transformed(transform)
        frame: Any = gc.get_clip_rectangle()
        if frame and frame.padded(0.5).count_contains(shape.vertices) < len(shape):
            is_line = rgbFace is None
            shape = shape.cleaned(clip=frame.extents) if is_line else shape.clip_to_bbox(frame)
        start, steps = _outline(shape, self._flip)
        self._add(self._look(gc, rgbFace), [start], steps)
        # Only a rectangle has one: any other shape would need an id to cut it out.
        if (signs := gc.get_hatch()) and len(path) == 5:
            self._hatch(gc, signs.translate(_AS_LINES), shape.get_extents())

    def _hatch(self, gc: GraphicsContextBase, signs: str, box: Any) -> None:
        """Draw a hatch over a rectangle."""
        if not box.width * box.height:
            return
        inches = ceil(max(box.width, box.height) / self._dpi)
        square = Affine2D().scale(inches * self._dpi).translate(box.x0, box.y0)
        lines = Path.hatch(signs, 6 * inches).transformed(square).cleaned(clip=box.extents)
        start, steps = _outline(lines, self._flip)
        width = _short(self.points_to_pixels(gc.get_hatch_linewidth()))
        self._add(
            f"fill:none;{_painted('stroke', gc.get_hatch_color())};stroke-width:{width}", [start], steps
        )

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
            end = _UPRIGHT.get(mtext.get_verticalalignment(), "center")
        anchor, part = _ANCHORS[end]
        width, _, _ = self.get_text_width_height_descent(s, prop, ismath)
        place = Affine2D().rotate_deg(-angle).translate(x, y).transform((width * part, 0))
        left, top = map(_short, place)
        size = _short(self.points_to_pixels(prop.get_size_in_points()))
        look = f"{_painted('fill', gc.get_rgb())};font-size:{size}px"
        look += f";text-anchor:{anchor}" * (part > 0)
        look += ";font-weight:700" * (prop.get_weight() in ("bold", 700))
        look += ";font-style:italic" * (prop.get_style() == "italic")
        turned = f' transform="rotate({-angle:g} {left} {top})"' if angle else ""
        words = html.escape(s, quote=False)
        self._elements.append(("", f'<text x="{left}" y="{top}"{turned} style="{look}">{words}</text>'))

    def _look(self, gc: GraphicsContextBase, face: Any) -> str:
        """Return how a path is filled and drawn, "" if nothing of it is seen."""
        width, line = self.points_to_pixels(gc.get_linewidth()), gc.get_rgb()
        look = "fill:none" if face is None else _painted("fill", face)
        if width > 0 and line[-1] > 0:
            look += f";{_painted('stroke', line)};stroke-width:{_short(width)}"
            _, dashes = gc.get_dashes()
            if dashes is not None:
                look += f";stroke-dasharray:{_all_short(self.points_to_pixels(np.array(dashes)))}"
        return "" if look == "fill:none" else look

    def _add(self, look: str, starts: Iterable[Point], steps: str) -> None:
        """Add a path: the same steps from each start."""
        if not look or not steps:
            return
        data = "".join(f"M{_all_short(start)}{steps}" for start in starts)
        # Lines, or surfaces without an edge, which look alike are one element.
        is_plain = ("fill:none" in look or "stroke" not in look) and "opacity" not in look
        if is_plain and self._elements and self._elements[-1][0] == look:
            data = self._elements.pop()[1] + data
        self._elements.append((look, data))


def _short(value: float) -> str:
    """Return a number of pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _all_short(values: Any) -> str:
    return " ".join(map(_short, values))


def _painted(kind: str, rgba: Any) -> str:
    """Return a colour as CSS: that of a page's theme, and how much of what is below is seen through it."""
    clear = f";{kind}-opacity:{rgba[3]:.2g}" if len(rgba) > 3 and rgba[3] < 1 else ""
    return f"{kind}:{style.paint(to_hex(rgba))}{clear}"


def _outline(path: Path, transform: Transform) -> tuple[Point, str]:
    """Return where a path starts, and its steps from there; a circle is one arc."""
    if path.codes is not None and np.array_equal(path.codes, _CIRCLE):
        corners = transform.transform(path.vertices)
        low, high = corners.min(0), corners.max(0)
        radii = (high - low) / 2
        top = np.array([low[0] + radii[0], low[1]])
        return top, f"a{_all_short(radii)} 0 10.01 0z"  # nearly closed
    steps = ""
    first: Any = None
    start = at = first
    for flat, code in path.iter_segments(transform, simplify=False):
        if code == Path.CLOSEPOLY:
            steps, at = f"{steps}z", start
            continue
        ends = np.round(flat.reshape(-1, 2), 1)
        if at is None:
            first = ends[-1]
        else:
            steps += _LETTERS[code] + _all_short((ends - at).ravel())
        at = ends[-1]
        start = at if code == Path.MOVETO else start
    return first, steps
