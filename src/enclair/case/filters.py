"""Filters of explorers: masks of the rows that match choices, and full-text search.

The page filters by the same rules (``view.js`` and the explorers' own files): ``tests/test_cases.py`` and
``tests/js/cases.test.js`` run both on the same rows and strings.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from enclair.case.model import display_name
from enclair.text.errors import ChoiceError
from enclair.text.locale import check_choice, current_locale, fold, tables, text

#: Name of a filter: column of the table.
Filters = Mapping[str, str]
#: The columns of which a cell holds several values separated by ";".
SEVERAL = ("actors", "country")
#: The first and the last day of each row.
Days = tuple["pd.Series[Any]", "pd.Series[Any]"]


def parse(pairs: str) -> dict[str, str]:
    """Return filters that are written as pairs "filter=column" with blanks between them."""
    return dict(pair.split("=") for pair in pairs.split())


def split_values(cell: str) -> list[str]:
    """Return the values of a cell that holds several, with ";" between them."""
    return [*filter(None, map(str.strip, cell.split(";")))]


def column_values(table: pd.DataFrame, filters: Filters, name: str) -> "pd.Series[str]":
    """Return the values of the column of a filter, each with the index of its row."""
    values = table[filters[name]]
    return values.map(split_values).explode() if filters[name] in SEVERAL else values


def labels(table: str, lang: str = "") -> dict[str, str]:
    """Return what the codes of a table of a case are called in ``lang``; by default in the current locale."""
    return dict(tables(__package__, "labels", lang)[table])


def code_labels(rows: pd.DataFrame, table: str, lang: str = "") -> dict[str, str]:
    """Return the `labels` of the table from which ``rows`` are, then those that their case itself names."""
    lang = lang or current_locale()
    own = rows.attrs.get("labels", {})
    return labels(table, lang) | {code: called[lang] for code, called in own.items()}


def with_sources(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with the column ``source_fr``, so that a search finds what French views show."""
    return table.assign(source_fr=[display_name(name, "fr") for name in table["source_name"]])


def plain_records(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows as records for JavaScript, which has no NaN."""
    return table.astype(object).where(table.notna(), None).to_dict("records")


def translated_names(table: pd.DataFrame, columns: Sequence[str]) -> dict[str, str]:
    """Return the names in some columns with their translation in the current locale.

    A column and its twin, such as ``actors_fr``, hold the same names in the same order. Without a twin, none.
    """
    translations: dict[str, str] = {}
    for column in columns:
        for cell, own in zip(table[column], table.get(f"{column}_{current_locale()}", []), strict=False):
            translations |= dict(zip(split_values(cell), split_values(own), strict=False))
    return translations


def iso_day(value: str | date | None, name: str = "day") -> str:
    """Return a day (ISO text, ``date`` or ``Timestamp``) as ISO text, and "" for none."""
    if value is None or value == "":
        return ""
    try:
        words = str(value.date() if isinstance(value, datetime) else value)
        return datetime.strptime(words, "%Y-%m-%d").date().isoformat()
    except ValueError as error:
        message = text("{name}: found {value}; write a day such as '2024-08-25', or '' for none.")
        raise ChoiceError(message.format(name=name, value=repr(value))) from error


def check_values(table: pd.DataFrame, filters: Filters, name: str, wanted: Sequence[str]) -> None:
    """Raise a `ChoiceError` if the filter ``name`` is given a value that no row has; "" is a blank cell."""
    offered = column_values(table, filters, name).value_counts().index
    for value in filter(None, wanted):
        check_choice(name, value, filter(None, map(str, offered)))


def matching(
    table: pd.DataFrame, filters: Filters, texts: Sequence[str], days: Days, choices: Mapping[str, Any]
) -> "pd.Series[bool]":
    """Return a mask of the rows that match every choice; an empty one is none.

    A row has one of the chosen values of each of ``filters``; each word of the "query" in its ``texts`` or in
    the names of its source; and one of its ``days``, the first and the last, from "start" to "end".
    """
    chosen = dict(choices)
    query, start, end = (chosen.pop(name, "") for name in ("query", "start", "end"))
    keep = pd.Series(True, index=table.index)
    for name, wanted in chosen.items():
        if wanted:
            keep &= column_values(table, filters, name).isin(wanted).groupby(level=0).any()
    if query:
        table = with_sources(table)
        columns = [column for column in (*texts, "source_name", "source_fr") if column in table]
        rows = table[columns].itertuples(index=False)
        keep &= search_mask(pd.Series([fold(" ".join(row)) for row in rows], table.index, dtype=str), query)
    first, last = days
    if start:
        keep &= last >= start
    if end:
        keep &= first <= end
    return keep


def search_mask(haystack: "pd.Series[str]", query: str) -> "pd.Series[bool]":
    """Return a mask of the folded texts that have, for every word of ``query``, a word that begins with it.

    >>> search_mask(pd.Series(["le regulateur", "telegram"]), "Télé").tolist()
    [False, True]
    """
    keep = pd.Series(True, index=haystack.index)
    for word in fold(query).split():
        # A word that begins with a sign, such as "(" or "«", is found wherever the sign stands.
        begins = r"(?<![^\W_])" if word[0].isalnum() else ""
        keep &= haystack.str.contains(begins + re.escape(word))
    return keep
