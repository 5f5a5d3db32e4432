"""Making exercises from their solutions: what stands between the two marks is taken out.

The marks are nbgrader's, and nbgrader's own ``ClearSolutions`` takes the answers out, so that a teacher can
go on to a full nbgrader course without editing. Slips that it lets through stop the build here.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from enclair.text.errors import PlainError
from enclair.text.locale import text
from enclair_tools.notebooks.canonical import canonical, dumps, paths, read

#: What stands in place of an answer in code; `text_stub` is for words.
CODE_STUB = "raise NotImplementedError"

#: What looks like a mark and was none for nbgrader, or is one that exercises do not use.
_LIKE_A_MARK = re.compile(
    r"(?:(?:###|<!--) ?(?:begin|end) |(?:begin|end)[ _-](?:solution|hidden|mark)).*", re.IGNORECASE
)


def text_stub(notebook: dict[str, Any]) -> str:
    """Return what stands in place of an answer in words, in the language of ``notebook``."""
    lang = notebook["metadata"].get("enclair", {}).get("lang", "")
    return text("*Write your answer here: double-click this text.*", lang)


def make(solution: dict[str, Any], name: str = "solution") -> dict[str, Any]:
    """Return the exercise of ``solution`` (a notebook as read from JSON) in the canonical form.

    A `PlainError` names file (``name``) and cell of a mark that is unknown, nested or unclosed.
    """
    # Imported here: a second of start-up that only this needs.
    from enclair_tools.notebooks.clearing import ClearAnswers

    clear = ClearAnswers(code_stub={"python": CODE_STUB}, text_stub=text_stub(solution))
    cleared = canonical(solution)
    for place, cell in enumerate(cleared["cells"]):
        marks = [cell.source.count(f"{word} SOLUTION") for word in ("BEGIN", "END")]
        is_solution = cell.metadata.get("nbgrader", {}).get("solution", False)
        try:
            clear.preprocess_cell(cell, {"language": "python"}, place)
            if like := _LIKE_A_MARK.search(cell.source):
                raise RuntimeError(f"“{like[0].strip()}” is not a known mark")
            if marks[0] != marks[1] or (is_solution and not any(marks)):
                raise RuntimeError("expected a BEGIN SOLUTION and an END SOLUTION for each answer")
        except RuntimeError as error:
            raise PlainError(f"{name}, cell {place + 1} ({cell.id}): {error}") from error
        cell.metadata.pop("enclair", None)  # what stood in place of the answer
        if cell.cell_type == "code":
            cell.outputs = []  # also those that a solution keeps: they may show the answer
    return canonical(cleared)


def fresh(path: Path) -> bytes:
    """Return the exercise of the solution in the file ``path``, for `enclair reset`."""
    return dumps(make(read(path), path.name)).encode()


def pairs(root: Path) -> list[tuple[Path, Path]]:
    """Return each solution below ``root`` with the exercise that is made from it, in order of their names."""
    solutions = root / "solutions"
    return [(path, root / "exercises" / path.relative_to(solutions)) for path in paths(root, "solutions")]


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each exercise of the checkout ``root`` with the text that it should hold."""
    for solution, exercise in pairs(root):
        yield exercise, dumps(make(read(solution), solution.relative_to(root).as_posix()))
