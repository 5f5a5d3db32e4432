"""Noise on counts: what it hides of one person, and what it costs the count.

All noise here is the difference of two waiting times, by computer (Laplace) as by hand with a coin and a die.
"""

from collections.abc import Iterable
from math import exp, expm1, inf, log1p
from random import Random

from enclair.lessons.traces import say
from enclair.text.errors import ChoiceError


def _checked(scale: float) -> float:
    if not 0 <= scale < inf:
        raise ChoiceError(say("noise.scale", scale=repr(scale)))
    return scale


def laplace(scale: float, chance: Random) -> float:
    """Return Laplace noise: on average it is 0, and ``scale`` away from it.

    Raises
    ------
    ChoiceError
        If ``scale`` is below 0 or no number.
    """
    _checked(scale)
    # random() can be 0 and cannot be 1: the logarithm stays finite.
    return scale * (log1p(-chance.random()) - log1p(-chance.random()))


def noisy(counts: Iterable[int], scale: float, seed: int = 1) -> list[int]:
    """Return ``counts`` as they may be published: each with noise of its own, in whole numbers.

    A count can come out below 0. To cut it at 0 would tell nothing more of anybody, but make sums too large.

    Parameters
    ----------
    counts
        The true counts.
    scale
        How much noise: the mean distance from the true count.
    seed
        Which throw of the dice: another one gives other noise.

    Raises
    ------
    ChoiceError
        If ``scale`` is below 0 or no number.
    """
    chance = Random(seed)
    return [count + round(laplace(scale, chance)) for count in counts]


def expected_error(scale: float) -> float:
    """Return how far a count of `noisy` is off on average.

    It is a little less than ``scale``, since counts are whole numbers.

    Raises
    ------
    ChoiceError
        If ``scale`` is below 0 or no number.
    """
    half = 1 / (2 * scale) if _checked(scale) else inf
    return exp(-half) / -expm1(-2 * half)


def inference_success(scale: float) -> float:
    """Return how often one guesses right whether a person is in a count, knowing all others and the noise.

    1 is always, 0.5 as often as a coin would.

    Raises
    ------
    ChoiceError
        If ``scale`` is below 0 or no number.
    """
    return 1 - exp(-1 / (2 * scale)) / 2 if _checked(scale) else 1


# By hand ----------------------------------------------------------------------------------------------------
# A coin gives the sign. Then a die is thrown until it shows ``stop`` or less; the noise is how many throws
# came before. Minus zero does not count: coin and die start again.


def _going_on(stop: int) -> float:
    if stop not in range(1, 7):
        raise ChoiceError(say("noise.die", stop=repr(stop)))
    return 1 - stop / 6


def probability_by_hand(noise: int, stop: int) -> float:
    """Return how often coin and die give this ``noise``.

    Raises
    ------
    ChoiceError
        If ``stop`` is no face of a die.
    """
    go_on = _going_on(stop)
    return (1 - go_on) / (1 + go_on) * go_on ** abs(noise)


def error_by_hand(stop: int) -> float:
    """Return how far a count is off on average with the noise of coin and die.

    Raises
    ------
    ChoiceError
        If ``stop`` is no face of a die.
    """
    go_on = _going_on(stop)
    return 2 * go_on / (1 - go_on**2)


def inference_success_by_hand(stop: int) -> float:
    """Return the same as `inference_success`, for the noise of coin and die.

    Raises
    ------
    ChoiceError
        If ``stop`` is no face of a die.
    """
    return 1 / (1 + _going_on(stop))
