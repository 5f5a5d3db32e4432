"""Lesson 1: the defence beside the accusation."""

import pytest

from tests.helpers import REPO, read

pytestmark = pytest.mark.facts


def test_the_defence_stands_beside_the_accusation_at_about_its_length(lang):
    cells = read(REPO / f"notebooks/{lang}/01_what_happened.ipynb")["cells"]
    (words,) = ("".join(each["source"]) for each in cells if each["id"] == "08-explain")
    head, _, row = [line for line in words.splitlines() if line.startswith("|")][:3]
    heads, (accusation, defence) = ([part.strip() for part in line.split("|")[1:3]] for line in (head, row))
    assert heads == {"en": ["the accusation", "the defence"], "fr": ["l’accusation", "la défense"]}[lang]
    assert 0.85 <= len(accusation) / len(defence) <= 1.15
