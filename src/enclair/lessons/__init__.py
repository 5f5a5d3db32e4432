"""The lessons: each is one folder, and nothing outside it lists them.

A lesson offers, under short names, what its notebooks import. Its modules say by their names what the rest of
the kit may know of it: ``checks`` what its exercise checks, ``figures`` what it draws, ``paper`` the cards
that it has to print, ``sides`` what speaks for a side; `cover.svg` is its picture.
"""

import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from enclair.text import locale

if TYPE_CHECKING:
    from enclair.checks import Pure


def names() -> list[str]:
    """Return the names of the lessons, which are those of their folders and of their notebooks."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)


def modules(part: str) -> Iterator[ModuleType]:
    """Yield the module ``part`` of each lesson that has one."""
    for lesson in names():
        if find_spec(f"{__name__}.{lesson}.{part}"):
            yield import_module(f"{__name__}.{lesson}.{part}")


def cover(lesson: str) -> str:
    """Return the picture on the cover of a lesson, as SVG; "" if it has none."""
    picture = files(__name__).joinpath(lesson, "cover.svg")
    return picture.read_text(encoding="utf-8") if picture.is_file() else ""


def checks_of(module: ModuleType) -> "dict[str, Pure]":
    """Return the checks in a module by their names: those whose sentences its lesson has, in their order."""
    return {name: getattr(module, name) for name in locale.tables(str(module.__package__), "checks", "en")}


def checks() -> "dict[str, Pure]":
    """Return every check of every lesson by its name."""
    return {name: check for module in modules("checks") for name, check in checks_of(module).items()}


def exported_names() -> set[str]:
    """Return the names that lessons export to notebooks."""
    return {name for lesson in names() for name in dir(import_module(f"{__name__}.{lesson}"))}


def lazy_exports(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` of the package of a lesson, for imports when they are needed.

    ``homes`` says in which of its modules each name stands that notebooks import. Where there are checks or
    forms, ``check`` and ``form`` come from them.
    """
    made = {name for name in ("check", "form") if find_spec(f"{package}.{name}s")}
    offered = sorted({*homes, *made})

    def get(name: str) -> Any:
        if name not in offered:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if name in homes:
            value = getattr(import_module(f"{package}.{homes[name]}"), name)
        elif name == "form":
            value = _forms(package)
        else:
            from enclair.checks import Check

            value = Check(checks_of(import_module(f"{package}.checks")))
        setattr(sys.modules[package], name, value)
        return value

    return get, lambda: offered


def _forms(package: str) -> SimpleNamespace:
    """Return the object that exercises call for the forms of a lesson: ``form.NAME()`` shows that of a check.

    The lesson's module ``forms`` has a field for each check in ``FORMS``; the names of options stand in
    ``[forms.NAME]`` of its sentences, the learner's words for answers in those of the check.
    """
    from enclair.views.form import Form

    fields = import_module(f"{package}.forms").FORMS

    def form(name: str) -> Form:
        english, own = (locale.tables(package, "checks", lang)[name] for lang in ("en", ""))
        words = dict(zip(english.get("answers", ()), own.get("answers", ()), strict=True))
        return Form(name, fields[name].localized(words), locale.tables(package, "forms").get(name, {}))

    return SimpleNamespace(**{name: partial(form, name) for name in fields})
