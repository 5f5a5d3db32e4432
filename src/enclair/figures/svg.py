"""What matplotlib draws, written as SVG: see `enclair.figures.picture`, which imports this when it draws."""

import html
from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex, to_rgba
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from numpy.typing import NDArray

from enclair.figures import style

Points = NDArray[np.float64]

_LETTERS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "q", Path.CURVE4: "c"}
_CIRCLE: Any = Path.unit_circle().codes
#: Which part of a line of text stays in its place: most letters of pages are narrower than matplotlib's.
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
_UPRIGHT = {"top": "right", "bottom": "left", "baseline": "left"}
#: Lines and dots of a hatch: the signs of matplotlib that ask for them, and how each is drawn.
_HATCHES = (
    ("/xX", "M{x} {bottom}l{high}-{high}"),
    ("\\xX", "M{x} {top}l{high} {high}"),
    ("|+", "M{x} {top}v{high}"),
    ("-+", "M{left} {y}h{wide}"),
    (".", "M{x} {y}h0"),
)


class Writer(RendererBase):
    """A renderer of matplotlib that writes elements of SVG; ``low`` and ``high`` are the corners of all."""

    def __init__(self, width: float, height: float, dpi: float) -> None:
        super().__init__()
        self._size, self._dpi = (width, height), dpi
        self._flip = Affine2D().scale(1, -1).translate(0, height)
        self._elements: list[tuple[str, str]] = []  # the look of a path and its data, or "" and an element
        self._ends: list[str] = []  # of the groups that are open
        self.low, self.high = np.array([width, height]), np.zeros(2)

    def content(self) -> str:
        """Return all elements."""
        return "".join(_path(look, data) if look else data for look, data in self._elements)

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
        steps, points = _outline(path, transform + self._flip)
        self._add(gc, rgbFace, steps, points[:1], points)
        # Only a rectangle has one: any other shape would need an id to cut it out.
        if (signs := gc.get_hatch()) and len(points) in (4, 5) and path.codes is not None:
            low, high = points.min(0), points.max(0)
            width = self.points_to_pixels(gc.get_hatch_linewidth())
            size = f"{_short(2 * width)};stroke-linecap:round" if "." in signs else _short(width)
            look = f"fill:none;{_painted('stroke', gc.get_hatch_color())};stroke-width:{size}"
            lines = _path(look, "".join(_hatch(signs, low, high - low, self._dpi)))
            self._elements.append(("", _window(low, high, lines)))

    def draw_markers(
        self, gc: Any, marker_path: Path, marker_trans: Any, path: Path, trans: Any, rgbFace: Any = None
    ) -> None:
        """Draw one path with all marks, and not an element for each."""
        steps, sign = _outline(marker_path, marker_trans + Affine2D().scale(1, -1))
        _, places = _outline(path, trans + self._flip)
        if len(sign):
            self._add(gc, rgbFace, steps, places + sign[0], places, float(np.abs(sign).max()))

    def draw_text(
        self, gc: Any, x: Any, y: Any, s: str, prop: Any, angle: Any, ismath: Any = False, mtext: Any = None
    ) -> None:
        """Write words as text of the page; formulas become shapes."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        place = Affine2D().rotate_deg(-angle).translate(x, y)
        self._reach(place.transform(list(product((0, width), (descent, descent - height)))))
        end = mtext.get_horizontalalignment() if mtext else "left"  # which end stays in its place
        if angle and mtext and mtext.get_rotation_mode() != "anchor":
            end = _UPRIGHT.get(mtext.get_verticalalignment(), "center")
        anchor, part = _ANCHORS[end]
        left, top = map(_short, place.transform((width * part, 0)))
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
        alpha = gc.get_alpha() if gc.get_forced_alpha() else None
        width, line = self.points_to_pixels(gc.get_linewidth()), gc.get_rgb()
        look = "fill:none" if face is None else _painted("fill", face, alpha)
        if width > 0 and line[-1] > 0:
            look += f";{_painted('stroke', line)};stroke-width:{_short(width)}"
            _, dashes = gc.get_dashes()
            if dashes is not None:
                look += f";stroke-dasharray:{_all_short(self.points_to_pixels(np.array(dashes)))}"
            if (cap := gc.get_capstyle()) != "butt":
                look += f";stroke-linecap:{'square' if cap == 'projecting' else cap}"
            look += ";stroke-linejoin:round" * (gc.get_joinstyle() == "round")
        return "" if look == "fill:none" else look

    def _add(self, gc: Any, face: Any, steps: str, starts: Points, points: Points, around: float = 0) -> None:
        """Add a path of these ``steps`` from each start, without what lies outside the axes.

        Its ``points`` tell how far it goes: of marks, which go on ``around``, these are the middles.
        """
        look = self._look(gc, face)
        if not look or not len(points):
            return
        # A closed path ends where it began: each further one is a step away.
        move, ways = ("m", np.diff(starts, axis=0, prepend=[(0, 0)])) if steps[-1:] == "z" else ("M", starts)
        data = "M" + "".join(f"{move}{_all_short(way)}{steps}" for way in ways)[1:]
        low, high = points.min(0), points.max(0)
        if clip := gc.get_clip_rectangle():
            least, most = self._flip.transform([(clip.x0, clip.y1), (clip.x1, clip.y0)])
            if (low > most).any() or (high < least).any():
                return
            if (low < least - 0.5).any() or (high > most + 0.5).any():
                self._reach(np.array([np.maximum(low, least), np.minimum(high, most)]))
                self._elements.append(("", _window(least, most, _path(look, data))))
                return
        self._reach(np.array([low - around, high + around]))
        # Lines, or surfaces without an edge, which look alike are one element.
        is_plain = ("fill:none" in look or "stroke" not in look) and "opacity" not in look
        if is_plain and self._elements and self._elements[-1][0] == look:
            data = self._elements.pop()[1] + data
        self._elements.append((look, data))

    def _reach(self, points: Points) -> None:
        self.low, self.high = np.minimum(self.low, points.min(0)), np.maximum(self.high, points.max(0))


def _short(value: float) -> str:
    """Return a number of pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _all_short(values: Any) -> str:
    return " ".join(map(_short, values))


def _path(look: str, data: str) -> str:
    return f'<path style="{look}" d="{data}"/>'


def _painted(kind: str, rgba: Any, alpha: float | None = None) -> str:
    """Return a colour as CSS: that of a page's theme, and how much of what is below is seen through it."""
    *_, alpha = to_rgba(rgba, alpha)
    clear = f";{kind}-opacity:{alpha:.2g}" if alpha < 1 else ""
    return f"{kind}:{style.paint(to_hex(rgba))}{clear}"


def _outline(path: Path, transform: Transform) -> tuple[str, Points]:
    """Return the steps of a path from its first point, and all its points; a circle is one arc."""
    if path.codes is not None and np.array_equal(path.codes, _CIRCLE):
        corners = transform.transform(path.vertices)[:-1]
        low, high = corners.min(0), corners.max(0)
        arc = f"a{_all_short((high - low) / 2)} 0 10.01 0z"  # nearly closed
        return arc, np.array([np.round(((low[0] + high[0]) / 2, low[1]), 1), low, high])
    steps, points = "", list[Points]()
    at = start = np.zeros(2)
    for flat, code in path.iter_segments(transform, simplify=False):
        if code == Path.CLOSEPOLY:
            steps, at = f"{steps}z", start
            continue
        ends = np.round(flat.reshape(-1, 2), 1)
        if points:
            steps += _LETTERS[code] + _all_short((ends - at).ravel())
        at = ends[-1]
        start = at if code == Path.MOVETO else start
        points.append(ends)
    return steps, np.concatenate([np.empty((0, 2)), *points])


def _window(low: Points, high: Points, content: str) -> str:
    """Return what is seen of ``content`` in a rectangle."""
    x, y, width, height = map(_short, (*low, *(high - low)))
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{x} {y} {width} {height}"'
    return f"<svg {place}>{content}</svg>"


def _hatch(signs: str, low: Points, size: Points, dpi: float) -> Iterator[str]:
    """Yield the lines and dots of a hatch over a rectangle, as dense as matplotlib has them."""
    names = ("left", "top", "wide", "high", "bottom")
    edges = dict(zip(names, map(_short, (*low, *size, low[1] + size[1])), strict=True))
    for kinds, line in _HATCHES:
        if count := sum(map(signs.count, kinds)):
            step = dpi / (6 * count)
            first = -size[1] if "l" in line else step / 2  # a slanting one begins before the rectangle
            across = low[0] + np.arange(first, size[0], step) if "{x}" in line else [0]
            down = low[1] + np.arange(step / 2, size[1], step) if "{y}" in line else [0]
            places = product(across, down)
            yield from (line.format(x=_short(x), y=_short(y), **edges) for x, y in places)
