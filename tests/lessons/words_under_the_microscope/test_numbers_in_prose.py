"""Lesson 2 says no date and no number that the tables do not give."""

from enclair.case.balance import count_sides
from enclair.case.wording import count
from tests.helpers import REPO, read
from tests.prose import assert_dated, prose

BOOK = read(REPO / "notebooks" / "en" / "02_words_under_the_microscope.ipynb")
TEXT = prose(BOOK)
COUNTED = ["privacy", "security", "encryption", "freedom"]


def test_the_day_of_the_post_is_that_of_the_table():
    text = prose({"cells": [cell for cell in BOOK["cells"] if cell["cell_type"] == "markdown"]})
    assert_dated(text, "On {}, eight days after", "post-after-arrest")


def test_numbers_are_those_of_the_tables(case):
    days = case.timeline.set_index("id")["date"]
    assert (days["post-after-arrest"] - days["formal-investigation"]).days == 8  # "eight days after"
    assert (days["seed-article"] - days["post-after-arrest"]).days == 1  # "The next day"
    verdicts = case.claims["verdict"].value_counts()
    assert f"the sources support {verdicts['supported']} of the {len(case.claims)}, and **two**" in TEXT
    assert case.claims.loc[case.claims["verdict"] == "contradicted", "id"].tolist() == ["C14", "C29"]
    started, banned = days["telegram-launch"].year, days["russia-ban"].year
    assert f"launched in {started} and banned in Russia in {banned}, so a ban in 2011" in TEXT
    sides = count_sides(case.quotes)
    platform = (case.quotes["stakeholder_group"] == "platform").sum()
    assert f"{platform} of {len(case.quotes)} quotations" in TEXT
    said = f"they are {sides['privacy']} for privacy, {sides['security']} for security and {sides['neither']}"
    assert f"{said} for neither" in TEXT
    readme = (REPO / "datasets/telegram/README.md").read_text(encoding="utf-8")
    assert "agree on 79 (kappa 0.94" in readme
    assert f"They agreed on 79 of {len(case.quotes)}" in TEXT
    # The words of a headline are its outlet's, whomever it is about.
    headlines = case.quotes["attribution"] == "headline"
    assert set(case.quotes.loc[headlines, "stakeholder_group"]) == {"media"}
    quoted = case.post[case.post["fate"].isin(["kept", "cut"])]
    parts = {1: "One", 2: "Two", 5: "Five"}[quoted["part"].str.split(".").str[0].nunique()]
    pieces = {3: "three"}[len(quoted)]
    assert f"*{parts}*: the {pieces} quoted pieces come from parts 5 and 7" in TEXT
    said = case.quotes.set_index("id")["quote_en"].map(lambda words: dict(count(words, COUNTED)))
    names = {1: "one", 2: "two", 3: "three"}
    assert f"Q49 adds {names[said['Q49']['privacy']]} to *privacy* and" in TEXT
    assert f"and {names[said['Q49']['encryption']]} to *encryption*" in TEXT
    assert f"Q70 adds {names[said['Q70']['freedom']]} to *freedom*" in TEXT
    assert f"adds {names[said['Q51']['security']]} to *security*" in TEXT
    assert {part.split(".")[0] for part in quoted["part"]} == {"5", "7"}
    assert len({part.split(".")[0] for part in case.post["part"] if part}) == 10
