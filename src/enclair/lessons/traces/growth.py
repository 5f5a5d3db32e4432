"""Numbers of users as Telegram announced them, beside a straight line and a curve."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

import pandas as pd

from enclair.lessons.traces import say
from enclair.text.errors import ChoiceError

#: With fewer numbers, a line through them says nothing.
FEWEST = 3


@dataclass(frozen=True)
class Line:
    """The straight line that comes closest to points (least squares).

    Attributes
    ----------
    slope
        How much y rises for each 1 of x.
    start
        Where it stands at x = 0.
    fit
        Which part of the ups and downs of y the line tells: R², at most 1.
    """

    slope: float
    start: float
    fit: float

    def at(self, x: float) -> float:
        """Return where the line stands at ``x``."""
        return self.start + self.slope * x


def line(x: Sequence[float], y: Sequence[float]) -> Line:
    """Return the straight line through points.

    Raises
    ------
    ChoiceError
        If there are not two different values of x, and as many of y as of x.

    Examples
    --------
    >>> line([0, 1, 2], [1, 3, 5])
    Line(slope=2.0, start=1.0, fit=1.0)
    """
    if len(x) != len(y) or len({*x}) < 2:
        raise ChoiceError(say("growth.line", count=len(x), second=len(y)))
    mid_x, mid_y = sum(x) / len(x), sum(y) / len(y)
    apart = sum((value - mid_x) ** 2 for value in x)
    slope = sum((value - mid_x) * (other - mid_y) for value, other in zip(x, y, strict=True)) / apart
    start = mid_y - slope * mid_x
    left = sum((other - start - slope * value) ** 2 for value, other in zip(x, y, strict=True))
    spread = sum((other - mid_y) ** 2 for other in y)
    return Line(slope, start, 1 - left / spread if spread else 1.0)


def announced(users: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of users that can be compared: worldwide, in a month.

    The one number of *daily* users (October 2013) is left out.

    Returns
    -------
    pandas.DataFrame
        ``date``, ``year`` (with its part: 2024.5 is the middle of 2024) and ``millions``, in order of date.
    """
    rows = users[(users["scope"] == "World") & ~users["metric"].str.contains("daily")]
    rows = rows.dropna(subset="value_millions").sort_values("date")
    year = rows["date"].dt.year + (rows["date"].dt.day_of_year - 1) / 365.25
    kept = pd.DataFrame(
        {"date": rows["date"], "year": year, "millions": rows["value_millions"].astype(float)}
    )
    return kept.reset_index(drop=True)


@dataclass(frozen=True)
class Growth:
    """A straight line and a curve through the same numbers.

    Attributes
    ----------
    rows
        ``date``, ``year`` and ``millions`` as announced, and what ``line`` and ``curve`` say instead.
    straight
        The straight line: millions a year.
    bent
        The straight line through the logarithms of the numbers: the curve is its exponential.
    """

    rows: pd.DataFrame
    straight: Line
    bent: Line

    @property
    def factor(self) -> float:
        """What the curve multiplies the users by each year: 1.36 is +36 %."""
        return exp(self.bent.slope)

    def off(self, which: str) -> tuple[float, float]:
        """Return how far the "line" or the "curve" is off on average: in millions, and as a part.

        In millions the large numbers of late years weigh most; as a part of the number all weigh the same.
        """
        apart = (self.rows[which] - self.rows["millions"]).abs()
        return float(apart.mean()), float((apart / self.rows["millions"]).mean())


def fitted(numbers: pd.DataFrame, since: int = 2014, until: int = 2025) -> Growth | None:
    """Return a line and a curve through ``numbers``, or None if there are fewer than three.

    The curve is a straight line through the logarithms: it grows by the same percentage each year.

    Parameters
    ----------
    numbers
        As `announced` gives them.
    since, until
        The first and the last year to look at.
    """
    rows = numbers[numbers["date"].dt.year.between(since, until)].reset_index(drop=True)
    if len(rows) < FEWEST:
        return None
    x, y = rows["year"].tolist(), rows["millions"].tolist()
    straight, bent = line(x, y), line(x, [log(value) for value in y])
    drawn = rows.assign(line=[straight.at(value) for value in x], curve=[exp(bent.at(value)) for value in x])
    return Growth(drawn, straight, bent)


def yearly(numbers: pd.DataFrame, first: str, last: str) -> float:
    """Return the mean growth in a year between two announcements: 0.5 is +50 %.

    Parameters
    ----------
    numbers
        As `announced` gives them.
    first, last
        Their months, such as "2018-03".

    Raises
    ------
    ChoiceError
        If nothing was announced in one of them, or ``last`` is not later.
    """
    months = numbers.set_index(numbers["date"].dt.strftime("%Y-%m"))
    for month in (first, last):
        if month not in months.index:
            raise ChoiceError(say("growth.month", month=month, months=", ".join(months.index)))
    if first >= last:
        raise ChoiceError(say("growth.later", last=last, first=first))
    millions, years = (months[column].to_dict() for column in ("millions", "year"))
    return float((millions[last] / millions[first]) ** (1 / (years[last] - years[first])) - 1)
