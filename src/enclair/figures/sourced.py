"""Tables of words in which each row, or each cell, carries its sources."""

import html
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from enclair.case.naming import source_and_date, source_with_day
from enclair.figures import style
from enclair.text.locale import N_, localized_field, own_language, spoken, text

#: What is said of a step that is less firm than the others.
REPORTED = N_("one source tells of it")
#: Within a widget JupyterLab takes colour and line from links: nobody would see where to click.
_LINKS = style.style_sheet(__package__, "sourced.css")


@dataclass(frozen=True)
@own_language
class SourcedTable:
    """A table of words with its title: no picture, so nothing to say in other words.

    Attributes
    ----------
    sources
        For each row and column that rests on sources: pairs of their name with date, and their address.
    before, after
        A sentence above and one below the table.
    any_order
        Whether no row goes before another: a page without a kernel draws their order by lot, too.
    """

    title: str
    table: pd.DataFrame
    sources: tuple[dict[str, list[tuple[str, str]]], ...] = ()
    before: str = ""
    after: str = ""
    any_order: bool = False
    lang: str = field(default_factory=spoken)

    def __repr__(self) -> str:
        rows = [[*map(str, row)] for row in self.table.itertuples(index=False)]
        if self.any_order:
            parts = [self.title, self.before, *map("\n".join, rows), self.after]
            return "\n\n".join(filter(None, parts))
        lines = [self.title]
        for place, row in enumerate(rows):
            of_row = self.sources[place] if self.sources else {}
            cited = [
                f"{name} {address}" for cited_sources in of_row.values() for name, address in cited_sources
            ]
            lines.append(" | ".join([*row, *cited]))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        page = style.twin(self.table, sentences=True)
        for found in self.sources:
            for column, pairs in found.items():
                # Each cell is closed after its words: its sources follow them, row by row.
                links = text("; ").join(style.links_html(name, address) for name, address in pairs)
                head = f'<td data-head="{html.escape(column, quote=True)}">'
                before, after = page.split(head, 1)
                words, rest = after.split("</td>", 1)
                page = f'{before}<td class="sourced"{head[3:]}{words}<small>{links}</small></td>{rest}'
        title = f"<strong>{html.escape(self.title)}</strong>" if self.title else ""
        above, below = (html.escape(words) for words in (self.before, self.after))
        parts = [f"<p>{words}</p>" if words else "" for words in (title, above)]
        whole = f"{''.join(parts)}{page}{f'<p>{below}</p>' if below else ''}"
        # MathJax would read two amounts in dollars as a formula.
        opened = '<div class="enclair-told mathjax_ignore">'
        if self.any_order:
            opened = (
                f'<div class="enclair-told mathjax_ignore enclair-any-order" lang="{html.escape(self.lang)}">'
            )
        return f"{_LINKS}{opened}{whole}</div>"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def source_columns(
    rows: Iterable["Mapping[Any, Any] | pd.Series[Any]"], tell: Callable[[Any], str] = source_and_date
) -> dict[str, list[str]]:
    """Return the last columns of a table of rows: what ``tell`` says of each source, and where to read it."""
    listed = list(rows)
    return {
        text("Source (its date)"): [tell(row) for row in listed],
        text("Where to read it"): [row["source_url"] for row in listed],
    }


def firm_source(row: "Mapping[Any, Any] | pd.Series[Any]") -> str:
    """Return the source of a row with its date, and that it alone tells of it where that is so."""
    source = source_with_day(row)
    return source if row["confidence"] == "confirmed" else f"{source} ({text(REPORTED)})"


def own_words(
    row: "Mapping[Any, Any] | pd.Series[Any]", *columns: str, after: str = ""
) -> style.MixedLanguages:
    """Return what some columns of a row say in our own words, with commas between them; then ``after``.

    What a case does not have in the language that is `spoken` is English, and marked as such.
    """
    lang = spoken()
    parts = [part for name in columns for part in ((", ", lang), localized_field(row, name))][1:]
    return style.MixedLanguages([*parts, (after, lang)], lang)
