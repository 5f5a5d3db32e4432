"""Every view with controls can fill the projector: large letters, nothing beside it, back by Escape."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from enclair import load_case
from enclair.text.locale import text
from tests.browser.pages import opened_page
from tests.helpers import each_shown, in_language

pytestmark = pytest.mark.browser

CASE = load_case("telegram")
VIEWS = {f"{package}.{name}": make for package, name, make in each_shown("PROJECTED")}
#: The smallest letters of a view, in pixels of the window, and what stands below them on purpose (notes).
LEAST = 18
SMALLEST = """(root) => Math.min(...[...root.querySelectorAll("button, label, p, td, h3, h4, li")]
  .filter((one) => one.checkVisibility() && one.textContent.trim())
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.currentCSSZoom ?? 1.6)))"""


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_fills_the_projector_and_comes_back(name: str, chromium: Browser, tmp_path: Path) -> None:
    with opened_page(chromium, tmp_path, in_language("fr", VIEWS[name], CASE).to_html()) as opened:
        page = opened.page
        page.set_viewport_size({"width": 1280, "height": 720})
        root = page.locator(".enclair").first
        root.get_by_role("button", name=text("Projector", "fr"), exact=True).press("Enter")
        close = root.get_by_role("button", name=text("Close the projector", "fr"), exact=True)
        expect(close).to_be_focused()
        box = root.bounding_box()
        assert box is not None
        assert [round(box[side]) for side in ("x", "y", "width", "height")] == [0, 0, 1280, 720]
        assert root.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 0
        assert root.evaluate(SMALLEST) >= LEAST
        found = Axe().run(page, context=".enclair")
        assert found.violations_count == 0, found.generate_report()
        # The other language is shown as large, and Escape leads back to the same place.
        root.get_by_role("button", name="EN", exact=True).click()
        root = page.locator(".enclair-projected")
        expect(root).to_have_attribute("lang", "en")
        page.keyboard.press("Escape")
        expect(root).to_have_count(0)
        expect(page.get_by_role("button", name="Projector", exact=True)).to_be_focused()
