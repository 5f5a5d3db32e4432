"""The sentences of packages and cases, in ``.toml`` files that teachers edit: their form is in README.md."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any, TypeAlias

from enclair.text.errors import NotesError
from enclair.text.locale import LANGUAGES, check_language, current_locale, is_singular, read_toml

Value: TypeAlias = Any  #: Whatever a file may hold.

#: The key under which an English file lists the keys that hold no words for a reader.
CODES = "codes"
#: The key under which it names the package whose sentences it shares.
SHARED = "shared"
#: What begins the name of a sentence that stands elsewhere.
REFERENCE = "@"


def tables(place: str | Path, name: str, lang: str = "") -> dict[str, Any]:
    """Return the table ``name`` of a package's sentences in ``lang``; by default in the current locale.

    In a folder, these are all tables of the file of that name. A sentence that its file lacks is in English.
    """
    lang = lang or current_locale()
    if isinstance(place, Path):
        return all_tables(place, lang, f"{name}." if name else "")
    table: dict[str, Any] = all_tables(place, lang)[name]
    return table


def sentences(package: str) -> Callable[..., str]:
    """Return ``say(key, count, **words)``, which says the sentences of a package in the current locale.

    ``key`` is the path of a sentence in ``en.toml``, such as "deck.rule"; ``words`` are put into it. A
    sentence that depends on ``count`` has two forms there, ``one`` and ``many``.
    """

    def say(key: str, count: float | None = None, /, **words: object) -> str:
        sentence = value_at(all_tables(package, current_locale()), key)
        if count is not None and isinstance(sentence, Mapping):
            sentence = sentence["one" if is_singular(count) else "many"]
        if not isinstance(sentence, str):
            raise NotesError(f"{package}, {key}: there is no such sentence.")
        return sentence.format(**words)

    return say


def value_at(tables: Value, key: str) -> Value:
    """Return the value at the path ``key``, such as "deck.rule" or "map.2.claim"; None if there is none."""
    try:
        for name in key.split("."):
            tables = tables[int(name) if isinstance(tables, list) else name]
    except LookupError:
        return None
    return tables


@cache
def all_tables(place: str | Path, lang: str, prefix: str = "") -> dict[str, Any]:
    """Return all sentences in ``lang`` of the file whose name has ``prefix`` before its language."""
    english = read_toml(place, f"{prefix}en.toml")
    translated = {} if check_language(lang) == "en" else read_toml(place, f"{prefix}{lang}.toml")

    def resolve(key: str) -> Value:
        value = value_at(english, key)
        if value is None and SHARED in english:
            value = value_at(all_tables(english[SHARED], lang), key)
        if value is None:
            raise NotesError(f"{REFERENCE}{key}: there is no such sentence.")
        return _translated(value, value_at(translated, key), resolve)

    own = {key: value for key, value in english.items() if key not in (CODES, SHARED)}
    table: dict[str, Any] = _translated(own, translated, resolve)
    return table


def _translated(english: Value, translation: Value, resolve: Callable[[str], Value]) -> Value:
    """Return an English value with the words of its translation, and sentences where they are named."""
    if isinstance(english, Mapping):
        words = translation or {}
        return {key: _translated(value, words.get(key), resolve) for key, value in english.items()}
    if isinstance(english, list):
        words = translation or []
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
