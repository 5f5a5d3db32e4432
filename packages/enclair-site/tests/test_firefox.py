"""Lesson 1 and exercise 1 in Firefox: the same answers, and nobody else is asked.

Marionette drives it; a page has those methods of a Playwright page that the helpers of the lab call.
"""

import os
import shutil
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from marionette_driver.marionette import Marionette

from test_site import EXERCISE, LESSON, executed, solve
from tests.browser import lab
from tests.browser.lab import LabPage, cell_sources, errors, free_port, run_all, wait_until_ready
from tests.helpers import EXERCISES, faults, missing, read, until
from visits import PATIENCE_MS, open_on

pytestmark = pytest.mark.site

ADVICE = "Firefox was not found: install it (Debian, Ubuntu: firefox-esr), or set ENCLAIR_FIREFOX to one."
# Every request that a page makes, in Firefox's own process; what Firefox asks for itself is not the page's.
NOTE = """window.enclairAsked = [];
Services.obs.addObserver({ observe(subject) {
  const channel = subject.QueryInterface(Ci.nsIHttpChannel);
  if (!channel.loadInfo.triggeringPrincipal.isSystemPrincipal) window.enclairAsked.push(channel.URI.spec);
} }, "http-on-modify-request");"""


@dataclass
class FirefoxPage:
    """One tab of Firefox."""

    driver: Marionette

    def goto(self, address):
        self.driver.navigate(address)

    def reload(self):
        self.driver.refresh()

    def evaluate(self, script, argument=None):
        """What a function or an expression gives in the page."""
        called = f"({script})(arguments[0])" if "=>" in script.split("\n")[0] else f"({script})"
        done = "arguments[arguments.length - 1]"
        whole = f"const done = {done}; Promise.resolve().then(() => {called})"
        whole += ".then((value) => done([value ?? null]), (error) => done(String(error)));"
        answer = self.driver.execute_async_script(
            whole, script_args=[argument], sandbox=None, script_timeout=PATIENCE_MS
        )
        assert isinstance(answer, list), answer
        return answer[0]

    def wait_for_function(self, script, timeout=PATIENCE_MS, polling=100):
        assert until(lambda: self.evaluate(script), timeout / 1000), f"Firefox waited in vain for {script}"

    def click(self, xpath):
        """Click as a mouse does."""
        found = self.driver.find_element("xpath", xpath)
        self.evaluate("(place) => place.scrollIntoView({ block: 'center' })", found)
        found.click()

    def asked(self):
        """The address of every request that a page has made."""
        with self.driver.using_context("chrome"):
            return self.driver.execute_script("return window.enclairAsked;", sandbox=None)


@pytest.fixture
def fox(tmp_path, monkeypatch):
    """A new Firefox with a private window; downloads go into ``tmp_path``."""
    monkeypatch.setattr(lab, "PATIENCE_MS", PATIENCE_MS)
    prefs = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(tmp_path),
        "browser.privatebrowsing.autostart": True,
        "intl.accept_languages": "en-GB",
    }
    names = (os.environ.get("ENCLAIR_FIREFOX", ""), "firefox-esr", "firefox")
    driver = Marionette(
        bin=next(filter(None, map(shutil.which, names)), None) or missing(ADVICE),
        port=free_port(),  # another Firefox may be driven beside this one
        headless=True,
        prefs=prefs,
        app_args=["--remote-allow-system-access"],
        startup_timeout=PATIENCE_MS // 1000,
        socket_timeout=PATIENCE_MS / 1000,
    )
    try:
        driver.start_session({"unhandledPromptBehavior": "accept"})
        driver.timeout.page_load = driver.timeout.script = PATIENCE_MS / 1000
        driver.set_window_rect(width=1280, height=900)
        with driver.using_context("chrome"):
            driver.execute_script(NOTE, sandbox=None)
        yield LabPage(FirefoxPage(driver), None)
    finally:
        driver.cleanup()


def test_lesson_1_and_exercise_1_in_a_private_window(site, fox, tmp_path):
    page = fox.page
    open_on(site, fox, LESSON)
    run_all(fox)
    assert errors(fox) == []
    # The last view asks for a drawing, the first one for a guess.
    page.wait_for_function("() => document.querySelector('.enclair-draw')?.checkVisibility()")
    shown = "() => document.querySelector('.enclair-timeline').checkVisibility()"
    assert not page.evaluate(shown)
    page.click("//*[contains(@class, 'enclair-predict')]//label[contains(., 'Years before')]")
    page.click("//*[contains(@class, 'enclair-predict')]//button[contains(., 'Show it')]")
    page.wait_for_function(shown)

    open_on(site, fox, EXERCISE)
    run_all(fox)
    assert faults(executed(fox), passed=False) == []
    solve(fox, EXERCISES[0])
    answered = cell_sources(fox)
    lab.save(fox)
    page.reload()
    wait_until_ready(fox)
    assert cell_sources(fox) == answered

    page.evaluate("() => void window.jupyterapp.commands.execute('docmanager:download')")
    assert until(lambda: [*tmp_path.glob("*.ipynb")] and not [*tmp_path.glob("*.part")])
    (downloaded,) = tmp_path.glob("*.ipynb")
    assert ["".join(cell["source"]) for cell in read(downloaded)["cells"]] == answered
    assert {urlsplit(address).hostname for address in page.asked()} == {"127.0.0.1"}
