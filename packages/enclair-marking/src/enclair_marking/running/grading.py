"""What this kit adds to nbgrader's own steps, and how nbgrader is called."""

import os
import re
import sys
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell
from nbgrader.apps.api import NbGraderAPI
from nbgrader.apps.baseapp import NbGrader
from nbgrader.preprocessors import DeduplicateIds, NbGraderPreprocessor

from enclair.text.locale import use_locale
from enclair_marking import say
from enclair_marking.course.files import exercise

#: The tag of cells that only a teacher sees.
FOR_TEACHERS = "enclair-for-teachers"
#: A step that courses of before name: `ExecuteClosed` keeps what is plain alone, so that none is needed.
PlainOutputs = DeduplicateIds
_ENDED = re.compile(r"<!-- (BEGIN|END) SOLUTION -->\n?")


class ModelAnswers(NbGraderPreprocessor):  # type: ignore[misc, unused-ignore]
    """Puts the model answer below each answer that a human reads; the rubric stands above it, in the task."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the cells to ``nb``."""
        name = resources["nbgrader"]["assignment"]
        solution = exercise(Path(), "source", name, nb.metadata["enclair"]["lang"])
        models = {cell["id"]: "".join(cell["source"]) for cell in solution["cells"]}
        with use_locale(solution["metadata"]["enclair"]["lang"]):
            heading = say("model")
        cells = []
        for cell in nb.cells:
            cells.append(cell)
            marked = cell.metadata.get("nbgrader", {})
            if marked.get("solution") and marked.get("grade"):
                model = _ENDED.sub("", models[marked["grade_id"]])
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
