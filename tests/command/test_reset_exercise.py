"""An exercise can be begun again: the old one is kept under another name, and nothing is ever lost."""

import json
import re
import shutil
from datetime import datetime

import pytest

from enclair.command import cli
from enclair.command.reset_exercise import BACKUP_MARK, SPARE, fresh_exercise, replace
from tests.helpers import assert_in, code, markdown, nbgrader, notebook, put


@pytest.fixture
def kit(request, tmp_path, monkeypatch):
    """A kit with exercise 3 in two languages, as a class gets it if nothing else is asked for."""
    answer = "### BEGIN SOLUTION\n42\n### END SOLUTION"
    solution = json.dumps(notebook(markdown("words"), code(answer, "a", **nbgrader("a"))))
    paths = dict.fromkeys((f"solutions/{lang}/03_x.ipynb" for lang in ("en", "fr")), solution)
    put(tmp_path, {"pyproject.toml": '[project]\nname = "enclair"\n'} | paths)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["make", "exercises"]) == 0
    if getattr(request, "param", "class") == "class":
        shutil.rmtree(tmp_path / "solutions")
        shutil.copytree(tmp_path / "exercises", tmp_path / SPARE)
    return tmp_path


@pytest.fixture
def path(kit):
    """The English exercise, in which somebody has worked."""
    path = kit / "exercises" / "en" / "03_x.ipynb"
    path.write_text("mine", encoding="utf-8")
    return path


def kept(path):
    return {copy.name: copy.read_text(encoding="utf-8") for copy in path.parent.glob("*_kept-*")}


@pytest.mark.parametrize("kit", ["class", "repository"], indirect=True)
def test_the_old_one_is_kept_and_the_new_one_is_blank(kit, path, run):
    _, message, _ = run("reset", "3")
    [(name, content)] = kept(path).items()
    assert re.fullmatch(r"03_x_kept-\d{4}-\d\d-\d\d-\d{4}\.ipynb", name)
    assert (content, b"42" in path.read_bytes()) == ("mine", False)
    fresh = f"Fresh: exercises/en/03_x.ipynb\nKept: exercises/en/{name}"
    assert_in(message, fresh, "Close its tab without saving")
    assert "exercises/en/03_x.ipynb is fresh: nobody has changed it" in run("reset", "3")[1]
    if (kit / "solutions").is_dir():  # a kept copy is nobody's drift
        for command in (["exercises", "--check"], ["notebooks"], ["notebooks", "--check"]):
            assert run("make", *command)[0] == 0
    assert kept(path) == {name: "mine"}


def test_a_kept_copy_is_never_written_over(kit, path):
    for words in ("one", "two", "two"):
        path.write_text(words, encoding="utf-8")
        path.chmod(0o444)
        assert BACKUP_MARK in replace(*fresh_exercise(kit, 3), datetime(2026, 11, 25, 14, 30)).name
    names = [f"03_x_kept-2026-11-25-1430{more}.ipynb" for more in ("", "-2", "-3")]
    assert kept(path) == dict(zip(names, ("one", "two", "two"), strict=True))


def test_each_language_has_its_own_and_one_that_is_missing_is_put_back_or_told(kit, path, run):
    path.unlink()
    assert run("reset", "3")[0] == 0
    assert path.read_bytes() == (kit / SPARE / "en" / path.name).read_bytes()
    assert kept(path) == {}
    (kit / SPARE / "fr" / path.name).unlink()
    run.fails("There are: 3.", "reset", "9")
    run.fails("pas d’exercice 3 dans cette langue", "reset", "3", "--lang", "fr")


def test_when_the_new_one_cannot_be_written_nothing_changes(kit, monkeypatch, run):
    path = kit / "exercises" / "fr" / "03_x.ipynb"
    path.write_text("mine", encoding="utf-8")

    def full(self, content):
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(type(path), "write_bytes", full)
    code, _, err = run("reset", "3", "--lang", "fr")
    new = re.escape(str(path.with_name(".03_x.ipynb.new")))
    assert code == 2
    assert re.fullmatch(rf"enclair reset: {new}: plus de place sur le disque\. Regardez .*\n", err)
    assert path.read_text(encoding="utf-8") == "mine"
    assert [file.name for file in path.parent.iterdir()] == [path.name]
