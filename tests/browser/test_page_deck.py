"""The deck and the timer of lesson 7 in a page of their own."""

import pytest

from enclair import Deck, Timer, load_case
from tests.browser.pages import opened_page

pytestmark = pytest.mark.browser

ODD = "<script>window.hacked = 1</script> 🦊 مرحبا"


@pytest.mark.parametrize(
    ("width", "scheme", "lang"),
    [(1280, "light", "en"), (1280, "dark", "fr"), (390, "dark", "en"), (390, "light", "fr")],
)
@pytest.mark.parametrize("make", ["deck", "timer", "projector"])
def test_axe_finds_nothing_and_nothing_overflows(chromium, tmp_path, make, width, scheme, lang):
    view = Deck(load_case("telegram"), lang) if make == "deck" else Timer(1, lang, large=make == "projector")
    with opened_page(chromium, tmp_path, view.to_html()) as opened:
        opened.check_access(width, scheme)


def test_the_lot_is_drawn_and_reversed_by_keyboard(chromium, tmp_path):
    with opened_page(chromium, tmp_path, Deck(load_case("telegram")).to_html()) as opened:
        assert not opened.trait("lots")
        opened.page.get_by_role("button", name="Draw").first.press("Enter")
        first = opened.trait("lots")
        assert len(set(first["roles"])) == 4
        opened.page.get_by_role("button", name="everse").first.press("Enter")
        assert opened.trait("reversed") is True
        assert opened.trait("lots") == first


def test_what_is_typed_is_text_and_stays_in_the_page(chromium, tmp_path):
    with opened_page(chromium, tmp_path, Deck(load_case("telegram")).to_html()) as opened:
        field = opened.page.get_by_role("textbox").first
        field.fill(ODD)
        field.press("Tab")
        assert ODD in opened.trait("rule").values()
        assert opened.page.evaluate("window.hacked") is None


def test_the_timer_goes_from_step_to_step_by_keyboard(chromium, tmp_path):
    with opened_page(chromium, tmp_path, Timer(1).to_html()) as opened:
        opened.page.get_by_role("button", name="Next").press("Enter")
        assert opened.trait("step") == 1
        start = opened.page.get_by_role("button", name="Start")
        start.press("Enter")
        opened.page.wait_for_timeout(1300)
        pause = opened.page.get_by_role("button", name="Pause")
        assert pause.is_visible()
