"""The page of a plan: on paper nothing is cut and no page is empty, on a screen nothing is too wide."""

import re

import pytest

from enclair_tools.teach import planner
from tests.browser.pages import opened_page
from tests.helpers import REPO, in_language

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("audience", "minutes"), [("snt", "210"), ("emc", "45")], ids=["long", "short"])
def test_a_plan_is_black_on_white_on_two_sheets_and_can_be_read(chromium, tmp_path, audience, minutes):
    sheet = in_language("fr", planner.plan_sheet, REPO, audience, minutes)
    html = in_language("fr", planner.page, sheet, REPO, tmp_path)
    with opened_page(chromium, tmp_path, html, waits="body") as opened:
        pdf = opened.page.pdf(prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2
        opened.check_access(1280, "light")
        opened.check_access(390, "dark")
        colours = opened.page.locator("body *").evaluate_all(
            "all => [...new Set(all.map((one) => getComputedStyle(one).color))]"
        )
        assert colours == ["rgb(0, 0, 0)"]
