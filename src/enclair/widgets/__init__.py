"""Thin widgets: traits that hold the choices, and a view. What they show is computed elsewhere."""

from importlib import import_module
from typing import Any

_HOMES = {"Timeline": "timeline", "banner": "banner", "decide": "decide", "predict": "predict"}

__all__ = [*_HOMES]  # noqa: PLE0604, RUF100


def __getattr__(name: str) -> Any:
    """Import a widget from its module when it is first used."""
    if name not in _HOMES:
        raise AttributeError(f"enclair.widgets has no {name!r}. It offers: {', '.join(_HOMES)}.")
    return getattr(import_module(f"enclair.widgets.{_HOMES[name]}"), name)
