"""Errors that say what is on offer: a name, a filter or a switch that was asked for is not."""

from collections.abc import Iterable

from enclair.text.errors import ChoiceError
from enclair.text.locale import text


def check_choice(name: str, value: object, known: Iterable[object], none: str = "") -> None:
    """Raise a `ChoiceError` that begins with ``name`` if ``value`` is none of ``known``.

    Where "" may be chosen too, ``none`` is the end of the sentence that says so.
    """
    offered = list(known)
    if value not in offered and not (none and value == ""):
        raise ChoiceError(unlisted(name, value, offered, none))


def unlisted(name: str, value: object, offered: Iterable[object], none: str = "") -> str:
    """Return the sentence that says that ``value`` is none of what is ``offered``."""
    said = text("{name}: found {found}; choose among {known}{none}.")
    return said.format(name=name, found=f"{value!r:.80}", known=", ".join(map(str, offered)), none=none)


def unknown(module: str, name: str, offered: Iterable[str]) -> str:
    """Return the sentence that says that ``module`` has no ``name``."""
    said = text("{module} has no {name}. It offers: {known}.")
    return said.format(module=module, name=repr(name), known=", ".join(offered))


def check_switch(name: str, value: object) -> bool:
    """Return ``value`` if it is True or False; else raise a `ChoiceError` that begins with ``name``."""
    if not isinstance(value, bool):
        said = text("{name}: found {found}; write True or False.")
        raise ChoiceError(said.format(name=name, found=f"{value!r:.80}"))
    return value
