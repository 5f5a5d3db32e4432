"""A class from roster to results: who is who, stopping and going on, the screen, what is refused."""

import csv
import doctest
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from contextlib import suppress
from types import SimpleNamespace

import pytest

from enclair.command.cli import main
from enclair_tools.marking import CourseError, forget, say
from enclair_tools.marking import mark as marking
from enclair_tools.marking.course import people
from enclair_tools.marking.course import roster as tables
from enclair_tools.marking.course.collect import collect
from enclair_tools.marking.course.files import write, write_table
from enclair_tools.marking.course.folder import make, open_course, readme
from enclair_tools.marking.course.people import read_roster, student_label
from enclair_tools.marking.results import report, sanitize
from tests.browser.chromium import require_chromium
from tests.helpers import REPO, assert_in, assert_not_in, refused
from tests.tools.marking.kinds import BAD, FULL, SLUG, added, blank, cell, days, scripts, solved
from tests.tools.marking.test_bank import rows
from tests.tools.marking.test_sandbox import processes

pytestmark = pytest.mark.marking

OPTIONS = SimpleNamespace(screen=False, forget=None, names=False, shards=2)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A course with exercise 1, made once."""
    return make(REPO, tmp_path_factory.mktemp("template") / "course", None, [1]).folder


@pytest.fixture
def course(template, tmp_path):
    return open_course(shutil.copytree(template, tmp_path / "course"))


@pytest.fixture
def roster(tmp_path):
    path = tmp_path / "class.csv"
    path.write_text(
        "id;name;email\n31;Élodie Martin;elodie@school.example\n32;Ali Ben;\n33;Ali Ben Salah;\n", "utf-8"
    )
    return path


def hand_in(course, name, notebook):
    write(course.folder / "inbox" / name, notebook)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Élodie Martin_812_assignsubmission_file_/x.ipynb", "Élodie Martin"),
        ("MARTIN Elodie/01_what_happened.ipynb", "Élodie Martin"),
        ("martinelodie_99_100_01_what_happened.ipynb", "Élodie Martin"),
        ("3B/work of elodie@school.example.ipynb", "Élodie Martin"),
        ("31.ipynb", "Élodie Martin"),
        ("ali ben/answer (1).ipynb", "Ali Ben"),
        ("ali_ben_salah.ipynb", "Ali Ben Salah"),
        ("Salah Ben Ali - 01_what_happened.ipynb", "Ali Ben Salah"),
    ],
)
def test_a_roster_recognises_who_handed_in(course, roster, file, name):
    course.people, course.roster = read_roster(roster), True
    hand_in(course, file, solved())
    [one], refused = collect(course)
    assert refused == []
    assert one.notes == []
    assert [person.name for person in course.people if person.pseudonym == one.student] == [name]


def test_somebody_who_is_not_on_the_roster_is_marked_and_told(tmp_path, roster):
    course = make(REPO, tmp_path / "course", roster, [1])
    assert [person.name for person in open_course(course.folder).people] == [
        "Élodie Martin",
        "Ali Ben",
        "Ali Ben Salah",
    ]
    hand_in(course, "Somebody Else/x.ipynb", solved())
    [one], _ = collect(course)
    assert one.notes == [say("not-on-roster")]


def test_without_a_roster_a_folder_or_a_file_says_who(course):
    for file in (
        "Zoé/01_what_happened.ipynb",
        "Zoé/01_what_happened (1).ipynb",
        "3B/Ann.ipynb",
        "3B/Bob.ipynb",
    ):
        hand_in(course, file, solved())
    collect(course)
    assert sorted(person.name for person in course.people) == ["Ann", "Bob", "Zoé"]


def test_pseudonyms_stay_and_tell_nothing(course):
    hand_in(course, "Ann/x.ipynb", solved())
    [first], _ = collect(course)
    [again], _ = collect(open_course(course.folder))
    assert first.student == again.student
    assert "ann" not in first.student


def test_the_examples_of_names_hold():
    for module in (people, tables, forget):
        found = doctest.testmod(module)
        assert found.attempted
        assert found.failed == 0


def test_the_path_of_a_file_may_say_nothing():
    assert student_label(("answer (1).ipynb",), [SLUG]) == ""


@pytest.mark.parametrize("content", ["", "surname\nMartin\n", "name\nMartin\nMARTIN\n", "name\n \n"])
def test_a_broken_roster_is_refused(tmp_path, content):
    path = tmp_path / "class.csv"
    path.write_text(content, "utf-8")
    refused(CourseError, "expected a", read_roster, path)


def test_no_spreadsheet_takes_a_cell_for_a_formula(tmp_path):
    write_table(tmp_path / "x.csv", [["=1+1", "@x", "plain"]])
    assert next(csv.reader((tmp_path / "x.csv").open())) == ["'=1+1", "'@x", "plain"]


def test_the_newest_counts_in_a_zip_or_beside_it(course):
    """A file that came late lies beside the zip of the LMS, whose clock must be that of files."""
    folder = "Ann_1_assignsubmission_file_"
    with zipfile.ZipFile(course.folder / "inbox" / "class.zip", "w") as packed:
        member = zipfile.ZipInfo(f"{folder}/x.ipynb", (2026, 11, 20, 10, 0, 0))
        packed.writestr(member, json.dumps(days("return -4")()))
    hand_in(course, f"{folder}/late.ipynb", solved())
    late = course.folder / "inbox" / folder / "late.ipynb"
    for day, newest in ((21, "solved"), (19, "in the zip")):
        when = time.mktime((2026, 11, day, 10, 0, 0, 0, 0, -1))
        os.utime(late, (when, when))
        [found], _ = collect(course)
        kept = (course.folder / "submitted" / found.student / SLUG / f"{SLUG}.ipynb").read_text("utf-8")
        assert ("return -4" in kept) == (newest == "in the zip")


def test_files_of_a_system_are_nobodys(course):
    hand_in(course, "Ann/x.ipynb", solved())
    for name in ("Thumbs.db", "desktop.ini", ".DS_Store"):
        (course.folder / "inbox" / "Ann" / name).touch()
    assert not collect(course)[1]


def test_a_file_without_a_name_is_told_as_one(tmp_path, roster):
    course = make(REPO, tmp_path / "course", roster, [1])
    hand_in(course, f"{SLUG}.ipynb", solved())
    [found], _ = collect(course)
    assert found.notes == [say("no-name")]


@pytest.mark.parametrize("log", ["OSError: [Errno 28] No space left on device", "\nTraceback\nEnd: so\n"])
def test_what_nbgrader_says_is_never_shown_as_a_traceback(tmp_path, monkeypatch, capsys, log):
    """On a full disk its log was the reason, walls of it."""
    refused = {"success": False, "log": f"Traceback (most recent call last):\n{log}"}
    api = SimpleNamespace(generate_assignment=lambda name: refused)
    monkeypatch.setattr("enclair_tools.marking.running.grading.api", lambda folder: api)
    monkeypatch.chdir(REPO)
    assert main(["course", str(tmp_path / "course"), "--exercises", "1"]) == 2
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert ("disk is full" in said) == ("Errno" in log), said
    assert not list(tmp_path.iterdir())


def test_the_next_command_can_be_pasted(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(REPO)
    folder = tmp_path / "été 3e B"
    assert main(["mark", str(folder)]) == 2
    assert f"course '{folder}'" in capsys.readouterr().err
    assert main(["course", str(folder), "--exercises", "1"]) == 0
    assert f"mark '{folder}'" in capsys.readouterr().out


@pytest.mark.parametrize("about", ["{'lang': 'en'}", '{"lang": "fr", "roster": false, "form": 2}', ""])
def test_a_course_says_its_own_language_whatever_was_written(course, about):
    """Advice to write another language into it would cost students their points."""
    (course.folder / "course.json").write_text(about, "utf-8")
    refused(CourseError, r'Write into it: \{"lang": "en"', open_course, course.folder)


def test_what_holds_accents_says_its_letters(course):
    """Else a spreadsheet shows "dÃ©jÃ "."""
    report.write_all(course, [])
    assert (course.folder / "results" / "needs_a_human.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_course_never_replaces_anything_and_stays_out_of_the_kit(tmp_path):
    for folder, said in ((tmp_path, "exists"), (REPO / "my class", "outside of it, such as '../my class'")):
        refused(CourseError, f"{said}.*", make, REPO, folder, None, [1])
    refused(CourseError, "has no exercise 99", make, REPO, tmp_path / "course", None, [99])


def test_students_get_what_the_course_knows(course):
    sources = [["".join(one["source"]) for one in nb["cells"]] for nb in (course.exercises[SLUG], blank())]
    assert sources[0] == sources[1]


def test_every_exercise_carries_what_marking_needs(tmp_path, lang):
    """Grade ids that stand once, checks that are locked, free text that a human marks; in both languages."""
    course = make(REPO, tmp_path / "course", None)
    twins = [path.stem for path in sorted((REPO / "solutions" / "en").glob("*.ipynb"))]
    assert list(course.exercises) == twins
    for name, exercise in course.exercises.items():
        marked = [one for one in exercise["cells"] if "nbgrader" in one["metadata"]]
        ids = [one["metadata"]["nbgrader"]["grade_id"] for one in marked]
        assert len(set(ids)) == len(ids), name
        for one in marked:
            kind = one["metadata"]["nbgrader"]
            said = (kind["grade"], kind["solution"], kind["locked"])
            free, answer, check = (True, True, False), (False, True, False), (True, False, True)
            assert said in ((free,) if one["cell_type"] == "markdown" else (answer, check)), (name, kind)
            assert ("check." in "".join(one["source"])) >= (said == check)


def test_the_folder_says_how_to_mark_and_the_privacy_notice(lang):
    said = readme()
    assert_in(said, "--forget", "names.csv", say("privacy-title"))


def test_what_is_no_course_is_refused(tmp_path, capsys):
    assert main(["mark", str(tmp_path)]) == 2
    assert "is not a course" in capsys.readouterr().err


def test_without_a_sandbox_nothing_is_run(course, monkeypatch, capsys):
    hand_in(course, "Ann/x.ipynb", solved())
    monkeypatch.setattr(marking, "refusal", lambda: ("There is no sandbox here.", ""))
    assert main(["mark", str(course.folder)]) == 2
    assert "There is no sandbox here." in capsys.readouterr().err
    assert not (course.folder / "autograded").exists()


def test_two_commands_do_not_mark_one_course(course):
    with (
        marking.course_lock(course),
        pytest.raises(CourseError, match="another command"),
        marking.course_lock(course),
    ):
        pass


def test_a_newer_file_is_marked_anew_and_first_sight_stays(sandbox, course):
    hand_in(course, "Ann/x.ipynb", days("return -4")())
    marking.run(course, OPTIONS)
    hand_in(course, "Ann/x.ipynb", solved())
    marking.run(open_course(course.folder), OPTIONS)
    [row] = rows(course.folder / "results" / "marks.csv")
    assert row["points"] == str(FULL)
    [record] = marking.records(course)
    assert record.checks["days-check"]["passed"]
    assert record.first["days-check"]["misconception"] == "wrong-order"


def test_one_that_takes_too_long_is_given_up_and_the_next_has_its_turn(sandbox, course):
    with (course.folder / "nbgrader_config.py").open("a") as config:
        config.write("c.ExecuteClosed.timeout = c.ExecuteClosed.budget = 1000\n")
    hand_in(course, "Ann/x.ipynb", added("import time; time.sleep(1000)")())
    hand_in(course, "Bob/x.ipynb", solved())
    submissions, _ = collect(course)
    marking.mark(course, submissions, 1, given_up=45)
    by_name = {person.name: person.pseudonym for person in course.people}
    found = {one.student: one for one in marking.records(course)}
    assert found[by_name["Ann"]].notes == [say("took-too-long")]
    assert found[by_name["Bob"]].marked


def test_killed_at_any_point_it_goes_on_and_marks_nothing_twice(sandbox, course):
    expected = {}
    for number in range(6):
        notebook, points = [(solved(), FULL), (days("return -4")(), FULL - 2), (blank(), 0)][number % 3]
        cell(notebook, "explain-answer")["source"] += f" {number}"
        hand_in(course, f"student {number}/x.ipynb", notebook)
        expected[f"student {number}"] = str(points)
    command = [sys.executable, "-m", "enclair", "mark", str(course.folder)]
    seen: dict[str, int] = {}
    chance = random.Random(9)
    for seconds in [chance.uniform(2, 14) for _ in range(4)]:
        process = subprocess.Popen(command, cwd=REPO, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
        deadline = time.monotonic() + 20
        while processes(str(course.folder)) and time.monotonic() < deadline:
            time.sleep(0.2)
        assert processes(str(course.folder)) == []
        now = {str(path): path.stat().st_mtime_ns for path in course.folder.glob("records/*/*.json")}
        assert {path: now[path] for path in seen} == seen
        seen = now
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    now = {str(path): path.stat().st_mtime_ns for path in course.folder.glob("records/*/*.json")}
    assert {path: now[path] for path in seen} == seen
    names = {person.pseudonym: person.name for person in open_course(course.folder).people}
    table = rows(course.folder / "results" / "marks.csv")
    assert {names[row["student"]]: row["points"] for row in table} == expected
    assert len(table) == len(expected)


def test_the_screen_is_blind_has_rubric_and_model_and_runs_nothing(sandbox, course, tmp_path):
    """In a browser: no script of a student, no third party, no name, and a mark that counts."""
    from playwright.sync_api import sync_playwright

    hand_in(course, "Élodie Martin/x.ipynb", scripts())
    marking.run(course, OPTIONS)
    # The command as a teacher gives it, from anywhere; only where it listens is ours.
    settings = "c.ServerApp.open_browser = False\nc.ServerApp.port = 0\nc.ServerApp.allow_root = True\n"
    write(tmp_path / "settings" / "jupyter_server_config.py", f"{settings}c.IdentityProvider.token = 'x'\n")
    environment = {
        **os.environ,
        "JUPYTER_RUNTIME_DIR": str(course.folder / "runtime"),
        "JUPYTER_CONFIG_DIR": str(tmp_path / "settings"),
    }
    command = [sys.executable, "-m", "enclair", "mark", str(course.folder), "--screen"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=tmp_path, env=environment, stderr=log, stdout=log, start_new_session=True
        )
    try:
        deadline = time.monotonic() + 90
        runtime = course.folder / "runtime"
        while not (found := [path for path in runtime.glob("jpserver-*.json") if path.stat().st_size]):
            assert time.monotonic() < deadline, (tmp_path / "log").read_text("utf-8")
            time.sleep(0.5)
        address = json.loads(found[0].read_text("utf-8"))["url"]
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=require_chromium(), args=["--no-sandbox"])
            page = browser.new_page()
            asked = []
            page.on("request", lambda request: asked.append(request.url))
            page.goto(f"{address}formgrader/?token=x")
            api = f"{address}formgrader/api/submitted_notebooks/{SLUG}/{SLUG}"
            [submitted] = page.request.get(api).json()
            page.goto(f"{address}formgrader/submissions/{submitted['id']}/")
            page.locator("#explain-answer").wait_for()
            assert "ran" not in page.title()
            text = page.locator("body").inner_text()
            assert "Élodie" not in text
            assert text.count(say("model")) == 3
            assert_in(text, "weighs sources, finds the weak one", BAD[:20])
            assert page.locator("math").count() >= 2
            assert not [url for url in asked if not url.startswith(address)]
            [feedback] = (course.folder / "results" / "feedback").glob("*/*.html")
            asked.clear()
            own = browser.new_page()
            own.on("request", lambda request: asked.append(request.url))
            own.goto(feedback.as_uri())
            assert own.title() == "Exercise 1. What happened?"
            assert own.locator("math").count() >= 2
            assert not [url for url in asked if not url.startswith(("file:", "data:"))]
            with page.expect_response(
                lambda reply: "/api/grade/" in reply.url and reply.request.method == "PUT"
            ):
                page.locator("#explain-answer").fill("3")
                page.locator("#explain-answer").blur()
            browser.close()
            os.killpg(server.pid, signal.SIGINT)  # once, as the command says
            assert server.wait(30) == 130
            said = (tmp_path / "log").read_text("utf-8")
            assert_not_in(said, "[I ", "Traceback")
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
    made = sanitize.markdown(source)
    for active in ("<script", "<img", "<svg", "<iframe", 'href="javascript', 'href="data', "<a href=x"):
        assert active not in made, made


def test_formulas_become_mathml():
    assert "<mfrac>" in sanitize.markdown(r"$\frac{a}{b}$")
    assert sanitize.formula(r"\left(").startswith(("<code>", "<math"))
