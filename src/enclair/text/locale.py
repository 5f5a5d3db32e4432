"""Words, numbers and dates in English and French: the language in which one is, the catalogue, sentences."""

import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from decimal import ROUND_HALF_UP, Decimal
from difflib import get_close_matches
from functools import cache, wraps
from importlib.resources import files
from itertools import zip_longest
from locale import getlocale
from numbers import Real
from pathlib import Path
from types import FunctionType
from typing import Any, TypeAlias, TypeVar

import polib

from enclair.text.errors import ChoiceError, NotesError

LANGUAGES = ("en", "fr")

T = TypeVar("T")
Value: TypeAlias = Any  #: Whatever a file of sentences may hold.

#: The language that `use_locale` has set, if any, and that of the notebook: as its folder says, else English.
_LOCALE = ContextVar("locale", default="")
_NOTEBOOK = ["en"]
with suppress(FileNotFoundError):  # somebody deleted the folder, and a command says so later
    _NOTEBOOK = [name if (name := Path.cwd().name) in LANGUAGES else "en"]


def N_(words: T) -> T:  # noqa: N802 - gettext's name for it
    """Return ``words``: a mark that puts words, or tables of them, that `text` gets later in the catalogue.

    The keys of a table are codes.
    """
    return words


#: The table that says what gives the numbers in sentences, for tests (``tests/numbers.py``).
NUMBERS = "numbers"
#: The key under which an English file lists the keys that hold no words for a reader.
CODES = "codes"
#: The key under which it names the package whose sentences it shares.
SHARED = "shared"
#: What begins the name of a sentence that stands elsewhere.
REFERENCE = "@"


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return the message catalogue of ``lang``: translations by English message; empty for "en"."""
    if lang == "en":
        return {}
    languages = zip(*(formats(code)["languages"].values() for code in ("en", lang)), strict=True)
    po = files(__package__).joinpath(lang, "LC_MESSAGES", "enclair.po").read_text(encoding="utf-8")
    return dict(languages) | {entry.msgid: entry.msgstr for entry in polib.pofile(po) if entry.msgstr}


def parse_toml(content: bytes, file: str) -> dict[str, Any]:
    """Return the tables of ``content``, which ``file`` holds, but for what tests alone read."""
    try:
        words = content.decode("utf-8-sig")  # Windows may begin with this mark
        return {key: value for key, value in tomllib.loads(words).items() if key != NUMBERS}
    except ValueError as error:  # no TOML, or no UTF-8; its reason is in English alone
        if at := re.search(r"line (\d+), column (\d+)", str(error)):
            file = text("{file}, line {line}, column {column}").format(file=file, line=at[1], column=at[2])
        message = text(
            "{file}: this is no TOML. A sentence stands on one line between two straight quotation marks: "
            'key = "sentence", each key once. Save the file as UTF-8.'
        )
        raise NotesError(message.format(file=file)) from None


@cache
def read_toml(place: str | Path, file: str) -> dict[str, Any]:
    """Return the tables of ``file`` in a package or a folder, read once."""
    root, *inside = str(place).split(".")  # `files` imports what it is given: the checks would take a while
    folder = place if isinstance(place, Path) else files(root).joinpath(*inside)
    return parse_toml(folder.joinpath(file).read_bytes(), file)


def formats(lang: str) -> dict[str, Any]:
    """Return how ``lang`` writes numbers and dates and calls languages: ``formats.toml``, made from CLDR."""
    return dict(read_toml(__package__, "formats.toml")[lang])


def current_locale() -> str:
    """Return the language of the notebook or the command that runs, or that of `use_locale`."""
    return _LOCALE.get() or _NOTEBOOK[0]


def set_notebook_language(lang: str) -> None:
    """Make ``lang`` the language of this notebook: an exercise says its own, wherever its file lies."""
    check_choice("lang", lang, LANGUAGES)
    _NOTEBOOK[0] = lang


@contextmanager
def use_locale(lang: str) -> Iterator[None]:
    """Make ``lang`` the language of what is called inside; "" leaves it as it is."""
    if lang:
        check_choice("lang", lang, LANGUAGES)
    token = _LOCALE.set(lang or _LOCALE.get())
    try:
        yield
    finally:
        _LOCALE.reset(token)


def by_language(make: Callable[[], T]) -> dict[str, T]:
    """Return what ``make`` gives in each language, for a page that can switch between them."""
    made = {}
    for lang in LANGUAGES:
        with use_locale(lang):
            made[lang] = make()
    return made


def bind_locale(kind: type[T]) -> type[T]:
    """Let the methods and properties of a class speak ``self.lang``, whoever calls them, and whenever.

    A view and what is shown keep the language in which they were made: a notebook may hold some in another.
    """

    def bound(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def inside(*values: Any, **named: Any) -> object:
            with use_locale(values[0].lang):
                return method(*values, **named)

        return inside

    for name, attribute in [*vars(kind).items()]:
        # What Python calls itself says nothing, apart from these: since 3.14 `__annotate_func__` is among it.
        if name[:2] == "__" and name not in ("__repr__", "__str__"):
            continue
        if isinstance(attribute, FunctionType):
            setattr(kind, name, bound(attribute))
        elif isinstance(attribute, property) and attribute.fget:
            setattr(kind, name, property(bound(attribute.fget), attribute.fset, doc=attribute.__doc__))
    return kind


def of_computer() -> str:
    """Return the language of this computer if the kit speaks it, else "en": as Python's gettext finds it."""
    variables = map(os.environ.get, ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next(filter(None, variables), "") or getlocale()[0] or ""  # Windows says "French_France"
    codes = [name[:2].lower() for name in wanted.split(":")]
    return next((code for code in codes if code in LANGUAGES), "en")


def text(message: str, lang: str = "") -> str:
    """Return ``message``, English of the catalogue, in ``lang``; by default in the current locale."""
    return catalogue(lang or current_locale()).get(message, message)


def check_choice(name: str, value: object, offered: Iterable[object]) -> None:
    """Raise a `ChoiceError` if ``value`` is not ``offered``; of many the sentence names the closest."""
    values = list(offered)
    if value not in values:
        near = [str(choice) for choice in values if choice != ""]
        if len(near) > 30:
            rest = text("… ({count} in the table)").format(count=len(near))
            near = [*get_close_matches(str(value), near, 5, 0), rest]
        none = text(", or ''") if "" in values else ""
        message = text("{name}: found {found}; choose among {known}{none}.")
        raise ChoiceError(message.format(name=name, found=f"{value!r:.80}", known=", ".join(near), none=none))


def check_whole(name: str, value: object, lowest: int, highest: int) -> None:
    """Raise a `ChoiceError` if ``value`` is not a whole number from ``lowest`` to ``highest``."""
    if not isinstance(value, Real) or value not in range(lowest, highest + 1):
        message = text("{label}: found {found}; write a whole number from {lowest} to {highest}.")
        ends = {"lowest": number(lowest), "highest": number(highest)}
        raise ChoiceError(message.format(label=name, found=f"{value!r:.80}", **ends))


#: What systems say when they refuse something, of what a teacher or a student may meet.
REFUSALS = (
    N_("Disk quota exceeded"),
    N_("File exists"),
    N_("Is a directory"),
    N_("No space left on device"),
    N_("No such file or directory"),
    N_("Not a directory"),
    N_("Permission denied"),
    N_("Read-only file system"),
)


def refusal_reason(error: OSError) -> str:
    """Return the reason of an `OSError`, in the current locale if it is one of `REFUSALS`."""
    return text(error.strerror) if error.strerror else str(error)


def labelled(name: str, words: object) -> str:
    """Return ``words`` after the ``name`` of what they are about."""
    return text("{name}: {words}").format(name=name, words=words)


def listed(parts: Iterable[str]) -> str:
    """Return ``parts`` that may have commas of their own as one sentence."""
    return text("; ").join(parts)


def capitalized(words: str) -> str:
    """Return ``words`` as they begin a sentence; the other letters stay as they are."""
    return words[:1].upper() + words[1:]


#: What is written in place of ligatures and typographic signs in a search.
_PLAIN = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "‘": "'", "–": "-", "—": "-", "\u00a0": " ", "\u202f": " "}
)


def fold(words: str) -> str:
    """Return ``words`` in small letters, without accents, ligatures or typographic quotes, for a search."""
    plain = unicodedata.normalize("NFD", words.lower())
    return "".join(sign for sign in plain if unicodedata.category(sign) != "Mn").translate(_PLAIN)


def quoted(words: str, lang: str = "") -> str:
    """Return ``words`` between the quotation marks of ``lang``."""
    return text("“{words}”", lang).format(words=words)


def date(value: str, lang: str = "", precision: str = "day") -> str:
    """Return an ISO date, also of a month or a year, as people write it; "date not recorded" for "".

    ``precision`` ("day", "month" or "year") cuts what a longer date does not really know.
    """
    if not value:
        return text("date not recorded", lang)
    forms = formats(lang or current_locale())
    year, *rest = value.split("-")[: {"day": 3, "month": 2, "year": 1}[precision]]
    month, day = [*map(int, rest), 0, 0][:2]
    pattern = forms["day"] if day else forms["month"] if month else "{year}"
    name = forms["months"][month - 1]
    return str(pattern).format(year=year, month=name, day=forms["first"] if day == 1 else day)


def number(value: float, digits: int = 0) -> str:
    """Return a number as people write it: rounded half away from zero, its thousands set apart."""
    # From the digits that are shown: 2.675 is a little less than that, and nobody would understand 2.67.
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    forms = formats(current_locale())
    signs = {",": forms["group"], ".": forms["decimal"], "-": "−"}
    return f"{rounded + 0:,.{digits}f}".translate(str.maketrans(signs))


def percent(hundredths: float, digits: int = 0) -> str:
    """Return a number of hundredths with the sign for percent: French sets a blank before it."""
    return text("{number}%").format(number=number(hundredths, digits=digits))


# ---------------------------------------------------------------- Sentences


def tables(place: str | Path, name: str, lang: str = "") -> dict[str, Any]:
    """Return the table ``name`` of a package's sentences in ``lang``; by default in the current locale.

    In a folder, these are all tables of the file of that name. A sentence that its file lacks is in English.
    """
    lang = lang or current_locale()
    if isinstance(place, Path):
        return all_tables(place, lang, f"{name}." if name else "")
    return dict(all_tables(place, lang)[name])


def sentences(package: str) -> Callable[..., str]:
    """Return ``say(key, count, **words)``, which says the sentences of a package in the current locale.

    ``key`` is the path of a sentence in ``en.toml`` (see README.md), such as "deck.rule"; ``words`` are put
    into it. A sentence that depends on ``count`` has two forms there, ``one`` and ``many``.
    """

    def say(key: str, count: float | None = None, /, **words: object) -> str:
        sentence = value_at(all_tables(package, current_locale()), key)
        if count is not None and isinstance(sentence, Mapping):
            forms = formats(current_locale())  # CLDR's plural rule
            whole = abs(count) // 1 if forms["fractions"] else count
            sentence = sentence["one" if whole in forms["singular"] else "many"]
        if not isinstance(sentence, str):
            raise NotesError(f"{package}, {key}: there is no such sentence.")
        return sentence.format(**words)

    return say


def value_at(tables: Value, key: str) -> Value:
    """Return the value at the path ``key``, such as "deck.rule" or "map.2.claim"; None if there is none."""
    with suppress(LookupError):
        for name in key.split("."):
            tables = tables[int(name) if isinstance(tables, list) else name]
        return tables
    return None


@cache
def all_tables(place: str | Path, lang: str, prefix: str = "") -> dict[str, Any]:
    """Return all sentences in ``lang`` of the file whose name has ``prefix`` before its language."""
    english = read_toml(place, f"{prefix}en.toml")
    translated = {} if lang == "en" else read_toml(place, f"{prefix}{lang}.toml")

    def resolve(key: str) -> Value:
        value = value_at(english, key)
        if value is None and SHARED in english:
            value = value_at(all_tables(english[SHARED], lang), key)
        if value is None:
            raise NotesError(f"{REFERENCE}{key}: there is no such sentence.")
        return _translated(value, value_at(translated, key), resolve)

    own = {key: value for key, value in english.items() if key not in (CODES, SHARED)}
    return dict(_translated(own, translated, resolve))


def _translated(english: Value, translation: Value, resolve: Callable[[str], Value]) -> Value:
    """Return an English value with the words of its translation, and sentences where they are named."""
    words = translation or {}
    if isinstance(english, Mapping):
        return {key: _translated(value, words.get(key), resolve) for key, value in english.items()}
    if isinstance(english, list):
        if all(isinstance(word, str) for word in words):
            english, words = words or english, []
        return [_translated(*pair, resolve) for pair in zip_longest(english, words)]
    value = translation or english
    return resolve(value[1:]) if isinstance(value, str) and value.startswith(REFERENCE) else value


def translations_of(texts: Callable[[str], Any]) -> dict[str, dict[str, str]]:
    """Return, for each language but English, what each text of ``texts("en")`` is in ``texts(lang)``."""
    pairs = {lang: parallel_texts(texts("en"), texts(lang)) for lang in LANGUAGES if lang != "en"}
    return {lang: {one: other for one, other in both if one != other} for lang, both in pairs.items()}


def parallel_texts(one: object, other: object) -> Iterator[tuple[str, str]]:
    """Yield each text of ``one`` with the text at the same path of ``other``."""
    if isinstance(one, str) and isinstance(other, str):
        yield one, other
    elif isinstance(one, Mapping) and isinstance(other, Mapping):
        for key in one:
            yield from parallel_texts(one[key], other[key])
    elif isinstance(one, list | tuple) and isinstance(other, list | tuple):
        for pair in zip(one, other, strict=True):
            yield from parallel_texts(*pair)
