"""Open a view in a page of its own: no kernel, no server, no network, nothing asked elsewhere."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page


class Opened:
    """A page with one view."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def trait(self, name: str) -> Any:
        """What the view's model holds."""
        return self.page.evaluate("name => enclair.model.get(name)", name)

    def set(self, name: str, value: Any) -> None:
        """Set a trait, as the kernel would."""
        self.page.evaluate("([name, value]) => enclair.model.set(name, value)", [name, value])

    def check_access(self, width: int, scheme: str) -> None:
        """Fail if axe finds a barrier, or if the page is wider than the screen."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 1000})
        found = Axe().run(self.page)
        assert found.violations_count == 0, found.generate_report()
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width

    def tab_to(self, selector: str, most: int = 60) -> None:
        """Press Tab until an element that fits ``selector`` has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"Tab did not reach {selector} in {most} steps.")


@contextmanager
def opened_page(chromium: Browser, folder: Path, html: str, **context: Any) -> Iterator[Opened]:
    """Open ``html`` (what a view's ``to_html`` gives) without a network."""
    path = folder / "view.html"
    path.write_text(html, encoding="utf-8")
    offline = chromium.new_context(viewport={"width": 1280, "height": 1000}, **context)
    offline.set_offline(True)
    page = offline.new_page()
    elsewhere: list[str] = []
    broken: list[str] = []
    page.on(
        "request",
        lambda asked: elsewhere.append(asked.url) if asked.url[:5] not in ("file:", "data:") else None,
    )
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(path.as_uri())
    if context.get("java_script_enabled", True):
        page.locator(".enclair, .slide").first.wait_for(state="attached")
    yield Opened(page)
    assert broken == []
    assert elsewhere == []
    offline.close()
