"""The black bar while it lifts: nothing shows through it, in views, in judgments and on pages."""

import io

import numpy as np
import pytest
from PIL import Image

from enclair import Timeline, under_bars
from enclair.figures.style import INK
from enclair.views import view
from tests.browser.pages import opened_page
from tests.contrast import contrast
from tests.helpers import CASE

pytestmark = pytest.mark.browser

POST = CASE.quotes.set_index("id").loc["Q06"]
#: Some evening on which much was not public yet.
EVENING = {"start": "2024-08-20", "end": "2024-09-06", "day": "2024-08-27"}
#: JupyterLab writes in ink that is not quite opaque: what stands below it must not be seen for that.
LAB_INK = ".enclair { color: color-mix(in srgb, currentColor 87%, transparent) }"
#: Lift, and stop what begins to move.
LIFT = """(lift) => {
  document.querySelector(lift).click();
  window.moving = document.getAnimations().filter((one) => one.animationName?.startsWith("enclair-"));
  for (const one of moving) one.pause();
}"""
#: At a share of the time: what moves, and what stands below each bar.
AT = """([over, share]) => {
  for (const one of moving) one.currentTime = share * one.effect.getComputedTiming().duration;
  const below = [...document.querySelectorAll(over)].filter((one) => one.getClientRects().length);
  below[0]?.scrollIntoView({ block: "start" });
  const box = ({ x, y, width, height }) => [x, y, width, height];
  const boxes = below.flatMap((one) => [...one.getClientRects()].map(box));
  const seen = boxes.filter(([, y, width]) => width > 40 && y > -2 && y < innerHeight - 40);
  return [moving.map((one) => one.animationName), seen.slice(0, 4)];
}"""


def quotation():
    return under_bars(POST["quote_original"], POST, ["we are ready to leave"])


def timeline():
    return Timeline(CASE, tracks=["justice"], countries=["France"], **EVENING)


def guarded():
    """A folded text that opens with a bar over all of it, as on a page of the static edition."""
    lift = "this.nextElementSibling.open = true; this.nextElementSibling.classList.add('enclair-lifted')"
    folded = f"<details><summary>Read this</summary><p>{POST['quote_original']}</p></details></main>"
    dark = "@media (prefers-color-scheme: dark) { body { background: #111; color: #ececec; } }"
    styles = "".join([*view._sheets(), dark])
    shown = f'<main class="enclair"><button onclick="{lift}">Show it</button>{folded}'
    return f"<title>x</title><style>{styles}</style>{shown}"


#: What is opened, what is pressed there, and over what the bar lies.
LIFTED = {
    "quotation": (quotation, ".enclair-under_bars .enclair-first", ".enclair-lifted"),
    "timeline": (timeline, ".enclair-scrub button:last-of-type", ":has(> .enclair-lifting) > text"),
    "page": (guarded, "button", "details"),
}


@pytest.fixture
def lift(chromium, tmp_path):
    """Open what has a bar, and lift it: the page, and what it shows after a share of the time."""

    def lift(name, **media):
        make, pressed, over = LIFTED[name]
        with opened_page(chromium, tmp_path, make(), waits=pressed) as opened:
            page = opened.page
            page.set_viewport_size({"width": 1000, "height": 760})
            page.emulate_media(**media)
            page.add_style_tag(content=LAB_INK)
            page.evaluate(LIFT, pressed)
            return page, lambda share: page.evaluate(AT, [over, share])

    return lift


def pixels(page, box, begin, end):
    """What is seen from one share of the width of a box to another, edges left out."""
    x, y, width, height = box
    height = min(height, 760 - y)
    clip = {"x": x + begin * width, "y": y + 2, "width": (end - begin) * width, "height": height - 4}
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"))


def colours(page, box, begin, end):
    return [f"#{bytes(one).hex()}" for one in np.unique(pixels(page, box, begin, end).reshape(-1, 3), axis=0)]


def words_are_seen(page, boxes, end):
    """Whether there are two colours somewhere that stand far apart."""
    assert boxes, "no bar lifted"
    seen = [colours(page, box, 0.02, end) for box in boxes]
    return max(contrast(found[0], other) for found in seen for other in found) > 3


#: After 0.3 of its time half of a bar is gone, since its motion eases out: where it still lies then.
STILL = {0.01: 0.1, 0.3: 0.7}


@pytest.mark.parametrize(("name", "scheme"), [("quotation", "light"), ("page", "dark")])
def test_nothing_shows_through_a_bar_while_it_lifts(lift, name, scheme):
    page, at = lift(name, color_scheme=scheme)
    for share, begin in STILL.items():
        moving, boxes = at(share)
        assert moving
        for box in boxes:
            ink, under = INK[scheme == "dark"], colours(page, box, begin, 0.97)
            assert max(contrast(ink, one) for one in under) < 1.05, (share, box)
    # The words come where it has passed, and all of them when it has.
    assert words_are_seen(page, at(0.9)[1], 0.6)


@pytest.mark.parametrize("media", [{"color_scheme": "dark"}, {"forced_colors": "active"}])
def test_titles_of_the_timeline_change_nothing_where_their_bars_still_lie(lift, media):
    """Its bars have gaps between words: so the picture is compared with one that has no titles."""
    page, at = lift("timeline", **media)
    for share, begin in STILL.items():
        moving, boxes = at(share)
        assert len(moving) > 1
        shown = [pixels(page, box, begin, 0.97) for box in boxes]
        hidden = page.add_style_tag(content=f"{LIFTED['timeline'][2]} {{ visibility: hidden }}")
        for box, before in zip(boxes, shown, strict=True):
            assert np.array_equal(before, pixels(page, box, begin, 0.97)), (share, box)
        hidden.evaluate("one => one.remove()")
    assert words_are_seen(page, at(0.9)[1], 0.6)


@pytest.mark.parametrize(("name", "motion"), [("quotation", "enclair-lift"), ("page", "enclair-unveil")])
@pytest.mark.parametrize("media", [{"reduced_motion": "reduce"}, {"forced_colors": "active"}])
def test_where_nothing_moves_or_colours_are_forced_the_words_stand_there_at_once(lift, name, motion, media):
    page, at = lift(name, **media)
    moving, boxes = at(0.01)
    assert motion not in moving
    assert words_are_seen(page, boxes, 0.97)
