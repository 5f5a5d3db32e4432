"""The numbers of lesson 2 that one draws before one sees them, for `enclair.draw`."""

import pandas as pd

from enclair.case import balance, filters
from enclair.case import quotes as quotations
from enclair.case.model import requires
from enclair.lessons.words_under_the_microscope.figures import QUOTED
from enclair.text.locale import sentences, text

say = sentences(__package__)


@requires()
def sides(quotes: pd.DataFrame) -> pd.Series:
    """Return how many quotations stand on each side; ``quotes`` are rows of that table of a case."""
    counts = balance.count_sides(quotes)
    called = filters.labels("quotes")
    names = [f"{quotations.SHAPES[sign]} {called[side]}" for sign, side in enumerate(counts, -1)]
    return pd.Series([*counts.values()], names, name=text("quotations"))


@requires(only=True)
def quoted(post: pd.DataFrame) -> pd.Series:
    """Return how many parts a post has, and how many an article quotes; ``post`` is that table of a case."""
    rows = post[post["fate"] != "added"]
    parts = rows["part"].str.partition(".")[0]
    counts = [parts.nunique(), parts[rows["fate"].isin(QUOTED)].nunique()]
    return pd.Series(counts, [say("figures.in_post"), say("figures.quoted")], name=say("figures.parts"))
