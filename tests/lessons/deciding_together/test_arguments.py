"""The argument map: what is drawn is what the table says, no word or arrow end lies under a box."""

import itertools
import random
from functools import cache

import pandas as pd
import pytest

from enclair.lessons.deciding_together import argument_map, figures
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import in_language

HEADS = ["reason", "does", "claim"]
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
]


def table(rows):
    return pd.DataFrame(rows, columns=HEADS)


def dense(seed, links=argument_map.MOST):
    """As many links as a map takes, over four columns, some of them over more than one."""
    chance = random.Random(seed)
    found = {}
    while len(found) < links:
        one, other = chance.sample(range(20), 2)
        if one % 4 > other % 4:
            found[f"Reason {one}", f"Reason {other}"] = chance.choice([*argument_map.LINKS])
    return [(reason, does, claim) for (reason, claim), does in found.items()]


STAR = [(f"Reason {n}", "attacks" if n % 3 else "supports", "One claim") for n in range(argument_map.MOST)]
SKIPS = [
    ("C", "supports", "B"),
    ("B", "supports", "A"),
    ("C", "attacks", "A"),
    ("D", "attacks", "C"),
    ("D", "supports", "A"),
]
MAPS = {"one": SIX[:1], "six": SIX, "odd": ODD, "skips": SKIPS, "star": STAR}
MAPS |= {f"dense {seed}": dense(seed) for seed in range(2)}


@cache
def drawn(name, lang="en"):
    """The map, its boxes and its arrows by name, and its words, all in inches."""
    rows = MAPS[name]
    found = in_language(lang, figures.arguments, table(rows))
    axes = found.figure.axes[0]
    named = {patch.get_gid(): patch for patch in axes.patches}
    arrows = [named.pop(f"link {place}") for place in range(1, len(rows) + 1)]
    words = {each.get_gid(): each for each in axes.texts}
    return found, named, arrows, [words[f"word {place}"] for place in range(1, len(rows) + 1)]


def points(arrow):
    """The corners of an arrow's line, in inches from the corner of the picture."""
    return arrow._path_original.vertices.tolist()  # what was asked for, before the head is cut off


def inside(box, x, y, slack=0.0):
    left, low, width, high = box.get_x(), box.get_y(), box.get_width(), box.get_height()
    return left - slack < x < left + width + slack and low - slack < y < low + high + slack


@pytest.mark.parametrize("name", MAPS)
def test_each_row_is_one_arrow_from_its_reason_to_its_claim(name):
    rows = MAPS[name]
    _, boxes, arrows, words = drawn(name)
    clean = [(" ".join(reason.split()), does, " ".join(claim.split())) for reason, does, claim in rows]
    assert set(boxes) == {each for reason, _, claim in clean for each in (reason, claim)}
    for (reason, does, claim), arrow, word in zip(clean, arrows, words, strict=True):
        assert arrow.get_linestyle() == {"supports": "solid", "attacks": "dashed"}[does]
        assert word.get_text() == text(does, "en")
        (begin, high), (end, low) = points(arrow)[0], points(arrow)[-1]
        # It begins and ends with a gap beside the two boxes, within their height.
        start, goal = boxes[reason], boxes[claim]
        assert begin == pytest.approx(start.get_x() + start.get_width() + argument_map.CLEAR)
        assert end == pytest.approx(goal.get_x() - argument_map.CLEAR)
        assert start.get_y() < high < start.get_y() + start.get_height()
        assert goal.get_y() < low < goal.get_y() + goal.get_height()


@pytest.mark.parametrize("name", MAPS)
def test_no_arrow_passes_under_a_box_and_no_two_boxes_touch(name):
    _, boxes, arrows, _ = drawn(name)
    for arrow, box in itertools.product(arrows, boxes.values()):
        for (x, y), (end, low) in itertools.pairwise(points(arrow)):
            for step in range(21):
                at = step / 20
                assert not inside(box, x + at * (end - x), y + at * (low - y)), (
                    arrow.get_gid(),
                    box.get_gid(),
                )
    for one, other in itertools.combinations(boxes.values(), 2):
        apart = abs((one.get_y() + one.get_height() / 2) - (other.get_y() + other.get_height() / 2))
        beside = (
            one.get_x() + one.get_width() <= other.get_x() or other.get_x() + other.get_width() <= one.get_x()
        )
        assert beside or apart >= (one.get_height() + other.get_height()) / 2


@pytest.mark.parametrize(("name", "lang"), [*((name, "en") for name in MAPS), ("dense 1", "fr")])
def test_words_stand_on_their_arrow_over_no_other_word_and_texts_fit_in_their_boxes(name, lang):
    found, boxes, arrows, words = drawn(name, lang)
    found.drawn()
    renderer = found.figure.canvas.get_renderer()
    places = [word.get_window_extent(renderer) for word in words]
    for one, other in itertools.combinations(places, 2):
        across = min(one.x1, other.x1) - max(one.x0, other.x0)
        assert across <= 0 or min(one.y1, other.y1) - max(one.y0, other.y0) <= 2, name
    for word, arrow in zip(words, arrows, strict=True):
        (x, y), (end, low) = points(arrow)[:2]
        at, level = word.get_position()
        assert x < at < end
        assert level == pytest.approx(y + (at - x) / (end - x) * (low - y))
    for words_in in (each for each in found.figure.axes[0].texts if each.get_gid() is None):
        extent, middle = words_in.get_window_extent(renderer), words_in.get_position()
        box = next(each for each in boxes.values() if inside(each, *middle))
        room = box.get_window_extent(renderer)
        assert room.x0 < extent.x0
        assert extent.x1 < room.x1
        assert room.y0 < extent.y0
        assert extent.y1 < room.y1


@pytest.mark.parametrize(("name", "lang"), [("odd", "en"), ("star", "en"), ("dense 1", "fr")])
def test_the_twin_has_every_link_whole_and_the_sentence_counts_them(name, lang):
    rows, found = MAPS[name], drawn(name, lang)[0]
    whole = [[" ".join(a.split()), text(does, lang), " ".join(b.split())] for a, does, b in rows]
    assert found.table.to_numpy().tolist() == whole
    kinds = [does for _, does, _ in rows]
    told = [int(word.strip(".")) for word in found.alt.split() if word.strip(".").isdigit()]
    assert told == [len(rows), kinds.count("supports"), kinds.count("attacks")]


@pytest.mark.filterwarnings("error")
def test_odd_texts_are_shown_as_text_and_cut_only_in_the_picture():
    found = figures.arguments(table(ODD))
    page = found._repr_mimebundle_()["text/html"]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert LONG.strip() in page
    shown = [" ".join(each.get_text().split()) for each in found.figure.axes[0].texts]
    assert any("…" in words and len(words) <= argument_map.LONGEST + 5 for words in shown)
    assert "5 $ or 6 $, \\frac{1}{2} and a^2" in shown
    assert any("□" in words for words in shown)
    assert not any(each.get_parse_math() for each in found.figure.axes[0].texts)


def test_columns_may_be_more_and_blanks_do_not_make_a_new_text():
    rows = table([("A ", " supports", "B\n"), ("C", "attacks", " A")]).assign(who="me")
    found = figures.arguments(rows)
    assert {patch.get_gid() for patch in found.figure.axes[0].patches} == {"A", "B", "C", "link 1", "link 2"}
    assert rows["reason"].tolist() == ["A ", "C"]


def chain(links):
    return [(f"Step {n}", "supports", f"Step {n + 1}") for n in range(links)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (None, "the columns reason, does, claim"),
        ([("A", "supports", "B")], "the columns reason, does, claim"),
        (table(SIX)[["reason", "does"]], "the columns reason, does, claim"),
        (table([]), "has 0 rows; a map needs 1 to 30"),
        (table([*STAR, ("more", "supports", "One claim")]), "has 31 rows; a map needs 1 to 30"),
        (table([SIX[0], ("A", "proves", "B")]), "row 2: found 'proves'; choose among supports, attacks"),
        (table([("A", None, "B")]), "row 1: found ''; choose among supports, attacks"),
        (table([SIX[0], SIX[1], ("  ", "attacks", "B")]), "row 3: a reason or a claim is empty"),
        (table([("A", "attacks", float("nan"))]), "row 1: a reason or a claim is empty"),
        (
            table([SIX[0], SIX[1], ("Every  user was read", "attacks", SIX[1][2])]),
            "rows 2 and 3 link the same",
        ),
        (table([("A", "supports", "A")]), "in a circle .“A” → “A”."),
        (table([("A", "supports", "B"), ("B", "attacks", "C"), ("C", "attacks", "A")]), "in a circle"),
        (table(chain(argument_map.DEEPEST)), None),
        (table(chain(argument_map.DEEPEST + 1)), "“Step 0” stands more than 4 links from a claim"),
    ],
)
def test_a_table_that_makes_no_map_is_told_why(rows, said):
    if said is None:
        assert figures.arguments(rows).alt
    else:
        with pytest.raises(ChoiceError, match=said):
            figures.arguments(rows)


def test_texts_may_be_numbers():
    assert figures.arguments(table([(1, "supports", 2.5), (pd.Timestamp("2024-08-24"), "attacks", 1)])).alt
