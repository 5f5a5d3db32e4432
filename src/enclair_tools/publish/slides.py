"""Slides of a lesson, made from its own cells: for a projector without a network, and for the back row.

`slide_cells.py` says which cells become what, `slide_room.py` how much fits, `slide_figures.py` how pictures
are drawn. The page needs nothing but itself: `slides.js` turns it; without scripts it is read from the top.
"""

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from enclair.text.locale import spoken, text
from enclair_tools.folders import MARK, rebuilt_folder
from enclair_tools.notebooks.canonical import NotebookError
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish import slide_figures
from enclair_tools.publish.lesson import Lesson, lessons
from enclair_tools.publish.render import markdown
from enclair_tools.publish.slide_cells import Shown, Slide, inline, optional, slides

if TYPE_CHECKING:
    from nbformat import NotebookNode


def notes(root: Path, lesson: Lesson) -> dict[str, str]:
    """Return what the guide says to the teacher at each section, by heading; {} if it has no page for it."""
    guide = root / "teaching" / lesson.lang / "guide" / f"{lesson.path.stem}.md"
    if not guide.is_file():
        return {}
    rows = re.findall(
        r"^\|[^|]*\|[^|]*\|([^|]*)\|([^|]*)\|$", guide.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {heading.strip(): markdown(said.strip()) for heading, said in rows}


def slides_and_outputs(done: "NotebookNode") -> tuple[list[Slide], Shown]:
    """Return the slides of a notebook that was run, and the outputs that they use."""
    outputs = Shown.of(done)
    return slides(done.cells, outputs), outputs


def execute(lesson: Lesson) -> "NotebookNode":
    """Run ``lesson``, its pictures drawn for slides, and return it with its outputs.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    first = {"cell_type": "code", "id": "large", "metadata": {}, "outputs": [], "source": slide_figures.FIRST}
    cells = [{**first, "execution_count": None}, *lesson.notebook["cells"]]
    done = execute_file(lesson.path, {**lesson.notebook, "cells": cells})
    del done.cells[0]
    return done


def page(lesson: Lesson, shown: Sequence[Slide], outputs: Shown, said: dict[str, str]) -> str:
    """Return slides as one page, with what the teacher's notes say at each heading."""
    extra = optional(shown)
    return outputs.page(
        "slides",
        title=lesson.title,
        slides=shown,
        core=sum(slide.section not in extra for slide in shown),
        inline=inline,
        notes=json.dumps(said, ensure_ascii=False).replace("</", "<\\/"),
    )


def write(root: Path, folder: Path, number: int | None = None) -> list[Path]:
    """Make the slides of every lesson, or of one, in ``folder``, and return the files.

    Raises
    ------
    NotebookError
        If there is no such lesson, or one fails; the folder is then left as it was.
    FolderError
        If ``folder`` holds something else.
    """
    lang = spoken()
    there = lessons(root, lang)
    chosen = [lesson for lesson in there if number is None or lesson.number == number]
    if not chosen:
        known = ", ".join(str(lesson.number) for lesson in there)
        message = text("There is no lesson {number} in {folder}. Those there are: {known}.")
        raise NotebookError(message.format(number=number, folder=root / "notebooks" / lang, known=known))
    with rebuilt_folder(folder, "slides") as new:
        if folder.is_dir():  # the slides of other lessons stay
            shutil.copytree(folder, new, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MARK))
        for lesson in tqdm(chosen, desc="slides", unit=text("lesson"), disable=None):
            (new / lang).mkdir(exist_ok=True)
            made = page(lesson, *slides_and_outputs(execute(lesson)), notes(root, lesson))
            (new / lang / lesson.name).write_text(made, encoding="utf-8")
    return [folder / lang / lesson.name for lesson in chosen]
