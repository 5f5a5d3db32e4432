"""A class from roster to results: who is who, what is refused, the screen."""

import csv
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from types import SimpleNamespace

import pytest

from batch import collected, names, put, rows
from enclair_marking import CourseError, say
from enclair_marking import mark as marking
from enclair_marking.course import health
from enclair_marking.course.files import unescaped, write, write_table
from enclair_marking.course.folder import make, open_course
from enclair_marking.results import sanitize
from enclair_marking.running.executing import kernel_settings
from enclair_tools.publish.chromium import launch
from kernels import processes
from kinds import BAD, FULL, SLUG, blank, days, packed, scripts, solved, stored
from tests.helpers import REPO, assert_in, assert_not_in, read, refused, until

OPTIONS = SimpleNamespace(screen=False, forget=None, names=False, shards=2)


@pytest.mark.parametrize(
    ("file", "note"), [("Somebody Else/x.ipynb", "not-on-roster"), (f"{SLUG}.ipynb", "no-name")]
)
def test_who_cannot_be_found_on_the_roster_is_marked_and_told(listed, file, note):
    assert collected(listed, (file, solved()))[2] == {say(note)}


def test_without_a_roster_a_folder_or_a_file_says_who_and_pseudonyms_stay(course):
    files = ("Zoé/01_what_happened.ipynb", "Zoé/01_what_happened (1).ipynb", "3B/Ann.ipynb", "3B/Bob.ipynb")
    first = collected(course, *((file, solved()) for file in files))[0]
    again = open_course(course.folder)
    assert sorted(first) == sorted(collected(again)[0]) == ["Ann", "Bob", "Zoé"]
    assert names(again) == names(course)
    assert "ann" not in "".join(names(course))


@pytest.mark.parametrize("cell", ["=1+1", "@x", ";=1+1;bad.docx", "a;b", "=1;=2", "it's;'fine'", ";-;+"])
def test_no_spreadsheet_takes_a_cell_for_a_formula(tmp_path, cell):
    write_table(tmp_path / "x.csv", [["what"], [cell]])
    assert not re.search(r"(^|[;,])[=+@-]", (tmp_path / "x.csv").read_text("utf-8"), re.MULTILINE)
    [_, [made]] = csv.reader((tmp_path / "x.csv").open())
    assert unescaped(made) == cell


def test_the_newest_counts_in_a_zip_or_beside_it(course):
    """A file that came late lies beside the zip of the LMS, whose clock must be that of files."""
    folder = "Ann_1_assignsubmission_file_"
    put(course, "class.zip", packed((f"{folder}/x.ipynb", stored(days("return -4")()))))
    for day, in_zip in ((21, False), (19, True)):
        [work] = collected(course, (f"{folder}/late.ipynb", solved(), day))[0].values()
        assert ("return -4" in work) == in_zip


def test_what_nbgrader_says_is_never_shown_as_a_traceback(tmp_path, monkeypatch, run):
    """On a full disk its log was the reason, walls of it."""
    done = {"success": False, "log": "Traceback (most recent call last):\nOSError: No space left"}
    api = SimpleNamespace(generate_assignment=lambda name: done)
    monkeypatch.setattr("enclair_marking.running.grading.api", lambda folder: api)
    monkeypatch.chdir(REPO)
    code, _, err = run("course", tmp_path / "course", "--exercises", "1")
    assert (code, err) == (2, f"enclair course: nbgrader refused {SLUG}.ipynb: OSError: No space left\n")
    assert not list(tmp_path.iterdir())


def test_the_next_command_can_be_pasted(tmp_path, monkeypatch, run):
    monkeypatch.chdir(REPO)
    folder = tmp_path / "été 3e B"
    run.fails(f"course '{folder}'", "mark", folder)
    made = SimpleNamespace(folder=folder)
    monkeypatch.setattr("enclair_marking.course.folder.make", lambda *_: made)
    code, out, _ = run("course", folder)
    assert (code, f"mark '{folder}'" in out) == (0, True)


def test_a_course_never_replaces_anything_and_stays_out_of_the_kit(tmp_path):
    for folder, said in ((tmp_path, "exists"), (REPO / "my class", "outside of it, such as '../my class'")):
        refused(CourseError, f"{said}.*", make, REPO, folder, None, [1])


def test_students_get_what_the_course_knows(course):
    sources = [["".join(cell["source"]) for cell in nb["cells"]] for nb in (course.exercises[SLUG], blank())]
    assert sources[0] == sources[1]
    assert_in((course.folder / "README.md").read_text("utf-8"), "--forget", "names.csv", say("privacy-title"))


def test_without_a_sandbox_nothing_is_run(course, monkeypatch, run):
    put(course, "Ann/x.ipynb", solved())
    monkeypatch.setattr(marking, "refusal", lambda: ("no-linux", "darwin"))
    run.fails("needs Linux, and this is darwin. Mark in", "mark", course.folder)
    assert not (course.folder / "autograded").exists()


def test_a_gradebook_that_was_being_written_when_marking_was_stopped_is_sound(course, tmp_path):
    path, now = course.folder / health.GRADEBOOK, tmp_path / "now.db"
    shutil.copy(path, now)
    with closing(sqlite3.connect(now)) as book:
        book.execute("PRAGMA cache_size = 1")  # what does not fit is written before the end
        book.execute("BEGIN")
        book.execute("CREATE TABLE half (line)")
        book.executemany("INSERT INTO half VALUES (?)", [("x" * 500,)] * 2000)
        for suffix in ("", "-journal"):
            shutil.copy(f"{now}{suffix}", f"{path}{suffix}")
    health.check(course)
    with closing(sqlite3.connect(path)) as book:
        assert book.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)


def test_the_sandbox_is_told_nothing_of_the_course_or_the_student(course, monkeypatch):
    """Code inside reads what it was started with, and where each file that it sees lies outside."""
    monkeypatch.chdir(course.folder)
    settings = str(kernel_settings.__wrapped__())
    assert "kernel.py" in settings
    assert str(course.folder) not in settings


def test_two_commands_do_not_mark_one_course(course):
    with marking.course_lock(course):
        refused(CourseError, "another command", marking.course_lock(course).__enter__)


@pytest.mark.marking
def test_the_screen_is_blind_has_rubric_and_model_and_runs_nothing(sandbox, course, tmp_path):
    from playwright.sync_api import sync_playwright

    put(course, "Élodie Martin/x.ipynb", scripts())
    marking.run(course, OPTIONS)
    # The command as a teacher gives it, from anywhere; only where it listens is ours.
    settings = "c.ServerApp.open_browser = False\nc.ServerApp.port = 0\nc.ServerApp.allow_root = True\n"
    write(tmp_path / "settings" / "jupyter_server_config.py", f"{settings}c.IdentityProvider.token = 'x'\n")
    runtime = course.folder / "runtime"
    places = {"JUPYTER_RUNTIME_DIR": str(runtime), "JUPYTER_CONFIG_DIR": str(tmp_path / "settings")}
    command = [sys.executable, "-m", "enclair", "mark", str(course.folder), "--screen"]
    with (tmp_path / "log").open("w") as log:
        started = {"env": os.environ | places, "stderr": log, "stdout": log, "start_new_session": True}
        server = subprocess.Popen(command, cwd=tmp_path, **started)
    try:
        assert until(lambda: [*filter(lambda path: path.stat().st_size, runtime.glob("jpserver-*.json"))], 90)
        address = read(next(runtime.glob("jpserver-*.json")))["url"]
        with sync_playwright() as play:
            browser = launch(play)
            page, own, asked = browser.new_page(), browser.new_page(), []
            for each in (page, own):
                each.on("request", lambda request: asked.append(request.url))
            page.goto(f"{address}formgrader/?token=x")
            handed_in = f"{address}formgrader/api/submitted_notebooks/{SLUG}/{SLUG}"
            [submitted] = page.request.get(handed_in).json()
            page.goto(f"{address}formgrader/submissions/{submitted['id']}/")
            page.locator("#explain-answer").wait_for()
            text = page.locator("body").inner_text()
            assert ("ran" in page.title(), "Élodie" in text) == (False, False)
            assert text.count(say("model")) == 3
            assert_in(text, "weighs sources, finds the weak one", BAD[:20], "$a^2 < b$")
            [feedback] = (course.folder / "results" / "feedback").glob("*/*.html")
            own.goto(feedback.as_uri())
            assert own.title() == "Exercise 1. What happened?"
            assert not [url for url in asked if not url.startswith((address, "file:", "data:"))]
            with page.expect_response(lambda it: "/api/grade/" in it.url and it.request.method == "PUT"):
                page.locator("#explain-answer").fill("3")
                page.locator("#explain-answer").blur()
            browser.close()
        os.killpg(server.pid, signal.SIGINT)  # once, as the command says
        assert server.wait(30) == 130
        assert_not_in((tmp_path / "log").read_text("utf-8"), "[I ", "Traceback")
        assert not processes(str(course.folder))
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)
    marking.run(course, OPTIONS)
    [row] = rows(course.folder / "results" / "marks.csv")
    assert (row["points"], row["waiting"]) == (str(FULL + 3), "2")


HOSTILE = [
    *(BAD, f"text {BAD}", f"`{BAD}", f"```html\n{BAD}\n```", f"$$\\text{{{BAD}}}$$"),
    *(f"\\begin{{x}}{BAD}\\end{{x}}", "[x](javascript:alert(1))", "[x]: javascript:alert(1)\n\n[x]"),
    *("[x](data:text/html,<script>1</script>)", "![x](https://example.org/x.png)"),
    *("![x](attachment:none.png)", "<svg onload=alert(1)>", "<a href=x>", "[" * 5000),
    "$" + "{" * 500 + "$",
]


@pytest.mark.parametrize("source", HOSTILE)
def test_markdown_of_a_student_cannot_run_or_fetch(source):
    made = sanitize.render_markdown(source)
    for active in ("<script", "<img", "<svg", "<iframe", 'href="javascript', 'href="data', "<a href=x"):
        assert active not in made, made
