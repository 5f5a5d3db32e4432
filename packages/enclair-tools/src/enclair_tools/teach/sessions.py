"""Sessions: one question, some sections of lessons, a clock whose minutes add up. Each is one TOML file.

``teaching/sessions/`` holds ours; a teacher's own may lie anywhere. `session_notebook` makes the notebook
of one, `session_folder` all five things that a teacher needs for it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, N_, current_locale, quoted, text
from enclair_tools.notebooks.canonical import read
from enclair_tools.teach.parts import Part, estimate_minutes, notebooks, parts, section

SESSIONS = "teaching/sessions"
#: The shortest and the longest session, in minutes.
SHORTEST, LONGEST = 40, 210
#: How long the beginning of a session is where its file does not say so, and what its end needs at least.
OPENING, CLOSING = 5, 5
#: Draws the order of choices; another one where a test finds a ticket whose letters are all the same.
SALT = 5
#: Steps that are no section: the end of a first hour, and the beginning of a second one.
PAUSE, AGAIN = "pause", "again"
NO_SESSION = N_("There is no session {name}. The sessions are: {names}.")


class SessionError(PlainError, ValueError):
    """A session that does not exist or does not hold; the text says what is possible or what to change."""


def _drawn(choice: tuple[str, str]) -> str:
    return sha256(f"{SALT}{choice[0]}".encode()).hexdigest()


@dataclass(frozen=True)
class Question:
    """A question of the exit ticket.

    Attributes
    ----------
    right
        The choice that holds, and what is said of it; None for a question in free words.
    wrong
        The others, each with what is said of it.
    """

    ask: str
    right: tuple[str, str] | None = None
    wrong: tuple[tuple[str, str], ...] = ()

    @property
    def choices(self) -> dict[str, tuple[str, str]]:
        """The choices by their letters, in an order that their words draw, each with what is said of it."""
        ordered = sorted([self.right, *self.wrong] if self.right else [], key=_drawn)
        return dict(zip("ABCDEFGH", ordered, strict=False))

    @property
    def key(self) -> str:
        """The letter of the choice that holds; "" for a question in free words."""
        return next((letter for letter, choice in self.choices.items() if choice == self.right), "")


@dataclass(frozen=True)
class Step:
    """What a class does for some ``minutes``: a section (``part``), or what ``words`` say."""

    name: str
    minutes: int
    part: Part | None = None
    words: str = ""

    @property
    def title(self) -> str:
        """What the clock calls it."""
        if self.part:
            return self.part.title
        return text("End of the first hour") if self.name == PAUSE else text("The second hour begins")


@dataclass(frozen=True)
class Session:
    """One session in the current locale.

    Attributes
    ----------
    minutes, opening, closing
        How long it is, how long its beginning and its end.
    title, question, begin
        Its words, and what to do first.
    exit
        The questions of the exit ticket.
    before
        What leads over to a section, by its name.
    ready
        What must lie ready.
    """

    name: str
    minutes: int
    opening: int
    closing: int
    steps: tuple[Step, ...]
    title: str
    question: str
    begin: str
    exit: tuple[Question, ...]
    before: Mapping[str, str]
    ready: str

    @property
    def sections(self) -> tuple[tuple[Step, Part], ...]:
        """The steps that are sections of lessons."""
        return tuple((step, step.part) for step in self.steps if step.part)

    @property
    def length(self) -> str:
        """How long it is, in words."""
        halves = 1 + sum(step.name == PAUSE for step in self.steps)
        if halves == 1:
            return text("{minutes} minutes").format(minutes=self.minutes)
        return text("{times} × {minutes} minutes").format(times=halves, minutes=self.minutes // halves)

    @property
    def clock(self) -> Iterator[tuple[int, int, str]]:
        """The minute from which on each thing is done, for how long, and what it is."""
        at = 0
        steps = [(step.minutes, step.title) for step in self.steps]
        whole = [(self.opening, text("Opening")), *steps, (self.closing, text("Exit ticket, closing"))]
        for minutes, what in whole:
            yield at, minutes, what
            at += minutes


def names(root: Path) -> list[str]:
    """Return the names of our sessions, in the order of their lessons, the front door first."""
    paths = [path for path in (root / SESSIONS).glob("[!.]*.toml") if path.is_file()]
    return [path.stem for path in sorted(paths, key=_place)]


def _place(path: Path) -> tuple[bool, str, str]:
    content = path.read_text(encoding="utf-8", errors="replace")
    first = re.search(r'"(\d+)/', content)
    return not re.search(r"^front_door\b", content, re.MULTILINE), first[1] if first else "", path.stem


def session(root: Path, name: str) -> Session:
    """Return a session: one of ours by its name, or one of a teacher's own by the path of its file."""
    path = Path(name)
    if not name.endswith(".toml") or not path.is_file():
        stem = name.removesuffix(".toml")
        path = root / SESSIONS / f"{stem}.toml" if stem in names(root) else Path()
    if not path.is_file():
        raise SessionError(text(NO_SESSION).format(name=name, names=", ".join(names(root))))
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        message = text("{file}: its letters cannot be read. Save it as UTF-8 in your editor.")
        raise SessionError(message.format(file=path.name)) from None
    except tomllib.TOMLDecodeError as error:
        message = text(
            "{file} is no session: it cannot be read from line {line} on. Words stand between two straight "
            "quotation marks on one line. Compare it with one in {folder}."
        )
        line = next(iter(re.findall(r"at line (\d+)", str(error))), path.read_bytes().count(b"\n") + 1)
        raise SessionError(message.format(file=path.name, line=line, folder=SESSIONS)) from None
    _need_the_form(path, data)
    made = _session(path, data, parts(notebooks(root)))
    validate_session(root, made)
    return made


def is_namesake(root: Path, name: str) -> bool:
    """Return whether ``name`` is a file of a teacher's own that has the name of one of our sessions."""
    path = Path(name)
    ours = root / SESSIONS / path.name
    return path.suffix == ".toml" and path.is_file() and ours.is_file() and not path.samefile(ours)


def _session(path: Path, data: Mapping[str, Any], index: Mapping[str, Part]) -> Session:
    words = data[current_locale()]
    steps = tuple(_step(path, name, minutes, words, index) for name, minutes in data["steps"])
    minutes, opening = int(data["minutes"]), int(data.get("opening", OPENING))
    first = next((step.part for step in steps if step.part), None)
    if first is None:
        raise SessionError(text("{file}: no step is a section of a lesson.").format(file=path.name))
    return Session(
        name=path.stem,
        minutes=minutes,
        opening=opening,
        closing=int(data.get("closing", minutes - opening - sum(step.minutes for step in steps))),
        steps=steps,
        title=words.get("title", first.title),
        question=words.get("question", first.title),
        begin=words.get("opening", text("Write down what you would answer now. Keep it until the end.")),
        exit=tuple(_question(**one) for one in words.get("exit", ())) or _free(),
        before=words.get("before", {}),
        ready=words.get("ready", ""),
    )


def _step(path: Path, name: str, minutes: int, words: Mapping[str, Any], index: Mapping[str, Part]) -> Step:
    if name in (PAUSE, AGAIN):
        return Step(name, int(minutes), words=words.get(name, ""))
    if name not in index or index[name].exercise:
        message = text("{file}: no lesson has the section {missing}. This lists them: {command}")
        command = "uv run enclair session --sections"
        raise SessionError(message.format(file=path.name, missing=name, command=command))
    return Step(name, int(minutes), index[name])


def _question(ask: str, right: tuple[str, str], wrong: tuple[tuple[str, str], ...]) -> Question:
    choice, comment = right
    return Question(ask, (choice, comment), tuple((choice, comment) for choice, comment in wrong))


def _free() -> tuple[Question, ...]:
    """Return what a ticket asks whose session has no questions of its own."""
    asked = (
        text("What would you say otherwise now than at the beginning?"),
        text("Which reason of somebody who disagrees with you did you understand better?"),
        text("Which question is still open for you?"),
    )
    return tuple(map(Question, asked))


# ---------------------------------------------------------------- What a file must have

#: What a value is, for a teacher; the schema names one of them for each.
EXPECTED = N_(
    {
        "minutes": "a whole number of minutes",
        "words": "words in one line, between quotation marks, without < > |",
        "steps": 'a list of steps, such as [["3/grid", 15], ["3/services", 10]]',
        "exit": "a question with ask, right = [choice, what is said], wrong = [[choice, what is said], …]",
        "table": "a table, such as [en] with title, question and opening",
        "yes": "true",
    }
)
_WORDS = {"type": "string", "pattern": r"\A(?=.*\S)[^<>|\n]*\Z", "title": "words"}
_MINUTES = {"type": "integer", "minimum": 1, "title": "minutes"}
_PAIR = {"type": "array", "items": _WORDS, "minItems": 2, "maxItems": 2, "title": "exit"}
_EXIT = {
    "type": "object",
    "properties": {
        "ask": _WORDS,
        "right": _PAIR,
        "wrong": {"type": "array", "items": _PAIR, "minItems": 1, "maxItems": 4, "title": "exit"},
    },
    "required": ["ask", "right", "wrong"],
    "additionalProperties": False,
    "title": "exit",
}
_TEXTS = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("title", "question", "opening", "ready", PAUSE, AGAIN), _WORDS),
        "before": {"type": "object", "additionalProperties": _WORDS, "title": "table"},
        "exit": {"type": "array", "items": _EXIT, "title": "exit"},
    },
    "additionalProperties": False,
    "title": "table",
}
#: The JSON Schema of a session's file.
SCHEMA = {
    "type": "object",
    "properties": {
        **dict.fromkeys(("minutes", "opening", "closing"), _MINUTES),
        "front_door": {"type": "boolean", "title": "yes"},
        "steps": {
            "type": "array",
            "items": {"type": "array", "prefixItems": [_WORDS, _MINUTES], "minItems": 2, "maxItems": 2},
            "title": "steps",
        },
        **dict.fromkeys(LANGUAGES, _TEXTS),
    },
    "required": ["minutes", "steps"],
    "additionalProperties": False,
}


def _need_the_form(path: Path, data: Mapping[str, Any]) -> None:
    """Raise `SessionError` if a file misses something, has something of another name, or of another kind."""
    fault = best_match(Draft202012Validator(SCHEMA).iter_errors(data))
    if fault is not None:
        where = ".".join(map(str, fault.absolute_path))
        names = fault.validator in ("required", "additionalProperties")
        if names and fault.schema is not _EXIT:  # of a question its whole form is told
            raise _name_fault(path, where, fault)
        title = fault.schema.get("title", "steps") if isinstance(fault.schema, dict) else "steps"
        message = text("{file}, {where}: expected {expected}. Compare it with one in {folder}.")
        expected = text(EXPECTED[title if title in EXPECTED else "steps"])
        raise SessionError(message.format(file=path.name, where=where, expected=expected, folder=SESSIONS))
    if current_locale() not in data:
        message = text(
            "{file}: it has no table [{lang}]. Write one, or choose the other language with --lang."
        )
        raise SessionError(message.format(file=path.name, lang=current_locale()))


def _name_fault(path: Path, where: str, fault: ValidationError) -> SessionError:
    """Return what to raise for a name that no session has, or for one that is missing."""
    allowed, given = fault.schema["properties"], fault.instance
    place = ", ".join(filter(None, [path.name, where]))
    if unknown := [name for name in given if name not in allowed]:
        message = text("{place}: {unknown} is no name that stands there. Those that may: {allowed}.")
        return SessionError(message.format(place=place, unknown=unknown[0], allowed=", ".join(allowed)))
    missing = next(name for name in fault.schema["required"] if name not in given)
    message = text("{place}: {missing} is missing. Compare it with one in {folder}.")
    return SessionError(message.format(place=place, missing=missing, folder=SESSIONS))


# ---------------------------------------------------------------- What must hold


def validate_session(root: Path, made: Session) -> None:
    """Raise `SessionError` for minutes that do not fit, and for sections that would spoil one another."""
    if not SHORTEST <= made.minutes <= LONGEST:
        message = text("{name}: expected {least} to {most} minutes, found {minutes}.")
        raise SessionError(message.format(name=made.name, least=SHORTEST, most=LONGEST, minutes=made.minutes))
    total = sum(minutes for _, minutes, _ in made.clock)
    if total < made.minutes:
        message = text("{name}: minutes that no step has yet: {free} of {expected}. Give them to one.")
        raise SessionError(message.format(name=made.name, free=made.minutes - total, expected=made.minutes))
    if total > made.minutes or made.closing < CLOSING:
        message = text(
            "{name}: opening, steps and at least {closing} minutes of closing take {taken} minutes, and the "
            "session has {expected}. Change the minutes of a step, or leave one out."
        )
        taken = total + max(0, CLOSING - made.closing)
        raise SessionError(
            message.format(name=made.name, closing=CLOSING, taken=taken, expected=made.minutes)
        )
    for step, part in made.sections:
        needed = estimate_minutes(section(read(root / part.path), part))
        if step.minutes < needed:
            message = text("{name}: {step} has {minutes} minutes; reading, doing and talking take {least}.")
            raise SessionError(
                message.format(name=made.name, step=step.name, minutes=step.minutes, least=needed)
            )
    _need_an_order(made)


def _need_an_order(made: Session) -> None:
    """Raise `SessionError` if a section tells what a later one asks, one side is left out, or words hang."""
    sections = made.sections
    for place, (step, part) in enumerate(sections):
        for before, earlier in sections[:place]:
            if before.name == step.name:
                message = text("{name}: {step} stands there twice. Leave one out, and give its minutes away.")
                raise SessionError(message.format(name=made.name, step=step.name))
            if earlier.lesson == part.lesson and earlier.number >= part.number:
                message = text(
                    "{name}: {after} comes before {before} in its lesson, which builds on it. Swap them."
                )
                raise SessionError(message.format(name=made.name, after=step.name, before=before.name))
            if {before.name, str(earlier.lesson)} & {*part.told_by}:
                message = text(
                    "{name}: {before} tells what {step} asks. Put {step} before it, or leave it out."
                )
                raise SessionError(message.format(name=made.name, before=before.name, step=step.name))
        if part.pair and part.pair not in [other.name for other, _ in sections]:
            message = text(
                "{name}: {step} shows one side. Take {pair} as well, where the other side finds more."
            )
            raise SessionError(message.format(name=made.name, step=step.name, pair=quoted(part.pair)))
    order = [step.name for step in made.steps if not step.part]
    pauses = [place for place, step in enumerate(made.steps) if step.name == PAUSE]
    followed = [made.steps[place + 1].name for place in pauses if 0 < place < len(made.steps) - 2]
    if order != [PAUSE, AGAIN] * len(pauses) or followed != [AGAIN] * len(pauses):
        message = text("{name}: a pause stands between two sections, and again right after it.")
        raise SessionError(message.format(name=made.name))
    if silent := [step.name for step in made.steps if not step.part and not step.words]:
        message = text(
            "{name}: what do you say at the step {step}? Write a line {step} = in the table of words."
        )
        raise SessionError(message.format(name=made.name, step=silent[0]))
    if strange := {*made.before} - {step.name for step, _ in sections}:
        message = text("{name}: under before stands {section}, which is no step of this session.")
        raise SessionError(message.format(name=made.name, section=min(strange)))
    for question in made.exit:
        words = [choice for choice, _ in question.choices.values()]
        if len({*words}) < len(words):
            message = text("{name}: two choices of a question have the same words: {question}")
            raise SessionError(message.format(name=made.name, question=question.ask))
