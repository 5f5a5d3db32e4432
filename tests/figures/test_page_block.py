"""Blocks of words as a page shows them: folded parts and the bar, by keyboard, on a phone and on paper."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from enclair.figures.block import Block
from enclair.lessons.deciding_together.figures import register
from enclair.lessons.judge_for_a_day import judging
from enclair.lessons.judge_for_a_day.figures import abreast, judgment
from enclair.lessons.what_happened.figures import procedure
from tests.browser.pages import LOOKS, no_barriers, opened_page
from tests.helpers import CASE, in_language

pytestmark = pytest.mark.browser

BLOCKS: dict[str, Callable[[], Block]] = {
    "abreast": lambda: abreast(CASE.judgments),
    "file": lambda: judgment(CASE.judgments, "podchasov", *judging.INSTALMENTS),
    "hidden": lambda: judgment(CASE.judgments, "podchasov", "facts", "arguments"),
    "ladder": lambda: procedure(CASE.procedure),
    "register": lambda: register(CASE),
}
HEAD = '<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{name}</title><main><h1>{name}</h1>'
STEPS = CASE.judgments.set_index("id")


@pytest.fixture
def shown(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """Open a block on a page of its own."""
    with ExitStack() as pages:

        def open_block(name: str, lang: str = "en") -> Page:
            block = in_language(lang, lambda: BLOCKS[name]()._repr_html_())
            page = HEAD.format(lang=lang, name=name) + block
            return pages.enter_context(opened_page(chromium, tmp_path, page)).page

        yield open_block


@pytest.mark.parametrize("name", BLOCKS)
def test_a_block_has_no_barrier_and_nothing_is_cut_on_a_phone_nor_when_all_is_open(
    shown: Callable[..., Page], name: str, lang: str
) -> None:
    page = shown(name, lang)
    for width in (800, 390):
        page.set_viewport_size({"width": width, "height": 768})
        for opened in (False, True):
            page.evaluate(
                "(open) => document.querySelectorAll('details').forEach((one) => (one.open = open))", opened
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            heights = page.locator("summary").evaluate_all("(all) => all.map((one) => one.offsetHeight)")
            assert min(heights, default=24) >= 24
        # All stands open: what is closed shows nothing else.
        no_barriers(page, options={} if width == 800 else {"runOnly": LOOKS})
    page.emulate_media(color_scheme="dark")
    page.locator("body").evaluate("(body) => { body.style.background = '#111'; }")
    no_barriers(page, context=".enclair-block", options={"runOnly": LOOKS})


def test_the_bar_lifts_with_a_key_and_both_decisions_stand_in_the_columns_of_their_cases(
    shown: Callable[..., Page],
) -> None:
    page = shown("abreast")
    words = [page.get_by_text(STEPS.loc[name, "words_en"]) for name in judging.ABREAST["decided"]]
    for decided in words:
        expect(decided).to_be_hidden()
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".enclair-redacted")).to_be_hidden()
    complaints = [page.get_by_text(STEPS.loc[name, "words_en"]) for name in judging.ABREAST["complaint"]]
    for decided, complaint in zip(words, complaints, strict=True):
        expect(decided).to_be_visible()
        places = [
            one.evaluate("(one) => one.closest('td').getBoundingClientRect().left")
            for one in (decided, complaint)
        ]
        assert abs(places[0] - places[1]) < 1


def test_the_ladder_is_read_from_the_first_step_on(shown: Callable[..., Page]) -> None:
    page = shown("ladder")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText").startswith("presumption of innocence")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = CASE.procedure.set_index("order").loc[1]
    expect(page.get_by_text(first["meaning_en"])).to_be_visible()


@pytest.mark.parametrize("name", ["abreast", "ladder", "register"])
def test_on_paper_every_part_is_open(shown: Callable[..., Page], name: str) -> None:
    page = shown(name)
    page.emulate_media(media="print")
    hidden = (
        "[...document.querySelectorAll('details > :not(summary)')].filter((one) => !one.offsetHeight).length"
    )
    assert page.evaluate(hidden) == 0
