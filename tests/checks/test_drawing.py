"""Figures of one's own: a check asks one thing at a time, and everybody is shown the figure."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from enclair import with_twin
from enclair.figures.own import drawn
from enclair.text.errors import ChoiceError
from tests.banks import take
from tests.helpers import assert_in, refused

LABELS = {"title": "Sources", "xlabel": "events"}


def told(counts):
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def lying(counts, **more):
    return counts.plot.barh(**LABELS | more)


@pytest.mark.parametrize(
    ("draw", "misconception"),
    [
        (lambda counts: (lying(counts), told(counts)), ""),
        (lambda counts: (counts.plot.bar(title="Sources", ylabel="events"), told(counts).upper()), ""),
        (lambda counts: (lying(counts.rename(str.title)), told(counts.rename(str.title))), ""),  # other words
        (lambda counts: (lying(counts[::-1]), told(counts)), ""),  # another order
        (lambda counts: (plt.subplots()[1], told(counts)), "not-drawn"),
        (lambda counts: (lying(counts * 2), told(counts)), "other-numbers"),
        (lambda counts: (lying(counts.head(2)), told(counts)), "other-numbers"),
        (lambda counts: (lying(pd.Series([*counts[::-1]], counts.index)), told(counts)), "names-mixed-up"),
        (lambda counts: (lying(counts.reset_index(drop=True)), told(counts)), "no-names"),
        (lambda counts: (lying(counts, xlim=(0.01, 1)), told(counts)), "cut-axis"),
        (lambda counts: (lying(counts, title=""), told(counts)), "no-title"),
        (lambda counts: (counts.plot.barh(title="Sources"), told(counts)), "no-label"),
        (lambda counts: lying(counts), "no-twin"),
        (lambda counts: (lying(counts), " "), "no-twin"),
        (lambda counts: (lying(counts), told(counts.head(5))), "twin-lacks"),
        (lambda counts: (lying(counts), told(counts + 0.2)), "twin-lacks"),
        (lambda counts: (lying(counts), None), "wrong-type"),
        (lambda counts: lying(counts).figure, "wrong-type"),
    ],
)
def test_one_thing_is_said_at_a_time(draw, misconception):
    plt.bar(["left", "open"], [1, 2])  # pandas would draw into it
    feedback = take("draw_shares", draw)
    assert feedback.misconception == misconception
    assert plt.get_fignums() == []  # nothing is left that Jupyter would show below


def test_a_line_is_read_at_its_points_and_need_not_begin_at_zero():
    followers = pd.Series({10: 20, 20: 7.5})
    seen = drawn(followers.plot(xlabel="threshold", ylabel="people", ylim=(5, 30)))
    plt.close("all")
    assert seen == ({"10": 20, "20": 7.5}, "people", "threshold", True)


def test_a_figure_is_shown_with_its_twin_and_its_numbers_as_a_table_and_only_once():
    shown = with_twin(lying(pd.Series({"press": 14, "blog": 1.5})), "press 14, blog 1.5")
    assert plt.get_fignums() == []
    page = shown._repr_mimebundle_()["text/html"]
    assert_in(page, 'alt="Sources"', ">press 14, blog 1.5</p>", ">14</div>", ">1.5</div>", ">events</th>")
    for wrong in [(None, "a text"), (plt.figure(), "a text")]:
        refused(ChoiceError, "axes of a figure", with_twin, *wrong)
    refused(ChoiceError, "what the figure shows", with_twin, plt.subplots()[1], " ")
    plt.close("all")
