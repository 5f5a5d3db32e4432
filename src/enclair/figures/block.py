"""Words that are set out as a page sets them: parts that fold, the black bar, tables with their sources.

Such a block is HTML alone: it is the same in JupyterLab, on a saved page and on paper, where all is open.
"""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from enclair.case.model import localized_field, source_and_date
from enclair.figures import style
from enclair.text.locale import current_locale, text
from enclair.text.plain import plain_text

_SHARED = f"<style>\n{style.css_variables()}</style>" + "".join(
    style.style_sheet(__package__, name) for name in ("bar.css", "block.css")
)
#: The face of what somebody said, for words outside a block.
FACE = style.LOOK["scale"]["--enclair-face"]
#: Within a widget JupyterLab takes colour and line from links: nobody would see where to click.
_LINKS = style.style_sheet(__package__, "sourced.css")

Row: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"

#: Without it on what has the focus, JupyterLab takes single keys for itself: "x" cuts the cell.
KEYS = 'data-lm-suppress-shortcuts="true"'


class Words:
    """What is shown as HTML, and as its words where there is none."""

    _page = ""

    def _repr_html_(self) -> str:
        return self._page

    def __repr__(self) -> str:
        return plain_text(self._repr_html_())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        page = self._repr_html_()
        return {"text/plain": plain_text(page), "text/html": page}


class Block(Words):
    """Words with their layout: the sheet ``KIND.block.css`` of the package ``home``."""

    about: Sequence[str] = ()  # the lines that a question is about which it answers (views/predict.py)

    def __init__(self, title: str, kind: str, page: str, under: str = "", *, home: str) -> None:
        head = f"{element('p', title, 'title')}{element('p', under)}"
        opened = f'<div class="enclair enclair-block enclair-{kind}" lang="{current_locale()}">'
        layout = style.style_sheet(home, f"{kind}.block.css")
        self._page = f"{_SHARED}{layout}{opened}{head}{page}</div>"


def element(tag: str, words: str, name: str = "") -> str:
    """Return words in an element, which may have a class; "" if there are none."""
    opened = f'<{tag} class="enclair-{name}">' if name else f"<{tag}>"
    return f"{opened}{html.escape(words)}</{tag}>" if words else ""


def folded(summary: str, inside: str, name: str = "") -> str:
    """Return a part that opens, both its parts being HTML, which may have a class; on paper it is open."""
    opened = f'<details class="enclair-{name}">' if name else "<details>"
    return f"{opened}<summary {KEYS}>{summary}</summary>{inside}</details>"


def scrolling(name: str, label: str, inside: str) -> str:
    """Return a part of a page, HTML, that scrolls by itself, with keys too."""
    return (
        f'<div class="enclair-{name}" style="overflow-x: auto" tabindex="0" role="group" '
        f'aria-label="{html.escape(label)}" {KEYS}>{inside}</div>'
    )


def redacted(hidden: str, *lengths: int) -> str:
    """Return black bars as long as so many letters: always the same, so that they tell nothing, if not given.

    A screen reader hears ``hidden``: what is not told, and what lifts the bar.
    """
    bars = " ".join(f'<i style="--letters: {letters}"></i>' for letters in lengths or (7, 3, 9, 5))
    label = html.escape(hidden, quote=True)
    return f'<span class="enclair-redacted" role="img" aria-label="{label}">{bars}</span>'


class SourcedTable(Words):
    """A table of words with its title: no picture, so nothing to say in other words.

    ``about`` is what a question about it shows before: what it is, then line by line.
    ``any_order`` says that no row goes before another: a page without a kernel draws their order by lot, too.
    """

    def __init__(
        self,
        title: str,
        table: pd.DataFrame,
        after: str = "",
        any_order: bool = False,
        about: Sequence[str] = (),
    ) -> None:
        self.table, self.about = table, [*about]
        head = f"<p><strong>{html.escape(title)}</strong></p>" if title else ""
        # MathJax would read two amounts in dollars as a formula.
        order = f' enclair-any-order" lang="{current_locale()}' if any_order else ""
        page = style.html_table(table, sentences=True)
        opened = f'<div class="enclair-told mathjax_ignore{order}">'
        self._page = f"{_LINKS}{opened}{head}{page}{element('p', after)}</div>"


def cited(words: str, source: str, address: str) -> style.MarkedWords:
    """Return a cell with its source below."""
    link = style.links_html(source, address)
    return style.MarkedWords(words, f"{style.cell_html(words)}<small>{link}</small>")


def source_columns(rows: Iterable[Row], tell: Callable[[Any], str] = source_and_date) -> dict[str, list[str]]:
    """Return the last columns of a table of rows: what ``tell`` says of each source, and where to read it."""
    sources = [*rows]
    return {
        text("Source (its date)"): [tell(row) for row in sources],
        text("Where to read it"): [row["source_url"] for row in sources],
    }


def localized_words(row: Row, *columns: str, after: str = "") -> style.MarkedWords:
    """Return what some columns of a row say in our own words, with commas between them; then ``after``.

    What a case does not have in the language that is `current_locale` is English, and marked as such.
    """
    parts = [localized_field(row, column) for column in columns]
    pages = (f'<span lang="{lang}">{html.escape(part)}</span>' for part, lang in parts)
    page = f'<div dir="auto">{", ".join(pages)}{html.escape(after)}</div>'
    return style.MarkedWords(", ".join(part for part, _ in parts) + after, page)
