"""The argument map: each row of a table is one line, below what it is about, with its arrow and its word."""

import re

import pandas as pd
import pytest

from enclair.lessons.deciding_together import figures
from enclair.text.errors import ChoiceError
from tests.helpers import in_language, refused

SIX = [
    ("Opening one chat weakens all", "supports", "Narrow conditions"),
    ("Every user was read", "supports", "Narrow conditions"),
    ("Requests went without reply", "supports", "Wide conditions"),
    ("A child was left unprotected", "supports", "Wide conditions"),
    ("Other ways exist", "attacks", "A child was left unprotected"),
    ("Confidentiality is not absolute", "attacks", "Opening one chat weakens all"),
]


def table(rows):
    return pd.DataFrame(rows, columns=["reason", "does", "claim"])


def lines(rows, lang="en"):
    """The map as words: its claims, and each reason with how far in it stands."""
    return repr(in_language(lang, figures.arguments, table(rows))).split("\n")[2:]


def test_each_row_is_one_arrow_below_what_it_is_about():
    assert lines(SIX) == [
        "Narrow conditions",
        "- ↑ supports Opening one chat weakens all",
        "  - ⇡ attacks Confidentiality is not absolute",
        "- ↑ supports Every user was read",
        "Wide conditions",
        "- ↑ supports Requests went without reply",
        "- ↑ supports A child was left unprotected",
        "  - ⇡ attacks Other ways exist",
    ]
    assert lines([("B", "supports", "A"), ("C", "attacks", "B"), ("B", "attacks", "D")]) == [
        *("A", "- ↑ supports B", "  - ⇡ attacks C"),
        *("D", "- ⇡ attacks B", "What is about it stands above."),
    ]
    assert "- ⇡ attaque Other ways exist" in " ".join(lines(SIX, "fr"))
    page = figures.arguments(table(SIX))._repr_html_()
    assert page.count('<li class="enclair-attacks">') == 2
    assert re.findall(r"\d+", repr(figures.arguments(table(SIX))).split("\n")[1]) == ["6", "4", "2"]


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([("A", "supports", "B")], "the columns reason, does, claim"),
        (table(SIX)[["reason", "does"]], "the columns reason, does, claim"),
        (table(SIX)[["reason", "does", "claim", "does"]], "each once"),
        (table([SIX[0], ("A", "proves", "B")]), "row 2: found 'proves'; choose among supports, attacks"),
        (table([SIX[0], SIX[1], ("  ", "attacks", "B")]), "row 3: a reason or a claim is empty"),
        (table([("A", "attacks", float("nan"))]), "row 1: a reason or a claim is empty"),
        (table([("A", "supports", "B"), ("B", "attacks", "C"), ("C", "attacks", "A")]), "in a circle .“A” "),
    ],
)
def test_a_table_that_makes_no_map_is_told_why(rows, refusal):
    refused(ChoiceError, refusal, figures.arguments, rows)
