"""Errors for the person who meets them: what was expected, what was found, what to do."""

from collections.abc import Iterable


class PlainError(Exception):
    """An error whose sentence is all that a notebook shows: no wall of traceback.

    The full traceback stays available to programmers with ``%tb`` and in a terminal.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


class UnknownNameError(PlainError, AttributeError):
    """A name that an object of the kit does not have; the text lists those that it has."""


class ChoiceError(PlainError, ValueError):
    """A filter, a date or a language that is not among those on offer."""


class NotesError(PlainError, ValueError):
    """A file of sentences is not as it should be; the text names the file and the key."""


def check_choice(name: str, value: object, known: Iterable[object], none: str = "") -> None:
    """Raise a `ChoiceError` that begins with ``name`` if ``value`` is none of ``known``.

    Where "" may be chosen too, ``none`` is the end of the sentence that says so.
    """
    offered = list(known)
    if value not in offered and not (none and value == ""):
        raise ChoiceError(unlisted(name, value, offered, none))


def unlisted(name: str, value: object, offered: Iterable[object], none: str = "") -> str:
    """Return the sentence that says that ``value`` is none of what is ``offered``."""
    from enclair.text.locale import text  # not above: that module needs these errors

    said = text("{name}: found {found}; choose among {known}{none}.")
    return said.format(name=name, found=f"{value!r:.80}", known=", ".join(map(str, offered)), none=none)


def unknown(module: str, name: str, offered: Iterable[str]) -> str:
    """Return the sentence that says that ``module`` has no ``name``."""
    from enclair.text.locale import text

    said = text("{module} has no {name}. It offers: {known}.")
    return said.format(module=module, name=repr(name), known=", ".join(offered))


def check_switch(name: str, value: object) -> bool:
    """Return ``value`` if it is True or False; else raise a `ChoiceError` that begins with ``name``."""
    if not isinstance(value, bool):
        from enclair.text.locale import text

        said = text("{name}: found {found}; write True or False.")
        raise ChoiceError(said.format(name=name, found=f"{value!r:.80}"))
    return value
