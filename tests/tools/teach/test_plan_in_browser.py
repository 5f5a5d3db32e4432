"""The page of a plan: on paper nothing is cut and no page is empty, on a screen nothing is too wide."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from enclair_tools.teach import planner
from tests.helpers import REPO, in_language

pytestmark = pytest.mark.browser
COLOURS = "all => [...new Set(all.map((one) => getComputedStyle(one).color))]"


def test_two_black_and_white_sheets_of_paper_are_enough_and_axe_finds_nothing(chromium, tmp_path):
    path = tmp_path / "plan.html"
    sheet = in_language("fr", planner.plan_sheet, REPO, "snt", "210")  # the longest
    path.write_text(in_language("fr", planner.page, sheet, REPO, tmp_path), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    pdf = page.pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        report = Axe().run(page)
        assert report.violations_count == 0, report.generate_report()
    page.emulate_media(color_scheme="dark")
    assert page.locator("body *").evaluate_all(COLOURS) == ["rgb(0, 0, 0)"]
    assert asked == [path.as_uri()]
    page.close()
