"""Firefox through Marionette, with those methods of a Playwright page that the helpers of the lab call."""

import os
import shutil
import time
from contextlib import contextmanager

from marionette_driver.marionette import Marionette

from tests.browser.lab import free_port
from tests.helpers import missing

ADVICE = (
    "Firefox was not found: install it (on Debian and Ubuntu: apt-get install firefox-esr), or set "
    "ENCLAIR_FIREFOX to one."
)
# Every request that a page makes, in Firefox's own process; what Firefox asks for itself is not the page's.
NOTE = """window.enclairAsked = [];
Services.obs.addObserver({ observe(subject) {
  const channel = subject.QueryInterface(Ci.nsIHttpChannel);
  if (!channel.loadInfo.triggeringPrincipal.isSystemPrincipal) window.enclairAsked.push(channel.URI.spec);
} }, "http-on-modify-request");"""


class FirefoxPage:
    """One tab of Firefox."""

    def __init__(self, driver, patience_ms):
        self.driver, self.patience_ms = driver, patience_ms

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
            whole, script_args=[argument], sandbox=None, script_timeout=self.patience_ms
        )
        assert isinstance(answer, list), answer
        return answer[0]

    def wait_for_timeout(self, milliseconds):
        time.sleep(milliseconds / 1000)

    def wait_for_function(self, script, timeout=None, polling=100):
        deadline = time.monotonic() + (timeout or self.patience_ms) / 1000
        while not self.evaluate(script):
            assert time.monotonic() < deadline, f"Firefox waited in vain for {script}"
            time.sleep(polling / 1000)

    def click(self, xpath):
        """Click as a mouse does."""
        found = self.driver.find_element("xpath", xpath)
        self.evaluate("(place) => place.scrollIntoView({ block: 'center' })", found)
        found.click()

    def asked(self):
        """The address of every request that a page has made."""
        with self.driver.using_context("chrome"):
            return self.driver.execute_script("return window.enclairAsked;", sandbox=None)


@contextmanager
def firefox(downloads, patience_ms):
    """Start a new Firefox with a private window; downloads go into a folder."""
    prefs = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads),
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
        startup_timeout=patience_ms // 1000,
        socket_timeout=patience_ms / 1000,
    )
    try:
        driver.start_session({"unhandledPromptBehavior": "accept"})
        driver.timeout.page_load = driver.timeout.script = patience_ms / 1000
        driver.set_window_rect(width=1280, height=900)
        with driver.using_context("chrome"):
            driver.execute_script(NOTE, sandbox=None)
        yield FirefoxPage(driver, patience_ms)
    finally:
        driver.cleanup()
