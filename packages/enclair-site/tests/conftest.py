"""The site, built once for each worker, and a page on it that counts what it asks of others."""

import os
import shutil
from pathlib import Path

import pytest

from enclair_site.build import build
from enclair_site.fetch import FetchError
from enclair_site.front import MARK
from enclair_tools.publish import edition
from tests.browser import lab
from tests.browser.lab import LabPage
from tests.helpers import REPO, missing
from visits import PATIENCE_MS, served

#: Tells what the site's own content security policy refuses.
REFUSED = """addEventListener("securitypolicyviolation", (event) =>
  refusedByPolicy(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the site as the command makes it; ``ENCLAIR_SITE`` names one that was made before."""
    if made := os.environ.get("ENCLAIR_SITE"):
        return Path(made).absolute()
    try:
        with pytest.MonkeyPatch.context() as patch:
            # Of the pages two lessons: all of them are tested without a site.
            shown = {("en", 1), ("fr", 4)}
            few = [one for one in edition.lessons(REPO) if (one.lang, one.number) in shown]
            patch.setattr(edition, "lessons", lambda root: few)
            patch.setattr(edition, "session_pages", lambda *_: ())
            return build(REPO, tmp_path_factory.mktemp("site") / "site")
    except FetchError as error:
        missing(f"The site cannot be built here: {error}")


@pytest.fixture(scope="session")
def site(built, tmp_path_factory):
    """The site on a server of a school, in a folder of it."""
    root = tmp_path_factory.mktemp("school")
    shutil.copytree(built, root / "teacher" / "kit", copy_function=os.link)
    (root / MARK).write_text("a school", encoding="utf-8")
    with served(root, "teacher/kit/") as site:
        yield site


@pytest.fixture
def site_page(chromium, monkeypatch):
    """A new student's browser, which may ask nothing of any other machine."""
    monkeypatch.setattr(lab, "PATIENCE_MS", PATIENCE_MS)
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(PATIENCE_MS)
    page = LabPage(context.new_page(), None)
    context.on("request", page.note)
    refused = []
    context.expose_binding("refusedByPolicy", lambda _, what: refused.append(what))
    context.add_init_script(REFUSED)
    context.on("console", lambda line: "Content Security Policy" in line.text and refused.append(line.text))
    # JupyterLite talks to its kernel through sockets that exist in the page alone.
    yield page
    context.close()
    assert refused == page.requests_elsewhere == []
