"""The black bar: it hides its words until it has lifted, in views and on pages, and lifts with a key."""

import io

import numpy as np
import pytest
from PIL import Image

from enclair import predict, quote, under_bars
from enclair.views import view
from tests.browser.pages import opened_page
from tests.contrast import contrast
from tests.helpers import CASE

POST = CASE.quotes.set_index("id").loc["Q06"]
#: JupyterLab writes in ink that is not quite opaque: what stands below it must not be seen for that.
LAB_INK = ".enclair { color: color-mix(in srgb, currentColor 87%, transparent) }"
#: Lift, and stop what begins to move.
LIFT = """(lift) => {
  document.querySelector("input")?.click(); // a guess
  document.querySelector(lift).click();
  window.moving = document.getAnimations().filter((one) => one.animationName?.startsWith("enclair-"));
  for (const one of moving) one.pause();
}"""
#: At a share of the time: what moves, and where the first bars stand.
AT = """([over, share]) => {
  for (const one of moving) one.currentTime = share * one.effect.getComputedTiming().duration;
  const box = ({ x, y, width, height }) => ({ x, y, width, height: Math.min(height, 100) });
  const boxes = [...document.querySelector(over).getClientRects()].map(box);
  return [moving.map((one) => one.animationName), boxes.filter(({ width }) => width > 40).slice(0, 4)];
}"""


def quotation():
    """A question whose quotation lifts with the guess."""
    bars = under_bars(POST["quote_original"], POST, ["we are ready to leave"])
    shown = quote(POST["quote_original"], POST)
    return predict(shown, "Which?", ["This", "That"], under=bars).children[0]


def guarded():
    """A folded text that opens with a bar over all of it, as on a page of the static edition."""
    lift = "this.nextElementSibling.open = true; this.nextElementSibling.classList.add('enclair-lifted')"
    folded = f"<details><summary>Read this</summary><p>{POST['quote_original']}</p></details></main>"
    dark = "@media (prefers-color-scheme: dark) { body { background: #111; color: #ececec; } }"
    styles = "".join([*view._sheets(), dark])
    shown = f'<main class="enclair"><button onclick="{lift}">Show it</button>{folded}'
    return f"<title>x</title><style>{styles}</style>{shown}"


#: What is opened, what is pressed there, over what the bar lies, and how it moves.
LIFTED = [
    (quotation, ".enclair-show", ".enclair-lifted", "enclair-lift"),
    (guarded, "button", "details", "enclair-unveil"),
]


def words_are_seen(page, box, begin, end):
    """Whether two colours stand far apart in this part of the width of a box."""
    clip = box | {"x": box["x"] + begin * box["width"], "width": (end - begin) * box["width"]}
    seen = np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"))[2:-2]
    colours = [f"#{bytes(colour).hex()}" for colour in np.unique(seen.reshape(-1, 3), axis=0)]
    ratio = max(contrast(colours[0], other) for other in colours)
    assert ratio < 1.05 or ratio > 3
    return ratio > 3


@pytest.mark.parametrize(("make", "pressed", "over", "motion"), LIFTED)
@pytest.mark.parametrize(
    "media", [{"color_scheme": "dark"}, {"reduced_motion": "reduce"}, {"forced_colors": "active"}]
)
def test_nothing_shows_through_a_bar_and_where_nothing_moves_or_colours_are_forced_none_lies_there(
    chromium, tmp_path, make, pressed, over, motion, media
):
    with opened_page(chromium, tmp_path, make(), waits=pressed) as opened:
        page = opened.page
        page.emulate_media(**media)
        page.add_style_tag(content=LAB_INK)
        page.evaluate(LIFT, pressed)
        moving, boxes = page.evaluate(AT, [over, 0.01])
        assert boxes
        assert (motion in moving) == ("color_scheme" in media)
        assert {words_are_seen(page, box, 0.1, 0.97) for box in boxes} == {motion not in moving}
        if motion in moving:
            # After 0.3 of its time half of it is gone, since its motion eases out.
            page.evaluate(AT, [over, 0.3])
            assert not any(words_are_seen(page, box, 0.7, 0.97) for box in boxes)
            page.evaluate(AT, [over, 0.9])
            assert all(words_are_seen(page, box, 0.02, 0.6) for box in boxes)
