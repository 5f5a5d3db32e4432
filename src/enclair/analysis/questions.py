"""Which questions of the course the tables answer (settled), and which they do not (open)."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.errors import ChoiceError
from enclair.locale import LANG, text

if TYPE_CHECKING:
    from enclair.case import Case

STATES = {"settled": "Settled", "open": "Open"}
HEADS = {
    "question": "Question",
    "state": "State",
    "reason": "Why",
    "privacy": "Those who stress privacy say",
    "security": "Those who stress security say",
    "rows": "Rows",
}


def questions(case: "Case", lesson: int | None = None, lang: str = LANG) -> pd.DataFrame:
    """Return the questions, the settled ones first: state, reason, both answers to an open one, and its rows.

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
        **{name: table[f"{name}_{lang}"] for name in ("question", "reason", "privacy", "security")},
    }
    return pd.DataFrame({text(head, lang): shown[name] for name, head in HEADS.items()}).reset_index(
        drop=True
    )


def row_of(case: "Case", reference: str) -> dict[str, Any]:
    """Return the row that ``reference`` names: a table, a dot, and the row's primary key.

    Raises
    ------
    ChoiceError
        If the case has no such row.
    """
    name, _, key = reference.partition(".")
    if name in case.tables:
        resource = next(each for each in case.package["resources"] if each["name"] == name)
        column = resource["schema"].get("primaryKey")
        if isinstance(column, str):
            table = getattr(case, name)
            for row in table[table[column].astype(str) == key].to_dict("records"):
                return {str(name): value for name, value in row.items()}
    raise ChoiceError(
        f"The case has no row {reference!r}: write the table, a dot, and the key of one of its rows."
    )
