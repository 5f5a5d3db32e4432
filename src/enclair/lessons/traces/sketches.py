"""The numbers of lesson 5 that one draws before one sees them, for `enclair.draw`."""

import pandas as pd

from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces.figures.moderation import KINDS
from enclair.lessons.traces.growth import announced
from enclair.text.locale import text


def quarters(disclosures: pd.DataFrame) -> pd.Series:
    """Return the requests of France that Telegram met, quarter by quarter.

    ``disclosures`` is the table of that name of a case.
    """
    rows = rules.quarters(disclosures)
    quarter = text("Q{quarter}")
    names = [f"{quarter.format(quarter=label[-1])} {label[:4]}" for label in rows["quarter"]]
    return pd.Series(rows["requests"].tolist(), names, name=text("requests met"))


def users(users: pd.DataFrame) -> pd.Series:
    """Return the users in a month, in millions, by the year in which Telegram announced them first.

    ``users`` is the table of that name of a case.
    """
    rows = announced(users)
    yearly = rows.groupby(rows["date"].dt.year)["millions"].first()
    return yearly.rename(text("users in a month, in millions")).rename_axis(None)


def blocked(moderation_daily: pd.DataFrame) -> pd.Series:
    """Return how much was blocked in the three months after the arrest, kind by kind, if it was 100 before.

    ``moderation_daily`` is the table of that name of a case.
    """
    rows = rules.moderation(moderation_daily)
    return pd.Series(
        (100 * rows["factor"]).tolist(),
        [text(KINDS[kind]) for kind in rows.index],
        name=text("blocked in a day, if it was 100 before"),
    )
