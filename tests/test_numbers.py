"""The numbers in notebooks, and in the sentences of lessons and of the case, are what their marks give."""

import re
import tomllib
from importlib import import_module
from importlib.util import find_spec

import pytest

from enclair.text import locale
from enclair.text.locale import NUMBERS
from enclair_tools.notebooks.canonical import read
from enclair_tools.publish.lesson import Lesson
from enclair_tools.translations import sentences
from enclair_tools.translations.sentences import leaves
from tests.helpers import REPO
from tests.numbers import KNOWN, PLACES, faults, figures, marked
from tests.prose import numbers, prose

#: What speaks of facts; what buttons and errors say has none.
FILES = sorted([*REPO.glob("src/enclair/lessons/*/fr.toml"), *REPO.glob("datasets/*/teaching/*fr.toml")])
#: A part, the whole, and how many in a hundred: they state nothing by themselves.
UNITS = {"0", "1", "100"}


def names_of(lesson):
    """What the marks of a lesson may use: the names of its ``test_numbers``, and its checks."""
    checks = f"enclair.lessons.{lesson}.checks"
    own = {"checks": import_module(checks)} if find_spec(checks) else {}
    return KNOWN | vars(import_module(f"tests.lessons.{lesson}.test_numbers")) | own


BOOKS = [path.relative_to(REPO) for path in sorted(REPO.glob("[ns]o*/en/[0-9]*.ipynb"))]


@pytest.mark.parametrize("path", BOOKS, ids=str)
def test_numbers_in_prose(path, lang):
    """In a notebook all prose is held to its marks, in a solution the cells that have some."""
    book, theirs = (read(REPO / path.parts[0] / each / path.name) for each in ("en", lang))
    known, wrong = {"lesson": Lesson(path, book)} | names_of(path.stem[3:]), []
    for cell, other in zip(book["cells"], theirs["cells"], strict=True):
        marks, own = (each["metadata"].get("enclair", {}).get("numbers", []) for each in (cell, other))
        if marks or (cell["cell_type"] == "markdown" and path.parts[0] == "notebooks"):
            found = faults(other, own or marks, known, bool(own) or lang == "en")
            wrong += [f"{cell['id']}: {each}" for each in found]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(REPO).as_posix())
def test_numbers_in_sentences(path, lang):
    """A number without a mark, and a mark that does not hold, is named with the path of its sentence."""
    english = tomllib.loads(sentences.english_of(path).read_text(encoding="utf-8"))
    marks, codes = english.pop(NUMBERS, {}), english.pop(locale.CODES, [])
    theirs = leaves(tomllib.loads(path.read_text(encoding="utf-8")))
    told = leaves(english, codes)
    ours = {key: words for key, words in told.items() if not words.startswith(locale.REFERENCE)}
    wrong = [f"{key}: no sentence has this path" for key in marks.keys() - ours.keys()]
    own, known = lang == "en", names_of(path.parent.name) if "lessons" in path.parts else KNOWN
    for key, words in ours.items():
        plain = PLACES.sub(" ", re.sub(r"\{[^{}]*\}", " ", words if own else theirs.get(key, "")))
        held = [mark for mark in marks.get(key, ()) if own or " # " not in mark]
        left, odd = marked(plain, held, known, own, ordered=own)
        wrong += [f"{key}: {each}" for each in odd]
        if own:  # French writes the same numbers, or a mark of the English text finds them wanting
            unmarked = [each for each in figures(left) if each not in UNITS]
            wrong += [f"{key}: {each} has no mark in [numbers] of en.toml" for each in unmarked]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize(
    "path", sorted((REPO / "teaching" / "sessions").glob("*.toml")), ids=lambda path: path.stem
)
def test_numbers_of_a_session_stand_in_its_lessons_whose_numbers_are_marked(path, lang):
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    lessons = {name.split("/")[0] for name, _ in told["steps"] if "/" in name}
    books = [book for each in lessons for book in (REPO / "notebooks" / lang).glob(f"0{each}_*.ipynb")]
    held = UNITS.union(*(numbers(prose(read(book)), lang) for book in books))
    words = leaves(told[lang])
    assert {key: odd for key in words if (odd := numbers(words[key], lang) - held)} == {}
