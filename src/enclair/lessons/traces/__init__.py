"""Lesson 5, traces: who are you when nobody reads your words."""

from enclair.lessons import lazy_exports
from enclair.text.locale import sentences, tables

say = sentences(__package__)


def labels(name: str) -> dict[str, str]:
    """Return what the figures call codes or the columns of a table, in the current locale."""
    return dict(tables(__package__, "figures")[name])


__getattr__, __dir__ = lazy_exports(__name__, {"Pupils": "pupils", "rivals": "rivals_table"})
