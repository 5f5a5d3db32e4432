"""The timeline table: its filters, its search, and its rows as records and as text.

The page filters by the same rule (``events.js``); ``tests/cases/filters.json`` holds the two together.
"""

from collections.abc import Hashable
from typing import Any

import pandas as pd

from enclair.case import filters
from enclair.case.filters import split_values, with_sources
from enclair.case.model import source_and_date
from enclair.text import locale
from enclair.text.locale import N_, current_locale, text

#: The lanes of the timeline, from top to bottom.
TRACKS = ("justice", "telegram", "law-and-politics", "reactions")
THREADS = ("investigators", "telegram")

#: What the timeline asks of the table of that name.
COLUMNS = (
    "id date date_precision known_on title_en title_fr description_en description_fr actors category track "
    "status thread country dimension source_name source_url source_type second_source_url confidence"
)
PRECISIONS = ("day", "month", "year")

FILTERS = filters.parse(
    "tracks=track categories=category statuses=status confidences=confidence source_types=source_type "
    "dimensions=dimension actors=actors countries=country"
)


def last_day(events: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """Return the last day of what each row's date really knows: that day, or the end of its month or year."""
    dates, precision = events["date"], events["date_precision"]
    month = dates + pd.offsets.MonthEnd(0)
    year = dates + pd.offsets.YearEnd(0)
    return dates.where(precision == "day", month.where(precision == "month", year))


def known_from(events: pd.DataFrame) -> "pd.Series[pd.Timestamp]":
    """Return the day from which the public could know of each event.

    That is ``known_on`` where the case records that it came out later, else the last day of the event's
    date: of an event dated "August 2024", one can only be sure at the end of August.
    """
    return events["known_on"].fillna(last_day(events))


def tracks(events: pd.DataFrame) -> list[str]:
    """Return the lanes of a timeline from top to bottom: those of the kit, then those of the case itself."""
    in_table = [str(track) for track in events["track"].unique()]
    own = [track for track in in_table if track not in (*TRACKS, "")]
    return [track for track in (*TRACKS, *own, "") if track in in_table]


def filter_events(events: pd.DataFrame, *, day: str = "", preset: str = "", **choices: Any) -> pd.DataFrame:
    """Return the rows of a timeline that match every choice, in the order of the table; "" is no choice.

    The words of ``query`` must all occur in its texts, in the current locale. An event overlaps the days from
    ``start`` to ``end``, the public could know of it on ``day`` (`known_from`), ``preset`` is its thread, and
    it has one of the values of each filter in ``choices`` (`FILTERS`).
    """
    lang, days = current_locale(), (events["date"], last_day(events))
    texts = (f"title_{lang}", f"description_{lang}", "actors", f"actors_{lang}")
    keep = filters.matching(events, FILTERS, texts, days, choices)
    if day:
        keep &= known_from(events) <= pd.Timestamp(day)
    if preset:
        keep &= events["thread"].map(lambda cell: preset in split_values(cell))
    return events[keep]


def records(events: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return the rows as records for JavaScript: plain values, ISO days, lists instead of ";"."""
    days = {"date": events["date"], "last": last_day(events), "known": known_from(events)}
    iso = {name: column.dt.strftime("%Y-%m-%d") for name, column in days.items()}
    table = with_sources(events).assign(**iso)
    for several, column in (("actors", "actors"), ("countries", "country"), ("threads", "thread")):
        table[several] = table[column].map(split_values)
    return filters.plain_records(table.drop(columns=["known_on", "country", "thread"]))


def print_table(events: pd.DataFrame) -> pd.DataFrame:
    """Return all that the cards of the events say as five columns of text, narrow enough for paper."""
    label_of = filters.code_labels(events, "timeline")
    lang = current_locale()

    def cells(row: "pd.Series[Any]") -> list[str]:
        moment = locale.date(row["date"].strftime("%Y-%m-%d"), precision=row["date_precision"])
        if row["public"] > row["last"]:
            day = locale.date(row["public"].strftime("%Y-%m-%d"))
            moment += f" ({text('public from {day}').format(day=day)})"
        codes = [row[name] for name in ("track", "status", "confidence", "source_type")]
        return [
            moment,
            f"{row[f'title_{lang}']}. {row[f'description_{lang}']}",
            " · ".join([label_of.get(code, code) for code in codes]),
            source_and_date(row),
            " ".join(filter(None, (row["source_url"], row["second_source_url"]))),
        ]

    table = events.assign(last=last_day(events), public=known_from(events))
    codes = ", ".join(map(text, N_(("Track", "Status", "Firmness", "Type of source"))))
    heads = [text("Date"), text("Event"), codes, text("Source (its date)"), text("Where to read it")]
    return pd.DataFrame([cells(row) for _, row in table.iterrows()], columns=heads, index=events["id"])
