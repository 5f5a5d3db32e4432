"""Noise on counts: what it hides of one person, and what it costs the count.

All noise here is the difference of two waiting times, by computer (Laplace) as by hand with a coin and a die.
"""

from math import exp, expm1, inf, log1p
from random import Random


def laplace(scale: float, chance: Random) -> float:
    """Return a draw of the Laplace distribution around 0 whose mean absolute value is ``scale``."""
    # random() can be 0 and cannot be 1: the logarithm stays finite.
    return scale * (log1p(-chance.random()) - log1p(-chance.random()))


def expected_error(scale: float) -> float:
    """Return the mean absolute error of a count with noise: less than ``scale``, as it is rounded."""
    half = 1 / (2 * scale) if scale else inf
    return exp(-half) / -expm1(-2 * half)


def inference_success(scale: float) -> float:
    """Return how often a membership-inference attacker is right, who knows all others and ``scale``."""
    return 1 - exp(-1 / (2 * scale)) / 2 if scale else 1


# By hand ----------------------------------------------------------------------------------------------------
# A coin gives the sign. Then a die is thrown until it shows ``stop`` or less; the noise is how many throws
# came before. Minus zero does not count: coin and die start again.


def probability_by_hand(noise: int, stop: int) -> float:
    """Return the probability that coin and die give this ``noise``."""
    go_on = 1 - stop / 6
    return (1 - go_on) / (1 + go_on) * go_on ** abs(noise)


def error_by_hand(stop: int) -> float:
    """Return the mean absolute error of a count with the noise of coin and die."""
    go_on = 1 - stop / 6
    return 2 * go_on / (1 - go_on**2)
