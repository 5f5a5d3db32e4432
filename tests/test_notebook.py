"""What the kit adds to a kernel: a skipped first cell and an unfinished answer are told in one sentence."""

import json
import subprocess
import sys

import pytest

from enclair import unfinished
from enclair.checks import Feedback, ask
from enclair.lessons.what_happened.checks import steps_so_far
from tests.banks import CASE
from tests.helpers import CHECKS, banks, code, const, execute, notebook, ran

RIGHT = {name: answers for bank in banks() for name, answers in bank.RIGHT.items()}

RIGHT_ANSWER = "def steps_so_far():\n    return list('CFDGA')"
CHECK = "check.steps_so_far(steps_so_far)"
SETUP = "from enclair.lessons.what_happened import check"


def run(folder, *sources):
    """The cells after they ran in one kernel."""
    cells = [code(source, f"c{number}") for number, source in enumerate(sources)]
    return execute(notebook(*cells), folder)


def shown(executed):
    """What stands below each cell: the lines of its error, or the misconception of its feedback."""
    found = []
    for cell, one in zip(executed.cells, ran(executed), strict=True):
        errors = [output["traceback"] for output in cell.outputs if output.output_type == "error"]
        found.append(one.misconceptions or (errors[0] if errors else []))
    return found


def test_a_skipped_first_cell_is_one_sentence(tmp_path):
    names = ["check", "events", "case", "Timeline(1)", "banner(case)"]
    for said, name in zip(shown(run(tmp_path, *names)), names, strict=True):
        assert len(said) == 1
        assert said[0].startswith("Run the first cell of this page first")
        assert name.split("(")[0] in said[0]


def test_in_the_french_folder_the_sentence_is_french(tmp_path):
    (tmp_path / "fr").mkdir()
    ((said,),) = shown(run(tmp_path / "fr", "check"))
    assert said.startswith("Exécutez d’abord la première cellule")


SPOKEN = """import enclair
from enclair import Timeline, banner, load_case
from enclair.lessons.needles_and_haystacks import check, figures
from enclair.text import locale
case = load_case("telegram")
assert "présumé" in banner(case)._repr_html_()
assert {Timeline(case).lang, check.lang, enclair.explore(figures.Alarms).lang, enclair.Poll().lang} == {"fr"}
assert locale.number(1234.5, digits=1) == "1\u202f234,5" """


def test_in_the_french_folder_everything_speaks_french(tmp_path):
    (tmp_path / "fr").mkdir()
    assert shown(run(tmp_path / "fr", SPOKEN)) == [[]]


def test_an_answer_that_was_never_defined_is_one_sentence(tmp_path):
    _, (never,), _, (broken,) = shown(run(tmp_path, SETUP, CHECK, "def mine(:", "mine()"))
    assert never.startswith("Run the cell that defines steps_so_far first")
    assert broken.startswith("Run the cell that defines mine first")


def test_a_function_that_is_not_written_yet_is_one_sentence(tmp_path):
    _, (said,) = shown(run(tmp_path, "def mine(x):\n    raise NotImplementedError", "[mine(x) for x in [1]]"))
    assert said == "mine is not written yet: complete its cell, run it, then run this one."


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("raise NotImplementedError", "NotImplementedError"),  # no function to write
        ("nothing_here", "nothing_here"),
        ("1 / 0", "division by zero"),
        ("def mine():\n    return evnets\nmine()", "evnets"),
        ("import types\nexec('case', {})", "case"),  # not missing from this page, but elsewhere
    ],
)
def test_every_other_error_is_shown_as_usual(tmp_path, source, said):
    (wall,) = shown(run(tmp_path, source))
    assert len(wall) > 1
    assert "Traceback" in "".join(wall)
    assert said in "".join(wall)


@pytest.mark.parametrize(
    "broken",
    [
        "def steps_so_far(:\n    return 1",  # not Python
        "def steps_so_far():\nreturn 1",
        "1 / 0\ndef steps_so_far():\n    return []",  # stopped before it came to the function
    ],
)
def test_an_older_answer_is_not_judged(tmp_path, broken):
    told = shown(run(tmp_path, SETUP, RIGHT_ANSWER, CHECK, broken, CHECK, RIGHT_ANSWER, CHECK))
    assert told[4] == ["cell-did-not-run"]
    assert told[2] == told[6] == [""]


def test_an_answer_that_was_defined_before_its_cell_stopped_is_judged(tmp_path):
    told = shown(run(tmp_path, SETUP, RIGHT_ANSWER, f"{RIGHT_ANSWER}\n1 / 0", CHECK))
    assert told[3] == [""]


def test_another_cell_that_fails_changes_nothing(tmp_path):
    told = shown(run(tmp_path, SETUP, RIGHT_ANSWER, "def other(:", "1 / 0", "  ", CHECK))
    assert told[-1] == [""]


def test_a_cell_that_ran_to_its_end_is_forgotten(tmp_path):
    told = shown(run(tmp_path, "def mine(:", "def mine():\n    return 1", "del mine\n1 / 0", "mine"))
    assert "Traceback" in "".join(told[-1])


def test_without_the_extension_every_answer_is_judged():
    assert unfinished.outdated == {}
    assert ask(steps_so_far, RIGHT["steps_so_far"][0], CASE).passed


@pytest.mark.parametrize("name", CHECKS)
def test_each_check_refuses_an_older_answer(name, monkeypatch):
    old = const(1)
    monkeypatch.setitem(unfinished.outdated, name, old)
    told = ask(CHECKS[name], old, CASE)
    assert isinstance(told, Feedback)
    assert told.misconception == "cell-did-not-run"
    assert ask(CHECKS[name], RIGHT[name][0], CASE).passed


def test_the_project_alone_switches_it_on(tmp_path, monkeypatch):
    """Without the tests' own profile: a student's kernel reads what the kit installs beside Python."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    ((said,),) = shown(run(tmp_path, "check"))
    assert said.startswith("Run the first cell")


def test_a_kernel_without_the_kit_starts_all_the_same(tmp_path, monkeypatch):
    profile = tmp_path / "profile_default"
    profile.mkdir()
    config = {"InteractiveShellApp": {"extensions": ["no_such_kit.notebook"]}}
    (profile / "ipython_kernel_config.json").write_text(json.dumps(config), encoding="utf-8")
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    first, second = run(tmp_path, "1 + 1", "check").cells
    assert [output["data"]["text/plain"] for output in first.outputs] == ["2"]
    assert len(second.outputs[0]["traceback"]) > 1  # the extension is really not there


def test_it_does_not_slow_a_kernel_down():
    heavy = {
        *("pandas", "polib", "IPython", "ipywidgets", "matplotlib", "enclair.text.locale"),
        "enclair.checks",
    }
    script = "import sys, enclair.kernel; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "enclair.kernel" in done.stdout.split()
    assert heavy.isdisjoint(done.stdout.split())
