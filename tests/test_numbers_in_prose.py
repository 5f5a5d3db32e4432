"""Numbers and days in the words of notebooks are what the marks in the metadata of their cells give.

``"enclair": {"numbers": […]}`` of an English cell lists them in the order of the text. In
``"12 = len(case.charges)"`` an expression gives the words before it: a number, a day, a text, or True if they
hold. ``"3018 # a telephone line"`` says what nothing computes. Expressions use `names` and those of
``tests/lessons/NAME/numbers.py``. A French cell is held to the same values; one with another order has marks.
"""

import datetime
import re
from importlib import import_module
from importlib.util import find_spec

import numpy as np
import pytest

from enclair import load_case
from enclair.text import locale
from enclair.text.locale import number, percent, speaking, spoken
from tests.helpers import REPO, code, markdown, read
from tests.prose import WORDS

BOOKS = [*REPO.glob("notebooks/en/*.ipynb"), *REPO.glob("solutions/en/*.ipynb")]
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


def names(book, note):
    """What expressions may use: the case, the ``note`` of the notebook, and what its lesson offers."""
    module = f"tests.lessons.{book[3:]}.numbers"
    own = vars(import_module(module)) if find_spec(module) else {}
    minutes = {section["id"]: section["minutes"] for section in note.get("sections", [])}
    known = {"case": CASE, "row": row, "day": day, "fact": fact, "looked": looked, "percent": percent}
    known |= {"Day": datetime.date, "verified": note["last_verified"], "minutes": minutes, "note": note}
    return known | own


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


@pytest.mark.parametrize(
    ("words", "marks", "fault"),
    [
        ("Of 1,234, twelve.", ["1,234 = big", "twelve = 12"], ""),
        ("Of 1,234, 12 and 1,234.", ["1,234 = big", "12 = 12"], ""),
        ("Of 12, 1,234.", ["1,234 = big", "12 = 12"], "twelve does not stand there"),
        ("Of 1,234, 13.", ["1,234 = big"], "13 has no mark"),
        ("Of 1,235.", ["1,235 = big"], "it is 1,234"),
        ("Of 1,2345.", ["1,234 = big"], "does not stand there"),
        ("About 3018 more.", ["3018 # a line", "more = big > 1234"], "it does not hold"),
        ("On 24 August 2024.", ["24 August 2024 = day('arrest')"], ""),
        ("On 25 August.", ["25 August = day('arrest')"], "it is 24 August 2024"),
        ("See section 4, `5` and [it](7).", [], ""),
        ("Of 1.", ["1 = nobody"], "NameError"),
    ],
)
def test_a_number_that_is_not_marked_or_not_as_marked_is_named(words, marks, fault):
    known = {"big": 1234, "day": day}
    assert fault in "".join(faults(markdown(words), marks, known)) or not fault
    assert bool(fault) == bool([*faults(markdown(words), marks, known)])
    assert [*faults(code("len([1, 2])"), [], known)] == []


def test_a_translation_is_held_to_the_same_values_as_its_language_writes_them():
    marks = ["1,234.5 = big", "two = 2", "9 % = '9\u00a0%'", "5,000 # a choice", "so = True", "1 May = may"]
    known = {"big": 1234.5, "may": datetime.date(2024, 5, 1)}
    with speaking("fr"):
        right = markdown("De 1\u202f234,5, deux, 9\u00a0% et 5\u202f000, le 1er mai.")
        assert [*faults(right, marks, known, own=False)] == []
        wrong = markdown("De 1\u202f234,6, trois, 8\u00a0% et 6\u202f000, le 3 mai.")
        assert len([*faults(wrong, marks, known, own=False)]) == 9  # each mark but words, and each number
