"""The notebook of a session: cells of its sections, in its order, with what stands around them."""

import ast
import builtins
import copy
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from enclair.checks.ticket import packed
from enclair.text.locale import current_locale, text
from enclair_tools.notebooks.canonical import canonical, read
from enclair_tools.publish.slides import TICKET
from enclair_tools.teach.parts import Part, bounds, headings, section
from enclair_tools.teach.sessions import Session

#: Where each try with a class has a row: the name of the session, the day, the minutes.
TRIED = "teaching/tried.md"
#: A section that prose names: not that of another text (8.3 of a policy), nor with its lesson's name.
_SECTION = re.compile(r"\b(sections?) (\d+)((?: to | à )\d+)?(?![\d.]*\d)(?! (?:of|de la) \[)", re.IGNORECASE)
#: The cell with which the exit ticket begins.
EXIT = "exit"
#: The cell of an answer.
STUB = 'def exit_{number}():\n    """{doc}"""\n    # {hint}\n    raise NotImplementedError'


def notebook(root: Path, made: Session, folder: Path) -> dict[str, Any]:
    """Return the notebook of a session, to be opened in ``folder``."""
    lessons = {part.path: read(root / part.path) for _, part in made.sections}
    begin = f"**{text('To begin.')}** {made.begin}"
    head = [f"# {made.title}", f"**{made.question}**", begin, f"*{made.length}. {tried(root, made.name)}*"]
    # A notebook speaks the language of its folder, and this folder has the name of the session.
    lang = current_locale()
    speaks = f'from enclair.text.locale import set_notebook_language\n\nset_notebook_language("{lang}")'
    cells = [_words("title", "\n\n".join(head)), _code("language", speaks, hidden=True)]
    number, current, tasks = 0, "", dict[str, dict[str, int]]()
    places = section_numbers(made)
    available: dict[str, set[str]] = {}
    for step in made.steps:
        if not step.part:
            cells.append(_words(step.name, f"## {step.title}\n\n{step.words}"))
            continue
        number += 1
        path, lesson = step.part.path, lessons[step.part.path]
        # Two lessons give one name to different things: each brings its own along when its turn comes.
        if path != current:
            cells += _start(lesson, f"s{number}-start", again=bool(current))
            available[path] = available.get(path, {*dir(builtins), "display"}) | _defined(
                lesson["cells"][: _first(lesson)]
            )
            current = path
        own = copy.deepcopy(section(lesson, step.part))
        for cell in _needed(lesson, step.part, own, available[path]):
            cell["metadata"]["jupyter"] = {"source_hidden": True}
            cells.append(_named(cell, f"s{number}-needed"))
        own[0]["source"] = _heading(own[0], number, step.part, step.minutes, made.before.get(step.name, ""))
        tasks[path] = tasks.get(path, {}) | _tasks(own, sum(map(len, tasks.values())))
        for cell in own:
            if cell["cell_type"] == "markdown":
                cell["source"] = _renumbered("".join(cell["source"]), tasks[path], places[path])
        cells += [_named(cell, f"s{number}") for cell in own]
        available[path] |= _defined(own)
    cells += _exit(made)
    for cell in cells:
        if cell["cell_type"] == "markdown":
            cell["source"] = _linked("".join(cell["source"]), root / made.sections[0][1].path, folder)
    metadata = {"kernelspec": next(iter(lessons.values()))["metadata"]["kernelspec"], "title": made.title}
    metadata["enclair"] = {"lang": current_locale(), "session": made.name, "minutes": made.minutes}
    return canonical({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _first(lesson: Mapping[str, Any]) -> int:
    """Return where the first section of a lesson begins."""
    return headings(lesson)[0][0]


def _start(lesson: Mapping[str, Any], place: str, again: bool) -> Iterator[dict[str, Any]]:
    """Yield what stands before the first section of a lesson; ``again``: its code alone, folded."""
    for cell in copy.deepcopy(lesson["cells"][1 : _first(lesson)]):
        if again:
            if cell["cell_type"] != "code":
                continue
            cell["source"] = _without_last_expression("".join(cell["source"]))
            cell["metadata"]["jupyter"] = {"source_hidden": True}
        yield _named(cell, place)


def _without_last_expression(source: str) -> str:
    """Return code without what its last line would show."""
    body = ast.parse(source).body
    if body and isinstance(body[-1], ast.Expr):
        return "\n".join(source.splitlines()[: body[-1].lineno - 1]).rstrip()
    return source


def tried(root: Path, name: str) -> str:
    """Return what stands beside a clock: how long classes took, by the log of tries, or that none has.

    ``name`` is that of a session or of a lesson's file.
    """
    log = (root / TRIED).read_text(encoding="utf-8") if (root / TRIED).is_file() else ""
    rows = re.findall(rf"^\| {re.escape(name)} \| [\d-]+ \| (\d+) \|", log, re.MULTILINE)
    if not rows:
        return text("Not yet tried in a class.")
    return text("Tried in class; it took, in minutes: {minutes}.").format(minutes=", ".join(rows))


def purpose(made: Session) -> str:
    """Return what an exit ticket is and when it comes, as Markdown."""
    what = text(
        "The last {minutes} minutes. First look at what you wrote at the beginning: what would you change "
        "now? Then answer the questions below, which show what you take along."
    )
    return f"**{text('Before you leave.')}** {what.format(minutes=made.closing)}"


def _exit(made: Session) -> Iterator[dict[str, Any]]:
    """Yield the cells of an exit ticket: forms as in the exercises, or a place to write."""
    questions, head = made.exit, f"## {text('Exit ticket')}\n\n{purpose(made)}"
    if not all(question.right for question in questions):
        asked = "\n".join(f"{number}. {one.ask}" for number, one in enumerate(questions, 1))
        yield _words(EXIT, f"{head}\n\n{asked}")
        yield _words(
            "answers", f"*{text('Your answers (double-click here, write, then press Shift + Enter):')}*"
        )
        return
    yield _words(EXIT, head)
    how = text("Choose, then check: you read what speaks for or against your choice.")
    yield {
        **_words("exit-how", f"{how} {text('Only this file knows what you chose.')}"),
        "metadata": {"tags": [TICKET]},
    }
    data = packed([[one.ask, one.key, one.choices] for one in questions])
    brings = f'from enclair.checks.ticket import Ticket\n\nticket = Ticket("{data}")'
    yield _code("exit-ticket", brings, TICKET, hidden=True)
    for number, one in enumerate(questions, 1):
        stub = STUB.format(
            number=number,
            doc=text("The letter of your choice."),
            hint=text("Write return and a letter in quotation marks."),
        )
        yield _words(f"exit-{number}-ask", f"**{number}.** {one.ask}")
        yield _code(f"exit-{number}-form", f"ticket.form({number})", TICKET)
        yield _code(f"exit-{number}-answer", stub, TICKET, hidden=True)
        yield _code(
            f"exit-{number}-check", f"ticket.check.exit_{number}(exit_{number})", TICKET, "raises-exception"
        )


def _linked(words: str, lesson: Path, folder: Path) -> str:
    """Return words with links to files of the kit as they lead there from ``folder``."""

    def link(match: re.Match[str]) -> str:
        target = lesson.parent / match[1]
        if not target.exists():
            return match[0]
        return f"]({Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix()})"

    return re.sub(r"\]\(([^)#:]+)\)", link, words)


def _heading(cell: Mapping[str, Any], number: int, part: Part, minutes: int, before: str) -> str:
    """Return the first cell of a section with its number and its minutes in this session."""
    body = re.sub(
        r"^## \d+\. .*\n+(?:\*\d+ .*\*\n*)?", "", "".join(cell["source"]), flags=re.MULTILINE
    ).strip()
    time = text("{minutes} minutes").format(minutes=minutes)
    lead = before and f"**{before}**"
    return "\n\n".join(filter(None, [f"## {number}. {part.title}", f"*{time}*", lead, body]))


def _tasks(cells: Sequence[Mapping[str, Any]], before: int) -> dict[str, int]:
    """Return which number each task of a section has in this session, where others come ``before``."""
    prose = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    numbers = re.findall(r"^\*\*.*?(?:Task|Tâche) (\d+)", prose, re.MULTILINE)
    return {old: new for new, old in enumerate(numbers, before + 1)}


def section_numbers(made: Session) -> dict[str, dict[str, int]]:
    """Return, for each lesson by its path, which number each of its sections has in this session."""
    places = dict[str, dict[str, int]]()
    for number, (_, part) in enumerate(made.sections, 1):
        places.setdefault(part.path, {})[str(part.number)] = number
    return places


def _renumbered(source: str, tasks: Mapping[str, int], places: Mapping[str, int]) -> str:
    """Return prose with the session's numbers of tasks and sections; other sections are the lesson's."""
    of_lesson = text("of the lesson")

    def placed(match: re.Match[str]) -> str:
        if match[2] in places and not match[3]:
            return f"{match[1]} {places[match[2]]}"
        return f"{match[0]} {of_lesson}"

    source = re.sub(
        r"\b((?:T|t)(?:ask|âche)) (\d+)", lambda match: f"{match[1]} {tasks.get(match[2], match[2])}", source
    )
    return _SECTION.sub(placed, source)


# ---------------------------------------------------------------- What a section needs of earlier ones


def _needed(
    lesson: Mapping[str, Any], part: Part, own: Sequence[Mapping[str, Any]], available: set[str]
) -> list[dict[str, Any]]:
    """Return copies of the earlier cells of a lesson that define what a section uses."""
    wanted, cells = _used(own) - _defined(own) - available, []
    for cell in reversed(lesson["cells"][: bounds(lesson, part)[0]]):
        if defined := _defined([cell]) & wanted:
            source = _without_last_expression("".join(cell["source"]))
            cells.append({**copy.deepcopy(cell), "source": source})
            wanted = (wanted - defined) | (_used([cell]) - _defined([cell]) - available)
    return cells[::-1]


def _trees(cells: Sequence[Mapping[str, Any]]) -> Iterator[ast.AST]:
    for cell in cells:
        if cell["cell_type"] == "code":
            yield from ast.walk(ast.parse("".join(cell["source"])))


def _used(cells: Sequence[Mapping[str, Any]]) -> set[str]:
    return {
        node.id for node in _trees(cells) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def _defined(cells: Sequence[Mapping[str, Any]]) -> set[str]:
    names = set()
    for node in _trees(cells):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return names


# ---------------------------------------------------------------- Cells


def _words(identity: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": identity, "metadata": {}, "source": source}


def _code(identity: str, source: str, *tags: str, hidden: bool = False) -> dict[str, Any]:
    metadata: dict[str, Any] = {"tags": [*tags]}
    if hidden:
        metadata["jupyter"] = {"source_hidden": True}
    made = {"cell_type": "code", "id": identity, "metadata": metadata, "source": source}
    return {**made, "outputs": [], "execution_count": None}


def _named(cell: dict[str, Any], place: str) -> dict[str, Any]:
    """Return a cell with an id that no other section has, and without what a lesson notes of it."""
    cell["metadata"].pop("enclair", None)
    return {**cell, "id": f"{place}-{cell['id']}"}
