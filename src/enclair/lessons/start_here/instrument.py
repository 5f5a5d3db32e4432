"""The questions before and after the course, in two parallel forms, and how their answers are scored.

The questions stand in ``instrument.*.toml``, where teachers edit them. Form A is asked before the lessons (in
lesson 0), form B after them (at the exit of lesson 7). Six questions have choices, each with how
sure one is; three are answered in words, and only a teacher counts points for them.
`exports` writes what a student hands on, `enclair_tools.teach.gain` says what a class gained.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from enclair.case.model import teaching
from enclair.text.errors import NotesError
from enclair.text.locale import check_choice, current_locale, text
from enclair.text.toml import sentences

say = sentences(__package__)

#: The forms, in the order in which they are asked.
FORMS = ("A", "B")
#: What the choices of a question are called.
LETTERS = ("a", "b", "c", "d")
#: How many characters an answer in words may have.
LONGEST = 2000


@dataclass(frozen=True)
class Item:
    """A question with four choices, by letter; its ``id`` is the same in both forms."""

    id: str
    title: str
    question: str
    choices: Mapping[str, str]
    #: The letter of the right choice.
    right: str
    #: The misconception behind each wrong choice: its name and what to say to it.
    behind: Mapping[str, tuple[str, str]]
    #: Rows of the case: table, blank, id of the row.
    sources: tuple[str, ...]
    #: The settings of an invented example, if the question is one.
    example: Mapping[str, Any]


@dataclass(frozen=True)
class Task:
    """A question that is answered in words; ``scale`` says what earns 0, 1, 2 … points."""

    id: str
    title: str
    question: str
    scale: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """One of the two forms."""

    name: str
    items: Mapping[str, Item]
    tasks: Mapping[str, Task]


@dataclass(frozen=True)
class Instrument:
    """Both forms; ``sure`` says how sure one can be, of 100, and what that is called."""

    version: int
    sure: Mapping[int, str]
    forms: Mapping[str, Form]


def parse(content: Mapping[str, Any], file: str = "instrument.en.toml") -> Instrument:
    """Return the instrument that the tables of ``file`` describe.

    Raise a `NotesError` that names the place if something is missing, or the two forms are not parallel.
    """
    forms = {}
    try:
        version = content["version"]
        sure = {int(share): called for share, called in content["sure"].items()}
        for name in FORMS:
            items = {one: _item(one, name, table, file) for one, table in content["items"].items()}
            tasks = {one: _task(one, table, table[name]) for one, table in content["tasks"].items()}
            forms[name] = Form(name, items, tasks)
    except KeyError as error:
        raise NotesError(text("{file}: {error} is missing.").format(file=file, error=error)) from None
    if not isinstance(version, int) or version < 1:
        raise NotesError(say("instrument.version", file=file, version=repr(version)))
    return Instrument(version, sure, forms)


def _task(name: str, table: Mapping[str, Any], asked: Mapping[str, Any]) -> Task:
    return Task(name, table["title"], asked["question"], tuple(table["scale"]), tuple(asked["sources"]))


def _item(name: str, form: str, table: Mapping[str, Any], file: str) -> Item:
    asked, ideas = table[form], table["misconceptions"]
    choices = {letter: asked[letter] for letter in LETTERS}
    right = [letter for letter, choice in choices.items() if "behind" not in choice]
    behind = {letter: choice["behind"] for letter, choice in choices.items() if "behind" in choice}
    if len(right) != 1 or sorted(behind.values()) != sorted(ideas):
        named = ", ".join(behind.values()) or text("none")
        place = {"file": file, "name": name, "form": form}
        raise NotesError(say("instrument.one_right", **place, ideas=", ".join(ideas), named=named))
    return Item(
        id=name,
        title=table["title"],
        question=asked["question"],
        choices={letter: choice["words"] for letter, choice in choices.items()},
        right=right[0],
        behind={letter: (idea, ideas[idea]) for letter, idea in behind.items()},
        sources=tuple(asked["sources"]),
        example=asked.get("example", {}),
    )


@cache
def texts(lang: str = "en") -> Instrument:
    """Return what ``instrument.*.toml`` says."""
    return parse(teaching("instrument", lang), f"instrument.{lang}.toml")


INSTRUMENT = texts()


def visible_sentences(form: Form, lang: str = "en") -> list[str]:
    """Return every sentence that a student reads in ``form``, in ``lang``."""
    form = texts(lang).forms[form.name]
    visible = [*texts(lang).sure.values()]
    for item in form.items.values():
        visible += [item.question, *item.choices.values()]
    for task in form.tasks.values():
        visible += [task.title, task.question, *task.scale]
    return visible


def form(name: str, lang: str = "en") -> Form:
    """Return the form called ``name``, in ``lang``."""
    check_choice("form", name, FORMS)
    return texts(lang).forms[name]


def answered(asked: Form, answers: Mapping[str, str], sure: Mapping[str, int]) -> list[str]:
    """Return the questions that are answered in both parts, in their order."""
    return [item for item in asked.items if item in answers and item in sure]


def scored(asked: Form, answers: Mapping[str, str], sure: Mapping[str, int]) -> pd.DataFrame:
    """Return one row a question: ``item``, ``answer``, ``sure``, ``right`` and ``misconception``.

    What was not answered in both parts is not right, and has no ``sure``.

    >>> form("A").items["court"].right
    'd'
    >>> done = scored(form("A"), {"court": "c"}, {"court": 95})
    >>> done.set_index("item").loc["court", ["answer", "misconception"]].tolist()
    ['c', 'ruling-on-france']
    """
    rows = []
    done = answered(asked, answers, sure)
    for name, item in asked.items.items():
        letter = answers[name] if name in done else ""
        misconception, _ = item.behind.get(letter, ("", ""))
        rows.append((name, letter, sure[name] if letter else pd.NA, letter == item.right, misconception))
    table = pd.DataFrame(rows, columns=["item", "answer", "sure", "right", "misconception"])
    return table.astype({"sure": "Int64", "right": bool})


def key(name: str) -> pd.DataFrame:
    """Return, for a teacher, each choice of a form with what stands behind it; the right one has "" there.

    >>> key("A").query("right")["answer"].tolist()
    ['b', 'a', 'c', 'c', 'd', 'b']
    """
    rows = []
    for item in form(name, current_locale()).items.values():
        for letter, words in item.choices.items():
            behind = item.behind.get(letter, ("", ""))
            rows.append((item.id, letter, words, letter == item.right, *behind, "; ".join(item.sources)))
    heads = ["item", "answer", "words", "right", "misconception", "what to say", "sources"]
    return pd.DataFrame(rows, columns=heads)
