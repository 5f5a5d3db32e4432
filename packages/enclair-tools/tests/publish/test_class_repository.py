"""The class repository of a hub: what is in it, whose it is, and that no answer is lost when it changes."""

import json
import os
import shutil
from pathlib import Path

import pytest

from enclair import __version__
from enclair.command.verbs import MARK, checkout
from enclair.text.errors import PlainError
from enclair_tools.publish import bundle, link
from enclair_tools.publish.class_repository import git, write
from tests.helpers import REPO, code, in_language, notebook, put, read, refused
from tests.prose import relative_links

LESSON, SECOND, THIRD = (f"notebooks/en/{name}.ipynb" for name in ("01_a", "02_b", "03_c"))


@pytest.fixture(scope="module", autouse=True)
def git_of_a_teacher(tmp_path_factory):
    """Git that knows somebody, who signs what she commits."""
    settings = tmp_path_factory.mktemp("ada") / "config"
    settings.write_text("[user]\nname = Ada\nemail = ada@school.example\n[commit]\ngpgsign = true\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("classe 1") / "class"
    assert write(REPO, folder) > 50
    return folder


def lesson(*words):
    return json.dumps(notebook(*(code(each, f"c{at}") for at, each in enumerate(words))), indent=1).encode()


@pytest.fixture
def small(monkeypatch):
    """What students open, of two small lessons: to be changed by a test."""
    files = {LESSON: lesson("1 + 1", "answer = ...", "2 + 2"), SECOND: lesson("3")}
    monkeypatch.setattr(bundle, "material", lambda _: dict(files))
    monkeypatch.setattr(bundle, "session_notebooks", lambda _: {})
    return files


def log(folder, form="%s"):
    return git(folder, "log", f"--format={form}").splitlines()


def test_it_holds_what_students_open_and_nothing_else(made):
    assert git(made, "status", "--porcelain") == ""
    assert log(made, "%an <%ae> %cn <%ce>") == ["En clair <enclair@localhost> En clair <enclair@localhost>"]
    files = {Path(name) for name in git(made, "ls-files", "-z").split("\0") if name}
    assert {path.parts[0] for path in files} == {
        *("notebooks", "exercises", "sessions", "teaching", "README.md", MARK, ".gitignore"),
        *("LICENSE", "LICENSE-content", "CITATION.cff"),
    }
    assert {path.parts[:2] for path in files if path.parts[0] == "teaching"} == {("teaching", "cards")}
    assert sum((made / path).stat().st_size for path in files) < 2_000_000
    assert not [path for path in files if "SOLUTION" in (made / path).read_text(encoding="utf-8")]


def test_whatever_a_link_or_a_notebook_leads_to_is_there(made, lang):
    targets = [in_language(lang, link.targets, REPO, kind) for kind in link.KINDS]
    assert all(targets)
    assert [path for one in targets for _, path in one.values() if not (made / path).is_file()] == []
    for path in made.glob(f"*/{lang}/*.ipynb"):
        cells = (cell for cell in read(path)["cells"] if cell["cell_type"] == "markdown")
        words = "\n".join("".join(cell["source"]) for cell in cells)
        assert [one for one in relative_links(words) if not (path.parent / one).is_file()] == [], path


def test_an_update_keeps_the_history_and_a_teachers_own_files(small, tmp_path, monkeypatch, run):
    folder = tmp_path / "class"
    assert write(REPO, folder) == len(small) + 3
    old = (folder / LESSON).read_bytes()
    put(folder, {"notebooks/en/homework.md": "mine"})
    commit(folder, "-m", "homework")
    small[LESSON] = lesson("corrected")
    del small[SECOND]
    assert write(REPO, folder) == 3  # and the mark, which names the files
    left = (".ipynb_checkpoints/a.ipynb", "exercises/en/03_x_kept-2026-11-25-1430.ipynb")
    put(folder, dict.fromkeys(left, "no work of anybody"))
    assert git(folder, "status", "--porcelain") == ""
    monkeypatch.chdir(REPO)
    code, out, _ = run("bundle", "--git", "--to", folder)
    assert (code, "there is no new commit" in out) == (0, True)
    assert log(folder) == [f"En clair {__version__}", "homework", f"En clair {__version__}"]
    assert (folder / "notebooks/en/homework.md").read_text(encoding="utf-8") == "mine"
    assert (folder / LESSON).read_bytes() == small[LESSON]
    assert not (folder / SECOND).exists()
    assert git(folder, "show", f"HEAD~2:{LESSON}").encode() == old


def test_a_copy_of_an_empty_repository_is_filled_and_can_be_pushed(small, tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=trunk", "server.git")
    git(tmp_path, "clone", "--quiet", "server.git", "class")
    write(REPO, tmp_path / "class")
    git(tmp_path / "class", "push", "--quiet", "origin", "HEAD")
    assert len(log(tmp_path / "server.git")) == 1


def commit(folder, *more):
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--no-gpg-sign", *more)


def own_file(folder):
    put(folder, {"essay.txt": "mine"})


def own_repository(folder):
    own_file(folder)
    git(folder, "init", "--quiet")
    commit(folder, "-m", "essay")


def without_history(folder):
    """A copy without Git, such as a zip that a server gives out: what stands in it is nowhere else."""
    write(REPO, folder)
    shutil.rmtree(folder / ".git")


def naming_another(folder):
    """Whose mark, which others can push, names a file beside it as one that the kit made."""
    write(REPO, folder)
    own_file(folder.parent)
    with (folder / MARK).open("a", encoding="utf-8") as mark:
        mark.write("../essay.txt\n")
    commit(folder, "--amend", "--no-edit")


def with_a_lesson_of_ones_own(folder):
    write(REPO, folder)
    put(folder, {LESSON: "mine"})


NOT_OURS = "holds something that `enclair bundle --git` did not make"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (own_file, NOT_OURS),
        (own_repository, NOT_OURS),
        (lambda folder: folder.write_text("a file"), NOT_OURS),
        (with_a_lesson_of_ones_own, f"following files would be overwritten by merge: {LESSON}"),
        (without_history, NOT_OURS),
        (naming_another, "is outside repository"),
    ],
)
def test_what_is_somebody_elses_is_refused_and_stays_as_it_is(small, tmp_path, state, reason):
    git(tmp_path, "init", "--quiet")  # a repository in which the folder lies, such as the kit's
    folder = tmp_path / "class"
    state(folder)
    files = [path for path in tmp_path.rglob("*") if path.is_file() and ".git" not in path.parts]
    before = {path: path.read_bytes() for path in files}
    small[LESSON] = lesson("another")
    refused(PlainError, reason, write, REPO, folder)
    assert {path: path.read_bytes() for path in before} == before
    assert not (folder / ".git/HEAD").exists() or len(log(folder)) == 1


def test_without_git_a_sentence_says_what_to_install(small, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    refused(PlainError, "Git is not installed on this computer. Install it", write, REPO, tmp_path / "class")
    assert not (tmp_path / "class").exists()


def test_the_mark_of_another_folder_is_not_that_of_a_class(tmp_path):
    (tmp_path / MARK).write_text("pages", encoding="utf-8")
    refused(PlainError, "not in one", checkout, tmp_path)
    (tmp_path / MARK).write_bytes(b"bundle\r\nREADME.md\r\n")
    assert checkout(tmp_path) == tmp_path


def test_a_correction_reaches_a_student_who_has_answered_and_nothing_is_lost(small, tmp_path, monkeypatch):
    pull = pytest.importorskip("nbgitpuller.pull")
    folder, home = tmp_path / "class", tmp_path / "home" / "class"
    home.parent.mkdir()
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)  # no student signs
    exercise = "exercises/en/03_x.ipynb"
    small[exercise] = lesson("blank")
    write(REPO, folder)
    [*pull.GitPuller(f"file://{folder}", str(home)).pull()]
    assert (home / MARK).is_file()
    ran = json.loads((home / LESSON).read_bytes())
    printed = {"output_type": "stream", "name": "stdout", "text": "1"}
    ran["cells"][1] = code("answer = 'mine'", "c1", [printed])
    (home / LESSON).write_text(json.dumps(ran, indent=1), encoding="utf-8")
    (home / exercise).write_text("begun", encoding="utf-8")
    # The teacher corrects a cell that the student has left alone, and one that the student has answered.
    small[LESSON] = lesson("1 + 1", "answer = None", "2 + 2 == 4")
    small[SECOND], small[THIRD] = lesson("corrected"), lesson("new")
    assert write(REPO, folder) == 4
    [*pull.GitPuller(f"file://{folder}", str(home)).pull()]
    after = read(home / LESSON)["cells"]
    assert ["".join(cell["source"]) for cell in after] == ["1 + 1", "answer = 'mine'", "2 + 2 == 4"]
    assert after[1]["outputs"] == [printed]
    assert [(home / name).read_bytes() for name in (SECOND, THIRD)] == [small[SECOND], small[THIRD]]
    assert (home / exercise).read_text(encoding="utf-8") == "begun"
