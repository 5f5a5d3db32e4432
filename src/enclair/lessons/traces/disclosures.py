"""Before and after: what Telegram says it gave to authorities, and how much it blocked.

Its counts are of requests that it *met*: how many were sent is not known, so no rate can be computed. Only
the same countries, and periods of the same length, can be compared.
"""

from dataclasses import dataclass
from math import inf, isnan, nan
from typing import NamedTuple

import pandas as pd

from enclair.lessons.traces import say
from enclair.text.errors import ChoiceError
from enclair.text.locale import number, text

#: Groups of countries to compare, by name; India apart, since it alone has nine tenths of the requests.
GROUPS = ("eu", "eu-without-france", "outside-without-india", "india")

#: What Telegram counts day by day: columns of the table ``moderation_daily``.
KINDS = ("total_blocked", "terror_blocked", "csam_blocked")
#: Days of the table ``timeline``: the arrest, and the privacy policy that says new things about authorities.
ARREST, NEW_POLICY = "2024-08-24", "2024-09-23"
#: Three months before the arrest of 24 August 2024 and three after it, each with first and last day.
BEFORE, AFTER = ("2024-05-01", "2024-07-31"), ("2024-09-01", "2024-11-30")


def times(before: float, after: float) -> float:
    """Return how many times ``before`` fits into ``after``; inf from 0, and nan from 0 to 0.

    >>> times(4, 673)
    168.25
    """
    if before == 0:
        return inf if after else nan
    return after / before


def factor(value: float) -> str:
    """Return how many times more in words: three digits at most, "?" from 0 to 0, "from 0" from 0 to more.

    >>> factor(168.25), factor(18.145), factor(1.578)
    ('×168', '×18.1', '×1.58')
    """
    if isnan(value):
        return "?"
    if value == inf:
        return text("from 0")
    return "×" + number(value, digits=2 if value < 2.5 else 1 if value < 99.95 else 0)


def answers(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``disclosures`` that are answers of Telegram's own @transparency bot."""
    return disclosures[disclosures["data_kind"] == "bot_crowdsourced"]


def quarters(disclosures: pd.DataFrame, country: str = "FRA") -> pd.DataFrame:
    """Return the quarters of a country in order.

    Parameters
    ----------
    country
        Its three-letter code.

    Returns
    -------
    pandas.DataFrame
        ``quarter``, ``phase``, ``requests``, ``users``, and ``users_per_request``.

    Raises
    ------
    ChoiceError
        If the table has no quarter of that country.
    """
    rows = answers(disclosures)
    table = rows[(rows["country_iso3"] == country) & (rows["period_type"] == "quarter")]
    if table.empty:
        raise ChoiceError(say("disclosures.quarter", country=repr(country)))
    table = table.sort_values("period_start").rename(
        columns={
            "period_label": "quarter",
            "requests_fulfilled": "requests",
            "users_affected": "users",
        }
    )[["quarter", "phase", "requests", "users"]]
    per_request = [times(one, other) for one, other in zip(table["requests"], table["users"], strict=True)]
    return table.assign(users_per_request=per_request).reset_index(drop=True)


class Given(NamedTuple):
    """Requests that were met, and users whose data was given."""

    requests: int
    users: int


@dataclass(frozen=True)
class LastQuarter:
    """What is left of a year without its first nine months.

    Attributes
    ----------
    nine_months, year
        What was given in each of the two periods.
    """

    nine_months: Given
    year: Given

    @property
    def requests(self) -> int:
        """Requests met in the last quarter."""
        return self.year.requests - self.nine_months.requests

    @property
    def users(self) -> int:
        """Users of the last quarter by subtraction: right if nobody is counted in both periods."""
        return self.year.users - self.nine_months.users


def last_quarter(disclosures: pd.DataFrame, country: str = "USA") -> LastQuarter:
    """Return the last quarter of 2024 in a country (a three-letter code) by subtraction.

    Raises
    ------
    ChoiceError
        If the year or its first nine months are not in the table.
    """
    rows = answers(disclosures)
    rows = rows[rows["country_iso3"] == country].set_index("period_label")
    missing = [period for period in ("2024Q1-Q3", "2024") if period not in rows.index]
    if missing:
        raise ChoiceError(say("disclosures.row", country=repr(country), periods=", ".join(missing)))
    counts = rows[["requests_fulfilled", "users_affected"]].T.to_dict("list")
    return LastQuarter(Given(*counts["2024Q1-Q3"]), Given(*counts["2024"]))


def same_countries(disclosures: pd.DataFrame, before: str, after: str, column: str) -> pd.DataFrame:
    """Return the countries that the table has in both periods, and no others.

    Parameters
    ----------
    before, after
        Labels of the periods, such as "2024Q1".
    column
        What to compare: "requests_fulfilled" or "users_affected".

    Returns
    -------
    pandas.DataFrame
        One row a country, by its code: ``country``, ``eu_member``, ``before`` and ``after``.
    """
    rows = answers(disclosures).set_index("country_iso3")
    sides = [
        rows.loc[rows["period_label"] == one, column].rename(name)
        for one, name in ((before, "before"), (after, "after"))
    ]
    counts = pd.concat(sides, axis=1, join="inner").dropna().astype(int)
    named = rows[["country", "eu_member"]].groupby(level=0).first()
    return named.join(counts, how="inner")


def factors(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return how much more was given each month in the last quarter of 2024 than in the nine months before.

    Returns
    -------
    pandas.DataFrame
        One row for each of `GROUPS`, by its name: how many ``countries`` the table has in both periods, their
        requests ``before`` and ``after``, the same for one month, and how many times more (``factor``).
    """
    pairs = same_countries(disclosures, "2024Q1-Q3", "2024Q4", "requests_fulfilled")
    inside, code = pairs["eu_member"], pairs.index
    kept = (inside, inside & (code != "FRA"), ~inside & (code != "IND"), code == "IND")
    lines = []
    for rows in (pairs[group] for group in kept):
        before, after = int(rows["before"].sum()), int(rows["after"].sum())
        monthly = before / 9, after / 3
        lines.append([len(rows), before, after, *monthly, times(*monthly)])
    columns = ["countries", "before", "after", "monthly_before", "monthly_after", "factor"]
    return pd.DataFrame(lines, index=pd.Index(GROUPS, name="group"), columns=columns)


def count_missing_countries(disclosures: pd.DataFrame) -> tuple[int, int]:
    """Return how many countries early 2024 (nine months) has, and how many of them its last quarter lacks.

    Nothing is known of the latter: that a country is not listed is no zero.
    """
    rows = answers(disclosures).dropna(subset="requests_fulfilled")
    early, late = (
        {*rows.loc[rows["period_label"] == period, "country_iso3"]} for period in ("2024Q1-Q3", "2024Q4")
    )
    return len(early), len(early - late)


def printed_and_same(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return what a journalist compared (users, early 2024 and early 2025), and the same countries alone.

    Returns
    -------
    pandas.DataFrame
        Rows ``printed`` (two different lists of countries), ``same`` (those in both) and
        ``same-without-india``; columns ``countries_before``, ``countries_after``, ``before``, ``after`` and
        ``factor``.
    """
    press = disclosures[disclosures["data_kind"] == "press"].set_index("period_label")
    sums = press.loc[["2024Q1", "2025Q1"], "users_affected"].astype(int).tolist()
    lists = [int(name.split()[0]) for name in press.loc[["2024Q1", "2025Q1"], "country"]]
    same = same_countries(disclosures, "2024Q1", "2025Q1", "users_affected")
    lines = [[*lists, *sums]]
    for rows in (same, same.drop(index="IND")):
        lines.append([len(rows), len(rows), int(rows["before"].sum()), int(rows["after"].sum())])
    columns = ["countries_before", "countries_after", "before", "after"]
    table = pd.DataFrame(lines, index=["printed", "same", "same-without-india"], columns=columns)
    return table.assign(factor=[times(one, other) for one, other in table[["before", "after"]].to_numpy()])


def before_the_change(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return what Telegram counts for the months in which its policy said "this has never happened".

    Returns
    -------
    pandas.DataFrame
        One row a country (of those that the table has for the quarters before the arrest), most requests
        first: ``country``, ``requests`` and ``users``.
    """
    rows = answers(disclosures)
    rows = rows[(rows["phase"] == "before") & (rows["period_type"] == "quarter")]
    sums = rows.groupby(["country_iso3", "country"])[["requests_fulfilled", "users_affected"]].sum()
    sums = sums.set_axis(["requests", "users"], axis=1).astype(int).reset_index("country")
    return sums.sort_values("requests", ascending=False)


def moderation(
    daily: pd.DataFrame, before: tuple[str, str] = BEFORE, after: tuple[str, str] = AFTER
) -> pd.DataFrame:
    """Return how many groups and channels were blocked a day, before and after.

    Parameters
    ----------
    daily
        The table ``moderation_daily``. A day without a count is left out.
    before, after
        First and last day of each period, ISO.

    Returns
    -------
    pandas.DataFrame
        One row for each of `KINDS`: the mean of a day ``before`` and ``after``, and ``factor``.

    Raises
    ------
    ChoiceError
        If the table has no day of a period.
    """
    means = []
    for first, last in (before, after):
        days = daily[daily["date"].between(pd.Timestamp(first), pd.Timestamp(last))]
        if days.empty:
            raise ChoiceError(say("disclosures.day", first=first, last=last))
        means.append(days[list(KINDS)].mean().astype(float))
    table = pd.DataFrame({"before": means[0], "after": means[1]}).rename_axis("kind")
    return table.assign(factor=[times(one, other) for one, other in table.to_numpy()])


def by_month(daily: pd.DataFrame) -> pd.DataFrame:
    """Return the mean of a day in each month of the table ``moderation_daily``, by the month's first day."""
    months = daily["date"].dt.to_period("M").dt.start_time.rename("month")
    return daily.groupby(months)[list(KINDS)].mean().astype(float)


def with_missing_quarters(disclosures: pd.DataFrame, country: str = "FRA") -> pd.DataFrame:
    """Return `quarters` with one row for each quarter from the first to the last, blank where none was read.

    Raises
    ------
    ChoiceError
        If the table has no quarter of that country.
    """
    table = quarters(disclosures, country).set_index("quarter")
    every = pd.period_range(table.index[0], table.index[-1], freq="Q").astype(str)
    return table.reindex(every).rename_axis("quarter").reset_index()
