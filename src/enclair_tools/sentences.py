"""Which sentences of ``fr.toml`` or ``NAME.fr.toml`` are not in step with the English file beside it.

A translated file has the names of the English one. Each of its lines ends with a mark, such as
``# 3f2a9c1e``: the digest of the English words that the line renders. When those change, the mark tells.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from enclair.text import toml
from enclair.text.locale import LANGUAGES, text
from enclair_tools.notebooks.canonical import NotebookError, store
from enclair_tools.notebooks.translations import Fault, digest, missing, stale

#: Where files of sentences stand.
FOLDERS = ("src", "datasets")
#: How many digits of a digest stand at the end of a line.
DIGITS = 8

#: What code puts into a sentence: a name in braces.
_FIELD = re.compile(r"\{[^{}]*\}")
_HEADER = re.compile(r"\[(?P<many>\[)?(?P<keys>[^\[\]]+)\]\]?$")
_LINE = re.compile(r'(?P<said>(?P<key>[\w-]+|"[^"]*") = .*?)(?:  # (?P<mark>[0-9a-f]+))?$')


def places(content: str) -> Iterator[tuple[int, tuple[str, ...], str]]:
    r"""Yield each line of a file that says something: its place, the path of its key, its mark ("" for none).

    >>> list(places('[days]\nlate = "trop tard"  # 3f2a9c1e'))
    [(1, ('days', 'late'), '3f2a9c1e')]
    """
    table: tuple[str, ...] = ()
    counts: dict[str, int] = {}
    for place, line in enumerate(content.splitlines()):
        if header := _HEADER.match(line):
            table = _keys(header["keys"])
            if header["many"]:
                counts[header["keys"]] = counts.get(header["keys"], -1) + 1
                table = (*table, str(counts[header["keys"]]))
        elif found := _LINE.match(line):
            yield place, (*table, *_keys(found["key"])), found["mark"] or ""


def _keys(written: str) -> tuple[str, ...]:
    keys, found = [], tomllib.loads(f"[{written}]")
    while found:
        [(key, found)] = found.items()
        keys.append(key)
    return tuple(keys)


def rendered(english: object, translation: object) -> str:
    """Return the English words that a translated value stands for, one a line; "" where there are none.

    >>> rendered({"effect": "same", "says": "One."}, {"says": "Un."})
    'One.'
    """
    if isinstance(translation, Mapping):
        known = english if isinstance(english, Mapping) else {}
        return "\n".join(rendered(known.get(key), each) for key, each in translation.items())
    if isinstance(translation, list) and isinstance(english, list):
        return "\n".join(map(str, english))
    return english if isinstance(english, str) and isinstance(translation, str) else ""


def untranslated(
    english: object, translation: object, codes: Sequence[str], path: tuple[str, ...] = ()
) -> Iterator[str]:
    """Yield the path of each English text for readers that the translation does not have."""
    if isinstance(english, str):
        named = english.startswith(toml.SAME)  # it stands elsewhere, and so does its translation
        if english and not named and not (isinstance(translation, str) and translation.strip()):
            yield ".".join(path)
    elif isinstance(english, Mapping):
        known = translation if isinstance(translation, Mapping) else {}
        for key, value in english.items():
            if isinstance(value, Mapping) or key not in codes:
                yield from untranslated(value, known.get(key), codes, (*path, key))
    elif isinstance(english, list):
        listed = translation if isinstance(translation, list) else []
        if listed and isinstance(listed[0], str):
            return
        for place, value in enumerate(english):
            other = listed[place] if place < len(listed) else None
            yield from untranslated(value, other, codes, (*path, str(place)))


def files(root: Path) -> list[tuple[Path, str]]:
    """Return the translated files of the checkout ``root`` that should exist, each with its language."""
    every = [path for folder in FOLDERS for path in sorted((root / folder).rglob("*en.toml"))]
    english = [path for path in every if path == english_of(path)]
    return [(_beside(path, lang), lang) for path in english for lang in LANGUAGES[1:]]


def english_of(path: Path) -> Path:
    """Return the English file beside a translated one."""
    return _beside(path, "en")


def _beside(path: Path, lang: str) -> Path:
    """Return the file in ``lang`` beside another, such as ``en.toml`` beside ``fr.toml``."""
    return path.with_name(re.sub(r"\w+(?=\.toml$)", lang, path.name))


def report(root: Path) -> list[Fault]:
    """Return what is wrong with the translated sentences of the checkout ``root``."""
    found: list[Fault] = []
    for path, _ in files(root):
        name = path.relative_to(root).as_posix()
        if path.is_file():
            both = (each.read_text(encoding="utf-8") for each in (english_of(path), path))
            found += faults(next(both), next(both), name)
        else:
            english = str(english_of(path).relative_to(root))
            found.append(missing(name, english, text("the file is missing.")))
    return found


def faults(english: str, translated: str, name: str) -> Iterator[Fault]:
    """Yield what is wrong with the translated file ``name``, given the text of both files."""
    ours, theirs = toml.parse(english, english_of(Path(name)).name), toml.parse(translated, Path(name).name)
    codes = ours.pop(toml.CODES, [])
    for path in untranslated(ours, theirs, codes):
        message = text("this sentence is missing.")
        words = toml.value_at(ours, path.split("."))
        yield Fault(name, path, message, text("Translate it under the same name."), str(words or ""))
    for _, keys, mark in places(translated):
        identity, translation = ".".join(keys), toml.value_at(theirs, keys)
        words = rendered(toml.value_at(ours, keys), translation)
        shown = rendered(translation, translation)
        if not words:
            message = text("the English file has no such sentence.")
            yield Fault(name, identity, message, text("Remove it, or add the English one."), "", shown)
        elif mark != digest(words)[:DIGITS]:
            yield stale(name, identity, mark, words, shown)
        elif sorted(_FIELD.findall(shown)) != sorted(_FIELD.findall(words)):
            message = text("the names in braces are not those of the English sentence.")
            yield Fault(name, identity, message, text("Write the same words in braces."), words, shown)


def done(path: Path, cells: Sequence[str]) -> list[str]:
    """Record that sentences of the translated file ``path`` render the English text of today.

    Parameters
    ----------
    path
        Such as ``src/enclair/lessons/traces/fr.toml``.
    cells
        The names of the sentences, as the report gives them.

    Returns
    -------
    list of str
        Those whose record has changed.

    Raises
    ------
    NotebookError
        If one of the files has no such sentence.
    """
    content = path.read_text(encoding="utf-8")
    lines, english = content.splitlines(), toml.parse(english_of(path).read_text(encoding="utf-8"), path.name)
    theirs = toml.parse(content, path.name)
    known = {".".join(keys): (place, keys, mark) for place, keys, mark in places(content)}
    words = {
        each: rendered(toml.value_at(english, keys), toml.value_at(theirs, keys))
        for each, (_, keys, _) in known.items()
    }
    if unknown := [each for each in cells if not words.get(each)]:
        message = text(
            "{path} and its English file should both have each sentence; not so: {cells}. "
            "`uv run enclair translations` names the sentences to look at."
        )
        raise NotebookError(message.format(path=path, cells=", ".join(unknown)))
    changed = []
    for identity in cells:
        place, _, mark = known[identity]
        if mark != (now := digest(words[identity])[:DIGITS]):
            lines[place] = f"{lines[place].removesuffix(f'  # {mark}')}  # {now}"
            changed.append(identity)
    store(path, "\n".join(lines) + "\n")
    return changed
