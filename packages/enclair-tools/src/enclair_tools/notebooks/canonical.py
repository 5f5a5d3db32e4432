"""The one form in which notebooks are stored: the same notebook is always the same bytes.

JupyterLab writes run counts, outputs, versions and its own notes into a file each time it is saved; stored
as they come, every change would hide among them.
"""

import copy
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from enclair.command.reset_exercise import is_backup
from enclair.stopping import write_atomically
from enclair.text.errors import PlainError
from enclair_tools import say

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
#: Cells with this tag keep their outputs: prose quotes them, and nbval compares them.
KEEP_OUTPUTS = "nbval-check-output"
#: What programs note about a run or a screen, and nobody wrote.
CELL_NOISE = {"execution", "ExecuteTime", "collapsed", "scrolled", "trusted", "vscode"}
NOTEBOOK_NOISE = {"widgets", "signature", "toc", "vscode", "celltoolbar"}


def canonical(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return ``notebook`` (as read from JSON, format 4) in the canonical form; the argument is not changed.

    Run counts and outputs are gone, but in cells tagged ``nbval-check-output``; kernel and language are
    always the same; a cell without an id gets one made from its place.
    """
    metadata = {key: value for key, value in notebook["metadata"].items() if key not in NOTEBOOK_NOISE}
    metadata |= {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    cells: dict[str, dict[str, Any]] = {}
    for place, cell in enumerate(notebook["cells"], start=1):
        identity = cell.get("id") or f"cell-{place:02d}"
        while identity in cells:  # a copied cell, whose translation would never be missed
            identity += "-copy"
        cells[identity] = _cell(cell, identity)
    made = {"cells": [*cells.values()], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return copy.deepcopy(made)


def _cell(cell: dict[str, Any], identity: str) -> dict[str, Any]:
    metadata = {key: value for key, value in cell["metadata"].items() if key not in CELL_NOISE}
    source = "".join(cell["source"]).replace("\r\n", "\n")
    clean = cell | {"id": identity, "metadata": metadata, "source": source}
    if cell["cell_type"] == "code":
        outputs = cell["outputs"] if KEEP_OUTPUTS in metadata.get("tags", ()) else []
        # nbval takes a cell that has outputs and no run count for one that was never run, and fails.
        run = {"execution_count": 1 if outputs else None}
        clean["outputs"] = [output | run if "execution_count" in output else output for output in outputs]
        clean |= run
    return clean


def dumps(notebook: dict[str, Any]) -> str:
    """Return the text of the canonical form of ``notebook``: sources line by line, as Git compares them."""
    stored = canonical(notebook)
    for cell in stored["cells"]:
        cell["source"] = cell["source"].splitlines(keepends=True)
    return json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(path: Path) -> dict[str, Any]:
    """Return the notebook in the file ``path``, as JSON holds it, the source of each cell as one text."""
    with suppress(ValueError, RecursionError, KeyError, TypeError):
        notebook = dict(json.loads(path.read_text(encoding="utf-8")))
        parts = notebook["nbformat"], type(notebook["metadata"]), type(notebook["cells"])
        needed = {"cell_type", "metadata", "source"}
        if parts == (4, dict, list) and all(needed <= {*cell} for cell in notebook["cells"]):
            for cell in notebook["cells"]:
                cell["source"] = "".join(cell["source"])
            return notebook
    raise PlainError(say("notebooks.unreadable", path=path))


def paths(root: Path, folder: str, lang: str = "*") -> list[Path]:
    """Return the notebooks in a folder of the checkout ``root``, but for backups of exercises."""
    return [path for path in sorted(root.glob(f"{folder}/{lang}/*.ipynb")) if not is_backup(path)]


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each notebook of the checkout ``root``, and its canonical form."""
    for folder in ("notebooks", "solutions", "exercises"):
        yield from ((path, dumps(read(path))) for path in paths(root, folder))


def is_current(path: Path, content: str) -> bool:
    """Return whether a file holds just ``content``."""
    return path.is_file() and path.read_bytes() == content.encode()


def write_if_changed(path: Path, content: str) -> bool:
    """Write ``content`` to ``path`` if the file does not hold it yet; return whether it was written."""
    if is_current(path, content):
        return False
    write_atomically(path, content.encode())
    return True
