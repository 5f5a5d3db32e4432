"""Measure the kit in the browser: ``uv run python -m benchmarks.site`` (some minutes).

Sizes are exact. Times depend on the machine, so the parts of the first start are printed one by one.
"""

import json
import os
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from benchmarks import line
from enclair_site.build import build
from enclair_site.fetch import fetch
from enclair_site.front import MARK, RUN
from enclair_site.serve import open_server
from enclair_tools.publish.chromium import launch
from tests.browser.lab import READY

REPO = Path(__file__).parents[1]
LESSON, PAGE = "notebooks/en/01_what_happened.ipynb", "en/01_what_happened.html"
PATIENCE_MS = 300_000
CHANGES = 40
#: From each change of a filter to the frame in which as many events as it leaves are drawn, in milliseconds.
EVENT_TO_PIXELS = """async (changes) => {
  const frame = () => new Promise(requestAnimationFrame);
  const root = document.querySelectorAll(".enclair-timeline")[1];
  const drawn = () => root.querySelectorAll(".enclair-mark").length;
  root.querySelector("details").open = true;
  const box = [...root.querySelectorAll("input[type=checkbox]")].find((one) => one.value === "state-media");
  const times = [];
  for (let turn = 0; turn < changes; turn++) {
    const before = drawn();
    const start = performance.now();
    box.click();
    while (drawn() === before) await frame();
    await frame(); // the second frame begins when the first one is painted
    await frame();
    times.push(performance.now() - start);
    await new Promise((later) => setTimeout(later, 120));
  }
  return times;
}"""
RUN_ALL = "() => void window.jupyterapp.commands.execute('notebook:run-all-cells')"


def built(folder: Path) -> Path:
    start = time.perf_counter()
    fetch()
    line("fetch, or check of what was fetched before", f"{time.perf_counter() - start:.1f} s")
    start = time.perf_counter()
    site = build(REPO, folder / "site")
    line("build", f"{time.perf_counter() - start:.1f} s")
    files = [path for path in site.rglob("*") if path.is_file()]
    line("site", f"{sum(path.stat().st_size for path in files) / 1e6:.1f} MB in {len(files)} files")
    return site


def visit(context: Any, url: str, address: str, page_first: str = "") -> Any:
    """Open lesson 1 and run it, perhaps after its page; print the seconds to each step, and what was sent."""
    sent: list[int] = []

    def note(asked: Any) -> None:
        # An answer "not changed" has no body; the browser then counts less than nothing.
        sent.append(max(0, asked.sizes()["responseBodySize"]))

    context.on("requestfinished", note)
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    if page_first:
        with urlopen(f"{url}static/ahead.json") as listed:
            last = json.load(listed)[-1]
        with page.expect_request_finished(lambda asked: asked.url.endswith(last)):
            page.goto(f"{url}{page_first}")
        line("  sent with the page, and ahead of the notebook", f"{sum(sent) / 1e6:.1f} MB")
    start = last = time.perf_counter()

    def done(name: str) -> None:
        nonlocal last
        now = time.perf_counter()
        line(f"  {name}", f"{now - start:.1f} s   (+{now - last:.1f} s)")
        last = now

    page.goto(f"{url}{address}")
    page.locator(".jp-Notebook .jp-MarkdownOutput h1").first.wait_for()
    done("the notebook can be read")
    page.locator(".enclair-before-run .enclair-predict input").first.wait_for()
    done("its first view works")
    line("  sent before it", f"{sum(sent) / 1e6:.1f} MB, load {os.getloadavg()[0]:.1f}")
    while not page.evaluate(READY):
        page.wait_for_timeout(50)
    done("Python stands ready")
    page.evaluate(RUN_ALL)
    page.locator(".jp-OutputArea-output").first.wait_for()
    done("the first cell has run")
    page.locator(".jp-OutputArea .enclair-predict").first.wait_for()
    done("Python has drawn that view")
    line("  sent until then", f"{sum(sent) / 1e6:.1f} MB, load {os.getloadavg()[0]:.1f}")
    page.wait_for_timeout(5000)
    context.remove_listener("requestfinished", note)
    return page


def visits(browser: Any, url: str, version: str) -> None:
    """Visit lesson 1 straight, once more in the same browser, and in a new one after its page was read."""
    address = f"{RUN}{version}/{LESSON}"
    for names in (("straight, cold", "once more, warm"), ("after its page, cold",)):
        context = browser.new_context(viewport={"width": 1366, "height": 3000})
        for name in names:
            print(name)
            page = visit(context, url, address, PAGE if "page" in name else "")
            if "warm" in name:
                times = statistics.quantiles(page.evaluate(EVENT_TO_PIXELS, CHANGES), n=20)
                line(
                    "explorer in the site, event to pixels, p50 / p95", f"{times[9]:.0f} / {times[18]:.0f} ms"
                )
            page.close()
        context.close()


#: Tells when the first view of a page lives.
FIRST_VIEW = """() => {
  const look = () => {
    if (document.querySelector(".view.alive > .live *")) window.firstView = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
#: Who visits a page: the window, and how many times slower the device is.
DEVICES = {"laptop": (1366, 768, 1), "phone": (390, 844, 1), "slow phone": (390, 844, 4)}


def first_views(browser: Any, url: str, site: Path) -> None:
    """Visit each page cold; how long until its first view lives, and what was sent."""
    paths = sorted([*site.glob("*/sessions/*/page.html"), *site.glob("??/*.html")])
    for device, (width, height, slower) in DEVICES.items():
        times, sizes = {}, {}
        for path in paths:
            name = path.relative_to(site).as_posix()
            context = browser.new_context(viewport={"width": width, "height": height})
            context.add_init_script(f"({FIRST_VIEW})()")
            page = context.new_page()
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
            sent: list[Any] = []
            page.on("requestfinished", lambda asked, sent=sent: sent.append(asked))
            page.goto(f"{url}{name}")
            while not page.evaluate("window.firstView"):  # the page lets nothing be evaluated by itself
                page.wait_for_timeout(50)
            times[name] = page.evaluate("window.firstView") / 1000
            sizes[name] = sum(asked.sizes()["responseBodySize"] for asked in [*sent]) / 1e6
            context.close()
        slowest, largest = max(times, key=times.__getitem__), max(sizes, key=sizes.__getitem__)
        middle = sorted(times.values())[len(times) // 2]
        line(
            f"{device}, CPU slowed {slower} times: {len(paths)} pages, first working view, median / slowest ",
            f"{middle:.2f} / {times[slowest]:.2f} s   ({slowest})",
        )
        line(f"{device}: most that a page sends", f"{sizes[largest]:.2f} MB   ({largest})")


def main() -> None:
    """Run all measurements."""
    with tempfile.TemporaryDirectory() as folder:
        site = built(Path(folder))
        with open_server(site, 0) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            url = f"http://127.0.0.1:{server.server_address[1]}/"
            with sync_playwright() as playwright:
                browser = launch(playwright)
                first_views(browser, url, site)
                visits(browser, url, (site / MARK).read_text(encoding="utf-8").strip())
                browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
