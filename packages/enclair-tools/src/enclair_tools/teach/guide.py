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
_BELOW = re.compile(r"(.+?) \*\d.*\*\*[^*]+\*\* (.+)\.")
_RUBRIC = "| | 1 | 2 | 3 | 4 |"


def _exercises(root: Path) -> dict[str, Lesson]:
    return {one.path.name: one for one in lessons(root, current_locale(), "solutions")}


def questions(root: Path) -> Iterator[str]:
    """Yield a row for each lesson that has an exercise: its question and its minutes."""
    for lesson in lessons(root, current_locale()):
        if lesson.path.name in _exercises(root):
            question, _ = _below(root, lesson)
            yield f"| {lesson.number}. {lesson.title} | {question} | {lesson.minutes} |"


def course(root: Path) -> Iterator[str]:
    """Yield a row for each lesson: its minutes, where to stop all, the minutes of its exercise."""
    exercises = _exercises(root)
    for lesson in lessons(root, current_locale()):
        page, (_, stop) = f"guide/{lesson.path.stem}.md", _below(root, lesson)
        core, more = _minutes(lesson)
        exercise = " + ".join(_minutes(exercises[lesson.path.name])) if lesson.path.name in exercises else "–"
        yield f"| [{lesson.number}. {lesson.title}]({page}) | {core} | {more} | {stop} | {exercise} |"


def models(root: Path) -> Iterator[str]:
    """Yield a row for each task whose solution answers from several positions: its rubric, the positions."""
    for exercise in _exercises(root).values():
        link = f"[{exercise.number}](../../../{exercise.path.relative_to(root).as_posix()})"
        task, rubric = "", ""
        for cell in exercise.notebook["cells"]:
            source = "".join(cell["source"])
            if heading := re.search(r"^## (\d+)\. (.+)$", source, re.MULTILINE):
                message = text("task {number}: {title}")
                task, rubric = message.format(number=heading[1], title=heading[2]), ""
            if _RUBRIC in source:
                criteria = re.findall(r"^\| \*\*(.+?)\*\* \|", source, re.MULTILINE)
                rubric = ", ".join(dict.fromkeys(criteria))
            if cell["cell_type"] == "markdown" and "BEGIN SOLUTION" in source:
                positions = re.findall(r"^\*\*(.+?)\*\*", source, re.MULTILINE)
                if len(positions) > 1:
                    heads = " · ".join(head.rstrip(".:,\u00a0") for head in positions)
                    yield f"| {link}, {task} | {rubric} | {heads} |"


#: What is made, and where; what lies in no folder of a language is in English.
TABLES = {
    "README.md": questions,
    "teaching/{lang}/README.md": course,
    "teaching/{lang}/keys/models.md": models,
}


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each page of the checkout ``root`` that has such a table, with the text that it should hold."""
    for lang in LANGUAGES:
        for name, rows in TABLES.items():
            if lang != "en" and "{lang}" not in name:
                continue
            path = root / name.format(lang=lang)
            before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
            table, end, after = rest.partition(END)
            if not end:
                message = "expected a table between the lines {} and {}. Take the page back from Git."
                raise PlainError(f"{path}: {message.format(BEGIN, END)}")
            with use_locale(lang):
                lines = [*table.strip().splitlines()[:2], *rows(root)]
            yield path, "".join([before, begin, "\n\n", *(f"{line}\n" for line in lines), "\n", end, after])


def _minutes(lesson: Lesson) -> tuple[str, str]:
    metadata = lesson.notebook["metadata"]["enclair"]
    return str(metadata["minutes"]), str(metadata["minutes_optional"])


def _below(root: Path, lesson: Lesson) -> tuple[str, str]:
    """Return the question of a lesson, and where to stop all, from its page of the guide."""
    page = root / "teaching" / lesson.lang / "guide" / f"{lesson.path.stem}.md"
    below = page.read_text(encoding="utf-8").split("\n\n")[1:2] if page.is_file() else []
    if not (match := _BELOW.fullmatch("".join(below))):
        raise PlainError(
            f"{page.relative_to(root).as_posix()}: expected, at the end of its second paragraph, where the "
            "class stops together, such as: **Stop all** at the poll. Write it there."
        )
    return match[1], match[2]
