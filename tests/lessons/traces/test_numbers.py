"""Numbers in the words of lesson 5: what their marks compute with."""

import itertools

from enclair.lessons.traces import disclosures, growth, noise, sketches, traces
from enclair.views.polling import margin
from tests.helpers import CASE

__all__ = ["disclosures", "growth", "margin", "noise", "sketches", "traces"]

log, survey, runners = traces.chat(), traces.survey(), traces.runners()
narrow = traces.concerning(log, traces.CARRIER, "2030-06-12 18:00", "2030-06-12 23:00")
to_nurse = log[log["receiver"] == traces.NURSE]
same_year = runners[runners["birth"].str.startswith("2014")]
linked = traces.linkage_attack(traces.habits(log), same_year, ["home", "training"])
wrong = traces.false_matches(linked)
named = traces.linkage_attack(survey, runners, ["birth", "home"])
fine = traces.anonymity(survey)
steps = itertools.product(range(5), range(3))
coarse = {step: traces.anonymity(traces.generalise(survey, *step)) for step in steps}
middle = coarse[3, 1]
twelve = sorted(each.k for each in coarse.values() if each.groups == 12)
met = disclosures.quarters(CASE.disclosures)["requests"].tolist()
rise = disclosures.factors(CASE.disclosures)
both_periods = disclosures.same_countries(CASE.disclosures, "2024Q1-Q3", "2024Q4", "requests_fulfilled")
early, unlisted = disclosures.count_missing_countries(CASE.disclosures)
answers = disclosures.answers(CASE.disclosures).set_index(["country_iso3", "period_label"]).sort_index()
britain = answers.loc["GBR", "users_affected"]
usa, known = answers.loc["USA", "2024Q4"], disclosures.last_quarter(CASE.disclosures)
sums = disclosures.printed_and_same(CASE.disclosures)
press = CASE.disclosures.query("data_kind == 'press'")
before = disclosures.before_the_change(CASE.disclosures)
blocked = disclosures.moderation(CASE.moderation_daily)["factor"]
months = disclosures.by_month(CASE.moderation_daily)["total_blocked"]
autumn = months.loc["2024-09":"2024-11"]
users = growth.announced(CASE.users)
above = autumn - months.loc["2024-05":"2024-07"].mean()
late, all_years = growth.fitted(users, since=2018), growth.fitted(users, since=2014)


def foremost(measure="between", days=12, both_ways=True):
    """The account in the middle of the log of some days."""
    (account,) = traces.most_central(traces.centrality(traces.chat(days), both_ways=both_ways), measure)
    return account


def by_hand(noise):
    """The probability of noise by coin and die: how often the die shows more than 3 before it shows less."""
    return 0.5 ** abs(noise) / 3
