"""Numbers and days in the words of notebooks are what the marks in the metadata of their cells give.

``"enclair": {"numbers": […]}`` of an English cell lists them in the order of the text. In
``"12 = len(case.charges)"`` an expression gives the words before it: a number, a day, a text, or True if they
hold. ``"3018 # a telephone line"`` says what nothing computes. Expressions use `names` and those of
``tests/lessons/NAME/test_numbers.py``. A French cell is held to the same, or has marks of its own.
"""

import datetime
import re
from importlib import import_module

import numpy as np
import pytest

from enclair import load_case
from enclair.text import locale
from enclair.text.locale import number, percent, speaking, spoken
from tests.helpers import REPO, read
from tests.prose import WORDS

CASE = load_case("telegram")
DIGITS = re.compile(r"(?<!\w)\d[\d.,/\u202f]*")
#: How French writes the digits of an English number.
FRENCH = str.maketrans({",": "\u202f", ".": ","})
#: Where digits state nothing: code, addresses, lists, minutes below a heading (tested elsewhere), places.
PLACES = re.compile(
    r"```.*?```|`[^`]*`|\]\([^)]*\)|<[^>]+>|^[ >]*(?:#+ )?\d+\. |^\*\d+ minutes?, \w+\*$"
    r"|(?:\b(?:section|step|lesson|task|exercise|paragraph|leçon|étape|exercice|tâche|paragraphe)s? |§ ?)"
    r"\d[\d.]*\b(?:(?:, | to | and | à | et )\d[\d.]*)*",
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


def names(note):
    """What every expression may use: the case, and what the ``note`` of the notebook says of it."""
    minutes = {section["id"]: section["minutes"] for section in note.get("sections", [])}
    known = {"case": CASE, "row": row, "day": day, "fact": fact, "looked": looked, "percent": percent}
    return known | {"Day": datetime.date, "verified": note["last_verified"], "minutes": minutes, "note": note}


def forms(value, words):
    """Ways to write a value, as many in each language; those of one group count as the same."""
    if isinstance(value, datetime.date):
        full, month = locale.date(f"{value:%Y-%m-%d}"), locale.date(f"{value:%Y-%m}")
        return [[full], [month], [full[:-5]], [month[:-5]], [str(value.year)], [f"{value:%Y-%m-%d}"]]
    if isinstance(value, str):
        return [[value]]
    decimals = re.search(r"[.,](\d{1,2})$", words)
    written = number(float(value), len(decimals[1]) if decimals else 0)
    counts = [*enumerate(WORDS[spoken()]), (1, "une")]
    return [[written, *(word for count, word in counts if count == value)]]


def wanted(mark, known, own):
    """Patterns of what may stand in a cell for a mark; ``own`` if the mark is in the language spoken."""
    words, kind, expression = re.fullmatch(r"(.+?) ([=#]) (.+)", mark).groups()
    value = kind == "#" or eval(expression, dict(known))
    if isinstance(value, bool | np.bool_):
        if not value:
            raise ValueError("it does not hold")
        figures = [each.rstrip(".,").translate(FRENCH) for each in DIGITS.findall(words)]
        return [re.escape(words)] if own else [r"\D{1,30}".join(map(re.escape, figures))]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = datetime.date.fromisoformat(value)
    with speaking("" if own else "en"):
        ways = forms(value, words)
    fits = [words.lower() in map(str.lower, way) for way in ways]
    if not any(fits) and not isinstance(value, str):
        raise ValueError(f"it is {ways[0][0]}")
    return [re.escape(way) for way in forms(value, words)[fits.index(True) if any(fits) else 0]]


def faults(cell, marks, known, own=True):
    """What is wrong with the numbers of a cell: marks that fail, and in prose numbers without a mark."""
    text, start, places = "".join(cell["source"]), 0, []
    text = PLACES.sub(" ", text) if cell["cell_type"] == "markdown" else text
    for mark in marks:
        try:
            either = "|".join(wanted(mark, known, own))
        except Exception as error:  # whatever an expression may raise
            yield f"{mark}: {error!r}"
            continue
        if not either:
            continue  # words that hold in every language
        pattern = rf"(?<!\w)(?<!\d[.,\u202f])(?:{either})(?!\d|[.,\u202f]\d|(?<=\D)\w)"
        places.append(re.compile(pattern, re.IGNORECASE))
        if found := places[-1].search(text, start):
            start = found.end()
        else:
            yield f"{mark}: {either} does not stand there, after what the marks before it name"
    for place in sorted(places, key=lambda place: -len(place.pattern)):  # "28 August 2024" before "28 August"
        text = place.sub(" ", text)
    if cell["cell_type"] == "markdown":
        yield from (f"{left.rstrip(',.')} has no mark" for left in DIGITS.findall(text))


def numbers_in_prose(module):
    """The test of a lesson's notebook and solution, whose expressions use the names of ``module``."""
    (english,) = (REPO / "notebooks" / "en").glob(f"*_{module.split('.')[-2]}.ipynb")

    @pytest.mark.parametrize("folder", ["notebooks", "solutions"])
    def test(folder, lang):
        if not (REPO / folder / lang / english.name).is_file():
            return  # lesson 0 has no exercise
        book, theirs = (read(REPO / folder / each / english.name) for each in ("en", lang))
        known = names(book["metadata"]["enclair"]) | vars(import_module(module))
        wrong = []
        for cell, other in zip(book["cells"], theirs["cells"], strict=True):
            marks, own = (each["metadata"].get("enclair", {}).get("numbers", []) for each in (cell, other))
            if marks or (cell["cell_type"] == "markdown" and folder == "notebooks"):
                found = faults(other, own or marks, known, bool(own) or lang == "en")
                wrong += [f"{cell['id']}: {each}" for each in found]
        assert wrong == [], "\n".join(wrong)

    return test
