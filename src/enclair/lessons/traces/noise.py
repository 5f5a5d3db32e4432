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
