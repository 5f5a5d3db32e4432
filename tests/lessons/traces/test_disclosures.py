from math import inf, isnan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enclair.case import naming
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import figures
from enclair.lessons.traces.figures import disclosures as drawn_by
from enclair.text.errors import ChoiceError
from enclair.text.locale import number
from tests.helpers import assert_in

#: A computer may be busy with other tests.
UNHURRIED = settings(deadline=None)
COUNTS = st.integers(0, 10**12)


@pytest.fixture(scope="module")
def table(case):
    return case.disclosures


def test_the_french_quarters(table):
    rows = rules.quarters(table)
    assert rows["requests"].tolist()[:4] == [4, 6, 210, 673]
    assert rows["users"].tolist()[:4] == [17, 37, 632, 1386]
    assert rows["requests"].tolist()[4:] == [668, 547, 513, 496, 630]
    assert rows["phase"].tolist() == ["before", "before", "straddles", *["after"] * 6]
    assert rules.times(4, 673) == 673 / 4
    assert rows["users_per_request"].iloc[3] == 1386 / 673


def test_the_last_quarter_in_the_usa_is_a_subtraction(table):
    last = rules.last_quarter(table)
    assert (last.requests, last.users) == (886, 2145)
    assert last.year.users == 2253  # if a user of both periods is counted once
    assert (last.nine_months, last.year) == ((14, 108), (900, 2253))


def test_it_rose_inside_and_outside_the_eu(table):
    rows = rules.factors(table)
    assert [f"{value:.1f}" for value in rows["factor"]] == ["18.1", "29.5", "21.1", "3.3"]
    assert rows["countries"].tolist() == [16, 15, 12, 1]
    assert rows["before"].tolist() == [393, 173, 220, 6992]
    assert rows["after"].tolist() == [2377, 1704, 1548, 7649]
    # All that the table has in both periods, and each country once.
    inside, outside = rows.loc["eu", "countries"], rows.loc["outside-without-india", "countries"]
    assert inside + outside + 1 == 29 == len(pairs(table))
    # Nine months before, three after: a month has more in every one of them.
    assert (pairs(table)["after"] > pairs(table)["before"] / 3).all()


def pairs(table):
    return rules.same_countries(table, "2024Q1-Q3", "2024Q4", "requests_fulfilled")


def test_a_headline_compared_two_lists_of_countries(table):
    rows = rules.printed_and_same(table)
    assert rows.loc["printed"].tolist()[:4] == [5, 22, 5826, 22777]
    assert rows.loc["same"].tolist()[:4] == [4, 4, 5826, 11927]
    assert rows.loc["same-without-india"].tolist()[:4] == [3, 3, 151, 1986]
    assert [round(value, 2) for value in rows["factor"]] == [3.91, 2.05, 13.15]


def test_what_the_policy_said_had_never_happened(table):
    rows = rules.before_the_change(table)
    assert (rows["requests"].sum(), rows["users"].sum()) == (4766, 10945)
    assert rows.index.tolist() == ["IND", "BRA", "FRA", "BEL", "HUN"]
    assert rows.loc["FRA"].tolist() == ["France", 10, 54]


def test_more_was_blocked_but_not_of_every_kind(case):
    rows = rules.moderation(case.moderation_daily)
    factors = dict(zip(rows.index, rows["factor"], strict=True))
    assert round(factors["total_blocked"], 2) == 1.58
    assert round(factors["terror_blocked"], 1) == 2.9
    assert round(factors["csam_blocked"], 2) == 0.90
    assert rows["before"].round().tolist() == [39268, 202, 2094]
    assert rows["after"].round().tolist() == [61961, 589, 1879]


def test_months_are_means_of_their_days(case):
    daily = case.moderation_daily
    months = rules.by_month(daily)
    assert len(months) == 13
    days = daily[daily["date"].between("2024-06-01", "2024-06-30")]
    assert months.loc["2024-06-01", "total_blocked"] == days["total_blocked"].sum() / 30
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
    assert rules.BEFORE[1] < rules.ARREST < rules.AFTER[0]
    straddling = case.disclosures.query("phase == 'straddles' and period_label == '2024Q3'")
    for day in (rules.ARREST, rules.NEW_POLICY):
        assert (straddling["period_start"] <= day).all()
        assert (straddling["period_end"] >= day).all()


@UNHURRIED
@given(COUNTS, COUNTS)
def test_a_factor_is_a_number_or_says_that_there_is_none(before, after):
    found = rules.times(before, after)
    if before:
        assert found * before == pytest.approx(after)
        assert rules.factor(found).startswith("×")
    else:
        assert found == inf if after else isnan(found)
        assert rules.factor(found) == ("from 0" if after else "?")


@UNHURRIED
@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=6))
def test_only_countries_of_both_periods_are_compared(counts):
    names = [f"C{place}" for place in range(len(counts))]
    rows = [made(name, "2024Q1-Q3", count) for name, (count, _) in zip(names, counts, strict=True)]
    rows += [made(name, "2024Q4", count) for name, (_, count) in zip(names, counts, strict=True)]
    rows += [made("ONLY", "2024Q4", 10**6), made("FRA", "2024Q1-Q3", 0), made("FRA", "2024Q4", 0)]
    found = rules.factors(pd.DataFrame(rows))
    assert found.loc["eu", "countries"] == len(counts) + 1
    assert found.loc["eu-without-france", "countries"] == len(counts)
    for group in ("eu", "eu-without-france"):
        assert found.loc[group, "before"] == sum(before for before, _ in counts)
        assert found.loc[group, "after"] == sum(after for _, after in counts)
    assert found.loc["india", "countries"] == 0
    assert isnan(found.loc["india", "factor"])


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
    with pytest.raises(ChoiceError, match=r"no row of 'HUN' for 2024\.$"):
        rules.last_quarter(table[table["period_label"] != "2024"], "HUN")
    with pytest.raises(ChoiceError, match="no day from 2030-01-01 to 2030-01-31"):
        rules.moderation(case.moderation_daily, after=("2030-01-01", "2030-01-31"))


def test_empty_tables(case, table):
    none = table.head(0)
    for function in (rules.quarters, rules.last_quarter):
        with pytest.raises(ChoiceError):
            function(none)
    assert rules.factors(none)["countries"].tolist() == [0, 0, 0, 0]
    assert rules.factors(none)["factor"].isna().all()
    assert rules.before_the_change(none).empty
    assert rules.by_month(case.moderation_daily.head(0)).empty
    with pytest.raises(ChoiceError):
        rules.moderation(case.moderation_daily.head(0))
    assert figures.where_it_rose(none).table.iloc[:, 1].tolist() == [0, 0, 0, 0, 0]
    assert figures.never_happened(none).table.iloc[:, 1].tolist() == ["0"]


def test_a_quarter_that_was_not_read_is_blank_and_not_zero(table):
    rows = rules.with_missing_quarters(table, "BEL")
    assert rows["quarter"].tolist() == [
        f"{year}Q{quarter}" for year in (2024, 2025) for quarter in range(1, 5)
    ] + ["2026Q1"]
    blank = rows[rows["requests"].isna()]
    assert blank["quarter"].tolist() == ["2025Q2", "2025Q3", "2025Q4"]
    drawn = figures.quarters(table, "BEL")
    assert "Q2 2025, no count was read;" in drawn.alt
    words = [one.get_text() for one in drawn.figure.axes[0].texts]
    assert words.count("?") == len(blank)


def widths(axes):
    return [bar.get_width() for bars in axes.containers for bar in bars]


@pytest.mark.parametrize("country", ["FRA", "IND", "USA", "KOR"])
def test_quarters_are_bars_with_their_phase(table, lang, country):
    rows = rules.quarters(table, country)
    drawn = figures.quarters(table, country)
    axes = drawn.figure.axes[0]
    assert [bar.get_height() for bars in axes.containers for bar in bars] == rows["requests"].tolist()
    hatches = [bar.get_hatch() for bars in axes.containers for bar in bars]
    assert hatches == [drawn_by.LOOKS[phase].get("hatch") for phase in rows["phase"]]
    assert drawn.table.iloc[:, 2].tolist() == [number(one) for one in rows["requests"]]
    assert drawn.table.iloc[:, 3].tolist() == [number(one) for one in rows["users"]]
    for when, count in zip(drawn.table.iloc[:, 1], drawn.table.iloc[:, 2], strict=True):
        assert f"{when}, {count}" in drawn.alt
    assert drawn_by.say("figures.met") in drawn.alt
    days = [one.get_text() for one in axes.texts if "2024" in one.get_text()]
    assert len(days) == (2 if rows["quarter"].iloc[0] < "2024Q3" else 0)


def test_the_marked_days_stand_within_their_quarter(table):
    axes = figures.quarters(table).figure.axes[0]
    arrest, policy = (line.get_xdata()[0] for line in axes.lines)
    assert 1.5 < 2 < arrest < policy < 2.5  # the third bar, in its second half
    assert arrest == pytest.approx(1.5 + 54 / 92, abs=0.01)


def test_where_it_rose_says_countries_and_counts(table, lang):
    drawn = figures.where_it_rose(table)
    rows = rules.factors(table)
    assert widths(drawn.figure.axes[0]) == rows["factor"].tolist()
    listed = drawn.table.iloc[:-1]
    early, unlisted = rules.count_missing_countries(table)
    assert (early, unlisted) == (80, 51)
    assert early - unlisted == len(pairs(table))
    assert drawn.table.iloc[-1, 1] == unlisted
    assert {"en": "51 of the 80 countries", "fr": "51 des 80 pays"}[lang] in drawn.alt
    for row, cells in zip(rows.itertuples(), listed.itertuples(index=False), strict=True):
        counts = [number(one) for one in (row.before, row.after)]
        assert cells[1] == row.countries
        assert [cells[2], cells[3]] == counts
        assert_in(drawn.alt, " → ".join(counts), cells[5])
    assert drawn_by.say("figures.unlisted") in drawn.alt


def test_printed_and_same_say_on_how_many_countries(table, lang):
    drawn = figures.printed_and_same(table)
    rows = rules.printed_and_same(table)
    assert widths(drawn.figure.axes[0]) == [*rows["before"], *rows["after"]]
    for cells in drawn.table.itertuples(index=False):
        assert_in(drawn.alt, f"{cells[1]} ({cells[2]}", f"{cells[3]} ({cells[4]}", cells[5])


def test_never_happened_shows_each_country_and_the_words_of_the_policy(case, lang):
    drawn = figures.never_happened(case.disclosures)
    rows = rules.before_the_change(case.disclosures)
    assert widths(drawn.figure.axes[0]) == [*rows["requests"], *rows["users"]]
    for cells in drawn.table.itertuples(index=False):
        assert_in(drawn.alt, cells[1], cells[2])
    quoted = {"en": "So far, this has never happened.", "fr": "À ce jour, cela ne s’est jamais produit."}[
        lang
    ]
    kept = case.quotes.set_index("id").loc["Q26", f"quote_{lang}"].replace("'", "’")
    assert kept.endswith(quoted)
    assert quoted in drawn.alt
    assert quoted in drawn.figure.axes[0].texts[-1].get_text()


def test_moderation_has_a_panel_for_each_kind(case, lang):
    drawn = figures.moderation(case.moderation_daily)
    months, means = rules.by_month(case.moderation_daily), rules.moderation(case.moderation_daily)
    assert len(drawn.figure.axes) == len(rules.KINDS) == drawn.table.shape[1] - 1
    for place, (axes, kind) in enumerate(zip(drawn.figure.axes, rules.KINDS, strict=True), 1):
        assert [bar.get_height() for bars in axes.containers for bar in bars] == months[kind].tolist()
        shown = drawn.table.iloc[:, place].tolist()
        assert shown[:-3] == [number(round(one)) for one in months[kind]]
        before, after, factor = shown[-3:]
        assert f"{before} → {after}, {factor}" in drawn.alt
        assert factor == rules.factor(means.loc[kind, "factor"])
        title = axes.get_title(loc="left")
        assert all(one in title for one in (before, after, factor))
        hatches = [bar.get_hatch() for bars in axes.containers for bar in bars]
        assert [place for place, one in enumerate(hatches) if one] == [2, 3, 4]  # May, June, July


@pytest.mark.parametrize("name", ["quarters", "where_it_rose", "printed_and_same", "never_happened"])
def test_they_are_pictures_with_a_twin(table, lang, name):
    drawn = getattr(figures, name)(table)
    picture = drawn.png()
    assert picture.startswith(b"\x89PNG")
    assert getattr(figures, name)(table).png() == picture
    for word in ("because", "caus"):
        assert word not in repr(drawn).lower()


def test_every_country_with_quarters_has_a_french_name(table):
    names = rules.answers(table).query("period_type == 'quarter'")["country"].unique()
    for name in names:
        same = {"France", "Canada", "Portugal", "Kazakhstan"}
        assert (naming.display_name(name, "fr") == naming.display_name(name, "en")) == (name in same)
