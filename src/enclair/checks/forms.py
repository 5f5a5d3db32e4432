"""The notebook's side of forms: ``form.NAME()`` shows the form of the check ``NAME``."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from enclair.text import locale
from enclair.text.errors import UnknownNameError
from enclair.text.locale import current_locale, text
from enclair.views.fields import Field
from enclair.views.form import Form


class Forms:
    """The object that exercises call for the forms of a lesson.

    The lesson's module ``forms`` has a field for each check in ``FORMS``; the names of options stand in
    ``[forms.NAME]`` of its sentences, the learner's words for answers in those of the check.
    """

    def __init__(self, package: str) -> None:
        self._package = package
        self._fields: Mapping[str, Field] = import_module(f"{package}.forms").FORMS

    def __getattr__(self, name: str) -> Callable[[], Form]:
        """Return what makes the form of the check ``name``."""
        if name.startswith("_") or name not in self._fields:
            message = text("{module} has no {name}. It offers: {known}.")
            raise UnknownNameError(message.format(module="form", name=repr(name), known=", ".join(dir(self))))
        return lambda: self._form(name)

    def _form(self, name: str) -> Form:
        english, own = (
            locale.tables(self._package, "checks", lang)[name] for lang in ("en", current_locale())
        )
        words = dict(zip(english.get("answers", ()), own.get("answers", ()), strict=True))
        called: dict[str, Any] = locale.tables(self._package, "forms")
        return Form(name, self._fields[name].localized(words), called.get(name, {}))

    def __dir__(self) -> list[str]:
        return sorted(self._fields)

    def __repr__(self) -> str:
        return f"form: {', '.join(dir(self))}"
