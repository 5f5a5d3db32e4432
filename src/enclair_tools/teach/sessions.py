"""Sessions: one question, some sections of lessons, one notebook that a class opens; minutes add up."""

import ast
import builtins
import copy
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat

from enclair.text.locale import spoken, text
from enclair_tools.folders import rebuilt_folder
from enclair_tools.notebooks.canonical import canonical, dumps, holds, read
from enclair_tools.teach.planner import notebooks
from enclair_tools.teach.planning import Part, PlanError, parts

SESSIONS = "teaching/sessions"
#: Words that people read in a minute, and the part of a step that reading may take.
PACE, READING = 180, 0.5


@dataclass(frozen=True)
class Session:
    """One session in what is `spoken`.

    Attributes
    ----------
    minutes, opening, closing
        How long it is, how long its beginning and its end.
    steps
        The sections, each with the minutes that it gets.
    title, question, begin
        Its words, and what to do first.
    exit
        The questions of the exit ticket, each with its key.
    before
        What leads over to a section, by its name.
    """

    name: str
    minutes: int
    opening: int
    closing: int
    steps: tuple[tuple[str, Part, int], ...]
    title: str
    question: str
    begin: str
    exit: tuple[tuple[str, str], ...]
    before: Mapping[str, str]

    @property
    def clock(self) -> Iterator[tuple[int, int, str]]:
        """The minute from which on each thing is done, for how long, and what it is."""
        at = 0
        steps = [(minutes, part.title) for _, part, minutes in self.steps]
        whole = [(self.opening, text("Opening")), *steps, (self.closing, text("Exit ticket, closing"))]
        for minutes, what in whole:
            yield at, minutes, what
            at += minutes


def names(root: Path) -> list[str]:
    """Return the names of the sessions that there are."""
    return sorted(path.stem for path in (root / SESSIONS).glob("*.toml"))


def session(root: Path, name: str) -> Session:
    """Return a session.

    Raises
    ------
    PlanError
        If there is none of that name, it names a section that no lesson has, or its minutes do not add up.
    """
    path = root / SESSIONS / f"{name}.toml"
    if name not in names(root):
        message = text("There is no session {name}. The sessions are: {known}.")
        raise PlanError(message.format(name=name, known=", ".join(names(root))))
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        words, known = told[spoken()], parts(notebooks(root))
        if missing := [step for step, _ in told["steps"] if step not in known]:
            message = text("{file}: no lesson has the section {missing}. There are: {known}.")
            there = ", ".join(each for each in known if not each.startswith("exercise"))
            raise PlanError(message.format(file=path.name, missing=missing[0], known=there))
        made = Session(
            name=name,
            minutes=told["minutes"],
            opening=told["opening"],
            closing=told["closing"],
            steps=tuple((step, known[step], minutes) for step, minutes in told["steps"]),
            title=words["title"],
            question=words["question"],
            begin=words["opening"],
            exit=tuple((one["ask"], one["key"]) for one in words["exit"]),
            before=words.get("before", {}),
        )
    except (tomllib.TOMLDecodeError, LookupError, TypeError, ValueError) as error:
        if isinstance(error, PlanError):
            raise
        raise PlanError(text("{file} is no session: {error}.").format(file=path.name, error=error)) from None
    _need_minutes(root, made)
    return made


def _need_minutes(root: Path, made: Session) -> None:
    """Raise `PlanError` unless the minutes add up, and each section has time to be read and done."""
    total = sum(minutes for _, minutes, _ in made.clock)
    if total != made.minutes:
        message = text("{name}: the parts take {found} minutes, and the session {expected}.")
        raise PlanError(message.format(name=made.name, found=total, expected=made.minutes))
    for step, part, minutes in made.steps:
        least = max(part.minutes, reading(section(read(root / part.path), part)) / READING)
        if minutes < least:
            message = text("{name}: {step} has {found} minutes; reading and doing it takes {least}.")
            raise PlanError(message.format(name=made.name, step=step, found=minutes, least=round(least)))


def reading(cells: Sequence[Mapping[str, Any]]) -> float:
    """Return how many minutes it takes to read the words of some cells; what is folded is opened later."""
    words = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return len(re.findall(r"\w+", re.sub(r"<details>.*?</details>", "", words, flags=re.DOTALL))) / PACE


def _headings(lesson: Mapping[str, Any]) -> list[tuple[int, int]]:
    """Return where each section of a lesson begins, and its number."""
    return [
        (place, int(found[1]))
        for place, cell in enumerate(lesson["cells"])
        if cell["cell_type"] == "markdown"
        and (found := re.search(r"^## (\d+)\. ", "".join(cell["source"]), re.MULTILINE))
    ]


def _bounds(lesson: Mapping[str, Any], part: Part) -> tuple[int, int]:
    """Return where the cells of a section begin and end in its lesson, whose last cell says goodbye."""
    starts = [*_headings(lesson), (len(lesson["cells"]) - 1, 0)]
    return next((first, end) for (first, said), (end, _) in pairwise(starts) if said == part.number)


def section(lesson: Mapping[str, Any], part: Part) -> list[dict[str, Any]]:
    """Return copies of the cells of a section."""
    first, end = _bounds(lesson, part)
    return copy.deepcopy(lesson["cells"][first:end])


# ---------------------------------------------------------------- Its notebook


def notebook(root: Path, made: Session, folder: Path) -> dict[str, Any]:
    """Return the notebook of a session, to be opened in ``folder``.

    It has the cells of its sections in order, and what stands around them.
    """
    lessons = {part.path: read(root / part.path) for _, part, _ in made.steps}
    clock = text("{minutes} minutes. Not yet tried in a class: if you do, tell us how long it took.")
    head = f"# {made.title}\n\n**{made.question}**\n\n{made.begin}\n\n*{clock.format(minutes=made.minutes)}*"
    cells, known = [_words("title", head)], {*dir(builtins), "display"}
    for path, lesson in lessons.items():
        start = [copy.deepcopy(cell) for cell in lesson["cells"][1 : _headings(lesson)[0][0]]]
        cells += [_named(cell, f"start-{Path(path).stem[:2]}") for cell in start]
        known |= _defined(start)
    for number, (step, part, minutes) in enumerate(made.steps, 1):
        own = section(lessons[part.path], part)
        for cell in _needed(lessons[part.path], part, own, known):
            cell["metadata"]["jupyter"] = {"source_hidden": True}
            cells.append(_named(cell, f"s{number}-needed"))
        own[0]["source"] = _heading(own[0], number, part, minutes, made.before.get(step, ""))
        cells += [_named(cell, f"s{number}") for cell in own]
        known |= _defined(own)
    end = [f"## {text('Exit ticket')}", text("Answer in your own words, on paper or below."), _asked(made)]
    cells += [
        _words("exit", "\n\n".join(end)),
        _words("answers", f"*{text('Your answers (double-click here):')}*"),
    ]
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = _linked("".join(cell["source"]), root / made.steps[0][1].path, folder)
    metadata = {"kernelspec": next(iter(lessons.values()))["metadata"]["kernelspec"], "title": made.title}
    metadata["enclair"] = {"lang": spoken(), "session": made.name, "minutes": made.minutes}
    return canonical({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _linked(words: str, lesson: Path, folder: Path) -> str:
    """Return words with links to files of the kit as they lead there from ``folder``."""

    def link(found: re.Match[str]) -> str:
        target = lesson.parent / found[1]
        if not target.exists():
            return found[0]
        return f"]({Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix()})"

    return re.sub(r"\]\(([^)#:]+)\)", link, words)


def _asked(made: Session) -> str:
    return "\n".join(f"{number}. {asked}" for number, (asked, _) in enumerate(made.exit, 1))


def _heading(cell: Mapping[str, Any], number: int, part: Part, minutes: int, before: str) -> str:
    """Return the first cell of a section with its number and its minutes in this session."""
    said = re.sub(
        r"^## \d+\. .*\n+(?:\*\d+ .*\*\n*)?", "", "".join(cell["source"]), flags=re.MULTILINE
    ).strip()
    time = text("{minutes} minutes").format(minutes=minutes)
    return "\n\n".join(filter(None, [f"## {number}. {part.title}", f"*{time}*", before, said]))


def _needed(
    lesson: Mapping[str, Any], part: Part, own: Sequence[Mapping[str, Any]], known: set[str]
) -> list[dict[str, Any]]:
    """Return copies of the earlier cells of a lesson that define what a section uses."""
    wanted, found = _used(own) - _defined(own) - known, []
    for cell in reversed(lesson["cells"][: _bounds(lesson, part)[0]]):
        if defined := _defined([cell]) & wanted:
            found.append(copy.deepcopy(cell))
            wanted = (wanted - defined) | (_used([cell]) - _defined([cell]) - known)
    return found[::-1]


def _trees(cells: Sequence[Mapping[str, Any]]) -> Iterator[ast.AST]:
    for cell in cells:
        if cell["cell_type"] == "code":
            yield from ast.walk(ast.parse("".join(cell["source"])))


def _used(cells: Sequence[Mapping[str, Any]]) -> set[str]:
    return {
        node.id for node in _trees(cells) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _defined(cells: Sequence[Mapping[str, Any]]) -> set[str]:
    found = set()
    for node in _trees(cells):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return found


def _words(identity: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": identity, "metadata": {}, "source": source}


def _named(cell: dict[str, Any], place: str) -> dict[str, Any]:
    """Return a cell with an id that no other section has, and without what a lesson notes of it."""
    cell["metadata"].pop("enclair", None)
    return {**cell, "id": f"{place}-{cell['id']}"}


# ---------------------------------------------------------------- The page for the teacher, and the ticket

#: What a lesson's page of the guide says at a section's reveal, of misunderstandings, of what can go wrong.
_REVEAL = re.compile(r"^\| [^|]+ \| [^|]+ \| (\d+)\. [^|]+ \| (.+) \|$", re.MULTILINE)
_BELIEFS = re.compile(r"^- (\*.+)$", re.MULTILINE)
_WARNINGS = re.compile(
    r"^\*\*(?:Sensitive|Sujet sensible|If it breaks|En cas de panne)\.\*\* .+$", re.MULTILINE
)
#: How many misunderstandings a teacher keeps in mind.
FEW = 3


def teachers_page(root: Path, made: Session) -> str:
    """Return what a teacher reads before a session, as Markdown: the clock, what to say, the key."""
    pages = {
        part.path: (root / "teaching" / spoken() / "guide" / f"{Path(part.path).stem}.md").read_text("utf-8")
        for _, part, _ in made.steps
    }
    told = {path: dict(_REVEAL.findall(page)) for path, page in pages.items()}
    says = [made.begin, *(told[part.path].get(str(part.number), "") for _, part, _ in made.steps), ""]
    head = [text("at"), text("min"), text("what"), text("what to say at the reveal")]
    rows = [
        f"| {at // 60}:{at % 60:02} | {minutes} | {what} | {said} |"
        for (at, minutes, what), said in zip(made.clock, says, strict=True)
    ]
    beliefs = [belief for page in pages.values() for belief in _BELIEFS.findall(page)][:FEW]
    keys = [f"{number}. *{asked}* {key}" for number, (asked, key) in enumerate(made.exit, 1)]
    untried = text("Not yet tried in a class: if you do, tell us how long it took.")
    blocks = [
        f"# {made.title}",
        f"{made.question} *{untried}*",
        "\n".join([f"| {' | '.join(head)} |", "|---|---|---|---|", *rows]),
        f"**{text('What they may believe, and what to say')}**",
        "\n".join(f"- {belief}" for belief in beliefs),
        *(warning for page in pages.values() for warning in _WARNINGS.findall(page)),
        f"**{text('Exit ticket')}**",
        "\n".join(keys),
    ]
    return "\n\n".join(blocks) + "\n"


def ticket(made: Session) -> str:
    """Return the exit ticket to print, as HTML: its questions with lines to write on."""
    from enclair_tools.publish.handouts import sheet

    cells = [_words("title", f"# {text('Exit ticket')}: {made.title}")]
    for number, (asked, _) in enumerate(made.exit, 1):
        lines = {**_words(f"lines-{number}", ""), "metadata": {"nbgrader": {"solution": True}}}
        cells += [_words(f"asked-{number}", f"**{number}.** {asked}"), lines]
    return sheet(nbformat.from_dict({"cells": cells, "metadata": {"title": made.title}}))


def write(root: Path, made: Session, folder: Path) -> list[Path]:
    """Make the folder of a session: its notebook, the page for the teacher and the exit ticket, to print.

    Raises
    ------
    PlanError
        If its notebook is there and says something else: somebody may have worked in it.
    """
    from enclair_tools.publish.leaflets import leaflet

    files = {
        f"{made.name}.ipynb": dumps(notebook(root, made, folder)),
        "teacher.html": leaflet(teachers_page(root, made)),
        "exit_ticket.html": ticket(made),
    }
    first, content = next(iter(files.items()))
    if (folder / first).exists() and not holds(folder / first, content):
        message = text(
            "Somebody may have worked in {path}. Give another folder with --to, or remove it first."
        )
        raise PlanError(message.format(path=folder / first))
    with rebuilt_folder(folder, "session") as new:
        for name, content in files.items():
            (new / name).write_text(content, encoding="utf-8")
    return [folder / name for name in files]
