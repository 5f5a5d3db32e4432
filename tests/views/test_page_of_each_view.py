"""Every view in a page of its own: on any screen, in either language, on paper, and on the projector."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from enclair import Case, explore
from enclair.lessons.needles_and_haystacks import scanning
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.text.locale import text
from tests.browser.pages import BARE, opened_page
from tests.helpers import each_shown, in_language

pytestmark = pytest.mark.browser

PAGES = {f"{package}.{name}": state for package, name, state in each_shown("PAGES")}
PROJECTED = {f"{package}.{name}": make for package, name, make in each_shown("PROJECTED")}
#: Words of controls that do not fit into their place.
CUT = """all => all.filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth)
  .map((one) => one.textContent)"""
#: All that takes the focus and is seen; of radio buttons with one name Tab reaches one.
CONTROLS = """() => [...document.querySelectorAll(
  "#view :is(a[href], button, input, select, summary, textarea, [tabindex])")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility())"""
UNREACHED = f"""() => ({CONTROLS})().filter((one) => !reached.has(one)
    && !(one.type === "radio" && document.querySelector(`#view [name="${{one.name}}"]:checked`) !== one
      && [...document.getElementsByName(one.name)].some((other) => reached.has(other))))
  .map((one) => one.outerHTML.slice(0, 120))"""
#: The smallest letters of a view, in pixels of the window, and what stands below them on purpose (notes).
LEAST = 18
SMALLEST = """(root) => Math.min(...[...root.querySelectorAll("button, label, p, td, h3, h4, li")]
  .filter((one) => one.checkVisibility() && one.textContent.trim())
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.currentCSSZoom ?? 1.6)))"""


@pytest.mark.parametrize("name", PAGES)
def test_a_view_has_no_barrier_on_any_screen_and_no_control_on_paper(
    name: str, case: Case, chromium: Browser, tmp_path: Path
) -> None:
    make, later = PAGES[name]
    with opened_page(chromium, tmp_path, make(case).to_html()) as opened:
        page = opened.page
        opened.unfold()
        opened.check_access(1280, "light")
        for trait, value in later.items():
            opened.set(trait, value)
        opened.press_language("fr")
        words = opened.trait("words")["fr"]
        english = [key for key, french in words.items() if len(key) > 12 and "{" not in key and french != key]
        assert english
        assert [key for key in english if key in opened.text()] == []
        opened.unfold()
        opened.check_access(390, "dark")
        assert page.locator("#view label").evaluate_all(CUT) == []
        assert page.locator(f"#view {BARE}").count() == 0
        page.emulate_media(media="print")
        expect(page.locator("button:visible")).to_have_count(0)


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_each_control(name: str, case: Case, chromium: Browser, tmp_path: Path) -> None:
    with opened_page(chromium, tmp_path, PAGES[name][0](case).to_html()) as opened:
        page = opened.page
        page.evaluate("() => { window.reached = new Set(); }")
        for _ in range(page.evaluate(f"({CONTROLS})().length") + 2):
            page.keyboard.press("Tab")
            page.evaluate("() => { reached.add(document.activeElement); }")
        assert page.evaluate(UNREACHED) == []


@pytest.mark.parametrize("name", PAGES)
def test_without_scripts_the_twin_is_seen_and_nothing_that_is_folded(
    name: str, case: Case, chromium: Browser, tmp_path: Path
) -> None:
    view = PAGES[name][0](case)
    twin = BeautifulSoup(view._html(), "html.parser")
    for part in twin.select("style, details:not([open]) > :not(summary)"):
        part.decompose()
    with opened_page(chromium, tmp_path, view.to_html(), scripts=False) as opened:
        title, *seen = opened.page.locator("main").inner_text().split("\n")
        assert title == view._title()
        assert "".join("".join(seen).split()) == "".join(twin.text.split())  # whatever stands in one line
        opened.page.set_viewport_size({"width": 390, "height": 900})
        if twin.select_one("table.enclair-blocks"):  # a table that is stacked on a phone
            assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("name", PROJECTED)
def test_a_view_fills_the_projector_and_comes_back(
    name: str, case: Case, chromium: Browser, tmp_path: Path
) -> None:
    with opened_page(chromium, tmp_path, in_language("fr", PROJECTED[name], case).to_html()) as opened:
        page = opened.page
        page.set_viewport_size({"width": 1280, "height": 720})
        root = page.locator(".enclair").first
        root.get_by_role("button", name=text("Projector", "fr"), exact=True).press("Enter")
        expect(root.get_by_role("button", name=text("Close the projector", "fr"), exact=True)).to_be_focused()
        assert root.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
        assert root.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 0
        assert root.evaluate(SMALLEST) >= LEAST
        # The other language is shown as large, and Escape leads back to the same place.
        root.get_by_role("button", name="EN", exact=True).click()
        root = page.locator(".enclair-projected")
        expect(root).to_have_attribute("lang", "en")
        page.keyboard.press("Escape")
        expect(root).to_have_count(0)
        expect(page.get_by_role("button", name="Projector", exact=True)).to_be_focused()


def test_an_explorer_without_a_kernel_has_a_picture_of_each_example(
    chromium: Browser, tmp_path: Path
) -> None:
    with opened_page(chromium, tmp_path, explore(Alarms).to_html()) as opened:
        opened.tab_to("summary")
        opened.page.keyboard.press("Enter")
        assert opened.page.locator("details[open]").count() == 1
        assert opened.page.locator("svg.enclair-picture").count() == len(
            scanning.PRESETS
        )  # the first one is set
        opened.check_access(390, "dark")
        opened.page.emulate_media(media="print")
        tables = opened.page.locator("details table").all()
        assert tables
        assert all(table.is_visible() for table in tables)
