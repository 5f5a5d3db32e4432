"""What was looked for before a case was published, topic by topic: as a table, and in a sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from enclair.text import locale
from enclair.text.locale import N_, listed, text


def topics(verified: Sequence[Mapping[str, Any]], lang: str) -> pd.DataFrame:
    """Return what was looked for as a table: each topic, what was found last, what was not found."""
    rows = [
        (
            f"{locale.capitalized(topic[f'title_{lang}'])}, {locale.date(topic['looked_on'])}",
            f"{locale.date(topic['found_on'])}, {topic[f'found_{lang}']}",
            topic[f"not_found_{lang}"],
        )
        for topic in verified
    ]
    heads = N_(("Topic, and day of our search", "Found last", "Looked for, and not found"))
    return pd.DataFrame(rows, columns=[text(head) for head in heads])


def looked_for(verified: Sequence[Mapping[str, Any]], lang: str) -> str:
    """Say which topics were looked for on which day, the latest first, and what that leaves out."""
    days: dict[str, list[str]] = {}
    for topic in verified:
        days.setdefault(topic["looked_on"], []).append(topic[f"title_{lang}"])
    sentences = [
        text("Looked for on {day}: {topics}.").format(day=locale.date(day), topics=listed(titles))
        for day, titles in sorted(days.items(), reverse=True)
    ]
    return " ".join([*sentences, text("All else is as old as its source.")])
