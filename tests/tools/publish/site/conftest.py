"""The site, built once for each worker, and a page on it that counts what it asks of others."""

import gzip
import http.client
import os
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from enclair_tools.publish import edition
from enclair_tools.publish.site.build import build
from enclair_tools.publish.site.fetch import FetchError
from enclair_tools.publish.site.front import LAB, MARK
from enclair_tools.publish.site.serve import open_server
from tests.browser import lab
from tests.browser.lab import LabPage, wait_until_ready
from tests.helpers import REPO

#: Python in a browser starts slowly on a busy machine; a hang is found all the same.
PATIENCE_MS = 240_000


#: Tells what the site's own content security policy refuses.
REFUSED = """addEventListener("securitypolicyviolation", (event) =>
  refusedByPolicy(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""


@dataclass(frozen=True)
class Site:
    """A served site."""

    folder: Path
    url: str
    version: str

    def address(self, path):
        """Where JupyterLab opens a notebook, such as ``notebooks/en/01_what_happened.ipynb``."""
        return f"{self.url}{LAB}{self.version}/{path}"


@contextmanager
def served(folder, below=""):
    """Serve ``folder``; the site stands in it ``below`` the root."""
    with open_server(folder, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        version = (folder / below / MARK).read_text(encoding="utf-8").strip()
        yield Site(folder / below, f"http://127.0.0.1:{server.server_address[1]}/{below}", version)
        server.shutdown()


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the site as the command makes it; ``ENCLAIR_SITE`` names one that was made before."""
    if made := os.environ.get("ENCLAIR_SITE"):
        return Path(made).absolute()
    # Of the pages one lesson and the sessions in French: all of them are tested without a site.
    hours, found = edition.session_pages, edition.lessons
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                edition, "lessons", lambda root: [each for each in found(root, "fr") if each.number == 4]
            )
            patch.setattr(edition, "session_pages", lambda root, langs, lab: hours(root, ["fr"], lab))
            return build(REPO, tmp_path_factory.mktemp("site") / "site")
    except FetchError as error:
        if os.environ.get("CI", "").lower() == "true":
            raise
        pytest.skip(f"The site cannot be built here: {error}")


@pytest.fixture(scope="session")
def site(built):
    """The site at the root of a server."""
    with served(built) as site:
        yield site


@pytest.fixture(scope="session")
def site_below(built, tmp_path_factory):
    """The same files on a server of a school, in a folder of it."""
    root = tmp_path_factory.mktemp("school")
    shutil.copytree(built, root / "teacher" / "kit", copy_function=os.link)
    (root / MARK).write_text("a school", encoding="utf-8")
    with served(root, "teacher/kit/") as site:
        yield site


@pytest.fixture
def site_page(chromium, monkeypatch):
    """A new student's browser; ``requests_elsewhere`` lists what it asked of any other machine."""
    monkeypatch.setattr(lab, "PATIENCE_MS", PATIENCE_MS)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page = LabPage(context.new_page(), None)
    context.on("request", lambda request: page.note(request.url))
    refused = []
    context.expose_binding("refusedByPolicy", lambda _, what: refused.append(what))
    context.add_init_script(REFUSED)
    context.on("console", lambda line: "Content Security Policy" in line.text and refused.append(line.text))
    # JupyterLite talks to its kernel through sockets that exist in the page alone.
    yield page
    context.close()
    assert refused == []


def open_on(site, site_page, path):
    """Open a notebook of the site, and wait until Python stands ready."""
    site_page.page.goto(site.address(path))
    wait_until_ready(site_page)


#: What the page's own service worker answers, when a visit takes long enough to ask it.
HEARTBEAT = "/api/service-worker-heartbeat"


def visits_at_once(url, paths, clients):
    """As many clients at once fetch all ``paths`` of the server at ``url``; the bytes that each was sent."""
    paths = [path for path in paths if not path.endswith(HEARTBEAT)]
    start = threading.Barrier(clients)

    def visit(_):
        start.wait()
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=300)
        total = 0
        for path in paths:
            connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            body = answer.read()
            assert answer.status == 200, path
            if answer.headers["Content-Encoding"] == "gzip":
                gzip.decompress(body)
            total += len(body)
        return total

    with ThreadPoolExecutor(clients) as pool:
        return list(pool.map(visit, range(clients)))
