"""One browser for each worker; and Ctrl+C, which tests send, is heard."""

import signal

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch

# A shell starts what runs in the background deaf to Ctrl+C, and so would all that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def chromium():
    """The browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
