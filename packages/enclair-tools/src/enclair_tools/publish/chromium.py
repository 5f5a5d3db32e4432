"""Find a Chromium, Chrome or Edge on this machine and start it so that it reaches nothing but this machine.

Playwright could download a browser of its own. We take the one that is installed: nothing is fetched, and it
is the browser that people here use.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enclair.text.locale import N_

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

#: What the browsers are called on the PATH, and where they lie on macOS and Windows.
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge"]
NAMES += ["chrome"]
PLACES = [
    f"{home}/Applications/{name}.app/Contents/MacOS/{name}"
    for home in ("", "${HOME}")
    for name in ("Google Chrome", "Chromium", "Microsoft Edge")
]
PLACES += [
    f"${{{folder}}}/{program}"
    for program in ("Google/Chrome/Application/chrome.exe", "Chromium/Application/chrome.exe")
    for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
]
PLACES += [
    f"${{{folder}}}/Microsoft/Edge/Application/msedge.exe" for folder in ("PROGRAMFILES(X86)", "PROGRAMFILES")
]

ADVICE = N_(
    "No Chromium, Chrome or Edge was found, and this needs one. Debian and Ubuntu: "
    "`sudo apt install chromium`. Windows and macOS: install Chrome or Edge. If it lies in an unusual place, "
    "set ENCLAIR_CHROMIUM to its full path."
)

#: Cut off from everything but this machine.
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def find_chromium(env: Mapping[str, str] = os.environ) -> str | None:
    """Return the full path of a browser, or None.

    ``ENCLAIR_CHROMIUM`` decides where it is set; a wrong path there counts as "none", it is not passed over.
    """
    chosen = env.get("ENCLAIR_CHROMIUM")
    for name in [chosen] if chosen else NAMES:
        if path := shutil.which(name, path=env.get("PATH")):
            return path
    places = [] if chosen else map(os.path.expandvars, PLACES)
    return next((place for place in places if Path(place).is_file()), None)


def launch(playwright: "Playwright", path: str, **options: Any) -> "Browser":
    """Start the browser ``path`` through Playwright, without a window."""
    flags = list(FLAGS)
    # Chromium's sandbox refuses to run as root, who runs in a container; nobody else needs this flag.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=path, args=flags, **options)


def printed(page: "Page", target: Path, **layout: Any) -> Path:
    """Print what a page shows as PDF, and return the file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    page.pdf(path=target, print_background=True, tagged=True, **layout)
    return target
