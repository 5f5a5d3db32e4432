"""Run a notebook once and keep what its cells gave."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbconvert.preprocessors import CoalesceStreamsPreprocessor
from nbformat import NotebookNode
from traitlets.config import Config

from enclair.text.errors import PlainError
from enclair_tools import say

#: Nobody else on this computer reads along, and no kernel warns of it in the middle of a progress bar.
ENCRYPTED = Config(KernelManager={"transport_encryption": "auto"})  # as jupyter_lab_config.py has it


def execute_file(path: Path, notebook: dict[str, Any], may_fail: bool = False) -> NotebookNode:
    """Run the ``notebook`` of the file ``path`` in its folder and return it with its outputs.

    A `PlainError` if a cell fails (unless it ``may_fail``, as in an exercise, or has the tag
    "raises-exception"), takes over a minute, or its kernel dies.
    """
    client = NotebookClient(
        nbformat.from_dict(notebook),
        timeout=60,
        kernel_name="python3",
        allow_errors=True,
        config=ENCRYPTED,
        resources={"metadata": {"path": str(path.parent)}},
    )
    try:
        # In a thread, since in the main one nbclient takes Ctrl+C for itself.
        with ThreadPoolExecutor(1) as pool:
            executed = pool.submit(client.execute).result()
    except (CellTimeoutError, DeadKernelError) as error:
        raise PlainError(say("notebooks.stopped", path=path, error=error)) from error
    # What one `print` says may come in pieces; nbclient's own option would move it past displays.
    coalesce: Any = CoalesceStreamsPreprocessor()  # type: ignore[no-untyped-call]
    done: NotebookNode = coalesce.preprocess(executed, {})[0]
    for cell in done.cells if not may_fail else ():
        errors = [output for output in cell.get("outputs", ()) if output.output_type == "error"]
        if errors and "raises-exception" not in cell.metadata.get("tags", ()):
            problem = f"{errors[0].ename}: {errors[0].evalue}"
            raise PlainError(say("notebooks.failed", path=path, cell=cell.id, error=problem))
    return done
