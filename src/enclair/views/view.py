"""What all views share: their module and style as one text, their words, and a page that needs no kernel."""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from string import Template
from typing import Any, ClassVar

import traitlets
from anywidget import AnyWidget

from enclair.figures.style import css_variables
from enclair.text.choices import check_choice
from enclair.text.locale import IN, LANG, LANGUAGES, SOURCE, catalogue, text

#: The files of a module that is more than one, in order.
PARTS = {
    "timeline": ("controls", "events", "marks", "card", "timeline"),
    "quotes": ("controls", "difference", "sayings", "quotes"),
    "framing": ("controls", "difference", "framing"),
    "claims": ("controls", "claims"),
    "recode": ("controls", "recode"),
    "exchange": ("controls", "exchange"),
    "poll": ("controls", "poll"),
    "grid": ("controls", "sheet", "services", "desk", "grid"),
    "gates": ("controls", "gates"),
    "deck": ("controls", "deck"),
    "timer": ("controls", "timer"),
}

#: Every view that can stand in a page without a kernel.
VIEWS = (*PARTS, "predict", "decide", "survey")


@cache
def module(name: str) -> str:
    """Return the ES module of the view ``name``: the shared part, then its own."""
    return _joined(("view", *PARTS.get(name, (name,))), "js")


def _joined(parts: Iterable[str], kind: str) -> str:
    return "\n".join(_file(f"{part}.{kind}").read_text(encoding="utf-8") for part in parts)


def _file(name: str) -> Traversable:
    """Return the file ``name`` of a view: here, or in the folder of a lesson."""
    folders = [files(__package__), *files("enclair.lessons").iterdir()]
    return next(file for folder in folders if (file := folder.joinpath(name)).is_file())


def bundle(names: Iterable[str]) -> tuple[str, str]:
    """Return the script and the style sheet of several views, with what they share once.

    The script sets ``views``, from names to modules, and `alone.js`.
    """
    needed = {name: PARTS.get(name, (name,)) for name in names}
    counted = Counter(part for parts in needed.values() for part in parts)
    shared = [part for part, count in counted.items() if count > 1]
    blocks = [_joined(("view", *shared, "alone"), "js"), "const views = {};"]
    for name, parts in needed.items():
        own = _joined((part for part in parts if part not in shared), "js")
        blocks.append("{\n" + own.replace("export default", f"views[{json.dumps(name)}] =") + "\n}")
    return "\n".join(blocks), _styles(needed)


@cache
def style(name: str) -> str:
    """Return the style sheet of the view ``name``: the palette, the shared part, then its own."""
    return _styles([name])


def _styles(names: Iterable[str]) -> str:
    """Return the palette, what views share, and what each says of itself.

    In JupyterLab every view brings the shared part along, and that of the last one comes after what the
    others say: a view names its root by both classes, and what it says holds.
    """
    both = r".enclair\g<0>"
    own = (re.sub(rf"\.enclair-{name}(?= [^{{])", both, _joined([name], "css")) for name in names)
    return "\n".join([css_variables(), _joined(["view"], "css"), *own])


def words(name: str, *more: str) -> dict[str, dict[str, str]]:
    """Return, for each language but English, the words of a view: all that its module says by ``t("…")``.

    ``more`` are words that reach the page as data, such as the labels of codes.
    """
    said = [*re.findall(r"""\bt\(\s*"([^"]+)\"""", module(name)), *more]
    return {
        lang: {word: catalogue(lang).get(word, word.rpartition(IN)[2]) for word in said}
        for lang in LANGUAGES
        if lang != "en"
    }


def sources(state: Any) -> Iterator[str]:
    """Yield the words of the page, with their context, for each name of a source in the state of a view."""
    if isinstance(state, Mapping):
        names = (state.get(key) for key in ("source_name", "outlet"))
        yield from (f"{SOURCE}{IN}{name}" for name in names if isinstance(name, str))
        state = list(state.values())
    if isinstance(state, list | tuple):
        for each in state:
            yield from sources(each)


def state(widget: Any) -> dict[str, Any]:
    """Return the traits of a widget that its page needs: the synchronised ones that are its own."""
    own = set(widget.trait_names(sync=True)) - set(AnyWidget.class_trait_names()) - {"_esm", "_css"}
    return {name: getattr(widget, name) for name in sorted(own)}


def with_plain(bundle: Any, plain: str, page: str) -> Any:
    """Return a widget's MIME bundle with the forms that need neither scripts nor a kernel."""
    twins = {"text/plain": plain, "text/html": page}
    if isinstance(bundle, tuple):
        return bundle[0] | twins, bundle[1]
    return (bundle or {}) | twins


def document(name: str, lang: str, title: str, **parts: str) -> str:
    """Return a page by itself: the file ``name`` beside this one, with a title and ``parts`` in HTML."""
    page = Template(files(__package__).joinpath(name).read_text(encoding="utf-8"))
    return page.substitute(parts, lang=lang, title=html.escape(title))


def page(name: str, state: dict[str, Any], *, title: str, twin: str, lang: str) -> str:
    """Return one HTML page in which the view ``name`` works without a kernel, a server or a network.

    Parameters
    ----------
    state
        The synchronised traits of the widget.
    twin
        The same content as HTML, for a browser without scripts.
    """
    data = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    script = module(name).replace("export default", "const view =")
    return document(
        "view.html",
        lang,
        title,
        style=style(name),
        twin=twin,
        state=data,
        module=script,
        alone=_joined(["alone"], "js"),
    )


def paragraph(words: str) -> str:
    """Return plain ``words`` as one paragraph of HTML."""
    return f"<p>{html.escape(words)}</p>"


class View(AnyWidget):
    """A widget that speaks two languages and has forms for pages without scripts or without a kernel.

    Attributes
    ----------
    VIEW
        Name of its ``.js`` and ``.css``.
    TITLE
        The heading of a page with this view alone, in English.
    """

    VIEW: ClassVar[str]
    TITLE: ClassVar[str]

    lang = traitlets.Enum(LANGUAGES, LANG, help="Language of labels and data.").tag(sync=True)
    words = traitlets.Dict(help="The words of the page in other languages than English.").tag(sync=True)

    def __init_subclass__(cls, **options: Any) -> None:
        if "VIEW" in vars(cls):  # ipywidgets makes a subclass for each widget, too
            cls._esm, cls._css = module(cls.VIEW), style(cls.VIEW)
        super().__init_subclass__(**options)

    def __init__(self, lang: str, said: Iterable[str], /, **state: Any) -> None:
        check_choice("lang", lang, LANGUAGES)
        super().__init__(lang=lang, words=words(self.VIEW, *said, *sources(state)), **state)

    def _title(self) -> str:
        return text(self.TITLE, self.lang)

    def _count(self) -> str:
        """Return how much is shown or done, in a few words."""
        raise NotImplementedError

    def table(self) -> str:
        """Return what the view shows as text."""
        raise NotImplementedError

    def _html(self) -> str:
        """Return what the view shows as HTML that needs no script."""
        raise NotImplementedError

    def to_html(self) -> str:
        """Return one page in which the view works without a kernel, a server or a network."""
        return page(self.VIEW, state(self), title=self._title(), twin=self._html(), lang=self.lang)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._count()})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return with_plain(super()._repr_mimebundle_(**options), self.table(), self._html())
