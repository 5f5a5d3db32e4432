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
from copy import deepcopy
from pathlib import Path
from typing import Any

from enclair.command.reset_exercise import is_backup
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.canonical import NotebookError, read
from enclair_tools.translations.records import Fault, Reading, unread

#: What is translated by hand; exercises are made from their solutions.
FOLDERS = ("notebooks", "solutions")

#: Two words in a row: what a reader reads, and a name in code is not.
WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")

#: Comments that the program reads: the marks of solutions.
_MARK = re.compile(r"#+ (BEGIN|END) SOLUTION$")


def source(cell: dict[str, Any]) -> str:
    """Return the text of a cell."""
    return "".join(cell["source"])


def code_without_texts(code: str) -> str:
    """Return Python code without what a translation may change: string constants, comments, blank lines.

    Of an f-string only what it computes is left. Code that is no Python stays as it is.

    >>> code_without_texts('print("one", x)  # shows x') == code_without_texts("print('un', x)  # montre x")
    True
    """
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return code
    formats = [node.format_spec for node in ast.walk(tree) if isinstance(node, ast.FormattedValue)]
    kept = {id(part) for spec in formats if spec for part in ast.walk(spec)}  # how a number is written
    for node in ast.walk(tree):
        if id(node) in kept:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        elif isinstance(node, ast.JoinedStr):
            node.values = [part for part in node.values if not isinstance(part, ast.Constant)]
    return ast.dump(tree)


def has_words(cell: dict[str, Any]) -> bool:
    """Return whether somebody reads words in a cell: prose, or a string or comment of two words in a row."""
    if cell["cell_type"] != "code":
        return True
    try:
        strings = [node.value for node in ast.walk(ast.parse(source(cell))) if isinstance(node, ast.Constant)]
        tokens = list(tokenize.generate_tokens(io.StringIO(source(cell)).readline))
    except (SyntaxError, tokenize.TokenError):
        return True
    comments = [
        token.string for token in tokens if token.type == tokenize.COMMENT and not _MARK.match(token.string)
    ]
    return any(isinstance(words, str) and WORDS.search(words) for words in (*strings, *comments))


def faults(english: dict[str, Any], translated: dict[str, Any], name: str) -> list[Fault]:
    """Return what is wrong with the structure of a translated notebook, in the order of its cells.

    ``name`` says where it stands, such as "notebooks/fr/05_traces.ipynb".
    """
    ours = {cell["id"]: cell for cell in english["cells"]}
    theirs = {cell["id"]: cell for cell in translated["cells"]}
    result = [*_notebook_faults(english["metadata"], translated["metadata"], name)]
    result += [
        Fault(name, key, "this cell is missing.", "Copy the English cell with its id.", source(ours[key]))
        for key in ours.keys() - theirs.keys()
    ]
    result += [
        Fault(name, key, "the English notebook has no such cell.", "Remove it.", "", source(theirs[key]))
        for key in theirs.keys() - ours.keys()
    ]
    shared = [key for key in ours if key in theirs]
    order = [key for key in theirs if key in ours]
    if misplaced := next((key for key, expected in zip(order, shared, strict=True) if key != expected), ""):
        todo = f"Here the English notebook has {shared[order.index(misplaced)]}."
        result.append(Fault(name, misplaced, "this cell stands in another place.", todo))
    for key in shared:
        result += _cell_faults(ours[key], theirs[key], name)
    return result


def _cell_faults(ours: dict[str, Any], theirs: dict[str, Any], name: str) -> Iterator[Fault]:
    """Yield what is wrong with the structure of one cell."""
    key, both = theirs["id"], (source(ours), source(theirs))
    if ours["cell_type"] != theirs["cell_type"]:
        problem = f"this is a {theirs['cell_type']} cell, and the English one a {ours['cell_type']} cell."
        yield Fault(name, key, problem, "Change its kind.", *both)
        return
    here, there = _common(theirs["metadata"]), _common(ours["metadata"])
    if here != there:
        problem = f"its metadata differ: {here} here, {there} in English."
        yield Fault(name, key, problem, "Copy those of the English cell.")
    if ours["cell_type"] == "code" and code_without_texts(both[0]) != code_without_texts(both[1]):
        problem = "its code differs by more than strings and comments."
        yield Fault(name, key, problem, "Write the same code as in English.", *both)


def _common(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata of a cell that are the same in every language."""
    common = deepcopy(metadata)
    note = common.get("enclair", {})
    note.pop("numbers", None)
    if not note:
        common.pop("enclair", None)
    return common


def _notebook_faults(ours: dict[str, Any], theirs: dict[str, Any], name: str) -> Iterator[Fault]:
    """Yield what is wrong with the metadata of the notebook: lesson, minutes and sections are the same."""
    english, translated = (
        {**metadata.get("enclair", {}), "titled": "title" in metadata} for metadata in (ours, theirs)
    )
    lang = Path(name).parent.name
    if translated.pop("lang", None) != lang:
        yield Fault(name, "", "its metadata give another language.", f'Write "lang": "{lang}".')
    english.pop("lang", None)
    sections = translated.get("sections", [])
    for metadata in (english, translated):
        metadata["sections"] = [_untitled(section) for section in metadata.get("sections", [])]
    for key in sorted(english.keys() | translated.keys()):
        if english.get(key) != translated.get(key):
            problem = f"its metadata give {key}: {translated.get(key)!r}."
            yield Fault(name, "", problem, f"The English notebook has {english.get(key)!r}.")
    for section in sections:
        if not str(section.get("title", "")).strip():
            problem = f"section {section.get('id')} has no title."
            yield Fault(name, "", problem, "Give it the one of its heading.")


def _untitled(section: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key != "title"}


def readings(path: Path) -> dict[str, Reading]:
    """Return the cells of a translated notebook that somebody has to read, by their ids."""
    if path.parent.name not in LANGUAGES[1:]:
        raise NotebookError(f"{path} is no translated notebook.")
    theirs = {cell["id"]: source(cell) for cell in read(path)["cells"]}
    ours = read(path.parent.parent / "en" / path.name)["cells"]
    return {
        cell["id"]: Reading(source(cell), theirs[cell["id"]])
        for cell in ours
        if cell["id"] in theirs and has_words(cell)
    }


def report(root: Path) -> Iterator[Fault]:
    """Yield what is wrong with the translated notebooks of the checkout ``root``."""
    for folder in FOLDERS:
        english = {path.name: path for path in _notebooks(root / folder / "en")}
        for lang in LANGUAGES[1:]:
            there = {path.name: path for path in _notebooks(root / folder / lang)}
            for name in sorted({*english, *there}):
                place = f"{folder}/{lang}/{name}"
                if name not in there:
                    yield Fault(place, "", "the notebook is missing.", f"Translate {folder}/en/{name}.")
                elif name not in english:
                    yield Fault(place, "", "there is no English notebook of this name.", "Remove it.")
                else:
                    yield from faults(read(english[name]), read(there[name]), place)
                    advice = "Bring the translation up to date."
                    yield from unread(there[name], root, readings(there[name]), advice)


def _notebooks(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.ipynb")) if not is_backup(path)]
