"""The tools that make exercises, on tiny notebooks with one defect each."""

import copy
import json

import pytest

from enclair.text.errors import PlainError
from enclair_tools.notebooks import canonical, exercises
from tests.helpers import code, in_language, markdown, nbgrader, notebook, refused

STREAM = {"output_type": "stream", "name": "stdout", "text": ["4\n"]}
RESULT = {"output_type": "execute_result", "execution_count": 3, "data": {"text/plain": "4"}, "metadata": {}}
KEPT = "nbval-check-output"


def test_canonical_drops_what_a_run_leaves_behind_but_outputs_that_prose_quotes():
    noise = {"execution": {"iopub.execute_input": "2026"}, "collapsed": True}
    mine = {"kernelspec": {"name": "mine"}, "language_info": {"version": "3.99"}, "widgets": {}, "title": "T"}
    run = code("1 + 1", outputs=[STREAM], tags=["a"], **noise)
    messy = notebook(run, code("4", "quoted", [STREAM, RESULT], tags=[KEPT]), metadata=mine)
    before = copy.deepcopy(messy)
    clean = canonical.canonical(messy)
    cell, quoted = clean["cells"]
    assert (cell["outputs"], cell["execution_count"], cell["metadata"]) == ([], None, {"tags": ["a"]})
    spec = {"kernelspec": canonical.KERNEL, "language_info": {"name": "python"}}
    assert clean["metadata"] == spec | {"title": "T"}
    assert (quoted["outputs"], quoted["execution_count"]) == ([STREAM, RESULT | {"execution_count": 1}], 1)
    assert exercises.make(messy)["cells"][1]["outputs"] == []  # they may show the answer
    cell["metadata"]["tags"].append("new")
    assert messy == before


def test_the_same_notebook_is_always_the_same_bytes():
    text = canonical.dumps(notebook(markdown("é « x »\r\nb"), code("a = 1\nb = 2", outputs=[STREAM])))
    assert canonical.dumps(json.loads(text)) == text
    assert text.endswith("}\n")
    assert "\\r" not in text


def test_a_notebook_from_before_cells_had_ids_keeps_those_that_it_has(tmp_path):
    old = notebook(markdown("a", "mine"), {"cell_type": "raw", "metadata": {}, "source": "b"})
    path = tmp_path / "old.ipynb"
    path.write_text(json.dumps(old | {"nbformat_minor": 4}), encoding="utf-8")
    first, second = (cell["id"] for cell in canonical.read(path)["cells"])
    assert (first, bool(second)) == ("mine", True)


@pytest.mark.parametrize(
    "content",
    [
        *(b"{", b"[1]", b"[" * 99_999, b"\xff\xfe", b'{"nbformat": 4, "cells": []}'),
        b'{"nbformat": 3, "cells": []}',
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": null}',
    ],
)
def test_a_file_that_is_no_notebook_is_told_so(tmp_path, content):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content)
    refused(PlainError, r"broken\.ipynb: expected a notebook of format 4", canonical.read, path)


ANSWER = """def double(number):
    \"\"\"Twice the number.\"\"\"
    # Begin here: multiply.
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION"""
WORDS = "## Begin here\n\n### The end\n\n<!-- BEGIN SOLUTION -->\nBecause.\n<!-- END SOLUTION -->"
GOOD = notebook(
    code(ANSWER, "double", **nbgrader("double")),
    markdown(WORDS, "reason", **nbgrader("reason", grade=True, points=2)),
    code("check.double(double)", "double-check", tags=["raises-exception"], **nbgrader("c", solution=False)),
)


def test_answers_are_taken_out_and_nothing_else_nor_is_a_heading_or_a_comment_taken_for_a_mark():
    before = copy.deepcopy(GOOD)
    made = exercises.make(GOOD)
    assert before == GOOD
    stub, words, check = ("".join(cell["source"]) for cell in made["cells"])
    assert stub.splitlines()[-2:] == ["    # Begin here: multiply.", "    raise NotImplementedError"]
    assert words == "## Begin here\n\n### The end\n\n*Write your answer here: double-click this text.*"
    assert "Écrivez votre réponse" in canonical.dumps(in_language("fr", exercises.make, GOOD))
    assert check == "check.double(double)"
    for solved, blank in zip(GOOD["cells"], made["cells"], strict=True):
        assert (solved["id"], solved["metadata"]) == (blank["id"], blank["metadata"])


BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
UNKNOWN, BOTH = "not a known mark", "expected a BEGIN SOLUTION and an END SOLUTION"


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        (code(f"a = 1\n{BEGIN}\nb = 2"), "no end solution statement"),
        (code(f"a = 1\n{END}\n{BEGIN}\nb = 2\n{END}"), BOTH),
        (code("a = 1"), BOTH),
        (code(f"### BEGIN SOLUTON\n1\n{BEGIN}\n2\n{END}"), UNKNOWN),
        (code(f"{BEGIN}\n1\n{END}\n### Begin Solution\n2\n### End Solution"), UNKNOWN),
        (code(f"x = 1\n# BEGIN HIDDEN TESTS\n1\n# END HIDDEN TESTS\n{BEGIN}\n{END}"), UNKNOWN),
        (markdown(f"<!-- BEGIN ANSWER -->\n{WORDS}"), UNKNOWN),
    ],
)
def test_a_mark_that_cannot_be_followed_stops_with_file_and_cell(cell, problem):
    bad = notebook(markdown("# T"), cell | {"id": "task-2", "metadata": nbgrader("task-2")})
    where = rf"^solutions/en/x\.ipynb, cell 2 \(task-2\): .*{problem}"
    refused(PlainError, where, exercises.make, bad, "solutions/en/x.ipynb")
    bad = notebook(markdown("# T"), code(ANSWER, "task-2"))
    refused(PlainError, "Solution region detected in a non-solution cell", exercises.make, bad)
