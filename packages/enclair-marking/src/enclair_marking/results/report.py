"""What comes out of marking: marks, pages for students, what a class misunderstood."""

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from enclair import lessons
from enclair.checks import MIME, results
from enclair.text.locale import use_locale
from enclair.text.plain import plain_text
from enclair_marking import say
from enclair_marking.course.files import read, write, write_table
from enclair_marking.course.folder import Course
from enclair_marking.course.health import gradebook
from enclair_marking.course.inbox import InboxFile
from enclair_marking.course.records import Record, records
from enclair_marking.results import sanitize
from enclair_marking.running.grading import FOR_TEACHERS
from enclair_tools import templates
from enclair_tools.publish.render import code


class Mark(NamedTuple):
    """The points of one cell; ``points`` is None while it waits for a human."""

    points: float | None
    most: float
    comment: str = ""


def marks(course: Course) -> dict[tuple[str, str], dict[str, Mark]]:
    """Return the points of every student and exercise that is marked, by the id of the cell."""
    points: dict[tuple[str, str], dict[str, Mark]] = {}
    with gradebook(course) as book:
        for exercise in course.exercises:
            for submission in book.notebook_submissions(exercise, exercise):
                comments = {comment.name: comment.comment or "" for comment in submission.comments}
                points[submission.student.id, exercise] = {
                    grade.name: Mark(
                        None if grade.needs_manual_grade else grade.score,
                        grade.max_score,
                        comments.get(grade.name, ""),
                    )
                    for grade in submission.grades
                }
    return points


def write_all(course: Course, refused: list[InboxFile], named: bool = False) -> list[Path]:
    """Write all that comes out of marking into ``results/`` and return the files that a teacher opens.

    With ``named``, a second table of marks has names beside the pseudonyms, and a second folder of pages has
    names for folders.
    """
    folder, everything, got = course.folder / "results", records(course), marks(course)
    names = {person.pseudonym: person.name for person in course.people}
    rows: list[list[Any]] = []
    for one in everything:
        cells = got.get((one.student, one.exercise), {}) if one.marked else {}
        if cells:
            made = feedback(course, one, cells)
            write(folder / "feedback" / one.student / f"{one.exercise}.html", made)
        total, waiting = _total(cells)
        numbers = [f"{total.points:g}", f"{total.most:g}", waiting] if cells else ["", "", ""]
        rows.append([one.student, one.exercise, *numbers])
    head = ["student", "exercise", "points", "of", "waiting"]
    write_table(folder / "marks.csv", [head, *rows])
    with_names = folder / "marks_with_names.csv"
    if named or with_names.is_file():  # an old one would tell what is forgotten, or not true any longer
        _by_name(folder, names)
        table = [["name", *head], *([names.get(row[0], ""), *row] for row in rows)]
        write_table(with_names, table, secret=True)
    reasons = [[one.student, one.exercise, note] for one in everything for note in one.notes]
    with use_locale(course.lang):
        reasons += [["", file.label, file.fault] for file in refused]
        write_table(folder / "needs_a_human.csv", [["student", "what", "why"], *reasons], secret=True)
        page = templates.page(
            __package__, "class.html", title=say("class"), tasks=[*tasks(course, everything)], say=say
        )
        write(folder / "class.html", page)
        _, main = page.split("<main>")
        write(folder / "class.txt", plain_text(main.partition("</main>")[0]))
    pages = "feedback_with_names" if with_names.is_file() else "feedback"
    return [folder / name for name in ("class.html", "needs_a_human.csv", "marks.csv", pages)]


def _by_name(folder: Path, names: dict[str, str]) -> None:
    """Copy the pages of students into folders that have their names, for who hands them back."""
    made = folder / "feedback_with_names"
    shutil.rmtree(made, ignore_errors=True)  # names.csv may have been corrected
    made.mkdir(mode=0o700, parents=True)
    for own in sorted(folder.glob("feedback/*/")):
        # A name may hold what no folder of some system can.
        name = re.sub(r'[\x00-\x1f<>:"/\\|?*]', " ", names.get(own.name, ""))[:80].strip(" .")
        shutil.copytree(own, made / f"{name} ({own.name})")


def _total(cells: dict[str, Mark]) -> tuple[Mark, int]:
    """Return the sum of marks, and how many wait for a human."""
    got = [mark.points for mark in cells.values() if mark.points is not None]
    return Mark(sum(got), sum(mark.most for mark in cells.values())), len(cells) - len(got)


def tasks(course: Course, everything: list[Record]) -> Iterator[dict[str, Any]]:
    """Yield what the class did with each check when each was first marked, in the order of the exercises."""
    checks = lessons.checks()
    for name, exercise in course.exercises.items():
        heading, title = "", exercise["metadata"]["title"]
        firsts = [one.first for one in everything if one.exercise == name]
        for cell in exercise["cells"]:
            match = re.match(r"##+ (.+)", "".join(cell["source"]))
            heading = match[1] if match and cell["cell_type"] == "markdown" else heading
            grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
            feedbacks = [first[grade_id] for first in firsts if grade_id in first]
            if not feedbacks:
                continue
            check = feedbacks[0]["check"]
            answered = [one for one in feedbacks if one["misconception"] != "not-answered"]
            counts = Counter(one.get("note", one["misconception"]) for one in answered if not one["passed"])
            # A student's code can say anything: only what a check can say is shown.
            messages = results.messages(checks[check]) if check in checks else {}
            met = counts.most_common()
            yield {
                "exercise": name,
                "title": title,
                "heading": heading,
                "check": check,
                "answered": len(answered),
                "right": len(answered) - counts.total(),
                "ideas": [(messages[note], note, count) for note, count in met if note in messages],
            }


def feedback(course: Course, record: Record, got: dict[str, Mark]) -> str:
    """Return the page of one submission: the notebook, its points and comments; no model answer."""
    notebook = read(
        course.folder / "autograded" / record.student / record.exercise / f"{record.exercise}.ipynb"
    )
    cells = [cell for cell in notebook["cells"] if FOR_TEACHERS not in cell["metadata"].get("tags", [])]
    for cell in cells:
        source = "".join(cell["source"])
        # The title stands above already.
        cell["source"] = source if cell["cell_type"] == "code" else re.sub(r"^# .*", "", source)
    total, waiting = _total(got)
    page = sanitize.Page()  # Markdown and code can be made to take hours
    with use_locale(notebook["metadata"]["enclair"]["lang"]):  # the student's
        return templates.page(
            __package__,
            "feedback.html",
            title=notebook["metadata"].get("title", record.exercise),
            student=record.student,
            total=total,
            waiting=waiting,
            cells=cells,
            marks=got,
            say=say,
            # Only what these two return stands in the page as it is: converters escape what students wrote.
            code=partial(page.convert, converter=code),
            prose=page.convert,
            check=MIME,
        )


def screen(course: Course) -> list[str]:
    """Return the command that serves nbgrader's marking screen, to this computer alone.

    It runs in the folder of the course, where nbgrader looks for its settings.
    """
    return [
        *(sys.executable, "-m", "jupyter_server"),
        "--Application.log_level=CRITICAL",  # its address, and nothing else
        f"--ServerApp.root_dir={course.folder}",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.default_url=/formgrader",
        # The kit's own settings switch nbgrader's parts off, for classes.
        "--ServerApp.jpserver_extensions=nbgrader.server_extensions.formgrader=True",
    ]
