"""What the kit adds to a kernel: a skipped first cell and an unfinished answer are told in one sentence."""

import re
import subprocess
import sys

from enclair import unfinished
from enclair.checks import ask
from enclair.lessons.what_happened.checks import steps_so_far
from tests.banks import CASE
from tests.helpers import code, execute, notebook
from tests.shell import cells_show

ANSWER = "def steps_so_far():\n    return list('CFDGA')"
CHECK = "check.steps_so_far(steps_so_far)"
FIRST = "Run the first cell of this page first, then those above this one: {} comes from them."
#: A traceback as Python shows it, with a word of it.
WALL = "-----.*Traceback.*{}.*"
SYNTAX = r".*\^.*SyntaxError.*"
#: Cells that somebody runs one after the other, and what each shows.
STORY = [
    *[(name, re.escape(FIRST.format(name.split("(")[0]))) for name in ("check", "events", "Timeline(1)")],
    ("from enclair.lessons.what_happened import check", ""),
    (CHECK, "Run the cell that defines steps_so_far first.*"),  # which was never run
    ("def mine(:", SYNTAX),
    ("mine()", "Run the cell that defines mine first.*"),
    # A function that is not written yet.
    ("def mine(x):\n    raise NotImplementedError", ""),
    ("[mine(x) for x in [1]]", "This cell needs the answer above: mine. Give it, then run this cell again."),
    # Every other error is shown as usual.
    ("raise NotImplementedError", WALL.format("NotImplementedError")),  # there is no function to write
    ("1\nnothing_here", "Line 2 of this cell uses nothing_here, which Python does not know yet: run.*"),
    ("1 / 0", WALL.format("division by zero")),
    ("def mine():\n    return evnets\nmine()", WALL.format("evnets")),
    ("exec('case', {})", WALL.format("case")),  # not missing from this page, but elsewhere
    # An older answer is not judged, whatever stopped its cell.
    *[(ANSWER, ""), (CHECK, "")],
    *[("def steps_so_far(:\n    return 1", SYNTAX), (CHECK, "cell-did-not-run"), (ANSWER, ""), (CHECK, "")],
    *[("1 / 0\ndef steps_so_far():\n    return 1", WALL.format("division")), (CHECK, "cell-did-not-run")],
    *[(ANSWER, ""), (CHECK, ""), ("def other(:", SYNTAX), ("  ", ""), (CHECK, "")],
    # Nor is what a cell defines that is no Python to its end; below Python's words stands what to do.
    ("def steps_so_far():\n    x = 1\nreturn x", SYNTAX.replace("SyntaxError", "set it in by four blanks")),
    (CHECK, "cell-did-not-run"),
    ("def steps_so_far():\n    return 0,0009", SYNTAX.replace("SyntaxError", "write a point before")),
    *[(ANSWER, ""), (CHECK, "")],
    # One that was defined before its cell stopped is judged.
    *[(f"{ANSWER}\n1 / 0", WALL.format("division")), (CHECK, "")],
    # A cell that ran to its end is forgotten.
    *[("def mine(:", SYNTAX), ("def mine():\n    return 1", "")],
    ("del mine\n1 / 0", WALL.format("division")),
    ("mine", "Line 1 of this cell uses mine, which.*"),
    # Copies that students keep of notebooks of before (122f01e8) call what today's no longer do.
    ("from enclair import *\nfrom enclair.lessons.start_here import cover\ncover(case := load_case())", ""),
    ("from enclair.lessons.what_happened.figures import *\nprocedure(case.procedure, case.proceedings)", ""),
    ("from enclair.views import polling as poll\nassert poll.uncut(26, 26) == 1.5 > poll.margin(26)", ""),
    ("from enclair.lessons.traces import figures\nexplore(figures.CoinAndDie)", ""),
]


def test_what_somebody_sees_who_runs_cells_in_another_order_or_half_written():
    shown = cells_show(*(source for source, _ in STORY))
    pairs = zip(STORY, map(str, shown), strict=True)
    wrong = [(code, cell) for (code, wanted), cell in pairs if not re.fullmatch(wanted, cell, re.DOTALL)]
    assert wrong == []


def test_a_cell_that_lost_its_def_is_told_so(monkeypatch):
    """What it defined before is an older answer; elsewhere the function may be defined anew."""
    monkeypatch.setattr(unfinished, "_homes", {})
    monkeypatch.setattr(unfinished, "outdated", {})
    space = {}

    def run(cell, cell_id, error=None):
        unfinished.remember(space, cell, cell_id)
        exec("" if error else cell, space)
        unfinished.compare(space, error)
        return {name: ask(steps_so_far, space[name], CASE).note for name in unfinished.outdated}

    assert run(ANSWER, "a") == {}
    assert run("return list('CFDGA')", "a", SyntaxError()) == {"steps_so_far": "def-is-gone"}
    assert run("1", "b") == {"steps_so_far": "def-is-gone"}
    assert run(ANSWER.replace("steps", "step"), "a") == {"steps_so_far": "def-is-gone"}
    assert run(ANSWER, "b") == {}
    assert run("1", "a") == {"step_so_far": "def-is-gone"}
    assert run(ANSWER, "a") == {"step_so_far": "def-is-gone"}


SPOKEN = """import enclair
from enclair import Timeline, banner, load_case
from enclair.lessons.needles_and_haystacks import check, figures
from enclair.text import locale
case = load_case("telegram")
assert "présumé" in banner(case)._repr_html_()
assert {Timeline(case).lang, check.lang, enclair.explore(figures.Alarms).lang, enclair.Poll().lang} == {"fr"}
assert locale.number(1234.5, digits=1) == "1\u202f234,5"
assert get_ipython().history_manager.enabled is False"""


def test_the_project_alone_switches_history_off(tmp_path, monkeypatch):
    """And the kit on, in the language of the folder: a student's kernel reads what lies beside Python."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    (tmp_path / "fr").mkdir()
    skipped, spoken = execute(notebook(code("check", "a"), code(SPOKEN, "b")), tmp_path / "fr").cells
    (line,) = skipped.outputs[0].traceback
    assert line.startswith("Exécutez d’abord la première cellule")
    assert spoken.outputs == []
    assert list(tmp_path.rglob("history.sqlite")) == []


KERNEL = """
import sys, enclair.kernel
print(*sys.modules)
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config
shell = InteractiveShell.instance(config=Config(HistoryManager={"enabled": False}), colors="nocolor")
shell.run_cell("import enclair")
before = set(shell.extension_manager.loaded)
shell.run_cell("case = enclair.load_case('telegram')")
print(before, shell.extension_manager.loaded)
shell.run_cell("_ = enclair.banner(case)")  # loaded once, not twice
shell.run_cell("check")
"""
#: What would slow the start of a kernel down.
HEAVY = {"pandas", "polib", "IPython", "ipywidgets", "matplotlib", "enclair.text.locale", "enclair.checks"}


def test_load_case_extends_the_kernel_of_a_jupyterlab_without_the_kits_settings_which_load_little():
    done = subprocess.run([sys.executable, "-c", KERNEL], capture_output=True, text=True, check=True)
    modules, loaded, advice = done.stdout.splitlines()
    assert "enclair.kernel" in modules.split()
    assert HEAVY.isdisjoint(modules.split())
    assert loaded == "set() {'enclair.kernel'}"
    assert advice.startswith("Run the first cell of this page first")
