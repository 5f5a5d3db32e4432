"""The gate on exercises: made from their solutions, passed by these, failed by whoever has not answered."""

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from enclair.authoring.canonical import dumps
from enclair.authoring.exercises import make
from enclair.checks import CHECKS
from enclair.checks.feedback import MIME
from tests.helpers import (
    EXERCISE,
    REPO,
    code,
    execute,
    exercise_faults,
    notebook,
    ran,
    solution_faults,
    with_sources,
)

STUB_LINE = "    raise NotImplementedError"


def source(notebook, identity):
    return next("".join(cell["source"]) for cell in notebook["cells"] if cell["id"] == identity)


def cells(notebook, kind):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


# ---------------------------------------------------------------- the gate


def test_the_exercise_is_what_its_solution_makes(solution_notebook):
    made = dumps(make(solution_notebook, lang="en"))
    assert made == dumps(make(solution_notebook, lang="en"))
    assert EXERCISE.read_text(encoding="utf-8") == made, "run: uv run enclair exercises"


def test_every_solution_passes_every_check(executed_solution):
    assert solution_faults(executed_solution) == []


def test_the_unanswered_exercise_fails_every_check_and_nothing_else(executed_exercise):
    assert exercise_faults(executed_exercise) == []
    told = [one.misconceptions for one in ran(executed_exercise) if one.check]
    assert told == [["not-answered"]] * len(told)


def test_the_exercise_uses_every_check_once(solution_notebook):
    assert [one.check for one in ran(solution_notebook) if one.check] == list(CHECKS)


def test_every_exercise_of_the_kit_stands_in_this_gate():
    names = [path.relative_to(REPO).as_posix() for path in (REPO / "exercises").rglob("*.ipynb")]
    assert [name for name in names if ".ipynb_checkpoints" not in name] == [
        "exercises/en/01_what_happened.ipynb"
    ]


# ---------------------------------------------------------------- the gate itself, on broken notebooks


def test_the_gate_sees_a_broken_solution(solution_notebook, tmp_path):
    right = source(solution_notebook, "days-answer")
    broken = with_sources(solution_notebook, {"days-answer": right.replace(".days\n", ".days + 1\n")})
    assert broken != solution_notebook
    executed = execute(broken, tmp_path)
    faults = solution_faults(executed)
    assert faults[0] == "days-check: CheckFailed"
    assert len(faults) == 2
    assert "counted-both-ends" in faults[1]


def shown(passed, check="firmness"):
    data = {MIME: {"passed": passed, "check": check, "misconception": "" if passed else "swapped-labels"}}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def failed(name):
    return {"output_type": "error", "ename": name, "evalue": "", "traceback": []}


@pytest.mark.parametrize(
    ("outputs", "solution", "exercise"),
    [
        ([shown(True)], 0, 2),
        ([shown(False), failed("CheckFailed")], 2, 0),
        ([], 1, 2),  # a check that shows nothing
        ([shown(False)], 1, 1),  # one that does not stop its cell
        ([shown(True, check="steps_so_far")], 1, 2),  # the feedback of another check
        ([failed("KeyError")], 2, 3),
        ([shown(True), failed("KeyError")], 1, 3),
    ],
)
def test_the_gate_counts_what_is_wrong_with_one_check_cell(outputs, solution, exercise):
    executed = notebook(code("check.firmness(firmness)", outputs=outputs))
    assert len(solution_faults(executed)) == solution
    assert len(exercise_faults(executed)) == exercise


def test_the_gate_sees_an_error_outside_the_checks():
    executed = notebook(
        code("import nothing", "setup", outputs=[failed("ModuleNotFoundError")]),
        code("check.firmness(firmness)", "check", outputs=[shown(False), failed("CheckFailed")]),
    )
    assert exercise_faults(executed) == ["setup: ModuleNotFoundError"]


def test_the_gate_does_not_take_a_notebook_without_checks():
    assert (
        solution_faults(notebook(code("1")))
        == exercise_faults(notebook(code("1")))
        == ["no cell calls a check"]
    )


# ---------------------------------------------------------------- as a student would


RIGHT_LINES = {
    "days-answer": '    return (dates["formal-investigation"] - dates["arrest"]).days',
    "sources-answer": (
        '    rows = events[events["date"].between(start, end)]\n'
        '    return rows.groupby("source_type").size().sort_values(ascending=False)'
    ),
    "lines-answer": '    return ["F", "E", "C", "A", "B"]',
    "firmness-answer": (
        '    return {"romania-dispute": "disputed", "formal-investigation": "confirmed",\n'
        '            "prosecutors-see-answers": "reported"}'
    ),
    "steps-answer": '    return ["C", "F", "D", "G", "A"]',
}
# Each line with what the student reads about it.
WRONG_LINES = {
    "days-answer": ('    return (dates["arrest"] - dates["formal-investigation"]).days', "wrong-order"),
    "sources-answer": ('    return events["source_type"].value_counts()', "whole-timeline"),
    "lines-answer": ('    return ["E", "D", "C", "A", "B"]', "end-left-out"),
    "most-answer": ('    return ("primary", 2)', "firmest-not-most"),
    "firmness-answer": ('    return {"romania-dispute": "maybe"}', "unknown-grade"),
    "steps-answer": ('    return ["D", "C", "F", "G", "A"]', "arrest-starts-everything"),
}


def filled(exercise, lines):
    """The exercise in which each named stub has the student's lines."""
    stubs = {identity: source(exercise, identity) for identity in lines}
    assert all(stub.count(STUB_LINE) == 1 for stub in stubs.values())
    return with_sources(
        exercise, {name: stubs[name].replace(STUB_LINE, line) for name, line in lines.items()}
    )


def results(executed):
    return {one.cell: one for one in ran(executed) if one.check}


def test_a_student_who_is_right_passes(exercise_notebook, solution_notebook, tmp_path):
    answer = source(solution_notebook, "most-answer")
    pair = next(line for line in answer.splitlines() if line.startswith("    return"))
    done = execute(filled(exercise_notebook, RIGHT_LINES | {"most-answer": pair}), tmp_path)
    assert solution_faults(done) == []


def test_a_student_who_is_wrong_reads_why(exercise_notebook, tmp_path):
    lines = {identity: line for identity, (line, _) in WRONG_LINES.items()}
    done = execute(filled(exercise_notebook, lines), tmp_path)
    assert exercise_faults(done) == []
    found = {cell.replace("-check", "-answer"): one.misconceptions for cell, one in results(done).items()}
    assert found == {identity: [misconception] for identity, (_, misconception) in WRONG_LINES.items()}


def test_a_student_whose_code_stops_sees_one_short_line(exercise_notebook, tmp_path):
    lines = {
        "days-answer": '    return dates["arrested"]',
        "sources-answer": "    return event",
        "firmness-answer": "    return 5",
    }
    done = execute(filled(exercise_notebook, lines), tmp_path)
    assert exercise_faults(done) == []
    found = results(done)
    assert found["days-check"].misconceptions == ["answer-raised"]
    assert found["sources-check"].misconceptions == ["answer-raised"]
    assert found["firmness-check"].misconceptions == ["wrong-type"]
    days = next(cell for cell in done.cells if cell["id"] == "days-check")
    told, stop = days["outputs"]
    assert "KeyError" in told["data"]["text/plain"]
    assert 'return dates["arrested"]' in told["data"]["text/plain"]
    number = source(done, "days-answer").splitlines().index(lines["days-answer"]) + 1
    assert f"on line {number} " in told["data"]["text/plain"]
    assert len(stop["traceback"]) == 1
    assert len(stop["traceback"][0]) < 80
    assert "Traceback" not in stop["traceback"][0]


def test_one_way_of_the_three_is_enough(solution_notebook):
    """The checks of the ways that a student may skip carry no points."""
    points = {
        cell["id"]: cell["metadata"].get("nbgrader", {}).get("points") for cell in solution_notebook["cells"]
    }
    assert (points["sources-check"], points["lines-check"]) == (0, 0)
    assert points["most-check"] > 0
    for identity in ("sources-check", "lines-check"):
        assert "Skip this cell" in source(solution_notebook, identity)


# ---------------------------------------------------------------- how the notebook is written


@pytest.fixture(params=["solution_notebook", "exercise_notebook"])
def either(request):
    return request.getfixturevalue(request.param)


def test_nbgrader_accepts_the_metadata(either):
    MetadataValidatorV3().validate_nb(nbformat.from_dict(either))
    graded = [
        cell["metadata"]["nbgrader"]["grade_id"] for cell in either["cells"] if "nbgrader" in cell["metadata"]
    ]
    assert len(graded) == len(set(graded)) > 10


def test_check_cells_are_locked_and_may_fail(either):
    checks = [
        cell
        for cell in cells(either, "code")
        if "check." in "".join(cell["source"]) and cell["id"] != "setup"
    ]
    assert len(checks) == len(CHECKS)
    for cell in checks:
        metadata = cell["metadata"]
        assert metadata["tags"] == ["raises-exception"]
        assert (metadata["editable"], metadata["deletable"]) == (False, False)
        assert metadata["nbgrader"]["locked"]
        assert metadata["nbgrader"]["grade"]


def test_stubs_have_a_docstring_a_hint_and_one_raise(exercise_notebook):
    stubs = [cell for cell in cells(exercise_notebook, "code") if cell["id"].endswith("-answer")]
    assert len(stubs) == len(CHECKS)
    for cell in stubs:
        lines = "".join(cell["source"]).splitlines()
        assert lines[0].startswith("def ")
        assert "    Returns:" in lines
        assert lines[-2].startswith("    # ")
        assert lines[-1] == STUB_LINE
        assert sum("NotImplementedError" in line for line in lines) == 1


def test_words_are_marked_by_people_with_rubric_rows_before_them(exercise_notebook):
    everything = exercise_notebook["cells"]
    free = [
        place
        for place, cell in enumerate(everything)
        if cell["cell_type"] == "markdown" and "nbgrader" in cell["metadata"]
    ]
    assert len(free) == 3
    for place in free:
        note = everything[place]["metadata"]["nbgrader"]
        assert (note["grade"], note["solution"], note["locked"]) == (True, True, False)
        assert "".join(everything[place]["source"]).startswith("*Write your answer here")
        assert "| **Evidence** |" in "".join(everything[place - 1]["source"])
        assert "rubric" in "".join(everything[place - 1]["source"])


def test_the_first_cell_says_the_minutes_of_the_core_and_of_the_rest(either):
    note = either["metadata"]["enclair"]
    spent = {True: 0, False: 0}
    for section in note["sections"]:
        spent[section["core"]] += section["minutes"]
    assert (note["minutes"], note["minutes_optional"]) == (spent[True], spent[False])
    said = f"**Time:** {spent[True]} minutes, and {spent[False]} more for the optional task."
    assert said in source(either, "title")


def test_a_lesson_that_does_not_exist_yet_is_announced_as_such(either):
    there = bool(list((REPO / "notebooks" / "en").glob("02_*.ipynb")))
    assert ("is not in the kit yet" in source(either, "recap")) is not there


def test_no_answer_is_left_in_the_exercise(exercise_notebook, solution_notebook):
    stored = EXERCISE.read_text(encoding="utf-8")
    for cell in solution_notebook["cells"]:
        lines = "".join(cell["source"]).splitlines()
        marks = [place for place, line in enumerate(lines) if "SOLUTION" in line]
        for line in lines[marks[0] + 1 : marks[1]] if marks else []:
            for piece in line.strip().split("\n"):
                assert piece.replace('"', '\\"') not in stored or piece in ("}", "return {")
    assert "SOLUTION" not in stored
