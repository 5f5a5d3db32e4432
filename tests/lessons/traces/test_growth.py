import pandas as pd
import pytest

from enclair.lessons.traces import figures
from enclair.lessons.traces import growth as rules
from enclair.text.locale import number
from tests.helpers import CASE, assert_in

USERS = CASE.users
NUMBERS = rules.announced(USERS)


def test_what_grows_by_the_same_percentage_gives_that_percentage():
    dates = [pd.Timestamp(year, 1, 1) for year in range(2014, 2020)]
    rows = pd.DataFrame({"date": dates, "year": [float(day.year) for day in dates]})
    fit = rules.fitted(rows.assign(millions=[5 * 1.2**place for place in range(6)]), 2014, 2030)
    assert fit.factor == pytest.approx(1.2)
    assert fit.off("curve")[1] < 1e-6
    assert rules.yearly(fit.rows, "2014-01", "2019-01") == pytest.approx(0.2, abs=1e-3)


@pytest.mark.parametrize(("since", "until"), [(2014, 2025), (2018, 2024), (2024, 2024), (2025, 2014)])
def test_any_years_can_be_looked_at(since, until):
    drawing = figures.Growth(USERS)
    artists = [id(artist) for artist in drawing.figure.axes[0].get_children()]
    drawing.update(2014, 2020)
    sentence, table = drawing.update(since, until)
    looked = NUMBERS[NUMBERS["date"].dt.year.between(since, until)]
    dots, out = drawing._in.get_xydata().tolist(), drawing._out.get_xydata().tolist()
    assert dots == looked[["year", "millions"]].to_numpy().tolist()
    assert len(dots) + len(out) == len(NUMBERS)
    columns = [looked["millions"]]
    assert (rules.fitted(NUMBERS, since, until) is None) == (len(looked) < 3)
    if fit := rules.fitted(NUMBERS, since, until):
        columns += [fit.line(looked["year"]), fit.curve(looked["year"])]
        assert drawing._line.get_ydata()[-1] == pytest.approx(columns[1][-1])
        assert drawing._curve.get_ydata()[0] == pytest.approx(columns[2][0])
    else:
        assert not [*drawing._line.get_xdata(), *drawing._curve.get_xdata()]
        assert f"{len(looked)}" in sentence
        assert table.iloc[:, 2:].eq("").all(axis=None)
    for place, values in enumerate(columns, 1):
        assert table.iloc[:, place].tolist() == [number(value) for value in values]
    assert [id(artist) for artist in drawing.figure.axes[0].get_children()] == artists


def test_the_sentence_tells_both_errors_and_both_speeds():
    assert_in(
        figures.Growth(USERS).update(2014, 2025)[0],
        "14 numbers, March 2014 to March 2025.",
        "94 million more a year, off by 57 million or 49% on average.",
        "36% more a year, off by 88 million or 21%.",
        "+49% a year from March 2014 to April 2020, +21% from April 2020 to March 2025.",
    )
