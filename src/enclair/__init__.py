"""En clair: explore one sourced case on privacy and security, and check what you found.

The names below are imported when they are first used, so that ``import enclair`` costs next to nothing.
"""

TYPE_CHECKING = (
    False  # not of typing: whoever stops the command in its first moment should not meet an import
)
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Case": "case",
    "CaseError": "case",
    "Claims": "widgets.claims",
    "Deck": "widgets.deck",
    "Exchange": "widgets.exchange",
    "Framing": "widgets.framing",
    "Gates": "widgets.gates",
    "Grid": "widgets.grid",
    "Poll": "widgets.poll",
    "Quotes": "widgets.quotes",
    "Survey": "widgets.survey",
    "Timeline": "widgets.timeline",
    "Timer": "widgets.timer",
    "banner": "widgets.banner",
    "check": "checks",
    "compare": "widgets.compare",
    "decide": "widgets.decide",
    "desk": "widgets.grid",
    "explore": "widgets.explore",
    "load_case": "case",
    "misuses": "widgets.misuses",
    "policy": "widgets.policy",
    "predict": "widgets.predict",
    "quote": "widgets.quote",
    "recode": "widgets.recode",
    "rivals": "widgets.rivals",
    "sealed": "analysis.sealing",
}
_MODULES = ["figures", "room"]

__all__ = [*_HOMES, *_MODULES]  # noqa: PLE0604, RUF100


def __getattr__(name: str) -> "Any":
    """Import a public name from the module where it lives."""
    from importlib import import_module

    if name in _HOMES:
        return getattr(import_module(f"enclair.{_HOMES[name]}"), name)
    if name in _MODULES:
        return import_module(f"enclair.{name}")
    from enclair.errors import unknown

    raise AttributeError(unknown("enclair", name, sorted(__all__)))


def __dir__() -> list[str]:
    return sorted(__all__)
