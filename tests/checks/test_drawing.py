"""Figures of one's own: a check asks one thing at a time, and everybody is shown the figure."""

import pandas as pd
import pytest

from enclair import with_twin
from enclair.figures.own import axes_data
from enclair.text.errors import ChoiceError
from tests.banks import take
from tests.helpers import assert_in, refused


def plt():
    """pyplot, which is slow to import."""
    import matplotlib.pyplot

    return matplotlib.pyplot


LABELS = {"title": "Sources", "xlabel": "events"}


def in_words(shares, form="{name} {share:.2f}", between=", "):
    return between.join(form.format(name=name, share=share) for name, share in shares.items())


def lying(shares, **more):
    return shares.plot.barh(**LABELS | more)


def drawn(how, words=lambda shares: in_words(shares)):
    """A learner's function: ``how`` draws or gives what is drawn, ``words`` the twin."""

    def draw(shares):
        shown = how(shares)
        return (lying(shown) if isinstance(shown, pd.Series) else shown), words(shares)

    return draw


def changed(change):
    """A learner's function that draws, then changes the axes."""

    def how(shares):
        axes = lying(shares)
        return change(axes) or axes

    return drawn(how)


def turned(shares):
    return pd.Series([*shares[::-1]], shares.index)


def by_hand(shares):
    _, axes = plt().subplots()
    axes.axvline(0.5)
    axes.bar(shares.index, shares, align="edge")
    axes.set_ylabel("share")
    axes.set_title("No", loc="left")
    return axes, in_words(shares)


@pytest.mark.parametrize(
    ("draw", "misconception"),
    [
        (
            drawn(lambda shares: shares.plot.bar(title="No", ylabel="share"), lambda s: in_words(s).upper()),
            "",
        ),
        (drawn(lambda shares: shares.rename(str.title)), ""),
        (drawn(lambda shares: shares[::-1]), ""),
        (drawn(lambda s: 100 * s, lambda s: in_words(s, "{name}: {share:.0%}", " \u2192 ")), ""),
        (drawn(lambda s: s.round(2), lambda s: in_words(s, "{name}={share:.2f}", "\n")), ""),
        (drawn(lying, lambda shares: in_words(shares).replace(".", ",")), ""),  # as in French
        (drawn(lying, lambda shares: in_words(shares, "{name} {share:.4f}")), ""),
        (by_hand, ""),
        (changed(lambda axes: axes.tick_params(labelleft=False, labelright=True)), ""),
        (drawn(lambda _: plt().subplots()[1]), "not-drawn"),
        (drawn(lambda shares: shares.plot.pie(title="No")), "not-drawn"),
        (drawn(lambda shares: shares * 2), "other-numbers"),
        (drawn(turned), "names-mixed-up"),
        (drawn(lambda shares: shares.reset_index(drop=True)), "no-names"),
        (drawn(lambda shares: lying(shares, xlim=(0.01, 1))), "cut-axis"),
        (drawn(lambda shares: lying(shares, logx="sym")), "cut-axis"),
        (drawn(lying, lambda _: " "), "no-twin"),
        (drawn(lying, lambda shares: in_words(shares.head(5))), "twin-lacks"),
        (drawn(lying, lambda shares: in_words(shares + 0.2)), "twin-lacks"),
        (drawn(lying, lambda shares: in_words(shares, "{name} {share:.0f}")), "twin-lacks"),  # 0 says nothing
        (drawn(lying, lambda shares: in_words(turned(shares))), "twin-lacks"),
        (lambda shares: lying(shares).figure, "wrong-type"),
        (changed(lambda axes: axes.set(title="From $1 to 2_$") and None), "cannot-draw"),
        (changed(lambda axes: axes.remove()), "wrong-type"),
    ],
)
def test_one_thing_is_asked_for_at_a_time(draw, misconception):
    open_before = plt().figure()
    plt().bar(["left", "open"], [1, 2])  # pandas would draw into it
    feedback = take("draw_shares", draw)
    left = plt().get_fignums()
    plt().close("all")
    assert feedback.misconception == misconception, feedback
    assert left == [open_before.number]  # nothing that Jupyter would show below


QUARTERS = {"x": "period_label", "y": "requests_fulfilled", "title": "France", "ylabel": "met"}


def of_quarters(quarters, form="{}: {}", between=", "):
    return between.join(map(form.format, quarters[QUARTERS["x"]], quarters[QUARTERS["y"]]))


@pytest.mark.parametrize(
    ("form", "between", "passed"),
    [("{}: {}", ", ", True), ("{}:{}", ",", True), ("{} - {}", "; ", True), ("{}", ", ", False)],
)
def test_a_number_in_a_name_is_not_the_number_beside_it(form, between, passed):
    def draw(quarters):
        return quarters.plot.bar(**QUARTERS), of_quarters(quarters, form, between)

    assert take("draw_quarters", draw).passed == passed


@pytest.mark.parametrize(
    ("draw", "misconception"),
    [
        (lambda quarters: quarters[::-1].plot.barh(**QUARTERS | {"xlabel": "met"}), ""),
        (lambda quarters: quarters.plot.line(**QUARTERS), "bars-asked-for"),
        (lambda quarters: quarters.reset_index().plot.scatter(**QUARTERS), "bars-asked-for"),
        (lambda quarters: quarters[::-1].plot.bar(**QUARTERS), "order-lost-in-figure"),
        (lambda quarters: quarters.sort_values(QUARTERS["y"]).plot.bar(**QUARTERS), "order-lost-in-figure"),
    ],
)
def test_what_the_task_asks_for_is_asked_for(draw, misconception):
    feedback = take("draw_quarters", lambda quarters: (draw(quarters), of_quarters(quarters)))
    assert feedback.misconception == misconception


def test_a_twin_may_write_a_name_in_small_letters_and_gets_it_as_it_stands():
    def with_words(words):
        feedback = take("draw_quarters", lambda quarters: (quarters.plot.bar(**QUARTERS), words(quarters)))
        return feedback.message if not feedback.passed else ""

    assert with_words(lambda quarters: of_quarters(quarters).lower()) == ""
    assert "“2024Q1”" in with_words(lambda quarters: of_quarters(quarters).removeprefix("2024Q1"))


@pytest.mark.parametrize(
    ("twin", "passed"),
    [
        (lambda counts: counts.to_string(), True),
        (lambda counts: in_words(counts, "at {name} in 100: {share}", "; "), True),
        (lambda counts: in_words(counts, "{share} suivent à {name} sur 100", ". "), True),
        (lambda counts: in_words(turned(counts)), False),
    ],
)
def test_where_names_are_numbers_each_stands_before_its_own(twin, passed):
    draw = {"title": "Who follows", "ylabel": "people"}
    assert take("draw_followers", lambda counts: (counts.plot(**draw), twin(counts))).passed == passed
    plot = {"kind": "scatter", "x": "index", "y": "people"} | draw
    dots = take(
        "draw_followers", lambda counts: (counts.rename("people").reset_index().plot(**plot), twin(counts))
    )
    assert dots.misconception == "line-asked-for"


def test_a_line_is_read_at_its_points_and_need_not_begin_at_zero():
    followers = pd.Series({10: 20, 20: 7.5})
    seen = axes_data(followers.plot(xlabel="threshold", ylabel="people", title="Who", ylim=(5, 30)))
    plt().close("all")
    assert seen == ([("10", 20), ("20", 7.5)], "Who", "people", "threshold", True, "line", False)


def test_a_figure_is_shown_with_its_twin_and_its_numbers_as_a_table_and_only_once():
    shown = with_twin((lying(pd.Series({"press": 14, "blog": 1_234_567.5})), "press 14\nblog 1,234,567.5"))
    assert plt().get_fignums() == []
    page = shown._repr_mimebundle_()["text/html"]
    assert_in(
        page, 'alt="Sources"', ">press 14\nblog 1,234,567.5</p>", "pre-line", ">14</div>", ">1234567.5</div>"
    )
    same = with_twin([pd.Series({"a": 1}).plot.bar(xlabel="n", ylabel="n"), "a 1"])
    assert list(same.table) == ["Name", "n"]


def test_what_cannot_be_shown_is_refused_in_a_sentence():
    axes = plt().subplots()[1]
    for shown in (None, (axes.figure, "a text")):
        refused(ChoiceError, "axes of a figure", with_twin, shown)
    for shown in (axes, (axes, " ")):
        refused(ChoiceError, "text twin is missing", with_twin, shown)
    odd = pd.Series([1]).plot(title="From $1 to 2_$")
    refused(ChoiceError, "cannot draw", with_twin, (odd, "a text"))
    plt().close("all")
