"""The numbers of lesson 5 that one draws before one sees them, for `enclair.draw`, from tables of a case."""

import pandas as pd

from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import labels, say, traces
from enclair.lessons.traces.growth import announced
from enclair.text.locale import tables, text
from enclair.views.polling import margin


def named(linked: pd.DataFrame, anonymous: pd.DataFrame) -> pd.Series:
    """Return how many accounts get the right name, a wrong one or none: see `traces.linkage_attack`."""
    wrong = len(traces.false_matches(linked))
    counts = {
        text("the right name"): len(linked) - wrong,
        text("a wrong name"): wrong,
        text("no single name"): len(anonymous) - len(linked),
    }
    return pd.Series(counts, name=text("accounts"))


def alone() -> pd.Series:
    """Return how many pupils of the survey are alone as their date of birth is made coarser, step by step."""
    steps = tables(__package__, "pupils")["page"]["births"]
    counts = [traces.anonymity(traces.generalise(traces.survey(), step)).unique for step in range(len(steps))]
    return pd.Series(counts, steps, name=say("figures.alone"))


def errors() -> pd.Series:
    """Return how far off a poll by coins may be, in points of 100, by how many people answer."""
    people = (15, 30, 60, 120, 300)
    name = text("points of 100 off, by number of pupils")
    return pd.Series([100 * margin(count) for count in people], people, name=name).rename(str)


def quarters(disclosures: pd.DataFrame) -> pd.Series:
    """Return the requests of France that Telegram met, quarter by quarter."""
    rows = rules.quarters(disclosures)
    names = [rules.quarter_name(label) for label in rows["quarter"]]
    return pd.Series(rows["requests"].tolist(), names, name=text("requests met"))


def compared(disclosures: pd.DataFrame) -> pd.Series:
    """Return over how many countries each of the sums goes that a journalist compared."""
    sums = rules.printed_and_same(disclosures)
    counts = [sums.loc["printed", name] for name in ("countries_before", "countries_after")]
    names = [text("January to March {year}").format(year=year) for year in (2024, 2025)]
    return pd.Series(counts, names, name=text("countries"))


def users(users: pd.DataFrame) -> pd.Series:
    """Return the users in a month, in millions, by the year in which Telegram announced them first."""
    rows = announced(users)
    yearly = rows.groupby(rows["date"].dt.year)["millions"].first()
    return yearly.rename(text("users in a month, in millions")).rename_axis(None)


def blocked(moderation_daily: pd.DataFrame) -> pd.Series:
    """Return how much was blocked in three months after the arrest, kind by kind, if it was 100 before."""
    factors = rules.moderation(moderation_daily)["factor"]
    names = [*factors.index.map(labels("kinds"))]
    return pd.Series((100 * factors).tolist(), names, name=text("blocked in a day, if it was 100 before"))
