"""Errors that say what is on offer: a name, a filter or a switch that was asked for is not."""

from collections.abc import Iterable, Mapping
from numbers import Integral
from typing import Any

from enclair.text.errors import ChoiceError
from enclair.text.locale import not_on_offer, number, text


def check_choice(name: str, value: object, known: Iterable[object], none: str = "") -> None:
    """Raise a `ChoiceError` that begins with ``name`` if ``value`` is none of ``known``.

    Where "" may be chosen too, ``none`` is the end of the sentence that says so.
    """
    offered = list(known)
    if value not in offered and not (none and value == ""):
        raise ChoiceError(not_on_offer(name, value, offered, none))


def check_dictionary(name: str, value: object, example: str) -> dict[Any, Any]:
    """Return ``value`` as a dictionary; raise a `ChoiceError` that begins with ``name`` if it is none."""
    if not isinstance(value, Mapping):
        message = text("{name}: found {found}; write a dictionary, such as {example}.")
        raise ChoiceError(message.format(name=name, found=f"{value!r:.80}", example=example))
    return dict(value)


def check_entry(name: str, key: object, value: object, known: Iterable[object]) -> None:
    """Raise a `ChoiceError` if what the dictionary ``name`` has for ``key`` is none of ``known``."""
    offered = list(known)
    if value not in offered:
        message = text("{name}: {key} has {found}; choose among {known}.")
        listed = ", ".join(map(str, offered))
        raise ChoiceError(message.format(name=name, key=key, found=repr(value), known=listed))


def check_names(kind: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Raise a `ChoiceError` if a view of this ``kind`` is ``given`` a choice that is none of ``known``."""
    offered = list(known)
    for name in given:
        if name not in offered:
            message = text("{kind} has no choice {name}; it has {known}.")
            raise ChoiceError(message.format(kind=kind, name=repr(name), known=", ".join(offered)))


def unknown_name(module: str, name: str, offered: Iterable[str]) -> str:
    """Return an error message: ``module`` has no ``name``; it lists what is ``offered``."""
    message = text("{module} has no {name}. It offers: {known}.")
    return message.format(module=module, name=repr(name), known=", ".join(offered))


def check_whole(name: str, value: object, low: int, high: int) -> int:
    """Return ``value`` as a plain number; raise a `ChoiceError` if it is none from ``low`` to ``high``."""
    if isinstance(value, bool) or not isinstance(value, Integral) or not low <= int(value) <= high:
        message = text("{name}: found {found}; write a whole number from {low} to {high}.")
        ends = {"low": number(low), "high": number(high)}
        raise ChoiceError(message.format(name=name, found=f"{value!r:.80}", **ends))
    return int(value)


def check_switch(name: str, value: object) -> bool:
    """Return ``value`` if it is True or False; else raise a `ChoiceError` that begins with ``name``."""
    if not isinstance(value, bool):
        message = text("{name}: found {found}; write True or False.")
        raise ChoiceError(message.format(name=name, found=f"{value!r:.80}"))
    return value
