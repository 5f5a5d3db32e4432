"""Tables of words in which each row, or each cell, carries its sources."""

import html
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pandas as pd

from enclair.case.model import source_and_date, source_with_day
from enclair.figures import style
from enclair.figures.block import Words, element
from enclair.text.locale import bind_locale, current_locale, localized_field, text

#: Within a widget JupyterLab takes colour and line from links: nobody would see where to click.
_LINKS = style.style_sheet(__package__, "sourced.css")

Row: TypeAlias = "Mapping[Any, Any] | pd.Series[Any]"


@dataclass(frozen=True, repr=False)
@bind_locale
class SourcedTable(Words):
    """A table of words with its title: no picture, so nothing to say in other words."""

    title: str
    table: pd.DataFrame
    #: For each row, by column, pairs of the name of a source with its date, and its address.
    sources: tuple[dict[str, list[tuple[str, str]]], ...] = ()
    #: A sentence above and one below the table.
    before: str = ""
    after: str = ""
    #: Whether no row goes before another: a page without a kernel draws their order by lot, too.
    any_order: bool = False
    lang: str = field(default_factory=current_locale)

    def _repr_html_(self) -> str:
        notes = [
            {
                column: text("; ").join(style.links_html(name, address) for name, address in pairs)
                for column, pairs in of_row.items()
            }
            for of_row in self.sources
        ]
        title = f"<p><strong>{html.escape(self.title)}</strong></p>" if self.title else ""
        # MathJax would read two amounts in dollars as a formula.
        order = f' enclair-any-order" lang="{self.lang}' if self.any_order else ""
        opened = f'<div class="enclair-told mathjax_ignore{order}">'
        page = style.html_table(self.table, sentences=True, notes=notes)
        return f"{_LINKS}{opened}{title}{element('p', self.before)}{page}{element('p', self.after)}</div>"


def source_columns(rows: Iterable[Row], tell: Callable[[Any], str] = source_and_date) -> dict[str, list[str]]:
    """Return the last columns of a table of rows: what ``tell`` says of each source, and where to read it."""
    listed = list(rows)
    return {
        text("Source (its date)"): [tell(row) for row in listed],
        text("Where to read it"): [row["source_url"] for row in listed],
    }


def source_with_confidence(row: Row) -> str:
    """Return the source of a row with its date, and that it alone tells of it where that is so."""
    source = source_with_day(row)
    return source if row["confidence"] == "confirmed" else f"{source} ({text('one source tells of it')})"


def localized_words(row: Row, *columns: str, after: str = "") -> style.MixedLanguages:
    """Return what some columns of a row say in our own words, with commas between them; then ``after``.

    What a case does not have in the language that is `current_locale` is English, and marked as such.
    """
    lang = current_locale()
    parts = [part for name in columns for part in ((", ", lang), localized_field(row, name))][1:]
    return style.MixedLanguages([*parts, (after, lang)], lang)
