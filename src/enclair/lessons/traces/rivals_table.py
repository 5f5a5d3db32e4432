"""Rival explanations of the same figures, each with what would decide: a small table in random order."""

import html
import random
from typing import Any

from enclair.case.model import Case, require_case
from enclair.case.needs import looking
from enclair.figures import style
from enclair.lessons.traces import explanations as rules
from enclair.text.choices import check_choice
from enclair.text.locale import LANG, LANGUAGES, text
from enclair.views.view import paragraph


class Rivals:
    """What is known, three explanations in random order, and a reminder that none is the verdict."""

    def __init__(self, case: Case, topic: str, lang: str) -> None:
        self.lang = lang
        self.question, self.fact = rules.fact(case, topic, lang)
        self.rest = text(
            "More than one of them can be right at once. “After” is not yet “because of”: the case file does "
            "not hold the data of the last column.",
            lang,
        )
        rows = rules.explanations(topic, lang).drop(columns="side")
        # In another order for everyone, so that no explanation always comes first.
        self.table = rows.loc[random.sample(list(rows.index), k=len(rows))].reset_index(drop=True)
        self.table.columns = [
            text("A possible explanation (our words)", lang),
            text("If it is right, one would see", lang),
            text("Data that would decide", lang),
        ]

    def __repr__(self) -> str:
        rows = ["\n".join(row) for row in self.table.itertuples(index=False)]
        return "\n\n".join([self.question, self.fact, *rows, self.rest])

    def _repr_html_(self) -> str:
        question = f"<p><strong>{html.escape(self.question)}</strong></p>"
        body = (
            f"{question}{paragraph(self.fact)}{style.twin(self.table, sentences=True)}{paragraph(self.rest)}"
        )
        return f'<div class="enclair-rivals" lang="{html.escape(self.lang)}">{body}</div>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def rivals(case: Case, topic: str, lang: str = LANG) -> Rivals:
    """Return three rival explanations of what figures of ``case`` show, and what data would decide.

    Parameters
    ----------
    topic
        "france" (more requests met in France), "everywhere" (in the EU or everywhere), "moderation" (more
        groups blocked) or "growth" (did growth make abuse easier).
    lang
        "en" or "fr".

    Raises
    ------
    ChoiceError
        If ``case`` is no case, or one of the others is not among these.
    """
    require_case(case, "rivals", only=True)
    check_choice("topic", topic, rules.TOPICS)
    check_choice("lang", lang, LANGUAGES)
    with looking("rivals"):
        return Rivals(case, topic, lang)
