"""What the site refuses to become, and what it holds."""

import errno
import json
import re

import pytest

from enclair_site import build as building
from enclair_site.build import KERNEL, SiteError, build, inspect, lay_contents
from enclair_site.front import LAB, MARK, lessons, page
from enclair_site.patch_jupyterlite import leave_out, patch_site, patched, patches
from tests.helpers import REPO, assert_in, markdown, notebook, refused


@pytest.fixture
def made(tmp_path):
    """The parts of a site that decide whom it asks."""
    pyodide = tmp_path / "static" / "pyodide"
    pyodide.mkdir(parents=True)

    def write(**changes):
        kernel = {
            "disablePyPIFallback": True,
            "pyodideUrl": "./static/pyodide/pyodide.mjs",
            "pipliteUrls": ["./a"],
        }
        kernel |= {name: value for name, value in changes.items() if name != "file_name"}
        config = {"jupyter-config-data": {"litePluginSettings": {f"{KERNEL}:kernel": kernel}}}
        (tmp_path / "jupyter-lite.json").write_text(json.dumps(config), encoding="utf-8")
        (tmp_path / "index.html").write_text(page(REPO, "enclair-1"), encoding="utf-8")
        lock = {"packages": {"one": {"file_name": changes.get("file_name", "one.whl")}}}
        (pyodide / "pyodide-lock.json").write_text(json.dumps(lock), encoding="utf-8")
        return tmp_path

    return write


def test_a_site_that_asks_nobody_is_accepted(made):
    inspect(made())


@pytest.mark.parametrize(
    "change",
    [
        {"pyodideUrl": "https://cdn.example/pyodide.mjs"},
        {"pyodideUrl": "//cdn.example/pyodide.mjs"},
        {"pyodideUrl": ""},
        {"pipliteUrls": ["https://cdn.example/all.json"]},
        {"disablePyPIFallback": False},
        {"file_name": "https://cdn.example/one.whl"},
    ],
)
def test_a_site_that_would_ask_somebody_else_is_refused(made, change):
    with pytest.raises(SiteError, match="would ask somebody else"):
        inspect(made(**change))


def test_a_front_page_that_jupyterlite_cannot_read_and_a_solution_are_refused(made):
    site = made()
    (site / "x.ipynb").write_text("### BEGIN SOLUTION", encoding="utf-8")
    refused(SiteError, r"x\.ipynb holds a solution", inspect, site)
    (site / "index.html").write_text("<p>hello</p>", encoding="utf-8")
    refused(SiteError, "The front page lacks", inspect, site)


def test_contents_are_lessons_and_exercises_in_a_folder_named_by_what_they_are(tmp_path):
    root = tmp_path / "kit"
    kept = "exercises/en/01_x_kept-2026-11-25-1430.ipynb"
    for name in (*(f"{each}/en/01_x.ipynb" for each in ("notebooks", "exercises", "solutions")), kept):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    version = lay_contents(root, tmp_path / "one")
    held = sorted(path.relative_to(tmp_path / "one").as_posix() for path in tmp_path.glob("one/**/*.ipynb"))
    assert held == [f"{version}/exercises/en/01_x.ipynb", f"{version}/notebooks/en/01_x.ipynb"]
    assert lay_contents(root, tmp_path / "two") == version
    (root / "notebooks/en/01_x.ipynb").write_text("a new sentence", encoding="utf-8")
    assert lay_contents(root, tmp_path / "three") != version


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    refused(SiteError, "holds something that is not this site", build, tmp_path, tmp_path)
    assert (tmp_path / "thesis.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("error", "raised", "said"),
    [
        (OSError(errno.ENOSPC, "No space left"), SiteError, "The disk is full"),
        (SiteError("broken"), SiteError, "broken"),
        (KeyboardInterrupt(), KeyboardInterrupt, "^$"),
    ],
)
def test_what_stops_in_the_middle_leaves_the_old_site_and_nothing_else(
    tmp_path, monkeypatch, error, raised, said
):
    output = tmp_path / "site"
    output.mkdir()
    (output / MARK).write_text("old", encoding="utf-8")

    def stop(*_):
        raise error

    monkeypatch.setattr(building, "fetch", lambda _: tmp_path)
    monkeypatch.setattr(building, "_wheel", lambda *_: tmp_path)
    monkeypatch.setattr(building, "compile_all", stop)
    refused(raised, said, build, tmp_path, output)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (output / MARK).read_text(encoding="utf-8") == "old"


#: The scripts of the libraries, with the short names of one of their copies, and what must stand in them.
WRITES = "let e=n.get(s);for(let t=new Pe(o.buffer),i=0;i<e.length;i++)t[i]=e.charCodeAt(i)}done"
PATCHED = [
    # Who comes after the last write does not wait for it.
    (
        "waits",
        "u=(e,t)=>e?re(t,0):(o?at(t,l,o):ge(t,0),ut)",
        "w.async===false?{value:Promise.resolve(w.value)}:w)(re(t,0)):(o?",
    ),
    # Run all goes on after a cell that may fail.
    (
        "errors",
        "removed socket for kernel ${l}`);let n=2;"
        '"interrupt"!==e.metadata.cause&&(this._cancelReason.set(i,1))',
        "this._kernels.get(l)?._parent?.content?.stop_on_error!==false&&(this._cancelReason",
    ),
    # The stop button reaches the running cell.
    (
        "stop",
        "async interrupt(e){let t=this._kernels.get(e);if(!t)throw 1",
        "async interrupt(e){let t=this._kernels.get(e);t?._worker?.stop?.();if(!t)throw 1",
    ),
    # The kernel takes the worker that was started for it.
    ("worker", 't=e=>new Worker(e,{type:"module"});', "t=e=>globalThis.enclairWorker(e);"),
    # The service worker leaves alone what it would only ask again.
    (
        "repeats",
        "shouldBroadcast(a)?n=broadcastOne(t,a):shouldDrop(t,a)||(n=maybeFromCache(e)),n&&1",
        ":shouldDrop(t,a)||enableCache&&(n=maybeFromCache(e)),n&&1",
    ),
]


@pytest.mark.parametrize(("name", "script", "wanted"), PATCHED)
def test_a_script_is_patched_and_another_stays_as_it_is(name, script, wanted):
    assert wanted in patched(script, patches()[name])
    other = "for(let t=0;t<n;t++)n[t]=e.charCodeAt(t)"
    assert patched(other, patches()[name]) == other


def test_what_no_lesson_uses_is_left_out_with_what_it_alone_loads(tmp_path):
    scripts = {
        "lab/bundle": "x.e(1)",
        "jlab_core.a1": 'x.e(2);securityLevel:"strict";x.e(2);x.e(3);registerLayoutLoaders',
        "1.a1": "",
        "2.a1": "",
        "3.a1": "x.e(1);x.e(4)",
        "4.a1": "",
    }
    (tmp_path / "lab").mkdir()
    for name, script in scripts.items():
        (tmp_path / f"{name}.js").write_text(script, encoding="utf-8")
    for name in ("fa-a.woff2", "fa-a.woff", "fa-a.svg", "MathJax_a.woff", "icon.svg"):
        (tmp_path / name).touch()
    leave_out(tmp_path)
    kept = {"1.a1.js", "2.a1.js", "jlab_core.a1.js", "fa-a.woff2", "MathJax_a.woff", "icon.svg"}
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == kept


def test_an_answer_is_announced_only_when_it_is_whole():
    """The first four bytes wake the reader, so they must be written last, and both characters at once."""
    mended = patched(WRITES, patches()["messages"])
    rest, first = mended.index("for(let i=e.length-1;i>1;i--)t[i]"), mended.index("Atomics.store(o,0,")
    assert rest < first
    assert mended.endswith("}}done")
    assert "i=0;i<e.length" not in mended


def test_another_release_of_the_kernel_stops_the_build(tmp_path):
    (tmp_path / "extensions" / KERNEL / "static").mkdir(parents=True)
    refused(SiteError, r"'errors': 0.*expected .'errors': 1", patch_site, tmp_path)


def test_the_front_page_lists_the_lessons_of_a_language_and_says_which_are_in_english_only(tmp_path):
    for lang, number, title in (("en", 0, "A"), ("en", 1, "B"), ("fr", 1, "Bé"), ("en", 2, "C")):
        cell = markdown(f"# {title}\n\n**Question{' :' if lang == 'fr' else ':'} what?**\n")
        about = {"enclair": {"lesson": number, "minutes": 45}}
        path = tmp_path / "notebooks" / lang / f"0{number}_x.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook(cell, metadata=about)), encoding="utf-8")
    exercise = tmp_path / "exercises" / "en" / "01_x.ipynb"
    exercise.parent.mkdir(parents=True)
    exercise.write_text(json.dumps(notebook()), encoding="utf-8")
    assert [each["path"] for each in lessons(tmp_path, "fr")] == [
        "notebooks/en/00_x.ipynb",
        "notebooks/fr/01_x.ipynb",
        "notebooks/en/02_x.ipynb",
    ]
    french = page(tmp_path, "v").split('<ol class="lessons" lang="fr">')[1].split("</ol>")[0].split("<li>")
    _, start, lesson_1, lesson_2 = french
    assert_in(lesson_1, "Bé", "45 minutes</span>", "Exercice 1, en anglais", 'href="fr/01_x.html"')
    runs = re.findall(rf'href="{re.escape(LAB)}v/([^"]+)"', lesson_1)
    assert runs == ["notebooks/fr/01_x.ipynb", "exercises/en/01_x.ipynb"]
    assert "45 minutes, en anglais" in lesson_2
    assert_in(start, "45 minutes, en anglais", 'href="en/00_x.html"')
