"""One look: one palette, one type scale, one spacing unit, for matplotlib and for the page.

Contrast was computed against white and against JupyterLab's dark page: each hue reaches 4.5:1 in its theme.
No pair is red against green, and none of the two sides wears the colour of a warning. What a colour says, a
shape says too, so that a black-and-white print loses nothing.
"""

import html
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

# name: (light theme, dark theme)
PALETTE = {
    "justice": ("#1c639c", "#74b9ea"),
    "telegram": ("#8f5410", "#e0a458"),
    "law-and-politics": ("#5b4796", "#b3a1ea"),
    "reactions": ("#4d5a61", "#aebbc2"),
    "": ("#6b6b6b", "#a8a8a8"),
    # The sides of the debate: two hues of equal weight, far apart on the axis that colour-blind people see.
    "privacy": ("#4a4fb0", "#aab0ff"),
    "neither": ("#5f6368", "#b9bec3"),
    "security": ("#92570a", "#e6b052"),
}

INK = ("#1a1a1a", "#ececec")
SOFT_INK = ("#565656", "#b4b4b4")
PAPER = ("#ffffff", "#111111")

#: Surfaces of figures, on which words are read; and lines and edges, which tell shapes from the paper.
SURFACES = {
    "pale": ("#dfe4e8", "#363d43"),
    "wash": ("#e8f0f8", "#17293a"),
    "band": ("#e9ecef", "#25292c"),
    "amber": ("#f3d9a4", "#4f3c15"),
}
EDGES = {"edge": ("#7d868d", "#8f99a1"), "amber-edge": ("#7a5200", "#e6b052")}

#: Every colour of a figure by its name: (light theme, dark theme). Figures are drawn in the light ones.
COLOURS = {
    **{name or "none": pair for name, pair in PALETTE.items()},
    "ink": INK,
    "soft": SOFT_INK,
    **SURFACES,
    **EDGES,
}
#: How the parts of a figure are called that show one guess, before its number.
GUESS = "guess-"
#: One scale for both themes: six sizes of text, the bar, the rule, the corner, and the step of all distances.
SCALE = {
    "--step": "8px",
    "--enclair-text-small": "13px",  # sources, notes, tables, words of pictures
    "--enclair-text": "14px",
    "--enclair-text-said": "16px",  # what somebody said, and what is chosen
    "--enclair-text-head": "18px",
    "--enclair-text-title": "24px",
    "--enclair-text-display": "64px",  # a clock
    "--enclair-bar": "4px",  # at the left of a box
    "--enclair-rule": "6px",  # above what begins
    "--enclair-radius": "4px",
}
#: What a page makes of the colours, and of those in which matplotlib draws by itself: frames, grids, legends.
_PAINTS = {light: f"var(--enclair-{name},{light})" for name, (light, _) in COLOURS.items()} | {
    PAPER[0]: f"var(--enclair-paper,{PAPER[0]})",
    "#000000": f"var(--enclair-ink,{INK[0]})",
    **{grey: f"var(--enclair-line,{grey})" for grey in ("#b0b0b0", "#cccccc")},
}

#: The face of quotations: what computers have, and nothing is fetched.
SERIF = "Charter, 'Iowan Old Style', 'Sitka Text', Cambria, Georgia, 'Noto Serif', serif"

RC: dict[Any, Any] = {
    "figure.facecolor": "none",
    "figure.dpi": 110,
    "axes.facecolor": "none",
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

#: What stands out, and what is there for comparison.
STRONG: dict[str, Any] = {"color": PALETTE["justice"][0]}
#: Threads between what belongs together.
THREADS: dict[str, Any] = {"colors": EDGES["edge"][0], "linewidths": 0.9, "zorder": 1}
PALE: dict[str, Any] = {"color": SURFACES["pale"][0], "edgecolor": EDGES["edge"][0], "linewidth": 0.8}


def canvas(height: float, margins: tuple[float, float, float, float]) -> "tuple[Figure, Any]":
    """Return a figure for `enclair.explore`, and its axes: fixed margins, for a layout takes time."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.2, height))
    return figure, figure.add_axes(margins)


def paint(color: str) -> str:
    """Return a colour (#rrggbb) that matplotlib draws with as CSS: that of the page's theme if it has a name.

    Any other stays as it is in both themes: students draw in colours of their own.
    """
    return _PAINTS.get(color, color)


def _variables(selector: str, theme: int) -> str:
    """Return all colours as CSS custom properties, for the light theme (0) or the dark one (1)."""
    hues = [f"  --enclair-{name}: {pair[theme]};" for name, pair in COLOURS.items()]
    papers = [
        f"  --enclair-paper: var(--jp-layout-color0, {PAPER[theme]});",
        f"  --enclair-tint: {('#f3f4f5', '#1f2123')[theme]};",
        f"  --enclair-line: {('#c9cdd1', '#464b50')[theme]};",
        f"  --enclair-accent: {('#0b57a4', '#8ec5ff')[theme]};",
        f"  color-scheme: {('light', 'dark')[theme]};",
    ]
    return "\n".join([f"{selector} {{", *hues, *papers, "}"])


def _dark(selector: str) -> str:
    """Return the colours of the dark theme, of JupyterLab or of a plain page; paper is white in each."""
    dark = _variables(f'body[data-jp-theme-light="false"] {selector}', 1)
    plain = _variables(f"body:not([data-jp-theme-light]) {selector}", 1)
    wanted = "@media screen and (prefers-color-scheme: dark)"
    return f"@media screen {{\n{dark}\n}}\n{wanted} {{\n{plain}\n}}"


def css_variables() -> str:
    """Return the scale, and the colours for the light theme, the dark theme and a plain page."""
    scale = "".join(f"  {name}: {size};\n" for name, size in SCALE.items())
    return f"{_variables('.enclair', 0)[:-1]}{scale}}}\n{_dark('.enclair')}"


@cache
def style_sheet(package: str, name: str) -> str:
    """Return a style sheet that stands beside a module of ``package``, for what it shows without scripts."""
    return f"<style>\n{files(package).joinpath(name).read_text(encoding='utf-8')}</style>"


@cache
def figure_theme() -> str:
    """Return the style sheet of figures: the dark theme, for each has the light colours with it."""
    return style_sheet(__package__, "picture.css").replace("/* dark */", _dark(".enclair-drawn"))


#: How the tables of text twins look on any page, and on paper: nothing cut, nothing too narrow to read.
_TWIN = style_sheet(__package__, "style.css")


def links_html(words: str, addresses: str) -> str:
    """Return ``words`` as a link to the first of some addresses with blanks between them, then the others."""
    first, *more = (html.escape(address, quote=True) for address in addresses.split())
    also = "".join(f' <a href="{address}">({place})</a>' for place, address in enumerate(more, 2))
    return f'<a href="{first}">{html.escape(words)}</a>{also}'


class MixedLanguages(str):
    """Words of a cell, of which some are in another language than their page.

    Attributes
    ----------
    parts
        The words one after the other, each with its language, or "" for that of the page.
    """

    parts: tuple[tuple[str, str], ...]

    def __new__(cls, parts: "Iterable[tuple[str, str]]", lang: str) -> "MixedLanguages":
        """Return the ``parts`` (words, language) as one text for a page in ``lang``."""
        marked = tuple((words, "" if code == lang else code) for words, code in parts)
        text = super().__new__(cls, "".join(words for words, _ in marked))
        text.parts = marked
        return text


def _spoken(said: str) -> str:
    """Return the words of a cell as HTML; each line and each part may be in a language of its own."""
    if isinstance(said, MixedLanguages) and any(code for _, code in said.parts):
        marked = (
            f'<span lang="{code}">{html.escape(words)}</span>' if code else html.escape(words)
            for words, code in said.parts
        )
        return f'<div dir="auto">{"".join(marked)}</div>'
    # A line may also run from right to left.
    return "".join(f'<div dir="auto">{html.escape(line)}</div>' for line in said.split("\n"))


def twin(table: "pd.DataFrame", sentences: bool = False) -> str:
    """Return a table as HTML, for the text twin of a view or a figure: one row a line, columns of text.

    A column of addresses (its cells begin with "http") becomes links in the column before it. Words in
    another language than the page are marked where a cell is `MixedLanguages`: give such a table
    ``dtype=object``. ``sentences`` says that its cells are some: on a phone its rows become blocks, as with
    many columns.
    """
    columns = list(table.columns)
    links = [name for name in columns if len(table) and table[name].astype(str).str.startswith("http").all()]

    def cell(row: "pd.Series[Any]", place: int) -> str:
        value, after = row.iloc[place], columns[place + 1] if place + 1 < len(columns) else None
        content = value if isinstance(value, str) else str(value)
        head = html.escape(str(columns[place]), quote=True)
        words = links_html(content, str(row[after])) if after in links else _spoken(content)
        return f'<td data-head="{head}">{words}</td>'

    kept = [place for place, name in enumerate(columns) if name not in links]
    heads = "".join(f'<th scope="col">{html.escape(str(columns[place]))}</th>' for place in kept)
    rows = "".join(f"<tr>{''.join(cell(row, place) for place in kept)}</tr>" for _, row in table.iterrows())
    # On a phone the rows of many columns or of sentences become blocks; a few numbers stay a table.
    many = len(kept) > 4
    name = f"enclair-table{' enclair-wide' * many}{' enclair-blocks' * (many or sentences)}"
    return f'{_TWIN}<table class="{name}"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'


@contextmanager
def drawing() -> Iterator[Any]:
    """Draw in the kit's style and leave the student's own matplotlib settings as they were."""
    import matplotlib as mpl

    with mpl.rc_context(RC):
        yield mpl
