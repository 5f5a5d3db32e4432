"""Noise on counts: what it does is compared with the distribution of Laplace."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair.lessons.traces import noise

scales = st.floats(0, 1e6)


def below(value, scale):
    """The probability that noise of Laplace is below a value."""
    return 0.5 - np.sign(value) * np.expm1(-np.abs(value) / scale) / 2


@pytest.mark.parametrize("scale", [0.5, 30])
def test_the_noise_is_that_of_laplace(scale):
    chance, many = Random(1), 4000
    drawn = np.sort([noise.laplace(scale, chance) for _ in range(many)])
    gaps = np.abs(np.arange(many) / many - below(drawn, scale))
    assert gaps.max() < 1.63 / many**0.5  # Kolmogorov and Smirnov, 1 in 100


@given(counts=st.lists(st.integers(0, 10**12), max_size=5), scale=scales, seed=st.integers(0, 100))
def test_noise_is_whole_the_same_for_the_same_throw_and_grows_with_its_scale(counts, scale, seed):
    published = noise.noisy(counts, scale, seed)
    assert published == noise.noisy(counts, scale, seed)
    assert all(isinstance(count, int) for count in published)
    assert noise.noisy(counts, 0, seed) == counts
    for count, less, more in zip(counts, published, noise.noisy(counts, 2 * scale, seed), strict=True):
        assert abs(less - count) <= abs(more - count)


@pytest.mark.parametrize("scale", [0.3, 1, 20])
def test_the_expected_error_is_that_of_rounded_laplace_noise(scale):
    wide = np.arange(-int(60 * scale) - 2, int(60 * scale) + 3)
    expected = (np.abs(wide) * (below(wide + 0.5, scale) - below(wide - 0.5, scale))).sum()
    assert noise.expected_error(scale) == pytest.approx(expected, rel=1e-6)
    thrown = noise.noisy([0] * 20_000, scale)
    assert sum(map(abs, thrown)) / len(thrown) == pytest.approx(expected, rel=0.05, abs=1e-3)


@pytest.mark.parametrize("scale", [0.2, 1, 20])
def test_the_best_guess_is_right_as_often_as_the_two_distributions_differ(scale):
    # Whoever sees a published count of n + 1 or more guesses "in", else "out"; the true count is n or n + 1.
    right = (below(0.5, scale) + 1 - below(-0.5, scale)) / 2
    assert noise.inference_success(scale) == pytest.approx(right)


def test_without_noise_nothing_is_off_and_every_guess_is_right():
    assert (noise.expected_error(0), noise.inference_success(0)) == (0, 1)


# By hand


@pytest.mark.parametrize("stop", range(1, 7))
def test_price_and_success_of_coin_and_die_are_those_of_their_odds(stop):
    wide = range(-400, 401)
    odds = {value: noise.probability_by_hand(value, stop) for value in wide}
    assert sum(odds.values()) == pytest.approx(1)
    assert sum(abs(value) * odds[value] for value in wide) == pytest.approx(noise.error_by_hand(stop))
    differ = sum(abs(odds[value] - odds.get(value - 1, 0)) for value in wide) / 2
    assert noise.inference_success_by_hand(stop) == pytest.approx((1 + differ) / 2, abs=1e-6)
    assert odds[2] == pytest.approx((1 - stop / 6) ** 2 * odds[0])
