from math import inf, isnan, nan

import pandas as pd
import pytest

from enclair.case.model import display_name
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import figures
from enclair.text.errors import ChoiceError
from enclair.text.locale import number
from tests.helpers import assert_in
from tests.numbers import answers


@pytest.fixture(scope="module")
def table(case):
    return case.disclosures


def test_the_french_quarters(table):
    rows = rules.quarters(table)
    assert rows["users"].tolist()[:4] == [answers("FRA", f"2024Q{n}", "users_affected") for n in (1, 2, 3, 4)]
    order = ["before", "straddles", "after"]
    assert rows["phase"].map(order.index).is_monotonic_increasing
    assert rows["phase"].unique().tolist() == order
    assert (rows["users_per_request"] == rows["users"] / rows["requests"]).all()


def test_the_last_quarter_in_the_usa_is_a_subtraction(table):
    last = rules.last_quarter(table)
    assert last == (886, 2145, (14, 108), (900, 2253))


def test_it_rose_inside_and_outside_the_eu(table):
    rows = rules.factors(table)
    assert rows["countries"].tolist() == [16, 15, 12, 1]
    assert rows["before"].tolist() == [393, 173, 220, 6992]
    assert rows["after"].tolist() == [2377, 1704, 1548, 7649]
    assert [f"{value:.1f}" for value in rows["factor"]] == ["18.1", "29.5", "21.1", "3.3"]
    assert rules.count_missing_countries(table) == (80, 51)


def test_a_headline_compared_two_lists_of_countries(table):
    rows = rules.printed_and_same(table).round(2).to_numpy().tolist()
    assert rows == [[5, 22, 5826, 22777, 3.91], [4, 4, 5826, 11927, 2.05], [3, 3, 151, 1986, 13.15]]


def test_what_the_policy_said_had_never_happened(table):
    rows = rules.before_the_change(table)
    assert rows.index.tolist() == ["IND", "BRA", "FRA", "BEL", "HUN"]
    assert rows.loc["FRA"].tolist() == ["France", 10, 54]


def test_more_was_blocked_but_not_of_every_kind(case):
    rows = rules.moderation(case.moderation_daily)
    assert rows["before"].round().tolist() == [39268, 202, 2094]
    assert rows["after"].round().tolist() == [61961, 589, 1879]
    assert rows["factor"].round(2).tolist() == [1.58, 2.92, 0.9]


def test_months_are_means_of_their_days(case):
    daily = case.moderation_daily
    months = rules.by_month(daily)
    assert len(months) == 13
    counted = daily.groupby(daily["date"].dt.to_period("M"))[[*rules.KINDS]].count()
    for kind in rules.KINDS:  # a day without a count is left out
        assert (months[kind].to_numpy() * counted[kind].to_numpy()).sum() == pytest.approx(daily[kind].sum())


def test_the_days_that_are_marked_are_those_of_the_tables(case):
    dates = case.timeline.set_index("id")["date"].dt.strftime("%Y-%m-%d")
    assert dates["arrest"] == rules.ARREST
    assert dates["privacy-policy-2024"] == rules.NEW_POLICY
    daily = case.moderation_daily
    first = daily.loc[daily["phase"] != "before arrest", "date"].min()
    assert f"{first:%Y-%m-%d}" == rules.ARREST
    assert rules.PERIODS["before"][1] < rules.ARREST < rules.PERIODS["after"][0]
    straddling = case.disclosures.query("phase == 'straddles' and period_label == '2024Q3'")
    for day in (rules.ARREST, rules.NEW_POLICY):
        assert (straddling["period_start"] <= day).all()
        assert (straddling["period_end"] >= day).all()


@pytest.mark.parametrize(
    ("before", "after", "times", "words"),
    [(4, 673, 673 / 4, "×168"), (4, 2, 0.5, "×0.50"), (0, 5, inf, "from 0"), (0, 0, nan, "?")],
)
def test_a_factor_is_a_number_or_says_that_there_is_none(before, after, times, words):
    value = rules.times(before, after)
    assert value == pytest.approx(times, nan_ok=True)
    assert rules.factor(value) == words


def test_only_countries_of_both_periods_are_compared():
    rows = [made("DEU", "2024Q1-Q3", 6), made("DEU", "2024Q4", 7), made("ONLY", "2024Q4", 10**6)]
    rows += [made("FRA", "2024Q1-Q3", 0), made("FRA", "2024Q4", 3)]
    table = rules.factors(pd.DataFrame(rows))
    assert table.loc["eu", ["countries", "before", "after"]].tolist() == [2, 6, 10]
    assert table.loc["eu-without-france", ["countries", "before", "after"]].tolist() == [1, 6, 7]
    assert table.loc["india", "countries"] == 0
    assert isnan(table.loc["india", "factor"])


def made(code, period, count):
    return {
        "country_iso3": code,
        "country": code,
        "eu_member": True,
        "period_label": period,
        "data_kind": "bot_crowdsourced",
        "requests_fulfilled": count,
    }


def test_what_the_table_does_not_have_is_said(case, table):
    with pytest.raises(ChoiceError, match=r"no quarter of 'XYZ'.*such as 'FRA'"):
        rules.quarters(table, "XYZ")
    with pytest.raises(ChoiceError, match="no day from 2024-05-01 to 2024-07-31"):
        rules.moderation(case.moderation_daily.head(0))


def test_an_empty_table_is_drawn(table):
    none = table.head(0)
    assert figures.where_it_rose(none).table.iloc[:, [1, 5]].to_numpy().tolist() == [["0", "?"]] * 5
    assert figures.never_happened(none).table.iloc[:, 1].tolist() == ["0"]


def test_a_quarter_that_was_not_read_is_blank_and_not_zero(table):
    rows = rules.with_missing_quarters(table, "BEL").set_index("quarter")["requests"]
    assert [*rows.index[:2], *rows.index[-2:], len(rows)] == ["2024Q1", "2024Q2", "2025Q4", "2026Q1", 9]
    assert rows.index[rows.isna()].tolist() == ["2025Q2", "2025Q3", "2025Q4"]
    drawn = figures.quarters(table, "BEL")
    assert "Q2 2025, no count was read;" in drawn.alt
    assert [text.get_text() for text in drawn.figure.axes[0].texts].count("?") == 3


@pytest.mark.parametrize("country", ["FRA", "KOR"])
def test_quarters_are_bars_with_their_phase(table, country):
    rows = rules.quarters(table, country)
    drawn = figures.quarters(table, country)
    axes = drawn.figure.axes[0]
    bars = [bar for bars in axes.containers for bar in bars]
    assert [bar.get_height() for bar in bars] == rows["requests"].tolist()
    assert [bar.get_hatch() for bar in bars] == [figures.LOOKS[phase].get("hatch") for phase in rows["phase"]]
    cells = drawn.table.iloc[0].tolist()
    assert cells[2:4] == [number(count) for count in rows.loc[0, ["requests", "users"]]]
    assert_in(drawn.alt, ", ".join(cells[:3]), figures.say("figures.met"))
    days = [text for text in axes.texts if "2024" in text.get_text()]
    assert len(days) == (2 if rows["quarter"].iloc[0] < "2024Q3" else 0)


def test_the_marked_days_stand_within_their_quarter(table):
    axes = figures.quarters(table).figure.axes[0]
    arrest, policy = (line.get_xdata()[0] for line in axes.lines)
    assert 1.5 < 2 < arrest < policy < 2.5  # the third bar, in its second half
    assert arrest == pytest.approx(1.5 + 54 / 92, abs=0.01)


def test_where_it_rose_says_countries_and_counts(table):
    drawn, rows = figures.where_it_rose(table), rules.factors(table)
    bars = [bar.get_width() for bars in drawn.figure.axes[0].containers for bar in bars]
    assert bars == rows["factor"].tolist()
    assert drawn.table.iloc[-1, 1] == "51"
    assert drawn.table.iloc[[0, 3], 4].tolist() == ["43.7 → 792 a month", "777 → 2,550 a month"]
    assert_in(drawn.alt, "51 of the 80 countries", figures.say("figures.unlisted"))
    assert drawn.table.iloc[0].tolist()[1:4] == ["16", "393", "2,377"]
    assert_in(drawn.alt, "EU (16 countries, 393 → 2,377) ×18.1;")


def test_printed_and_same_say_on_how_many_countries(table):
    drawn = figures.printed_and_same(table)
    axes = drawn.figure.axes[0]
    assert [text.get_text() for text in axes.texts[::3]] == ["5,826 (5 countries)", "22,777 (22 countries)"]
    assert axes.get_yticklabels()[0].get_text() == "as printed\n×3.9"
    assert drawn.table.iloc[0, 1:].tolist() == ["5,826", "5", "22,777", "22", "×3.9"]
    assert_in(drawn.alt, "as printed: 5,826 (5 countries) → 22,777 (22 countries), ×3.9;")


def test_never_happened_shows_each_country_and_the_words_of_the_policy(case, lang):
    drawn = figures.never_happened(case.disclosures)
    for cells in drawn.table.itertuples(index=False):
        assert_in(drawn.alt, cells[1], cells[2])
    said = {"en": "So far, this has never happened.", "fr": "À ce jour, cela ne s’est jamais produit."}[lang]
    assert case.quotes.set_index("id").loc["Q26", f"quote_{lang}"].replace("'", "’").endswith(said)
    assert_in(drawn.alt, said)
    assert_in(drawn.figure.axes[0].texts[-1].get_text(), said)


def test_moderation_has_a_panel_for_each_kind(case):
    drawn = figures.moderation(case.moderation_daily)
    months = rules.by_month(case.moderation_daily)
    assert len(drawn.figure.axes) == len(rules.KINDS) == drawn.table.shape[1] - 1
    for place, (axes, kind) in enumerate(zip(drawn.figure.axes, rules.KINDS, strict=True), 1):
        assert [bar.get_height() for bars in axes.containers for bar in bars] == months[kind].tolist()
        before, after, factor = drawn.table.iloc[-3:, place]
        assert_in(drawn.alt, f"{before} → {after}, {factor}")
        assert_in(axes.get_title(loc="left"), before, after, factor)
        hatches = [bar.get_hatch() for bars in axes.containers for bar in bars]
        assert [place for place, one in enumerate(hatches) if one] == [2, 3, 4]  # May, June, July


def test_no_picture_says_what_caused_what(table):
    for draw in (figures.quarters, figures.where_it_rose, figures.printed_and_same, figures.never_happened):
        assert "caus" not in repr(draw(table)).lower()


def test_every_country_with_quarters_has_a_french_name(table):
    names = rules.answers(table).query("period_type == 'quarter'")["country"].unique()
    for name in names:
        same = {"France", "Canada", "Portugal", "Kazakhstan"}
        assert (display_name(name, "fr") == display_name(name, "en")) == (name in same)
