"""What the site refuses to become, and what it holds."""

import errno
import re

import pytest

from enclair_site import build as building
from enclair_site.build import KERNEL, SiteError, build, lay_contents
from enclair_site.front import MARK, RUN, page
from enclair_site.patch_jupyterlite import leave_out, patch_site, patched, patches
from tests.helpers import REPO, assert_in, put, refused


def test_contents_are_lessons_and_exercises_in_a_folder_named_by_what_they_are(tmp_path):
    root = tmp_path / "kit"
    kept = "exercises/en/01_x_kept-2026-11-25-1430.ipynb"
    put(root, {f"{folder}/en/01_x.ipynb": "1" for folder in ("notebooks", "exercises", "solutions")})
    put(root, {kept: "1"})
    version = lay_contents(root, tmp_path / "one")
    held = sorted(path.relative_to(tmp_path / "one").as_posix() for path in tmp_path.glob("one/**/*.ipynb"))
    assert held == [f"{version}/exercises/en/01_x.ipynb", f"{version}/notebooks/en/01_x.ipynb"]
    assert lay_contents(root, tmp_path / "two") == version
    (root / "notebooks/en/01_x.ipynb").write_text("a new sentence", encoding="utf-8")
    assert lay_contents(root, tmp_path / "three") != version
    (root / "exercises/en/01_x.ipynb").write_text("### BEGIN SOLUTION", encoding="utf-8")
    refused(SiteError, r"01_x\.ipynb holds a solution", lay_contents, root, tmp_path / "four")


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_what_stops_in_the_middle_leaves_the_old_site_and_nothing_else(
    tmp_path, tmp_path_factory, monkeypatch, error
):
    output, fetched = tmp_path / "site", tmp_path_factory.mktemp("fetched") / "python_stdlib.zip"
    output.mkdir()
    (output / MARK).write_text("old", encoding="utf-8")
    fetched.touch()

    def stop(_, archives, target):
        assert (archives / fetched.name).is_file()  # without Node.js it is taken as it is
        raise error

    monkeypatch.setattr(building, "fetch", lambda _: fetched.parent)
    monkeypatch.setattr(building, "_wheel", lambda *_: fetched)
    monkeypatch.setattr(building.shutil, "which", lambda _: None)
    monkeypatch.setattr(building, "lay_pyodide", stop)
    refused(type(error), "No space|^$", build, tmp_path, output)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (output / MARK).read_text(encoding="utf-8") == "old"


def test_what_no_lesson_uses_is_left_out_with_what_it_alone_loads(tmp_path):
    scripts = {
        "lab/bundle.js": "x.e(1)",
        "notebooks/bundle.js": "x.e(5)",
        "jlab_core.a1.js": 'x.e(2);securityLevel:"strict";x.e(2);x.e(3);registerLayoutLoaders',
        "1.a1.js": "",
        "2.a1.js": "",
        "3.a1.js": "x.e(1);x.e(4)",
        "4.a1.js": "",
        "5.a1.js": "",
    }
    fonts = dict.fromkeys(("fa-a.woff2", "fa-a.woff", "fa-a.svg", "MathJax_a.woff", "icon.svg"), "")
    put(tmp_path, scripts | fonts)
    leave_out(tmp_path)
    kept = {"1.a1.js", "2.a1.js", "5.a1.js", "jlab_core.a1.js", "fa-a.woff2", "MathJax_a.woff", "icon.svg"}
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == kept


def test_an_answer_is_announced_only_when_it_is_whole():
    """The first four bytes wake the reader, so they must be written last, and both characters at once."""
    script = "let e=n.get(s);for(let t=new Pe(o.buffer),i=0;i<e.length;i++)t[i]=e.charCodeAt(i)}done"
    mended = patched(script, patches()["messages"])
    assert mended.index("for(let i=e.length-1;i>1;i--)t[i]") < mended.index("Atomics.store(o,0,")
    assert mended.endswith("}}done")
    assert "i=0;i<e.length" not in mended


def test_another_release_of_the_kernel_stops_the_build(tmp_path):
    (tmp_path / "extensions" / KERNEL / "static").mkdir(parents=True)
    refused(SiteError, r"'errors': 0.*expected .'errors': 1", patch_site, tmp_path, tmp_path)
    assert all({"needed", "until", "seen"} <= patch.keys() for patch in patches().values())


def test_the_front_page_lists_the_lessons_of_each_language_with_their_exercises():
    french = page(REPO, "v").split('<ol class="lessons" lang="fr">')[1].split("</ol>")[0].split("<li>")
    assert len(french) == 1 + len([*REPO.glob("notebooks/fr/*.ipynb")])
    assert_in(french[2], "Que s’est-il passé", "minutes</span>", "Exercice 1")
    assert_in(french[2], 'href="fr/01_what_happened.html"')
    runs = re.findall(rf'href="{re.escape(RUN)}v/([^"]+)"', french[2])
    assert runs == [f"{folder}/fr/01_what_happened.ipynb" for folder in ("notebooks", "exercises")]
