import ast
import re
from importlib.resources import files
from pathlib import Path

import polib
import pytest

from enclair import figures, locale
from enclair.analysis import claims, events, framing, quotes
from enclair.widgets import claims as claims_widget
from enclair.widgets import compare, decide, recode

PACKAGE = Path(str(files("enclair")))
#: Words that reach `text` as data, not as a string in the call.
AS_DATA = {*events.LABELS.values(), *locale.MONTHS, decide.QUESTION, decide.EXPLANATION, *compare.NAMES}
AS_DATA |= {*claims.LABELS.values(), *claims.sentences(), claims_widget.TITLE}
AS_DATA |= {recode.TASK, recode.SIDES, recode.CAUTION, *recode.QUESTIONS}
AS_DATA |= {called for _, called in quotes.SCALE.values()}
AS_DATA |= {*framing.said(), *(name for name, _ in figures.FATES.values())}
AS_DATA |= {word for _, *words in (*decide.OPTIONS, *decide.TERMS) for word in words}


def said_in_code() -> set[str]:
    """Every string that the package hands to ``text`` in Python or to ``t`` in a page."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "text" and node.args:
                found |= {one.value for one in ast.walk(node.args[0]) if isinstance(one, ast.Constant)}
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


def test_an_unknown_language_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="en and fr"):
        locale.text("Search", "de")
