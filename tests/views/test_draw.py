"""Guesses that are drawn: which numbers can be, and what a page without scripts tells."""

import pandas as pd
import pytest

from enclair import draw
from enclair.lessons.if_everyone_leaves import leaving
from enclair.lessons.if_everyone_leaves import sketches as leavers
from enclair.lessons.needles_and_haystacks import sketches as needles
from enclair.lessons.traces import disclosures, figures, sketches
from enclair.lessons.words_under_the_microscope import sketches as sides
from enclair.views.draw import Sketch
from tests.helpers import assert_in

NUMBERS = pd.Series([4, 6, 210], ["one", "two", "three"], name="requests met")


def asked(case, numbers=NUMBERS, **choices):
    return draw(figures.quarters(case.disclosures), "How many?", numbers, **({"top": 300} | choices))


def test_the_figure_waits_and_no_guess_has_a_trait(case):
    made = asked(case, known=1, line=True)
    sketch, shown = made.children
    assert isinstance(sketch, Sketch)
    assert (sketch.display, shown.layout.display) == ("none", "none")
    own = {name for name in sketch.trait_names(sync=True) if name[0] != "_"}
    inherited = {*Sketch.mro()[1].class_trait_names(), "layout", "lang", "tabbable", "tooltip"}
    assert own - inherited == {"names", "numbers", "places", "known", "top", "line", "unit", "mark"}


def test_without_scripts_the_numbers_and_the_figure_stand_under_the_question(case):
    bundle = asked(case)._repr_mimebundle_()
    assert_in(bundle["text/html"], "<summary>How many?</summary>", "requests met", "210", "enclair-picture")
    assert_in(bundle["text/plain"], "How many?", "210", "Q3")


def test_years_stand_as_far_apart_as_they_are(case):
    users = pd.Series([35, 100, 1000], [2014, 2016, 2025], name="users")
    assert asked(case, users, top=1500, line=True).children[0].places == [2014, 2016, 2025]
    assert asked(case).children[0].places == [0, 1, 2]


def test_what_lessons_let_one_draw_comes_from_tables_and_formulas(case):
    met = sketches.quarters(case.disclosures)
    assert met.tolist() == disclosures.quarters(case.disclosures)["requests"].tolist()
    assert met.index[0] == "Q1 2024"
    assert sketches.users(case.users).loc[[2014, 2025]].tolist() == [35, 1000]
    before, after, _ = disclosures.moderation(case.moderation_daily).loc["terror_blocked"]
    assert sketches.blocked(case.moderation_daily)["terrorism"] == pytest.approx(100 * after / before)
    place = {"items": 10**9, "base": 1e-6, "hit": 0.9, "false": 0.001}
    assert needles.right_alarms(**place).tolist() == [1]
    assert sides.sides(case.quotes).sum() == len(case.quotes)
    room = leaving.classroom()
    first = leaving.starters(room, "centre", 4)
    gone = leavers.gone(room, iter(first), iter([25, 40, 50]))
    assert gone.to_dict() == {25: 24, 40: 13, 50: 4}
