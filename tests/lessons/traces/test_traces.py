"""The invented class: what its log tells, how its survey hides people, and what noise on counts does."""

from random import Random

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enclair.lessons.traces import noise, traces
from enclair.text.errors import ChoiceError
from tests.helpers import in_language, refused

CHAT, SURVEY, RUNNERS = traces.chat(), traces.survey(), traces.runners()


def test_the_data_hold_no_words_and_could_not_be_real():
    assert list(CHAT.columns) == ["time", "sender", "receiver", "antenna"]
    assert all(CHAT[name].str.fullmatch(r"u?\d+").all() for name in ("sender", "receiver", "antenna"))
    assert CHAT["time"].min().year == 2030
    everybody = traces.town()
    assert everybody["name"].str.fullmatch("[A-Z][a-z]{2}(lou|mok|nax|vup|zap)").all()
    assert everybody["home"].str.startswith("00").all()  # no French postcode does
    assert (len(SURVEY), len(RUNNERS)) == (120, 84)


def test_the_survey_speaks_french():
    assert set(in_language("fr", traces.survey)["answer"]) == {"écrans", "soucis", "bruit dehors", "rien"}


def test_partners_are_sorted_and_ties_are_stable():
    rows = pd.DataFrame({"sender": ["a", "b", "a", "c"], "receiver": ["b", "a", "d", "a"]})
    assert [*traces.partners(rows, "a").items()] == [("b", 2), ("c", 1), ("d", 1)]


@pytest.mark.parametrize(("both_ways", "contacts", "between"), [(True, 2, 1), (False, 3, 3)])
def test_who_connects_others_is_between_them_and_messages_to_the_nurse_count_for_nobody(
    both_ways, contacts, between
):
    pairs = ["ab", "ba", "bc", "cb", "bd"]
    log = pd.DataFrame([*map(tuple, pairs), ("b", traces.NURSE)], columns=["sender", "receiver"])
    table = traces.centrality(log, both_ways)
    assert table.loc["b"].tolist() == [3, contacts, between]
    assert traces.NURSE not in table.index


def test_sums_that_differ_in_their_last_digit_are_a_tie():
    sums = pd.DataFrame({"between": [0.3, 0.1 + 0.2, 0.2]}, index=["a", "b", "c"])
    assert sums["between"].nunique() == 3
    assert traces.most_central(sums) == ["a", "b"]


def test_an_empty_log_has_nobody_in_the_middle():
    table = traces.centrality(CHAT.head(0))
    assert table.empty
    assert all(traces.most_central(table, measure) == [] for measure in table)
    only_one_way = CHAT[CHAT["sender"] == traces.DELEGATE].head(1)
    assert traces.most_central(traces.centrality(only_one_way)) == []


def test_habits_are_where_people_live_and_train():
    own = traces.town()[:24].sort_values("account", ignore_index=True)
    assert traces.habits(CHAT).equals(own[["account", "home", "training"]])
    assert set(traces.habits(CHAT[CHAT["time"].dt.hour < 12])["home"]) == {""}
    assert traces.habits(CHAT.head(0)).empty


@settings(max_examples=25)
@given(left=st.lists(st.integers(0, 5)), right=st.lists(st.integers(0, 5)))
def test_only_what_occurs_once_on_both_sides_is_linked(left, right):
    found = traces.linkage_attack(
        pd.DataFrame({"key": left, "row": range(len(left))}, dtype=int),
        pd.DataFrame({"key": right, "name": range(len(right))}, dtype=int),
        ["key"],
    )
    assert set(found["key"]) == {key for key in left if left.count(key) == right.count(key) == 1}
    assert found["key"].is_unique


def test_a_date_and_a_postcode_can_be_made_coarser_step_by_step():
    row = pd.DataFrame({"birth": ["2014-06-12"], "home": ["00421"]})
    births = [traces.generalise(row, step)["birth"][0] for step in range(5)]
    assert births == ["2014-06-12", "2014-06", "2014-04…06", "2014", "*"]
    assert [traces.generalise(row, 0, step)["home"][0] for step in range(3)] == ["00421", "0042*", "*"]
    assert row["birth"][0] == "2014-06-12"


rows = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy"), st.sampled_from("pq")), max_size=25)


@settings(max_examples=25)
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


def test_what_is_not_there_is_refused():
    refused(ChoiceError, "birth: found 5; .* from 0 to 4", traces.generalise, SURVEY, 5, 0)
    refused(ChoiceError, "home: found 3; .* from 0 to 2", traces.generalise, SURVEY, 0, 3)
    for on in ([], ["name"], ["birth", "shoe"]):
        said = r"on: found .*; choose among birth, home\."
        refused(ChoiceError, said, traces.linkage_attack, SURVEY, RUNNERS, on)


def below(value, scale):
    """The probability that noise of Laplace is below a value."""
    return 0.5 - np.sign(value) * np.expm1(-np.abs(value) / scale) / 2


@pytest.mark.parametrize("scale", [0.2, 1, 20])
def test_noise_is_that_of_laplace_and_costs_what_its_distribution_says(scale):
    wide = np.arange(-int(60 * scale) - 2, int(60 * scale) + 3)
    expected = (np.abs(wide) * (below(wide + 0.5, scale) - below(wide - 0.5, scale))).sum()
    assert noise.expected_error(scale) == pytest.approx(expected, rel=1e-6)
    chance = Random(1)
    thrown = [abs(round(noise.laplace(scale, chance))) for _ in range(20_000)]
    assert sum(thrown) / len(thrown) == pytest.approx(expected, rel=0.05, abs=1e-3)
    # Whoever sees a published count of n + 1 or more guesses "in", else "out"; the true count is n or n + 1.
    right = (below(0.5, scale) + 1 - below(-0.5, scale)) / 2
    assert noise.inference_success(scale) == pytest.approx(right)


def test_without_noise_nothing_is_off_and_every_guess_is_right():
    assert (noise.expected_error(0), noise.inference_success(0)) == (0, 1)
