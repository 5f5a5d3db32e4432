from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair import load_case
from enclair.case.balance import SIDES
from enclair.lessons.needles_and_haystacks import figures, scanning
from enclair.lessons.needles_and_haystacks.misuses_table import misuses
from enclair.text.errors import ChoiceError
from tests.helpers import in_language, refused

ITEMS = st.integers(0, 10**12)
RATES = st.one_of(st.sampled_from([0, 1, 1e-12, 0.5]), st.floats(0, 1), st.fractions(0, 1))


@pytest.fixture(scope="module")
def table():
    return load_case("telegram").base_rate


@pytest.mark.parametrize(
    ("name", "found", "wrong", "right"),
    [
        ("everyone", 900, 999_999, "0.09%"),
        ("suspects", 1_800, 8, "99.6%"),
        ("thousandth", 900_000, 999_000, "47%"),
        ("careful", 900, 100_000, "0.9%"),
        ("person", 855, 10_000, "7.9%"),
        ("known", 500, 1, "99.8%"),
    ],
)
def test_the_presets_give_the_known_values(name, found, wrong, right):
    outcome = scanning.preset(name)
    assert (outcome.found, outcome.wrong) == (found, wrong)
    assert scanning.percent(outcome.right) == right


def test_there_are_as_many_presets_and_misuses_for_each_side(table):
    for sides in ([side for side, _ in scanning.PRESETS.values()], scanning.misuses(table)["side"].tolist()):
        assert set(sides) <= set(SIDES)
        assert sides.count("privacy") == sides.count("security") == 2


def test_a_billion_is_counted_exactly():
    outcome = scanning.alarms(10**12, 1e-9, 1, 1e-12)
    assert (outcome.forbidden, outcome.found, outcome.missed) == (1000, 1000, 0)
    assert (outcome.wrong, outcome.left) == (1, 999_999_998_999)


@given(ITEMS, RATES, RATES, RATES)
def test_the_numbers_add_up_and_no_more_is_found_than_exists(items, base, hit, false):
    outcome = scanning.alarms(items, base, hit, false)
    counts = (outcome.found, outcome.missed, outcome.wrong, outcome.left)
    assert all(type(count) is int and count >= 0 for count in counts)
    assert sum(counts) == items
    assert outcome.found <= outcome.forbidden
    assert (outcome.right is None) == (outcome.alarms == 0)
    for exact, count in (
        (items * Fraction(str(base)), outcome.forbidden),
        (outcome.forbidden * Fraction(str(hit)), outcome.found),
        (outcome.allowed * Fraction(str(false)), outcome.wrong),
    ):
        assert abs(exact - count) <= Fraction(1, 2)


@given(ITEMS, RATES)
def test_a_rate_of_0_takes_none_and_of_1_all(items, rate):
    assert scanning.alarms(items, 0, rate, rate).forbidden == 0
    assert scanning.alarms(items, 1, rate, rate).allowed == 0
    everything = scanning.alarms(items, rate, 1, 1)
    assert (everything.missed, everything.left) == (0, 0)
    assert scanning.alarms(items, rate, 0, 0).right is None


@given(ITEMS, RATES, RATES, RATES, RATES, RATES)
def test_a_second_look_only_takes_away(items, base, hit, false, kept, mistaken):
    first = scanning.alarms(items, base, hit, false)
    last = scanning.second_look(first, kept, mistaken)
    assert (last.forbidden, last.allowed) == (first.forbidden, first.allowed)
    assert 0 <= last.found <= first.found
    assert 0 <= last.wrong <= first.wrong
    assert scanning.second_look(first, 1, 1) == first


@given(ITEMS, RATES, RATES, RATES, st.integers(1, 1000))
def test_marks_are_as_many_as_there_are_alarms_or_places(items, base, hit, false, most):
    outcome = scanning.alarms(items, base, hit, false)
    right, wrong = outcome.marks(most)
    assert right + wrong == min(most, outcome.alarms)
    if outcome.alarms <= most:
        assert (right, wrong) == (outcome.found, outcome.wrong)


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_that_is_not_all_or_none_is_not_written_so(part, more):
    share = Fraction(part, part + more)
    assert (scanning.percent(share) == "0%") == (part == 0)
    assert scanning.percent(share) != "100%"


@pytest.mark.parametrize("name", scanning.PRESETS)
def test_tree_grid_and_table_show_the_same_numbers(name, lang):
    drawing = figures.Alarms()
    _, values = scanning.PRESETS[name]
    sentence, table = drawing.update(**values)
    outcome = scanning.preset(name)
    shown = {label.get_text() for axes in drawing.figure.axes for label in axes.texts if label.get_visible()}
    for count in (outcome.found, outcome.wrong, outcome.missed, outcome.left):
        assert figures.number(count) in shown
    for count in (outcome.items, outcome.forbidden, outcome.found, outcome.wrong):
        assert figures.number(count) in sentence
    columns = [table[name].tolist() for name in table.columns[1:]]
    assert [column[-1] for column in columns] == [
        figures.number(count) for count in (outcome.forbidden, outcome.allowed, outcome.items)
    ]
    icons = drawing.figure.axes[1].lines
    assert tuple(len(line.get_xdata()) for line in icons) == outcome.marks()


def test_artists_are_kept_from_one_setting_to_the_next():
    drawing = figures.Alarms()
    before = [id(each) for axes in drawing.figure.axes for each in axes.get_children()]
    for _, values in scanning.PRESETS.values():
        drawing.update(**values)
    assert [id(each) for axes in drawing.figure.axes for each in axes.get_children()] == before


def test_nothing_in_the_picture_overlaps_even_with_the_largest_numbers(lang):
    drawing = figures.Alarms()
    for second in (False, True):
        drawing.update(10**12, 1e-6, 0.9, 0.001, second, 0.95, 0.01)
        drawing.figure.canvas.draw()
        for axes in drawing.figure.axes:
            boxes = [
                label.get_window_extent() for label in axes.texts if label.get_visible() and label.get_text()
            ]
            for place, box in enumerate(boxes):
                assert box.x0 >= 0
                assert box.x1 <= drawing.figure.bbox.x1
                assert not any(
                    box.shrunk(0.9, 0.7).overlaps(other.shrunk(0.9, 0.7)) for other in boxes[:place]
                )


def test_where_one_is_expected_and_none_counted_it_says_so():
    sentence, _ = figures.Alarms().update(1000, 1e-6, 0.9, 0.001)
    assert "forbidden among them: 0. (On average fewer than one.)" in sentence
    assert "On average" not in figures.Alarms().update(1000, 0, 0.9, 0.001)[0]


def test_without_alarms_there_is_no_share():
    sentence, _ = figures.Alarms().update(1000, 0, 0.9, 0)
    assert sentence.endswith("There is no alarm.")


def test_the_plain_figure_is_the_same(table):
    _, values = scanning.PRESETS["everyone"]
    shown = in_language("fr", figures.alarms, **values)
    assert "999\u202f999" in shown.alt
    assert shown.png().startswith(b"\x89PNG")


def test_the_published_figures_are_those_of_the_table(table, lang):
    shown = figures.published(table)
    percent = " %" if lang == "fr" else "%"
    for value in ("90", "11.2", "0.1", "9.4", "49.6", "6.7", "19.5", "37.8", "55.2"):
        assert (value.replace(".", ",") if lang == "fr" else value) + percent in shown.alt.replace(
            "\u00a0", " "
        )
    assert len(shown.table) == 6
    assert shown.table.iloc[:, -1].str.startswith("https://").all()
    # Nothing that is unverified is shown as a fact.
    used = scanning.published(table)["source_url"]
    assert not set(used) & set(table.loc[table["confidence"] == "unverified", "source_url"])
    figure = shown.figure
    figure.canvas.draw()
    for label in figure.axes[0].texts:
        if label.get_position()[0] < 0.1:
            assert label.get_window_extent().x1 < figure.axes[0].get_window_extent().x0


def test_misuses_have_their_numbers_and_their_sides(table, lang):
    shown = misuses(load_case("telegram"))
    assert "{" not in repr(shown)
    assert "0,09" in repr(shown) if lang == "fr" else "0.09%" in repr(shown)
    assert shown._repr_html_().count("<tr>") == 5
    assert shown._repr_mimebundle_() == {"text/plain": repr(shown), "text/html": shown._repr_html_()}


def test_misuses_come_in_any_order():
    case = load_case("telegram")
    assert len({misuses(case).table.iloc[0, 0] for _ in range(20)}) == 2


@pytest.mark.parametrize("name", scanning.PRESETS)
def test_the_sentence_ends_on_the_four_fields_and_the_preset(name, lang):
    drawing = figures.Alarms()
    _, values = scanning.PRESETS[name]
    sentence, _ = drawing.update(**values)
    outcome = scanning.preset(name)
    fields = [label.get_text() for label in drawing.figure.axes[2].texts if label.get_weight() == "bold"]
    told = [figures.number(count) for count in (outcome.found, outcome.wrong, outcome.missed, outcome.left)]
    assert fields == told
    found, wrong, missed, _ = told
    if values["second"]:
        first = scanning.alarms(values["items"], values["base"], values["hit"], values["false"])
        said = figures.say(
            "figures.raising",
            raising=figures.number(first.found),
            silent=figures.number(first.missed),
            suspected=figures.number(first.wrong),
        )
        assert said in sentence
        end = {
            "en": f"In the end found: {found}; missed: {missed}; false alarms: {wrong}.",
            "fr": f"À la fin, trouvés : {found} ; manqués : {missed} ; fausses alertes : {wrong}.",
        }
    else:
        end = {
            "en": f"items found: {found}; missed: {missed}. Allowed items with an alarm: {wrong}.",
            "fr": f"trouvés : {found} ; manqués : {missed}. Contenus autorisés avec une alerte : {wrong}.",
        }
    assert end[lang] in sentence.replace("\u00a0", " ")
    assert scanning.percent(outcome.right) in sentence


@pytest.mark.parametrize(
    ("values", "end"),
    [
        ((1000, 0, 0.9, 0), "There is no alarm."),
        ((1000, 0, 0.9, 0, True, 1, 1), "There is no alarm."),
        ((1000, 0.1, 0.9, 0.1, True, 0, 0), "false alarms: 0. No alarm is kept."),
        ((1000, 0.001, 1, 0), "There is 1 alarm: a right one."),
        ((1000, 0, 1, 0.001), "There is 1 alarm: a false one."),
        ((1000, 0.001, 1, 0.1, True, 1, 0), "1 alarm is kept: a right one."),
        ((1000, 0, 1, 0.1, True, 1, 0.01), "1 alarm is kept: a false one."),
        ((1000, 0.1, 1, 0.1, True, 1, 0.01), "Right ones among the 101 alarms that are kept: 100, or 99.0%."),
    ],
)
def test_one_alarm_and_none_are_told_as_such(values, end):
    assert figures.Alarms().update(*values)[0].endswith(end)


def test_nearly_none_and_nearly_all_are_told_in_words():
    tiny = Fraction(1, 10**9)
    assert scanning.percent(tiny) == "less than 0.0001%"
    assert scanning.percent(1 - tiny) == "more than 99.9999%"
    assert in_language("fr", scanning.percent, tiny) == "moins de 0,0001\u00a0%"
    assert in_language("fr", scanning.percent, 1 - tiny) == "plus de 99,9999\u00a0%"
    assert scanning.percent(Fraction(1, 10**6)) == "0.0001%"
    assert scanning.percent(1 - Fraction(1, 10**6)) == "99.9999%"


@pytest.mark.parametrize("value", ["9", None, float("nan"), float("inf"), True, [1], 1.5, -1])
def test_what_is_no_number_is_told_and_not_computed(value):
    refused(ChoiceError, r"items: found .*; write a whole number", scanning.alarms, value, 0.1, 0.9, 0.1)
    for place, name in enumerate(("base", "hit", "false")):
        parts = [0.1, 0.1, 0.1]
        parts[place] = value
        refused(ChoiceError, rf"{name}: found .*; write a part", scanning.alarms, 10, *parts)


def test_figures_say_what_they_need(table):
    with pytest.raises(ChoiceError, match="alarms: base is missing; write items, base, hit, false, and if"):
        figures.alarms(items=10**9)
    with pytest.raises(ChoiceError, match=r"alarms: found colour; write items"):
        figures.alarms(items=10, base=0.1, hit=0.9, false=0.1, colour="red")
    for wrong in (None, 3, table.drop(columns="id")):
        refused(ChoiceError, r"base_rate: found .*case\.base_rate", figures.published, wrong)


def test_french_semicolons_have_their_space(table):
    assert "; " in figures.published(table).alt
    shown = in_language("fr", figures.published, table).alt
    assert shown.count(";") == shown.count("\u00a0; ") > 0
