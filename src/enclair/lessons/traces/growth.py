"""Numbers of users as Telegram announced them, beside a straight line and a curve."""

from dataclasses import dataclass
from statistics import LinearRegression, linear_regression

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

#: With fewer numbers, a line through them says nothing.
FEWEST = 3


def announced(users: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of users that can be compared: worldwide, in a month.

    The one number of *daily* users (October 2013) is left out. The columns are ``date``, ``year`` (with its
    part: 2024.5 is the middle of 2024) and ``millions``, in order of date.
    """
    rows = users[(users["scope"] == "World") & ~users["metric"].str.contains("daily")]
    rows = rows.dropna(subset="value_millions").sort_values("date", ignore_index=True)
    year = rows["date"].dt.year + (rows["date"].dt.day_of_year - 1) / 365.25
    return pd.DataFrame(
        {"date": rows["date"], "year": year, "millions": rows["value_millions"].astype(float)}
    )


@dataclass(frozen=True)
class Growth:
    """A straight line through numbers that were `announced`, and a curve: a line through their logarithms."""

    rows: pd.DataFrame
    straight: LinearRegression
    exponential: LinearRegression

    def line(self, years: ArrayLike) -> NDArray[np.float64]:
        """Return where the line stands in some years."""
        return self.straight.intercept + self.straight.slope * np.asarray(years)

    def curve(self, years: ArrayLike) -> NDArray[np.float64]:
        """Return where the curve stands in some years."""
        return np.exp(self.exponential.intercept + self.exponential.slope * np.asarray(years))

    @property
    def factor(self) -> float:
        """What the curve multiplies the users by each year: 1.36 is +36 %."""
        return float(np.exp(self.exponential.slope))

    def off(self, which: str) -> tuple[float, float]:
        """Return how far the "line" or the "curve" is off on average: in millions, and as a part.

        In millions the large numbers of late years weigh most; as a part of the number all weigh the same.
        """
        errors = (getattr(self, which)(self.rows["year"]) - self.rows["millions"]).abs()
        return float(errors.mean()), float((errors / self.rows["millions"]).mean())


def fitted(numbers: pd.DataFrame, since: int = 2014, until: int = 2025) -> Growth | None:
    """Return a line and a curve through what was `announced` in some years, or None for fewer than three."""
    rows = numbers[numbers["date"].dt.year.between(since, until)].reset_index(drop=True)
    if len(rows) < FEWEST:
        return None
    straight = linear_regression(rows["year"], rows["millions"])
    return Growth(rows, straight, linear_regression(rows["year"], np.log(rows["millions"])))


def yearly(numbers: pd.DataFrame, first: str, last: str) -> float:
    """Return the mean growth in a year between two months such as "2018-03": 0.5 is +50 %."""
    months = numbers.set_index(numbers["date"].dt.strftime("%Y-%m"))[["year", "millions"]]
    (start, before), (end, after) = months.loc[[first, last]].to_numpy()
    return float((after / before) ** (1 / (end - start)) - 1)
