"""What a class gets: it runs by itself, gives no answer away, and an exercise can be begun again."""

import io
import json
import os
import re
import sys
import tomllib
import zipfile
from datetime import datetime

import pytest

from enclair.command import cli
from enclair.command import reset_exercise as fresh
from enclair_tools.publish import bundle
from tests.helpers import (
    EXERCISES,
    REPO,
    code,
    execute,
    in_language,
    markdown,
    nbgrader,
    notebook,
    read,
    refused,
)
from tests.test_links import relative_links

NOW = datetime(2026, 11, 25, 14, 30)
TEXT = {".py", ".ipynb", ".md", ".toml", ".html", ".csv", ".js", ".css", ".po", ".json", ".yml", ".cff", ""}


@pytest.fixture(scope="module")
def packed():
    return bundle.bundle(REPO)


@pytest.fixture(scope="module")
def unzipped(packed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("salle 1")
    with zipfile.ZipFile(io.BytesIO(packed)) as held:
        held.extractall(folder)
    (top,) = folder.iterdir()
    return top


def test_the_same_kit_gives_the_same_bytes(packed):
    assert bundle.bundle(REPO) == packed


def test_the_version_stands_in_the_name_and_inside(unzipped, tmp_path):
    version = bundle.version(REPO)
    assert unzipped.name == f"enclair-{version}"
    assert (unzipped / "VERSION").read_text(encoding="utf-8") == f"{version}\n"
    assert f"# En clair {version}\n" in (unzipped / "README.md").read_text(encoding="utf-8")
    assert bundle.destination(REPO, None) == REPO / "dist" / f"enclair-{version}-class.zip"
    assert bundle.destination(REPO, tmp_path) == tmp_path / f"enclair-{version}-class.zip"
    assert bundle.destination(REPO, tmp_path / "a.zip") == tmp_path / "a.zip"


def test_it_holds_what_a_student_needs_and_nothing_else(unzipped):
    assert {path.name for path in unzipped.iterdir()} == {
        *("notebooks", "exercises", "src", "datasets", "jupyter", "teaching"),
        *("README.md", "VERSION", "LICENSE", "LICENSE-content", "CITATION.cff"),
        *("pyproject.toml", "environment.yml"),
    }
    assert [path.name for path in (unzipped / "teaching").iterdir()] == ["cards"]
    project = tomllib.loads((unzipped / "pyproject.toml").read_text(encoding="utf-8"))
    whole = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["dependency-groups"] == {"lab": whole["dependency-groups"]["lab"]}
    assert project["tool"]["uv"]["default-groups"] == "all"
    assert project["project"] == whole["project"]
    named = [name for each in ("packages", "force-include") for name in _built(project, each)]
    assert all((unzipped / name).exists() for name in named)
    assert all((unzipped / name).is_file() for name in _built(project, "shared-data"))
    assert (unzipped / project["project"]["readme"]).is_file()


def _built(project, key):
    return project["tool"]["hatch"]["build"]["targets"]["wheel"][key]


def test_notebooks_are_those_of_the_kit_and_exercises_are_blank(unzipped):
    for name in EXERCISES:
        blank = (REPO / "exercises" / "en" / f"{name}.ipynb").read_bytes()
        assert (unzipped / "exercises" / "en" / f"{name}.ipynb").read_bytes() == blank
        assert (unzipped / fresh.SPARE / "en" / f"{name}.ipynb").read_bytes() == blank
    lessons = sorted(path.relative_to(REPO) for path in (REPO / "notebooks").glob("*/[0-9][0-9]_*.ipynb"))
    assert lessons
    assert all((unzipped / path).read_bytes() == (REPO / path).read_bytes() for path in lessons)


def solutions():
    """What stands between the marks of the solutions, long enough to be nothing else."""
    for path in (REPO / "solutions").glob("*/*.ipynb"):
        for cell in read(path)["cells"]:
            for answer in re.findall(
                r"(?:###|<!--) BEGIN SOLUTION(?: -->)?\n(.*?)\n\s*(?:###|<!--) END",
                "".join(cell["source"]),
                re.DOTALL,
            ):
                if len(answer) >= 40:
                    yield answer


def test_no_answer_is_inside(unzipped):
    answers = set(solutions())
    assert len(answers) > 20
    for path in unzipped.rglob("*"):
        if not path.is_file() or path.suffix not in TEXT:
            continue
        said = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            assert "SOLUTION" not in said
            said = "\n".join("".join(cell["source"]) for cell in json.loads(said)["cells"])
        assert not [answer for answer in answers if answer in said], path
        assert "What to find" not in said, path
    assert not [path for path in unzipped.rglob("*") if {"solutions", "tests"} & set(path.parts[-6:])]


def test_links_inside_lead_somewhere(unzipped):
    broken = []
    for path in [*unzipped.glob("notebooks/*/*.ipynb"), *unzipped.glob("exercises/*/*.ipynb")]:
        words = "\n".join(
            "".join(cell["source"]) for cell in read(path)["cells"] if cell["cell_type"] == "markdown"
        )
        broken += [(path.name, link) for link in relative_links(words) if not (path.parent / link).is_file()]
    assert broken == []


@pytest.mark.parametrize("name", ["notebooks/en/01_what_happened", "notebooks/en/07_deciding_together"])
def test_lessons_run_there_with_the_package_inside(unzipped, monkeypatch, name):
    monkeypatch.setenv("PYTHONPATH", str(unzipped / "src"))
    lesson = read(unzipped / f"{name}.ipynb")
    where = code("import enclair\nprint(enclair.__file__, load_case('telegram').title)", "where")
    ran = execute({**lesson, "cells": [*lesson["cells"], where]}, unzipped / "notebooks" / "en")
    assert not [
        out for cell in ran.cells if cell.cell_type == "code" for out in cell.outputs if "ename" in out
    ]
    assert ran.cells[-1].outputs[0]["text"].startswith(str(unzipped))


def test_the_commands_of_the_readme_exist(unzipped):
    said = (unzipped / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"`uv run enclair ([^`]+)`", said)
    assert len(commands) == 4
    for command in commands:
        cli.parser().parse_args(command.split())
    assert all((unzipped / name).is_dir() for name in re.findall(r"`(\w+)/`", said))
    assert all((unzipped / name).is_file() for name in re.findall(r"`(LICENSE[\w-]*)`", said))


def test_the_teachers_own_notes_stay_out(tmp_path):
    """Begun notebooks, kept copies, outputs, hidden and compiled files."""
    for name in ("LICENSE", "LICENSE-content", "CITATION.cff", "environment.yml", "pyproject.toml"):
        (tmp_path / name).write_bytes((REPO / name).read_bytes())
    lesson = notebook(code("1 + 1", "a", ["old"]))
    lesson["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["a name\n"]}]
    for name in ("notebooks/en/01_a.ipynb", "notebooks/en/Untitled.ipynb", "notebooks/.x/01_a.ipynb"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps(lesson), encoding="utf-8")
    for name in (
        "src/enclair/a.py",
        "src/enclair/__pycache__/a.pyc",
        "exercises/en/01_b_kept-2026-11-25-1430.ipynb",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("answer", encoding="utf-8")
    for name in ("teaching", "solutions"):
        (tmp_path / name).mkdir()
    (tmp_path / "teaching" / "class_readme.md").write_text("{version}", encoding="utf-8")
    found = bundle.contents(tmp_path)
    assert {name for name in found if "/" in name} == {"notebooks/en/01_a.ipynb", "src/enclair/a.py"}
    assert b"a name" not in found["notebooks/en/01_a.ipynb"]


def test_the_verb_writes_where_it_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(REPO)
    assert cli.main(["bundle", str(tmp_path / "new" / "kit.zip")]) == 0
    assert zipfile.is_zipfile(tmp_path / "new" / "kit.zip")
    assert "kit.zip: " in capsys.readouterr().out
    assert cli.main(["bundle", str(tmp_path / "notes.ipynb")]) == 2
    assert "expected a name that ends in .zip" in capsys.readouterr().err
    assert not (tmp_path / "notes.ipynb").exists()


def test_no_zip_of_somebody_else_is_written_over(tmp_path, packed):
    path = tmp_path / "essays.zip"
    with zipfile.ZipFile(path, "w") as others:
        others.writestr("essay.txt", "mine")
    refused(bundle.BundleError, "did not make it", bundle.destination, REPO, path)
    path.write_bytes(packed)
    assert bundle.destination(REPO, path) == path


def test_a_bundle_of_a_bundle_is_one_sentence(unzipped, monkeypatch, capsys):
    monkeypatch.chdir(unzipped)
    assert cli.main(["bundle"]) == 2
    assert "not in what a class gets" in capsys.readouterr().err


@pytest.fixture(params=["class", "repository"])
def kit(request, tmp_path, monkeypatch):
    """A kit with exercise 3 in two languages; as a class gets it, or as a teacher has it."""
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "enclair"\n', encoding="utf-8")
    solution = notebook(
        markdown("words"), code("### BEGIN SOLUTION\n42\n### END SOLUTION", "a", **nbgrader("a"))
    )
    for lang in ("en", "fr"):
        path = tmp_path / "solutions" / lang / "03_x.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(solution), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["exercises"]) == 0
    if request.param == "class":
        (tmp_path / "exercises" / ".fresh").mkdir()
        for lang in ("en", "fr"):
            spare = tmp_path / "exercises" / ".fresh" / lang
            spare.mkdir()
            (spare / "03_x.ipynb").write_bytes((tmp_path / "exercises" / lang / "03_x.ipynb").read_bytes())
            (tmp_path / "solutions" / lang / "03_x.ipynb").unlink()
            (tmp_path / "solutions" / lang).rmdir()
        (tmp_path / "solutions").rmdir()
    return tmp_path


def kept(kit, lang="en"):
    return sorted(path.name for path in (kit / "exercises" / lang).glob("*_kept-*"))


def test_the_old_one_is_kept_and_the_new_one_is_blank(kit, capsys):
    path = kit / "exercises" / "en" / "03_x.ipynb"
    blank = path.read_bytes()
    capsys.readouterr()
    path.write_text("mine", encoding="utf-8")
    assert cli.main(["reset", "3"]) == 0
    (name,) = kept(kit)
    assert re.fullmatch(r"03_x_kept-\d{4}-\d\d-\d\d-\d{4}\.ipynb", name)
    assert (path.parent / name).read_text(encoding="utf-8") == "mine"
    assert path.read_bytes() == blank
    assert b"42" not in blank
    said = capsys.readouterr().out
    assert "Fresh: exercises/en/03_x.ipynb" in said
    assert f"Kept: exercises/en/{name}" in said
    assert "Close its tab without saving" in said
    assert cli.main(["reset", "3"]) == 0
    assert kept(kit) == [name]
    assert "exercises/en/03_x.ipynb is fresh: nobody has changed it" in capsys.readouterr().out


def test_a_kept_copy_is_never_written_over(kit):
    path = kit / "exercises" / "en" / "03_x.ipynb"
    for words in ("one", "two", "two"):
        path.write_text(words, encoding="utf-8")
        fresh.reset(kit, 3, NOW)
    names = [f"03_x_kept-2026-11-25-1430{more}.ipynb" for more in ("", "-2", "-3")]
    assert kept(kit) == sorted(names)
    assert [(path.parent / name).read_text(encoding="utf-8") for name in names] == ["one", "two", "two"]
    assert all(fresh.is_backup(path.parent / name) for name in names)


def test_a_missing_exercise_is_put_back(kit, capsys):
    path = kit / "exercises" / "en" / "03_x.ipynb"
    blank = path.read_bytes()
    path.unlink()
    assert fresh.reset(kit, 3, NOW) == fresh.ResetResult(path, True, None)
    assert path.read_bytes() == blank


def test_each_language_has_its_own(kit, capsys):
    for lang in ("en", "fr"):
        (kit / "exercises" / lang / "03_x.ipynb").write_text("mine", encoding="utf-8")
    assert cli.main(["reset", "3", "--lang", "fr"]) == 0
    assert (len(kept(kit, "fr")), len(kept(kit, "en"))) == (1, 0)
    assert "Conservé" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["9"], "There is no exercise 9 in this language (--lang en). There are: 3."),
        (["-1"], "There is no exercise -1"),
        (["three"], "NUMBER: expected the number of an exercise, such as 3; found “three”."),
        (["9", "--lang", "fr"], "Il n’y a pas d’exercice 9"),
    ],
)
def test_an_unknown_exercise_is_a_sentence(kit, capsys, arguments, said):
    try:
        result = cli.main(["reset", *arguments])
    except SystemExit as stopped:
        result = stopped.code
    assert result == 2
    assert said in capsys.readouterr().err


def test_a_language_without_exercises_is_a_sentence(kit):
    for folder in ("solutions", fresh.SPARE):
        (kit / folder / "fr" / "03_x.ipynb").unlink(missing_ok=True)
    with pytest.raises(fresh.ResetError, match=r"aucun exercice dans cette langue \(--lang fr\)"):
        in_language("fr", fresh.reset, kit, 3, NOW)


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="rights of folders do not bind this user"
)
def test_a_read_only_folder_stays_as_it_is(kit):
    folder = kit / "exercises" / "en"
    (folder / "03_x.ipynb").write_text("mine", encoding="utf-8")
    folder.chmod(0o555)
    try:
        refused(fresh.ResetError, "cannot be written", fresh.reset, kit, 3, NOW)
    finally:
        folder.chmod(0o755)
    assert [path.name for path in folder.iterdir()] == ["03_x.ipynb"]


def test_when_the_new_one_cannot_be_written_nothing_changes(kit, monkeypatch):
    path = kit / "exercises" / "en" / "03_x.ipynb"
    path.write_text("mine", encoding="utf-8")

    def full(self, target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "replace", full)
    with pytest.raises(
        fresh.ResetError, match=r"cannot be written \(Permission denied\), and nothing has changed"
    ):
        fresh.reset(kit, 3, NOW)
    assert path.read_text(encoding="utf-8") == "mine"
    assert [each.name for each in path.parent.iterdir()] == ["03_x.ipynb"]


def test_a_read_only_file_is_kept_and_renewed(kit):
    path = kit / "exercises" / "en" / "03_x.ipynb"
    path.write_text("mine", encoding="utf-8")
    path.chmod(0o444)
    done = fresh.reset(kit, 3, NOW)
    assert done.backup.read_text(encoding="utf-8") == "mine"
    assert path.read_text(encoding="utf-8") != "mine"
    path.write_text("again", encoding="utf-8")


def test_kept_copies_are_nobodys_drift(kit, capsys):
    path = kit / "exercises" / "en" / "03_x.ipynb"
    path.write_text("mine", encoding="utf-8")
    assert cli.main(["reset", "3"]) == 0
    if (kit / "solutions").is_dir():
        assert cli.main(["exercises", "--check"]) == 0
        assert cli.main(["canonical"]) == 0
        assert cli.main(["canonical", "--check"]) == 0
    assert (path.parent / kept(kit)[0]).read_text(encoding="utf-8") == "mine"


def test_in_what_a_class_gets_exercise_3_can_be_begun_again_and_runs(unzipped, monkeypatch):
    monkeypatch.chdir(unzipped / "notebooks")
    monkeypatch.setenv("PYTHONPATH", str(unzipped / "src"))
    path = unzipped / "exercises" / "en" / f"{EXERCISES[2]}.ipynb"
    blank = path.read_bytes()
    path.write_text("mine", encoding="utf-8")
    assert cli.main(["reset", "3"]) == 0
    assert path.read_bytes() == blank
    first = next(cell for cell in read(path)["cells"] if cell["cell_type"] == "code")
    ran = execute(notebook(first), path.parent)
    assert not [out for out in ran.cells[0].outputs if "ename" in out]
    for each in path.parent.glob("*_kept-*"):
        each.unlink()


def test_no_page_that_students_get_holds_a_key():
    inside = [name for name in bundle.contents(REPO) if name.startswith("teaching/")]
    assert inside
    assert [name for name in inside if not name.startswith("teaching/cards/")] == []
