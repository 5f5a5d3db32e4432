"""The interval of a mean by Student's t."""

from collections.abc import Sequence
from math import atan, cos, isfinite, pi, sin, sqrt
from statistics import fmean, stdev

from enclair.text.errors import ChoiceError
from enclair.text.toml import sentences

say = sentences(__package__)

#: The confidence level of intervals.
LEVEL = 0.95


def t_central_probability(t: float, degrees: int) -> float:
    """Return the probability that Student's t with so many ``degrees`` of freedom lies between -t and t.

    For whole degrees of freedom it is a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4).

    >>> round(t_central_probability(2.776445, 4), 6)
    0.95
    """
    angle = atan(t / sqrt(degrees))
    square = cos(angle) ** 2
    even = degrees % 2 == 0
    term = total = 1.0
    for k in range(1, degrees // 2 if even else (degrees - 1) // 2):
        term *= square * ((2 * k - 1) / (2 * k) if even else 2 * k / (2 * k + 1))
        total += term
        if term < 1e-18:
            break
    if even:
        return sin(angle) * total
    return 2 / pi * (angle + (sin(angle) * cos(angle) * total if degrees > 1 else 0))


def t_critical_value(degrees: int, level: float = LEVEL) -> float:
    """Return the two-sided critical value: the t for which `t_central_probability` is ``level``.

    >>> round(t_critical_value(1), 3), round(t_critical_value(29), 3)
    (12.706, 2.045)
    """
    low, high = 0.0, 1.0
    while t_central_probability(high, degrees) < level:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if t_central_probability(middle, degrees) < level else (low, middle)
    return (low + high) / 2


def interval(differences: Sequence[float], level: float = LEVEL) -> tuple[float, float, float]:
    """Return the mean of paired differences with both ends of its confidence interval (Student's t).

    Raises
    ------
    ChoiceError
        If there are fewer than two, or one of them is no number.

    Examples
    --------
    >>> [round(each, 2) for each in interval([1, 2, 0, 1])]
    [1.0, -0.3, 2.3]
    """
    count = len(differences)
    if count < 2 or not all(isfinite(difference) for difference in differences):
        raise ChoiceError(say("student_t.differences", count=count))
    mean = fmean(differences)
    half = t_critical_value(count - 1, level) * stdev(differences) / sqrt(count)
    return mean, mean - half, mean + half
