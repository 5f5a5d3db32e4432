"""The black bar while it lifts: nothing shows through it, in views, in judgments and on pages."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from enclair import Timeline, under_bars
from enclair.figures.style import INK
from enclair_tools.notebooks.canonical import canonical
from enclair_tools.publish import pages
from tests.browser.pages import opened_page
from tests.contrast import contrast
from tests.helpers import CASE, REPO, code, markdown, notebook

pytestmark = pytest.mark.browser

POST = CASE.quotes.set_index("id").loc["Q06"]
#: Some evening on which much was not public yet.
EVENING: dict[str, Any] = {"start": "2024-08-20", "end": "2024-09-06", "day": "2024-08-27"}
#: How dark a pixel of a word is that somebody could read.
SEEN = 1.05
#: JupyterLab writes in ink that is not quite opaque: what stands below it must not be seen for that.
LAB_INK = ".enclair { color: color-mix(in srgb, currentColor 87%, transparent) }"
#: Lift, and stop what begins to move at a share of its time: what moves, and what stands below each bar.
LIFT = """([lift, over, share]) => {
  document.querySelector(lift).click();
  const moving = document.getAnimations().filter((one) => one.animationName?.startsWith("enclair-"));
  for (const one of moving) {
    one.pause();
    one.currentTime = share * one.effect.getComputedTiming().duration;
  }
  const below = [...document.querySelectorAll(over)].filter((one) => one.getClientRects().length);
  below[0]?.scrollIntoView({ block: "start" });
  const box = ({ x, y, width, height }) => [x, y, width, height];
  const boxes = below.flatMap((one) => [...one.getClientRects()].map(box));
  const seen = boxes.filter(([, y, width]) => width > 40 && y > -2 && y < innerHeight - 40);
  return [moving.map((one) => one.animationName), seen];
}"""


def quotation() -> str:
    return under_bars(POST["quote_original"], POST, ["we are ready to leave"]).to_html()


def timeline() -> str:
    return Timeline(CASE, tracks=["justice"], countries=["France"], **EVENING).to_html()


@cache
def guarded() -> str:
    """A page of the static edition: what a guess opens has a bar that lifts from all of it."""
    source = (
        "from enclair import load_case, predict\nfrom enclair.lessons.what_happened import figures\n"
        'case = load_case("telegram")\n'
        'predict(figures.procedure(case.procedure), question="Who?", choices=["A", "B"])'
    )
    stored = canonical(notebook(markdown("# Bars", "title"), code(source, "c1")))
    return pages.make(pages.Lesson(REPO / "notebooks" / "en" / "99_bars.ipynb", stored))


#: What is opened, what is pressed there, and over what the bar lies.
LIFTED: dict[str, tuple[Callable[[], str], str, str]] = {
    "quotation": (quotation, ".enclair-under_bars .enclair-first", ".enclair-lifted"),
    "timeline": (timeline, ".enclair-scrub button:last-of-type", ":has(> .enclair-lifting) > text"),
    "page": (guarded, ".enclair-show", ".asks > details"),
}
Lift = Callable[..., tuple[Page, list[str], list[list[float]]]]


@pytest.fixture
def lift(chromium: Browser, tmp_path: Path) -> Iterator[Lift]:
    """Open what has a bar, and stop while the bar lifts, after a ``share`` of its time."""
    with ExitStack() as pages:

        def lift(name: str, share: float, **media: Any) -> tuple[Page, list[str], list[list[float]]]:
            make, pressed, over = LIFTED[name]
            page = pages.enter_context(opened_page(chromium, tmp_path, make(), waits=pressed)).page
            page.set_viewport_size({"width": 1000, "height": 760})
            page.emulate_media(**media)
            page.add_style_tag(content=LAB_INK)
            for row in page.locator(".enclair-asked input").all()[:1]:
                row.check()
            moving, boxes = page.evaluate(LIFT, [pressed, over, share])
            assert boxes, "no bar lifted"
            return page, moving, boxes

        yield lift


def pixels(page: Page, box: list[float], begin: float, end: float) -> Any:
    """What is seen from one share of the width of a box to another, edges left out."""
    x, y, width, height = box
    height = min(height, 760 - y)
    clip: Any = {"x": x + begin * width, "y": y + 2, "width": (end - begin) * width, "height": height - 4}
    return np.asarray(Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("RGB"))


def colours(page: Page, box: list[float], begin: float, end: float) -> list[str]:
    found = np.unique(pixels(page, box, begin, end).reshape(-1, 3), axis=0)
    return ["#" + "".join(f"{part:02x}" for part in one) for one in found]


def apart(found: list[str]) -> float:
    """How far the two colours stand apart that stand farthest."""
    return max(contrast(found[0], other) for other in found)


#: After 0.3 of its time half of a bar is gone, since its motion eases out: where it still lies then.
STILL = {0.01: 0.1, 0.3: 0.7}
MEDIA: Any = [{"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}]
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.mark.parametrize("name", [name for name in LIFTED if name != "timeline"])
@SCHEMES
def test_nothing_shows_through_a_bar_while_it_lifts(lift: Lift, name: str, scheme: str) -> None:
    for share, begin in STILL.items():
        page, moving, boxes = lift(name, share, color_scheme=scheme)
        assert moving
        for box in boxes:
            under = colours(page, box, begin, 0.97)
            assert apart([INK[scheme == "dark"], *under]) < SEEN, (share, box)
    # The words come where it has passed, and all of them when it has.
    page, _, boxes = lift(name, 0.9, color_scheme=scheme)
    assert max(apart(colours(page, box, 0.02, 0.6)) for box in boxes) > 3


@pytest.mark.parametrize("media", MEDIA)
def test_titles_of_the_timeline_change_nothing_where_their_bars_still_lie(
    lift: Lift, media: dict[str, Any]
) -> None:
    """Its bars have gaps between words: so the picture is compared with one that has no titles."""
    for share, begin in STILL.items():
        page, moving, boxes = lift("timeline", share, **media)
        assert len(moving) > 1
        shown = [pixels(page, box, begin, 0.97) for box in boxes]
        page.add_style_tag(content=f"{LIFTED['timeline'][2]} {{ visibility: hidden }}")
        for box, before in zip(boxes, shown, strict=True):
            assert np.array_equal(before, pixels(page, box, begin, 0.97)), (share, box)
    page, _, boxes = lift("timeline", 0.9, **media)
    assert max(apart(colours(page, box, 0.02, 0.6)) for box in boxes) > 3


@pytest.mark.parametrize("name", [name for name in LIFTED if name != "timeline"])
@pytest.mark.parametrize("media", [{"reduced_motion": "reduce"}, {"forced_colors": "active"}])
def test_where_nothing_moves_or_colours_are_forced_the_words_stand_there_at_once(
    lift: Lift, name: str, media: dict[str, Any]
) -> None:
    page, moving, boxes = lift(name, 0.01, **media)
    # In forced colours the bars of the timeline above a card lift all the same.
    assert {"page": "enclair-unveil"}.get(name, "enclair-lift") not in moving
    assert max(apart(colours(page, box, 0.02, 0.97)) for box in boxes) > 3
