"""The one form in which notebooks are stored: the same notebook is always the same bytes.

JupyterLab writes run counts, outputs, versions and its own notes into a file each time it is saved; stored
as they come, every change would hide among them.
"""

import copy
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from enclair.stopping import write_atomically
from enclair.text.errors import PlainError
from enclair.text.locale import NOT_TEXT, text
from enclair_tools.progress import bar

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
LANGUAGE = {"name": "python"}

#: Cells with this tag keep their outputs: prose quotes them, and nbval compares them.
KEEP_OUTPUTS = "nbval-check-output"

#: The run count of every cell that keeps outputs.
RUN = 1

#: What programs note about a run or a screen, and nobody wrote.
CELL_NOISE = {"execution", "ExecuteTime", "collapsed", "scrolled", "trusted", "vscode"}
NOTEBOOK_NOISE = {"widgets", "signature", "toc", "vscode", "celltoolbar"}


class NotebookError(PlainError, ValueError):
    """A file that cannot be used as a notebook, or a notebook whose marks cannot be followed."""


def canonical(notebook: dict[str, Any]) -> dict[str, Any]:
    """Return ``notebook`` (as read from JSON, format 4) in the canonical form; the argument is not changed.

    Run counts and outputs are gone, but in cells tagged ``nbval-check-output``, which keep their outputs
    under run count 1; kernel and language are always the same; each cell has an id, its own or else one made
    from its place.
    """
    metadata = {key: value for key, value in notebook["metadata"].items() if key not in NOTEBOOK_NOISE}
    metadata |= {"kernelspec": KERNEL, "language_info": LANGUAGE}
    cells: list[dict[str, Any]] = []
    seen: set[str] = set()
    for number, cell in enumerate(notebook["cells"], start=1):
        identity = _free(cell.get("id") or f"cell-{number:02d}", seen)
        seen.add(identity)
        cells.append(_cell(cell, identity))
    return copy.deepcopy({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _free(identity: str, seen: set[str]) -> str:
    """Return ``identity``, with a number behind it if another cell has it already (a copied cell)."""
    free, number = identity, 2
    while free in seen:
        free, number = f"{identity}-{number}", number + 1
    return free


def _cell(cell: dict[str, Any], identity: str) -> dict[str, Any]:
    """Return one cell in the canonical form."""
    metadata = {key: value for key, value in cell["metadata"].items() if key not in CELL_NOISE}
    lines = "".join(cell["source"]).replace("\r\n", "\n").splitlines(keepends=True)
    clean = cell | {"id": identity, "metadata": metadata, "source": lines}
    if cell["cell_type"] == "code":
        keep = KEEP_OUTPUTS in metadata.get("tags", ())
        clean["outputs"] = [_output(output) for output in cell.get("outputs", ())] if keep else []
        # nbval takes a cell that has outputs and no run count for one that was never run, and fails.
        clean["execution_count"] = RUN if clean["outputs"] else None
    return clean


def _output(output: dict[str, Any]) -> dict[str, Any]:
    """Return an output with the one run count that is stored; the format has one for results alone."""
    clean = {key: value for key, value in output.items() if key != "execution_count"}
    return clean | ({"execution_count": RUN} if clean["output_type"] == "execute_result" else {})


def dumps(notebook: dict[str, Any]) -> str:
    """Return the text of the canonical form of ``notebook``."""
    return json.dumps(canonical(notebook), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def read(path: Path) -> dict[str, Any]:
    """Return the notebook in the file ``path``, as JSON holds it."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = text("{path}: there is no such file. Check the name.")
        raise NotebookError(message.format(path=path)) from None
    except UnicodeDecodeError as error:
        raise NotebookError(text(NOT_TEXT).format(path=path)) from error
    except (json.JSONDecodeError, RecursionError) as error:
        message = text(
            "{path}: expected a notebook (JSON), found something else on line {line}. "
            "Open it in JupyterLab, or take it back from Git."
        )
        raise NotebookError(message.format(path=path, line=getattr(error, "lineno", 1))) from error
    if not isinstance(notebook, dict) or notebook.get("nbformat") != 4 or not _has_cells(notebook):
        message = text(
            "{path}: expected a notebook of format 4, found another JSON file, a broken or an older "
            "notebook. Open it in JupyterLab and save it."
        )
        raise NotebookError(message.format(path=path))
    return notebook


def _has_cells(notebook: dict[str, Any]) -> bool:
    """Return whether ``notebook`` has metadata and a list of cells, each with what every cell has."""
    cells = notebook.get("cells")
    return (
        isinstance(cells, list)
        and isinstance(notebook.get("metadata"), dict)
        and all(isinstance(cell, dict) and {"cell_type", "metadata", "source"} <= set(cell) for cell in cells)
    )


def _with_bar(paths: Iterable[Path]) -> Iterable[Path]:
    """Return ``paths``, with a bar while they are gone through."""
    return bar(list(paths), what="canonical form", unit="notebook")


def write(paths: Iterable[Path]) -> list[Path]:
    """Put the files ``paths`` into the canonical form and return those that changed."""
    return [path for path in _with_bar(paths) if write_if_changed(path, dumps(read(path)))]


def check(paths: Iterable[Path]) -> list[Path]:
    """Return those of the files ``paths`` that are not in the canonical form; nothing is written."""
    return [path for path in _with_bar(paths) if not is_current(path, dumps(read(path)))]


def is_current(path: Path, content: str) -> bool:
    """Return whether a file holds just ``content``."""
    return path.is_file() and path.read_bytes() == content.encode()


def write_if_changed(path: Path, content: str) -> bool:
    """Write ``content`` to ``path`` if the file does not hold it yet; return whether it was written."""
    if is_current(path, content):
        return False
    write_atomically(path, content.encode())
    return True
