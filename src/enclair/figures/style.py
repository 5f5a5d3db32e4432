"""One look: one palette, one type scale, one spacing unit, for matplotlib and for the page.

What a colour says, a shape says too, so that a black-and-white print loses nothing.
"""

import html
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

LOOK = tomllib.loads(files(__package__).joinpath("look.toml").read_text(encoding="utf-8"))
#: Colours by name, each for the light theme and the dark one.
COLOURS: dict[str, list[str]] = LOOK["colours"]
#: The light ones, in which figures are drawn.
HUES = {name: light for name, (light, _) in COLOURS.items()}
PAPER = ("#ffffff", "#111111")
#: What a page makes of the colours, and of those in which matplotlib draws by itself: frames, grids, legends.
#: Any other stays as it is in both themes: students draw in colours of their own.
PAINTS = {hue: f"var(--enclair-{name},{hue})" for name, hue in HUES.items()} | {
    PAPER[0]: f"var(--enclair-paper,{PAPER[0]})",
    "#000000": f"var(--enclair-ink,{HUES['ink']})",
    **{grey: f"var(--enclair-line,{grey})" for grey in ("#b0b0b0", "#cccccc")},
}

#: What stands out, and what is there for comparison.
STRONG: dict[str, Any] = {"color": HUES["justice"]}
PALE: dict[str, Any] = {"color": HUES["pale"], "edgecolor": HUES["edge"], "linewidth": 0.8}


def drawing() -> AbstractContextManager[None]:
    """Draw in the kit's style and leave the student's own matplotlib settings as they were."""
    from matplotlib import style

    return style.context(str(files(__package__).joinpath("figure.mplstyle")))


@contextmanager
def figure(width: float, height: float, margins: Sequence[float] = ()) -> "Iterator[tuple[Figure, Any]]":
    """Draw so an empty figure of so many inches, with its axes; a layout takes time, fixed margins do not."""
    # Not pyplot: it would keep every figure alive, and costs a third of a second to import.
    from matplotlib.figure import Figure

    with drawing():
        made: Any = Figure(figsize=(width, height), layout=None if margins else "constrained")
        yield made, made.add_axes(margins) if margins else made.subplots()


def css_variables(selector: str = ".enclair") -> str:
    """Return all colours and the scale as CSS custom properties: of the light theme or the dark one.

    The theme is that of JupyterLab, or the one that a browser asks for on a plain page; paper is white.
    """
    pairs = (COLOURS | LOOK["page"]).items()
    values = {f"--enclair-{name}": f"light-dark({light}, {dark})" for name, (light, dark) in pairs}
    properties = "".join(f"  {name}: {value};\n" for name, value in (values | LOOK["scale"]).items())
    return f"""{selector} {{
{properties}  color-scheme: light;
}}
@media screen {{
  body[data-jp-theme-light="false"] {selector} {{ color-scheme: dark; }}
  body:not([data-jp-theme-light]) {selector} {{ color-scheme: light dark; }}
}}"""


@cache
def style_sheet(package: str, name: str) -> str:
    """Return a style sheet that stands beside a module of ``package``, for what it shows without scripts."""
    return f"<style>\n{files(package).joinpath(name).read_text(encoding='utf-8')}</style>"


#: How the tables of text twins look on any page, and on paper: nothing cut, nothing too narrow to read.
_TWIN = style_sheet(__package__, "style.css")


def links_html(words: str, addresses: str) -> str:
    """Return ``words`` as a link to the first of some addresses with blanks between them, then the others."""
    first, *more = map(html.escape, addresses.split())
    also = "".join(f' <a href="{address}">({place})</a>' for place, address in enumerate(more, 2))
    return f'<a href="{first}">{html.escape(words)}</a>{also}'


class MarkedWords(str):
    """Words of a cell whose HTML, ``page``, says more than they: another language, or sources."""

    page: str

    def __new__(cls, words: str, page: str = "") -> Self:
        """Make a string, which cannot be changed later, with its HTML."""
        marked = super().__new__(cls, words)
        marked.page = page
        return marked


def cell_html(words: str) -> str:
    """Return a cell as HTML; each line may run from right to left."""
    if isinstance(words, MarkedWords):
        return words.page
    return f'<div dir="auto">{html.escape(words)}</div>'.replace("\n", '</div><div dir="auto">')


def html_table(table: "pd.DataFrame", sentences: bool = False) -> str:
    """Return a table as HTML, for the text twin of a view or a figure: one row a line, columns of text.

    A column of addresses (its cells begin with "http") becomes links in the column before it. A table with
    cells of `MarkedWords` has ``dtype=object``. ``sentences`` says that its cells are some: on a phone its
    rows become blocks, as with many columns.
    """
    columns: list[tuple[str, str, list[str]]] = []
    words: list[str] = []
    for name, column in table.astype(object).items():
        cells = [cell if isinstance(cell, str) else str(cell) for cell in column]
        if columns and cells and all(cell.startswith("http") for cell in cells):
            head, *_ = columns[-1]
            columns[-1] = (head, ' class="enclair-from"', [*map(links_html, words, cells)])
        else:
            words = cells
            columns.append((html.escape(str(name)), "", [*map(cell_html, words)]))
    drawn = [[f'<td{kind} data-head="{head}">{cell}</td>' for cell in cells] for head, kind, cells in columns]
    body = "".join(f"<tr>{''.join(row)}</tr>" for row in zip(*drawn, strict=True))
    head = "".join(f'<th{kind} scope="col">{head}</th>' for head, kind, _ in columns)
    # On a phone the rows of many columns or of sentences become blocks; a few numbers stay a table.
    many = len(columns) > 4
    name = f"enclair-table{' enclair-wide' * many}{' enclair-blocks' * (many or sentences)}"
    return f'{_TWIN}<table class="{name}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
