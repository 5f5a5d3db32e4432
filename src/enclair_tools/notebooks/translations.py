"""Which translations are not in step with the English notebooks, and what has to be done once more.

A translated notebook has the cells of the English one: same ids, order, kinds and metadata, and the same
code, string constants and comments apart. Each cell with words for a reader records which English text it
renders: ``"enclair": {"english": digest}`` in its metadata. When that text changes, the digest tells.
"""

import ast
import hashlib
import io
import re
import tokenize
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enclair.command.reset_exercise import is_backup
from enclair.text.locale import LANGUAGES, text
from enclair_tools.notebooks.canonical import NotebookError, dumps, read, store

#: What is translated by hand; exercises are made from their solutions.
FOLDERS = ("notebooks", "solutions")

#: Two words in a row: what a reader reads, and a name in code is not.
WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")

#: Comments that the program reads: the marks of solutions.
_MARK = re.compile(r"#+ (BEGIN|END) SOLUTION$")


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell of a translation, or with the whole notebook (``cell`` is "")."""

    notebook: str
    cell: str
    problem: str
    todo: str
    english: str = ""
    translation: str = ""

    def __str__(self) -> str:
        """Return where, what and what to do, with both texts if there are any."""
        where = ", ".join(filter(None, (self.notebook, self.cell)))
        if self.cell and not self.notebook.endswith(".toml"):
            where = text("{notebook}, cell {cell}").format(notebook=self.notebook, cell=self.cell)
        message = text("{name}: {words}").format(name=where, words=self.problem)
        texts = ((text("The English of today:"), self.english), (text("The translation:"), self.translation))
        shown = [f"  {head}\n{_indented(words)}" for head, words in texts if words]
        return "\n".join([message, *shown, f"  {self.todo}"])


def _indented(words: str) -> str:
    return "\n".join(f"    | {line}".rstrip() for line in words.splitlines())


def digest(source: str) -> str:
    """Return what a translated cell records of the English one: 16 hex digits of the SHA-256 of its source.

    >>> digest("# What happened?")
    '7c1eab9f9c9bca10'
    """
    return hashlib.sha256(source.encode()).hexdigest()[:16]


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
        strings = [each.value for each in ast.walk(ast.parse(source(cell))) if isinstance(each, ast.Constant)]
        tokens = list(tokenize.generate_tokens(io.StringIO(source(cell)).readline))
    except (SyntaxError, tokenize.TokenError):
        return True
    comments = [
        each.string for each in tokens if each.type == tokenize.COMMENT and not _MARK.match(each.string)
    ]
    return any(isinstance(each, str) and WORDS.search(each) for each in (*strings, *comments))


def faults(english: dict[str, Any], translated: dict[str, Any], name: str) -> list[Fault]:
    """Return what is wrong with a translated notebook, in the order of its cells.

    Parameters
    ----------
    english, translated
        The notebooks, as read from JSON.
    name
        Where the translated one stands, such as "notebooks/fr/05_traces.ipynb".
    """
    found = list(_notebook_faults(english["metadata"], translated["metadata"], name))
    ours = {cell["id"]: cell for cell in english["cells"]}
    theirs = {cell["id"]: cell for cell in translated["cells"]}
    for identity in [each for each in ours if each not in theirs]:
        message = text("this cell is missing.")
        todo = text("Copy the English cell with its id to the same place, and translate it.")
        found.append(Fault(name, identity, message, todo, source(ours[identity])))
    for identity in [each for each in theirs if each not in ours]:
        todo = text("Remove it, or add the English cell with the same id.")
        message = text("the English notebook has no such cell.")
        found.append(Fault(name, identity, message, todo, "", source(theirs[identity])))
    shared = [each for each in ours if each in theirs]
    places = [each for each in theirs if each in ours]
    odd = next((there for here, there in zip(shared, places, strict=True) if here != there), "")
    if odd:
        todo = text("Here the English notebook has {cell}: bring the cells into its order.")
        there = shared[places.index(odd)]
        found.append(Fault(name, odd, text("this cell stands in another place."), todo.format(cell=there)))
    for identity in shared:
        found += _cell_faults(ours[identity], theirs[identity], name)
    return found


def _cell_faults(ours: dict[str, Any], theirs: dict[str, Any], name: str) -> Iterator[Fault]:
    """Return what is wrong with one cell."""
    identity, english, translation = theirs["id"], source(ours), source(theirs)
    both = {"english": english, "translation": translation}
    if ours["cell_type"] != theirs["cell_type"]:
        message = text("this is a {found} cell, and the English one a {expected} cell.")
        message = message.format(found=theirs["cell_type"], expected=ours["cell_type"])
        yield Fault(name, identity, message, text("Change its kind."), **both)
        return
    here, there = _common(theirs["metadata"]), _common(ours["metadata"])
    if here != there:
        message = text("its metadata differ: {here} here, {there} in English.").format(here=here, there=there)
        yield Fault(name, identity, message, text("Copy those of the English cell."))
    if ours["cell_type"] == "code" and code_without_texts(english) != code_without_texts(translation):
        message = text("its code differs by more than strings and comments.")
        yield Fault(name, identity, message, text("Write the same code as in English."), **both)
    recorded = theirs["metadata"].get("enclair", {}).get("english", "")
    if recorded != digest(english) and (recorded or has_words(ours)):
        yield stale(name, identity, recorded, **both)


def stale(name: str, identity: str, recorded: str, english: str, translation: str) -> Fault:
    """Return what is wrong with a translation that has ``recorded`` another English text, or none."""
    said, todo = text("nothing tells which English text it renders."), text("Compare the two texts.")
    if recorded:
        said = text("the English text has changed since it was translated.")
        todo = text("Bring the translation up to date.")
    elif english == translation:
        said, translation = text("it still has the English words."), ""
        todo = text("Translate them, or see that they hold in both languages.")
    done = text("Then: {command}").format(command=f"uv run enclair translations --done {name} {identity}")
    return Fault(name, identity, said, f"{todo} {done}", english, translation)


def missing(name: str, english: str, said: str) -> Fault:
    """Return that a file is missing, which translates the file ``english``."""
    return Fault(name, "", said, text("Copy {file} there, and translate it.").format(file=english))


def _common(metadata: dict[str, Any]) -> dict[str, Any]:
    """Return what the metadata of a cell say in every language."""
    common = deepcopy(metadata)
    note = common.get("enclair", {})
    for own in ("english", "numbers"):
        note.pop(own, None)
    if not note:
        common.pop("enclair", None)
    return common


def _notebook_faults(ours: dict[str, Any], theirs: dict[str, Any], name: str) -> Iterator[Fault]:
    """Return what is wrong with the metadata of the notebook: lesson, minutes and sections are the same."""
    one, other, lang = ours.get("enclair", {}), theirs.get("enclair", {}), Path(name).parent.name
    if other.get("lang") != lang:
        message = text("its metadata give the language {found}.").format(found=repr(other.get("lang")))
        todo = text("Write {line} under {key}.").format(line=f'"lang": "{lang}"', key='"enclair"')
        yield Fault(name, "", message, todo)
    if ("title" in ours) != ("title" in theirs):
        message = text("its metadata have no title, or one too many.")
        yield Fault(name, "", message, text("Do as in English."), ours.get("title", ""))
    for key in sorted((set(one) | set(other)) - {"lang", "sections"}):
        if one.get(key) != other.get(key):
            message = text("its metadata give {key}: {found}.").format(key=key, found=repr(other.get(key)))
            todo = text("Write what the English notebook has: {expected}.")
            yield Fault(name, "", message, todo.format(expected=repr(one.get(key))))
    first, second = ([_untitled(each) for each in note.get("sections", [])] for note in (one, other))
    if first != second:
        message = text("its metadata have other sections: {found}.").format(found=second)
        todo = text("Write those of the English notebook, with translated titles: {expected}.")
        yield Fault(name, "", message, todo.format(expected=first))
    for section in other.get("sections", []):
        if not str(section.get("title", "")).strip():
            message = text("section {section} has no title.").format(section=section.get("id"))
            yield Fault(name, "", message, text("Give it the one of its heading."))


def _untitled(section: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in section.items() if key != "title"}


def report(root: Path) -> list[Fault]:
    """Return what is wrong with the translations of the checkout ``root``; empty if all is in step."""
    found: list[Fault] = []
    for folder in FOLDERS:
        for lang in LANGUAGES[1:]:
            english = {path.name: path for path in _notebooks(root / folder / "en")}
            there = {path.name: path for path in _notebooks(root / folder / lang)}
            for name in sorted({*english, *there}):
                place = f"{folder}/{lang}/{name}"
                if name not in there:
                    found.append(missing(place, f"{folder}/en/{name}", text("the notebook is missing.")))
                elif name not in english:
                    message = text("there is no English notebook of this name.")
                    found.append(Fault(place, "", message, text("Remove it, or write the English one.")))
                else:
                    found += faults(read(english[name]), read(there[name]), place)
    return found


def _notebooks(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.ipynb")) if not is_backup(path)]


def done(path: Path, cells: Sequence[str]) -> list[str]:
    """Record that cells of the translated notebook ``path`` render the English text of today.

    Parameters
    ----------
    path
        Such as ``notebooks/fr/05_traces.ipynb``; the English notebook is the one of that name in ``en``.
    cells
        Ids of cells.

    Returns
    -------
    list of str
        The cells whose record has changed.

    Raises
    ------
    NotebookError
        If the English notebook, or one of the cells, does not exist, or ``path`` is English.
    """
    if path.parent.name == "en":
        message = text("{path} is the English notebook; name the translated one.")
        raise NotebookError(message.format(path=path))
    translated, english = read(path), read(path.parent.parent / "en" / path.name)
    ours = {cell["id"]: cell for cell in english["cells"]}
    theirs = {cell["id"]: cell for cell in translated["cells"]}
    if unknown := [each for each in cells if each not in ours or each not in theirs]:
        message = text(
            "{path} and its English notebook should both have each cell; not so: {cells}. "
            "`uv run enclair translations` names the cells to look at."
        )
        raise NotebookError(message.format(path=path, cells=", ".join(unknown)))
    changed = []
    for identity in cells:
        note = theirs[identity]["metadata"].setdefault("enclair", {})
        now = digest(source(ours[identity]))
        if note.get("english") != now:
            note["english"] = now
            changed.append(identity)
    store(path, dumps(translated))
    return changed
