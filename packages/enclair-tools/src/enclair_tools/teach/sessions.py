"""Sessions: one question, some sections of lessons, a clock whose minutes add up. Each is one TOML file.

``teaching/sessions/`` holds ours; a teacher's own may lie anywhere. `session_notebook` makes the notebook
of one, `session_folder` all five things that a teacher needs for it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any, Self

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from enclair.text.errors import PlainError
from enclair.text.locale import N_, current_locale, quoted, read_toml, tables, text
from enclair_tools import say
from enclair_tools.publish.lesson import lessons
from enclair_tools.teach.parts import Part, estimate_minutes, parts

SESSIONS = "teaching/sessions"
#: What the file of a session may hold, as a JSON Schema.
SCHEMA = read_toml(__package__, "session_schema.toml")
#: Minutes in which a class opens JupyterLab and runs a first cell, then writes; of a second try; at the end,
#: of reading again what it wrote, and of each question of the ticket.
START, BEGIN, AGAIN, CLOSING, ASKED = 4, 3, 1, 2, 1
#: Draws the order of choices; another one where a test finds a ticket whose letters are all the same.
SALT = 5
#: Steps that are no section, with what the clock calls them.
PAUSES = {"pause": N_("End of the first hour"), "again": N_("The second hour begins")}


class SessionError(PlainError, ValueError):
    """A session that does not exist or does not hold; the text says what is possible or what to change."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(f"sessions.{key}", **values))


@dataclass(frozen=True)
class Question:
    """A question of the exit ticket: by its letter each choice, with what is said of it.

    ``key`` is the letter of the one that holds. A question in free words has neither.
    """

    ask: str
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    key: str = ""

    @classmethod
    def drawn(cls, ask: str, right: Sequence[str], wrong: Sequence[Sequence[str]]) -> Self:
        """Return a question whose choices stand in an order that their words draw."""
        order = sorted([right, *wrong], key=lambda choice: sha256(f"{SALT}{choice[0]}".encode()).hexdigest())
        return cls(ask, dict(zip("ABCDE", order, strict=False)), "ABCDE"[order.index(right)])


@dataclass(frozen=True)
class Step:
    """What a class does for some ``minutes``: a section (``part``) after ``words``, or these alone."""

    name: str
    minutes: int
    title: str
    words: str = ""
    part: Part | None = None


@dataclass(frozen=True)
class Session:
    """One session in the current locale: its minutes, its steps, its words.

    ``begin`` is what to do first, ``exit`` the exit ticket, ``ready`` what must lie ready.
    """

    name: str
    minutes: int
    opening: int
    closing: int
    steps: tuple[Step, ...]
    title: str
    question: str
    begin: str
    exit: Sequence[Question]
    ready: str

    @property
    def sections(self) -> tuple[tuple[Step, Part], ...]:
        """The steps that are sections of lessons."""
        return tuple((step, step.part) for step in self.steps if step.part)

    @property
    def length(self) -> str:
        """How long it is, in words."""
        halves = 1 + sum(step.name == "pause" for step in self.steps)
        if halves == 1:
            return text("{count} minutes").format(count=self.minutes)
        return text("{times} × {minutes} minutes").format(times=halves, minutes=self.minutes // halves)

    @property
    def clock(self) -> Sequence[tuple[int, int, str]]:
        """The minute from which on each thing is done, for how long, and what it is."""
        steps = [(step.minutes, step.title) for step in self.steps]
        whole = [
            (self.opening, text("Open JupyterLab and the notebook, then write")),
            *steps,
            (self.closing, text("Exit ticket, closing")),
        ]
        starts = accumulate((minutes for minutes, _ in whole), initial=0)
        return [(at, *step) for at, step in zip(starts, whole, strict=False)]


def names(root: Path) -> list[str]:
    """Return the names of our sessions, in the order of their lessons, the front door first."""

    def place(path: Path) -> tuple[bool, list[str], str]:
        content = path.read_text(encoding="utf-8", errors="replace")
        return "\nfront_door" not in content, re.findall(r'"(\d+)/', content)[:1], path.stem

    return [path.stem for path in sorted((root / SESSIONS).glob("[!.]*.toml"), key=place)]


def session(root: Path, name: str) -> Session:
    """Return a session: one of ours by its name, or one of a teacher's own by the path of its file."""
    path = Path(name)
    if path.suffix != ".toml" or not path.is_file():
        path = root / SESSIONS / f"{name.removesuffix('.toml')}.toml"
    if not path.is_file():
        raise SessionError("unknown", name=name, names=", ".join(names(root)))
    made = _session(path, _read(path), parts(lessons(root, current_locale())))
    validate_session(made)
    return made


def _session(path: Path, data: Mapping[str, Any], index: Mapping[str, Part]) -> Session:
    words, titles = data[current_locale()], {name: part.title for name, part in index.items()}
    titles |= {name: text(title) for name, title in PAUSES.items()}
    before = words.get("before", {})
    for name, _ in data["steps"]:
        if name not in titles:
            raise SessionError("no_section", file=path.name, missing=name)
    steps = [
        Step(name, minutes, titles[name], (words | before).get(name, ""), index.get(name))
        for name, minutes in data["steps"]
    ]
    sections = {step.name: step.title for step in steps if step.part}
    if not sections:
        raise SessionError("no_sections", file=path.name)
    if strange := before.keys() - sections.keys():
        raise SessionError("no_step", name=path.stem, section=min(strange))
    first = next(iter(sections.values()))
    free = tables(__package__.rpartition(".")[0], "sessions")["free"]
    minutes, opening = data["minutes"], data.get("opening", START + BEGIN)
    return Session(
        name=path.stem,
        minutes=minutes,
        opening=opening,
        closing=data.get("closing", minutes - opening - sum(step.minutes for step in steps)),
        steps=tuple(steps),
        title=words.get("title", first),
        question=words.get("question", first),
        begin=words.get("opening", text("Write down what you would answer now. Keep it until the end.")),
        exit=[Question.drawn(**one) for one in words.get("exit", ())] or [*map(Question, free)],
        ready=words.get("ready", ""),
    )


# ---------------------------------------------------------------- What a file must have


def _read(path: Path) -> dict[str, Any]:
    """Return what a file says; raise `SessionError` if it is no TOML, or not as a session has it."""
    content = path.read_bytes()
    try:
        data = tomllib.loads(content.decode("utf-8-sig"), parse_float=str)  # minutes are whole
    except ValueError as error:  # other letters, or no TOML
        lines = content[: getattr(error, "start", None)].count(b"\n") + 1
        line = next(iter(re.findall(r"at line (\d+)", str(error))), lines)
        raise SessionError("unreadable", file=path.name, line=line) from None
    if fault := best_match(Draft202012Validator(SCHEMA).iter_errors(data)):
        place = fault.json_path
        if fault.validator in ("required", "additionalProperties"):  # a name is missing, or unknown
            properties, required = fault.schema["properties"], fault.schema["required"]
            unknown = [name for name in fault.instance if name not in properties]
            missing = [name for name in required if name not in fault.instance]
            place += f".{[*unknown, *missing][0]}"
        bounds = SCHEMA["properties"]["minutes"]
        least, most = bounds["minimum"], bounds["maximum"]
        raise SessionError("not_so", file=path.name, where=place, least=least, most=most)
    if (lang := current_locale()) not in data:
        raise SessionError("other_language", file=path.name, lang=lang)
    return data


# ---------------------------------------------------------------- What must hold


def validate_session(made: Session) -> None:
    """Raise `SessionError` for minutes that do not fit, and for sections that would spoil one another."""
    closing = CLOSING + ASKED * len(made.exit) + AGAIN * any(question.key for question in made.exit)
    taken = sum(minutes for _, minutes, _ in made.clock) + max(0, closing - made.closing)
    if taken != made.minutes:
        raise SessionError("minutes", name=made.name, closing=closing, taken=taken, expected=made.minutes)
    needs = [(step.name, step.minutes, estimate_minutes(part.cells, AGAIN)) for step, part in made.sections]
    for step_name, has, least in [("opening", made.opening, START + BEGIN), *needs]:
        if has < least:
            raise SessionError("too_short", name=made.name, step=step_name, minutes=has, least=least)
    for place, (step, part) in enumerate(made.sections):
        for before, earlier in made.sections[:place]:
            is_later = earlier.lesson == part.lesson and earlier.number >= part.number
            if is_later or {before.name, str(earlier.lesson)} & {*part.told_by}:
                raise SessionError("order", name=made.name, before=before.name, step=step.name)
        if part.pair and part.pair not in [other.name for other, _ in made.sections]:
            raise SessionError("one_side", name=made.name, step=step.name, pair=quoted(part.pair))
