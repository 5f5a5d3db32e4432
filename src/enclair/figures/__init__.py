"""Plain figures, each with its alternative text and its table: one cannot be made without the others.

One module for each lesson. A figure is imported when it is first used, so that a lesson loads only its own.
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "Alarms": "scanning",
    "CoinAndDie": "traces",
    "Demands": "judging",
    "Described": "described",
    "Growth": "users",
    "Hidden": "traces",
    "Leaving": "leaving",
    "Network": "traces",
    "Noise": "traces",
    "actor_map": "events",
    "alarms": "scanning",
    "alleged_offences": "visibility",
    "arguments": "deciding",
    "centre": "leaving",
    "demands": "judging",
    "departures": "leaving",
    "events_by_track": "events",
    "growth": "users",
    "instalment": "judging",
    "kept_and_cut": "words",
    "looked_at": "traces",
    "memo_rows": "deciding",
    "moderation": "disclosures",
    "names_back": "traces",
    "never_happened": "disclosures",
    "passages": "judging",
    "printed_and_same": "disclosures",
    "procedure": "events",
    "published": "scanning",
    "quarters": "disclosures",
    "register": "deciding",
    "russia_and_france": "judging",
    "stance_by_group": "words",
    "votes_by_gate": "judging",
    "where_it_rose": "disclosures",
    "word_counts": "words",
}

__all__ = [*_HOMES]  # noqa: PLE0604, RUF100


def __getattr__(name: str) -> Any:
    """Import a figure from the module where it lives."""
    if name in _HOMES:
        return getattr(import_module(f"enclair.figures.{_HOMES[name]}"), name)
    from enclair.errors import unknown

    raise AttributeError(unknown("enclair.figures", name, sorted(__all__)))


def __dir__() -> list[str]:
    return sorted(__all__)
