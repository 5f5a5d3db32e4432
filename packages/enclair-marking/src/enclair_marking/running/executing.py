"""Running a submission in the sandbox: a step of nbgrader, in place of its own.

A kernel that is dead, out of memory or deaf is replaced by a new one, in which what had come to its end runs
again: so no task loses its turn because of another.
"""

import re
import time
from functools import partial
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Int

from enclair.checks import results
from enclair_marking.course import files
from enclair_marking.course.folder import KERNEL
from enclair_marking.running import judging
from enclair_marking.running.bounds import PRINTED
from enclair_marking.running.child_process import with_limits
from enclair_marking.running.outputs import Outputs
from enclair_marking.sandbox.client import Sandbox
from enclair_marking.sandbox.inside import EndedError

#: Where the notebook keeps what the teacher is told: keys of `en.toml`.
NOTES = "enclair_notes"
#: How many kernels one submission may wear out.
KERNELS = 6
#: Seconds of processor time that it may take to judge one answer.
JUDGING = 3

_MEMORY = re.compile("MemoryError|Cannot allocate memory")
_DISK = re.compile("No space left|File too large|Disk quota")


class ExecuteClosed(NbGraderPreprocessor):  # type: ignore[misc, unused-ignore]
    """Runs a notebook in the sandbox, and notes in it what a teacher should know."""

    timeout = Int(20, help="Seconds for one cell.").tag(config=True)
    budget = Int(60, help="Seconds for a notebook.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Run ``nb``."""
        self._end = time.monotonic() + self.budget
        self._settings = files.read(Path(KERNEL))
        self._kernel: Sandbox | None = None
        self._notes: dict[str, None] = {}
        self._good: list[Any] = []  # what came to its end, checks apart
        exercise, lang = resources["nbgrader"]["assignment"], nb.metadata["enclair"]["lang"]
        released = files.exercise(Path(), "release", exercise, lang)
        self._given = {"".join(cell["source"]) for cell in released["cells"]}
        self._kernels, self._room = 0, PRINTED
        cells = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        try:
            for number, cell in enumerate(cells, 1):
                cell.execution_count = number
                cell.outputs = self._outputs(cell)
        finally:
            self._replace()
        self._judge(cells, results.tasks(released), lang)
        nb.metadata[NOTES] = list(self._notes)
        nb.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
        return nb, resources

    def _outputs(self, cell: NotebookNode) -> Outputs:
        """Return what ``cell`` said, in a kernel in which those before it have run."""
        outputs, endless = Outputs(self._room), not self._ready()
        try:
            if self._kernel and not endless:
                endless = bool(self._kernel.run(cell.source, self._seconds(), outputs.hear))
                self._look(outputs)
        except EndedError as error:
            endless = endless or str(error) == "endless"
            self._notes[str(error)] = None
            self._replace()
            if not endless:
                outputs.error("DeadKernelError")
        if endless:
            self._notes["endless"] = None
            outputs.error("CellTimeoutError")
        if outputs.left_out:
            self._notes["huge-output"] = None
        self._room = outputs.room
        if not _marked(cell).get("grade"):
            outputs.values.clear()
            self._good += [] if outputs.failed else [cell]
        return outputs

    def _look(self, outputs: Outputs) -> None:
        """Note what a cell did, and end a kernel of no further use."""
        assert self._kernel
        done = outputs.done
        if done.get("error") and not outputs.failed:
            outputs.error(str(done["error"])[:100])
        errors = [f"{one.ename}: {one.evalue}" for one in outputs if one.output_type == "error"]
        signs = {
            "huge-output": done.get("too_much") or self._kernel.cut,
            "network": done.get("network"),
            "memory": any(map(_MEMORY.search, errors)),
            "disk": any(map(_DISK.search, errors)),
        }
        self._notes |= {key: None for key, sign in signs.items() if sign}
        if done.get("broken"):
            raise EndedError("changed-check")
        if signs["memory"]:  # the next cells have theirs
            self._replace()

    def _judge(self, cells: list[NotebookNode], tasks: dict[str, str], lang: str) -> None:
        """Judge what passed once more, outside; what does not pass here costs the task its points."""
        for cell in cells:
            if not _marked(cell).get("points") or cell.outputs.failed:
                continue
            check, values = tasks.get(_marked(cell)["grade_id"], ""), cell.outputs.values
            if not check or not values:  # it passed, and no check has seen a value
                self._notes["changed-check"] = None
            # Apart: a value with which one is busy costs no other.
            elif not check.startswith(judging.FIGURES) and not with_limits(
                partial(judging.passed, check, values, lang), JUDGING
            ):
                self._notes["changed-check"] = None
                cell.outputs = Outputs()
                cell.outputs.error("CheckFailed")

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
                began = time.monotonic()
                self._kernel = Sandbox(**self._settings)
                self._end += time.monotonic() - began  # on a busy computer that takes its time
                for cell in list(self._good):
                    outputs = Outputs()
                    if self._kernel.run(cell.source, self._seconds(), outputs.hear) or outputs.failed:
                        self._good.remove(cell)
            except EndedError as error:
                if self._kernels == 1:
                    raise RuntimeError("DeadKernelError") from error  # no student's fault
                self._notes[str(error)] = None
                self._replace()
        return self._kernel is not None


def _marked(cell: NotebookNode) -> dict[str, Any]:
    marked: dict[str, Any] = cell.metadata.get("nbgrader", {})
    return marked
