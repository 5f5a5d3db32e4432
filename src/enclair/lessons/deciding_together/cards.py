"""The card deck of lesson 7: cards that rest on rows, roles, a draw by lot, timed steps, a common rule."""

import random
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.case import naming
from enclair.case.claims import LABELS
from enclair.case.model import teaching
from enclair.case.questions import row_of
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANGUAGES, N_, by_language, text

if TYPE_CHECKING:
    from enclair.case.model import Case

SIDES = ("privacy", "security")
#: The two claims of a map of arguments, and their sides.
CLAIMS = {"narrow conditions": "privacy", "wide conditions": "security"}
#: People in a group, two on each side.
GROUP = 4
#: Cards in a hand at most.
HAND = 4
#: Characters in one line of the rule at most.
LONGEST = 20_000
#: Which column dates a row, the first that is filled, and how its date is told.
DATES = N_(
    {
        "source_date": "{date}",
        "decided_on": "date of the judgment: {date}",
        "date": "date of the words: {date}",
        "as_of": "our table as of {date}",
    }
)
#: What a card shows of its row, by table: a column with its label. "{lang}" is the language of the reader.
ROWS = N_(
    {
        "quotes": {
            "speaker": "Who",
            "speaker_role": "As what",
            "quote_original": "To the letter",
            "quote_{lang}": "Translated by us",
            "notes": "To know",
        },
        "judgments": {
            "name_{lang}": "Judgment",
            "paragraph": "Paragraph",
            "words_{lang}": "In our words",
            "quotation": "To the letter",
            "quotation_{lang}": "Translated by us",
        },
        "cases": {
            "platform": "Platform",
            "what_was_demanded": "What was demanded",
            "response_detail": "What was answered",
            "outcome": "How it ended",
            "privacy_effect": "Effect on privacy",
            "security_effect": "Effect on security",
        },
        "timeline": {"title_{lang}": "Event", "description_{lang}": "What happened"},
        "claims": {
            "text_{lang}": "Claim",
            "verdict": "Our verdict",
            "holds_{lang}": "What holds",
            "beyond_{lang}": "What goes beyond",
        },
    }
)


def texts(lang: str = "en") -> dict[str, Any]:
    """Return what ``deck.*.toml`` says."""
    return teaching("deck", lang)


def cards(lang: str = "en") -> dict[str, dict[str, str]]:
    """Return the cards by name: ``side``, ``row`` (table.id) and ``says``."""
    return dict(texts(lang)["cards"])


def steps(lang: str = "en") -> list[dict[str, Any]]:
    """Return the steps in order: ``part``, ``minutes``, ``name`` and ``says``."""
    return list(texts(lang)["steps"].values())


def row_words() -> set[str]:
    """Return every English word that is told of the row of a card."""
    labels = {label for labels in ROWS.values() for label in labels.values()}
    return labels | {*DATES.values(), *LABELS.values()}


def quotations() -> tuple[str, ...]:
    """Return the ids of the quotations on which cards rest."""
    rows = (card["row"] for card in cards().values())
    return tuple(row.removeprefix("quotes.") for row in rows if row.startswith("quotes."))


def sources(case: "Case") -> dict[str, dict[str, str]]:
    """Return for each card where its row was read, and its date; a row the case lacks is left out.

    Where the source has no date, the row has one of its own: that of the judgment or of the words. A claim
    has none, and stands as of the day of the tables.
    """
    by_card = {}
    for name, card in cards().items():
        try:
            by_card[name] = source_of(case, card["row"])
        except ChoiceError:
            continue
    return by_card


def source_of(case: "Case", reference: str) -> dict[str, str]:
    """Return where a row (table.key) was read, and its date; `source_label` puts it into words.

    Raises
    ------
    ChoiceError
        If the case has no such row.
    """
    row = {"as_of": case.as_of, **row_of(case, reference)}
    date_column = next(column for column in DATES if not _missing(row.get(column)))
    return {
        **{key: str(row.get(key) or "") for key in ("source_name", "source_url")},
        "dated": DATES[date_column],
        "date": str(row[date_column])[:10],
    }


def _missing(cell: str | float | None) -> bool:
    return cell is None or cell == "" or bool(pd.isna(cell))


def source_label(source: Mapping[str, str]) -> str:
    """Return the name of a source, and the date of a row of `sources`."""
    date = text(source["dated"]).format(date=locale.date(source["date"]))
    return f"{naming.display_name(source['source_name'])}, {date}"


def rows(case: "Case") -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return what the row of each card says, by card and language of the reader.

    Each piece has a ``label`` in English, its ``words`` and their ``lang``. Much of the tables is in English.
    """
    row_texts: dict[str, dict[str, list[dict[str, str]]]] = {}
    for name in sources(case):
        reference = cards()[name]["row"]
        table, row = reference.partition(".")[0], row_of(case, reference)
        row_texts[name] = by_language(partial(_pieces, table, row))
    return row_texts


#: Columns that tell of the source or the coding of a row, not of what it says.
_ABOUT = r"source_|second_source|third_source|confidence$|.*_url$|statute_source|teaching_note"


def row_text(case: "Case", reference: str) -> str:
    """Return in words what a row (table.key) says: the columns that a card shows, or all that are words.

    Raises
    ------
    ChoiceError
        If the case has no such row.
    """
    lang = locale.current_locale()
    name, row = reference.partition(".")[0], row_of(case, reference)
    if name in ROWS:
        pieces = _pieces(name, row)
        return " · ".join(_labelled(text(piece["label"]), piece["words"]) for piece in pieces)
    other = next(code for code in LANGUAGES if code != lang)
    shown = {
        column: cell
        for column, cell in row.items()
        if not (_missing(cell) or column.endswith(f"_{other}") or re.match(_ABOUT, column))
        if _missing(row.get(f"{column}_{lang}"))  # else the twin in this language is shown
        if column != case.keys[name] and not isinstance(cell, bool)
    }
    return " · ".join(_labelled(column.removesuffix(f"_{lang}"), cell) for column, cell in shown.items())


def _labelled(label: str, words: object) -> str:
    return text("{kind}: {inside}").format(kind=label, inside=words)


def _pieces(table: str, row: Mapping[str, Any]) -> list[dict[str, str]]:
    lang = locale.current_locale()
    pieces = []
    for pattern, label in ROWS[table].items():
        column = pattern.format(lang=lang)
        words, spoken = locale.localized_field({column: None, **row}, column)
        if column == "quote_original":
            spoken = str(row["language"])
        elif "{" in pattern:
            spoken = lang
        same = column.startswith("quote_") and words == row["quote_original"] and column != "quote_original"
        if _missing(words) or same:
            continue
        if column == "verdict":
            words, spoken = text(LABELS[str(words)]), lang
        pieces.append({"label": label, "lang": spoken, "words": str(words)})
    return pieces


def reasons() -> pd.DataFrame:
    """Return the map of arguments to begin with: reason, does, claim."""
    return pd.DataFrame(texts(locale.current_locale())["map"])


def sides_of(links: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the side of each reason of a map of arguments, "" for one that leads to neither claim.

    Who supports a claim or a reason is on its side; who attacks it is on the other one.

    Parameters
    ----------
    links
        Rows of the map: ``reason``, ``does`` ("supports" or "attacks") and ``claim``.
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


def draw(lot: random.Random | None = None) -> dict[str, Any]:
    """Return a draw by lot: the side of the first pair, and a role for each of the four.

    Parameters
    ----------
    lot
        Where chance comes from; a seeded one gives the same draw again.
    """
    chance = lot or random.SystemRandom()
    return {"first": chance.choice(SIDES), "roles": chance.sample(list(texts()["roles"]), k=GROUP)}


def pairs(lots: Mapping[str, Any], reverse: bool) -> tuple[str, str]:
    """Return the sides of the first and of the second pair.

    >>> pairs({"first": "privacy", "roles": []}, reverse=True)
    ('security', 'privacy')
    """
    first, second = SIDES if lots["first"] == SIDES[0] else SIDES[::-1]
    return (second, first) if reverse else (first, second)
