"""Who sees what in four designs of a messenger, what each can hand over, and what real services do.

The answers stand in ``[visibility]`` of ``*.toml``, where teachers edit them. They speak of designs, by
common technical knowledge; what is said of a real service comes from the table ``messengers`` of a case, with
its source.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from enclair.case import naming
from enclair.lessons.what_can_the_server_see import say
from enclair.text import toml
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, current_locale, date, localized_field, text

_FILE = toml.tables(__package__, "visibility", "en")
#: How firm what is recorded of a service is.
FIRMNESS = _FILE["firmness"]
#: The designs, kinds of data about you, who may see them, what a company can be asked: name, and what it is.
DESIGNS, KINDS, PARTIES, REQUESTS = (_FILE[name] for name in ("designs", "kinds", "parties", "requests"))
#: The answers: shape, what it is called in the grid, and at the desk.
LEVELS = {
    "yes": ("●", N_("sees it"), N_("can")),
    "part": ("◐", N_("in part, or only if …"), N_("in part, or only if …")),
    "no": ("○", N_("does not see it"), N_("cannot")),
}

#: Questions to start from: the design and the party, and which side's slogan it tests.
QUESTIONS = {
    "unreadable": ("cloud", "server", "privacy"),
    "hidden": ("e2ee", "server", "privacy"),
    "skilled": ("e2ee", "network", "security"),
    "blind": ("e2ee", "judge", "security"),
}
#: Situations at the desk: the request and the kind of data, and the side that it speaks for.
SITUATIONS = {
    "missing": ("stored", "ip", "security"),
    "fraud": ("coming", "text", "security"),
    "source": ("stored", "partners", "privacy"),
    "protest": ("stored", "groups", "privacy"),
}
#: Two losses, of equal length: what nobody can read, what someone always can. Shown in random order.
LOSSES = {"closed": "security", "open": "privacy"}

#: What is told of a real service: columns of the table ``messengers``.
SETTINGS = N_(
    {
        "operator_jurisdiction": "Country of the operator",
        "e2ee_1to1": "End-to-end encryption between two people",
        "e2ee_groups": "End-to-end encryption in groups",
        "cloud_copy_readable_by_operator": "A copy that the operator can read",
        "phone_number_needed": "Phone number needed",
        "metadata_kept": "Kept about users and traffic",
        "handed_over_under_order": "Handed over under an order",
        "fbi_2021_message_content": "Contents that the FBI could get, as of November 2020",
        "note": "Note",
    }
)

#: The sorts of the twelve alleged offences: complicity, else their theme.
SORTS = N_(
    {
        "complicity": "Complicity",
        "cryptology declaration": "Cryptology declaration",
        "refusal to cooperate": "Refusal to cooperate",
        "criminal association": "Criminal association",
        "money laundering": "Money laundering",
    }
)


def answer(design: str, of: str, kind: str) -> tuple[str, str]:
    """Return whether a party sees a kind of data in a design, or a request for it can be met, and why.

    Parameters
    ----------
    design, kind
        One of ``DESIGNS`` and of ``KINDS``.
    of
        One of ``PARTIES`` or of ``REQUESTS``.

    Returns
    -------
    level, reason
        "yes", "part" or "no", and one sentence.

    Examples
    --------
    >>> answer("e2ee", "server", "time")
    ('yes', 'It sees each message pass, though it cannot read it.')
    """
    check_key("/".join((design, of, kind)), "answer")
    lines = texts(current_locale())[of][kind]
    [(level, reason)] = lines.get(design, lines.get("all")).items()
    return level, reason


def seen() -> pd.DataFrame:
    """Return what each party sees: one row for each design, party and kind of data (codes)."""
    return _answers("party", PARTIES)


def handed_over() -> pd.DataFrame:
    """Return what each design can hand over: one row for each design, request and kind of data (codes)."""
    return _answers("request", REQUESTS)


def _answers(name: str, codes: Mapping[str, Any]) -> pd.DataFrame:
    rows = [
        (design, of, kind, *answer(design, of, kind)) for design in DESIGNS for of in codes for kind in KINDS
    ]
    return pd.DataFrame(rows, columns=["design", name, "kind", "answer", "reason"])


def idea(design: str, of: str, kind: str, predicted: str) -> dict[str, Any]:
    """Return the idea that often lies behind a prediction, as the file of sentences has it; {} for none."""
    for candidate in ideas():
        cell = ((design, "designs"), (of, "of"), (kind, "kinds"), (predicted, "predicted"))
        if all(code in candidate[name] for code, name in cell):
            return dict(candidate)
    return {}


def ideas(lang: str = "en") -> list[dict[str, Any]]:
    """Return the ideas that often lie behind a prediction, as the file of sentences has them."""
    return list(texts(lang)["ideas"])


def check_key(key: object, name: str) -> None:
    """Raise a `ChoiceError` if ``key`` is not a design, a party or a request, and a kind of data."""
    parts = key.split("/") if isinstance(key, str) else []
    allowed = (DESIGNS, {**PARTIES, **REQUESTS}, KINDS)
    if len(parts) != 3 or not all(part in codes for part, codes in zip(parts, allowed, strict=True)):
        choices = text("; ").join(", ".join(codes) for codes in allowed)
        raise ChoiceError(say("visibility.errors.key", name=name, key=repr(key), choices=choices))


def settings(messengers: pd.DataFrame) -> list[dict[str, Any]]:
    """Return what is recorded of each real service, in words.

    Returns
    -------
    services
        For each row of ``messengers``: ``service``, ``facts`` (pairs of label and value; a blank is told as
        "no source read"), ``source`` with its date and how firm it is, and ``urls``.
    """
    return [
        _service({str(name): cell for name, cell in row.items()}) for row in messengers.to_dict("records")
    ]


def _service(row: Mapping[str, str]) -> dict[str, Any]:
    unread = text("no source read")
    facts = [
        [text(label), localized_field(row, column)[0] or unread]
        for column, label in SETTINGS.items()
        if row[column] or column != "note"
    ]
    day, note = row["source_date"], localized_field(row, "source_date_note")[0]
    dates = [date(day)] if day or not note else []
    dated = ", ".join([*dates, *([note] if note else [])])
    urls = [row[name] for name in ("source_url", "second_source_url", "third_source_url") if row[name]]
    confidence = row["confidence"]
    return {
        "service": row["service"],
        "facts": facts,
        "source": naming.display_name(row["source_name"]),
        "dated": dated,
        "firm": texts(current_locale())["firmness"].get(confidence, confidence),
        "urls": urls,
    }


def sort_charges(charges: pd.DataFrame) -> pd.Series:
    """Return the sort of each alleged offence: complicity in what others did, else its theme."""
    return charges["theme"].mask(charges["complicity"], "complicity").rename("sort")


def count_sorts(charges: pd.DataFrame) -> dict[str, int]:
    """Return how many alleged offences there are of each sort, most frequent first.

    >>> from enclair import load_case
    >>> count_sorts(load_case().charges)["complicity"]
    6
    """
    counts = sort_charges(charges).value_counts()
    return {str(name): int(count) for name, count in counts.items()}


@cache
def texts(lang: str = "en") -> dict[str, Any]:
    """Return the tables of ``[visibility]``."""
    tables = toml.tables(__package__, "visibility", lang)
    for of in (*PARTIES, *REQUESTS):
        for kind in KINDS:
            lines = tables.get(of, {}).get(kind, {})
            if "all" not in lines and not DESIGNS.keys() <= lines.keys():
                raise ChoiceError(say("visibility.errors.line", of=of, kind=kind))
    return tables
