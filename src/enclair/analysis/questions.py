"""Which questions of the course the tables answer (settled), and which they do not (open)."""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair import locale
from enclair.errors import ChoiceError
from enclair.locale import LANG, text

if TYPE_CHECKING:
    from enclair.case import Case

STATES = {"settled": "Settled", "open": "Open"}
#: Whose the two answers to an open question are: of values, the sides'; of facts and law, two readings.
ANSWERS = {"privacy": "One answer", "security": "The other answer"}
SIDES = {
    "privacy": "Those who stress privacy say: {answer}",
    "security": "Those who stress security say: {answer}",
}
HEADS = {
    "question": "Question",
    "state": "State",
    "reason": "Why",
    **ANSWERS,
    "rows": "Rows",
    "source": "Source",
    "date": "Date of the source",
}


def questions(case: "Case", lesson: int | None = None, lang: str = LANG) -> pd.DataFrame:
    """Return the questions, the settled ones first: why, both answers to an open one, rows and source.

    The source is that of the first of the rows.

    Parameters
    ----------
    case
        A case with the table ``open_questions``.
    lesson
        Number of a lesson: only the questions that it touches.
    lang
        "en" or "fr".

    Raises
    ------
    ChoiceError
        If no question touches ``lesson``.
    """
    table = case.open_questions
    if lesson is not None:
        table = table[[str(lesson) in each.split() for each in table["lessons"]]]
        if table.empty:
            raise ChoiceError(
                f"lesson: found {lesson!r}; no question of the table open_questions touches it."
            )
    table = table.sort_values("state", ascending=False, kind="stable")
    shown = {
        "state": [text(STATES[state], lang) for state in table["state"]],
        "rows": table["rows"],
        "source": table["source_name"],
        "date": [locale.date(each, lang) for each in table["source_date"]],
        **{name: table[f"{name}_{lang}"] for name in ("question", "reason")},
        **{side: [answer(row, side, lang) for row in table.to_dict("records")] for side in ANSWERS},
    }
    return pd.DataFrame({text(head, lang): shown[name] for name, head in HEADS.items()}).reset_index(
        drop=True
    )


def answer(question: Mapping[Hashable, Any], side: str, lang: str = LANG) -> str:
    """Return one of the two answers to a question (a row of ``open_questions``), "" if it is settled.

    Of values, it says whose answer it is.
    """
    said = str(question[f"{side}_{lang}"])
    return text(SIDES[side], lang).format(answer=said) if said and question["kind"] == "value" else said


def keys(case: "Case") -> dict[str, str]:
    """Return the tables of which a row has a key of its own, and the column in which it stands."""
    found = {each["name"]: each["schema"].get("primaryKey") for each in case.package["resources"]}
    return {name: found[name] for name in case.tables if isinstance(found.get(name), str)}


def row_of(case: "Case", reference: str) -> dict[str, Any]:
    """Return the row that ``reference`` names: a table, a dot, and the row's primary key.

    Raises
    ------
    ChoiceError
        If the case has no such row.
    """
    name, _, key = reference.partition(".")
    if column := keys(case).get(name):
        table = getattr(case, name)
        for row in table[table[column].astype(str) == key].to_dict("records"):
            return {str(name): value for name, value in row.items()}
    raise ChoiceError(
        f"The case has no row {reference!r}: write the table, a dot, and the key of one of its rows."
    )
