"""What the commands do: they make, compare and report."""

import json
import os
import sys
from pathlib import Path

import pytest

from enclair.command import cli, reset_exercise
from enclair.command.verbs import VERBS
from tests.helpers import assert_in, assert_not_in, code, nbgrader, notebook, process, put

SOLUTION = notebook(code("### BEGIN SOLUTION\n1\n### END SOLUTION", "a", **nbgrader("a")))
NAME = "solutions/en/01_what_happened.ipynb"
MADE = "exercises/en/01_what_happened.ipynb"


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A small copy of the repository, with a blank and an accent in its path."""
    folder = tmp_path / "dépôt 1"
    put(folder, {"pyproject.toml": '[project]\nname = "enclair"\n', NAME: json.dumps(SOLUTION)})
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    return folder


def test_what_is_made_is_missing_then_agrees_then_drifts(checkout, run):
    missing = f"{MADE} is missing or differs. Run: uv run enclair make exercises"
    run.fails(missing, "make", "exercises", "--check", code=1)
    assert run("make", "exercises") == (0, f"made: {MADE}\n", "")
    assert run("make", "exercises", "--check")[0] == 0
    assert run("make", "exercises")[:2] == (0, "Nothing to do: every file is as it should be.\n")
    put(checkout, {MADE: "{}"})
    run.fails(missing, "make", "exercises", "--check", code=1)


def test_balance_prints_its_tables_and_names_what_breaks_the_rule(checkout, run):
    # Q06 and Q07 lean to privacy, Q62 to security.
    cell = code("# A backdoor.\nQuotes(case, compared=['Q07', 'Q06', 'Q62'])", "a")
    put(checkout, {NAME: json.dumps(notebook(cell))})
    result, out, err = run("balance")
    assert result == 1
    assert_in(out, "Selected by id", NAME, "Written for a side", "Mean letters, fr")
    assert_in(err, f"{NAME}: 'backdoor' in “# A backdoor.”", "'privacy': 2, 'neither': 0, 'security': 1")
    put(checkout, {NAME: json.dumps(notebook(code("quote(case, 'Q999')", "a")))})
    run.fails(f"{NAME}, or a form that it shows: quotes.csv has no row Q999.", "balance")


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


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("session x", "the package enclair-tools is missing: install it"),
        ("--lang fr serve --lan", "il manque le paquet enclair-site"),
        ("reset 1", "enclair reset: the package enclair-tools is missing: install it"),  # from a solution
    ],
)
def test_what_is_not_installed_is_named_by_its_package(checkout, alone, run, typed, words):
    result, _, err = run(*typed.split())
    assert (result, err.count("\n")) == (2, 1)
    assert words in err
    assert not (checkout / "exercises").exists()


# ---------------------------------------------------------------- In a process of its own


def test_the_list_of_commands_imports_no_tool():
    heavy = "nbformat nbgrader pandas matplotlib enclair_tools.notebooks.exercises enclair_marking.mark"
    look = "import sys; from enclair.command import cli; cli.parser().format_help()\n"
    look += f"print([name for name in {heavy.split()} if name in sys.modules])"
    assert process(sys.executable, "-c", look)[1].strip() == "[]"


def test_the_command_is_installed_and_a_console_without_our_signs_loses_the_signs_alone():
    command = Path(sys.executable).with_name("enclair.exe" if sys.platform == "win32" else "enclair")
    env = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    code, out, err = process(command, "--help", "--lang", "fr", env=env)
    assert (code, err) == (0, "")
    assert "faire tourner le kit?? Les m" in out  # a narrow space of French


def test_in_a_folder_that_somebody_deleted_a_command_says_one_sentence(tmp_path):
    code = f"import os, sys; os.chdir({str(tmp_path)!r}); os.rmdir({str(tmp_path)!r}); "
    code += "from enclair.__main__ import main; sys.argv[1:] = ['check', '--lang', 'en']; sys.exit(main())"
    ended, _, err = process(sys.executable, "-c", code)
    assert (ended, err.count("\n")) == (2, 1)
    assert err.startswith("enclair check: No such file or directory. Look whether")
