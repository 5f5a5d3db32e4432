"""A class of odd and hostile submissions, marked by one run of the command, and what came of it."""

import csv
import http.server
import os
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enclair_marking import say
from enclair_marking.course.collect import collect
from enclair_marking.course.folder import Course, make, open_course
from enclair_marking.course.people import Person
from kinds import SLUG, Kind, hand_in, stored
from tests.helpers import REPO

#: A roster.
LISTED = [Person("ali", "Ali Ben", "32"), Person("eve", "Eve Mal", "66"), Person("zoe", "Zoé Martin", "31")]
SECRET = "a-key-of-the-teacher-7c1e"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names(course: Course) -> dict[str, str]:
    return {person.pseudonym: person.name for person in course.people}


def put(course: Course, path: str, content: Any, day: int = 20) -> None:
    """Put a notebook, or bytes, into the inbox or into a zip there, on a day of November 2026."""
    content = content if isinstance(content, bytes) else stored(content)
    name, _, inside = path.partition(".zip/")
    where = course.folder / "inbox" / (f"{name}.zip" if inside else path)
    where.parent.mkdir(parents=True, exist_ok=True)
    if inside:
        with zipfile.ZipFile(where, "a") as archive:
            archive.writestr(zipfile.ZipInfo(inside, (2026, 11, day, 9, 0, 0)), content)
    else:
        where.write_bytes(content)
        os.utime(where, (time.mktime((2026, 11, day, 9, 0, 0, 0, 0, -1)),) * 2)


def collected(course: Course, *files: tuple[Any, ...]) -> tuple[dict[str, str], dict[str, str], set[str]]:
    """Put ``files`` into the inbox; return what counts by name, what is refused, and all notes."""
    for file in files:
        put(course, *file)
    submissions, refused = collect(course)
    who = names(course)
    inside = {who[one.student]: f"{one.student}/{one.exercise}/{one.exercise}.ipynb" for one in submissions}
    work = {name: (course.folder / "submitted" / path).read_text("utf-8") for name, path in inside.items()}
    notes = {note for one in submissions for note in one.notes}
    return work, {one.label: one.fault for one in refused}, notes


class Asked(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_error(404)

    def log_message(self, *_):
        pass


@dataclass
class Batch:
    """A course after the command; ``notes`` are the rows of what needs a human."""

    course: Course
    kinds: dict[str, Kind]
    done: subprocess.CompletedProcess[str]
    asked: list[str]
    planted: set[str]

    def __post_init__(self):
        results = self.course.folder / "results"
        self.who = {person.name: person.pseudonym for person in self.course.people}
        self.marks = {(row["student"], row["exercise"]): row for row in rows(results / "marks.csv")}
        self.notes = rows(results / "needs_a_human.csv")

    def person(self, name: str) -> str:
        return self.who.get(self.kinds[name].student or name, "")

    def page(self, name: str) -> str:
        path = self.course.folder / "results" / "feedback" / self.person(name) / f"{SLUG}.html"
        return path.read_text(encoding="utf-8")

    def assert_told(self, name: str) -> None:
        """The teacher is told what matters, also that answers are the same; the page says its words."""
        same, person = say("same", others="")[:30], self.person(name)
        of_this = [row for row in self.notes if row["what"].startswith(f"{name}/")]
        of_this += [row for row in self.notes if person and row["student"] == person]
        told = {row["why"] for row in of_this if not row["why"].startswith(same)}
        must, may = (sentences(keys) for keys in (self.kinds[name].told, self.kinds[name].may))
        assert must <= told <= must | may
        for word in self.kinds[name].words:
            assert word in self.page(name)

    def assert_marked(self, name: str) -> None:
        """It has the points that it is worth, or none."""
        kind = self.kinds[name]
        row = self.marks.get((self.person(name), kind.exercise), {"points": ""})
        assert row["points"] == ("" if kind.points is None else str(kind.points)), row

    def assert_nothing_got_out(self) -> None:
        """No key, file or mark of others was reached, and nothing was asked of this computer."""
        for path in self.course.folder.rglob("*"):
            if path.is_file() and "inbox" not in path.parts:
                assert SECRET.encode() not in path.read_bytes(), path
        assert (self.asked, self.planted) == ([], set())
        assert not (self.course.folder / "planted").exists()
        assert all(float(row["points"] or 0) <= float(row["of"] or 0) for row in self.marks.values())


def sentences(keys: tuple[str, ...]) -> set[str]:
    return {say(key) for key in keys}


def marked(home: Path, kinds: dict[str, Kind], exercises: list[int], settings: str, more=None) -> Batch:
    """Mark ``kinds``, and what ``more`` puts into the inbox, in a course below ``home``."""
    course = make(REPO, home / "course", None, exercises)
    with (course.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(settings)
    secret = home / "id_ed25519"
    secret.write_text(SECRET, encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    server.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    inbox = course.folder / "inbox"
    hand_in(inbox, kinds, secret=secret, course=course.folder, port=server.server_port)
    if more:
        more(inbox)
    before = {path.name for path in home.iterdir()}
    command = [sys.executable, "-m", "enclair", "mark", str(course.folder), "--names"]
    of_teacher = os.environ | {"TEACHERS_KEY": SECRET}
    done = subprocess.run(command, cwd=REPO, env=of_teacher, capture_output=True, text=True, check=False)
    server.shutdown()
    server.server_close()
    planted = {path.name for path in home.iterdir()} - before
    return Batch(open_course(course.folder), kinds, done, server.asked, planted)
