"""The notebook's side of forms: ``form.NAME()`` shows the form of the check ``NAME``."""

from functools import partial
from importlib import import_module
from types import SimpleNamespace

from enclair.text.locale import current_locale, tables
from enclair.views.form import Form


def forms(package: str) -> SimpleNamespace:
    """Return the object that exercises call for the forms of a lesson.

    The lesson's module ``forms`` has a field for each check in ``FORMS``; the names of options stand in
    ``[forms.NAME]`` of its sentences, the learner's words for answers in those of the check.
    """
    fields = import_module(f"{package}.forms").FORMS

    def form(name: str) -> Form:
        english, own = (tables(package, "checks", lang)[name] for lang in ("en", current_locale()))
        words = dict(zip(english.get("answers", ()), own.get("answers", ()), strict=True))
        return Form(name, fields[name].localized(words), tables(package, "forms").get(name, {}))

    return SimpleNamespace(**{name: partial(form, name) for name in fields})
