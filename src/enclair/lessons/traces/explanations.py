"""Rival explanations of the same figures, and which data would decide between them.

The sentences stand in ``rivals.*.toml``, where teachers edit them. They say no number, which the lesson asks.
"""

from typing import Any

import pandas as pd

from enclair.case.model import teaching
from enclair.text.locale import check_choice, current_locale


def texts(lang: str = "en") -> dict[str, Any]:
    """Return what ``rivals.*.toml`` says, topic by topic."""
    return teaching("rivals", lang)


#: What there are rival explanations of.
TOPICS = ("france", "everywhere", "moderation", "growth")


def question(topic: str) -> str:
    """Return the question of a topic.

    Raises
    ------
    ChoiceError
        If there is no such topic.
    """
    check_choice("topic", topic, TOPICS)
    return str(texts(current_locale())[topic]["question"])


def explanations(topic: str) -> pd.DataFrame:
    """Return the rival explanations of a topic, in the order of the file.

    Returns
    -------
    pandas.DataFrame
        One row each, by its key: ``side`` (never shown), ``said``, ``predicts`` (what one would see if it
        were right) and ``decides`` (the data that would tell it from the others).

    Raises
    ------
    ChoiceError
        If there is no such topic.
    """
    check_choice("topic", topic, TOPICS)
    rows = {key: row for key, row in texts(current_locale())[topic].items() if isinstance(row, dict)}
    table = pd.DataFrame.from_dict(rows, orient="index")[["side", "said", "predicts", "decides"]]
    return table.rename_axis("key")
