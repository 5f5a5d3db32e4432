"""Making exercises from their solutions: what stands between the two marks is taken out.

The marks are nbgrader's, and nbgrader's own ``ClearSolutions`` takes the answers out, so that a teacher can
go on to a full nbgrader course without editing. It lets some slips through (a closing mark without an opening
one, a mark with a spelling mistake); these stop the build here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

from enclair.text.locale import use_locale
from enclair.text.toml import sentences
from enclair_tools.notebooks.canonical import NotebookError, canonical, dumps, read

#: What stands in place of an answer in code; `text_stub` is for words.
CODE_STUB = "raise NotImplementedError"

say = sentences(__package__)

_MARKS = {"code": "### {} SOLUTION", "markdown": "<!-- {} SOLUTION -->"}
# What looks like a mark, and stops the build if it is none: a loud comment that begins, ends or solves
# something (a heading in Markdown is no comment), or the words that nbgrader itself would follow.
_NBGRADERS = r"(begin|end)[ _-]*(solution|hidden tests|mark scheme)"
_LIKE_A_MARK = {
    "code": re.compile(rf"^\s*###+\s*(begin|end)\b|^\s*###+.*\bsolution\b|{_NBGRADERS}", re.IGNORECASE),
    "markdown": re.compile(rf"<!--\s*(begin|end)\b|<!--.*\bsolution\b|{_NBGRADERS}", re.IGNORECASE),
}


def faults(notebook: dict[str, Any], name: str) -> Iterator[str]:
    """Yield what is wrong with the marks of a solution, one sentence each with file, cell and line."""
    for number, cell in enumerate(notebook["cells"], 1):
        begin, end = (_MARKS.get(cell["cell_type"], "").format(word) for word in ("BEGIN", "END"))
        like = _LIKE_A_MARK.get(cell["cell_type"], _LIKE_A_MARK["code"])
        place = f"{name}, cell {number} ({cell.get('id') or 'no id'}), line"
        opened = seen = 0
        for at, line in enumerate("".join(cell["source"]).split("\n"), 1):
            if line.strip() == begin != "":
                seen += 1
                if opened:
                    yield f"{place} {at}: a solution begins inside the one of line {opened}; end that first."
                opened = opened or at
            elif line.strip() == end != "":
                if not opened:
                    yield f"{place} {at}: a solution ends that never began; add the BEGIN mark above."
                opened = 0
            elif like.search(line):
                marks = (
                    f"the marks of this cell are {begin} and {end}." if begin else "this cell can have none."
                )
                yield f"{place} {at}: “{line.strip()}” is not a known mark; {marks}"
        if opened:
            yield f"{place} {opened}: the solution that begins here never ends; add the END mark."
        is_solution = cell["metadata"].get("nbgrader", {}).get("solution", False)
        if seen and not is_solution:
            yield f"{place} 1: the cell has marks, but its nbgrader metadata do not say solution: true."
        if is_solution and not seen:
            yield f"{place} 1: nbgrader's metadata say that this is a solution, but the cell has no marks."


def text_stub(notebook: dict[str, Any]) -> str:
    """Return what stands in place of an answer in words, in the language of ``notebook``."""
    with use_locale(notebook["metadata"].get("enclair", {}).get("lang", "")):
        return say("exercises.answer")


def make(solution: dict[str, Any], name: str = "solution") -> dict[str, Any]:
    """Return the exercise of ``solution`` (a notebook as read from JSON) in the canonical form.

    A `NotebookError` names file (``name``), cell and line of every mark that is unknown, nested or unclosed.
    """
    # Imported here: a second of start-up that only this needs.
    from traitlets.config import Config

    from enclair_tools.notebooks.clearing import ClearAnswers

    if problems := [*faults(solution, name)]:
        raise NotebookError("\n".join(problems))
    options = {"code_stub": {"python": CODE_STUB}, "text_stub": text_stub(solution)}
    clear = ClearAnswers(config=Config({"ClearSolutions": options}))
    cleared, _ = clear.preprocess(nbformat.v4.reads(dumps(solution)), {})
    for cell in cleared.cells:
        cell.metadata.pop("enclair", None)  # which English text a translated solution renders
        if cell.cell_type == "code":
            cell.outputs = []  # also those that a solution keeps: they may show the answer
    return canonical(cleared)


def fresh(path: Path) -> bytes:
    """Return the exercise of the solution in the file ``path``, for `enclair reset`."""
    return dumps(make(read(path), path.name)).encode()


def pairs(root: Path) -> list[tuple[Path, Path]]:
    """Return each solution below ``root`` with the exercise that is made from it, in order of their names."""
    solutions = sorted((root / "solutions").glob("*/*.ipynb"))
    return [(path, root / "exercises" / path.relative_to(root / "solutions")) for path in solutions]


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each exercise of the checkout ``root`` with the text that it should hold."""
    for solution, exercise in pairs(root):
        yield exercise, dumps(make(read(solution), solution.relative_to(root).as_posix()))
