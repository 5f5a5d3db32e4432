"""The words of the interface: what code says, against the catalogue of each language.

Python says them by ``text`` or the mark ``N_``; Babel extracts those of JavaScript (``t``) and of templates.
"""

import argparse
import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract_from_dir

from enclair_tools.translations.records import Fault
from enclair_tools.translations.spaces import spaced

#: For Babel: what reads which files, and what words are given to there. A script calls `text(t("…"))`.
READERS: dict[tuple[str, str], dict[str, Any]] = {
    ("**.html", "jinja2"): {"text": None, "t": None},
    ("**.jinja", "jinja2"): {"text": None, "t": None},
    ("**.js", "javascript"): {"t": None},
}
#: A sentence may stand within another one of JavaScript: `… ${t("…")}`.
OPTIONS: dict[str, dict[str, Any]] = {"**.js": {"parse_template_string": True}}
CATALOGUES = "src/enclair/text/*/LC_MESSAGES/enclair.po"


def _words(node: ast.AST) -> Iterator[str]:
    """Yield each text in a piece of code, but for keys: ``"head"`` in ``row["head"]`` is no word."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    parts = node.values if isinstance(node, ast.Dict) else ast.iter_child_nodes(node)
    for part in [node.value] if isinstance(node, ast.Subscript) else parts:
        yield from _words(part)


def _said(path: Path, *functions: str) -> Iterator[str]:
    """Yield the words that Python gives to ``functions``; Babel misses those in tables and conditions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in functions:
            yield from _words(node.args[0])


def messages(*folders: Path) -> set[str]:
    """Return the words that the code in ``folders`` and the help of commands say."""
    from enclair.command import cli

    extracted = {word for verb in cli.available_verbs() for word in verb.messages()}
    for folder in folders:
        extracted |= {word for path in folder.rglob("*.py") for word in _said(path, "text", "N_")}
        for method, keywords in READERS.items():
            rows = extract_from_dir(folder, [method], OPTIONS, keywords)
            extracted |= {str(words) for _, _, words, *_ in rows}
    return extracted - {""}


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each catalogue with the words that code says: new ones without a translation, unused ones out.

    Spaces of its French are set. What argparse says stays where it is translated.
    """
    now = messages(root / "src", root / "deploy", *root.glob("packages/*/src"))
    of_argparse = {*_said(Path(argparse.__file__), "_")}
    for path in root.glob(CATALOGUES):
        entries = polib.pofile(str(path), wrapwidth=110)
        kept = {entry.msgid: entry for entry in entries}  # with the notes of who translates
        for entry in entries:
            entry.msgstr = spaced(entry.msgstr)
        words = sorted(now | of_argparse & kept.keys(), key=lambda word: (word.casefold(), word))
        entries[:] = [kept.get(word) or polib.POEntry(msgid=word) for word in words]
        yield path, f"{entries}"


def report(root: Path) -> Iterator[Fault]:
    """Yield the words that have no translation."""
    for path, content in generated(root):
        for entry in polib.pofile(content):
            if not entry.msgstr:
                name = path.relative_to(root).as_posix()
                todo = "Translate it there; if it is not there: uv run enclair make catalogue"
                yield Fault(name, "", "these words have no translation.", todo, entry.msgid)
