"""A class of odd and hostile submissions, marked by one run of the command, and what came of it."""

import csv
import os
import select
import socket
import subprocess
import sys
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
from tests.helpers import REPO, assert_in

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


@dataclass
class Batch:
    """A course after the command; ``notes`` are the rows of what needs a human."""

    course: Course
    kinds: dict[str, Kind]
    done: subprocess.CompletedProcess[str]
    asked: list[socket.socket]
    planted: set[str]

    def __post_init__(self):
        results = self.course.folder / "results"
        self.who = {person.name: person.pseudonym for person in self.course.people}
        self.marks = {(row["student"], row["exercise"]): row for row in rows(results / "marks.csv")}
        self.notes = rows(results / "needs_a_human.csv")

    def assert_marked_and_told(self, name: str) -> None:
        """It has its points, or none; the teacher is told what matters, and its page says what it should.

        That others have the same answers may be told of any.
        """
        kind = self.kinds[name]
        person = self.who.get(kind.student or name, "")
        row = self.marks.get((person, kind.exercise), {"points": ""})
        assert row["points"] == ("" if kind.points is None else str(kind.points)), row
        same = say("same", others="")[:30]
        of_this = [row for row in self.notes if row["what"].startswith(f"{name}/")]
        of_this += [row for row in self.notes if person and row["student"] == person]
        told = {row["why"] for row in of_this if not row["why"].startswith(same)}
        must, may = (sentences(keys) for keys in (kind.told, kind.may))
        assert must <= told <= must | may
        if kind.words:
            page = self.course.folder / "results" / "feedback" / person / f"{SLUG}.html"
            assert_in(page.read_text(encoding="utf-8"), *kind.words)

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


def marked(home: Path, kinds: dict[str, Kind], exercises: list[int], settings: str, more) -> Batch:
    """Mark ``kinds``, and what ``more`` puts into the inbox, in a course below ``home``."""
    course = make(REPO, home / "course", None, exercises)
    with (course.folder / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(settings)
    secret = home / "id_ed25519"
    secret.write_text(SECRET, encoding="utf-8")
    inbox, before = course.folder / "inbox", {path.name for path in home.iterdir()}
    command = [sys.executable, "-m", "enclair", "mark", str(course.folder), "--names"]
    of_teacher = os.environ | {"TEACHERS_KEY": SECRET}
    with socket.create_server(("127.0.0.1", 0)) as server:
        hand_in(inbox, kinds, secret=secret, course=course.folder, port=server.getsockname()[1])
        more(inbox)
        done = subprocess.run(command, cwd=REPO, env=of_teacher, capture_output=True, text=True, check=False)
        asked, _, _ = select.select([server], [], [], 0)  # whether somebody waits to be heard
    planted = {path.name for path in home.iterdir()} - before
    return Batch(open_course(course.folder), kinds, done, asked, planted)
