"""Sentences that misuse figures on alarms, two of each side, with what is wrong with each."""

from enclair.case.model import Case, require_case
from enclair.case.needs import looking
from enclair.case.quotes import LABELS
from enclair.figures.sourced import SourcedTable
from enclair.lessons.needles_and_haystacks import scanning
from enclair.text.locale import LANG, text


def misuses(case: Case, lang: str = LANG) -> SourcedTable:
    """Return four sentences that misuse figures of the table ``base_rate`` of ``case``, two of each side."""
    require_case(case, "misuses")
    with looking("misuses"):
        # In any order, so that no side always comes first.
        table = scanning.misuses(case.base_rate, lang).sample(frac=1, ignore_index=True)
        table["side"] = [text(LABELS[side], lang) for side in table["side"]]
        table.columns = [
            text("Who might say it", lang),
            text("What might be said (our words, nobody’s quotation)", lang),
            text("What is wrong with it", lang),
        ]
        return SourcedTable("", table, lang, any_order=True)
