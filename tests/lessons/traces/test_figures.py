"""What Telegram says it gave and blocked, and of its users; marks of the lesson ask for the numbers told."""

import re
from math import isnan

import pandas as pd
import pytest

from enclair.case.balance import SIDES
from enclair.case.model import display_name
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import figures, growth, rivals, sketches
from enclair.lessons.traces.rivals_table import TOPICS, explanations
from enclair.text.errors import ChoiceError
from enclair.text.locale import number
from tests.helpers import CASE, assert_in, refused

TABLE, DAILY, USERS = CASE.disclosures, CASE.moderation_daily, CASE.users
NUMBERS = growth.announced(USERS)


def test_the_days_that_are_marked_are_those_of_the_tables():
    dates = CASE.timeline.set_index("id")["date"].dt.strftime("%Y-%m-%d")
    assert (dates["arrest"], dates["privacy-policy-2024"]) == (rules.ARREST, rules.NEW_POLICY)
    assert f"{DAILY.loc[DAILY['phase'] != 'before arrest', 'date'].min():%Y-%m-%d}" == rules.ARREST
    assert rules.PERIODS["before"][1] < rules.ARREST < rules.PERIODS["after"][0]
    arrest, policy = pd.to_datetime([rules.ARREST, rules.NEW_POLICY])
    straddling = TABLE.query("phase == 'straddles' and period_label == '2024Q3'")
    assert straddling["period_start"].max() <= arrest < policy <= straddling["period_end"].min()


def test_a_factor_is_a_number_or_says_that_there_is_none():
    rows = rules.with_factor(pd.DataFrame({"before": [4, 4, 0, 0], "after": [673, 2, 5, 0]}))
    assert rows["factor"].map(rules.factor).tolist() == ["×168", "×0.50", "from 0", "?"]


def test_only_countries_of_both_periods_are_compared():
    columns = ["country_iso3", "country", "eu_member", "period_label", "data_kind", "requests_fulfilled"]
    counts = [("DEU", "2024Q1-Q3", 6), ("DEU", "2024Q4", 7), ("ONLY", "2024Q4", 10**6)]
    counts += [("FRA", "2024Q1-Q3", 0), ("FRA", "2024Q4", 3)]
    rows = [(code, code, True, period, "bot_crowdsourced", count) for code, period, count in counts]
    table = rules.factors(pd.DataFrame(rows, columns=columns))
    assert table.loc["eu", ["countries", "before", "after"]].tolist() == [2, 6, 10]
    assert table.loc["eu-without-france", ["countries", "before", "after"]].tolist() == [1, 6, 7]
    assert table.loc["india", "countries"] == 0
    assert isnan(table.loc["india", "factor"])


def test_what_the_table_does_not_have_is_said():
    refused(ChoiceError, r"no quarter of 'XYZ'.*such as 'FRA'", rules.quarters, TABLE, "XYZ")


def test_an_empty_table_is_drawn():
    none = TABLE.head(0)
    assert figures.where_it_rose(none).table.iloc[:, [1, 5]].to_numpy().tolist() == [["0", "?"]] * 5
    assert figures.never_happened(none).table.iloc[:, 1].tolist() == ["0"]


def test_a_quarter_that_was_not_read_is_blank_and_not_zero():
    rows = rules.with_missing_quarters(TABLE, "BEL").set_index("quarter")["requests"]
    assert [*rows.index[:2], *rows.index[-2:], len(rows)] == ["2024Q1", "2024Q2", "2025Q4", "2026Q1", 9]
    assert rows.index[rows.isna()].tolist() == ["2025Q2", "2025Q3", "2025Q4"]
    drawn = figures.quarters(TABLE, "BEL")
    assert "Q2 2025, no count was read;" in drawn.alt
    assert [text.get_text() for text in drawn.figure.axes[0].texts].count("?") == 3


@pytest.mark.parametrize(("country", "days"), [("FRA", [1.5 + 54 / 92, 2.41]), ("KOR", [])])
def test_quarters_say_their_phase_and_which_days_lie_within(country, days):
    rows, drawn = rules.quarters(TABLE, country), figures.quarters(TABLE, country)
    assert rows["quarter"].is_monotonic_increasing
    assert [bar.get_width() for bar in drawn.figure.axes[0].patches] == [*rows["requests"]]
    requests, users = rows.loc[0, ["requests", "users"]]
    cells = drawn.table.iloc[0].tolist()
    assert cells[2:] == [number(requests), number(users), number(users / requests, digits=1)]
    assert_in(drawn.alt, ", ".join(cells[:3]), figures.say("figures.met"))
    # The days stand in the second half of the third quarter.
    assert [*drawn.moments.values()] == [pytest.approx(day, abs=0.01) for day in days]
    assert all("2024" in words for words in drawn.moments)


def test_where_it_rose_says_countries_and_counts():
    drawn = figures.where_it_rose(TABLE)
    bars = [bar.get_width() for bars in drawn.figure.axes[0].containers for bar in bars]
    assert bars == rules.factors(TABLE)["factor"].tolist()
    assert drawn.table.iloc[-1, 1] == "51"
    assert drawn.table.iloc[0].tolist()[1:5] == ["16", "393", "2,377", "43.7 → 792 a month"]
    assert_in(drawn.alt, "51 of the 80 countries", figures.say("figures.unlisted"))
    assert_in(drawn.alt, "EU with France (16 countries, 393 → 2,377) ×18.1;")


def test_printed_and_same_say_on_how_many_countries():
    drawn = figures.printed_and_same(TABLE)
    axes = drawn.figure.axes[0]
    assert [text.get_text() for text in axes.texts[::3]] == ["5,826 (5 countries)", "22,777 (22 countries)"]
    assert axes.get_yticklabels()[0].get_text() == "as printed\n×3.9"
    assert drawn.table.iloc[0, 1:].tolist() == ["5,826", "5", "22,777", "22", "×3.9"]
    assert_in(drawn.alt, "as printed: 5,826 (5 countries) → 22,777 (22 countries), ×3.9;")


def test_never_happened_shows_each_country_and_the_words_of_the_policy(lang):
    drawn = figures.never_happened(TABLE)
    for cells in drawn.table.itertuples(index=False):
        assert_in(drawn.alt, cells[1], cells[2])
    assert rules.before_the_change(TABLE)["requests"].is_monotonic_decreasing
    words = {"en": "So far, this has never happened.", "fr": "À ce jour, cela ne s’est jamais produit."}[lang]
    assert CASE.quotes.set_index("id").loc["Q26", f"quote_{lang}"].replace("'", "’").endswith(words)
    assert_in(drawn.alt, words)
    assert_in(drawn.figure.axes[0].texts[-1].get_text(), words)


def test_moderation_has_a_panel_for_each_kind():
    drawn, months = figures.moderation(DAILY), rules.by_month(DAILY)
    counted = DAILY.groupby(DAILY["date"].dt.to_period("M"))[[*rules.KINDS]].count().to_numpy()
    assert (months * counted).sum().tolist() == pytest.approx(DAILY[[*rules.KINDS]].sum().tolist())  # means
    assert drawn.table.iloc[-3, 1:].tolist() == ["39,268", "202", "2,094"]
    for place, (axes, kind) in enumerate(zip(drawn.figure.axes, rules.KINDS, strict=True), 1):
        all_months, before, _ = axes.containers
        assert [bar.get_height() for bar in all_months] == months[kind].tolist()
        assert [round(bar.get_center()[0]) for bar in before] == [2, 3, 4]  # May, June, July
        before, after, factor = drawn.table.iloc[-3:, place]
        assert_in(drawn.alt, f"{before} → {after}, {factor}")
        assert_in(axes.get_title(loc="left"), before, after, factor)


def test_what_is_drawn_before_it_is_shown_comes_from_the_tables():
    assert sketches.users(CASE.users).loc[[2014, 2025]].tolist() == [35, 1000]
    before, after, _ = rules.moderation(DAILY).loc["terror_blocked"]
    assert sketches.blocked(DAILY)["terrorism"] == pytest.approx(100 * after / before)


def test_every_country_with_quarters_has_a_french_name():
    names = rules.answers(TABLE).query("period_type == 'quarter'")["country"].unique()
    alike = {name for name in names if display_name(name, "fr") == display_name(name, "en")}
    assert alike == {"France", "Canada", "Portugal", "Kazakhstan"} & {*names}


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_has_an_explanation_of_each_side_and_gives_no_verdict(case, topic):
    rows = explanations(topic).values()
    assert sorted(row["side"] for row in rows) == sorted(SIDES)
    (shown,) = rivals(case, topic).tables.values()
    cells = [*shown.table.columns, *shown.table.to_numpy().ravel()]
    assert "enclair-any-order" in shown._repr_html_()
    assert not {*SIDES} & {*cells}
    assert sorted(cells[3:]) == sorted(row[part] for row in rows for part in ("said", "predicts", "decides"))
    # Students draw the numbers beside this table, which waits for no guess: it says days and years alone.
    assert {*re.findall(r"\d+", repr(shown))} <= {"23", "24", "2014", "2024"}


def test_the_order_is_random_and_each_topic_is_folded(case):
    assert rivals(case, "growth", "france")._repr_html_().count("<details><summary") == 2
    second = [[*rivals(case, "growth", "france").tables.values()][1].table for _ in range(60)]
    assert len({tuple(table.iloc[:, 0]) for table in second}) == 6


def test_what_grows_by_the_same_percentage_gives_that_percentage():
    dates = [pd.Timestamp(year, 1, 1) for year in range(2014, 2020)]
    rows = pd.DataFrame({"date": dates, "year": [float(day.year) for day in dates]})
    fit = growth.fitted(rows.assign(millions=[5 * 1.2**place for place in range(6)]), 2014, 2030)
    assert fit.factor == pytest.approx(1.2)
    assert fit.off("curve")[1] < 1e-6
    assert growth.yearly(fit.rows, "2014-01", "2019-01") == pytest.approx(0.2, abs=1e-3)


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
    assert (growth.fitted(NUMBERS, since, until) is None) == (len(looked) < 3)
    if fit := growth.fitted(NUMBERS, since, until):
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
