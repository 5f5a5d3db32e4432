"""The card deck of lesson 7: cards that rest on rows, roles, a draw by lot, timed steps, a common rule."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from enclair.case import claims
from enclair.case.model import Case, display_name, localized_field, row_of, teaching
from enclair.text import locale
from enclair.text.locale import LANGUAGES, by_language, current_locale, labelled

SIDES = ("privacy", "security")
#: The two claims of a map of arguments, and their sides.
CLAIMS = {"narrow conditions": "privacy", "wide conditions": "security"}
#: Cards in a hand at most.
HAND = 4
#: Characters in one line of the rule at most.
LONGEST = 20_000


def texts(lang: str = "en") -> dict[str, Any]:
    """Return what ``deck.*.toml`` says."""
    return teaching("deck", lang)


def labels(lang: str = "") -> dict[str, Any]:
    """Return which columns date a row and which ones a card shows, with what they are called."""
    return locale.tables(__package__, "cards", lang)


def cards(lang: str = "en") -> dict[str, dict[str, str]]:
    """Return the cards by name: ``side``, ``row`` (table.id) and ``says``."""
    return dict(texts(lang)["cards"])


def steps(lang: str = "en") -> list[dict[str, Any]]:
    """Return the steps in order: ``part``, ``minutes``, ``name`` and ``says``."""
    return list(texts(lang)["steps"].values())


def source_of(case: Case, reference: str, lang: str = "") -> dict[str, str]:
    """Return where a row (table.key) was read, and its date; `source_label` puts it into words.

    Where the source has no date, the row has one of its own: that of the judgment or of the words. A claim
    has none, and stands as of the day of the tables.
    """
    row = {"as_of": case.as_of, **row_of(case, reference)}
    dated = labels(lang)["dates"]
    column = next(column for column in dated if not _missing(row.get(column)))
    read = {key: str(row.get(key) or "") for key in ("source_name", "source_url")}
    return read | {"dated": dated[column], "date": str(row[column])[:10]}


def source_label(source: Mapping[str, str]) -> str:
    """Return the name of a source, and its date."""
    date = source["dated"].format(date=locale.date(source["date"]))
    return f"{display_name(source['source_name'])}, {date}"


def _missing(cell: str | float | None) -> bool:
    return cell is None or cell == "" or bool(pd.isna(cell))


def rows(case: Case) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return what the row of each card says, by card and language of the reader, with labels in English."""
    return {
        name: by_language(lambda row=card["row"]: pieces(case, row, "en"))  # type: ignore[misc]
        for name, card in cards().items()
    }


def pieces(case: Case, reference: str, lang: str = "") -> list[dict[str, str]]:
    """Return what a card shows of its row (table.key), each piece with its ``label`` and its ``lang``."""
    row, reader = row_of(case, reference), current_locale()
    shown = []
    for pattern, label in labels(lang)["rows"][reference.partition(".")[0]].items():
        column = pattern.format(lang=reader)
        words, spoken = localized_field({column: None, **row}, column)
        if column == "quote_original":
            spoken = str(row["language"])
        elif "{" in pattern:
            spoken = reader
        # "Compare Q42 and Q43." is for who has the table; what leads to it stays.
        if column.startswith("notes") and isinstance(words, str):
            words = re.sub(r"(\s*:)?\s*(?:[Cc]ompare|[Àà] comparer) [^.:]*\bQ\d+\.$", _stop, words)
        same = column.startswith("quote_") and words == row["quote_original"] and column != "quote_original"
        if _missing(words) or same:
            continue
        if column == "verdict":
            words, spoken = claims.labels()[str(words)], reader
        look = {"look": "enclair-quoted"} if column.startswith(("quot", "text_")) else {}
        shown.append({"label": label, "lang": spoken, "words": str(words)} | look)
    return shown


def _stop(pointer: "re.Match[str]") -> str:
    """Return what ends a sentence in the place of a pointer to other rows."""
    return "." if pointer[1] else ""


#: Columns that tell of the source or the coding of a row, not of what it says.
_ABOUT = r"source_|second_source|third_source|confidence$|.*_url$|statute_source|teaching_note"


def row_text(case: Case, reference: str) -> str:
    """Return in words what a row (table.key) says: the columns that a card shows, or all that are words."""
    lang, name = current_locale(), reference.partition(".")[0]
    if name in labels()["rows"]:
        return " · ".join(labelled(piece["label"], piece["words"]) for piece in pieces(case, reference))
    row = row_of(case, reference)
    other = next(code for code in LANGUAGES if code != lang)
    shown = {
        column: cell
        for column, cell in row.items()
        if not (_missing(cell) or column.endswith(f"_{other}") or re.match(_ABOUT, column))
        if _missing(row.get(f"{column}_{lang}"))  # else the twin in this language is shown
        if column != case.keys[name] and not isinstance(cell, bool)
    }
    return " · ".join(labelled(column.removesuffix(f"_{lang}"), f"{cell}") for column, cell in shown.items())


def reasons() -> pd.DataFrame:
    """Return the map of arguments to begin with: reason, does, claim."""
    return pd.DataFrame(texts(current_locale())["map"])


def sides_of(links: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the side of each reason of a map of arguments, "" for one that leads to neither claim.

    Who supports a claim or a reason is on its side; who attacks it is on the other one. ``links`` are rows of
    the map: ``reason``, ``does`` ("supports" or "attacks") and ``claim``.
    """
    sides = dict(CLAIMS)
    left = list(links)
    while ready := [link for link in left if link["claim"] in sides]:
        for link in ready:
            side = sides[link["claim"]]
            other = SIDES[1 - SIDES.index(side)]
            sides.setdefault(link["reason"], side if link["does"] == "supports" else other)
            left.remove(link)
    sides |= {link["reason"]: "" for link in left if link["reason"] not in sides}
    return {reason: side for reason, side in sides.items() if reason not in CLAIMS}


def pairs(lots: Mapping[str, Any], reverse: bool) -> tuple[str, str]:
    """Return the sides of the first and of the second pair.

    >>> pairs({"first": "privacy", "roles": []}, reverse=True)
    ('security', 'privacy')
    """
    first, second = SIDES if lots["first"] == SIDES[0] else SIDES[::-1]
    return (second, first) if reverse else (first, second)
