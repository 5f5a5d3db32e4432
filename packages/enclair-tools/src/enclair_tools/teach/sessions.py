"""Sessions: one question, some sections of lessons, a clock whose minutes add up. Each is one TOML file.

``teaching/sessions/`` holds ours; a teacher's own may lie anywhere. `session_notebook` makes the notebook
of one, `session_folder` all five things that a teacher needs for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import accumulate, combinations
from pathlib import Path
from typing import Any, Self

from jsonschema.exceptions import best_match
from jsonschema.validators import Draft4Validator, Draft202012Validator, extend

from enclair.text.errors import PlainError
from enclair.text.locale import N_, current_locale, parse_toml, quoted, read_toml, tables, text
from enclair_tools import say
from enclair_tools.publish.lesson import lessons
from enclair_tools.teach.parts import Part, estimate_minutes, parts

SESSIONS = "teaching/sessions"
#: What the file of a session may hold, as a JSON Schema.
SCHEMA = read_toml(__package__, "session_schema.toml")
#: To later drafts 45.0 is a whole number, too.
Validator = extend(Draft202012Validator, type_checker=Draft4Validator.TYPE_CHECKER)
#: Minutes in which a class opens JupyterLab and runs a first cell, then writes; of a second try; at the end,
#: of reading again what it wrote, and of each question of the ticket.
START, BEGIN, AGAIN, CLOSING, ASKED = 4, 3, 1, 2, 1
#: Draws the order of choices; another one where a test finds a ticket whose letters are all the same.
SALT = 5
#: Steps that are no section, with what the clock calls them.
BREAKS = {"pause": N_("End of the first hour"), "again": N_("The second hour begins")}


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
class Session:
    """One session in the current locale: its minutes, its steps, its words.

    ``begin`` is what to do first, ``exit`` the exit ticket, ``ready`` what must lie ready.
    """

    name: str
    minutes: int
    opening: int
    closing: int
    steps: Sequence[Part]
    title: str
    question: str
    begin: str
    exit: Sequence[Question]
    ready: str

    @property
    def sections(self) -> Sequence[Part]:
        """The steps that are sections of lessons."""
        return [step for step in self.steps if step.cells]

    @property
    def length(self) -> str:
        """How long it is, in words."""
        halves = 1 + sum(step.id == "pause" for step in self.steps)
        if halves == 1:
            return text("{count} minutes").format(count=self.minutes)
        return text("{times} × {minutes} minutes").format(times=halves, minutes=self.minutes // halves)

    @property
    def clock(self) -> Sequence[tuple[int, int, str]]:
        """The minute from which on each thing is done, for how long, and what it is."""
        whole = [
            (self.opening, text("Open JupyterLab and the notebook, then write")),
            *((step.minutes, step.title) for step in self.steps),
            (self.closing, text("Exit ticket, closing")),
        ]
        starts = accumulate((minutes for minutes, _ in whole), initial=0)
        return [(at, *step) for at, step in zip(starts, whole, strict=False)]


def names(root: Path) -> list[str]:
    """Return the names of our sessions, in the order of their lessons, the front door first."""
    ours = {path.stem: _read(path) for path in sorted((root / SESSIONS).glob("[!.]*.toml"))}
    return sorted(ours, key=lambda name: ("front_door" not in ours[name], ours[name]["steps"][0][0]))


def session(root: Path, name: str) -> Session:
    """Return a session: one of ours by its name, or one of a teacher's own by the path of its file."""
    path = Path(name)
    if path.suffix != ".toml" or not path.is_file():
        path = root / SESSIONS / f"{name.removesuffix('.toml')}.toml"
    if not path.is_file():
        raise PlainError(say("sessions.unknown", name=name, names=", ".join(names(root))))
    made = _session(path, _read(path), parts(lessons(root, current_locale())))
    validate_session(made)
    return made


def _read(path: Path) -> dict[str, Any]:
    """Return what a file says; raise `PlainError` if it is no TOML, or not as a session has it."""
    data = parse_toml(path.read_bytes(), path.name)
    schema = SCHEMA | {"required": [*SCHEMA["required"], current_locale()]}
    if fault := best_match(Validator(schema).iter_errors(data)):
        where = fault.json_path
        if fault.validator == "required":
            where += f".{next(name for name in fault.validator_value if name not in fault.instance)}"
        bounds = SCHEMA["properties"]["minutes"]
        raise PlainError(say("sessions.not_so", file=path.name, where=where, **bounds))
    return data


def _session(path: Path, data: Mapping[str, Any], index: dict[str, Part]) -> Session:
    words = data[current_locale()]
    before = words.get("before", {})
    possible = index | {name: Part(name, text(title), 0) for name, title in BREAKS.items()}
    for name in [*(name for name, _ in data["steps"]), *before]:
        if name not in possible:
            raise PlainError(say("sessions.no_section", file=path.name, missing=name))
    steps = [
        replace(possible[name], minutes=minutes, words=(words | before).get(name, ""))
        for name, minutes in data["steps"]
    ]
    first = next(step.title for step in steps if step.cells)
    free = tables(__package__.rpartition(".")[0], "sessions")["free"]
    minutes, opening = data["minutes"], data.get("opening", START + BEGIN)
    return Session(
        name=path.stem,
        minutes=minutes,
        opening=opening,
        closing=data.get("closing", minutes - opening - sum(step.minutes for step in steps)),
        steps=steps,
        title=words.get("title", first),
        question=words.get("question", first),
        begin=words.get("opening", text("Write down what you would answer now. Keep it until the end.")),
        exit=[Question.drawn(**one) for one in words.get("exit", ())] or [*map(Question, free)],
        ready=words.get("ready", ""),
    )


def validate_session(made: Session) -> None:
    """Raise `PlainError` for minutes that do not fit, and for sections that would spoil one another."""
    closing = CLOSING + ASKED * len(made.exit) + AGAIN * any(question.key for question in made.exit)
    taken = sum(minutes for _, minutes, _ in made.clock) + max(0, closing - made.closing)
    if taken != made.minutes:
        minutes = {"closing": closing, "taken": taken, "expected": made.minutes}
        raise PlainError(say("sessions.minutes", name=made.name, **minutes))
    needs = [(step.name, step.minutes, estimate_minutes(step.cells, AGAIN)) for step in made.sections]
    for step, has, least in [("opening", made.opening, START + BEGIN), *needs]:
        if has < least:
            raise PlainError(say("sessions.too_short", name=made.name, step=step, minutes=has, least=least))
    for earlier, part in combinations(made.sections, 2):
        is_later = earlier.lesson == part.lesson and earlier.number >= part.number
        if is_later or {earlier.name, str(earlier.lesson)} & {*part.told_by}:
            raise PlainError(say("sessions.order", name=made.name, before=earlier.name, step=part.name))
    for part in made.sections:
        if part.pair not in ("", *(other.name for other in made.sections)):
            raise PlainError(say("sessions.one_side", name=made.name, step=part.name, pair=quoted(part.pair)))
