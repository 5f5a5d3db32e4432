"""The site's front page: what a student sees before Python starts."""

import contextlib

import pytest

from enclair_site.front import RUN, page
from enclair_tools.teach import sessions
from tests.browser.pages import no_barriers
from tests.helpers import REPO

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("front")
    (folder / "index.html").write_text(page(REPO, "enclair-1"), encoding="utf-8")
    return (folder / "index.html").as_uri()


@pytest.fixture
def front(chromium, address):
    """Open it as somebody with these settings; it may ask nobody for anything."""
    with contextlib.ExitStack() as windows:

        def opened(script="", **settings):
            page, asked = chromium.new_page(**{"locale": "en-GB"} | settings), []
            windows.callback(page.close)
            page.add_init_script(script)
            page.on("request", lambda request: asked.append(request.url))
            page.on("pageerror", lambda error: pytest.fail(str(error)))
            page.goto(address)
            assert asked == [address]
            return page

        yield opened


@pytest.mark.parametrize(("locale", "theme", "width"), [("en-GB", "light", 1280), ("fr-FR", "dark", 390)])
def test_axe_finds_nothing_and_it_fits(front, locale, theme, width):
    page = front(locale=locale, color_scheme=theme, viewport={"width": width, "height": 900})
    no_barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_language_is_the_browsers_until_somebody_chooses(front):
    page = front(locale="fr-FR")
    assert page.locator("html").get_attribute("lang") == "fr"
    assert "Who can read this" not in page.inner_text("main")
    page.get_by_role("button", name="English").click()
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    assert "Who can read this" in page.inner_text("main")
    assert page.get_by_role("button", name="English").get_attribute("aria-pressed") == "true"


def test_without_scripts_each_language_can_be_reached(front):
    page = front(java_script_enabled=False)
    for title in ("Who can read this?", "Qui peut lire ça"):
        assert page.get_by_role("link", name=title).first.is_visible()
    assert page.locator(".lead:visible").count() == 2
    assert not page.get_by_role("button", name="Français").is_visible()


def test_sessions_come_first_each_with_all_that_it_needs(front):
    page = front(locale="fr")
    papers = ("page.html", "page.html#slides", "student_sheet.html", "exit_ticket.html", "teacher.html")
    wanted = []
    for name in sessions.names(REPO):
        wanted += [f"fr/sessions/{name}/{paper}" for paper in papers]
        wanted.append(f"{RUN}enclair-1/sessions/fr/{name}.ipynb")
    links = [link.get_attribute("href") for link in page.locator("main a:visible").all()]
    assert links[: len(wanted)] == wanted
    assert "55 minutes" in page.locator(".sessions li:visible").first.inner_text()


def test_erasing_asks_first_and_says_what_it_did(front):
    page = front()
    page.evaluate(
        """() => new Promise((done) => {
          const here = new URL("./", location.href).pathname;
          const asked = indexedDB.open(`JupyterLite Storage - ${here}`);
          asked.onsuccess = () => { asked.result.close(); done(); };
        })"""
    )
    page.evaluate("localStorage.setItem('enclair-kept:x', '{}')")
    count = "() => indexedDB.databases().then(all => all.length)"
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Erase all my work").click()
    assert page.evaluate(count) == 1
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Erase all my work").click()
    page.get_by_text("Erased.").wait_for()
    assert page.evaluate(count) == 0
    assert "enclair-kept:x" not in page.evaluate("Object.keys(localStorage)")


def test_a_browser_that_keeps_nothing_is_told(front):
    page = front("Object.defineProperty(window, 'indexedDB', { get() { throw new Error('no'); } })")
    assert page.get_by_text("This browser keeps nothing on this page").is_visible()
