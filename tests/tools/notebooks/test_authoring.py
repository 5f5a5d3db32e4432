"""The tools that make exercises, on tiny notebooks with one defect each."""

import copy
import json

import pytest

from enclair_tools.notebooks import canonical, exercises
from enclair_tools.notebooks.canonical import NotebookError
from tests.helpers import code, in_language, markdown, nbgrader, notebook, refused

STREAM = {"output_type": "stream", "name": "stdout", "text": ["4\n"]}
RESULT = {"output_type": "execute_result", "execution_count": 3, "data": {"text/plain": "4"}, "metadata": {}}


def test_canonical_drops_what_a_run_leaves_behind():
    messy = notebook(
        code(
            "1 + 1", outputs=[STREAM], execution={"iopub.execute_input": "2026"}, collapsed=True, tags=["a"]
        ),
        metadata={
            "kernelspec": {"name": "mine"},
            "language_info": {"version": "3.99"},
            "widgets": {},
            "title": "T",
        },
    )
    clean = canonical.canonical(messy)
    cell = clean["cells"][0]
    assert (cell["outputs"], cell["execution_count"], cell["metadata"]) == ([], None, {"tags": ["a"]})
    assert clean["metadata"] == {
        "kernelspec": canonical.KERNEL,
        "language_info": canonical.LANGUAGE,
        "title": "T",
    }


def test_canonical_leaves_its_argument_alone():
    messy = notebook(code("1\n2", outputs=[STREAM]))
    before = copy.deepcopy(messy)
    canonical.canonical(messy)["cells"][0]["metadata"]["new"] = 1
    assert messy == before


def test_outputs_that_prose_quotes_stay_with_a_fixed_run_count():
    counted = STREAM | {"execution_count": 3}  # which no program writes, and JupyterLab calls invalid
    clean = canonical.canonical(notebook(code("4", outputs=[counted, RESULT], tags=["nbval-check-output"])))
    assert clean["cells"][0]["outputs"] == [STREAM, RESULT | {"execution_count": canonical.RUN}]


def test_ids_stay_and_missing_or_copied_ones_are_made_from_the_place():
    cells = [code("1", "kept"), code("2", "kept"), code("3", "kept"), code("4"), code("5")]
    for cell in cells[3:]:
        del cell["id"]
    made = [cell["id"] for cell in canonical.canonical(notebook(*cells))["cells"]]
    assert made == ["kept", "kept-2", "kept-3", "cell-04", "cell-05"]


def test_the_same_notebook_is_always_the_same_bytes():
    text = canonical.dumps(notebook(markdown("é « x »\r\nb"), code("a = 1\nb = 2", outputs=[STREAM])))
    assert canonical.dumps(json.loads(text)) == text
    backwards = dict(reversed(json.loads(text).items()))
    assert canonical.dumps(backwards) == text
    assert text.endswith("}\n")
    assert "« x »" in text
    assert "\\r" not in text


def test_write_and_check_agree(tmp_path):
    path = tmp_path / "é 1.ipynb"
    path.write_text(json.dumps(notebook(code("1", outputs=[STREAM]))), encoding="utf-8")
    assert canonical.check([path]) == [path]
    assert canonical.write([path]) == [path]
    assert canonical.check([path]) == []
    assert canonical.write([path]) == []
    assert [each.name for each in tmp_path.iterdir()] == ["é 1.ipynb"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "expected a notebook"),
        (b"[1]", "format 4"),
        (b'{"nbformat": 3, "worksheets": []}', "format 4"),
        (b'{"nbformat": 4, "cells": []}', "format 4"),
        (b'{"nbformat": 4, "metadata": {}, "cells": {}}', "format 4"),
        (b'{"nbformat": 4, "metadata": {}, "cells": [{"cell_type": "code"}]}', "format 4"),
        (b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_file_that_is_no_notebook_is_told_so(tmp_path, content, told):
    path = tmp_path / "broken.ipynb"
    path.write_bytes(content)
    with pytest.raises(NotebookError, match=told) as error:
        canonical.read(path)
    assert "broken.ipynb" in str(error.value)
    assert path.read_bytes() == content


def test_a_missing_file_is_told_so(tmp_path):
    refused(NotebookError, "no such file", canonical.read, tmp_path / "none.ipynb")


ANSWER = """def double(number):
    \"\"\"Twice the number.\"\"\"
    # Multiply.
    ### BEGIN SOLUTION
    return 2 * number
    ### END SOLUTION"""
WORDS = "Your reason:\n\n<!-- BEGIN SOLUTION -->\nBecause.\n<!-- END SOLUTION -->"
GOOD = notebook(
    code(ANSWER, "double", **nbgrader("double")),
    markdown(WORDS, "reason", **nbgrader("reason", grade=True, points=2)),
    code("check.double(double)", "double-check", tags=["raises-exception"], **nbgrader("c", solution=False)),
)


def sources(notebook):
    return ["".join(cell["source"]) for cell in notebook["cells"]]


def test_answers_are_taken_out_and_nothing_else():
    made = exercises.make(GOOD)
    stub, words, check = sources(made)
    assert stub.splitlines()[-2:] == ["    # Multiply.", "    raise NotImplementedError"]
    assert words == "Your reason:\n\n*Write your answer here: double-click this text.*"
    assert check == "check.double(double)"
    for before, after in zip(GOOD["cells"], made["cells"], strict=True):
        assert (before["id"], before["metadata"]) == (after["id"], after["metadata"])


def test_an_output_that_a_solution_keeps_never_reaches_the_exercise():
    solution = copy.deepcopy(GOOD)
    shown = {"output_type": "stream", "name": "stdout", "text": ["the answer is 42"]}
    for cell in solution["cells"]:
        if cell["cell_type"] == "code":
            cell["metadata"]["tags"] = ["nbval-check-output"]
            cell["outputs"] = [shown]
    assert "42" in canonical.dumps(solution)
    assert "42" not in canonical.dumps(exercises.make(solution))


def test_a_stub_raises_and_is_the_only_thing_that_does():
    names = {}
    exec(sources(exercises.make(GOOD))[0], names)
    with pytest.raises(NotImplementedError):
        names["double"](1)


def test_french_words_invite_in_french():
    assert "Écrivez votre réponse" in sources(in_language("fr", exercises.make, GOOD))[1]


def test_making_is_the_same_bytes_twice_and_changes_nothing():
    before = copy.deepcopy(GOOD)
    assert canonical.dumps(exercises.make(GOOD)) == canonical.dumps(exercises.make(GOOD))
    assert before == GOOD


BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        (f"a = 1\n{BEGIN}\nb = 2", 2, "never ends"),
        (f"{BEGIN}\n{BEGIN}\n{END}", 2, "inside the one of line 1"),
        (f"a = 1\n{END}", 2, "never began"),
        (f"{BEGIN}\n1\n{END}\n{END}", 4, "never began"),
        (f"### BEGIN SOLUTON\n1\n{END}", 1, "not a known mark"),
        (f"### Begin Solution\n1\n{END}", 1, "not a known mark"),
        (f"#BEGIN SOLUTION\n1\n{END}", 1, "not a known mark"),
        (f"### BEGIN SOLUTION please\n1\n{END}", 1, "not a known mark"),
        (f"{BEGIN}\n1\n### END_SOLUTION", 3, "not a known mark"),
        (f"x = 1\n### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS\n{BEGIN}\n{END}", 2, "not a known mark"),
        (f"<!-- BEGIN SOLUTION -->\n1\n{END}", 1, "not a known mark"),
    ],
)
def test_a_mark_that_cannot_be_followed_stops_with_file_cell_and_line(source, line, told):
    bad = notebook(markdown("# T", "t"), code(source, "task-2", **nbgrader("task-2")))
    with pytest.raises(NotebookError) as error:
        exercises.make(bad, "solutions/en/x.ipynb")
    sentences = str(error.value).splitlines()
    assert any(
        sentence.startswith(f"solutions/en/x.ipynb, cell 2 (task-2), line {line}:") and told in sentence
        for sentence in sentences
    ), sentences


@pytest.mark.parametrize("mark", ["<!-- BEGIN ANSWER -->", "<!-- begin solution -->", "### BEGIN SOLUTION"])
def test_marks_in_markdown_are_checked_too(mark):
    bad = notebook(markdown(f"{mark}\nyes\n<!-- END SOLUTION -->", "w", **nbgrader("w")))
    refused(NotebookError, r"cell 1 \(w\), line 1: .* not a known mark", exercises.make, bad)


def test_headings_and_plain_comments_are_no_marks():
    fine = notebook(markdown("## Begin here\n\n### The end", "h"), code("# begin\nx = 1  # the end", "c"))
    assert exercises.faults(fine, "x") == []


def test_marks_in_a_cell_that_is_no_solution_stop_the_build():
    with pytest.raises(NotebookError, match="do not say solution: true"):
        exercises.make(notebook(code(ANSWER)))


def test_a_solution_cell_without_marks_stops_the_build():
    with pytest.raises(NotebookError, match="has no marks"):
        exercises.make(notebook(code("return 2", **nbgrader("a"))))


def test_all_faults_are_told_at_once():
    bad = notebook(
        code(END, "one", **nbgrader("one")), code(BEGIN, "two", **nbgrader("two")), code(ANSWER, "three")
    )
    with pytest.raises(NotebookError) as error:
        exercises.make(bad)
    assert [
        f"({name})" in sentence for name in ("one",) for sentence in str(error.value).splitlines()[:1]
    ] == [True]
    assert all(f"({name})" in str(error.value) for name in ("one", "two", "three"))


@pytest.fixture
def checkout(tmp_path):
    folder = tmp_path / "dépôt 1"
    (folder / "solutions" / "en").mkdir(parents=True)
    (folder / "solutions" / "en" / "01_x.ipynb").write_text(canonical.dumps(GOOD), encoding="utf-8")
    return folder


def test_drift_names_what_is_missing_changed_or_left_over(checkout):
    made = checkout / "exercises" / "en" / "01_x.ipynb"
    assert exercises.drift(checkout) == ["exercises/en/01_x.ipynb is missing."]
    assert exercises.write(checkout) == [made]
    assert exercises.drift(checkout) == []
    assert exercises.write(checkout) == []
    made.write_text(made.read_text(encoding="utf-8").replace("Multiply", "Add"), encoding="utf-8")
    made.with_name("02_y.ipynb").write_text("{}", encoding="utf-8")
    assert exercises.drift(checkout) == [
        "exercises/en/01_x.ipynb differs from what its solution makes.",
        "exercises/en/02_y.ipynb has no solution.",
    ]
