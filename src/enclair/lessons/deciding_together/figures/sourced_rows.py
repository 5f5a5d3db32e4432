"""Tables of lesson 7 with their sources: which questions are settled, and the rows behind a memo."""

from typing import TYPE_CHECKING

import pandas as pd

from enclair.case.needs import looks_in
from enclair.case.questions import HEADS as ASKED
from enclair.case.questions import cited_rows, questions
from enclair.figures.sourced import SourcedTable
from enclair.lessons.deciding_together import cards as deck
from enclair.lessons.deciding_together import say
from enclair.text.errors import ChoiceError
from enclair.text.locale import spoken, text

if TYPE_CHECKING:
    from enclair.case.model import Case


@looks_in()
def register(case: "Case", lesson: int | None = None) -> SourcedTable:
    """Return `enclair.case.questions.questions`, each row with the link to its source."""
    table = questions(case, lesson)
    names = {name: text(head) for name, head in ASKED.items()}
    addresses = case.open_questions.set_index(f"question_{spoken()}")["source_url"]
    sources = tuple(
        {
            names["rows"]: [
                (_dated(row[names["source"]], row[names["date"]]), addresses[row[names["question"]]])
            ]
        }
        for row in table.to_dict("records")
    )
    shown = table.drop(columns=[names["source"], names["date"]])
    return SourcedTable(text("Settled or open?"), shown, sources=sources)


@looks_in()
def memo_rows(words: str, case: "Case") -> SourcedTable:
    """Return the rows that a memo cites as ``table.key``: what each says, with its source and its date.

    What looks like a row and is none has a line that says so, and so has a memo that names none.

    Raises
    ------
    ChoiceError
        If ``words`` are no text.
    """
    if not isinstance(words, str):
        raise ChoiceError(say("sourced_rows.no_text"))
    citations = cited_rows(words, case)
    head = text("What it says")
    rows = [] if citations else [("–", say("sourced_rows.none"))]
    sources: list[dict[str, list[tuple[str, str]]]] = [] if citations else [{}]
    for row, written in citations:
        if "." not in row:
            rows.append((written, text("There is no such row.")))
            sources.append({})
            continue
        rows.append((row, deck.row_text(case, row)))
        source = deck.source_of(case, row)
        read = [(deck.source_label(source), source["source_url"])]
        sources.append({head: read} if source["source_url"] else {})
    table = pd.DataFrame(rows, columns=[text("Row"), head])
    return SourcedTable(text("The rows of the memo"), table, sources=tuple(sources))


def _dated(name: str, date: str) -> str:
    return f"{name}, {date}" if date else name
