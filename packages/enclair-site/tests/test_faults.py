"""What goes wrong in a class: the site keeps working, or says what to do; nothing is lost in silence."""

import pytest

from enclair_site import serve
from test_site import EXERCISE, LESSON
from tests.browser import lab
from tests.browser.pages import no_barriers
from tests.helpers import REPO, read
from visits import open_on, served

pytestmark = pytest.mark.site

FRENCH = EXERCISE.replace("/en/", "/fr/")


def test_the_stop_button_ends_a_running_cell(site, site_page):
    page = site_page
    open_on(site, page, LESSON)
    place = [cell["cell_type"] for cell in read(REPO / LESSON)["cells"]].index("code")
    lab.set_cell(page, place, "n = 0\nwhile True:\n    n += 1")
    page.page.evaluate(
        """(place) => {
          window.jupyterapp.shell.currentWidget.content.activeCellIndex = place;
          void window.jupyterapp.commands.execute("notebook:run-cell");
        }""",
        place,
    )
    page.page.wait_for_timeout(3000)
    page.page.locator("[data-jp-item-name=interrupt]").first.click()
    lab.wait_until_ready(page)
    assert "KeyboardInterrupt" in lab.cell_outputs(page)[place][0]["ename"]
    lab.set_cell(page, place, "print(n > 0)")  # the same Python, with its memory
    lab.run_cell(page, place)
    assert lab.answered(page, place).strip() == "True"


@pytest.mark.parametrize("service_workers", [True, False])
def test_a_lesson_runs_without_shared_memory_with_and_without_service_workers(
    built, site_page, monkeypatch, service_workers
):
    """The second is what a browser finds at an address of the school's network, which has no https."""
    if not service_workers:
        site_page.page.context.add_init_script("delete Navigator.prototype.serviceWorker")
    # As a host that sends none of the headers of the stop button, such as GitHub Pages.
    for name in ("Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy"):
        monkeypatch.delitem(serve.HEADERS, name)
    with served(built) as plain_site:
        for _ in range(2):  # at the second visit a service worker is there from the beginning
            open_on(plain_site, site_page, LESSON)
            assert not site_page.page.evaluate("crossOriginIsolated")
            lab.run_all(site_page)
            assert lab.errors(site_page) == []


def test_a_storage_erased_while_working_is_told_and_the_next_save_keeps_the_work(site, site_page):
    page = site_page
    open_on(site, page, FRENCH)
    lab.save(page)
    page.page.wait_for_timeout(1500)  # what a save leaves to do has been done
    erase, origin = page.page.context.new_cdp_session(page.page), page.page.evaluate("origin")
    erase.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "indexeddb"})
    told = page.page.get_by_role("dialog")
    told.wait_for(timeout=20_000)
    assert told.get_attribute("lang") == "fr"
    assert "vient d’effacer ce qu’il gardait" in told.inner_text()
    no_barriers(page.page, context="dialog")
    page.page.keyboard.press("Enter")  # the button that closes it is where the keyboard is
    assert told.count() == 0
    lab.set_cell(page, 0, "# mine")
    # The work is saved, though the checkpoint that goes with it has been erased.
    page.page.evaluate("() => void window.jupyterapp.commands.execute('docmanager:save')")
    page.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.page.reload()  # which notebook was open has been erased, too: the address says it
    lab.wait_until_ready(page)
    assert lab.cell_sources(page)[0] == "# mine"
