"""One sentence of a student's own: what is typed is seen as each scene has it, and kept nowhere."""

import pytest
from playwright.sync_api import expect

from enclair import OwnSentence
from enclair.text import locale
from tests.browser.pages import opened_page

MINE = "The zebra knows, and my brother must not."
KEPT = """async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie,
  await indexedDB.databases(), [...document.querySelectorAll("input")].map((one) => one.value)])"""


def test_what_is_typed_is_in_no_trait_and_no_storage_and_one_press_erases_it(chromium, tmp_path):
    with opened_page(chromium, tmp_path, OwnSentence("last")) as opened:
        page = opened.page
        page.get_by_role("textbox").fill(MINE)
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_be_focused()
        assert "zebra" not in opened.text()  # it lies under its bar
        page.get_by_role("button", name="Lift the bars").press("Enter")
        expect(page.get_by_role("status")).to_be_focused()
        assert MINE in opened.text()
        assert "zebra" not in page.evaluate("JSON.stringify(enclair.model.get('told'))") + page.evaluate(KEPT)
        page.get_by_role("button", name="Erase it").press("Enter")
        expect(page.get_by_role("textbox")).to_be_focused()
        assert "zebra" not in page.evaluate("document.documentElement.outerHTML") + page.evaluate(KEPT)


@pytest.mark.parametrize("scene", locale.tables("enclair.views", "own_sentence", "en")["scenes"])
def test_whoever_types_nothing_sees_the_same_as_the_twin_tells(scene, chromium, tmp_path):
    made = OwnSentence(scene)
    with opened_page(chromium, tmp_path, made) as opened:
        opened.page.get_by_role("button").press("Enter")
        offered = made.page_sentences["offered"]
        seen = [line.count(offered) for line in made.table().splitlines()]
        assert opened.text().count(offered) == sum(seen)
        assert all(word in opened.text() for word in made.told["en"]["who"])
