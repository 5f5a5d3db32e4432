"""An exercise as a student meets it in a real JupyterLab: unanswered, then wrong, then right."""

import pytest

from enclair.checks import MIME
from tests.browser import lab
from tests.helpers import EXERCISES, exercise_path, lines_of, read, solution_path

pytestmark = [pytest.mark.browser, pytest.mark.site]

#: What is answered wrongly, as the lines of the lesson have it.
CELLS = {"01": "days", "02": "claims", "03": "settings", "04": "alarms"}
CELLS |= {"05": "hidden", "06": "hardest", "07": "sources", "08": "followers"}


@pytest.mark.parametrize("name", EXERCISES)
def test_feedback_on_wrong_then_right_answers(lab_page, name):
    cell = f"{CELLS[name[:2]]}-answer"
    line, misconception = lines_of(name).WRONG_LINES[cell]
    solution = read(solution_path(name))["cells"]
    place = next(number for number, one in enumerate(solution) if one["id"] == cell)
    stub = "".join(read(exercise_path(name))["cells"][place]["source"])
    wrong = stub.replace("    raise NotImplementedError", line)
    assert wrong != stub
    lab.open_notebook(lab_page, f"exercises/en/{name}.ipynb")
    assert lab.cell_sources(lab_page)[place] == stub
    lab.run_all(lab_page)
    seen = []
    for answer in (stub, wrong, "".join(solution[place]["source"])):
        if answer != stub:
            lab.set_cell(lab_page, place, answer)
            lab.run_cell(lab_page, place)
            lab.run_cell(lab_page, place + 1)
        outputs = lab.cell_outputs(lab_page)[place + 1]
        feedback = next(one["data"][MIME] for one in outputs if MIME in one.get("data", {}))
        seen.append((feedback["passed"], feedback["misconception"]))
        walls = [one for one in outputs if one["output_type"] == "error" and len(one["traceback"]) > 1]
        assert walls == []
    assert seen == [(False, "not-answered"), (False, misconception), (True, "")]
    lab.no_barriers(lab_page)
    assert lab_page.requests_elsewhere == []
