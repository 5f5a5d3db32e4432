from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair import predict
from enclair.figures.described import picture
from enclair.lessons.needles_and_haystacks import figures, misuses, scanning
from enclair.lessons.needles_and_haystacks.scanning import PRESETS
from enclair.text.errors import ChoiceError
from tests.helpers import CASE, assert_in, in_language, refused

TABLE = CASE.base_rate
RATES = st.one_of(st.sampled_from([0, 1, 1e-12, 0.5]), st.floats(0, 1), st.fractions(0, 1))


@pytest.fixture(scope="module")
def drawing():
    return figures.Alarms()


def test_the_explorer_starts_with_everybodys_messages_and_has_a_person_to_add(drawing):
    starts = {name: control.start for name, control in drawing.controls.items()}
    assert starts == PRESETS["person"][1] | {"second": False}


@given(st.integers(0, 10**12), RATES, RATES, RATES)
def test_each_step_takes_its_rate_to_the_nearest_item_and_the_rest_is_left(items, base, hit, false):
    first = scanning.alarms(items, base, hit, false)
    last = scanning.second_look(first, hit, false)
    assert first.items == first.found + first.missed + first.wrong + first.left == items
    assert (last.forbidden, last.allowed) == (first.forbidden, first.allowed)
    for whole, rate, part in (
        (items, base, first.forbidden),
        (first.forbidden, hit, first.found),
        (first.allowed, false, first.wrong),
        (first.found, hit, last.found),
        (first.wrong, false, last.wrong),
    ):
        assert type(part) is int
        assert abs(whole * Fraction(str(rate)) - part) <= Fraction(1, 2)


def test_marks_are_as_many_as_there_are_alarms_or_places():
    for found, wrong, marks in ((0, 0, (0, 0)), (3, 4, (3, 4)), (6, 5, (5, 5)), (1, 99, (0, 10))):
        assert scanning.Outcome(100, 100, found, wrong).marks(10) == marks


def test_a_share_has_the_digits_that_tell_it_from_none_and_from_all():
    for share, words in (
        (Fraction(0), "0%"),
        (Fraction(1, 10**6 + 1), "less than 0.0001%"),
        (Fraction(1, 10**6), "0.0001%"),
        (0.0094, "0.9%"),
        (0.0995, "10.0%"),
        (0.1, "10%"),
        (0.9001, "90.0%"),
        (Fraction(999, 1000), "99.9%"),
        (1 - Fraction(1, 10**6), "99.9999%"),
        (1 - Fraction(1, 10**6 + 1), "more than 99.9999%"),
        (1, "100%"),
    ):
        assert scanning.percent(share) == words
    assert [scanning.percent(0.195, 1), scanning.percent(0.9, 1)] == ["19.5%", "90%"]
    assert in_language("fr", scanning.percent, Fraction(1, 10**9)) == "moins de 0,0001\u00a0%"


@pytest.mark.parametrize("name", ["careful", "person"])
def test_the_picture_and_the_table_show_the_same_numbers(drawing, name):
    settings, (axes,) = PRESETS[name][1], drawing.figure.axes
    artists = axes.get_children()
    sentence, table = drawing.update(**settings)
    assert axes.get_children() == artists  # none is made anew
    last, first = scanning.preset(name), scanning.alarms(*[settings[key] for key in list(settings)[:4]])
    dropped = [(first.found - last.found, first.wrong - last.wrong)] if settings["second"] else []
    rows = [(last.found, last.wrong), *dropped, (first.missed, first.left), (first.forbidden, first.allowed)]
    said = [[figures.number(count) for count in (*row, sum(row))] for row in rows]
    assert table.iloc[:, 1:].to_numpy().tolist() == said
    assert tuple(len(line.get_xdata()) for line in axes.lines) == last.marks()
    share, forbidden, allowed, shown = (label.get_text() for label in axes.texts)
    kept = "kept alarm" if settings["second"] else "alarm"
    assert_in(forbidden, *map(figures.number, (last.forbidden, last.missed)), f"{kept} {last.found}")
    assert allowed.endswith(f"{figures.number(last.allowed)} allowed: {kept} {figures.number(last.wrong)}")
    assert shown == "Of 1,000 alarms: {} right, {} false".format(*last.marks())
    assert (share, share in sentence, said[0][0] in sentence) == (scanning.percent(last.right), True, True)


def test_a_value_of_the_figure_that_is_not_given_is_as_at_the_start():
    whole = figures.alarms(items=10**9, base=1e-6, hit=0.9, false=0.001)
    assert figures.alarms(hit=0.9).table.equals(whole.table)
    refused(ChoiceError, "alarms: found 'hits'; choose among items, base, hit", figures.alarms, hits=1)


def test_nothing_in_the_picture_overlaps_even_with_the_largest_numbers(lang):
    drawing = figures.Alarms()
    for second in (False, True):
        drawing.update(10**12, 1e-6, 0.9, 0.001, second, 0.95, 0.01)
        drawing.figure.canvas.draw()
        for axes in drawing.figure.axes:
            labels = [label for label in axes.texts if label.get_text()]
            boxes = [label.get_window_extent() for label in labels]
            assert all(box.x0 >= 0 and box.x1 <= drawing.figure.bbox.x1 for box in boxes)
            small = [box.shrunk(0.9, 0.7) for box in boxes]
            assert not any(box.overlaps(other) for place, box in enumerate(small) for other in small[:place])


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((1000, 1e-6, 0.9, 0), "forbidden among them: 0. (On average fewer than one.) Forbidden items found"),
        ((1000, 0, 0.9, 0), "forbidden among them: 0. Forbidden items found: 0; missed: 0."),
        ((1000, 0, 0.9, 0), "with an alarm: 0. There is no alarm."),
        ((1000, 0, 0.9, 0, True, 1, 1), "There is no alarm."),
        ((1000, 0.1, 0.9, 0.1, True, 0, 0), "at: 180. In the end found: 0; missed: 100; false alarms: 0."),
        ((1000, 0.1, 0.9, 0.1, True, 0, 0), "an alarm: 90; that raise none: 10. Allowed items that raise an"),
        ((1000, 0.001, 1, 0), "Right alarms: 1 of 1, 100%."),
        ((1000, 0.1, 1, 0.1, True, 1, 0.01), "Right alarms: 100 of 101, 99.0%."),
    ],
)
def test_the_picture_is_said_in_words_where_there_is_one_alarm_or_none_too(drawing, values, words):
    assert words in drawing.update(*values)[0]


@pytest.mark.parametrize("value", ["9", None, float("nan"), float("inf"), [1], 1.5, -1])
def test_what_is_no_number_is_told_and_not_computed(value):
    refused(ChoiceError, r"items: found .*; write a whole number", scanning.alarms, value, 0.1, 0.9, 0.1)
    for name in ("base", "hit", "false"):
        rates = {"base": 0.1, "hit": 0.1, "false": 0.1, name: value}
        refused(ChoiceError, rf"{name}: found .*; write a part", scanning.alarms, 10, **rates)


def test_the_published_figures_are_those_of_the_table(lang, monkeypatch):
    drawn = []  # below the kind that is asked about
    monkeypatch.setattr(figures, "picture", lambda one, pad: drawn.append(one) or picture(one, pad))
    shown = figures.published(TABLE)
    values = ("90", "11.2", "0.1", "9.4", "49.6", "6.7", "19.5", "37.8", "55.2")
    percents = [f"{value}%" if lang == "en" else f"{value.replace('.', ',')}\u00a0%" for value in values]
    assert_in(shown.alt, *percents)
    assert shown.table.iloc[:, -1].str.startswith("https://").sum() == len(shown.table) == 6
    used = scanning.published(TABLE)["source_url"]
    assert not set(used) & set(TABLE.loc[TABLE["confidence"] == "unverified", "source_url"])
    for figure in (shown.figure, *drawn):
        axes, _ = figure.axes[0], figure.canvas.draw()
        shares = [label.get_window_extent() for label in axes.texts if label.get_color() == figures.RIGHT]
        marks = [axes.transData.transform(one.get_xydata()) for one in axes.lines if one.get_marker() == "D"]
        assert len(shares) == len(marks) == 6 / (1 + len(drawn)) == 3
        assert not any(box.padded(5).count_contains(ends) for box in shares for ends in marks)
        assert all(axes.bbox.x0 < box.x0 and box.x1 < axes.bbox.x1 for box in shares)
    assert lang == "en" or shown.alt.count(";") == shown.alt.count("\u202f; ") > 0


def test_misuses_have_their_numbers_and_their_sides_in_any_order(case, lang, monkeypatch):
    monkeypatch.setattr(pd.DataFrame, "sample", lambda table, frac, ignore_index: table[::-1])
    shown, rows = misuses(case), scanning.misuses(case.base_rate)
    assert shown.table.iloc[:, 1].tolist() == rows["said"].tolist()[::-1]
    head, *lines = predict(shown, "What is wrong?").children[0].about
    assert (head.startswith(shown.table.columns[1]), lines) == (True, rows["said"].tolist()[::-1])
    assert (shown._repr_html_().count("<tr>"), "{" in repr(shown)) == (5, False)
    assert ("0,09" if lang == "fr" else "0.09%") in repr(shown)
