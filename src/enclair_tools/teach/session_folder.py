"""The folder of a session: notebook, deck, student sheet, exit ticket, and the page for the teacher."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from enclair.text.locale import spoken, text
from enclair_tools.folders import rebuilt_folder
from enclair_tools.notebooks.canonical import dumps, holds
from enclair_tools.publish import handouts, pages
from enclair_tools.publish.leaflets import leaflet
from enclair_tools.publish.lesson import Lesson
from enclair_tools.publish.render import Outputs, questions
from enclair_tools.publish.slides import FOLDED, TASK, TICKET
from enclair_tools.teach import standards
from enclair_tools.teach.parts import clock
from enclair_tools.teach.session_notebook import notebook, tried
from enclair_tools.teach.sessions import Session, SessionError

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: What a lesson's page of the guide says at a section's reveal, of misunderstandings, of what can go wrong.
_REVEAL = re.compile(r"^\| [^|]+ \| [^|]+ \| (\d+)\. [^|]+ \| (.+) \|$", re.MULTILINE)
_BELIEFS = re.compile(r"^- (\*.+)$", re.MULTILINE)
_WARNINGS = re.compile(
    r"^\*\*(?:Sensitive|Sujet sensible|If it breaks|En cas de panne)\.\*\* .+$", re.MULTILINE
)
#: How many misunderstandings a teacher keeps in mind.
FEW = 3
_NEXT_TASK = re.compile(rf"(?:{TASK.pattern}).*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


def write(root: Path, made: Session, folder: Path) -> list[Path]:
    """Make the folder of a session and return its files, the notebook first.

    Raises
    ------
    SessionError
        If its notebook is there and says something else: somebody may have worked in it.
    NotebookError
        If a cell of it fails.
    """
    source = notebook(root, made, folder)
    path = folder / f"{made.name}.ipynb"
    if path.exists() and not holds(path, dumps(source)):
        message = text(
            "Somebody may have worked in {path}. Give another folder with --to, or remove it first."
        )
        raise SessionError(message.format(path=path))
    with rebuilt_folder(folder, "session") as new:
        lesson = Lesson(new / path.name, source)
        found = {path.name: dumps(source), **papers(root, made, lesson, pages.run(lesson))}
        for name, content in found.items():
            (new / name).write_text(content, encoding="utf-8")
    return [folder / name for name in found]


def papers(
    root: Path, made: Session, lesson: Lesson, done: "NotebookNode", key: bool = True
) -> dict[str, str]:
    """Return what a session needs beside its notebook, by file: HTML that any browser shows and prints.

    Parameters
    ----------
    lesson, done
        Its notebook, and the same when it was run.
    key
        Whether the teacher's page has the key of the exit ticket. What students can open has not.
    """
    return {
        "deck.html": pages.page(lesson, done, deck=True),
        "student_sheet.html": student_sheet(made, done),
        "exit_ticket.html": exit_ticket(made),
        "teacher.html": leaflet(teachers_page(root, made, key)),
    }


# ---------------------------------------------------------------- For the teacher


def teachers_page(root: Path, made: Session, key: bool = True) -> str:
    """Return what a teacher reads before a session, as Markdown: the clock, what to say, with its ``key``."""
    guide = {
        part.path: (root / "teaching" / spoken() / "guide" / f"{Path(part.path).stem}.md").read_text("utf-8")
        for _, part in made.sections
    }
    told = {path: dict(_REVEAL.findall(page)) for path, page in guide.items()}
    says = [
        told[step.part.path].get(str(step.part.number), "") if step.part else text("as the slide says")
        for step in made.steps
    ]
    head = [text("at"), text("min"), text("what"), text("what to say at the reveal")]
    rows = [
        f"| {clock(at)} | {minutes} | {what} | {said} |"
        for (at, minutes, what), said in zip(made.clock, [made.begin, *says, _closing()], strict=True)
    ]
    beliefs = [belief for page in guide.values() for belief in _BELIEFS.findall(page)][:FEW]
    warnings = [warning for page in guide.values() for warning in _WARNINGS.findall(page)][:2]
    lessons = {part.lesson for _, part in made.sections}
    served = standards.frameworks(standards.rows(root), lessons, date.today().isoformat())
    blocks = [
        f"# {made.title}",
        f"{made.question} *{made.length}. {tried(root, made)}*",
        f"**{text('Ready.')}** {made.ready}" if made.ready else "",
        "\n".join([f"| {' | '.join(head)} |", "|---|---|---|---|", *rows]),
        f"**{text('What they may believe, and what to say')}**",
        "\n".join(f"- {belief}" for belief in beliefs),
        *warnings,
        f"**{text('Exit ticket')}.** {_key(made) if key else _keyless()}",
        f"**{text('Programmes:')}** {', '.join(served)}." if served else "",
    ]
    return "\n\n".join(filter(None, blocks)) + "\n"


def _key(made: Session) -> str:
    if not all(question.right for question in made.exit):
        return " ".join(question.ask for question in made.exit)
    told = [f"{number} **{question.key}**" for number, question in enumerate(made.exit, 1)]
    return f"{', '.join(told)}. {text('The notebook explains each choice.')}"


def _closing() -> str:
    return text("What did you write at the beginning, and what would you change? Then the ticket, alone.")


def _keyless() -> str:
    return text("In the notebook each choice says what speaks for or against it: click through it once.")


# ---------------------------------------------------------------- For students, on paper


def exit_ticket(made: Session) -> str:
    """Return the exit ticket to print, as HTML: its questions with boxes, and a line for the reason."""
    cells = [_words(f"# {text('Exit ticket')}: {made.title}")]
    for number, question in enumerate(made.exit, 1):
        boxes = [f"☐ **{letter}** {choice}" for letter, (choice, _) in question.choices.items()]
        because = [f"*{text('Because:')}*"] if boxes else []
        cells += [_words("\n\n".join([f"**{number}.** {question.ask}", *boxes, *because])), _lines(2)]
    return _paper(cells, made.title)


def student_sheet(made: Session, done: "NotebookNode") -> str:
    """Return what a student writes on during a session, as HTML: guesses, tasks, answers; no explanation."""
    asked = _Asked.of(done)
    cells = [_words(f"# {made.title}\n\n**{made.question}**\n\n{made.begin}"), _lines(4)]
    for cell in done.cells:
        if TICKET in cell.metadata.get("tags", ()):
            continue
        cells += _on_paper(cell, asked)
    return _paper(cells, made.title)


def _on_paper(cell: "NotebookNode", asked: "_Asked") -> Iterator[dict[str, Any]]:
    """Yield what a student needs of a cell on paper: its heading, its guess, its tasks, a place to write."""
    if cell.cell_type == "code":
        asked.found.clear()
        asked.html(cell)
        for question, choices in asked.found:
            boxes = " \u2003 ".join(f"☐ {choice}" for choice in choices)
            yield _words(f"**{text('My guess:')}** {question}\n\n{boxes}")
        return
    if labels := questions(cell.source):
        for label in labels:
            yield _words(f"*{label}:*")
            yield _lines(3)
        return
    source = FOLDED.sub("", cell.source)
    if heading := re.search(r"^## \d+\. .+$", source, re.MULTILINE):
        yield _words(heading[0])
    for task in _NEXT_TASK.findall(source):
        yield _words(task)


@dataclass
class _Asked(Outputs):
    """Outputs of which the guesses are kept that they ask for."""

    found: list[tuple[str, list[str]]] = field(default_factory=list)

    def _guarded(self, first: str, before: str, inner: str, after: str) -> str:
        model: Mapping[str, Any] = self.models[first]
        self.found.append((model["question"], model["choices"]))
        return inner


def _paper(cells: list[dict[str, Any]], title: str) -> str:
    numbered = [{**cell, "id": f"cell-{number}"} for number, cell in enumerate(cells)]
    return handouts.sheet(nbformat.from_dict({"cells": numbered, "metadata": {"title": title}}))


def _words(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def _lines(count: int) -> dict[str, Any]:
    return {**_words(""), "metadata": {"nbgrader": {"solution": True}, "lines": count}}
