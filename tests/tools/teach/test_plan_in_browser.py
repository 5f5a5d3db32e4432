"""The page of a plan: on paper nothing is cut and no page is empty, on a screen nothing is too wide."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from enclair_tools.teach import planner
from tests.helpers import REPO, in_language

pytestmark = pytest.mark.browser


@pytest.fixture(params=[("snt", "210", "fr"), ("emc", "45", "fr")], ids=["long", "short"])
def page(request, chromium, tmp_path):
    audience, minutes, lang = request.param
    path = tmp_path / "plan.html"
    sheet = in_language(lang, planner.plan_sheet, REPO, audience, minutes)
    path.write_text(in_language(lang, planner.page, sheet, REPO, tmp_path), encoding="utf-8")
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    yield page
    assert asked == [path.as_uri()]
    context.close()


def test_two_sheets_of_paper_are_enough(page):
    pdf = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2


def test_it_is_black_on_white(page):
    page.emulate_media(color_scheme="dark")
    colours = page.locator("body *").evaluate_all(
        "all => [...new Set(all.map((one) => getComputedStyle(one).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_and_nothing_overflows(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
