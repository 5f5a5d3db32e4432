"""Every kind of submission in one batch: right marks for right work, all others told, nobody harmed."""

import csv
import http.server
import os
import re
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest

from enclair_tools.marking import say
from enclair_tools.marking.course.folder import make, open_course
from enclair_tools.marking.course.records import records
from enclair_tools.marking.results import report
from tests.helpers import REPO, assert_in
from tests.tools.marking.hostile import HOSTILE
from tests.tools.marking.kinds import FULL, SLUG, ZIPS, hand_in, hand_in_more
from tests.tools.marking.kinds import KINDS as OTHERS
from tests.tools.marking.test_sandbox import processes

pytestmark = pytest.mark.marking

KINDS = OTHERS | HOSTILE
SECRET = "a-key-of-the-teacher-7c1e"
EXERCISES = [1, 2]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def enclair(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "enclair", *map(str, words)]
    return subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False, **more)


@pytest.fixture(scope="module")
def batch(sandbox, tmp_path_factory):
    """A class that hands in every kind, marked in one run of the command."""
    home = tmp_path_factory.mktemp("teacher")
    course = make(REPO, home / "course", None, EXERCISES)
    config = course.folder / "nbgrader_config.py"
    short = "c.ExecuteClosed.timeout = 30\nc.ExecuteClosed.budget = 60\n"
    config.write_text(config.read_text(encoding="utf-8") + short, encoding="utf-8")
    secret = home / "id_ed25519"
    secret.write_text(SECRET, encoding="utf-8")
    asked = []

    class Asked(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    places = {"secret": str(secret), "course": str(course.folder), "port": server.server_port}
    hand_in(course.folder / "inbox", KINDS, **places)
    hand_in_more(course.folder / "inbox")
    before = {path.name for path in home.iterdir()}
    done = enclair("mark", course.folder, "--names", env={**os.environ, "TEACHERS_KEY": SECRET})
    server.shutdown()
    course = open_course(course.folder)
    who = {person.name: person.pseudonym for person in course.people}
    return SimpleNamespace(
        course=course,
        done=done,
        asked=asked,
        who=who,
        planted={path.name for path in home.iterdir()} - before,
        marks={
            (row["student"], row["exercise"]): row for row in rows(course.folder / "results" / "marks.csv")
        },
        told=rows(course.folder / "results" / "needs_a_human.csv"),
        records={(one.student, one.exercise): one for one in records(course)},
    )


def person(batch, name: str) -> str:
    return batch.who.get(KINDS[name].student or name, "")


def told(batch, name: str) -> set[str]:
    """What the teacher is told of a kind; that many answers are the same is told of most."""
    same = say("same", others="")[:30]
    return {
        row["why"]
        for row in batch.told
        if (row["student"] and row["student"] == person(batch, name)) or row["what"].startswith(f"{name}/")
        if not row["why"].startswith(same)
    }


def sentences(keys: tuple[str, ...]) -> set[str]:
    return {say(key) for key in keys}


def test_the_bank_has_enough_kinds():
    assert len(KINDS) + len(ZIPS) >= 40


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.points is not None])
def test_right_work_gets_its_marks(batch, name):
    kind = KINDS[name]
    row = batch.marks[person(batch, name), kind.exercise]
    assert row["points"] == str(kind.points), row


@pytest.mark.parametrize("name", list(KINDS))
def test_the_teacher_is_told_what_matters(batch, name):
    found = told(batch, name)
    assert sentences(KINDS[name].told) <= found <= sentences(KINDS[name].told + KINDS[name].may)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.points is None])
def test_what_cannot_be_marked_has_no_marks(batch, name):
    row = batch.marks.get((person(batch, name), SLUG))
    assert row is None or row["points"] == ""
    assert told(batch, name)


@pytest.mark.parametrize("name", [name for name, kind in KINDS.items() if kind.words])
def test_what_it_tried_is_on_its_page(batch, name):
    page = batch.course.folder / "results" / "feedback" / person(batch, name) / f"{SLUG}.html"
    for word in KINDS[name].words:
        assert word in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(ZIPS))
def test_zips_are_read_and_never_unpacked(batch, name):
    _, students, keys = ZIPS[name]
    for student, points in students:
        assert batch.marks[batch.who[student], SLUG]["points"] == str(points)
    assert sentences(keys) <= {row["why"] for row in batch.told}
    assert not list(batch.course.folder.parent.rglob("climber"))


def test_links_are_told_and_not_followed(batch):
    links = {row["what"] for row in batch.told if row["why"] == say("link")}
    assert links == {"a link.ipynb", "a folder", "linker/01_what_happened.ipynb"}


def test_a_name_that_is_no_text_stops_nothing(batch):
    assert batch.marks[batch.who["caf?"], SLUG]["points"] == str(FULL)


def test_of_two_files_the_newer_one_counts(batch):
    who = batch.who["hands in twice"]
    assert batch.marks[who, SLUG]["points"] == str(FULL - 2)
    assert say("twice") in {row["why"] for row in batch.told if row["student"] == who}
    made = batch.course.folder / "submitted" / who / SLUG / f"{SLUG}.ipynb"
    assert "return -4" in made.read_text(encoding="utf-8")


def test_same_answers_are_told_of_both(batch):
    pair = [batch.who[name] for name in ("changed check", "changed points")]
    for who, other in (pair, pair[::-1]):
        assert say("same", others=other) in {row["why"] for row in batch.told if row["student"] == who}


def test_the_batch_ends_and_says_what_is_left(batch):
    assert batch.done.returncode == 1, batch.done.stderr[-2000:]
    assert "Not marked: " in batch.done.stdout
    expected = (
        sum(kind.points is not None for kind in KINDS.values())
        + sum(len(zipped[1]) for zipped in ZIPS.values())
        + 2  # two files, and a name that is no text
    )
    assert sum(bool(row["points"]) for row in batch.marks.values()) == expected


def test_no_key_file_or_mark_of_others_was_reached(batch):
    for path in batch.course.folder.rglob("*"):
        if path.is_file() and "inbox" not in path.parts:
            assert SECRET.encode() not in path.read_bytes(), path
    assert batch.asked == []
    assert batch.planted == set()
    assert not (batch.course.folder / "planted").exists()
    assert all(float(row["points"] or 0) <= float(row["of"] or 0) for row in batch.marks.values())
    assert "99" not in {row["points"] for row in batch.marks.values()}


def test_no_process_and_no_socket_is_left(batch):
    assert processes("sleep 753") == []
    assert processes(str(batch.course.folder)) == []
    # Another program may have kernels of its own; ours has ended.
    folders = Path("/tmp").glob("kernel-*-*")
    assert [path for path in folders if not Path("/proc", path.name.split("-")[1]).exists()] == []


class Active(HTMLParser):
    """Finds in a page what could run, or fetch something."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag in ("script", "iframe", "object", "embed", "svg", "link", "form", "base", "audio", "video"):
            self.found.append(tag)
        for name, value in attributes:
            fetched = name == "src" and not (value or "").startswith("data:image/")
            scheme = name == "href" and re.match(r"\s*(?!https?:)\w+:", value or "")
            told = name == "href" and ("rel", "noreferrer") not in attributes
            if name.startswith("on") or fetched or scheme or told:
                self.found.append(f"{tag} {name}={value}")


def test_what_could_run_is_found():
    for bad in ("<script>", "<p onclick=x>", "<img src=x>", '<a rel="noreferrer" href="javascript:x">'):
        assert Active(bad).found, bad
    assert Active('<a rel="noreferrer" href="../x.ipynb">&lt;script&gt;</a>').found == []


def test_nothing_of_a_student_can_run_in_a_page(batch):
    pages = list((batch.course.folder / "results").rglob("*.html"))
    assert len(pages) > 40
    for page in pages:
        content = page.read_text(encoding="utf-8")
        assert Active(content).found == [], page
        assert "default-src 'none'" in content


def test_formulas_are_drawn_without_a_script(batch):
    page = batch.course.folder / "results" / "feedback" / batch.who["scripts"] / f"{SLUG}.html"
    content = page.read_text(encoding="utf-8")
    assert_in(content, "<mfrac>", "<msup>", "[picture]")


def test_names_stand_in_two_places_only(batch):
    for path in batch.course.folder.rglob("*"):
        if path.is_file() and not {"inbox", "names.csv", "marks_with_names.csv"} & set(path.parts):
            assert "Élodie" not in path.name
            assert "Élodie" not in path.read_text(encoding="utf-8", errors="replace"), path
    assert (batch.course.folder / "names.csv").stat().st_mode & 0o77 == 0
    assert "Élodie Martin" in (batch.course.folder / "results" / "marks_with_names.csv").read_text("utf-8")
    assert "'=1+1" in (batch.course.folder / "names.csv").read_text("utf-8")


def test_the_class_page_and_its_text_have_the_same_numbers(batch):
    folder = batch.course.folder / "results"
    text, page = (folder / name for name in ("class.txt", "class.html"))
    said = text.read_text(encoding="utf-8")
    found = list(report.tasks(batch.course, records(batch.course)))
    [first] = [task for task in found if task.check == "days_to_formal_investigation"]
    assert dict(first.ideas)["wrong-order"] == 5  # wrong, Ali Ben, hands in twice, changed check and points
    assert f"right at first sight: {first.right} of {first.answered}" in said
    bare = re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))
    assert re.findall(r"\d+ of \d+", bare) == re.findall(r"\d+ of \d+", said)
    assert "&lt;script" not in bare
    assert not [name for name in batch.who if len(name) > 6 and name in said]


def test_model_answers_are_for_the_teacher(batch):
    who = batch.who["right"]
    marked = (batch.course.folder / "autograded" / who / SLUG / f"{SLUG}.ipynb").read_text(encoding="utf-8")
    page = (batch.course.folder / "results" / "feedback" / batch.who["wrong"] / f"{SLUG}.html").read_text(
        "utf-8"
    )
    assert marked.count(say("model")) == 3
    assert say("model") not in page


def test_running_it_again_marks_nothing_twice(batch):
    before = {path: path.stat().st_mtime_ns for path in batch.course.folder.glob("records/*/*.json")}
    failed = {path for path in before if '"marked": false' in path.read_text(encoding="utf-8")}
    enclair("mark", batch.course.folder)
    after = {path: path.stat().st_mtime_ns for path in batch.course.folder.glob("records/*/*.json")}
    assert {path for path in after if after[path] != before.get(path)} == failed
    assert rows(batch.course.folder / "results" / "marks.csv") == list(batch.marks.values())


def test_a_student_can_be_forgotten(batch):
    who = batch.who["helper cell"]
    done = enclair("mark", batch.course.folder, "--forget", who)
    assert "helper cell" in done.stdout
    left = [path for path in batch.course.folder.rglob("*") if who in path.name and "inbox" not in path.parts]
    assert left == []
    assert who not in (batch.course.folder / "names.csv").read_text("utf-8")
    assert who.encode() not in (batch.course.folder / "gradebook.db").read_bytes()
