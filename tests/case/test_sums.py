"""Figures of the case that must agree: periods that make up a longer one, and what stands in two tables."""

from datetime import timedelta

import networkx as nx
import pytest

pytestmark = pytest.mark.facts

#: What the bot of Telegram counts.
COUNTED = ("requests_fulfilled", "users_affected")


def of_bot(case):
    """The answers of Telegram's bot."""
    return case.disclosures[case.disclosures["data_kind"] == "bot_crowdsourced"]


def faults(table):
    """Which longer periods are no sum of those that make them up; a row may say so itself, in its note."""
    wrong, sums = [], 0
    for country, group in table.groupby("country"):
        days = nx.DiGraph()  # each period leads from its first day to the one after its last
        for row in group.to_dict("records"):
            days.add_edge(row["period_start"], row["period_end"] + timedelta(days=1), **row)
        for start, end, row in days.edges(data=True):
            for way in nx.all_simple_edge_paths(days, start, end):
                parts = [days.edges[step] for step in way]
                for column in COUNTED if len(parts) > 1 else ():
                    total, sums = sum(part[column] for part in parts), sums + 1
                    if total != row[column] and f"{total:,}" not in row["note"]:
                        labels = " + ".join(part["period_label"] for part in parts)
                        told = f"{column}: {labels} is {total}, {row['period_label']} has {row[column]}"
                        wrong.append(f"{country}, {told}")
    assert sums > 0
    return wrong


def test_quarters_add_up_to_longer_periods(case):
    assert faults(of_bot(case)) == []


def test_what_two_tables_tell_of_telegram_is_the_same(case):
    """Rows of `transparency` on Telegram repeat those of `disclosures`: of France, and sums of countries."""
    table, told = of_bot(case), case.transparency[case.transparency["company"] == "Telegram"]
    assert len(told) > 0
    for _, row in told.iterrows():
        same = (table["period_start"] == row["period_start"]) & (table["period_end"] == row["period_end"])
        rows = table[same & ((table["country"] == row["geography"]) | row["geography"].startswith("World"))]
        assert row["requests_with_data"] == rows["requests_fulfilled"].sum(), row["period_start"]
        assert row["accounts_disclosed"] == rows["users_affected"].sum(), row["period_start"]
        if row["geography"].startswith("World"):
            assert f"({len(rows)} countries collected)" in row["geography"]
