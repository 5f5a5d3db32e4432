"""Words that are set out as a page sets them: parts that fold, the black bar, tables with their sources.

Such a block is HTML alone: it is the same in JupyterLab, on a saved page and on paper, where all is open.
"""

import html
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeAlias

import pandas as pd

from enclair.case.model import source_and_date, source_with_day
from enclair.figures import style
from enclair.figures.described import KEYS
from enclair.text.locale import current_locale, listed, localized_field, text
from enclair.text.plain import plain_text

_SHARED = f"<style>\n{style.css_variables()}</style>" + "".join(
    style.style_sheet(__package__, name) for name in ("bar.css", "block.css")
)
#: Within a widget JupyterLab takes colour and line from links: nobody would see where to click.
_LINKS = style.style_sheet(__package__, "sourced.css")

Row: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"

#: How long the bars are: always the same, so that they tell nothing of what they hide.
_BARS = (7, 3, 9, 5)


class Words:
    """What is shown as HTML, and as its words where there is none."""

    _page = ""

    def _repr_html_(self) -> str:
        return self._page

    def __repr__(self) -> str:
        return plain_text(self._repr_html_())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


class Block(Words):
    """Words with their layout: the sheet ``KIND.block.css`` of the package ``home``."""

    def __init__(self, title: str, kind: str, page: str, under: str = "", *, home: str) -> None:
        head = f"{element('p', title, 'title')}{element('p', under)}"
        opened = f'<div class="enclair enclair-block enclair-{kind}" lang="{current_locale()}">'
        layout = style.style_sheet(home, f"{kind}.block.css")
        self._page = f"{_SHARED}{layout}{opened}{head}{page}</div>"


def element(tag: str, words: str, name: str = "") -> str:
    """Return words in an element, which may have a class; "" if there are none."""
    opened = f'<{tag} class="enclair-{name}">' if name else f"<{tag}>"
    return f"{opened}{html.escape(words)}</{tag}>" if words else ""


def folded(summary: str, inside: str) -> str:
    """Return a part that opens, both its parts being HTML; on paper it is open."""
    return f"<details><summary {KEYS}>{summary}</summary>{inside}</details>"


def redacted(hidden: str, lengths: Sequence[int] = _BARS) -> str:
    """Return black bars, each as long as so many letters.

    A screen reader hears ``hidden``: what is not told, and what lifts the bar.
    """
    bars = " ".join(f'<i style="--letters: {letters}"></i>' for letters in lengths)
    label = html.escape(hidden, quote=True)
    return f'<span class="enclair-redacted" role="img" aria-label="{label}">{bars}</span>'


class SourcedTable(Words):
    """A table of words with its title: no picture, so nothing to say in other words.

    ``sources`` has for each row, by column, pairs of the name of a source with its date, and its address.
    ``any_order`` says that no row goes before another: a page without a kernel draws their order by lot, too.
    ``fold`` puts the sources of each cell behind a press.
    """

    def __init__(
        self,
        title: str,
        table: pd.DataFrame,
        sources: Sequence[Mapping[str, Iterable[tuple[str, str]]]] = (),
        after: str = "",
        any_order: bool = False,
        fold: bool = False,
    ) -> None:
        self.table, self.sources = table, sources
        cited = table.astype(object)
        for place, row in enumerate(sources):
            for name, pairs in row.items():
                words, links = table[name][place], listed(style.links_html(*pair) for pair in pairs)
                marked, small = style.MarkedWords(words), f"<small>{links}</small>"
                below = folded(html.escape(text("Sources")), small) if fold else small
                marked.page = f"{style.cell_html(words)}{below}"
                cited.loc[place, name] = marked
        head = f"<p><strong>{html.escape(title)}</strong></p>" if title else ""
        # MathJax would read two amounts in dollars as a formula.
        order = f' enclair-any-order" lang="{current_locale()}' if any_order else ""
        page = style.html_table(cited, sentences=True)
        opened = f'<div class="enclair-told mathjax_ignore{order}">'
        self._page = f"{_LINKS}{opened}{head}{page}{element('p', after)}</div>"


def source_columns(rows: Iterable[Row], tell: Callable[[Any], str] = source_and_date) -> dict[str, list[str]]:
    """Return the last columns of a table of rows: what ``tell`` says of each source, and where to read it."""
    sources = [*rows]
    return {
        text("Source (its date)"): [tell(row) for row in sources],
        text("Where to read it"): [row["source_url"] for row in sources],
    }


def source_with_confidence(row: Row) -> str:
    """Return the source of a row with its date, and that it alone tells of it where that is so."""
    source = source_with_day(row)
    return source if row["confidence"] == "confirmed" else f"{source} ({text('one source tells of it')})"


def localized_words(row: Row, *columns: str, after: str = "") -> style.MarkedWords:
    """Return what some columns of a row say in our own words, with commas between them; then ``after``.

    What a case does not have in the language that is `current_locale` is English, and marked as such.
    """
    parts = [localized_field(row, column) for column in columns]
    pages = [
        html.escape(part) if lang == current_locale() else f'<span lang="{lang}">{html.escape(part)}</span>'
        for part, lang in parts
    ]
    words = style.MarkedWords(", ".join(part for part, _ in parts) + after)
    words.page = f'<div dir="auto">{", ".join(pages)}{html.escape(after)}</div>'
    return words
