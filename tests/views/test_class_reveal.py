"""Every class reveal: Space lifts and leads on, what lifts is heard, and nothing stays behind."""

import pytest

from enclair import Claims, Poll, Quotes, Timeline, predict
from enclair.lessons.deciding_together import Deck, Timer
from enclair.lessons.judge_for_a_day import Gates
from enclair.lessons.what_can_the_server_see import Exchange, Grid, desk
from tests.browser.pages import opened_page
from tests.helpers import CASE

#: What fills the projector.
VIEWS = {
    "claims": lambda: Claims(CASE),
    "deck": lambda: Deck(CASE),
    "desk": lambda: desk(CASE),
    "exchange": lambda: Exchange(step=3),
    "gates": lambda: Gates(CASE),
    "grid": lambda: Grid(CASE),
    "poll": Poll,
    "predict": lambda: predict(Poll(), "When?", ["Before", "After"]).children[0],
    "services": lambda: Grid(CASE, part="services"),
    "quotes": lambda: Quotes(CASE),
    "timeline": lambda: Timeline(CASE),
    "timer": lambda: Timer(1),
}
#: Whether each has something to lift, and whether it leads on to the next one.
KINDS = [
    (name, name not in ("quotes", "timeline", "timer"), name in "claims deck exchange gates services quotes")
    for name in VIEWS
]
#: As in a notebook, where a question and what it opens share a box.
BOXED = """() => {
  const box = Object.assign(document.createElement("div"), { className: "widget-vbox" });
  const view = document.getElementById("view");
  view.replaceWith(box);
  box.append(view);
}"""
BEHIND = "document.documentElement.matches('.enclair-behind')"
#: What a screen reader says by itself, in this language; each count is an <output>.
HEARD = "[role=status]:visible"


@pytest.fixture
def opened(request, chromium, tmp_path):
    with opened_page(chromium, tmp_path, VIEWS[request.param]()) as shown:
        shown.page.evaluate(BOXED)
        shown.page.get_by_role("button", name="Projector", exact=True).press("Enter")
        yield shown


@pytest.mark.parametrize(("opened", "lifts", "leads"), KINDS, indirect=["opened"])
def test_space_lifts_and_leads_on_is_heard_and_a_cell_that_runs_again_leaves_nothing(
    opened, page, lifts, leads
):
    root = page.locator(".enclair-projected")
    focused = page.locator(".enclair-projected:focus, .enclair-projected :focus")
    opened.press("Digit1", "Digit1", "Digit2", "Shift+Digit1")
    assert not lifts or page.locator("output").all_inner_texts()[:2] == ["1", "1"]
    heard = "".join(page.locator(HEARD).all_inner_texts())
    page.keyboard.press("Space")
    assert focused.count() == 1
    assert not lifts or len("".join(page.locator(HEARD).all_inner_texts())) > len(heard) + 10
    if leads:
        lifted = root.inner_text()
        page.keyboard.press("PageDown")  # a clicker
        assert (on := root.inner_text()) != lifted
        for lang in ("fr", "en"):  # another language keeps the place
            opened.set("lang", lang)
        assert root.inner_text() == on
    page.keyboard.press("ArrowRight")
    opened.set("lang", "fr")
    assert focused.count() == 1
    assert page.evaluate(BEHIND)
    page.evaluate("document.getElementById('view').remove()")
    page.evaluate("enclair.leave()")
    assert not page.evaluate(BEHIND)
