"""Lesson 0 as a class meets it: a real JupyterLab in a real Chromium, with an eye on files and network."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from enclair import Timeline, load_case
from enclair.lessons.start_here import doctor as room
from enclair.lessons.start_here import instrument
from tests.browser import lab
from tests.helpers import tally_told

pytestmark = pytest.mark.browser

LESSON = "notebooks/en/00_start_here.ipynb"
POSITION = "Yes, but only with a judge and for one person. <script>window.ran = 1</script> 🦊 Отношение."
ARGUMENT = "Whoever is threatened wants the author found: zebra-argument."

#: In the kernel, from now on: each file that is opened for writing, each change of a folder, each program
#: that is started, and each connection that is tried.
WATCH = """
import os, sys
sys.dont_write_bytecode = True  # Python's own, of modules that are imported for the first time
watched = []
def _watch(event, found):
    # A number is a descriptor: where a file stands behind it, that was opened by its name before.
    if event == "open" and not isinstance(found[0], int):
        if found[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            watched.append(str(found[0]))
    elif event in (
        *("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"),
        *("sqlite3.connect", "subprocess.Popen", "os.system", "os.posix_spawn", "os.exec"),
        *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    ):
        watched.append(str(found))
sys.addaudithook(_watch)
"""


@pytest.fixture
def lesson(lab_page: lab.LabPage) -> Iterator[lab.LabPage]:
    lab.open_notebook(lab_page, LESSON)
    yield lab_page
    # The next test finds the lesson as it is stored.
    stored = (lab.REPO / LESSON).read_bytes()
    (lab_page.lab.root / LESSON).write_bytes(stored)


def files(lab_page: lab.LabPage) -> dict[str, bytes]:
    """What stands in the student's folder, but for what JupyterLab keeps of the notebook itself."""
    root = lab_page.lab.root
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def holding(lab_page: lab.LabPage, words: str) -> set[str]:
    """The files of this JupyterLab, its settings and the kernel's folder included, that hold ``words``."""
    folders = [lab_page.lab.root.parent, Path(os.environ["IPYTHONDIR"])]
    kept = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in kept if words.encode() in path.read_bytes()}


def execute(lab_page: lab.LabPage, code: str) -> None:
    lab_page.page.evaluate(
        """async (code) => {
          const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          await kernel.requestExecute({ code, store_history: false }).done;
        }""",
        code,
    )


def place_of(lab_page: lab.LabPage, words: str) -> int:
    """The place of the one cell that holds ``words``."""
    (found,) = [place for place, source in enumerate(lab.cell_sources(lab_page)) if words in source]
    return found


def run_cell(lab_page: lab.LabPage, place: int) -> None:
    lab_page.page.evaluate(
        """(place) => {
          const app = window.jupyterapp;
          app.shell.currentWidget.content.activeCellIndex = place;
          return app.commands.execute("notebook:run-cell");
        }""",
        place,
    )
    lab.wait_until_ready(lab_page)


def said(lab_page: lab.LabPage, place: int) -> str:
    """What a cell answered, as text and HTML."""
    found: list[Any] = lab.cell_outputs(lab_page)[place]
    return "\n".join(
        "".join(words)
        for one in found
        for words in one.get("data", {}).values()
        if isinstance(words, (str, list))
    )


def view(lab_page: lab.LabPage, name: str) -> Locator:
    found = lab_page.page.locator(f".enclair-{name}")
    found.scroll_into_view_if_needed()
    return found


def answer(survey: Locator, form: str = "A") -> None:
    for place, item in enumerate(instrument.form(form).items.values()):
        one = survey.locator("ol").first.locator("> li").nth(place)
        one.get_by_role("radio").nth("abcd".index(item.right)).check()
        one.get_by_role("radio").nth(4 + 2).check()


def test_a_class_goes_through_the_lesson_and_only_the_notebook_changes(lesson: lab.LabPage) -> None:
    page = lesson.page
    before = files(lesson)
    execute(lesson, WATCH)
    lab.run_all(lesson)
    assert lab.errors(lesson) == []

    # 1. Change a number and run it again.
    lab.set_cell(lesson, place_of(lesson, "2 + 3"), "2 + 40")
    run_cell(lesson, place_of(lesson, "2 + 40"))
    assert said(lesson, place_of(lesson, "2 + 40")) == "42"

    # 2. The room: the same lines as on the command line, but for the one on the views.
    shown = said(lesson, place_of(lesson, "doctor.check()"))
    command = [sys.executable, "-m", "enclair", "check"]
    listed = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    for line in listed.splitlines():
        other = "open lesson 0" in line or " MB free" in line
        assert other or line in shown, line
    assert "the timeline in one of the next cells shows whether they work" in shown

    # 3. A first position, in the file itself.
    place = place_of(lesson, "My position today")
    lab.set_cell(lesson, place, lab.cell_sources(lesson)[place] + POSITION)
    run_cell(lesson, place)
    assert not page.evaluate("window.ran")

    # 4. The questions, then the sheet; single letters are JupyterLab's commands, and do nothing here.
    sources = lab.cell_sources(lesson)
    survey = view(lesson, "survey")
    answer(survey)
    survey.get_by_role("textbox").last.fill(ARGUMENT)
    survey.get_by_role("radio").first.focus()
    for pressed in lab.KEYS:
        page.keyboard.press(pressed)
    expect(survey.get_by_role("status")).to_have_text("All 6 questions are answered, with how sure.")
    assert lab.cell_sources(lesson) == sources
    run_cell(lesson, place_of(lesson, "survey.sheet()"))
    assert ARGUMENT in said(lesson, place_of(lesson, "survey.sheet()"))

    # 6. One number on two paths.
    timeline = view(lesson, "timeline")
    timeline.locator("button[value='2024-08-24']").click()
    rows = len(Timeline(load_case("telegram"), start="2024-08-24", end="2024-09-23").rows)
    assert said(lesson, place_of(lesson, "len(month.rows)")) == str(rows)
    assert timeline.locator(".enclair-count").inner_text().startswith(f"{rows} of ")

    # 7. The class: two numbers, and no more.
    poll = view(lesson, "poll")
    yes, no = poll.get_by_role("spinbutton").all()
    yes.fill("18")
    no.fill("12")
    no.press("Tab")
    page.wait_for_function("() => document.querySelector('.enclair-poll').textContent.includes('18')")
    for sentence in tally_told(18, 12):
        assert sentence in poll.inner_text()

    lab.no_barriers(lesson)
    # All this time: no file and no request, in the kernel or in the page.
    assert lab.kernel_says(lesson, "[each for each in watched]") == "[]"
    assert files(lesson) == before
    assert holding(lesson, "zebra-argument") == holding(lesson, "Отношение") == set()
    assert lesson.requests_elsewhere == []

    # Saving changes the notebook file and nothing else (but the hidden copy that lesson 0 tells of).
    page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lab.wait_until_ready(lesson)
    after = files(lesson)
    assert {name for name in after if after[name] != before.get(name)} == {LESSON}
    assert POSITION in "".join(json.loads(after[LESSON])["cells"][place]["source"])
    own = Path(LESSON)
    copies = {own.name, f"{own.stem}-checkpoint{own.suffix}"}
    assert {own.name} <= holding(lesson, "zebra-argument") <= copies
    assert {own.name} <= holding(lesson, "Отношение") <= copies
    assert lesson.requests_elsewhere == []


def test_an_export_that_is_asked_for_is_one_file_without_words(lesson: lab.LabPage) -> None:
    lab.run_all(lesson)
    before = files(lesson)
    place = place_of(lesson, "My position today")
    lab.set_cell(lesson, place, lab.cell_sources(lesson)[place] + POSITION)
    survey = view(lesson, "survey")
    answer(survey)
    survey.get_by_role("textbox").last.fill(ARGUMENT)
    place = place_of(lesson, "survey.export(")
    line = lab.cell_sources(lesson)[place]
    assert line.startswith("# ")
    # As it stands, the line is no code: nothing is written by running all cells.
    for code in ("", "x" * 20_000, "<b>fox</b>", "🦊🦊🦊🦊"):
        lab.set_cell(lesson, place, f"survey.export({code!r})")
        run_cell(lesson, place)
        (told,) = lab.errors(lesson)
        assert told.startswith("code: ")
        assert len(told) < 200
        assert files(lesson) == before
    # The watch of the test above proves something only if it watches.
    execute(lesson, WATCH)
    assert lab.kernel_says(lesson, "watched") == "[]"
    lab.set_cell(lesson, place, line.removeprefix("# ").replace("a code that I invented", "Blue fox 7"))
    run_cell(lesson, place)
    assert lab.errors(lesson) == []
    assert "enclair-A-blue-fox-7.json" in lab.kernel_says(lesson, "watched")
    new = {name: found for name, found in files(lesson).items() if name not in before}
    assert list(new) == ["notebooks/en/enclair-A-blue-fox-7.json"]
    (written,) = new.values()
    for words in (*POSITION.split(), *ARGUMENT.split()):
        assert len(words) < 4 or words.encode() not in written
    assert set(json.loads(written)) == {"kind", "version", "form", "code", "answers"}
    assert "in the folder of this notebook, with 6 of 6 questions" in said(lesson, place)
    run_cell(lesson, place)
    assert "there is already a file" in lab.errors(lesson)[0]
    os.remove(lesson.lab.root / "notebooks/en/enclair-A-blue-fox-7.json")
    for line, seen in (
        ("with open('watched.txt', 'w') as file: file.write('x')", "watched.txt"),
        ("os.rename('watched.txt', 'moved.txt')", "moved.txt"),
        ("os.mkdir('watched-folder'); os.rmdir('watched-folder')", "watched-folder"),
        ("import socket; socket.getaddrinfo('localhost', 9)", "localhost"),
        ("import subprocess; subprocess.run([sys.executable, '-c', 'pass'])", "-c"),
    ):
        assert seen not in lab.kernel_says(lesson, "watched")
        execute(lesson, line)
        assert seen in lab.kernel_says(lesson, "watched"), line
    assert holding(lesson, "x") >= {"moved.txt"}
    (lesson.lab.root / "notebooks" / "en" / "moved.txt").unlink()
    assert lesson.requests_elsewhere == []
    lesson.page.evaluate("() => fetch('http://127.0.0.2:9/seen').catch(() => null)")
    assert lesson.requests_elsewhere == ["http://127.0.0.2:9/seen"]


@pytest.mark.site
def test_axe_finds_nothing_in_the_dark(lesson: lab.LabPage) -> None:
    lesson.page.emulate_media(color_scheme="dark")
    lab.run_all(lesson)
    answer(view(lesson, "survey"))
    run_cell(lesson, place_of(lesson, "survey.sheet()"))
    lab.no_barriers(lesson)


def test_no_line_of_the_room_fails_here() -> None:
    assert room.check().ready
