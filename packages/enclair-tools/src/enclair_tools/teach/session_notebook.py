"""The notebook of a session: cells of its sections, in its order, with what stands around them."""

import ast
import os
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from enclair.checks.ticket import packed
from enclair.text.locale import current_locale, text
from enclair_tools import say
from enclair_tools.notebooks.canonical import canonical
from enclair_tools.publish.slides import TICKET
from enclair_tools.teach.parts import Cell, Part, prose
from enclair_tools.teach.sessions import Session

#: A section that prose names: not that of another text (8.3 of a policy), nor with its lesson's name.
_SECTION = re.compile(r"\b(sections?) (\d+)((?: to | à )\d+)?(?![\d.]*\d)(?! (?:of|de la) \[)", re.IGNORECASE)
_TASK = re.compile(r"\b([Tt](?:ask|âche)) (\d+)")
#: The cell with which the exit ticket begins.
EXIT = "exit"
#: The cell of an answer.
STUB = 'def exit_{number}():\n    """{doc}"""\n    # {hint}\n    raise NotImplementedError'
#: What folds a cell of code.
HIDDEN = {"jupyter": {"source_hidden": True}}


def notebook(made: Session, folder: Path) -> Cell:
    """Return the notebook of a session, to be opened in ``folder``."""
    begin, tried = f"**{text('To begin.')}** {made.begin}", text("Not yet tried in a class.")
    head = [f"# {made.title}", f"**{made.question}**", begin, f"*{made.length}. {tried}*"]
    # A notebook speaks the language of its folder, and this folder has the name of the session.
    lang = current_locale()
    speaks = f'from enclair.text.locale import set_notebook_language\n\nset_notebook_language("{lang}")'
    cells = [
        _cell("markdown", "title", "\n\n".join(head)),
        _cell("code", "language", speaks, tags=[], **HIDDEN),
    ]
    first = made.sections[0]
    cells += [_named(cell, "s1-start") for cell in first.opening[1:]]
    current, available = first.path, _names(first.opening)[0]
    places, numbers, tasks = section_numbers(made), count(1), defaultdict[Path, dict[str, int]](dict)
    for part in made.steps:
        if not part.cells:
            cells.append(_cell("markdown", part.id, f"## {part.title}\n\n{part.words}"))
            continue
        number = places[part.path][str(part.number)]
        # Two lessons give one name to different things: each brings its own along when its turn comes.
        if part.path != current:
            current, available = part.path, set()
        needed = _needed(part, available)
        cells += [_folded(cell, f"s{number}-needed") for cell in needed]
        old = re.findall(r"^\*\*.*?(?:Task|Tâche) (\d+)", "\n".join(map(prose, part.cells)), re.MULTILINE)
        tasks[part.path] |= {task: next(numbers) for task in old}
        own = [_named(cell, f"s{number}") for cell in part.cells]
        own[0]["source"] = _heading(part, number)
        for cell in own:
            if cell["cell_type"] == "markdown":
                cell["source"] = _renumbered(prose(cell), tasks[part.path], places[part.path])
        cells += own
        available |= _names([*needed, *own])[0]
    cells += _exit(made)
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = _linked(prose(cell), first.path, folder)
    about = {"lang": lang, "session": made.name, "cover": first.path.stem[3:]}
    return canonical({"cells": cells, "metadata": {"title": made.title, "enclair": about}})


def purpose(made: Session) -> str:
    """Return what an exit ticket is and when it comes, as Markdown."""
    return f"**{text('Before you leave.')}** {say('sessions.purpose', minutes=made.closing)}"


def _exit(made: Session) -> Iterator[Cell]:
    """Yield the cells of an exit ticket: forms as in the exercises, or a place to write."""
    head = f"## {text('Exit ticket')}\n\n{purpose(made)}"
    if not all(question.key for question in made.exit):
        asked = "\n".join(f"{number}. {one.ask}" for number, one in enumerate(made.exit, 1))
        yield _cell("markdown", EXIT, f"{head}\n\n{asked}")
        yield _cell("markdown", "answers", f"*{say('sessions.answers')}*")
        return
    yield _cell("markdown", EXIT, head)
    yield _cell("markdown", "exit-how", say("sessions.choose"), tags=[TICKET])
    data = packed([[one.ask, one.key, one.choices] for one in made.exit])
    brings = f'from enclair.checks.ticket import Ticket\n\nticket = Ticket("{data}")'
    yield _cell("code", "exit-ticket", brings, tags=[TICKET], **HIDDEN)
    doc, hint = say("sessions.letter"), say("sessions.how_to_answer")
    for number, one in enumerate(made.exit, 1):
        stub = STUB.format(number=number, doc=doc, hint=hint)
        check = f"ticket.check.exit_{number}(exit_{number})"
        yield _cell("markdown", f"exit-{number}-ask", f"**{number}.** {one.ask}")
        yield _cell("code", f"exit-{number}-form", f"ticket.form({number})", tags=[TICKET])
        yield _cell("code", f"exit-{number}-answer", stub, tags=[TICKET], **HIDDEN)
        yield _cell("code", f"exit-{number}-check", check, tags=[TICKET, "raises-exception"])


def _linked(words: str, lesson: Path, folder: Path) -> str:
    """Return words with links to files of the kit as they lead there from ``folder``."""

    def link(match: re.Match[str]) -> str:
        target = lesson.parent / match[1]
        if not target.exists():
            return match[0]
        return f"]({Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix()})"

    return re.sub(r"\]\(([^)#:]+)\)", link, words)


def _heading(part: Part, number: int) -> str:
    """Return the first cell of a section with its number and its minutes in this session."""
    time = text("{count} minutes").format(count=part.minutes)
    blocks = [f"## {number}. {part.title}", f"*{time}*", part.words and f"**{part.words}**"]
    return "\n\n".join(filter(None, [*blocks, *prose(part.cells[0]).split("\n\n")[2:]]))


def section_numbers(made: Session) -> dict[Path, dict[str, int]]:
    """Return, for each lesson by its path, which number each of its sections has in this session."""
    places = dict[Path, dict[str, int]]()
    for number, part in enumerate(made.sections, 1):
        places.setdefault(part.path, {})[str(part.number)] = number
    return places


def _renumbered(source: str, tasks: Mapping[str, int], places: Mapping[str, int]) -> str:
    """Return prose with the session's numbers of tasks and sections; other sections are the lesson's."""
    of_lesson = text("of the lesson")

    def placed(match: re.Match[str]) -> str:
        if match[2] in places and not match[3]:
            return f"{match[1]} {places[match[2]]}"
        return f"{match[0]} {of_lesson}"

    return _SECTION.sub(
        placed, _TASK.sub(lambda match: f"{match[1]} {tasks.get(match[2], match[2])}", source)
    )


# ---------------------------------------------------------------- What a section needs of earlier ones


def _needed(part: Part, available: set[str]) -> list[Cell]:
    """Return the earlier cells of a lesson that define what a section uses, and what these use in turn."""
    defined, used = _names(part.cells)
    wanted, cells = used - defined - available, list[Cell]()
    for cell in reversed(part.earlier):
        defined, used = _names([cell])
        if defined & wanted:
            cells.append(cell)
            wanted = (wanted - defined) | (used - defined - available)
    return cells[::-1]


def _names(cells: Sequence[Cell]) -> tuple[set[str], set[str]]:
    """Return the names that the code of some cells defines, and those that it uses."""
    defined, used = set[str](), set[str]()
    for source in [cell["source"] for cell in cells if cell["cell_type"] == "code"]:
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Name):
                (used if isinstance(node.ctx, ast.Load) else defined).add(node.id)
            elif isinstance(node, ast.FunctionDef):
                defined.add(node.name)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                defined |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return defined, used


# ---------------------------------------------------------------- Cells


def _cell(kind: str, identity: str, source: str, **metadata: object) -> Cell:
    return {"cell_type": kind, "id": identity, "metadata": metadata, "source": source}


def _named(cell: Cell, place: str) -> Cell:
    """Return a cell with an id that no other section has, and without what a lesson notes of it."""
    metadata = {key: value for key, value in cell["metadata"].items() if key != "enclair"}
    return {**cell, "id": f"{place}-{cell['id']}", "metadata": metadata}


def _folded(cell: Cell, place: str) -> Cell:
    """Return a cell of code as `_named` does, folded, and without what its last line would show."""
    own, source = _named(cell, place), cell["source"]
    body = ast.parse(source).body
    if body and isinstance(body[-1], ast.Expr):
        source = "\n".join(source.splitlines()[: body[-1].lineno - 1]).rstrip()
    return {**own, "metadata": own["metadata"] | HIDDEN, "source": source}
