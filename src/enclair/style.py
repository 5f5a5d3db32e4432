"""One look: one palette, one type scale, one spacing unit, for matplotlib and for the page.

Contrast was computed against white and against JupyterLab's dark page: each hue reaches 4.5:1 in its theme.
No pair is red against green, and none of the two sides wears the colour of a warning. What a colour says, a
shape says too, so that a black-and-white print loses nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# name: (light theme, dark theme)
PALETTE = {
    "justice": ("#1c639c", "#74b9ea"),
    "telegram": ("#8f5410", "#e0a458"),
    "law-and-politics": ("#5b4796", "#b3a1ea"),
    "reactions": ("#4d5a61", "#aebbc2"),
    "": ("#6b6b6b", "#a8a8a8"),
}

# One shape a track: the page draws the same four (widgets/timeline.js).
MARKERS = {"justice": "o", "telegram": "s", "law-and-politics": "D", "reactions": "^", "": "P"}

INK = ("#1a1a1a", "#ececec")
SOFT_INK = ("#565656", "#b4b4b4")

RC: dict[Any, Any] = {
    "figure.facecolor": "white",
    "figure.dpi": 110,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": SOFT_INK[0],
    "axes.labelcolor": INK[0],
    "axes.titlelocation": "left",
    "axes.titlesize": 13,
    "axes.titleweight": "bold",
    "font.size": 11,
    "text.color": INK[0],
    "xtick.color": SOFT_INK[0],
    "ytick.color": INK[0],
}


def css_variables() -> str:
    """Return the palette as CSS custom properties, for the light theme, the dark theme and a plain page."""

    def block(selector: str, theme: int) -> str:
        hues = [f"  --enclair-{name or 'none'}: {pair[theme]};" for name, pair in PALETTE.items()]
        inks = [f"  --enclair-ink: {INK[theme]};", f"  --enclair-soft: {SOFT_INK[theme]};"]
        papers = [
            f"  --enclair-paper: var(--jp-layout-color0, {('#ffffff', '#111111')[theme]});",
            f"  --enclair-tint: {('#f3f4f5', '#1f2123')[theme]};",
            f"  --enclair-line: {('#c9cdd1', '#464b50')[theme]};",
            f"  --enclair-accent: {('#0b57a4', '#8ec5ff')[theme]};",
            f"  color-scheme: {('light', 'dark')[theme]};",
        ]
        return "\n".join([f"{selector} {{", *hues, *inks, *papers, "}"])

    dark = "body:not([data-jp-theme-light])"
    return "\n".join(
        [
            block(".enclair", 0),
            block('body[data-jp-theme-light="false"] .enclair', 1),
            "@media screen and (prefers-color-scheme: dark) {\n" + block(f"{dark} .enclair", 1) + "\n}",
        ]
    )


@contextmanager
def drawing() -> Iterator[Any]:
    """Draw in the kit's style and leave the student's own matplotlib settings as they were."""
    import matplotlib as mpl

    with mpl.rc_context(RC):
        yield mpl
