"""The one form in which notebooks are stored: the same notebook is always the same bytes.

JupyterLab writes run counts, outputs, versions and its own notes into a file each time it is saved; stored
as they come, every change would hide among them.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat

from enclair.command.reset_exercise import BACKUP_MARK
from enclair.text.errors import PlainError
from enclair_tools import say

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
#: Cells with this tag keep their outputs: prose quotes them, and nbval compares them.
KEEP_OUTPUTS = "nbval-check-output"
#: What programs note about a run or a screen, and nobody wrote.
NOISE = {"execution", "collapsed", "scrolled", "vscode", "widgets", "toc"}


def canonical(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return ``notebook`` (of format 4) in the canonical form; the argument is not changed.

    Run counts and outputs are gone, but in cells tagged ``nbval-check-output``; kernel and language are
    always the same.
    """
    made: dict[str, Any] = nbformat.from_dict(notebook)
    made |= {"nbformat": 4, "nbformat_minor": 5}
    for part in (made, *made["cells"]):
        part["metadata"] = {key: value for key, value in part["metadata"].items() if key not in NOISE}
    made["metadata"] |= {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    for cell in made["cells"]:
        cell.source = "".join(cell.source).replace("\r\n", "\n")
        if cell.cell_type == "code":
            if KEEP_OUTPUTS not in cell.metadata.get("tags", ()):
                cell.outputs = []
            # nbval takes a cell that has outputs and no run count for one that was never run, and fails.
            cell.execution_count = 1 if cell.outputs else None
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = 1
    return made


def dumps(notebook: dict[str, Any]) -> str:
    """Return the text of the canonical form of ``notebook``: sources line by line, as Git compares them."""
    return f"{nbformat.v4.writes(canonical(notebook))}\n"


def read(path: Path) -> dict[str, Any]:
    """Return the notebook in the file ``path``, the source of each cell as one text."""
    broken = AttributeError, LookupError, RecursionError, TypeError, ValueError, nbformat.ValidationError
    with suppress(*broken):  # all that JSON may be
        notebook: dict[str, Any] = nbformat.v4.reads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:  # nbformat's `upgrade` would give each a new id
            cell.id = cell.get("id") or nbformat.v4.new_raw_cell().id
        notebook["nbformat_minor"] = 5
        nbformat.validate(notebook, version=4)
        return notebook
    raise PlainError(say("notebooks.unreadable", path=path))


def paths(root: Path, folder: str, lang: str = "*") -> list[Path]:
    """Return the notebooks in a folder of the checkout ``root``, but for backups of exercises."""
    return [path for path in sorted(root.glob(f"{folder}/{lang}/*.ipynb")) if BACKUP_MARK not in path.name]


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each notebook of the checkout ``root``, and its canonical form."""
    for folder in ("notebooks", "solutions", "exercises"):
        yield from ((path, dumps(read(path))) for path in paths(root, folder))
