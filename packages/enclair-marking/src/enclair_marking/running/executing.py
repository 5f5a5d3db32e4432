"""Running a submission in the sandbox: a step of nbgrader, in place of its own.

A kernel that is dead, out of memory or deaf is replaced by a new one, in which what had come to its end runs
again: so no task loses its turn because of another.
"""

import compileall
import re
import sys
import time
from functools import cache, partial
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Int

from enclair.checks import results
from enclair_marking.course import files
from enclair_marking.running import judging
from enclair_marking.running.bounds import PRINTED
from enclair_marking.running.child_process import with_limits
from enclair_marking.running.outputs import Outputs
from enclair_marking.sandbox.client import Sandbox
from enclair_marking.sandbox.inside import EndedError

#: Where the notebook keeps what each check said, and what the teacher is told, as keys of `en.toml`.
RESULT = "enclair_result"
#: How many kernels one submission may wear out.
KERNELS = 6
#: Seconds of processor time that it may take to judge one answer.
JUDGING = 3

# What no task asks for, and what those need who mark themselves or look around.
_UNUSUAL = re.compile(
    r"__eq__|__traceback__|__class__|__dict__|getattr|__builtins__|__import__|__main__|/proc/|"
    r"\b(tb|f|gi|cr)_(frame|back|globals|locals)\b|\bimport\s+sys\s+as\b|input_transformer|get_ipython|"
    r"\bsys\.(modules|set|monitoring|_|\w+hook|meta_path|std\w+\s*=[^=])|\bgc\.|\bos\.|\bopen\(|\bexec\(|"
    r"\beval\(|\([\"']https?:|\b(set|del)attr\(|\b(vars|globals)\(|\b_checks\b|\benclair\.|\bcheck\s*=|"
    r"\bcheck\.\w+\s*=|\b(builtins|ctypes|importlib|ipykernel|pathlib|socket|subprocess|urllib|zmq)\b|"
    r"\b(import|from)\s+(faulthandler|http|httpx|inspect|multiprocessing|os|pickle|requests|resource|signal)\b|"
    r"\bfrom\s+sys\b|\bimport\s+enclair\b|\bfrom\s+enclair\s+import\b.*\b(checks|lessons)\b|\bIPython\.core"
)
_SYNTAX = ("IndentationError", "SyntaxError", "TabError")
_MEMORY = re.compile("MemoryError|Cannot allocate memory")


@cache
def kernel_settings() -> dict[str, Any]:
    """Return what a kernel is started with on this computer: nothing of a course or a student.

    What it reads it cannot write: else each one would compile the kit, and look for fonts, again.
    """
    from matplotlib import font_manager, get_cachedir

    kit, marking = (Path(str(package_files(name))).resolve() for name in ("enclair", "enclair_marking"))
    # In a copy of the repository each package stands in a folder src/, with the cases beside that of the kit.
    beside = kit.parents[1] / "datasets"
    readable = [kit.parent, marking.parent, beside] if beside.is_dir() else [kit, marking]
    for package in (kit, marking):
        compileall.compile_dir(package, quiet=2)
    assert font_manager.fontManager
    fonts = Path(get_cachedir()).glob("fontlist-*.json")
    return {
        # By its path, and -P: a module of a student's must not take its place.
        "program": [sys.executable, "-P", str(marking / "running" / "kernel.py")],
        "readable": [*map(str, readable)],
        "files": {f".cache/matplotlib/{path.name}": path.read_text(encoding="utf-8") for path in fonts},
        "environment": {"MPLBACKEND": "module://matplotlib_inline.backend_inline"},
    }


class ExecuteClosed(NbGraderPreprocessor):  # type: ignore[misc, unused-ignore]
    """Runs a notebook in the sandbox, and notes in it what a teacher should know."""

    timeout = Int(20, help="Seconds for one cell.").tag(config=True)
    budget = Int(60, help="Seconds for a notebook.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Run ``nb``."""
        self._end = time.monotonic() + self.budget
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
        checks = self._checks(cells, results.tasks(released), lang)
        nb.metadata[RESULT] = {"checks": checks, "notes": list(self._notes)}
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
        if not cell.metadata.get("nbgrader", {}).get("grade"):
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
        if done.get("too_much") or self._kernel.cut:
            self._notes["huge-output"] = None
        if any(map(_MEMORY.search, errors)):
            self._notes["memory"] = None
            self._replace()  # the next cells have theirs
        if done.get("broken"):
            raise EndedError("changed-check")

    def _checks(self, cells: list[NotebookNode], tasks: dict[str, str], lang: str) -> dict[str, Any]:
        """Return what each check said, judged once more, and note what a teacher should look at."""
        checks = {}
        for cell in cells:
            marked = cell.metadata.get("nbgrader", {})
            if cell.source not in self._given and _UNUSUAL.search(cell.source):
                self._notes["unusual"] = None
            if marked.get("solution") and any(output.get("ename") in _SYNTAX for output in cell.outputs):
                self._notes["syntax"] = None
            if marked.get("grade"):
                check = tasks.get(marked["grade_id"], "")
                if marked["points"] and not cell.outputs.failed:
                    self._judge(cell, check, lang)
                if feedback := _feedback(check, cell.outputs):
                    checks[marked["grade_id"]] = feedback
                elif marked["points"] and not cell.outputs.failed:
                    self._notes["no-word"] = None
        return checks

    def _judge(self, cell: NotebookNode, check: str, lang: str) -> None:
        """Judge what passed once more, outside; what does not pass here costs the task its points."""
        values = cell.outputs.values
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
                self._kernel = Sandbox(**kernel_settings())
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


def _feedback(check: str, outputs: Outputs) -> dict[str, Any] | None:
    """Return what the check of a cell said, or None if it is not one true sentence of it."""
    shown = results.feedback(outputs)
    one = shown[0] if len(shown) == 1 else {}
    return one if (one.get("check"), one.get("passed")) == (check, not outputs.failed) else None
