"""Lesson 1 says no date and no number that the tables do not give."""

import pytest

from enclair.text.locale import date
from tests.helpers import REPO, assert_in, read
from tests.prose import assert_dated, prose

BOOK = read(REPO / "notebooks" / "en" / "01_what_happened.ipynb")
TEXT = prose(BOOK)
MARKDOWN = prose({"cells": [cell for cell in BOOK["cells"] if cell["cell_type"] == "markdown"]})


@pytest.mark.parametrize(
    ("words", "event", "column"),
    [
        ("On {} Pavel Durov, founder", "arrest", "date"),
        ("*judicial investigation** {};", "judicial-investigation", "date"),
        ("It is {}. Police custody", "formal-investigation", "date"),
        ("the prosecutor's list came on {}", "prosecutor-list", "date"),
        ("date of February came out on {}", "preliminary-inquiry", "known_on"),
        ("since March, came out on {}", "wanted-person-warrants", "known_on"),
        ("persons unnamed*, opened on {}", "judicial-investigation", "date"),
        ("by a decision of {}", "travel-ban-lifted", "date"),
        ("was published on {}.", "seed-article", "date"),
    ],
)
def test_dates_are_those_of_the_table(words, event, column):
    assert_dated(MARKDOWN, words, event, column)


def test_numbers_are_those_of_the_tables(case):
    french = case.disclosures.query("country_iso3 == 'FRA' and period_type == 'quarter'")
    met = french.sort_values("period_start")["requests_fulfilled"].tolist()[:4]
    assert f"met {met[0]}, {met[1]}, {met[2]} and {met[3]} French requests" in TEXT
    charges = case.charges
    numbers = {3: "three", 12: "Twelve"}
    assert f"{numbers[len(charges)]} counts, not one" in TEXT
    declared = int(charges["concerns_cryptology_declaration"].sum())
    assert f"and {numbers[declared]} of them concern a **declaration**" in TEXT
    assert int(charges["concerns_refusal_to_cooperate"].sum()) == 1


def test_the_lines_to_call_are_there():
    """Other pages say so: section 4, to be swapped in another country."""
    assert_in(TEXT, "3018", "119")


def test_the_lesson_says_the_day_on_which_somebody_looked(case, lang):
    (looked,) = (each["looked_on"] for each in case.verified if each["topic"] == "french-proceedings")
    said = {"en": "We looked on {}", "fr": "Nous avons cherché le {}"}[lang].format(date(looked))
    assert said in prose(read(REPO / f"notebooks/{lang}/01_what_happened.ipynb"))


def test_the_defence_stands_beside_the_accusation_at_about_its_length(lang):
    cells = read(REPO / f"notebooks/{lang}/01_what_happened.ipynb")["cells"]
    (words,) = ("".join(each["source"]) for each in cells if each["id"] == "08-explain")
    head, _, row = [line for line in words.splitlines() if line.startswith("|")][:3]
    heads, (accusation, defence) = ([part.strip() for part in line.split("|")[1:3]] for line in (head, row))
    assert heads == {"en": ["the accusation", "the defence"], "fr": ["l’accusation", "la défense"]}[lang]
    assert 0.85 <= len(accusation) / len(defence) <= 1.15
