"""Traits that a learner sets: what is not on offer is refused in a sentence, and nothing is half set."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from numbers import Integral
from typing import Any, TypeAlias

import traitlets

from enclair.text.errors import ChoiceError
from enclair.text.locale import not_on_offer, text, use_locale

#: A value of any type, and a view, which has the language of its refusals.
Value: TypeAlias = Any
Owner: TypeAlias = Any


class RefusedChoiceError(ChoiceError, traitlets.TraitError):
    """A choice that is not on offer. As for any `TraitError`, what came with it is taken back."""


@contextmanager
def refusing(view: Owner) -> Iterator[None]:
    """Raise each `ChoiceError` as a `RefusedChoiceError`, in the language of ``view``."""
    with use_locale(view.lang):
        try:
            yield
        except ChoiceError as error:
            raise RefusedChoiceError(str(error)) from None


class OneOf(traitlets.TraitType[Any, Any]):
    """One of some values, or of those that a function returns for the view.

    Where "" is one of them, a refusal says so in words.
    """

    info_text = "offered"

    def __init__(
        self,
        offered: Iterable[Any] | Callable[[Any], Iterable[Any]],
        default_value: Value = traitlets.Undefined,
        **named: Any,
    ) -> None:
        super().__init__(default_value, **named)
        self._offered = offered

    def validate(self, view: Owner, value: Value) -> Value:
        """Return ``value`` if it is on offer."""
        offered = [*(self._offered(view) if callable(self._offered) else self._offered)]
        if value in offered:
            return value
        if self.name is None:  # inside a list or a dictionary: traitlets has a sentence for it
            self.error(view, value)
        with use_locale(view.lang):
            none = text(", or ''") if "" in offered else ""
            options = [option for option in offered if option != ""]
            raise RefusedChoiceError(not_on_offer(self.name, value, options, none))


class Whole(traitlets.Int[int, int]):
    """A whole number, of Python or of pandas."""

    def validate(self, view: Owner, value: Value) -> int:
        """Return ``value`` as a number of Python."""
        return super().validate(view, int(value) if isinstance(value, Integral) else value)


def check_names(kind: str, given: Mapping[str, object], offered: Iterable[str]) -> None:
    """Raise a `ChoiceError` if a view of this ``kind`` is ``given`` a choice that it does not have."""
    names = list(offered)
    for name in given:
        if name not in names:
            message = text("{kind} has no choice {name}; it has {known}.")
            raise ChoiceError(message.format(kind=kind, name=repr(name), known=", ".join(names)))
