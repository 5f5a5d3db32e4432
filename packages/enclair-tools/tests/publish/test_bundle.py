"""What a class gets: it runs by itself, and gives no answer away."""

import json
import re
import shutil
import tomllib
import zipfile

import pytest

from enclair import __version__
from enclair.command.reset_exercise import SPARE
from enclair.text.errors import PlainError
from enclair_tools.publish import bundle, pages
from enclair_tools.teach import sessions
from tests.helpers import EXERCISES, REPO, blank, code, execute, exercise_path, notebook, put, read, refused

TEXT = {".py", ".ipynb", ".md", ".toml", ".html", ".csv", ".js", ".css", ".po", ".json", ".yml", ".cff", ""}
SESSIONS = sessions.names(REPO)[:2]


@pytest.fixture(scope="module")
def unzipped(tmp_path_factory):
    """The folder of the zip, with two sessions, which have not run: `test_sessions` runs some."""
    folder = tmp_path_factory.mktemp("salle 1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "run", blank)
        patch.setattr(sessions, "names", lambda _: SESSIONS)
        bundle.write(REPO, folder / "kit.zip")
    shutil.unpack_archive(folder / "kit.zip", folder)
    (top,) = folder.glob("enclair-*")
    return top


def test_the_version_stands_in_the_name_and_inside(unzipped, tmp_path):
    assert unzipped.name == f"enclair-{__version__}"
    assert (unzipped / "VERSION").read_text(encoding="utf-8") == f"{__version__}\n"
    assert f"# En clair {__version__}\n" in (unzipped / "README.md").read_text(encoding="utf-8")
    for chosen, folder in ((None, REPO / "dist"), (tmp_path, tmp_path)):
        assert bundle.destination(REPO, chosen) == folder / f"enclair-{__version__}-class.zip"


def test_it_holds_what_a_student_needs_and_nothing_else(unzipped):
    assert {path.name for path in unzipped.iterdir()} == {
        *("notebooks", "exercises", "sessions", "src", "datasets", "packages", "teaching"),
        *("README.md", "VERSION", "LICENSE", "LICENSE-content", "CITATION.cff"),
        *("pyproject.toml", "environment.yml"),
    }
    assert [path.name for path in (unzipped / "teaching").iterdir()] == ["cards"]  # and no key
    project = tomllib.loads((unzipped / "pyproject.toml").read_text(encoding="utf-8"))
    whole = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["dependency-groups"] == {"lab": whole["dependency-groups"]["lab"]}
    assert project["tool"]["uv"]["default-groups"] == "all"
    assert project["project"] == whole["project"]
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert all((unzipped / name).exists() for name in (*wheel["packages"], *wheel["force-include"]))
    lab = unzipped / "packages" / "enclair-lab"
    settings = tomllib.loads((lab / "pyproject.toml").read_text(encoding="utf-8"))
    shared = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["shared-data"]
    assert all((lab / name).is_file() for name in shared)
    assert [*unzipped.rglob("tests")] == []
    members = [path for name in project["tool"]["uv"]["workspace"]["members"] for path in unzipped.glob(name)]
    assert members == [lab]


def test_notebooks_are_those_of_the_kit_and_exercises_are_blank(unzipped):
    for name in EXERCISES:
        places = [folder / "en" / f"{name}.ipynb" for folder in (unzipped / "exercises", unzipped / SPARE)]
        assert {path.read_bytes() for path in places} == {exercise_path(name).read_bytes()}
    lessons = sorted(path.relative_to(REPO) for path in (REPO / "notebooks").glob("*/[0-9][0-9]_*.ipynb"))
    assert lessons
    differ = [path for path in lessons if (unzipped / path).read_bytes() != (REPO / path).read_bytes()]
    # The guide is not in the zip: nor is the sentence that leads to it.
    assert [path.name for path in differ] == ["00_start_here.ipynb"] * 2
    for path in differ:
        ours, theirs = ({*(top / path).read_text("utf-8").splitlines()} for top in (REPO, unzipped))
        (line,) = ours - theirs
        assert "teaching/" in line


#: What stands between the marks of the solutions.
ANSWER = re.compile(r"(?:###|<!--) BEGIN SOLUTION(?: -->)?\n(.*?)\n\s*(?:###|<!--) END", re.DOTALL)


def sources(path):
    """The text of a file; of a notebook that of its cells."""
    if path.suffix == ".ipynb":
        return "\n".join("".join(cell["source"]) for cell in read(path)["cells"])
    return path.read_text(encoding="utf-8")


def test_no_answer_is_inside(unzipped):
    solutions = "\n".join(map(sources, (REPO / "solutions").glob("*/*.ipynb")))
    answers = {one for one in ANSWER.findall(solutions) if len(one) >= 40}  # long enough to be nothing else
    assert len(answers) > 20
    for path in [path for path in unzipped.rglob("*") if path.is_file() and path.suffix in TEXT]:
        words = sources(path)
        assert path.suffix != ".ipynb" or "SOLUTION" not in words
        assert not [answer for answer in {*answers, "What to find"} if answer in words], path
    assert not [path for path in unzipped.rglob("*") if {"solutions", "tests"} & set(path.parts[-6:])]


def test_a_lesson_and_a_fresh_exercise_run_there_with_the_package_inside(unzipped, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(unzipped / "src"))
    exercise = unzipped / "exercises" / "en" / f"{EXERCISES[2]}.ipynb"
    lesson = unzipped / "notebooks" / "en" / f"{EXERCISES[6]}.ipynb"
    sources = ["".join(cell["source"]) for cell in read(lesson)["cells"] if "outputs" in cell]
    sources.append(next("".join(cell["source"]) for cell in read(exercise)["cells"] if "outputs" in cell))
    sources.append("import enclair\nprint(enclair.__file__, load_case('telegram').title)")
    cells = [code(source, f"c{number}") for number, source in enumerate(sources)]
    ran = execute(notebook(*cells), lesson.parent).cells
    assert not [output for cell in ran for output in cell.outputs if "ename" in output]
    assert ran[-1].outputs[0]["text"].startswith(str(unzipped))


def test_a_picture_goes_in_and_the_teachers_own_notes_stay_out(tmp_path):
    """Begun notebooks, kept copies, outputs, records, hidden and compiled files."""
    names = ("environment.yml", *bundle.LICENCES, "pyproject.toml", "teaching/class_readme.md")
    files = {name: (REPO / name).read_text(encoding="utf-8") for name in names}
    output = {"output_type": "stream", "name": "stdout", "text": ["a name\n"]}
    for name in ("notebooks/en/01_a.ipynb", "notebooks/en/Untitled.ipynb", "notebooks/.x/01_a.ipynb"):
        files[name] = json.dumps(notebook(code("1 + 1", "a", [output])))
    others = ("src/enclair/a.py", "src/enclair/__pycache__/a.pyc", "exercises/en/01_b_kept-2026.ipynb")
    files |= dict.fromkeys([*others, "solutions/x", "notebooks/fr/reviewed.tsv", "notebooks/img/map.png"], "")
    put(tmp_path, files)
    inside = bundle.contents(tmp_path)
    expected = {"notebooks/en/01_a.ipynb", "notebooks/img/map.png", "src/enclair/a.py"}
    assert {name for name in inside if "/" in name} == expected
    assert b"a name" not in inside["notebooks/en/01_a.ipynb"]


def test_sessions_stand_ready_in_it_without_a_key(unzipped, lang):
    folder = unzipped / "sessions" / lang
    for name in SESSIONS:
        made = {path.name for path in (folder / name).iterdir()}
        assert made == {"deck.html", "student_sheet.html", "exit_ticket.html", "teacher.html"}
        keys = [question.choices[question.key][1] for question in sessions.session(REPO, name).exit]
        for page in [folder / f"{name}.ipynb", *(folder / name).iterdir()]:
            said = page.read_text(encoding="utf-8")
            assert not [words for words in keys if words in said], page


def test_the_verb_writes_the_same_bytes_again_and_over_nothing_of_somebody_else(tmp_path, monkeypatch, run):
    monkeypatch.chdir(REPO)
    monkeypatch.setattr(bundle, "contents", lambda _: {"VERSION": b"1", "notebooks/a.ipynb": b"{}"})
    monkeypatch.setattr(bundle, "sessions", lambda _: {})
    (code, out, _), first = run("bundle", "--to", tmp_path / "kit.zip"), (tmp_path / "kit.zip").read_bytes()
    assert (code, "kit.zip: " in out) == (0, True)
    run("bundle", "--to", tmp_path / "kit.zip")
    assert (tmp_path / "kit.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "essays.zip", "w") as others:
        others.writestr("essay.txt", "mine")
    refused(PlainError, "did not make", bundle.destination, REPO, tmp_path / "essays.zip")
    (tmp_path / "notes.ipynb").write_text("mine", encoding="utf-8")
    run.fails("File exists", "bundle", "--to", tmp_path / "notes.ipynb")
    assert (tmp_path / "notes.ipynb").read_text(encoding="utf-8") == "mine"


def test_a_bundle_of_a_bundle_is_one_sentence(unzipped, monkeypatch, run):
    monkeypatch.chdir(unzipped)
    run.fails("not in what a class gets", "bundle")
