"""The words of the interface: what code says, extracted by Babel, against the catalogue of each language.

Python says them by ``text``, ``plural`` or the mark ``N_``, JavaScript by ``t``, templates by ``text`` or
``both``.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import polib
from babel.messages.extract import extract_from_dir

from enclair.case import naming
from enclair.case.model import load_case
from enclair.text import toml
from enclair.text.locale import CONTEXT_SEPARATOR, LANGUAGES, text
from enclair_tools.notebooks.translations import Fault

#: Which words stand in which files, for Babel.
METHODS = [
    ("**.py", "enclair_tools.words:in_python"),
    ("**.js", "javascript"),
    ("**.html", "enclair_tools.words:in_html"),
]
#: A sentence may stand within another one of JavaScript: `… ${t("…")}`.
OPTIONS = {"**.js": {"parse_template_string": True}}
KEYWORDS = {"text": None, "plural": (1, 2), "N_": None, "t": None}
#: How wide a line of the catalogue is.
WIDTH = 110

ExtractedMessages = Iterator[tuple[int, str, Any, list[str]]]


def in_python(file: IO[bytes], keywords: object, comment_tags: object, options: object) -> ExtractedMessages:
    """Yield what Python code says: Babel's own reader misses words in tables and conditions."""
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "id", "")
        if name == "N_":
            yield from ((node.lineno, "text", word, []) for word in _words(node.args[0]))
        elif name == "plural":
            one, many = (_words(argument) for argument in node.args[:2])
            yield from ((node.lineno, "plural", pair, []) for pair in zip(one, many, strict=True))
        elif name == "text":
            contexts = [*node.args[2:3], *(each.value for each in node.keywords if each.arg == "context")]
            context = "".join(word for each in contexts for word in _words(each))
            before = f"{context}{CONTEXT_SEPARATOR}" if context else ""
            yield from ((node.lineno, "text", before + word, []) for word in _words(node.args[0]))


def _words(node: ast.AST) -> Iterator[str]:
    """Yield each text in a piece of code, but for keys: ``"head"`` in ``row["head"]`` is no word."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str) and node.value:
            yield node.value
    elif isinstance(node, ast.Subscript):
        yield from _words(node.value)
    else:
        values = node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node)
        for each in values:
            yield from _words(each)


def in_html(file: IO[bytes], keywords: object, comment_tags: object, options: object) -> ExtractedMessages:
    """Yield what a template says by ``text("…")``, or by ``both("…")`` in two languages."""
    for word in re.findall(r'\b(?:text|both)\("([^"]+)"', file.read().decode()):
        yield 0, "text", word, []


def messages(package: Path) -> set[str]:
    """Return the words that the code of ``package`` says, a context before them, both of a plural."""
    from enclair.command import cli

    found = set().union(*(verb.messages() for verb in cli.available_verbs()[0]))
    for _, _, words, _, _ in extract_from_dir(package, METHODS, OPTIONS, KEYWORDS):
        found |= {*words} if isinstance(words, tuple) else {words}
    return {word for word in found if word}


def said(root: Path) -> set[str]:
    """Return the words of the repository in ``root``: of its packages, and of what `deploy` sets."""
    return messages(root / "src") | messages(root / "deploy")


def of_cases(root: Path) -> list[Fault]:
    """Return the names that a case says in another way, and that none of its tables has."""
    found = []
    for path in sorted(root.glob(f"datasets/*/teaching/{naming.FILE}")):
        case = load_case(path.parents[1])
        cells = {each for name in case.tables for each in getattr(case, name).to_numpy().flat}
        told = {name for table in toml.read(path.parent, path.name).values() for name in table}
        place, todo = path.relative_to(root).as_posix(), text("Remove it, or write it as the tables have it.")
        message = text("no table has this name.")
        found += [Fault(place, "", message, todo, name) for name in sorted(told - {*map(str, cells)})]
    return found


def catalogue(root: Path, lang: str) -> Path:
    """Return where the catalogue of a language stands."""
    return root / "src" / "enclair" / "text" / lang / "LC_MESSAGES" / "enclair.po"


def keys(entry: polib.POEntry) -> list[str]:
    """Return what an entry of a catalogue renders: its words with their context, and their plural."""
    before = f"{entry.msgctxt}{CONTEXT_SEPARATOR}" if entry.msgctxt else ""
    return [before + each for each in (entry.msgid, entry.msgid_plural) if each]


def report(root: Path) -> list[Fault]:
    """Return the words without a translation, and the entries that nothing says; empty if all is in step."""
    found = of_cases(root)
    now = said(root)
    for lang in LANGUAGES[1:]:
        if not (path := catalogue(root, lang)).is_file():
            continue
        entries = {key: each for each in polib.pofile(str(path)) for key in keys(each)}
        name = path.relative_to(root).as_posix()
        todo = text("Run `uv run enclair translations --extract`, then translate what has no translation.")
        for word in sorted(now):
            if word not in entries or not (entries[word].msgstr or entries[word].msgstr_plural):
                found.append(Fault(name, "", text("these words have no translation."), todo, word))
        for word in sorted(entries.keys() - now):
            found.append(Fault(name, "", text("nothing says these words."), todo, word))
    return found


def extract(root: Path) -> list[Path]:
    """Bring the catalogues in step with the code: new words without a translation, unused ones out.

    Returns
    -------
    list of Path
        The catalogues that have changed.
    """
    now, changed = said(root), []
    for lang in LANGUAGES[1:]:
        path = catalogue(root, lang)
        before, entries = path.read_bytes(), polib.pofile(str(path), wrapwidth=WIDTH)
        entries[:] = [each for each in entries if {*keys(each)} & now]
        known = {key for each in entries for key in keys(each)}
        for word in now - known:
            context, _, message = word.rpartition(CONTEXT_SEPARATOR)
            entries.append(polib.POEntry(msgid=message, msgctxt=context or None))
        entries.sort(key=lambda each: each.msgid.casefold())
        entries.save(str(path))
        if path.read_bytes() != before:
            changed.append(path)
    return changed
