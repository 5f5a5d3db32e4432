"""The command line, and the room check that it shares with lesson 0."""

import errno
import json
import os
import re
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from enclair import load_case
from enclair.command import cli
from enclair.command import reset_exercise as fresh
from enclair.lessons.start_here import doctor as room
from enclair.text.locale import speaking
from tests.helpers import REPO, assert_in, code, execute, nbgrader, notebook, refused

SOLUTION = notebook(code("### BEGIN SOLUTION\n1\n### END SOLUTION", "a", **nbgrader("a")))


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A small copy of the repository, with a blank and an accent in its path."""
    folder = tmp_path / "dépôt 1"
    (folder / "solutions" / "en").mkdir(parents=True)
    (folder / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    (folder / "solutions" / "en" / "01_x.ipynb").write_text(json.dumps(SOLUTION), encoding="utf-8")
    (folder / "sub").mkdir()
    monkeypatch.chdir(folder / "sub")
    return folder


def test_help_groups_verbs_by_reader(capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--help"])
    assert stopped.value.code == 0
    said = capsys.readouterr().out
    places = [
        said.index(word)
        for word in (
            *("for students", "check ", "reset ", "gain ", "plan ", "bundle "),
            *("for authors", "exercises", "standards ", "canonical"),
        )
    ]
    assert places == sorted(places)


def test_exercises_are_made_then_agree_then_drift(checkout, capsys):
    assert cli.main(["exercises", "--check"]) == 1
    assert "exercises/en/01_x.ipynb is missing. Run: uv run enclair exercises" in capsys.readouterr().err
    assert cli.main(["exercises"]) == 0
    assert "made: exercises/en/01_x.ipynb" in capsys.readouterr().out
    assert cli.main(["exercises", "--check"]) == 0
    assert cli.main(["exercises"]) == 0
    assert "Nothing to do" in capsys.readouterr().out
    (checkout / "exercises" / "en" / "01_x.ipynb").write_text("{}", encoding="utf-8")
    assert cli.main(["exercises", "--check"]) == 1
    told = capsys.readouterr().err
    assert_in(told, "exercises/en/01_x.ipynb differs", "uv run enclair exercises")


def test_cards_are_made_then_agree_then_drift(checkout, capsys):
    assert cli.main(["cards", "--check"]) == 1
    assert "deciding_together.html differs from what the deck makes. Run: uv run enclair cards" in (
        capsys.readouterr().err
    )
    assert cli.main(["cards"]) == 0
    assert "made: teaching/cards/deciding_together.html" in capsys.readouterr().out
    assert cli.main(["cards", "--check"]) == 0
    (checkout / "teaching" / "cards" / "deciding_together_fr.html").write_text("", encoding="utf-8")
    assert cli.main(["cards", "--check"]) == 1


def test_a_bad_mark_is_one_sentence_and_nothing_is_written(checkout, capsys):
    bad = notebook(code("### BEGIN SOLUTION", "a", **nbgrader("a")))
    (checkout / "solutions" / "en" / "01_x.ipynb").write_text(json.dumps(bad), encoding="utf-8")
    assert cli.main(["exercises"]) == 2
    told = capsys.readouterr().err
    assert "solutions/en/01_x.ipynb, cell 1 (a), line 1" in told
    assert "Traceback" not in told
    assert not (checkout / "exercises").exists()


def test_canonical_checks_then_rewrites(checkout, capsys):
    assert cli.main(["canonical", "--check"]) == 1
    told = capsys.readouterr().err
    assert "solutions/en/01_x.ipynb is not in the canonical form." in told
    assert "uv run enclair canonical solutions/en/01_x.ipynb" in told
    assert cli.main(["canonical"]) == 0
    assert cli.main(["canonical", "--check"]) == 0


def test_canonical_takes_files_anywhere(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("my notes.ipynb").write_text(json.dumps(SOLUTION), encoding="utf-8")
    assert cli.main(["canonical", "--check", "my notes.ipynb"]) == 1
    assert cli.main(["canonical", "my notes.ipynb"]) == 0
    assert cli.main(["canonical", "--check", "my notes.ipynb"]) == 0
    assert cli.main(["canonical", "none.ipynb"]) == 2
    assert "no such file" in capsys.readouterr().err


def test_balance_tells_the_sides_of_what_each_notebook_selects(checkout, capsys):
    path = checkout / "solutions" / "en" / "01_x.ipynb"

    def told(*cells):
        path.write_text(json.dumps(notebook(*cells)), encoding="utf-8")
        return cli.main(["balance"]), *capsys.readouterr()

    result, out, err = told(code("1", "a"))
    assert (result, err) == (0, "")
    assert "all quotations, as explorers show them: privacy " in out
    # What selects nothing has no line.
    assert "01_x.ipynb" not in out
    assert (
        "Lessons that pick out no quotation, card, example or argument of a side\n  1 (no notebook)." in out
    )
    assert "sentences to code again: privacy " in out
    # Q06 and Q07 lean to privacy, Q62 to security.
    result, out, err = told(code("Quotes(case, compared=['Q07', 'Q06'])", "a"), code("'Q62'", "b"))
    assert result == 1
    assert "(solutions/en/01_x.ipynb): privacy 2, neither 0, security 1; 67% of what has a side" in err
    assert "choose other quotations here (now Q07, Q06, Q62); never change a code" in err
    result, out, err = told(code("['Q06', 'Q62']", "a"))
    assert (result, err) == (0, "")
    assert "50% of what has a side is on the privacy side. The rule holds." in out
    result, out, err = told(code("['Q06', 'Q2999']", "a"))
    assert result == 1
    assert "No quotation has the id Q2999" in err
    # A word of one side in our own voice breaks a rule, too, and stands in the report and beside it.
    result, out, err = told(code("# It needs a backdoor.", "a"))
    assert result == 1
    for stream in (out, err):
        assert "solutions/en/01_x.ipynb: 'backdoor' in “# It needs a backdoor.”" in stream
    assert told(code("# Some call it a “backdoor”.", "a"))[::2] == (0, "")


def test_balance_is_a_report_that_begins_with_what_a_side_is_and_ends_with_the_count(monkeypatch, capsys):
    monkeypatch.chdir(REPO)
    assert cli.main(["balance"]) == 0
    out = capsys.readouterr().out
    heads = ["Both sides in this kit", "A side ", "The rule ", "Order ", "all quotations, as explorers show"]
    # Lessons 0 and 1 pick out nothing that has a side, and the report says so in one line.
    heads += [f"\nLesson {number}. " for number in range(2, 9)]
    heads += [
        "\nWhat is in all lessons",
        "\nLessons that pick out no",
        "  0 (Start here); 1 (What happened?).",
    ]
    heads += ["\nQuestions that the rows of the case settle"]
    heads += ["\nQuestions that are open", "\nWords: ", "\nWhat this report cannot say", " counts keep"]
    places = [out.index(head) for head in heads]
    assert places == sorted(places)
    kept, of = re.search(r"(\d+) of (\d+) counts keep the rule", out).groups()
    assert kept == of
    questions = load_case().open_questions
    assert all(f"  {question} " in out for question in questions["question_en"])
    # Nothing empty, and no name that only who wrote the program knows.
    assert not re.search(
        r"privacy 0, neither 0, security 0|selects no|\bdeck | of (Deck|Grid|Alarms)\b|\bNaN\b|nan%", out
    )


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="rights of folders do not bind this user"
)
def test_a_read_only_folder_is_one_sentence(checkout, capsys):
    checkout.chmod(0o555)
    try:
        assert cli.main(["exercises"]) == 2
    finally:
        checkout.chmod(0o755)
    assert "Permission denied" in capsys.readouterr().err


def test_the_room_is_told_line_by_line(capsys):
    assert cli.main(["check"]) == 0
    said = capsys.readouterr().out
    for subject in (
        *("Python", "pandas", "matplotlib", "ipywidgets", "anywidget", "The case", "Interactive views"),
    ):
        assert f" {subject}: " in said


def test_the_room_speaks_french(capsys):
    assert cli.main(["check", "--lang", "fr"]) == 0
    assert "Vues interactives" in capsys.readouterr().out


def test_a_line_that_fails_makes_the_command_fail(monkeypatch, capsys):
    monkeypatch.setattr(room, "lines", lambda: [room.Line("fail", "Python", "too old", "Get a newer one.")])
    assert cli.main(["check"]) == 1
    said = capsys.readouterr().out
    assert_in(said, "Fail", "→ Get a newer one.")


@pytest.mark.parametrize(
    ("found", "level"), [("3.11.0", "OK"), ("3.14.2", "OK"), ("3.10.9", "fail"), ("3.15.0a1", "OK")]
)
def test_python_is_measured_against_its_bounds(found, level):
    line = room.python_line(found, ">=3.11")
    assert line.level == level
    assert found in line.message
    assert bool(line.fix) == (level == "fail")


@pytest.mark.parametrize(
    ("found", "level"), [("2.3.1", "OK"), ("1.5", "warning"), ("4.0", "warning"), (None, "fail")]
)
def test_packages_are_measured_against_their_bounds(found, level):
    line = room.package_line(Requirement("pandas>=2.2,<4"), found)
    assert (line.level, line.subject) == (level, "pandas")
    assert "2.2" in line.message
    assert bool(line.fix) == (level != "OK")


def test_what_surrounds_the_lessons_is_looked_at(monkeypatch, tmp_path):
    assert room.lab_line("4.4.1").level == "OK"
    assert "open lesson 0" in room.widgets_line("3.0.15").message
    missing = room.lab_line(None)
    assert (missing.level, bool(missing.fix)) == ("fail", True)
    monkeypatch.setattr(room, "_in_notebook", lambda: True)
    assert room.lab_line(None).level == "warning"  # it runs in something else
    assert room.sealing_line("44.0").level == "OK"
    assert "lesson 3" in room.sealing_line(None).message
    assert room.settings_line(Path(sys.prefix)).level == "OK"
    assert room.settings_line(tmp_path).level == "warning"
    assert room.space_line(room.ROOM).level == "OK"
    full = room.space_line(room.ROOM - 1)
    assert (full.level, full.message) == ("warning", "99 MB free; 100 are enough")
    assert full.fix
    assert room.widgets_line(None).level == room.data_line(str(tmp_path)).level == "fail"


def test_each_warning_and_failure_comes_with_its_fix_in_both_languages():
    for lang in ("en", "fr"):
        with speaking(lang):
            bad = [
                room.python_line("3.1", ">=3.11"),
                room.package_line(Requirement("pandas>=2"), None),
                room.package_line(Requirement("pandas>=2"), "1.0"),
                room.lab_line(None),
                room.sealing_line(None),
                room.settings_line(Path("none")),
                room.data_line("none"),
                room.widgets_line(None),
                room.space_line(0),
            ]
        assert all(line.fix and line.level != "OK" for line in bad)
        assert all(f"→ {line.fix}" in str(room.RoomCheck(tuple(bad), lang)) for line in bad)


@pytest.mark.parametrize("verb", [["check"], ["check", "--lang", "fr"], ["--help"]])
def test_a_console_without_our_signs_loses_the_signs_alone(verb):
    command = [sys.executable, "-m", "enclair", *verb]
    env = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(command, capture_output=True, env=env, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Traceback" not in done.stdout


def test_in_a_notebook_the_views_are_further_down_on_the_page(tmp_path):
    lines = (
        "from enclair.lessons.start_here import doctor\nfor line in doctor.lines():\n    print(line.message)"
    )
    (output,) = execute(notebook(code(lines)), tmp_path).cells[0].outputs
    assert "the timeline in one of the next cells" in output["text"]
    assert "lesson 0" not in output["text"]


@pytest.mark.parametrize(
    ("wanted", "lang", "said"),
    [
        ("<1,>=0.9.18", "en", "0.9.18 or later, below 1"),
        ("<1,>=0.9.18", "fr", "0.9.18 ou plus récent, avant 1"),
        (">=3.11", "en", "3.11 or later"),
        ("~=2.1,!=2.1.3", "en", "!=2.1.3, ~=2.1"),
        ("", "en", "any version"),
    ],
)
def test_bounds_are_told_in_words(wanted, lang, said):
    with speaking(lang):
        bounds = room.bounds(SpecifierSet(wanted))
    assert sorted(bounds.split(", ")) == sorted(said.split(", "))
    assert bounds.startswith(said[0]) or "~" in said


def test_no_line_of_the_room_speaks_in_signs():
    assert not [line for line in room.lines() if any(sign in line.message for sign in "<>=")]


def test_a_folder_that_cannot_be_written_warns(monkeypatch, tmp_path):
    assert room.folder_line(tmp_path).level == "OK"
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert room.folder_line(tmp_path).level == "warning"


def test_the_room_has_two_forms():
    shown = room.RoomCheck((room.Line("warning", "a<b", "old & new", "do"), room.Line("OK", "c", "fine")))
    bundle = shown._repr_mimebundle_()
    assert shown.ready
    assert_in(bundle["text/html"], "a&lt;b", "Warning", 'scope="row"')
    assert bundle["text/plain"] == str(shown) == repr(shown)
    assert not room.RoomCheck((room.Line("fail", "a", "b"),)).ready


def test_the_command_is_installed():
    command = Path(sys.executable).with_name("enclair.exe" if sys.platform == "win32" else "enclair")
    done = subprocess.run([command, "check"], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "This computer is ready." in done.stdout


@pytest.mark.parametrize("verb", ["pages", "handouts"])
def test_the_number_of_a_lesson_is_no_folder(checkout, capsys, verb):
    assert cli.main([verb, "3"]) == 2
    assert "looks like the number of a lesson" in capsys.readouterr().err
    assert not (checkout / "3").exists()


def test_what_the_system_refuses_is_one_sentence_with_what_to_do(checkout, monkeypatch, capsys):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    monkeypatch.setattr("enclair_tools.publish.bundle.bundle", lambda _: b"zip")
    monkeypatch.setattr("enclair_tools.publish.bundle.version", lambda _: "1")
    assert cli.main(["bundle"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("enclair bundle: No space left on device. Look ")
    assert said.count("\n") == 1
    assert list((checkout / "dist").iterdir()) == []


def no_tools(monkeypatch, *found):
    monkeypatch.setattr(cli, "entry_points", lambda group: list(found))


def test_without_the_tools_learners_have_their_commands_and_others_are_told_where_theirs_are(
    monkeypatch, capsys
):
    no_tools(monkeypatch)
    assert cli.main(["check"]) == 0
    assert [verb.name for verb in cli.available_verbs()[0]] == ["check", "reset", "gain"]
    for lang, words in (("en", "in the whole repository has them"), ("fr", "dans le dépôt entier")):
        refused(SystemExit, "2", cli.main, ["check-case", "--lang", lang])
        said = capsys.readouterr().err
        assert words in said
        assert "Traceback" not in said
        assert "“check”" not in said  # it is another thing
        refused(SystemExit, "0", cli.main, ["--help", "--lang", lang])
        help_ = " ".join(capsys.readouterr().out.split())
        assert words in help_
        assert "for authors" not in help_
        assert "pour les auteurs" not in help_


def test_broken_tools_leave_learners_their_commands(monkeypatch, capsys):
    no_tools(monkeypatch, EntryPoint("authoring", "enclair_nowhere.verbs:VERBS", "enclair.verbs"))
    assert cli.main(["check"]) == 0
    refused(SystemExit, "2", cli.main, ["plan"])
    assert "not all here (authoring: No module named 'enclair_nowhere')" in capsys.readouterr().err


def test_without_the_tools_a_fresh_copy_cannot_be_made_from_a_solution(checkout, monkeypatch, capsys):
    monkeypatch.setattr(fresh, "entry_points", lambda group: [])
    assert cli.main(["reset", "1"]) == 2
    assert "made by the tools for authors, which are missing" in capsys.readouterr().err
    assert not (checkout / "exercises").exists()


def test_the_list_of_commands_imports_no_tool():
    heavy = (
        *("nbformat", "nbgrader", "pandas", "matplotlib", "enclair_tools.notebooks.exercises"),
        "enclair_tools.marking.mark",
    )
    code = (
        "import sys; from enclair.command import cli; cli.parser().format_help()\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "[]\n"
