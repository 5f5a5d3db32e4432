"""The sections of lessons, as their notebooks tell: what sessions and clocks of the guide are made from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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

Notebook = Mapping[str, Any]


@dataclass(frozen=True)
class Part:
    """A section of a lesson, as the notebook's metadata tell.

    ``told_by`` are the sections, or with only a number the lessons, that tell what this one asks; ``pair`` is
    the section without which this one shows only one side.
    """

    path: str
    lesson: int
    number: int
    title: str
    minutes: int
    core: bool
    told_by: Sequence[str] = ()
    pair: str = ""


def notebooks(root: Path) -> dict[str, Notebook]:
    """Return the lessons below ``root`` by path: in the current locale, else in English."""
    chosen: dict[str, Notebook] = {}
    for path in sorted((root / "notebooks" / "en").glob("[0-9][0-9]_*.ipynb")):
        own = root / "notebooks" / current_locale() / path.name
        best = own if own.is_file() else path
        chosen[best.relative_to(root).as_posix()] = read(best)
    return chosen


def parts(by_path: Mapping[str, Notebook]) -> dict[str, Part]:
    """Return the sections of lessons (path: notebook) by their names in sessions, such as "1/first-look"."""
    index = {}
    for path, notebook in by_path.items():
        about = notebook["metadata"].get("enclair", {})
        for section in about.get("sections", []):
            told = {key: value for key, value in section.items() if key != "id"}
            number = _number(notebook, section["title"])
            index[f"{about['lesson']}/{section['id']}"] = Part(path, about["lesson"], number, **told)
    return index


def listing(index: Mapping[str, Part]) -> str:
    """Return the sections of lessons, a line each: the name that a session gives, its minutes, its title."""
    lines = []
    for name, part in index.items():
        title = part.title if part.core else text("{title} (optional)").format(title=part.title)
        lines.append(f"{name:<16} {part.minutes:>3} min  {title}")
    return "\n".join(lines)


def _prose(notebook: Notebook) -> list[str]:
    """Return the text of each cell, "" for code."""
    return ["".join(cell["source"]) * (cell["cell_type"] == "markdown") for cell in notebook["cells"]]


def _number(notebook: Notebook, title: str) -> int:
    for words in _prose(notebook):
        if match := re.search(rf"^## (\d+)\. {re.escape(title)}$", words, re.MULTILINE):
            return int(match[1])
    raise PlainError(f"No heading of a notebook says “{title}”, as its metadata do: make both the same.")


# ---------------------------------------------------------------- Cells of a section, and their minutes


def bounds(lesson: Notebook, number: int | str = r"\d+") -> tuple[int, int]:
    """Return where the cells of a section (the first one) begin and end, before those that say goodbye."""
    prose = [*enumerate(_prose(lesson))]
    first = next(place for place, words in prose if re.search(rf"^## {number}\. ", words, re.MULTILINE))
    later = (place for place, words in prose[first + 1 :] if re.search(r"^## ", words, re.MULTILINE))
    return first, next(later, len(prose) - 1)


def section(lesson: Notebook, part: Part) -> list[dict[str, Any]]:
    """Return the cells of a section."""
    first, end = bounds(lesson, part.number)
    return list(lesson["cells"][first:end])


def estimate_minutes(cells: Sequence[Mapping[str, Any]]) -> int:
    """Return the fewest minutes in which a class reads some cells, does what they ask, and talks about it."""
    prose = _prose({"cells": cells})
    runs = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    guess = re.compile(r"^(?:\w+ = )?(?:predict|decide|draw)\(", re.MULTILINE)
    guesses = [source for source in runs if guess.search(source)]
    views = [source for source in runs if not guess.search(source) and not source.startswith("print(")]
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
