"""Before and after: what Telegram says it gave to authorities, and how much it blocked.

Its counts are of requests that it *met*: how many were sent is not known, so no rate can be computed. Only
the same countries, and periods of the same length, can be compared. Countries are named by their three-letter
codes; ``disclosures`` and ``moderation_daily`` are the tables of these names of a case.
"""

from math import inf, isnan
from typing import Any, NamedTuple

import pandas as pd

from enclair.lessons.traces import say
from enclair.text.errors import ChoiceError
from enclair.text.locale import number, text

#: What Telegram counts day by day: columns of the table ``moderation_daily``.
KINDS = ("total_blocked", "terror_blocked", "csam_blocked")
#: Days of the table ``timeline``: the arrest, and the privacy policy that says new things about authorities.
ARREST, NEW_POLICY = "2024-08-24", "2024-09-23"
#: Three months before the arrest of 24 August 2024 and three after it, each with first and last day.
PERIODS = {"before": ("2024-05-01", "2024-07-31"), "after": ("2024-09-01", "2024-11-30")}


def with_factor(rows: pd.DataFrame, before: str = "before", after: str = "after") -> pd.DataFrame:
    """Return ``rows`` with a column ``factor``: how many times more the second of two columns has."""
    return rows.assign(factor=rows[after].astype(float) / rows[before].astype(float))


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


def quarter_name(label: str) -> str:
    """Return a quarter such as "2024Q1" as people write it."""
    return f"{text('Q{quarter}').format(quarter=label[-1])} {label[:4]}"


def answers(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``disclosures`` that are answers of Telegram's own @transparency bot."""
    return disclosures[disclosures["data_kind"] == "bot_crowdsourced"]


def quarters(disclosures: pd.DataFrame, country: str = "FRA") -> pd.DataFrame:
    """Return the quarters of a country in order: the requests met, their users, and users per request."""
    rows = answers(disclosures)
    table = rows[(rows["country_iso3"] == country) & (rows["period_type"] == "quarter")]
    if table.empty:
        raise ChoiceError(say("disclosures.quarter", country=repr(country)))
    table = table.sort_values("period_start", ignore_index=True)
    table = table[["period_label", "phase", "requests_fulfilled", "users_affected"]]
    table.columns = ["quarter", "phase", "requests", "users"]
    return with_factor(table, "requests", "users").rename(columns={"factor": "users_per_request"})


def with_missing_quarters(disclosures: pd.DataFrame, country: str = "FRA") -> pd.DataFrame:
    """Return `quarters` with one row for each from the first to the last, blank where none was read."""
    table = quarters(disclosures, country).set_index("quarter")
    every = pd.period_range(table.index[0], table.index[-1], freq="Q").astype(str)
    return table.reindex(every).rename_axis("quarter").reset_index()


class LastQuarter(NamedTuple):
    """What is left of a year without its first nine months, if nobody is counted in both; and their pairs."""

    requests: int
    users: int
    nine_months: tuple[int, int]
    year: tuple[int, int]


def last_quarter(disclosures: pd.DataFrame, country: str = "USA") -> LastQuarter:
    """Return the last quarter of 2024 in a country by subtraction."""
    rows = answers(disclosures)
    rows = rows[rows["country_iso3"] == country].set_index("period_label")
    counts = rows.loc[["2024Q1-Q3", "2024"], ["requests_fulfilled", "users_affected"]].astype(int)
    nine_months, year = (tuple(pair) for pair in counts.to_numpy().tolist())
    return LastQuarter(year[0] - nine_months[0], year[1] - nine_months[1], nine_months, year)


def same_countries(disclosures: pd.DataFrame, before: str, after: str, column: str) -> pd.DataFrame:
    """Return the countries that the table has in both periods, and no others, by their codes.

    Periods have labels such as "2024Q1"; ``column`` is what to compare, as ``before`` and ``after``.
    """
    rows = answers(disclosures).set_index("country_iso3")
    sides = [
        rows.loc[rows["period_label"] == label, column].rename(name)
        for label, name in ((before, "before"), (after, "after"))
    ]
    counts = pd.concat(sides, axis=1, join="inner").dropna().astype(int)
    named = rows[["country", "eu_member"]].groupby(level=0).first()
    return named.join(counts, how="inner")


def factors(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return how much more was given each month in the last quarter of 2024 than in the nine months before.

    There is a row for each group of the countries that the table has in both periods, by its name; India is
    one, since it alone has nine tenths of the requests.
    """
    pairs = same_countries(disclosures, "2024Q1-Q3", "2024Q4", "requests_fulfilled")
    inside, code = pairs["eu_member"], pairs.index
    groups: dict[str, Any] = {
        "eu": inside,
        "eu-without-france": inside & (code != "FRA"),
        "outside-without-india": ~inside & (code != "IND"),
        "india": code == "IND",
    }
    sums = [[group.sum(), *pairs.loc[group, ["before", "after"]].sum()] for group in groups.values()]
    table = pd.DataFrame(sums, [*groups], ["countries", "before", "after"]).astype(int)
    table = table.assign(monthly_before=table["before"] / 9, monthly_after=table["after"] / 3)
    return with_factor(table, "monthly_before", "monthly_after")


def count_missing_countries(disclosures: pd.DataFrame) -> tuple[int, int]:
    """Return how many countries early 2024 has, and how many its last quarter lacks, which is no zero."""
    countries = answers(disclosures).groupby("period_label")["country_iso3"].agg(set)
    early, late = (countries.get(period, set()) for period in ("2024Q1-Q3", "2024Q4"))
    return len(early), len(early - late)


def printed_and_same(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return what a journalist compared (users, early 2024 and early 2025), and the same countries alone.

    The rows are ``printed`` (two different lists of countries), ``same`` (those in both) and
    ``same-without-india``.
    """
    press = disclosures[disclosures["data_kind"] == "press"].set_index("period_label")
    press = press.loc[["2024Q1", "2025Q1"]]
    lists = [int(name.split()[0]) for name in press["country"]]
    same = same_countries(disclosures, "2024Q1", "2025Q1", "users_affected")
    lines = [[*lists, *press["users_affected"].astype(int)]]
    for rows in (same, same.drop(index="IND")):
        lines.append([len(rows), len(rows), *rows[["before", "after"]].sum()])
    columns = ["countries_before", "countries_after", "before", "after"]
    return with_factor(pd.DataFrame(lines, ["printed", "same", "same-without-india"], columns))


def before_the_change(disclosures: pd.DataFrame) -> pd.DataFrame:
    """Return what Telegram counts for the months in which its policy said "this has never happened"."""
    rows = answers(disclosures)
    rows = rows[(rows["phase"] == "before") & (rows["period_type"] == "quarter")]
    sums = rows.groupby(["country_iso3", "country"])[["requests_fulfilled", "users_affected"]].sum()
    sums = sums.set_axis(["requests", "users"], axis=1).astype(int).reset_index("country")
    return sums.sort_values("requests", ascending=False)


def moderation(moderation_daily: pd.DataFrame) -> pd.DataFrame:
    """Return how many groups and channels were blocked a day in each of `PERIODS`, and the ``factor``."""
    means = {}
    for name, (first, last) in PERIODS.items():
        days = moderation_daily[moderation_daily["date"].between(first, last)]
        means[name] = days[[*KINDS]].mean().astype(float)
    return with_factor(pd.DataFrame(means).rename_axis("kind"))


def by_month(moderation_daily: pd.DataFrame) -> pd.DataFrame:
    """Return how many groups and channels were blocked a day in each month, by the month's first day."""
    months = moderation_daily["date"].dt.to_period("M").dt.start_time.rename("month")
    return moderation_daily.groupby(months)[[*KINDS]].mean().astype(float)
