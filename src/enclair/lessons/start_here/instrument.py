"""The questions before and after the course, in two parallel forms.

The questions stand in ``instrument.*.toml``, where teachers edit them. Form A is asked before the lessons (in
lesson 0), form B after them (at the exit of lesson 7). Six questions have choices, each with how
sure one is; three are answered in words, and only a teacher counts points for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from enclair.case.model import teaching
from enclair.text.errors import NotesError
from enclair.text.locale import check_choice, sentences, text

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


@dataclass(frozen=True)
class Task:
    """A question that is answered in words; ``scale`` says what earns 0, 1, 2 … points."""

    id: str
    question: str
    scale: Sequence[str]


@dataclass(frozen=True)
class Form:
    """One of the two forms."""

    items: Mapping[str, Item]
    tasks: Mapping[str, Task]


@dataclass(frozen=True)
class Instrument:
    """Both forms; ``sure`` says how sure one can be, of 100, and what that is called."""

    version: int
    sure: Mapping[int, str]
    forms: Mapping[str, Form]


@cache
def texts(lang: str = "en") -> Instrument:
    """Return what ``instrument.*.toml`` says; raise a `NotesError` that names what is missing in it."""
    content, file = teaching("instrument", lang), f"instrument.{lang}.toml"
    try:
        forms = {
            form: Form(
                {name: _item(name, form, table, file) for name, table in content["items"].items()},
                {
                    name: Task(name, table[form]["question"], table["scale"])
                    for name, table in content["tasks"].items()
                },
            )
            for form in FORMS
        }
        sure = {int(share): called for share, called in content["sure"].items()}
        return Instrument(content["version"], sure, forms)
    except KeyError as error:
        raise NotesError(text("{file}: {error} is missing.").format(file=file, error=error)) from None


def _item(name: str, form: str, table: Mapping[str, Any], file: str) -> Item:
    asked, ideas = table[form], table["misconceptions"]
    choices = {letter: asked[letter] for letter in LETTERS}
    wrong = {letter: choice["behind"] for letter, choice in choices.items() if "behind" in choice}
    if sorted(wrong.values()) != sorted(ideas) or len(wrong) != len(LETTERS) - 1:
        named, place = ", ".join(wrong.values()), {"file": file, "name": name, "form": form}
        raise NotesError(say("instrument.one_right", **place, ideas=", ".join(ideas), named=named))
    [right] = choices.keys() - wrong.keys()
    return Item(
        id=name,
        title=table["title"],
        question=asked["question"],
        choices={letter: choice["words"] for letter, choice in choices.items()},
        right=right,
        behind={letter: (idea, ideas[idea]) for letter, idea in wrong.items()},
    )


INSTRUMENT = texts()


def form(name: str, lang: str = "en") -> Form:
    """Return the form called ``name``, in ``lang``."""
    check_choice("form", name, FORMS)
    return texts(lang).forms[name]


def page(name: str, lang: str = "en") -> dict[str, list[Any]]:
    """Return what a student reads in the form called ``name``, in ``lang``: traits of its view."""
    asked = form(name, lang)
    return {
        "items": [
            {"id": one.id, "question": one.question, "choices": [*map(list, one.choices.items())]}
            for one in asked.items.values()
        ],
        "tasks": [vars(one) for one in asked.tasks.values()],
        "levels": [*map(list, texts(lang).sure.items())],
    }


def answered(asked: Form, answers: Mapping[str, str], sure: Mapping[str, int]) -> list[str]:
    """Return the questions that are answered in both parts, in their order."""
    return [item for item in asked.items if item in answers and item in sure]
