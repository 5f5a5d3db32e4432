"""The tables of README and guide that list lessons: made from notebooks and from the page of each lesson."""

import re
from collections.abc import Iterator
from pathlib import Path

from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, current_locale, text, use_locale
from enclair_tools.publish.lesson import Lesson, lessons

#: Between these lines stands what is made; the two lines of a table's head stay as they are.
BEGIN, END = "<!-- made by: uv run enclair make guide -->", "<!-- end -->"
#: What stands below the title of a lesson's page: its question, its minutes, and last where to stop all.
_BELOW = re.compile(r"\A# .+\n\n(.+?) \*\d.*\*\*[^*]+\*\* (.+)\.\n\n")
_RUBRIC = "| | 1 | 2 | 3 | 4 |"


def _taught(root: Path) -> Iterator[tuple[Lesson, Lesson | None, str, str]]:
    """Yield each lesson, its exercise, and from its page of the guide its question and where to stop all."""
    exercises = {one.path.name: one for one in lessons(root, current_locale(), "solutions")}
    for lesson in lessons(root, current_locale()):
        page = root / "teaching" / lesson.lang / "guide" / f"{lesson.path.stem}.md"
        match = _BELOW.search(page.read_text(encoding="utf-8"))
        if not match:
            raise PlainError(f"{page}: write below the title where all stop: **Stop all** at the poll.")
        yield lesson, exercises.get(lesson.path.name), match[1], match[2]


def questions(root: Path) -> Iterator[str]:
    """Yield a row for each lesson that has an exercise: its question and its minutes."""
    for lesson, exercise, question, _ in _taught(root):
        if exercise:
            yield f"| {lesson.number}. {lesson.title} | {question} | {lesson.minutes} |"


def course(root: Path) -> Iterator[str]:
    """Yield a row for each lesson: its minutes, where to stop all, the minutes of its exercise."""
    for lesson, exercise, _, stop in _taught(root):
        done = f"{exercise.minutes} + {exercise.optional}" if exercise else "–"
        linked = f"[{lesson.number}. {lesson.title}](guide/{lesson.path.stem}.md)"
        yield f"| {linked} | {lesson.minutes} | {lesson.optional} | {stop} | {done} |"


def models(root: Path) -> Iterator[str]:
    """Yield a row for each task whose solution answers from several positions: its rubric, the positions."""
    for exercise in lessons(root, current_locale(), "solutions"):
        link = f"[{exercise.number}](../../../{exercise.path.relative_to(root).as_posix()})"
        task, rubric = "", ""
        for cell in exercise.notebook["cells"]:
            source = cell["source"]
            if heading := re.search(r"^## (?P<number>\d+)\. (?P<title>.+)$", source, re.MULTILINE):
                task, rubric = text("task {number}: {title}").format(**heading.groupdict()), ""
            if _RUBRIC in source:
                criteria = re.findall(r"^\| \*\*(.+?)\*\* \|", source, re.MULTILINE)
                rubric = ", ".join(dict.fromkeys(criteria))
            if cell["cell_type"] == "markdown" and "BEGIN SOLUTION" in source:
                positions = re.findall(r"^\*\*(.+?)\*\*", source, re.MULTILINE)
                if len(positions) > 1:
                    heads = " · ".join(head.rstrip(".:,\u00a0") for head in positions)
                    yield f"| {link}, {task} | {rubric} | {heads} |"


#: What is made, in which language, and where.
TABLES = [
    ("en", "README.md", questions),
    *((lang, f"teaching/{lang}/README.md", course) for lang in LANGUAGES),
    *((lang, f"teaching/{lang}/keys/models.md", models) for lang in LANGUAGES),
]


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each page of the checkout ``root`` that has such a table, with the text that it should hold."""
    for lang, name, rows in TABLES:
        before, begin, rest = (root / name).read_text(encoding="utf-8").partition(BEGIN)
        table, end, after = rest.partition(END)
        if not end:
            raise PlainError(f"{name}: write the lines {BEGIN} and {END} around its table of lessons again.")
        with use_locale(lang):
            lines = "\n".join([*table.strip().splitlines()[:2], *rows(root)])
        yield root / name, f"{before}{begin}\n\n{lines}\n\n{end}{after}"
