"""What all views share: traits that refuse, their module, style and words, forms that need no kernel."""

import html
import json
import posixpath
import re
import sys
from collections import ChainMap
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, ClassVar, TypeAlias

import ipywidgets
import traitlets
from anywidget import AnyWidget

from enclair.case.model import display_name
from enclair.figures.style import css_variables
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANGUAGES, bind_locale, check_choice, current_locale, text, use_locale
from enclair.text.plain import plain_text

#: A value of any type, and a view, which has the language of its refusals.
Value: TypeAlias = Any
Owner: TypeAlias = Any
#: What IPython shows: data by MIME type, or that with metadata.
MimeBundle: TypeAlias = dict[str, Any] | tuple[dict[str, Any], dict[str, Any]] | None

#: What stands between the context of a word and the word (gettext's habit).
CONTEXT_SEPARATOR = "\x04"
#: The call by which JavaScript says a message; Babel finds it by the same for the catalogue.
TRANSLATED = re.compile(r'\bt\(\s*"([^"\n]+)"')
#: The name of a source in the state of a view, as JSON.
_SOURCE = re.compile(r'"(?:source_name|outlet)": ("(?:\\.|[^"\\])*")')


class RefusedChoiceError(ChoiceError, traitlets.TraitError):
    """A choice that is not on offer. As for any `TraitError`, what came with it is taken back."""


class OneOf(traitlets.TraitType[Any, Any]):
    """One of ``offered``: some values, or a function of the view that returns them."""

    def __init__(self, offered: Value, default_value: Value = traitlets.Undefined, **named: Any) -> None:
        super().__init__(default_value, **named)
        self._offered = offered

    def validate(self, view: Owner, value: Value) -> Value:
        """Return ``value`` if it is on offer."""
        offered = [*(self._offered(view) if callable(self._offered) else self._offered)]
        if value not in offered:
            # No `TraitError` yet: traitlets would replace its sentence inside a list or a dictionary.
            with use_locale(view.lang):
                check_choice(self.name or type(view).__name__, value, offered)
        return value


def check_choices(what: str, given: Iterable[str], offered: Collection[str]) -> None:
    """Raise a `ChoiceError` that says ``what`` was chosen if one of those ``given`` is not ``offered``."""
    for name in given:
        check_choice(what, name, offered)


# ---------------------------------------------------------------- Modules, style sheets, words

# ES modules are bundled into one text: anywidget takes one, and an offline page holds all it runs. Each file
# becomes a function that returns what it exports, so that no file sees the names of another. A file is called
# by its path from its package on, such as "enclair/views/view.js"; an import is a relative path, which may
# lead into another package. Other forms than those below, such as "export let", no page can read.
_IMPORT = re.compile(r'^import \{([\w\s,]*)\} from "(\.[^"\n]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:default |(?=(?:function|class|const) (\w+)))", re.MULTILINE)


def beside(package: str, name: str) -> str:
    """Return the path of the file ``name`` that stands in the folder of a Python ``package``."""
    return f"{package.replace('.', '/')}/{name}"


def source(path: str) -> str:
    """Return the text of a file, such as ``enclair/views/view.js``."""
    package, _, inside = path.partition("/")
    return files(package).joinpath(inside).read_text(encoding="utf-8")


def exported(path: str) -> str:
    """Return the JavaScript for the default export of the module ``path``, after the texts of `pieces`."""
    return f'modules["{path}"].default'


def pieces(paths: Iterable[str]) -> list[str]:
    """Return the texts of `dependencies`, which together set ``modules``: from paths to what each exports."""
    return ["const modules = {};", *map(_function, dependencies(paths))]


def dependencies(paths: Iterable[str]) -> list[str]:
    """Return the modules ``paths`` with all their imports, each once, in topological order."""
    done: dict[str, None] = {}
    for path in paths:
        if path not in done:
            imports = (_target(path, match) for match in _IMPORT.finditer(source(path)))
            done |= dict.fromkeys([*dependencies(imports), path])
    return [*done]


def _function(path: str) -> str:
    """Return a module as a function that returns what it exports; `tsc` looks for names that are not."""

    def taken(match: re.Match[str]) -> str:
        """Return an import as a statement that takes the names from the other module's exports."""
        return f'const {{ {match[1].replace(" as ", ": ")} }} = modules["{_target(path, match)}"];'

    script = source(path)
    body = _IMPORT.sub(taken, script)
    body = _EXPORT.sub(lambda match: "" if match[1] else "const exported = ", body)
    given = ", ".join(match[1] or "default: exported" for match in _EXPORT.finditer(script))
    return f'modules["{path}"] = (() => {{\n{body}\nreturn {{ {given} }};\n}})();'


def _target(path: str, match: re.Match[str]) -> str:
    """Return the path of the module that an import of ``path`` names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))


@cache
def code(view: str) -> list[str]:
    """Return the texts that together are the ES module of a view: its own, and those that views share."""
    shared_values, own = beside(__package__, "shared_values.js"), f"{view}.js"
    *imported, last = pieces([shared_values, own])
    return [*imported, f"{last}\nexport default {exported(shared_values)}({exported(own)});"]


def bundle(views: Iterable[str], start: str) -> tuple[str, str]:
    """Return the script and the style sheet of a page with several views, with what they share once.

    ``start`` is the path of the module that brings the page to life: it exports a function of the views by
    their homes.
    """
    chosen = {view: f"{view}.js" for view in views}
    named = ", ".join(f"{json.dumps(view)}: {exported(own)}" for view, own in chosen.items())
    script = "\n".join(pieces([*chosen.values(), start]))
    return f"{script}\n{exported(start)}({{ {named} }});", "\n".join(_sheets(*chosen))


@cache
def _sheets(*views: str) -> list[str]:
    """Return the palette, the black bar, what views share, and what each says of itself."""
    shared = (source(beside("enclair.figures", "bar.css")), source(beside(__package__, "view.css")))
    return [css_variables(), *shared, *map(_sheet, views)]


def _sheet(view: str) -> str:
    """Return the style sheet of a view, with both classes of its root.

    In JupyterLab every view brings the shared part along, and that of the last one comes after what the
    others say: what a view says holds all the same.
    """
    name = view.rpartition("/")[2]
    return re.sub(rf"\.enclair-{name}(?= [^{{])", r".enclair\g<0>", source(f"{view}.css"))


@cache
def _messages(view: str) -> list[str]:
    """Return the messages that the modules of a view say."""
    return [word for module in dependencies([f"{view}.js"]) for word in TRANSLATED.findall(source(module))]


def words(view: str, *more: str | Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return the words of a view in each language but English: the messages of its modules, and more.

    ``more`` are words that reach the page as data, such as the labels of codes: English ones of the
    catalogue, or `locale.translations_of`.
    """
    messages = [*_messages(view), *(part for part in more if isinstance(part, str))]
    translated = [part for part in more if not isinstance(part, str)]
    return {
        lang: {
            word: locale.catalogue(lang).get(word, word.rpartition(CONTEXT_SEPARATOR)[2]) for word in messages
        }
        | {word: twin for table in translated for word, twin in table[lang].items()}
        for lang in LANGUAGES
        if lang != "en"
    }


def _names(state: object) -> dict[str, dict[str, str]]:
    """Return how the page says the names of sources; their keys tell a magazine from a button of its name."""
    names = dict.fromkeys(map(json.loads, _SOURCE.findall(json.dumps(state, default=repr))))
    return {
        lang: {f"source{CONTEXT_SEPARATOR}{name}": display_name(name, lang) for name in names}
        for lang in LANGUAGES
    }


def with_static_forms(bundle: MimeBundle, page: str) -> MimeBundle:
    """Return a widget's MIME bundle with forms that need neither scripts nor a kernel: HTML, and its text."""
    twins = {"text/plain": plain_text(page), "text/html": page}
    return (bundle[0] | twins, bundle[1]) if isinstance(bundle, tuple) else (bundle or {}) | twins


def paragraph(words: str) -> str:
    """Return plain ``words`` as one paragraph of HTML."""
    return f"<p>{html.escape(words)}</p>"


def bullets(lines: Iterable[str]) -> str:
    """Return plain ``lines`` as a list of HTML."""
    return f"<ul>{''.join(f'<li>{html.escape(line)}</li>' for line in lines)}</ul>"


class SharedValue(ipywidgets.Widget):
    """A value that several views use: it travels to the page, and stands in a saved notebook, once.

    JupyterLab stores the keys of a state in the order of the alphabet; in JSON they keep their own.
    """

    value = traitlets.Unicode(help="The value, as JSON.").tag(sync=True)


_SHARED: dict[str, SharedValue] = {}


def shared(value: Value) -> SharedValue:
    """Return the one model of this kernel that carries ``value``: of a table the names of columns once.

    What JSON does not have, such as a day in a column that a case adds, goes as its words.
    """
    names = [*value[0]] if isinstance(value, list) and value and isinstance(value[0], dict) else []
    if names and all([*row] == names for row in value):
        value = {"columns": names, "rows": [[*row.values()] for row in value]}
    packed = json.dumps(value, ensure_ascii=False, default=str)
    if packed not in _SHARED or _SHARED[packed].comm is None:  # closed, such as by ``Widget.close_all()``
        _SHARED[packed] = SharedValue(value=packed)
    return _SHARED[packed]


def unshared(packed: str) -> object:
    """Return what `shared` has made the JSON of, as `unshared` of stub.js does."""
    value = json.loads(packed)
    if isinstance(value, dict) and value.keys() == {"columns", "rows"}:
        return [dict(zip(value["columns"], row, strict=True)) for row in value["rows"]]
    return value


@bind_locale
class SharedWidget(AnyWidget):
    """A widget whose traits reach its page: its module, its style and those tagged ``shared`` only once."""

    #: Name of its ``.js`` and, unless it has another ``STYLE``, of its ``.css``, which stand beside it.
    VIEW: ClassVar[str]
    STYLE: ClassVar[str] = ""
    #: Their path without an ending, such as "enclair/views/timeline": what tells a view from another one.
    HOME: ClassVar[str]

    _esm = source(beside(__package__, "stub.js"))

    lang = OneOf(LANGUAGES, help="Language of labels and data.").tag(sync=True)
    words = traitlets.Dict(help="The words of the page in other languages than English.").tag(shared=True)
    _view = traitlets.Unicode(help="The home of the view.").tag(sync=True)
    _shared: Any = traitlets.Dict(help="The models of what is shared, by name.").tag(
        sync=True, **ipywidgets.widget_serialization
    )
    _lost = traitlets.Unicode(help="What the page says where it does not find them.").tag(sync=True)

    def __init_subclass__(cls, **named: Any) -> None:
        super().__init_subclass__(**named)
        bind_locale(cls)
        for trait in vars(cls).values():
            if isinstance(trait, traitlets.TraitType) and not trait.metadata.get("shared"):
                trait.tag(sync=True)
        if "VIEW" in vars(cls):
            cls.HOME = beside(sys.modules[cls.__module__].__package__ or "", cls.VIEW)

    def __init__(self, **state: Any) -> None:
        super().__init__(_view=self.HOME, **state)

    def __setattr__(self, name: str, value: Value) -> None:
        """Set a trait, or refuse what it does not take in the one sentence that traitlets has for it."""
        try:
            super().__setattr__(name, value)
        except (ChoiceError, traitlets.TraitError) as error:
            raise RefusedChoiceError(str(error)) from None

    set_trait = __setattr__  # what a page sends

    @traitlets.default("lang")
    def _spoken(self) -> str:
        return current_locale()

    @traitlets.default("_shared")
    def _all_shared(self) -> dict[str, Any]:
        sheets = _sheets(f"{self.HOME.rpartition('/')[0]}/{self.STYLE or self.VIEW}")
        texts: Any = {"code": [*map(shared, code(self.HOME))], "sheets": [*map(shared, sheets)]}
        return texts | {name: shared(getattr(self, name)) for name in self.trait_names(shared=True)}

    @traitlets.default("_lost")
    def _said_when_lost(self) -> str:
        return text("This view did not load. Run its cell again.", self.lang)


class View(SharedWidget):
    """A widget that speaks two languages and has forms for pages without scripts or without a kernel."""

    #: The module whose table ``page`` of the package's sentences the page says by name, if there is one.
    SENTENCES: ClassVar[str] = ""
    #: The modules of this package whose tables ``page`` it says as well.
    MORE_SENTENCES: ClassVar[tuple[str, ...]] = ()

    page_sentences: Any = traitlets.Dict(help="The sentences of the page, by name, in English.").tag(
        shared=True
    )

    def __init__(
        self, lang: str, data_words: Iterable[str | Mapping[str, Mapping[str, str]]], /, **state: Any
    ) -> None:
        lang = current_locale() if lang == "" else lang
        if self.SENTENCES:
            data_words = [*data_words, locale.translations_of(self._sentences)]
            state["page_sentences"] = self._sentences("en")
        super().__init__(lang=lang, words=words(self.HOME, *data_words, _names(state)), **state)

    def _sentences(self, lang: str) -> dict[str, Any]:
        package = type(self).__module__.rpartition(".")[0]
        more = (locale.tables(__package__, module, lang)["page"] for module in self.MORE_SENTENCES)
        return dict(ChainMap(locale.tables(package, self.SENTENCES, lang)["page"], *more))

    def _said(self, words: str) -> str:
        """Return English words of the state in the language of the view, as the page's ``t`` does."""
        return str(self.words.get(self.lang, {}).get(words, words))

    def table(self) -> str:
        """Return what the view shows as text."""
        return plain_text(self._html())

    def _html(self) -> str:
        """Return what the view shows as HTML that needs no script."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return type(self).__name__  # ipywidgets would list all traits

    def _repr_mimebundle_(self, **options: Any) -> MimeBundle:  # type: ignore[override]  # a plain one, too
        return with_static_forms(super()._repr_mimebundle_(**options), self._html())
