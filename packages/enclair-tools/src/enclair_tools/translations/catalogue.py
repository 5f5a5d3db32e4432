"""The words of the interface: what code says, extracted by Babel, against the catalogue of each language.

Python says them by ``text``, ``plural`` or the mark ``N_``, JavaScript by ``t``, templates by ``text`` or
``t``.
"""

import ast
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import IO, Any

import polib
from babel.messages.extract import extract_from_dir

from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.canonical import is_current
from enclair_tools.translations.records import Fault

#: For Babel: what reads which files, and what words are given to there. A script may call anything `text`.
READERS: list[tuple[list[tuple[str, str]], dict[str, Any]]] = [
    (
        [
            ("**.py", "enclair_tools.translations.catalogue:in_python"),
            ("**.html", "jinja2"),
            ("**.jinja", "jinja2"),
        ],
        {"text": None, "plural": (1, 2), "N_": None, "t": None},
    ),
    ([("**.js", "javascript")], {"t": None}),
]
#: A sentence may stand within another one of JavaScript: `… ${t("…")}`.
OPTIONS: dict[str, dict[str, Any]] = {"**.js": {"parse_template_string": True}}
#: How wide a line of the catalogue is.
WIDTH = 110

ExtractedMessages = Iterator[tuple[int, str, Any, list[str]]]


def in_python(file: IO[bytes], keywords: object, comment_tags: object, options: object) -> ExtractedMessages:
    """Yield what Python code says: Babel's own reader misses words in tables and conditions."""
    calls = (node for node in ast.walk(ast.parse(file.read())) if isinstance(node, ast.Call) and node.args)
    for node in calls:
        name = getattr(node.func, "id", "")
        if name in ("N_", "text"):
            yield from ((node.lineno, name, word, []) for word in _words(node.args[0]))
        elif name == "plural":
            one, many = (_words(argument) for argument in node.args[:2])
            yield from ((node.lineno, name, pair, []) for pair in zip(one, many, strict=True))


def _words(node: ast.AST) -> Iterator[str]:
    """Yield each text in a piece of code, but for keys: ``"head"`` in ``row["head"]`` is no word."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
    elif isinstance(node, ast.Subscript):
        yield from _words(node.value)
    else:
        for part in node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node):
            yield from _words(part)


def messages(*folders: Path) -> set[str]:
    """Return the words that the code in ``folders`` and the help of commands say, both of a plural."""
    from enclair.command import cli

    extracted = {word for verb in cli.available_verbs() for word in verb.messages()}
    for folder, (methods, keywords) in product(folders, READERS):
        for _, _, words, _, _ in extract_from_dir(folder, methods, OPTIONS, keywords):
            extracted |= {*words} if isinstance(words, tuple) else {words}
    return extracted - {""}


def catalogue(root: Path, lang: str) -> Path:
    """Return where the catalogue of a language stands."""
    return root / "src" / "enclair" / "text" / lang / "LC_MESSAGES" / "enclair.po"


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each catalogue with the words that code says: new ones without a translation, unused ones out."""
    now = messages(root / "src", root / "deploy", *root.glob("packages/*/src"))
    for path in [path for lang in LANGUAGES[1:] if (path := catalogue(root, lang)).is_file()]:
        entries = polib.pofile(str(path), wrapwidth=WIDTH)
        new = now - {entry.msgid for entry in entries}
        kept = [entry for entry in entries if entry.msgid in now]
        both = [*kept, *(polib.POEntry(msgid=word) for word in new)]
        entries[:] = sorted(both, key=lambda entry: entry.msgid.casefold())
        yield path, f"{entries}"


def report(root: Path) -> Iterator[Fault]:
    """Yield the words without a translation, and whether the entries are other words than code says."""
    for path, content in generated(root):
        name, todo = path.relative_to(root).as_posix(), "Run: uv run enclair make catalogue"
        if not is_current(path, content):
            yield Fault(name, "", "its words are not those that code says.", todo)
        for entry in polib.pofile(content):
            if not entry.msgstr:
                todo = "Translate it there; if it is not there: uv run enclair make catalogue"
                yield Fault(name, "", "these words have no translation.", todo, entry.msgid)
