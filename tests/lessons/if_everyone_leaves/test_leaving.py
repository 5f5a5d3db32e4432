"""If everyone leaves: the shape of a network, who follows, and the figures of lesson 8."""

import networkx as nx
import pytest

from enclair.lessons.if_everyone_leaves import figures, leaving
from enclair.text.errors import ChoiceError
from tests.helpers import assert_in, refused

#: Two triangles, joined by one contact, and somebody behind the second: counted by hand below.
BY_HAND = nx.Graph(["ab", "bc", "ca", "cd", "de", "ef", "fd", "fg"])
STEPS = {"a": 4, "b": 4, "c": 3, "d": 2, "e": 3, "f": 3, "g": 4}
APART, NOBODY = nx.Graph(["ab", "cd"]), nx.Graph()


@pytest.mark.parametrize(
    ("graph", "shape", "words"),
    [
        (BY_HAND, (STEPS, 2, 4, ("d",), ("a", "b", "g"), 1), "Centre: d. At the edge (3): a, b, g."),
        (nx.Graph({"a": []}), ({"a": 0}, 0, 0, ("a",), ("a",), 1), "Radius: 0. Diameter: 0"),
        (APART, ({}, 0, 0, (), (), 2), "falls into 2 parts"),
        (NOBODY, ({}, 0, 0, (), (), 0), "Nobody is in this network"),
    ],
)
def test_the_shape_of_a_graph_is_counted_and_said(graph, shape, words):
    assert leaving.shape(graph) == leaving.Shape(*shape)
    assert words in leaving.in_words(leaving.Shape(*shape))


def test_who_starts():
    assert leaving.starters(BY_HAND, "centre", 2) == ["d", "c"]  # c: 10 steps to all, f: 11
    assert leaving.starters(BY_HAND, "edge", 7) == ["g", "a", "b", "e", "f", "c", "d"]
    room = leaving.classroom()
    first, second = (leaving.starters(room, who, 4) for who in leaving.DRAWS)
    assert first != second
    assert leaving.starters(room, "random", 2) == first[:2]
    assert len(leaving.starters(APART, "random", 4)) == 4
    assert leaving.starters(NOBODY, "again", 0) == []


@pytest.mark.parametrize(
    ("call", "given", "says"),
    [
        (leaving.starters, (BY_HAND, "loudest", 1), "who: found 'loudest'; choose among centre, edge"),
        (leaving.starters, (BY_HAND, "centre", 8), "from 0 to 7"),
        (leaving.starters, (BY_HAND, "centre", -1), "from 0 to 7"),
        (leaving.starters, (APART, "centre", 1), "falls into 2 parts"),
        (leaving.starters, (NOBODY, "edge", 0), "Nobody is in this network"),
        (leaving.leaving, (BY_HAND, ["<script>"], 50), "<script>"),
        *((leaving.leaving, (BY_HAND, "a", odd), "from 1 to 100") for odd in (0, 101, -5, 33.5, "50", None)),
    ],
)
def test_what_cannot_be_is_refused(call, given, says):
    refused(ChoiceError, says, call, *given)


@pytest.mark.parametrize(
    ("graph", "first", "threshold", "rounds"),
    [
        (BY_HAND, "d", 33, ["d", "cef", "abg"]),
        (BY_HAND, "d", 34, ["d", "e", "f", "g"]),
        (BY_HAND, "d", 51, ["d"]),
        (BY_HAND, "ef", 60, ["ef", "dg"]),
        (BY_HAND, "a", 50, ["a", "b", "c"]),
        (BY_HAND, "gag", 100, ["ag"]),
        (BY_HAND, "", 1, [""]),
        (NOBODY, "", 50, [""]),
        (nx.Graph({"a": ["b"], "c": []}), "a", 1, ["a", "b"]),  # who has no contacts follows nobody
    ],
)
def test_rounds_counted_by_hand(graph, first, threshold, rounds):
    assert leaving.leaving(graph, first, threshold) == [[*names] for names in rounds]


def test_the_presets_keep_their_word_and_differ_by_the_threshold_alone():
    drawing, room, ends = figures.Leaving(), leaving.classroom(), {}
    first = leaving.starters(room, "centre", 4)
    for preset in drawing.presets:
        assert preset.settings == {"threshold": preset.settings["threshold"], "who": "centre", "count": 4}
        sentence, table = drawing.update(**preset.settings)
        rounds = leaving.leaving(room, first, preset.settings["threshold"])
        gone = sum(map(len, rounds))
        assert table.iloc[:, [0, 2]].to_numpy().tolist() == [[n, len(who)] for n, who in enumerate(rounds)]
        assert table.iloc[-1, 3] == gone
        start = f"Start: {', '.join(sorted(first))}. In the end {gone} of 24"
        assert_in(sentence, start, f"Stay: {24 - gone}.")
        assert_in(sentence, f"of following: {len(rounds) - 1}. Followed: {gone - 4}.")
        ends[preset.side] = gone
    assert ends["security"] < 8 <= ends["neither"] <= 16 < 20 < ends["privacy"]


def test_who_starts_who_follows_and_who_stays_differ_by_shape():
    assert len({marker for marker, *_ in figures.KINDS.values()}) == 3
    drawing, room = figures.Leaving(), leaving.classroom()
    for threshold in (40, 50):  # after the second nobody follows: nothing of the last drawing stays
        drawing.update(threshold, "centre", 4)
        _, *following = leaving.leaving(room, leaving.starters(room, "centre", 4), threshold)
        followers = sorted(name for names in following for name in names)
        labels = {name: label.get_text() for name, label in drawing._map._labels.items()}
        assert sorted(name for name in labels if labels[name] != name) == followers
        drawn = {kind: len(dots.get_offsets()) for kind, dots in drawing._map._dots.items()}
        assert drawn == {"first": 4, "second": len(followers) or 1, "rest": 20 - len(followers)}


def test_the_centre_is_described(lang):
    shown = figures.centre(BY_HAND)
    assert shown.alt.endswith(leaving.in_words(leaving.shape(BY_HAND)))
    assert shown.table.to_numpy().tolist() == [[name, BY_HAND.degree[name], STEPS[name]] for name in STEPS]
    assert set(figures.centre(APART).table.iloc[:, 2]) == {""}
    assert figures.centre(NOBODY).table.empty


def test_the_cases_of_leaving_are_rows_of_the_table_with_their_sources(case, lang):
    shown, rows = figures.departures(case.cases), case.cases.set_index("id").loc[list(leaving.MOVES)]
    twin = {"en": "", "fr": "_fr"}[lang]
    columns = ["year", f"response_detail{twin}", f"outcome{twin}", "source_url"]
    assert shown.table.iloc[:, [0, 2, 3, 5]].to_numpy().tolist() == rows[columns].to_numpy().tolist()
    assert_in(repr(shown).split("\n")[0], f"{len(rows)}", f"{len(case.cases)}")
    assert 'lang="' not in shown._repr_html_()
