"""One browser for each worker."""

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch


@pytest.fixture(scope="session")
def chromium():
    """The browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
