"""The sections of lessons, as their notebooks tell: what sessions and clocks of the guide are made from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any

from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, text
from enclair_tools.notebooks.canonical import read
from enclair_tools.publish.render import questions
from enclair_tools.publish.slides import FOLDED, TASK

#: Words that people read in a minute, explanations included.
PACE = 180
#: What else takes minutes: a guess, a task, writing an answer, looking at a view; the talk after a section.
GUESS, DO, WRITE, LOOK, TALK = 1, 2, 1, 1, 2


class PartError(PlainError, ValueError):
    """A notebook does not say what a section of it needs to say."""


@dataclass(frozen=True)
class Part:
    """A section of a lesson or a task of an exercise, as its notebook's metadata tell.

    Attributes
    ----------
    path
        The notebook, from the root of the repository.
    lesson
        The number of the lesson or of the exercise.
    number
        The number in the heading.
    told_by
        The sections, or with only a number the lessons, that tell what this one asks.
    pair
        The section without which this one shows only one side; "" for most.
    """

    path: str
    lesson: int
    exercise: bool
    number: int
    title: str
    minutes: int
    core: bool
    told_by: tuple[str, ...] = ()
    pair: str = ""


def notebooks(root: Path) -> dict[str, Any]:
    """Return the lessons and exercises below ``root`` by path: in the current locale, else in English."""
    chosen = {}
    for folder in ("notebooks", "exercises"):
        for path in sorted((root / folder / "en").glob("[0-9][0-9]_*.ipynb")):
            own = root / folder / current_locale() / path.name
            best = own if own.is_file() else path
            chosen[best.relative_to(root).as_posix()] = read(best)
    return chosen


def parts(by_path: Mapping[str, Mapping[str, Any]]) -> dict[str, Part]:
    """Return the parts of notebooks (path: notebook as read from JSON) by their names in sessions.

    A section of lesson 1 is called "1/first-look", a task of exercise 1 "exercise 1/task-1".
    """
    index = {}
    for path, notebook in by_path.items():
        metadata = notebook["metadata"].get("enclair", {})
        exercise = "exercise" in metadata
        for section in metadata.get("sections", []):
            lesson = metadata.get("exercise" if exercise else "lesson")
            missing = [f'"{key}"' for key in ("id", "title", "minutes", "core") if key not in section]
            if missing := [*missing, *(['"lesson"'] if lesson is None else [])]:
                names = ", ".join(missing)
                raise PartError(
                    f'{path}: under "enclair", its metadata need {names}, in or beside each section.'
                )
            name = f"{'exercise ' if exercise else ''}{lesson}/{section['id']}"
            title, minutes, core = (section[key] for key in ("title", "minutes", "core"))
            more = tuple(section.get("told_by", ())), section.get("pair", "")
            index[name] = Part(path, lesson, exercise, _heading(notebook, title), title, minutes, core, *more)
    return index


def listing(index: Mapping[str, Part]) -> str:
    """Return the sections of lessons, a line each: the name that a session gives, its minutes, its title."""
    lines = []
    for name, part in index.items():
        if not part.exercise:
            title = part.title if part.core else text("{title} (optional)").format(title=part.title)
            lines.append(f"{name:<16} {part.minutes:>3} min  {title}")
    return "\n".join(lines)


def _heading(notebook: Mapping[str, Any], title: str) -> int:
    """Return the number before ``title`` in its heading."""
    for cell in notebook["cells"]:
        lines = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
        if match := re.search(rf"^## (\d+)\. {re.escape(title)}$", lines, re.MULTILINE):
            return int(match[1])
    raise PartError(f"No heading of a notebook says “{title}”, as its metadata do: make both the same.")


# ---------------------------------------------------------------- Cells of a section, and their minutes


def headings(lesson: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return where each section of a lesson begins, and its number."""
    return [
        (place, int(match[1]))
        for place, cell in enumerate(lesson["cells"])
        if cell["cell_type"] == "markdown"
        and (match := re.search(r"^## (\d+)\. ", "".join(cell["source"]), re.MULTILINE))
    ]


def bounds(lesson: Mapping[str, Any], part: Part) -> tuple[int, int]:
    """Return where the cells of a section begin and end in its lesson, before the cells that say goodbye."""
    starts = [*headings(lesson), (_goodbye(lesson), 0)]
    return next((first, end) for (first, number), (end, _) in pairwise(starts) if number == part.number)


def _goodbye(lesson: Mapping[str, Any]) -> int:
    """Return where a lesson, after its last section, says goodbye."""
    last, _ = headings(lesson)[-1]
    for place, cell in enumerate(lesson["cells"][last:], last):
        if cell["cell_type"] == "markdown" and re.search(
            r"^## (?!\d)", "".join(cell["source"]), re.MULTILINE
        ):
            return place
    return len(lesson["cells"]) - 1


def section(lesson: Mapping[str, Any], part: Part) -> list[dict[str, Any]]:
    """Return the cells of a section."""
    first, end = bounds(lesson, part)
    return list(lesson["cells"][first:end])


def estimate_minutes(cells: Sequence[Mapping[str, Any]]) -> int:
    """Return the fewest minutes in which a class reads some cells, does what they ask, and talks about it."""
    sources = [("".join(cell["source"]), cell["cell_type"]) for cell in cells]
    prose = [source for source, kind in sources if kind == "markdown"]
    runs = [source for source, kind in sources if kind == "code"]
    guesses = [
        source for source in runs if re.search(r"^(?:\w+ = )?(?:predict|decide|draw)\(", source, re.MULTILINE)
    ]
    views = [source for source in runs if source not in guesses and not source.startswith("print(")]
    tasks = [task for source in prose for task in TASK.findall(FOLDED.sub("", source))]
    answers = [asked for source in prose for asked in questions(source)]
    doing = GUESS * len(guesses) + DO * len(tasks) + WRITE * len(answers)
    return ceil(sum(map(words, prose)) / PACE + LOOK * len(views) + doing + (TALK if doing else 0))


def words(source: str) -> int:
    """Return how many words a text has.

    >>> words("A *first* line, [linked](page.md), isn’t it?")
    6
    """
    return len(re.findall(r"\w+(?:['’-]\w+)*", re.sub(r"\]\([^)]*\)|<[^>]*>", " ", source)))


def clock(minutes: int) -> str:
    """Return minutes from the start as hours and minutes.

    >>> clock(95)
    '1:35'
    """
    return f"{minutes // 60}:{minutes % 60:02d}"
