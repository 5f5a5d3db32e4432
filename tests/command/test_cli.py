"""What the commands do: they make, compare and report; and the room check that lesson 0 shares."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import MagicMock

import pytest

from enclair.case import model
from enclair.case.model import load_case
from enclair.command import cli, reset_exercise
from enclair.command.verbs import VERBS
from enclair.lessons.start_here import doctor
from tests.helpers import assert_in, assert_not_in, code, in_language, nbgrader, notebook

SOLUTION = notebook(code("### BEGIN SOLUTION\n1\n### END SOLUTION", "a", **nbgrader("a")))
NAME = "solutions/en/01_what_happened.ipynb"
MADE = "exercises/en/01_what_happened.ipynb"


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A small copy of the repository, with a blank and an accent in its path."""
    folder = tmp_path / "dépôt 1"
    (folder / "solutions" / "en").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    (folder / NAME).write_text(json.dumps(SOLUTION), encoding="utf-8")
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    return folder


def test_what_is_made_is_missing_then_agrees_then_drifts(checkout, run):
    result, _, err = run("make", "exercises", "--check")
    assert result == 1
    assert f"{MADE} is missing or differs. Run: uv run enclair make exercises" in err
    assert run("make", "exercises") == (0, f"made: {MADE}\n", "")
    assert run("make", "exercises", "--check")[0] == 0
    assert run("make", "exercises")[:2] == (0, "Nothing to do: every file is as it should be.\n")
    (checkout / MADE).write_text("{}", encoding="utf-8")
    result, _, err = run("make", "exercises", "--check")
    assert (result, f"{MADE} is missing or differs" in err) == (1, True)


def test_balance_prints_its_tables_and_names_what_breaks_the_rule(checkout, run):
    # Q06 and Q07 lean to privacy, Q62 to security.
    cell = code("# A backdoor.\nQuotes(case, compared=['Q07', 'Q06', 'Q62'])", "a")
    (checkout / NAME).write_text(json.dumps(notebook(cell)), encoding="utf-8")
    result, out, err = run("balance")
    assert result == 1
    assert_in(out, "Selected by id", NAME, "Written for a side", "Mean letters, fr")
    assert_in(err, f"{NAME}: 'backdoor' in “# A backdoor.”", "'privacy': 2, 'neither': 0, 'security': 1")
    (checkout / NAME).write_text(json.dumps(notebook(code("quote(case, 'Q999')", "a"))), encoding="utf-8")
    assert f"{NAME}, or a form that it shows: quotes.csv has no row Q999." in run("balance")[2]


# ---------------------------------------------------------------- Without the tools of authors


@pytest.fixture
def alone(monkeypatch):
    """The kit without its packages."""
    for module in (cli, reset_exercise):
        monkeypatch.setattr(module, "entry_points", lambda **_: [])


def test_without_the_tools_learners_have_their_commands_and_others_are_told_where_theirs_are(alone, run):
    assert cli.available_verbs() == [*VERBS]
    for lang, words in (("en", "in the whole repository has them"), ("fr", "dans le dépôt entier")):
        code, printed, _ = run("--help", "--lang", lang)
        assert code == 0
        assert_in(" ".join(printed.split()), words)
        assert_not_in(printed, "for authors", "pour les auteurs")


def test_without_the_tools_a_fresh_copy_cannot_be_made_from_a_solution(checkout, alone, run):
    result, _, err = run("reset", "1")
    assert result == 2
    assert "enclair reset: the package enclair-tools is missing: install it" in err
    assert not (checkout / "exercises").exists()


# ---------------------------------------------------------------- In a process of its own


def process(*command, **settings):
    return subprocess.run(command, capture_output=True, timeout=60, check=False, **settings)


def test_the_list_of_commands_imports_no_tool():
    heavy = "nbformat nbgrader pandas matplotlib enclair_tools.notebooks.exercises enclair_marking.mark"
    look = "import sys; from enclair.command import cli; cli.parser().format_help()\n"
    look += f"print([name for name in {heavy.split()} if name in sys.modules])"
    assert process(sys.executable, "-c", look).stdout.strip() == b"[]"


def test_the_command_is_installed_and_a_console_without_our_signs_loses_the_signs_alone():
    command = Path(sys.executable).with_name("enclair.exe" if sys.platform == "win32" else "enclair")
    env = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = process(command, "--help", "--lang", "fr", env=env)
    assert (done.returncode, done.stderr) == (0, b"")
    # A narrow space of French, which Windows' files lack, is a space.
    assert b"faire tourner le kit ? Les m" in done.stdout


def test_in_a_folder_that_somebody_deleted_a_command_says_one_sentence(tmp_path):
    code = f"import os, sys; os.chdir({str(tmp_path)!r}); os.rmdir({str(tmp_path)!r}); "
    code += "from enclair.__main__ import main; sys.argv[1:] = ['check', '--lang', 'en']; sys.exit(main())"
    done = process(sys.executable, "-c", code)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
    assert done.stderr.startswith(b"enclair check: No such file or directory. Look whether")


# ---------------------------------------------------------------- The room check


def room(monkeypatch, **versions):
    """The lines of the room check by subject, where packages have these versions ("": not installed)."""
    installed = doctor.installed
    monkeypatch.setattr(doctor, "installed", lambda name: versions.get(name, installed(name)))
    return {line[1]: line for line in doctor.check()}


def test_the_room_is_one_sentence_and_a_line_for_what_is_not_well(run, monkeypatch):
    result, out, _ = run("check")
    assert out == "This computer is ready.\n"
    failing = doctor.RoomCheck([("fail", "a<b", "old & new", "Get a newer one.")])
    assert_in(failing._repr_html_(), "✗ Fail     <b>a&lt;b</b>: old &amp; new<br>", "→ Get a newer one.")
    monkeypatch.setattr(doctor, "check", lambda: failing)
    assert (result, run("check")[0]) == (0, 1)


@pytest.mark.parametrize(
    ("subject", "versions", "level", "words"),
    [
        ("Python", {"Python": "3.10.9"}, "fail", "version 3.10.9; the kit needs 3.11 or later"),
        ("pandas", {"pandas": "4.0"}, "warning", "2.2"),
        ("pandas", {"pandas": ""}, "fail", "2.2"),
        ("anywidget", {"anywidget": "0.9.17"}, "warning", "needs 0.9.18 or later, below 1"),
        ("JupyterLab", {"jupyterlab": ""}, "fail", "not installed"),
        ("Interactive views", {"jupyterlab_widgets": ""}, "fail", "jupyterlab_widgets"),
        ("cryptography", {"cryptography": ""}, "warning", "lesson 3"),
    ],
)
def test_each_version_has_its_level_and_what_is_not_well_its_fix(
    monkeypatch, subject, versions, level, words
):
    result, _, message, fix = room(monkeypatch, **versions)[subject]
    assert result == level
    assert fix
    assert words in message
    assert "anywidget" not in room(monkeypatch, anywidget="0.9.20")


def test_each_other_line_has_its_level_and_its_fix_in_both_languages(monkeypatch):
    monkeypatch.setattr(sys, "prefix", "none")
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6 * doctor.ROOM - 1))
    monkeypatch.setattr(model, "load_case", lambda _: load_case("none"))
    bad, french = doctor.check(), in_language("fr", doctor.check)
    assert {subject: level for level, subject, *_ in bad} == {
        **dict.fromkeys(("Settings of JupyterLab", "Saving your work", "Room on the disk"), "warning"),
        "The case": "fail",
    }
    assert bad[-1][2] == "99 MB free; 100 are enough"
    for (*_, fix), (*_, fix_fr) in zip(bad, french, strict=True):
        assert fix != fix_fr
    # On a hub a student is told whom to tell, of all but what is the student's own.
    monkeypatch.setenv("JUPYTERHUB_USER", "heron-7")
    fixes = ["those who run this hub" in fix for *_, fix in doctor.check() if fix]
    assert sorted(fixes) == [False, False, True, True]


def test_in_a_notebook_something_else_may_run_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=MagicMock))
    assert room(monkeypatch, jupyterlab="")["JupyterLab"][0] == "warning"
