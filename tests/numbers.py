"""Numbers and days in words are what the marks beside the words give.

Marks of a notebook are ``"enclair": {"numbers": […]}`` in the metadata of its English cells, those of a file
of sentences its table ``[numbers]``, those of our words in the tables of the case ``case/numbers.toml`` here.
They stand in the order of the text. In ``"12 = len(case.charges)"`` an expression gives the words before it:
a number, a day, a text, or True if they hold. ``"70,000 @ cases.sky_ecc"``: that row has the number.
``"3018 # a telephone line"`` says what nothing computes. Expressions use `KNOWN`, and the names of the
module ``test_numbers`` of a lesson. The French is held to the same; a French cell may have marks of its own.
"""

import datetime
import re

import numpy as np

from enclair.text import locale
from enclair.text.locale import current_locale, number, percent, use_locale
from tests.helpers import CASE, REPO, read
from tests.prose import WORDS

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
    """The row of a table of the case that has this id, or this value in its first column."""
    rows = getattr(CASE, table)
    return rows.set_index("id" if "id" in rows else rows.columns[0]).loc[identity]


def day(event, column="date"):
    return row("timeline", event)[column]


def fact(event):
    """The day of an event that the timeline gives as a fact."""
    return day(event) if row("timeline", event)["status"] == "fact" else None


def answers(country, period, column="requests_fulfilled"):
    """What Telegram's bot told of its answers to a country (its ISO code) in a period."""
    table = CASE.disclosures
    of_bot = (table["data_kind"] == "bot_crowdsourced") & (table["country_iso3"] == country)
    (value,) = table.loc[of_bot & (table["period_label"] == period), column]
    return value


def figure(table, column, **where):
    """The figure of the one row of a table in which each column of ``where`` begins so."""
    rows = getattr(CASE, table)
    for name, value in where.items():
        rows = rows[rows[name].astype(str).str.startswith(str(value))]
    (value,) = rows[column]
    return value


def tells(place, words):
    """Whether the row ``table.id`` has each number in some words."""
    table, _, identity = place.partition(".")
    return {*figures(words)} <= {*figures(" ".join(map(str, row(table, identity))))}


def figures(words):
    return [each.rstrip(".,") for each in DIGITS.findall(words)]


def looked(topic):
    """The day on which somebody last looked for news on a topic."""
    return next(each["looked_on"] for each in CASE.package["verified"] if each["topic"] == topic)


#: What every expression may use.
KNOWN = {"case": CASE, "row": row, "day": day, "fact": fact, "looked": looked, "percent": percent}
KNOWN |= {"Day": datetime.date, "answers": answers, "figure": figure}


def forms(value, words):
    """Ways to write a value, as many in each language; those of one group count as the same."""
    if isinstance(value, datetime.date):
        full, month = locale.date(f"{value:%Y-%m-%d}"), locale.date(f"{value:%Y-%m}")
        short = f"{value.day} {value:%b}".replace("Sep", "Sept")  # as tables write it
        days = [[full, f"{short} {value.year}"], [month], [full[:-5], short], [month[:-5]]]
        return [*days, [str(value.year)], [f"{value:%Y-%m-%d}"]]
    if isinstance(value, str):
        return [[value]]
    decimals = re.search(r"[.,](\d{1,2})$", words)
    written = number(float(value), len(decimals[1]) if decimals else 0)
    counts = [*enumerate(WORDS[current_locale()]), (1, "une")]
    return [[written, *(word for count, word in counts if count == value)]]


def wanted(mark, known, own):
    """Patterns of what may stand in a cell for a mark; ``own`` if the mark is in the language spoken."""
    words, kind, expression = re.fullmatch(r"(.+?) ([=#@]) (.+)", mark).groups()
    if kind == "@" and not tells(expression, words):
        raise ValueError(f"{expression} does not have it")
    value = kind in "#@" or eval(expression, dict(known))
    if isinstance(value, bool | np.bool_):
        if not value:
            raise ValueError("it does not hold")
        theirs = [re.escape(each.translate(FRENCH)) for each in figures(words)]
        return [re.escape(words)] if own else [r"\D{1,30}".join(theirs)]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = datetime.date.fromisoformat(value)
    with use_locale("" if own else "en"):
        ways = forms(value, words)
    fits = [words.lower() in map(str.lower, way) for way in ways]
    if not any(fits) and not isinstance(value, str):
        raise ValueError(f"it is {ways[0][0]}")
    return [re.escape(way) for way in forms(value, words)[fits.index(True) if any(fits) else 0]]


def faults(cell, marks, known, own=True):
    """What is wrong with the numbers of a cell: marks that fail, and in prose numbers without a mark."""
    text, is_prose = "".join(cell["source"]), cell["cell_type"] == "markdown"
    left, wrong = marked(PLACES.sub(" ", text) if is_prose else text, marks, known, own)
    yield from wrong
    if is_prose:
        yield from (f"{each} has no mark" for each in figures(left))


def marked(text, marks, known, own=True, ordered=True):
    """What is left of a text without the words of its marks, and what is wrong with the marks."""
    start, places, wrong = 0, [], []
    for mark in marks:
        try:
            either = "|".join(wanted(mark, known, own))
        except Exception as error:  # whatever an expression may raise
            wrong.append(f"{mark}: {error!r}")
            continue
        if not either:
            continue  # words that hold in every language
        pattern = rf"(?<!\w)(?<!\d[.,\u202f])(?:{either})(?!\d|[.,\u202f]\d|(?<=\D)\w)"
        places.append(re.compile(pattern, re.IGNORECASE))
        if found := places[-1].search(text, start):
            start = found.end() if ordered else 0
        else:
            wrong.append(f"{mark}: {either} does not stand there, after what the marks before it name")
    for place in sorted(places, key=lambda place: -len(place.pattern)):  # "28 August 2024" before "28 August"
        text = place.sub(" ", text)
    return text, wrong


def cells(module):
    (path,) = (REPO / "notebooks" / "en").glob(f"*_{module.split('.')[-2]}.ipynb")
    return {cell["id"]: "".join(cell["source"]) for cell in read(path)["cells"]}
