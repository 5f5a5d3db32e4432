"""Swapped words: what a headline says more, less or otherwise than the words it comes from.

Two sentences of the case, one of each side, and for each place in a headline (slot) a few wordings (ways)
with what each does: they stand in ``framing.*.toml``, where teachers edit them. A question is answered by one
slot alone, so that effects need only be looked up: the page does so too (``framing.js``). What a
wording does is our reading.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from enclair.case.model import source_and_date, teaching
from enclair.case.quotes import language
from enclair.text import locale
from enclair.text.locale import N_, current_locale, text

Table = Mapping[str, Any]


def texts(lang: str = "en") -> Table:
    """Return what ``framing.*.toml`` says."""
    return teaching("framing", lang)


def in_language(lang: str) -> dict[str, Table]:
    """Return the sentences of `SENTENCES` in ``lang``."""
    return {name: texts(lang)[name] for name in ("post", "statement")}


_FILE = texts()
#: What a wording does to the source's words.
EFFECTS: Table = _FILE["effects"]
#: Whom a ready-made headline favours or harms; offered in random order.
PRESETS: Table = _FILE["presets"]
#: Each is a quotation, and what a headline about it is made of: the opening, then one way for each slot.
SENTENCES: Table = in_language("en")
#: The ways of each slot of both sentences; each slot is a choice of the widget, no two have the same name.
SLOTS: Table = {slot: one["ways"] for entry in SENTENCES.values() for slot, one in entry["slots"].items()}

#: What the page shows of the quotation that a sentence starts from.
QUOTE = (
    *("id", "speaker", "speaker_fr", "date", "language", "source_name", "source_url", "source_date"),
    *("quote_original", "quote_en", "quote_fr"),
)


def _ways(sentence: Table, chosen: Mapping[str, str]) -> list[Table]:
    return [slot["ways"][chosen[name]] for name, slot in sentence["slots"].items()]


def _effect(answer: Table) -> str:
    return str(texts(current_locale())["effects"][answer["effect"]]["label"])


def headline(sentence: Table, chosen: Mapping[str, str]) -> str:
    """Return the headline made of the way ``chosen`` for each slot of a sentence, in its language."""
    words = [sentence["opening"], *(way["words"] for way in _ways(sentence, chosen))]
    return " ".join(filter(None, words)).replace(" ,", ",")


def answers(sentence: Table, chosen: Mapping[str, str]) -> dict[str, Table]:
    """Return for each question of a sentence the effect of the way ``chosen``, and what it says."""
    return {ask: way[ask] for ask in sentence["asks"] for way in _ways(sentence, chosen) if ask in way}


def compared(sentence: Table, chosen: Mapping[str, str]) -> pd.DataFrame:
    """Return what the headline made of ``chosen`` says beside what the source says, one line a question."""
    lines = []
    for name, effect in answers(sentence, chosen).items():
        ask = sentence["asks"][name]
        source = f"{locale.quoted(ask[current_locale()])} {ask['says']}"
        lines.append([ask["head"], effect["says"], source, _effect(effect)])
    heads = N_(("Question", "Your wording says", "The source says", "Difference"))
    return pd.DataFrame(lines, columns=[text(head) for head in heads])


def ways() -> pd.DataFrame:
    """Return every wording on offer with all that it does: the text twin of the page's menus."""

    def does(sentence: Table, way: Table) -> str:
        return " ".join(
            f"{ask['head']} ({_effect(way[name])}): {way[name]['says']}"
            for name, ask in sentence["asks"].items()
            if name in way
        )

    lines = [
        [
            sentence["title"],
            slot["label"],
            way["words"].removeprefix(", ") or text("(left out)"),
            does(sentence, way),
        ]
        for sentence in in_language(current_locale()).values()
        for slot in sentence["slots"].values()
        for way in slot["ways"].values()
    ]
    heads = N_(("Source", "Place in the headline", "Wording", "What it does"))
    return pd.DataFrame(lines, columns=[text(head) for head in heads])


def quoted(quotes: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """Return the sentences as the page wants them, each with its row of the table ``quotes`` of a case."""
    rows = quotes.set_index("id", drop=False)[list(QUOTE)]
    return {
        name: {**sentence, "quote": rows.loc[sentence["quote"]].to_dict()}
        for name, sentence in SENTENCES.items()
    }


def readable(headlines: pd.DataFrame) -> pd.DataFrame:
    """Return the headlines as people read them, one line each."""
    lang = current_locale()

    def written(row: "pd.Series[Any]") -> list[str]:
        where = [row["source_url"], *({row["article_url"]} - {"", row["source_url"]})]
        return [
            row["id"],
            f"{row['outlet']}, {locale.date(row['date'])}",
            f"{row['headline_original']} ({language(row['language'])})",
            "" if row["language"] == lang else row[f"headline_{lang}"],
            row[f"notes_{lang}"],
            source_and_date(row),
            " ".join(where),
        ]

    heads = N_(("Number", "Outlet and date", "Headline", "Translation", "Note", "Source (its date)"))
    names = [text(head) for head in (*heads, "Where to read it")]
    lines = [written(row) for _, row in headlines.iterrows()]
    return pd.DataFrame(lines, columns=names, index=headlines["id"])
