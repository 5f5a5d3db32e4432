"""If everyone leaves: the shape of a network, who follows, and the figures of lesson 8."""

import html

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair import explore, load_case
from enclair.lessons.if_everyone_leaves import figures, leaving
from enclair.text.errors import ChoiceError
from tests.helpers import assert_in, in_language, refused

CASE = load_case("telegram")
#: Two triangles, joined by one contact, and somebody behind the second: counted by hand below.
BY_HAND = nx.Graph(["ab", "bc", "ca", "cd", "de", "ef", "fd", "fg"])
STEPS = {"a": 4, "b": 4, "c": 3, "d": 2, "e": 3, "f": 3, "g": 4}

people = st.integers(0, 9)
graphs = st.builds(
    lambda names, pairs: (
        nx.Graph({f"p{name}": [] for name in names})
        if not pairs
        else nx.compose(
            nx.Graph({f"p{name}": [] for name in names}),
            nx.Graph([(f"p{one}", f"p{two}") for one, two in pairs if one != two]),
        )
    ),
    st.sets(people, min_size=1),
    st.lists(st.tuples(people, people), max_size=25),
)
thresholds = st.integers(1, 100)


@st.composite
def starts(draw):
    graph = draw(graphs)
    return graph, draw(st.sets(st.sampled_from(sorted(graph))))


def gone(rounds):
    return {name for names in rounds for name in names}


def test_a_graph_counted_by_hand():
    found = leaving.shape(BY_HAND)
    assert found.farthest == STEPS
    assert (found.radius, found.diameter, found.parts) == (2, 4, 1)
    assert found.centre == ("d",)
    assert found.edge == ("a", "b", "g")


def test_a_graph_in_parts_and_an_empty_one_are_told_in_words():
    apart = nx.Graph(["ab", "cd"])
    found = leaving.shape(apart)
    assert (found.radius, found.diameter, found.centre, found.edge, found.parts) == (None, None, (), (), 2)
    assert "falls into 2 parts" in leaving.in_words(found)
    nobody = leaving.shape(nx.Graph())
    assert (nobody.radius, nobody.parts) == (None, 0)
    assert leaving.in_words(nobody).startswith("Nobody is in this network")
    alone = leaving.shape(nx.Graph({"a": []}))
    assert (alone.radius, alone.diameter, alone.centre, alone.edge) == (0, 0, ("a",), ("a",))


@given(graphs)
def test_the_diameter_is_between_the_radius_and_twice_the_radius(graph):
    found = leaving.shape(graph)
    if found.parts == 1:
        assert found.radius <= found.diameter <= 2 * found.radius
    else:
        assert found.radius is None


def test_pairs():
    assert [leaving.pairs(many) for many in (0, 1, 2, 3, 4)] == [0, 0, 1, 3, 6]
    assert leaving.pairs(24) == nx.complete_graph(24).number_of_edges()


def test_who_starts():
    assert leaving.starters(BY_HAND, "centre", 2) == [
        "d",
        "c",
    ]  # c: 11 steps to all, as f, and the name decides
    assert leaving.starters(BY_HAND, "edge", 1) == ["g"]
    for who in leaving.DRAWS:
        drawn = leaving.starters(BY_HAND, who, 3)
        assert drawn == leaving.starters(BY_HAND, who, 3)
        assert leaving.starters(BY_HAND, who, 2) == drawn[:2]
    room = leaving.classroom()
    assert leaving.starters(room, "random", 4) != leaving.starters(room, "again", 4)
    assert leaving.starters(nx.Graph(["ab", "cd"]), "random", 4) != []
    assert leaving.starters(nx.Graph(), "again", 0) == []


@pytest.mark.parametrize(
    ("graph", "who", "count", "says"),
    [
        (BY_HAND, "loudest", 1, "Expected one of centre, edge"),
        (BY_HAND, "centre", 8, "from 0 to 7"),
        (BY_HAND, "centre", -1, "from 0 to 7"),
        (nx.Graph(["ab", "cd"]), "centre", 1, "falls into 2 parts"),
        (nx.Graph(), "edge", 0, "Nobody is in this network"),
    ],
)
def test_a_start_that_cannot_be(graph, who, count, says):
    refused(ChoiceError, says, leaving.starters, graph, who, count)


def test_rounds_counted_by_hand():
    assert leaving.leaving(BY_HAND, "d", 33) == [["d"], ["c", "e", "f"], ["a", "b", "g"]]
    assert leaving.leaving(BY_HAND, "d", 34) == [["d"], ["e"], ["f"], ["g"]]
    assert leaving.leaving(BY_HAND, "d", 51) == [["d"]]
    assert leaving.leaving(BY_HAND, "ef", 60) == [["e", "f"], ["d", "g"]]
    assert leaving.leaving(BY_HAND, "a", 50) == [["a"], ["b"], ["c"]]
    assert leaving.leaving(BY_HAND, [], 1) == [[]]
    assert leaving.leaving(nx.Graph(), [], 50) == [[]]


def test_whoever_has_no_contacts_follows_nobody():
    apart = nx.Graph({"a": ["b"], "c": []})
    assert leaving.leaving(apart, ["a"], 1) == [["a"], ["b"]]


@given(starts(), thresholds, thresholds)
def test_with_a_lower_threshold_at_least_the_same_people_leave(start, one, two):
    graph, first = start
    low, high = sorted([one, two])
    assert gone(leaving.leaving(graph, first, high)) <= gone(leaving.leaving(graph, first, low))


@given(starts(), thresholds)
def test_nobody_leaves_twice_and_only_the_first_round_may_be_empty(start, threshold):
    graph, first = start
    rounds = leaving.leaving(graph, first, threshold)
    assert rounds[0] == sorted(first)
    assert sum(map(len, rounds)) == len(gone(rounds)) <= len(graph)
    assert all(rounds[1:])


@given(starts(), thresholds)
def test_the_end_is_an_end(start, threshold):
    graph, first = start
    end = gone(leaving.leaving(graph, first, threshold))
    assert leaving.leaving(graph, end, threshold) == [sorted(end)]
    for name in set(graph) - end:
        contacts = set(graph[name])
        assert not contacts or 100 * len(contacts & end) < threshold * len(contacts)


@given(starts(), thresholds)
def test_whoever_more_people_start_with_keeps_those_who_left(start, threshold):
    graph, first = start
    fewer = sorted(first)[1:]
    assert gone(leaving.leaving(graph, fewer, threshold)) <= gone(leaving.leaving(graph, first, threshold))


@pytest.mark.parametrize("threshold", [0, 101, -5, 33.5, "50", True, None])
def test_a_threshold_that_cannot_be(threshold):
    refused(ChoiceError, "from 1 to 100", leaving.leaving, BY_HAND, "a", threshold)


def test_a_stranger_cannot_start():
    refused(ChoiceError, "<script>", leaving.leaving, BY_HAND, ["<script>"], 50)


def test_the_explorer_says_what_the_model_gives(lang):
    room = leaving.classroom()
    settings = {"threshold": 40, "who": "edge", "count": 2}
    explorer = explore(figures.Leaving, lang=lang, **settings)
    drawing = figures.Leaving()
    for preset in drawing.presets:
        sentence, table = drawing.update(**preset.settings)
        first = leaving.starters(room, preset.settings["who"], preset.settings["count"])
        rounds = leaving.leaving(room, first, preset.settings["threshold"])
        assert table.iloc[:, 2].tolist() == [len(names) for names in rounds]
        assert table.iloc[-1, 3] == len(gone(rounds))
        assert_in(sentence, f" {len(gone(rounds))} ", ", ".join(sorted(first)))
    assert explorer.settings == settings


def test_the_presets_keep_their_word_and_differ_by_the_threshold_alone():
    drawing = figures.Leaving()
    ends = {}
    for preset in drawing.presets:
        assert (preset.settings["who"], preset.settings["count"]) == ("centre", 4)
        _, table = drawing.update(**preset.settings)
        ends[preset.side] = int(table.iloc[-1, 3])
    assert ends["security"] < 8  # hardly anyone of 24 follows
    assert 8 <= ends["neither"] <= 16
    assert ends["privacy"] > 20


def test_who_starts_who_follows_and_who_stays_differ_by_shape():
    from enclair.lessons.if_everyone_leaves.figures import KINDS

    assert len({marker for marker, *_ in KINDS.values()}) == 3
    drawing = figures.Leaving()
    drawing.update(25, "centre", 4)
    labels = {name: label.get_text() for name, label in drawing._map._labels.items()}
    first = leaving.starters(leaving.classroom(), "centre", 4)
    assert all(labels[name] == name for name in first)
    assert all("\n" in said for name, said in labels.items() if name not in first)
    drawing.update(50, "centre", 4)  # back: nothing of the last drawing stays
    assert all("\n" not in label.get_text() for label in drawing._map._labels.values())


def test_the_centre_is_described(lang):
    room = leaving.classroom()
    shown = figures.centre(room)
    found = leaving.shape(room)
    assert leaving.in_words(found) in shown.alt
    assert shown.table.iloc[:, 2].tolist() == list(found.farthest.values())
    assert shown.png().startswith(b"\x89PNG")
    apart = figures.centre(nx.Graph(["ab", "cd"]))
    assert "2" in apart.alt
    assert set(apart.table.iloc[:, 2]) == {""}
    assert figures.centre(nx.Graph()).table.empty


def test_the_cases_of_leaving_are_rows_of_the_table_with_their_sources(lang):
    shown = figures.departures(CASE.cases)
    rows = CASE.cases.set_index("id").loc[list(leaving.MOVES)]
    twin = {"en": "", "fr": "_fr"}[lang]
    assert shown.table.iloc[:, 2].tolist() == rows[f"response_detail{twin}"].tolist()
    assert shown.table.iloc[:, 3].tolist() == rows[f"outcome{twin}"].tolist()
    assert_in(shown.title, f"{len(rows)}", f"{len(CASE.cases)}")
    page = shown._repr_mimebundle_()["text/html"]
    assert all(address in page for address in rows["source_url"])


def test_what_a_case_does_not_have_in_french_is_marked_as_english():
    lacking = CASE.cases.drop(columns=["outcome_fr", "platform_fr"])
    whole = in_language("fr", figures.departures, CASE.cases)._repr_mimebundle_()["text/html"]
    page = in_language("fr", figures.departures, lacking)._repr_mimebundle_()["text/html"]
    row = CASE.cases.set_index("id").loc["blackberry_pakistan"]
    assert 'lang="en"' not in whole
    assert f'<span lang="en">{html.escape(row["outcome"])}</span>' in page
    assert f'<span lang="en">{html.escape(row["platform"])}</span>, {row["country_fr"]}' in page
    assert 'lang="' not in figures.departures(lacking)._repr_mimebundle_()["text/html"]
