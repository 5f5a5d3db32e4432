"""Who sees what in four designs of a messenger, what each can hand over, and what real services do.

The answers stand in ``[visibility]`` of ``*.toml``. They speak of designs, by common knowledge; what
is said of a real service comes from the table ``messengers`` of a case, with its source.
"""

import re
from collections.abc import Mapping
from itertools import product
from typing import Any

import pandas as pd

from enclair.case.model import display_name, localized_field
from enclair.text import locale
from enclair.text.locale import N_, current_locale, date, text


def texts(lang: str = "en") -> dict[str, Any]:
    """Return the tables of ``[visibility]``."""
    return locale.tables(__package__, "visibility", lang)


#: The designs, kinds of data about you, who may see them, what a company can be asked: name, and what it is.
DESIGNS, KINDS, PARTIES, REQUESTS = (texts()[name] for name in ("designs", "kinds", "parties", "requests"))
#: The answers: shape, what it is called in the grid, and at the desk.
LEVELS = {
    "yes": ("●", N_("sees it"), N_("can")),
    "part": ("◐", N_("in part, or it depends"), N_("in part, or it depends")),
    "no": ("○", N_("does not see it"), N_("cannot")),
}
UNREAD = "no source read"
#: What makes a setting hold in part, or only if somebody does something.
CONDITION = re.compile(r"\b(optional|only|per|if|when)\b")
#: What each question and each situation begins with, and its side; the side of each loss.
QUESTIONS, SITUATIONS, LOSSES = (
    {name: codes for name, *codes in rows} for rows in texts()["starts"].values()
)


def answer(design: str, of: str, kind: str) -> tuple[str, str]:
    """Return whether a party sees a kind of data in a design, or a request for it can be met, and why.

    ``of`` is one of ``PARTIES`` or of ``REQUESTS``; the answer is one of ``LEVELS``, the reason one sentence.

    >>> answer("e2ee", "server", "time")
    ('yes', 'It sees each message pass, though it cannot read it.')
    """
    lines = texts(current_locale())[of][kind]
    [(level, reason)] = lines.get(design, lines.get("all")).items()
    return level, reason


def seen() -> pd.DataFrame:
    """Return what each party sees: one row for each design, party and kind of data (codes)."""
    rows = [(*cell, *answer(*cell)) for cell in product(DESIGNS, PARTIES, KINDS)]
    return pd.DataFrame(rows, columns=["design", "party", "kind", "answer", "reason"])


def idea(design: str, of: str, kind: str, predicted: str) -> dict[str, Any]:
    """Return the idea that often lies behind a prediction, as the file of sentences has it; {} for none."""
    cell = {"designs": design, "of": of, "kinds": kind, "predicted": predicted}
    fitting = (one for one in texts()["ideas"] if all(code in one[name] for name, code in cell.items()))
    return next(fitting, {})


def level(cell: str) -> str:
    """Return the answer that a setting gives, as the table ``messengers`` words it.

    >>> [level(cell) for cell in ("default", "optional (secret chats only)", "no (in test)", "")]
    ['yes', 'part', 'no', 'no source read']
    """
    words = re.sub(r"\([^)]*\)", "", cell).strip().lower()
    if not words:
        return UNREAD
    if CONDITION.search(words):
        return "part"
    return "no" if words.startswith("no") else "yes"


def nearest(row: Mapping[Any, str]) -> str:
    """Return the design nearest to what ``row`` of ``messengers`` says of chats between two people.

    It is "" where no design is: a setting decides, or no source was read.

    >>> nearest({"e2ee_1to1": "optional", "cloud_copy_readable_by_operator": "yes"})
    'cloud'
    """
    match level(row["e2ee_1to1"]), level(row["cloud_copy_readable_by_operator"]):
        case "yes", "no":
            return "e2ee"
        case "part" | "no", "yes":
            return "cloud"
    return ""


def settings(messengers: pd.DataFrame) -> list[dict[str, Any]]:
    """Return what is recorded of each real service, in words: a row of ``messengers`` each."""
    words, unread = texts(current_locale()), text(UNREAD)
    services = []
    for row in messengers.to_dict("records"):
        day, note = row["source_date"], localized_field(row, "source_date_note")[0]
        addresses = (row[f"{place}source_url"] for place in ("", "second_", "third_"))
        services.append(
            {
                "service": row["service"],
                "nearest": words["designs"].get(nearest(row), [words["page"]["between"]])[0],
                "facts": [
                    [label, localized_field(row, column)[0] or unread]
                    for column, label in words["settings"].items()
                    if row[column] or column != "note"
                ],
                "source": display_name(row["source_name"]),
                "dated": ", ".join([*([date(day)] if day or not note else []), *filter(None, [note])]),
                "firm": words["firmness"].get(row["confidence"], row["confidence"]),
                "urls": [*filter(None, addresses)],
            }
        )
    return services


def sort_charges(charges: pd.DataFrame) -> pd.Series:
    """Return the sort of each alleged offence: complicity in what others did, else its theme."""
    return charges["theme"].mask(charges["complicity"], "complicity").rename("sort")


def count_sorts(charges: pd.DataFrame) -> dict[str, int]:
    """Return how many alleged offences there are of each sort, most frequent first."""
    return {str(name): int(count) for name, count in sort_charges(charges).value_counts().items()}
