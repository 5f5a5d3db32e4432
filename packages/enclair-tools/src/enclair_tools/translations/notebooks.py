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
    strings += [token.string for token in tokens if token.type == tokenize.COMMENT]
    return any(isinstance(words, str) and WORDS.search(words) and not _MARK.match(words) for words in strings)


def _structure(notebook: dict[str, Any], lang: str) -> dict[str, dict[str, Any]]:
    """Return what is the same in every language: of the notebook itself (""), and of each cell by its id."""
    about = {**notebook["metadata"].get("enclair", {}), "lang": lang}
    titles = [
        {key: section[key] for key in section if key != "title"} for section in about.get("sections", [])
    ]
    made: dict[str, dict[str, Any]] = {"": {**about, "sections": titles}}
    for cell in notebook["cells"]:
        metadata = dict(cell["metadata"])
        note = {key: value for key, value in metadata.pop("enclair", {}).items() if key != "numbers"}
        made[cell["id"]] = {
            "kind": cell["cell_type"],
            "metadata": metadata | note,
            "code": cell["cell_type"] == "code" and code_without_texts(source(cell)),
        }
    return made


def faults(english: dict[str, Any], translated: dict[str, Any], name: str) -> Iterator[Fault]:
    """Yield what is wrong with the structure of a translated notebook, in the order of its cells.

    ``name`` says where it stands, such as "notebooks/fr/05_traces.ipynb".
    """
    lang = Path(name).parent.name
    ours = _structure(english, lang)
    theirs = _structure(translated, translated["metadata"].get("enclair", {}).get("lang", ""))
    texts = [{cell["id"]: source(cell) for cell in notebook["cells"]} for notebook in (english, translated)]
    for key in [key for key in ours if key not in theirs]:
        yield Fault(name, key, "this cell is missing.", "Copy the English cell with its id.", texts[0][key])
    for key in [key for key in theirs if key not in ours]:
        yield Fault(name, key, "the English notebook has no such cell.", "Remove it.", "", texts[1][key])
    shared, order = [key for key in ours if key in theirs], [key for key in theirs if key in ours]
    for expected, key in [pair for pair in zip(shared, order, strict=True) if len({*pair}) > 1][:1]:
        problem = "this cell stands in another place."
        yield Fault(name, key, problem, f"Here the English notebook has {expected}.")
    for key in shared:
        for part in sorted(ours[key].keys() | theirs[key].keys()):
            here, there = theirs[key].get(part), ours[key].get(part)
            if part == "code" and here != there:
                problem = "its code differs by more than strings and comments."
                todo = "Write the same code as in English."
                yield Fault(name, key, problem, todo, *(text[key] for text in texts))
            elif here != there:
                yield Fault(name, key, f"its {part}: {here!r}.", f"The English notebook has {there!r}.")


def readings(path: Path) -> dict[str, Reading]:
    """Return the cells of a translated notebook that somebody has to read, by their ids."""
    if path.parent.name not in LANGUAGES[1:]:
        raise NotebookError(f"{path} is no translated notebook.")
    theirs = {cell["id"]: source(cell) for cell in read(path)["cells"]}
    ours = [cell for cell in read(path.parent.parent / "en" / path.name)["cells"] if cell["id"] in theirs]
    return {cell["id"]: Reading(source(cell), theirs[cell["id"]]) for cell in ours if has_words(cell)}


def report(root: Path) -> Iterator[Fault]:
    """Yield what is wrong with the translated notebooks of the checkout ``root``."""
    for folder in FOLDERS:
        english, *others = (
            {
                path.name: path
                for path in sorted((root / folder / lang).glob("*.ipynb"))
                if not is_backup(path)
            }
            for lang in LANGUAGES
        )
        for lang, there in zip(LANGUAGES[1:], others, strict=True):
            for name in sorted({*english} ^ {*there}):
                todo = f"Translate {folder}/en/{name}." if name in english else "Remove it."
                yield Fault(f"{folder}/{lang}/{name}", "", "this stands in one language alone.", todo)
            for name in sorted({*english} & {*there}):
                yield from faults(read(english[name]), read(there[name]), f"{folder}/{lang}/{name}")
                yield from unread(
                    there[name], root, readings(there[name]), "Bring the translation up to date."
                )
