"""Visits of a browser to a served site."""

import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from enclair_site.front import MARK, RUN
from enclair_site.serve import open_server
from tests.browser.lab import wait_until_ready

#: Python in a browser starts slowly on a busy machine; a hang is found all the same.
PATIENCE_MS = 240_000


@dataclass(frozen=True)
class Site:
    """A served site."""

    folder: Path
    url: str
    version: str


@contextmanager
def serving(folder):
    """Serve a folder on a port of this computer."""
    with open_server(folder, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@contextmanager
def served(folder, below=""):
    """Serve ``folder``; the site stands in it ``below`` the root."""
    with serving(folder) as server:
        version = (folder / below / MARK).read_text(encoding="utf-8").strip()
        yield Site(folder / below, f"http://127.0.0.1:{server.server_address[1]}/{below}", version)


def open_on(site, site_page, path):
    """Open a notebook, such as ``notebooks/en/01_what_happened.ipynb``; wait until Python stands ready."""
    site_page.page.goto(f"{site.url}{RUN}{site.version}/{path}")
    wait_until_ready(site_page)
