"""Rival explanations of the same figures, and which data would decide between them.

The sentences stand in ``rivals.*.toml``, where teachers edit them. They say no number, which the lesson asks.
"""

import html
import random
from typing import Any

import pandas as pd

from enclair.case.model import Case, requires, teaching
from enclair.figures.block import SourcedTable, Words, folded
from enclair.lessons.traces import say
from enclair.text.locale import check_choice, current_locale, text

#: What there are rival explanations of.
TOPICS = ("france", "everywhere", "moderation", "growth")


class Folded(Words):
    """Tables below their questions, each of which opens."""

    def __init__(self, tables: dict[str, SourcedTable]) -> None:
        self.tables = tables
        shown = "".join(folded(html.escape(name), table._repr_html_()) for name, table in tables.items())
        self._page = f"<div>{shown}</div>"


def explanations(topic: str) -> dict[str, dict[str, Any]]:
    """Return the explanations of a topic: ``side`` (never shown), ``said``, ``predicts`` and ``decides``."""
    rows = teaching("rivals", current_locale())[topic]
    return {key: row for key, row in rows.items() if isinstance(row, dict)}


@requires(only=True)
def rivals(case: Case, *topics: str) -> Folded:
    """Return three rival explanations of each of some `TOPICS`, and what data would decide: no numbers.

    Each topic is folded, so that it opens after one's own explanation.
    """
    for topic in topics:
        check_choice("topic", topic, TOPICS)
    texts = teaching("rivals", current_locale())
    return Folded({texts[topic]["question"]: _table(topic) for topic in topics})


def _table(topic: str) -> SourcedTable:
    rows = [*explanations(topic).values()]
    # In another order for everyone, so that no explanation always comes first.
    table = pd.DataFrame(random.sample(rows, k=len(rows)))[["said", "predicts", "decides"]]
    heads = text("A possible explanation (our words)"), text("If it is right, one would see")
    table.columns = [*heads, text("Data that would decide")]
    return SourcedTable("", table, after=say("rivals_table.rest"), any_order=True)
