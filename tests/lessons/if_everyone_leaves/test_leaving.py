"""If everyone leaves: the shape of a network, who follows, and the figures of lesson 8."""

import html
import re
from itertools import accumulate

import networkx as nx
import pytest
from playwright.sync_api import expect

from enclair import explore
from enclair.lessons.if_everyone_leaves import figures, leaving, sketches
from enclair.text.errors import ChoiceError
from enclair.text.locale import tables
from tests.browser.pages import opened_page
from tests.helpers import assert_in, cases, in_language, refused

#: Two triangles, joined by one contact, and somebody behind the second: counted by hand below.
BY_HAND = nx.Graph(["ab", "bc", "ca", "cd", "de", "ef", "fd", "fg"])
STEPS = {"a": 4, "b": 4, "c": 3, "d": 2, "e": 3, "f": 3, "g": 4}
APART, NOBODY = nx.Graph(["ab", "cd"]), nx.Graph()
LEGEND, OVER = "Below each name: contacts gone / all.", "Nobody follows any more."


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


def test_what_cannot_be_is_refused():
    refused(ChoiceError, "'loudest'; choose among centre, edge", leaving.starters, BY_HAND, "loudest", 1)
    refused(ChoiceError, "from 0 to 7", leaving.starters, BY_HAND, "centre", 8)
    refused(ChoiceError, "falls into 2 parts", leaving.starters, APART, "centre", 1)
    refused(ChoiceError, "<script>", leaving.leaving, BY_HAND, ["<script>"], 50)
    refused(ChoiceError, "from 1 to 100", leaving.leaving, BY_HAND, "a", 101)


@pytest.mark.parametrize("one", cases("leaving")["cases"])
def test_rounds_counted_by_hand(one):
    graph = nx.Graph(cases("leaving")["graphs"][one["graph"]])
    assert leaving.leaving(graph, one["first"], one["threshold"]) == one["rounds"]


def test_what_is_drawn_is_how_many_are_gone_in_the_end():
    room = leaving.classroom()
    gone = sketches.gone(room, iter(leaving.starters(room, "centre", 4)), iter([25, 40, 50]))
    assert gone.to_dict() == {25: 24, 40: 13, 50: 4}
    assert_in(figures.gone(gone).alt, "25: 24", "40: 13", "50: 4")


def test_the_twin_has_each_step(lang):
    shown, room = explore(figures.Leaving, lang=lang, threshold=25, count=3), leaving.classroom()
    rounds = leaving.leaving(room, leaving.starters(room, "centre", 3), 25)
    assert shown.starts["centre"][:3] == shown.first
    for turn, (names, gone) in enumerate(zip(rounds, accumulate(map(len, rounds)), strict=True)):
        assert f"{turn} | {', '.join(names)} | {len(names)} | {gone}\n" in f"{shown.table()}\n"


def test_people_leave_by_hand_and_others_follow_when_it_plays(chromium, tmp_path):
    with opened_page(chromium, tmp_path, figures.Leaving()) as opened:
        page = opened.page
        page.emulate_media(reduced_motion="reduce")
        person, other = (page.locator(f"[data-at={name}]") for name in ("u16", "u15"))
        status, step = page.get_by_role("status"), page.get_by_role("button", name="One round")
        expect(status).to_have_text(f"u05, u14, u16, u21 leave first. Gone: 4 of 24. {LEGEND}")
        step.click()
        expect(status).to_have_text("Round 1: u02, u11. Gone: 6 of 24.")
        expect(page.locator("[data-at=u06]")).to_have_attribute("data-kind", "next")
        person.press("Enter")  # comes back, and whoever followed because of u16
        expect(status).to_have_text(f"u05, u14, u21 leave first. Gone: 3 of 24. {LEGEND} {OVER}")
        other.drag_to(page.locator(".enclair-gone"))
        expect(status).to_have_text(f"u05, u14, u15, u21 leave first. Gone: 4 of 24. {LEGEND}")
        expect(other).to_have_attribute("data-kind", "first")
        step.click()
        page.locator("[data-at=u24]").drag_to(person)  # who followed would leave again
        expect(status).to_have_text("Round 1: u01, u24. Gone: 6 of 24.")
        page.get_by_role("button", name="25", exact=True).click()
        page.clock.install()
        page.set_viewport_size({"width": 900, "height": 560})
        page.get_by_role("button", name="Play").click()
        expect(page.locator(".enclair-room")).to_be_in_viewport(ratio=0.99)
        page.clock.run_for(20_000)
        expect(status).to_contain_text(OVER)
        expect(page.get_by_role("button", name="Play")).to_be_visible()
        person.press("ArrowRight")
        assert opened.focused().startswith("u17")


def test_the_centre_is_described(lang):
    shown = f"{in_language(lang, figures.centre, BY_HAND).table()}\n"
    assert_in(shown, "a, c, d, f, g.", *(f"\n{a} | {BY_HAND.degree[a]} | {n}\n" for a, n in STEPS.items()))
    for graph in (BY_HAND, APART, NOBODY):
        drawn = in_language(lang, figures.centre, graph)
        assert in_language(lang, leaving.in_words, leaving.shape(graph)) in drawn.table()
        assert drawn.about[1].count("circle") == len(graph)  # what the question is about


def test_steps_are_counted_from_whoever_is_pressed(chromium, tmp_path):
    with opened_page(chromium, tmp_path, figures.centre(BY_HAND)) as opened:
        expect(opened.page.locator("[data-at] b")).to_have_text([f"{far}" for far in STEPS.values()])
        assert opened.page.locator(".enclair-way").count() == 4
        opened.page.locator("[data-at=a]").click()
        expect(opened.page.get_by_role("status")).to_have_text("a: 2 in one step; the farthest after 4.")
        expect(opened.page.locator("[data-at=g]")).to_have_attribute("aria-label", "g, steps from a: 4")


def test_the_cases_of_leaving_are_rows_of_the_table_with_their_sources(case, lang):
    shown, rows = figures.departures(case.cases), case.cases.set_index("id").loc[list(leaving.MOVES)]
    twin = {"en": "", "fr": "_fr"}[lang]
    columns = ["year", f"response_detail{twin}", f"outcome{twin}", "source_url"]
    assert shown.table.iloc[:, [0, 3, 4, 6]].to_numpy().tolist() == rows[columns].to_numpy().tolist()
    assert_in(repr(shown).split("\n")[0], f"{len(rows)}", f"{len(case.cases)}")
    page = html.unescape(shown._repr_html_())
    assert {*re.findall('lang="(..)"', page)} == {lang}
    ends = [tables(figures.__package__, "figures", lang)["ends"][name] for name in leaving.MOVES]
    assert re.findall("<strong>(.+?)</strong>", page)[1:] == [ends[1][0], ends[3][2], ends[4][1]]
    for said, row in zip(ends, rows[columns[1:3]].agg(" ".join, axis=1), strict=True):
        assert_in(row, *said)
