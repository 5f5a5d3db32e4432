"""The ``.toml`` files of packages and cases: what views and checks say, where teachers edit it.

A package has ``en.toml`` with every key, a table for each module that says something, and ``fr.toml``, of the
same form, with the French of each sentence. A case has several texts: ``NAME.en.toml`` and ``NAME.fr.toml``.
What nobody reads (under the keys that ``codes`` lists at its top) stands in the English file alone. A
sentence stands in one place: elsewhere, ``"@table.key"`` names it. The table ``numbers`` of an English file
says what gives the numbers in its sentences: tests read it (``tests/numbers.py``).
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from enclair.text.errors import NotesError
from enclair.text.locale import LANGUAGES, N_, check_language, current_locale, is_singular, text

#: The key under which an English file lists the keys that hold no words for a reader.
CODES = "codes"
#: The table that says what gives the numbers in the sentences: for tests, no sentence.
NUMBERS = "numbers"
#: What begins the name of a sentence that stands elsewhere: in the file, or in the one that checks share.
SAME = "@"
SHARED = ("enclair.checks", "answers")
NOT_TEXT = N_("{path}: expected text in UTF-8, found other bytes: save it as UTF-8.")

T = TypeVar("T")


def parse(content: str, file: str) -> dict[str, Any]:
    """Return the tables of ``content``, the text of ``file``, but for what tests alone read."""
    try:
        return {key: value for key, value in tomllib.loads(content).items() if key != NUMBERS}
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        above = content.splitlines()[: int(place[1]) if place else None]
        key = next((line.strip() for line in reversed(above) if line.startswith("[")), text("the first line"))
        message = text(
            "{file}, in or before {key}: {error}. A sentence stands on one line between two quotation marks: "
            'key = "sentence".'
        )
        raise NotesError(message.format(file=file, key=key, error=error)) from None


@cache
def read(place: str | Path, file: str) -> dict[str, Any]:
    """Return the tables of ``file`` in a package or a folder, read once."""
    folder = files(place) if isinstance(place, str) else place
    try:
        content = folder.joinpath(file).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise NotesError(text(NOT_TEXT).format(path=file)) from None
    return parse(content, file)


def tables(place: str | Path, name: str, lang: str = "") -> dict[str, Any]:
    """Return the table ``name`` of a package's sentences in ``lang``; by default in the current locale.

    In a folder, these are all tables of the file of that name. A sentence that its file lacks is in English.
    """
    lang = lang or current_locale()
    if isinstance(place, Path):
        return _tables(place, f"{name}." if name else "", lang)
    table: dict[str, Any] = table_named(all_tables(place, lang), name, f"{place}, en.toml")
    return table


def sentences(package: str) -> Callable[..., str]:
    """Return ``say(key, count, **words)``, which says the sentences of a package in the current locale.

    ``key`` is the path of a sentence in ``en.toml``, such as "deck.rule"; ``words`` are put into it. A
    sentence that depends on ``count`` has two forms there, ``one`` and ``many``.
    """

    def say(key: str, count: float | None = None, /, **words: object) -> str:
        sentence = value_at(all_tables(package, current_locale()), key.split("."))
        if isinstance(sentence, Mapping) and count is not None:
            sentence = sentence["one" if is_singular(count) else "many"]
        if not isinstance(sentence, str):
            raise NotesError(f"{package}, {key}: there is no such sentence.")
        return sentence.format(**words)

    return say


def table_named(tables: Mapping[str, T], name: str, file: str, within: str = "") -> T:
    """Return the table ``name`` (``within`` another) of ``file``; raise `NotesError` if there is none."""
    if name not in tables:
        raise NotesError(f"{file} has no table [{within}{name}]; its tables are {', '.join(tables)}.")
    return tables[name]


def all_tables(package: str, lang: str) -> dict[str, Any]:
    """Return all sentences of a package in ``lang``, by the names of its tables."""
    return _tables(package, "", lang)


@cache
def _tables(place: str | Path, prefix: str, lang: str) -> dict[str, Any]:
    """Return the tables of the file whose name has ``prefix`` before its language."""
    check_language(lang)
    merged = {key: value for key, value in read(place, f"{prefix}en.toml").items() if key != CODES}
    if lang != "en":
        translated = read(place, f"{prefix}{lang}.toml")
        merged = {key: deep_merge(value, translated.get(key)) for key, value in merged.items()}
    return {key: _resolve_references(value, merged, lang) for key, value in merged.items()}


def _resolve_references(value: object, tables: Mapping[str, object], lang: str) -> object:
    """Return a value of a file with each sentence in the places that name it."""
    if isinstance(value, Mapping):
        return {key: _resolve_references(part, tables, lang) for key, part in value.items()}
    if isinstance(value, list):
        return [_resolve_references(part, tables, lang) for part in value]
    if not isinstance(value, str) or not value.startswith(SAME):
        return value
    package, shared = SHARED
    keys = value.removeprefix(SAME).split(".")
    sentence = value_at(tables, keys)
    if sentence is None and keys[0] == shared and shared not in tables:
        sentence = value_at(all_tables(package, lang), keys)
    if not isinstance(sentence, str):
        raise NotesError(f"{value}: there is no such sentence.")
    return sentence


def value_at(tables: object, path: Sequence[str]) -> object:
    """Return the value at a path of keys and list indices; None if there is none."""
    for key in path:
        if isinstance(tables, list):
            tables = tables[int(key)] if int(key) < len(tables) else None
        else:
            tables = tables.get(key) if isinstance(tables, Mapping) else None
    return tables


def deep_merge(english: object, translated: object) -> object:
    """Return the English tables with the values of a translation in place of those with the same keys.

    >>> deep_merge({"side": "privacy", "says": ["One.", "Two."]}, {"says": ["Un.", "Deux."]})
    {'side': 'privacy', 'says': ['Un.', 'Deux.']}
    """
    if isinstance(english, Mapping) and isinstance(translated, Mapping):
        return {key: deep_merge(value, translated.get(key)) for key, value in english.items()}
    if isinstance(english, list) and isinstance(translated, list):
        if all(isinstance(element, str) for element in translated):
            return translated or english
        return [*map(deep_merge, english, translated), *english[len(translated) :]]
    return translated if isinstance(english, str) and isinstance(translated, str) else english


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
