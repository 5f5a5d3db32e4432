from functools import partial

import pandas as pd
import pytest

from enclair import explore, load_case
from enclair.lessons.traces import figures
from enclair.lessons.traces import growth as rules
from enclair.text.locale import number


@pytest.fixture(scope="module")
def users():
    return load_case("telegram").users


@pytest.fixture(scope="module")
def numbers(users):
    return rules.announced(users)


def test_the_known_values(numbers):
    since_2018 = rules.fitted(numbers, 2018, 2025)
    assert round(since_2018.straight.slope) == 119
    assert round(rules.fitted(numbers).factor, 2) == 1.36
    assert round(100 * rules.yearly(numbers, "2014-03", "2018-03")) == 56
    assert round(100 * rules.yearly(numbers, "2021-01", "2025-03")) == 18


def test_only_monthly_users_of_the_whole_world_are_compared(users, numbers):
    assert len(numbers) == 14
    assert numbers["date"].is_monotonic_increasing
    assert numbers["millions"].is_monotonic_increasing
    assert numbers["date"].min() > pd.Timestamp("2014-01-01")  # October 2013 counts days, not months
    assert set(numbers["millions"]) <= set(users.query("scope == 'World'")["value_millions"])
    assert numbers["year"].between(2014.2, 2025.3).all()


def test_what_grows_by_the_same_percentage_gives_that_percentage():
    dates = [pd.Timestamp(year, 1, 1) for year in range(2014, 2020)]
    rows = pd.DataFrame({"date": dates, "year": [float(day.year) for day in dates]})
    fit = rules.fitted(rows.assign(millions=[5 * 1.2**place for place in range(6)]), 2014, 2030)
    assert fit.factor == pytest.approx(1.2)
    assert fit.off("curve")[1] < 1e-6
    assert rules.yearly(fit.rows, "2014-01", "2019-01") == pytest.approx(0.2, abs=1e-3)


def test_too_few_numbers_have_no_line(numbers):
    for rows, since, until in ((numbers.head(0), 2014, 2025), (numbers, 2024, 2024), (numbers, 2025, 2014)):
        assert rules.fitted(rows, since, until) is None


@pytest.mark.parametrize("since", [2014, 2018, 2024])
def test_any_years_can_be_looked_at(users, numbers, since):
    drawing = figures.Growth(users)
    for until in (2014, 2018, 2024, 2025):
        sentence, table = drawing.update(since, until)
        looked = numbers[numbers["date"].dt.year.between(since, until)]
        dots, out = drawing._in.get_xydata().tolist(), drawing._out.get_xydata().tolist()
        assert dots == looked[["year", "millions"]].to_numpy().tolist()
        assert len(dots) + len(out) == len(numbers)
        columns = [looked["millions"]]
        fit = rules.fitted(numbers, since, until)
        if fit is None:
            assert not [*drawing._line.get_xdata(), *drawing._curve.get_xdata()]
            assert f"{len(looked)}" in sentence
            assert table.iloc[:, 2:].eq("").all(axis=None)
        else:
            columns += [fit.line(looked["year"]), fit.curve(looked["year"])]
            assert drawing._line.get_ydata()[-1] == pytest.approx(columns[1][-1])
            assert drawing._curve.get_ydata()[0] == pytest.approx(columns[2][0])
        for place, values in enumerate(columns, 1):
            assert table.iloc[:, place].tolist() == [number(value) for value in values]


def test_the_sentence_tells_both_errors_and_both_speeds(users):
    drawing = figures.Growth(users)
    sentence, _ = drawing.update(2014, 2025)
    for told in (
        "Numbers looked at: 14, March 2014 to March 2025.",
        "94 million more each year; off by 57 million on average, or by 49% of the number.",
        "36% more each year; off by 88 million on average, or by 21% of the number.",
        "+49% from March 2014 to April 2020, +21% from April 2020 to March 2025.",
    ):
        assert told in sentence
    assert "119 million more each year; off by 17 million" in drawing.update(2018, 2025)[0]
    assert drawing.figure.axes[0].get_ylabel() == "million users a month"


def test_the_examples_favour_each_reading_once_and_one_neither(users):
    presets = figures.Growth(users).presets
    assert sorted(preset.side for preset in presets) == ["neither", "privacy", "security"]
    numbers = rules.announced(users)
    for preset in presets:
        fit = rules.fitted(numbers, **preset.settings)
        better = {min(("line", "curve"), key=lambda which: fit.off(which)[way]) for way in (0, 1)}
        expected = {"privacy": {"curve"}, "security": {"line"}, "neither": {"line", "curve"}}
        assert better == expected[preset.side]


def test_it_can_be_explored_and_keeps_its_artists(users):
    explorer = explore(partial(figures.Growth, users), since=2018, until=2025)
    axes = explorer._drawing.figure.axes[0]
    before = [id(each) for each in axes.get_children()]
    explorer.settings = {"since": 2014, "until": 2018}
    assert [id(each) for each in axes.get_children()] == before
    assert "2014" in explorer.table()
