"""The gate on exercises: made from their solutions, passed by these, failed by whoever has not answered."""

import re

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

from enclair.checks.feedback import MIME
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks.canonical import dumps
from enclair_tools.notebooks.exercises import make, text_stub
from tests.banks import in_french, words_of
from tests.helpers import (
    CHECKS,
    EXERCISES,
    REPO,
    checks_of,
    code,
    execute,
    exercise_faults,
    exercise_path,
    lines_of,
    notebook,
    ran,
    read,
    solution_faults,
    with_sources,
)

STUB_LINE = "    raise NotImplementedError"
FIRST = EXERCISES[0]


def source(notebook, identity):
    return next("".join(cell["source"]) for cell in notebook["cells"] if cell["id"] == identity)


def cells(notebook, kind):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_the_exercise_is_what_its_solution_makes(name, exercise_lang, solution_notebook):
    made = dumps(make(solution_notebook))
    assert made == dumps(make(solution_notebook))
    assert exercise_path(name, exercise_lang).read_text(encoding="utf-8") == made, (
        "run: uv run enclair exercises"
    )


def test_the_exercise_uses_each_of_its_checks_once(name, solution_notebook):
    assert [one.check for one in ran(solution_notebook) if one.check] == checks_of(name)


def test_every_exercise_and_every_check_of_the_kit_stands_in_this_gate():
    there = [path for path in (REPO / "exercises").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts]
    assert sorted(there) == [exercise_path(name, lang) for lang in LANGUAGES for name in EXERCISES]
    assert sorted(check for name in EXERCISES for check in checks_of(name)) == sorted(CHECKS)


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


def said_in(lang, exercise, lines):
    """The student's lines with the words of ``lang`` for answers, as that language's notebook shows them."""
    checks = {one.cell.replace("-check", "-answer"): one.check for one in ran(exercise) if one.check}
    found = {}
    for identity, line in lines.items():
        words = words_of(checks[identity]) if lang == "fr" else {}
        found[identity] = re.sub(r'"([^"]*)"', lambda word, w=words: f'"{in_french(word[1], w)}"', line)
    return found


def filled(exercise, lines):
    """The exercise in which each named stub has the student's lines."""
    return with_sources(exercise, {name: answered(exercise, name, line) for name, line in lines.items()})


def answered(exercise, name, line):
    stub = source(exercise, name)
    assert stub.count(STUB_LINE) == 1
    return stub.replace(STUB_LINE, line)


def tried_twice(exercise, wrong, right):
    """The exercise of a student whose first try at each task is wrong, and whose second one is right."""
    made = []
    checks = {cell["id"]: cell for cell in exercise["cells"]}
    for cell in exercise["cells"]:
        if line := wrong.get(cell["id"]):
            check = checks[cell["id"].replace("-answer", "-check")]
            made.append(cell | {"id": f"{cell['id']}-wrong", "source": answered(exercise, cell["id"], line)})
            made.append(check | {"id": f"{check['id']}-wrong"})
        made.append(cell)
    return filled(exercise | {"cells": made}, right)


#: How the feedback on a wrong answer begins.
NOT_YET = {"en": "Not yet", "fr": "Pas encore"}


def feedback(output):
    return MIME in output.get("data", {})


def results(executed):
    return {one.cell: one for one in ran(executed) if one.check}


#: French feedback on each answer is tested with the checks: here whole notebooks stand for all.
IN_FRENCH = (FIRST, EXERCISES[-1])


TRIED = [*((each, "en") for each in EXERCISES), *((each, "fr") for each in IN_FRENCH)]


@pytest.mark.parametrize(("tried", "tried_in"), TRIED)
def test_a_student_who_is_wrong_reads_why_and_one_who_is_right_passes(tried, tried_in, tmp_path):
    exercise = read(exercise_path(tried, tried_in))
    wrong = {identity: line for identity, (line, _) in lines_of(tried).WRONG_LINES.items()}
    both = [said_in(tried_in, exercise, lines) for lines in (wrong, lines_of(tried).RIGHT_LINES)]
    done = execute(tried_twice(exercise, *both), tmp_path)
    tries = [cell for cell in done.cells if cell["id"].endswith("-wrong")]
    assert exercise_faults({"cells": tries}) == []
    told = [each["data"]["text/plain"] for one in tries for each in one.get("outputs", []) if feedback(each)]
    assert len(told) == len(wrong)
    assert all(each.startswith(NOT_YET[tried_in]) for each in told)
    found = results({"cells": tries})
    assert {cell.replace("-check-wrong", "-answer"): one.misconceptions for cell, one in found.items()} == {
        identity: [misconception] for identity, (_, misconception) in lines_of(tried).WRONG_LINES.items()
    }
    assert solution_faults({"cells": [cell for cell in done.cells if cell not in tries]}) == []


def test_a_student_whose_code_stops_sees_one_short_line(tmp_path):
    lines = {
        "days-answer": '    return dates["arrested"]',
        "sources-answer": "    return event",
        "firmness-answer": "    return 5",
    }
    done = execute(filled(read(exercise_path(FIRST)), lines), tmp_path)
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


def test_one_way_of_the_three_is_enough(name, solution_notebook):
    *ways, end = lines_of(name).WAYS
    points = {
        cell["id"]: cell["metadata"].get("nbgrader", {}).get("points") for cell in solution_notebook["cells"]
    }
    assert points[end] > 0
    for identity in ways:
        assert points[identity] == 0
        said = source(solution_notebook, identity)
        assert "Skip this cell" in said or "cette cellule si vous avez choisi une autre voie" in said


@pytest.fixture(params=["solution", "exercise"])
def either(request, solution_notebook, exercise_notebook):
    return solution_notebook if request.param == "solution" else exercise_notebook


def test_nbgrader_accepts_the_metadata(either):
    MetadataValidatorV3().validate_nb(nbformat.from_dict(either))
    graded = [
        cell["metadata"]["nbgrader"]["grade_id"] for cell in either["cells"] if "nbgrader" in cell["metadata"]
    ]
    assert len(graded) == len(set(graded)) > 10


def test_check_cells_are_locked_and_may_fail(name, either):
    checks = [
        cell
        for cell in cells(either, "code")
        if "check." in "".join(cell["source"]) and cell["id"] != "setup"
    ]
    assert len(checks) == len(checks_of(name))
    for cell in checks:
        metadata = cell["metadata"]
        assert metadata["tags"] == ["raises-exception"]
        assert (metadata["editable"], metadata["deletable"]) == (False, False)
        assert metadata["nbgrader"]["locked"]
        assert metadata["nbgrader"]["grade"]


def test_stubs_have_a_docstring_a_hint_and_one_raise(name, exercise_notebook):
    stubs = [cell for cell in cells(exercise_notebook, "code") if cell["id"].endswith("-answer")]
    assert len(stubs) == len(checks_of(name))
    for cell in stubs:
        lines = "".join(cell["source"]).splitlines()
        assert lines[0].startswith("def ")
        assert {"    Returns:", "    Renvoie\u00a0:"} & set(lines)
        assert lines[-2].startswith("    # ")
        assert lines[-1] == STUB_LINE
        assert sum("NotImplementedError" in line for line in lines) == 1


#: The rows of the rubric, which is the same for all exercises, and what it is called.
RUBRIC = {
    "en": ("Accuracy", "Evidence", "Technique", "Perspective", "Law & ethics", "Calibration"),
    "fr": ("Exactitude", "Preuves", "Technique", "Points de vue", "Droit et éthique", "Degré de certitude"),
}
CALLED = {"en": "rubric", "fr": "grille"}


def test_words_are_marked_by_people_with_rubric_rows_before_them(exercise_lang, exercise_notebook):
    everything = exercise_notebook["cells"]
    free = [
        place
        for place, cell in enumerate(everything)
        if cell["cell_type"] == "markdown" and "nbgrader" in cell["metadata"]
    ]
    assert 1 <= len(free) <= 3
    for place in free:
        note = everything[place]["metadata"]["nbgrader"]
        assert (note["grade"], note["solution"], note["locked"]) == (True, True, False)
        assert "".join(everything[place]["source"]).startswith(text_stub(exercise_notebook)[:15])
        rows = RUBRIC[exercise_lang]
        assert any(f"| **{row}** |" in "".join(everything[place - 1]["source"]) for row in rows)
        assert CALLED[exercise_lang] in "".join(everything[place - 1]["source"])


def test_the_first_cell_says_the_minutes_of_the_core_and_of_the_rest(either):
    note = either["metadata"]["enclair"]
    spent = {True: 0, False: 0}
    for section in note["sections"]:
        spent[section["core"]] += section["minutes"]
    assert (note["minutes"], note["minutes_optional"]) == (spent[True], spent[False])
    said = {
        "en": "**Time:** {} minutes, and {} more for the optional task.",
        "fr": "**Durée\u00a0:** {} minutes, et {} de plus pour la tâche facultative.",
    }
    assert said[note["lang"]].format(spent[True], spent[False]) in source(either, "title")


def test_the_next_lesson_is_linked_or_announced_as_not_there_yet(name, exercise_lang, either):
    following = int(name[:2]) + 1
    lessons = [path.name for path in (REPO / "notebooks" / exercise_lang).glob(f"{following:02}_*.ipynb")]
    said = source(either, "recap")
    not_yet = {"en": "is not in the kit yet", "fr": "n’est pas encore dans le kit"}
    assert (not_yet[exercise_lang] in said) == (not lessons)
    assert re.findall(r"\]\(\.\./\.\./notebooks/(\w+)/([^)]+)\)", said) == [
        (exercise_lang, each) for each in lessons
    ]


def test_no_answer_is_left_in_the_exercise(name, exercise_lang, solution_notebook):
    stored = exercise_path(name, exercise_lang).read_text(encoding="utf-8")
    for cell in solution_notebook["cells"]:
        lines = "".join(cell["source"]).splitlines()
        marks = [place for place, line in enumerate(lines) if "SOLUTION" in line]
        for line in lines[marks[0] + 1 : marks[1]] if marks else []:
            piece = line.strip().replace('"', '\\"')
            assert piece not in stored or piece in ("", "}", "return {"), piece
    assert "SOLUTION" not in stored
