"""Rival explanations of the same figures, each with what would decide: a small table in random order."""

import random

from enclair.case.model import Case
from enclair.case.needs import requires
from enclair.figures.sourced import SourcedTable
from enclair.lessons.traces import explanations as rules
from enclair.lessons.traces import say
from enclair.text.locale import check_choice, text


@requires(only=True)
def rivals(case: Case, topic: str) -> SourcedTable:
    """Return three rival explanations of what figures show, and what data would decide: no numbers.

    Parameters
    ----------
    topic
        "france" (more requests met in France), "everywhere" (in the EU or everywhere), "moderation" (more
        groups blocked) or "growth" (did growth make abuse easier).

    Raises
    ------
    ChoiceError
        If ``case`` is no case, or one of the others is not among these.
    """
    check_choice("topic", topic, rules.TOPICS)
    rows = rules.explanations(topic).drop(columns="side")
    # In another order for everyone, so that no explanation always comes first.
    table = rows.loc[random.sample(list(rows.index), k=len(rows))].reset_index(drop=True)
    table.columns = [
        text("A possible explanation (our words)"),
        text("If it is right, one would see"),
        text("Data that would decide"),
    ]
    return SourcedTable(rules.question(topic), table, after=say("rivals_table.rest"), any_order=True)
