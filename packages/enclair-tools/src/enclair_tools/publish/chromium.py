"""Start the Chromium, Chrome or Edge of this machine so that it reaches nothing but this machine.

Playwright could download one of its own; we take the one that people here use, and nothing is fetched.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enclair.text.errors import PlainError
from enclair_tools import say

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

#: What the browsers are called on the PATH.
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome")
#: Where none is on the PATH: what Playwright itself looks for, in its usual places.
CHANNELS = {"darwin": "chrome", "win32": "msedge"}

#: Cut off from everything but this machine; Playwright itself turns off updates.
CUT_OFF = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
FLAGS = ("--disable-gpu", "--disable-quic", CUT_OFF)


def find_chromium() -> dict[str, Any] | None:
    """Return what tells Playwright which browser to start, or None if there is none.

    ``ENCLAIR_CHROMIUM`` decides where it is set; a wrong path there counts as "none", it is not passed over.
    """
    chosen = os.environ.get("ENCLAIR_CHROMIUM")
    for name in [chosen] if chosen else NAMES:
        if path := shutil.which(name):
            return {"executable_path": path}
    channel = None if chosen else CHANNELS.get(sys.platform)
    return {"channel": channel} if channel else None


def launch(playwright: "Playwright") -> "Browser":
    """Start the browser of this machine through Playwright, without a window."""
    from playwright.sync_api import Error

    browser = find_chromium()
    try:
        if browser:
            return playwright.chromium.launch(args=FLAGS, **browser)
    except Error as error:
        if "is not found" not in error.message:
            raise
    raise PlainError(say("publish.no_browser"))


def printed(page: "Page", target: Path, **layout: Any) -> Path:
    """Print what a page shows as PDF, and return the file."""
    page.pdf(path=target, print_background=True, tagged=True, **layout)
    return target
