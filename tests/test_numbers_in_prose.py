"""Numbers and days in the words of notebooks are what the marks in the metadata of their cells give.

``"enclair": {"numbers": […]}`` of an English cell lists them in the order of the text: ``"12 = len(case.charges)"``
are words and what gives them (a number, a day, a text, or True if the words hold), ``"3018 # a telephone line"`` is
nothing to compute. Expressions use `names` and those of ``tests/lessons/NAME/numbers.py``. The French cell is held
to the same values; where it says them in another order, it has marks of its own.
"""

import re
from datetime import date as Day
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from enclair import load_case
from enclair.text.locale import date, number, percent, speaking, spoken
from tests.helpers import REPO, read
from tests.prose import WORDS

BOOKS = [*REPO.glob("notebooks/en/*.ipynb"), *REPO.glob("solutions/en/*.ipynb")]
CASE = load_case("telegram")
DIGITS = re.compile(r"(?<!\w)\d[\d.,/\u202f]*")
#: How French writes the digits of an English number.
FRENCH = str.maketrans({",": "\u202f", ".": ","})
#: Where digits state nothing: code, addresses, numbered lists, the minutes below a heading (tested elsewhere).
PLACES = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]+>|^[ >]*(?:#+ )?\d+\. |^\*\d+ minutes?, \w+\*$|(?:\b(?:section|step|lesson"
    r"|task|exercise|paragraph|leçon|étape|exercice|tâche|paragraphe)s? |§ ?)\d[\d.]*\b"
    r"(?:(?:, | to | and | à | et )\d[\d.]*)*",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


def row(table, identity):
    """The row of a table of the case that has this id."""
    return getattr(CASE, table).set_index("id").loc[identity]


def day(event, column="date"):
    """The day of an event of the timeline."""
    return row("timeline", event)[column]


def fact(event):
    """The day of an event that the timeline gives as a fact."""
    return day(event) if row("timeline", event)["status"] == "fact" else None


def looked(topic):
    """The day on which somebody last looked for news on a topic."""
    return next(each["looked_on"] for each in CASE.verified if each["topic"] == topic)


def names(book, note):
    """What expressions may use: the case, the metadata ``note`` of the notebook, and what its lesson offers."""
    module = f"tests.lessons.{book[3:]}.numbers"
    own = vars(import_module(module)) if find_spec(module) else {}
    verified = Day.fromisoformat(note["last_verified"])
    known = {"case": CASE, "row": row, "day": day, "fact": fact, "looked": looked, "Day": Day, "number": number, "percent": percent}
    minutes = {section["id"]: section["minutes"] for section in note.get("sections", [])}
    return known | {"note": note, "minutes": minutes, "verified": verified} | own


def forms(value, words):
    """Ways to write a value in what is spoken, in the same order in each language; those of a group are equal."""
    if isinstance(value, Day):
        full, month = date(f"{value:%Y-%m-%d}"), date(f"{value:%Y-%m}")
        return [[full], [month], [full[:-5]], [month[:-5]], [str(value.year)], [f"{value:%Y-%m-%d}"]]
    if isinstance(value, str):
        return [[value]]
    counts = [*enumerate(WORDS[spoken()]), (1, "une")]
    decimals = re.search(r"[.,](\d{1,2})$", words)
    written = number(float(value), len(decimals[1]) if decimals else 0)
    return [[written, *(word for count, word in counts if count == value)]]


def wanted(mark, known, own):
    """Patterns of what may stand in a cell for a ``mark``, in what is spoken; ``own`` if the mark is in this language."""
    words, kind, expression = re.fullmatch(r"(.+?) ([=#]) (.+)", mark).groups()
    value = kind == "#" or eval(expression, dict(known))
    if isinstance(value, bool | np.bool_):
        assert value, "it does not hold"
        figures = [each.rstrip(".,").translate(FRENCH) for each in DIGITS.findall(words)]
        return [re.escape(words)] if own else [r"\D{1,30}".join(map(re.escape, figures))]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = Day.fromisoformat(value)
    with speaking("" if own else "en"):
        ways = forms(value, words)
    fits = [isinstance(value, str) or words.lower() in map(str.lower, way) for way in ways]
    assert any(fits), f"it is {ways[0][0]}"
    return [re.escape(way) for way in forms(value, words)[fits.index(True)]]


def faults(cell, marks, known, own):
    """What is wrong with the numbers of a ``cell``: marks that fail, and in prose numbers without a mark."""
    text, start = "".join(cell["source"]), 0
    places = []
    text = PLACES.sub(" ", text) if cell["cell_type"] == "markdown" else text
    for mark in marks:
        try:
            ways = wanted(mark, known, own)
        except Exception as error:  # whatever an expression may raise
            yield f"{mark}: {error!r}"
            continue
        if any(ways):
            either = "|".join(ways)
            place = re.compile(rf"(?<!\w)(?<!\d[.,\u202f])(?:{either})(?!\d|[.,\u202f]\d|(?<=\D)\w)", re.IGNORECASE)
            found = place.search(text, start)
            start = found.end() if found else start
            places.append(place)
            if not found:
                yield f"{mark}: {ways[0]} does not stand there, after what the marks before it name"
    for place in sorted(places, key=lambda place: -len(place.pattern)):  # "28 August 2024" before "28 August"
        text = place.sub(" ", text)
    if cell["cell_type"] == "markdown":
        yield from (f"{left.rstrip(',.')} has no mark" for left in DIGITS.findall(text))


@pytest.mark.parametrize("english", BOOKS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_numbers_are_marked_and_are_what_their_marks_give(english, lang):
    book, theirs = read(english), read(english.parents[1] / lang / english.name)
    known = names(english.stem, book["metadata"]["enclair"])
    wrong = []
    for cell, other in zip(book["cells"], theirs["cells"], strict=True):
        marks, own = (each["metadata"].get("enclair", {}).get("numbers", []) for each in (cell, other))
        if marks or (cell["cell_type"] == "markdown" and english.parts[-3] == "notebooks"):
            found = faults(other, own or marks, known, bool(own) or lang == "en")
            wrong += [f"{cell['id']}: {each}" for each in found]
    assert wrong == [], "\n".join(wrong)
