"""Running a submission in the sandbox: a step of nbgrader, in place of its own.

A kernel that is dead, out of memory or deaf is replaced by a new one, in which what had come to its end runs
again: so no task loses its turn because of another.
"""

import re
import time
from functools import cache
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Int, Unicode

from enclair_marking.course.files import released_sources
from enclair_marking.running import tamper_check
from enclair_marking.running.closed_kernel import ClosedKernel, EndedError
from enclair_marking.running.outputs import Outputs

#: Where the notebook keeps what the teacher is told: keys of `en.toml`.
NOTES = "enclair_notes"
#: How many kernels one submission may wear out.
KERNELS = 6

_MEMORY = re.compile("MemoryError|Cannot allocate memory")
_DISK = re.compile("No space left|File too large|Disk quota")

digest = cache(tamper_check.digest)


class ExecuteClosed(NbGraderPreprocessor):  # type: ignore[misc, unused-ignore]
    """Runs a notebook in the sandbox, and notes in it what a teacher should know."""

    kernel_name = Unicode("enclair-sandbox").tag(config=True)
    timeout = Int(20, help="Seconds for one cell.").tag(config=True)
    budget = Int(60, help="Seconds for a notebook.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Run ``nb``."""
        self._end = time.monotonic() + self.budget
        self._folder = resources["metadata"]["path"]
        self._kernel: ClosedKernel | None = None
        self._notes: dict[str, None] = {}
        self._good: list[Any] = []  # what came to its end, checks apart
        exercise = resources["nbgrader"]["assignment"]
        self._given = released_sources(Path(), exercise, nb.metadata["enclair"]["lang"])
        self._kernels = self._printed = 0
        cells = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        try:
            for number, cell in enumerate(cells, 1):
                cell.execution_count = number
                cell.outputs = self._outputs(cell, last=number == len(cells))
        finally:
            self._replace()
        nb.metadata[NOTES] = list(self._notes)
        nb.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
        return nb, resources

    def _outputs(self, cell: NotebookNode, last: bool) -> list[Any]:
        """Return what ``cell`` said, in a kernel in which those before it have run."""
        outputs = Outputs()
        try:
            if not self._ready():
                self._notes["endless"] = None
                outputs.error("CellTimeoutError")
                return outputs
            assert self._kernel
            stopped = self._kernel.run(cell.source, self._seconds(), outputs)
            if stopped == "lost":
                raise EndedError("huge-output")
            if stopped:
                self._notes["endless"] = None
                outputs.error("CellTimeoutError")
            self._look(outputs, last)
        except EndedError as error:
            self._notes[str(error)] = None
            self._replace()
            outputs.error("CellTimeoutError" if str(error) == "endless" else "DeadKernelError")
        self._printed = outputs.shorten(self._printed)
        if outputs.left_out:
            self._notes["huge-output"] = None
        if not outputs.failed and not cell.metadata.get("nbgrader", {}).get("grade"):
            self._good.append(cell)
        return outputs

    def _look(self, outputs: Outputs, last: bool) -> None:
        """Note what a cell did, and end a kernel of no further use."""
        assert self._kernel
        memory = outputs.tells(_MEMORY)
        report = self._kernel.look(last=last, memory=memory)
        names = report.get("changed")
        changed = {str(name) for name in names} if isinstance(names, list) else {"?"}
        signs = {
            "huge-output": report.get("too_much") or self._kernel.cut_off or outputs.full,
            "network": report.get("network"),
            "changed-check": changed or (last and report.get("digest") != digest()),
            "memory": memory,
            "disk": outputs.tells(_DISK),
        }
        self._notes |= {key: None for key, sign in signs.items() if sign}
        if "builtins" in changed:
            raise EndedError("changed-check")
        if report.get("full"):
            self._replace()

    def _seconds(self) -> float:
        """Return the time of the next cell: a part of what is left, so that there is always some left."""
        return max(1.0, min(self.timeout, (self._end - time.monotonic()) / 3))

    def _replace(self) -> None:
        if self._kernel:
            self._kernel.end()
        self._kernel = None

    def _ready(self) -> bool:
        """Return whether there is a kernel; a new one runs again what had come to its end."""
        if time.monotonic() > self._end:
            return False
        while not self._kernel and self._kernels < KERNELS and time.monotonic() < self._end:
            self._kernels += 1
            if self._kernels > 2:  # twice is no accident: without what nobody asked for
                self._good = [
                    cell for cell in self._good if cell.source in self._given or cell.metadata.get("nbgrader")
                ]
            try:
                self._kernel = ClosedKernel(self.kernel_name, self._folder)
                for cell in list(self._good):
                    outputs = Outputs()
                    if self._kernel.run(cell.source, self._seconds(), outputs) or outputs.failed:
                        self._good.remove(cell)
            except EndedError as error:
                if self._kernels == 1:
                    raise RuntimeError("DeadKernelError") from error  # no student's fault
                self._notes[str(error)] = None
                self._replace()
        return self._kernel is not None
