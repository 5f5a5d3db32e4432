"""Find a Chromium, Chrome or Edge on this machine and start it so that it reaches nothing but this machine.

Playwright could download a browser of its own. We take the one that is installed: nothing is fetched, and it
is the browser that people here use.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enclair.text.locale import N_

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "msedge",
    "chrome",
)

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


def usual_places(env: Mapping[str, str]) -> list[Path]:
    """Return where the browsers of macOS and Windows lie; they are not on the PATH."""
    if sys.platform == "darwin":
        apps = ("Google Chrome", "Chromium", "Microsoft Edge")
        roots = (Path("/Applications"), Path(env.get("HOME", "/")) / "Applications")
        return [root / f"{app}.app" / "Contents" / "MacOS" / app for root in roots for app in apps]
    if sys.platform == "win32":
        programs = (
            Path("Google/Chrome/Application/chrome.exe"),
            Path("Chromium/Application/chrome.exe"),
            Path("Microsoft/Edge/Application/msedge.exe"),
        )
        roots = [env[name] for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA") if name in env]
        return [Path(root) / program for root in roots for program in programs]
    return []


def find_chromium(env: Mapping[str, str] | None = None) -> str | None:
    """Return the full path of a browser, or None.

    ``ENCLAIR_CHROMIUM`` decides where it is set; a wrong path there counts as "none", it is not passed over.
    """
    env = os.environ if env is None else env
    chosen = env.get("ENCLAIR_CHROMIUM")
    if chosen:
        return shutil.which(chosen, path=env.get("PATH"))
    for name in NAMES:
        if path := shutil.which(name, path=env.get("PATH")):
            return path
    return next((str(place) for place in usual_places(env) if place.is_file()), None)


def launch(playwright: "Playwright", path: str, **options: Any) -> "Browser":
    """Start the browser ``path`` through Playwright, without a window."""
    flags = list(FLAGS)
    # Chromium's sandbox refuses to run as root, who runs in a container; nobody else needs this flag.
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=path, args=flags, **options)
