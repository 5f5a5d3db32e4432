"""The one environment in which pages are made: a template stands beside the module that fills it.

It names another one by its package; what has none stands beside this module.
"""

from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from enclair.lessons import cover
from enclair.text.locale import by_language, current_locale, text


def _source(name: str) -> str:
    """Return a template by its package and its name, such as "enclair_tools.publish/pages.html"."""
    package, _, file = name.rpartition("/")
    return files(package or __package__).joinpath(file).read_text(encoding="utf-8")


def _text(sentence: str, **words: object) -> str:
    """Return a sentence of the catalogue."""
    return text(sentence).format(**words) if words else text(sentence)


def _in_each(caller: Macro) -> Markup:
    """Return what stands in a block ``{% call(lang) in_each() %}``, in each language after the other."""
    return Markup("").join(by_language(lambda: caller(current_locale())).values())


@pass_context
def _own(context: Context, name: str) -> Markup:
    """Return a style sheet or a script, by its package or beside the template that is filled."""
    return Markup(_source(name if "/" in name else f"{str(context.name).rpartition('/')[0]}/{name}"))


def _bar(hidden: str, *lengths: int) -> Markup:
    """Return the black bar; a screen reader hears ``hidden``: what is not told, and what lifts the bar."""
    from enclair.figures.block import redacted  # with pandas, which no command waits for

    return Markup(redacted(hidden, *lengths))


_PAGES = Environment(
    loader=FunctionLoader(_source),
    autoescape=select_autoescape(),  # in what ends in .html
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_PAGES.globals.update(text=_text, in_each=_in_each, own=_own, bar=_bar, cover=cover)


def page(package: str, name: str, **values: Any) -> str:
    """Return the page that a template of ``package`` makes of ``values``; text in them is escaped."""
    return _PAGES.get_template(f"{package}/{name}").render(lang=current_locale(), **values)


Macros = Any


def macros(package: str, name: str) -> Macros:
    """Return the macros of a template, each of which makes HTML."""
    return _PAGES.get_template(f"{package}/{name}").module
