"""Which translated notebooks are not in step with the English ones.

A translated notebook has the cells of the English one: same ids, order, kinds and metadata, and the same
code, string constants and comments apart. Each cell with words for a reader is recorded once it has been read
beside the English text.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from itertools import product, zip_longest
from pathlib import Path
from typing import Any

from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.canonical import paths, read
from enclair_tools.publish.lesson import section
from enclair_tools.translations.records import Fault, Readings, unread

#: What is translated by hand; exercises are made from their solutions.
FOLDERS = ("notebooks", "solutions")
#: Two words in a row: what a reader reads, and a name in code is not.
WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")
#: The marks of solutions, and names of code between braces: no words stand in an f-string.
_NO_WORDS = re.compile(r"#+ (BEGIN|END) SOLUTION$|f\W")


class _WithoutTexts(ast.NodeTransformer):
    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("") if isinstance(node.value, str) else node


def code_without_texts(code: str) -> str:
    """Return Python code without what a translation may change: string constants, comments, blank lines.

    Code that is no Python stays as it is.
    """
    try:
        return ast.unparse(_WithoutTexts().visit(ast.parse(code)))
    except SyntaxError:
        return code


def texts(source: str) -> list[str]:
    """Return the strings and comments of Python code; raise a `SyntaxError` or a `TokenError` for others."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.string for token in tokens if token.type in (tokenize.STRING, tokenize.COMMENT)]


def has_words(cell: dict[str, Any]) -> bool:
    """Return whether somebody reads words in a cell: prose, or a string or comment of two words in a row."""
    if cell["cell_type"] != "code":
        return True
    try:
        words = texts(cell["source"])
    except (SyntaxError, tokenize.TokenError):  # no Python, as where a bracket is not closed
        return True
    return any(WORDS.search(part) and not _NO_WORDS.match(part) for part in words)


def _structure(notebook: dict[str, Any], lang: str = "") -> dict[str, str]:
    """Return what is the same in every language: of the notebook itself (""), and of each cell by its id."""
    structure = {"": str(notebook["metadata"].get("enclair", {}) | ({"lang": lang} if lang else {}))}
    for cell in notebook["cells"]:
        metadata = dict(cell["metadata"])
        note = {key: value for key, value in metadata.pop("enclair", {}).items() if key != "numbers"}
        code = code_without_texts(cell["source"]) if cell["cell_type"] == "code" else ""
        same = metadata | note | section(cell) | {"title": ""}
        structure[cell["id"]] = f"{cell['cell_type']} {same}\n{code}"
    return structure


def faults(english: dict[str, Any], translated: dict[str, Any], name: str) -> Iterator[Fault]:
    """Yield what is wrong with the structure of the translated notebook ``name``, its path."""
    ours, theirs = _structure(english, Path(name).parent.name), _structure(translated)
    cells = zip_longest(ours.items(), theirs.items(), fillvalue=("the end", ""))
    for (expected, there), (key, here) in cells:
        if expected != key:
            todo = f"Expected {expected}: each English cell by its id, in its place."
            yield Fault(name, key, "from here on, its cells are not those of the English notebook.", todo)
            break
        if here != there:
            problem = "its kind, metadata or code are not those of the English notebook."
            todo = "Write the same; in code, strings and comments may differ."
            yield Fault(name, key, problem, todo, there, here)


def readings(path: Path) -> Readings:
    """Return the cells of a translated notebook that somebody has to read, by their ids."""
    if path.parent.name not in LANGUAGES[1:]:
        raise PlainError(f"{path} is no translated notebook.")
    theirs = {cell["id"]: cell["source"] for cell in read(path)["cells"]}
    ours = [cell for cell in read(path.parent.parent / "en" / path.name)["cells"] if cell["id"] in theirs]
    return {cell["id"]: (cell["source"], theirs[cell["id"]]) for cell in ours if has_words(cell)}


def report(root: Path) -> Iterator[Fault]:
    """Yield what is wrong with the translated notebooks of the checkout ``root``."""
    for folder, lang in product(FOLDERS, LANGUAGES[1:]):
        english, others = ({path.name for path in paths(root, folder, one)} for one in ("en", lang))
        for file in sorted(english | others):
            name = f"{folder}/{lang}/{file}"
            if file not in english & others:
                yield Fault(name, "", "this stands in one language alone.", "Translate it, or remove it.")
                continue
            yield from faults(read(root / folder / "en" / file), read(root / name), name)
            yield from unread(root / name, root, readings(root / name), "Bring the translation up to date.")
