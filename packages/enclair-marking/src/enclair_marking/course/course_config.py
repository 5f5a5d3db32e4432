# mypy: ignore-errors
"""How nbgrader marks this course; it reads this file in the folder of the course."""

import os
from pathlib import Path

from nbgrader import preprocessors as own
from nbgrader.converters import GenerateAssignment

from enclair_marking.running import executing, grading
from enclair_tools.notebooks.clearing import ClearAnswers

c = get_config()  # noqa: F821 - traitlets gives it
here = Path(__file__).resolve().parent if "__file__" in globals() else Path.cwd()

# The templates of the marking screen stand in jupyter/.
os.environ["JUPYTER_PATH"] = str(here / "jupyter")
c.CourseDirectory.course_id = "enclair"
c.CourseDirectory.root = str(here)
c.ClearSolutions.text_stub = TEXT_STUB  # noqa: F821 - filled in when the course is made
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}
c.GenerateAssignment.preprocessors = [
    ClearAnswers if step is own.ClearSolutions else step
    for step in GenerateAssignment.preprocessors.default()
]

# `repair` has put back what is locked, in the language of the student; nbgrader's own step knows one.
c.Autograde.sanitize_preprocessors = [
    own.ClearOutput,
    own.DeduplicateIds,
    own.OverwriteKernelspec,
    own.CheckCellMetadata,
]
c.Autograde.autograde_preprocessors = [
    executing.ExecuteClosed,
    own.LimitOutput,
    own.SaveAutoGrades,
    own.CheckCellMetadata,
    grading.ModelAnswers,
]
c.HTMLExporter.filters = {"markdown2html": "enclair_marking.results.sanitize.markdown"}
c.HTMLExporter.sanitize_html = True
