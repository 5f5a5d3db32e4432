"""The browser of the tests; without one they are skipped, or fail where ``CI=true``."""

import os

import pytest

from enclair_tools.publish import chromium
from enclair_tools.publish.chromium import ADVICE, find_chromium


def require_chromium(env=None):
    """The browser's path; without one, skip the test and say how to get one, or fail it where ``CI=true``."""
    env = os.environ if env is None else env
    found = find_chromium(env)
    if found:
        return found
    if env.get("CI", "").lower() == "true":
        pytest.fail(f"{ADVICE} With CI=true it counts as a failure.", pytrace=False)
    pytest.skip(ADVICE)


def launch(playwright, **options):
    """Start the browser through Playwright, cut off from everything but this machine."""
    return chromium.launch(playwright, require_chromium(), **options)
