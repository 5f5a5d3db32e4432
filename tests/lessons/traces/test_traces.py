"""The invented class: what its log tells, and how its survey hides people."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair.case import invented
from enclair.lessons.traces import traces
from enclair.text.errors import ChoiceError
from tests.helpers import in_language, refused

CHAT, SURVEY, RUNNERS = traces.chat(), traces.survey(), traces.runners()


# The data


def test_the_log_holds_no_words_and_no_names():
    assert list(CHAT.columns) == ["time", "sender", "receiver", "antenna"]
    written = {str(cell) for column in ("sender", "receiver", "antenna") for cell in CHAT[column]}
    assert all(cell[0] == "u" or cell.isdigit() for cell in written)
    assert CHAT["time"].is_monotonic_increasing
    assert (CHAT["sender"] != CHAT["receiver"]).all()
    assert CHAT["sender"].nunique() == 24


def test_nothing_in_the_invented_town_could_be_real():
    everybody = traces.town()
    assert everybody["name"].is_unique
    assert everybody["name"].str.fullmatch("[A-Z][a-z]{2}(lou|mok|nax|vup|zap)").all()
    assert everybody["home"].str.startswith("00").all()  # no French postcode does
    assert everybody["birth"].min() > "2011"
    assert CHAT["time"].min().year == 2030


def test_the_data_are_the_same_each_time_and_cannot_be_spoilt():
    spoilt = traces.town()
    spoilt["name"] = "?"
    traces.chat()["sender"] = "?"
    assert traces.chat().equals(CHAT)
    assert traces.survey().equals(SURVEY)
    assert (len(CHAT), len(SURVEY), len(RUNNERS)) == (773, 120, 84)


def test_a_log_kept_for_fewer_days_is_the_end_of_the_whole_one():
    for days in range(1, invented.DAYS + 1):
        kept = traces.chat(days)
        assert kept.equals(CHAT.tail(len(kept)).reset_index(drop=True))
        assert kept["time"].dt.date.nunique() <= days


def test_the_survey_speaks_french():
    assert set(in_language("fr", traces.survey)["answer"]) == {"écrans", "soucis", "bruit dehors", "rien"}


# Who is in the middle?


def test_each_way_of_counting_finds_somebody_else_in_a_log_that_is_kept_for_some_days():
    one_way, both = traces.centrality(CHAT, both_ways=False), traces.centrality(CHAT)
    assert traces.most_central(both, "messages") == [traces.TALKER]
    assert traces.most_central(one_way, "contacts") == traces.most_central(one_way) == [traces.DELEGATE]
    assert traces.most_central(both, "contacts") == traces.most_central(both) == [traces.ORGANISER]
    logs = {
        days: traces.most_central(traces.centrality(traces.chat(days)))
        for days in range(1, invented.DAYS + 1)
    }
    assert logs[2] == [traces.TALKER]
    assert logs[5] != [traces.ORGANISER]  # a short log can point to somebody else
    assert all(logs[days] == [traces.ORGANISER] for days in range(6, invented.DAYS + 1))


def test_a_narrow_question_finds_the_organiser_too():
    rows = traces.concerning(CHAT, traces.CARRIER, "2030-06-12 18:00", "2030-06-12 23:00")
    assert traces.partners(rows, traces.CARRIER).to_dict() == {traces.ORGANISER: 6}


def test_partners_are_sorted_and_ties_are_stable():
    rows = pd.DataFrame({"sender": ["a", "b", "a", "c"], "receiver": ["b", "a", "d", "a"]})
    assert traces.partners(rows, "a").to_dict() == {"b": 2, "c": 1, "d": 1}
    assert traces.partners(rows, "z").empty


messages = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=30)


@given(pairs=messages, both_ways=st.booleans())
def test_betweenness_is_what_counting_all_shortest_paths_gives(pairs, both_ways):
    import networkx as nx

    log = pd.DataFrame([pair for pair in pairs if pair[0] != pair[1]], columns=["sender", "receiver"])
    table, graph = traces.centrality(log, both_ways), invented.network(log, both_ways)
    assert table["messages"].sum() == len(log)
    for account in table.index:
        passing = 0.0
        others = [name for name in graph if name != account]
        for place, one in enumerate(others):
            for other in others[place + 1 :]:
                if nx.has_path(graph, one, other):
                    paths = list(nx.all_shortest_paths(graph, one, other))
                    passing += sum(account in path for path in paths) / len(paths)
        assert table.loc[account, "between"] == pytest.approx(passing)
        assert table.loc[account, "contacts"] == len(list(graph.neighbors(account)))


def test_an_empty_log_has_nobody_in_the_middle():
    table = traces.centrality(CHAT.head(0))
    assert table.empty
    assert all(traces.most_central(table, measure) == [] for measure in traces.MEASURES)
    only_one_way = CHAT[CHAT["sender"] == traces.DELEGATE].head(1)
    assert traces.most_central(traces.centrality(only_one_way)) == []


# Who is that number?


def test_habits_are_where_people_live_and_train():
    own = traces.town()[:24].sort_values("account", ignore_index=True)
    assert traces.habits(CHAT).equals(own[["account", "home", "training"]])
    morning = CHAT[CHAT["time"].dt.hour < 12]
    assert set(traces.habits(morning)["home"]) == {""}
    assert traces.habits(CHAT.head(0)).empty


def test_with_one_column_or_coarser_rows_fewer_get_a_name():
    young = RUNNERS[RUNNERS["birth"].str.startswith("2014")]
    assert traces.linkage_attack(traces.habits(CHAT), young, ["training"]).empty
    coarser = [traces.generalise(table, 3, 0) for table in (SURVEY, RUNNERS)]
    found = traces.linkage_attack(*coarser, on=["birth", "home"])
    assert (len(found), len(traces.false_matches(found))) == (4, 1)


@given(left=st.lists(st.integers(0, 5)), right=st.lists(st.integers(0, 5)))
def test_only_what_occurs_once_on_both_sides_is_linked(left, right):
    found = traces.linkage_attack(
        pd.DataFrame({"key": left, "row": range(len(left))}, dtype=int),
        pd.DataFrame({"key": right, "name": range(len(right))}, dtype=int),
        ["key"],
    )
    assert set(found["key"]) == {key for key in left if left.count(key) == right.count(key) == 1}
    assert found["key"].is_unique


# Hidden among k


def test_a_date_and_a_postcode_can_be_made_coarser_step_by_step():
    row = pd.DataFrame({"birth": ["2014-05-12"], "home": ["00421"]})
    births = [traces.generalise(row, step)["birth"][0] for step in range(5)]
    assert births == ["2014-05-12", "2014-05", "2014-04…06", "2014", "*"]
    assert [traces.generalise(row, 0, step)["home"][0] for step in range(3)] == ["00421", "0042*", "*"]
    assert row["birth"][0] == "2014-05-12"


@pytest.mark.parametrize(
    ("birth", "home", "expected"),
    [
        (0, 0, traces.Anonymity(120, 119, 1, 118, 120)),
        (1, 0, traces.Anonymity(120, 102, 1, 85, 98)),
        (4, 2, traces.Anonymity(120, 1, 120, 0, 0)),
    ],
)
def test_known_values_of_the_survey(birth, home, expected):
    assert traces.anonymity(traces.generalise(SURVEY, birth, home)) == expected


def test_coarser_rows_never_hide_anybody_less():
    found = {
        (birth, home): traces.anonymity(traces.generalise(SURVEY, birth, home))
        for birth, home in itertools.product(range(5), range(3))
    }
    for (birth, home), here in found.items():
        for coarser in (found.get((birth + 1, home), here), found.get((birth, home + 1), here)):
            assert (coarser.k, -coarser.groups, -coarser.unique) >= (here.k, -here.groups, -here.unique)
            assert coarser.revealed <= here.revealed


rows = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("pq")), max_size=25)


@given(rows=rows)
def test_anonymity_is_what_counting_by_hand_gives(rows):
    table = pd.DataFrame(rows, columns=["birth", "home", "answer"])
    groups: dict[tuple[str, str], list[str]] = {}
    for birth, home, answer in rows:
        groups.setdefault((birth, home), []).append(answer)
    sizes = [len(answers) for answers in groups.values()]
    revealed = sum(len(answers) for answers in groups.values() if len(set(answers)) == 1)
    expected = (len(rows), len(sizes), min(sizes, default=0), sizes.count(1), revealed)
    assert traces.anonymity(table) == expected


def test_counts_are_those_of_class_school_and_imagined_town():
    assert traces.counts(24).tolist() == [11, 6, 3, 4]
    assert traces.counts().tolist() == [61, 20, 15, 24]
    assert traces.counts(12_000).tolist() == [6100, 2000, 1500, 2400]


@pytest.mark.parametrize(
    ("said", "call", "wrong"),
    [
        ("from 1 to 12", traces.chat, [(days,) for days in (0, 13, -1, 1.5, None)]),
        (
            "Expected a step from 0 to",
            traces.generalise,
            [(SURVEY, *steps) for steps in ((-1, 0), (5, 0), (0, 3), (0.5, 0), ("month", 0))],
        ),
        (
            r"on: found .*; choose one or more of birth, home\.",
            traces.linkage_attack,
            [(SURVEY, RUNNERS, on) for on in ([], ["name"], ["birth", "shoe"])],
        ),
    ],
)
def test_what_is_not_there_is_refused(said, call, wrong):
    for given_values in wrong:
        refused(ChoiceError, said, call, *given_values)
