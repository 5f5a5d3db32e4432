"""Plans for one session: which parts of which lessons, for whom, in how many minutes; the minutes add up."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from enclair.text.errors import PlainError
from enclair.text.locale import quoted, spoken, text


class PlanError(PlainError, ValueError):
    """A plan that does not exist or does not add up; the text says what is possible or what to change."""


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
    """

    path: str
    lesson: int
    exercise: bool
    number: int
    title: str
    minutes: int
    core: bool


def parts(notebooks: Mapping[str, Mapping[str, Any]]) -> dict[str, Part]:
    """Return the parts of ``notebooks`` (path: notebook as read from JSON) by their names in plans.

    A section of lesson 1 is called "1/first-look", a task of exercise 1 "exercise 1/task-1".
    """
    found = {}
    for path, notebook in notebooks.items():
        told = notebook["metadata"].get("enclair", {})
        exercise = "exercise" in told
        for section in told.get("sections", []):
            lesson = told.get("exercise" if exercise else "lesson")
            missing = [f'"{key}"' for key in ("id", "title", "minutes", "core") if key not in section]
            if missing := [*missing, *(['"lesson"'] if lesson is None else [])]:
                message = text(
                    '{path}: under "enclair", its metadata need {known}, in or beside each section.'
                )
                raise PlanError(message.format(path=path, known=", ".join(missing)))
            name = f"{'exercise ' if exercise else ''}{lesson}/{section['id']}"
            title, minutes, core = (section[key] for key in ("title", "minutes", "core"))
            found[name] = Part(path, lesson, exercise, _heading(notebook, title), title, minutes, core)
    return found


def _heading(notebook: Mapping[str, Any], title: str) -> int:
    """Return the number before ``title`` in its heading."""
    for cell in notebook["cells"]:
        lines = "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""
        if found := re.search(rf"^## (\d+)\. {re.escape(title)}$", lines, re.MULTILINE):
            return int(found[1])
    message = text("No heading of a notebook says {title}, as its metadata do: make both the same.")
    raise PlanError(message.format(title=quoted(title)))


@dataclass(frozen=True)
class Step:
    """What a class does from the minute ``start`` on, ``minutes`` long.

    Attributes
    ----------
    part
        The section it comes from; None for a pause, an exit question and the like.
    words
        For a step without a section what to do; for a shortened section how to shorten it; else empty.
    """

    start: int
    minutes: int
    part: Part | None
    words: str = ""

    @property
    def short(self) -> bool:
        """Whether only a piece of the section is done."""
        return self.part is not None and bool(self.words)


@dataclass(frozen=True)
class Plan:
    """One session.

    Attributes
    ----------
    audience, minutes, title
        For whom, how long, what it is about.
    materials
        What must lie ready.
    homework
        Tasks of exercises, whose minutes are not in the plan.
    optional, left
        The optional and the core sections of the same lessons that are not in the plan.
    frameworks
        The frameworks of ``teaching/standards.csv`` that matter to this audience.
    """

    audience: str
    minutes: int
    title: str
    steps: tuple[Step, ...]
    materials: tuple[str, ...]
    homework: tuple[Part, ...]
    optional: tuple[Part, ...]
    left: tuple[Part, ...]
    frameworks: tuple[str, ...]

    @property
    def lessons(self) -> tuple[int, ...]:
        """The lessons that it takes sections from."""
        return tuple(sorted({step.part.lesson for step in self.steps if step.part}))

    @property
    def files(self) -> tuple[str, ...]:
        """The notebooks to open, in the order of the plan, then those of the homework."""
        used = [step.part for step in self.steps if step.part]
        return tuple(dict.fromkeys(part.path for part in (*used, *self.homework)))


def lengths(data: Mapping[str, Any]) -> list[int]:
    """Return for how many minutes there are plans."""
    return sorted({int(minutes) for each in data["plans"].values() for minutes in each})


def plan(data: Mapping[str, Any], found: Mapping[str, Part], audience: str, minutes: str) -> Plan:
    """Return the plan for ``audience`` in ``minutes``.

    Parameters
    ----------
    data
        The tables of ``teaching/plans.toml``; its first lines tell how a step is written.
    found
        What `parts` returns.

    Raises
    ------
    PlanError
        If there is no such plan, saying which there are; if it names a part that does not exist, or if its
        steps do not add up, saying where and by how much.
    """
    known = data["audiences"]
    if audience not in known:
        message = text("There is no plan for {found}. There are plans for: {known}.")
        offered = ", ".join(f"{key} ({in_language(each, 'name')})" for key, each in known.items())
        raise PlanError(message.format(found=quoted(audience), known=offered))
    if minutes not in data["plans"][audience]:
        message = text(
            "There is no plan of {found} minutes. There are plans of {known} minutes. For another length, "
            "take the plan below it and add from the parts that it lists as optional or left out; for less, "
            "take one section of a lesson: its minutes stand below its heading."
        )
        raise PlanError(message.format(found=quoted(minutes), known=", ".join(map(str, lengths(data)))))
    raw = data["plans"][audience][minutes]
    where = f"teaching/plans.toml, [plans.{audience}.{minutes}]"
    steps: list[Step] = []
    for line in raw["steps"]:
        start = steps[-1].start + steps[-1].minutes if steps else 0
        steps.append(_step(data, found, line, start, where))
    total = sum(step.minutes for step in steps)
    if total != int(minutes):
        message = text(
            "{where}: its steps add up to {total} minutes, not {minutes}. Change its steps until they do."
        )
        raise PlanError(message.format(where=where, total=total, minutes=minutes))
    used = [step.part for step in steps if step.part]
    lessons = {part.lesson for part in used}
    others = [p for p in found.values() if p.lesson in lessons and not p.exercise and p not in used]
    names = [line.split()[0] for line in raw["steps"]]
    things = [
        each
        for key, each in data["materials"].items()
        if key in raw["needs"] or set(each.get("sections", ())) & set(names)
    ]
    return Plan(
        audience=in_language(known[audience], "name"),
        minutes=total,
        title=in_language(raw, "title"),
        steps=tuple(steps),
        materials=tuple(in_language(each, "what") for each in things),
        homework=tuple(_part(found, name, where) for name in raw["homework"]),
        optional=tuple(part for part in others if not part.core),
        left=tuple(part for part in others if part.core),
        frameworks=tuple(known[audience]["frameworks"]),
    )


def in_language(table: Mapping[str, str], key: str) -> str:
    """Return what ``table`` says under ``key`` in a language."""
    return table[key if spoken() == "en" else f"{key}_{spoken()}"]


def _part(found: Mapping[str, Part], name: str, where: str) -> Part:
    if name not in found:
        message = text("{where}: no notebook has the part {name}. There are: {known}.")
        raise PlanError(message.format(where=where, name=quoted(name), known=", ".join(found)))
    return found[name]


def _step(data: Mapping[str, Any], found: Mapping[str, Part], line: str, start: int, where: str) -> Step:
    """Return the step that ``line`` of a plan means: "1/marks", "2/claims short", "debate" or "break 10"."""
    name, _, more = line.partition(" ")
    if "/" in name:
        part = _part(found, name, where)
        if not more:
            return Step(start, part.minutes, part)
        piece = data["short"].get(name)
        if more != "short" or piece is None or piece["minutes"] >= part.minutes:
            message = text("{where}: {step} needs a table {table} with fewer minutes.")
            raise PlanError(message.format(where=where, step=quoted(line), table=f'[short."{name}"]'))
        return Step(start, piece["minutes"], part, in_language(piece, "how"))
    activity = data["activities"].get(name)
    if activity is None or more.isdigit() == ("minutes" in activity):
        known = ", ".join(data["activities"])
        message = text("{where}: {step} is no step. Activities: {known}; those without minutes need some.")
        raise PlanError(message.format(where=where, step=quoted(line), known=known))
    return Step(start, int(more or activity["minutes"]), None, in_language(activity, "what"))


# ---------------------------------------------------------------- What stands on paper and on screen


@dataclass(frozen=True)
class Sheet:
    """A plan in words: its title, the rows of its clock, and the lists below it with their headings."""

    title: str
    subtitle: str
    head: tuple[str, str, str, str]
    rows: tuple[tuple[str, str, str, str, str], ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]


def sheet(one: Plan, standards: Sequence[str]) -> Sheet:
    """Return ``one`` in words; a row: clock, minutes, kind of part, what, how. ``standards``: its codes."""
    rows = [(clock(step.start), str(step.minutes), _kind(step), *_words(step)) for step in one.steps]
    guide = text(
        "The teacher's page of each lesson, with what to say at each reveal: `teaching/{lang}/guide`."
    ).format(lang=spoken())
    homework = text("Homework: {minutes} minutes that are not in the plan")
    lists = (
        (text("To lie ready"), (guide, *one.materials)),
        (text("Notebooks"), one.files),
        (
            homework.format(minutes=sum(part.minutes for part in one.homework)),
            tuple(f"{part_name(part)} ({part.minutes}\u00a0min)" for part in one.homework),
        ),
        (text("If time is left: optional parts of the same lessons"), _by_lesson(one.optional)),
        (text("Left out: core parts of the same lessons"), _by_lesson(one.left)),
        (text("What it serves in the programmes"), tuple(standards)),
    )
    return Sheet(
        text("{minutes} minutes for {audience}").format(minutes=one.minutes, audience=one.audience),
        one.title,
        (text("Clock"), text("Minutes"), text("Part"), text("What")),
        (*rows, (clock(one.minutes), "", "", text("End"), "")),
        tuple((heading, items) for heading, items in lists if items),
    )


def clock(minutes: int) -> str:
    """Return minutes from the start as hours and minutes.

    >>> clock(95)
    '1:35'
    """
    return f"{minutes // 60}:{minutes % 60:02d}"


def part_name(part: Part) -> str:
    """Return which part it is, in words."""
    if part.exercise:
        message = text("Exercise {lesson}, task {number}: {title}")
    else:
        message = text("Lesson {lesson}, section {number}: {title}")
    return message.format(lesson=part.lesson, number=part.number, title=part.title)


def _kind(step: Step) -> str:
    if step.part is None:
        return ""
    if step.short:
        return text("short")
    return text("core") if step.part.core else text("optional")


def _words(step: Step) -> tuple[str, str]:
    """Return what to do, and for a shortened section how to shorten it."""
    if step.part is None:
        return step.words, ""
    if not step.short:
        return part_name(step.part), ""
    message = text("short version of a section of {minutes} minutes: {how}")
    return part_name(step.part), message.format(minutes=step.part.minutes, how=step.words)


def _by_lesson(found: Iterable[Part]) -> tuple[str, ...]:
    """Return one line for each lesson, with its parts and their minutes."""
    lines: dict[int, list[str]] = {}
    for part in found:
        lines.setdefault(part.lesson, []).append(f"{part.number}. {part.title} ({part.minutes}\u00a0min)")
    message = text("Lesson {lesson}: {parts}")
    return tuple(message.format(lesson=lesson, parts=" · ".join(each)) for lesson, each in lines.items())
