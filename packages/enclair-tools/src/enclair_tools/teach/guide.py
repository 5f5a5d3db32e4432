"""The tables of README and guide that list lessons: made from notebooks and from the page of each lesson."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, current_locale, text, use_locale
from enclair_tools.notebooks.canonical import is_current, read, write_if_changed
from enclair_tools.publish.lesson import Lesson, lessons

#: Between these lines stands what is made; the two lines of a table's head stay as they are.
BEGIN, END = "<!-- made by: uv run enclair guide -->", "<!-- end -->"
#: What stands below the title of a lesson's page: its question, its minutes, and last where to stop all.
_BELOW = re.compile(r"(.+?) \*\d.*\*\*[^*]+\*\* (.+)\.")
_RUBRIC = "| | 1 | 2 | 3 | 4 |"


class GuideError(PlainError, ValueError):
    """A page of the guide lacks what a table is made from, or the place for it."""


def questions(root: Path) -> Iterator[str]:
    """Yield a row for each lesson that has an exercise: its question and its minutes."""
    for lesson in lessons(root, current_locale()):
        if (root / "solutions" / current_locale() / lesson.path.name).is_file():
            question, _ = _below(root, lesson)
            yield _row(f"{lesson.number}. {lesson.title}", question, str(lesson.minutes))


def course(root: Path) -> Iterator[str]:
    """Yield a row for each lesson: its minutes, where to stop all, the minutes of its exercise."""
    for lesson in lessons(root, current_locale()):
        exercise = root / "solutions" / current_locale() / lesson.path.name
        yield _row(
            f"[{lesson.number}. {lesson.title}](guide/{lesson.path.stem}.md)",
            *_minutes(lesson.path),
            _below(root, lesson)[1],
            " + ".join(_minutes(exercise)) if exercise.is_file() else "–",
        )


def models(root: Path) -> Iterator[str]:
    """Yield a row for each task whose solution answers from several positions: its rubric, the positions."""
    for path in sorted((root / "solutions" / current_locale()).glob("*.ipynb")):
        link = f"[{int(path.name[:2])}](../../../{path.relative_to(root).as_posix()})"
        task, rubric = "", ""
        for cell in read(path)["cells"]:
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
                    yield _row(
                        f"{link}, {task}", rubric, " · ".join(head.rstrip(".:,\u00a0") for head in positions)
                    )


#: What is made, and where; what lies in no folder of a language is in English.
TABLES = {
    "README.md": questions,
    "teaching/{lang}/README.md": course,
    "teaching/{lang}/keys/models.md": models,
}


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield each page of the checkout ``root`` that has such a table, with the text that it should hold."""
    for lang in LANGUAGES:
        with use_locale(lang):
            for name, rows in TABLES.items():
                if lang == "en" or "{lang}" in name:
                    path = root / name.format(lang=lang)
                    yield path, _with(path, rows(root))


def write(root: Path) -> list[Path]:
    """Make the tables of the checkout ``root`` and return the pages that changed."""
    return [path for path, content in [*generated(root)] if write_if_changed(path, content)]


def drift(root: Path) -> list[str]:
    """Return a sentence for each page that is not what the lessons make; nothing is written."""
    differ = [path for path, content in generated(root) if not is_current(path, content)]
    return [f"{path.relative_to(root).as_posix()} differs from what the lessons make." for path in differ]


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _minutes(path: Path) -> tuple[str, str]:
    metadata = read(path)["metadata"]["enclair"]
    return str(metadata["minutes"]), str(metadata["minutes_optional"])


def _below(root: Path, lesson: Lesson) -> tuple[str, str]:
    """Return the question of a lesson, and where to stop all, from its page of the guide."""
    page = root / "teaching" / lesson.lang / "guide" / f"{lesson.path.stem}.md"
    below = page.read_text(encoding="utf-8").split("\n\n")[1:2] if page.is_file() else []
    if not (match := _BELOW.fullmatch("".join(below))):
        raise GuideError(
            f"{page.relative_to(root).as_posix()}: expected, at the end of its second paragraph, where the "
            "class stops together, such as: **Stop all** at the poll. Write it there."
        )
    return match[1], match[2]


def _with(path: Path, rows: Iterable[str]) -> str:
    """Return a page with ``rows`` in the table between the two marks."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    table, end, after = rest.partition(END)
    if not end:
        raise GuideError(
            f"{path}: expected a table between the lines {BEGIN} and {END}. Take the page back from Git."
        )
    lines = [*table.strip().splitlines()[:2], *rows]
    return "".join([before, begin, "\n\n", *(f"{line}\n" for line in lines), "\n", end, after])
