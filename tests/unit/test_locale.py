import ast
import re
from importlib.resources import files
from pathlib import Path

import polib
import pytest

from enclair import locale, toml
from enclair.analysis import (
    claims,
    events,
    exchange,
    exports,
    framing,
    gain,
    instrument,
    judging,
    leaving,
    poll,
    questions,
    quotes,
    rivals,
    scanning,
    traces,
    visibility,
)
from enclair.figures import deciding, disclosures
from enclair.figures import judging as judged
from enclair.figures.words import FATES
from enclair.widgets import compare, decide, gates, grid, recode, survey
from enclair.widgets.claims import Claims
from enclair.widgets.poll import Poll
from enclair.widgets.recode import Recode

PACKAGE = Path(str(files("enclair")))
#: Words that reach `text` as data, not as a string in the call.
AS_DATA = {*events.LABELS.values(), *locale.MONTHS, decide.QUESTION, decide.EXPLANATION, *compare.NAMES}
AS_DATA |= {*claims.LABELS.values(), Claims.TITLE, Recode.TITLE}
AS_DATA |= {*toml.strings(toml.tables("enclair.analysis", "claims.toml"))}
AS_DATA |= {recode.TASK, recode.SIDES, recode.CAUTION, *recode.QUESTIONS}
AS_DATA |= {*recode.CODES.values(), *sum(recode.HEADINGS.values(), ())}
AS_DATA |= {called for _, called in quotes.SCALE.values()}
AS_DATA |= {*framing.said(), *(name for name, _ in FATES.values())}
AS_DATA |= {*traces.MEASURES.values(), *traces.ANSWERS.values(), *traces.BIRTHS, *traces.HOMES}
AS_DATA |= {*exchange.said(), *leaving.WHO.values()}
AS_DATA |= {*instrument.said(), *exports.REASONS, *gain.HEADS, *survey.HEADS, survey.Survey.TITLE}
AS_DATA |= {survey.INTRODUCTION, survey.SCALE, survey.WRITTEN, survey.COUNTED, survey.POINTS, survey.CONTENTS}
AS_DATA |= {*visibility.said(), grid.REAL, grid.Grid.TITLE, grid.Desk.TITLE}
AS_DATA |= {*scanning.said()}
AS_DATA |= {*questions.STATES.values(), *questions.HEADS.values(), *deciding.LINKS, *deciding.HEADS.values()}
AS_DATA |= {*judging.said(), gates.FICTION, gates.FREE_OF_ADVICE, gates.ASKS, gates.OURS, gates.Gates.TITLE}
AS_DATA |= {*gates.STATUS.values(), judged.REPORTED, judged.OURS, *judged.WHICH.values()}
AS_DATA |= {*judged.DEMANDS.values(), *judged.ANSWERS.values()}
AS_DATA |= {*disclosures.said(), *poll.said(), *rivals.said(), Poll.TITLE}
AS_DATA |= {word for _, *words in (*decide.OPTIONS, *decide.TERMS) for word in words}


def said_in_code() -> set[str]:
    """Every string that the package hands to ``text`` in Python or to ``t`` in a page."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and node.args:
                # The key in ``text(row["head"])`` is no word: those words stand in AS_DATA.
                keys = {id(one.slice) for one in ast.walk(node.args[0]) if isinstance(one, ast.Subscript)}
                words = (one for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant))
                found |= {one.value for one in words if id(one) not in keys}
    for path in PACKAGE.rglob("*.js"):
        found |= set(re.findall(r'\bt\(\s*"([^"]+)"', path.read_text(encoding="utf-8")))
    return {word for word in found if isinstance(word, str) and word}


def french() -> polib.POFile:
    return polib.pofile(str(PACKAGE / "locale" / "fr" / "LC_MESSAGES" / "enclair.po"))


def test_every_word_has_its_french() -> None:
    missing = (said_in_code() | AS_DATA) - set(locale.catalogue("fr"))
    assert not missing


def test_french_keeps_the_places_for_values() -> None:
    for entry in french():
        assert sorted(re.findall(r"{\w+}", entry.msgid)) == sorted(re.findall(r"{\w+}", entry.msgstr)), (
            entry.msgid
        )


def test_french_has_no_break_spaces_before_its_double_signs() -> None:
    for entry in french():
        assert not re.search(r"(?<![\u00a0\u202f]) [:;?!»]|« ", entry.msgstr), entry.msgstr


@pytest.mark.parametrize(
    ("value", "lang", "precision", "written"),
    [
        ("2024-08-24", "en", "day", "24 August 2024"),
        ("2024-09-01", "fr", "day", "1er septembre 2024"),
        ("2024-08-01", "fr", "month", "août 2024"),
        ("2024-02", "en", "day", "February 2024"),
        ("2015-01-01", "fr", "year", "2015"),
        ("", "fr", "day", "date non indiquée"),
    ],
)
def test_dates_are_written_as_people_write_them(value: str, lang: str, precision: str, written: str) -> None:
    assert locale.date(value, lang, precision) == written


@pytest.mark.parametrize(
    ("value", "lang", "digits", "written"),
    [
        (1_234_567, "en", 0, "1,234,567"),
        (10**12, "fr", 0, "1\u202f000\u202f000\u202f000\u202f000"),
        (0.5, "en", 0, "1"),
        (-2.5, "en", 0, "−3"),
        (2.675, "fr", 2, "2,68"),
        (-0.001, "en", 1, "0.0"),
        (1e-7, "en", 7, "0.0000001"),
    ],
)
def test_numbers_are_rounded_and_written_as_people_do(
    value: float, lang: str, digits: int, written: str
) -> None:
    assert locale.number(value, lang, digits) == written


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="en and fr"):
        locale.text("Search", "de")
