"""Sentences that misuse figures on alarms, two of each side, with what is wrong with each."""

from enclair.case.model import Case, requires
from enclair.case.quotes import LABELS
from enclair.figures.sourced import SourcedTable
from enclair.lessons.needles_and_haystacks import scanning
from enclair.text.locale import text


@requires(only=True)
def misuses(case: Case) -> SourcedTable:
    """Return four sentences that misuse figures of the table ``base_rate`` of ``case``, two of each side."""
    # In any order, so that no side always comes first.
    table = scanning.misuses(case.base_rate).sample(frac=1, ignore_index=True)
    table["side"] = [text(LABELS[side]) for side in table["side"]]
    table.columns = [
        text("Who might say it"),
        text("What might be said (our words, nobody’s quotation)"),
        text("What is wrong with it"),
    ]
    return SourcedTable("", table, any_order=True)
