"""One browser for each worker; Ctrl+C, which tests send, is heard; invented numbers have time enough."""

import os
import signal

import pytest
from hypothesis import settings
from playwright.sync_api import sync_playwright

from enclair.text.locale import speaking
from tests.browser.chromium import launch

# A shell starts what runs in the background deaf to Ctrl+C, and so would all that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# A busy machine is no failure; and CI tries the same numbers each time, so that a red run can be run again.
settings.register_profile("kit", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kit")


@pytest.fixture(scope="session")
def chromium():
    """The browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _language(request):
    """A test that gets a language speaks it."""
    lang = request.getfixturevalue("lang") if "lang" in request.fixturenames else ""
    with speaking(lang):
        yield
