"""What lesson 7 shows: a map of arguments, which questions are settled, and the rows behind a memo."""

import html
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from enclair.case.model import Case, requires, row_of, source_with_day
from enclair.figures import style
from enclair.figures.block import Block, SourcedTable, Words, cited, element, folded
from enclair.lessons.deciding_together import cards as deck
from enclair.lessons.deciding_together import say
from enclair.lessons.deciding_together.argument_map import arguments as arguments
from enclair.lessons.deciding_together.deck import SHAPES
from enclair.lessons.deciding_together.questions import (
    ANSWERS,
    KINDS,
    STATES,
    answer,
    cited_rows,
    row_name,
)
from enclair.text.errors import ChoiceError
from enclair.text.locale import current_locale, date, number, text
from enclair.views.quote import quote

#: How a card looks below its row.
BOX = (
    "max-width: 76ch; margin: 0 0 16px; padding: 8px 16px; border: 2px solid currentColor; border-radius: 4px"
)
CARD = f"{BOX}; font-size: 1.15em"


@requires(only=True)
def register(case: Case) -> Block:
    """Return the questions of a case, those that are settled and open ones: each a line that opens."""
    rows, page = case.open_questions.to_dict("records"), ""
    about = [say("figures.two", all=number(len(rows)))]
    for state, called in STATES.items():
        some = [_question(case, row) for row in rows if row["state"] == state]
        about += [row[f"question_{current_locale()}"] for row in rows if row["state"] == state][:1]
        head = element("p", f"{text(called)} ({number(len(some))})", "part")
        body = element("p", say(f"figures.{state}"))
        page += f'<section style="--share: {len(some) / len(rows):.2f}">{head}{body}{"".join(some)}</section>'
    block = Block(text("Settled or open?"), "register", page, say("figures.register"), home=__package__)
    block.about = about
    return block


def _question(case: Case, row: Mapping[Hashable, Any]) -> str:
    answers = {text(head): answer(row, side) for side, head in ANSWERS.items()}
    both = "".join(
        f"<div>{element('dt', head)}{element('dd', words)}</div>" for head, words in answers.items() if words
    )
    behind = ""
    for reference in row["rows"].split():
        cited = row_of(case, reference)
        link = style.links_html(source_with_day(cited), cited["source_url"])
        behind += f"<tr><td>{html.escape(row_name(case, reference))}</td><td>{link}</td></tr>"
    reason = f"{element('p', row[f'reason_{current_locale()}'])}{f'<dl>{both}</dl>' if both else ''}"
    rests = f"{element('p', text('Rests on'), 'part')}<table>{behind}</table>"
    return folded(
        f"{element('span', row[f'question_{current_locale()}'])}{element('small', text(KINDS[row['kind']]))}",
        reason + rests,
    )


class RowAndCard(Words):
    """The words of a row of quotations, and what the card ``name`` of the debate makes of them."""

    def __init__(self, case: Case, name: str) -> None:
        lang = current_locale()
        side, row = deck.cards()[name]["side"], row_of(case, deck.cards()[name]["row"])
        named = f"{SHAPES[side]} {deck.texts(lang)['sides'][side]}"
        called = say("figures.card", side=named)
        card = f"{element('strong', called)}<br>{html.escape(deck.cards(lang)[name]['says'])}"
        words, missing = quote(row[f"quote_{lang}"], row, lang)._repr_html_(), say(f"figures.missing_{name}")
        words = words.replace(missing, f"<span>{missing}</span>")  # on slides the answer marks it
        self._page = f'<div class="enclair-row-card">{words}<p style="{CARD}">{card}</p></div>'


@requires()
def memo_rows(words: str, case: Case) -> SourcedTable:
    """Return the rows that a memo cites as ``table.key``: what each says, with its source and its date.

    What looks like a row and is none has a line that says so, and so has a memo that names none.
    """
    if not isinstance(words, str):
        raise ChoiceError(say("figures.no_text"))
    none = text("There is no such row.")
    lines = [(row, row) if "." in row else (written, "", none) for row, written in cited_rows(words, case)]
    return rows(case, lines or [("–", "", say("figures.none"))], text("The rows of the memo"))


@requires()
def rows(case: Case, lines: Iterable[tuple[str, ...]], title: str = "") -> SourcedTable:
    """Return rows of a case, each with its source and its date.

    A line is what the row is called, its ``table.key`` or "", and what is said if that is not what it says.
    """
    shown = []
    for called, row, *said in lines:
        source = deck.source_of(case, row) if row else {}
        day = str(row_of(case, row).get("date") or "")[:10] if row and not said else ""
        called = "\n".join(filter(None, (called, day and date(day))))
        words = said[0] if said else deck.row_text(case, row)
        address = source.get("source_url")
        shown.append((called, cited(words, deck.source_label(source), address) if address else words))
    heads = [text("Row"), text("What it says")]
    return SourcedTable(title, pd.DataFrame(shown, columns=heads, dtype=object))
