"""What matplotlib draws, written as SVG: see `enclair.figures.picture`, which imports this when it draws."""

import html
import re
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
        self._groups: list[bool] = []
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
        self._groups.append(bool(gid and gid.startswith(style.GUESS)))
        if gid and self._groups[-1]:
            self._elements.append(("", f'<g data-guess="{gid.removeprefix(style.GUESS)}" display="none">'))

    def close_group(self, s: str) -> None:
        if self._groups.pop():
            self._elements.append(("", "</g>"))

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        data, points = _outline(path, transform + self._flip)
        self._add(gc, self._look(gc, rgbFace), data, points)
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
        _, places = _outline(path, trans + self._flip)
        sign, ends = _outline(marker_path, marker_trans + Affine2D().scale(1, -1))
        if first := re.match(r"M(\S+) (-?[\d.]+)(.*)", sign):
            starts = places + np.array([float(first[1]), float(first[2])])
            # A closed sign ends where it began: each further one is a step away.
            closed = sign.endswith("z")
            ways = np.diff(starts, axis=0, prepend=[(0, 0)]) if closed else starts
            data = "".join(f"{'m' if closed else 'M'}{_short(x)} {_short(y)}{first[3]}" for x, y in ways)
            self._add(gc, self._look(gc, rgbFace), f"M{data[1:]}", places, float(np.abs(ends).max()))

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
        look = [_painted("fill", gc.get_rgb()), f"font-size:{size}px"]
        look += [f"text-anchor:{anchor}"] * (part > 0)
        look += ["font-weight:700"] * (prop.get_weight() in ("bold", 700))
        look += ["font-style:italic"] * (prop.get_style() == "italic")
        turned = f' transform="rotate({-angle:g} {left} {top})"' if angle else ""
        words = f'style="{";".join(look)}">{html.escape(s, quote=False)}'
        self._elements.append(("", f'<text x="{left}" y="{top}"{turned} {words}</text>'))

    def _look(self, gc: GraphicsContextBase, face: Any) -> str:
        """Return how a path is filled and drawn, "" if nothing of it is seen."""
        alpha = gc.get_alpha() if gc.get_forced_alpha() else None
        width, line = self.points_to_pixels(gc.get_linewidth()), gc.get_rgb()
        look = ["fill:none"] if face is None else [_painted("fill", face, alpha)]
        if width > 0 and line[-1] > 0:
            look += [_painted("stroke", line), f"stroke-width:{_short(width)}"]
            dashes: Any = gc.get_dashes()[1]
            if dashes is not None:
                parts = (_short(self.points_to_pixels(dash)) for dash in dashes)
                look.append(f"stroke-dasharray:{' '.join(parts)}")
            cap = str(gc.get_capstyle()).replace("projecting", "square")
            if cap != "butt":
                look.append(f"stroke-linecap:{cap}")
            if gc.get_joinstyle() == "round":
                look.append("stroke-linejoin:round")
        return "" if look == ["fill:none"] else ";".join(look)

    def _add(self, gc: GraphicsContextBase, look: str, data: str, points: Points, around: float = 0) -> None:
        """Add a path, or marks that go so far ``around`` points, without what lies outside the axes."""
        if not look or not len(points):
            return
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
        before, others = self._elements[-1] if self._elements else ("", "")
        # Lines, or surfaces without an edge, which look alike are one element.
        if before == look and ("fill:none" in look or "stroke" not in look) and "opacity" not in look:
            self._elements[-1] = look, others + data
        else:
            self._elements.append((look, data))

    def _reach(self, points: Points) -> None:
        self.low, self.high = np.minimum(self.low, points.min(0)), np.maximum(self.high, points.max(0))


def _short(value: float) -> str:
    """Return a number of pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _path(look: str, data: str) -> str:
    return f'<path style="{look}" d="{data}"/>'


def _painted(kind: str, rgba: Any, alpha: float | None = None) -> str:
    """Return a colour as CSS: that of a page's theme, and how much of what is below is seen through it."""
    *_, alpha = to_rgba(rgba, alpha)
    clear = f";{kind}-opacity:{alpha:.2g}" if alpha < 1 else ""
    return f"{kind}:{style.paint(to_hex(rgba))}{clear}"


def _outline(path: Path, transform: Transform) -> tuple[str, Points]:
    """Return the data of a path, in steps from one point to the next, and its points; a circle is one arc."""
    if path.codes is not None and np.array_equal(path.codes, _CIRCLE):
        corners = transform.transform(path.vertices)[:-1]
        low, high = corners.min(0), corners.max(0)
        (x, y), (wide, tall) = (low + high) / 2, (high - low) / 2
        arc = f"a{_short(wide)} {_short(tall)} 0 10.01 0z"  # nearly closed
        return f"M{_short(x)} {_short(y - tall)}{arc}", np.array([low, high])
    data, points = "", [np.empty((0, 2))]
    at = start = np.zeros(2)
    for flat, code in path.iter_segments(transform, simplify=False):
        if code == Path.CLOSEPOLY:
            data, at = f"{data}z", start
            continue
        ends = np.round(flat.reshape(-1, 2), 1)
        data += _LETTERS[code] + " ".join(map(_short, (ends - at).ravel()))
        at = ends[-1]
        start = at if code == Path.MOVETO else start
        points.append(ends)
    return "M" + data[1:], np.concatenate(points)


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
