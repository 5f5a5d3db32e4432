"""Numbers in the words of lesson 2: what their marks compute with."""

import re

from enclair.case.balance import count_sides
from enclair.lessons.words_under_the_microscope.counting import count
from tests.helpers import CASE, REPO

verdicts = CASE.claims["verdict"].value_counts()
sides = count_sides(CASE.quotes)
platform = (CASE.quotes["stakeholder_group"] == "platform").sum()
#: How often both readings gave the same code: the data's README computes it.
readme = (REPO / "datasets/telegram/README.md").read_text("utf-8")
agreed = int(re.search(r"agree on (\d+) \(kappa", readme)[1])
quoted = CASE.post[CASE.post["fate"].isin(["kept", "cut"])]
parts = sorted({part.split(".")[0] for part in quoted["part"]})
said = CASE.quotes.set_index("id")["quote_en"]


def adds(quote, word):
    """How often a quotation says a word, or another form of it."""
    return dict(count([said[quote]], [word]))[word]


every_part = CASE.post["part"].str.split(".").str[0]
#: What the guide counts in words, in English and in French, with its numbers.
COUNTED = [("{} parts of {}", "{} parties sur {}", len(parts), every_part[every_part != ""].nunique())]
