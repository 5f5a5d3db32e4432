"""Noise on counts: what it does is compared with the distribution of Laplace."""

from random import Random

import numpy as np
import pytest

from enclair.lessons.traces import noise


def below(value, scale):
    """The probability that noise of Laplace is below a value."""
    return 0.5 - np.sign(value) * np.expm1(-np.abs(value) / scale) / 2


@pytest.mark.parametrize("scale", [0.3, 1, 20])
def test_the_expected_error_is_that_of_rounded_laplace_noise(scale):
    wide = np.arange(-int(60 * scale) - 2, int(60 * scale) + 3)
    expected = (np.abs(wide) * (below(wide + 0.5, scale) - below(wide - 0.5, scale))).sum()
    assert noise.expected_error(scale) == pytest.approx(expected, rel=1e-6)
    chance = Random(1)
    thrown = [abs(round(noise.laplace(scale, chance))) for _ in range(20_000)]
    assert sum(thrown) / len(thrown) == pytest.approx(expected, rel=0.05, abs=1e-3)


@pytest.mark.parametrize("scale", [0.2, 1, 20])
def test_the_best_guess_is_right_as_often_as_the_two_distributions_differ(scale):
    # Whoever sees a published count of n + 1 or more guesses "in", else "out"; the true count is n or n + 1.
    right = (below(0.5, scale) + 1 - below(-0.5, scale)) / 2
    assert noise.inference_success(scale) == pytest.approx(right)


def test_without_noise_nothing_is_off_and_every_guess_is_right():
    assert (noise.expected_error(0), noise.inference_success(0)) == (0, 1)
