"""The argument map: what is drawn is what the table says, no word or arrow end lies under a box."""

import itertools
import random
import re
from functools import cache

import pandas as pd
import pytest
from matplotlib.path import Path
from matplotlib.transforms import Bbox

from enclair.lessons.deciding_together import argument_map, figures
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import in_language

LONG = "A reason that goes on and on, " * 20
SIX = [
    ("Opening one chat weakens all", "supports", "Narrow conditions"),
    ("Every user was read", "supports", "Narrow conditions"),
    ("Requests went without reply", "supports", "Wide conditions"),
    ("A child was left unprotected", "supports", "Wide conditions"),
    ("Other ways exist", "attacks", "A child was left unprotected"),
    ("Confidentiality is not absolute", "attacks", "Opening one chat weakens all"),
]
ODD = [
    ("<script>alert(1)</script> & <b>bold</b>", "attacks", "5 $ or 6 $, \\frac{1}{2} and a^2"),
    ("🧑‍⚖️🔒", "supports", "Это разумно"),
    (LONG, "attacks", "🧑‍⚖️🔒"),
    (1, " supports", 2.5),
]


def table(rows):
    return pd.DataFrame(rows, columns=["reason", "does", "claim"])


def dense(seed):
    """As many links as a map takes, over four columns, some of them over more than one."""
    chance, links = random.Random(seed), {}
    while len(links) < argument_map.MOST:
        one, other = chance.sample(range(20), 2)
        if one % 4 > other % 4:
            links[f"Reason {one}", f"Reason {other}"] = chance.choice([*argument_map.LINKS])
    return [(reason, does, claim) for (reason, claim), does in links.items()]


STAR = [(f"Reason {n}", "attacks" if n % 3 else "supports", "One claim") for n in range(argument_map.MOST)]
SKIPS = [
    ("C", "supports", "B"),
    ("B", "supports", "A"),
    ("C", "attacks", "A"),
    ("D", "attacks", "C"),
    ("D", "supports", "A"),
]
CHAIN = [(f"Step {n}", "supports", f"Step {n + 1}") for n in range(argument_map.DEEPEST + 1)]
MAPS = {"chain": CHAIN[1:], "one": SIX[:1], "six": SIX, "odd": ODD, "skips": SKIPS, "star": STAR}
MAPS |= {f"dense {seed}": dense(seed) for seed in range(2)}


@cache
def drawn(name, lang="en"):
    """The map, its boxes and its arrows by name, and its words, all in inches."""
    shown = in_language(lang, figures.arguments, table(MAPS[name]))
    axes, links = shown.figure.axes[0], range(1, len(MAPS[name]) + 1)
    named = {patch.get_gid(): patch for patch in axes.patches}
    arrows = [named.pop(f"link {place}") for place in links]
    words = {text.get_gid(): text for text in axes.texts}
    return shown, named, arrows, [words[f"word {place}"] for place in links]


def points(arrow):
    """The corners of an arrow's line, in inches from the corner of the picture."""
    return arrow._path_original.vertices.tolist()  # what was asked for, before the head is cut off


def edges(box):
    return Bbox.from_bounds(*box.get_bbox().bounds)


def clean(name, lang="en"):
    """The rows of a map as its table shows them."""
    rows = [[" ".join(f"{cell}".split()) for cell in row] for row in MAPS[name]]
    return [[reason, text(does, lang), claim] for reason, does, claim in rows]


@pytest.mark.parametrize("name", MAPS)
def test_each_row_is_one_arrow_from_its_reason_to_its_claim_under_no_box(name):
    _, boxes, arrows, words = drawn(name)
    assert {*boxes} == {text for reason, _, claim in clean(name) for text in (reason, claim)}
    for (reason, does, claim), arrow, word in zip(clean(name), arrows, words, strict=True):
        assert arrow.get_linestyle() == {"supports": "solid", "attacks": "dashed"}[does]
        assert word.get_text() == does
        # It begins and ends with a gap beside the two boxes, within their height.
        (begin, high), (end, low) = points(arrow)[0], points(arrow)[-1]
        start, goal = edges(boxes[reason]), edges(boxes[claim])
        assert (begin, end) == pytest.approx((start.x1 + argument_map.CLEAR, goal.x0 - argument_map.CLEAR))
        assert start.y0 < high < start.y1
        assert goal.y0 < low < goal.y1
        for box in map(edges, boxes.values()):
            assert not Path(points(arrow)).intersects_bbox(box, filled=False), arrow.get_gid()
    for one, other in itertools.combinations(map(edges, boxes.values()), 2):
        assert not one.overlaps(other)
    for place in (0, -1):  # arrows begin and end a lane apart
        ends = sorted(points(arrow)[place] for arrow in arrows)
        gaps = [high - low for (x, low), (at, high) in itertools.pairwise(ends) if x == pytest.approx(at)]
        assert min(gaps, default=1) > argument_map.LANE - 1e-6


@pytest.mark.parametrize(("name", "lang"), [*((name, "en") for name in MAPS), ("dense 1", "fr")])
def test_words_stand_on_their_arrow_over_no_other_word_and_texts_fit_in_their_boxes(name, lang):
    shown, boxes, arrows, words = drawn(name, lang)
    shown.drawn()
    renderer = shown.figure.canvas.get_renderer()
    places = [word.get_window_extent(renderer) for word in words]
    for one, other in itertools.combinations(places, 2):
        shared = Bbox.intersection(one, other)
        assert shared is None or min(shared.width, shared.height) <= 2, name
    for word, arrow in zip(words, arrows, strict=True):
        (x, y), (end, low) = points(arrow)[:2]
        at, level = word.get_position()
        assert x < at < end
        assert level == pytest.approx(y + (at - x) / (end - x) * (low - y))
    inside = [text for text in shown.figure.axes[0].texts if text.get_gid() is None]
    assert len(inside) == len(boxes)
    for text_in in inside:
        box = next(box for box in boxes.values() if edges(box).contains(*text_in.get_position()))
        extent, room = text_in.get_window_extent(renderer), box.get_window_extent(renderer)
        assert room.fully_contains(*extent.min)
        assert room.fully_contains(*extent.max)
    # The twin has every link whole, and the sentence counts them.
    assert shown.table.to_numpy().tolist() == clean(name, lang)
    kinds = [does for _, does, _ in clean(name)]
    assert re.findall(r"\d+", shown.alt) == [
        f"{len(kinds)}",
        *(f"{kinds.count(kind)}" for kind in argument_map.LINKS),
    ]


@pytest.mark.filterwarnings("error")
def test_odd_texts_are_shown_as_text_and_cut_only_in_the_picture():
    shown = figures.arguments(given := table(ODD).assign(who="me"))
    assert given["reason"].tolist() == [reason for reason, _, _ in ODD]
    page = shown._repr_mimebundle_()["text/html"]
    assert "<script>alert" not in page
    assert LONG.strip() in page
    drawn_words = [" ".join(text.get_text().split()) for text in shown.figure.axes[0].texts]
    assert any("…" in words and len(words) <= argument_map.LONGEST + 5 for words in drawn_words)
    assert "5 $ or 6 $, \\frac{1}{2} and a^2" in drawn_words
    assert any("□" in words for words in drawn_words)


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        ([("A", "supports", "B")], "the columns reason, does, claim"),
        (table(SIX)[["reason", "does"]], "the columns reason, does, claim"),
        (table(SIX)[["reason", "does", "claim", "does"]], "each once"),
        (table([]), "has 0 rows; a map needs 1 to 30"),
        (table([*STAR, ("more", "supports", "One claim")]), "has 31 rows; a map needs 1 to 30"),
        (table([SIX[0], ("A", "proves", "B")]), "row 2: found 'proves'; choose among supports, attacks"),
        (table([SIX[0], SIX[1], ("  ", "attacks", "B")]), "row 3: a reason or a claim is empty"),
        (table([("A", "attacks", float("nan"))]), "row 1: a reason or a claim is empty"),
        (table([*SIX[:2], ("Every  user was read", "attacks", SIX[1][2])]), "rows 2 and 3 link the same"),
        (
            table([("A", "supports", "B"), ("B", "attacks", "C"), ("C", "attacks", "A")]),
            "in a circle .“A” → ",
        ),
        (table(CHAIN), "“Step 0” stands more than 4 links from a claim"),
    ],
)
def test_a_table_that_makes_no_map_is_told_why(rows, refusal):
    with pytest.raises(ChoiceError, match=refusal):
        figures.arguments(rows)
