"""Lesson 5 says no number that the tables, or the functions of the lesson, do not give."""

import re
from math import floor

import pytest

from enclair import load_case
from enclair.lessons.traces import disclosures, growth, noise, traces
from enclair.views import polling as poll
from tests.helpers import REPO, read

CASE = load_case("telegram")
BOOK = read(REPO / "notebooks" / "en" / "05_traces.ipynb")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in BOOK["cells"]}
SOLUTION = read(REPO / "solutions" / "en" / "05_traces.ipynb")
ANSWERS = {cell["id"]: "".join(cell["source"]) for cell in SOLUTION["cells"]}
LOG, SURVEY, RUNNERS = traces.chat(), traces.survey(), traces.runners()


def says(cell, *pieces, cells=CELLS):
    for piece in pieces:
        assert piece in cells[cell], piece


def test_the_log():
    days = LOG["time"].dt.date.nunique()
    assert (LOG["sender"].nunique(), days) == (24, 12)
    says("01-middle", "A class of 24")
    says("01-ask", f"The log has {len(LOG)} such lines, from twelve days.")
    one, both = traces.centrality(LOG, both_ways=False), traces.centrality(LOG)
    (talker,) = traces.most_central(one, "messages")
    (delegate,) = traces.most_central(one, "contacts")
    (organiser,) = traces.most_central(both, "contacts")
    assert traces.most_central(both, "messages") == [talker]
    assert (traces.most_central(one), traces.most_central(both)) == ([delegate], [organiser])
    assert organiser == traces.ORGANISER
    says("01-explain", f"**{talker}**, who", f"**{delegate}**, who", f"**{organiser}**.")
    says("01-explain", f"we know that {organiser} organises")
    short = traces.chat(2)
    assert traces.most_central(traces.centrality(short)) == [talker]
    says("01-explain", f"With a log of two days, it is {talker} again by shortest paths.")


def test_the_nurse():
    rows = LOG[LOG["receiver"] == traces.NURSE]
    assert len(rows) == 3  # "Three messages"
    assert (rows["time"].dt.hour >= 21).all()  # "late in the evening"
    says("01-explain", f"The number {traces.NURSE} hangs")
    says("01-nurse-explain", f"nobody was looking for {traces.PATIENT}.")


def test_the_narrow_question():
    rows = traces.concerning(LOG, traces.CARRIER, "2030-06-12 18:00", "2030-06-12 23:00")
    (messages, accounts), (all_messages, all_accounts) = traces.seen(rows), traces.seen(LOG)
    says("02-narrow", f"account {traces.CARRIER} fetched")
    says("02-explain", f"{messages} messages of {all_messages}, and {accounts} accounts of {all_accounts}.")
    says("13-recap", f"looked at {messages} messages instead of {all_messages};")
    says("02-predict", f'traces.concerning(log, "{traces.CARRIER}"', f"of the {all_messages} messages")
    assert list(traces.partners(rows, traces.CARRIER).index) == [traces.ORGANISER]
    assert traces.NURSE not in {*rows["sender"], *rows["receiver"]}
    assert messages < 10  # the choice that holds


def test_the_list_of_runners():
    places = traces.habits(LOG)
    same_year = RUNNERS[RUNNERS["birth"].str.startswith("2014")]
    found = traces.linkage_attack(places, same_year, ["home", "training"])
    wrong = traces.false_matches(found)
    says("03-ask", f"as were {len(same_year)} of the runners")
    says("03-explain", f"{len(found)} accounts get a name, and **{len(wrong)} of the {len(found)} names")
    assert traces.town()["birth"][:24].str.startswith("2014").all()  # "Everybody in this class"
    right = set(found["account"]) - set(wrong["account"])
    assert {traces.ORGANISER, traces.PATIENT} <= right
    # What task 3 asks for: with one column nobody is alone.
    assert traces.linkage_attack(places, same_year, ["training"]).empty


def test_the_survey():
    named = traces.linkage_attack(SURVEY, RUNNERS, ["birth", "home"])
    assert len(traces.false_matches(named)) == 0
    fine = traces.anonymity(SURVEY)
    says("04-hidden", f"its {fine.people} pupils")
    says("04-explain", f"{len(named)} of the {fine.people}, all with the right name")
    every = {
        (birth, home): traces.anonymity(traces.generalise(SURVEY, birth, home))
        for birth in range(5)
        for home in range(3)
    }
    middle = every[3, 1]
    says("04-explain", f"of {fine.groups} different rows, {middle.groups} may be left")
    says(
        "04-explain",
        f"k is {middle.k}, but the answers of {middle.revealed} pupils",
        "all five who look alike",
    )
    assert (
        middle.revealed,
        len(traces.generalise(SURVEY, 3, 1)[lambda rows: traces.homogeneous_rows(rows)]),
    ) == (5, 5)
    twelve = {steps: one for steps, one in every.items() if one.groups == 12}
    assert sorted(one.k for one in twelve.values()) == [4, 4, 5]
    says("04-explain", "with k = 4 everybody has at least three doubles")
    says("04-answer", "My settings")
    says("04-explain", "three settings make 12 groups and a k of 4 or 5")


def test_the_poll():
    said = CELLS["05-explain"]
    wide = {people: round(100 * poll.margin(people)) for people in (15, 30, 300)}
    assert f"*About {wide[30]}*: if half" in said
    assert f"anything from {50 - wide[30]} to {50 + wide[30]} of 100" in said
    assert f"With 15 people it may be off by {wide[15]} points, with 300 by {wide[300]}." in said
    assert poll.margin(60) * 2 == pytest.approx(poll.margin(15))  # "Four times as many"
    assert f"in a poll of a million it would be {100 * poll.margin(10**6):.1f} points" in said
    assert f'"About {wide[30]}"' in CELLS["05-predict"]


def test_the_noise():
    error = noise.expected_error(5)
    assert f"With noise 5, a count is off by {error:.0f} on average." in CELLS["06-explain"]
    smallest = {people: int(traces.counts(people).min()) for people in (24, 12_000)}
    assert f"The smallest count of the class is {smallest[24]}, so" in CELLS["06-explain"]
    assert f"of the town is {smallest[12_000]:,}, and" in CELLS["06-explain"]
    assert "noise 2: the counts are off by about 2" in ANSWERS["noise-answer"]
    assert round(noise.expected_error(2)) == 2
    assert f"the smallest count is {smallest[24]}, and" in ANSWERS["noise-answer"]


def test_the_french_quarters():
    met = disclosures.quarters(CASE.disclosures)["requests"].tolist()
    times = floor(disclosures.times(met[0], met[3]))
    said = CELLS["07-explain"]
    assert f"{met[0]}, {met[1]}, {met[2]} and {met[3]} in the four quarters of 2024" in said
    assert f"which is {times} times as many in the last as in the first" in said
    assert f"Then {', '.join(map(str, met[4:-1]))} and {met[-1]}: a **step**" in said
    assert f"it met {met[0]} requests from France" in CELLS["07-france"]
    days = CASE.timeline.set_index("id")["date"]
    for event, words in (
        ("arrest", "arrest of 24 August"),
        ("privacy-policy-2024", "policy of 23 September"),
    ):
        assert words in said
        assert f"{days[event].day} {days[event]:%B}" in words
        assert days[event].quarter == 3
    assert CASE.disclosures.query("data_kind == 'bot_crowdsourced'")["requests_made"].isna().all()


def test_where_it_rose():
    table = disclosures.factors(CASE.disclosures)
    factor = table["factor"].map("{:.1f}".format)
    said, countries = CELLS["08-explain"], table["countries"]
    assert f"In the {countries['eu']} countries of the Union it was {factor['eu']} times" in said
    assert f"without France even {factor['eu-without-france']} times;" in said
    outside = "outside-without-india"
    assert f"in {countries[outside]} countries outside, {factor[outside]} times." in said
    assert f"In India, which had most requests already, it was {factor['india']} times." in said
    pairs = disclosures.same_countries(CASE.disclosures, "2024Q1-Q3", "2024Q4", "requests_fulfilled")
    assert (pairs["after"] / 3 > pairs["before"] / 9).all()  # "and even in all 29"
    assert f"even in all {len(pairs)}" in said
    assert f"has {len(pairs)} countries for both periods" in CELLS["08-where"]
    assert pairs["before"].idxmax() == "IND"
    early, unlisted = disclosures.count_missing_countries(CASE.disclosures)
    assert f"{unlisted} of the {early} countries of January to September are not on it" in said
    rows = disclosures.answers(CASE.disclosures)
    late = rows.loc[rows["period_label"] == "2024Q4", "requests_fulfilled"]
    assert late.min() > 0  # "nobody at zero"


def test_the_users_of_the_united_kingdom_do_not_add_up():
    rows = disclosures.answers(CASE.disclosures).query("country_iso3 == 'GBR'").set_index("period_label")
    first, last, year = rows["users_affected"][["2024Q1-Q3", "2024Q4", "2024"]]
    said = f"{first} users in nine months and {last} in the last quarter, together {first + last}, but "
    said += f"{year} for"
    says("task-1-note", said, cells=ANSWERS)
    usa = disclosures.answers(CASE.disclosures).query("country_iso3 == 'USA' and period_label == '2024Q4'")
    known = disclosures.last_quarter(CASE.disclosures)
    assert usa[["requests_fulfilled", "users_affected"]].to_numpy().tolist() == [
        [known.requests, known.users]
    ]


def test_the_sums_of_the_press():
    table = disclosures.printed_and_same(CASE.disclosures)
    printed = table.loc["printed"]
    assert f"from {printed['before']:,.0f} to {printed['after']:,.0f}" in CELLS["09-same"]
    said = CELLS["09-explain"]
    assert f"*{printed['countries_before']:.0f} and {printed['countries_after']:.0f}*" in said
    assert f"it is {printed['factor']:.1f} times as many" in said
    assert table.loc["same", "countries_before"] == 4  # "In the four countries"
    assert f"it is {table.loc['same', 'factor']:.2f} times; without India" in said
    assert f"hides the others, {table.loc['same-without-india', 'factor']:.1f} times" in said
    press = CASE.disclosures.query("data_kind == 'press'")
    assert (press["source_date"].astype(str).str.startswith("2025-05")).all()
    assert press["source_name"].str.startswith("404 Media").all()


def test_what_had_happened_before():
    table = disclosures.before_the_change(CASE.disclosures)
    said = CELLS["10-explain"]
    assert f"{table['requests'].sum():,} requests, with {table['users'].sum():,} users" in said
    assert len(table) == 5  # "in five countries"
    assert table["requests"].max() / table["requests"].sum() > 0.95  # "nearly all of them in India"
    assert table["requests"].idxmax() == "IND"
    assert f"In France it was {table.loc['FRA', 'requests']} requests in six months." in said
    assert f"among the {table['requests'].sum():,}, it holds" in said
    quotes = CASE.quotes.set_index("id")
    assert f"“{quotes.loc['Q26', 'quote_en']}”" in CELLS["10-never"]
    assert quotes.loc["Q29", "date"] == "2024-08-28"
    assert "The Paris prosecutor, on 28 August:" in CELLS["10-never"]


def test_the_moderation():
    factor = disclosures.moderation(CASE.moderation_daily)["factor"]
    said = CELLS["11-explain"]
    assert f"all together {factor['total_blocked']:.1f} times as many in a day" in said
    assert f"terrorism {factor['terror_blocked']:.1f} times" in said
    assert f"the third kind {factor['csam_blocked']:.1f} times" in said
    months = disclosures.by_month(CASE.moderation_daily)["total_blocked"]
    autumn = months.loc["2024-09":"2024-11"]
    assert set(autumn.nlargest(2).index.month) == {9, 10}
    above = autumn - months.loc["2024-05":"2024-07"].mean()
    assert above.nlargest(2).sum() > 0.8 * above.sum()  # "most of the rise lies in September and October"
    assert months.loc["2025-02"].item() > autumn.max()  # "February 2025 is higher than both"


def test_the_growth():
    numbers = growth.announced(CASE.users)
    late, all_years = growth.fitted(numbers, since=2018), growth.fitted(numbers, since=2014)
    said = CELLS["12-explain"]
    assert f"of {late.straight.slope:.0f} million more users a year" in said
    line, curve = late.off("line"), late.off("curve")
    assert f"it is off by {line[0]:.0f} million on average, the curve by {curve[0]:.0f}." in said
    line, curve = all_years.off("line"), all_years.off("curve")
    assert line[0] < curve[0]  # "in millions the line is closer"
    assert line[1] > curve[1]  # "in percent the curve"


def test_the_class_can_work_with_every_number_that_a_prediction_offers():
    """The right choice of each prediction stands first in the explanation, in italics."""
    for cell in ("02", "03", "04", "05", "06", "07", "08", "09", "10", "11"):
        first = re.search(r"</summary>\n\n\*([^*]+)\*", CELLS[f"{cell}-explain"])[1]
        asked = CELLS[f"{cell}-predict"].lower()
        assert first.lower() in asked, first


def test_the_minutes_of_the_title():
    note = BOOK["metadata"]["enclair"]
    optional = [part for part in note["sections"] if not part["core"]]
    assert f"In {note['minutes']} minutes you will" in CELLS["00-title"]
    said = f"{note['minutes']} minutes, and {note['minutes_optional']} more for the six optional sections"
    assert said in CELLS["00-title"]
    assert len(optional) == 6
