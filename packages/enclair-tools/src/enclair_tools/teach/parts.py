"""The sections of lessons, as their notebooks tell: what sessions and clocks of the guide are made from."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Any

from enclair_tools.publish.lesson import Lesson, section
from enclair_tools.publish.render import questions
from enclair_tools.publish.slides import FOLDED, TASK

#: Words that people read in a minute, explanations included.
PACE = 180
#: What else takes minutes: a guess, a task, writing an answer, looking at a view; the talk after a section.
GUESS, DO, WRITE, LOOK, TALK = 1, 2, 1, 1, 2

_GUESS = re.compile(r"^(?:\w+ = )?(?:predict|decide|draw)\(", re.MULTILINE)

Cell = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """A section of a lesson, as its heading tells; in a session also a break, which has no cells.

    ``told_by`` are the sections, or with only a number the lessons, that tell what this one asks; ``pair`` is
    the section without which this one shows only one side. A session gives it ``minutes``, and ``words`` that
    stand before it. The cells of its lesson are those before all sections (``opening``), those before this
    one (``earlier``), and its own (``cells``).
    """

    id: str
    title: str
    minutes: int
    core: bool = True
    told_by: Sequence[str] = ()
    pair: str = ""
    words: str = ""
    path: Path = Path()
    lesson: int = 0
    number: int = 0
    opening: Sequence[Cell] = field(default=(), repr=False)
    earlier: Sequence[Cell] = field(default=(), repr=False)
    cells: Sequence[Cell] = field(default=(), repr=False)

    @property
    def name(self) -> str:
        """What it is called in a session, such as "1/first-look"."""
        return f"{self.lesson}/{self.id}"


def parts(lessons: Iterable[Lesson]) -> dict[str, Part]:
    """Return the sections of lessons by their names."""
    index = {}
    for lesson in lessons:
        about, cells = lesson.notebook["metadata"].get("enclair", {}), lesson.notebook["cells"]
        heads = [place for place, cell in enumerate(cells) if re.search("^## ", prose(cell), re.MULTILINE)]
        ends = [*heads[1:], len(cells) - 1]  # the last cell says goodbye
        for first, end in zip(heads, ends, strict=False):
            if "lesson" in about and (found := section(cells[first])):
                note = cells[first]["metadata"].get("enclair", {})
                found |= {key: note[key] for key in ("told_by", "pair") if key in note}
                own = {"id": cells[first]["id"].partition("-")[2], "lesson": about["lesson"]}
                own |= {"opening": cells[: heads[0]], "earlier": cells[:first], "cells": cells[first:end]}
                part = Part(**found, **own, path=lesson.path)
                index[part.name] = part
    return index


def prose(cell: Cell) -> str:
    """Return the text of a cell, "" for code."""
    return str(cell["source"]) if cell["cell_type"] == "markdown" else ""


def estimate_minutes(cells: Sequence[Cell], again: int = 0) -> int:
    """Return the fewest minutes in which a class reads some cells, does what they ask, and talks about it.

    ``again`` are the minutes of a second try where there is a task.
    """
    texts = [prose(cell) for cell in cells]
    runs = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
    guesses = [source for source in runs if _GUESS.search(source)]
    views = [source for source in runs if not _GUESS.search(source) and not source.startswith("print(")]
    tasks = [task for source in texts for task in TASK.findall(FOLDED.sub("", source))]
    answers = [asked for source in texts for asked in questions(source)]
    doing = GUESS * len(guesses) + DO * len(tasks) + again * bool(tasks) + WRITE * len(answers)
    return ceil(sum(map(words, texts)) / PACE + LOOK * len(views) + doing + (TALK if doing else 0))


def words(source: str) -> int:
    """Return how many words a text has.

    >>> words("A *first* line, [linked](page.md), isn’t it?")
    6
    """
    return len(re.findall(r"\w+(?:['’-]\w+)*", re.sub(r"\]\([^)]*\)|<[^>]*>", " ", source)))
