"""En clair: explore one sourced case on privacy and security, and check what you found.

What any lesson can use is imported from here, what belongs to one lesson from its folder in
`enclair.lessons`. The names below are imported when they are first used, so that ``import enclair`` costs
next to nothing.
"""

from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Case": "case.model",
    "CaseError": "case.model",
    "Claims": "views.claims",
    "OwnSentence": "views.own_sentence",
    "Poll": "views.poll",
    "Quotes": "views.quotes",
    "Timeline": "views.timeline",
    "banner": "views.banner",
    "compare": "views.compare",
    "draw": "views.draw",
    "explore": "views.explore",
    "load_case": "case.model",
    "predict": "views.predict",
    "quote": "views.quote",
    "under_bars": "views.under_bars",
    "with_twin": "figures.own",
}

__all__ = [*_HOMES]  # noqa: PLE0604, RUF100


def __getattr__(name: str) -> Any:
    """Import a public name from the module where it lives."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(f"enclair.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
