"""An exercise can be begun again: the old one is kept under another name, and nothing is ever lost."""

import json
import re
from datetime import datetime

import pytest

from enclair.command import cli
from enclair.command.reset_exercise import SPARE, fresh_exercise, is_backup, replace
from tests.helpers import code, markdown, nbgrader, notebook

NOW = datetime(2026, 11, 25, 14, 30)

#: As a class gets it, and as a teacher has it.
both = pytest.mark.parametrize("kit", ["class", "repository"], indirect=True)


@pytest.fixture
def kit(request, tmp_path, monkeypatch):
    """A kit with exercise 3 in two languages, as a class gets it if nothing else is said."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    answer = "### BEGIN SOLUTION\n42\n### END SOLUTION"
    solution = notebook(markdown("words"), code(answer, "a", **nbgrader("a")))
    for lang in ("en", "fr"):
        path = tmp_path / "solutions" / lang / "03_x.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(solution), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["make", "exercises"]) == 0
    if getattr(request, "param", "class") == "class":
        (tmp_path / "solutions").rename(tmp_path / SPARE)
        for lang in ("en", "fr"):
            blank = (tmp_path / "exercises" / lang / "03_x.ipynb").read_bytes()
            (tmp_path / SPARE / lang / "03_x.ipynb").write_bytes(blank)
    return tmp_path


@pytest.fixture
def path(kit):
    """The English exercise."""
    return kit / "exercises" / "en" / "03_x.ipynb"


def kept(path):
    return sorted(copy.name for copy in path.parent.glob("*_kept-*"))


def reset(kit):
    path, content = fresh_exercise(kit, 3)
    return replace(path, content, NOW)


@both
def test_the_old_one_is_kept_and_the_new_one_is_blank(kit, path, capsys):
    blank = path.read_bytes()
    assert b"42" not in blank
    capsys.readouterr()
    path.write_text("mine", encoding="utf-8")
    assert cli.main(["reset", "3"]) == 0
    (name,) = kept(path)
    assert re.fullmatch(r"03_x_kept-\d{4}-\d\d-\d\d-\d{4}\.ipynb", name)
    assert (path.parent / name).read_text(encoding="utf-8") == "mine"
    assert path.read_bytes() == blank
    message = capsys.readouterr().out
    assert f"Fresh: exercises/en/03_x.ipynb\nKept: exercises/en/{name}" in message
    assert "Close its tab without saving" in message
    assert cli.main(["reset", "3"]) == 0
    assert "exercises/en/03_x.ipynb is fresh: nobody has changed it" in capsys.readouterr().out
    assert kept(path) == [name]
    if (kit / "solutions").is_dir():  # a kept copy is nobody's drift
        for command in (["exercises", "--check"], ["notebooks"], ["notebooks", "--check"]):
            assert cli.main(["make", *command]) == 0
        assert (path.parent / name).read_text(encoding="utf-8") == "mine"


def test_a_kept_copy_is_never_written_over(kit, path):
    for words in ("one", "two", "two"):
        path.write_text(words, encoding="utf-8")
        reset(kit)
    names = [f"03_x_kept-2026-11-25-1430{more}.ipynb" for more in ("", "-2", "-3")]
    assert kept(path) == sorted(names)
    assert [(path.parent / name).read_text(encoding="utf-8") for name in names] == ["one", "two", "two"]
    assert all(is_backup(path.parent / name) for name in names)


def test_each_language_has_its_own_and_one_that_is_missing_is_put_back(kit, path, capsys):
    french = kit / "exercises" / "fr" / "03_x.ipynb"
    french.write_text("mine", encoding="utf-8")
    blank = path.read_bytes()
    path.unlink()
    assert cli.main(["reset", "3", "--lang", "fr"]) == 0
    assert (len(kept(french)), len(kept(path))) == (1, 0)
    assert "Conservé" in capsys.readouterr().out
    assert reset(kit) is None
    assert path.read_bytes() == blank


def test_an_exercise_or_a_language_that_is_missing_is_a_sentence(kit, capsys):
    assert cli.main(["reset", "9"]) == 2
    assert "There are: 3." in capsys.readouterr().err
    (kit / SPARE / "fr" / "03_x.ipynb").unlink()
    assert cli.main(["reset", "3", "--lang", "fr"]) == 2
    assert "pas d’exercice 3 dans cette langue" in capsys.readouterr().err


def test_when_the_new_one_cannot_be_written_nothing_changes(kit, path, monkeypatch, capsys):
    path.write_text("mine", encoding="utf-8")

    def full(self, content):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(type(path), "write_bytes", full)
    assert cli.main(["reset", "3"]) == 2
    assert f"enclair reset: {path}: No space left on device. Look" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"
    assert [file.name for file in path.parent.iterdir()] == ["03_x.ipynb"]


def test_a_read_only_file_is_kept_and_renewed(kit, path):
    path.write_text("mine", encoding="utf-8")
    path.chmod(0o444)
    assert reset(kit).read_text(encoding="utf-8") == "mine"
    assert path.read_text(encoding="utf-8") != "mine"
    path.write_text("again", encoding="utf-8")
