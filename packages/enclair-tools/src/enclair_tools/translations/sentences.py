"""Which sentences of ``fr.toml`` or ``NAME.fr.toml`` are not in step with the English file beside it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from enclair.text import locale
from enclair.text.locale import LANGUAGES, parse_toml
from enclair_tools.translations.records import Fault, Readings, unread

#: Where files of sentences stand.
FOLDERS = ("src", "packages", "datasets")
#: What code puts into a sentence: a name in braces.
_FIELD = re.compile(r"\{[^{}]*\}")


def files(root: Path) -> list[Path]:
    """Return the translated files of the checkout ``root`` that should exist."""
    english = sorted(path for folder in FOLDERS for path in root.glob(f"{folder}/**/*en.toml"))
    names = [(path, path.name.removesuffix("en.toml")) for path in english]
    return [path.with_name(f"{name}{lang}.toml") for path, name in names for lang in LANGUAGES[1:]]


def english_of(path: Path) -> Path:
    """Return the English file beside a translated one."""
    return path.with_name(re.sub(r"\w+(?=\.toml$)", "en", path.name))


def report(root: Path) -> Iterator[Fault]:
    """Yield what is wrong with the translated sentences of the checkout ``root``."""
    for path in files(root):
        name = path.relative_to(root).as_posix()
        if not path.is_file():
            yield Fault(name, "", "the file is missing.", f"Translate {english_of(path).name} there.")
            continue
        yield from faults(_parse(english_of(path)), _parse(path), name)
        yield from unread(path, root, readings(path), "Bring the translation up to date.")


def faults(english: dict[str, Any], translated: dict[str, Any], name: str) -> Iterator[Fault]:
    """Yield what is wrong with the keys and the names in braces of the translated file ``name``."""
    ours, theirs = leaves(english), leaves(translated)
    codes = (*english.get(locale.CODES, []), locale.CODES, locale.SHARED)
    for key, words in leaves(english, codes).items():
        lines = [line for line in words.splitlines() if not line.startswith(locale.REFERENCE)]
        if lines and not theirs.get(key, "").strip():
            yield Fault(name, key, "this sentence is missing.", "Translate it under the same name.", words)
    for key, words in theirs.items():
        if not ours.get(key):
            problem, todo = "the English file has no such sentence.", "Remove it, or add the English one."
            yield Fault(name, key, problem, todo, "", words)
        elif sorted(_FIELD.findall(words)) != sorted(_FIELD.findall(ours[key])):
            problem = "the names in braces are not those of the English sentence."
            yield Fault(name, key, problem, "Write the same words in braces.", ours[key], words)


def readings(path: Path) -> Readings:
    """Return the sentences of a translated file that somebody has to read, by the path of their keys."""
    ours, theirs = leaves(_parse(english_of(path))), leaves(_parse(path))
    return {key: (ours[key], words) for key, words in theirs.items() if ours.get(key)}


def _parse(path: Path) -> dict[str, Any]:
    return parse_toml(path.read_bytes(), path.name)


def leaves(value: object, codes: Sequence[str] = (), path: str = "") -> dict[str, str]:
    """Return each text of a file by the path of its key, but for ``codes``; a list of texts is one text."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = "\n".join(value)
    if isinstance(value, str):
        return {path: value}
    texts = dict[str, str]()
    parts = value if isinstance(value, Mapping) else dict(enumerate(value)) if isinstance(value, list) else {}
    for key, part in parts.items():
        if isinstance(part, Mapping) or key not in codes:
            texts |= leaves(part, codes, f"{path}.{key}".lstrip("."))
    return texts
