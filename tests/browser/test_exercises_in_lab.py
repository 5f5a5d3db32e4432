"""An exercise as a student meets it in a real JupyterLab: unanswered, then wrong, then right."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from enclair.checks.feedback import MIME
from tests.browser.lab import OUTPUT, LabPage, cell_outputs, cell_sources, open_notebook, run_all, set_cell
from tests.helpers import solution_path

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("name", "cell", "wrong", "misconception"),
    [
        (
            "01_what_happened",
            "days-answer",
            "def days_to_formal_investigation(events):\n    return 5",
            "counted-both-ends",
        ),
        (
            "02_words_under_the_microscope",
            "claims-answer",
            """def claims_and_evidence():
    pairs = {"C08": ("framing or inference", "C"), "C14": ("supported", "A")}
    return pairs | {"C17": ("supported", "D"), "C18": ("partly supported", "F")}""",
            "true-sentences-next-to-it",
        ),
        pytest.param(
            "03_what_can_the_server_see",
            "settings-answer",
            """def three_settings():
    answers = {"Telegram": ("yes", "no", "yes"), "WhatsApp": ("yes", "no source read", "part")}
    return answers | {"Signal": ("yes", "yes", "no")}""",
            "telegram-is-end-to-end",
            marks=pytest.mark.site,
        ),
        pytest.param(
            "04_needles_and_haystacks",
            "alarms-answer",
            "def alarms(n, base, hit, false):\n    return n * base * hit, n * false",
            "false-alarms-among-all-items",
            marks=pytest.mark.site,
        ),
        (
            "05_traces",
            "hidden-answer",
            "def hidden_among():\n    return 4, 0",
            "k-hides-answers",
        ),
        pytest.param(
            "06_judge_for_a_day",
            "hardest-answer",
            'def hardest_gate():\n    return "interference", 18',
            "first-no-is-not-a-refusal",
            marks=pytest.mark.site,
        ),
        (
            "07_deciding_together",
            "sources-answer",
            """def memo_sources():
    return dict.fromkeys("ABCDEF", "holds")""",
            "a-row-is-enough",
        ),
        pytest.param(
            "08_if_everyone_leaves",
            "followers-answer",
            "def followers():\n    return 18, 25",
            "starters-counted",
            marks=pytest.mark.site,
        ),
    ],
)
def test_feedback_on_wrong_then_right_answers(
    lab_page: LabPage, name: str, cell: str, wrong: str, misconception: str
) -> None:
    solution = json.loads(solution_path(name).read_text("utf-8"))["cells"]
    place = next(number for number, one in enumerate(solution) if one["id"] == cell)
    open_notebook(lab_page, f"exercises/en/{name}.ipynb")
    assert cell_sources(lab_page)[place].startswith(wrong.split("(")[0])
    seen = []
    for answer in (None, wrong, "".join(solution[place]["source"])):
        if answer:
            set_cell(lab_page, place, answer)
        run_all(lab_page)
        outputs = cell_outputs(lab_page)[place + 1]
        feedback = next(one["data"][MIME] for one in outputs if MIME in one.get("data", {}))
        seen.append((feedback["passed"], feedback["misconception"]))
        walls = [one for one in outputs if one["output_type"] == "error" and len(one["traceback"]) > 1]
        assert walls == []
    assert seen == [(False, "not-answered"), (False, misconception), (True, "")]
    found = Axe().run(lab_page.page, context=OUTPUT)
    assert found.violations_count == 0, found.generate_report()
    assert lab_page.requests_elsewhere == []
