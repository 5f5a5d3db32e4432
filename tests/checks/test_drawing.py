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


def in_words(shares, form="{name} {share:.2f}", between=", "):
    return between.join(form.format(name=name, share=share) for name, share in shares.items())


def lying(shares, **more):
    return shares.plot.barh(**{"title": "Sources", "xlabel": "events"} | more)


def drawn(how, words):
    """A learner's function: ``how`` draws or gives what is drawn, ``words`` the twin."""

    def draw(table):
        shown = how(table)
        return (lying(shown) if isinstance(shown, pd.Series) else shown), words(table)

    return draw


def changed(change):
    """A learner's function that draws, then changes the axes."""

    def how(shares):
        axes = lying(shares)
        return change(axes) or axes

    return shares(how)


def turned(shares):
    return pd.Series([*shares[::-1]], shares.index)


def by_hand(shares):
    _, axes = plt().subplots()
    axes.axvline(0.5)
    axes.bar(shares.index, shares, align="edge")
    axes.set_ylabel("share")
    axes.set_title("No", loc="left")
    return axes


QUARTERS = {"x": "period_label", "y": "requests_fulfilled", "title": "France", "ylabel": "met"}


def of_quarters(quarters, form="{}: {}", between=", "):
    return between.join(map(form.format, quarters[QUARTERS["x"]], quarters[QUARTERS["y"]]))


def met(how=lambda quarters: quarters.plot.bar(**QUARTERS), words=of_quarters):
    return "draw_quarters", drawn(how, words)


def who(words, how=lambda counts: counts.plot(title="Who follows", ylabel="people")):
    return "draw_followers", drawn(how, words)


def dots(counts):
    return counts.rename("people").reset_index().plot.scatter("index", "people", title="Who follows")


def shares(how=lying, words=lambda shares: in_words(shares)):
    return "draw_shares", drawn(how, words)


@pytest.mark.parametrize(
    ("task", "misconception"),
    [
        (shares(lambda s: s.plot.bar(title="No", ylabel="share"), lambda s: in_words(s).upper()), ""),
        (shares(lambda shares: shares.rename(str.title)), ""),
        (shares(lambda shares: shares[::-1]), ""),
        (shares(lambda s: 100 * s, lambda s: in_words(s, "{name}: {share:.0%}", " \u2192 ")), ""),
        (shares(lambda s: s.round(2), lambda s: in_words(s, "{name}={share:.2f}", "\n")), ""),
        (shares(lying, lambda shares: in_words(shares).replace(".", ",")), ""),  # as in French
        (shares(lying, lambda shares: in_words(shares, "{name} {share:.4f}")), ""),
        (shares(by_hand), ""),
        (changed(lambda axes: axes.tick_params(labelleft=False, labelright=True)), ""),
        (shares(lambda _: plt().subplots()[1]), "not-drawn"),
        (shares(lambda shares: shares.plot.pie(title="No")), "not-drawn"),
        (shares(lambda shares: shares * 2), "other-numbers"),
        (shares(turned), "names-mixed-up"),
        (shares(lambda shares: shares.reset_index(drop=True)), "no-names"),
        (shares(lambda shares: lying(shares, xlim=(0.01, 1))), "cut-axis"),
        (shares(lambda shares: lying(shares, logx="sym")), "cut-axis"),
        (shares(lying, lambda _: " "), "no-twin"),
        (shares(lying, lambda shares: in_words(shares.head(5))), "twin-lacks"),
        (shares(lying, lambda shares: in_words(shares + 0.2)), "twin-lacks"),
        # 0 says nothing.
        (shares(lying, lambda shares: in_words(shares, "{name} {share:.0f}")), "twin-lacks"),
        (shares(lying, lambda shares: in_words(turned(shares))), "twin-lacks"),
        (("draw_shares", lambda shares: lying(shares).figure), "wrong-type"),
        (changed(lambda axes: axes.set(title="From $1 to 2_$") and None), "cannot-draw"),
        (changed(lambda axes: axes.remove()), "cannot-draw"),
        # A number in a name is not the number beside it.
        (met(words=lambda quarters: of_quarters(quarters, "{}:{}", ",")), ""),
        (met(words=lambda quarters: of_quarters(quarters, "{} - {}", "; ")), ""),
        (met(words=lambda quarters: of_quarters(quarters, "{}")), "twin-lacks"),
        (met(words=lambda quarters: of_quarters(quarters).lower()), ""),
        (met(lambda quarters: quarters[::-1].plot.barh(**QUARTERS | {"xlabel": "met"})), ""),
        (met(lambda quarters: quarters.plot.line(**QUARTERS)), "bars-asked-for"),
        (met(lambda quarters: quarters.reset_index().plot.scatter(**QUARTERS)), "bars-asked-for"),
        (met(lambda quarters: quarters[::-1].plot.bar(**QUARTERS)), "order-lost-in-figure"),
        (met(lambda q: q.sort_values(QUARTERS["y"]).plot.bar(**QUARTERS)), "order-lost-in-figure"),
        # Where names are numbers, each stands before its own, or each behind.
        (who(pd.Series.to_string), ""),
        (who(lambda counts: in_words(counts, "at {name} in 100: {share}", "; ")), ""),
        (who(lambda counts: in_words(counts, "{share} suivent à {name} sur 100", ". ")), ""),
        (who(lambda counts: in_words(turned(counts))), "twin-lacks"),
        (who(pd.Series.to_string, dots), "line-asked-for"),
    ],
)
def test_one_thing_is_asked_for_at_a_time(task, misconception):
    open_before = plt().figure()
    plt().bar(["left", "open"], [1, 2])  # pandas would draw into it
    feedback = take(*task)
    left = plt().get_fignums()
    plt().close("all")
    assert feedback.misconception == misconception, feedback
    assert left == [open_before.number]  # nothing that Jupyter would show below


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
    assert list(same.table) == ["n", "n"]


def test_what_cannot_be_shown_is_refused_in_a_sentence():
    axes = plt().subplots()[1]
    for shown in (None, (axes.figure, "a text")):
        refused(ChoiceError, "axes of a figure", with_twin, shown)
    for shown in (axes, (axes, " ")):
        refused(ChoiceError, "text twin is missing", with_twin, shown)
    odd = pd.Series([1]).plot(title="From $1 to 2_$")
    refused(ChoiceError, "cannot draw", with_twin, (odd, "a text"))
    plt().close("all")
