"""Numbers and days in our words in the tables of the case are what their marks give (``numbers.toml``)."""

import re
import tomllib
from functools import cache

import pandas as pd

from enclair.text.locale import use_locale
from enclair_tools.translations.rows import table_rows
from tests.case.test_datasets import NOT_OURS
from tests.helpers import CASE, REPO
from tests.numbers import KNOWN, figure, figures, marked

FOLDER = REPO / "datasets" / "telegram"
MARKS = tomllib.loads((REPO / "tests" / "case" / "numbers.toml").read_text(encoding="utf-8"))
#: Tables of figures: what they hold, our words elsewhere may repeat.
OF_FIGURES = ("users", "disclosures", "moderation", "transparency", "base_rate")
#: Numbers from here on are looked for in all tables; a smaller one stands in some of them by chance.
LARGE = 100
DAY = re.compile(r"\b\d{1,2} [A-Z][a-z]+ \d{4}\b")


@cache
def rows(table):
    """The rows of a table by their keys, as text."""
    return table_rows(FOLDER / f"{table}.csv")


def twin(column):
    """The French column beside an English one."""
    return f"{column.removesuffix('_en')}_fr"


def apple(start):
    """The requests for French accounts that Apple tells of, in the half-year that begins so."""
    kind = {"company": "Apple", "geography": "France", "request_type": "account", "period_start": start}
    return figure("transparency", "requests_received", **kind)


def ours():
    """Each cell with words of ours: its table, the key of its row, its column, and its English."""
    for table in CASE.tables:
        for key, row in rows(table).items():
            for column in row:
                stem = column.removesuffix("_en")
                if twin(column) in row and (table, stem) not in NOT_OURS and stem != "legal_basis":
                    yield table, key, column, row[column]


@cache
def left(table, key, column, words, own=True):
    """What is left of a cell without the words of its marks, and what is wrong with them."""
    marks = MARKS.get(table, {}).get(key, {}).get(column, ())
    if not own:
        marks = [mark for mark in marks if " # " not in mark]
    cells = rows(table)[key].items()  # what the marks of a row may use as `this`
    row = {name: float(cell) if re.fullmatch(r"\d+(\.\d+)?", cell) else cell for name, cell in cells}
    with use_locale("en" if own else "fr"):
        return marked(words, marks, KNOWN | {"this": row, "apple": apple}, own, ordered=own)


def test_each_mark_holds_in_both_languages():
    wrong = []
    for table, marked_rows in MARKS.items():
        for key, columns in marked_rows.items():
            for column in columns:
                for own, name in ((True, column), (False, twin(column))):
                    _, faults = left(table, key, column, rows(table)[key][name], own)
                    wrong += [f"{table}.{key}.{name}: {each}" for each in faults]
    assert wrong == [], "\n".join(wrong)


def test_a_number_that_a_table_of_figures_holds_has_a_mark_and_so_has_a_day_of_an_event():
    columns = [getattr(CASE, table).select_dtypes("number").items() for table in OF_FIGURES]
    held = {float(value) for pairs in columns for _, column in pairs for value in column.dropna()}
    days = {*CASE.timeline.loc[CASE.timeline["date_precision"] == "day", "date"]}
    wrong = []
    for table, key, column, words in ours():
        bare = left(table, key, column, words)[0]
        for number in figures(bare):
            value = float(number.replace(",", "")) if re.fullmatch(r"[\d,]+(\.\d+)?", number) else 0
            is_year = "," not in number and 1900 <= value <= 2100
            if value in held and not is_year and (value >= LARGE or value % 1):
                wrong.append(f"{table}.{key}.{column}: {number}")
        for day in DAY.findall(bare):
            short = day.replace("Sept ", "Sep ")
            if pd.to_datetime(short, format="mixed", dayfirst=True, errors="coerce") in days:
                wrong.append(f"{table}.{key}.{column}: {day}")
    assert wrong == [], "no mark in tests/case/numbers.toml"
