"""Sentences that misuse figures on alarms, two of each side, with what is wrong with each."""

import html
from typing import Any

from enclair.case.model import Case, require_case
from enclair.case.needs import looking
from enclair.case.quotes import LABELS
from enclair.figures import style
from enclair.lessons.needles_and_haystacks import scanning
from enclair.text.locale import LANG, text


class Misuses:
    """A table of sentences to take apart."""

    def __init__(self, case: Case, lang: str) -> None:
        self.lang = lang
        # In any order, so that no side always comes first.
        self.table = scanning.misuses(case.base_rate, lang).sample(frac=1, ignore_index=True)
        self.table["side"] = [text(LABELS[side], lang) for side in self.table["side"]]
        self.table.columns = [
            text("Who might say it", lang),
            text("What might be said (our words, nobody’s quotation)", lang),
            text("What is wrong with it", lang),
        ]

    def __repr__(self) -> str:
        return "\n\n".join("\n".join(row) for row in self.table.itertuples(index=False))

    def _repr_html_(self) -> str:
        lang, table = html.escape(self.lang), style.twin(self.table, sentences=True)
        return f'<div class="enclair-misuses" lang="{lang}">{table}</div>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


def misuses(case: Case, lang: str = LANG) -> Misuses:
    """Return four sentences that misuse figures of the table ``base_rate`` of ``case``, two of each side."""
    require_case(case, "misuses")
    with looking("misuses"):
        return Misuses(case, lang)
