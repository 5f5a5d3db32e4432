"""What matplotlib draws, written as SVG: see `enclair.figures.picture`, which imports this when it draws."""

import base64
import html
import io
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform
from numpy.typing import NDArray

from enclair.figures import style

Points = NDArray[np.float64]

_LETTERS = {Path.MOVETO: "m", Path.LINETO: "l", Path.CURVE3: "q", Path.CURVE4: "c"}
_CAPS = {"projecting": "square", "round": "round"}
_CIRCLE: Any = Path.unit_circle().codes
#: Which part of a line of text stays in its place: most letters of pages are narrower than matplotlib's.
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}
_UPRIGHT = {"top": "right", "bottom": "left", "baseline": "left"}
#: Lines of a hatch, and the signs of matplotlib that ask for them.
_HATCHES = {"/": "/xX", "\\": "\\xX", "|": "|+", "-": "-+", ".": "."}


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
        self._groups.append(gid is not None and gid.startswith(style.GUESS))
        if self._groups[-1]:
            number = str(gid).removeprefix(style.GUESS)
            self._elements.append(("", f'<g data-guess="{number}" display="none">'))

    def close_group(self, s: str) -> None:
        if self._groups.pop():
            self._elements.append(("", "</g>"))

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None
    ) -> None:
        data, points = _outline(path, transform + self._flip)
        if not len(points):
            return
        if look := self._look(gc, rgbFace):
            self._add(gc, look, data, points)
        # Only a rectangle has one: any other shape would need an id to cut it out.
        if (signs := gc.get_hatch()) and len(points) in (4, 5) and path.codes is not None:
            self._add_hatch(gc, signs, points.min(0), points.max(0))

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Any = None,
    ) -> None:
        """Draw one path with all marks, and not an element for each."""
        look, (_, places) = self._look(gc, rgbFace), _outline(path, trans + self._flip)
        sign, ends = _outline(marker_path, marker_trans + Affine2D().scale(1, -1))
        first = re.match(r"M(\S+) (-?[\d.]+)(.*)", sign)
        if not look or not len(places) or not first:
            return
        starts = places + np.array([float(first[1]), float(first[2])])
        # A closed sign ends where it began: each further one is a step away.
        move, ways = "M", starts
        if sign.endswith("z"):
            move, ways = "m", np.diff(starts, axis=0, prepend=[(0, 0)])
        data = "".join(f"{move}{_short(x)} {_short(y)}{first[3]}" for x, y in ways)
        self._add(gc, look, f"M{data[1:]}", places, around=float(np.abs(ends).max()))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: Any,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Write words as text of the page; formulas become shapes."""
        if ismath:
            super().draw_text(gc, x, y, s, prop, angle, ismath, mtext)
            return
        width, height, descent = self.get_text_width_height_descent(s, prop, ismath)
        turn = np.deg2rad(angle)
        along, up = np.array([np.cos(turn), -np.sin(turn)]), np.array([-np.sin(turn), -np.cos(turn)])
        start = np.array([x, y])
        rise = (-descent, height - descent)
        self._reach(np.array([start + along * far + up * high for far in (0, width) for high in rise]))
        held, part = _ANCHORS[_alignment(mtext, angle)]
        left, top = map(_short, start + along * width * part)
        size = _short(self.points_to_pixels(prop.get_size_in_points()))
        look = [_painted("fill", gc.get_rgb()), f"font-size:{size}px"]
        look += [f"text-anchor:{held}"] * (part > 0)
        look += ["font-weight:700"] * (prop.get_weight() in ("bold", 700))
        look += ["font-style:italic"] * (prop.get_style() == "italic")
        turned = f' transform="rotate({-angle:g} {left} {top})"' if angle else ""
        words = html.escape(s, quote=False)
        text = f'<text x="{left}" y="{top}"{turned} style="{";".join(look)}">{words}</text>'
        self._elements.append(("", text))

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Draw an image as dots: students may draw one; no figure of the kit has any."""
        from PIL import Image

        buffer = io.BytesIO()
        Image.fromarray(im[::-1].copy()).save(buffer, "png")
        height, width = im.shape[:2]
        low = np.array([x, self._size[1] - y - height])
        self._reach(np.array([low, low + np.array([width, height])]))
        source = base64.b64encode(buffer.getvalue()).decode()
        dots = f'<image width="{width}" height="{height}" href="data:image/png;base64,{source}"/>'
        self._elements.append(("", f'<g transform="translate({_short(low[0])} {_short(low[1])})">{dots}</g>'))

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
            if cap := _CAPS.get(gc.get_capstyle()):
                look.append(f"stroke-linecap:{cap}")
            if gc.get_joinstyle() == "round":
                look.append("stroke-linejoin:round")
        return "" if look == ["fill:none"] else ";".join(look)

    def _add(self, gc: GraphicsContextBase, look: str, data: str, points: Points, around: float = 0) -> None:
        """Add a path, or marks that go so far ``around`` points, without what lies outside the axes."""
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

    def _add_hatch(self, gc: GraphicsContextBase, signs: str, low: Points, high: Points) -> None:
        """Add the lines and dots of a hatch over a rectangle."""
        width = self.points_to_pixels(gc.get_hatch_linewidth())
        dotted = f"{_short(2 * width)};stroke-linecap:round"
        size = dotted if "." in signs else _short(width)
        look = f"fill:none;{_painted('stroke', gc.get_hatch_color())};stroke-width:{size}"
        lines = _hatch(signs, low, high - low, self._dpi)
        self._elements.append(("", _window(low, high, _path(look, "".join(lines)))))

    def _reach(self, points: Points) -> None:
        self.low, self.high = np.minimum(self.low, points.min(0)), np.maximum(self.high, points.max(0))


def _short(value: float) -> str:
    """Return a number of pixels, to a tenth."""
    return f"{value:.1f}".removesuffix(".0")


def _path(look: str, data: str) -> str:
    return f'<path style="{look}" d="{data}"/>'


def _painted(kind: str, rgba: Any, alpha: float | None = None) -> str:
    """Return a colour as CSS: that of a page's theme, and how much of what is below is seen through it."""
    if alpha is None:
        alpha = rgba[3] if len(rgba) == 4 else 1
    clear = f";{kind}-opacity:{alpha:.2g}" if alpha < 1 else ""
    return f"{kind}:{style.paint(to_hex(rgba))}{clear}"


def _alignment(mtext: Any, angle: float) -> str:
    """Return which end of a line of text stays in its place."""
    if angle and mtext and mtext.get_rotation_mode() != "anchor":
        return _UPRIGHT.get(mtext.get_verticalalignment(), "center")
    return str(mtext.get_horizontalalignment()) if mtext else "left"


def _outline(path: Path, transform: Transform) -> tuple[str, Points]:
    """Return the data of a path, in steps from one point to the next, and its points."""
    if path.codes is not None and np.array_equal(path.codes, _CIRCLE):
        return _circle(transform.transform(path.vertices)[:-1])
    data, corners = [], []
    at = start = np.zeros(2)
    for flat, code in path.iter_segments(transform, simplify=False):
        if code == Path.CLOSEPOLY:
            data.append("z")
            at = start
            continue
        ends = np.round(flat.reshape(-1, 2), 1)
        data.append(_LETTERS[code] + " ".join(map(_short, (ends - at).ravel())))
        at = ends[-1]
        start = at if code == Path.MOVETO else start
        corners.append(ends)
    return "M" + "".join(data)[1:], np.concatenate(corners) if corners else np.empty((0, 2))


def _circle(points: Points) -> tuple[str, Points]:
    """Return a circle as one arc that nearly closes, and its corners."""
    low, high = points.min(0), points.max(0)
    (x, y), (wide, tall) = (low + high) / 2, (high - low) / 2
    arc = f"a{_short(wide)} {_short(tall)} 0 10.01 0z"
    return f"M{_short(x)} {_short(y - tall)}{arc}", np.array([low, high])


def _window(low: Points, high: Points, content: str) -> str:
    """Return what is seen of ``content`` in a rectangle."""
    x, y, width, height = map(_short, (*low, *(high - low)))
    place = f'x="{x}" y="{y}" width="{width}" height="{height}" viewBox="{x} {y} {width} {height}"'
    return f"<svg {place}>{content}</svg>"


def _hatch(signs: str, low: Points, size: Points, dpi: float) -> Iterator[str]:
    """Yield the lines and dots of a hatch over a rectangle, as dense as matplotlib has them."""
    (x, y), (width, height) = low, size
    wide, high, left, top, bottom = map(_short, (width, height, x, y, y + height))
    for sign, kinds in _HATCHES.items():
        if not (count := sum(map(signs.count, kinds))):
            continue
        step = dpi / (6 * count)
        across = [_short(x + place) for place in np.arange(step / 2, width, step)]
        slanting = [_short(x + place) for place in np.arange(-height, width, step)]
        down = [_short(y + place) for place in np.arange(step / 2, height, step)]
        if sign == "/":
            yield from (f"M{begin} {bottom}l{high}-{high}" for begin in slanting)
        elif sign == "\\":
            yield from (f"M{begin} {top}l{high} {high}" for begin in slanting)
        elif sign == "|":
            yield from (f"M{begin} {top}v{high}" for begin in across)
        elif sign == "-":
            yield from (f"M{left} {begin}h{wide}" for begin in down)
        else:
            yield from (f"M{begin} {line}h0" for begin in across for line in down)
