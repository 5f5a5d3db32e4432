"""What this kit adds to nbgrader's own steps, and how nbgrader is called."""

import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

from nbformat.v4 import new_markdown_cell
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from traitlets import Bool, Int

from enclair.checks import MIME
from enclair.marking import say
from enclair.marking.files import of_language, read

#: What a page may show of an output: all else could run, or fetch something.
PLAIN = ("text/plain", "image/png", "image/jpeg", MIME)
#: The tag of cells that only a teacher sees.
FOR_TEACHERS = "enclair-for-teachers"
_ENDED = re.compile(r"<!-- (BEGIN|END) SOLUTION -->\n?")


class ExecuteClosed(Execute):  # type: ignore[misc, unused-ignore]
    """Runs a notebook in the sandbox, with an end: in time for all its cells, and in what it may say."""

    timeout = Int(20, help="Seconds for one cell.").tag(config=True)
    budget = Int(120, help="Seconds for a notebook; then each cell gets two more.").tag(config=True)
    # What a flood of output swallows is not worth the whole notebook.
    iopub_timeout = Int(15)
    raise_on_iopub_timeout = Bool(False)
    most = Int(1 << 20, help="Bytes that the outputs of one cell may have.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any, km: Any = None) -> Any:
        """Run ``nb``."""
        end = time.monotonic() + self.budget
        self.timeout_func = lambda _: int(max(2, min(self.timeout, end - time.monotonic())))
        self._said: dict[int, int] = {}
        return super().preprocess(nb, resources, km)

    def output(self, outs: list[Any], msg: Any, display_id: str, cell_index: int) -> Any:
        """Keep an output, unless the cell has said too much."""
        said = self._said.get(cell_index, 0) + len(json.dumps(msg["content"], default=str))
        if said > self.most and msg["msg_type"] != "error":
            return None
        self._said[cell_index] = said
        return super().output(outs, msg, display_id, cell_index)


class PlainOutputs(NbGraderPreprocessor):  # type: ignore[misc, unused-ignore]
    """Keeps of outputs what cannot run in a page; a warning on the error stream costs no mark."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Change every cell of ``nb``."""
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [out for output in cell.outputs if (out := self._plain(output))]
        nb.metadata.pop("widgets", None)
        return nb, resources

    @staticmethod
    def _plain(output: Any) -> Any:
        if output.output_type == "stream":
            return output if output.name == "stdout" else None
        if "data" in output:
            output.data = {kind: data for kind, data in output.data.items() if kind in PLAIN}
            output.metadata = {}
            # nbgrader would read a number that a cell returns as its mark.
            output.output_type = "display_data"
            output.pop("execution_count", None)
        return output


class ModelAnswers(NbGraderPreprocessor):  # type: ignore[misc, unused-ignore]
    """Puts the model answer below each answer that a human reads; the rubric stands above it, in the task."""

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Add the cells to ``nb``."""
        name = resources["nbgrader"]["notebook"]
        home = of_language(Path(), nb.metadata["enclair"]["lang"])
        solution = read(home / "source" / resources["nbgrader"]["assignment"] / f"{name}.ipynb")
        models = {
            cell["metadata"].get("nbgrader", {}).get("grade_id"): "".join(cell["source"])
            for cell in solution["cells"]
        }
        lang = solution["metadata"]["enclair"]["lang"]
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            marked = cell.metadata.get("nbgrader", {})
            if marked.get("solution") and marked.get("grade"):
                model = _ENDED.sub("", models[marked["grade_id"]])
                heading = say("model", lang)
                metadata = {"tags": [FOR_TEACHERS]}
                cells.append(new_markdown_cell(f"**{heading}**\n\n{model}", metadata=metadata))
        nb.cells = cells
        return nb, resources


def api(folder: Path) -> NbGraderAPI:
    """Return nbgrader with the configuration of a course; its ``folder`` becomes the working folder."""
    # nbgrader calls the bare command alembic.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.chdir(folder)
    app = NbGrader()
    app.load_config_file()
    app.log_level = "ERROR"
    return NbGraderAPI(config=app.config)
