"""What Telegram says it gave and blocked; the marks of the lesson ask for the numbers that it tells."""

from math import inf, isnan, nan

import pandas as pd
import pytest

from enclair.case.model import display_name
from enclair.lessons.traces import disclosures as rules
from enclair.lessons.traces import figures
from enclair.text.errors import ChoiceError
from enclair.text.locale import number
from tests.helpers import CASE, assert_in, refused
from tests.numbers import answers

TABLE, DAILY = CASE.disclosures, CASE.moderation_daily


def test_the_french_quarters():
    rows = rules.quarters(TABLE)
    assert rows["users"].tolist()[:4] == [answers("FRA", f"2024Q{n}", "users_affected") for n in (1, 2, 3, 4)]
    order = ["before", "straddles", "after"]
    assert rows["phase"].map(order.index).is_monotonic_increasing
    assert rows["phase"].unique().tolist() == order
    assert (rows["users_per_request"] == rows["users"] / rows["requests"]).all()


def test_months_are_means_of_their_days():
    months = rules.by_month(DAILY)
    assert len(months) == 13
    counted = DAILY.groupby(DAILY["date"].dt.to_period("M"))[[*rules.KINDS]].count()
    for kind in rules.KINDS:  # a day without a count is left out
        assert (months[kind].to_numpy() * counted[kind].to_numpy()).sum() == pytest.approx(DAILY[kind].sum())
    assert rules.moderation(DAILY)["before"].round().tolist() == [39268, 202, 2094]


def test_the_days_that_are_marked_are_those_of_the_tables():
    dates = CASE.timeline.set_index("id")["date"].dt.strftime("%Y-%m-%d")
    assert (dates["arrest"], dates["privacy-policy-2024"]) == (rules.ARREST, rules.NEW_POLICY)
    assert f"{DAILY.loc[DAILY['phase'] != 'before arrest', 'date'].min():%Y-%m-%d}" == rules.ARREST
    assert rules.PERIODS["before"][1] < rules.ARREST < rules.PERIODS["after"][0]
    straddling = TABLE.query("phase == 'straddles' and period_label == '2024Q3'")
    for day in (rules.ARREST, rules.NEW_POLICY):
        assert straddling["period_start"].le(day).all()
        assert straddling["period_end"].ge(day).all()


@pytest.mark.parametrize(
    ("before", "after", "times", "words"),
    [(4, 673, 673 / 4, "×168"), (4, 2, 0.5, "×0.50"), (0, 5, inf, "from 0"), (0, 0, nan, "?")],
)
def test_a_factor_is_a_number_or_says_that_there_is_none(before, after, times, words):
    value = rules.times(before, after)
    assert value == pytest.approx(times, nan_ok=True)
    assert rules.factor(value) == words


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
    refused(ChoiceError, "no day from 2024-05-01 to 2024-07-31", rules.moderation, DAILY.head(0))


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


@pytest.mark.parametrize("country", ["FRA", "KOR"])
def test_quarters_are_bars_with_their_phase(country):
    rows, drawn = rules.quarters(TABLE, country), figures.quarters(TABLE, country)
    axes = drawn.figure.axes[0]
    looks = [(bar.get_height(), bar.get_hatch()) for bars in axes.containers for bar in bars]
    hatches = [figures.LOOKS[phase].get("hatch") for phase in rows["phase"]]
    assert looks == [*zip(rows["requests"], hatches, strict=True)]
    cells = drawn.table.iloc[0].tolist()
    assert cells[2:4] == [number(count) for count in rows.loc[0, ["requests", "users"]]]
    assert_in(drawn.alt, ", ".join(cells[:3]), figures.say("figures.met"))
    # The days that are marked stand in the second half of the third bar.
    marked = [line.get_xdata()[0] for line in axes.lines]
    assert len([text for text in axes.texts if "2024" in text.get_text()]) == len(marked)
    assert marked == (
        [pytest.approx(1.5 + 54 / 92, abs=0.01), pytest.approx(2.41, abs=0.01)] * (country == "FRA")
    )


def test_where_it_rose_says_countries_and_counts():
    drawn, rows = figures.where_it_rose(TABLE), rules.factors(TABLE)
    bars = [bar.get_width() for bars in drawn.figure.axes[0].containers for bar in bars]
    assert bars == rows["factor"].tolist()
    assert drawn.table.iloc[-1, 1] == "51"
    assert drawn.table.iloc[[0, 3], 4].tolist() == ["43.7 → 792 a month", "777 → 2,550 a month"]
    assert_in(drawn.alt, "51 of the 80 countries", figures.say("figures.unlisted"))
    assert drawn.table.iloc[0].tolist()[1:4] == ["16", "393", "2,377"]
    assert_in(drawn.alt, "EU (16 countries, 393 → 2,377) ×18.1;")


def test_printed_and_same_say_on_how_many_countries():
    drawn = figures.printed_and_same(TABLE)
    axes = drawn.figure.axes[0]
    assert [text.get_text() for text in axes.texts[::3]] == ["5,826 (5 countries)", "22,777 (22 countries)"]
    assert axes.get_yticklabels()[0].get_text() == "as printed\n×3.9"
    assert drawn.table.iloc[0, 1:].tolist() == ["5,826", "5", "22,777", "22", "×3.9"]
    assert_in(drawn.alt, "as printed: 5,826 (5 countries) → 22,777 (22 countries), ×3.9;")


def test_never_happened_shows_each_country_and_the_words_of_the_policy(lang):
    assert rules.before_the_change(TABLE).index.tolist() == ["IND", "BRA", "FRA", "BEL", "HUN"]
    drawn = figures.never_happened(TABLE)
    for cells in drawn.table.itertuples(index=False):
        assert_in(drawn.alt, cells[1], cells[2])
    said = {"en": "So far, this has never happened.", "fr": "À ce jour, cela ne s’est jamais produit."}[lang]
    assert CASE.quotes.set_index("id").loc["Q26", f"quote_{lang}"].replace("'", "’").endswith(said)
    assert_in(drawn.alt, said)
    assert_in(drawn.figure.axes[0].texts[-1].get_text(), said)


def test_moderation_has_a_panel_for_each_kind():
    drawn, months = figures.moderation(DAILY), rules.by_month(DAILY)
    assert len(drawn.figure.axes) == len(rules.KINDS) == drawn.table.shape[1] - 1
    for place, (axes, kind) in enumerate(zip(drawn.figure.axes, rules.KINDS, strict=True), 1):
        bars = [bar for bars in axes.containers for bar in bars]
        assert [bar.get_height() for bar in bars] == months[kind].tolist()
        assert [at for at, bar in enumerate(bars) if bar.get_hatch()] == [2, 3, 4]  # May, June, July
        before, after, factor = drawn.table.iloc[-3:, place]
        assert_in(drawn.alt, f"{before} → {after}, {factor}")
        assert_in(axes.get_title(loc="left"), before, after, factor)


def test_no_picture_says_what_caused_what():
    for draw in (figures.quarters, figures.where_it_rose, figures.printed_and_same, figures.never_happened):
        assert "caus" not in repr(draw(TABLE)).lower()


def test_every_country_with_quarters_has_a_french_name():
    names = rules.answers(TABLE).query("period_type == 'quarter'")["country"].unique()
    alike = {name for name in names if display_name(name, "fr") == display_name(name, "en")}
    assert alike == {"France", "Canada", "Portugal", "Kazakhstan"} & {*names}
