"""The folder of a session: notebook, deck, student sheet, exit ticket, and the page for the teacher."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile
from pathlib import Path

from nbformat import NotebookNode

from enclair.case.model import load_case
from enclair.command.verbs import MARK
from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, labelled, text
from enclair.views.banner import banner
from enclair.views.draw import Sketch
from enclair.views.predict import Question
from enclair_tools import say, templates
from enclair_tools.folders import check_maker, work_beside
from enclair_tools.notebooks.canonical import dumps, read
from enclair_tools.publish import handouts, pages
from enclair_tools.publish.lesson import Lesson
from enclair_tools.publish.render import Outputs, markdown, questions, without_keys
from enclair_tools.publish.slides import FOLDED, TASK
from enclair_tools.teach.session_notebook import EXIT, notebook, purpose, section_numbers
from enclair_tools.teach.sessions import Session

#: What a lesson's page of the guide says at a section's reveal, of misunderstandings, of what can go wrong.
_REVEAL = re.compile(r"^\| [^|]+ \| [^|]+ \| (\d+)\. [^|]+ \| (.+) \|$", re.MULTILINE)
_BELIEFS = re.compile(r"^- (\*.+)$", re.MULTILINE)
_WARNINGS = re.compile(
    r"^(\*\*(?:Sensitive|Sujet sensible|If it breaks|En cas de panne)\.\*\*) (.+)$", re.MULTILINE
)
#: Sections that a sentence of the guide names: of its own lesson, not of another ("lesson 1, section 4").
_SECTIONS = re.compile(r"(?<!\d, )\bsections?\s\d+(?:(?:,\s|\s(?:and|et)\s)\d+)*", re.IGNORECASE)
#: Cards that a section says can be printed.
_CARDS = re.compile(r"\]\([./]*(teaching/cards/[^)]+)\)")
#: How many misunderstandings of a lesson a teacher keeps in mind.
FEW = 3
#: What students write on, as Markdown; so many lines to write on, as HTML between it.
PAPERS = templates.macros(__package__, "papers.jinja")
LINES = handouts.SHEET.lines
_NEXT_TASK = re.compile(rf"(?:{TASK.pattern}).*?(?=\n\n(?!\||- |\d\.)|\Z)", re.MULTILINE | re.DOTALL)


def write(root: Path, made: Session, folder: Path) -> list[Path]:
    """Make the folder of a session and return its files, the notebook first."""
    source, path = notebook(made, folder), folder / f"{made.name}.ipynb"
    content, mark = dumps(source), folder / MARK
    check_maker(folder, "session")
    there = dumps(read(path)) if path.is_file() else content
    if there != content and _digest(there) not in mark.read_text(encoding="utf-8"):
        raise PlainError(say("sessions.worked_in", path=path))
    with work_beside(folder) as work:
        lesson = Lesson(work / path.name, source)
        files = {path.name: content, **papers(root, made, lesson, pages.run(lesson))}
        whole = {**files, MARK: f"session\n{_digest(content)}"}
        for file, words in whole.items():  # a disk that is full is full here
            (work / file).write_text(words, encoding="utf-8")
        folder.mkdir(parents=True, exist_ok=True)
        for file in whole:
            (work / file).replace(folder / file)
    return [folder / file for file in files]


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()


def papers(root: Path, made: Session, lesson: Lesson, done: NotebookNode, key: bool = True) -> dict[str, str]:
    """Return what a session needs beside its notebook, by file: HTML that any browser shows and prints.

    ``done`` is the notebook when it was run. What students can open has no ``key`` of the exit ticket.
    """
    return {
        "deck.html": pages.page(lesson, done, deck=True),
        "student_sheet.html": student_sheet(made, done),
        "exit_ticket.html": exit_ticket(made),
        "teacher.html": handouts.leaflet(teachers_page(root, made, key)),
    }


# ---------------------------------------------------------------- For the teacher


def teachers_page(root: Path, made: Session, key: bool = True) -> str:
    """Return what a teacher reads before a session, as Markdown: the clock, what to say, with its ``key``."""
    slide, numbers = text("as the slide says"), section_numbers(made)
    folder = root / "teaching" / current_locale() / "guide"
    guide = {path: (folder / f"{path.stem}.md").read_text("utf-8") for path in numbers}
    says = [
        dict(_REVEAL.findall(guide[step.path])).get(str(step.number), "") if step.cells else slide
        for step in made.steps
    ]
    cells = [cell["source"] for part in made.sections for cell in part.cells]
    return templates.page(
        __package__,
        "teacher.jinja",
        made=made,
        key=key,
        status=banner(load_case(), current_locale()).body,
        cards=[f"`{card}`" for card in dict.fromkeys(_CARDS.findall("\n".join(cells)))],
        rows=[
            (f"{at // 60}:{at % 60:02}", minutes, what, words)
            for (at, minutes, what), words in zip(made.clock, [slide, *says, slide], strict=True)
        ],
        beliefs=[belief for page in guide.values() for belief in _BELIEFS.findall(page)[:FEW]],
        warnings=[
            here
            for path, page in guide.items()
            for head, warning in _WARNINGS.findall(page)
            if (here := _here(head, warning, numbers[path]))
        ],
    )


def _here(head: str, warning: str, numbers: Mapping[str, int]) -> str:
    """Return a warning of a lesson's page with the numbers that its sections have here; "" if none is left.

    Left out is a sentence that names a section which is not here.
    """

    def numbered(match: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda number: str(numbers[number[0]]), match[0])

    kept = []
    for sentence in re.split(r"(?<=[.!?])\s(?=\S)", warning):
        named = re.findall(r"\d+", " ".join(_SECTIONS.findall(sentence)))
        if {*named} <= numbers.keys():
            kept.append(_SECTIONS.sub(numbered, sentence))
    return f"{head} {' '.join(kept)}" if kept else ""


# ---------------------------------------------------------------- For students, on paper


def exit_ticket(made: Session) -> str:
    """Return the exit ticket to print, as HTML: its questions with boxes, and a line for the reason."""
    heading = labelled(text("Exit ticket"), made.title)
    return _paper([PAPERS.ticket(made, heading, purpose(made))], made.title)


def student_sheet(made: Session, done: NotebookNode) -> str:
    """Return what a student writes on during a session, as HTML: guesses, tasks, answers; no explanation."""
    outputs = Outputs(done)
    blocks = [f"# {made.title}", f"**{made.question}**", made.begin, LINES(3)]
    cells = [*takewhile(lambda cell: cell.id != EXIT, done.cells)]  # the ticket has a paper of its own
    # More room where few answers leave it on the sheet.
    room = 4 if sum(len(questions(cell.source)) for cell in cells) < 3 else 2
    for cell in cells:
        if made.begin not in cell.source:
            blocks += _on_paper(cell, outputs, room)
    return _paper(blocks, made.title)


def _on_paper(cell: NotebookNode, outputs: Outputs, room: int) -> Iterator[str]:
    """Yield what a student needs of a cell on paper: its heading, its guess, its tasks, ``room`` to write."""
    if cell.cell_type == "code":
        outputs.used.clear()
        outputs.html(cell)
        for name in outputs.used:
            model = outputs.models[name]
            if model["_view"] in (Question.HOME, Sketch.HOME):
                yield PAPERS.guess(model)
            elif "decision" in model:
                yield PAPERS.decision(model)
    elif pages.NEVER_KEPT in cell.metadata.get("tags", ()):
        return  # a sheet has a name on it
    elif labels := questions(cell.source):
        for label in labels:
            yield from (f"*{text('{name}:').format(name=label)}*", LINES(room))
    else:
        source = FOLDED.sub("", cell.source)
        yield from re.findall(r"^## \d+\. .+$", source, re.MULTILINE)[:1]
        yield from _NEXT_TASK.findall(source)


def _paper(blocks: Iterable[str], title: str) -> str:
    cells = [markdown(without_keys("\n\n".join(blocks)))]
    values = {"kind": "session", "style": "", "banner": "", "title": title, "cells": cells}
    return templates.page(handouts.__package__, "handouts.html", **values)
